package store

import (
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"allyscope/internal/dataset"
)

// A reader finds the old or the new state while another process replaces or removes an
// edition.
func TestReadingBesideReplacing(t *testing.T) {
	old, fresh := edition(t, "2025-08", "2025-08"), edition(t, "2025-08", "2025-08")
	fresh.Title = "fresh"
	fresh = dataset.NewEdition(fresh.Record, tables(t, fresh)[:3]...)
	for _, c := range []struct {
		what    string
		times   int
		between func(other *Store) error
		want    *dataset.Edition // nil: none
	}{
		{"replaced once", 1, func(o *Store) error { return o.Save(fresh, Options{Replace: true}) }, fresh},
		{"replaced three times", 3, func(o *Store) error { return o.Save(fresh, Options{Replace: true}) }, fresh},
		{"removed", 1, func(o *Store) error { return o.Remove("2025-08") }, nil},
	} {
		s := Open(t.TempDir())
		must(t, s.Save(old, Options{}))
		n := 0
		s.step = func(string) {
			if n++; n <= c.times {
				if err := c.between(Open(s.Where())); err != nil {
					t.Error(err)
				}
			}
		}
		list, bad, err := s.List()
		if err != nil || len(bad) > 0 || (len(list) == 1) != (c.want != nil) {
			t.Errorf("%s: %d editions, %v, %v", c.what, len(list), bad, err)
			continue
		}
		if c.want != nil && (list[0].Title != "fresh" || list[0].ID != "2025-08" || !maps.Equal(list[0].Files, filesOf(t, c.want))) {
			t.Errorf("%s: %+v", c.what, list[0].Record)
		}
	}
}

// A damaged edition does not prevent the removal of files that killed runs left.
func TestSweepBesideDamage(t *testing.T) {
	s := Open(t.TempDir())
	for _, id := range []string{"2024-03", "2016-07"} {
		must(t, s.Save(edition(t, id, id), Options{Now: day()}))
	}
	must(t, os.WriteFile(s.file("2024-03"), []byte("{"), 0o644))
	left := filepath.Join(s.folder(), ".allyscope-123")
	old := time.Now().Add(-2 * time.Hour)
	must(t, os.WriteFile(left, nil, 0o600), os.Chtimes(left, old, old))
	must(t, s.Save(edition(t, "2016-07", "2016-07"), Options{Now: day().AddDate(100, 0, 0), Replace: true}))
	if n := held(t, s); n != 2 { // the damaged one stays, it can be replaced
		t.Errorf("%d files are left", n)
	}
}

// rewrite changes the tables of a stored edition, and nothing else in its file.
func rewrite(t *testing.T, s *Store, m *Meta, change func(files map[string]string)) error {
	t.Helper()
	other := *m
	other.Files = maps.Clone(m.Files)
	change(other.Files)
	text, err := json.Marshal(other)
	return errors.Join(err, os.WriteFile(s.file(m.ID), text, 0o644))
}

// The error names what is wrong with the head of a file.
func TestDamagedHeads(t *testing.T) {
	for text, says := range map[string]string{
		`{"format":2,"id":"2024-04"}`: `(it says that it is edition "2024-04")`,
		`{"id":"2024-03"}`:            "(format 0)",
		`[]`:                          "(the content has the wrong type)",
	} {
		s := Open(t.TempDir())
		must(t, os.MkdirAll(s.folder(), 0o700), os.WriteFile(s.file("2024-03"), []byte(text), 0o600))
		if _, bad, err := s.List(); err != nil || len(bad) != 1 || !strings.HasSuffix(bad[0].Text, "2024-03.json is damaged "+says) {
			t.Errorf("%s: %v, %v", text, bad, err)
		}
	}
}

// The error names a field of the wrong type.
func TestAFieldOfTheWrongType(t *testing.T) {
	for field, value := range map[string]string{"files": "[]", "title": "1", "sums": `""`} {
		s := Open(t.TempDir())
		text := `{"format":2,"id":"2024-03","` + field + `":` + value + `}`
		must(t, os.MkdirAll(s.folder(), 0o700), os.WriteFile(s.file("2024-03"), []byte(text), 0o600))
		_, bad, err := s.List()
		if err != nil || len(bad) != 1 || !strings.HasSuffix(bad[0].Text, "is damaged ("+field+" has the wrong type)") {
			t.Errorf("%s: %v, %v", field, bad, err)
		}
	}
}

// If several tables are damaged, the same one is reported each time.
func TestDamageIsReportedAlike(t *testing.T) {
	s := Open(t.TempDir())
	must(t, s.Save(edition(t, "2022-06", "2022-06"), Options{Now: day()}))
	m, err := s.Meta("2022-06")
	if err != nil || len(m.Files) < 10 {
		t.Fatal(m, err)
	}
	if err := rewrite(t, s, m, func(files map[string]string) {
		for name := range files {
			files[name] = "code,2014\n"
		}
	}); err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	for range 10 {
		_, bad, _ := s.List()
		said[bad[0].Text] = true
	}
	if len(said) != 1 {
		t.Errorf("%d different reports", len(said))
	}
}

// A table that was not stored with the edition is ignored, and replaces no other table.
func TestATableThatWasNotStored(t *testing.T) {
	s := Open(t.TempDir())
	for _, id := range []string{"2016-01", "2022-06"} {
		must(t, s.Save(edition(t, id, id), Options{Now: day()}))
	}
	want := stored(t, s, "nato/2016-01/share_gdp.csv")
	m, err := s.Meta("2022-06")
	if err == nil {
		err = rewrite(t, s, m, func(files map[string]string) { files["nato/2016-01/share_gdp.csv"] = "code,2014\nALB,9.99\n" })
	}
	if got := stored(t, s, "nato/2016-01/share_gdp.csv"); err != nil || got != want {
		t.Errorf("%v\n%s", err, got)
	}
}
