package importer

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// natoReader reads the known tables in the sheets of a workbook. It expects lines of text (title,
// unit), a row of years, then blocks of rows, each under a heading. Only their order matters, not
// their rows and columns.
type natoReader struct {
	*importer
	*sheet // the current one

	tables map[figure.Measure]*dataset.Table
	bases  []string // years of constant prices, as the blocks name them
	others []unknownRow
	core   bool  // a table is of core defence expenditure
	err    error // the first fatal error

	title   []string // lines before the years
	heading string   // line before the rows of a block
	years   []column
	block   *block
	ignored string // why the current block is not read, or ""
}

// column is a column of a year.
type column struct {
	index    int
	year     figure.Year
	estimate bool // printed with an "e"
}

// block is a table that is being read.
type block struct {
	table  *dataset.Table
	where  string
	rows   int                         // read so far
	breaks map[ally.Code][]figure.Year // the years that a bar marks as breaks in the series
	seen   map[ally.Code]bool          // allies that have a row
}

// restart begins a table with its title; "" waits for one.
func (r *natoReader) restart(line string) {
	r.close()
	r.title, r.heading, r.years, r.ignored = format.Said(line), "", nil, ""
}

func (r *natoReader) row(i int) {
	if years := r.header(i); years != nil {
		r.close()
		r.years, r.ignored = years, ""
		return
	}
	text, second := r.words(i)
	if tableTitle.MatchString(fold(text)) {
		r.restart(text)
		return
	}
	if r.years == nil {
		if text != "" && len(r.title) < 6 {
			r.title = append(r.title, text)
		}
		return
	}
	code, note, known := r.names.code(text)
	switch {
	case text == "" && second == "":
	case known:
		r.figures(i, code, text, cmp.Or(note, second))
	case r.numbers(i):
		r.others = append(r.others, unknownRow{r.place(i), text})
	case isHeading(text):
		r.close()
		r.heading, r.ignored = text, ""
	}
}

// header returns the columns of a row of years, or nil if it is not one. There must be at least two
// years in ascending order. Anything after the first run of years belongs to another table.
func (r *natoReader) header(i int) []column {
	var out []column
	for j, c := range r.rows[i] {
		y, estimate, ok := year(c.text)
		if !ok {
			if len(out) == 1 || (len(out) > 1 && strings.TrimSpace(c.text) != "") {
				break
			}
			continue
		}
		if len(out) > 0 && y <= out[len(out)-1].year {
			break
		}
		out = append(out, column{j, y, estimate})
	}
	if len(out) < 2 {
		return nil
	}
	var text strings.Builder
	for _, c := range r.rows[i][:out[0].index] {
		text.WriteString(c.text)
	}
	if _, _, known := r.names.code(text.String()); known {
		return nil // an ally's figures, which look like years
	}
	return out
}

// words returns the first two texts of a row, or "", left of the years once these are known.
func (r *natoReader) words(i int) (text, second string) {
	row := r.rows[i]
	if r.years != nil {
		row = row[:min(len(row), r.years[0].index)]
	}
	for _, c := range row {
		t := strings.TrimSpace(c.text)
		switch {
		case t == "" || strings.HasPrefix(t, "#"):
		case text == "":
			text = t
		default:
			return text, t
		}
	}
	return text, ""
}

// tableTitle matches a folded line that begins a table: "Table 8a : …".
var tableTitle = regexp.MustCompile(`^table \d`)

// isHeading reports whether a line is a heading, not a number of a column, "(0)", or a note.
func isHeading(text string) bool {
	f := fold(text)
	return strings.ContainsFunc(f, func(r rune) bool { return r >= 'a' }) &&
		!strings.HasPrefix(f, "note") && !strings.HasPrefix(text, "*") && !strings.HasPrefix(text, "(")
}

// numbers reports whether a row has a figure below a year.
func (r *natoReader) numbers(i int) bool {
	return slices.ContainsFunc(r.years, func(c column) bool {
		_, _, ok := value(r.at(i, c.index).text)
		return ok
	})
}

// figures reads the row of an ally or aggregate, and opens the block if it is the first row.
func (r *natoReader) figures(i int, code ally.Code, label, currency string) {
	if r.block == nil && r.ignored == "" {
		r.open(i)
	}
	if r.ignored != "" {
		return
	}
	if r.block.rows++; r.block.seen[code] || r.block.rows > maxBlockRows {
		r.report.skipf(r.place(i), label, "a second row of %s in the same block", code)
		return
	}
	figures := make([]figure.Figure, len(r.years))
	for k, c := range r.years {
		figures[k] = r.figure(i, c, code)
	}
	if !slices.ContainsFunc(figures, figure.Figure.Known) {
		return
	}
	r.block.seen[code] = true
	currencyIn, why := r.currencies(code, currency)
	if why != "" {
		r.report.skipf(r.place(i), label, "%s", why)
		return
	}
	for k, c := range r.years {
		r.block.table.Put(code, c.year, figures[k], currencyIn(c.year))
	}
}

