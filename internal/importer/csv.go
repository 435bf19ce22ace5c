package importer

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/read"
)

// csv reads one file: a wide table in a file named after its measure, all tables of an
// edition in the long format with one figure per line, or a series.
func (im *importer) csv(content []byte) (*dataset.Edition, error) {
	lines, err := csvLines(content)
	if err != nil {
		return nil, err
	}
	head := lines[0]
	long := slices.Contains(head.Fields, "measure")
	switch {
	case im.opt.Measure != "":
		return im.series(lines, "line ")
	case !long && head.Fields[0] != "code":
		return nil, ErrNoTable.errorf("line %d: the columns are %s; expected are %s, or code and years; a file in another "+
			"layout can be imported as a series of your own, with --as NAME --measure MEASURE",
			head.Number, heads(head.Fields), longHead)
	}
	if err := checkWidths(lines); err != nil {
		return nil, err
	}
	name := strings.TrimSuffix(im.report.File, path.Ext(im.report.File))
	var tables []*dataset.Table
	var problems []dataset.Problem
	if long {
		tables, problems = im.long(lines)
	} else {
		m, ok := figure.MeasureByID(name)
		if !ok {
			return nil, ErrUsage.errorf("a file with one table is named after its measure, such as share_gdp.csv; %.40q is not a measure", name)
		}
		if len(lines) < 2 {
			return nil, errors.New("no rows below the head line")
		}
		t, wrong := dataset.ParseTable(lines, m, im.names.allies.Has)
		name, tables, problems = "", []*dataset.Table{t}, wrong
	}
	if len(problems) > 0 {
		return nil, problemsError(problems, nil)
	}
	return im.newEdition(tables, name)
}

const longHead = "code,year,measure,published,value,unit,estimate"

// heads returns the first columns of a head line, for a message.
func heads(head []string) string {
	text := strings.Join(head[:min(len(head), 8)], ",") + format.When(len(head) > 8, ",…")
	return fmt.Sprintf("%q", squeeze(text))
}

// entry is a figure with what is needed to put it into a table.
type entry struct {
	line     dataset.TextLine
	code     ally.Code
	year     figure.Year
	figure   figure.Figure
	estimate bool // its line says so
	currency string
	text     string // its description in a report
}

// newTable returns a table of the entries. A year is marked as an estimate as a whole if all
// its figures are estimates. A second figure for the same cell is passed to twice instead.
func newTable(m figure.Measure, unit string, entries []entry, twice func(entry)) *dataset.Table {
	estimates := map[figure.Year]bool{}
	for _, e := range entries {
		before, again := estimates[e.year]
		estimates[e.year] = (before || !again) && e.estimate
	}
	t := dataset.NewTable(m, unit, estimates)
	for _, e := range entries {
		if !t.Put(e.code, e.year, e.figure, e.currency) {
			twice(e)
		}
	}
	return t
}

// long reads the long format: the columns of longHead in any order, and possibly others.
func (im *importer) long(lines []dataset.TextLine) (out []*dataset.Table, wrong []dataset.Problem) {
	complainf := func(line int, words string, with ...any) {
		wrong = append(wrong, dataset.Problem{Line: line, Text: fmt.Sprintf(words, with...)})
	}
	columns := map[string]int{"value": -1, "unit": -1, "estimate": -1} // these may be missing
	for i, h := range lines[0].Fields {
		columns[h] = i
	}
	for _, h := range []string{"code", "year", "measure", "published"} {
		if _, ok := columns[h]; !ok {
			complainf(lines[0].Number, "no column %q", h)
			return nil, wrong
		}
	}
	units, entries := map[figure.Measure]string{}, map[figure.Measure][]entry{}
	for _, l := range lines[1:] {
		m, unit, e, err := im.entry(func(name string) string { return field(l, columns[name]) })
		if err != nil {
			complainf(l.Number, "%v", err)
		}
		switch before, again := units[m]; {
		case e.code == "":
		case again && unit != before:
			complainf(l.Number, "the unit of %s is %.60q here and %.60q before", m, unit, before)
		default:
			units[m] = unit
		}
		if err == nil {
			e.line = l
			entries[m] = append(entries[m], e)
		}
	}
	for m := range figure.Measure(figure.Measures) {
		if len(entries[m]) > 0 {
			out = append(out, newTable(m, units[m], entries[m], func(e entry) {
				complainf(e.line.Number, "%s %s %d: a second figure", m, e.code, e.year)
			}))
		}
	}
	slices.SortStableFunc(wrong, func(a, b dataset.Problem) int { return cmp.Compare(a.Line, b.Line) })
	return out, wrong
}

