// Package plot turns answers into charts: the points of a series, the lines of levels in the
// years they were in force, and charts that several views share.
//
// It computes no figures and knows nothing of terminals. Except for pictures in documents, the
// caller chooses the size and the ink of a chart.
package plot

import (
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// Points returns the points of consecutive years beginning with first. Figures that were not
// published are left out as gaps.
func Points(first figure.Year, series []figure.Figure) []chart.Point {
	out := make([]chart.Point, 0, len(series))
	for i, f := range series {
		if f.Known() {
			out = append(out, chart.Point{X: int(first) + i, Y: f.Printed.Float(), Status: f.Status})
		}
	}
	return out
}

// Line returns the chart series of an ally or a sum. figures are its own or derived from them.
func Line(s *analysis.Series, figures []figure.Figure, role cell.Role) chart.Series {
	return chart.Series{
		Code: string(s.Code), Name: Short(s.Code, s.Name), Short: Tiny(s.Code), Role: role,
		Points: Points(s.First, figures), Breaks: s.Breaks, Whole: s.Code.Aggregate(),
	}
}

// Course returns the chart of allies over the years of an answer, with its levels; allies without
// figures are left out. A single ally is compared with NATO Europe and Canada if figures are
// shares.
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
		if s := Line(&r.Series, r.Figures(), Hue(i)); len(s.Points) > 0 {
			s.Form = chart.Thick
			l.Series = append(l.Series, s)
		}
	}
	if len(allies) > 1 || len(l.Series) == 0 || spec.Kind != figure.Percent {
		return l
	}
	if t := a.Total(ally.EuropeCan); t != nil {
		s := Line(&t.Series, t.Figures(), cell.Context)
		s.Breaks = nil
		l.Series = append(l.Series, s)
	}
	return l
}

// Trend returns the chart of a trend, without events.
func Trend(t *analysis.Trend) *chart.Line {
	l := &chart.Line{
		From: int(t.First), To: int(t.Last), Places: t.Places, Levels: Levels(t.Levels, t.First, t.Last),
		Zero: t.Transform == query.AsLevel || t.Transform == query.Share,
	}
	for i := range t.Series {
		x := &t.Series[i]
		s := Line(&x.Series, x.Drawn, TrendRole(t, i))
		for k, p := range s.Points { // years before membership look different
			if x.At(figure.Year(p.X)).Verdict == target.NotMember {
				s.Points[k].Role = cell.Context
			}
		}
		if i == 0 {
			s.Form = chart.Thick
		}
		l.Series = append(l.Series, s)
	}
	return l
}

// TrendRole returns the role of a trend's i-th line (0-based) and of its label next to the
// chart. NATO's own sums have muted roles, as they are for comparison.
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

// Called returns the name of a series in a list: Short if full is true, else Tiny.
func Called(s *analysis.Series, full bool) string {
	if full {
		return Short(s.Code, s.Name)
	}
	return Tiny(s.Code)
}

// Short returns the name of an ally or a sum for the end of its line; a group has no count.
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

// Tiny returns a name of at most four cells for an ally or a sum: the code of an ally.
func Tiny(c ally.Code) string {
	switch id := c.GroupID(); {
	case c == ally.EuropeCan:
		return "E+C"
	case c == ally.Total:
		return "NATO"
	case c.Nameless():
		return "sum"
	case c.By() != "":
		return c.By()[1:4]
	case id != "": // four letters, which no code has
		return strings.ToUpper(id[:1]) + strings.Trim(id[1:min(4, len(id))], "-")
	default:
		return string(c)
	}
}

// hues is a constant table. The hues that levels use come last.
var hues = [...]cell.Role{
	cell.Series1, cell.Series5, cell.Series4, cell.Series3, cell.Series6, cell.Series7, cell.Series8, cell.Series2,
}

// Hue returns the role of the i-th line (0-based) in a chart with levels, and of the same ally's
// labels; roles repeat after eight.
func Hue(i int) cell.Role { return hues[i%len(hues)] }

// Level returns the line of a level across a chart. Only the query's level widens the scale. A
// level that cannot be measured is drawn as a reference, not as a target.
func Level(l analysis.Level) chart.Level {
	v := chart.Level{Y: l.At.Float(), Label: format.Percent(l.Value), Role: cell.Reference, Dashed: true, Far: !l.Asked}
	if l.Asked && l.Measurable {
		v.Role, v.Dashed = cell.Target, false
	}
	return v
}

