// Package slider draws the year slider, which is itself a chart: how many allies
// met the level in each year.
//
// It is handed a grid and an answer, and says which year a column of it stands
// for; it knows neither keys nor clicks.
package slider

import (
	"fmt"
	"strconv"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
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
const labelWidth = 13

// maxStep keeps the years together on a wide screen.
const maxStep = 8

// NewPlan lays the years out over the width.
func NewPlan(a *analysis.Answer, width int) Plan {
	p := Plan{answer: a, width: width}
	n := int(a.Last-a.First) + 1
	p.x = 2
	if room := (width - 2 - labelWidth) / n; room >= 3 {
		p.x, p.label = 2+labelWidth, label(a)
	}
	p.step = max(0, min((width-p.x-1)/max(n, 1), maxStep))
	return p
}

func label(a *analysis.Answer) string {
	if !a.Judged || a.Unjudged != "" {
		return "years"
	}
	return "meet " + a.Level.Value.String() + " %"
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

// Draw draws the slider on two lines: bars and counts, and the years beneath,
// the one asked about reversed. Years with an event are marked, and its events
// named at the end of the line.
func (p Plan) Draw(g *cell.Grid, y int) {
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
		p.year(g, at, y+1, c, now, i)
	}
	p.ends(g, y)
}

// bar draws how many met in a year: a height and, where there is room, the
// number.
func (p Plan) bar(g *cell.Grid, x, y int, c analysis.Count, now bool) {
	role, number := cell.BarBelow, cell.Plain
	if now {
		role, number = cell.BarMeets, cell.Strong
	}
	if !p.answer.Judged || p.answer.Unjudged != "" {
		return
	}
	r := height(c)
	switch {
	case p.step >= 5:
		g.Fill(x, y, 2, r, role)
		g.Text(x+2, y, fmt.Sprintf("%2d", c.Meets), number)
	case p.step >= 3:
		g.Text(x, y, fmt.Sprintf("%2d", c.Meets), number)
	default:
		g.Fill(x, y, p.step, r, role)
	}
}

// heights is a constant table of the eight heights of a cell.
const heights = "▁▂▃▄▅▆▇█"

func height(c analysis.Count) rune {
	if c.Meets == 0 || c.WithForces == 0 {
		return ' '
	}
	n := (c.Meets*8 + c.WithForces - 1) / c.WithForces
	i := 0
	for _, r := range heights {
		if i++; i >= n {
			return r
		}
	}
	return '█'
}

func (p Plan) year(g *cell.Grid, x, y int, c analysis.Count, now bool, i int) {
	role := cell.Faint
	if now {
		role = cell.Selection
	}
	text := strconv.Itoa(int(c.Year))
	mark := ""
	if c.Estimated {
		mark = "e"
	}
	switch {
	case p.step >= 6:
		text += mark
	case p.step == 5:
	case p.step >= 3:
		text = text[2:]
	default:
		p.tick(g, x, y, now, i)
		return
	}
	g.Text(x, y, text, role)
	if p.step > len(text) && p.events(c.Year) != "" {
		g.Set(x+len(text), y, '·', cell.Reference)
	}
}

// tick marks the years where there is no room for their names.
func (p Plan) tick(g *cell.Grid, x, y int, now bool, i int) {
	a := p.answer
	every := max(1, 8/p.step)
	switch {
	case now:
		g.Fill(x, y, p.step, '▲', cell.Cursor)
	case i == 0, i == len(a.Counts)-1:
		g.Set(x, y, '│', cell.Axis)
	case i%every == 0:
		g.Set(x, y, '·', cell.Axis)
	}
}

// ends says what else there is room for: the events of the year.
func (p Plan) ends(g *cell.Grid, y int) {
	end := p.x + len(p.answer.Counts)*p.step + 2
	if p.step < 3 {
		a := p.answer
		g.Text(p.x, y, fmt.Sprintf("%d", a.First), cell.Faint)
		g.Right(p.x+len(a.Counts)*p.step, y, fmt.Sprintf("%d", a.Last), cell.Faint)
		g.Text(max(2, p.x), y+2, "", cell.Plain)
	}
	if room := p.width - end - 1; room >= 8 {
		g.Text(end, y+1, cell.Cut(p.events(p.answer.Year), room), cell.Reference)
	}
}

func (p Plan) events(year figure.Year) string {
	out := ""
	for _, e := range p.answer.Events {
		if e.Year == year {
			if out != "" {
				out += " · "
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
	if a.Judged && a.Unjudged == "" {
		s += fmt.Sprintf(": %d of %d", a.Count.Meets, a.Count.WithForces)
	}
	g.Text(0, y, s, cell.Strong)
}
