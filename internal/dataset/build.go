package dataset

import (
	"cmp"
	"maps"
	"slices"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
)

// NewTable begins a table with a column for each of the years; true is a year
// that is marked as an estimate as a whole.
func NewTable(m figure.Measure, unit string, years map[figure.Year]bool) *Table {
	t := &Table{Measure: m, Unit: unit, Last: -1, index: map[ally.Code]int{}}
	if InCurrencies(m) {
		t.currencies = []string{}
	}
	columns := slices.Sorted(maps.Keys(years))
	if len(columns) == 0 {
		return t
	}
	t.First, t.Last = columns[0], columns[len(columns)-1]
	t.years, t.estimates = make([]bool, t.Last-t.First+1), make([]bool, t.Last-t.First+1)
	for y, estimate := range years {
		t.years[y-t.First], t.estimates[y-t.First] = true, estimate
	}
	return t
}

// InCurrencies tells whether the tables of a measure have a column of currencies.
func InCurrencies(m figure.Measure) bool {
	return m == figure.NatCurrent || m == figure.NatConstant
}

// Put takes up a figure of a year that the table has; false is that it holds one
// there already. currency is "" where the table has one unit. Like all that
// changes a table, it is for whoever makes it, before anybody else sees it.
func (t *Table) Put(c ally.Code, y figure.Year, f figure.Figure, currency string) bool {
	at, ok := t.index[c]
	if !ok {
		at = len(t.codes)
		t.index[c] = at
		t.codes = append(t.codes, c)
		t.cells = append(t.cells, make([]figure.Figure, len(t.years))...)
		if t.currencies != nil {
			t.currencies = append(t.currencies, make([]string, len(t.years))...)
		}
	}
	k := at*len(t.years) + int(y-t.First)
	if !f.Known() || t.cells[k].Known() {
		return !f.Known()
	}
	t.cells[k] = f
	if t.currencies != nil {
		t.currencies[k] = currency
	}
	return true
}

// DropRounded forgets the unrounded values of a table whose every cell is as
// printed: they were rounded before they were typed, and know nothing more. It
// tells whether they were.
func (t *Table) DropRounded() bool {
	if slices.ContainsFunc(t.cells, func(f figure.Figure) bool { return f.Unrounded != f.Printed.Float() }) {
		return false
	}
	for i := range t.cells {
		t.cells[i].Unrounded, t.cells[i].Held = 0, false
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

// Tidy is the table without the rows and years that have no figure, allies before
// aggregates; nil where it has no figure.
func (t *Table) Tidy() *Table {
	years := map[figure.Year]bool{}
	for i, f := range t.cells {
		if y := t.First + figure.Year(i%len(t.years)); f.Known() {
			years[y] = t.Estimated(y)
		}
	}
	if len(years) == 0 {
		return nil
	}
	rank := func(c ally.Code) int {
		if c.Aggregate() {
			return 1
		}
		return 0
	}
	tidy := NewTable(t.Measure, t.Unit, years)
	for _, c := range slices.SortedFunc(slices.Values(t.codes), func(a, b ally.Code) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
	}) {
		for i, f := range t.Row(c) {
			if y := t.First + figure.Year(i); f.Known() {
				tidy.Put(c, y, f, t.Currency(c, y))
			}
		}
	}
	return tidy
}
