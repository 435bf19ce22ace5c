package compare

import (
	"fmt"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
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
		if !slopes.Fits(at.w, at.h-1) {
			v.slopes = cell.New(0, 0)
		} else {
			v.slopes = slopes.Draw(at.w, at.h-1)
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
func slopesOf(c *analysis.Comparison, ink chart.Ink) chart.Slopes {
	a := c.Answer
	title := name
	if len(c.Columns) > namesMost {
		title = code
	}
	out := chart.Slopes{
		Ink: ink, Places: min(a.Measure.Spec().Places, 2), Scale: chart.Scale{Min: c.Least, Max: c.Most},
		FromLabel: yearLabel(a, a.Base), ToLabel: yearLabel(a, a.Year),
	}
	for i := range c.Columns {
		col := &c.Columns[i]
		out.Slopes = append(out.Slopes, chart.Slope{
			Name: title(col), Role: role(c, i), Focus: i == 0,
			From: point(col.Series[a.Base-a.First]), To: point(col.Series[a.Year-a.First]),
		})
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

func yearLabel(a *analysis.Answer, y figure.Year) string {
	if a.EstimatedIn(y) {
		return fmt.Sprintf("%de", y)
	}
	return fmt.Sprint(y)
}

func point(f figure.Figure) chart.Point {
	if !f.Known() {
		return chart.Point{}
	}
	return chart.Point{Y: f.Printed.Float(), Status: f.Status}
}
