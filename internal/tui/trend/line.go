package trend

import (
	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/target"
	"allyscope/internal/tui/view"
)

// lineOf is the chart of a trend. Where a table beside it has the values, the
// cursor says only that of the first line.
func lineOf(t *analysis.Trend, s view.Scene, quiet bool) chart.Line {
	a := t.Answer
	line := chart.Line{
		Ink: s.Ink, From: int(a.First), To: int(a.Last), Places: t.Places, Levels: levels(t),
		Zero: t.Transform == query.AsLevel || t.Transform == query.Share,
	}
	for i := range t.Series {
		x := &t.Series[i]
		series := chart.Series{Name: short(x), Role: role(t, i), Points: points(x, a.First), Quiet: quiet && i > 0}
		if i == 0 {
			series.Form = chart.Thick
		}
		line.Series = append(line.Series, series)
	}
	for _, e := range a.Events {
		event := chart.Event{Year: int(e.Year)}
		if s.Zoom {
			event.Label = e.Short
		}
		line.Events = append(line.Events, event)
	}
	return line
}

// role is the role of the i-th line: NATO's sums beside a single ally are there
// for comparison.
func role(t *analysis.Trend, i int) cell.Role {
	if t.Series[i].Ally == nil {
		if t.Series[i].Code == ally.Total {
			return cell.Context
		}
		return cell.Plain
	}
	return chart.LineRole(i)
}

// short is the name at a line's end, where room is dear.
func short(s *analysis.TrendSeries) string {
	switch s.Code {
	case ally.EuropeCan:
		return "Europe+Canada"
	default:
		return s.Name
	}
}

// points are what is drawn of a line. Years before membership are told apart.
func points(s *analysis.TrendSeries, first figure.Year) []chart.Point {
	out := make([]chart.Point, 0, len(s.Points))
	for i, p := range s.Points {
		if !p.There() {
			continue
		}
		point := chart.Point{X: int(first) + i, Y: p.Value.Float(), Status: p.Status}
		if s.Verdicts[i] == target.NotMember {
			point.Role = cell.Context
		}
		out = append(out, point)
	}
	return out
}

// levels are the lines of the levels, the one asked about first. Each is drawn in
// the years since it was agreed; the one asked about, by which all years are
// judged, is thinner in the years in which it was no pledge.
func levels(t *analysis.Trend) []chart.Level {
	var asked, others []chart.Level
	first, last := int(t.Answer.First), int(t.Answer.Last)
	for i := range t.Levels {
		l := &t.Levels[i]
		v := chart.Level{
			Y: l.At.Float(), Label: l.Label(t.Answer.Last), Role: cell.Reference,
			From: l.From, To: l.Until, Dashed: !l.Asked || !l.Measurable, Far: !l.Asked,
		}
		if l.Asked {
			v.Role = cell.Target
		}
		var lines []chart.Level
		switch {
		case l.From > last && !l.Asked:
			continue
		case l.From > last, l.Until != 0 && l.Until < first:
			v.From, v.To, v.Dashed = 0, 0, true
			lines = append(lines, v)
		case l.Until != 0 && l.Until < last:
			// The name stands at the chart's edge, with what is left of the line.
			after := v
			v.Label, after.From, after.To, after.Dashed = "", last, 0, true
			if l.Asked {
				after.From = l.Until
			}
			lines = append(lines, v, after)
		default:
			lines = append(lines, v)
		}
		if l.Asked && l.From > first && l.From <= last {
			before := v
			before.Label, before.From, before.To, before.Dashed = "", 0, l.From, true
			lines = append(lines, before)
		}
		if l.Asked {
			asked = lines
		} else {
			others = append(others, lines...)
		}
	}
	return append(asked, others...)
}
