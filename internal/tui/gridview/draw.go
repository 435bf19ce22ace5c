package gridview

import (
	"slices"
	"strconv"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/target"
	"allyscope/internal/tui/steady"
	"allyscope/internal/tui/view"
)

// facts are what all boxes of a question share. Finding them out looks at every
// figure, so they are kept.
type facts struct {
	key   steady.Key
	value int // columns of the widest figure
	scale chart.Scale
	// low and top are the least and the greatest figure; own tells that every box
	// has a scale of its own.
	low, top figure.Figure
	own      bool
}

// know finds the facts of a question.
func (v *View) know(a *analysis.Answer) {
	k := steady.KeyOf(a)
	if v.known.value > 0 && v.known.key == k {
		return
	}
	f := facts{key: k}
	var all [][]chart.Point
	var tops []float64
	for i := range a.Rows {
		pts := points(a, &a.Rows[i])
		if s := chart.SharedScale(true, nil, pts); s.Max > 0 {
			tops = append(tops, s.Max)
		}
		all = append(all, pts)
		for _, x := range a.Rows[i].Series {
			if x.Known() && (!f.top.Known() || x.Printed.Cmp(f.top.Printed) > 0) {
				f.top = x
			}
			if x.Known() && (!f.low.Known() || x.Printed.Cmp(f.low.Printed) < 0) {
				f.low = x
			}
		}
	}
	f.value = analysis.PlacesFor(a) + 1 // its "e"
	f.scale = chart.SharedScale(true, levels(a), all...)
	slices.Sort(tops)
	f.own = !a.Measure.Spec().Comparable || (len(tops) > 0 && tops[len(tops)/2] < f.scale.Max/dwarf)
	v.known = f
}

// dwarf is how many times the middle of the boxes' greatest figures goes into the
// scale before one scale for all shows nothing but the greatest: amounts of the
// United States beside those of Montenegro.
const dwarf = 10

// points are a row's figures as an area, in the colours of its verdicts.
func points(a *analysis.Answer, r *analysis.Row) []chart.Point {
	out := make([]chart.Point, 0, len(r.Series)+1)
	for i, f := range r.Series {
		if !f.Known() {
			continue
		}
		p := chart.Point{X: int(a.First) + i, Y: f.Printed.Float(), Status: f.Status}
		switch v := r.Verdicts[i]; {
		case v == target.Meets:
			p.Role = cell.BarMeets
		case v == target.NotMember:
			p.Role = cell.Context
		case a.Unjudged != "":
			p.Role = cell.Series1
		default:
			p.Role = cell.BarBelow
		}
		out = append(out, p)
		if a.First == a.Last { // one year alone is a bar as wide as its box
			p.X++
			out = append(out, p)
		}
	}
	return out
}

// levels is the level asked about. One that cannot be measured is none that a
// figure could reach, and would flatten all.
func levels(a *analysis.Answer) []chart.Level {
	if !a.Judged || a.Unjudged != "" {
		return nil
	}
	return []chart.Level{plot.Level(a.Level)}
}

// mini is the picture of one row.
func (v *View) mini(a *analysis.Answer, r *analysis.Row, ink chart.Ink) *chart.Line {
	pts := points(a, r)
	m := &chart.Line{
		Series: []chart.Series{{Role: cell.BarBelow, Points: pts, Form: chart.Area}},
		Levels: levels(a), Ink: ink, From: int(a.First), To: int(a.Last), Scale: v.known.scale, Zero: true,
	}
	if a.First == a.Last {
		m.To++
	}
	if a.Measure.Spec().Kind == figure.Change { // areas that hang from a line are not read at this size
		m.Series[0].Form, m.Series[0].Role = chart.Thick, cell.Series1
		m.Levels = append(m.Levels, chart.Level{Role: cell.Axis, Dashed: true})
	}
	if v.known.own {
		m.Scale = chart.SharedScale(true, nil, pts)
	}
	return m
}

// pictures draws a page of pictures once for a question, a layout and an ink.
func (v *View) pictures(s view.Scene, rows []*analysis.Row) {
	p := &v.plan
	year, _ := v.order.Year()
	k := plateKey{question: v.known.key, order: year, plan: *p, first: v.first, ink: s.Ink}
	if v.plate != nil && v.key == k {
		return
	}
	v.key, v.plate = k, cell.New(p.cols*p.bw, p.lines*p.bh)
	for i, r := range rows {
		x, y := p.box(i)
		g := v.plate.Window(x+1, y+1, p.chartW(), p.chartH())
		if words := without(s.Answer, r); words != "" {
			for line, text := range cell.Wrap(words, g.Width(), g.Height()) {
				g.Text(0, line, text, cell.Faint)
			}
			continue
		}
		if v.folded(s.Answer) {
			v.inline(s.Answer).Draw(g, 0, 0, r.Series, r.Verdicts)
			continue
		}
		m := v.mini(s.Answer, r, s.Ink)
		g.Draw(0, 0, m.Box(g.Width(), g.Height()))
		v.drawMissing(g, m, s.Answer, r)
	}
}

// span is how many years an answer has.
func span(a *analysis.Answer) int { return int(a.Last-a.First) + 1 }

// folded tells whether the boxes hold the ranking's inline pictures: on one line
// an area would neither show the level nor a rise from 1.0 to 1.4 %.
func (v *View) folded(a *analysis.Answer) bool { return v.plan.folds(span(a)) }

