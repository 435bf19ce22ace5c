package chart

import (
	"slices"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
)

// cut tells whether no line leads from one year to another.
func (s *Series) cut(from, to int) bool { return !s.Whole && s.broken(from, to) }

// broken tells whether a break lies after one year and up to another, whichever of
// the two comes first.
func (s *Series) broken(from, to int) bool {
	return slices.ContainsFunc(s.Breaks, func(y int) bool { return y > min(from, to) && y <= max(from, to) })
}

// drawBreaks marks where a series breaks, between the two years.
func (f *frame) drawBreaks(s *Series, years []Point) {
	for i := 1; i < len(years); i++ {
		a, b := years[i-1], years[i]
		if a.Status == figure.None || b.Status == figure.None || !s.broken(a.X, b.X) {
			continue
		}
		x := (f.column(a.X) + f.column(b.X) + 1) / 2
		low := f.plot.Height() - 1 // of an area, which stands on the ground
		if s.Form != Area {
			low = max(f.line(a.Y), f.line(b.Y))
		}
		f.drawBreak(x, min(f.line(a.Y), f.line(b.Y)), low, s.role(b))
	}
}

// drawBreak draws the mark of a break in a column of the plot, from row to row: as a
// cut through what is full, elsewhere behind all that is drawn, and above it where
// that leaves no room.
func (p *plane) drawBreak(x, from, to int, role cell.Role) {
	if from == to { // beside the figures, of which there may be one in this very column
		from, to = from-1, to+1
	}
	mark, drawn := p.ink.pen().broken, false
	for y := min(to, p.plot.Height()-1); y >= 0 && (y >= from || !drawn); y-- {
		switch c := p.plot.At(x, y); {
		case c.Rune == ' ':
			p.plot.Set(x, y, mark, role)
		case c.Rune == '█' || p.ink == ASCII && c.Rune == '#':
			p.plot.Put(x, y, cell.Cell{Rune: mark, Role: c.Role, Attr: c.Attr | cell.Reverse})
		default:
			continue
		}
		drawn = true
	}
}
