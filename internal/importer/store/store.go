// Package store keeps the editions a user has imported, below the user's own
// data folder.
//
// An edition is a folder of tables and one small file that points to it. The
// file is written last and in one piece, so that whoever reads, and whoever is
// killed while writing, finds the old state or the new one. The package knows
// neither what the figures mean nor how they are read from a workbook.
package store

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"allyscope/internal/dataset"
	"allyscope/internal/read"
)

// What an operation fails with.
var (
	// ErrWrong is wrapped where an edition has a wrong total and nobody said
	// that it is to be stored all the same.
	ErrWrong = errors.New("has wrong totals")
	// ErrExists is wrapped where an edition of that identifier is stored
	// already.
	ErrExists = errors.New("is there already")
	// ErrNotFound is wrapped where no such edition is stored.
	ErrNotFound = errors.New("is not stored")
	// ErrDamaged is wrapped where what is stored is not what was stored.
	ErrDamaged = errors.New("is damaged")
)

// Dir is where a user's editions are kept: $XDG_DATA_HOME/allyscope, or
// ~/.local/share/allyscope where that is not set to an absolute path.
func Dir(getenv func(string) string) (string, error) {
	if base := getenv("XDG_DATA_HOME"); filepath.IsAbs(base) {
		return filepath.Join(base, "allyscope"), nil
	}
	home := getenv("HOME")
	if home == "" {
		home = getenv("USERPROFILE")
	}
	if !filepath.IsAbs(home) {
		return "", errors.New("neither XDG_DATA_HOME nor HOME names a folder to keep editions in")
	}
	return filepath.Join(home, ".local", "share", "allyscope"), nil
}

// Store is a folder of editions. It need not exist until something is saved.
type Store struct {
	dir  string
	step func(string) // called before each change to the disk, and before an edition's tables are read; nil but in tests
}

// Open returns the store in a folder.
func Open(dir string) *Store { return &Store{dir: dir} }

// Where is the store's folder.
func (s *Store) Where() string { return s.dir }

// Meta is what is known of a stored edition.
type Meta struct {
	Format int `json:"format"`
	dataset.Listing
	Imported string            `json:"imported"` // ISO date; empty where it was not said
	Forced   bool              `json:"forced"`   // stored in spite of wrong totals
	Files    map[string]string `json:"files"`    // SHA-256 of each table, by its path
	Data     string            `json:"data"`     // folder of the tables
}

// format is the version of what a pointer holds.
const format = 1

// maxMeta is more than the longest pointer a save writes.
const maxMeta = 8 << 20

// Problem is a stored edition that cannot be read.
type Problem struct {
	ID  string
	Err error
}

// List returns what is stored, oldest publication first, and apart from it what
// is there and cannot be read.
func (s *Store) List() ([]Meta, []Problem, error) {
	entries, err := os.ReadDir(s.pointers())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	var out []Meta
	var bad []Problem
	for _, e := range entries {
		id, isPointer := strings.CutSuffix(e.Name(), ".json")
		if !isPointer || !dataset.Storable(id) {
			continue
		}
		m, err := s.Meta(id)
		if errors.Is(err, ErrNotFound) {
			continue // removed since the folder was listed
		}
		if err != nil {
			bad = append(bad, Problem{ID: id, Err: err})
			continue
		}
		out = append(out, *m)
	}
	slices.SortFunc(out, func(a, b Meta) int {
		return strings.Compare(a.Published+" "+a.ID, b.Published+" "+b.ID)
	})
	return out, bad, nil
}

