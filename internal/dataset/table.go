package dataset

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// Table is one published table: allies by years. It does not change once read.
type Table struct {
	Measure     figure.Measure
	Unit        string      // as the edition states it, with price base
	First, Last figure.Year // bound the years the table has a column for

	codes      []ally.Code
	index      map[ally.Code]int
	years      []bool          // which of First..Last have a column
	estimates  []bool          // which of them are marked "e" as a whole
	cells      []figure.Figure // rows of len(years)
	currencies []string        // of each cell; nil where the table has one unit
}

// Codes are the rows: allies in order of codes, then aggregates. They must not be changed.
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

// Line returns the row of c. A table that is not held, which is nil, has none.
func (t *Table) Line(c ally.Code) Line {
	if t != nil {
		if i, ok := t.index[c]; ok {
			return t.line(i)
		}
	}
	return Line{}
}

// LineOf returns the row of an ally. It is found at once where the table has a row for all
// allies before: for whoever goes through thousands.
func (t *Table) LineOf(a *ally.Ally) Line {
	if i := a.Index; t != nil && i < len(t.codes) && t.codes[i] == a.Code {
		return t.line(i)
	}
	return t.Line(a.Code)
}

func (t *Table) line(i int) Line {
	n := len(t.years)
	l := Line{first: t.First, figures: t.cells[i*n : (i+1)*n : (i+1)*n]}
	if t.currencies != nil {
		l.currencies = t.currencies[i*n : (i+1)*n]
	}
	return l
}

