package chart

import (
	"math"

	"allyscope/internal/cell"
)

// plane is where a chart's figures are plotted: a window of the picture with a
// scale that rises from its lower edge.
type plane struct {
	ink  Ink
	grid *cell.Grid // the whole picture
	plot *cell.Grid // the window figures are plotted on
	x    int        // the plot's first column in the picture
	up   ruler
	// bears tells lines that go on beneath a label's leader: levels.
	bears func(cell.Cell) bool
}

// The least plot worth axes, in cells.
const (
	minPlotWidth  = 10
	minPlotHeight = 3
)

// margin is the width of the axis of values with its labels.
func (p *plane) margin() int {
	n := 1
	for _, t := range p.up.ticks() {
		n = max(n, cell.Width(number(p.ink, t.value, p.up.places))+2)
	}
	return n
}

// window makes the plot of a part of the picture, from column x and its top row.
func (p *plane) window(x, w, h int) {
	p.x, p.plot = x, p.grid.Window(x, 0, w, h)
}

// height is how many rows above the plot's lower edge a value lies: the axis' own
// row is worth half a row less than the plot's edge.
func (p *plane) height(v float64) float64 { return p.up.at(v) - 0.5 }

// dotY is the row of dots of a value, from the top; it may lie off the plot.
func (p *plane) dotY(v float64) float64 {
	_, dy := p.ink.dots()
	rows := float64(p.plot.Height()) - p.up.at(v)
	if v >= p.up.lo && rows > float64(p.plot.Height())-0.5 {
		// The lower half of the axis' own row: the lowest dots stand for it.
		return float64(p.plot.Height()*dy - 1)
	}
	return middle(rows, dy)
}

// middle is the dot in the middle of a cell, of dots dots each. The middle lies
// between two dots; a hair less takes the upper one whatever the last bit of a
// division says.
func middle(at float64, dots int) float64 { return math.Floor((at+0.5)*float64(dots) - 1e-6) }

// line is the plot's row of a value.
func (p *plane) line(v float64) int {
	_, dy := p.ink.dots()
	return int(math.Floor(p.dotY(v) / float64(dy)))
}

// visible tells whether a value is within the plot.
func (p *plane) visible(v float64) bool {
	if !usable(v) {
		return false
	}
	row := p.line(v)
	return row >= 0 && row < p.plot.Height()
}

// axes draws the axis of values with its labels, the line of zero where there are
// values on both sides of it, and the line at the foot.
func (p *plane) axes() {
	pen, height := p.ink.pen(), p.plot.Height()
	p.grid.Set(p.x-1, height, pen.corner, cell.Axis)
	p.grid.Fill(p.x, height, p.plot.Width(), pen.rule, cell.Axis)
	for y := range height {
		p.grid.Set(p.x-1, y, pen.axis, cell.Axis)
	}
	for _, t := range p.up.ticks() {
		y := height - t.cell
		if y < 0 {
			continue
		}
		p.grid.Right(p.x-2, y, number(p.ink, t.value, p.up.places), cell.Faint)
		if y < height {
			p.grid.Set(p.x-1, y, pen.tick, cell.Axis)
		}
		if t.value == 0 && t.cell > 0 {
			p.grid.Fill(p.x, y, p.plot.Width(), pen.rule, cell.Axis)
		}
	}
}

// onlyRole tells whether nothing but cells of one role, or none, is drawn in n
// cells of the plot.
func (p *plane) onlyRole(x, y, n int, role cell.Role) bool {
	for i := range n {
		if c := p.plot.At(x+i, y); x < 0 || c.Rune != ' ' && c.Role != role {
			return false
		}
	}
	return true
}

// nameLevel writes a level's name on its own line, as far to the right of column
// from and before column to as nothing crosses it.
func (p *plane) nameLevel(v Level, from, to int) {
	w := cell.Width(v.Label)
	if w == 0 || !p.visible(v.Y) {
		return
	}
	row := p.line(v.Y)
	for x := to - w - 2; x > from; x-- {
		if p.onlyRole(x, row, w+2, v.Role) {
			p.plot.Text(x, row, " "+v.Label+" ", v.Role)
			return
		}
	}
}
