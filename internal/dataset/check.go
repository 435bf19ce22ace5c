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

// Check checks a whole tree of tables laid out as data/README.md says, and returns
// all problems in order of file and line. Without problems, Open and Table succeed
// for the tree. It reads every table, and is too slow for start-up.
func Check(files fs.FS) []Problem {
	c := &checker{catalogue: catalogue{files: files}}
	// Without a register every code passes: its fault is reported once, not for each row.
	c.known = func(code ally.Code) bool { return c.allies == nil || c.allies.Has(code) }
	c.checkText()
	c.checkRegisters()
	c.checkNATO()
	c.readTable(openSIPRI(files, c.known).tables[figure.ShareGDP])
	c.checkIMF()
	slices.SortStableFunc(c.problems, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return slices.Compact(c.problems)
}

type checker struct {
	catalogue

	allies *ally.Register // nil if it cannot be read
	quirks []quirk
}

// checkText looks for invisible characters that an editor or another system may have added.
func (c *checker) checkText() {
	_ = fs.WalkDir(c.files, ".", func(name string, _ fs.DirEntry, _ error) error {
		if path.Ext(name) != ".csv" {
			return nil
		}
		b, _ := fs.ReadFile(c.files, name) // the check that needs the file reports the error
		for _, x := range []struct{ bytes, what string }{
			{"\xef\xbb\xbf", "a byte order mark"}, {"\r", "a carriage return: lines must end in a line feed only"}, {"\x00", "a NUL byte"},
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

// checkList reads a list, which must have at least one record. An optional list may be missing.
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
		c.complainf(name, 0, "no lines below the head line")
	}
}

func (c *checker) checkRegisters() {
	allies, err := Allies(c.files)
	_, wrong := Targets(c.files)
	c.allies, c.problems = allies, slices.Concat(c.problems, ProblemsOf(err), ProblemsOf(wrong))
	checkList(c, "events.csv", false, func(e Event, _ int) error {
		if !IsDate(e.Date) {
			return fmt.Errorf("%q is not a date such as 2006-01-02", e.Date)
		}
		return nil
	})
	checkList(c, quirksFile, true, func(q quirk, _ int) error {
		c.quirks = append(c.quirks, q)
		return nil
	})
}

func (c *checker) checkIMF() {
	seen := map[string]bool{}
	checkList(c, imfTablesFile, false, func(t TableRecord, line int) error {
		file := path.Join("imf", t.Edition, t.Measure+".csv")
		if seen[file] {
			return fmt.Errorf("%s is listed twice", file)
		}
		seen[file] = true
		c.checkCounts(imfTablesFile, imfTable(t, line, c.files, c.known))
		return nil
	})
	c.findUnlisted("imf", imfTablesFile, func(file string) bool { return seen[file] })
}

// readTable reads a table. It returns nil and adds problems if the table cannot be used.
func (c *checker) readTable(l *lazyTable) *Table {
	t, err := l.get()
	c.problems = append(c.problems, ProblemsOf(err)...)
	return t
}

func (c *checker) checkNATO() {
	c.read(NATO, "nato/")
	for _, e := range c.editions {
		if y, err := ReadYear(e.PriceBase); err != nil || y == 0 {
			c.complainf(editionsFile, e.line, "%s: price base %q is not a year", e.ID, e.PriceBase)
		}
		if info, err := fs.Stat(c.files, path.Join("nato", e.ID)); err != nil || !info.IsDir() {
			c.complainf(editionsFile, e.line, "edition %s has no folder", e.ID)
		}
		for _, m := range e.Measures() {
			held := e.tables[m]
			if units := Units(m, e.PriceBase, e.Definition); !slices.Contains(units, held.record.Unit) {
				c.complainf(tablesFile, held.line, "%s %s: unit %q, which should be \"%s\"",
					e.ID, m, held.record.Unit, strings.Join(units, `" or "`))
			}
			if t := c.checkCounts(tablesFile, held); t != nil {
				c.checkRounding(path.Join("nato", e.ID, m.String()+".unrounded.csv"), e.ID, t)
			}
		}
	}
	c.checkBreaks()
	c.checkFootnotes()
	c.findUnlisted("nato", tablesFile, func(file string) bool {
		id, name := path.Split(strings.TrimPrefix(file, "nato/"))
		m, ok := figure.MeasureByID(strings.TrimSuffix(strings.TrimSuffix(name, ".csv"), ".unrounded"))
		e := c.byFolder[strings.TrimSuffix(id, "/")]
		return ok && e != nil && e.Holds(m)
	})
}

// checkBreaks checks that each break has words, a known edition, and figures before and after it.
func (c *checker) checkBreaks() {
	checkList(c, breaksFile, true, func(b Break, _ int) error {
		e := c.byFolder[b.Edition]
		switch {
		case e == nil:
			return fmt.Errorf("no edition %.40q", b.Edition)
		case b.Words == "":
			return errors.New("no words")
		case !e.Figure(b.Measure, b.Code, b.Year-1).Known() || !e.Figure(b.Measure, b.Code, b.Year).Known():
			return fmt.Errorf("%s %s %s: no figure before or after the break of %d", b.Edition, b.Code, b.Measure, b.Year)
		}
		return nil
	})
}

// checkFootnotes checks footnotes.csv and known.csv for notes, known editions and known allies.
func (c *checker) checkFootnotes() {
	for _, name := range [...]string{footnotesFile, knownFile} {
		checkList(c, name, true, func(q quirk, _ int) error {
			switch {
			case q.Edition != "*" && c.byFolder[q.Edition] == nil:
				return fmt.Errorf("no edition %.40q", q.Edition)
			case q.Code != "*" && !c.known(ally.Code(q.Code)):
				return fmt.Errorf("no ally %.40q", q.Code)
			case q.Note == "":
				return errors.New("no note")
			}
			return nil
		})
	}
}

// findUnlisted reports folders of editions and tables below dir that no list names.
func (c *checker) findUnlisted(dir, list string, listed func(string) bool) {
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

// checkCounts compares a table with its line in a list. It returns nil if the table cannot be used.
func (c *checker) checkCounts(list string, held *lazyTable) *Table {
	t, r := c.readTable(held), held.record
	if t == nil {
		return nil
	}
	for _, x := range []struct {
		wrong        bool
		counted      string
		have, listed any
	}{
		{t.Rows() != r.Rows, "%d rows", t.Rows(), r.Rows},
		{t.Cells() != r.Cells, "%d cells", t.Cells(), r.Cells},
		{t.Sum().Cmp(r.Sum) != 0, "the cells add up to %s", t.Sum(), r.Sum},
	} {
		if x.wrong {
			c.complainf(list, held.line, "%s %s: "+x.counted+", the list has %v", r.Edition, r.Measure, x.have, x.listed)
		}
	}
	return t
}

// checkRounding warns of unrounded values that do not round to the printed figure, unless a quirk
// explains them.
func (c *checker) checkRounding(file, edition string, t *Table) {
	for _, code := range t.codes {
		for k, f := range t.Row(code) {
			y := t.First + figure.Year(k)
			half := 0.5 / math.Pow(10, float64(f.Printed.Places))
			if !f.Held || math.Abs(f.Unrounded-f.Printed.Float()) <= half*(1+1e-9) {
				continue
			}
			if _, documented := explanation(c.quirks, edition, code, t.Measure, y, nil); !documented {
				text, _ := fs.ReadFile(c.files, file)
				start := format.Join(",", string(code), t.Currency(code, y)) + ","
				line := slices.IndexFunc(strings.Split(string(text), "\n"), func(l string) bool {
					return strings.HasPrefix(l, start)
				})
				c.problems = append(c.problems, Problem{File: file, Line: line + 1, Warning: true,
					Text: fmt.Sprintf("%s %d: unrounded %v is printed as %s", code, y, f.Unrounded, f.Printed)})
			}
		}
	}
}
