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
)

// maxTable is more than the longest table that can be imported.
const maxTable = 16 << 20

// Files returns all stored editions as one tree in the layout of the embedded
// tables: nato/editions.csv, nato/tables.csv, nato/<edition>/<measure>.csv,
// sipri/editions.csv and sipri/<month>.csv, and beside them nato/warnings.csv,
// what the checks noticed. An edition that is damaged is left out and told of.
//
// The tree is a copy: it stays as it is, whatever is saved or removed later.
func (s *Store) Files() (fs.FS, []Problem, error) {
	metas, bad, err := s.List()
	if err != nil {
		return nil, bad, err
	}
	files := map[string][]byte{}
	var whole []dataset.Listing
	for _, m := range metas {
		tables, err := s.tables(&m)
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
	out := map[string][]byte{}
	for name, want := range m.Files {
		if !mine(m, name) {
			return nil, fmt.Errorf("%.80q is none of its tables: it %w", name, ErrDamaged)
		}
		info, err := root.Stat(filepath.FromSlash(name))
		if err != nil || !info.Mode().IsRegular() || info.Size() > maxTable {
			return nil, fmt.Errorf("%s is gone or no table: it %w", name, ErrDamaged)
		}
		content, err := fs.ReadFile(root.FS(), name)
		if err != nil {
			return nil, err
		}
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
	return fs.ValidPath(name) && path.Dir(name) == path.Join("nato", m.ID) && path.Ext(name) == ".csv"
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

// Export writes files, such as an edition's tree, into a new folder: all of them
// or none.
func Export(files map[string][]byte, dir string) error {
	dir = filepath.Clean(dir)
	if _, err := os.Lstat(dir); err == nil {
		return fmt.Errorf("%s %w", dir, ErrExists)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	temp, err := os.MkdirTemp(filepath.Dir(dir), filepath.Base(dir)+".part-")
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := writeFile(filepath.Join(temp, filepath.FromSlash(name)), files[name], 0o755); err != nil {
			_ = os.RemoveAll(temp) // what is wrong is told by err
			return err
		}
	}
	if err := errors.Join(os.Chmod(temp, 0o755), os.Rename(temp, dir)); err != nil {
		_ = os.RemoveAll(temp)
		return err
	}
	return nil
}
