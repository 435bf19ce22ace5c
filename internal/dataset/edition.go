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

// Edition holds the tables of one publication.
type Edition struct {
	Record
	Own       bool      // the reader imported it
	Imported  string    // ISO date of the import of an own edition; empty if not known
	Redefined bool      // its definition differs from the embedded edition before it
	Warnings  []Warning // from the import of an own edition

	folder string // the name of its folder; differs from ID if ID was taken, see FreeID
	line   int    // of its record in the list
	tables [figure.Measures]*lazyTable
	files  fs.FS
	known  func(ally.Code) bool
}

// NewEdition returns an edition of tables in memory.
func NewEdition(r Record, tables ...*Table) *Edition {
	e := &Edition{Record: r}
	for _, t := range tables {
		e.tables[t.Measure] = &lazyTable{get: func() (*Table, error) { return t, nil }}
	}
	return e
}

// lazyTable is a table that is read once, on first use.
type lazyTable struct {
	record TableRecord // its line in the list of tables
	line   int         // the number of that line
	get    func() (*Table, error)
}

// Holds reports whether the edition has a table of the measure.
func (e *Edition) Holds(m figure.Measure) bool { return int(m) < figure.Measures && e.tables[m] != nil }

// ErrNotHeld is wrapped by the error of Table if the edition has no such table.
var ErrNotHeld = errors.New("not held")

// Table returns the edition's table of a measure, reading it on first use. The error wraps
// ErrNotHeld if there is no such table; otherwise it lists all problems with the table's files.
func (e *Edition) Table(m figure.Measure) (*Table, error) {
	if !e.Holds(m) {
		return nil, fmt.Errorf("%s in edition %s: %w", m, e.ID, ErrNotHeld)
	}
	return e.tables[m].get()
}

// Measures returns the measures the edition has a table of, in NATO's order.
func (e *Edition) Measures() []figure.Measure {
	return slices.DeleteFunc(figure.InOrder(), func(m figure.Measure) bool { return !e.Holds(m) })
}

// Tables reads the edition's tables, in the order of the measures. If some cannot be
// read it returns the others, and the error of the first of them.
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

// Cells returns the number of figures in the edition. It reads all of its tables.
func (e *Edition) Cells() (int, error) {
	tables, err := e.Tables()
	n := 0
	for _, t := range tables {
		n += t.Cells()
	}
	return n, err
}

// Figure returns the edition's figure. It is missing if its table is not held or cannot be read.
func (e *Edition) Figure(m figure.Measure, c ally.Code, y figure.Year) figure.Figure {
	t, _ := e.Table(m)
	return t.At(c, y)
}

// Whole reports whether the edition is held completely.
func (e *Edition) Whole() bool { return e.Coverage == "complete" }

// OwnTables begins the title of tables in NATO's layout that come from no publication.
const OwnTables = "Tables of the reader's own"

// Draft reports whether e is an own edition that the reader has not declared the latest, or
// that has no shares of GDP. A draft is used only when its name is given, and it is not part
// of the chain of revisions.
func (e *Edition) Draft() bool { return e.Own && !(e.Latest && e.Holds(figure.ShareGDP)) }

// Name returns the name for readers: "NATO, July 2026 edition". For an own edition it adds "own"
// and the word after the month in its identifier.
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

// Month returns the month of publication, "July 2026", or the identifier if there is no date.
func (e *Edition) Month() string {
	t, err := time.Parse(time.DateOnly, e.Published)
	if err != nil {
		return e.ID
	}
	return t.Format("January 2006")
}

