package workbook

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
)

// Table is one printed table of an edition.
type Table struct {
	Measure figure.Measure
	Unit    string // with price base, as in nato/tables.csv
	Years   []Year // ascending
	Rows    []Row  // allies by code, then aggregates by code
}

// Year is a column of a table.
type Year struct {
	Year     figure.Year
	Estimate bool // printed with an "e"
}

// Row is a row of a table. An ally has one for each currency it had.
type Row struct {
	Code     ally.Code
	Currency string          // ISO 4217; empty where the table has one unit
	Figures  []figure.Figure // one for each of the table's years
}

// Cells is the number of figures in the table.
func (t *Table) Cells() int {
	n := 0
	for _, r := range t.Rows {
		for _, f := range r.Figures {
			if f.Known() {
				n++
			}
		}
	}
	return n
}

// Sum is the exact sum of the table's cells, a checksum and nothing more.
func (t *Table) Sum() figure.Decimal {
	sum := figure.Decimal{}
	for _, r := range t.Rows {
		for _, f := range r.Figures {
			if f.Known() {
				minus := f.Printed
				minus.Units = -minus.Units
				sum = sum.Sub(minus)
			}
		}
	}
	return sum
}

// Printed is the table as CSV, the figures as they were printed.
func (t *Table) Printed() []byte {
	return t.csv(func(y Year, f figure.Figure) string {
		switch {
		case !f.Known():
			return ""
		case f.Status == figure.Estimate && !y.Estimate:
			return f.Printed.String() + "e"
		case f.Status == figure.Forecast:
			return f.Printed.String() + "f"
		}
		return f.Printed.String()
	})
}

// Unrounded is the table as CSV, the figures as the workbook's cells hold them,
// or nil where none does.
func (t *Table) Unrounded() []byte {
	held := false
	out := t.csv(func(_ Year, f figure.Figure) string {
		if !f.Known() || !f.Held {
			return ""
		}
		held = true
		return plainFloat(f.Unrounded)
	})
	if !held {
		return nil
	}
	return out
}

// plainFloat writes the shortest decimal that reads back as v, with a point.
func plainFloat(v float64) string {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

func (t *Table) csv(cell func(Year, figure.Figure) string) []byte {
	var b strings.Builder
	b.WriteString("code")
	if t.currencies() {
		b.WriteString(",currency")
	}
	for _, y := range t.Years {
		b.WriteByte(',')
		b.WriteString(strconv.Itoa(int(y.Year)))
		if y.Estimate {
			b.WriteByte('e')
		}
	}
	b.WriteByte('\n')
	for _, r := range t.Rows {
		b.WriteString(string(r.Code))
		if t.currencies() {
			b.WriteString("," + r.Currency)
		}
		for i, f := range r.Figures {
			b.WriteString("," + cell(t.Years[i], f))
		}
		b.WriteByte('\n')
	}
	return []byte(b.String())
}

// currencies tells whether the table has a column of currencies.
func (t *Table) currencies() bool {
	return t.Measure == figure.NatCurrent || t.Measure == figure.NatConstant
}

// at returns the ally's figure in a year, in whichever currency.
func (t *Table) at(c ally.Code, y figure.Year) figure.Figure {
	i := slices.IndexFunc(t.Years, func(x Year) bool { return x.Year == y })
	if i < 0 {
		return figure.Figure{}
	}
	for _, r := range t.Rows {
		if r.Code == c && r.Figures[i].Known() {
			return r.Figures[i]
		}
	}
	return figure.Figure{}
}

// tidy puts the rows in order and drops rows and columns without a figure.
func (t *Table) tidy() {
	t.Rows = slices.DeleteFunc(t.Rows, func(r Row) bool { return firstFigure(r) < 0 })
	slices.SortStableFunc(t.Rows, func(a, b Row) int {
		if a.Code.Aggregate() != b.Code.Aggregate() {
			if a.Code.Aggregate() {
				return 1
			}
			return -1
		}
		// Rows of one ally follow each other in time.
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(firstFigure(a), firstFigure(b)))
	})
	t.trimYears()
}

// dropRounded forgets the unrounded values of a table whose every cell is as
// printed: they were rounded before they were typed, and know nothing more.
func (t *Table) dropRounded(report *Report) {
	for _, r := range t.Rows {
		for _, f := range r.Figures {
			if f.Known() && f.Unrounded != f.Printed.Float() {
				return
			}
		}
	}
	for _, r := range t.Rows {
		for i := range r.Figures {
			r.Figures[i].Unrounded, r.Figures[i].Held = 0, false
		}
	}
	report.notef("%s: the cells hold no more than is printed", t.Measure)
}

// trimYears drops the columns no row has a figure in.
func (t *Table) trimYears() {
	used := make([]bool, len(t.Years))
	for _, r := range t.Rows {
		for i, f := range r.Figures {
			used[i] = used[i] || f.Known()
		}
	}
	years := make([]Year, 0, len(t.Years))
	for i, u := range used {
		if u {
			years = append(years, t.Years[i])
		}
	}
	for i := range t.Rows {
		figures := make([]figure.Figure, 0, len(years))
		for j, u := range used {
			if u {
				figures = append(figures, t.Rows[i].Figures[j])
			}
		}
		t.Rows[i].Figures = figures
	}
	t.Years = years
}

func firstFigure(r Row) int {
	return slices.IndexFunc(r.Figures, figure.Figure.Known)
}

// span is the years of a table in words: "2014-2024".
func span(first, last figure.Year) string {
	if first == last {
		return strconv.Itoa(int(first)) + " only"
	}
	return strconv.Itoa(int(first)) + "-" + strconv.Itoa(int(last))
}
