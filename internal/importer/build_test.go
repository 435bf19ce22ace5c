package importer_test

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/importer"
	"allyscope/internal/testing/frozen"
)

// layout is the layout of a made workbook: NATO's of 2024 or of 2016, moved by some
// rows and columns.
type layout struct {
	old           bool // 2016: currency in a column, "2015 e", "(0)" below the years, "//" for missing
	down, right   int
	core          bool
	change        func(*excelize.File) // called last
	title, subset string               // another title for all sheets; only the sheet of this measure
}

// embedded imports an embedded edition.
func embedded(t testing.TB, id string) *dataset.Edition {
	t.Helper()
	e, _, err := importer.Import(held(t), frozen.Folder(t, id), importer.Options{})
	must(t, err)
	return e
}

// make returns a workbook of the tables as NATO publishes them: one sheet each, with a
// title, a unit, years, and rows under a heading.
func (l layout) make(t testing.TB, e *dataset.Edition) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	register := allies(t)
	for i, table := range tablesOf(t, e) {
		if l.subset != "" && l.subset != table.Measure.String() {
			continue
		}
		name := fmt.Sprintf("TABLE%d", i+1)
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		w := &sheetWriter{t: t, f: f, name: name, layout: l, row: 4 + l.down, register: register}
		w.table(table, e.PriceBase)
	}
	must(t, f.DeleteSheet("Sheet1"))
	if l.change != nil {
		l.change(f)
	}
	var b bytes.Buffer
	must(t, f.Write(&b))
	return b.Bytes()
}

type sheetWriter struct {
	t        testing.TB
	f        *excelize.File
	name     string
	layout   layout
	row      int
	register *ally.Register
}

func (w *sheetWriter) set(column int, v any) string {
	cell, err := excelize.CoordinatesToCellName(column+w.layout.right, w.row)
	if err == nil {
		err = w.f.SetCellValue(w.name, cell, v)
	}
	must(w.t, err)
	return cell
}

// format sets the number format of a cell.
func (w *sheetWriter) format(cell, code string) {
	id, err := w.f.NewStyle(&excelize.Style{CustomNumFmt: &code})
	if err == nil {
		err = w.f.SetCellStyle(w.name, cell, cell, id)
	}
	must(w.t, err)
}

func (w *sheetWriter) table(t *dataset.Table, base string) {
	title, unit, heading := words(t, base, w.layout.core)
	if w.layout.title != "" {
		title = w.layout.title
	}
	from := w.set(2, "Table 9a : "+title)
	to, _ := excelize.CoordinatesToCellName(9+w.layout.right, w.row)
	must(w.t, w.f.MergeCell(w.name, from, to))
	w.row += 2
	w.set(2, unit)
	w.row += 2
	for i, y := range t.Years() {
		switch {
		case t.Estimated(y) && w.layout.old:
			w.set(4+i, fmt.Sprintf("%d e", y))
		case t.Estimated(y):
			w.set(4+i, fmt.Sprintf("%de", y))
		default:
			w.set(4+i, int(y))
		}
		if w.layout.old {
			w.row++
			w.set(4+i, fmt.Sprintf("(%d)", i))
			w.row--
		}
	}
	w.row += 2
	w.set(2, heading)
	w.row++
	w.rows(t)
	w.row++
	w.set(3, "Notes: Figures are estimates, of 2015 and of 2016 prices.")
}

func (w *sheetWriter) rows(t *dataset.Table) {
	for _, code := range t.Codes() {
		var currencies []string // NATO prints one row even for two currencies
		change := figure.Year(0)
		for _, y := range t.Years() {
			if c := t.Currency(code, y); c != "" && !slices.Contains(currencies, c) {
				currencies = append(currencies, c)
				if len(currencies) > 1 {
					change = y
				}
			}
		}
		w.label(code, strings.Join(currencies, "-"))
		for k, y := range t.Years() {
			w.figure(k, t.At(code, y), y == change)
		}
		w.row++
	}
}

func (w *sheetWriter) label(code ally.Code, currency string) {
	name := w.register.Name(code)
	a, isAlly := w.register.Ally(code)
	if isAlly && w.layout.old {
		name = "  " + a.Official + " (a)"
	} else if isAlly {
		name += "*"
	}
	switch {
	case currency == "" && isAlly && !w.layout.old:
		w.set(3, name)
	case currency == "":
		w.set(2, name)
	case w.layout.old:
		w.set(2, name)
		w.set(3, " "+currency)
	default:
		w.set(3, name+"   ("+currency+")")
	}
}