// entry parses one line of the long format. If the code, measure, year, estimate or currency is
// wrong the entry is empty. In national currency the unit begins with the currency: "EUR m,
// current prices". Without a printed figure, the value is rounded to the decimals that NATO
// prints for the measure.
func (im *importer) entry(field func(string) string) (m figure.Measure, unit string, e entry, err error) {
	m, known := figure.MeasureByID(field("measure"))
	y, _, ok := year(field("year"))
	unit, e = field("unit"), entry{code: ally.Code(field("code")), year: y, estimate: field("estimate") == "1"}
	switch {
	case !im.names.allies.Has(e.code):
		return m, unit, entry{}, fmt.Errorf("%.20q is neither an ally nor an aggregate", e.code)
	case !known:
		return m, unit, entry{}, fmt.Errorf("%.40q is not a measure", field("measure"))
	case !ok || len(field("year")) != 4:
		return m, unit, entry{}, fmt.Errorf("%.20q is not a year", field("year"))
	case !slices.Contains([]string{"", "0", "1"}, field("estimate")):
		return m, unit, entry{}, fmt.Errorf("estimate is %.20q, neither 0 nor 1", field("estimate"))
	case !m.Spec().Comparable:
		var prices string
		if e.currency, prices, _ = strings.Cut(unit, " "); !dataset.IsCurrency(e.currency) {
			return m, unit, entry{}, fmt.Errorf("the unit %.40q does not begin with a currency", unit)
		}
		unit = "national currency " + prices
	}
	f, err := dataset.ReadFigure(m, field("published"), e.estimate)
	if raw := field("value"); err == nil && raw != "" {
		f.Unrounded, err = dataset.ReadUnrounded(m, raw)
		f.Held = true
	}
	switch {
	case err == nil && !f.Known() && !f.Held:
		err = errors.New("neither a printed figure nor a value")
	case !f.Known():
		f.Printed, f.Status = round(f.Unrounded, m.Spec().Places), figure.StatusOf(e.estimate)
	}
	if err != nil {
		err = fmt.Errorf("%s %s %d: %w", m, e.code, e.year, err)
	}
	e.figure = f
	return m, unit, e, err
}

// csvLines parses CSV with any separator and leaves out empty lines. Decimal commas become points.
func csvLines(content []byte) ([]dataset.TextLine, error) {
	text, err := read.Text(content)
	if err != nil {
		return nil, err
	}
	if !strings.Contains(text, "\n") { // line ends of old Macs
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	if first, rest, _ := strings.Cut(text, "\n"); strings.HasPrefix(first, "sep=") { // a hint for Excel
		text = "\n" + rest
	}
	var lines []dataset.TextLine
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1 // checkWidths counts them if they must be equal
	r.Comma = separator(text)
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		switch {
		case err != nil:
			at, plain := read.Fault(err)
			return nil, fmt.Errorf("line %d: %w", at, plain)
		case len(fields) > maxCSVFields:
			return nil, ErrTooLarge.errorf("%d columns, at most %d are read", len(fields), maxCSVFields)
		case len(lines) >= maxCSVRows:
			return nil, ErrTooLarge.errorf("more than %d lines", maxCSVRows)
		}
		n, _ := r.FieldPos(0)
		lines = append(lines, dataset.TextLine{Number: n, Fields: fields})
	}
	if len(lines) == 0 {
		return nil, ErrNotWorkbook.errorf("it is empty")
	}
	return lines, decimalPoints(lines, r.Comma != ',')
}

// separator returns the separator of the columns: the tab, semicolon or comma that most of the
// first twenty lines contain. On a tie, the one that occurs least in numbers wins.
func separator(text string) rune {
	lines := strings.SplitN(text, "\n", 21)
	best, most := ',', 0
	for _, sign := range "\t;," {
		n := 0
		for _, line := range lines[:min(len(lines), 20)] {
			if strings.ContainsRune(line, sign) {
				n++
			}
		}
		if n > most {
			best, most = sign, n
		}
	}
	return best
}

