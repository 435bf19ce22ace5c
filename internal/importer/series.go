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
)

// seriesReader reads figures of one measure from the lines of a file, whoever laid
// it out: a row an ally and a column a year, or a line a figure.
type seriesReader struct {
	*importer
	measure figure.Measure
	place   func(int) string // names a line by its index
	lines   [][]string
	head    int // the line that names the columns
	years   []column
	label   int // the column of the allies
	// Of a line a figure: the columns of year, figure, and what is estimated.
	year, value, estimate int

	shift int // places the decimal point is moved to the right
	cells []seriesCell
	table *dataset.Table
}

// seriesCell is a figure as it stands in the file.
type seriesCell struct {
	at       int // index of the line
	code     ally.Code
	year     figure.Year
	number   string
	percent  bool // it has the sign
	estimate bool
}

// series reads lines as a series of the reader's own.
func (im *importer) series(lines [][]string, place func(int) string) (*draft, error) {
	r := &seriesReader{importer: im, place: place, lines: lines}
	d := &draft{Record: dataset.Record{Source: dataset.Series}}
	for _, step := range []func(*draft) error{r.said, r.find, r.read, r.scale, r.put, r.describe} {
		if err := step(d); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// seriesOf reads the first sheet of a workbook that has the layout of a series.
func (im *importer) seriesOf(b *book) (d *draft, err error) {
	im.report.Kind = "workbook"
	err = fmt.Errorf("%s: %w", nothing(b), ErrNoTable)
	for _, s := range b.sheets {
		lines := make([][]string, len(s.rows))
		for i, row := range s.rows {
			for _, c := range row {
				lines[i] = append(lines[i], c.text)
			}
		}
		if len(lines) > 0 {
			if d, err = im.series(lines, s.place); !errors.Is(err, ErrNoTable) {
				return d, err
			}
		}
	}
	return nil, err
}

// said takes up what the user says of the series.
func (r *seriesReader) said(d *draft) error {
	var ok bool
	if r.measure, ok = figure.MeasureByID(r.opt.Measure); !ok {
		var ids []string
		for m := range figure.Measure(figure.Measures) {
			ids = append(ids, m.String())
		}
		return fmt.Errorf("%.40q is no measure (there are: %s): %w", r.opt.Measure, strings.Join(ids, ", "), ErrUsage)
	}
	if dataset.InCurrencies(r.measure) {
		return fmt.Errorf("a series has one unit, and %s is in the currency of each ally: %w", r.measure, ErrUsage)
	}
	if r.opt.Latest || dataset.ValidID(r.opt.Edition) {
		return fmt.Errorf("with --measure a file is a series of your own, under a name such as --as worldbank, and no edition of NATO's: %w", ErrUsage)
	}
	d.ID = strings.ReplaceAll(fold(r.opt.Edition), " ", "-")
	if !dataset.ValidName(d.ID) {
		return &DoubtError{Flag: "as", Example: "worldbank", Why: fmt.Sprintf("%.40q cannot name a series", r.opt.Edition)}
	}
	scale := cmp.Or(r.opt.Scale, "1")
	if strings.Trim(scale, "0") != "1" || scale[0] != '1' || len(scale) > 10 {
		return fmt.Errorf("scale %.20q: 1, 10, 100 and so on are understood: %w", r.opt.Scale, ErrUsage)
	}
	r.shift = len(scale) - 1
	d.Title, d.Credit = clean(r.opt.Edition, maxTitle), clean(r.opt.Edition, maxWords)
	d.Definition = "what its source counts as " + strings.ToLower(r.measure.Spec().Title)
	return nil
}

// find finds the line that names the columns, and which of them are what.
func (r *seriesReader) find(*draft) error {
	best := 0
	for i, fields := range r.lines[:min(len(r.lines), 60)] {
		var years []column
		named := -1
		for j, text := range fields {
			if y, estimate, ok := year(text); ok {
				years = append(years, column{j, y, estimate})
			}
			if slices.Contains([]string{"year", "time", "time period", "jahr", "annee", "ano", "rok"}, fold(text)) {
				named = j
			}
		}
		if named < 0 && len(years) == 0 {
			continue
		}
		label, known := r.labels(i, named, years)
		if known > best {
			best, r.head, r.label, r.years, r.year = known, i, label, years, named
		}
		if known > 0 && (named >= 0 || len(years) > 1) {
			break
		}
	}
	if best == 0 {
		return fmt.Errorf("it begins with %s; looked for are a column of allies, by name or code, "+
			"and columns of years or one called year beside one of figures: %w", heads(r.lines[0]), ErrNoTable)
	}
	if r.year < 0 {
		return nil
	}
	r.years = nil
	return r.findValue()
}

// labels is the column that names the most allies below a line.
func (r *seriesReader) labels(head, not int, years []column) (label, known int) {
	count := map[int]int{}
	for _, fields := range r.lines[head+1:] {
		for j, text := range fields {
			if code, _, ok := r.names.code(text); ok && !code.Aggregate() {
				count[j]++
			}
		}
	}
	for j := range r.lines[head] {
		taken := j == not || slices.ContainsFunc(years, func(c column) bool { return c.at == j })
		if !taken && count[j] > known {
			label, known = j, count[j]
		}
	}
	return label, known
}

// findValue finds the one column of figures of a file with a line a figure.
func (r *seriesReader) findValue() error {
	r.estimate = -1
	var found []int
	for j, text := range r.lines[r.head] {
		switch head := fold(text); {
		case j == r.year || j == r.label:
		case slices.Contains([]string{"estimate", "estimated", "e", "is estimate"}, head):
			r.estimate = j
		default:
			if n := r.numeric(j); n > 0 {
				found = append(found, j)
			}
		}
	}
	if len(found) == 1 {
		r.value = found[0]
		return nil
	}
	names := make([]string, 0, len(found))
	for _, j := range found {
		names = append(names, r.lines[r.head][j])
	}
	return fmt.Errorf("one column of figures is wanted beside the allies and the years, and there are %d (%s): %w", len(found), heads(names), ErrNoTable)
}

// field is a field of a line, "" where the line is shorter.
func (r *seriesReader) field(line, column int) string {
	if column < len(r.lines[line]) {
		return r.lines[line][column]
	}
	return ""
}

// numeric counts the numbers in a column.
func (r *seriesReader) numeric(column int) int {
	n := 0
	for i := r.head + 1; i < len(r.lines); i++ {
		if _, _, ok := value(strings.TrimSuffix(r.field(i, column), "%")); ok {
			n++
		}
	}
	return n
}

// read reads the lines of the allies, and reports the others.
func (r *seriesReader) read(*draft) error {
	used := map[ally.Code]int{}
	var others []string
	lines := map[string]int{}
	for i, fields := range r.lines {
		if i <= r.head {
			continue
		}
		text := r.field(i, r.label)
		code, _, ok := r.names.code(text)
		switch {
		case strings.TrimSpace(strings.Join(fields, "")) == "":
		case !ok || code.Aggregate():
			if name := squeeze(cmp.Or(strings.TrimSpace(text), strings.Join(fields, " "))); lines[name] == 0 {
				lines[name], others = i+1, append(others, name)
			}
		case r.contradicts(fields, code):
			r.report.skipf(r.place(i), text, "another column names another ally")
		case r.years != nil && used[code] > 0:
			r.report.skipf(r.place(i), text, "a second row of %s", code)
		default:
			if r.row(i, code) == 0 {
				r.report.skipf(r.place(i), text, "no figure in it")
			}
			used[code]++
		}
	}
	var unused []string
	for _, name := range others {
		if !r.names.stranger(r.report, r.place(lines[name]-1), name, func(c ally.Code) bool { return used[c] > 0 }) {
			unused = append(unused, name)
		}
	}
	r.report.unused(unused)
	if len(r.cells) == 0 {
		return fmt.Errorf("its rows have no figure of an ally: %w", ErrNoTable)
	}
	return nil
}

// contradicts tells whether another column has the code of another ally.
func (r *seriesReader) contradicts(fields []string, code ally.Code) bool {
	return slices.ContainsFunc(fields, func(text string) bool {
		c := ally.Code(strings.TrimSpace(text))
		_, known := r.names.allies.Ally(c)
		return known && c != code
	})
}

// row reads the figures of a line and counts them.
func (r *seriesReader) row(i int, code ally.Code) int {
	before := len(r.cells)
	for _, c := range r.years {
		r.cell(i, code, c.year, r.field(i, c.at), c.estimate)
	}
	if r.years != nil {
		return len(r.cells) - before
	}
	y, _, ok := year(r.field(i, r.year))
	if !ok {
		r.report.skipf(r.place(i), r.field(i, r.year), "no year")
		return 1 // that is said
	}
	word := ""
	if r.estimate >= 0 {
		word = fold(r.field(i, r.estimate))
	}
	r.cell(i, code, y, r.field(i, r.value), slices.Contains([]string{"true", "1", "yes", "e", "estimate", "estimated"}, word))
	return len(r.cells) - before
}

func (r *seriesReader) cell(i int, code ally.Code, y figure.Year, text string, estimate bool) {
	if missing(text) {
		return
	}
	bare, percent := strings.CutSuffix(strings.TrimSpace(text), "%")
	number, own, ok := plain(bare)
	if !ok {
		r.report.skipf(r.place(i), fmt.Sprintf("%s %d: %s", code, y, text), "not a number")
		return
	}
	r.cells = append(r.cells, seriesCell{i, code, y, number, percent, estimate || own})
}

// Shares of GDP below this are no per cent but fractions, and other parts of a whole
// below 1.
const fractionOfGDP = 0.15

// scale asks where percentages look like fractions.
func (r *seriesReader) scale(*draft) error {
	if r.opt.Scale != "" || r.measure.Spec().Kind != figure.Percent {
		return nil
	}
	most, limit := 0.0, 1.0
	if r.measure == figure.ShareGDP {
		limit = fractionOfGDP
	}
	for _, c := range r.cells {
		if v, _, _ := value(c.number); v > most && !c.percent {
			most = v
		} else if c.percent {
			return nil
		}
	}
	if most >= limit || most == 0 {
		return nil
	}
	return &DoubtError{Flag: "scale", Example: "100", Why: fmt.Sprintf("its figures are at most %v: fractions, it seems, and not per cent (--scale 1 takes them as they are)", most)}
}

// put makes the table of the figures: as they stand in the file, all their decimals
// kept.
func (r *seriesReader) put(d *draft) error {
	years := map[figure.Year]bool{}
	for _, c := range r.cells {
		before, again := years[c.year]
		years[c.year] = (before || !again) && c.estimate
	}
	r.table = dataset.NewTable(r.measure, cmp.Or(r.measure.Spec().Unit, "as its source has it"), years)
	for _, c := range r.cells {
		f, why := r.figure(c)
		if why == "" && !r.table.Put(c.code, c.year, f, "") {
			why = "a second figure"
		}
		if why != "" {
			r.report.skipf(r.place(c.at), fmt.Sprintf("%s %d: %s", c.code, c.year, c.number), "%s", why)
		}
	}
	if r.table = r.table.Tidy(); r.table == nil {
		return fmt.Errorf("no figure in it can be used: %w", ErrNoTable)
	}
	d.tables = []*dataset.Table{r.table}
	return nil
}

// figure is a figure as it stands in the file, or says why it can be none.
func (r *seriesReader) figure(c seriesCell) (f figure.Figure, why string) {
	text := shifted(c.number, r.shift)
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return f, "not a number"
	}
	if why := dataset.Implausible(r.measure, v); why != "" {
		return f, why
	}
	f.Status = figure.Actual
	if c.estimate {
		f.Status = figure.Estimate
	}
	if f.Printed, err = figure.ParseDecimal(strings.TrimPrefix(text, "+")); err != nil { // longer than a table prints
		f.Printed, f.Unrounded, f.Held = round(v, sipriPlaces), v, true
	}
	return f, ""
}

// shifted moves the decimal point of a number to the right.
func shifted(number string, places int) string {
	whole, fraction, _ := strings.Cut(number, ".")
	for range places {
		next := "0"
		if fraction != "" {
			next, fraction = fraction[:1], fraction[1:]
		}
		whole += next
	}
	sign := whole[:len(whole)-len(strings.TrimLeft(whole, "+-"))]
	if whole = strings.TrimLeft(whole[len(sign):], "0"); whole == "" {
		whole = "0"
	}
	if fraction != "" {
		whole += "." + fraction
	}
	return sign + whole
}

// describe says of the series what its file does: the World Bank's names its source,
// its day and its indicator.
func (r *seriesReader) describe(d *draft) error {
	d.Years, d.Coverage = span(r.table.First, r.table.Last), r.measure.String()
	day := ""
	for i := range r.head {
		switch said := r.field(i, 1); fold(r.field(i, 0)) {
		case "data source":
			d.Credit = clean(d.Title+", "+said, maxWords)
		case "last updated date":
			day = said
		}
	}
	heads := r.lines[r.head]
	if i := slices.IndexFunc(heads, func(h string) bool { return fold(h) == "indicator name" }); i >= 0 {
		d.Definition = clean(r.field(r.cells[0].at, i), maxWords)
	} else if r.year >= 0 {
		d.Definition = clean(heads[r.value], maxWords)
	}
	wrong := func(day string) bool {
		return day[:4] < yearText(r.table.Last) || (r.opt.Today != "" && day > r.opt.Today)
	}
	switch said := r.opt.Published; {
	case said != "" && wrong(said):
		return undated("its newest figure is of %d: it cannot have been published on %s, or that is not yet", r.table.Last, said)
	case said != "":
		day = said
	case !dataset.IsDate(day) || wrong(day):
		day = ""
	}
	d.Published = day
	r.report.Found = append(r.report.Found, foundTable(r.table, r.place(r.head), d.Definition))
	return nil
}
