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
	First, Last figure.Year // the first and the last year with a column

	codes      []ally.Code
	index      map[ally.Code]int // rows by code
	years      []bool            // which of First..Last have a column
	estimates  []bool            // which of them are marked "e" as a whole
	cells      []figure.Figure   // rows of len(years)
	currencies []string          // of each cell; nil if the table has one unit
}

// Codes returns the codes of the rows: allies in order of codes, then aggregates. Callers must
// not modify the slice.
func (t *Table) Codes() []ally.Code { return t.codes }

// Has reports whether the table has a row for c.
func (t *Table) Has(c ally.Code) bool {
	_, ok := t.index[c]
	return ok
}

// HasYear reports whether the table has a column for y.
func (t *Table) HasYear(y figure.Year) bool {
	return y >= t.First && y <= t.Last && t.years[y-t.First]
}

// Years returns the years the table has a column for.
func (t *Table) Years() []figure.Year {
	var out []figure.Year
	for y := t.First; y <= t.Last; y++ {
		if t.HasYear(y) {
			out = append(out, y)
		}
	}
	return out
}

// Estimated reports whether the edition marks the whole year as an estimate.
func (t *Table) Estimated(y figure.Year) bool {
	return t.HasYear(y) && t.estimates[y-t.First]
}

// Line is the row of one ally or aggregate. The zero Line has no figures.
type Line struct {
	first      figure.Year
	figures    []figure.Figure
	currencies []string
}

// Line returns the row of c, or the zero Line if there is none or the table is nil.
func (t *Table) Line(c ally.Code) Line {
	if t != nil {
		if i, ok := t.index[c]; ok {
			return t.line(i)
		}
	}
	return Line{}
}

// LineOf returns the row of an ally. Unlike Line it needs no map if the table has a row for every
// ally up to this one, which matters for loops over thousands.
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

// LineOf returns a line of computed figures for the years from first on, in one unit.
func LineOf(first figure.Year, figures []figure.Figure) Line {
	return Line{first: first, figures: figures}
}

// At returns the figure of y, which may be missing.
func (l Line) At(y figure.Year) figure.Figure {
	if i := int(y - l.first); i >= 0 && i < len(l.figures) {
		return l.figures[i]
	}
	return figure.Figure{}
}

// Currency returns the currency of the figure of y, or "" if there is no figure or
// the table has one unit. It changes when an ally adopted the euro and the edition
// prints earlier years in the old currency.
func (l Line) Currency(y figure.Year) string {
	if i := int(y - l.first); i >= 0 && i < len(l.currencies) {
		return l.currencies[i]
	}
	return ""
}

// Latest returns the currency of the last figure up to a year, or "".
func (l Line) Latest(until figure.Year) string {
	for i := min(int(until-l.first), len(l.currencies)-1); i >= 0; i-- {
		if c := l.currencies[i]; c != "" {
			return c
		}
	}
	return ""
}

// Converted reports whether the figures of two years are in different currencies.
func (l Line) Converted(y, other figure.Year) bool { return l.Currency(y) != l.Currency(other) }

// At returns the figure of c in y, which may be missing. The table may be nil.
func (t *Table) At(c ally.Code, y figure.Year) figure.Figure { return t.Line(c).At(y) }

// Row returns the figures of c from First to Last, or nil. Callers must not modify the slice.
func (t *Table) Row(c ally.Code) []figure.Figure { return t.Line(c).figures }

// Currency returns the currency of c's figure in y, see Line.Currency.
func (t *Table) Currency(c ally.Code, y figure.Year) string { return t.Line(c).Currency(y) }

// Cells returns the number of figures in the table.
func (t *Table) Cells() int {
	return format.Count(t.cells, func(f *figure.Figure) bool { return f.Known() })
}

// Millions returns a table's US$ unit in millions: 1, or 1000 for GDP in editions before June 2024.
func (t *Table) Millions() float64 {
	if figure.Scale(t.Unit) == "bn" {
		return 1000
	}
	return 1
}

// Units returns the units NATO prints a measure in, the usual one first. base is the year
// of constant prices, or "" if it is not known, and definition what is counted.
func Units(m figure.Measure, base, definition string) []string {
	words := strings.NewReplacer("BASE", base, "WHAT", definition)
	if base == "" {
		words = strings.NewReplacer(" (BASE prices)", "", "BASE", "constant", "WHAT", definition)
	}
	return strings.Split(words.Replace(m.Spec().Units), "|")
}

