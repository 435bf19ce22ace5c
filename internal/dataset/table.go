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

// At returns the figure of c in y; it is not there where the table has none.
func (t *Table) At(c ally.Code, y figure.Year) figure.Figure {
	i, ok := t.index[c]
	if !ok || y < t.First || y > t.Last {
		return figure.Figure{}
	}
	return t.cells[i*len(t.years)+int(y-t.First)]
}

// Row returns the figures of c from First to Last, or nil. The slice must not
// be changed.
func (t *Table) Row(c ally.Code) []figure.Figure {
	i, ok := t.index[c]
	if !ok {
		return nil
	}
	n := len(t.years)
	return t.cells[i*n : (i+1)*n : (i+1)*n]
}

// Currency is the currency of c's figure in y, or "" where there is none or the
// table has one unit for all. It changes where an ally took the euro and the
// edition prints earlier years in the old currency.
func (t *Table) Currency(c ally.Code, y figure.Year) string {
	if t.currencies == nil || y < t.First || y > t.Last {
		return ""
	}
	i, ok := t.index[c]
	if !ok {
		return ""
	}
	return t.currencies[i*len(t.years)+int(y-t.First)]
}

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

// InCurrencies tells whether the tables of a measure have a column of currencies.
func InCurrencies(m figure.Measure) bool {
	return m == figure.NatCurrent || m == figure.NatConstant
}

// columns gives a table that has no row yet its years, which ascend.
func (t *Table) columns(years []figure.Year, estimates map[figure.Year]bool) {
	t.First, t.Last = years[0], years[len(years)-1]
	t.years, t.estimates = make([]bool, t.Last-t.First+1), make([]bool, t.Last-t.First+1)
	for _, y := range years {
		t.years[y-t.First], t.estimates[y-t.First] = true, estimates[y]
	}
}

// addRow makes sure that there is a row of c.
func (t *Table) addRow(c ally.Code) {
	if t.Has(c) {
		return
	}
	t.index[c] = len(t.codes)
	t.codes = append(t.codes, c)
	t.cells = append(t.cells, make([]figure.Figure, len(t.years))...)
	if t.currencies != nil {
		t.currencies = append(t.currencies, make([]string, len(t.years))...)
	}
}

// put sets the figure of a row and year that are there; false is that it has one.
func (t *Table) put(c ally.Code, y figure.Year, f figure.Figure, currency string) bool {
	k := t.index[c]*len(t.years) + int(y-t.First)
	if t.cells[k].Known() {
		return false
	}
	t.cells[k] = f
	if t.currencies != nil {
		t.currencies[k] = currency
	}
	return true
}

// RoundShares gives SIPRI's shares, published as unrounded fractions, the two
// decimals they are compared and shown with. It is the only rounding they see.
func (t *Table) RoundShares() {
	for i, f := range t.cells {
		if f.Known() {
			v := f.Printed.Float()
			t.cells[i] = figure.Figure{Printed: figure.Round(v, 2), Unrounded: v, Held: true, Status: f.Status}
		}
	}
}
