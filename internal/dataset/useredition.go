package dataset

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"strconv"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
)

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
	c.read(NATO, "nato/")
	c.readWarnings()
	nato := c.take()
	c.readSIPRI()
	sipri := c.take()
	c.read(Series, "series/")
	d.addNATO(c, nato)
	for _, e := range slices.Concat(sipri, c.take()) {
		e.ID = d.FreeID(e.ID)
		d.others = append(d.others, e)
	}
	return d, c.problems, nil
}

// take are the editions read until now, and forgets them.
func (c *catalogue) take() []*Edition {
	out := c.editions
	c.editions, c.byFolder = nil, nil
	return out
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
	_, found := d.Find(id)
	return found
}

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
	return cmp.Or(e.folder, e.ID)
}

func (c *catalogue) readWarnings() {
	list(c, warningsFile, func(w Warning, _ int) error {
		e := c.find(w.Edition)
		if e == nil {
			return fmt.Errorf("a warning of no figure: edition %.40q is not listed", w.Edition)
		}
		e.Warnings = append(e.Warnings, w)
		return nil
	})
}

// addNATO names the reader's own editions apart from the others and puts all in
// order.
func (d *Dataset) addNATO(c *catalogue, own []*Edition) {
	for _, e := range own {
		if !slices.ContainsFunc(e.tables[:], func(t *lazyTable) bool { return t != nil }) {
			c.problems = append(c.problems, Problem{File: editionsFile, Line: e.line, Text: fmt.Sprintf("edition %s is left out: it has no table", e.ID)})
			continue
		}
		e.ID, e.Redefined = d.FreeID(e.ID), false // what came before it is not among their own
		if e.Draft() {
			d.drafts = append(d.drafts, e)
		} else {
			d.editions = append(d.editions, e)
		}
	}
	sort.SliceStable(d.editions, func(a, b int) bool { return d.editions[a].Published < d.editions[b].Published })
}
