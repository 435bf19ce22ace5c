package workbook

import (
	"errors"
	"fmt"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
)

// csv reads one file: a wide table named after its measure, or all tables of an
// edition in the long format, a figure to a line.
func (im *importer) csv(content []byte) (*Edition, error) {
	lines, err := records(content)
	if err != nil {
		return nil, err
	}
	if len(lines) == 0 {
		return nil, notWorkbook("it is empty")
	}
	head := lines[0]
	if slices.Contains(head, "measure") {
		tables, err := im.long(lines)
		if err != nil {
			return nil, err
		}
		return im.ours(tables, nil)
	}
	if head[0] != "code" {
		return nil, fmt.Errorf("line 1: the columns are neither code,year,measure,published,value,unit,estimate nor code and years: %w", ErrNoTable)
	}
	name := strings.TrimSuffix(im.report.File, path.Ext(im.report.File))
	m, ok := figure.MeasureByID(name)
	if !ok {
		return nil, fmt.Errorf("a table of one measure is named after it, such as share_gdp.csv; %.40q is none: %w", name, ErrUsage)
	}
	t, err := im.wide(content, m, "")
	if err != nil {
		return nil, err
	}
	return im.ours([]*Table{t}, nil)
}

// longRow is a line of the long format.
type longRow struct {
	line                   int
	code                   ally.Code
	year                   figure.Year
	measure                figure.Measure
	currency, unit         string
	printed, raw, estimate string
}

// long reads code,year,measure,published,value,unit,estimate; columns may stand
// in any order, and others beside them.
func (im *importer) long(lines [][]string) ([]*Table, error) {
	at := map[string]int{}
	for i, h := range lines[0] {
		at[h] = i
	}
	for _, h := range []string{"code", "year", "measure", "published"} {
		if _, ok := at[h]; !ok {
			return nil, fmt.Errorf("line 1: no column %q", h)
		}
	}
	var bad problems
	byMeasure := map[figure.Measure][]longRow{}
	for i, rec := range lines[1:] {
		field := func(name string) string {
			if k, ok := at[name]; ok {
				return rec[k]
			}
			return ""
		}
		row, err := im.longRow(field)
		if err != nil {
			bad.addf(i+2, "%v", err)
			continue
		}
		row.line = i + 2
		byMeasure[row.measure] = append(byMeasure[row.measure], row)
	}
	var out []*Table
	for m := range figure.Measure(figure.Measures) {
		if rows := byMeasure[m]; len(rows) > 0 {
			out = append(out, gather(m, rows, &bad))
		}
	}
	return out, bad.err()
}

// longRow reads one line. In national currency the unit begins with the
// currency: "EUR m, current prices".
func (im *importer) longRow(field func(string) string) (longRow, error) {
	r := longRow{code: ally.Code(field("code")), unit: field("unit"),
		printed: field("published"), raw: field("value"), estimate: field("estimate")}
	var ok bool
	if !im.knows(r.code) {
		return r, fmt.Errorf("%.20q is neither an ally nor an aggregate", r.code)
	}
	if r.measure, ok = figure.MeasureByID(field("measure")); !ok {
		return r, fmt.Errorf("%.40q is no measure", field("measure"))
	}
	if r.year, _, ok = year(field("year")); !ok || len(field("year")) != 4 {
		return r, fmt.Errorf("%.20q is no year", field("year"))
	}
	if r.estimate != "" && r.estimate != "0" && r.estimate != "1" {
		return r, fmt.Errorf("estimate is %.20q, neither 0 nor 1", r.estimate)
	}
	if (&Table{Measure: r.measure}).currencies() {
		var rest string
		r.currency, rest, _ = strings.Cut(r.unit, " ")
		if !isCurrency(r.currency) {
			return r, fmt.Errorf("the unit %.40q does not begin with a currency", r.unit)
		}
		r.unit = "national currency " + rest
	}
	return r, nil
}

// gather makes a table of its lines. A year is an estimate as a whole where all
// its figures are.
func gather(m figure.Measure, rows []longRow, bad *problems) *Table {
	t := &Table{Measure: m, Unit: rows[0].unit}
	firm := map[figure.Year]bool{}
	for _, r := range rows {
		if r.estimate != "1" {
			firm[r.year] = true
		}
		if i, found := slices.BinarySearchFunc(t.Years, r.year, func(y Year, want figure.Year) int { return int(y.Year - want) }); !found {
			t.Years = slices.Insert(t.Years, i, Year{Year: r.year})
		}
		if r.unit != t.Unit {
			bad.addf(r.line, "the unit of %s is %.60q here and %.60q before", m, r.unit, t.Unit)
		}
	}
	for i := range t.Years {
		t.Years[i].Estimate = !firm[t.Years[i].Year]
	}
	index := map[rowKey]int{}
	for _, r := range rows {
		f, err := r.figure()
		if err != nil {
			bad.addf(r.line, "%s %s %d: %v", m, r.code, r.year, err)
			continue
		}
		t.put(r, f, index, bad)
	}
	t.tidy()
	return t
}

// rowKey is what there is one row of.
type rowKey struct {
	code     ally.Code
	currency string
}

// put lays a figure into its row, which it begins where there is none.
func (t *Table) put(r longRow, f figure.Figure, index map[rowKey]int, bad *problems) {
	k := rowKey{r.code, r.currency}
	i, ok := index[k]
	if !ok {
		i = len(t.Rows)
		index[k] = i
		t.Rows = append(t.Rows, Row{Code: r.code, Currency: r.currency, Figures: make([]figure.Figure, len(t.Years))})
	}
	j, _ := slices.BinarySearchFunc(t.Years, r.year, func(y Year, want figure.Year) int { return int(y.Year - want) })
	if t.Rows[i].Figures[j].Known() {
		bad.addf(r.line, "%s %s %d: a second figure", t.Measure, r.code, r.year)
		return
	}
	t.Rows[i].Figures[j] = f
}

// figure is the figure of a line; where it is not given as printed, the value
// is rounded to the decimals its measure is printed with.
func (r longRow) figure() (figure.Figure, error) {
	if r.printed == "" && r.raw == "" {
		return figure.Figure{}, errors.New("neither a printed figure nor a value")
	}
	f, err := printedCell(r.printed, r.measure, r.estimate == "1")
	if err != nil || r.raw == "" {
		return f, err
	}
	v, err := strconv.ParseFloat(r.raw, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return f, fmt.Errorf("%.40q is no number", r.raw)
	}
	if why := implausible(r.measure, v); why != "" {
		return f, fmt.Errorf("%.40s is %s", r.raw, why)
	}
	if !f.Known() {
		f.Printed, f.Status = round(v, r.measure.Spec().Places), figure.Actual
		if r.estimate == "1" {
			f.Status = figure.Estimate
		}
	}
	f.Unrounded, f.Held = v, true
	return f, nil
}