// decimalPoints turns decimal commas into points if the numbers show that commas are decimal:
// "1,5" and "1.234,5" do. "1,234" is ambiguous; in a file whose separator is a comma it is a
// thousand. otherSeparator is true if the separator is not a comma.
func decimalPoints(lines []dataset.TextLine, otherSeparator bool) error {
	var comma, point, ambiguous string // the first number of each kind
	eachNumber(lines, func(text string) string {
		last := strings.LastIndexAny(text, ",.")
		thousand := len(strings.TrimRight(text[last+1:], "% e")) == 3
		switch commas, points := strings.Contains(text, ","), strings.Count(text, "."); {
		case last < 0, points > 1 && !commas && !thousand: // a whole number, or a date such as 31.12.2024
		case text[last] == '.' && (commas || !thousand):
			point = cmp.Or(point, text)
		case text[last] == '.':
		case points > 0 || !thousand:
			comma = cmp.Or(comma, text)
		default:
			ambiguous = cmp.Or(ambiguous, text)
		}
		return text
	})
	switch {
	case comma != "" && point != "":
		return ErrUsage.errorf("some numbers have a decimal comma, such as %s, and some a point, such as %s", comma, point)
	case comma == "" && ambiguous != "" && otherSeparator && point == "":
		return ErrUsage.errorf("commas, such as in %s, could separate thousands or be decimal commas: write numbers with a point", ambiguous)
	case comma == "":
		return nil
	}
	swap := strings.NewReplacer(".", "", ",", ".")
	eachNumber(lines, swap.Replace)
	return nil
}

// eachNumber replaces each field below the head line that looks like a number.
func eachNumber(lines []dataset.TextLine, change func(string) string) {
	for _, l := range lines[1:] {
		for i, text := range l.Fields {
			if strings.Trim(text, "0123456789.,+-−% e\u00a0\u202f") == "" && strings.ContainsAny(text, "0123456789") {
				l.Fields[i] = change(text)
			}
		}
	}
}

// checkWidths checks that all lines have as many fields as the first, and normalises its years:
// "2015 e" becomes "2015e".
func checkWidths(lines []dataset.TextLine) error {
	head := lines[0].Fields
	for _, l := range lines {
		if len(l.Fields) != len(head) {
			return fmt.Errorf("line %d: %d fields, but the head line has %d", l.Number, len(l.Fields), len(head))
		}
	}
	for i, text := range head {
		if y, estimate, ok := year(text); ok {
			head[i] = format.Year(y, estimate)
		}
	}
	return nil
}

// tree is a folder of the user, whose files are read within the limits.
type tree struct{ fs.FS }

// Lines returns the lines of a table, all with the same number of fields.
func (t tree) Lines(name string) ([]dataset.TextLine, error) {
	content, err := read.In(t.FS, name, MaxFile)
	if err != nil {
		return nil, readError(err)
	}
	lines, err := csvLines(content)
	if err == nil {
		err = checkWidths(lines)
	}
	return lines, err
}

// ReadFile returns a list as this program would write it, with the line numbers of the file.
func (t tree) ReadFile(name string) ([]byte, error) {
	lines, err := t.Lines(name)
	var b bytes.Buffer
	w, next := csv.NewWriter(&b), 1
	for _, l := range lines {
		for ; next < l.Number; next++ {
			b.WriteByte('\n')
		}
		_ = w.Write(l.Fields) // writing to a buffer does not fail
		w.Flush()
		next += 1 + strings.Count(strings.Join(l.Fields, ""), "\n")
	}
	return b.Bytes(), err
}

// readError returns the error for a file that package read cannot read.
func readError(err error) error {
	switch {
	case errors.Is(err, read.ErrTooLarge):
		return ErrTooLarge.errorf("at most %d bytes are read", MaxFile)
	case errors.Is(err, read.ErrNotRegular), errors.Is(err, read.ErrSilent):
		return ErrNotWorkbook.errorf("%v", err)
	default:
		return err
	}
}

// problemsError returns one error for all problems with tables, so that the user can correct them
// at once. It lists the first maxProblems. The error is of the kind of cause, which may be nil.
func problemsError(problems []dataset.Problem, cause error) error {
	lines := format.Each(problems[:min(len(problems), maxProblems)], func(p dataset.Problem) string {
		return format.When(p.File != "", p.File+": ") + format.Whenf(p.Line > 0, "line %d: ", p.Line) + p.Text
	})
	more := len(problems) - len(lines)
	text := strings.Join(lines, "; ") + format.Whenf(more > 0, "; and %d more", more)
	for _, limit := range []error{ErrTooLarge, ErrNotWorkbook} {
		if errors.Is(cause, limit) {
			return fmt.Errorf("%s%.0w", text, limit) // %.0w because the text names it already
		}
	}
	return errors.New(text)
}
