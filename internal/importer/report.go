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

// Report says what an import found, for the user.
type Report struct {
	File      string   // the file's name, without the folder
	SHA256    string   // of the file; empty for a folder
	Kind      string   // such as "NATO workbook"
	Found     []string // one line for each table that was found
	Skipped   []string // one line for each thing that was not imported, with the reason
	Notes     []string // other information, one line each
	Checks    int      // how many sums and shares were checked
	Unchecked int      // how many could not be checked because a figure is missing
	Warnings  []dataset.Warning
	Held      string // the embedded edition that has all figures of the file in the same tables, or ""
	dropped   int    // number of lines beyond the first maxSkipped of each kind
}

// found adds a table to Found, with the row or file where it was found.
func (r *Report) found(t *dataset.Table, where string) {
	r.Found = append(r.Found, fmt.Sprintf("%s, %s: %s in %s, %s (%s)", t.Measure, where,
		format.Counted(t.Cells(), "figure", "figures"), format.Counted(t.Rows(), "row", "rows"), span(t.First, t.Last), t.Unit))
}

// skipf adds a line to Skipped: the place, what was skipped, and why; only why if where is "".
func (r *Report) skipf(where, what, format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	if where != "" {
		line = fmt.Sprintf("%s, %q: %s", where, squeeze(what), line)
	}
	r.keep(&r.Skipped, line)
}

func (r *Report) notef(format string, args ...any) { r.keep(&r.Notes, fmt.Sprintf(format, args...)) }

// keep adds a line, or counts it as dropped if there are too many.
func (r *Report) keep(lines *[]string, line string) {
	if len(*lines) >= maxSkipped {
		r.dropped++
		return
	}
	*lines = append(*lines, line)
}

// unknownRow is a row with figures whose label names no ally.
type unknownRow struct{ where, label string }

// unknownRows reports unknown rows. A row whose label is one letter off an ally without a row is
// reported as skipped. So is every other row if used is nil, else they are listed in one note. used
// has the allies that have a row.
func (r *Report) unknownRows(n *names, rows []unknownRow, used map[ally.Code]bool) {
	var others []string
	seen := map[string]bool{}
	for _, row := range rows {
		label := squeeze(row.label)
		switch name, code := n.near(label); {
		case code != "" && !used[code]:
			r.skipf(row.where, label, "no ally or aggregate by that name: %s is one letter off, but is not assumed", name)
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

// Messages returns Skipped and Notes as lines for the user.
func (r *Report) Messages() []string {
	skipped := format.Each(r.Skipped, func(line string) string { return "skipped " + line })
	return slices.Concat(skipped, r.Notes, format.Said(format.Whenf(r.dropped > 0, "and %d more lines", r.dropped)))
}

// String returns the report as lines of text.
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
	fmt.Fprintf(&b, "  checked  %d sums and shares; %d could not be checked because a figure is missing\n", r.Checks, r.Unchecked)
	return b.String()
}

// checker checks the figures of an edition against each other.
type checker struct {
	*dataset.Edition

	allies *ally.Register
	report *Report
}

// Check checks the sums and shares of an edition as an import does, in the tables that can be read.
// For editions of other sources than NATO there is nothing to check.
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
	tables, _ := e.Tables() // without those that cannot be read
	for _, t := range tables {
		if t.Measure.Spec().Sums {
			c.totals(t)
		}
	}
}

// compare counts a check, and adds the warning if the figure is off by more than slack. The warning
// is Wrong if it is off by more than wrong. If complete is false, because a figure is missing, it
// only counts the figure as unchecked.
func (c *checker) compare(w dataset.Warning, complete bool, off, slack, wrong float64, text func() string) {
	if !complete {
		c.report.Unchecked++
		return
	}
	c.report.Checks++
	if off = math.Abs(off); off > slack {
		w.Wrong, w.Text = off > wrong, text()
		c.report.Warnings = append(c.report.Warnings, w)
	}
}

// cells iterates over the rows and years of a table, which may be nil.
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

// A share may differ from money over GDP by its rounding, and a little more if NATO typed
// it in. A difference of more than shareWrong percentage points makes it wrong.
const (
	shareRounding = 0.005
	shareWrong    = 0.1
)

// shares checks shares of GDP against their source, money over GDP at constant prices.
func (c *checker) shares() {
	share, money, gdp := shareTables(c.Edition)
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

// half returns how far a figure can be from its unrounded value.
func half(f figure.Figure) float64 {
	if f.Held {
		return 0
	}
	return math.Pow10(-int(f.Printed.Places)) / 2
}

// The sum of the four parts may differ from 100 by their rounding, and even that of
// unrounded parts by a few thousandths (100.005 for LTU 2012 in 2016-01).
const (
	partsSlack = 0.0101
	partsWrong = 0.05
)

// distribution checks that the four parts of defence expenditure add up to 100 %.
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
				sum-100, slack, partsWrong, func() string { return fmt.Sprintf("the four parts add up to %.3f", sum) })
		}
	}
}

// totals checks the aggregates against the sums of each year's members.
func (c *checker) totals(t *dataset.Table) {
	for code, y := range cells(t) {
		f := t.At(code, y)
		if !code.Aggregate() || !f.Known() {
			continue
		}
		sum, slack, complete := c.sum(t, code, y)
		c.compare(dataset.Warning{Kind: "total", Measure: t.Measure, Code: code, Year: y}, complete,
			f.Exact()-sum, slack+half(f)+math.Abs(sum)*1e-6, 0, func() string {
				return fmt.Sprintf("%s is printed, its members add up to %s", f.Printed, figure.Round(sum, t.Measure.Spec().Places))
			})
	}
}

// sum adds the figures of an aggregate's members on 31 December of the year. slack is how far the
// sum may be off by rounding. complete is false if a member's figure is missing. An ally without
// forces counts only in measures of the economy.
func (c *checker) sum(t *dataset.Table, aggregate ally.Code, y figure.Year) (sum, slack float64, complete bool) {
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
