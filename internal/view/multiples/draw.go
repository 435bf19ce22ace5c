package multiples

import (
	"math"
	"strconv"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/target"
	"allyscope/internal/view"
)

func (v *multiples) measure() {
	v.value = analysis.PlacesFor(&v.Answer) + 1 // with its "e"
	// A level that cannot be measured is left out: no figure can reach it, and it would flatten all.
	if v.Verdicts() {
		v.levels = []chart.Level{plot.Level(v.Level)}
	}
	all := chart.Line{Series: []chart.Series{{Points: plot.Points(v.First, []figure.Figure{v.Least, v.Most})}}, Levels: v.levels, Zero: true}
	v.scale = all.Range()
	v.own = !v.Spec().Comparable || (v.Middle > 0 && v.Middle < v.scale.Max/dwarf)
}

// dwarf is the ratio of the scale to the median of the boxes' greatest figures above which each
// box gets its own scale, because a shared scale would show only the greatest: with amounts, the
// United States.
const dwarf = 10

func (v *multiples) points(r *analysis.Row) []chart.Point {
	out := plot.Points(r.First, r.Figures())
	for i := range out {
		out[i].Role = v.role(r.At(figure.Year(out[i].X)).Verdict)
	}
	if v.First == v.Last && len(out) > 0 { // a single year is a bar as wide as its box
		out = append(out, out[0])
		out[1].X++
	}
	return out
}

func (v *multiples) role(of target.Verdict) cell.Role {
	switch {
	case of == target.Meets:
		return cell.BarMeets
	case of == target.NotMember:
		return cell.Context
	case v.Unjudged != "":
		return cell.Series1
	default:
		return cell.BarBelow
	}
}

func (d *drawing) mini(r *analysis.Row) *chart.Line {
	m := &chart.Line{
		Series: []chart.Series{{Role: cell.BarBelow, Points: d.points(r), Form: chart.Area, Breaks: r.Breaks}},
		Levels: d.levels, Ink: d.Ink, From: int(d.First), To: int(d.Last), Scale: d.scale, Zero: true,
	}
	if d.First == d.Last {
		m.To++
	}
	if d.Spec().Kind == figure.Change { // areas below a zero line are illegible at this size
		m.Series[0].Form, m.Series[0].Role = chart.Thick, cell.Series1
		m.Levels = append(m.Levels, chart.Level{Role: cell.Axis, Dashed: true})
	}
	if d.own {
		own := chart.Line{Series: m.Series, Zero: true}
		m.Scale = own.Range()
	}
	return m
}

func (d *drawing) picture(g *cell.Grid, r *analysis.Row) {
	for x, y := range d.years {
		g.Tag(x, 0, 1, g.Height(), cell.Hit{Code: string(r.Ally.Code), Year: int(y)})
	}
	if words := d.without(r); words != "" {
		view.Lines(g, 0, 0, cell.Wrap(words, g.Width(), g.Height()), cell.Faint)
		return
	}
	switch {
	case d.folded():
		d.inline().Draw(g, 0, 0, r.Readings)
		return
	case d.barred():
		d.bars(g, r)
	default:
		g.Draw(0, 0, d.mini(r).Box(g.Width(), g.Height()))
	}
	d.drawMissing(g, r)
}

func (v *multiples) span() int { return len(v.Counts) }

// folded reports whether the boxes hold the sparklines of the ranking, folded at the level. On one
// line an area would show neither the level nor a rise from 1.0 to 1.4 %.
func (d *drawing) folded() bool { return d.chartH() == 1 && d.chartW() >= d.span() }

func (d *drawing) inline() plot.Spark {
	s := plot.SparkOf(d.Head(), 2*d.span() <= d.chartW())
	if d.Unjudged != "" {
		s.Fold = 0
	}
	return s
}

