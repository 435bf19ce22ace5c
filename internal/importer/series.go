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

// seriesReader reads figures of one measure from files in different layouts: a row for each ally
// and a column for each year, or one figure per line.
type seriesReader struct {
	*importer
	dataset.Record // of the series

	measure figure.Measure
	where   string // the name of a line without its number
	lines   []dataset.TextLine

	head  int      // the index of the head line
	label int      // the column of the allies
	years []column // nil if there is one figure per line
	// With one figure per line, the columns of year, figure and estimate mark; -1 if there is none.
	year, value, estimate int

	cells []entry
	most  float64 // the greatest scaled figure without a per cent sign
	table *dataset.Table
}

// series reads a series from lines. where is the name of a line without its number.
func (im *importer) series(lines []dataset.TextLine, where string) (*dataset.Edition, error) {
	r := &seriesReader{importer: im, where: where, lines: lines, year: -1, estimate: -1}
	for _, step := range []func() error{r.checkOptions, r.findColumns, r.read, r.checkFractions, r.makeTable} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	r.describe()
	return dataset.NewEdition(r.Record, r.table), nil
}

// seriesWorkbook reads the first sheet of a workbook that has the layout of a series.
func (im *importer) seriesWorkbook(b *book) (e *dataset.Edition, err error) {
	im.report.Kind = "workbook"
	silent := &importer{names: im.names, report: &Report{}}
	if n := len(silent.readTables(b).tables); n > 1 { // else the first would be imported without a warning
		return nil, ErrUsage.errorf("it has %d of NATO's tables: import it as an edition, without --measure", n)
	}
	err = noTable(b)
	for _, hidden := range []bool{false, true} { // hidden sheets last
		for _, s := range b.sheets {
			if len(s.rows) == 0 || s.hidden != hidden {
				continue
			}
			if e, err = im.series(s.lines(), s.where()); !errors.Is(err, ErrNoTable) {
				im.skipOtherSheets(b, s, "a series is read from one sheet")
				return e, err
			}
		}
	}
	return nil, err
}

// skipOtherSheets reports all sheets except the one that was read as skipped.
func (im *importer) skipOtherSheets(b *book, read *sheet, why string) {
	for _, s := range b.sheets {
		if s != read {
			im.report.skipf("sheet "+squeeze(s.name), s.name, "%s", why)
		}
	}
}

// lines returns the rows of a sheet as lines of CSV.
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

// checkOptions checks the options, and sets the measure and the record.
func (r *seriesReader) checkOptions() error {
	m, ok := figure.MeasureByID(r.opt.Measure)
	name, err := seriesName(r.opt.Edition)
	scale := cmp.Or(r.opt.Scale, "1")
	switch {
	case !ok:
		return ErrUsage.errorf("%.40q is not a measure such as share_gdp or usd_current", r.opt.Measure)
	case !m.Spec().Comparable:
		return ErrUsage.errorf("a series has one unit, but %s is in the currency of each ally", m)
	case r.opt.Latest || dataset.ValidID(r.opt.Edition):
		return ErrUsage.errorf("with --measure a file is a series of your own, under a name such as --as worldbank, " +
			"not an edition of NATO")
	case err != nil:
		return err
	case strings.TrimRight(scale, "0") != "1" || len(scale) > 10:
		return ErrUsage.errorf("scale %.20q: use 1, 10, 100 and so on", scale)
	}
	r.measure, r.Record = m, dataset.Record{
		Source: dataset.Series, ID: name, Title: clean(r.opt.Edition, maxTitle), Credit: clean(r.opt.Edition, maxWords),
		Definition: "what its source counts as " + format.Lower(m.Spec().Title),
	}
	return nil
}

// seriesName returns the identifier of a series with that name: "world-bank" for "World Bank".
func seriesName(name string) (string, error) {
	id := strings.ReplaceAll(fold(name), " ", "-")
	if !dataset.ValidName(id) {
		return "", &DoubtError{Flag: "as", Example: "worldbank", Why: fmt.Sprintf("%.40q cannot name a series", name)}
	}
	return id, nil
}

// isYear reports whether one of the columns of years has the index.
func isYear(years []column, index int) bool {
	return slices.ContainsFunc(years, func(c column) bool { return c.index == index })
}

// yearsIn returns the columns of years in a line, and the index of the column called "year", or −1.
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

