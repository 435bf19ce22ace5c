package analysis

import (
	"allyscope/internal/ally"
	"allyscope/internal/target"
)

// pathTotals adds the rows up, for Europe and Canada, for the alliance and for
// the groups asked about.
func (s *paths) pathTotals(rows []PathRow) []PathTotal {
	out := make([]PathTotal, 0, 3)
	for _, c := range [...]ally.Code{ally.EuropeCan, ally.Total} {
		out = append(out, s.pathTotal(c, rows))
	}
	for _, g := range s.groupsAsked() {
		out = append(out, s.pathTotal(g.Code(), rows))
	}
	return out
}

func (s *paths) pathTotal(sum ally.Code, rows []PathRow) PathTotal {
	t := PathTotal{Code: sum, Name: s.ds.Allies().Name(sum), Printed: s.figureAt(sum, s.Year)}
	var gdp, spent, laterGDP, later, extra float64
	for i := range rows {
		r := &rows[i]
		if !s.within(sum, r.Ally) || r.Verdict == target.NotMember {
			continue
		}
		if r.Verdict == target.NoForces { // spends nothing; NATO's sums of GDP have it in, a group's have not
			if now, then, held := s.weights(r); held && !sum.Group() {
				gdp, laterGDP = gdp+now, laterGDP+then
			}
			continue
		}
		more := r.extra(s.deadline)
		now, then, held := s.weights(r)
		if !more.OK || !held {
			t.Missing++
			continue
		}
		t.Allies++
		gdp, spent = gdp+now, spent+now*r.Best.Value
		laterGDP, later = laterGDP+then, later+then*r.straight(r.Best.Value, s.deadline).Value
		extra += more.Value
	}
	if t.Allies > 0 {
		t.Now = Amount{Value: spent / gdp, OK: true}
		t.Implied = Amount{Value: later / laterGDP, OK: true}
		t.ExtraUSD = Amount{Value: extra, OK: true}
	}
	return t
}

// weights are the GDP a row has in the shares of the sum, in the year it starts
// in and in the deadline year: at the edition's constant prices, which is how
// NATO makes such a share, else at current ones.
func (s *paths) weights(r *PathRow) (now, then float64, held bool) {
	from := r.start(s.Year)
	growth := r.growth
	if growth == nil {
		growth = s.growthFactors(r.Ally, from, s.deadline)
	}
	k := int(s.deadline - from)
	if k >= len(growth) {
		return 0, 0, false
	}
	now = r.gdp
	if t := s.money.gdpConstant; t != nil {
		now = t.At(r.Ally.Code, from).Exact() * t.Millions()
	}
	return now, now * growth[k], now > 0
}