// NewTable returns an empty table with a column for each of the years. The value true
// marks the whole year as an estimate.
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

// Put adds a figure, and a row for c if there is none. The table must have a column for y. It
// returns false if it holds a figure there already. currency is "" if the table has one unit.
// Like every method that changes a table, it may be used only while the table is made.
func (t *Table) Put(c ally.Code, y figure.Year, f figure.Figure, currency string) bool {
	row, ok := t.index[c]
	if !ok {
		row = len(t.codes)
		t.index[c] = row
		t.codes = append(t.codes, c)
		t.cells = append(t.cells, make([]figure.Figure, len(t.years))...)
		if t.currencies != nil {
			t.currencies = append(t.currencies, make([]string, len(t.years))...)
		}
	}
	k := row*len(t.years) + int(y-t.First)
	if !f.Known() || t.cells[k].Known() {
		return !f.Known()
	}
	t.cells[k] = f
	if t.currencies != nil {
		t.currencies[k] = currency
	}
	return true
}

// DropRounded drops the unrounded values if all of them equal the printed ones: then they were
// rounded before they were typed in. It reports whether it dropped them.
func (t *Table) DropRounded() bool {
	if slices.ContainsFunc(t.cells, func(f figure.Figure) bool { return f.Unrounded != f.Printed.Float() }) {
		return false
	}
	for i := range t.cells {
		t.cells[i].Unrounded, t.cells[i].Held = 0, false
	}
	return true
}

// RoundShares rounds SIPRI's shares, which are published unrounded, to the two
// decimals with which they are compared and shown. They are rounded nowhere else.
func (t *Table) RoundShares() {
	for i, f := range t.cells {
		if f.Known() {
			v := f.Printed.Float()
			t.cells[i] = figure.Figure{Printed: figure.Round(v, 2), Unrounded: v, Held: true, Status: f.Status}
		}
	}
}

// Tidy returns a copy without empty rows and years, allies before aggregates; nil if it is empty.
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
	key := func(c ally.Code) string { return format.When(c.Aggregate(), "~") + string(c) } // "~" sorts after all letters
	tidy := NewTable(t.Measure, t.Unit, years)
	inOrder := func(a, b ally.Code) int { return strings.Compare(key(a), key(b)) }
	for _, c := range slices.SortedFunc(slices.Values(t.codes), inOrder) {
		for i, f := range t.Row(c) {
			if y := t.First + figure.Year(i); f.Known() {
				tidy.Put(c, y, f, t.Currency(c, y))
			}
		}
	}
	return tidy
}

// line is a row of the table's file: an ally has one for each of its currencies.
type line struct {
	code     ally.Code
	currency string
}

// lines returns the rows of the table's file. The rows of one ally are in order of time.
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

// Rows returns the number of rows of the table's file.
func (t *Table) Rows() int { return len(t.lines()) }

// Sum returns the exact sum of the table's cells, as a checksum.
func (t *Table) Sum() figure.Decimal {
	sum := figure.Decimal{}
	for _, f := range t.cells {
		sum = sum.Sub(figure.Decimal{Units: -f.Printed.Units, Places: f.Printed.Places})
	}
	return sum
}

// Printed returns the table as CSV with the printed figures.
func (t *Table) Printed() string {
	return t.csv(func(y figure.Year, f figure.Figure) string { return f.Printed.String() + t.mark(y, f) })
}

// mark returns the figure's "e" or "f", or "" for an estimate in a year that is marked as a whole.
func (t *Table) mark(y figure.Year, f figure.Figure) string {
	return format.When(f.Status != figure.Estimate || !t.Estimated(y), f.Status.Mark())
}

// Unrounded returns the table as CSV with the unrounded values, or "" if there are none.
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

// csv returns the table as CSV; cell writes the known figures.
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

// Stored returns the edition with its tables as files: nato/<edition>/<measure>.csv,
// sipri/<month>.csv or series/<name>/<measure>.csv. It reads all tables.
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
		if e.Source == SIPRI { // whose shares are published unrounded
			s.Files[base+".csv"] = t.csv(func(y figure.Year, f figure.Figure) string {
				return strconv.FormatFloat(f.Exact(), 'f', -1, 64) + t.mark(y, f)
			})
			continue
		}
		s.Files[base+".csv"] = t.Printed()
		if text := t.Unrounded(); text != "" {
			s.Files[base+".unrounded.csv"] = text
		}
	}
	return s, err
}

// Tree returns the files of a tree with this edition alone, by their paths: its tables and lists.
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
