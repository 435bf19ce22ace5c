package compare

import (
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/plot"
)

// drawCourse draws the trend of the same allies.
func (v sides) drawCourse(g *cell.Grid, at box, ink chart.Ink) {
	if at.w == 0 {
		return
	}
	for y := range g.Height() {
		g.Set(at.x-2, y, '│', cell.Axis)
	}
	g.Text(at.x+1, at.y, cell.Cut(v.Spec().Name(), at.w-1), cell.Heading)
	spec := v.Spec()
	l := &chart.Line{
		Ink: ink, Zero: true, Places: spec.Places, From: int(v.First), To: int(v.Last), Year: int(v.Year), Silent: true,
		Levels: plot.Levels(v.Levels, v.First, v.Last), Series: v.series(func(i int) string { return name(&v.Columns[i]) }),
	}
	g.Draw(at.x, at.y+1, l.Draw(at.w, at.h-1))
}

// series are the lines of the columns, called as asked.
func (v sides) series(title func(i int) string) []chart.Series {
	var out []chart.Series
	for i := range v.Columns {
		c := &v.Columns[i]
		out = append(out, chart.Series{
			Code: string(c.Code), Name: title(i), Short: plot.Tiny(c.Code), Role: v.role(i), Points: plot.Points(v.First, c.Figures()), Breaks: c.Breaks, Whole: c.Code.Aggregate(),
		})
	}
	return out
}

// drawSlopes draws the way from the base year to the year. The scale is that of all
// years, so that a step in the year moves the lines and nothing else.
func (v sides) drawSlopes(g *cell.Grid, at box, ink chart.Ink) {
	if at.w == 0 {
		return
	}
	slopes := v.slopes(ink)
	slopes.Title = v.Spec().Name()
	g.Draw(at.x, at.y, slopes.Slope(at.w, at.h))
}

// sloped tells whether a comparison has slopes: all figures in one unit, and a
// base year among those shown.
func (v sides) sloped() bool {
	return v.Spec().Comparable && v.Base >= v.First && v.Base <= v.Last
}

// namesMost is how many allies the slopes name in full: more take codes, as the
// table's heads do.
const namesMost = 4

// slopes is the chart of two years of a comparison.
func (v sides) slopes(ink chart.Ink) *chart.Line {
	title := func(i int) string { return name(&v.Columns[i]) }
	if len(v.Columns) > namesMost {
		title = func(i int) string { return plot.Tiny(v.Columns[i].Code) }
	}
	out := &chart.Line{
		Ink: ink, Places: v.Spec().Places, Scale: chart.Scale{Min: v.Least, Max: v.Most}, From: int(v.Base), To: int(v.Year),
		Series: v.series(title),
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
