package dataset

import (
	"io/fs"
	"math"
	"path"
	"strconv"
	"strings"
	"time"

	"allyscope/internal/figure"
)

// The lists of NATO's editions and tables.
const (
	editionsFile = "nato/editions.csv"
	tablesFile   = "nato/tables.csv"
)

// unitPatterns is a constant table of the units a measure's table may have,
// parted by "|". BASE stands for the edition's price base, WHAT for what it
// counts.
var unitPatterns = [figure.Measures]string{
	figure.ShareGDP:          "% of GDP (BASE prices)|% of real GDP (BASE prices)",
	figure.RealChange:        "% annual real change (BASE prices)",
	figure.USDCurrent:        "USD m, current prices and exchange rates",
	figure.USDConstant:       "USD m, BASE prices and exchange rates",
	figure.NatCurrent:        "national currency m, current prices",
	figure.NatConstant:       "national currency m, BASE prices",
	figure.GDPCurrent:        "USD m, current prices and exchange rates|USD bn, current prices and exchange rates",
	figure.GDPConstant:       "USD m, BASE prices and exchange rates|USD bn, BASE prices and exchange rates",
	figure.GDPPerCapita:      "thousand USD, BASE prices and exchange rates",
	figure.DefPerCapita:      "USD, BASE prices and exchange rates",
	figure.Personnel:         "thousand",
	figure.EquipmentPct:      "% of WHAT",
	figure.PersonnelPct:      "% of WHAT",
	figure.InfrastructurePct: "% of WHAT",
	figure.OtherPct:          "% of WHAT",
}

// nato reads the editions, their folders and their tables.
func (c *checker) nato() {
	editions := c.editions()
	seen := map[string]bool{}
	for _, r := range c.records(tablesFile, 6) {
		e := editions[r.fields[0]]
		m, ok := figure.MeasureByID(r.fields[1])
		file := path.Join("nato", r.fields[0], r.fields[1]+".csv")
		switch {
		case e == nil:
			c.complainf(tablesFile, r.line, "edition %q has no line in %s", r.fields[0], editionsFile)
			continue
		case !ok:
			c.complainf(tablesFile, r.line, "unknown measure %q", r.fields[1])
			continue
		case seen[file]:
			c.complainf(tablesFile, r.line, "%s %s stands twice", r.fields[0], r.fields[1])
			continue
		}
		seen[file] = true
		c.unit(r, e, m)
		c.table(r, e, m)
	}
	c.folders(editions)
	c.unlisted("nato", tablesFile, func(file string) bool {
		return seen[strings.TrimSuffix(file, ".unrounded.csv")+".csv"] || seen[file]
	})
}

// editions reads the lines of the editions.
func (c *checker) editions() map[string]*Edition {
	out := map[string]*Edition{}
	for _, r := range c.records(editionsFile, 10) {
		e := newEdition(r.fields, c.files, c.known)
		switch {
		case e.ID == "":
			c.complainf(editionsFile, r.line, "an edition without an identifier")
			continue
		case out[e.ID] != nil:
			c.complainf(editionsFile, r.line, "edition %s stands twice", e.ID)
			continue
		}
		out[e.ID] = e
		if _, err := time.Parse(time.DateOnly, e.Published); err != nil {
			c.complainf(editionsFile, r.line, "%s: published on %q, which is no date such as 2006-01-02", e.ID, e.Published)
		}
		if _, err := time.Parse(time.DateOnly, e.CutOff); err != nil && e.CutOff != "" {
			c.complainf(editionsFile, r.line, "%s: closed on %q, which is no date such as 2006-01-02", e.ID, e.CutOff)
		}
		if y, err := strconv.Atoi(e.PriceBase); err != nil || y < int(figure.FirstYear) || y > int(figure.LastYear) {
			c.complainf(editionsFile, r.line, "%s: price base %q is no year", e.ID, e.PriceBase)
		}
		if info, err := fs.Stat(c.files, path.Join("nato", e.ID)); err != nil || !info.IsDir() {
			c.complainf(editionsFile, r.line, "edition %s has no folder", e.ID)
		}
	}
	return out
}

// folders looks for folders that no line speaks of.
func (c *checker) folders(editions map[string]*Edition) {
	entries, err := fs.ReadDir(c.files, "nato")
	if err != nil {
		c.complainf("nato", 0, "%v", err)
		return
	}
	for _, d := range entries {
		if d.IsDir() && editions[d.Name()] == nil {
			c.complainf(path.Join("nato", d.Name()), 0, "a folder without a line in %s", editionsFile)
		}
	}
}