// LineOf is a line of figures that are in no table, from a first year on, in one unit.
func LineOf(first figure.Year, figures []figure.Figure) Line {
	return Line{first: first, figures: figures}
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

// Latest is the currency of the last figure up to a year, or "".
func (l Line) Latest(until figure.Year) string {
	for i := min(int(until-l.first), len(l.currencies)-1); i >= 0; i-- {
		if c := l.currencies[i]; c != "" {
			return c
		}
	}
	return ""
}

// Converted tells whether the figures of two years are in different currencies.
func (l Line) Converted(y, other figure.Year) bool { return l.Currency(y) != l.Currency(other) }

// At returns the figure of c in y; it is not there where the table has none.
func (t *Table) At(c ally.Code, y figure.Year) figure.Figure { return t.Line(c).At(y) }

// Row returns the figures of c from First to Last, or nil: not to be changed.
func (t *Table) Row(c ally.Code) []figure.Figure { return t.Line(c).figures }

// Currency is that of c's figure in y, see Line.Currency.
func (t *Table) Currency(c ally.Code, y figure.Year) string { return t.Line(c).Currency(y) }

// Cells is the number of figures the table holds.
func (t *Table) Cells() int {
	return format.Count(t.cells, func(f *figure.Figure) bool { return f.Known() })
}

// Millions is how many millions one of the table's units is, of a table in US$: editions
// before June 2024 print GDP in billions.
func (t *Table) Millions() float64 {
	if figure.Scale(t.Unit) == "bn" {
		return 1000
	}
	return 1
}

// Units are the units NATO prints a measure in, the usual first: base is the year
// of constant prices, or "" where nobody names it, definition what is counted.
func Units(m figure.Measure, base, definition string) []string {
	words := strings.NewReplacer("BASE", base, "WHAT", definition)
	if base == "" {
		words = strings.NewReplacer(" (BASE prices)", "", "BASE", "constant", "WHAT", definition)
	}
	return strings.Split(words.Replace(m.Spec().Units), "|")
}

// NewTable begins a table with a column for each of the years; true is a year
// that is marked as an estimate as a whole.
func NewTable(m figure.Measure, unit string, years map[figure.Year]bool) *Table {
	t := &Table{Measure: m, Unit: unit, Last: -1, index: map[ally.Code]int{}}
	if !m.Spec().Comparable {
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

// Put takes up a figure of a year that the table has; false is that it holds one
// there already. currency is "" where the table has one unit. Like all that changes a
// table, it is for whoever makes it, before anybody else sees it.
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

// DropRounded forgets the unrounded values of a table whose every cell is as printed: they
// were rounded before they were typed. It tells whether they were.
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

// Tidy is the table without empty rows and years, allies before aggregates, or nil.
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
	place := func(c ally.Code) string { return format.When(c.Aggregate(), "~") + string(c) } // behind all letters
	tidy := NewTable(t.Measure, t.Unit, years)
	inOrder := func(a, b ally.Code) int { return strings.Compare(place(a), place(b)) }
	for _, c := range slices.SortedFunc(slices.Values(t.codes), inOrder) {
		for i, f := range t.Row(c) {
			if y := t.First + figure.Year(i); f.Known() {
				tidy.Put(c, y, f, t.Currency(c, y))
			}
		}
	}
	return tidy
}

// line is a row as it stands in a file: an ally has one for each currency it had.
type line struct {
	code     ally.Code
	currency string
}

// lines are the rows of the table's file. Those of one ally follow in time.
func (t *Table) lines() []line {
	var out []line
	for _, c := range t.codes {
		first := len(out)
		for y := t.First; t.currencies != nil && y <= t.Last; y++ {
			if l := (line{c, t.Currency(c, y)}); l.currency != "" && !slices.Contains(out[first:], l) {
				out = append(out, l)
			}
		}
		if len(out) == first {
			out = append(out, line{code: c})
		}
	}
	return out
}

// Rows is the number of rows of the table's file.
func (t *Table) Rows() int { return len(t.lines()) }

// Sum is the exact sum of the table's cells, a checksum and nothing more.
func (t *Table) Sum() figure.Decimal {
	sum := figure.Decimal{}
	for _, f := range t.cells {
		sum = sum.Sub(figure.Decimal{Units: -f.Printed.Units, Places: f.Printed.Places})
	}
	return sum
}

// Printed is the table as CSV, the figures as they were printed.
func (t *Table) Printed() string {
	return t.csv(func(y figure.Year, f figure.Figure) string { return f.Printed.String() + t.mark(y, f) })
}

// mark is the "e" or "f" behind a figure that its year does not have.
func (t *Table) mark(y figure.Year, f figure.Figure) string {
	return format.When(f.Status != figure.Estimate || !t.Estimated(y), f.Status.Mark())
}

// Unrounded is the table as CSV, the figures as the workbook's cells hold them, or "".
func (t *Table) Unrounded() string {
	if !slices.ContainsFunc(t.cells, func(f figure.Figure) bool { return f.Held }) {
		return ""
	}
	return t.csv(func(_ figure.Year, f figure.Figure) string {
		if !f.Held {
			return ""
		}
		text := strconv.FormatFloat(f.Unrounded, 'f', -1, 64)
		return text + format.When(!strings.Contains(text, "."), ".0")
	})
}

// shares is SIPRI's table as CSV: its shares are published unrounded.
func (t *Table) shares() string {
	return t.csv(func(y figure.Year, f figure.Figure) string {
		return strconv.FormatFloat(f.Exact(), 'f', -1, 64) + t.mark(y, f)
	})
}

func (t *Table) csv(cell func(figure.Year, figure.Figure) string) string {
	var b strings.Builder
	b.WriteString("code" + format.When(t.currencies != nil, ",currency"))
	years := t.Years()
	for _, y := range years {
		b.WriteString("," + format.Year(y, t.Estimated(y)))
	}
	b.WriteByte('\n')
	for _, l := range t.lines() {
		b.WriteString(string(l.code) + format.When(t.currencies != nil, ","+l.currency))
		for _, y := range years {
			b.WriteByte(',')
			if f := t.At(l.code, y); f.Known() && t.Currency(l.code, y) == l.currency {
				b.WriteString(cell(y, f))
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Stored is the edition with its tables as files: nato/<edition>/<measure>.csv,
// sipri/<month>.csv or series/<name>/<measure>.csv.
func (e *Edition) Stored() (Stored, error) {
	s := Stored{Record: e.Record, Warnings: slices.Clone(e.Warnings), Files: map[string]string{}}
	s.ID = e.StoredID()
	for i := range s.Warnings {
		s.Warnings[i].Edition = s.ID
	}
	tables, err := e.Tables()
	for _, t := range tables {
		s.Tables = append(s.Tables, TableRecord{Edition: s.ID, Measure: t.Measure.String(), Unit: t.Unit,
			Rows: t.Rows(), Cells: t.Cells(), Sum: t.Sum()})
		base := e.base(e.Folder(), t.Measure.String())
		if e.Source == SIPRI {
			s.Files[base+".csv"] = t.shares()
			continue
		}
		s.Files[base+".csv"] = t.Printed()
		if text := t.Unrounded(); text != "" {
			s.Files[base+".unrounded.csv"] = text
		}
	}
	return s, err
}

// Tree is the edition as a tree of its own: its tables and the lists that name them.
func (e *Edition) Tree() (map[string][]byte, error) {
	s, err := e.Stored()
	if err != nil {
		return nil, err
	}
	folder := e.Folder() + "/"
	tree := map[string][]byte{folder + "editions.csv": WriteList([]Record{s.Record})}
	if e.Source != SIPRI {
		tree[folder+"tables.csv"] = WriteList(s.Tables)
	}
	if len(s.Warnings) > 0 {
		tree[folder+"warnings.csv"] = WriteList(s.Warnings)
	}
	for name, text := range s.Files {
		tree[name] = []byte(text)
	}
	return tree, nil
}
