package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
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
	s.at("make the folder")
	if err := os.MkdirAll(s.folder(), 0o700); err != nil {
		return err
	}
	s.at("write it")
	err = save.File(s.file(e.ID), append(text, '\n'), opt.Replace)
	if errors.Is(err, save.ErrExists) { // somebody was faster
		err = fmt.Errorf("edition %s %w", e.ID, ErrExists)
	}
	if err == nil {
		s.forget(e.ID)
	}
	return err
}

// Remove forgets an edition, a damaged one too.
func (s *Store) Remove(id string) error {
	if _, err := s.Meta(id); err != nil && !errors.Is(err, ErrDamaged) {
		return err
	}
	s.at("remove it")
	if err := os.Remove(s.file(id)); err != nil {
		return err
	}
	s.forget(id)
	return nil
}
