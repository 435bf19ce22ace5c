package store

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
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