// open begins a block at its first row, or sets r.ignored if it is not read.
func (r *natoReader) open(i int) {
	title := strings.Join(r.title, " ")
	s, ok := classify(title, r.heading)
	what := cmp.Or(r.heading, title)
	switch {
	case !ok:
		r.ignored = "not a table that allyscope knows"
	case int(r.years[len(r.years)-1].year-r.years[0].year) >= len(r.years): // as in a table of changes
		r.ignored = "its years have gaps: not a series"
	case r.tables[s.measure] != nil:
		r.ignored = fmt.Sprintf("a second table of %s", s.measure)
	}
	if r.ignored != "" {
		r.report.skipf(r.place(i), what, "%s", r.ignored)
		return
	}
	r.bases = union(r.bases, format.Said(s.base))
	r.core, r.titles = r.core || s.core, union(r.titles, r.title)
	r.begin(s.measure, s.unit, r.place(i))
}

// begin sets r.block to an empty block.
func (r *natoReader) begin(m figure.Measure, unit, where string) {
	estimates := map[figure.Year]bool{}
	for _, c := range r.years {
		estimates[c.year] = c.estimate
	}
	r.block = &block{dataset.NewTable(m, unit, estimates), where, 0, map[ally.Code][]figure.Year{}, map[ally.Code]bool{}}
}

// figure reads a cell. It returns a missing figure if the cell is empty or says so, and also if the
// cell is unusable, which it reports.
func (r *natoReader) figure(i int, c column, code ally.Code) figure.Figure {
	cell := r.at(i, c.index)
	raw, m := cell.text, r.block.table.Measure
	if strings.TrimSpace(raw) == "" {
		if r.err == nil && cell.unknown {
			r.err = fmt.Errorf("%s, %s %d: %w: open the workbook in a spreadsheet program and save it",
				r.place(i), code, c.year, ErrFormula)
		}
		return figure.Figure{}
	}
	if missing(raw) {
		return figure.Figure{}
	}
	v, estimate, ok := value(raw)
	shown, places := cell.shown(v, m.Spec().Places)
	if kind := m.Spec().Kind; shown.percent && (kind == figure.Percent || kind == figure.Change) {
		v *= 100
	}
	what := fmt.Sprintf("%s %d: %s", code, c.year, raw)
	switch why := dataset.Implausible(m, v); {
	case !ok:
		r.report.skipf(r.place(i), what, "not a number")
		return figure.Figure{}
	case why != "":
		r.report.skipf(r.place(i), what, "%s", why)
		r.report.Warnings = append(r.report.Warnings, dataset.Warning{Kind: "implausible", Wrong: true, Measure: m,
			Code: code, Year: c.year, Text: squeeze(raw) + " is " + why + ": not imported"})
		return figure.Figure{}
	}
	if shown.bar {
		r.block.breaks[code] = append(r.block.breaks[code], c.year)
	}
	status := figure.StatusOf(estimate || c.estimate)
	return figure.Figure{Printed: round(v, places), Unrounded: v, Held: true, Status: status}
}

// currencies returns the currency of a row by year, or why it is not known. words names one
// currency or, if the ally changed it in a year that the sheet marks, two. The currency is "" if
// the measure has one unit.
func (r *natoReader) currencies(code ally.Code, words string) (currencyIn func(figure.Year) string, why string) {
	m, breaks := r.block.table.Measure, r.block.breaks[code]
	if m.Spec().Comparable {
		return func(figure.Year) string { return "" }, ""
	}
	iso := strings.FieldsFunc(words, func(c rune) bool { return c == '-' || c == '/' || c == '–' })
	for i, word := range iso {
		var ok bool
		if iso[i], ok = r.names.currency(code, word); !ok {
			return nil, fmt.Sprintf("%q is not a currency of %s", squeeze(word), code)
		}
	}
	switch {
	case len(iso) == 0:
		return nil, "no currency is named"
	case len(iso) > 2 || len(iso) == 2 && len(breaks) != 1:
		return nil, "in two currencies, but no single year is marked as the change"
	case len(iso) == 2:
		delete(r.block.breaks, code)
		r.report.notef("%s: %s is in %s to %d and in %s from %d on: two rows",
			m, code, iso[0], breaks[0]-1, iso[1], breaks[0])
	}
	return func(y figure.Year) string {
		if len(iso) == 2 && y < breaks[0] {
			return iso[0]
		}
		return iso[len(iso)-1]
	}, ""
}

// close ends the current block, if there is one, and reports its table.
func (r *natoReader) close() {
	b := r.block
	r.block = nil
	if b == nil {
		return
	}
	rounded := b.table.DropRounded()
	t := b.table.Tidy()
	if t == nil {
		return
	}
	if rounded {
		r.report.notef("%s: the cells hold only the printed decimals", t.Measure)
	}
	r.tables[t.Measure] = t
	r.report.found(t, b.where)
	if len(b.breaks) > 0 {
		marks := format.Each(slices.Sorted(maps.Keys(b.breaks)), func(code ally.Code) string {
			return fmt.Sprintf("%s %d", code, b.breaks[code][0])
		})
		r.report.notef("%s: the series is marked as broken at %s", t.Measure, strings.Join(marks, ", "))
	}
}
