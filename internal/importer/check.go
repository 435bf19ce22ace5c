package importer

import (
	"fmt"
	"iter"
	"math"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
)

// checker computes again what an edition's own figures say of each other. It
// corrects nothing.
type checker struct {
	allies *ally.Register
	report *Report
	tables []*dataset.Table
}

// Check computes again the sums and shares of an edition as an import would, of
// those of its tables that can be read. SIPRI's shares have nothing beside them to
// be checked by.
func Check(allies *ally.Register, e *dataset.Edition) *Report {
	report := &Report{File: e.ID, Kind: "tables"}
	check(e, allies, report)
	return report
}

// check adds what it notices to the report.
func check(e *dataset.Edition, allies *ally.Register, report *Report) {
	if e.Source != dataset.NATO {
		return
	}
	c := &checker{allies: allies, report: report}
	c.tables, _ = e.Tables() // what cannot be read is told of when it is asked for
	c.shares()
	c.distribution()
	for _, m := range []figure.Measure{figure.USDCurrent, figure.USDConstant, figure.GDPCurrent, figure.GDPConstant, figure.Personnel} {
		if t := tableOf(c.tables, m); t != nil {
			c.totals(t)
		}
	}
}

func (c *checker) warnf(kind string, wrong bool, m figure.Measure, code ally.Code, y figure.Year, format string, args ...any) {
	c.report.Warnings = append(c.report.Warnings, dataset.Warning{Kind: kind, Wrong: wrong, Measure: m, Code: code, Year: y,
		Text: fmt.Sprintf(format, args...)})
}

// cells goes over the cells of a table, row by row.
func cells(t *dataset.Table) iter.Seq2[ally.Code, figure.Year] {
	return func(yield func(ally.Code, figure.Year) bool) {
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
	share, money, gdp := tableOf(c.tables, figure.ShareGDP), tableOf(c.tables, figure.USDConstant), tableOf(c.tables, figure.GDPConstant)
	if share == nil || money == nil || gdp == nil {
		return
	}
	unit := 1.0
	if strings.HasPrefix(gdp.Unit, "USD bn") {
		unit = 1000
	}
	for code, y := range cells(share) {
		f, m, g := share.At(code, y), money.At(code, y), gdp.At(code, y)
		if !f.Known() {
			continue
		}
		if !m.Known() || !g.Known() || g.Exact() <= 0 || m.Exact() <= 0 {
			c.report.Unchecked++
			continue
		}
		c.report.Checks++
		want := 100 * m.Exact() / (g.Exact() * unit)
		slack := shareRounding + want*(half(m)/m.Exact()+half(g)/g.Exact()) + 1e-9
		if off := math.Abs(f.Printed.Float() - want); off > slack {
			c.warnf(KindShare, off > shareWrong+slack, figure.ShareGDP, code, y,
				"%s is printed, money over GDP is %.3f", f.Printed, want)
		}
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

// distribution adds the four parts of expenditure.
func (c *checker) distribution() {
	var parts []*dataset.Table
	for _, m := range []figure.Measure{figure.EquipmentPct, figure.PersonnelPct, figure.InfrastructurePct, figure.OtherPct} {
		t := tableOf(c.tables, m)
		if t == nil {
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
		switch {
		case known == 0:
		case known < len(parts):
			c.report.Unchecked++
		default:
			c.report.Checks++
			if off := math.Abs(sum - 100); off > slack {
				c.warnf(KindDistribution, off > partsWrong, figure.EquipmentPct, code, y, "the four parts add to %.3f", sum)
			}
		}
	}
}

// totals adds the members of each year and compares the sums with the
// aggregates.
func (c *checker) totals(t *dataset.Table) {
	for code, y := range cells(t) {
		f := t.At(code, y)
		if !code.Aggregate() || !f.Known() {
			continue
		}
		sum, slack, whole := c.sum(t, code, y)
		if !whole {
			c.report.Unchecked++
			continue
		}
		c.report.Checks++
		slack += half(f) + math.Abs(sum)*1e-6
		if off := f.Exact() - sum; math.Abs(off) > slack {
			c.warnf(KindTotal, true, t.Measure, code, y, "%s is printed, its members add to %s",
				f.Printed, figure.Round(sum, t.Measure.Spec().Places))
		}
	}
}

// sum adds the members of an aggregate on 31 December of the year; whole is
// false where a figure of one of them is missing. Iceland has a GDP and no
// forces.
func (c *checker) sum(t *dataset.Table, aggregate ally.Code, y figure.Year) (sum, slack float64, whole bool) {
	gdp := t.Measure == figure.GDPCurrent || t.Measure == figure.GDPConstant
	for _, a := range c.allies.All() {
		if !a.MemberIn(int(y)) || !belongs(a, aggregate) || (!gdp && !a.HasForces()) {
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

func belongs(a *ally.Ally, aggregate ally.Code) bool {
	overseas := a.Region == "North America"
	switch aggregate {
	case ally.Total:
		return true
	case ally.EuropeCan:
		return a.Code != "USA"
	case ally.Europe:
		return !overseas
	case ally.NorthAm:
		return overseas
	}
	return false
}
