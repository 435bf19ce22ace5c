// Package slider draws the year slider, which is also a chart of how many allies met the level in
// each year. It can tell which year is at a column.
//
// It knows neither keys nor clicks.
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

// Plan is the layout of the years of an answer over a width.
type Plan struct {
	answer *analysis.Answer
	label  string
	x      int // the first column of the first year
	step   int // columns per year
	width  int
	most   int // the scale: the most allies with forces in any year, at least 1
	// Tall is the height in rows of a slider with a chart, which has counts above the bars and
	// years below them. It is 0 if there are no counts to draw.
	Tall int
}

const (
	labelWidth  = 12  // of the words on what is counted
	narrowLabel = 4   // of the first and the last year, if not every year can be named
	maxStep     = 7   // columns per year
	wideStep    = 10  // the same from wideFrom on, with room for the names of events
	wideFrom    = 150 // columns
)

// NewPlan lays out the years of an answer over a width.
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

// Year returns the year at column x. To the left of the first year, and to the right of the last,
// it returns that year and false.
func (p Plan) Year(x int) (year figure.Year, ok bool) {
	if p.step < 1 || x < p.x {
		return p.answer.First, false
	}
	y := p.answer.First + figure.Year((x-p.x)/p.step)
	return min(y, p.answer.Last), y <= p.answer.Last
}

// Draw draws bars, counts and years, with the current year reversed. Bars are one line high or, if
// the grid is Tall lines high, up to three lines, with their counts on top. Years with events are
// underlined. If the grid has one more line, that names the events; otherwise the end of the line
// names those of the settled year. It does not follow the current year at once, since that would
// redraw the line at each step.
func (p Plan) Draw(g *cell.Grid, settled figure.Year) {
	if g.Height() < 2 {
		return
	}
	a := p.answer
	if p.step < 1 { // no room for a chart
		met := format.When(a.Verdicts(), a.Count.Words())
		g.Text(0, 0, format.Join(": ", strconv.Itoa(int(a.Year)), met), cell.Strong)
		return
	}
	rows, foot := 1, 1 // the height of the bars, and the line of the years
	if p.Tall > 0 && g.Height() >= p.Tall {
		rows, foot = barLines, p.Tall-1
	}
	if p.label != "" {
		g.Text(2, foot-1, p.label, cell.Faint)
	}
	for i, c := range a.Counts {
		at := p.x + i*p.step
		now := c.Year == a.Year
		p.drawBar(g, at, foot-1, rows, c, now)
		p.drawYear(g, at, foot, c, now)
		if g.Height() > foot+1 && p.step >= 5 {
			g.Text(at, foot+1, p.eventsThatFit(c.Year), cell.Reference)
		}
	}
	end := p.x + len(a.Counts)*p.step + 1
	if p.step < 3 { // name the first and the last year next to the bars, and the current year next to its mark
		g.Text(1, foot-1, fmt.Sprintf("’%02d", a.First%100), cell.Faint)
		g.Text(end, foot-1, fmt.Sprintf("’%02d", a.Last%100), cell.Faint)
		at, year := p.x+int(a.Year-a.First)*p.step, strconv.Itoa(int(a.Year))
		if at+p.step+5 < p.width {
			g.Text(at+p.step+1, foot, year, cell.Strong)
		} else {
			g.Right(at-1, foot, year, cell.Strong)
		}
		return
	}
	if g.Height() == foot+1 && p.width-end > 8 {
		g.Text(end, foot, cell.Cut(p.events(settled), p.width-end-1), cell.Reference)
	}
}

// barLines is the height in lines of a bar of all allies on a Tall slider.
const barLines = 3

// drawBar draws the count of a year as a bar of up to that many rows, from line y upwards. If there
// is room it adds the number, to the left of a bar of one row, or on top of a higher one.
func (p Plan) drawBar(g *cell.Grid, x, y, rows int, c analysis.Count, now bool) {
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

// height returns the height of a bar in eighths of a row.
func (p Plan) height(met, rows int) int { return (met*8*rows + p.most - 1) / p.most }

func (p Plan) drawYear(g *cell.Grid, x, y int, c analysis.Count, now bool) {
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
	case p.step == 5 && c.Estimated: // else its "e" would touch the next year
		text = "’" + text[2:]
	}
	g.Text(x, y, text, role, attr)
}

// eventsThatFit names as many of a year's events as fit before the next year that has events.
func (p Plan) eventsThatFit(year figure.Year) string {
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

// events names the events of a year.
func (p Plan) events(year figure.Year) string {
	return strings.Join(format.Each(p.answer.Events, func(e dataset.Event) string {
		return format.When(e.Year == year, e.Short)
	}), between)
}
