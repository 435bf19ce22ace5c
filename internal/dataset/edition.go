package dataset

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"
	"time"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
)

// Edition is what one publication said.
type Edition struct {
	ID         string // such as "2026-07": year and month of publication
	Source     string // "NATO", "SIPRI" or "IMF"
	Title      string
	Published  string // ISO date
	CutOff     string // ISO date the figures were closed; empty where not printed
	Years      string // years covered, in words
	PriceBase  string // base year of constant prices
	Definition string // what is counted
	Coverage   string // what of it is held here
	Confidence string // high, good or medium
	Witness    string // how the figures were checked
	// Own tells an edition the reader imported from one the program carries.
	Own bool
	// Warnings are what was noticed when an own edition was imported.
	Warnings []Warning

	folder string // of its tables: ID, but where another edition had that already
	tables [figure.Measures]*lazyTable
	files  fs.FS
	known  func(ally.Code) bool
}

// lazyTable is a table that is read once, when it is first asked for.
type lazyTable struct {
	once  sync.Once
	load  func() (*Table, error)
	table *Table
	err   error
}

func (l *lazyTable) get() (*Table, error) {
	l.once.Do(func() { l.table, l.err = l.load() })
	return l.table, l.err
}

// newEdition makes an edition of a line of nato/editions.csv.
func newEdition(rec []string, files fs.FS, known func(ally.Code) bool) *Edition {
	return &Edition{
		ID: rec[0], Source: "NATO", Title: rec[1], Published: rec[2], CutOff: rec[3], Years: rec[4], PriceBase: rec[5],
		Definition: rec[6], Coverage: rec[7], Confidence: rec[8], Witness: rec[9], files: files, known: known, folder: rec[0],
	}
}

// hold notes that the edition has a table of the measure.
func (e *Edition) hold(m figure.Measure, unit string) {
	base := path.Join("nato", e.folder, m.String())
	e.tables[m] = &lazyTable{load: func() (*Table, error) {
		return e.read(base+".csv", base+".unrounded.csv", m, unit)
	}}
}

// Holds tells whether the edition has a table of the measure.
func (e *Edition) Holds(m figure.Measure) bool { return int(m) < figure.Measures && e.tables[m] != nil }

// ErrNotHeld is wrapped by Table where the edition has no such table.
var ErrNotHeld = errors.New("not held")

// Table returns the edition's table of a measure, reading it when it is first
// asked for. The error wraps ErrNotHeld where there is none, and otherwise
// lists all that is wrong with the table's files.
func (e *Edition) Table(m figure.Measure) (*Table, error) {
	if !e.Holds(m) {
		return nil, fmt.Errorf("%s in edition %s: %w", m, e.ID, ErrNotHeld)
	}
	return e.tables[m].get()
}

// Figure is the edition's figure, not there where the edition holds none or its
// table cannot be read.
func (e *Edition) Figure(m figure.Measure, c ally.Code, y figure.Year) figure.Figure {
	t, err := e.Table(m)
	if err != nil {
		return figure.Figure{}
	}
	return t.At(c, y)
}

// Name is how a reader is told of the edition: "NATO, July 2026 edition". One
// of the reader's own is called so, with what tells it from others of that month.
func (e *Edition) Name() string {
	name := e.Source + ", " + e.Month()
	if e.Source != "SIPRI" {
		name += " edition"
	}
	if !e.Own {
		return name
	}
	if word := e.word(); word != "" && !strings.HasPrefix(word, "own") {
		return name + " (own, " + word + ")"
	}
	return name + " (own)"
}

// word is what the identifier says behind the month: "draft" of "2027-06-draft".
func (e *Edition) word() string {
	month := strings.TrimPrefix(e.ID, "sipri-")
	_, word, _ := strings.Cut(month[min(len("2006-01"), len(month)):], "-")
	return word
}

// Month is the month of publication: "July 2026".
func (e *Edition) Month() string {
	t, err := time.Parse(time.DateOnly, e.Published)
	if err != nil {
		return e.ID
	}
	return t.Format("January 2006")
}

// read reads a table of printed figures and, where the second file is there,
// its unrounded values.
func (e *Edition) read(printed, unrounded string, m figure.Measure, unit string) (*Table, error) {
	t, problems := e.inspect(printed, unrounded, m, unit)
	if len(problems) > 0 {
		return nil, joined(problems)
	}
	return t, nil
}

func (e *Edition) inspect(printed, unrounded string, m figure.Measure, unit string) (*Table, []Problem) {
	text, err := readText(e.files, printed)
	if err != nil {
		return nil, []Problem{{File: printed, Text: err.Error()}}
	}
	r := &reader{file: printed, known: e.known}
	t := r.table(text, m)
	t.Unit = unit
	if e.Source == "SIPRI" {
		roundShares(t)
	}
	if unrounded == "" {
		return t, r.problems
	}
	text, err = readText(e.files, unrounded)
	if errors.Is(err, fs.ErrNotExist) {
		return t, r.problems
	}
	if err != nil {
		return nil, append(r.problems, Problem{File: unrounded, Text: err.Error()})
	}
	r.file = unrounded
	r.unrounded(t, text)
	return t, r.problems
}

// roundShares gives SIPRI's shares, published as unrounded fractions, the two
// decimals they are compared and shown with. It is the only rounding they see.
func roundShares(t *Table) {
	for i, f := range t.cells {
		if f.Known() {
			v := f.Printed.Float()
			t.cells[i] = figure.Figure{Printed: figure.Round(v, 2), Unrounded: v, Held: true, Status: f.Status}
		}
	}
}

// Problem is something wrong with a table.
type Problem struct {
	File string
	Line int // 0 where the whole file is meant
	Text string
	// Warning tells a figure worth a look from a table that cannot be used.
	Warning bool
}

// String names the place and says what is wrong.
func (p Problem) String() string {
	text := p.Text
	if p.Warning {
		text = "warning: " + text
	}
	if p.Line == 0 {
		return p.File + ": " + text
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, text)
}

func joined(problems []Problem) error {
	lines := make([]string, len(problems))
	for i, p := range problems {
		lines[i] = p.String()
	}
	return errors.New(strings.Join(lines, "\n"))
}
