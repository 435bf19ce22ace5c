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
	Value  float64 // in per cent; a negative value counts as missing
	Status figure.Status
	Role   cell.Role
}

func (s Segment) known() bool {
	return s.Status != figure.None && usable(s.Value) && s.Value >= 0
}

// Bar is a stacked bar: one row filled by segments, with a legend of names and values below.
type Bar struct {
	Segments []Segment
	Ink      Ink
}

func (b *Bar) filling(i int) rune { return b.Ink.sign(fillings[i%len(fillings)]) }

// Draw draws the bar in w columns and h rows. Below four columns the grid is empty.
func (b *Bar) Draw(w, h int) *cell.Grid {
	g := cell.New(w, h)
	if w < 4 {
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

// fill fills the first row. It rounds the ends of segments, not their lengths, so that they add
// up to the full width.
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

func (b *Bar) value(s Segment) string {
	if !s.known() {
		return format.NotPublished
	}
	return number(b.Ink, s.Value, 1) + s.Status.Mark() + " %"
}

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

// Column is one upright column.
type Column struct {
	Name, Short string    // below the column; Short if Name does not fit
	Value       float64   // the column rises from zero
	Text        string    // the value as printed, below the name if there is room
	Role        cell.Role // with BarBelow the column never reaches the level, however small the gap
	NameRole    cell.Role
}

// Columns is a chart of upright columns side by side, with the lines of levels.
type Columns struct {
	Columns []Column
	Levels  []Level // the query's level first
}

const columnsLeft = 5 // cells for the axis

// Draw draws the columns w cells wide, or wider if they need more, and about the given number of
// rows high, above their names and values. The height is adjusted so that the query's level lies
// between two rows. The grid is empty for fewer than two columns or without a positive value.
func (c *Columns) Draw(w, rows int) *cell.Grid {
	var s Scale
	for i := range c.Columns {
		s.include(c.Columns[i].Value)
	}
	level := 0.0
	if len(c.Levels) > 0 {
		level = c.Levels[0].Y
		s.include(level)
	}
	if len(c.Columns) < 2 || s.Max <= 0 || rows < 1 {
		return cell.New(0, 0)
	}
	r, pitch := ruler{unit: s.Max / float64(rows), cells: rows}, max(4, min(31, (w-columnsLeft)/len(c.Columns)))
	if level > 0 {
		r.unit = level / math.Max(1, math.Round(level/s.Max*float64(rows)))
		r.cells = int(math.Ceil(s.Max/r.unit - 1e-9))
	}
	height := r.cells + 3
	if pitch >= 6 {
		height++ // for the values
	}
	g := cell.New(max(w, columnsLeft+pitch*len(c.Columns)), height)
	c.axis(g, r)
	for i := range c.Columns {
		c.draw(g, r, columnsLeft+i*pitch, pitch, &c.Columns[i])
	}
	return g
}

// axis draws the values at the left and the lines of the levels that lie between two rows.
// Levels within a row are left out, because their lines would be at the wrong height.
func (c *Columns) axis(g *cell.Grid, r ruler) {
	row := func(value float64) (int, bool) {
		at := r.at(value)
		return r.cells + 1 - int(math.Round(at)), math.Abs(at-math.Round(at)) < 1e-9 && at <= float64(r.cells)
	}
	for v := 1.0; v <= r.unit*float64(r.cells); v++ {
		if y, ok := row(v); ok {
			g.Right(columnsLeft-1, y, number(Braille, v, 0), cell.Faint)
		}
	}
	g.Fill(columnsLeft-1, r.cells+1, g.Width(), upperRule, cell.Axis)
	for _, l := range c.Levels {
		if y, ok := row(l.Y); ok {
			g.Fill(columnsLeft-1, y, g.Width(), upperRule, l.Role)
			g.Fill(0, y, columnsLeft-1, ' ', cell.Plain)
			g.Right(columnsLeft-1, y, format.Number(figure.Round(l.Y, 2).Trim()), l.Role)
		}
	}
}

func (c *Columns) draw(g *cell.Grid, r ruler, x, pitch int, v *Column) {
	top := max(1, math.Round(v.Value/r.unit*8))
	if v.Role == cell.BarBelow && len(c.Levels) > 0 {
		top = min(top, max(1, math.Round(r.at(c.Levels[0].Y)*8)-1))
	}
	width := pitch - 1
	if pitch > 8 {
		width = pitch * 2 / 3
	}
	plot := g.Window(0, 1, g.Width(), r.cells)
	for at := x; at < x+width; at++ {
		fill(plot, Braille, at, 0, top/8, v.Role, false)
	}
	name := v.Name
	if cell.Width(name) >= pitch {
		name = v.Short
	}
	g.Text(x, r.cells+2, name, v.NameRole)
	if pitch >= 6 {
		g.Text(x, r.cells+3, v.Text, cell.Faint)
	}
}
