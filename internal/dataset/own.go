package dataset

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"allyscope/data"
	"allyscope/internal/ally"
	"allyscope/internal/figure"
)

// Warning is what was noticed about one figure when its edition was imported.
type Warning struct {
	// Wrong tells a total that cannot be right from a figure worth a look.
	Wrong   bool
	Measure figure.Measure
	Code    ally.Code
	Year    figure.Year
	Text    string
}

// The lists of the reader's own editions that Open knows nothing of.
const (
	warningsFile      = "nato/warnings.csv"
	sipriEditionsFile = "sipri/editions.csv"
)

// EmbeddedWith opens the tables the program carries, and the reader's own beside
// them; see OpenWith.
func EmbeddedWith(own fs.FS) (*Dataset, []Problem, error) { return OpenWith(data.Files(), own) }

// OpenWith opens a tree as Open does and, beside its editions, the reader's own:
// a second tree laid out likewise, with nato/warnings.csv and sipri/editions.csv,
// or nil. All stand in one list by their dates, each with its own tables, which
// are read when they are asked for. An identifier both have stays with the first
// tree's edition, the other is known with "-own" behind it.
//
// What is wrong with an own edition leaves out that edition, or that table, and
// is told of; the rest opens.
func OpenWith(files, own fs.FS) (*Dataset, []Problem, error) {
	d, err := Open(files)
	if err != nil || own == nil {
		return d, nil, err
	}
	j := &joiner{d: d, own: own, nato: map[string]*Edition{}}
	j.editions()
	j.tables()
	j.warnings()
	j.sipri()
	j.settle()
	return d, j.problems, nil
}

// FreeID is an identifier under which a further edition can be known: the one
// wanted, or that with "-own" behind it, or "-own2", …
func (d *Dataset) FreeID(wanted string) string {
	id := wanted
	for n := 2; d.taken(id); n++ {
		id = wanted + "-own"
		if n > 2 {
			id += strconv.Itoa(n - 1)
		}
	}
	return id
}

func (d *Dataset) taken(id string) bool {
	_, nato := d.Edition(id)
	return nato || d.sipri.ID == id || slices.ContainsFunc(d.spare, func(e *Edition) bool { return e.ID == id })
}

// Superseded are SIPRI's editions that are held and not in use, as SIPRI is newer or
// as new. The slice must not be changed.
func (d *Dataset) Superseded() []*Edition { return d.spare }

// WarningsOf are what was noticed about one figure of the edition.
func (e *Edition) WarningsOf(c ally.Code, m figure.Measure, y figure.Year) []Warning {
	var out []Warning
	for _, w := range e.Warnings {
		if w.Code == c && w.Measure == m && w.Year == y {
			out = append(out, w)
		}
	}
	return out
}

// Wrong is how many of the edition's totals were found wrong.
func (e *Edition) Wrong() int {
	n := 0
	for _, w := range e.Warnings {
		if w.Wrong {
			n++
		}
	}
	return n
}

// StoredID is the identifier an own edition was imported under, which differs
// from ID where the program has since come to carry an edition of that name.
func (e *Edition) StoredID() string {
	if e.Own && e.Source == "SIPRI" {
		return "sipri-" + e.folder
	}
	return e.folder
}

// Cells is the number of figures in the edition; it reads all of its tables.
func (e *Edition) Cells() (int, error) {
	n := 0
	for m := range figure.Measure(figure.Measures) {
		if !e.Holds(m) {
			continue
		}
		t, err := e.Table(m)
		if err != nil {
			return n, err
		}
		n += t.Cells()
	}
	return n, nil
}

// joiner puts the reader's own editions beside those that are open.
type joiner struct {
	d        *Dataset
	own      fs.FS
	nato     map[string]*Edition // by the identifier they are stored under
	order    []*Edition
	problems []Problem
}

func (j *joiner) complainf(file, format string, args ...any) {
	j.problems = append(j.problems, Problem{File: file, Text: fmt.Sprintf(format, args...)})
}

