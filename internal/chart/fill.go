package chart

import (
	"math"

	"allyscope/internal/cell"
)

// eighths are the lower blocks by height; ramp is the same in ASCII, by weight.
// Constant tables.
var (
	eighths = [9]rune{' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'}
	ramp    = [9]rune{' ', '_', '-', '~', '=', '+', '*', '%', '#'}
)

// Height is the block that fills n eighths of a cell from below (0–8; what is
// more fills all of it).
func Height(n int) rune { return eighths[max(0, min(n, 8))] }

// fill draws column x from height base to height top, in rows above the grid's
// lower edge. A light filling stands for an estimate. Areas are blocks in Braille
// too: they are finer (eighths, not quarters) and stronger.
func fill(g *cell.Grid, ink Ink, x int, base, top float64, role cell.Role, light bool) {
	if !usable(base) || !usable(top) || x < 0 || x >= g.Width() {
		return
	}
	limit := float64(g.Height())
	base, top = math.Max(0, math.Min(base, limit)), math.Max(0, math.Min(top, limit))
	if ink == ASCII && g.Height() == 1 && top > 0 {
		// On one row the weight of the character is all there is to tell heights.
		g.Set(x, 0, ramp[max(1, int(math.Round(top*8)))], role)
		return
	}
	for row := int(base); float64(row) < top; row++ {
		part := math.Min(1, top-float64(row))
		if r := part8(ink, part, light); r != ' ' {
			g.Set(x, g.Height()-1-row, r, role)
		}
	}
}

// part8 is the character of a cell filled from below to part (0–1), in eighths or
// what the ink has.
func part8(ink Ink, part float64, light bool) rune {
	switch {
	case ink == ASCII && part < 0.25:
		return ' '
	case ink == ASCII && light && part < 0.5:
		return '.'
	case ink == ASCII && light:
		return ':'
	case ink == ASCII && part < 0.5:
		return '_'
	case ink == ASCII && part < 0.75:
		return '='
	case ink == ASCII:
		return '#'
	case light && part >= 1:
		return '▒'
	default:
		return eighths[int(math.Round(part*8))]
	}
}

// rule draws a level line from column x0 to x1 at a height in rows above the
// grid's lower edge: in the middle of a row, or at its upper or lower edge. It
// goes behind the top of an area, since that says how near the area comes, and
// through a full cell as a thin cut, which is the cell reversed.
func rule(g *cell.Grid, ink Ink, x0, x1 int, height float64, role cell.Role, thin bool) {
	fromTop := float64(g.Height()) - height
	y := int(math.Floor(fromTop - 1e-6))
	if y < 0 || y >= g.Height() {
		return
	}
	at := fromTop - float64(y) // 0 the row's upper edge, 1 its lower
	line, every := solidRule, 1
	switch {
	case ink == ASCII:
		line, every = '-', 2
		if thin {
			every = 4
		}
	case at < 1.0/4:
		line = upperRule
	case at > 3.0/4:
		line = lowerRule
	case thin:
		line = thinRule
	}
	if thin && (line == upperRule || line == lowerRule) {
		every = 2 // these have no dashed form
	}
	for x := max(0, x0); x <= min(x1, g.Width()-1); x += every {
		switch c := g.At(x, y); {
		case top(c.Rune):
		case c.Rune == '█':
			g.Put(x, y, cell.Cell{Rune: line, Role: c.Role, Attr: c.Attr | cell.Reverse})
		default:
			g.Set(x, y, line, role)
		}
	}
}

// top tells whether a character is the top of an area, filled in part.
func top(r rune) bool {
	return r >= '▂' && r <= '▇' || r == '=' || r == '_'
}
