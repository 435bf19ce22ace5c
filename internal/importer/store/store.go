// Package store keeps the editions that a user has imported, below the user's data folder.
//
// An edition is one file, with its tables in it. It is written atomically: concurrent
// readers, and later ones after a killed write, find the old state or the new one. The
// package does not know what the figures mean or how they are read from a workbook.
package store

import (
	"cmp"
	"crypto/sha256"
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
	"time"

	"allyscope/internal/dataset"
	"allyscope/internal/read"
	"allyscope/internal/save"
)

// Errors of the operations. A returned error wraps one of them and names the edition or file.
var (
	ErrWrong    = errors.New("has wrong totals") // and Options.Force is not set
	ErrExists   = errors.New("already exists")   // under that identifier
	ErrNotFound = errors.New("is not stored")
	ErrDamaged  = errors.New("is damaged") // the file is not as it was stored
)

// Dir returns the folder of a user's editions: $XDG_DATA_HOME/allyscope, or
// ~/.local/share/allyscope if that is not set to an absolute path.
func Dir(getenv func(string) string) (string, error) {
	dir := save.Place(getenv("XDG_DATA_HOME"), cmp.Or(getenv("HOME"), getenv("USERPROFILE")), ".local/share", "")
	if dir == "" {
		return "", errors.New("neither XDG_DATA_HOME nor HOME names a folder to keep editions in")
	}
	return dir, nil
}

// Store is a folder of editions. Save creates it if needed.
type Store struct {
	dir  string
	step func(string) // for tests: called before each change to the disk and each read of an edition
}

// Open returns the store in a folder, which need not exist.
func Open(dir string) *Store { return &Store{dir: dir} }

// Where returns the store's folder.
func (s *Store) Where() string { return s.dir }

// Meta is the content of a stored file.
type Meta struct {
	Format int `json:"format"`
	dataset.Stored
	Forced bool              `json:"forced"` // stored in spite of wrong totals
	Sums   map[string]string `json:"sums"`   // SHA-256 of each table, by its path
}

// format is the version of the file format. In version 1 the tables were in a folder.
const format = 2

// maxFile is a limit in bytes that no file of Save reaches.
const maxFile = 64 << 20

// List returns the stored editions by date of publication, and a problem for each unusable one.
func (s *Store) List() ([]dataset.Stored, []dataset.Problem, error) {
	entries, err := os.ReadDir(s.folder())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	var out []dataset.Stored
	var bad []dataset.Problem
	for _, e := range entries {
		id, isEdition := strings.CutSuffix(e.Name(), ".json")
		if !isEdition || !dataset.Storable(id) {
			continue
		}
		s.announce("read " + id)
		m, err := s.Meta(id)
		if errors.Is(err, ErrNotFound) {
			continue // removed since the folder was listed
		}
		if err == nil {
			err = m.verify()
		}
		if err != nil {
			bad = append(bad, dataset.Problem{File: id, Text: err.Error()})
		} else {
			out = append(out, m.Stored)
		}
	}
	slices.SortFunc(out, func(a, b dataset.Stored) int {
		return strings.Compare(a.Published+" "+a.ID, b.Published+" "+b.ID)
	})
	return out, bad, nil
}

// Meta reads the file of one edition. It does not verify the checksums of the tables.
func (s *Store) Meta(id string) (*Meta, error) {
	if !dataset.Storable(id) {
		return nil, fmt.Errorf("edition %.60q %w", id, ErrNotFound)
	}
	path := s.file(id)
	text, err := read.In(os.DirFS(s.folder()), id+".json", maxFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("edition %s %w", id, ErrNotFound)
	case errors.Is(err, read.ErrTooLarge), errors.Is(err, read.ErrNotRegular):
		return nil, fmt.Errorf("%s %w (%w)", path, ErrDamaged, err)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", path, read.Reason(err))
	}
	m := &Meta{}
	err = json.Unmarshal(text, m) // reads the other fields even if one has the wrong type
	switch other, is := errors.AsType[*json.UnmarshalTypeError](err); {
	case m.Format > 0 && m.Format < format && (err == nil || is): // treated as damaged
		const earlier = "%s was stored by an earlier allyscope: import the file it came from again, with --replace%.0w"
		return nil, fmt.Errorf(earlier, path, ErrDamaged)
	case m.Format > format && (err == nil || is):
		const later = "%s has format %d, but this allyscope knows %d: a later version stored it%.0w"
		return nil, fmt.Errorf(later, path, m.Format, format, ErrDamaged)
	case is:
		field := cmp.Or(other.Field[strings.LastIndex(other.Field, ".")+1:], "the content")
		return nil, fmt.Errorf("%s %w (%s has the wrong type)", path, ErrDamaged, field)
	case err != nil:
		return nil, fmt.Errorf("%s %w (%w)", path, ErrDamaged, err)
	case m.ID != id:
		return nil, fmt.Errorf("%s %w (it says that it is edition %.60q)", path, ErrDamaged, m.ID)
	case m.Format != format:
		return nil, fmt.Errorf("%s %w (format %d)", path, ErrDamaged, m.Format)
	}
	return m, nil
}

