package chart

import (
	"math"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// Segment is a part of a bar.
type Segment struct {
	Name   string
	Value  float64 // not negative, in the unit of its bar
	Status figure.Status
	Role   cell.Role
}

// known tells whether there is a value to draw.
func (s Segment) known() bool {
	return s.Status != figure.None && usable(s.Value) && s.Value >= 0
}

// Bar is one row of segments that fill it, named and valued below: one a row where
// there is room, else one after another.
type Bar struct {
	Segments []Segment
	Places   uint8  // decimals of the values (0–3)
	Unit     string // behind the values, such as "%"
	Ink      Ink
}

// fillings tell segments apart without colour. Constant tables.
var (
	fillings      = [4]rune{'█', '▓', '▒', '░'}
	fillingsASCII = [4]rune{'#', '=', '+', '-'}
)

// filling is the character of the i-th segment.
func (b *Bar) filling(i int) rune {
	if b.Ink == ASCII {
		return fillingsASCII[i%4]
	}
	return fillings[i%4]
}

// Fits tells whether the bar has some length. Below, Draw gives an empty grid.
func (b *Bar) Fits(w, h int) bool { return len(b.Segments) > 0 && h >= 1 && w >= 4 }

// Draw draws the bar in w columns and h rows.
func (b *Bar) Draw(w, h int) *cell.Grid {
	g := cell.New(w, h)
	if !b.Fits(w, h) {
		return g
	}
	b.fill(g)
	if legend := g.Window(0, 1, g.Width(), g.Height()); legend.Height() >= len(b.Segments) {
		b.list(legend)
	} else {
		b.flow(legend)
	}
	return g
}

// fill fills the first row. Ends are rounded, not lengths, so that the parts of a
// whole fill it exactly.
func (b *Bar) fill(g *cell.Grid) {
	total := 0.0
	for _, s := range b.Segments {
		if s.known() {
			total += s.Value
		}
	}
	if total <= 0 {
		g.Text(0, 0, format.NotPublished, cell.Unknown)
		return
	}
	sum, from := 0.0, 0
	for i, s := range b.Segments {
		if s.known() {
			sum += s.Value
			to := int(math.Round(math.Min(1, sum/total) * float64(g.Width())))
			g.Fill(from, 0, to-from, b.filling(i), s.Role)
			from = to
		}
	}
}

// value is a segment's value as text.
func (b *Bar) value(s Segment) string {
	if !s.known() {
		return format.NotPublished
	}
	v := printed(b.Ink, s.Value, b.Places, s.Status)
	if b.Unit != "" {
		v += " " + b.Unit
	}
	return v
}

// list names one segment a row, values under each other.
func (b *Bar) list(g *cell.Grid) {
	names, values := 0, 0
	for _, s := range b.Segments {
		names = max(names, cell.Width(s.Name))
		values = max(values, cell.Width(b.value(s)))
	}
	names = max(0, min(names, g.Width()-values-4))
	for y, s := range b.Segments {
		g.Set(0, y, b.filling(y), s.Role)
		g.Text(2, y, cell.Cut(s.Name, names), cell.Plain)
		role := cell.Strong
		if !s.known() {
			role = cell.Unknown
		}
		g.Right(2+names+2+values, y, b.value(s), role)
	}
}

// flow names segments one after another, as far as the rows reach.
func (b *Bar) flow(g *cell.Grid) {
	x, y := 0, 0
	for i, s := range b.Segments {
		text := cell.Cut(s.Name+" "+b.value(s), g.Width()-2)
		if w := cell.Width(text) + 2; x > 0 && x+w > g.Width() {
			x, y = 0, y+1
		}
		if y >= g.Height() {
			return
		}
		g.Set(x, y, b.filling(i), s.Role)
		x = g.Text(x+2, y, text, cell.Plain) + 2
	}
}
