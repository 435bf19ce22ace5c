package dataset

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing/fstest"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// The lists of NATO's editions.
const (
	editionsFile = "nato/editions.csv"
	tablesFile   = "nato/tables.csv"
)

// catalogue gathers the editions of a tree from its lists. What is wrong with a
// line is told of, and the edition or table it speaks of left out.
type catalogue struct {
	filesError

	files    fs.FS
	known    func(ally.Code) bool
	editions []*Edition          // of the source that is read
	byFolder map[string]*Edition // by the identifier their tree gives them
}

// read reads the lists of a source's editions and tables below a folder: "nato/",
// "sipri/", "series/" or, where that is the tree itself, "". Each edition of SIPRI's is
// one table, which no list names.
func (c *catalogue) read(source, dir string) []*Edition {
	c.editions, c.byFolder = nil, map[string]*Edition{}
	editions, tables := dir+path.Base(editionsFile), dir+path.Base(tablesFile)
	gather(&c.filesError, c.files, editions, func(r Record, line int) error {
		switch {
		case r.ID == "" || !fs.ValidPath(r.ID) || path.Base(r.ID) != r.ID:
			return fmt.Errorf("%.40q names no edition", r.ID)
		case c.byFolder[r.ID] != nil:
			return fmt.Errorf("edition %s stands twice", r.ID)
		}
		r.Source = source
		for _, text := range r.wrongDates() {
			c.complainf(editions, line, "%s: %s", r.ID, text)
		}
		e := &Edition{Record: r, files: c.files, known: c.known, folder: r.ID, line: line}
		c.editions, c.byFolder[r.ID] = append(c.editions, e), e
		if source == SIPRI {
			return e.hold(shares(r.ID), 0, dir)
		}
		return nil
	})
	if source == SIPRI {
		return c.editions
	}
	gather(&c.filesError, c.files, tables, func(t TableRecord, line int) error {
		e := c.byFolder[t.Edition]
		if e == nil {
			return fmt.Errorf("edition %.40q has no line in %s", t.Edition, editions)
		}
		return e.hold(t, line, dir)
	})
	byDay(c.editions)
	for i := 1; i < len(c.editions); i++ {
		c.editions[i].Redefined = c.editions[i].Source == NATO && c.editions[i].Definition != c.editions[i-1].Definition
	}
	return c.editions
}

// hold notes that the edition has a table below a folder, of which a line of a list speaks.
func (e *Edition) hold(t TableRecord, line int, dir string) error {
	m, ok := figure.MeasureByID(t.Measure)
	switch {
	case !ok:
		return fmt.Errorf("unknown measure %.40q", t.Measure)
	case t.Edition != e.folder:
		return fmt.Errorf("its table of %s is said to be of edition %.40q", t.Measure, t.Edition)
	case e.Holds(m):
		return fmt.Errorf("%s %s stands twice", e.folder, t.Measure)
	}
	e.tables[m] = e.later(m, t, line, e.base(dir, t.Measure))
	return nil
}

// base is where a table of the edition stands below a folder, without its ending: the one
// of SIPRI's is the edition.
func (e *Edition) base(dir, measure string) string {
	if e.Source == SIPRI {
		return path.Join(dir, strings.TrimPrefix(e.StoredID(), sipriPrefix))
	}
	return path.Join(dir, e.StoredID(), measure)
}

// shares is what a list would say of the one table of an edition of SIPRI's.
func shares(edition string) TableRecord {
	return TableRecord{Edition: edition, Measure: figure.ShareGDP.String(), Unit: "% of GDP"}
}

// ReadEditions finds the editions of a source that a tree lists below a folder, which
// may be "". Anything wrong with the lists is an error; their tables are read later.
func ReadEditions(files fs.FS, source, dir string, known func(ally.Code) bool) ([]*Edition, error) {
	c := &catalogue{files: files, known: known}
	editions := c.read(source, dir)
	return editions, c.orNil()
}

// OpenWith opens a tree as Open does and, beside its editions, the reader's own, oldest first.
// Those of NATO's that are no drafts stand in one list by their dates, each with its own
// tables, which are read when they are asked for. An identifier both have stays with the
// tree's edition, the other is known with "-own" behind it.
//
// What is wrong with an own edition leaves out that edition, or that table, and
// is told of by its identifier; the rest opens.
func OpenWith(files fs.FS, own []Stored) (*Dataset, []Problem, error) {
	d, err := Open(files)
	if err != nil {
		return nil, nil, err
	}
	var problems []Problem
	for i := range own {
		for _, text := range d.add(&own[i]) {
			problems = append(problems, Problem{File: own[i].ID, Text: text})
		}
	}
	byDay(d.editions)
	slices.SortStableFunc(d.others, func(a, b *Edition) int { return strings.Compare(a.Source, b.Source) }) // SIPRI's before series
	return d, problems, nil
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
	return format.Count(e.Warnings, func(w *Warning) bool { return w.Wrong })
}

// StoredID is the identifier an own edition was imported under, which differs
// from ID where the program has since come to carry an edition of that name.
func (e *Edition) StoredID() string {
	return cmp.Or(e.folder, e.ID)
}

// add takes up an edition of the reader's own, and says what is wrong with it.
func (d *Dataset) add(s *Stored) (wrong []string) {
	e := &Edition{Record: s.Record, Own: true, Imported: s.Imported, files: s.tree(), known: d.known, folder: s.ID}
	tables := s.Tables
	if s.Source == SIPRI { // the one table of SIPRI's is the edition, whatever is listed
		tables = []TableRecord{shares(s.ID)}
	}
	for _, t := range tables {
		if err := e.hold(t, 0, e.Folder()); err != nil {
			wrong = append(wrong, err.Error())
		}
	}
	for _, w := range s.Warnings {
		if d.known(w.Code) && w.Year >= figure.FirstYear && w.Year <= figure.LastYear {
			e.Warnings = append(e.Warnings, w)
		} else {
			wrong = append(wrong, fmt.Sprintf("a warning in it is of no figure there can be: %.20s in %d", w.Code, w.Year))
		}
	}
	foreign := !slices.Contains([]string{NATO, SIPRI, Series}, s.Source)
	unusable := append(e.wrongDates(), format.Said(
		format.Whenf(!IsDate(s.Imported) && s.Imported != "", noDate, "imported", s.Imported),
		format.Whenf(foreign, "%.40q is no source of editions", s.Source), format.When(len(e.Measures()) == 0, "it has no table"))...)
	if len(unusable) > 0 {
		return slices.Concat([]string{"it is left out: " + strings.Join(unusable, "; ")}, wrong)
	}
	e.ID = d.FreeID(e.ID)
	switch {
	case e.Source != NATO:
		d.others = append(d.others, e)
	case e.Draft():
		d.drafts = append(d.drafts, e)
	default:
		d.editions = append(d.editions, e)
	}
	return wrong
}

// tree is where the tables of an edition that is kept are read.
func (s *Stored) tree() fs.FS {
	tree := fstest.MapFS{} // it is for tests, and the one tree in memory that the standard library has
	for name, text := range s.Files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return tree
}

func byDay(editions []*Edition) {
	slices.SortStableFunc(editions, func(a, b *Edition) int { return strings.Compare(a.Published, b.Published) })
}
