package compare

import (
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/plot"
)

// drawSlopes draws the way from the base year to the year, where there is room.
// The scale is that of all years, so that a step in the year moves the lines and
// nothing else.
func (v sides) drawSlopes(g *cell.Grid, at box, ink chart.Ink) {
	slopes := v.slopes(ink)
	if at.w == 0 || !slopes.SlopeFits(at.w, at.h-1) {
		return
	}
	if at.y == 0 {
		for y := range g.Height() {
			g.Set(at.x-2, y, '│', cell.Axis)
		}
	}
	spec := v.Spec()
	g.Text(at.x+1, at.y, cell.Cut(spec.Name(), at.w-1), cell.Heading)
	g.Draw(at.x, at.y+1, slopes.Slope(at.w, at.h-1))
}

// sloped tells whether a comparison has slopes: all figures in one unit, and a
// base year among those shown.
func (v sides) sloped() bool {
	return v.Spec().Comparable && v.Base >= v.First && v.Base <= v.Last
}

// namesMost is how many allies the slopes name in full: more take codes, as the
// table's heads do.
const namesMost = 4

// slopes is the chart of a comparison.
func (v sides) slopes(ink chart.Ink) *chart.Line {
	out := &chart.Line{
		Ink: ink, Places: v.Spec().Places, Scale: chart.Scale{Min: v.Least, Max: v.Most}, From: int(v.Base), To: int(v.Year),
	}
	for i := range v.Columns {
		title := name(&v.Columns[i])
		if len(v.Columns) > namesMost {
			title = plot.Tiny(v.Columns[i].Code)
		}
		out.Series = append(out.Series, chart.Series{Name: title, Role: v.role(i), Points: plot.Points(v.First, v.Columns[i].Figures()),
			Breaks: v.Columns[i].Breaks})
	}
	for _, l := range v.Levels {
		if l.Measurable && l.Asked {
			level := plot.Level(l)
			level.Far = true
			out.Levels = append(out.Levels, level)
		}
	}
	return out
}
