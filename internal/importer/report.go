package importer

import (
	"cmp"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// Report says what an import did, for whoever started it.
type Report struct {
	File      string   // its name, without the folder
	SHA256    string   // of its bytes; empty for a folder
	Kind      string   // such as "NATO workbook"
	Found     []string // the tables that were found, a line each
	Skipped   []string // what was not taken over, and why, a line each
	Notes     []string // what a reader should know, and nothing is wrong with
	Checks    int      // how many sums and shares were computed again
	Unchecked int      // sums that could not be: a figure of theirs is missing
	Warnings  []dataset.Warning
	Held      string // the edition the program carries that has all of the file's figures in the same tables, or ""
	dropped   int    // lines of Skipped and Notes beyond the first maxSkipped
}

// found notes a table and where it was found: in a sheet and row, or a file.
func (r *Report) found(t *dataset.Table, where string) {
	r.Found = append(r.Found, fmt.Sprintf("%s, %s: %s in %s, %s (%s)", t.Measure, where,
		format.Counted(t.Cells(), "figure", "figures"), format.Counted(t.Rows(), "row", "rows"), span(t.First, t.Last), t.Unit))
}

// skipf notes what was not taken over, of a place or, where that is empty, of the file.
func (r *Report) skipf(where, what, format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	if where != "" {
		line = fmt.Sprintf("%s, %q: %s", where, squeeze(what), line)
	}
	r.keep(&r.Skipped, line)
}

func (r *Report) notef(format string, args ...any) { r.keep(&r.Notes, fmt.Sprintf(format, args...)) }

// keep adds a line to those of its kind, or counts it where there are too many.
func (r *Report) keep(lines *[]string, line string) {
	if len(*lines) >= maxSkipped {
		r.dropped++
		return
	}
	*lines = append(*lines, line)
}

type stranger struct{ where, label string }

// strangers reports rows of no ally, those apart that miss the name of one by a letter. used
// are the allies with a row of their own; where it is nil, each row of nobody's is odd.
func (r *Report) strangers(n *names, rows []stranger, used map[ally.Code]bool) {
	var others []string
	seen := map[string]bool{}
	for _, row := range rows {
		label := squeeze(row.label)
		switch name, code := n.near(label); {
		case code != "" && !used[code]:
			r.skipf(row.where, label, "no ally or aggregate by that name: %s is one letter off, and is not taken for it", name)
		case used == nil:
			r.skipf(row.where, label, "no ally or aggregate by that name")
		case !seen[label]:
			others, seen[label] = append(others, label), true
		}
	}
	if n := len(others); n > 0 {
		named := strings.Join(others[:min(n, maxSkipped)], ", ") + format.Whenf(n > maxSkipped, " and %d more", n-maxSkipped)
		r.notef("rows that name no ally in English or by code, not used (%d): %s", n, named)
	}
}

// Told are the lines on what was not taken over, and what a reader should know.
func (r *Report) Told() []string {
	skipped := format.Each(r.Skipped, func(line string) string { return "skipped " + line })
	return slices.Concat(skipped, r.Notes, format.Said(format.Whenf(r.dropped > 0, "and %d more lines", r.dropped)))
}

// String is the report as lines of text.
func (r *Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", r.File, r.Kind)
	for _, kind := range [...]struct {
		word  string
		lines []string
	}{{"found", r.Found}, {"skipped", r.Skipped}, {"note", r.Notes}} {
		for _, line := range kind.lines {
			fmt.Fprintf(&b, "  %-7s  %s\n", kind.word, line)
		}
	}
	for _, n := range r.Warnings {
		fmt.Fprintf(&b, "  %-7s  %s\n", cmp.Or(format.When(n.Wrong, "WRONG"), "notice"), n)
	}
	if r.dropped > 0 {
		fmt.Fprintf(&b, "  and %d more lines\n", r.dropped)
	}
	fmt.Fprintf(&b, "  checked  %d sums and shares; %d could not be, as a figure is missing\n", r.Checks, r.Unchecked)
	return b.String()
}

type checker struct {
	*dataset.Edition

	allies *ally.Register
	report *Report
}

// Check computes again the sums and shares of an edition as an import would, of those of
// its tables that can be read. SIPRI's shares have nothing beside them.
func Check(allies *ally.Register, e *dataset.Edition) *Report {
	report := &Report{File: e.ID, Kind: "tables"}
	check(e, allies, report)
	return report
}

func check(e *dataset.Edition, allies *ally.Register, report *Report) {
	if e.Source != dataset.NATO {
		return
	}
	c := &checker{e, allies, report}
	c.shares()
	c.distribution()
	tables, _ := e.Tables() // what cannot be read is told of when it is asked for
	for _, t := range tables {
		if t.Measure.Spec().Sums {
			c.totals(t)
		}
	}
}

// compare notes a figure that is off by more than its slack, and as wrong by more than a
// limit. One that is not whole, as something of it is missing, is counted apart.
func (c *checker) compare(w dataset.Warning, whole bool, off, slack, wrong float64, text func() string) {
	if !whole {
		c.report.Unchecked++
		return
	}
	c.report.Checks++
	if off = math.Abs(off); off > slack {
		w.Wrong, w.Text = off > wrong, text()
		c.report.Warnings = append(c.report.Warnings, w)
	}
}

func cells(t *dataset.Table) iter.Seq2[ally.Code, figure.Year] {
	return func(yield func(ally.Code, figure.Year) bool) {
		if t == nil {
			return
		}
		for _, code := range t.Codes() {
			for _, y := range t.Years() {
				if !yield(code, y) {
					return
				}
			}
		}
	}
}

// A share may differ from money over GDP by its rounding. Beyond shareWrong
// percentage points it is not a figure NATO typed but a wrong one.
const (
	shareRounding = 0.005
	shareWrong    = 0.1
)

// shares computes shares of GDP from money and GDP at constant prices, which is
// what NATO's shares are made of.
func (c *checker) shares() {
	share, money, gdp := partsOf(c.Edition)
	if share == nil || money == nil || gdp == nil {
		return
	}
	unit := gdp.Millions()
	for code, y := range cells(share) {
		f, m, g := share.At(code, y), money.At(code, y), gdp.At(code, y)
		if !f.Known() {
			continue
		}
		want := 100 * m.Exact() / (g.Exact() * unit)
		slack := shareRounding + want*(half(m)/m.Exact()+half(g)/g.Exact()) + 1e-9
		c.compare(dataset.Warning{Kind: "share", Measure: figure.ShareGDP, Code: code, Year: y}, m.Exact() > 0 && g.Exact() > 0,
			f.Printed.Float()-want, slack, shareWrong+slack, func() string {
				return fmt.Sprintf("%s is printed, money over GDP is %.3f", f.Printed, want)
			})
	}
}

// half is how far a figure can be from the one it was rounded from.
func half(f figure.Figure) float64 {
	if f.Held {
		return 0
	}
	return math.Pow10(-int(f.Printed.Places)) / 2
}

// The four parts may miss 100 by their rounding, and unrounded ones by a few
// thousandths (100.005 for LTU 2012 in 2016-01).
const (
	partsSlack = 0.0101
	partsWrong = 0.05
)

func (c *checker) distribution() {
	var parts []*dataset.Table
	for _, m := range []figure.Measure{figure.EquipmentPct, figure.PersonnelPct, figure.InfrastructurePct, figure.OtherPct} {
		t, err := c.Table(m)
		if err != nil {
			return
		}
		parts = append(parts, t)
	}
	for code, y := range cells(parts[0]) {
		sum, slack, known := 0.0, partsSlack, 0
		for _, t := range parts {
			if f := t.At(code, y); f.Known() {
				sum, slack, known = sum+f.Exact(), slack+half(f), known+1
			}
		}
		if known > 0 {
			c.compare(dataset.Warning{Kind: "distribution", Measure: figure.EquipmentPct, Code: code, Year: y}, known == len(parts),
				sum-100, slack, partsWrong, func() string { return fmt.Sprintf("the four parts add to %.3f", sum) })
		}
	}
}

// totals compares the sums of each year's members with the aggregates.
func (c *checker) totals(t *dataset.Table) {
	for code, y := range cells(t) {
		f := t.At(code, y)
		if !code.Aggregate() || !f.Known() {
			continue
		}
		sum, slack, whole := c.sum(t, code, y)
		c.compare(dataset.Warning{Kind: "total", Measure: t.Measure, Code: code, Year: y}, whole,
			f.Exact()-sum, slack+half(f)+math.Abs(sum)*1e-6, 0, func() string {
				return fmt.Sprintf("%s is printed, its members add to %s", f.Printed, figure.Round(sum, t.Measure.Spec().Places))
			})
	}
}

// sum adds the members of an aggregate on 31 December of the year; whole is false where a
// figure of one of them is missing. Iceland has a GDP and no forces.
func (c *checker) sum(t *dataset.Table, aggregate ally.Code, y figure.Year) (sum, slack float64, whole bool) {
	for _, a := range c.allies.All() {
		if !a.MemberIn(int(y)) || !a.CountsIn(aggregate) || (!t.Measure.OfEconomy() && !a.HasForces()) {
			continue
		}
		f := t.At(a.Code, y)
		if !f.Known() {
			return 0, 0, false
		}
		sum, slack = sum+f.Exact(), slack+half(f)
	}
	return sum, slack, true
}