// Options controls how an edition is saved.
type Options struct {
	Force   bool      // store it in spite of wrong totals; the warnings are stored with it
	Replace bool      // replace a stored edition with the same identifier
	Now     time.Time // the day of the import; zero means not known
}

// Save stores an edition. If it fails or is killed, an edition stored before is unchanged.
func (s *Store) Save(e *dataset.Edition, opt Options) error {
	stored, err := e.Stored()
	if err != nil {
		return err
	}
	if !dataset.Storable(e.ID) || len(stored.Files) == 0 {
		return fmt.Errorf("edition %.60q: no identifier or no table", e.ID)
	}
	if e.Wrong() > 0 && !opt.Force {
		return fmt.Errorf("edition %s %w", e.ID, ErrWrong)
	}
	_, err = s.Meta(e.ID)
	switch {
	case err == nil && !opt.Replace:
		return fmt.Errorf("edition %s %w", e.ID, ErrExists)
	case errors.Is(err, ErrDamaged) && !opt.Replace:
		return err
	case err != nil && !errors.Is(err, ErrNotFound) && !errors.Is(err, ErrDamaged):
		return err
	}
	m := &Meta{Format: format, Stored: stored, Forced: e.Wrong() > 0, Sums: map[string]string{}}
	if !opt.Now.IsZero() {
		m.Imported = opt.Now.Format(time.DateOnly)
	}
	for name, content := range m.Files {
		m.Sums[name] = sum(content)
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	s.announce("make the folder")
	if err := os.MkdirAll(s.folder(), 0o700); err != nil {
		return fmt.Errorf("cannot create the folder %s: %w", s.folder(), read.Reason(err))
	}
	s.announce("write it")
	err = save.File(s.file(e.ID), append(text, '\n'), opt.Replace)
	if errors.Is(err, save.ErrExists) { // another process was faster
		err = fmt.Errorf("edition %s %w", e.ID, ErrExists)
	}
	if err == nil {
		s.removeFolders(e.ID)
	}
	return err
}

// Remove removes an edition, even a damaged one.
func (s *Store) Remove(id string) error {
	if _, err := s.Meta(id); err != nil && !errors.Is(err, ErrDamaged) {
		return err
	}
	s.announce("remove it")
	if err := os.Remove(s.file(id)); err != nil {
		return fmt.Errorf("%s: %w", s.file(id), read.Reason(err))
	}
	s.removeFolders(id)
	return nil
}

func (s *Store) folder() string { return filepath.Join(s.dir, "editions") }

func (s *Store) file(id string) string { return filepath.Join(s.folder(), id+".json") }

// removeFolders removes the folders of an edition in format 1. Errors are ignored: they do no harm.
func (s *Store) removeFolders(id string) {
	folders, _ := fs.Glob(os.DirFS(s.folder()), id+".*[0-9]") // an identifier has no pattern characters
	for _, name := range folders {
		s.announce("remove " + name)
		_ = os.RemoveAll(filepath.Join(s.folder(), name))
	}
}

// announce tells a test about the next change to the disk.
func (s *Store) announce(what string) {
	if s.step != nil {
		s.step(what)
	}
}

// verify checks that the tables are as they were stored, and drops tables that were not stored.
func (m *Meta) verify() error {
	if len(m.Sums) == 0 {
		return fmt.Errorf("its tables are gone: it %w", ErrDamaged)
	}
	for _, name := range slices.Sorted(maps.Keys(m.Sums)) { // sorted, to report the same damage each time
		text, is := m.Files[name]
		switch {
		case !m.validPath(name):
			return fmt.Errorf("%.80q is not one of its tables: it %w", name, ErrDamaged)
		case !is:
			return fmt.Errorf("%.80s is gone: it %w", name, ErrDamaged)
		case sum(text) != m.Sums[name]:
			return fmt.Errorf("%.80s has changed since it was stored: it %w", name, ErrDamaged)
		}
	}
	maps.DeleteFunc(m.Files, func(name, _ string) bool { return m.Sums[name] == "" })
	return nil
}

// validPath reports whether a table of the edition can have that path.
func (m *Meta) validPath(name string) bool {
	if m.Source == dataset.SIPRI {
		return name == path.Join(m.Folder(), strings.TrimPrefix(m.ID, "sipri-")+".csv")
	}
	return fs.ValidPath(name) && path.Dir(name) == path.Join(m.Folder(), m.ID) && path.Ext(name) == ".csv"
}

func sum(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text))) }
