package chart

import (
	"slices"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
)

// slope is a slope chart laid out in a size.
type slope struct {
	*frame

	years [2]int     // left and right
	sides [2][]label // left and right
}

const minSlope = 8 // the least distance between the two sides

// SlopeFits reports whether the labels of both sides, the lines and two rows below the head
// fit. If they do not, Slope returns an empty grid.
func (l *Line) SlopeFits(w, h int) bool { return l.slope(w, h).fits() }

func (s *slope) fits() bool {
	return s.grid.Height() >= 2 && len(s.Series) > 0 && s.plot.Width() >= minSlope
}

// Slope draws the chart's years From and To only, From on the left and To, which may be the
// earlier one, on the right, joined by lines. The first series is bold; if there are too few
// rows, the last series are left out.
func (l *Line) Slope(w, h int) *cell.Grid {
	s := l.slope(w, h)
	g := s.whole
	if !s.fits() {
		return g
	}
	g.Right(s.x-leading, 0, s.yearLabel(s.years[0]), cell.Heading)
	g.Text(s.x+s.plot.Width()+leading, 0, s.yearLabel(s.years[1]), cell.Heading)
	if w := s.plot.Width(); cell.Width(l.Title) <= w {
		g.Text(s.x+(w-cell.Width(l.Title))/2, 0, l.Title, cell.Heading)
	}
	for _, v := range s.Levels {
		s.drawLevel(v)
	}
	dx, _ := s.ink.dots()
	for i, x := range slices.Backward(s.Series) {
		if a, b := s.at(i, s.years[0]), s.at(i, s.years[1]); x.joins(a, b) {
			s.stroke(cell.Stroke{
				Y0: s.dotY(a.Y), X1: float64(s.plot.Width()*dx - 1), Y1: s.dotY(b.Y), Role: x.Role, Dashed: !firm(a.Status) || !firm(b.Status),
			})
		}
	}
	for i := range s.Series {
		s.drawBreaks(&s.Series[i], []Point{s.at(i, s.years[0]), s.at(i, s.years[1])})
	}
	for i, labels := range s.sides {
		s.drawMargin(s.stack(labels, 0), i == 0)
	}
	for _, v := range s.Levels {
		s.nameLevel(v, 0, s.plot.Width())
	}
	return g
}

func (l *Line) slope(w, h int) *slope {
	span := *l
	span.From, span.To = min(l.From, l.To), max(l.From, l.To)
	s := &slope{frame: span.newFrame(w, h), years: [2]int{l.From, l.To}}
	s.grid = s.grid.Window(0, 1, w, h)
	var widths [2]int
	for side, year := range s.years {
		s.sides[side], widths[side] = s.labels(side), cell.Width(s.yearLabel(year))
		for _, l := range s.sides[side] {
			widths[side] = max(widths[side], cell.Width(l.text))
		}
	}
	s.window(widths[0]+leading, s.grid.Width()-widths[0]-widths[1]-2*leading, s.grid.Height())
	// The greatest value lies in the middle of the first row and the least in the middle of the
	// last row, as there is no axis below.
	scale, rows := s.Range(), s.plot.Height()
	unit := (scale.Max - scale.Min) / float64(max(1, rows-1))
	s.up = ruler{lo: scale.Min - unit, unit: unit, cells: rows}
	return s
}

// labels returns the labels of one side, with the values next to the lines. A series without a
// value on the other side has no label there, so this side says that it is missing.
func (s *slope) labels(side int) []label {
	var out []label
	for i := range s.Series {
		p, name := s.at(i, s.years[side]), s.Series[i].Name
		if p.Status == figure.None {
			continue
		}
		if other := s.years[1-side]; s.at(i, other).Status == figure.None {
			name += " (" + s.yearLabel(other) + " n/a)"
		}
		l := label{text: name + " " + s.value(p), role: s.Series[i].Role, value: p.Y, rank: i}
		if side == 1 {
			l.text = s.value(p) + " " + name
		}
		if i == 0 {
			l.attr = cell.Bold
		}
		out = append(out, l)
	}
	return out
}
