package chart

import (
	"math"
	"slices"

	"allyscope/internal/cell"

	"github.com/NimbleMarkets/ntcharts/v2/canvas"
	"github.com/NimbleMarkets/ntcharts/v2/canvas/graph"
)

// segment is a straight piece of a line, in dots from the top left of a plot.
type segment struct {
	x0, y0, x1, y1 float64
	dashed         bool // the way to an estimate: two on, two off
	thick          bool // two dots high
}

// on tells whether the i-th dot along the segment shows.
func (s segment) on(i int) bool { return !s.dashed || i&3 < 2 }

// clip cuts the segment to h rows of dots and w columns, and tells whether
// anything is left. It is the one door to ntcharts: GetLinePoints walks every
// dot between two points, so a number that is not finite, or far off the plot,
// would cost all time and memory.
func (s segment) clip(w, h int) (segment, bool) {
	if w <= 0 || h <= 0 || !usable(s.x0) || !usable(s.x1) || !usable(s.y0) || !usable(s.y1) {
		return s, false
	}
	if s.x0 > s.x1 {
		s.x0, s.y0, s.x1, s.y1 = s.x1, s.y1, s.x0, s.y0
	}
	x0, y0, x1, y1 := s.x0, s.y0, s.x1, s.y1
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
	// Held within the plot: between far ends the product is off by dots.
	hold := func(v float64, n int) float64 { return math.Max(0, math.Min(v, float64(n-1))) }
	s.x0, s.y0 = hold(x0+from*(x1-x0), w), hold(y0+from*(y1-y0), h)
	s.x1, s.y1 = hold(x0+to*(x1-x0), w), hold(y0+to*(y1-y0), h)
	return s, true
}

// ends are the segment's ends as dots, left one first. The segment is clipped.
func (s segment) ends() (a, b canvas.Point) {
	return canvas.Point{X: int(math.Round(s.x0)), Y: int(math.Round(s.y0))},
		canvas.Point{X: int(math.Round(s.x1)), Y: int(math.Round(s.y1))}
}

// phase is how far along its line a dot is, for dashes: counted in the direction
// the line runs in, and from the plot's edge, so that dashes of neighbouring
// segments meet.
func phase(a, b, p canvas.Point) int {
	if dx, dy := b.X-a.X, b.Y-a.Y; dx < max(dy, -dy) {
		return p.Y
	}
	return p.X
}

// stroke draws segments of one role on g, over what is there: dots join the dots
// of a line before them, so that a crossing keeps both, and take the new role.
func stroke(g *cell.Grid, ink Ink, role cell.Role, lines []segment) {
	dx, dy := ink.dots()
	w, h := g.Width()*dx, g.Height()*dy
	kept := make([]segment, 0, len(lines))
	for _, s := range lines {
		if s, ok := s.clip(w, h); ok {
			kept = append(kept, s)
		}
	}
	if len(kept) == 0 {
		return
	}
	if ink == Vectors {
		for _, s := range kept { // a dot stands for the middle of its place
			g.Stroke(cell.Stroke{
				X0: (s.x0 + 0.5) / float64(dx), Y0: (s.y0 + 0.5) / float64(dy), X1: (s.x1 + 0.5) / float64(dx), Y1: (s.y1 + 0.5) / float64(dy),
				Role: role, Dashed: s.dashed, Thick: s.thick,
			})
		}
	}
	if ink != ASCII {
		strokeDots(g, ink, role, kept)
		return
	}
	for _, s := range kept {
		strokeASCII(g, role, s)
	}
}

