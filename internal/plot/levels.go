package plot

import (
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// Level is a level as a line across a chart. Only the one asked about widens the
// chart's scale; one that nobody can measure is a reference and no target.
func Level(l analysis.Level) chart.Level {
	v := chart.Level{Y: l.At.Float(), Label: format.Percent(l.Value), Role: cell.Reference, Dashed: true, Far: !l.Asked}
	if l.Asked && l.Measurable {
		v.Role, v.Dashed = cell.Target, false
	}
	return v
}

// Levels are the lines of levels in a chart of the years first to last, the level
// asked about first. Each is drawn in the years since it was agreed; the one
// asked about, by which all years are judged, is thinner in the years in which it
// was no pledge. Of the others, those that cannot be measured are left out.
func Levels(levels []analysis.Level, first, last figure.Year) []chart.Level {
	var asked, others []chart.Level
	for i := range levels {
		switch l := &levels[i]; {
		case l.Asked:
			asked = life(l, int(first), int(last))
		case l.Measurable && l.From <= int(last):
			others = append(others, life(l, int(first), int(last))...)
		}
	}
	return append(asked, others...)
}

// life are the lines of one level: of its own years and, thinner, of those in
// which it is looked back or forward to.
func life(l *analysis.Level, first, last int) []chart.Level {
	v := Level(*l)
	v.Short, v.Label = v.Label, l.Label(figure.Year(last))
	if l.From > last || l.Until != 0 && l.Until < first {
		v.Dashed = true
		return []chart.Level{v}
	}
	v.From, v.To = l.From, l.Until
	thin := v
	thin.Label, thin.Short, thin.Dashed = "", "", true
	lines := []chart.Level{v}
	if l.Until != 0 && l.Until < last {
		// The name stands at the chart's edge, with what is left of the line.
		after := thin
		after.From, after.To = last, 0
		if l.Asked {
			after.From = l.Until
		}
		after.Label, after.Short = v.Label, v.Short
		lines[0].Label, lines[0].Short = "", ""
		lines = append(lines, after)
	}
	if l.Asked && l.From > first && l.From <= last {
		thin.From, thin.To = 0, l.From
		lines = append(lines, thin)
	}
	return lines
}

// Path is the chart of one ally: its history, the straight path to its level with
// the review of 2029 on it, and where its own pace leads. The levels of more are
// drawn for comparison.
func Path(p *analysis.Path, r *analysis.PathRow, more ...analysis.Level) *chart.Line {
	until := max(p.Deadline, r.Deadline, p.Last)
	l := &chart.Line{
		Zero: true, Places: 2, From: int(p.First), To: int(until),
		Levels: []chart.Level{Level(analysis.Level{Value: r.Level, At: r.Level, Asked: true, Measurable: true})},
	}
	whose := string(r.Ally.Code)
	history := chart.Series{Code: whose, Role: Hue(0), Form: chart.Thick, Points: Points(r.First, r.Figures()), Breaks: r.Breaks}
	l.Series = append(l.Series, history)
	for _, x := range more {
		x.Asked = false // what is asked about here is the ally's own level
		if x.Value.Cmp(r.Level) != 0 {
			l.Levels = append(l.Levels, Levels([]analysis.Level{x}, p.First, until)...)
		}
	}
	if !r.Verdict.Counted() {
		return l
	}
	if r.Review.OK && analysis.ReviewYear < r.Deadline {
		l.Series = append(l.Series, chart.Series{
			Code: whose, Role: cell.Series3, Quiet: true, Far: true, Dots: true,
			Points: []chart.Point{{X: int(analysis.ReviewYear), Y: r.Review.Value, Status: figure.Actual}},
		})
		l.Events = append(l.Events, chart.Event{Year: int(analysis.ReviewYear), Label: "review"})
	}
	straight := chart.Series{Code: whose, Name: "needed", Role: cell.Series3, Quiet: true, Far: true}
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

// along are the points of a projection, a year each.
func along(from, to figure.Year, at func(figure.Year) analysis.Amount) []chart.Point {
	out := make([]chart.Point, 0, max(0, int(to-from)+1))
	for y := from; y <= to; y++ {
		if a := at(y); a.OK {
			out = append(out, chart.Point{X: int(y), Y: a.Value, Status: figure.Actual})
		}
	}
	return out
}
