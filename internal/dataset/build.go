package dataset

import (
	"cmp"
	"slices"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
)

// Builder makes a table of figures that come in any order.
type Builder struct {
	Measure figure.Measure
	Unit    string // as the edition states it, with price base
	years   []Year
	cells   map[cellKey]entry
}

// Year is a column of a table.
type Year struct {
	Year     figure.Year
	Estimate bool // the whole year is marked as an estimate
}

type cellKey struct {
	code ally.Code
	year figure.Year
}

type entry struct {
	figure   figure.Figure
	currency string
}

// NewBuilder begins a table with these years, which ascend.
func NewBuilder(m figure.Measure, unit string, years []Year) *Builder {
	return &Builder{Measure: m, Unit: unit, years: years, cells: map[cellKey]entry{}}
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
	used := map[figure.Year]bool{}
	for k := range b.cells {
		codes = append(codes, k.code)
		used[k.year] = true
	}
	slices.SortFunc(codes, func(x, y ally.Code) int {
		if x.Aggregate() != y.Aggregate() {
			if x.Aggregate() {
				return 1
			}
			return -1
		}
		return cmp.Compare(x, y)
	})
	var years []figure.Year
	var marks []bool
	for _, y := range b.years {
		if used[y.Year] {
			years, marks = append(years, y.Year), append(marks, y.Estimate)
		}
	}
	t := &Table{Measure: b.Measure, Unit: b.Unit, index: map[ally.Code]int{}}
	if InCurrencies(t.Measure) {
		t.currencies = []string{}
	}
	t.columns(years, marks)
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
	b := NewBuilder(t.Measure, t.Unit, t.Years())
	for _, c := range t.codes {
		for i, f := range t.Row(c) {
			y := t.First + figure.Year(i)
			b.Put(c, y, f, t.Currency(c, y))
		}
	}
	return b.Table()
}

// Years are the columns of the table.
func (t *Table) Years() []Year {
	var out []Year
	for y := t.First; y <= t.Last; y++ {
		if t.HasYear(y) {
			out = append(out, Year{y, t.Estimated(y)})
		}
	}
	return out
}
