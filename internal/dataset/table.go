package dataset

import (
	"allyscope/internal/ally"
	"allyscope/internal/figure"
)

// Table is one published table: allies by years. It does not change once read.
type Table struct {
	Measure figure.Measure
	// Unit is the unit as the edition states it, with price base.
	Unit string
	// First and Last bound the years the table has a column for.
	First, Last figure.Year

	codes      []ally.Code
	index      map[ally.Code]int
	years      []bool          // which of First..Last have a column
	estimates  []bool          // which of them are marked "e" as a whole
	cells      []figure.Figure // rows of len(years)
	currencies []string        // of each cell; nil where the table has one unit
}

// Codes returns the rows of the table: allies in order of codes, then
// aggregates. The slice must not be changed.
func (t *Table) Codes() []ally.Code { return t.codes }

// Has tells whether the table has a row for c.
func (t *Table) Has(c ally.Code) bool {
	_, ok := t.index[c]
	return ok
}

// HasYear tells whether the table has a column for y.
func (t *Table) HasYear(y figure.Year) bool {
	return y >= t.First && y <= t.Last && t.years[y-t.First]
}

// Years are the years the table has a column for.
func (t *Table) Years() []figure.Year {
	var out []figure.Year
	for y := t.First; y <= t.Last; y++ {
		if t.HasYear(y) {
			out = append(out, y)
		}
	}
	return out
}

// Estimated tells whether the edition marks the whole year as an estimate.
func (t *Table) Estimated(y figure.Year) bool {
	return t.HasYear(y) && t.estimates[y-t.First]
}

// Line is the row of one ally or aggregate; the zero Line has no figure.
type Line struct {
	first      figure.Year
	figures    []figure.Figure
	currencies []string
}

// Line returns the row of c, for whoever wants more than one figure of it.
func (t *Table) Line(c ally.Code) Line {
	i, ok := t.index[c]
	if !ok {
		return Line{}
	}
	n := len(t.years)
	l := Line{first: t.First, figures: t.cells[i*n : (i+1)*n : (i+1)*n]}
	if t.currencies != nil {
		l.currencies = t.currencies[i*n : (i+1)*n]
	}
	return l
}

// At returns the figure of y; it is not there where the table has none.
func (l Line) At(y figure.Year) figure.Figure {
	if i := int(y - l.first); i >= 0 && i < len(l.figures) {
		return l.figures[i]
	}
	return figure.Figure{}
}

// Currency is the currency of the figure of y, or "" where there is none or the
// table has one unit for all. It changes where an ally took the euro and the
// edition prints earlier years in the old currency.
func (l Line) Currency(y figure.Year) string {
	if i := int(y - l.first); i >= 0 && i < len(l.currencies) {
		return l.currencies[i]
	}
	return ""
}

// At returns the figure of c in y; it is not there where the table has none.
func (t *Table) At(c ally.Code, y figure.Year) figure.Figure { return t.Line(c).At(y) }

// Row returns the figures of c from First to Last, or nil. The slice must not
// be changed.
func (t *Table) Row(c ally.Code) []figure.Figure { return t.Line(c).figures }

// Currency is that of c's figure in y, see Line.Currency.
func (t *Table) Currency(c ally.Code, y figure.Year) string { return t.Line(c).Currency(y) }

// Cells is the number of figures the table holds.
func (t *Table) Cells() int {
	n := 0
	for _, f := range t.cells {
		if f.Known() {
			n++
		}
	}
	return n
}