// Meta returns what is known of one edition.
func (s *Store) Meta(id string) (*Meta, error) {
	if !dataset.Storable(id) {
		return nil, fmt.Errorf("edition %.60q %w", id, ErrNotFound)
	}
	path := s.pointer(id)
	text, err := read.In(os.DirFS(s.pointers()), id+".json", maxMeta)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("edition %s %w", id, ErrNotFound)
	case errors.Is(err, read.ErrTooLarge), errors.Is(err, read.ErrNotRegular):
		return nil, fmt.Errorf("%s %w (%w)", path, ErrDamaged, err)
	case err != nil:
		return nil, err
	}
	m := &Meta{}
	if err := json.Unmarshal(text, m); err != nil {
		return nil, fmt.Errorf("%s %w (%w)", path, ErrDamaged, err)
	}
	if m.Format != format {
		return nil, fmt.Errorf("%s is of format %d, this program knows %d: it %w for it", path, m.Format, format, ErrDamaged)
	}
	if m.ID != id || !strings.HasPrefix(m.Data, id+".") || !filepath.IsLocal(m.Data) || strings.ContainsAny(m.Data, `/\`) {
		return nil, fmt.Errorf("%s %w", path, ErrDamaged)
	}
	return m, nil
}

// pointers is the folder of the files that point to editions.
func (s *Store) pointers() string { return filepath.Join(s.dir, "editions") }

func (s *Store) pointer(id string) string { return filepath.Join(s.pointers(), id+".json") }

// at announces a change to the disk to a test that is killed before it.
func (s *Store) at(what string) {
	if s.step != nil {
		s.step(what)
	}
}

// maxTable is more than the longest table that can be imported, and maxTables more
// than all tables of an edition.
const (
	maxTable  = 16 << 20
	maxTables = 64 << 20
)

// Files returns all stored editions as one tree in the layout of the embedded
// tables: nato/editions.csv, nato/tables.csv, nato/<edition>/<measure>.csv,
// sipri/editions.csv and sipri/<month>.csv, likewise series, and nato/warnings.csv,
// what the checks noticed. An edition that is damaged is left out and told of.
//
// The tree is a copy: it stays as it is, whatever is saved or removed later. What
// is saved or removed meanwhile is in it as it was before or as it is then.
func (s *Store) Files() (fs.FS, []Problem, error) {
	metas, bad, err := s.List()
	if err != nil {
		return nil, bad, err
	}
	files := map[string][]byte{}
	var whole []dataset.Listing
	for _, m := range metas {
		tables, err := s.current(&m)
		if errors.Is(err, ErrNotFound) {
			continue // removed since it was listed
		}
		if err != nil {
			bad = append(bad, Problem{ID: m.ID, Err: err})
			continue
		}
		maps.Copy(files, tables)
		whole = append(whole, m.Listing)
	}
	maps.Copy(files, dataset.Lists(whole))
	tree, err := Tree(files)
	return tree, bad, err
}

// maxTurns is how often a reader starts again on an edition that is replaced while
// it is read; what is replaced more often meanwhile is told of as damaged.
const maxTurns = 100

// current reads an edition's tables. Where they are not what they should be,
// another process may have replaced the edition in between, and removed what the
// pointer read before led to: then it is read again from where the pointer leads
// now, which m says afterwards.
func (s *Store) current(m *Meta) (map[string][]byte, error) {
	for turn := 0; ; turn++ {
		s.at("read " + m.Data)
		tables, err := s.tables(m)
		if err == nil || turn == maxTurns {
			return tables, err
		}
		now, lost := s.Meta(m.ID)
		if lost != nil {
			return nil, lost
		}
		if now.Data == m.Data {
			return nil, err // nobody else was here: it is damaged
		}
		*m = *now
	}
}

// tables reads an edition's tables and makes sure that they are what was stored.
func (s *Store) tables(m *Meta) (map[string][]byte, error) {
	root, err := os.OpenRoot(filepath.Join(s.pointers(), m.Data))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("its tables are gone: it %w", ErrDamaged)
	}
	if err != nil {
		return nil, err
	}
	defer root.Close() //nolint:errcheck // read only
	out, total := map[string][]byte{}, 0
	for name, want := range m.Files {
		if !mine(m, name) {
			return nil, fmt.Errorf("%.80q is none of its tables: it %w", name, ErrDamaged)
		}
		content, err := read.In(root.FS(), name, min(maxTable, maxTables-total))
		if err != nil {
			return nil, fmt.Errorf("%s is gone or no table (%w): it %w", name, err, ErrDamaged)
		}
		total += len(content)
		if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != want {
			return nil, fmt.Errorf("%s has changed since it was stored: it %w", name, ErrDamaged)
		}
		out[name] = content
	}
	return out, nil
}

// mine tells whether a table can be one of the edition's.
func mine(m *Meta, name string) bool {
	if m.Source == dataset.SIPRI {
		return name == path.Join("sipri", strings.TrimPrefix(m.ID, "sipri-")+".csv")
	}
	return fs.ValidPath(name) && path.Dir(name) == path.Join(m.Folder(), m.ID) && path.Ext(name) == ".csv"
}

// Tree makes a tree of files at hand: an archive that is not packed is the
// shortest way to all of fs.FS.
func Tree(files map[string][]byte) (fs.FS, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = w.Write(files[name])
		}
		if err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
}
