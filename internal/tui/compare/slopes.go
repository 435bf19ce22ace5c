package compare

import (
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/plot"
	"allyscope/internal/tui/view"
)

// drawSlopes draws the way from the base year to the year, where there is room
// and the allies' figures are in one unit. The scale is that of all years, so that
// a step in the year moves the lines and nothing else.
func (v *View) drawSlopes(g *cell.Grid, s view.Scene) {
	c, at := v.drawn, v.plan.slopes
	a := c.Answer
	if at.w == 0 {
		return
	}
	key := slopesKey{comparison: c, ink: s.Ink, w: at.w, h: at.h}
	if v.slopes == nil || v.slopesKey != key {
		slopes := slopesOf(c, s.Ink)
		if !slopes.SlopeFits(at.w, at.h-1) {
			v.slopes = cell.New(0, 0)
		} else {
			v.slopes = slopes.Slope(at.w, at.h-1)
		}
		v.slopesKey = key
	}
	if v.slopes.Height() == 0 {
		return
	}
	if at.y == 0 {
		for y := range g.Height() {
			g.Set(at.x-2, y, '│', cell.Axis)
		}
	}
	g.Text(at.x+1, at.y, cell.Cut(a.Measure.Spec().Title+", "+a.Measure.Spec().Unit, at.w-1), cell.Heading)
	g.Draw(at.x, at.y+1, v.slopes)
}

// sloped tells whether a comparison has slopes: all figures in one unit, and a
// base year among those shown.
func sloped(c *analysis.Comparison) bool {
	a := c.Answer
	return a.Measure.Spec().Comparable && a.Base >= a.First && a.Base <= a.Last
}

// namesMost is how many allies the slopes name in full: more take codes, as the
// table's heads do.
const namesMost = 4

// slopesOf is the chart of a comparison.
func slopesOf(c *analysis.Comparison, ink chart.Ink) *chart.Line {
	a := c.Answer
	title := name
	if len(c.Columns) > namesMost {
		title = code
	}
	out := &chart.Line{
		Ink: ink, Places: a.Measure.Spec().Places, Scale: chart.Scale{Min: c.Least, Max: c.Most},
		From: int(a.Base), To: int(a.Year),
	}
	for i := range c.Columns {
		col := &c.Columns[i]
		out.Series = append(out.Series, chart.Series{Name: title(col), Role: role(c, i), Points: plot.Points(a.First, col.Series)})
	}
	for _, l := range a.Levels {
		if l.Measurable && l.Asked {
			level := plot.Level(l)
			level.Far = true
			out.Levels = append(out.Levels, level)
		}
	}
	return out
}