// unlisted looks for tables that a list does not name.
func (c *checker) unlisted(dir, list string, listed func(string) bool) {
	_ = fs.WalkDir(c.files, dir, func(name string, d fs.DirEntry, err error) error {
		// A folder that is not there has been spoken of already.
		if err == nil && !d.IsDir() && path.Ext(name) == ".csv" && path.Dir(name) != dir && !listed(name) {
			c.complainf(name, 0, "a table without a line in %s", list)
		}
		return nil
	})
}

// unit compares a table's unit with what its measure and edition ask for.
func (c *checker) unit(r record, e *Edition, m figure.Measure) {
	var allowed []string
	for p := range strings.SplitSeq(unitPatterns[m], "|") {
		p = strings.NewReplacer("BASE", e.PriceBase, "WHAT", e.Definition).Replace(p)
		if p == r.fields[2] {
			return
		}
		allowed = append(allowed, strconv.Quote(p))
	}
	c.complainf(tablesFile, r.line, "%s %s: unit %q, which should be %s", e.ID, m, r.fields[2], strings.Join(allowed, " or "))
}

// table reads a table, counts it, and compares what is printed with what is not
// rounded.
func (c *checker) table(r record, e *Edition, m figure.Measure) {
	base := path.Join("nato", e.ID, m.String())
	t, problems := e.inspect(base+".csv", base+".unrounded.csv", m, r.fields[2])
	c.problems = append(c.problems, problems...)
	if t == nil || len(problems) > 0 {
		return
	}
	c.counted(tablesFile, r, t, t.rows())
	c.rounded(base+".unrounded.csv", e.ID, t)
}

// counted compares a table with its line in a list: rows, cells, exact sum.
func (c *checker) counted(list string, r record, t *Table, rows int) {
	name := r.fields[0] + " " + r.fields[1]
	if want := r.fields[3]; want != strconv.Itoa(rows) {
		c.complainf(list, r.line, "%s: %d rows, the list has %s", name, rows, want)
	}
	if want := r.fields[4]; want != strconv.Itoa(t.Cells()) {
		c.complainf(list, r.line, "%s: %d cells, the list has %s", name, t.Cells(), want)
	}
	var sum figure.Decimal
	for _, f := range t.cells {
		sum = sum.Sub(figure.Decimal{Units: -f.Printed.Units, Places: f.Printed.Places})
	}
	if want, err := figure.ParseDecimal(r.fields[5]); err != nil || want.Cmp(sum) != 0 {
		c.complainf(list, r.line, "%s: the cells add up to %s, the list has %s", name, sum, r.fields[5])
	}
}

// rows is the number of lines the table was read from: one for each ally, and
// one more for each further currency.
func (t *Table) rows() int {
	n := len(t.codes)
	for i := range t.codes {
		last := ""
		for k := range t.years {
			if t.currencies == nil {
				break
			}
			now := t.currencies[i*len(t.years)+k]
			if now != "" && last != "" && now != last {
				n++
			}
			if now != "" {
				last = now
			}
		}
	}
	return n
}

// lineOf is the line of an ally's row in a wide table, 0 where there is none.
func (c *checker) lineOf(file, code, currency string) int {
	text, err := readText(c.files, file)
	if err != nil {
		return 0
	}
	start := code + ","
	if currency != "" {
		start += currency + ","
	}
	for i, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, start) {
			return i + 1
		}
	}
	return 0
}

// rounded warns of unrounded cells that do not round to what is printed, unless
// a quirk speaks of them.
func (c *checker) rounded(file, edition string, t *Table) {
	for i, code := range t.codes {
		for k := range t.years {
			f := t.cells[i*len(t.years)+k]
			y := t.First + figure.Year(k)
			half := 0.5 / math.Pow(10, float64(f.Printed.Places))
			if !f.Held || math.Abs(f.Unrounded-f.Printed.Float()) <= half*(1+1e-9) || c.explained(edition, t.Measure, string(code), y) {
				continue
			}
			c.problems = append(c.problems, Problem{
				File: file, Line: c.lineOf(file, string(code), t.Currency(code, y)), Warning: true,
				Text: string(code) + " " + strconv.Itoa(int(y)) + ": unrounded " + strconv.FormatFloat(f.Unrounded, 'g', -1, 64) +
					" is printed as " + f.Printed.String(),
			})
		}
	}
}
