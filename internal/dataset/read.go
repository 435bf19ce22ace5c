package dataset

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
)

// TextLine is a line of a CSV file.
type TextLine struct {
	Number int // in its file, from 1
	Fields []string
}

// ParseTable parses a table of allies by years from its lines, the head line first. known
// reports whether a code may have a row.
func ParseTable(lines []TextLine, m figure.Measure, known func(ally.Code) bool) (*Table, []Problem) {
	r := &reader{known: known}
	return r.table(lines, m), r.problems
}

// ReadTable reads a table of printed figures from base.csv, and their unrounded values from
// base.unrounded.csv if that exists. The error lists all problems, see ProblemsOf.
func ReadTable(files fs.FS, base string, m figure.Measure, known func(ally.Code) bool) (*Table, error) {
	r := &reader{known: known}
	lines, err := r.lines(files, base+".csv")
	if err != nil {
		r.unreadable(r.file, err)
		return nil, r.orNil()
	}
	t := r.table(lines, m)
	lines, err = r.lines(files, base+".unrounded.csv")
	if err == nil {
		r.unrounded(t, lines)
	} else if !errors.Is(err, fs.ErrNotExist) {
		r.unreadable(r.file, err)
	}
	if len(r.problems) > 0 {
		return nil, r.orNil()
	}
	return t, nil
}

// lines splits a file into lines and fields. A tree of imported files has a method Lines that
// parses any CSV; in tables of this program nothing is quoted.
func (r *reader) lines(files fs.FS, name string) ([]TextLine, error) {
	r.file = name
	if imported, is := files.(interface {
		Lines(name string) ([]TextLine, error)
	}); is {
		return imported.Lines(name)
	}
	content, err := fs.ReadFile(files, name)
	text := strings.TrimSuffix(string(content), "\n")
	n := strings.Count(text, "\n") + 1
	lines, fields := make([]TextLine, 0, n), make([]string, 0, n+strings.Count(text, ","))
	for line := range strings.SplitSeq(text, "\n") {
		start := len(fields)
		fields = slices.AppendSeq(fields, strings.SplitSeq(line, ","))
		lines = append(lines, TextLine{len(lines) + 1, fields[start:len(fields):len(fields)]})
	}
	return lines, err
}

// reader parses one wide table. It collects problems and goes on.
type reader struct {
	filesError

	file  string
	known func(ally.Code) bool
}

func (r *reader) complainf(line int, format string, args ...any) {
	r.filesError.complainf(r.file, line, format, args...)
}

// table parses the head line "code[,currency],2014,2015e,…" and the rows.
func (r *reader) table(lines []TextLine, m figure.Measure) *Table {
	columns, estimates := r.header(lines[0], m)
	t := NewTable(m, "", estimates)
	if len(columns) == 0 {
		return t
	}
	t.cells = make([]figure.Figure, 0, len(lines)*len(t.years))
	for _, l := range lines[1:] {
		r.row(t, l, columns, labels(lines[0]))
	}
	if len(t.codes) == 0 {
		r.complainf(lines[0].Number, "no rows")
	}
	return t
}

// labels returns the number of columns before the years: 1, or 2 in tables in national currency,
// where an ally has a row for each of its currencies.
func labels(head TextLine) int {
	if len(head.Fields) > 1 && head.Fields[1] == "currency" {
		return 2
	}
	return 1
}

// header returns the years of the columns, and which are estimates; none if the head line is wrong.
func (r *reader) header(head TextLine, m figure.Measure) (columns []figure.Year, estimates map[figure.Year]bool) {
	skip := labels(head)
	switch {
	case head.Fields[0] != "code":
		r.complainf(head.Number, "the first column is %q, not \"code\"", head.Fields[0])
		return nil, nil
	case (skip > 1) == m.Spec().Comparable:
		r.complainf(head.Number, "a column \"currency\" belongs only in tables in national currency")
		return nil, nil
	}
	estimates = map[figure.Year]bool{}
	for _, f := range head.Fields[skip:] {
		word, marked := strings.CutSuffix(f, "e")
		y, err := ReadYear(word)
		switch {
		case err != nil:
			r.complainf(head.Number, "%v", err)
			return nil, nil
		case len(columns) > 0 && y <= columns[len(columns)-1]:
			r.complainf(head.Number, "year %d is out of order or repeated", y)
			return nil, nil
		}
		columns, estimates[y] = append(columns, y), marked
	}
	if len(columns) == 0 {
		r.complainf(head.Number, "no years")
	}
	return columns, estimates
}

