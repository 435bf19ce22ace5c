package dataset

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
)

// Check looks at a whole tree of tables laid out as the dictionary in
// data/README.md says, and lists all that is wrong with it, by file and line:
// nothing stops it. An empty list is a tree that Open and every Table take. It
// reads every table, and is for whoever changes them, not for start-up.
func Check(files fs.FS) []Problem {
	c := &checker{files: files}
	c.text()
	c.registers()
	c.nato()
	c.sipri()
	c.imf()
	slices.SortStableFunc(c.problems, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return slices.Compact(c.problems)
}

// checker gathers problems.
type checker struct {
	files    fs.FS
	allies   *ally.Register // nil where it cannot be read
	quirks   []quirk
	problems []Problem
}

func (c *checker) complainf(file string, line int, format string, args ...any) {
	c.problems = append(c.problems, Problem{File: file, Line: line, Text: fmt.Sprintf(format, args...)})
}

// known tells whether there is such an ally. Where the register cannot be read,
// that is said once, and not of every row.
func (c *checker) known(code ally.Code) bool { return c.allies == nil || c.allies.Has(code) }

// text looks at the bytes of every table: what an editor or another system may
// have slipped in unseen.
func (c *checker) text() {
	err := fs.WalkDir(c.files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".csv" {
			return err
		}
		b, err := fs.ReadFile(c.files, name)
		if err != nil {
			return err
		}
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
	if err != nil {
		c.complainf(".", 0, "%v", err)
	}
}

// checkList reads a list that has at least a line.
func checkList[L any](c *checker, name string, add func(record L, line int) error) {
	n := 0
	problems, err := ReadList(c.files, name, func(record L, line int) error {
		n++
		return add(record, line)
	})
	c.problems = append(c.problems, problems...)
	switch {
	case err != nil:
		c.complainf(name, 0, "%v", err)
	case n == 0 && len(problems) == 0:
		c.complainf(name, 0, "no line but the head")
	}
}

// registers reads the facts about allies, pledges and events.
func (c *checker) registers() {
	var err error
	if c.allies, err = openAllies(c.files); err != nil {
		c.placed(err)
	}
	if _, err := openTargets(c.files); err != nil {
		c.placed(err)
	}
	checkList(c, "events.csv", func(e Event, _ int) error {
		if !IsDate(e.Date) {
			return fmt.Errorf("%q is no date such as 2006-01-02", e.Date)
		}
		return nil
	})
	if _, err := fs.Stat(c.files, quirksFile); err == nil { // what explains the odd; a tree may be without
		checkList(c, quirksFile, func(q quirk, _ int) error {
			c.quirks = append(c.quirks, q)
			return nil
		})
	}
}

// placed takes up an error that begins "file: line n: ".
func (c *checker) placed(err error) {
	file, rest, _ := strings.Cut(err.Error(), ": ")
	line := 0
	if number, text, found := strings.Cut(strings.TrimPrefix(rest, "line "), ": "); found && strings.HasPrefix(rest, "line ") {
		if n, err := strconv.Atoi(number); err == nil {
			line, rest = n, text
		}
	}
	c.complainf(file, line, "%s", rest)
}

// explained tells whether a quirk speaks of just this cell.
func (c *checker) explained(edition string, m figure.Measure, code ally.Code, y figure.Year) bool {
	return slices.ContainsFunc(c.quirks, func(q quirk) bool { return q.explains(edition, code, m, y) })
}

// sipri reads SIPRI's table.
func (c *checker) sipri() {
	d := &Dataset{files: c.files, allies: c.allies}
	_ = d.openSIPRI() // it reads nothing yet
	d.sipri.known = c.known
	c.read(d.sipri.tables[figure.ShareGDP])
}

// imf reads the IMF's tables and counts them.
func (c *checker) imf() {
	seen := map[string]bool{}
	checkList(c, imfTablesFile, func(t TableRecord, line int) error {
		file := path.Join("imf", t.Edition, t.Measure+".csv")
		if seen[file] {
			return fmt.Errorf("%s stands twice", file)
		}
		seen[file] = true
		held := imfTable(t, c.files, c.known)
		held.line = line
		if c.read(held) {
			c.counted(imfTablesFile, held)
		}
		return nil
	})
	c.unlisted("imf", imfTablesFile, func(file string) bool { return seen[file] })
}

// read reads a table; false is that something is wrong with it.
func (c *checker) read(l *lazyTable) bool {
	_, err := l.get()
	c.problems = append(c.problems, ProblemsOf(err)...)
	return err == nil
}
