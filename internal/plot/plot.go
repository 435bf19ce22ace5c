// Package plot turns answers into charts ready to be drawn: the points of a
// series, the lines of levels with the years they were in force, and the charts
// that more than one view or document shows.
//
// It makes no number, and knows neither sizes nor terminals: whoever draws a
// chart gives it its ink and its room.
package plot

import (
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// Points are the figures of consecutive years, the first of them in the year
// first. A figure that was not published is left out: a gap.
func Points(first figure.Year, series []figure.Figure) []chart.Point {
	out := make([]chart.Point, 0, len(series))
	for i, f := range series {
		if f.Known() {
			out = append(out, chart.Point{X: int(first) + i, Y: f.Printed.Float(), Status: f.Status})
		}
	}
	return out
}

// Course is the chart of allies over the years of an answer, against its levels:
// of a single one beside NATO Europe and Canada where figures are shares. Allies
// without any figure are left out.
func Course(a *analysis.Answer, allies ...ally.Code) *chart.Line {
	spec := a.Measure.Spec()
	l := &chart.Line{
		Zero: true, From: int(a.First), To: int(a.Last), Places: spec.Places,
		Levels: Levels(a.Levels, a.First, a.Last),
	}
	for i, c := range allies {
		r, ok := a.Row(c)
		if !ok {
			continue
		}
		if points := Points(r.First, r.Figures()); len(points) > 0 {
			l.Series = append(l.Series, chart.Series{Code: string(c), Name: r.Ally.Name, Short: string(c), Role: Hue(i), Form: chart.Thick, Points: points, Breaks: r.Breaks})
		}
	}
	if len(allies) > 1 || len(l.Series) == 0 || spec.Kind != figure.Percent {
		return l
	}
	for i := range a.Totals {
		if t := &a.Totals[i]; t.Code == ally.EuropeCan {
			l.Series = append(l.Series, chart.Series{
				Code: string(t.Code), Name: Short(t.Code, t.Name), Short: Tiny(t.Code), Role: cell.Context,
				Points: Points(t.First, t.Figures()),
			})
		}
	}
	return l
}

// Trend is the chart of a trend. Its events are ticks without words.
func Trend(t *analysis.Trend) *chart.Line {
	l := &chart.Line{
		From: int(t.First), To: int(t.Last), Places: t.Places, Levels: Levels(t.Levels, t.First, t.Last),
		Zero: t.Transform == query.AsLevel || t.Transform == query.Share,
	}
	for i := range t.Series {
		x := &t.Series[i]
		s := chart.Series{Code: string(x.Code), Name: Short(x.Code, x.Name), Short: Tiny(x.Code), Role: TrendRole(t, i), Points: Points(x.First, x.Drawn), Breaks: x.Breaks, Whole: x.Code.Aggregate()}
		for k, p := range s.Points { // years before membership are told apart
			if x.At(figure.Year(p.X)).Verdict == target.NotMember {
				s.Points[k].Role = cell.Context
			}
		}
		if i == 0 {
			s.Form = chart.Thick
		}
		l.Series = append(l.Series, s)
	}
	for _, e := range t.Events {
		l.Events = append(l.Events, chart.Event{Year: int(e.Year)})
	}
	return l
}

// TrendRole is the role of a trend's i-th line (0-based) and of whatever stands
// for it beside the chart: NATO's sums are there for comparison.
func TrendRole(t *analysis.Trend, i int) cell.Role {
	switch s := &t.Series[i]; {
	case s.Ally != nil, s.Code.Group():
		return Hue(i)
	case s.Code == ally.Total:
		return cell.Context
	default:
		return cell.Plain
	}
}

// Short is the name of an ally or a sum at its line's end, where room is dear: how many
// a group's members are is said elsewhere.
func Short(c ally.Code, name string) string {
	switch {
	case c == ally.EuropeCan:
		return "Europe+Canada"
	case c.Nameless():
		return "together"
	case c.GroupID() != "":
		name, _, _ = strings.Cut(name, " (")
	}
	return name
}

// Tiny is what an ally or a sum is called in three cells.
func Tiny(c ally.Code) string {
	switch c {
	case ally.EuropeCan:
		return "E+C"
	case ally.Total:
		return "NATO"
	}
	switch {
	case c.Nameless():
		return "sum"
	case c.By() != "":
		return c.By()[1:4]
	}
	if id := c.GroupID(); id != "" { // four letters, which no code has
		return strings.ToUpper(id[:1]) + strings.Trim(id[1:min(4, len(id))], "-")
	}
	return string(c)
}

// hues is a constant table: the hues that levels have come last.
var hues = [...]cell.Role{
	cell.Series1, cell.Series5, cell.Series4, cell.Series3, cell.Series6, cell.Series7, cell.Series8, cell.Series2,
}

// Hue is the role of the i-th (0-based) of several lines drawn among levels, and
// of whatever stands for the same ally beside them; they repeat after eight.
func Hue(i int) cell.Role { return hues[i%len(hues)] }
