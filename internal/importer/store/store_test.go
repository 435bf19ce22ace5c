package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"allyscope/internal/dataset"
	"allyscope/internal/importer"
	"allyscope/internal/save"
	"allyscope/internal/testing/frozen"
)

// day is the time of the imports.
func day() time.Time { return time.Date(2027, 7, 1, 12, 0, 0, 0, time.UTC) }

// must fails the test if one of the errors is not nil.
func must(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

// edition returns an embedded edition with another identifier.
func edition(t *testing.T, from, id string) *dataset.Edition {
	t.Helper()
	e, _, err := importer.Import(frozen.Data(t), frozen.Folder(t, from), importer.Options{})
	must(t, err)
	e.ID = id
	return e
}

func tables(t *testing.T, e *dataset.Edition) []*dataset.Table {
	t.Helper()
	list, err := e.Tables()
	must(t, err)
	return list
}

func cells(t *testing.T, e *dataset.Edition) int {
	t.Helper()
	n, err := e.Cells()
	must(t, err)
	return n
}

func filesOf(t *testing.T, e *dataset.Edition) map[string]string {
	t.Helper()
	stored, err := e.Stored()
	must(t, err)
	return stored.Files
}

// all returns all stored editions, none of which may be damaged.
func all(t *testing.T, s *Store) []dataset.Stored {
	t.Helper()
	list, bad, err := s.List()
	if err != nil || len(bad) > 0 {
		t.Fatalf("%v, %v", bad, err)
	}
	return list
}

// export writes a stored edition into a folder; id is its identifier in the data set.
func export(t *testing.T, s *Store, id, dir string) {
	t.Helper()
	d, _, err := dataset.OpenWith(frozen.Files(t), all(t, s))
	must(t, err)
	e, ok := d.Find(id)
	if !ok {
		t.Fatalf("%s is not there", id)
	}
	tree, err := e.Tree()
	if err == nil {
		err = save.Folder(dir, tree)
	}
	if err != nil || e.ID != id {
		t.Fatalf("%s: %v", e.ID, err)
	}
}

// stored returns the text of a stored table.
func stored(t *testing.T, s *Store, name string) string {
	t.Helper()
	for _, e := range all(t, s) {
		if text, is := e.Files[name]; is {
			return text
		}
	}
	t.Fatalf("no %s is stored", name)
	return ""
}

func ids(t *testing.T, s *Store) string {
	t.Helper()
	var out []string
	for _, e := range all(t, s) {
		out = append(out, e.ID)
	}
	return strings.Join(out, " ")
}

func TestDir(t *testing.T) {
	for _, c := range []struct{ xdg, home, want string }{
		{"/data", "/home/a", "/data/allyscope"},
		{"", "/home/a", "/home/a/.local/share/allyscope"},
		{"data", "/home/a", "/home/a/.local/share/allyscope"}, // a relative path is to be ignored
		{"", "", ""},
	} {
		got, err := Dir(func(name string) string {
			return map[string]string{"XDG_DATA_HOME": c.xdg, "HOME": c.home}[name]
		})
		if got != filepath.FromSlash(c.want) || (err == nil) != (c.want != "") {
			t.Errorf("%v: %q, %v", c, got, err)
		}
	}
}

func TestSaveListRemove(t *testing.T) {
	s := Open(filepath.Join(t.TempDir(), "share", "allyscope"))
	if ids(t, s) != "" {
		t.Error("a store that is not there is not empty")
	}
	e := edition(t, "2026-07", "2027-06")
	e.Published = "2027-06-30"
	for _, x := range []*dataset.Edition{e, edition(t, "2016-01", "2016-01-own")} {
		must(t, s.Save(x, Options{Now: day()}))
	}
	if got := ids(t, s); got != "2016-01-own 2027-06" {
		t.Error(got)
	}
	m, err := s.Meta("2027-06")
	counted := 0
	for _, x := range m.Tables {
		counted += x.Cells
	}
	if err != nil || counted != cells(t, e) || m.Imported != "2027-07-01" || m.Forced || len(m.Tables) != len(tables(t, e)) {
		t.Errorf("%+v, %v", m, err)
	}
	if err := s.Save(e, Options{}); !errors.Is(err, ErrExists) {
		t.Errorf("a second time: %v", err)
	}
	e.Title = "another"
	if err := s.Save(e, Options{Replace: true}); err != nil {
		t.Error(err)
	}
	if m, err := s.Meta("2027-06"); err != nil || m.Title != "another" {
		t.Errorf("%+v, %v", m, err)
	}
	if n := held(t, s); n != 2 {
		t.Errorf("%d files are left of two editions", n)
	}
	if err := s.Remove("2027-06"); err != nil {
		t.Error(err)
	}
	if err := s.Remove("2027-06"); !errors.Is(err, ErrNotFound) {
		t.Errorf("a second time: %v", err)
	}
	if got := ids(t, s); got != "2016-01-own" || held(t, s) != 1 {
		t.Errorf("%s, %d files", got, held(t, s))
	}
	for _, id := range []string{"", "..", "../2027-06", "2027", "2027-06/x", "2027-06.json"} {
		if _, err := s.Meta(id); !errors.Is(err, ErrNotFound) {
			t.Errorf("%q: %v", id, err)
		}
	}
}

func held(t *testing.T, s *Store) int {
	t.Helper()
	entries, err := os.ReadDir(s.folder())
	must(t, err)
	return len(entries)
}

// An edition with wrong totals is stored only with Force, and with its warnings.
func TestWrongTotals(t *testing.T) {
	s := Open(t.TempDir())
	e := edition(t, "2022-06", "2022-06")
	e.Confidence = "imported with wrong totals"
	for i := range e.Warnings {
		e.Warnings[i].Wrong, e.Warnings[i].Text = i > 0, strings.TrimSuffix(e.Warnings[i].Text, " (as NATO printed it)")
	}
	if err := s.Save(e, Options{Now: day()}); !errors.Is(err, ErrWrong) || ids(t, s) != "" {
		t.Errorf("without force: %v, %q", err, ids(t, s))
	}
	must(t, s.Save(e, Options{Now: day(), Force: true}))
	m, err := s.Meta("2022-06")
	if err != nil || !m.Forced || len(m.Warnings) != 3 || !m.Warnings[1].Wrong || m.Confidence != "imported with wrong totals" {
		t.Errorf("%+v, %v", m, err)
	}
	dir := filepath.Join(t.TempDir(), "out")
	export(t, s, "2022-06-own", dir)
	if got, err := os.ReadFile(filepath.Join(dir, "nato", "warnings.csv")); err != nil || !strings.Contains(string(got),
		`2022-06,total,true,personnel,NATO_TOTAL,2022,"3310 is printed, its members add up to 3306.8"`) {
		t.Error(string(got), err)
	}
}

// Stored editions open like embedded ones, with the same figures.
func TestFiles(t *testing.T) {
	s := Open(t.TempDir())
	for _, id := range []string{"2024-06", "2016-01"} {
		must(t, s.Save(edition(t, id, id), Options{Now: day()}))
	}
	list, n := all(t, s), 0
	for _, e := range list {
		for name, got := range e.Files {
			n++
			if want, err := fs.ReadFile(frozen.Files(t), name); err != nil || got != string(want) {
				t.Errorf("%s differs: %v", name, err)
			}
		}
	}
	if n != 58 || stored(t, s, "nato/2016-01/nat_current.unrounded.csv") == "" {
		t.Errorf("%d tables", n)
	}
	d := frozen.Data(t)
	for _, id := range []string{"2024-06", "2016-01"} {
		own, _, err := dataset.OpenWith(frozen.Files(t), list)
		must(t, err)
		e, ok := own.Edition(id + "-own")
		if !ok || len(tables(t, e)) == 0 || len(importer.Check(d.Allies(), e).Warnings) != len(edition(t, id, id).Warnings) {
			t.Errorf("%s: %v", id, e)
		}
	}
	must(t, s.Remove("2024-06"))
	if len(list) != 2 || list[1].Files["nato/2024-06/share_gdp.csv"] == "" {
		t.Errorf("what is at hand changed")
	}
}

func TestExport(t *testing.T) {
	s := Open(t.TempDir())
	must(t, s.Save(edition(t, "2016-01", "2016-01"), Options{Now: day()}))
	dir := filepath.Join(t.TempDir(), "out")
	export(t, s, "2016-01-own", dir)
	if _, err := s.Meta("2017-01"); !errors.Is(err, ErrNotFound) {
		t.Errorf("another: %v", err)
	}
	e, _, err := importer.Import(frozen.Data(t), dir, importer.Options{})
	must(t, err)
	must(t, s.Save(e, Options{Replace: true}))
	for name, want := range filesOf(t, edition(t, "2016-01", "2016-01")) {
		if stored(t, s, name) != want {
			t.Errorf("%s differs", name)
		}
	}
}

// A SIPRI edition is stored under its own path, without tables of NATO.
func TestSIPRI(t *testing.T) {
	s := Open(t.TempDir())
	d := frozen.Data(t)
	e := dataset.NewEdition(d.SIPRI().Record, tables(t, d.SIPRI())...)
	e.ID, e.Published = "sipri-2027-04", "2027-04-26"
	must(t, s.Save(e, Options{Now: day()}))
	if stored(t, s, "sipri/2027-04.csv") != filesOf(t, e)["sipri/2027-04.csv"] || len(all(t, s)[0].Files) != 1 {
		t.Error("not in its place")
	}
	dir := filepath.Join(t.TempDir(), "out")
	export(t, s, e.ID, dir)
	again, _, err := importer.Import(d, dir, importer.Options{})
	if err != nil || again.ID != e.ID || again.Source != dataset.SIPRI {
		t.Errorf("%v, %v", again, err)
	}
}

// A series is stored under its own path, with its name.
func TestSeries(t *testing.T) {
	s := Open(t.TempDir())
	d := frozen.Data(t)
	e, _, err := importer.ImportBytes(d, "wb.csv", []byte("Country,2023,2024\nPoland,3.256723,3.754716\n"), importer.Options{Edition: "World Bank", Measure: "share_gdp"})
	if err == nil {
		err = s.Save(e, Options{Now: day()})
	}
	if err != nil || ids(t, s) != "world-bank" {
		t.Fatalf("%v, %q", err, ids(t, s))
	}
	if got := stored(t, s, "series/world-bank/share_gdp.csv"); got != "code,2023,2024\nPOL,3.256723,3.754716\n" || len(all(t, s)[0].Files) != 1 {
		t.Error(got)
	}
	dir := filepath.Join(t.TempDir(), "out")
	export(t, s, e.ID, dir)
	again, _, err := importer.Import(d, dir, importer.Options{})
	if err != nil || again.ID != e.ID || again.Source != dataset.Series || again.Credit != e.Credit || again.Title != "World Bank" {
		t.Errorf("%v, %v", again, err)
	}
	if err := s.Remove("world-bank"); err != nil || ids(t, s) != "" {
		t.Errorf("%v, %q", err, ids(t, s))
	}
}

// killed is the value of the panic that simulates a kill.
type killed struct{}

// killAt runs f and kills it after n changes to the disk; done is true if f
// ended before.
func killAt(s *Store, n int, f func()) (done bool) {
	k := 0
	s.step = func(string) {
		if k++; k > n {
			panic(killed{})
		}
	}
	defer func() {
		s.step = nil
		if r := recover(); r != nil {
			if _, ours := r.(killed); !ours {
				panic(r)
			}
			done = false
		}
	}()
	f()
	return true
}

// A save that is killed at any point leaves the old state or the new one, and the
// next save cleans up.
func TestKilled(t *testing.T) {
	old, fresh := edition(t, "2025-08", "2025-08"), edition(t, "2025-08", "2025-08")
	fresh.Title = "fresh"
	fresh = dataset.NewEdition(fresh.Record, tables(t, fresh)[:3]...)
	for n := 0; ; n++ {
		s := Open(t.TempDir())
		must(t, s.Save(old, Options{Now: day()}))
		done := killAt(s, n, func() {
			if err := s.Save(fresh, Options{Now: day(), Replace: true}); err != nil {
				t.Error(err)
			}
		})
		m, err := s.Meta("2025-08")
		if err != nil {
			t.Fatalf("killed before change %d: %v", n, err)
		}
		want := old
		if m.Title == "fresh" {
			want = fresh
		}
		for name, text := range filesOf(t, want) {
			if stored(t, s, name) != text {
				t.Errorf("killed before change %d: %s is of neither state", n, name)
			}
		}
		if err := s.Save(edition(t, "2024-03", "2024-03"), Options{Now: day().AddDate(100, 0, 0)}); err != nil || held(t, s) != 2 {
			t.Errorf("killed before change %d: %d files are left, %v", n, held(t, s), err)
		}
		if done {
			if n < 2 || m.Title != "fresh" {
				t.Errorf("only %d changes, and then %q", n, m.Title)
			}
			return
		}
	}
}

// The first save and the removal are atomic, too.
func TestKilledFirstAndLast(t *testing.T) {
	e := edition(t, "2024-03", "2024-03")
	for n := 0; ; n++ {
		s := Open(filepath.Join(t.TempDir(), "new"))
		if killAt(s, n, func() { _ = s.Save(e, Options{Now: day()}) }) {
			break
		}
		if got := ids(t, s); got != "" && stored(t, s, "nato/2024-03/share_gdp.csv") == "" {
			t.Errorf("killed before change %d: %q", n, got)
		}
	}
	for n := 0; ; n++ {
		s := Open(t.TempDir())
		must(t, s.Save(e, Options{Now: day()}))
		done := killAt(s, n, func() { _ = s.Remove("2024-03") })
		if got := ids(t, s); (got == "") != (n > 0) {
			t.Errorf("killed before change %d: %q", n, got)
		}
		if done {
			break
		}
	}
}

// Damage by others is noticed, and does no harm to other editions.
func TestDamage(t *testing.T) {
	for name, harm := range map[string]func(t *testing.T, s *Store, m *Meta) error{
		"a table changed": func(t *testing.T, s *Store, m *Meta) error {
			return rewrite(t, s, m, func(files map[string]string) { files["nato/2024-03/share_gdp.csv"] = "code,2014\n" })
		},
		"a table gone": func(t *testing.T, s *Store, m *Meta) error {
			return rewrite(t, s, m, func(files map[string]string) { delete(files, "nato/2024-03/share_gdp.csv") })
		},
		"all tables gone": func(t *testing.T, s *Store, m *Meta) error {
			return rewrite(t, s, m, func(files map[string]string) { clear(files) })
		},
		"cut short": func(_ *testing.T, s *Store, m *Meta) error { return os.Truncate(s.file(m.ID), 100) },
		"without tables": func(_ *testing.T, s *Store, m *Meta) error {
			return os.WriteFile(s.file(m.ID), []byte(`{"format":2,"id":"2024-03"}`), 0o644)
		},
		"another's": func(_ *testing.T, s *Store, m *Meta) error {
			return os.WriteFile(s.file(m.ID), []byte(`{"format":2,"id":"2024-04"}`), 0o644)
		},
		"pointing out": func(_ *testing.T, s *Store, m *Meta) error {
			return os.WriteFile(s.file(m.ID), []byte(`{"format":2,"id":"2024-03","source":"NATO","sums":{"../../../etc/passwd":"`+sum("x")+`"},"files":{"../../../etc/passwd":"x"}}`), 0o644)
		},
		"with another's table": func(t *testing.T, s *Store, m *Meta) error {
			m.Sums["nato/2026-07/share_gdp.csv"] = sum("code,2014\n")
			return rewrite(t, s, m, func(files map[string]string) { files["nato/2026-07/share_gdp.csv"] = "code,2014\n" })
		},
		"of another source": func(t *testing.T, s *Store, m *Meta) error {
			m.Source = dataset.SIPRI
			return rewrite(t, s, m, func(map[string]string) {})
		},
		"of the past": func(_ *testing.T, s *Store, m *Meta) error {
			return old(s, m.ID)
		},
		"of the future": func(_ *testing.T, s *Store, m *Meta) error {
			return os.WriteFile(s.file(m.ID), []byte(`{"format":3,"id":"2024-03"}`), 0o644)
		},
		"endless": func(_ *testing.T, s *Store, m *Meta) error {
			return errors.Join(os.Remove(s.file(m.ID)), os.Symlink("/dev/zero", s.file(m.ID)))
		},
		"huge": func(_ *testing.T, s *Store, m *Meta) error { return os.Truncate(s.file(m.ID), 1<<30) },
	} {
		s := Open(t.TempDir())
		for _, id := range []string{"2024-03", "2016-07"} {
			must(t, s.Save(edition(t, id, id), Options{Now: day()}))
		}
		m, err := s.Meta("2024-03")
		must(t, err)
		must(t, harm(t, s, m))
		list, bad, err := s.List()
		_, unread := s.Meta("2024-03")
		damaged := errors.Is(unread, ErrDamaged) || len(bad) == 1 && strings.Contains(bad[0].Text, ErrDamaged.Error())
		if err != nil || len(bad) != 1 || bad[0].File != "2024-03" || !damaged {
			t.Errorf("%s: %v, %v", name, bad, err)
			continue
		}
		if len(list) != 1 || list[0].ID != "2016-07" || list[0].Files["nato/2016-07/share_gdp.csv"] == "" {
			t.Errorf("%s: it is listed all the same, or the other is not: %v", name, len(list))
		}
		if err := s.Save(edition(t, "2024-03", "2024-03"), Options{Now: day()}); err == nil {
			t.Errorf("%s: replaced without being asked to", name)
		}
		if err := s.Save(edition(t, "2024-03", "2024-03"), Options{Now: day(), Replace: true}); err != nil {
			t.Errorf("%s: cannot be put right: %v", name, err)
		}
		if err := harm(t, s, m); err == nil {
			if err := s.Remove("2024-03"); err != nil {
				t.Errorf("%s: cannot be removed: %v", name, err)
			}
		}
	}
}