// noAlly returns the error for a head line without an ally's row below it. It names those rows.
func (r *seriesReader) noAlly(head int) error {
	var rows []string
	for _, l := range r.lines[head+1 : min(len(r.lines), head+6)] {
		label := squeeze(field(l, 0)) // a line of a sheet may be empty
		if near, code := r.names.near(label); code != "" {
			label += " (" + near + " is one letter off)"
		}
		rows = append(rows, label)
	}
	why := r.place(r.lines[head]) + " names years, but no row below it is an ally's, by English name or by code"
	return ErrNoTable.errorf("%s", format.Join(": ", why, format.Join(", ", rows...)))
}

// findColumns finds the head line and the columns: the first line with allies in a column below it
// and with two years or a column called "year", else the first with one year and most allies below.
func (r *seriesReader) findColumns() error {
	below := map[int]int{} // number of allies below the line, by column
	for _, l := range r.lines {
		r.countAllies(l, 1, below)
	}
	most, firstWithYears := 0, -1
	for i, l := range r.lines[:min(len(r.lines), 60)] {
		r.countAllies(l, -1, below)
		years, named := yearsIn(l.Fields)
		if named < 0 && len(years) == 0 {
			continue
		}
		if firstWithYears < 0 {
			firstWithYears = i
		}
		label, known := labelColumn(below, len(l.Fields), years)
		_, _, row := r.names.code(field(l, label)) // an ally's figures may look like years
		full := !row && known > 0 && (named >= 0 || len(years) > 1)
		if full || known > most {
			most, r.head, r.label, r.years, r.year = known, i, label, years, named
		}
		if full {
			break
		}
	}
	if most == 0 {
		if firstWithYears >= 0 && firstWithYears+1 < len(r.lines) {
			return r.noAlly(firstWithYears)
		}
		return ErrNoTable.errorf("it begins with %s; expected are a column of allies, by name or code, "+
			"and columns of years, or one called year next to one of figures", heads(r.lines[0].Fields))
	}
	if r.year >= 0 {
		r.years = nil
		return r.findValue()
	}
	head := r.lines[r.head]
	for j, text := range head.Fields {
		if n, err := strconv.Atoi(text); err == nil && len(text) == 4 && !isYear(r.years, j) {
			r.report.skipf(r.place(head), strconv.Itoa(n), "not a year from %d to %d", figure.FirstYear, figure.LastYear)
		}
	}
	return nil
}

// labelColumn returns the one of n columns with most allies below, except years, and their number.
func labelColumn(below map[int]int, n int, years []column) (label, known int) {
	for j := range n {
		if below[j] > known && !isYear(years, j) {
			label, known = j, below[j]
		}
	}
	return label, known
}

// countAllies adds by to the count of each column in which the line names an ally.
func (r *seriesReader) countAllies(l dataset.TextLine, by int, columns map[int]int) {
	for j, text := range l.Fields {
		if code, _, ok := r.names.code(text); ok && !code.Aggregate() {
			columns[j] += by
		}
	}
}

// findValue finds the only column of figures besides the year, and the column of estimate marks.
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
		return ErrNoTable.errorf("one column of figures is expected next to the allies and the years, but there are %d (%s)",
			len(found), heads(found))
	}
	return nil
}

// field returns a field of the line, or "" if the line has no such column.
func field(l dataset.TextLine, column int) string {
	if column < 0 || column >= len(l.Fields) {
		return ""
	}
	return l.Fields[column]
}

