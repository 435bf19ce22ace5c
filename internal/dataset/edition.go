package dataset

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// Edition is what one publication said.
type Edition struct {
	Record
	Own       bool      // the reader imported it
	Imported  string    // ISO date of an own edition; empty where it is not known
	Redefined bool      // it counts another thing than the one before it, of those that the program carries
	Warnings  []Warning // what was noticed when an own edition was imported

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
		e.tables[t.Measure] = &lazyTable{get: func() (*Table, error) { return t, nil }}
	}
	return e
}

// lazyTable is a table that is read once, when it is first asked for.
type lazyTable struct {
	record TableRecord // what the list says of it
	line   int         // of the record
	get    func() (*Table, error)
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

// Measures are those the edition has a table of, in their order.
func (e *Edition) Measures() []figure.Measure {
	return slices.DeleteFunc(figure.InOrder(), func(m figure.Measure) bool { return !e.Holds(m) })
}

// Tables reads the edition's tables, in the order of the measures. The error is
// that of the first table that cannot be read; the others are there.
func (e *Edition) Tables() (tables []*Table, err error) {
	for _, m := range e.Measures() {
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

// Figure is the edition's figure, not there where its table is not held or cannot be read.
func (e *Edition) Figure(m figure.Measure, c ally.Code, y figure.Year) figure.Figure {
	t, _ := e.Table(m)
	return t.At(c, y)
}

// Whole tells that all of the edition is held.
func (e *Edition) Whole() bool { return e.Coverage == "complete" }

// OwnTables begins the title of tables in NATO's layout that come from no publication.
const OwnTables = "Tables of the reader's own"

// Draft tells one of the reader's own that they have not declared complete and the
// latest. It is asked for by its name, and is no link in the chain of revisions.
func (e *Edition) Draft() bool { return e.Own && !(e.Latest && e.Holds(figure.ShareGDP)) }

// Name is how a reader is told of the edition: "NATO, July 2026 edition". One of the
// reader's own has with it what tells it from others of that month.
func (e *Edition) Name() string {
	if e.Source == Series {
		return e.Title + " (own series)"
	}
	name := e.Source + ", " + e.Month() + format.When(e.Source != SIPRI, " edition")
	if !e.Own {
		return name
	}
	month := strings.TrimPrefix(e.ID, sipriPrefix)
	_, word, _ := strings.Cut(month[min(len("2006-01"), len(month)):], "-") // "draft" of "2027-06-draft"
	return name + " (" + format.Join(", ", "own", format.When(!strings.HasPrefix(word, "own"), word)) + ")"
}

// Month is the month of publication: "July 2026".
func (e *Edition) Month() string {
	t, err := time.Parse(time.DateOnly, e.Published)
	if err != nil {
		return e.ID
	}
	return t.Format("January 2006")
}

func (e *Edition) later(m figure.Measure, record TableRecord, line int, base string) *lazyTable {
	return &lazyTable{record, line, sync.OnceValues(func() (*Table, error) {
		t, err := ReadTable(e.files, base, m, e.known)
		if err != nil {
			return nil, err
		}
		t.Unit = record.Unit
		if e.Source == SIPRI {
			t.RoundShares()
		}
		return t, nil
	})}
}

// Problem is something wrong with a table.
type Problem struct {
	File    string // or the identifier of an own edition
	Line    int    // 0 where the whole file is meant
	Text    string
	Warning bool // it is a figure worth a look, and the table can be used
}

// String names the place and says what is wrong.
func (p Problem) String() string {
	return p.File + format.Whenf(p.Line > 0, ":%d", p.Line) + ": " + format.When(p.Warning, "warning: ") + p.Text
}

// filesError is the error of files that cannot be used: it gathers all that is wrong.
type filesError struct {
	problems []Problem
	cause    error // why one of them could not be read at all, or nil
}

// complainf complains of a line, or where that is 0 of the file.
func (b *filesError) complainf(file string, line int, format string, args ...any) {
	b.problems = append(b.problems, Problem{File: file, Line: line, Text: fmt.Sprintf(format, args...)})
}

// unread complains of a file that cannot be read at all.
func (b *filesError) unread(file string, err error) {
	b.complainf(file, 0, "%v", err)
	b.cause = cmp.Or(b.cause, err)
}

// orNil is nil where nothing is wrong.
func (b *filesError) orNil() error {
	if len(b.problems) == 0 {
		return nil
	}
	return b
}

func (b *filesError) Error() string {
	return strings.Join(format.Each(b.problems, Problem.String), "\n")
}

func (b *filesError) Unwrap() error { return b.cause }

// ProblemsOf are the problems an error of this package is made of.
func ProblemsOf(err error) []Problem {
	if bad, ok := errors.AsType[*filesError](err); ok {
		return bad.problems
	}
	return nil
}

// The sources an edition can be of.
const (
	NATO  = "NATO"
	SIPRI = "SIPRI"
	// Series is a series of the reader's own, under a name of its own: it stands beside
	// NATO's figures, is never judged as theirs and never joined to them.
	Series = "series"
)

// Record is what is known of an edition besides its figures: a line of
// editions.csv, and the head of what is stored of an imported one.
type Record struct {
	ID         string `csv:"edition"    json:"id"`         // such as "2026-07": year and month of publication; "sipri-2026-04"
	Source     string `csv:"-"          json:"source"`     // NATO, SIPRI or Series: said by the folder, not by the list
	Title      string `csv:"title"      json:"title"`      //
	Published  string `csv:"published"  json:"published"`  // ISO date
	CutOff     string `csv:"cutoff"     json:"cutoff"`     // ISO date the figures were closed; empty where not printed
	Years      string `csv:"years"      json:"years"`      // years covered, in words
	PriceBase  string `csv:"price_base" json:"price_base"` // base year of constant prices
	Definition string `csv:"definition" json:"definition"` // what is counted
	Coverage   string `csv:"coverage"   json:"coverage"`   // what of it is held here
	Confidence string `csv:"confidence" json:"confidence"` // high, good or medium; "imported", also "with wrong totals"
	Witness    string `csv:"witness"    json:"witness"`    // how the figures got here and were checked
	Credit     string `csv:"credit"     json:"credit"`     // whom to name for a series; empty for NATO's and SIPRI's
	Latest     bool   `csv:"latest"     json:"latest"`     // an own edition that is complete and, the reader says, the latest
}

// TableRecord is a line of tables.csv: a table that an edition has.
type TableRecord struct {
	Edition string         `csv:"edition" json:"edition"`
	Measure string         `csv:"measure" json:"measure"` // or the IMF's subject
	Unit    string         `csv:"unit"    json:"unit"`
	Rows    int            `csv:"rows"    json:"rows"`
	Cells   int            `csv:"cells"   json:"cells"`
	Sum     figure.Decimal `csv:"sum"     json:"sum"` // of all cells: a checksum and nothing more
}

// Warning is what was noticed about one figure when its edition was imported: a
// line of warnings.csv.
type Warning struct {
	Edition string         `csv:"edition" json:"-"`
	Kind    string         `csv:"kind"    json:"kind"`  // "share", "distribution", "total" or "implausible"
	Wrong   bool           `csv:"wrong"   json:"wrong"` // a total that cannot be right, not a figure worth a look
	Measure figure.Measure `csv:"measure" json:"measure"`
	Code    ally.Code      `csv:"code"    json:"code"`
	Year    figure.Year    `csv:"year"    json:"year"`
	Text    string         `csv:"text"    json:"text"`
}

// String is the warning as one line.
func (w Warning) String() string {
	return fmt.Sprintf("%s %s %d: %s", w.Measure, w.Code, w.Year, w.Text)
}

// Stored is an edition as it is kept, and as one of the reader's own comes back.
type Stored struct {
	Record
	Imported string            `json:"imported"` // ISO date; empty where it was not said
	Warnings []Warning         `json:"warnings"`
	Tables   []TableRecord     `json:"tables"`
	Files    map[string]string `json:"files"` // the tables themselves, by the paths data/README.md gives
}

// Folder is where the tables of the edition's source stand: "nato", "sipri" or "series".
func (r *Record) Folder() string { return strings.ToLower(r.Source) }

const sipriPrefix = "sipri-"

// ValidID tells whether an identifier can name an edition, and the folder of
// one: a month, "sipri-" and a month, or either with a further word.
func ValidID(id string) bool {
	rest := strings.TrimPrefix(id, sipriPrefix)
	return len(rest) <= 40 && regexp.MustCompile(`^\d{4}-(0[1-9]|1[0-2])(-[a-z0-9]+)?$`).MatchString(rest)
}

// ValidName tells whether a word can name a series of the reader's own, and the folder
// of one: small letters, digits and hyphens, no identifier of an edition.
func ValidName(id string) bool {
	return regexp.MustCompile(`^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$`).MatchString(id) &&
		!strings.HasPrefix(id, sipriPrefix) && !slices.Contains([]string{"nato", "sipri", "imf", "latest", Series}, id)
}

// Storable tells whether an identifier names what a reader can have of their own.
func Storable(id string) bool { return ValidID(id) || ValidName(id) }

// IsDate tells whether text is a date such as 2006-01-02.
func IsDate(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

const noDate = "%s on %.40q, which is no date such as 2006-01-02"

// wrongDates says which of the record's dates are none.
func (r *Record) wrongDates() []string {
	undated := r.Published == "" && r.Source == Series // not every series has a day
	return format.Said(
		format.Whenf(!IsDate(r.Published) && !undated, noDate, "published", r.Published),
		format.Whenf(!IsDate(r.CutOff) && r.CutOff != "", noDate, "closed", r.CutOff))
}
