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

// catalogue reads the editions of a tree from its lists. A bad line is added to the
// problems, and its edition or table is left out.
type catalogue struct {
	filesError

	files    fs.FS
	known    func(ally.Code) bool
	editions []*Edition          // of the source that was read last
	byFolder map[string]*Edition // the same, by their identifiers in the list
}

// read reads the lists of a source's editions and tables below dir, which is "nato/",
// "sipri/", "series/", or "" for the root of the tree. An edition of SIPRI is a single
// table that no list names.
func (c *catalogue) read(source, dir string) []*Edition {
	c.editions, c.byFolder = nil, map[string]*Edition{}
	editions, tables := dir+path.Base(editionsFile), dir+path.Base(tablesFile)
	gather(&c.filesError, c.files, editions, func(r Record, line int) error {
		switch {
		case r.ID == "" || !fs.ValidPath(r.ID) || path.Base(r.ID) != r.ID:
			return fmt.Errorf("%.40q cannot name an edition", r.ID)
		case c.byFolder[r.ID] != nil:
			return fmt.Errorf("edition %s is listed twice", r.ID)
		}
		r.Source = source
		for _, text := range r.wrongDates() {
			c.complainf(editions, line, "%s: %s", r.ID, text)
		}
		e := &Edition{Record: r, files: c.files, known: c.known, folder: r.ID, line: line}
		c.editions, c.byFolder[r.ID] = append(c.editions, e), e
		if source == SIPRI {
			return e.addTable(sipriTable(r.ID), 0, dir)
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
		return e.addTable(t, line, dir)
	})
	sortByDate(c.editions)
	for i := 1; i < len(c.editions); i++ {
		c.editions[i].Redefined = c.editions[i].Source == NATO && c.editions[i].Definition != c.editions[i-1].Definition
	}
	return c.editions
}

// addTable adds the table of a line of tables.csv, which is below dir. The table is read later.
func (e *Edition) addTable(t TableRecord, line int, dir string) error {
	m, ok := figure.MeasureByID(t.Measure)
	switch {
	case !ok:
		return fmt.Errorf("unknown measure %.40q", t.Measure)
	case t.Edition != e.folder:
		return fmt.Errorf("its table of %s is listed under edition %.40q", t.Measure, t.Edition)
	case e.Holds(m):
		return fmt.Errorf("%s %s is listed twice", e.folder, t.Measure)
	}
	e.tables[m] = e.lazyTable(m, t, line, e.base(dir, t.Measure))
	return nil
}

// base returns the path of a table below dir, without its ending.
func (e *Edition) base(dir, measure string) string {
	if e.Source == SIPRI {
		return path.Join(dir, strings.TrimPrefix(e.StoredID(), sipriPrefix))
	}
	return path.Join(dir, e.StoredID(), measure)
}

// sipriTable returns the record of the one table of a SIPRI edition, as a list would give it.
func sipriTable(edition string) TableRecord {
	return TableRecord{Edition: edition, Measure: figure.ShareGDP.String(), Unit: "% of GDP"}
}

// ReadEditions returns the editions of a source that a tree lists below dir, which may
// be "". The error lists all problems with the lists; the tables are read later.
func ReadEditions(files fs.FS, source, dir string, known func(ally.Code) bool) ([]*Edition, error) {
	c := &catalogue{files: files, known: known}
	editions := c.read(source, dir)
	return editions, c.orNil()
}

// OpenWith opens a tree as Open does, and adds the reader's own editions. If an identifier
// is taken by an edition of the tree, the own edition gets one from FreeID. Tables of own
// editions are read on first use, too.
//
// An own edition, or one of its tables, that cannot be used is left out, and a problem
// names the edition.
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
	sortByDate(d.editions)
	slices.SortStableFunc(d.others, func(a, b *Edition) int { return strings.Compare(a.Source, b.Source) }) // SIPRI's before series
	return d, problems, nil
}

// FreeID returns an identifier that no edition has: wanted, or wanted with the suffix
// "-own", "-own2" and so on.
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

// Wrong returns how many of the edition's figures cannot be right.
func (e *Edition) Wrong() int {
	return format.Count(e.Warnings, func(w *Warning) bool { return w.Wrong })
}

// StoredID returns the identifier under which an own edition was imported. It differs from
// ID if another edition has that identifier.
func (e *Edition) StoredID() string {
	return cmp.Or(e.folder, e.ID)
}

// add adds an own edition, and returns what is wrong with it.
func (d *Dataset) add(s *Stored) (wrong []string) {
	files := fstest.MapFS{} // meant for tests, but the only file system in memory in the standard library
	for name, text := range s.Files {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	e := &Edition{Record: s.Record, Own: true, Imported: s.Imported, files: files, known: d.known, folder: s.ID}
	tables := s.Tables
	if s.Source == SIPRI { // whatever its list of tables says
		tables = []TableRecord{sipriTable(s.ID)}
	}
	for _, t := range tables {
		if err := e.addTable(t, 0, e.Folder()); err != nil {
			wrong = append(wrong, err.Error())
		}
	}
	for _, w := range s.Warnings {
		if d.known(w.Code) && w.Year >= figure.FirstYear && w.Year <= figure.LastYear {
			e.Warnings = append(e.Warnings, w)
		} else {
			wrong = append(wrong, fmt.Sprintf("one of its warnings names an impossible figure: %.20s in %d", w.Code, w.Year))
		}
	}
	unknown := !slices.Contains([]string{NATO, SIPRI, Series}, s.Source)
	unusable := append(e.wrongDates(), format.Said(
		format.Whenf(!IsDate(s.Imported) && s.Imported != "", noDate, "imported", s.Imported),
		format.Whenf(unknown, "%.40q is not a source of editions", s.Source),
		format.When(len(e.Measures()) == 0, "it has no table"))...)
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

func sortByDate(editions []*Edition) {
	slices.SortStableFunc(editions, func(a, b *Edition) int { return strings.Compare(a.Published, b.Published) })
}
