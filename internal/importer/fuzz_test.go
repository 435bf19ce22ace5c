package importer_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/importer"
)

// sound fails the test if something is wrong with an edition that was accepted.
func sound(t *testing.T, e *dataset.Edition) {
	t.Helper()
	if n, err := e.Cells(); n == 0 || err != nil || !dataset.Storable(e.ID) || len(e.Published) != len("2027-06-30") {
		t.Fatalf("accepted without figures, identifier or date: %v", e.Record)
	}
	for _, table := range tablesOf(t, e) {
		years := table.Years()
		if !slices.IsSorted(years) || len(slices.Compact(slices.Clone(years))) != len(years) {
			t.Fatalf("years %v", years)
		}
		for _, c := range table.Codes() {
			if n := len(table.Row(c)); n != int(table.Last-table.First)+1 {
				t.Fatalf("%s: %d figures from %d to %d", c, n, table.First, table.Last)
			}
		}
	}
	if list := string(dataset.WriteList([]dataset.Record{e.Record})); cell.VisibleLines(list) != list {
		t.Fatalf("the record has terminal control characters: %q", list)
	}
}

// FuzzCSV imports anything as a wide table and in the long format. What it accepts is
// the same after it is written and read again.
func FuzzCSV(f *testing.F) {
	ds := held(f)
	f.Fuzz(func(t *testing.T, content string) {
		opt := importer.Options{Edition: "2027-06"}
		for _, name := range []string{"share_gdp.csv", "nat_current.csv", "real_change.csv"} {
			e, _, err := importer.ImportBytes(ds, name, []byte(content), opt)
			if err != nil {
				continue
			}
			sound(t, e)
			for _, table := range tablesOf(t, e) {
				again, _, err := importer.ImportBytes(ds, table.Measure.String()+".csv", []byte(table.Printed()), opt)
				if err != nil || tablesOf(t, again)[0].Printed() != table.Printed() {
					t.Fatalf("%v\n%s", err, table.Printed())
				}
			}
		}
	})
}

// FuzzSeries imports anything as a series.
func FuzzSeries(f *testing.F) {
	ds := held(f)
	samples, err := filepath.Glob("testdata/series/*")
	if err != nil || len(samples) == 0 {
		f.Fatal(err)
	}
	for _, path := range samples {
		content, err := os.ReadFile(path)
		must(f, err)
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		for _, m := range []figure.Measure{figure.ShareGDP, figure.RealChange, figure.GDPCurrent} {
			e, r, err := importer.ImportBytes(ds, "a.csv", content, importer.Options{Edition: "bank", Measure: m.String(), Scale: "1"})
			_ = r.String()
			if err != nil {
				continue
			}
			if e.Published == "" {
				e.Published = "2027-06-30" // a series may have no date
			}
			sound(t, e)
		}
	})
}

// FuzzSheet imports a workbook with anything as rows and styles.
func FuzzSheet(f *testing.F) {
	ds := held(f)
	f.Fuzz(func(t *testing.T, rows, styles string) {
		p := oneSheet(rows)
		if styles != "" {
			p = p.with("xl/styles.xml", `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`+styles+`</styleSheet>`)
		}
		e, r, err := importer.ImportBytes(ds, "a.xlsx", pack(t, p), importer.Options{Edition: "2027-06"})
		_ = r.String()
		if err == nil {
			sound(t, e)
		}
	})
}

// FuzzWorkbook imports anything as a file.
func FuzzWorkbook(f *testing.F) {
	ds := held(f)
	f.Add(layout{subset: figure.Personnel.String()}.make(f, embedded(f, "2025-08")))
	f.Fuzz(func(t *testing.T, content []byte) {
		e, r, err := importer.ImportBytes(ds, "a.xlsx", content, importer.Options{Edition: "2027-06"})
		_ = r.String()
		if err == nil {
			sound(t, e)
		}
	})
}
