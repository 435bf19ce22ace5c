package chart

import (
	"math"
	"slices"

	"github.com/NimbleMarkets/ntcharts/v2/canvas"
	"github.com/NimbleMarkets/ntcharts/v2/canvas/graph"

	"allyscope/internal/cell"
)

// clip clips a line, in dots from the top left of a plot, to w columns and h rows of dots. It
// returns false if nothing is left. Every line passes it on its way to ntcharts, whose
// GetLinePoints visits every dot and would never finish for numbers that are not finite.
func clip(s cell.Stroke, w, h int) (cell.Stroke, bool) {
	if w <= 0 || h <= 0 || !usable(s.X0) || !usable(s.X1) || !usable(s.Y0) || !usable(s.Y1) {
		return s, false
	}
	if s.X0 > s.X1 {
		s.X0, s.Y0, s.X1, s.Y1 = s.X1, s.Y1, s.X0, s.Y0
	}
	x0, y0, x1, y1 := s.X0, s.Y0, s.X1, s.Y1
	from, to := 0.0, 1.0
	for _, edge := range [4][2]float64{
		{x0 - x1, x0}, {x1 - x0, float64(w-1) - x0},
		{y0 - y1, y0}, {y1 - y0, float64(h-1) - y0},
	} {
		run, room := edge[0], edge[1]
		switch {
		case run == 0 && room < 0:
			return s, false
		case run < 0:
			from = math.Max(from, room/run)
		case run > 0:
			to = math.Min(to, room/run)
		}
	}
	if from > to {
		return s, false
	}
	// Between distant ends, rounding errors are several dots: clamp the results to the plot.
	clamp := func(v float64, n int) float64 { return math.Max(0, math.Min(v, float64(n-1))) }
	s.X0, s.Y0 = clamp(x0+from*(x1-x0), w), clamp(y0+from*(y1-y0), h)
	s.X1, s.Y1 = clamp(x0+to*(x1-x0), w), clamp(y0+to*(y1-y0), h)
	return s, true
}

// ends returns the ends of a clipped line as dots, the left one first.
func ends(s cell.Stroke) (a, b canvas.Point) {
	return canvas.Point{X: int(math.Round(s.X0)), Y: int(math.Round(s.Y0))},
		canvas.Point{X: int(math.Round(s.X1)), Y: int(math.Round(s.Y1))}
}

// stroke draws a line, in dots from the top left of the plot. In a cell that has dots of another
// line, the dots are merged and take the new role.
func (p *plane) stroke(s cell.Stroke) {
	dx, dy := p.ink.dots()
	s, ok := clip(s, p.plot.Width()*dx, p.plot.Height()*dy)
	switch {
	case !ok:
		return
	case p.ink == ASCII:
		strokeASCII(p.plot, s)
		return
	case p.ink == Vectors: // a dot marks the middle of its part of the cell
		x, y, v := float64(dx), float64(dy), s
		v.X0, v.Y0, v.X1, v.Y1 = (s.X0+0.5)/x, (s.Y0+0.5)/y, (s.X1+0.5)/x, (s.Y1+0.5)/y
		p.plot.Stroke(v)
	}
	strokeDots(p.plot, p.ink, s)
}

func strokeDots(g *cell.Grid, ink Ink, s cell.Stroke) {
	_, dy := ink.dots()
	set := func(x, y int) {
		switch c := g.At(x/2, y/dy); {
		case ink == Vectors && ruleDots(c.Rune) != 0: // keep the rule; the stroke is drawn over it
		case ink == Blocks && c.Rune == '█' && c.Role == s.Role: // the line has filled the cell itself
		case ink == Blocks: // a full cell belongs to an area, where only a cut is visible without colour
			g.Set(x/2, y/dy, quadrants[1<<(y%2*2+x%2)|max(0, slices.Index(quadrants[:15], c.Rune))], s.Role)
		default:
			g.Set(x/2, y/dy, braille[y%4][x%2]|dotsIn(c), s.Role)
		}
	}
	a, b := ends(s)
	steep := b.X-a.X < max(b.Y-a.Y, a.Y-b.Y)
	for _, p := range graph.GetLinePoints(a, b) {
		along := p.X // counted from the plot's edge, so that the dashes of segments line up
		if steep {
			along = p.Y
		}
		if s.Dashed && along&3 >= 2 { // two dots on, two off
			continue
		}
		set(p.X, p.Y)
		if s.Thick {
			set(p.X, p.Y+1)
		}
	}
}

// braille is a constant table: the characters of single dots, by row and column.
var braille = [4][2]rune{{'⠁', '⠈'}, {'⠂', '⠐'}, {'⠄', '⠠'}, {'⡀', '⢀'}}

