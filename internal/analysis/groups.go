package analysis

import (
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// groupSeries are the figures of a group as a whole, computed here: NATO prints none.
// They break where its members change.
func (w *work) groupSeries(g *ally.Group) Series {
	s := Series{Code: g.Code(), Name: w.groupName(g), First: w.First, Readings: make([]Reading, int(w.Last-w.First)+1)}
	for i := range s.Readings {
		y := w.First + figure.Year(i)
		r := Reading{Figure: w.groupFigure(g, y)}
		r.Verdict, r.Edge = w.judge(nil, r.Figure, y, w.Query.Level, w.Verdicts())
		r.Since = w.groupChange(r.Figure, w.groupFigure(g, w.Base), y)
		if i > 0 && !slices.Equal(w.groupMembers(g, y-1), w.groupMembers(g, y)) {
			s.Breaks = append(s.Breaks, int(y))
		}
		s.Readings[i] = r
	}
	return s
}

// groupChange is what a group's figure is more than that of the base year, as for
// allies: points, or per cent of amounts and people.
func (w *work) groupChange(now, then figure.Figure, y figure.Year) Delta {
	switch {
	case y == w.Base || !now.Known() || !then.Known():
		return Delta{}
	case summed(w.Measure):
		return Delta{Value: figure.Round((now.Exact()/then.Exact()-1)*100, 1), OK: then.Exact() > 0}
	default:
		return Delta{Value: now.Printed.Sub(then.Printed), OK: true}
	}
}

// groupMembers are the allies of a group that are counted in a year: members of the
// alliance then, with forces.
func (w *work) groupMembers(g *ally.Group, y figure.Year) []ally.Code {
	var out []ally.Code
	for _, a := range w.ds.Allies().All() {
		if g.Has(a.Code, int(y)) && w.member(a, y) && a.HasForces() {
			out = append(out, a.Code)
		}
	}
	return out
}

// groupName is a group with how many are counted in the year: "Nordic (4 with
// forces)", "Baltic (3)".
func (w *work) groupName(g *ally.Group) string {
	n, without := len(w.groupMembers(g, w.Year)), ""
	for _, a := range w.ds.Allies().All() {
		if g.Has(a.Code, int(w.Year)) && !a.HasForces() {
			without = " with forces"
		}
	}
	return fmt.Sprintf("%s (%d%s)", strings.TrimSuffix(g.Title, " allies"), n, without)
}

// groupFigure is what a group's members have together in a year: of a share of GDP
// the mean weighted by the edition's own GDP at constant prices, as NATO makes its
// sums; of a part of expenditure that weighted by expenditure; of amounts and people
// the sum; rounded once to the measure's decimals. Not known where a member has no
// figure, where the edition holds nothing to weigh by, and of any other measure.
func (w *work) groupFigure(g *ally.Group, y figure.Year) figure.Figure {
	out := figure.Figure{Status: figure.Actual}
	var part, whole float64
	members := w.groupMembers(g, y)
	for _, c := range members {
		f := w.table.At(c, y)
		weight := w.weight(c, y)
		if !f.Known() || !weight.OK {
			return figure.Figure{}
		}
		value := f.Exact()
		if w.Measure == figure.ShareGDP {
			value = w.money.share(c, y, f)
		}
		part, whole = part+value*weight.Value, whole+weight.Value
		out.Status = max(out.Status, f.Status)
	}
	switch {
	case len(members) == 0 || whole <= 0:
		return figure.Figure{}
	case summed(w.Measure):
		whole = 1
	}
	out.Printed = figure.Round(part/whole, w.Measure.Spec().Places)
	return out
}

// weight is what a member's figure counts in its group's.
func (w *work) weight(c ally.Code, y figure.Year) Amount {
	t := w.money.usd
	switch {
	case summed(w.Measure):
		return Amount{Value: 1, OK: true}
	case w.Measure == figure.ShareGDP:
		t = w.money.gdpConstant
	case w.Measure.Spec().Kind != figure.Percent:
		return Amount{}
	}
	if t == nil || !t.At(c, y).Known() {
		return Amount{}
	}
	return Amount{Value: t.At(c, y).Exact(), OK: true}
}

// groupNote says whose figures a group's are, or why there is none.
func (w *work) groupNote(s *Series) string {
	by := "weighted by expenditure in US$ at current prices"
	switch {
	case summed(w.Measure):
		by = "a sum"
	case w.Measure == figure.ShareGDP && w.money.gdpConstant == nil, w.Measure != figure.ShareGDP && w.money.usd == nil:
		return s.Name + ": n/a, since " + w.Edition.Name() + " holds nothing to weigh its members by"
	case w.Measure == figure.ShareGDP:
		by = "weighted by the edition's GDP at constant prices"
	case w.Measure.Spec().Kind != figure.Percent:
		return s.Name + ": n/a, since " + format.Lower(w.Measure.Spec().Title) + " cannot be added up"
	}
	parts := []string{s.Name + ": computed by allyscope, " + by}
	for _, y := range s.Breaks {
		parts = append(parts, fmt.Sprintf("other members from %d", y))
	}
	return strings.Join(parts, "; ")
}

// figureAt is the figure of an ally, of one of NATO's sums or of the group asked about.
func (w *work) figureAt(c ally.Code, y figure.Year) figure.Figure {
	if w.group != nil && c == w.group.Code() {
		return w.groupFigure(w.group, y)
	}
	return w.table.At(c, y)
}
