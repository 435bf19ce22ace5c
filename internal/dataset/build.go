package dataset

import (
	"cmp"
	"slices"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
)

// Builder makes a table of figures that come in any order.
type Builder struct {
	Measure   figure.Measure
	Unit      string               // as the edition states it, with price base
	estimates map[figure.Year]bool // the years that are estimates as a whole
	cells     map[cellKey]entry
}

type cellKey struct {
	code ally.Code
	year figure.Year
}

type entry struct {
	figure   figure.Figure
	currency string
}

// NewBuilder begins a table; estimates tells which years are marked as a whole.
func NewBuilder(m figure.Measure, unit string, estimates map[figure.Year]bool) *Builder {
	return &Builder{Measure: m, Unit: unit, estimates: estimates, cells: map[cellKey]entry{}}
}

// Put takes up a figure; it returns false where there is one already. currency is
// "" where the table has one unit.
func (b *Builder) Put(c ally.Code, y figure.Year, f figure.Figure, currency string) bool {
	k := cellKey{c, y}
	if _, again := b.cells[k]; again {
		return false
	}
	if f.Known() {
		b.cells[k] = entry{f, currency}
	}
	return true
}

// DropRounded forgets the unrounded values of a table whose every cell is as
// printed: they were rounded before they were typed, and know nothing more. It
// tells whether they were.
func (b *Builder) DropRounded() bool {
	for _, e := range b.cells {
		if e.figure.Unrounded != e.figure.Printed.Float() {
			return false
		}
	}
	for k, e := range b.cells {
		e.figure.Unrounded, e.figure.Held = 0, false
		b.cells[k] = e
	}
	return true
}

// Table is what was put in, allies before aggregates, without rows and years that
// have no figure; nil where there is none at all.
func (b *Builder) Table() *Table {
	if len(b.cells) == 0 {
		return nil
	}
	var codes []ally.Code
	var years []figure.Year
	for k := range b.cells {
		codes, years = append(codes, k.code), append(years, k.year)
	}
	slices.Sort(years)
	slices.SortFunc(codes, func(x, y ally.Code) int {
		if x.Aggregate() != y.Aggregate() {
			if x.Aggregate() {
				return 1
			}
			return -1
		}
		return cmp.Compare(x, y)
	})
	t := &Table{Measure: b.Measure, Unit: b.Unit, index: map[ally.Code]int{}}
	if InCurrencies(t.Measure) {
		t.currencies = []string{}
	}
	t.columns(slices.Compact(years), b.estimates)
	for _, c := range slices.Compact(codes) {
		t.addRow(c)
	}
	for k, e := range b.cells {
		t.put(k.code, k.year, e.figure, e.currency)
	}
	return t
}

// Tidy is the table without the rows and years that have no figure, its rows in
// order; nil where it has no figure.
func (t *Table) Tidy() *Table {
	b := NewBuilder(t.Measure, t.Unit, map[figure.Year]bool{})
	for _, y := range t.Years() {
		b.estimates[y] = t.Estimated(y)
		for _, c := range t.codes {
			b.Put(c, y, t.At(c, y), t.Currency(c, y))
		}
	}
	return b.Table()
}