// read reads the rows of allies below the head line, and reports the other rows.
func (r *seriesReader) read() error {
	used := map[ally.Code]bool{}
	var others []unknownRow
	head := r.lines[r.head]
	for i, l := range r.lines[r.head+1:] {
		if len(used) > 0 && r.isHead(l, r.lines[r.head+i]) {
			r.report.skipf(r.place(l), strings.Join(l.Fields, " "), "another table begins here and is not read")
			break
		}
		text := field(l, r.label)
		code, _, ok := r.names.code(text)
		switch {
		case strings.TrimSpace(strings.Join(l.Fields, "")) == "":
		case ok && r.report.Kind == "CSV" && strings.TrimSpace(strings.Join(l.Fields[min(len(head.Fields), len(l.Fields)):], "")) != "":
			return fmt.Errorf("line %d: %d fields, but the head line has %d: a number with a comma needs quotation marks",
				l.Number, len(l.Fields), len(head.Fields))
		case !ok || code.Aggregate():
			others = append(others, unknownRow{r.place(l), cmp.Or(strings.TrimSpace(text), strings.Join(l.Fields, " "))})
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
	r.report.unknownRows(r.names, others, used)
	if len(r.cells) == 0 {
		return r.noFigure("its rows have no figure for an ally")
	}
	return nil
}

// isHead reports whether a line is the head of another table: it names no ally, and below the years
// of the head line it has years at the same distances, and no figures. The same head line right
// below an ally's row continues the table, as on a new page, and does not count.
func (r *seriesReader) isHead(l, before dataset.TextLine) bool {
	var shifts []figure.Year // distances from the years in the head line
	for _, c := range r.years {
		text := field(l, c.index)
		if y, _, ok := year(text); ok {
			shifts = append(shifts, y-c.year)
		} else if _, _, ok := value(text); ok {
			return false
		}
	}
	head, label := r.lines[r.head], field(l, r.label)
	_, _, known := r.names.code(label)
	_, _, below := r.names.code(field(before, r.label))
	again := fold(label) == fold(field(head, r.label))
	enough := len(shifts) > 1 || len(shifts) == 1 && again
	return !known && enough && len(slices.Compact(shifts)) == 1 && !(below && slices.Equal(l.Fields, head.Fields))
}

// noFigure returns the error for a file without usable figures: why, and why rows were skipped.
func (r *seriesReader) noFigure(why string) error {
	first := strings.Join(r.report.Skipped[:min(3, len(r.report.Skipped))], "; ")
	return ErrNoTable.errorf("%s", format.Join(": ", why, first))
}

// row reads the figures in the line of an ally.
func (r *seriesReader) row(l dataset.TextLine, code ally.Code) {
	columns := r.years
	if columns == nil {
		y, _, ok := year(field(l, r.year))
		if !ok {
			r.report.skipf(r.place(l), field(l, r.year), "not a year")
			return
		}
		word := fold(field(l, r.estimate))
		columns = []column{{r.value, y, slices.Contains([]string{"true", "1", "yes", "e"}, word)}}
	}
	found := false
	for _, c := range columns {
		text := field(l, c.index)
		if missing(text) {
			continue
		}
		found = true
		number, percent := strings.CutSuffix(strings.TrimSpace(text), "%")
		number, estimate, ok := plain(number)
		e := entry{line: l, code: code, year: c.year, estimate: estimate || c.estimate}
		e.text = fmt.Sprintf("%s %d: %s", code, c.year, text)
		why := "not a number"
		if ok {
			e.text = fmt.Sprintf("%s %d: %s", code, c.year, number)
			e.figure, why = r.figure(number, e.estimate, percent)
			r.cells = append(r.cells, e)
		}
		if why != "" {
			r.report.skipf(r.place(l), e.text, "%s", why)
		}
	}
	if !found {
		r.report.skipf(r.place(l), field(l, r.label), "no figure in it")
	}
}

// fractionOfGDP is the limit below which shares of GDP look like fractions. For others it is 1.
const fractionOfGDP = 0.15

// checkFractions asks for the scale if all figures of a measure in per cent look like fractions.
func (r *seriesReader) checkFractions() error {
	limit := 1.0
	if r.measure == figure.ShareGDP {
		limit = fractionOfGDP
	}
	if r.opt.Scale != "" || r.measure.Spec().Kind != figure.Percent || r.most >= limit || r.most == 0 {
		return nil
	}
	const fractions = "its figures are at most %v: they look like fractions, not per cent (--scale 1 keeps them as they are)"
	return &DoubtError{Flag: "scale", Example: "100", Why: fmt.Sprintf(fractions, r.most)}
}

// makeTable makes the table of the entries.
func (r *seriesReader) makeTable() error {
	twice := func(e entry) { r.report.skipf(r.place(e.line), e.text, "a second figure") }
	r.table = newTable(r.measure, r.measure.Spec().Unit, r.cells, twice).Tidy()
	if r.table == nil {
		return r.noFigure("no figure in it can be used")
	}
	r.Years, r.Coverage = span(r.table.First, r.table.Last), r.measure.String()
	return nil
}

// figure parses a number with all its decimals, times the scale unless it had a per cent sign. It
// returns why the number cannot be a figure, or "".
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
	if f.Printed, err = figure.ParseDecimal(strings.TrimPrefix(number, "+")); err != nil { // too many decimals
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

// describe completes the record from the file: the World Bank's names source, date and indicator.
func (r *seriesReader) describe() {
	last := r.table.Last
	for _, l := range r.lines[:r.head] {
		switch text := field(l, 1); fold(field(l, 0)) {
		case "data source":
			r.Credit = clean(r.Title+", "+text, maxWords)
		case "last updated date":
			r.Published = format.When(dataset.IsDate(text) && r.checkDate(text, last) == nil, text)
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
		r.report.notef("figures up to %d are kept: those for future years are what its source expects", last)
	}
}
