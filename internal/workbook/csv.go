package workbook

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
)

// problems gathers what is wrong with a table, so that it can be put right in
// one go.
type problems struct {
	lines []string
	more  int
}

func (p *problems) addf(line int, format string, args ...any) {
	if len(p.lines) >= maxProblems {
		p.more++
		return
	}
	p.lines = append(p.lines, fmt.Sprintf("line %d: ", line)+fmt.Sprintf(format, args...))
}

func (p *problems) err() error {
	if len(p.lines) == 0 {
		return nil
	}
	text := strings.Join(p.lines, "; ")
	if p.more > 0 {
		text += fmt.Sprintf("; and %d more", p.more)
	}
	return errors.New(text)
}

// records reads all lines of a table with a head line, within the limits.
func records(content []byte) ([][]string, error) {
	content = bytes.TrimPrefix(content, []byte("\ufeff"))
	if i := bytes.IndexByte(content, 0); i >= 0 {
		return nil, fmt.Errorf("line %d: a NUL byte: not text", 1+bytes.Count(content[:i], []byte("\n")))
	}
	if !utf8.Valid(content) {
		return nil, errors.New("it is not UTF-8")
	}
	r := csv.NewReader(bytes.NewReader(content))
	r.FieldsPerRecord = -1 // counted below, to say which line
	var out [][]string
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		switch {
		case len(rec) > maxCSVFields:
			return nil, tooLarge("%d columns, at most %d are read", len(rec), maxCSVFields)
		case len(out) >= maxCSVRows:
			return nil, tooLarge("more than %d lines", maxCSVRows)
		case len(out) > 0 && len(rec) != len(out[0]):
			line, _ := r.FieldPos(0)
			return nil, fmt.Errorf("line %d: %d fields where the head has %d", line, len(rec), len(out[0]))
		}
		out = append(out, rec)
	}
}

// wide reads a table in the layout of nato/<edition>/<measure>.csv.
func (im *importer) wide(content []byte, m figure.Measure, unit string) (*Table, error) {
	lines, err := records(content)
	if err != nil {
		return nil, err
	}
	if len(lines) < 2 {
		return nil, errors.New("no rows below the head line")
	}
	t := &Table{Measure: m, Unit: unit}
	skip, err := t.head(lines[0])
	if err != nil {
		return nil, err
	}
	var bad problems
	seen := map[ally.Code][]Row{}
	for i, rec := range lines[1:] {
		row := Row{Code: ally.Code(rec[0]), Figures: make([]figure.Figure, len(t.Years))}
		if skip == 2 {
			row.Currency = rec[1]
		}
		im.checkRow(&bad, i+2, row, seen[row.Code], skip)
		for j, text := range rec[skip:] {
			f, err := printedCell(text, m, t.Years[j].Estimate)
			if err != nil {
				bad.addf(i+2, "%s %d: %v", row.Code, t.Years[j].Year, err)
			}
			for _, r := range seen[row.Code] {
				if f.Known() && r.Figures[j].Known() {
					bad.addf(i+2, "%s %d: a second figure", row.Code, t.Years[j].Year)
				}
			}
			row.Figures[j] = f
		}
		seen[row.Code] = append(seen[row.Code], row)
		t.Rows = append(t.Rows, row)
	}
	return t, bad.err()
}

// head reads "code[,currency],2014,2015e,…".
func (t *Table) head(fields []string) (skip int, err error) {
	skip = 1
	if fields[0] != "code" {
		return 0, fmt.Errorf("line 1: the first column is %.40q, not \"code\"", fields[0])
	}
	if len(fields) > 1 && fields[1] == "currency" {
		skip = 2
	}
	if (skip == 2) != t.currencies() {
		return 0, fmt.Errorf("line 1: a column \"currency\" belongs to tables in national currency, and to no other")
	}
	for _, f := range fields[skip:] {
		y, estimate, ok := year(f)
		if !ok || (len(t.Years) > 0 && y <= t.Years[len(t.Years)-1].Year) {
			return 0, fmt.Errorf("line 1: %.40q is no year, or not after the one before it", f)
		}
		t.Years = append(t.Years, Year{Year: y, Estimate: estimate})
	}
	if len(t.Years) == 0 {
		return 0, errors.New("line 1: no years")
	}
	return skip, nil
}

// checkRow judges a row by whose it is.
func (im *importer) checkRow(bad *problems, line int, row Row, before []Row, skip int) {
	if !im.knows(row.Code) {
		bad.addf(line, "%.20q is neither an ally nor an aggregate", row.Code)
	}
	if skip == 2 && !isCurrency(row.Currency) {
		bad.addf(line, "%s: %.20q is no currency of three letters", row.Code, row.Currency)
	}
	for _, r := range before {
		if r.Currency == row.Currency {
			bad.addf(line, "a second row of %s", row.Code)
		}
	}
}

func (im *importer) knows(c ally.Code) bool {
	switch c {
	case ally.Total, ally.EuropeCan, ally.Europe, ally.NorthAm:
		return true
	}
	_, ok := im.names.allies.Ally(c)
	return ok
}

func isCurrency(s string) bool {
	return len(s) == 3 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// printedCell reads a figure as printed, with an "e" or "f" of its own.
func printedCell(text string, m figure.Measure, estimate bool) (figure.Figure, error) {
	if text == "" {
		return figure.Figure{}, nil
	}
	f := figure.Figure{Status: figure.Actual}
	if estimate {
		f.Status = figure.Estimate
	}
	if cut, ok := strings.CutSuffix(text, "e"); ok {
		text, f.Status = cut, figure.Estimate
	} else if cut, ok := strings.CutSuffix(text, "f"); ok {
		text, f.Status = cut, figure.Forecast
	}
	d, err := figure.ParseDecimal(text)
	if err != nil {
		return figure.Figure{}, fmt.Errorf("%.40q is no plain decimal number", text)
	}
	if why := implausible(m, d.Float()); why != "" {
		return figure.Figure{}, fmt.Errorf("%s is %s", text, why)
	}
	f.Printed = d
	return f, nil
}

// lay puts the unrounded values of a second table over the printed ones.
func (t *Table) lay(content []byte) error {
	lines, err := records(content)
	if err != nil {
		return err
	}
	if len(lines) == 0 {
		return errors.New("it is empty")
	}
	other := &Table{Measure: t.Measure}
	skip, err := other.head(lines[0])
	if err != nil {
		return err
	}
	var bad problems
	for i, rec := range lines[1:] {
		for j, text := range rec[skip:] {
			if text == "" {
				continue
			}
			v, err := strconv.ParseFloat(text, 64)
			if err != nil || math.IsNaN(v) || math.IsInf(v, 0) || math.Abs(v) >= maxFigure {
				bad.addf(i+2, "%.40q is no number", text)
				continue
			}
			f := t.cell(ally.Code(rec[0]), rec[skip-1], other.Years[j].Year)
			if f == nil || !f.Known() {
				bad.addf(i+2, "%s %d: an unrounded value without a printed one", rec[0], other.Years[j].Year)
				continue
			}
			f.Unrounded, f.Held = v, true
		}
	}
	return bad.err()
}

// cell finds a figure to change. second is the currency, or the code again
// where the table has none.
func (t *Table) cell(c ally.Code, second string, y figure.Year) *figure.Figure {
	for i := range t.Years {
		if t.Years[i].Year != y {
			continue
		}
		for k, r := range t.Rows {
			if r.Code == c && (r.Currency == second || !t.currencies()) {
				return &t.Rows[k].Figures[i]
			}
		}
	}
	return nil
}
