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

// facts are what all boxes of a question share.
type facts struct {
	value int // columns of the widest figure
	scale chart.Scale
	// low and top are the least and the greatest figure; own tells that every box
	// has a scale of its own.
	low, top figure.Figure
	own      bool
}

// factsOf finds the facts of a question.
func factsOf(a *analysis.Answer) facts {
	e := a.Extent()
	f := facts{low: e.Least, top: e.Most, value: analysis.PlacesFor(a) + 1} // its "e"
	all := chart.Line{Series: []chart.Series{{Points: plot.Points(a.First, []figure.Figure{e.Least, e.Most})}}, Levels: levels(a), Zero: true}
	f.scale = all.Range()
	f.own = !a.Spec().Comparable || (e.Middle > 0 && e.Middle < f.scale.Max/dwarf)
	return f
}

// dwarf is how many times the middle of the boxes' greatest figures goes into the
// scale before one scale for all shows nothing but the greatest: amounts of the
// United States beside those of Montenegro.
const dwarf = 10

// points are a row's figures as an area, in the colours of its verdicts.
func points(a *analysis.Answer, r *analysis.Row) []chart.Point {
	out := plot.Points(r.First, r.Figures())
	for i := range out {
		out[i].Role = role(a, r.At(figure.Year(out[i].X)).Verdict)
	}
	if a.First == a.Last && len(out) > 0 { // one year alone is a bar as wide as its box
		end := out[0]
		end.X++
		out = append(out, end)
	}
	return out
}

// role is that of an area, by the verdict on its figure.
func role(a *analysis.Answer, v target.Verdict) cell.Role {
	switch {
	case v == target.Meets:
		return cell.BarMeets
	case v == target.NotMember:
		return cell.Context
	case a.Unjudged != "":
		return cell.Series1
	default:
		return cell.BarBelow
	}
}

// levels is the level asked about. One that cannot be measured is none that a
// figure could reach, and would flatten all.
func levels(a *analysis.Answer) []chart.Level {
	if !a.Verdicts() {
		return nil
	}
	return []chart.Level{plot.Level(a.Level)}
}

// mini is the picture of one row.
func (d *drawing) mini(r *analysis.Row) *chart.Line {
	a := d.answer
	m := &chart.Line{
		Series: []chart.Series{{Role: cell.BarBelow, Points: points(a, r), Form: chart.Area, Breaks: r.Breaks}},
		Levels: levels(a), Ink: d.Ink, From: int(a.First), To: int(a.Last), Scale: d.facts.scale, Zero: true,
	}
	if a.First == a.Last {
		m.To++
	}
	if a.Spec().Kind == figure.Change { // areas that hang from a line are not read at this size
		m.Series[0].Form, m.Series[0].Role = chart.Thick, cell.Series1
		m.Levels = append(m.Levels, chart.Level{Role: cell.Axis, Dashed: true})
	}
	if d.facts.own {
		own := chart.Line{Series: m.Series, Zero: true}
		m.Scale = own.Range()
	}
	return m
}

// picture draws the picture of one ally, or says why there is none.
func (d *drawing) picture(g *cell.Grid, r *analysis.Row) {
	a := d.answer
	for x, y := range d.years {
		g.Tag(x, 0, 1, g.Height(), cell.Hit{Code: string(r.Ally.Code), Year: int(y)})
	}
	if words := without(a, r); words != "" {
		view.Lines(g, 0, 0, cell.Wrap(words, g.Width(), g.Height()), cell.Faint)
		return
	}
	if d.folded() {
		spark := d.inline()
		spark.Draw(g, 0, 0, r.Readings)
		return
	}
	if d.barred() {
		d.bars(g, r)
		return
	}
	m := d.mini(r)
	g.Draw(0, 0, m.Box(g.Width(), g.Height()))
	d.drawMissing(g, m, r)
}

// span is how many years an answer has.
func span(a *analysis.Answer) int { return int(a.Last-a.First) + 1 }

// folded tells whether the boxes hold the ranking's inline pictures, folded at the level:
// on one line an area would neither show the level nor a rise from 1.0 to 1.4 %.
func (d *drawing) folded() bool { return d.chartH() == 1 && d.chartW() >= span(d.answer) }

// inline is the scale of such pictures.
func (d *drawing) inline() plot.Spark {
	a := d.answer
	s := plot.SparkOf(&a.Header, 2*span(a) <= d.chartW())
	if a.Unjudged != "" {
		s.Fold = 0
	}
	return s
}

