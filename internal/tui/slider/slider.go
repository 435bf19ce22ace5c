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
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// Plan is where the years stand, by the answer's years and the width alone.
type Plan struct {
	answer *analysis.Answer
	label  string
	x      int // the first year's first cell
	step   int // cells a year
	width  int
	most   int // allies with forces in any year, at least one: all years have one scale
	// Tall is the height of a slider that is a picture, in rows: bars as high as the
	// highest needs, a count above them, the years below. 0: there is nothing to picture.
	Tall int
}

// labelWidth is the room for what is counted, where there is room.
const labelWidth = 12

// narrowLabel is the room for the first year, and for the last, where there is none for
// the name of each.
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
	p := Plan{answer: a, width: width, most: 1}
	n, most := int(a.Last-a.First)+1, maxStep
	if width >= wideFrom {
		most = wideStep
	}
	named, tight := (width-2-labelWidth-1)/n, (width-2)/n
	switch {
	case named >= 4:
		p.x, p.step, p.label = 2+labelWidth, min(named, most), "years"
	case tight >= 3:
		p.x, p.step = 1, tight
	default:
		p.x, p.step = 1+narrowLabel, max(0, (width-2-2*narrowLabel)/n)
	}
	if !a.Verdicts() {
		return p
	}
	if p.label != "" {
		p.label = format.Meet(a.Level.In(a.First))
	}
	met := 0
	for _, c := range a.Counts {
		p.most, met = max(p.most, c.WithForces), max(met, c.Meets)
	}
	p.Tall = (max(1, p.height(met, barLines))+7)/8 + 2
	return p
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
// about reversed. Bars are one line high or, on a grid as Tall, as high as they are in
// a picture of three lines, with the count on each. Years with an event are underlined;
// where the grid has a line more the events are named on it, else those of the settled
// year at the end: they follow a moment later, for they would drag the whole line along.
func (p Plan) Draw(g *cell.Grid, settled figure.Year) {
	if g.Height() < 2 {
		return
	}
	a := p.answer
	if p.step < 1 { // no room for a picture
		met := format.When(a.Verdicts(), a.Count.Words())
		g.Text(0, 0, format.Join(": ", strconv.Itoa(int(a.Year)), met), cell.Strong)
		return
	}
	rows, foot := 1, 1 // the lines of the bars, and that of the years
	if p.Tall > 0 && g.Height() >= p.Tall {
		rows, foot = barLines, p.Tall-1
	}
	if p.label != "" {
		g.Text(2, foot-1, p.label, cell.Faint)
	}
	for i, c := range a.Counts {
		at := p.x + i*p.step
		now := c.Year == a.Year
		p.bar(g, at, foot-1, rows, c, now)
		p.year(g, at, foot, c, now)
		if g.Height() > foot+1 && p.step >= 5 {
			g.Text(at, foot+1, p.named(c.Year), cell.Reference)
		}
	}
	if p.step < 3 {
		p.ends(g, foot-1)
		return
	}
	if end := p.x + len(a.Counts)*p.step + 1; g.Height() == foot+1 && p.width-end > 8 {
		g.Text(end, foot, cell.Cut(p.events(settled), p.width-end-1), cell.Reference)
	}
}

// barLines is how many lines the bars of a picture have for all allies.
const barLines = 3

// bar draws how many met in a year, up from line y on so many rows: a height and,
// where there is room, the number, before a bar of one row, else upon it.
func (p Plan) bar(g *cell.Grid, x, y, rows int, c analysis.Count, now bool) {
	if !p.answer.Verdicts() {
		return
	}
	role, number := cell.BarBelow, cell.Plain
	if now {
		role, number = cell.BarMeets, cell.Strong
	}
	high, text := p.height(c.Meets, rows), fmt.Sprintf("%2d", c.Meets)
	if rows == 1 && p.step >= 3 && p.step < 5 {
		g.Text(x, y, text, number)
		return
	}
	w := p.step
	switch {
	case rows > 1 && p.step >= 3:
		w = max(2, p.step-2)
		g.Text(x+(w-2)/2, y-(high+7)/8, text, number)
	case p.step >= 5:
		w = p.step - 3                                     // the number takes two cells, the space between years one
		g.Text(x, y, fmt.Sprintf("%-2d", c.Meets), number) // above its year
		x += 2
	}
	for ; high > 0; high, y = high-8, y-1 {
		g.Fill(x, y, w, chart.Height(high), role)
	}
}

// height is how high the bar of so many is, in eighths of a row.
func (p Plan) height(met, rows int) int { return (met*8*rows + p.most - 1) / p.most }

func (p Plan) year(g *cell.Grid, x, y int, c analysis.Count, now bool) {
	if p.step < 3 {
		if now {
			g.Fill(x, y, p.step, '▲', cell.Cursor)
		}
		return
	}
	role, attr := cell.Faint, cell.Attr(0)
	if now {
		role = cell.Selection
	}
	if p.events(c.Year) != "" {
		attr = cell.Underline
	}
	text := format.Year(c.Year, p.step > 3 && c.Estimated)
	switch {
	case p.step < 5:
		text = text[2:]
	case p.step == 5 && c.Estimated: // its "e" would touch the year behind
		text = "’" + text[2:]
	}
	g.Text(x, y, text, role, attr)
}

// ends names the first and the last year beside the bars, and the one asked
// about under its mark, where there is no room for all.
func (p Plan) ends(g *cell.Grid, y int) {
	a := p.answer
	g.Text(1, y, fmt.Sprintf("’%02d", a.First%100), cell.Faint)
	end := p.x + len(a.Counts)*p.step
	g.Text(end+1, y, fmt.Sprintf("’%02d", a.Last%100), cell.Faint)
	at, year := p.x+int(a.Year-a.First)*p.step, strconv.Itoa(int(a.Year))
	if at+p.step+5 < p.width {
		g.Text(at+p.step+1, y+1, year, cell.Strong)
		return
	}
	g.Right(at-1, y+1, year, cell.Strong)
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

const between = " · "

func (p Plan) events(year figure.Year) string {
	return strings.Join(format.Each(p.answer.Events, func(e dataset.Event) string {
		return format.When(e.Year == year, e.Short)
	}), between)
}