// inline is the scale of such pictures.
func (v *View) inline(a *analysis.Answer) plot.Spark {
	s := plot.SparkOf(&a.Header, 2*span(a) <= v.plan.chartW())
	if a.Unjudged != "" {
		s.Fold = 0
	}
	return s
}

// column is a picture's column of a year.
func (v *View) column(a *analysis.Answer, y figure.Year) int {
	if v.folded(a) {
		return v.inline(a).Column(y)
	}
	m := &chart.Line{From: int(a.First), To: int(a.Last)}
	x, _ := m.BoxColumn(v.plan.chartW(), int(y)) // years of an answer are within its years
	return x
}

// without says why a box has no picture; empty where it has one.
func without(a *analysis.Answer, r *analysis.Row) string {
	for _, f := range r.Series {
		if f.Known() && (f.Printed.Units != 0 || r.Ally.HasForces()) {
			return ""
		}
	}
	switch {
	case !r.Ally.HasForces():
		return target.NoForces.Words()
	case r.Verdict == target.NotMember && a.First == a.Last:
		return target.NotMember.Words()
	default:
		return "no figure published"
	}
}

// drawMissing marks the years without a figure: a gap alone would read as zero.
func (v *View) drawMissing(g *cell.Grid, m *chart.Line, a *analysis.Answer, r *analysis.Row) {
	for i, f := range r.Series {
		if f.Known() {
			continue
		}
		mark := '·'
		if r.Verdicts[i] == target.NotMember {
			mark = '–'
		}
		if x, ok := m.BoxColumn(g.Width(), int(a.First)+i); ok && g.At(x, g.Height()-1).Rune == ' ' {
			g.Set(x, g.Height()-1, mark, cell.Unknown)
		}
	}
}

// yearAt is the year nearest to a column of a picture.
func (v *View) yearAt(x int) figure.Year {
	a, best := v.answer, -1
	out := a.Year
	for y := a.First; y <= a.Last; y++ {
		column := v.column(a, y)
		if d := max(column-x, x-column); best < 0 || d < best {
			out, best = y, d
		}
	}
	return out
}

// drawAxis writes the years under every column of boxes, and marks the one asked
// about: here and not in every box, where a step would cost thirty times as much.
func (v *View) drawAxis(g *cell.Grid, a *analysis.Answer, cols int) {
	p := &v.plan
	if p.axis == 0 {
		return
	}
	w, y := p.chartW(), p.h-1-p.legend
	first, last, now := short(a, a.First), short(a, a.Last), short(a, a.Year)
	at, end := v.column(a, a.Year), v.column(a, a.Last)+1
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
	s := "’" + strconv.Itoa(int(y))[2:]
	if a.EstimatedIn(y) {
		s += "e"
	}
	return s
}

// drawLegend says what the boxes share, and how many are on other pages; what does
// not fit is left out, the most needed last.
func (v *View) drawLegend(g *cell.Grid, s view.Scene) {
	p, a := &v.plan, s.Answer
	if p.legend == 0 {
		return
	}
	y, x, end := p.h-1, 1, g.Width()-1
	if shown := min(p.page(), v.order.Len()-v.first); shown < v.order.Len() {
		hidden, text := v.order.Len()-shown, strconv.Itoa(v.first+1)
		if shown > 1 {
			text += "–" + strconv.Itoa(v.first+shown)
		}
		text += " of " + strconv.Itoa(v.order.Len())
		if long := text + ", " + strconv.Itoa(hidden) + " not shown"; cell.Width(long)+40 < end {
			text = long
		}
		end = g.Right(end, y, text, cell.Plain) - 2
	}
	put := func(glyph string, role cell.Role, words string) {
		if x < 0 || x+cell.Width(glyph)+1+cell.Width(words) > end {
			x = -1 // a later, shorter note would stand in for one more needed
			return
		}
		if glyph != "" {
			x = g.Text(x, y, glyph, role) + 1
		}
		x = g.Text(x, y, words, cell.Faint) + 2
	}
	level := ""
	if len(levels(a)) > 0 {
		level = a.Level.Value.String() + " %"
	}
	switch folded := v.folded(a); {
	case folded && level != "":
		put(" ", cell.BarOver, level+" or above")
		put("▄", cell.BarBelow, "half of "+level)
	case folded || v.known.own:
		put("", cell.Plain, "each box on its own scale, from 0")
	default:
		low := "0"
		if v.known.low.Printed.Negative() {
			low = format.Number(v.known.low.Printed)
		}
		put("", cell.Plain, low+" to "+format.Number(v.known.top.Printed)+" "+a.Measure.Spec().Unit+" in every box")
	}
	switch {
	case v.folded(a):
	case level != "":
		put("──", cell.Target, level)
		put("█", cell.BarMeets, "met")
		put("█", cell.BarBelow, "below")
	case a.Judged:
		put("", cell.Plain, a.Level.Value.String()+" % is not measurable")
	}
	if year, other := v.order.Year(); other {
		put("", cell.Plain, "order of "+strconv.Itoa(int(year)))
	}
	if !v.folded(a) && a.Measure.Spec().Kind != figure.Change {
		put("▒", cell.BarBelow, "estimate")
	}
	put("", cell.Plain, "· not published")
}
