package plot

import (
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
)

// Path is the chart of one ally: its history, the straight path to its level with
// the review of 2029 on it, and where its own pace leads. The levels of more are
// drawn for comparison.
func Path(p *analysis.Path, r *analysis.PathRow, more ...analysis.Level) *chart.Line {
	until := max(p.Deadline, r.Deadline, p.Last)
	l := &chart.Line{
		Zero: true, Places: 2, From: int(p.First), To: int(until),
		Levels: []chart.Level{Level(analysis.Level{Value: r.Level, At: r.Level, Asked: true, Measurable: true})},
	}
	history := chart.Series{Role: Hue(0), Form: chart.Thick, Points: Points(r.First, r.Figures()), Breaks: r.Breaks}
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
			Role: cell.Series3, Quiet: true, Far: true, Dots: true,
			Points: []chart.Point{{X: int(analysis.ReviewYear), Y: r.Review.Value, Status: figure.Actual}},
		})
		l.Events = append(l.Events, chart.Event{Year: int(analysis.ReviewYear), Label: "review"})
	}
	straight := chart.Series{Name: "needed", Role: cell.Series3, Quiet: true, Far: true}
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
