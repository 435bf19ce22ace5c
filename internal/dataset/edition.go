package dataset

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"time"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
)

// Edition is what one publication said.
type Edition struct {
	Record
	// Own tells an edition the reader imported from one the program carries.
	Own bool
	// Redefined tells that it counts another thing than the edition before it, of those
	// that the program carries.
	Redefined bool
	// Warnings are what was noticed when an own edition was imported.
	Warnings []Warning

	folder string // of its tables, and what its tree calls it: ID, but where another edition had that already
	line   int    // of its record in the list
	tables [figure.Measures]*lazyTable
	files  fs.FS
	known  func(ally.Code) bool
}

// NewEdition is an edition of tables at hand.
func NewEdition(r Record, tables ...*Table) *Edition {
	e := &Edition{Record: r}
	for _, t := range tables {
		e.tables[t.Measure] = &lazyTable{load: func() (*Table, error) { return t, nil }}
	}
	return e
}

// lazyTable is a table that is read once, when it is first asked for.
type lazyTable struct {
	record TableRecord // what the list says of it
	line   int         // of the record
	once   sync.Once
	load   func() (*Table, error)
	table  *Table
	err    error
}

func (l *lazyTable) get() (*Table, error) {
	l.once.Do(func() { l.table, l.err = l.load() })
	return l.table, l.err
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

// Tables reads the edition's tables, in the order of the measures. The error is
// that of the first table that cannot be read; the others are there.
func (e *Edition) Tables() (tables []*Table, err error) {
	for m := range figure.Measure(figure.Measures) {
		if !e.Holds(m) {
			continue
		}
		t, bad := e.Table(m)
		if bad == nil {
			tables = append(tables, t)
		} else if err == nil {
			err = bad
		}
	}
	return tables, err
}

// Cells is the number of figures in the edition; it reads all of its tables.
func (e *Edition) Cells() (int, error) {
	tables, err := e.Tables()
	n := 0
	for _, t := range tables {
		n += t.Cells()
	}
	return n, err
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

// OwnTables begins the title of tables in NATO's layout that come from no publication.
const OwnTables = "Tables of the reader's own"

// Draft tells one of the reader's own that they have not declared complete and the
// latest. It is asked for by its name, and is no link in the chain of revisions.
func (e *Edition) Draft() bool { return e.Own && !(e.Latest && e.Holds(figure.ShareGDP)) }

// Name is how a reader is told of the edition: "NATO, July 2026 edition". One
// of the reader's own is called so, with what tells it from others of that month.
func (e *Edition) Name() string {
	if e.Source == Series {
		return e.Title + " (own series)"
	}
	name := e.Source + ", " + e.Month()
	if e.Source != SIPRI {
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
	month := strings.TrimPrefix(e.ID, sipriPrefix)
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

// read reads a table of the edition.
func (e *Edition) read(printed, unrounded string, m figure.Measure, unit string) (*Table, error) {
	t, err := ReadTable(e.files, printed, unrounded, m, e.known)
	if err != nil {
		return nil, err
	}
	t.Unit = unit
	if e.Source == SIPRI {
		t.RoundShares()
	}
	return t, nil
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

// filesError is the error of files that cannot be used, with all that is wrong.
type filesError struct {
	problems []Problem
	cause    error // why one of them could not be read at all, or nil
}

func (b *filesError) Error() string {
	lines := make([]string, len(b.problems))
	for i, p := range b.problems {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

func (b *filesError) Unwrap() error { return b.cause }

// joined makes an error of problems, nil where there is none.
func joined(problems []Problem, cause error) error {
	if len(problems) == 0 {
		return nil
	}
	return &filesError{problems, cause}
}

// ProblemsOf are the problems an error of this package is made of.
func ProblemsOf(err error) []Problem {
	if bad, ok := errors.AsType[*filesError](err); ok {
		return bad.problems
	}
	return nil
}
