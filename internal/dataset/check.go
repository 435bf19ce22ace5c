package dataset

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"path"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// Check looks at a whole tree of tables laid out as the dictionary in
// data/README.md says, and lists all that is wrong with it, by file and line:
// nothing stops it. An empty list is a tree that Open and every Table take. It
// reads every table, and is not for start-up.
func Check(files fs.FS) []Problem {
	c := &checker{catalogue: catalogue{files: files}}
	c.known = c.isAlly
	c.text()
	c.registers()
	c.nato()
	c.table(openSIPRI(files, c.known).tables[figure.ShareGDP])
	c.imf()
	slices.SortStableFunc(c.problems, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return slices.Compact(c.problems)
}

type checker struct {
	catalogue

	allies *ally.Register // nil where it cannot be read
	quirks []quirk
}

// isAlly is true of all where the register cannot be read: that is said once, not of each row.
func (c *checker) isAlly(code ally.Code) bool { return c.allies == nil || c.allies.Has(code) }

// text looks for what an editor or another system may have slipped in unseen.
func (c *checker) text() {
	_ = fs.WalkDir(c.files, ".", func(name string, _ fs.DirEntry, _ error) error {
		if path.Ext(name) != ".csv" {
			return nil
		}
		b, _ := fs.ReadFile(c.files, name) // what cannot be read is told of by whoever wants what it holds
		for _, x := range []struct{ bytes, what string }{
			{"\xef\xbb\xbf", "a byte order mark"}, {"\r", "a carriage return: lines end in a line feed alone"}, {"\x00", "a NUL byte"},
		} {
			if at := bytes.Index(b, []byte(x.bytes)); at >= 0 {
				c.complainf(name, 1+bytes.Count(b[:at], []byte("\n")), "%s", x.what)
			}
		}
		if len(b) > 0 && b[len(b)-1] != '\n' {
			c.complainf(name, 1+bytes.Count(b, []byte("\n")), "the last line has no line feed: it may have been cut off")
		}
		return nil
	})
}

// checkList reads a list that has at least a line.
func checkList[L any](c *checker, name string, optional bool, add func(record L, line int) error) {
	if _, err := fs.Stat(c.files, name); err != nil && optional {
		return
	}
	empty, before := true, len(c.problems)
	gather(&c.filesError, c.files, name, func(record L, line int) error {
		empty = false
		return add(record, line)
	})
	if empty && len(c.problems) == before {
		c.complainf(name, 0, "no line but the head")
	}
}

func (c *checker) registers() {
	allies, err := Allies(c.files)
	_, wrong := Targets(c.files)
	c.allies, c.problems = allies, slices.Concat(c.problems, ProblemsOf(err), ProblemsOf(wrong))
	checkList(c, "events.csv", false, func(e Event, _ int) error {
		if !IsDate(e.Date) {
			return fmt.Errorf("%q is no date such as 2006-01-02", e.Date)
		}
		return nil
	})
	checkList(c, quirksFile, true, func(q quirk, _ int) error {
		c.quirks = append(c.quirks, q)
		return nil
	})
}

func (c *checker) imf() {
	seen := map[string]bool{}
	checkList(c, imfTablesFile, false, func(t TableRecord, line int) error {
		file := path.Join("imf", t.Edition, t.Measure+".csv")
		if seen[file] {
			return fmt.Errorf("%s stands twice", file)
		}
		seen[file] = true
		c.counted(imfTablesFile, imfTable(t, line, c.files, c.known))
		return nil
	})
	c.unlisted("imf", imfTablesFile, func(file string) bool { return seen[file] })
}

// table reads a table; nil is that something is wrong with it.
func (c *checker) table(l *lazyTable) *Table {
	t, err := l.get()
	c.problems = append(c.problems, ProblemsOf(err)...)
	return t
}

func (c *checker) nato() {
	c.read(NATO, "nato/")
	for _, e := range c.editions {
		if y, err := ReadYear(e.PriceBase); err != nil || y == 0 {
			c.complainf(editionsFile, e.line, "%s: price base %q is no year", e.ID, e.PriceBase)
		}
		if info, err := fs.Stat(c.files, path.Join("nato", e.ID)); err != nil || !info.IsDir() {
			c.complainf(editionsFile, e.line, "edition %s has no folder", e.ID)
		}
		for _, m := range e.Measures() {
			c.judge(e, m, e.tables[m])
		}
	}
	c.breaks()
	c.footnotes()
	c.unlisted("nato", tablesFile, func(file string) bool {
		id, name := path.Split(strings.TrimPrefix(file, "nato/"))
		m, ok := figure.MeasureByID(strings.TrimSuffix(strings.TrimSuffix(name, ".csv"), ".unrounded"))
		e := c.byFolder[strings.TrimSuffix(id, "/")]
		return ok && e != nil && e.Holds(m)
	})
}

// breaks are each of an edition and a row that are held, between two years with a figure.
func (c *checker) breaks() {
	checkList(c, breaksFile, true, func(b Break, _ int) error {
		e := c.byFolder[b.Edition]
		switch {
		case e == nil:
			return fmt.Errorf("no edition %.40q", b.Edition)
		case b.Words == "":
			return errors.New("says nothing")
		case !e.Figure(b.Measure, b.Code, b.Year-1).Known() || !e.Figure(b.Measure, b.Code, b.Year).Known():
			return fmt.Errorf("%s %s %s: no figure before or after the break of %d", b.Edition, b.Code, b.Measure, b.Year)
		}
		return nil
	})
}

// footnotes, and what is known to have been printed, are of an edition and an ally known.
func (c *checker) footnotes() {
	for _, name := range [...]string{footnotesFile, knownFile} {
		checkList(c, name, true, func(q quirk, _ int) error {
			switch {
			case q.Edition != "*" && c.byFolder[q.Edition] == nil:
				return fmt.Errorf("no edition %.40q", q.Edition)
			case q.Code != "*" && !c.known(ally.Code(q.Code)):
				return fmt.Errorf("no ally %.40q", q.Code)
			case q.Note == "":
				return errors.New("says nothing")
			}
			return nil
		})
	}
}

// unlisted tells of folders of editions and of tables that no list speaks of.
func (c *checker) unlisted(dir, list string, listed func(string) bool) {
	_ = fs.WalkDir(c.files, dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			c.complainf(name, 0, "%v", err)
		case path.Dir(name) == dir && d.IsDir() && dir == "nato" && c.byFolder[d.Name()] == nil:
			c.complainf(name, 0, "a folder without a line in %s", editionsFile)
		case path.Dir(name) != dir && path.Ext(name) == ".csv" && !d.IsDir() && !listed(name):
			c.complainf(name, 0, "a table without a line in %s", list)
		}
		return nil
	})
}