// dotsIn returns the dots of a line or a level in a cell, to be merged with another line. A
// level that cuts through an area has none.
func dotsIn(c cell.Cell) rune {
	if c.Attr&cell.Reverse != 0 {
		return 0
	}
	if c.Rune > brailleBlank && c.Rune <= brailleFull {
		return c.Rune
	}
	return ruleDots(c.Rune)
}

// ruleDots returns the dots that replace a level's rule, or 0 for any other rune.
func ruleDots(r rune) rune {
	for _, rule := range [...][2]rune{{solidRule, '⠒'}, {thinRule, '⠂'}, {upperRule, '⠉'}, {lowerRule, '⣀'}} {
		if r == rule[0] {
			return rule[1]
		}
	}
	return 0
}

const (
	brailleBlank = '⠀'
	brailleFull  = '⣿'
	solidRule    = '─' // a level in the middle of its row
	thinRule     = '╌'
	upperRule    = '▔' // at the row's edges
	lowerRule    = '▁'
)

// quadrants is a constant table: the 2×2 block characters. Bit 0 is the upper left dot, bit 1
// the upper right, bit 2 the lower left, bit 3 the lower right.
var quadrants = [16]rune{
	' ', '▘', '▝', '▀', '▖', '▌', '▞', '▛', '▗', '▚', '▐', '▜', '▄', '▙', '▟', '█',
}

// strokeASCII draws a line column by column: a gentle one with ' - and . for the height in the
// cell, a steep one with slashes, a very steep one with bars.
func strokeASCII(g *cell.Grid, s cell.Stroke) {
	a, b := ends(s)
	if a.X == b.X {
		for y := min(a.Y, b.Y) / 3; y <= max(a.Y, b.Y)/3; y++ {
			r := '|'
			if a.Y/3 == b.Y/3 {
				r = heights[a.Y%3]
			}
			g.Set(a.X, y, r, s.Role)
		}
		return
	}
	slope := (s.Y1 - s.Y0) / (s.X1 - s.X0)
	for x := a.X; x <= b.X; x++ {
		if s.Dashed && x%2 == 1 {
			continue
		}
		at := func(x float64) float64 {
			return s.Y0 + slope*(math.Max(s.X0, math.Min(x, s.X1))-s.X0)
		}
		y := at(float64(x))
		if math.Abs(slope) <= 2 {
			dot := int(math.Round(y))
			g.Set(x, dot/3, heights[dot%3], s.Role)
			continue
		}
		// The rows of this column, except the first row of the next column.
		row, next := int(math.Round(at(float64(x)-0.5)))/3, int(math.Round(at(float64(x)+0.5)))/3
		step, r := 1, '\\'
		if slope < 0 {
			step, r = -1, '/'
		}
		if math.Abs(slope) > 6 {
			r = '|'
		}
		for g.Set(x, row, r, s.Role); row != next && (row+step != next || x == b.X); {
			row += step
			g.Set(x, row, r, s.Role)
		}
	}
}

// heights is a constant table: the characters of a line at the top, middle and bottom of a cell.
var heights = [3]rune{'\'', '-', '.'}

// eighths and ramp are constant tables: the blocks by height, and ASCII characters by weight.
var (
	eighths = [9]rune{' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'}
	ramp    = [9]rune{' ', '_', '-', '~', '=', '+', 'x', '%', '#'}
)

// Height returns the block that fills n eighths of a cell from below; n is clamped to 0–8.
func Height(n int) rune { return eighths[max(0, min(n, 8))] }

// fill draws column x from height base to height top, in rows above the grid's lower edge,
// lighter if light is set. With Braille areas are blocks, too: eighths are finer and bolder.
func fill(g *cell.Grid, ink Ink, x int, base, top float64, role cell.Role, light bool) {
	if !usable(base) || !usable(top) || x < 0 || x >= g.Width() {
		return
	}
	limit := float64(g.Height())
	base, top = math.Max(0, math.Min(base, limit)), math.Max(0, math.Min(top, limit))
	if ink == ASCII && g.Height() == 1 && top > 0 {
		// On a single row only the weight of the character can show the height.
		g.Set(x, 0, ramp[max(1, int(math.Round(top*8)))], role)
		return
	}
	for row := int(base); float64(row) < top; row++ {
		part := math.Min(1, top-float64(row))
		r := eighths[int(math.Round(part*8))]
		switch {
		case ink == ASCII && light:
			r = rune(" .:::"[int(part*4)])
		case ink == ASCII:
			r = rune(" _=##"[int(part*4)])
		case light && part >= 1:
			r = '▒'
		}
		if r != ' ' {
			g.Set(x, g.Height()-1-row, r, role)
		}
	}
}