func (d *drawing) column(y figure.Year) int {
	switch w := d.barWidth(); {
	case d.folded():
		return d.inline().Column(y)
	case d.barred():
		return int(y-d.First)*w + (w-1)/2
	}
	m := &chart.Line{Ink: d.Ink, From: int(d.First), To: int(d.Last)}
	return m.BoxColumn(d.chartW(), int(y))
}

// without returns why a box has no chart; empty if it has one.
func (v *multiples) without(r *analysis.Row) string {
	switch {
	case view.Drawable(r):
		return ""
	case !r.Ally.HasForces():
		return target.NoForces.Words()
	case r.Verdict == target.NotMember && v.First == v.Last:
		return target.NotMember.Words()
	default:
		return "no figure held"
	}
}

// drawMissing marks the years without a figure, because a mere gap would look like zero.
func (d *drawing) drawMissing(g *cell.Grid, r *analysis.Row) {
	for i, f := range r.Readings {
		if f.OnScale() {
			continue
		}
		x, foot := d.column(r.First+figure.Year(i)), g.Height()-1
		if !d.barred() && g.At(x, foot).Rune != ' ' {
			continue
		}
		mark := '·'
		if f.Verdict == target.NotMember {
			mark = '–'
		}
		g.Set(x, foot, mark, cell.Unknown)
	}
}

func (d *drawing) nearest() []figure.Year {
	at, out, i := make([]int, len(d.Counts)), make([]figure.Year, d.chartW()), 0
	for k := range at {
		at[k] = d.column(d.First + figure.Year(k))
	}
	for x := range out {
		for i+1 < len(at) && at[i+1]-x < x-at[i] {
			i++
		}
		out[x] = d.First + figure.Year(i)
	}
	return out
}

// drawAxis writes the years below every column of boxes and marks the query's year. A mark in
// every box would send thirty times as much when the year changes.
func (d *drawing) drawAxis(g *cell.Grid, cols int) {
	p := &d.plan
	if p.axis == 0 {
		return
	}
	w, y := p.chartW(), p.h-1-p.legend
	first, last, now := d.short(d.First), d.short(d.Last), d.short(d.Year)
	at, end := d.column(d.Year), d.column(d.Last)+1
	from, to, name := at, at+1+cell.Width(now), at+1 // the mark with its year after it
	if to > w {
		from, to, name = at-cell.Width(now), at+1, at-cell.Width(now)
	}
	lastX := max(0, min(end, w)-cell.Width(last))
	for i := range cols {
		row := g.Window(i*p.bw+1, y, w, 1)
		if cell.Width(first) < from && d.First < d.Last {
			row.Text(0, 0, first, cell.Faint)
		}
		if lastX > to && lastX > cell.Width(first) && d.First < d.Last {
			row.Text(lastX, 0, last, cell.Faint)
		}
		row.Set(at, 0, '▲', cell.Cursor)
		row.Text(name, 0, now, cell.Strong)
	}
}

// short returns a year in two digits, with the "e" of an estimated year.
func (v *multiples) short(y figure.Year) string { return "’" + v.When(y)[2:] }

func (d *drawing) drawLegend(g *cell.Grid) {
	if d.legend == 0 {
		return
	}
	y, end := d.h-1, g.Width()-1
	if shown := min(d.page(), len(d.Order)-d.first); shown < len(d.Order) {
		text := format.Part(d.first, shown, len(d.Order))
		text = view.Fitting(end-41, text+", "+strconv.Itoa(len(d.Order)-shown)+" not shown", text)
		end = g.Right(end, y, text, cell.Plain) - 2
	}
	if !d.Unexplained {
		d.explain(g, y, end)
	}
}

