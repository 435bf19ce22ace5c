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
