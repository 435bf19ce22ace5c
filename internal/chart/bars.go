package chart

import (
	"math"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
)

// Segment is a part of a bar.
type Segment struct {
	Name   string
	Value  float64 // not negative, in the unit of its bar
	Status figure.Status
	Role   cell.Role
}

// there tells whether there is a value to draw.
func (s Segment) there() bool {
	return s.Status != figure.None && usable(s.Value) && s.Value >= 0
}

// Bar is one horizontal bar of segments.
type Bar struct {
	Label    string // left of it; may be ""
	Segments []Segment
}

// Bars are horizontal stacked bars, one a row, with their segments named below:
// one a row where there is room, with the values of a single bar, else one after
// another.
type Bars struct {
	Bars []Bar
	// Total is the value of the full width; 0 is each bar's own sum.
	Total  float64
	Places uint8  // decimals of the values (0–3)
	Unit   string // behind the values of a single bar, such as "%"
	Ink    Ink
}

// fillings tell segments apart without colour. Constant tables.
var (
	fillings      = [4]rune{'█', '▓', '▒', '░'}
	fillingsASCII = [4]rune{'#', '=', '+', '-'}
)

// filling is the character of the i-th segment.
func (b *Bars) filling(i int) rune {
	if b.Ink == ASCII {
		return fillingsASCII[i%4]
	}
	return fillings[i%4]
}

// minBar is the least length of a bar worth drawing, in cells.
const minBar = 4

// Fits tells whether every bar has a row and some length. Below, Draw gives an
// empty grid.
func (b *Bars) Fits(w, h int) bool {
	return len(b.Bars) > 0 && h >= len(b.Bars) && w-b.labels() >= minBar
}

// labels is the width of the bars' labels.
func (b *Bars) labels() int {
	n := 0
	for _, bar := range b.Bars {
		if w := cell.Width(bar.Label); w > 0 {
			n = max(n, w+1)
		}
	}
	return n
}

// Draw draws the bars in w columns and h rows.
func (b *Bars) Draw(w, h int) *cell.Grid {
	g := cell.New(w, h)
	if !b.Fits(w, h) {
		return g
	}
	left := b.labels()
	for y, bar := range b.Bars {
		g.Text(0, y, bar.Label, cell.Plain)
		b.bar(g.Window(left, y, g.Width()-left, 1), bar)
	}
	legend := g.Window(left, len(b.Bars), g.Width()-left, g.Height())
	if segments := b.Bars[0].Segments; len(b.Bars) == 1 && legend.Height() >= len(segments) {
		b.list(legend, segments)
	} else {
		b.flow(legend, segments)
	}
	return g
}

// bar fills a row. Ends are rounded, not lengths, so that the parts of a whole
// fill it exactly.
func (b *Bars) bar(g *cell.Grid, bar Bar) {
	total := b.Total
	if total <= 0 || !usable(total) {
		total = 0
		for _, s := range bar.Segments {
			if s.there() {
				total += s.Value
			}
		}
	}
	if total <= 0 {
		g.Text(0, 0, "n/a", cell.Unknown)
		return
	}
	sum, from := 0.0, 0
	for i, s := range bar.Segments {
		if !s.there() {
			continue
		}
		sum += s.Value
		to := int(math.Round(math.Min(1, sum/total) * float64(g.Width())))
		g.Fill(from, 0, to-from, b.filling(i), s.Role)
		from = to
	}
}

// value is a segment's value as text.
func (b *Bars) value(s Segment) string {
	if !s.there() {
		return "n/a"
	}
	v := number(b.Ink, s.Value, min(b.Places, 3)) + mark(s.Status)
	if b.Unit != "" {
		v += " " + b.Unit
	}
	return v
}

// list names one segment a row, values under each other.
func (b *Bars) list(g *cell.Grid, segments []Segment) {
	names, values := 0, 0
	for _, s := range segments {
		names = max(names, cell.Width(s.Name))
		values = max(values, cell.Width(b.value(s)))
	}
	names = max(0, min(names, g.Width()-values-4))
	for y, s := range segments {
		g.Set(0, y, b.filling(y), s.Role)
		g.Text(2, y, cell.Cut(s.Name, names), cell.Plain)
		role := cell.Strong
		if !s.there() {
			role = cell.Unknown
		}
		g.Right(2+names+2+values, y, b.value(s), role)
	}
}

// flow names segments one after another, as far as the rows reach.
func (b *Bars) flow(g *cell.Grid, segments []Segment) {
	x, y := 0, 0
	for i, s := range segments {
		text := s.Name
		if len(b.Bars) == 1 {
			text += " " + b.value(s)
		}
		text = cell.Cut(text, g.Width()-2)
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