func (r *reader) row(t *Table, l TextLine, columns []figure.Year, skip int) {
	line, fields := l.Number, l.Fields
	if len(fields) != len(columns)+skip {
		r.complainf(line, "%d fields, but the head line has %d", len(fields), len(columns)+skip)
		return
	}
	code := ally.Code(fields[0])
	if !r.known(code) {
		r.complainf(line, "%.20q is neither an ally nor an aggregate", code)
		return
	}
	if t.Has(code) && skip == 1 {
		r.complainf(line, "duplicate row of %s", code)
		return
	}
	currency := ""
	if skip == 2 {
		if currency = fields[1]; !IsCurrency(currency) {
			r.complainf(line, "%s: currency %.20q is not three capital letters", code, currency)
		}
	}
	for i, y := range columns {
		f, err := ReadFigure(t.Measure, fields[i+skip], t.Estimated(y))
		if err != nil {
			r.complainf(line, "%s %d: %v", code, y, err)
		}
		if !t.Put(code, y, f, currency) {
			r.complainf(line, "duplicate cell: %s %d", code, y)
		}
	}
}

// IsCurrency reports whether s has the form of an ISO 4217 currency code.
func IsCurrency(s string) bool {
	return len(s) == 3 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// ReadFigure parses a printed figure, which may end in "e" or "f". Without such a mark it is an
// estimate if estimate is true. An empty text gives a missing figure.
func ReadFigure(m figure.Measure, text string, estimate bool) (figure.Figure, error) {
	if text == "" {
		return figure.Figure{}, nil
	}
	f, number := figure.Figure{Status: figure.StatusOf(estimate)}, text
	for _, marked := range [...]figure.Status{figure.Estimate, figure.Forecast} {
		if cut, found := strings.CutSuffix(text, marked.Mark()); found {
			f.Status, number = marked, cut
		}
	}
	d, err := figure.ParseDecimal(number)
	if err != nil {
		_, err = figure.ParseDecimal(text) // for an error that quotes the whole text
		return figure.Figure{}, err
	}
	f.Printed = d
	if why := Implausible(m, d.Float()); why != "" {
		return f, fmt.Errorf("%s is %s", number, why)
	}
	return f, nil
}

// ReadUnrounded parses an unrounded value of a measure.
func ReadUnrounded(m figure.Measure, text string) (float64, error) {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || v-v != 0 { // v−v is not 0 for an infinity and for NaN
		return 0, fmt.Errorf("%.40q is not a number", text)
	}
	if why := Implausible(m, v); why != "" {
		return 0, fmt.Errorf("%.40s is %s", text, why)
	}
	return v, nil
}

// Implausible returns why v cannot be a figure of the measure, or "".
func Implausible(m figure.Measure, v float64) string {
	kind := m.Spec().Kind
	switch {
	case v >= maxFigure || v <= -maxFigure:
		return "larger than any printed figure"
	case kind == figure.Percent && (v < 0 || v > 100):
		return "not a share from 0 to 100 %"
	case kind == figure.Change && (v < -100 || v > 1000):
		return "not a change from −100 to 1,000 %"
	case kind != figure.Percent && kind != figure.Change && v < 0:
		return "negative"
	}
	return ""
}

// maxFigure is the smallest number that is too large for a table.
const maxFigure = 1e12

// unrounded adds the unrounded values to a table of printed figures.
func (r *reader) unrounded(t *Table, lines []TextLine) {
	head, skip := lines[0], labels(lines[0])
	years := make([]figure.Year, 0, len(head.Fields))
	for _, f := range head.Fields[skip:] {
		y, err := ReadYear(strings.TrimSuffix(f, "e"))
		if err != nil || !t.HasYear(y) {
			r.complainf(head.Number, "year %q is not in the table of printed figures", f)
			return
		}
		years = append(years, y)
	}
	for _, l := range lines[1:] {
		code := l.Fields[0]
		row, ok := t.index[ally.Code(code)]
		if !ok || len(l.Fields) != len(years)+skip {
			r.complainf(l.Number, "row of %q has no matching row of the same length in the table of printed figures", code)
			continue
		}
		for j, y := range years {
			text := l.Fields[j+skip]
			if text == "" {
				continue
			}
			f := &t.cells[row*len(t.years)+int(y-t.First)]
			v, err := ReadUnrounded(t.Measure, text)
			switch {
			case err != nil:
				r.complainf(l.Number, "%s %d: %v", code, y, err)
			case !f.Known():
				r.complainf(l.Number, "%s %d: an unrounded value without a printed one", code, y)
			case f.Held:
				r.complainf(l.Number, "duplicate cell: %s %d", code, y)
			default:
				f.Unrounded, f.Held = v, true
			}
		}
	}
}
