package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"allyscope/internal/dataset"
	"allyscope/internal/save"
)

// Options is how an edition is saved.
type Options struct {
	Force   bool      // store it in spite of wrong totals; they are kept with it
	Replace bool      // take the place of a stored edition of the same identifier
	Now     time.Time // the day of the import; zero is not said
}

// Save stores an edition. Where it fails, or is killed, what was stored before
// is still there, whole.
func (s *Store) Save(e *dataset.Edition, opt Options) error {
	files, err := e.Files()
	if err != nil {
		return err
	}
	if !dataset.Storable(e.ID) || len(files) == 0 {
		return fmt.Errorf("edition %.60q: no identifier or no table", e.ID)
	}
	if e.Wrong() > 0 && !opt.Force {
		return fmt.Errorf("edition %s %w", e.ID, ErrWrong)
	}
	old, err := s.Meta(e.ID)
	switch {
	case err == nil && !opt.Replace:
		return fmt.Errorf("edition %s %w", e.ID, ErrExists)
	case errors.Is(err, ErrDamaged) && !opt.Replace:
		return err
	case err != nil && !errors.Is(err, ErrNotFound) && !errors.Is(err, ErrDamaged):
		return err
	}
	s.at("make the folder")
	if err := os.MkdirAll(s.pointers(), 0o700); err != nil {
		return err
	}
	data, err := s.write(e.ID, files)
	if err != nil {
		return err
	}
	m, err := describe(e, files, filepath.Base(data), opt)
	var text []byte
	if err == nil {
		text, err = json.MarshalIndent(m, "", "  ")
	}
	if err == nil {
		s.at("point to it")
		err = save.File(s.pointer(e.ID), append(text, '\n'), opt.Replace)
	}
	if errors.Is(err, save.ErrExists) { // somebody was faster
		err = fmt.Errorf("edition %s %w", e.ID, ErrExists)
	}
	if err != nil {
		_ = os.RemoveAll(data) // nothing points to it: what is wrong is told by err
		return err
	}
	if old != nil {
		s.at("remove the old one")
		_ = os.RemoveAll(filepath.Join(s.pointers(), old.Data)) // else sweep does, later
	}
	s.sweep(opt.Now)
	return nil
}

// describe is what the pointer says.
func describe(e *dataset.Edition, files map[string][]byte, data string, opt Options) (*Meta, error) {
	l, err := e.Listing()
	m := &Meta{Format: format, Listing: l, Forced: e.Wrong() > 0, Files: map[string]string{}, Data: data}
	if !opt.Now.IsZero() {
		m.Imported = opt.Now.Format(time.DateOnly)
	}
	for name, content := range files {
		sum := sha256.Sum256(content)
		m.Files[name] = hex.EncodeToString(sum[:])
	}
	return m, err
}

// write puts the tables into a folder nothing points to yet.
func (s *Store) write(id string, files map[string][]byte) (string, error) {
	s.at("make the folder of the tables")
	dir, err := os.MkdirTemp(s.pointers(), id+".")
	if err != nil {
		return "", err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		s.at("write " + name)
		if err := save.New(filepath.Join(dir, filepath.FromSlash(name)), files[name], 0o700); err != nil {
			_ = os.RemoveAll(dir) // what is wrong is told by err
			return "", err
		}
	}
	flushFolders(dir)
	return dir, nil
}

// flushFolders writes the folders below dir, and itself, through to the disk.
// Not every system can, and then there is nothing to be done.
func flushFolders(dir string) {
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			if f, err := os.Open(path); err == nil {
				_ = f.Sync()
				_ = f.Close()
			}
		}
		return nil
	})
}

// leftover is the age from which a folder nothing points to is not one that
// another process is writing to.
const leftover = time.Hour

// sweep removes what saves and removals that were killed have left. It is not important
// enough to fail for.
func (s *Store) sweep(now time.Time) {
	metas, bad, err := s.List()
	if err != nil || now.IsZero() {
		return
	}
	used, unread := map[string]bool{}, map[string]bool{}
	for _, m := range metas {
		used[m.Data] = true
	}
	for _, p := range bad { // a pointer that cannot be read may lead to any folder of its edition
		unread[p.ID] = true
	}
	entries, err := os.ReadDir(s.pointers())
	if err != nil {
		return
	}
	for _, e := range entries {
		dot := filepath.Ext(e.Name())
		id := strings.TrimSuffix(e.Name(), dot)
		info, err := e.Info()
		if err != nil || !e.IsDir() || dot == "" || !dataset.Storable(id) || unread[id] || used[e.Name()] || now.Sub(info.ModTime()) < leftover {
			continue
		}
		s.at("sweep " + e.Name())
		_ = os.RemoveAll(filepath.Join(s.pointers(), e.Name()))
	}
}

// Remove forgets an edition, a damaged one too.
func (s *Store) Remove(id string) error {
	m, err := s.Meta(id)
	if err != nil && !errors.Is(err, ErrDamaged) {
		return err
	}
	s.at("remove the pointer")
	if err := os.Remove(s.pointer(id)); err != nil {
		return err
	}
	if m != nil {
		s.at("remove the tables")
		return os.RemoveAll(filepath.Join(s.pointers(), m.Data))
	}
	return nil
}
