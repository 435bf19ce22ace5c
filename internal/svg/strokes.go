package svg

import (
	"math"
	"strings"

	"allyscope/internal/cell"
)

// Lines are so wide, and dashes and the gaps between them so long, in the picture's
// units.
const (
	strokeUnits = 2.6
	dashOn      = 7
	dashOff     = 6
)

// stroke draws a line where its dots can be seen: what was written over it stays
// readable, and a break in it stays one.
func (d *drawing) stroke(s cell.Stroke) {
	style := d.style(cell.Cell{Role: s.Role})
	style.bold = style.bold || s.Thick
	k := d.ink(style)
	dashed := 0
	if s.Dashed {
		dashed = 1
	}
	b := &k.strokes[dashed]
	// As many steps as take it from cell to cell, and never past one.
	steps := max(1, int(math.Ceil(4*max(math.Abs(s.X1-s.X0), 2*math.Abs(s.Y1-s.Y0)))))
	at := func(i int) (x, y float64) {
		part := float64(i) / float64(steps)
		return s.X0 + part*(s.X1-s.X0), s.Y0 + part*(s.Y1-s.Y0)
	}
	for from := 0; from < steps; {
		if !d.seen(at(from)) {
			from++
			continue
		}
		to := from
		for next := from + 1; next <= steps && next-to <= 1+corner; next++ {
			if d.seen(at(next)) {
				to = next
			} else if !d.blank(at(next)) {
				break
			}
		}
		if to > from {
			x0, y0 := at(from)
			x1, y1 := at(to)
			b.line(point{x0 * cellWidth, y0 * cellHeight}, point{x1 * cellWidth, y1 * cellHeight})
		}
		from = to + 1
	}
}

// seen tells whether a line can be seen at a point: through its dots, a level's
// rule, or the mark of a figure, and not through words.
func (d *drawing) seen(x, y float64) bool {
	r := d.grid.At(int(x), int(y)).Rune
	return braille(r) || strings.ContainsRune("─╌▔▁"+marks, r)
}

// corner is how many steps a line may take through cells that have none of its
// dots: less than a cell, where it passes a corner.
const corner = 3

// blank tells whether nothing stands at a point.
func (d *drawing) blank(x, y float64) bool { return d.grid.At(int(x), int(y)).Rune == ' ' }