// lazyTable returns the table in the files base.csv and base.unrounded.csv, unread.
func (e *Edition) lazyTable(m figure.Measure, record TableRecord, line int, base string) *lazyTable {
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

// Problem is a fault in a table or list.
type Problem struct {
	File    string // or the identifier of an own edition
	Line    int    // 0 for the whole file
	Text    string
	Warning bool // a figure is suspicious, but the table can be used
}

// String returns the place and the text.
func (p Problem) String() string {
	return p.File + format.Whenf(p.Line > 0, ":%d", p.Line) + ": " + format.When(p.Warning, "warning: ") + p.Text
}

// filesError collects all problems with files that cannot be used.
type filesError struct {
	problems []Problem
	cause    error // why a file could not be read at all, or nil
}

// complainf adds a problem with a line, or with the whole file if line is 0.
func (b *filesError) complainf(file string, line int, format string, args ...any) {
	b.problems = append(b.problems, Problem{File: file, Line: line, Text: fmt.Sprintf(format, args...)})
}

// unreadable adds the problem that a file cannot be read at all.
func (b *filesError) unreadable(file string, err error) {
	b.complainf(file, 0, "%v", err)
	b.cause = cmp.Or(b.cause, err)
}

// orNil returns b as an error, or nil if it has no problems.
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

// ProblemsOf returns the problems collected in an error of this package, or nil.
func ProblemsOf(err error) []Problem {
	if bad, ok := errors.AsType[*filesError](err); ok {
		return bad.problems
	}
	return nil
}

// The sources of editions.
const (
	NATO  = "NATO"
	SIPRI = "SIPRI"
	// Series is an imported series of another source, with a name of its own. It is shown next
	// to NATO's figures, but never judged by a pledge and never joined to them.
	Series = "series"
)

// Record describes an edition: a line of editions.csv, and the head of the file of an imported one.
type Record struct {
	ID         string `csv:"edition"    json:"id"`         // "2026-07", "sipri-2026-04" or the name of a series
	Source     string `csv:"-"          json:"source"`     // NATO, SIPRI or Series; in a tree the folder gives it
	Title      string `csv:"title"      json:"title"`      //
	Published  string `csv:"published"  json:"published"`  // ISO date
	CutOff     string `csv:"cutoff"     json:"cutoff"`     // ISO date of the cut-off; empty if not printed
	Years      string `csv:"years"      json:"years"`      // years covered, in words
	PriceBase  string `csv:"price_base" json:"price_base"` // base year of constant prices
	Definition string `csv:"definition" json:"definition"` // what is counted
	Coverage   string `csv:"coverage"   json:"coverage"`   // how much of the edition is held
	Confidence string `csv:"confidence" json:"confidence"` // high, good, medium, "imported", "imported with wrong totals"
	Witness    string `csv:"witness"    json:"witness"`    // how the figures got here and were checked
	Credit     string `csv:"credit"     json:"credit"`     // whom to credit for a series; empty for NATO's and SIPRI's
	Latest     bool   `csv:"latest"     json:"latest"`     // an own edition that the reader declared the latest
}

// TableRecord describes a table of an edition: a line of tables.csv.
type TableRecord struct {
	Edition string         `csv:"edition" json:"edition"`
	Measure string         `csv:"measure" json:"measure"` // or the IMF's subject
	Unit    string         `csv:"unit"    json:"unit"`
	Rows    int            `csv:"rows"    json:"rows"`
	Cells   int            `csv:"cells"   json:"cells"`
	Sum     figure.Decimal `csv:"sum"     json:"sum"` // of all cells, as a checksum
}

// Warning is a doubt about one figure, found when its edition was imported: a line of warnings.csv.
type Warning struct {
	Edition string         `csv:"edition" json:"-"`
	Kind    string         `csv:"kind"    json:"kind"`  // "share", "distribution", "total" or "implausible"
	Wrong   bool           `csv:"wrong"   json:"wrong"` // the figure cannot be right; false: it is only suspicious
	Measure figure.Measure `csv:"measure" json:"measure"`
	Code    ally.Code      `csv:"code"    json:"code"`
	Year    figure.Year    `csv:"year"    json:"year"`
	Text    string         `csv:"text"    json:"text"`
}

// String returns the warning as one line.
func (w Warning) String() string {
	return fmt.Sprintf("%s %s %d: %s", w.Measure, w.Code, w.Year, w.Text)
}

// Stored is an edition in the form in which it is stored and opened again.
type Stored struct {
	Record
	Imported string            `json:"imported"` // ISO date; empty if not known
	Warnings []Warning         `json:"warnings"`
	Tables   []TableRecord     `json:"tables"`
	Files    map[string]string `json:"files"` // the text of the tables, by their paths in data/README.md
}

// Folder returns the folder of the edition's source: "nato", "sipri" or "series".
func (r *Record) Folder() string { return strings.ToLower(r.Source) }

const sipriPrefix = "sipri-"

// ValidID reports whether id can name an edition and its folder: a month, "sipri-"
// and a month, or one of these with "-" and a further word.
func ValidID(id string) bool {
	rest := strings.TrimPrefix(id, sipriPrefix)
	return len(rest) <= 40 && regexp.MustCompile(`^\d{4}-(0[1-9]|1[0-2])(-[a-z0-9]+)?$`).MatchString(rest)
}

// ValidName reports whether id can name a series and its folder: lower-case letters,
// digits and hyphens, but not an identifier of an edition or a reserved word.
func ValidName(id string) bool {
	return regexp.MustCompile(`^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$`).MatchString(id) &&
		!strings.HasPrefix(id, sipriPrefix) && !slices.Contains([]string{"nato", "sipri", "imf", "latest", Series}, id)
}

// Storable reports whether id can name an edition or a series that the reader imports.
func Storable(id string) bool { return ValidID(id) || ValidName(id) }

// IsDate reports whether text is a date such as 2006-01-02.
func IsDate(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

const noDate = "%s on %.40q, which is not a date such as 2006-01-02"

// wrongDates returns a message for each malformed date of the record.
func (r *Record) wrongDates() []string {
	undated := r.Published == "" && r.Source == Series // a series may have no date
	return format.Said(
		format.Whenf(!IsDate(r.Published) && !undated, noDate, "published", r.Published),
		format.Whenf(!IsDate(r.CutOff) && r.CutOff != "", noDate, "closed", r.CutOff))
}
