package dataset

import (
	"fmt"
	"strconv"
	"strings"

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

// reader reads one wide table; problems gather instead of stopping it.
type reader struct {
	file     string
	known    func(ally.Code) bool
	problems []Problem
}

func (r *reader) complainf(line int, format string, args ...any) {
	r.problems = append(r.problems, Problem{File: r.file, Line: line, Text: fmt.Sprintf(format, args...)})
}

// table reads "code[,currency],2014,2015e,…" and its rows.
func (r *reader) table(text string, m figure.Measure) *Table {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	t := &Table{Measure: m, index: map[ally.Code]int{}}
	columns, skip := r.header(t, lines[0])
	if len(columns) == 0 {
		return t
	}
	t.cells = make([]figure.Figure, 0, len(lines)*len(t.years))
	for i, line := range lines[1:] {
		r.row(t, i+2, strings.Split(line, ","), columns, skip)
	}
	if len(t.codes) == 0 {
		r.complainf(1, "no row")
	}
	return t
}

// header reads the head line and returns the year of each column.
func (r *reader) header(t *Table, line string) (columns []figure.Year, skip int) {
	fields := strings.Split(line, ",")
	skip = 1
	if fields[0] != "code" {
		r.complainf(1, "the first column is %q, not \"code\"", fields[0])
		return nil, 0
	}
	if len(fields) > 1 && fields[1] == "currency" {
		skip, t.currencies = 2, []string{} // an ally has a row for each currency it had
	}
	marks := make([]bool, 0, len(fields))
	for _, f := range fields[skip:] {
		word, marked := strings.CutSuffix(f, "e")
		n, err := strconv.Atoi(word)
		y := figure.Year(n)
		switch {
		case err != nil || n < int(figure.FirstYear) || n > int(figure.LastYear):
			r.complainf(1, "%q is no year from %d to %d", f, figure.FirstYear, figure.LastYear)
			return nil, 0
		case len(columns) > 0 && y <= columns[len(columns)-1]:
			r.complainf(1, "year %d stands out of order or twice", n)
			return nil, 0
		}
		columns, marks = append(columns, y), append(marks, marked)
	}
	if len(columns) == 0 {
		r.complainf(1, "no year")
		return nil, 0
	}
	t.First, t.Last = columns[0], columns[len(columns)-1]
	t.years, t.estimates = make([]bool, t.Last-t.First+1), make([]bool, t.Last-t.First+1)
	for i, y := range columns {
		t.years[y-t.First], t.estimates[y-t.First] = true, marks[i]
	}
	return columns, skip
}

func (r *reader) row(t *Table, line int, fields []string, columns []figure.Year, skip int) {
	if len(fields) != len(columns)+skip {
		r.complainf(line, "%d fields where the head has %d", len(fields), len(columns)+skip)
		return
	}
	code := ally.Code(fields[0])
	if !code.Aggregate() && !r.known(code) {
		r.complainf(line, "unknown ally %q", code)
		return
	}
	at, again := t.index[code]
	if again && skip == 1 {
		r.complainf(line, "duplicate row of %s", code)
		return
	}
	if !again {
		at = len(t.codes)
		t.index[code] = at
		t.codes = append(t.codes, code)
		t.cells = append(t.cells, make([]figure.Figure, len(t.years))...)
		if skip == 2 {
			t.currencies = append(t.currencies, make([]string, len(t.years))...)
		}
	}
	if skip == 2 && len(fields[1]) != 3 {
		r.complainf(line, "%s: currency %q is not three letters", code, fields[1])
	}
	for i, y := range columns {
		f := r.cell(t, line, code, y, fields[i+skip])
		if !f.Known() {
			continue
		}
		k := at*len(t.years) + int(y-t.First)
		if t.cells[k].Known() {
			r.complainf(line, "duplicate cell: %s %d", code, y)
			continue
		}
		t.cells[k] = f
		if skip == 2 {
			t.currencies[k] = fields[1]
		}
	}
}

func (r *reader) cell(t *Table, line int, code ally.Code, y figure.Year, text string) figure.Figure {
	if text == "" {
		return figure.Figure{}
	}
	status := figure.Actual
	if t.estimates[y-t.First] {
		status = figure.Estimate
	}
	switch text[len(text)-1] {
	case 'e':
		status, text = figure.Estimate, text[:len(text)-1]
	case 'f':
		status, text = figure.Forecast, text[:len(text)-1]
	}
	d, err := figure.ParseDecimal(text)
	if err != nil {
		r.complainf(line, "%s %d: %v", code, y, err)
		return figure.Figure{}
	}
	f := figure.Figure{Printed: d, Status: status}
	if why := implausible(t.Measure, f.Printed.Float()); why != "" {
		r.complainf(line, "%s %d: %s is %s", code, y, text, why)
	}
	return f
}

// implausible says why a figure cannot be one of its measure, or nothing.
func implausible(m figure.Measure, v float64) string {
	switch m.Spec().Kind {
	case figure.Percent:
		if v < 0 || v > 100 {
			return "no share from 0 to 100 %"
		}
	case figure.Change:
		if v < -100 || v > 1000 {
			return "no change from −100 to 1,000 %"
		}
	default:
		if v < 0 {
			return "less than nothing"
		}
	}
	return ""
}

// unrounded lays the workbook's own cells over a table of printed ones.
func (r *reader) unrounded(t *Table, text string) {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	fields := strings.Split(lines[0], ",")
	skip := 1
	if len(fields) > 1 && fields[1] == "currency" {
		skip = 2
	}
	years := make([]figure.Year, 0, len(fields))
	for _, f := range fields[skip:] {
		n, err := strconv.Atoi(strings.TrimSuffix(f, "e"))
		if err != nil || !t.HasYear(figure.Year(n)) {
			r.complainf(1, "year %q is not in the table of printed figures", f)
			return
		}
		years = append(years, figure.Year(n))
	}
	for i, line := range lines[1:] {
		fields := strings.Split(line, ",")
		at, ok := t.index[ally.Code(fields[0])]
		if !ok || len(fields) != len(years)+skip {
			r.complainf(i+2, "row of %q has no partner of the same length in the table of printed figures", fields[0])
			continue
		}
		for j, y := range years {
			r.lay(&t.cells[at*len(t.years)+int(y-t.First)], i+2, fields[0], y, fields[j+skip])
		}
	}
}

func (r *reader) lay(f *figure.Figure, line int, code string, y figure.Year, text string) {
	if text == "" {
		return
	}
	v, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil || v-v != 0: // v−v is not 0 for an infinity and for NaN
		r.complainf(line, "%s %d: %q is no number", code, y, text)
	case !f.Known():
		r.complainf(line, "%s %d: an unrounded value without a printed one", code, y)
	case f.Held:
		r.complainf(line, "duplicate cell: %s %d", code, y)
	default:
		f.Unrounded, f.Held = v, true
	}
}
