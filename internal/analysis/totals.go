package analysis

import (
	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/target"
)

// emptyCounts are the counts of the answer's years before anything is counted.
func (w *work) emptyCounts() []Count {
	out := make([]Count, int(w.last-w.first)+1)
	for k := range out {
		y := w.first + figure.Year(k)
		out[k] = Count{Year: y, Estimated: w.table.Estimated(y)}
	}
	return out
}

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

// totals lists NATO's own sums as printed, each beside what the rows give.
func (w *work) totals() []Total {
	var out []Total
	for _, c := range aggregateCodes {
		if !w.table.Has(c) {
			continue
		}
		t := Total{Series: w.series(c)}
		t.Reading = t.At(w.q.Year)
		t.FromRows, t.Rows = w.fromRows(c)
		out = append(out, t)
	}
	return out
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
	switch m := w.q.Measure; m {
	case figure.ShareGDP:
		if w.money.usdConstant == nil || w.money.gdpConstant == nil {
			return Amount{}, 0
		}
		return w.weighted(sum, w.money.usdConstant, w.money.gdpConstant, gdpScale(w.money.gdpConstant)/100)
	case figure.EquipmentPct, figure.PersonnelPct, figure.InfrastructurePct, figure.OtherPct:
		if w.money.usd == nil {
			return Amount{}, 0
		}
		return w.averaged(sum, w.money.usd)
	case figure.USDCurrent, figure.USDConstant, figure.GDPCurrent, figure.GDPConstant, figure.Personnel:
		return w.added(sum)
	default:
		return Amount{}, 0
	}
}

// eachFigure calls add for every ally of a sum that has a figure in both tables.
func (w *work) eachFigure(sum ally.Code, s, t *dataset.Table, add func(a, b float64)) int {
	n := 0
	for _, a := range w.ds.Allies().All() {
		x, y := s.At(a.Code, w.q.Year), t.At(a.Code, w.q.Year)
		if within(sum, a) && x.Known() && y.Known() && w.member(a, w.q.Year) {
			add(x.Exact(), y.Exact())
			n++
		}
	}
	return n
}

// weighted is the sum of the parts over the sum of the wholes. The GDP of an ally
// without forces counts as well where it is held: NATO's own sums have it in.
func (w *work) weighted(sum ally.Code, part, whole *dataset.Table, scale float64) (Amount, int) {
	var p, q float64
	n := w.eachFigure(sum, part, whole, func(a, b float64) { p, q = p+a, q+b })
	for _, a := range w.ds.Allies().All() {
		if !a.HasForces() && within(sum, a) && w.member(a, w.q.Year) {
			q += whole.At(a.Code, w.q.Year).Exact()
		}
	}
	if q <= 0 {
		return Amount{}, 0
	}
	return Amount{Value: p / (q * scale), OK: true}, n
}

func (w *work) averaged(sum ally.Code, weight *dataset.Table) (Amount, int) {
	var p, q float64
	n := w.eachFigure(sum, w.table, weight, func(a, b float64) { p, q = p+a*b, q+b })
	if q <= 0 {
		return Amount{}, 0
	}
	return Amount{Value: p / q, OK: true}, n
}

func (w *work) added(sum ally.Code) (Amount, int) {
	var p float64
	n := w.eachFigure(sum, w.table, w.table, func(a, _ float64) { p += a })
	return Amount{Value: p, OK: n > 0}, n
}
