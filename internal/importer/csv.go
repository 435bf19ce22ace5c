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

// csv reads one file: a wide table named after its measure, all tables of an edition
// in the long format, a figure to a line, or a series of the reader's own.
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
		return nil, ErrNoTable.as("line %d: the columns are %s; looked for are %s, or code and years; files of another "+
			"layout are read as a series of your own, with --as NAME --measure MEASURE",
			head.Number, heads(head.Fields), longHead)
	}
	if err := even(lines); err != nil {
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
			return nil, ErrUsage.as("a table of one measure is named after it, such as share_gdp.csv; %.40q is none", name)
		}
		if len(lines) < 2 {
			return nil, errors.New("no rows below the head line")
		}
		t, wrong := dataset.ParseTable(lines, m, im.names.allies.Has)
		name, tables, problems = "", []*dataset.Table{t}, wrong
	}
	if len(problems) > 0 {
		return nil, complaint(problems, nil)
	}
	return im.unlisted(tables, name)
}

const longHead = "code,year,measure,published,value,unit,estimate"

// heads are the first columns of a head line, for a message.
func heads(head []string) string {
	text := strings.Join(head[:min(len(head), 8)], ",") + format.When(len(head) > 8, ",…")
	return fmt.Sprintf("%q", squeeze(text))
}

// entry is a figure on its way into a table.
type entry struct {
	line     dataset.TextLine
	code     ally.Code
	year     figure.Year
	figure   figure.Figure
	estimate bool // its line says so
	currency string
	said     string // what a report calls it
}

// gather makes a table of figures, of which each may be given once. A year is an
// estimate as a whole where all its figures are.
func gather(m figure.Measure, unit string, entries []entry, twice func(entry)) *dataset.Table {
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

// long reads code,year,measure,published,value,unit,estimate; columns may stand
// in any order, and others beside them.
func (im *importer) long(lines []dataset.TextLine) (out []*dataset.Table, wrong []dataset.Problem) {
	complainf := func(line int, words string, with ...any) {
		wrong = append(wrong, dataset.Problem{Line: line, Text: fmt.Sprintf(words, with...)})
	}
	at := map[string]int{"value": -1, "unit": -1, "estimate": -1} // these may be lacking
	for i, h := range lines[0].Fields {
		at[h] = i
	}
	for _, h := range []string{"code", "year", "measure", "published"} {
		if _, ok := at[h]; !ok {
			complainf(lines[0].Number, "no column %q", h)
			return nil, wrong
		}
	}
	units, entries := map[figure.Measure]string{}, map[figure.Measure][]entry{}
	for _, l := range lines[1:] {
		m, unit, e, err := im.entry(func(name string) string { return field(l, at[name]) })
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
			out = append(out, gather(m, units[m], entries[m], func(e entry) {
				complainf(e.line.Number, "%s %s %d: a second figure", m, e.code, e.year)
			}))
		}
	}
	slices.SortStableFunc(wrong, func(a, b dataset.Problem) int { return cmp.Compare(a.Line, b.Line) })
	return out, wrong
}

