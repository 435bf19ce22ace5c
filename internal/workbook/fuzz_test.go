package workbook_test

import (
	"bytes"
	"testing"

	"allyscope/internal/figure"
	"allyscope/internal/workbook"
)

// sound tells what is wrong with an edition that was accepted.
func sound(t *testing.T, e *workbook.Edition) {
	t.Helper()
	if e.Cells() == 0 || !workbook.ValidID(e.ID) || len(e.Published) != len("2027-06-30") {
		t.Fatalf("accepted without figures, identifier or date: %v", e.EditionsLine())
	}
	for _, table := range e.Tables {
		for i := 1; i < len(table.Years); i++ {
			if table.Years[i-1].Year >= table.Years[i].Year {
				t.Fatalf("years %v", table.Years)
			}
		}
		for _, r := range table.Rows {
			if len(r.Figures) != len(table.Years) {
				t.Fatalf("%s: %d figures for %d years", r.Code, len(r.Figures), len(table.Years))
			}
		}
	}
	if bytes.ContainsRune(workbook.Lines(nil, e.EditionsLine()), 0) {
		t.Fatal("a NUL in what the edition says of itself")
	}
}

// FuzzCSV reads anything as a wide table and in the long format. What is
// accepted is written and read again as the same.
func FuzzCSV(f *testing.F) {
	register := allies(f)
	f.Fuzz(func(t *testing.T, content string) {
		opt := workbook.Options{Edition: "2027-06"}
		for _, name := range []string{"share_gdp.csv", "nat_current.csv", "real_change.csv"} {
			e, _, err := workbook.ImportBytes(register, name, []byte(content), opt)
			if err != nil {
				continue
			}
			sound(t, e)
			for _, table := range e.Tables {
				again, _, err := workbook.ImportBytes(register, table.Measure.String()+".csv", table.Printed(), opt)
				if err != nil || !bytes.Equal(again.Tables[0].Printed(), table.Printed()) {
					t.Fatalf("%v\n%s", err, table.Printed())
				}
			}
		}
	})
}

// FuzzSheet puts anything into a worksheet and its texts.
func FuzzSheet(f *testing.F) {
	register := allies(f)
	f.Fuzz(func(t *testing.T, rows, styles string) {
		p := oneSheet(rows)
		if styles != "" {
			p = p.with("xl/styles.xml", `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`+styles+`</styleSheet>`)
		}
		e, r, err := workbook.ImportBytes(register, "a.xlsx", pack(t, p), workbook.Options{Edition: "2027-06"})
		_ = r.String()
		if err == nil {
			sound(t, e)
		}
	})
}

// FuzzWorkbook reads anything as a file.
func FuzzWorkbook(f *testing.F) {
	register := allies(f)
	f.Add(layout{subset: figure.Personnel.String()}.make(f, embedded(f, "2025-08")))
	f.Fuzz(func(t *testing.T, content []byte) {
		e, r, err := workbook.ImportBytes(register, "a.xlsx", content, workbook.Options{Edition: "2027-06"})
		_ = r.String()
		if err == nil {
			sound(t, e)
		}
	})
}
