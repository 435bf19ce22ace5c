package dataset

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/target"
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
func (c *checker) known(code ally.Code) bool {
	if c.allies == nil {
		return true
	}
	_, ok := c.allies.Ally(code)
	return ok
}

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

// record is a line of a list.
type record struct {
	line   int
	fields []string
}

// records reads a list with a head line of so many columns.
func (c *checker) records(name string, columns int) []record {
	f, err := c.files.Open(name)
	if err != nil {
		c.complainf(name, 0, "%v", err)
		return nil
	}
	defer f.Close() //nolint:errcheck // read only
	cr := csv.NewReader(f)
	cr.FieldsPerRecord = -1
	var out []record
	for {
		fields, err := cr.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		line := 0
		if pe := (*csv.ParseError)(nil); errors.As(err, &pe) {
			line = pe.StartLine
		}
		if err != nil {
			c.complainf(name, line, "%v", err)
			return nil
		}
		line, _ = cr.FieldPos(0)
		if len(fields) != columns {
			c.complainf(name, line, "%d fields where there are %d columns", len(fields), columns)
			continue
		}
		out = append(out, record{line, fields})
	}
	if len(out) < 2 {
		c.complainf(name, 0, "no line but the head")
		return nil
	}
	return out[1:]
}

// registers reads the facts about allies, pledges and events.
func (c *checker) registers() {
	var src ally.Sources
	for _, s := range []struct {
		name string
		to   *io.Reader
	}{
		{"allies.csv", &src.Allies}, {"groups.csv", &src.Groups},
		{"group_names.csv", &src.GroupNames}, {"neighbours.csv", &src.Neighbours},
	} {
		text, err := readText(c.files, s.name)
		if err != nil {
			c.complainf(s.name, 0, "%v", err)
		}
		*s.to = strings.NewReader(text)
	}
	var err error
	if c.allies, err = ally.Parse(src); err != nil {
		c.placed(err)
	}
	text, err := readText(c.files, "targets.csv")
	if err != nil {
		c.complainf("targets.csv", 0, "%v", err)
	} else if _, err := target.Parse(strings.NewReader(text)); err != nil {
		c.placed(err)
	}
	for _, r := range c.records("events.csv", 3) {
		if _, err := time.Parse(time.DateOnly, r.fields[0]); err != nil {
			c.complainf("events.csv", r.line, "%q is no date such as 2006-01-02", r.fields[0])
		}
	}
	if _, err := fs.Stat(c.files, "quirks.csv"); err == nil { // what explains the odd; a tree may be without
		c.readQuirks()
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

// quirk is a known oddity: where it explains something, nothing is warned of.
type quirk struct {
	edition, code, measure string
	from, to               figure.Year // 0 is open
}

func (c *checker) readQuirks() {
	const name = "quirks.csv"
	for _, r := range c.records(name, 6) {
		q := quirk{edition: r.fields[0], code: r.fields[1], measure: r.fields[2]}
		for i, to := range []*figure.Year{&q.from, &q.to} {
			text := r.fields[3+i]
			if n, err := strconv.Atoi(text); err == nil {
				*to = figure.Year(n)
			} else if text != "" {
				c.complainf(name, r.line, "%q is no year", text)
			}
		}
		c.quirks = append(c.quirks, q)
	}
}

// explained tells whether a quirk speaks of just this cell: of a code and a
// measure, in an edition or in any, in years that are bounded.
func (c *checker) explained(edition string, m figure.Measure, code string, y figure.Year) bool {
	return slices.ContainsFunc(c.quirks, func(q quirk) bool {
		return (q.edition == edition || q.edition == "*") && q.code == code && q.measure == m.String() &&
			q.from != 0 && q.to != 0 && y >= q.from && y <= q.to
	})
}

// sipri reads SIPRI's table.
func (c *checker) sipri() {
	d := &Dataset{files: c.files, allies: c.allies}
	if err := d.openSIPRI(); err != nil {
		c.complainf("sipri", 0, "%v", err)
		return
	}
	d.sipri.known = c.known
	_, problems := d.sipri.inspect(path.Join("sipri", sipriID+".csv"), "", figure.ShareGDP, "% of GDP")
	c.problems = append(c.problems, problems...)
}

// imf reads the IMF's tables and counts them.
func (c *checker) imf() {
	const list = "imf/tables.csv"
	seen := map[string]bool{}
	for _, r := range c.records(list, 6) {
		file := path.Join("imf", r.fields[0], r.fields[1]+".csv")
		if seen[file] {
			c.complainf(list, r.line, "%s stands twice", file)
			continue
		}
		seen[file] = true
		e := &Edition{ID: r.fields[0], Source: "IMF", files: c.files, known: c.known}
		t, problems := e.inspect(file, "", imfMeasure(r.fields[2]), r.fields[2])
		c.problems = append(c.problems, problems...)
		if t != nil && len(problems) == 0 {
			c.counted(list, r, t, t.rows())
		}
	}
	c.unlisted("imf", list, func(file string) bool { return seen[file] })
}
