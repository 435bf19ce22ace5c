package importer

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// seriesReader reads figures of one measure, whoever laid the file out: a row an ally and
// a column a year, or a line a figure.
type seriesReader struct {
	*importer
	dataset.Record // what is known of the series

	measure figure.Measure
	where   string // what the number of a line stands behind
	lines   []dataset.TextLine

	head  int // the line that names the columns
	label int // the column of the allies
	years []column
	// Of a line a figure: the columns of its year, of itself, and of whether it is an
	// estimate; -1 is none.
	year, value, estimate int

	cells []entry
	most  float64 // the greatest number in them without a sign of per cent, times the scale
	table *dataset.Table
}

func (im *importer) series(lines []dataset.TextLine, where string) (*dataset.Edition, error) {
	r := &seriesReader{importer: im, where: where, lines: lines, year: -1, estimate: -1}
	for _, step := range []func() error{r.said, r.find, r.read, r.whole, r.put} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	r.describe()
	return dataset.NewEdition(r.Record, r.table), nil
}

// seriesOf reads the first sheet of a workbook that has the layout of a series.
func (im *importer) seriesOf(b *book) (e *dataset.Edition, err error) {
	im.report.Kind = "workbook"
	unsaid := &importer{names: im.names, report: &Report{}}
	if n := len(unsaid.tablesOf(b).tables); n > 1 { // of which the first would be taken in silence
		return nil, ErrUsage.as("it has %d of NATO's tables, and is read as an edition: without --measure", n)
	}
	err = ErrNoTable.as("%s", nothing(b))
	for _, hidden := range []bool{false, true} { // what nobody sees is read where nothing else is
		for _, s := range b.sheets {
			if len(s.rows) == 0 || s.hidden != hidden {
				continue
			}
			if e, err = im.series(s.lines(), s.where()); !errors.Is(err, ErrNoTable) {
				im.beside(b, s, "a series is read from one sheet")
				return e, err
			}
		}
	}
	return nil, err
}

// beside reports the sheets that stand beside the one that is read.
func (im *importer) beside(b *book, read *sheet, why string) {
	for _, s := range b.sheets {
		if s != read {
			im.report.skipf("sheet "+squeeze(s.name), s.name, "%s", why)
		}
	}
}

// lines are the rows of a sheet as lines of CSV.
func (s *sheet) lines() []dataset.TextLine {
	lines := make([]dataset.TextLine, len(s.rows))
	for i, row := range s.rows {
		lines[i].Number = i + 1
		for _, c := range row {
			lines[i].Fields = append(lines[i].Fields, c.plain())
		}
	}
	return lines
}

func (r *seriesReader) place(l dataset.TextLine) string { return r.where + strconv.Itoa(l.Number) }

func (r *seriesReader) said() error {
	m, ok := figure.MeasureByID(r.opt.Measure)
	name, err := seriesName(r.opt.Edition)
	scale := cmp.Or(r.opt.Scale, "1")
	switch {
	case !ok:
		return ErrUsage.as("%.40q is no measure, such as share_gdp or usd_current", r.opt.Measure)
	case !m.Spec().Comparable:
		return ErrUsage.as("a series has one unit, and %s is in the currency of each ally", m)
	case r.opt.Latest || dataset.ValidID(r.opt.Edition):
		return ErrUsage.as("with --measure a file is a series of your own, under a name such as --as worldbank, " +
			"and no edition of NATO's")
	case err != nil:
		return err
	case strings.TrimRight(scale, "0") != "1" || len(scale) > 10:
		return ErrUsage.as("scale %.20q: 1, 10, 100 and so on are understood", scale)
	}
	r.measure, r.Record = m, dataset.Record{
		Source: dataset.Series, ID: name, Title: clean(r.opt.Edition, maxTitle), Credit: clean(r.opt.Edition, maxWords),
		Definition: "what its source counts as " + format.Lower(m.Spec().Title),
	}
	return nil
}