// explain writes the legend on row y, before column end.
func (d *drawing) explain(g *cell.Grid, y, end int) {
	folded, judged := d.folded(), len(d.levels) > 0
	level, low := format.Percent(d.Level.Value), "0"
	if d.Least.Printed.Negative() {
		low = format.Number(d.Least.Printed)
	}
	scale := low + " to " + format.Number(d.Most.Printed) + " " + d.Spec().Unit + " in every box"
	own := folded && !judged || !folded && d.own
	less, others := format.Sides(d.Level.In(d.First))
	view.Legend(g, y, end, []view.Note{
		{Mark: " ", Role: cell.BarOver, Words: format.When(folded && judged, level+" or above")},
		{Mark: "▄", Role: cell.BarBelow, Words: format.When(folded && judged, "half of "+level)},
		{Words: format.When(own, "each box on its own scale, from 0")},
		{Words: format.When(!folded && !d.own, scale)},
		// An area of one line cannot show the level.
		{Mark: "──", Role: cell.Target, Words: format.When(!folded && judged && d.chartH() > 1, level)},
		{Mark: "█", Role: cell.BarMeets, Words: format.When(!folded && judged, others)},
		{Mark: "█", Role: cell.BarBelow, Words: format.When(!folded && judged, less)},
		{Words: format.When(!folded && !judged && d.Judged, format.Stands(target.NotMeasurable, d.Level.In(d.Year)))},
		{Words: format.Whenf(d.OrderYear != d.Year, "order of %d", d.OrderYear)},
		{Mark: "▒", Role: cell.BarBelow, Words: format.When(d.barred(), "estimate")}, // areas have no shade
		{Words: "· not held" + format.When(d.Converted(), " or in another currency")},
		{Mark: string(format.Break), Words: format.When(!folded && d.Broken(), "break")},
	})
}

// barred reports whether the boxes hold one bar a year, all of the same width. They do not if
// there are more years than columns, or for rates of change, which are drawn as lines.
func (d *drawing) barred() bool {
	return !d.folded() && d.Measure.Spec().Kind != figure.Change && d.barWidth() > 0
}

func (d *drawing) barWidth() int { return d.chartW() / d.span() }

// rungs returns the height of the level in half rows. Its line is drawn in the middle or at the
// edge of a row, so the scale of bars is adjusted to put the level exactly there.
func (d *drawing) rungs() int {
	halves, level := 2*d.chartH(), d.levels[0].Y
	n := int(float64(halves) * level / max(d.scale.Max, level))
	return max(1, min(n, halves-1))
}

// unit returns the height of a figure of 1 in eighths of a row.
func (d *drawing) unit(r *analysis.Row) float64 {
	top := d.scale.Max // the figure that fills the box
	switch {
	case d.own:
		top = d.mini(r).Scale.Max
	case len(d.levels) > 0:
		return float64(4*d.rungs()) / d.levels[0].Y
	}
	if top <= 0 {
		return 0
	}
	return float64(8*d.chartH()) / top
}

// drawLevel draws the level across a box and its margin, where it stays visible next to the bars.
func (d *drawing) drawLevel(g *cell.Grid) {
	if len(d.levels) == 0 || d.own {
		return
	}
	n, line := d.rungs(), '─'
	if n%2 == 0 {
		line = '▁'
	}
	g.Fill(0, g.Height()-1-n/2, g.Width(), line, cell.Target)
}

// bars draws the bars of a box, shaded for estimates, with the mark of a break above the first
// bar after it.
func (d *drawing) bars(g *cell.Grid, r *analysis.Row) {
	w, unit := d.barWidth(), d.unit(r)
	for i, f := range r.Readings {
		if !f.OnScale() {
			continue
		}
		x, role := i*w, d.role(f.Verdict)
		high := int(math.Round(f.Printed.Float() * unit))
		if f.Printed.Units > 0 {
			high = max(high, 1)
		}
		y := g.Height() - 1
		for ; high > 0; high, y = high-8, y-1 {
			fill := chart.Height(high)
			if high >= 8 && f.Status == figure.Estimate {
				fill = '▒'
			}
			g.Fill(x, y, w, fill, role)
		}
		if year := int(r.First) + i; f.Break != "" && y >= 0 && year > int(d.First) {
			g.Set(x, y, format.Break, cell.Axis)
		}
	}
}