// strokeDots is one BrailleGrid, only as high as the lines need: a flat line
// touches few rows, and the grid is the greater part of the cost. A block has two
// rows of dots, which are every other one of a Braille cell's.
func strokeDots(g *cell.Grid, ink Ink, role cell.Role, lines []segment) {
	_, dy := ink.dots()
	top, bottom := g.Height(), 0
	for _, s := range lines {
		a, b := s.ends()
		low := max(a.Y, b.Y)
		if s.thick {
			low++
		}
		top, bottom = min(top, a.Y/dy, b.Y/dy), max(bottom, low/dy+1)
	}
	bottom = min(bottom, g.Height())
	// The grid's own scale is unused: points are dots already.
	grid := graph.NewBrailleGrid(g.Width(), bottom-top, 0, 1, 0, 1)
	set := func(x, y int) { grid.Set(canvas.Point{X: x, Y: y*4/dy - 4*top}) }
	for _, s := range lines {
		a, b := s.ends()
		for _, p := range graph.GetLinePoints(a, b) {
			if !s.on(phase(a, b, p)) {
				continue
			}
			set(p.X, p.Y)
			if s.thick {
				set(p.X, p.Y+1)
			}
		}
	}
	for y, row := range grid.BraillePatterns() {
		cells := g.Row(top + y)
		for x, r := range row {
			if r == brailleBlank || ink == Vectors && isRule(cells[x].Rune) { // the rule goes on below the line
				continue
			}
			if ink == Blocks {
				r = quadrants[block(r)|blockUnder(cells[x].Rune)]
			} else {
				r |= under(cells[x])
			}
			cells[x] = cell.Cell{Rune: r, Role: role}
		}
	}
}

// block are the dots of a Braille pattern in the first and third row, as bits of
// quadrants.
func block(r rune) int {
	dots := int(r - brailleBlank)
	return dots&1 | dots>>2&2 | dots&4 | dots>>2&8
}

// blockUnder are the dots that go on under a line of blocks. A full cell is an
// area, in which only a cut shows without colour.
func blockUnder(r rune) int {
	if r == '█' {
		return 0
	}
	return max(0, slices.Index(quadrants[:], r))
}

// under are the dots that go on under a line drawn over a cell: those of another
// line, or a level's. A level cut into an area has none.
func under(c cell.Cell) rune {
	if c.Attr&cell.Reverse != 0 {
		return 0
	}
	switch old := c.Rune; {
	case old > brailleBlank && old <= brailleFull:
		return old
	case old == solidRule:
		return '⠒'
	case old == thinRule:
		return '⠂'
	case old == upperRule:
		return '⠉'
	case old == lowerRule:
		return '⣀'
	}
	return 0
}

// isRule tells whether a rune is a level's.
func isRule(r rune) bool { return r == solidRule || r == thinRule || r == upperRule || r == lowerRule }

const (
	brailleBlank = '⠀'
	brailleFull  = '⣿'
	solidRule    = '─' // a level in the middle of its row
	thinRule     = '╌'
	upperRule    = '▔' // at the row's edges
	lowerRule    = '▁'
)

// quadrants are the 2×2 block characters; bit 0 is the upper left dot, 1 the
// upper right, 2 the lower left, 3 the lower right. A constant table.
var quadrants = [16]rune{
	' ', '▘', '▝', '▀', '▖', '▌', '▞', '▛', '▗', '▚', '▐', '▜', '▄', '▙', '▟', '█',
}

// strokeASCII draws column by column: a gentle line by the height of ' - . in
// the cell, a steep one by slashes, a very steep one by bars.
func strokeASCII(g *cell.Grid, role cell.Role, s segment) {
	a, b := s.ends()
	if a.X == b.X {
		for y := min(a.Y, b.Y) / 3; y <= max(a.Y, b.Y)/3; y++ {
			r := '|'
			if a.Y/3 == b.Y/3 {
				r = heights[a.Y%3]
			}
			g.Set(a.X, y, r, role)
		}
		return
	}
	slope := (s.y1 - s.y0) / (s.x1 - s.x0)
	for x := a.X; x <= b.X; x++ {
		if !s.on(2 * x) {
			continue
		}
		at := func(x float64) float64 {
			return s.y0 + slope*(math.Max(s.x0, math.Min(x, s.x1))-s.x0)
		}
		y := at(float64(x))
		if math.Abs(slope) <= 2 {
			dot := int(math.Round(y))
			g.Set(x, dot/3, heights[dot%3], role)
			continue
		}
		// The rows the line runs through in this column, without the one the next
		// column begins with.
		row, next := int(math.Round(at(float64(x)-0.5)))/3, int(math.Round(at(float64(x)+0.5)))/3
		step, r := 1, '\\'
		if slope < 0 {
			step, r = -1, '/'
		}
		if math.Abs(slope) > 6 {
			r = '|'
		}
		for g.Set(x, row, r, role); row != next && (row+step != next || x == b.X); {
			row += step
			g.Set(x, row, r, role)
		}
	}
}

// heights are a line's characters high, in the middle and low in a cell. A
// constant table.
var heights = [3]rune{'\'', '-', '.'}
