package importer

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// must fails the test if err is not nil.
func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

// differences describes the cells that excelize reads differently, and the numbers that it
// shows differently.
func differences(t *testing.T, workbook []byte) []string {
	t.Helper()
	b, err := openBook(workbook)
	must(t, err)
	f, err := excelize.OpenReader(bytes.NewReader(workbook))
	must(t, err)
	defer f.Close()
	var out []string
	for i, name := range f.GetSheetList() {
		if b.sheets[i].name != name {
			return []string{fmt.Sprintf("sheet %q, want %q", b.sheets[i].name, name)}
		}
		raw, err := f.GetRows(name, excelize.Options{RawCellValue: true})
		must(t, err)
		shown, err := f.GetRows(name)
		must(t, err)
		for y := range max(len(raw), len(b.sheets[i].rows)) {
			for x := range columns(b.sheets[i], raw, y) {
				c, want, looks := b.sheets[i].at(y, x), cellOf(raw, y, x), strings.TrimSpace(cellOf(shown, y, x))
				where := fmt.Sprintf("%s row %d column %d", name, y+1, x+1)
				if c.text != want {
					out = append(out, fmt.Sprintf("%s: %q, want %q", where, c.text, want))
				}
				v, _, ok := value(want)
				if !ok {
					continue
				}
				const most = 9
				form, places := c.shown(v, most)
				if c.style.known && places != decimals(strings.TrimRight(looks, " %")) {
					out = append(out, fmt.Sprintf("%s: %s has %d decimals, shown is %q", where, want, places, looks))
				}
				if form.bar != strings.HasPrefix(looks, "|") || form.percent != strings.HasSuffix(looks, "%") {
					out = append(out, fmt.Sprintf("%s: %s: bar %v, percent %v, shown is %q", where, want, form.bar, form.percent, looks))
				}
			}
		}
	}
	return out
}

// columns returns the number of cells in a row, the greater one of both readers.
func columns(s *sheet, raw [][]string, y int) int {
	n := 0
	if y < len(raw) {
		n = len(raw[y])
	}
	if y < len(s.rows) {
		n = max(n, len(s.rows[y]))
	}
	return n
}

func cellOf(rows [][]string, y, x int) string {
	if y >= len(rows) || x >= len(rows[y]) {
		return ""
	}
	return rows[y][x]
}

// Figures are read as a spreadsheet shows them, in any number format.
func TestNumbersAreReadAsShown(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	row := 0
	for _, code := range []string{
		"General", "@", "0", "0.0", "0.00", "#,##0", "#,##0.0", "0.0#", "0.##", "0%", "0.00%", `"| "0.00`, `\|0.0`, `_-|0.0`, "[Red]0.00", "[$-409]0.0",
		"0.00;-0.0;0", "0.0_);(0.00)", `0.0"."`, "#,##0.00_-;-#,##0.00_-", "0.00E+00", "yyyy-mm-dd", "0.0;-0.0;", `0.0" (e)"`, "# ?/?",
	} {
		id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
		must(t, err)
		row++
		for i, v := range []any{1.3456, 0.5, -1.25, 0, 12, 1234.5, 1e-7, "1.35e", "a"} {
			cell, _ := excelize.CoordinatesToCellName(i+1, row)
			must(t, f.SetCellValue("Sheet1", cell, v))
			_ = f.SetCellStyle("Sheet1", cell, cell, id)
		}
	}
	for n := range 50 {
		id, err := f.NewStyle(&excelize.Style{NumFmt: n})
		must(t, err)
		cell, _ := excelize.CoordinatesToCellName(1, row+n+1)
		_ = f.SetCellValue("Sheet1", cell, 41234.5678)
		_ = f.SetCellStyle("Sheet1", cell, cell, id)
	}
	b, err := f.WriteToBuffer()
	must(t, err)
	// In these cases we follow spreadsheet programs instead of excelize: "#" does not show
	// decimals that are zero, zero has a form of its own, a bar also marks negative numbers,
	// and exponents have decimals.
	want := []string{
		`row 8 column 7: 0.0000001 has 1 decimals, shown is "0.00"`, `row 9 column 7: 0.0000001 has 0 decimals, shown is "0.00"`,
		`row 12 column 3: -1.25: bar true, percent false, shown is "-| 1.25"`, `row 13 column 3: -1.25: bar true, percent false, shown is "-|1.3"`,
		`row 14 column 3: -1.25: bar true, percent false, shown is "- |1.3"`, `row 17 column 4: 0 has 0 decimals, shown is "0.00"`,
		`row 22 column 3: -1.25 has 0 decimals, shown is "-1.25"`, `row 73 column 1: 41234.5678 has 0 decimals, shown is "37:38.0"`,
		`row 74 column 1: 41234.5678 has 1 decimals, shown is "41234.5678"`,
	}
	got := differences(t, b.Bytes())
	for i := range got {
		got[i] = strings.TrimPrefix(got[i], "Sheet1 ")
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
}

// The real workbooks, if they are there.
func TestWorkbooksAreReadAsByExcelize(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/data/import-samples/*.xlsx")
	for _, name := range files {
		content, err := os.ReadFile(name)
		must(t, err)
		for i, d := range differences(t, content) {
			if i < 10 {
				t.Errorf("%s: %s", filepath.Base(name), d)
			}
		}
	}
}