// each reads a list, in which one bad line is left out and told of. A list that
// is not there is empty.
func (j *joiner) each(name string, columns int, add func([]string) error) {
	err := eachRecord(j.own, name, columns, func(rec []string) error {
		if err := add(rec); err != nil {
			j.complainf(name, "%v", err)
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		j.problems = append(j.problems, Problem{File: name, Text: err.Error()})
	}
}

// edition makes an own edition of a line of a list.
func (j *joiner) edition(rec []string) (*Edition, error) {
	e := newEdition(rec, j.own, j.d.known)
	e.Own = true
	if e.ID == "" || !fs.ValidPath(e.ID) || path.Base(e.ID) != e.ID {
		return nil, fmt.Errorf("%.40q names no edition", e.ID)
	}
	if _, err := time.Parse(time.DateOnly, e.Published); err != nil {
		return nil, fmt.Errorf("edition %s is left out: %.40q is no date of publication", e.ID, e.Published)
	}
	return e, nil
}

func (j *joiner) editions() {
	j.each(editionsFile, 10, func(rec []string) error {
		e, err := j.edition(rec)
		switch {
		case err != nil:
			return err
		case j.nato[e.ID] != nil:
			return fmt.Errorf("edition %s stands twice", e.ID)
		}
		j.nato[e.ID] = e
		j.order = append(j.order, e)
		return nil
	})
}

func (j *joiner) tables() {
	j.each(tablesFile, 6, func(rec []string) error {
		m, ok := figure.MeasureByID(rec[1])
		e := j.nato[rec[0]]
		if !ok || e == nil {
			return fmt.Errorf("unknown edition or measure: %.40s %.40s", rec[0], rec[1])
		}
		e.hold(m, rec[2])
		return nil
	})
}

func (j *joiner) warnings() {
	j.each(warningsFile, 7, func(rec []string) error {
		e := j.nato[rec[0]]
		m, ok := figure.MeasureByID(rec[3])
		y, err := strconv.Atoi(rec[5])
		if e == nil || !ok || err != nil {
			return fmt.Errorf("a warning of no figure: %.40s %.40s %.40s", rec[0], rec[3], rec[5])
		}
		e.Warnings = append(e.Warnings, Warning{
			Wrong: rec[2] == "true", Measure: m, Code: ally.Code(rec[4]), Year: figure.Year(y), Text: rec[6],
		})
		return nil
	})
}

// sipri takes the newest of SIPRI's editions in place of an older one. There is
// one at a time: it is a second source, not a second list of editions.
func (j *joiner) sipri() {
	j.each(sipriEditionsFile, 10, func(rec []string) error {
		e, err := j.edition(rec)
		if err != nil {
			return err
		}
		e.Source, e.folder = "SIPRI", strings.TrimPrefix(e.ID, "sipri-")
		e.tables[figure.ShareGDP] = &lazyTable{load: func() (*Table, error) {
			return e.read(path.Join("sipri", e.folder+".csv"), "", figure.ShareGDP, "% of GDP")
		}}
		e.ID = j.d.FreeID(e.ID)
		other := e
		if e.Published > j.d.sipri.Published {
			other, j.d.sipri = j.d.sipri, e
		}
		j.d.spare = append(j.d.spare, other)
		return nil
	})
}

// settle names the editions apart and puts them in order.
func (j *joiner) settle() {
	for _, e := range j.order {
		if !holdsAny(e) {
			j.complainf(editionsFile, "edition %s is left out: it has no table", e.ID)
			continue
		}
		e.ID = j.d.FreeID(e.ID)
		j.d.editions = append(j.d.editions, e)
	}
	all := j.d.editions
	sort.SliceStable(all, func(a, b int) bool { return all[a].Published < all[b].Published })
}

// holdsAny tells whether an edition has any table.
func holdsAny(e *Edition) bool {
	for _, t := range e.tables {
		if t != nil {
			return true
		}
	}
	return false
}
