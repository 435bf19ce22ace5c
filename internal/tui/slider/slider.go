// Package slider draws the year slider, which is itself a chart: how many allies
// met the level in each year.
//
// It is handed a grid and an answer, and says which year a column of it stands
// for; it knows neither keys nor clicks.
package slider

import (
	"fmt"
	"strconv"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// Plan is where the years stand. It follows from the answer's years and the
// width alone.
type Plan struct {
	answer *analysis.Answer
	label  string
	x      int // the first year's first cell
	step   int // cells a year
	width  int
}

// labelWidth is the room for what is counted, where there is room.
const labelWidth = 12

// narrowLabel is the room for the first year, where there is none for the name of
// each; the last takes as much.
const narrowLabel = 4

// maxStep keeps the years together, and from wideFrom cells on leaves room for
// the names of the events.
const (
	maxStep  = 7
	wideStep = 10
	wideFrom = 150
)

// NewPlan lays the years out over the width.
func NewPlan(a *analysis.Answer, width int) Plan {
	n := int(a.Last-a.First) + 1
	if step := (width - 2 - labelWidth - 1) / n; step >= 4 {
		most := maxStep
		if width >= wideFrom {
			most = wideStep
		}
		return Plan{answer: a, width: width, x: 2 + labelWidth, step: min(step, most), label: label(a)}
	}
	if step := (width - 2) / n; step >= 3 {
		return Plan{answer: a, width: width, x: 1, step: step}
	}
	return Plan{answer: a, width: width, x: 1 + narrowLabel, step: max(0, (width-2-2*narrowLabel)/n)}
}

func label(a *analysis.Answer) string {
	if !a.Verdicts() {
		return "years"
	}
	return format.Meet(a.Level.In(a.First))
}

// Year is the year at column x, within the answer's years; ok is false left of
// the first and right of the last.
func (p Plan) Year(x int) (year figure.Year, ok bool) {
	if p.step < 1 || x < p.x {
		return p.answer.First, false
	}
	y := p.answer.First + figure.Year((x-p.x)/p.step)
	return min(y, p.answer.Last), y <= p.answer.Last
}

// Draw draws the slider: bars and counts, and the years beneath, the one asked
// about reversed. Years with an event are underlined; where the grid has a third
// line the events are named on it, else those of the settled year at the end: they follow a moment later, for they
// would drag the whole line along.
func (p Plan) Draw(g *cell.Grid, y int, settled figure.Year) {
	if g.Height() < 2 {
		return
	}
	if p.step < 1 {
		p.text(g, y)
		return
	}
	if p.label != "" {
		g.Text(2, y, p.label, cell.Faint)
	}
	a := p.answer
	for i, c := range a.Counts {
		at := p.x + i*p.step
		now := c.Year == a.Year
		p.bar(g, at, y, c, now)
		p.year(g, at, y+1, c, now)
		if g.Height() > 2 && p.step >= 5 {
			g.Text(at, y+2, p.named(c.Year), cell.Reference)
		}
	}
	if p.step < 3 {
		p.ends(g, y)
		return
	}
	if end := p.x + len(a.Counts)*p.step + 1; g.Height() == 2 && p.width-end > 8 {
		g.Text(end, y+1, cell.Cut(p.events(settled), p.width-end-1), cell.Reference)
	}
}

// bar draws how many met in a year: a height and, where there is room, the
// number.
func (p Plan) bar(g *cell.Grid, x, y int, c analysis.Count, now bool) {
	role, number := cell.BarBelow, cell.Plain
	if now {
		role, number = cell.BarMeets, cell.Strong
	}
	if !p.answer.Verdicts() {
		return
	}
	r := height(c)
	switch {
	case p.step >= 5:
		w := p.step - 3 // the number takes two cells, the space between years one
		g.Fill(x, y, w, r, role)
		g.Text(x+w, y, fmt.Sprintf("%2d", c.Meets), number)
	case p.step >= 3:
		g.Text(x, y, fmt.Sprintf("%2d", c.Meets), number)
	default:
		g.Fill(x, y, p.step, r, role)
	}
}

func height(c analysis.Count) rune {
	if c.Meets == 0 || c.WithForces == 0 {
		return ' '
	}
	return chart.Height((c.Meets*8 + c.WithForces - 1) / c.WithForces)
}

// year names a year, or marks it where there is no room for names.
func (p Plan) year(g *cell.Grid, x, y int, c analysis.Count, now bool) {
	if p.step < 3 {
		if now {
			g.Fill(x, y, p.step, '▲', cell.Cursor)
		}
		return
	}
	role := cell.Faint
	if now {
		role = cell.Selection
	}
	text := format.Year(c.Year, p.step >= 6 && c.Estimated)
	if p.step < 5 {
		text = text[2:]
	}
	if p.events(c.Year) != "" {
		g.Text(x, y, text, role, cell.Underline)
		return
	}
	g.Text(x, y, text, role)
}

// ends names the first and the last year beside the bars, and the one asked
// about under its mark, where there is no room for all.
func (p Plan) ends(g *cell.Grid, y int) {
	a := p.answer
	g.Text(1, y, fmt.Sprintf("’%02d", a.First%100), cell.Faint)
	end := p.x + len(a.Counts)*p.step
	g.Text(end+1, y, fmt.Sprintf("’%02d", a.Last%100), cell.Faint)
	at := p.x + int(a.Year-a.First)*p.step
	if at+p.step+5 < p.width {
		g.Text(at+p.step+1, y+1, strconv.Itoa(int(a.Year)), cell.Strong)
		return
	}
	g.Right(at-1, y+1, strconv.Itoa(int(a.Year)), cell.Strong)
}

// named is as many of a year's events as can be named in full before the next
// year that has some.
func (p Plan) named(year figure.Year) string {
	room := p.step - 1
	for y := year + 1; y <= p.answer.Last && p.events(y) == ""; y++ {
		room += p.step
	}
	text := p.events(year)
	for cell.Width(text) > room {
		at := strings.LastIndex(text, between)
		if at < 0 {
			return ""
		}
		text = text[:at]
	}
	return text
}

// between parts the events of a year.
const between = " · "

func (p Plan) events(year figure.Year) string {
	out := ""
	for _, e := range p.answer.Events {
		if e.Year == year {
			if out != "" {
				out += between
			}
			out += e.Short
		}
	}
	return out
}

// text stands in for the picture where it has no room.
func (p Plan) text(g *cell.Grid, y int) {
	a := p.answer
	s := fmt.Sprintf("%d", a.Year)
	if a.Verdicts() {
		s += ": " + a.Count.Words()
	}
	g.Text(0, y, s, cell.Strong)
}
