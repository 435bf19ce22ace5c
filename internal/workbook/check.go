package workbook

import (
	"fmt"
	"math"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
)

// checker computes again what an edition's own figures say of each other. It
// corrects nothing.
type checker struct {
	edition *Edition
	allies  *ally.Register
	report  *Report
	tables  [figure.Measures]*Table
}

// check adds what it notices to the report. SIPRI's shares have nothing beside
// them to be checked by.
func check(e *Edition, allies *ally.Register, report *Report) {
	if e.Source != NATO {
		return
	}
	c := &checker{edition: e, allies: allies, report: report}
	for _, t := range e.Tables {
		c.tables[t.Measure] = t
	}
	c.shares()
	c.distribution()
	for _, m := range []figure.Measure{figure.USDCurrent, figure.USDConstant, figure.GDPCurrent, figure.GDPConstant, figure.Personnel} {
		c.totals(m)
	}
}

func (c *checker) warnf(k Kind, wrong bool, m figure.Measure, code ally.Code, y figure.Year, format string, args ...any) {
	c.report.Warnings = append(c.report.Warnings, Warning{Kind: k, Wrong: wrong, Measure: m.String(), Code: code, Year: y,
		Text: fmt.Sprintf(format, args...)})
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
	share, money, gdp := c.tables[figure.ShareGDP], c.tables[figure.USDConstant], c.tables[figure.GDPConstant]
	if share == nil || money == nil || gdp == nil {
		return
	}
	unit := 1.0
	if strings.HasPrefix(gdp.Unit, "USD bn") {
		unit = 1000
	}
	for _, r := range share.Rows {
		for i, f := range r.Figures {
			if !f.Known() {
				continue
			}
			y := share.Years[i].Year
			m, g := money.at(r.Code, y), gdp.at(r.Code, y)
			if !m.Known() || !g.Known() || g.Exact() <= 0 || m.Exact() <= 0 {
				c.report.Unchecked++
				continue
			}
			c.report.Checks++
			want := 100 * m.Exact() / (g.Exact() * unit)
			slack := shareRounding + want*(half(m)/m.Exact()+half(g)/g.Exact()) + 1e-9
			if off := math.Abs(f.Printed.Float() - want); off > slack {
				c.warnf(KindShare, off > shareWrong+slack, figure.ShareGDP, r.Code, y,
					"%s is printed, money over GDP is %.3f", f.Printed, want)
			}
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
	parts := []*Table{c.tables[figure.EquipmentPct], c.tables[figure.PersonnelPct], c.tables[figure.InfrastructurePct], c.tables[figure.OtherPct]}
	if parts[0] == nil || parts[1] == nil || parts[2] == nil || parts[3] == nil {
		return
	}
	for _, code := range parts[0].codes() {
		for _, y := range parts[0].Years {
			sum, slack, there := 0.0, partsSlack, 0
			for _, t := range parts {
				if f := t.at(code, y.Year); f.Known() {
					sum, slack, there = sum+f.Exact(), slack+half(f), there+1
				}
			}
			switch {
			case there == 0:
			case there < len(parts):
				c.report.Unchecked++
			default:
				c.report.Checks++
				if off := math.Abs(sum - 100); off > slack {
					c.warnf(KindDistribution, off > partsWrong, figure.EquipmentPct, code, y.Year, "the four parts add to %.3f", sum)
				}
			}
		}
	}
}

// totals adds the members of each year and compares the sums with the
// aggregates.
func (c *checker) totals(m figure.Measure) {
	t := c.tables[m]
	if t == nil {
		return
	}
	for _, r := range t.Rows {
		if !r.Code.Aggregate() {
			continue
		}
		for i, f := range r.Figures {
			if !f.Known() {
				continue
			}
			y := t.Years[i].Year
			sum, slack, whole := c.sum(t, r.Code, y)
			if !whole {
				c.report.Unchecked++
				continue
			}
			c.report.Checks++
			slack += half(f) + math.Abs(sum)*1e-6
			if off := f.Exact() - sum; math.Abs(off) > slack {
				places := m.Spec().Places
				c.warnf(KindTotal, true, m, r.Code, y, "%s is printed, its members add to %s",
					f.Printed, figure.Round(sum, places))
			}
		}
	}
}

// sum adds the members of an aggregate on 31 December of the year; whole is
// false where a figure of one of them is missing. Iceland has a GDP and no
// forces.
func (c *checker) sum(t *Table, aggregate ally.Code, y figure.Year) (sum, slack float64, whole bool) {
	gdp := t.Measure == figure.GDPCurrent || t.Measure == figure.GDPConstant
	for _, a := range c.allies.All() {
		if !a.MemberIn(int(y)) || !belongs(a, aggregate) || (!gdp && !a.HasForces()) {
			continue
		}
		f := t.at(a.Code, y)
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