// seriesName is the identifier of a series that is to be called so.
func seriesName(called string) (string, error) {
	name := strings.ReplaceAll(fold(called), " ", "-")
	if !dataset.ValidName(name) {
		return "", &DoubtError{Flag: "as", Example: "worldbank", Why: fmt.Sprintf("%.40q cannot name a series", called)}
	}
	return name, nil
}

func (r *seriesReader) oddYears() {
	head := r.lines[r.head]
	for j, text := range head.Fields {
		if n, err := strconv.Atoi(text); err == nil && len(text) == 4 && !isYear(r.years, j) {
			r.report.skipf(r.place(head), strconv.Itoa(n), "no year from %d to %d", figure.FirstYear, figure.LastYear)
		}
	}
}

func isYear(years []column, at int) bool {
	return slices.ContainsFunc(years, func(c column) bool { return c.at == at })
}

// yearsIn are the columns of years in a line, and the one that is called year, or −1.
func yearsIn(fields []string) (years []column, named int) {
	named = -1
	for j, text := range fields {
		if y, estimate, ok := year(text); ok {
			years = append(years, column{j, y, estimate})
		}
		if slices.Contains([]string{"year", "time", "time period", "jahr", "annee", "ano", "rok"}, fold(text)) {
			named = j
		}
	}
	return years, named
}

// nobody is the error for a head with years and no ally's row below it: it names rows.
func (r *seriesReader) nobody(head int) error {
	var rows []string
	for _, l := range r.lines[head+1 : min(len(r.lines), head+6)] {
		label := squeeze(field(l, 0)) // a line of a sheet may be empty
		if near, code := r.names.near(label); code != "" {
			label += " (" + near + " is one letter off)"
		}
		rows = append(rows, label)
	}
	said := r.place(r.lines[head]) + " names years, and no row below it is an ally's, by English name or by code"
	return ErrNoTable.as("%s", format.Join(": ", said, format.Join(", ", rows...)))
}

// find finds the line that names the columns, and which of them are what: the first
// with a column of allies below it and two years, or one called year; else with one.
func (r *seriesReader) find() error {
	below := map[int]int{} // the allies below a line, by columns
	for _, l := range r.lines {
		r.count(l, 1, below)
	}
	most, dated := 0, -1
	for i, l := range r.lines[:min(len(r.lines), 60)] {
		r.count(l, -1, below)
		years, named := yearsIn(l.Fields)
		if named < 0 && len(years) == 0 {
			continue
		}
		if dated < 0 {
			dated = i
		}
		label, known := 0, 0
		for j := range l.Fields {
			if below[j] > known && !isYear(years, j) {
				label, known = j, below[j]
			}
		}
		if known > most {
			most, r.head, r.label, r.years, r.year = known, i, label, years, named
		}
		if known > 0 && (named >= 0 || len(years) > 1) {
			break
		}
	}
	if most == 0 && dated >= 0 && dated+1 < len(r.lines) {
		return r.nobody(dated)
	}
	if most == 0 {
		return ErrNoTable.as("it begins with %s; looked for are a column of allies, by name or code, "+
			"and columns of years or one called year beside one of figures", heads(r.lines[0].Fields))
	}
	if r.year < 0 {
		r.oddYears()
		return nil
	}
	r.years = nil
	return r.findValue()
}

func (r *seriesReader) count(l dataset.TextLine, by int, columns map[int]int) {
	for j, text := range l.Fields {
		if code, _, ok := r.names.code(text); ok && !code.Aggregate() {
			columns[j] += by
		}
	}
}

func (r *seriesReader) findValue() error {
	var found []string
	for j, text := range r.lines[r.head].Fields {
		switch {
		case j == r.year || j == r.label:
		case slices.Contains([]string{"estimate", "estimated", "is estimate"}, fold(text)):
			r.estimate = j
		case slices.ContainsFunc(r.lines[r.head+1:], func(l dataset.TextLine) bool {
			_, _, ok := value(strings.TrimSuffix(field(l, j), "%"))
			return ok
		}):
			r.value, found = j, append(found, text)
		}
	}
	if len(found) != 1 {
		return ErrNoTable.as("one column of figures is wanted beside the allies and the years, and there are %d (%s)",
			len(found), heads(found))
	}
	return nil
}

