package importer_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/importer"
	"allyscope/internal/testing/frozen"
)

// samples is the folder of the real workbooks, which are not part of the project.
const samples = "../../../shared/data"

// sample returns the path of a file in samples. It skips the test if there is none.
func sample(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(samples, filepath.FromSlash(name))
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("no %s here", path)
	}
	return path
}

func held(t testing.TB) *dataset.Dataset {
	t.Helper()
	return frozen.Data(t)
}

func allies(t testing.TB) *ally.Register {
	t.Helper()
	return held(t).Allies()
}

// tablesOf returns the tables of an edition, and fails the test if they cannot be read. So do
// filesOf, storedOf and treeOf for other parts.
func tablesOf(t testing.TB, e *dataset.Edition) []*dataset.Table {
	t.Helper()
	tables, err := e.Tables()
	must(t, err)
	return tables
}

func filesOf(t testing.TB, e *dataset.Edition) map[string]string { return storedOf(t, e).Files }

func storedOf(t testing.TB, e *dataset.Edition) dataset.Stored {
	t.Helper()
	stored, err := e.Stored()
	must(t, err)
	return stored
}

func treeOf(t testing.TB, e *dataset.Edition) map[string][]byte {
	t.Helper()
	files, err := e.Tree()
	must(t, err)
	return files
}

// same compares the files of an edition with those of a folder, byte by byte.
func same(t *testing.T, files fs.FS, e *dataset.Edition, folder string) {
	t.Helper()
	got := filesOf(t, e)
	n := 0
	err := fs.WalkDir(files, folder, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		n++
		want, err := fs.ReadFile(files, p)
		if err != nil {
			return err
		}
		if _, ok := got[p]; !ok {
			t.Errorf("%s was not found", p)
			return nil
		}
		compare(t, p, got[p], string(want))
		return nil
	})
	if err != nil || n == 0 {
		t.Fatalf("%s: %d tables: %v", folder, n, err)
	}
	for p := range got {
		if !strings.HasPrefix(p, folder) {
			t.Errorf("%s is not wanted", p)
		} else if _, err := fs.Stat(files, p); err != nil {
			t.Errorf("%s is not embedded", p)
		}
	}
}

func compare(t *testing.T, name, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	if len(g) != len(w) {
		t.Errorf("%s: %d lines, not %d", name, len(g), len(w))
	}
	shown := 0
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] && shown < 3 {
			shown++
			t.Errorf("%s:%d\n got %s\nwant %s", name, i+1, g[i], w[i])
		}
	}
}

// listed compares the edition's lines of nato/tables.csv with those of files.
func listed(t *testing.T, files fs.FS, e *dataset.Edition) {
	t.Helper()
	text, err := fs.ReadFile(files, "nato/tables.csv")
	must(t, err)
	var want []string
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, e.ID+",") {
			want = append(want, line)
		}
	}
	_, got, _ := strings.Cut(string(dataset.WriteList(storedOf(t, e).Tables)), "\n")
	compare(t, "tables.csv", got, strings.Join(want, ""))
}

func TestNATOJune2024(t *testing.T) {
	path := sample(t, "import-samples/240617-def-exp-2024-TABLES-en.xlsx")
	e, r, err := importer.Import(held(t), path, importer.Options{})
	must(t, err)
	t.Log(r)
	if e.ID != "2024-06" || e.Published != "2024-06-17" || e.PriceBase != "2015" || e.Years != "2014-2024" || e.Coverage != "all tables" {
		t.Errorf("%v", e.Record)
	}
	same(t, frozen.Files(t), e, "nato/2024-06")
	listed(t, frozen.Files(t), e)
}

func TestNATOJanuary2016(t *testing.T) {
	path := sample(t, "import-samples/pr-2016-11-def-exp-tables_e.xlsx")
	e, r, err := importer.Import(held(t), path, importer.Options{})
	must(t, err)
	t.Log(r)
	if e.ID != "2016-01" || e.Published != "2016-01-28" || e.PriceBase != "2010" || e.Years != "2008-2015" {
		t.Errorf("%v", e.Record)
	}
	same(t, frozen.Files(t), e, "nato/2016-01")
	listed(t, frozen.Files(t), e)
}

func TestSIPRI(t *testing.T) {
	path := sample(t, "import-samples/SIPRI-Milex-data-1949-2025_v1.2.xlsx")
	e, r, err := importer.Import(held(t), path, importer.Options{})
	must(t, err)
	t.Log(r)
	if n, err := e.Cells(); n != 1840 || err != nil || e.ID != "sipri-2026-04" || e.Published != "2026-04-27" {
		t.Errorf("%d shares, %v, %v", n, err, e.Record)
	}
	same(t, frozen.Files(t), e, "sipri")
}