func (w *sheetWriter) figure(k int, f figure.Figure, change bool) {
	if !f.Known() {
		if w.layout.old {
			w.set(4+k, "//")
		} else if k%2 == 0 {
			w.set(4+k, "..")
		}
		return
	}
	cell := w.set(4+k, f.Exact())
	code := "#,##0"
	if p := int(f.Printed.Places); p > 0 {
		code += "." + strings.Repeat("0", p)
	}
	if change {
		code = `"||"      ` + code
	}
	w.format(cell, code)
}

// words returns the title, the unit and the heading NATO prints over a table.
func words(t *dataset.Table, base string, core bool) (title, unit, heading string) {
	spent := "Defence expenditure"
	if core {
		spent = "Core defence expenditure"
	}
	kind := ""
	if strings.Contains(t.Unit, "real GDP") {
		kind = "real "
	}
	gdp := "Million US dollars"
	if strings.HasPrefix(t.Unit, "USD bn") {
		gdp = "Billion US dollars"
	}
	constant := "Constant " + base + " prices"
	switch t.Measure {
	case figure.ShareGDP:
		return spent + " as a share of GDP and annual real change", "Based on " + base + " prices", "Share of " + kind + "GDP (%)"
	case figure.RealChange:
		return spent + " as a share of GDP and annual real change", "Based on " + base + " prices", "Annual real change (%)"
	case figure.USDCurrent:
		return spent, "Million US dollars", "Current prices and exchange rates"
	case figure.USDConstant:
		return spent, "Million US dollars", constant + " and exchange rates"
	case figure.NatCurrent:
		return spent, "Million national currency units", "Current prices"
	case figure.NatConstant:
		return spent, "Million national currency units", constant
	case figure.GDPCurrent:
		return "GDP", gdp, "Current prices and exchange rates"
	case figure.GDPConstant:
		return "GDP", gdp, constant + " and exchange rates"
	case figure.GDPPerCapita:
		return "GDP per capita and defence expenditure per capita", base + " prices and exchange rates", "GDP per capita (thousand US dollars)"
	case figure.DefPerCapita:
		return "GDP per capita and defence expenditure per capita", base + " prices and exchange rates", "Defence expenditure per capita (US dollars)"
	case figure.Personnel:
		return "Military personnel", "Thousands", ""
	case figure.EquipmentPct:
		heading = "Equipment (a)"
	case figure.PersonnelPct:
		heading = "Personnel (b)"
	case figure.InfrastructurePct:
		heading = "Infrastructure (c)"
	default:
		heading = "Other (d)"
	}
	return "Distribution of " + strings.ToLower(spent) + " by main category", "Percentage of total", heading
}

// printedSame compares the printed tables of two editions.
func printedSame(t *testing.T, got, want *dataset.Edition) {
	t.Helper()
	if n, m := len(tablesOf(t, got)), len(tablesOf(t, want)); n != m {
		t.Errorf("%d tables, not %d", n, m)
	}
	for _, w := range tablesOf(t, want) {
		g, err := got.Table(w.Measure)
		if err != nil {
			t.Errorf("%s was not found", w.Measure)
			continue
		}
		if g.Unit != w.Unit {
			t.Errorf("%s: unit %q, not %q", w.Measure, g.Unit, w.Unit)
		}
		compare(t, w.Measure.String(), g.Printed(), w.Printed())
	}
}

func TestMadeWorkbooks(t *testing.T) {
	ds := held(t)
	for i, c := range []struct {
		edition string
		layout  layout
	}{
		{"2026-07", layout{core: true}},
		{"2026-07", layout{core: true, down: 7, right: 3}},
		{"2024-06", layout{down: 12}},
		{"2016-01", layout{old: true, right: 1}},
		{"2022-06", layout{old: true}},
	} {
		want := embedded(t, c.edition)
		e, r, err := importer.ImportBytes(ds, "27063"+strconv.Itoa(i)+"-def-exp-en.xlsx", c.layout.make(t, want), importer.Options{Published: "2027-06-30"})
		if err != nil {
			t.Fatalf("%s: %v", c.edition, err)
		}
		printedSame(t, e, want)
		if len(r.Skipped) > 0 || e.ID != "2027-06" || e.PriceBase != want.PriceBase || e.Definition != want.Definition {
			t.Errorf("%s: %v\n%v", c.edition, e.Record, r)
		}
		if e.Wrong() != want.Wrong() || len(e.Warnings) != len(want.Warnings) {
			t.Errorf("%s: %v, not %v", c.edition, e.Warnings, want.Warnings)
		}
	}
}