// Levels returns the lines of levels in a chart of the years first to last, the query's level
// first. A level is drawn from the year it was agreed; the query's level, by which all years are
// judged, spans all years and is thinner when it was not a pledge. Other levels that cannot be
// measured are left out.
func Levels(levels []analysis.Level, first, last figure.Year) []chart.Level {
	var asked, others []chart.Level
	for i := range levels {
		switch l := &levels[i]; {
		case l.Asked:
			asked = linesOf(l, int(first), int(last))
		case l.Measurable && l.From <= int(last):
			others = append(others, linesOf(l, int(first), int(last))...)
		}
	}
	return append(asked, others...)
}

// linesOf returns the lines of one level: of the years it was in force and, thinner, of the
// years after and, if it is the query's level, before.
func linesOf(l *analysis.Level, first, last int) []chart.Level {
	own := Level(*l)
	own.Short, own.Label = own.Label, l.Label(figure.Year(last))
	thin := own
	thin.Dashed = true
	if l.From > last || l.Until != 0 && l.Until < first {
		return []chart.Level{thin}
	}
	own.From, own.To = l.From, l.Until
	lines := []chart.Level{own}
	if l.Until != 0 && l.Until < last {
		// The name is at the right edge, next to the last year of the thin line.
		if thin.From = last; l.Asked {
			thin.From = l.Until
		}
		lines[0].Label, lines[0].Short = "", ""
		lines = append(lines, thin)
	}
	if l.Asked && l.From > first {
		lines = append(lines, chart.Level{Y: own.Y, Role: own.Role, Dashed: true, Far: own.Far, To: l.From})
	}
	return lines
}

// Path returns the chart of one ally: its history, the straight path to its level with the 2029
// review, the projection of its own pace, and more levels for comparison.
func Path(p *analysis.Path, r *analysis.PathRow, more ...analysis.Level) *chart.Line {
	until := max(p.Deadline, r.Deadline, p.Last)
	l := &chart.Line{
		Zero: true, Places: 2, From: int(p.First), To: int(until),
		Levels: []chart.Level{Level(analysis.Level{Value: r.Level, At: r.Level, Asked: true, Measurable: true})},
	}
	history := Line(&r.Series, r.Figures(), Hue(0))
	history.Name, history.Form = "", chart.Thick
	l.Series = append(l.Series, history)
	for _, x := range more {
		x.Asked = false // here the ally's own level takes that part
		if x.Value.Cmp(r.Level) != 0 {
			l.Levels = append(l.Levels, Levels([]analysis.Level{x}, p.First, until)...)
		}
	}
	if !r.Verdict.Counted() {
		return l
	}
	if r.Review.OK && analysis.ReviewYear < r.Deadline {
		l.Series = append(l.Series, chart.Series{
			Code: history.Code, Role: cell.Series3, Quiet: true, Far: true, Dots: true,
			Points: []chart.Point{{X: int(analysis.ReviewYear), Y: r.Review.Value, Status: figure.Actual}},
		})
		l.Events = append(l.Events, chart.Event{Year: int(analysis.ReviewYear), Label: "review"})
	}
	straight := chart.Series{Code: history.Code, Name: "needed", Role: cell.Series3, Quiet: true, Far: true}
	if r.Met() {
		straight.Name = "kept"
	}
	straight.Points = along(r.From, r.Deadline, r.Straight)
	l.Series = append(l.Series, straight)
	if !r.Met() && r.Pace.OK {
		end := until
		if r.AtPace != 0 && r.AtPace < until {
			end = r.AtPace
		}
		l.Series = append(l.Series, chart.Series{
			Name: "own pace", Role: cell.Series2, Quiet: true, Far: true, Dashed: true, Points: along(r.From, end, r.Paced),
		})
	}
	return l
}

func along(from, to figure.Year, at func(figure.Year) analysis.Amount) []chart.Point {
	out := make([]chart.Point, 0, max(0, int(to-from)+1))
	for y := from; y <= to; y++ {
		if a := at(y); a.OK {
			out = append(out, chart.Point{X: int(y), Y: a.Value, Status: figure.Actual})
		}
	}
	return out
}