// column is a picture's column of a year.
func (d *drawing) column(y figure.Year) int {
	a := d.answer
	if d.folded() {
		return d.inline().Column(y)
	}
	if w := d.barWidth(); d.barred() {
		return int(y-a.First)*w + (w-1)/2
	}
	m := &chart.Line{Ink: d.Ink, From: int(a.First), To: int(a.Last)}
	x, _ := m.BoxColumn(d.chartW(), int(y)) // years of an answer are within its years
	return x
}

// without says why a box has no picture; empty where it has one.
func without(a *analysis.Answer, r *analysis.Row) string {
	switch {
	case view.Drawable(r):
		return ""
	case !r.Ally.HasForces():
		return target.NoForces.Words()
	case r.Verdict == target.NotMember && a.First == a.Last:
		return target.NotMember.Words()
	default:
		return "no figure held"
	}
}

// drawMissing marks the years without a figure: a gap alone would read as zero.
func (d *drawing) drawMissing(g *cell.Grid, m *chart.Line, r *analysis.Row) {
	a := d.answer
	for i, f := range r.Readings {
		if f.Known() {
			continue
		}
		mark := '·'
		if f.Verdict == target.NotMember {
			mark = '–'
		}
		if x, ok := m.BoxColumn(g.Width(), int(a.First)+i); ok && g.At(x, g.Height()-1).Rune == ' ' {
			g.Set(x, g.Height()-1, mark, cell.Unknown)
		}
	}
}

// nearest is the year nearest to each column of a picture.
func (d *drawing) nearest() []figure.Year {
	a, at := d.answer, make([]int, len(d.answer.Counts))
	for i := range at {
		at[i] = d.column(a.First + figure.Year(i))
	}
	out := make([]figure.Year, d.chartW())
	for x := range out {
		best := 0
		for i, column := range at {
			if max(column-x, x-column) < max(at[best]-x, x-at[best]) {
				best = i
			}
		}
		out[x] = a.First + figure.Year(best)
	}
	return out
}

// drawAxis writes the years under every column of boxes, and marks the one asked
// about: here and not in every box, where a step would cost thirty times as much.
func (d *drawing) drawAxis(g *cell.Grid, cols int) {
	p, a := &d.plan, d.answer
	if p.axis == 0 {
		return
	}
	w, y := p.chartW(), p.h-1-p.legend
	first, last, now := short(a, a.First), short(a, a.Last), short(a, a.Year)
	at, end := d.column(a.Year), d.column(a.Last)+1
	from, to := at, at+1+cell.Width(now) // the mark with its year behind it
	if to > w {
		from, to = at-cell.Width(now), at+1
	}
	lastX := max(0, min(end, w)-cell.Width(last))
	for i := range cols {
		row := g.Window(i*p.bw+1, y, w, 1)
		if cell.Width(first) < from && a.First < a.Last {
			row.Text(0, 0, first, cell.Faint)
		}
		if lastX > to && lastX > cell.Width(first) && a.First < a.Last {
			row.Text(lastX, 0, last, cell.Faint)
		}
		row.Set(at, 0, '▲', cell.Cursor)
		if from < at {
			row.Text(from, 0, now, cell.Strong)
		} else {
			row.Text(at+1, 0, now, cell.Strong)
		}
	}
}

// short is a year in two digits, with the "e" of an estimated one.
func short(a *analysis.Answer, y figure.Year) string {
	return "’" + format.Year(y, a.EstimatedIn(y))[2:]
}

// drawLegend says how many boxes are on other pages and, unless that is turned off,
// what the boxes share.
func (d *drawing) drawLegend(g *cell.Grid) {
	if d.legend == 0 {
		return
	}
	y, end := d.h-1, g.Width()-1
	if shown := min(d.page(), d.of-d.first); shown < d.of {
		text := format.Part(d.first, shown, d.of)
		if long := text + ", " + strconv.Itoa(d.of-shown) + " not shown"; cell.Width(long)+40 < end {
			text = long
		}
		end = g.Right(end, y, text, cell.Plain) - 2
	}
	if !d.Unexplained {
		d.explain(g, y, end)
	}
}

