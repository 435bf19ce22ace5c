package importer_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"allyscope/data"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/importer"
	"allyscope/internal/testing/frozen"
)

// Every embedded edition is unchanged after reading, checking and writing, and the
// checks find what quirks.csv says about it, and nothing else.
func TestRereadEveryEmbeddedEdition(t *testing.T) {
	d, err := dataset.Open(data.Files())
	must(t, err)
	noticed := map[string][]string{
		"2022-06": {
			"false share_gdp FRA 2020: 2.00 is printed, money over GDP is 1.992",
			"false personnel NATO_EUR_CAN 2022: 1963 is printed, its members add up to 1960.4 (as NATO printed it)",
			"false personnel NATO_TOTAL 2022: 3310 is printed, its members add up to 3306.8 (as NATO printed it)",
		},
		"2024-06": {
			"false share_gdp FRA 2020: 2.00 is printed, money over GDP is 1.986",
			"false share_gdp LTU 2019: 2.00 is printed, money over GDP is 1.995",
			"false share_gdp SVK 2024: 2.00 is printed, money over GDP is 1.989",
		},
	}
	for _, held := range d.Editions() {
		e, r, err := importer.Import(d, "../../data/nato/"+held.ID, importer.Options{})
		if err != nil {
			t.Errorf("%s: %v", held.ID, err)
			continue
		}
		same(t, data.Files(), e, "nato/"+e.ID)
		listed(t, data.Files(), e)
		var got []string
		for _, w := range r.Warnings {
			got = append(got, fmt.Sprint(w.Wrong, " ", w))
		}
		if !slices.Equal(got, noticed[e.ID]) {
			t.Errorf("%s: %q, not %q", e.ID, got, noticed[e.ID])
		}
		if e.Wrong() > 0 || r.Held != held.ID {
			t.Errorf("%s: %d are wrong, held as %q", e.ID, e.Wrong(), r.Held)
		}
		if again := importer.Check(d.Allies(), held); again.Checks != r.Checks || again.Unchecked != r.Unchecked || len(again.Warnings) != len(r.Warnings) {
			t.Errorf("%s, as it is embedded: %v", e.ID, again)
		}
	}
}

// The path may name the folder of the edition or one above it.
func TestImportFolder(t *testing.T) {
	ds, folder := held(t), frozen.Folder(t, "2024-06")
	for path, opt := range map[string]importer.Options{
		folder:                             {},
		filepath.Dir(folder):               {Edition: "2024-06"},
		filepath.Dir(filepath.Dir(folder)): {Edition: "2024-06"},
	} {
		e, _, err := importer.Import(ds, path, opt)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		same(t, frozen.Files(t), e, "nato/2024-06")
		listed(t, frozen.Files(t), e)
		if e.Published != "2024-06-17" || e.CutOff != "2024-06-12" {
			t.Errorf("%s: %v", path, e.Record)
		}
	}
}

// The files of Tree in a folder are imported as the same edition, and so is a folder
// without lists if the price base is given.
func TestImportOfAnExport(t *testing.T) {
	ds := held(t)
	e, _, err := importer.Import(ds, frozen.Folder(t, "2016-01"), importer.Options{})
	must(t, err)
	dir := t.TempDir()
	spread(t, dir, treeOf(t, e))
	again, _, err := importer.Import(ds, dir, importer.Options{})
	must(t, err)
	same(t, frozen.Files(t), again, "nato/2016-01")
	listed(t, frozen.Files(t), again)

	bare := t.TempDir()
	must(t, os.CopyFS(filepath.Join(bare, "2016-01"), os.DirFS(filepath.Join(dir, "nato", "2016-01"))))
	again, r, err := importer.Import(ds, filepath.Join(bare, "2016-01"), importer.Options{PriceBase: "2010"})
	must(t, err)
	same(t, frozen.Files(t), again, "nato/2016-01")
	if gdp, _ := again.Table(7); gdp.Unit != "USD bn, 2010 prices and exchange rates" {
		t.Errorf("%s: %q\n%v", gdp.Measure, gdp.Unit, r)
	}
}

// The long format can represent a whole edition.
func TestImportLong(t *testing.T) {
	ds := held(t)
	for _, id := range []string{"2016-01", "2019-06", "2022-06", "2024-06", "2025-08", "2026-07"} {
		e, _, err := importer.ImportBytes(ds, id+".csv", long(t, embedded(t, id)), importer.Options{})
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		same(t, frozen.Files(t), e, "nato/"+id)
		listed(t, frozen.Files(t), e)
	}
}

// long returns an edition in the long format.
func long(t *testing.T, e *dataset.Edition) []byte {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(strings.Split("code,year,measure,published,value,unit,estimate", ","))
	for _, table := range tablesOf(t, e) {
		for _, code := range table.Codes() {
			for _, y := range table.Years() {
				f := table.At(code, y)
				if !f.Known() {
					continue
				}
				unit, value, estimate := table.Unit, "", "0"
				if currency := table.Currency(code, y); currency != "" {
					unit = strings.Replace(unit, "national currency", currency, 1)
				}
				if f.Held {
					value = strconv.FormatFloat(f.Unrounded, 'g', -1, 64)
				}
				if f.Status == figure.Estimate {
					estimate = "1"
				}
				_ = w.Write([]string{string(code), strconv.Itoa(int(y)), table.Measure.String(), f.Printed.String(), value, unit, estimate})
			}
		}
	}
	w.Flush()
	return b.Bytes()
}

// An imported edition can be opened like the embedded ones.
func TestImportedEditionLoads(t *testing.T) {
	ds := held(t)
	e, _, err := importer.Import(ds, frozen.Folder(t, "2026-07"), importer.Options{})
	must(t, err)
	dir := t.TempDir()
	must(t, os.CopyFS(dir, frozen.Files(t)))
	spread(t, dir, treeOf(t, e))
	d, err := dataset.Open(os.DirFS(dir))
	must(t, err)
	held, ok := d.Edition(e.ID)
	if !ok || len(d.Editions()) != 1 {
		t.Fatalf("%d editions", len(d.Editions()))
	}
	for _, table := range tablesOf(t, e) {
		loaded, err := held.Table(table.Measure)
		if err != nil || loaded.Cells() != table.Cells() || loaded.Unit != table.Unit {
			t.Errorf("%s: %v", table.Measure, err)
		}
	}
}

// spread writes files below a folder.
func spread(t *testing.T, dir string, files map[string][]byte) {
	t.Helper()
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		must(t, os.MkdirAll(filepath.Dir(path), 0o755))
		must(t, os.Chmod(filepath.Dir(path), 0o755))
		_ = os.Remove(path) // a copied table is read only
		must(t, os.WriteFile(path, content, 0o644))
	}
}
