package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// old turns a stored edition into one of format 1: a file that refers to a folder.
func old(s *Store, id string) error {
	return errors.Join(os.MkdirAll(filepath.Join(s.folder(), id+".17", "nato"), 0o700),
		os.WriteFile(s.file(id), []byte(`{"format":1,"id":"`+id+`","tables":[["`+id+`","share_gdp"]],"data":"`+id+`.17","files":{"nato/share_gdp.csv":""}}`), 0o644))
}

// An edition in an earlier format is reported as such, and can be replaced and removed completely.
func TestAnEarlierFormat(t *testing.T) {
	for name, end := range map[string]func(s *Store) error{
		"replace": func(s *Store) error { return s.Save(edition(t, "2024-03", "2024-03"), Options{Replace: true}) },
		"remove":  func(s *Store) error { return s.Remove("2024-03") },
	} {
		s := Open(t.TempDir())
		must(t, s.Save(edition(t, "2024-03", "2024-03"), Options{}), old(s, "2024-03"))
		if _, bad, err := s.List(); err != nil || len(bad) != 1 || !strings.HasSuffix(bad[0].Text, "2024-03.json was stored by an earlier allyscope: import the file it came from again, with --replace") {
			t.Errorf("%s: %v, %v", name, bad, err)
		}
		if err := end(s); err != nil {
			t.Error(name, err)
		}
		if left, err := fs.Glob(os.DirFS(s.folder()), "2024-03.*[0-9]"); err != nil || len(left) > 0 {
			t.Errorf("%s leaves %v, %v", name, left, err)
		}
	}
}