func field(l dataset.TextLine, column int) string {
	if column < 0 || column >= len(l.Fields) {
		return ""
	}
	return l.Fields[column]
}

// read reads the lines of the allies, and reports the others.
func (r *seriesReader) read() error {
	used := map[ally.Code]bool{}
	var others []stranger
	head := r.lines[r.head]
	for i, l := range r.lines[r.head+1:] {
		if len(used) > 0 && r.isHead(l, r.lines[r.head+i]) {
			r.report.skipf(r.place(l), strings.Join(l.Fields, " "), "another table begins, of which nothing is read")
			break
		}
		text := field(l, r.label)
		code, _, ok := r.names.code(text)
		switch {
		case strings.TrimSpace(strings.Join(l.Fields, "")) == "":
		case ok && r.report.Kind == "CSV" && strings.TrimSpace(strings.Join(l.Fields[min(len(head.Fields), len(l.Fields)):], "")) != "":
			return fmt.Errorf("line %d: %d fields where the head has %d: a comma within a number wants quotation marks around it",
				l.Number, len(l.Fields), len(head.Fields))
		case !ok || code.Aggregate():
			others = append(others, stranger{r.place(l), cmp.Or(strings.TrimSpace(text), strings.Join(l.Fields, " "))})
		case slices.ContainsFunc(l.Fields, func(text string) bool {
			other, known := r.names.allies.Ally(ally.Code(strings.TrimSpace(text)))
			return known && other.Code != code
		}):
			r.report.skipf(r.place(l), text, "another column names another ally")
		case r.years != nil && used[code]:
			r.report.skipf(r.place(l), text, "a second row of %s", code)
		default:
			used[code] = true
			r.row(l, code)
		}
	}
	r.report.strangers(r.names, others, used)
	if len(r.cells) == 0 {
		return r.useless("its rows have no figure of an ally")
	}
	return nil
}

// isHead tells whether a line names columns again, and is no ally's: years as far from each
// other as those of the head, and no figure among them. Right below an ally's row the same head
// goes on with the table, as on a further page.
func (r *seriesReader) isHead(l, before dataset.TextLine) bool {
	var moved []figure.Year // from the years of the head
	for _, c := range r.years {
		text := field(l, c.at)
		if y, _, ok := year(text); ok {
			moved = append(moved, y-c.year)
		} else if _, _, ok := value(text); ok {
			return false
		}
	}
	head, label := r.lines[r.head], field(l, r.label)
	_, _, known := r.names.code(label)
	_, _, below := r.names.code(field(before, r.label))
	again := fold(label) == fold(field(head, r.label))
	several := len(moved) > 1 || len(moved) == 1 && again
	return !known && several && len(slices.Compact(moved)) == 1 && !(below && slices.Equal(l.Fields, head.Fields))
}

// useless is the error for lines that say something, of which nothing can be used, and why
// the first cannot.
func (r *seriesReader) useless(said string) error {
	first := strings.Join(r.report.Skipped[:min(3, len(r.report.Skipped))], "; ")
	return ErrNoTable.as("%s", format.Join(": ", said, first))
}

