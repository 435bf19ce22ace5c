package importer

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
)

// csv reads one file: a wide table named after its measure, all tables of an edition
// in the long format, a figure to a line, or a series of the reader's own.
func (im *importer) csv(content []byte) (*draft, error) {
	lines, numbers, err := csvLines(content)
	if err == nil && im.opt.Measure != "" {
		return im.series(lines, func(i int) string { return fmt.Sprintf("line %d", numbers[i]) })
	}
	if err == nil && !slices.Contains(lines[0], "measure") && lines[0][0] != "code" {
		err = fmt.Errorf("line 1: the columns are %s; looked for are %s, or code and years; "+
			"files of another layout are read as a series of your own, with --as NAME --measure MEASURE: %w", heads(lines[0]), longHead, ErrNoTable)
	}
	if err == nil {
		err = even(lines, numbers)
	}
	if err != nil {
		return nil, err
	}
	head, name := lines[0], strings.TrimSuffix(im.report.File, path.Ext(im.report.File))
	if slices.Contains(head, "measure") {
		tables, err := im.long(lines)
		if err != nil {
			return nil, err
		}
		return im.unlisted(tables, name)
	}
	m, ok := figure.MeasureByID(name)
	if !ok {
		return nil, fmt.Errorf("a table of one measure is named after it, such as share_gdp.csv; %.40q is none: %w", name, ErrUsage)
	}
	if len(lines) < 2 {
		return nil, errors.New("no rows below the head line")
	}
	t, problems := dataset.ParseTable(lines, m, im.names.allies.Has)
	if len(problems) > 0 {
		return nil, complaint(problems)
	}
	return im.unlisted([]*dataset.Table{t}, "")
}

// longHead is the head line of the long format.
const longHead = "code,year,measure,published,value,unit,estimate"

// heads are the first columns of a head line, for a message.
func heads(head []string) string {
	text := strings.Join(head[:min(len(head), 8)], ",")
	if len(head) > 8 {
		text += ",…"
	}
	return fmt.Sprintf("%q", squeeze(text))
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
func (im *importer) long(lines [][]string) ([]*dataset.Table, error) {
	at := map[string]int{}
	for i, h := range lines[0] {
		at[h] = i
	}
	for _, h := range []string{"code", "year", "measure", "published"} {
		if _, ok := at[h]; !ok {
			return nil, fmt.Errorf("line 1: no column %q", h)
		}
	}
	var wrong []dataset.Problem
	byMeasure := map[figure.Measure][]longRow{}
	for i, fields := range lines[1:] {
		row, err := im.longRow(func(name string) string {
			if k, ok := at[name]; ok {
				return fields[k]
			}
			return ""
		})
		if err != nil {
			wrong = append(wrong, dataset.Problem{Line: i + 2, Text: err.Error()})
			continue
		}
		row.line = i + 2
		byMeasure[row.measure] = append(byMeasure[row.measure], row)
	}
	var out []*dataset.Table
	for m := range figure.Measure(figure.Measures) {
		if rows := byMeasure[m]; len(rows) > 0 {
			t, problems := gather(m, rows)
			wrong = append(wrong, problems...)
			out = append(out, t)
		}
	}
	return out, complaint(wrong)
}

// longRow reads one line. In national currency the unit begins with the
// currency: "EUR m, current prices".
func (im *importer) longRow(field func(string) string) (longRow, error) {
	r := longRow{code: ally.Code(field("code")), unit: field("unit"),
		printed: field("published"), raw: field("value"), estimate: field("estimate")}
	var ok bool
	if !im.names.allies.Has(r.code) {
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
	if dataset.InCurrencies(r.measure) {
		var rest string
		r.currency, rest, _ = strings.Cut(r.unit, " ")
		if !dataset.IsCurrency(r.currency) {
			return r, fmt.Errorf("the unit %.40q does not begin with a currency", r.unit)
		}
		r.unit = "national currency " + rest
	}
	return r, nil
}

// gather makes a table of its lines. A year is an estimate as a whole where all
// its figures are.
func gather(m figure.Measure, rows []longRow) (*dataset.Table, []dataset.Problem) {
	var wrong []dataset.Problem
	complainf := func(r longRow, format string, args ...any) {
		wrong = append(wrong, dataset.Problem{Line: r.line, Text: fmt.Sprintf(format, args...)})
	}
	unit := rows[0].unit
	estimate := map[figure.Year]bool{}
	for _, r := range rows {
		before, again := estimate[r.year]
		estimate[r.year] = (before || !again) && r.estimate == "1"
		if r.unit != unit {
			complainf(r, "the unit of %s is %.60q here and %.60q before", m, r.unit, unit)
		}
	}
	t := dataset.NewTable(m, unit, estimate)
	for _, r := range rows {
		f, err := r.figure()
		if err != nil {
			complainf(r, "%s %s %d: %v", m, r.code, r.year, err)
		} else if !t.Put(r.code, r.year, f, r.currency) {
			complainf(r, "%s %s %d: a second figure", m, r.code, r.year)
		}
	}
	return t, wrong
}

// figure is the figure of a line; where it is not given as printed, the value
// is rounded to the decimals its measure is printed with.
func (r longRow) figure() (figure.Figure, error) {
	if r.printed == "" && r.raw == "" {
		return figure.Figure{}, errors.New("neither a printed figure nor a value")
	}
	f, err := dataset.ReadFigure(r.measure, r.printed, r.estimate == "1")
	if err != nil || r.raw == "" {
		return f, err
	}
	v, err := dataset.ReadUnrounded(r.measure, r.raw)
	if err != nil {
		return f, err
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
