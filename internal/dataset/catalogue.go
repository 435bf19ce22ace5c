package dataset

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
)

// The lists of a tree. Warnings, SIPRI's editions and series are listed for the
// reader's own alone.
const (
	editionsFile      = "nato/editions.csv"
	tablesFile        = "nato/tables.csv"
	warningsFile      = "nato/warnings.csv"
	sipriEditionsFile = "sipri/editions.csv"
	seriesFile        = "series/editions.csv"
	seriesTablesFile  = "series/tables.csv"
)

// catalogue gathers the editions of a tree from its lists. What is wrong with a
// line is told of, and the edition or table it speaks of left out.
type catalogue struct {
	files    fs.FS
	known    func(ally.Code) bool
	own      bool                // of the reader's own: a list may be missing, an edition without a date is left out
	editions []*Edition          // of the source that is read
	byFolder map[string]*Edition // by the identifier their tree gives them
	problems []Problem
	cause    error // why a list could not be read at all
}

func (c *catalogue) complainf(file string, line int, format string, args ...any) {
	c.problems = append(c.problems, Problem{File: file, Line: line, Text: fmt.Sprintf(format, args...)})
}

func list[L any](c *catalogue, name string, add func(record L, line int) error) {
	if err := readList(c.files, name, add); !c.own || !errors.Is(err, fs.ErrNotExist) {
		c.problems, c.cause = append(c.problems, ProblemsOf(err)...), cmp.Or(errors.Unwrap(err), c.cause)
	}
}

func (c *catalogue) add(r Record, name string, line int) (*Edition, error) {
	if r.ID == "" || !fs.ValidPath(r.ID) || path.Base(r.ID) != r.ID {
		return nil, fmt.Errorf("%.40q names no edition", r.ID)
	}
	if c.byFolder[r.ID] != nil {
		return nil, fmt.Errorf("edition %s stands twice", r.ID)
	}
	for _, text := range r.wrongDates() {
		if c.own {
			return nil, fmt.Errorf("edition %s is left out: %s", r.ID, text)
		}
		c.complainf(name, line, "%s: %s", r.ID, text)
	}
	e := &Edition{Record: r, Own: c.own, files: c.files, known: c.known, folder: r.ID, line: line}
	c.editions, c.byFolder[r.ID] = append(c.editions, e), e
	return e, nil
}

// read reads the lists of a source's editions and tables below a folder: "nato/",
// "sipri/", "series/" or, where that is the tree itself, "". Each edition of SIPRI's is
// one table, which no list names.
func (c *catalogue) read(source, dir string) []*Edition {
	c.editions, c.byFolder = nil, map[string]*Edition{}
	editions, tables := dir+path.Base(editionsFile), dir+path.Base(tablesFile)
	list(c, editions, func(r Record, line int) error {
		r.Source = source
		e, err := c.add(r, editions, line)
		if err == nil && source == SIPRI {
			e.holdShares()
		}
		return err
	})
	if source == SIPRI {
		return c.editions
	}
	list(c, tables, func(t TableRecord, line int) error {
		e := c.byFolder[t.Edition]
		m, ok := figure.MeasureByID(t.Measure)
		switch {
		case e == nil:
			return fmt.Errorf("edition %.40q has no line in %s", t.Edition, editions)
		case !ok:
			return fmt.Errorf("unknown measure %.40q", t.Measure)
		case e.Holds(m):
			return fmt.Errorf("%s %s stands twice", t.Edition, t.Measure)
		}
		e.tables[m] = e.later(m, t, line, path.Join(dir, t.Edition, t.Measure))
		return nil
	})
	byDay(c.editions)
	for i := 1; i < len(c.editions); i++ {
		c.editions[i].Redefined = c.editions[i].Source == NATO && c.editions[i].Definition != c.editions[i-1].Definition
	}
	return c.editions
}

// holdShares notes that an edition of SIPRI's has its one table.
func (e *Edition) holdShares() {
	e.tables[figure.ShareGDP] = e.later(figure.ShareGDP, TableRecord{Unit: "% of GDP"}, 0, e.shares())
}

// shares is where the one table of an edition of SIPRI's stands, without its ending.
func (e *Edition) shares() string {
	return path.Join("sipri", strings.TrimPrefix(e.StoredID(), sipriPrefix))
}

// ReadEditions finds the editions of a source that a tree lists below a folder, which
// may be "". Anything wrong with the lists is an error. Their tables
// are read when they are asked for.
func ReadEditions(files fs.FS, source, dir string, known func(ally.Code) bool) ([]*Edition, error) {
	c := &catalogue{files: files, known: known}
	editions := c.read(source, dir)
	return editions, joined(c.problems, c.cause)
}

// OpenWith opens a tree as Open does and, beside its editions, the reader's own:
// a second tree laid out likewise, with nato/warnings.csv, sipri/editions.csv and
// series, or nil. Those of NATO's that are no drafts stand in one list by their dates,
// each with its own tables, which are read when they are asked for. An identifier both have stays with the
// first tree's edition, the other is known with "-own" behind it.
//
// What is wrong with an own edition leaves out that edition, or that table, and
// is told of; the rest opens.
func OpenWith(files, own fs.FS) (*Dataset, []Problem, error) {
	d, err := Open(files)
	if err != nil || own == nil {
		return d, nil, err
	}
	c := &catalogue{files: own, known: d.known, own: true}
	nato := c.read(NATO, "nato/")
	c.readWarnings()
	others := slices.Concat(c.read(SIPRI, "sipri/"), c.read(Series, "series/"))
	d.addNATO(c, nato)
	for _, e := range others {
		e.ID = d.FreeID(e.ID)
		d.others = append(d.others, e)
	}
	return d, c.problems, nil
}

// FreeID is an identifier under which a further edition can be known: the one
// wanted, or that with "-own" behind it, or "-own2", …
func (d *Dataset) FreeID(wanted string) string {
	id := wanted
	for n := 1; ; n++ {
		if _, taken := d.Find(id); !taken {
			return id
		}
		if id = wanted + "-own"; n > 1 {
			id += strconv.Itoa(n)
		}
	}
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
	return cmp.Or(e.folder, e.ID)
}

func (c *catalogue) readWarnings() {
	list(c, warningsFile, func(w Warning, _ int) error {
		e := c.byFolder[w.Edition]
		if e == nil {
			return fmt.Errorf("a warning of no figure: edition %.40q is not listed", w.Edition)
		}
		e.Warnings = append(e.Warnings, w)
		return nil
	})
}

// addNATO puts the reader's own editions among the others, by names of their own.
func (d *Dataset) addNATO(c *catalogue, own []*Edition) {
	for _, e := range own {
		if len(e.Measures()) == 0 {
			c.complainf(editionsFile, e.line, "edition %s is left out: it has no table", e.ID)
			continue
		}
		e.ID, e.Redefined = d.FreeID(e.ID), false // what came before it is not among their own
		if e.Draft() {
			d.drafts = append(d.drafts, e)
		} else {
			d.editions = append(d.editions, e)
		}
	}
	byDay(d.editions)
}

func byDay(editions []*Edition) {
	slices.SortStableFunc(editions, func(a, b *Edition) int { return strings.Compare(a.Published, b.Published) })
}
