package report

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/listing"
	"allyscope/internal/table"
)

// workbook writes a document as a workbook and reads it back.
func workbook(t *testing.T, d *document.Document, o Options) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(written(t, d, AsXLSX, o)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// A workbook has the same cells as CSV, with numeric cells that show the printed decimals, and
// names its source.
func TestAWorkbookHasWhatCSVHas(t *testing.T) {
	for _, question := range questions() {
		d := rank(t, answer(t, question))
		f := workbook(t, d, Options{Command: "allyscope rank " + question})
		name := f.GetSheetList()[0]
		got, err := f.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		want, err := csv.NewReader(strings.NewReader(written(t, d, AsCSV, Options{}))).ReadAll()
		if err != nil || len(got) != len(want) {
			t.Fatalf("%q: %d rows, CSV has %d, %v", question, len(got), len(want), err)
		}
		x := d.Data()[0]
		var kinds []table.Kind
		for i := range want {
			kinds = kinds[:0]
			for k := range x.Columns {
				if x.Columns[k].On&table.OnCSV != 0 && i > 0 {
					kinds = append(kinds, x.Rows[i-1].Cells[k].Kind)
				}
			}
			for k, field := range want[i] {
				cell := ""
				if k < len(got[i]) {
					cell = got[i][k]
				}
				if cell != format.FieldText(field) {
					t.Errorf("%q, row %d, column %d: %q, CSV has %q", question, i, k, cell, field)
				}
				at, _ := excelize.CoordinatesToCellName(k+1, i+1)
				kind, _ := f.GetCellType(name, at)
				if number := i > 0 && kinds[k] == table.IsNumber; number == (kind == excelize.CellTypeInlineString) && field != "" {
					t.Errorf("%q: %s is of type %v", question, at, kind)
				}
			}
		}
		about, _ := f.GetRows("Source")
		text := ""
		for _, row := range about {
			text += strings.Join(row, ": ") + "\n"
		}
		for _, want := range []string{"Source: " + d.Citation, "Edition: " + d.Edition, "In short: " + d.Sentence, "Command: allyscope rank " + question} {
			if !strings.Contains(text, strings.TrimSpace(want)) {
				t.Errorf("%q: no %q in\n%s", question, want, text)
			}
		}
	}
}

// The head is frozen and has filters; a share is shown as printed.
func TestAWorkbooksSheet(t *testing.T) {
	d := rank(t, answer(t, "2024 2%"))
	f := workbook(t, d, Options{})
	panes, err := f.GetPanes("Rows")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("%+v, %v", panes, err)
	}
	if names := f.GetDefinedName(); len(names) != 2 || names[0].Name != "_xlnm._FilterDatabase" || !strings.HasPrefix(names[0].RefersTo, "'Rows'!$A$1:") {
		t.Errorf("%+v", names)
	}
	seen, _ := f.GetRows("Rows")
	got := map[string]string{}
	for i, head := range seen[0] {
		got[head] = seen[17][i] // as displayed
	}
	if got["Ally"] != "Germany" || got["Defence expenditure, % of real GDP (2021 prices)"] != "2.00" || got["Status"] != "actual" || got["Verdict"] != "meets" || got["Year"] != "2024" {
		t.Errorf("%q", got)
	}
}

// Every table of a document has a sheet with a valid name.
func TestAWorkbookOfManyTables(t *testing.T) {
	d := show(t, "NOR 2024")
	if f := workbook(t, d, Options{}); len(f.GetSheetList()) < 4 {
		t.Errorf("%q", f.GetSheetList())
	}
	if f := workbook(t, listing.Count(answer(t, "2%")), Options{Machine: true}); f.GetSheetList()[0] != "Years" {
		t.Errorf("%q", f.GetSheetList())
	}
	if workbook(t, &document.Document{Title: "nothing"}, Options{}).GetSheetList()[0] != "Source" {
		t.Error("no sheet")
	}
	var a, b bytes.Buffer
	_ = Write(&a, d, AsXLSX, Options{})
	_ = Write(&b, d, AsXLSX, Options{})
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same document gives other bytes")
	}
}

// CSV for a spreadsheet begins with a byte order mark, and with decimal commas its fields are
// separated by semicolons. TSV has the same cells.
func TestCSVForASpreadsheet(t *testing.T) {
	d := rank(t, answer(t, "2024 2% NOR only"))
	plain := written(t, d, AsCSV, Options{})
	if got := written(t, d, AsCSV, Options{Excel: ExcelPoint}); got != byteOrderMark+plain {
		t.Errorf("with a point: %q", got)
	}
	comma := written(t, d, AsCSV, Options{Excel: ExcelComma})
	if !strings.HasPrefix(comma, byteOrderMark) || !strings.Contains(comma, ";Norway;2024;2,16;") {
		t.Errorf("with a comma: %q", comma)
	}
	tabs := written(t, d, AsTSV, Options{})
	if !strings.Contains(tabs, "\tNorway\t2024\t2.16\t") || strings.Contains(tabs, byteOrderMark) {
		t.Errorf("with tabs: %q", tabs)
	}
}

// After column Z comes AA.
func TestAWorkbookOfManyColumns(t *testing.T) {
	var columns table.Columns[int]
	for k := range 28 {
		head := "c" + strconv.Itoa(k)
		columns = append(columns, table.Texts(head, head, "", func(int) table.Cell { return table.Word(head) })...)
	}
	f := workbook(t, &document.Document{Tables: []table.Table{table.Of("rows", "", columns, []int{1})}}, Options{})
	if got, err := f.GetCellValue("Rows", "AB2"); got != "c27" || err != nil {
		t.Errorf("AB2 is %q, %v", got, err)
	}
}