// entry reads one line; it is of nobody where it does not say whose figure it is, of what
// and in which unit. In national currency the unit begins with the currency:
// "EUR m, current prices". Where the figure is not given as printed, the value is
// rounded to the decimals its measure is printed with.
func (im *importer) entry(field func(string) string) (m figure.Measure, unit string, e entry, err error) {
	m, known := figure.MeasureByID(field("measure"))
	y, _, ok := year(field("year"))
	unit, e = field("unit"), entry{code: ally.Code(field("code")), year: y, estimate: field("estimate") == "1"}
	switch {
	case !im.names.allies.Has(e.code):
		return m, unit, entry{}, fmt.Errorf("%.20q is neither an ally nor an aggregate", e.code)
	case !known:
		return m, unit, entry{}, fmt.Errorf("%.40q is no measure", field("measure"))
	case !ok || len(field("year")) != 4:
		return m, unit, entry{}, fmt.Errorf("%.20q is no year", field("year"))
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

// csvLines are the lines of CSV that are not empty, numbers with a decimal comma with a point.
func csvLines(content []byte) ([]dataset.TextLine, error) {
	text, err := read.Text(content)
	if err != nil {
		return nil, err
	}
	if !strings.Contains(text, "\n") { // as old programs on a Mac end lines
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	if first, rest, _ := strings.Cut(text, "\n"); strings.HasPrefix(first, "sep=") { // it is for Excel
		text = "\n" + rest
	}
	var lines []dataset.TextLine
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1 // whoever wants all alike counts them
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
			return nil, ErrTooLarge.as("%d columns, at most %d are read", len(fields), maxCSVFields)
		case len(lines) >= maxCSVRows:
			return nil, ErrTooLarge.as("more than %d lines", maxCSVRows)
		}
		n, _ := r.FieldPos(0)
		lines = append(lines, dataset.TextLine{Number: n, Fields: fields})
	}
	if len(lines) == 0 {
		return nil, ErrNotWorkbook.as("it is empty")
	}
	return lines, decimalPoints(lines, r.Comma != ',')
}

// separator is what parts the columns: the sign that the most of the first lines
// have, of equal ones that which is least often part of a number.
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

// decimalPoints turns decimal commas into points, where the numbers of a file show
// that they are such: "1,5" and "1.234,5" do, "1,234" leaves it open and is a
// thousand in a file whose columns are parted by commas.
func decimalPoints(lines []dataset.TextLine, parted bool) error {
	var comma, point, open string // the first number that shows the one or the other, and that leaves it open
	eachNumber(lines, func(text string) string {
		last := strings.LastIndexAny(text, ",.")
		thousand := len(strings.TrimRight(text[last+1:], "% e")) == 3
		switch commas, points := strings.Contains(text, ","), strings.Count(text, "."); {
		case last < 0, points > 1 && !commas && !thousand: // no number but a date, such as 31.12.2024
		case text[last] == '.' && (commas || !thousand):
			point = cmp.Or(point, text)
		case text[last] == '.':
		case points > 0 || !thousand:
			comma = cmp.Or(comma, text)
		default:
			open = cmp.Or(open, text)
		}
		return text
	})
	switch {
	case comma != "" && point != "":
		return ErrUsage.as("some numbers have a decimal comma, such as %s, and some a point, such as %s", comma, point)
	case comma == "" && open != "" && parted && point == "":
		return ErrUsage.as("commas, such as in %s, could part thousands or be decimal: write numbers with a point", open)
	case comma == "":
		return nil
	}
	swap := strings.NewReplacer(".", "", ",", ".")
	eachNumber(lines, swap.Replace)
	return nil
}

func eachNumber(lines []dataset.TextLine, change func(string) string) {
	for _, l := range lines[1:] {
		for i, text := range l.Fields {
			if strings.Trim(text, "0123456789.,+-−% e\u00a0\u202f") == "" && strings.ContainsAny(text, "0123456789") {
				l.Fields[i] = change(text)
			}
		}
	}
}

// even wants all lines as long as the first, whose years it writes as our own: "2015e".
func even(lines []dataset.TextLine) error {
	head := lines[0].Fields
	for _, l := range lines {
		if len(l.Fields) != len(head) {
			return fmt.Errorf("line %d: %d fields where the head has %d", l.Number, len(l.Fields), len(head))
		}
	}
	for i, text := range head {
		if y, estimate, ok := year(text); ok {
			head[i] = format.Year(y, estimate)
		}
	}
	return nil
}

// tree is a folder that somebody holds, whose files are read within the limits.
type tree struct{ fs.FS }

// Lines are the lines of a table, all as long as the first.
func (t tree) Lines(name string) ([]dataset.TextLine, error) {
	content, err := read.In(t.FS, name, MaxFile)
	if err != nil {
		return nil, unread(err)
	}
	lines, err := csvLines(content)
	if err == nil {
		err = even(lines)
	}
	return lines, err
}

// ReadFile reads a list as this program would have written it, each line where it stands.
func (t tree) ReadFile(name string) ([]byte, error) {
	lines, err := t.Lines(name)
	var b bytes.Buffer
	w, at := csv.NewWriter(&b), 1
	for _, l := range lines {
		for ; at < l.Number; at++ {
			b.WriteByte('\n')
		}
		_ = w.Write(l.Fields) // writing to a buffer does not fail
		w.Flush()
		at += 1 + strings.Count(strings.Join(l.Fields, ""), "\n")
	}
	return b.Bytes(), err
}

func unread(err error) error {
	switch {
	case errors.Is(err, read.ErrTooLarge):
		return ErrTooLarge.as("at most %d bytes are read", MaxFile)
	case errors.Is(err, read.ErrNotRegular), errors.Is(err, read.ErrSilent):
		return ErrNotWorkbook.as("%v", err)
	default:
		return err
	}
}

// complaint makes one error of all that is wrong with tables, so that it can be
// put right in one go; of very much it says the beginning. The cause may be a limit.
func complaint(problems []dataset.Problem, cause error) error {
	lines := format.Each(problems[:min(len(problems), maxProblems)], func(p dataset.Problem) string {
		return format.When(p.File != "", p.File+": ") + format.Whenf(p.Line > 0, "line %d: ", p.Line) + p.Text
	})
	more := len(problems) - len(lines)
	text := strings.Join(lines, "; ") + format.Whenf(more > 0, "; and %d more", more)
	for _, limit := range []error{ErrTooLarge, ErrNotWorkbook} {
		if errors.Is(cause, limit) {
			return fmt.Errorf("%s%.0w", text, limit) // which the text says already
		}
	}
	return errors.New(text)
}
