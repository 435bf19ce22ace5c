package workbook

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"path"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
)

// The sources an edition can be of.
const (
	NATO  = "NATO"
	SIPRI = "SIPRI"
)

// Edition is one publication's figures, in the terms of nato/editions.csv.
type Edition struct {
	ID         string // "2027-06", or "sipri-2026-04"
	Source     string // NATO or SIPRI
	Title      string
	Published  string // ISO date
	CutOff     string // ISO date the figures were closed; empty where not said
	Years      string // "2014-2027"
	PriceBase  string
	Definition string
	Coverage   string
	Confidence string
	Witness    string // how the figures got here and were checked

	Tables   []*Table  // in the order of the measures
	Warnings []Warning // of the checks, kept with the figures
}

// Table finds the edition's table of a measure.
func (e *Edition) Table(m figure.Measure) (*Table, bool) {
	for _, t := range e.Tables {
		if t.Measure == m {
			return t, true
		}
	}
	return nil, false
}

// Cells is the number of figures in the edition.
func (e *Edition) Cells() int {
	n := 0
	for _, t := range e.Tables {
		n += t.Cells()
	}
	return n
}

// Wrong tells whether a check found a total that is wrong.
func (e *Edition) Wrong() bool { return wrong(e.Warnings) }

// EditionsHead is the head line of nato/editions.csv.
func EditionsHead() []string {
	return []string{"edition", "title", "published", "cutoff", "years", "price_base", "definition", "coverage", "confidence", "witness"}
}

// EditionsLine is the edition's line of nato/editions.csv.
func (e *Edition) EditionsLine() []string {
	return []string{e.ID, e.Title, e.Published, e.CutOff, e.Years, e.PriceBase, e.Definition, e.Coverage, e.Confidence, e.Witness}
}

// TablesHead is the head line of nato/tables.csv.
func TablesHead() []string {
	return []string{"edition", "measure", "unit", "rows", "cells", "sum"}
}

// TablesLines are the edition's lines of nato/tables.csv.
func (e *Edition) TablesLines() [][]string {
	out := make([][]string, 0, len(e.Tables))
	for _, t := range e.Tables {
		out = append(out, []string{e.ID, t.Measure.String(), t.Unit,
			strconv.Itoa(len(t.Rows)), strconv.Itoa(t.Cells()), t.Sum().String()})
	}
	return out
}

// Folder is where the tables of the edition's source stand: "nato" or "sipri".
func (e *Edition) Folder() string { return strings.ToLower(e.Source) }

// Tree is the edition as files, by the paths data/README.md gives:
// nato/editions.csv, nato/tables.csv and nato/<edition>/<measure>.csv, or
// sipri/editions.csv and sipri/<month>.csv.
func (e *Edition) Tree() map[string][]byte {
	files := e.Data()
	files[path.Join(e.Folder(), "editions.csv")] = Lines(EditionsHead(), e.EditionsLine())
	if e.Source == NATO {
		files[path.Join(e.Folder(), "tables.csv")] = Lines(TablesHead(), e.TablesLines()...)
	}
	return files
}

// Data is Tree without the lists: the tables alone.
func (e *Edition) Data() map[string][]byte {
	files := map[string][]byte{}
	for _, t := range e.Tables {
		if e.Source == SIPRI {
			files[path.Join("sipri", strings.TrimPrefix(e.ID, "sipri-")+".csv")] = t.Printed()
			continue
		}
		base := path.Join("nato", e.ID, t.Measure.String())
		files[base+".csv"] = t.Printed()
		if text := t.Unrounded(); text != nil {
			files[base+".unrounded.csv"] = text
		}
	}
	return files
}

// Lines writes CSV with a head line.
func Lines(head []string, lines ...[]string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(head)     // writing to a buffer does not fail
	_ = w.WriteAll(lines) // it flushes
	return b.Bytes()
}

// ValidID tells whether an identifier can name an edition, and the folder of
// one: a month, "sipri-" and a month, or either with a further word.
func ValidID(id string) bool {
	rest, _ := strings.CutPrefix(id, "sipri-")
	if len(rest) < len("2006-01") || len(rest) > 40 || strings.Trim(rest[:4], "0123456789") != "" || rest[4] != '-' {
		return false
	}
	if m, err := strconv.Atoi(rest[5:7]); err != nil || m < 1 || m > 12 {
		return false
	}
	word, tagged := strings.CutPrefix(rest[7:], "-")
	return rest[7:] == "" || (tagged && word != "" && strings.Trim(word, "abcdefghijklmnopqrstuvwxyz0123456789") == "")
}

// month is the month the identifier names.
func (e *Edition) month() string {
	return strings.TrimPrefix(e.ID, "sipri-")[:len("2006-01")]
}

// describe fills in what an edition says of itself from its tables.
func (e *Edition) describe(bases []string, core bool) {
	lo, hi := figure.LastYear, figure.FirstYear
	held := map[figure.Measure]bool{}
	for _, t := range e.Tables {
		lo, hi = min(lo, t.Years[0].Year), max(hi, t.Years[len(t.Years)-1].Year)
		held[t.Measure] = true
	}
	e.Years = span(lo, hi)
	e.PriceBase = strings.Join(bases, ", ")
	e.Definition = "defence expenditure"
	if core {
		e.Definition = "core defence expenditure"
	}
	if e.Title == "" {
		e.Title = fmt.Sprintf("Defence Expenditure of NATO Countries (%s)", e.Years)
	}
	var lacking []string
	for m := range figure.Measure(figure.Measures) {
		if !held[m] {
			lacking = append(lacking, m.String())
		}
	}
	e.Coverage = "all tables"
	if len(lacking) > 0 {
		e.Coverage = fmt.Sprintf("%d of %d tables; not %s", len(e.Tables), figure.Measures, strings.Join(lacking, ", "))
	}
}

// attest says how the figures got here, after the checks.
func (e *Edition) attest(r *Report) {
	e.Confidence = "imported"
	from := r.File
	if r.SHA256 != "" {
		from += " (SHA-256 " + r.SHA256[:12] + ")"
	}
	bad := 0
	for _, w := range e.Warnings {
		if w.Wrong {
			bad++
		}
	}
	e.Witness = fmt.Sprintf("imported from %s; %d sums and shares computed again, %d differ", from, r.Checks, len(e.Warnings))
	if bad > 0 {
		e.Confidence = "imported with wrong totals"
		e.Witness += fmt.Sprintf(", %d of them are wrong", bad)
	}
}

// codes are the rows of a table without repetition.
func (t *Table) codes() []ally.Code {
	var out []ally.Code
	for _, r := range t.Rows {
		if len(out) == 0 || out[len(out)-1] != r.Code {
			out = append(out, r.Code)
		}
	}
	return out
}
