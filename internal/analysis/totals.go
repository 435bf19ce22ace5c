package analysis

import (
	"slices"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/target"
)

// add counts one ally that is a member in the count's year.
func (c *Count) add(a *ally.Ally, r *Reading) {
	c.Members++
	if a.HasForces() {
		c.WithForces++
	}
	switch r.Verdict {
	case target.Meets:
		c.Meets++
	case target.Below:
		c.Below++
	case target.NoData:
		c.NoData++
	}
	if r.Edge {
		c.KnifeEdge++
	}
}

// aggregateCodes is a constant table of NATO's sums, in the order they are shown.
var aggregateCodes = [...]ally.Code{ally.EuropeCan, ally.Total, ally.Europe, ally.NorthAm}

// totals lists NATO's own sums as printed, each beside what the rows give, and the
// groups asked about, computed.
func (w *work) totals() []Total {
	codes := slices.DeleteFunc(slices.Clone(aggregateCodes[:]), func(c ally.Code) bool { return !w.table.Has(c) })
	for _, g := range w.groupsAsked() {
		codes = append(codes, g.Code())
	}
	var out []Total
	for _, c := range codes {
		t := Total{Series: w.series(c), Across: w.across(c, w.Measure)}
		t.Reading = t.At(w.Year)
		t.FromRows, t.Rows = w.fromRows(c)
		out = append(out, t)
	}
	return out
}

// within tells whether an ally goes into one of NATO's sums, or into a group's in the
// year asked about.
func (w *work) within(sum ally.Code, a *ally.Ally) bool {
	if g := w.groupOf(sum); g != nil {
		return g.Has(a.Code, int(w.Year))
	}
	return within(sum, a)
}

// within tells whether an ally goes into one of NATO's sums.
func within(sum ally.Code, a *ally.Ally) bool {
	switch sum {
	case ally.EuropeCan:
		return a.Code != "USA"
	case ally.Europe:
		return a.Region == "Europe"
	case ally.NorthAm:
		return a.Region != "Europe"
	default:
		return true
	}
}

// fromRows computes one of NATO's sums from the rows of the year asked about,
// and says how many rows went in. Shares are weighted by money at constant
// prices, which is how NATO makes them; amounts and people are added; what
// cannot be had from the tables is not held.
func (w *work) fromRows(sum ally.Code) (Amount, int) {
	m := w.money
	switch g := w.groupOf(sum); {
	case g != nil: // which is from the rows itself
		f := w.groupFigure(g, w.Year)
		if !f.Known() {
			return Amount{}, 0
		}
		return Amount{Value: f.Exact(), OK: true}, len(w.groupMembers(g, w.Year))
	case w.Measure == figure.ShareGDP:
		if m.usdConstant == nil || m.gdpConstant == nil {
			return Amount{}, 0
		}
		spent, gdp, _, n := w.added(sum, m.usdConstant, m.gdpConstant)
		for _, a := range w.ds.Allies().All() { // NATO's own sums have their GDP in
			if !a.HasForces() && within(sum, a) && w.member(a, w.Year) {
				gdp += m.gdpConstant.At(a.Code, w.Year).Exact()
			}
		}
		return quotient(spent, gdp*(gdpScale(m.gdpConstant)/100), n)
	case w.Measure.Spec().Kind == figure.Percent:
		if m.usd == nil {
			return Amount{}, 0
		}
		_, whole, part, n := w.added(sum, w.table, m.usd)
		return quotient(part, whole, n)
	case summed(w.Measure):
		all, _, _, n := w.added(sum, w.table, w.table)
		return Amount{Value: all, OK: n > 0}, n
	default:
		return Amount{}, 0
	}
}

// added adds up the figures of two tables, and their products, over the n allies
// of a sum that have a figure in both.
func (w *work) added(sum ally.Code, s, t *dataset.Table) (a, b, products float64, n int) {
	for _, x := range w.ds.Allies().All() {
		f, g := s.At(x.Code, w.Year), t.At(x.Code, w.Year)
		if within(sum, x) && f.Known() && g.Known() && w.member(x, w.Year) {
			a, b, products, n = a+f.Exact(), b+g.Exact(), products+f.Exact()*g.Exact(), n+1
		}
	}
	return a, b, products, n
}

func quotient(part, whole float64, n int) (Amount, int) {
	if whole <= 0 {
		return Amount{}, 0
	}
	return Amount{Value: part / whole, OK: true}, n
}
