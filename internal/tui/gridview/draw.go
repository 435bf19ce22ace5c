package gridview

import (
	"slices"
	"strconv"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
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
	// top is the greatest figure; own tells that every box has a scale of its own.
	top figure.Figure
	own bool
}

// know finds the facts of a question.
func (v *View) know(a *analysis.Answer) {
	k := steady.KeyOf(a)
	if v.known.value > 0 && v.known.key == k {
		return
	}
	f := facts{key: k, value: valueWidth(a)}
	var all [][]chart.Point
	var tops []float64
	for i := range a.Rows {
		pts := points(a, &a.Rows[i])
		if s := chart.SharedScale(true, nil, pts); s.Max > 0 {
			tops = append(tops, s.Max)
		}
		all = append(all, pts)
		for _, x := range a.Rows[i].Series {
			if x.There() && (!f.top.There() || x.Printed.Cmp(f.top.Printed) > 0) {
				f.top = x
			}
		}
	}
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
		if !f.There() {
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
	return []chart.Level{{Y: a.Level.Value.Float(), Role: cell.Target}}
}

// mini is the picture of one row.
func (v *View) mini(a *analysis.Answer, r *analysis.Row, ink chart.Ink) chart.Mini {
	pts := points(a, r)
	m := chart.Mini{
		Series: []chart.Series{{Role: cell.BarBelow, Points: pts, Form: chart.Area}},
		Levels: levels(a), Ink: ink, From: int(a.First), To: int(a.Last), Scale: v.known.scale, Zero: true,
	}
	if a.First == a.Last {
		m.To++
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
		m := v.mini(s.Answer, r, s.Ink)
		g.Draw(0, 0, m.Draw(g.Width(), g.Height()))
		v.drawMissing(g, &m, s.Answer, r)
	}
}

// without says why a box has no picture; empty where it has one.
func without(a *analysis.Answer, r *analysis.Row) string {
	for _, f := range r.Series {
		if f.There() {
			return ""
		}
	}
	switch {
	case !r.Ally.Forces():
		return target.NoForces.Words()
	case r.Verdict == target.NotMember && a.First == a.Last:
		return target.NotMember.Words()
	default:
		return "no figure published"
	}
}

// drawMissing marks the years without a figure: a gap alone would read as zero.
func (v *View) drawMissing(g *cell.Grid, m *chart.Mini, a *analysis.Answer, r *analysis.Row) {
	for i, f := range r.Series {
		if f.There() {
			continue
		}
		mark := '·'
		if r.Verdicts[i] == target.NotMember {
			mark = '–'
		}
		if x, ok := m.Column(g.Width(), int(a.First)+i); ok && g.At(x, g.Height()-1).Rune == ' ' {
			g.Set(x, g.Height()-1, mark, cell.Unknown)
		}
	}
}

// yearAt is the year nearest to a column of a picture.
func (v *View) yearAt(x int) figure.Year {
	a, best := v.answer, -1
	m := chart.Mini{From: int(a.First), To: int(a.Last)}
	out := a.Year
	for y := a.First; y <= a.Last; y++ {
		column, ok := m.Column(v.plan.chartW(), int(y))
		if d := max(column-x, x-column); ok && (best < 0 || d < best) {
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
	m := chart.Mini{From: int(a.First), To: int(a.Last)}
	at, ok := m.Column(w, int(a.Year))
	if !ok {
		return
	}
	first, last := short(a, a.First), short(a, a.Last)
	for i := range cols {
		row := g.Window(i*p.bw+1, y, w, 1)
		if at > cell.Width(first) {
			row.Text(0, 0, first, cell.Faint)
		}
		if end := w - cell.Width(last); at < end-1 && end > cell.Width(first) {
			row.Text(end, 0, last, cell.Faint)
		}
		row.Set(at, 0, '▲', cell.Cursor)
		now := short(a, a.Year)
		if x := at + 1; x+cell.Width(now) <= w {
			row.Fill(x, 0, min(cell.Width(now)+1, w-x), ' ', cell.Plain)
			row.Text(x, 0, now, cell.Strong)
		} else {
			row.Right(at, 0, now, cell.Strong)
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
	y, x, end := p.h-1, 1, g.Width()
	if hidden := v.order.Len() - min(p.page(), v.order.Len()-v.first); hidden > 0 {
		text := strconv.Itoa(v.first+1) + "–" + strconv.Itoa(v.order.Len()-hidden+v.first) + " of " + strconv.Itoa(v.order.Len())
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
	if v.known.own {
		put("", cell.Plain, "each box on its own scale, from 0")
	} else {
		put("", cell.Plain, "0–"+analysis.Grouped(v.known.top.Printed)+" "+a.Measure.Spec().Unit+" in every box")
	}
	if len(levels(a)) > 0 {
		put("──", cell.Target, a.Level.Value.String()+" %")
		put("█", cell.BarMeets, "met")
		put("█", cell.BarBelow, "below")
	} else if a.Judged {
		put("", cell.Plain, a.Level.Value.String()+" % is not measurable")
	}
	if year, other := v.order.Year(); other {
		put("", cell.Plain, "order of "+strconv.Itoa(int(year)))
	}
	put("▒", cell.BarBelow, "estimate")
	put("", cell.Plain, "· not published")
}