// explain says on line y what the boxes share; what does not fit before column end is
// left out, the most needed last.
func (d *drawing) explain(g *cell.Grid, y, end int) {
	a, notes := d.answer, []view.Note{}
	put := func(glyph string, role cell.Role, words string) {
		notes = append(notes, view.Note{Mark: glyph, Role: role, Words: words})
	}
	level := ""
	if len(levels(a)) > 0 {
		level = format.Percent(a.Level.Value)
	}
	switch folded := d.folded(); {
	case folded && level != "":
		put(" ", cell.BarOver, level+" or above")
		put("▄", cell.BarBelow, "half of "+level)
	case folded || d.facts.own:
		put("", cell.Plain, "each box on its own scale, from 0")
	default:
		low := "0"
		if d.facts.low.Printed.Negative() {
			low = format.Number(d.facts.low.Printed)
		}
		put("", cell.Plain, low+" to "+format.Number(d.facts.top.Printed)+" "+a.Spec().Unit+" in every box")
	}
	switch {
	case d.folded():
	case level != "":
		if d.chartH() > 1 { // an area of one line has no place for it
			put("──", cell.Target, level)
		}
		less, others := format.Sides(a.Level.In(a.First))
		put("█", cell.BarMeets, others)
		put("█", cell.BarBelow, less)
	case a.Judged:
		put("", cell.Plain, format.Stands(target.NotMeasurable, a.Level.In(a.Year)))
	}
	if d.OrderYear != a.Year {
		put("", cell.Plain, "order of "+strconv.Itoa(int(d.OrderYear)))
	}
	if d.barred() { // areas have no shade
		put("▒", cell.BarBelow, "estimate")
	}
	put("", cell.Plain, "· not held")
	if !d.folded() && a.Broken() {
		put(string(format.Break), cell.Plain, "break")
	}
	view.Legend(g, y, end, notes)
}

// barred tells whether the boxes hold a bar a year, all of one whole width: not
// where more years than columns are shown, nor where figures are rates of change,
// which a line shows.
func (d *drawing) barred() bool {
	return !d.folded() && d.answer.Measure.Spec().Kind != figure.Change && d.barWidth() > 0
}

func (d *drawing) barWidth() int { return d.chartW() / span(d.answer) }

// rungs is how high the level lies, in half rows from the foot, where the greatest
// figure is to be seen too: a level lies on the middle or the edge of a row, so that
// its line is where it says.
func (d *drawing) rungs() int {
	h := float64(d.chartH())
	level := levels(d.answer)[0].Y
	n := int(2 * h * level / max(d.facts.scale.Max, level))
	return max(1, min(n, int(2*h)-1))
}

// unit is how many eighths of a row a figure of one is high.
func (d *drawing) unit(r *analysis.Row) float64 {
	switch {
	case d.facts.own:
		return d.perRow(d.mini(r).Scale.Max)
	case len(levels(d.answer)) > 0:
		return float64(4*d.rungs()) / levels(d.answer)[0].Y
	default:
		return d.perRow(d.facts.scale.Max)
	}
}

// perRow is unit where a figure fills the box.
func (d *drawing) perRow(top float64) float64 {
	if top <= 0 {
		return 0
	}
	return float64(8*d.chartH()) / top
}

// drawLevel draws the level through the whole width of a box, its margin included:
// bars go over it, and it is seen beside them.
func (d *drawing) drawLevel(g *cell.Grid) {
	if len(levels(d.answer)) == 0 || d.facts.own {
		return
	}
	n, line := d.rungs(), '─'
	if n%2 == 0 {
		line = '▁'
	}
	g.Fill(0, g.Height()-1-n/2, g.Width(), line, cell.Target)
}

// bars draws a bar a year: whole, in the colour of its verdict, an estimate's as a
// shade, with the mark of a break over the first bar that counts something else.
func (d *drawing) bars(g *cell.Grid, r *analysis.Row) {
	w, unit := d.barWidth(), d.unit(r)
	for i, f := range r.Readings {
		x := i * w
		if !f.Known() {
			mark := '·'
			if f.Verdict == target.NotMember {
				mark = '–'
			}
			g.Set(x+(w-1)/2, g.Height()-1, mark, cell.Unknown)
			continue
		}
		role := role(d.answer, f.Verdict)
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
		if year := int(r.First) + i; f.Break != "" && y >= 0 && year > int(d.answer.First) {
			g.Set(x, y, format.Break, cell.Axis)
		}
	}
}