// judge compares a table, its unit and its unrounded cells with what they should be.
func (c *checker) judge(e *Edition, m figure.Measure, held *lazyTable) {
	if units := Units(m, e.PriceBase, e.Definition); !slices.Contains(units, held.record.Unit) {
		c.complainf(tablesFile, held.line, "%s %s: unit %q, which should be \"%s\"",
			e.ID, m, held.record.Unit, strings.Join(units, `" or "`))
	}
	if t := c.counted(tablesFile, held); t != nil {
		c.rounded(path.Join("nato", e.ID, m.String()+".unrounded.csv"), e.ID, t)
	}
}

// counted compares a table with its line in a list; nil is that it cannot be read.
func (c *checker) counted(list string, held *lazyTable) *Table {
	t, r := c.table(held), held.record
	if t == nil {
		return nil
	}
	for _, x := range []struct {
		wrong     bool
		counted   string
		have, say any
	}{
		{t.Rows() != r.Rows, "%d rows", t.Rows(), r.Rows},
		{t.Cells() != r.Cells, "%d cells", t.Cells(), r.Cells},
		{t.Sum().Cmp(r.Sum) != 0, "the cells add up to %s", t.Sum(), r.Sum},
	} {
		if x.wrong {
			c.complainf(list, held.line, "%s %s: "+x.counted+", the list has %v", r.Edition, r.Measure, x.have, x.say)
		}
	}
	return t
}

// lineOf is the line of an ally's row in a wide table, or 0.
func (c *checker) lineOf(file, code, currency string) int {
	text, _ := fs.ReadFile(c.files, file)
	start := format.Join(",", code, currency) + ","
	return 1 + slices.IndexFunc(strings.Split(string(text), "\n"), func(line string) bool { return strings.HasPrefix(line, start) })
}

// rounded warns of unrounded cells that do not round to what is printed, but for quirks.
func (c *checker) rounded(file, edition string, t *Table) {
	for _, code := range t.codes {
		for k, f := range t.Row(code) {
			y := t.First + figure.Year(k)
			half := 0.5 / math.Pow(10, float64(f.Printed.Places))
			if !f.Held || math.Abs(f.Unrounded-f.Printed.Float()) <= half*(1+1e-9) {
				continue
			}
			if _, documented := explanation(c.quirks, edition, code, t.Measure, y, nil); !documented {
				c.problems = append(c.problems, Problem{File: file, Line: c.lineOf(file, string(code), t.Currency(code, y)), Warning: true,
					Text: fmt.Sprintf("%s %d: unrounded %v is printed as %s", code, y, f.Unrounded, f.Printed)})
			}
		}
	}
}