func (r *seriesReader) row(l dataset.TextLine, code ally.Code) {
	columns := r.years
	if columns == nil {
		y, _, ok := year(field(l, r.year))
		if !ok {
			r.report.skipf(r.place(l), field(l, r.year), "no year")
			return
		}
		word := fold(field(l, r.estimate))
		columns = []column{{r.value, y, slices.Contains([]string{"true", "1", "yes", "e"}, word)}}
	}
	some := false
	for _, c := range columns {
		text := field(l, c.at)
		if missing(text) {
			continue
		}
		some = true
		bare, percent := strings.CutSuffix(strings.TrimSpace(text), "%")
		number, estimate, ok := plain(bare)
		e := entry{line: l, code: code, year: c.year, estimate: estimate || c.estimate}
		e.said = fmt.Sprintf("%s %d: %s", code, c.year, text)
		why := "not a number"
		if ok {
			e.said = fmt.Sprintf("%s %d: %s", code, c.year, number)
			e.figure, why = r.figure(number, e.estimate, percent)
			r.cells = append(r.cells, e)
		}
		if why != "" {
			r.report.skipf(r.place(l), e.said, "%s", why)
		}
	}
	if !some {
		r.report.skipf(r.place(l), field(l, r.label), "no figure in it")
	}
}

// Shares of GDP below this are no per cent but fractions, and other parts of a whole
// below 1.
const fractionOfGDP = 0.15

func (r *seriesReader) whole() error {
	limit := 1.0
	if r.measure == figure.ShareGDP {
		limit = fractionOfGDP
	}
	if r.opt.Scale != "" || r.measure.Spec().Kind != figure.Percent || r.most >= limit || r.most == 0 {
		return nil
	}
	const fractions = "its figures are at most %v: fractions, it seems, and not per cent (--scale 1 takes them as they are)"
	return &DoubtError{Flag: "scale", Example: "100", Why: fmt.Sprintf(fractions, r.most)}
}

func (r *seriesReader) put() error {
	again := func(e entry) { r.report.skipf(r.place(e.line), e.said, "a second figure") }
	r.table = gather(r.measure, r.measure.Spec().Unit, r.cells, again).Tidy()
	if r.table == nil {
		return r.useless("no figure in it can be used")
	}
	r.Years, r.Coverage = span(r.table.First, r.table.Last), r.measure.String()
	return nil
}

// figure is a figure with all the decimals that the file has, times the scale unless it has
// a sign of per cent, or why it can be none.
func (r *seriesReader) figure(number string, estimate, percent bool) (f figure.Figure, why string) {
	shift := max(0, len(r.opt.Scale)-1)
	if percent {
		shift = 0
	}
	v, err := strconv.ParseFloat(number+"e"+strconv.Itoa(shift), 64)
	if !percent {
		r.most = max(r.most, v)
	}
	if err != nil {
		return f, "not a number"
	}
	if why := dataset.Implausible(r.measure, v); why != "" {
		return f, why
	}
	f.Status = figure.StatusOf(estimate)
	if f.Printed, err = figure.ParseDecimal(strings.TrimPrefix(number, "+")); err != nil { // more decimals than a table prints
		f.Printed, f.Unrounded, f.Held = round(v, sipriPlaces), v, true
		return f, ""
	}
	for range shift {
		if f.Printed.Places > 0 {
			f.Printed.Places--
		} else {
			f.Printed.Units *= 10
		}
	}
	return f, ""
}

// describe says of the series what its file does: the World Bank's names its source,
// its day and its indicator.
func (r *seriesReader) describe() {
	last := r.table.Last
	for _, l := range r.lines[:r.head] {
		switch said := field(l, 1); fold(field(l, 0)) {
		case "data source":
			r.Credit = clean(r.Title+", "+said, maxWords)
		case "last updated date":
			r.Published = format.When(dataset.IsDate(said) && r.impossible(said, last) == nil, said)
		}
	}
	head := r.lines[r.head]
	if i := slices.IndexFunc(head.Fields, func(h string) bool { return fold(h) == "indicator name" }); i >= 0 {
		r.Definition = clean(field(r.cells[0].line, i), maxWords)
	} else if r.year >= 0 {
		r.Definition = clean(head.Fields[r.value], maxWords)
	}
	r.report.found(r.table, r.place(head))
	if t := r.opt.Today; t != "" && yearText(last) > t[:4] {
		r.report.notef("figures up to %d are kept: those of years to come are what its source expects", last)
	}
}
