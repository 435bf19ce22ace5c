package chart

import (
	"math"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
)

// XY is a place in a scatter, in the units of its axes.
type XY struct{ X, Y float64 }

// usable tells whether the place can be plotted.
func (p XY) usable() bool { return usable(p.X) && usable(p.Y) }

// Dot is a labelled point of a scatter.
type Dot struct {
	XY
	Code   string // a short label, such as "NOR"
	Role   cell.Role
	Status figure.Status // an estimate's mark is hollow; None is left out
	Focus  bool          // placed first, in bold
}

// there tells whether the dot can be plotted.
func (d Dot) there() bool { return d.Status != figure.None && d.usable() }

// Scatter is a chart of two measures, with lines that part it into quadrants.
type Scatter struct {
	Dots []Dot // the earlier, the better the place of its label
	// Split is where the quadrants meet; a coordinate of 0 or less has no line.
	Split XY
	// SplitRole is the role of the quadrants' lines and of their labels.
	SplitRole cell.Role
	// XName and YName name the lines: at the foot of the upright one, at the end
	// of the other.
	XName, YName string
	// Corners name the quadrants: upper left, upper right, lower left, lower
	// right. Where dots are in the way they are left out.
	Corners [4]string
	// Trail is the way one dot came, oldest first, joined up only between
	// neighbours that are both there, with arrows; TrailStart labels its beginning.
	Trail      []XY
	TrailRole  cell.Role
	TrailStart string
	XScale     Scale // zero: fitted
	YScale     Scale
	Ink        Ink
}

// field is where everything of one scatter goes.
type field struct {
	*Scatter
	grid, plot *cell.Grid
	x          int // the plot's first column in the picture
	rx, ry     ruler
}

// Fits tells whether there is room for axes and a plot. Below, Draw gives an
// empty grid.
func (s *Scatter) Fits(w, h int) bool {
	f := s.field(w, h)
	return f.plot.Width() >= 2*minPlotWidth && f.plot.Height() >= 2*minPlotHeight
}

// Draw draws the scatter in w columns and h rows, and says how many dots' labels
// found no place: their dots are drawn.
func (s *Scatter) Draw(w, h int) (g *cell.Grid, unlabelled int) {
	f := s.field(w, h)
	if !s.Fits(w, h) {
		return cell.New(w, h), 0
	}
	f.axes()
	f.split()
	f.trail()
	for _, focus := range [2]bool{false, true} {
		for _, d := range s.Dots {
			if d.Focus == focus && d.there() {
				f.dot(d)
			}
		}
	}
	for _, focus := range [2]bool{true, false} {
		for _, d := range s.Dots {
			if d.Focus == focus && d.there() && !f.label(d) {
				unlabelled++
			}
		}
		if focus {
			f.trailStart()
		}
	}
	f.corners()
	return f.grid, unlabelled
}

// field lays out the scatter.
func (s *Scatter) field(w, h int) *field {
	f := &field{Scatter: s, grid: cell.New(w, h)}
	height := f.grid.Height() - 2
	if height < 2*minPlotHeight || f.grid.Width() < 2*minPlotWidth {
		f.plot = f.grid.Window(0, 0, 0, 0)
		return f
	}
	var ex, ey extent
	for _, p := range s.places() {
		ex.with(p.X)
		ey.with(p.Y)
	}
	f.ry = s.ruler(ey, s.YScale, s.Split.Y, height, 3)
	left := 1
	for _, t := range f.ry.ticks() {
		left = max(left, cell.Width(number(s.Ink, t.value, f.ry.places))+2)
	}
	f.x = left
	f.plot = f.grid.Window(left, 0, f.grid.Width()-left, height)
	f.rx = s.ruler(ex, s.XScale, s.Split.X, f.plot.Width(), 8)
	return f
}

// places are all places the scales have to show.
func (s *Scatter) places() []XY {
	var out []XY
	for _, d := range s.Dots {
		if d.there() {
			out = append(out, d.XY)
		}
	}
	for _, p := range s.Trail {
		if p.usable() {
			out = append(out, p)
		}
	}
	return out
}

// ruler is the scale of one axis.
func (s *Scatter) ruler(e extent, given Scale, split float64, cells, apart int) ruler {
	if given.set() {
		return fixedRuler(given, cells, apart)
	}
	if split > 0 {
		e.with(split)
		return newRuler(e, cells, apart, false, split)
	}
	return newRuler(e, cells, apart, false)
}

// place is the plot's column and row of p; they may lie off the plot.
func (f *field) place(p XY) (x, y int) {
	return int(math.Round(f.rx.at(p.X))) - 1, f.plot.Height() - int(math.Round(f.ry.at(p.Y)))
}

// inside tells whether p lies on the plot.
func (f *field) inside(p XY) bool {
	x, y := f.place(p)
	return x >= 0 && y >= 0 && x < f.plot.Width() && y < f.plot.Height()
}

// axes draws both axes with their ticks.
func (f *field) axes() {
	pen, height := f.Ink.pen(), f.plot.Height()
	f.grid.Set(f.x-1, height, pen.corner, cell.Axis)
	f.grid.Fill(f.x, height, f.plot.Width(), pen.rule, cell.Axis)
	for y := range height {
		f.grid.Set(f.x-1, y, pen.axis, cell.Axis)
	}
	for _, t := range f.ry.ticks() {
		y := height - t.cell
		if y < 0 {
			continue
		}
		f.grid.Right(f.x-2, y, number(f.Ink, t.value, f.ry.places), cell.Faint)
		if y < height {
			f.grid.Set(f.x-1, y, pen.tick, cell.Axis)
		}
	}
	for _, t := range f.rx.ticks() {
		label := number(f.Ink, t.value, f.rx.places)
		x := f.x - 1 + t.cell
		start := x - cell.Width(label)/2
		if x >= f.grid.Width() || !blank(f.grid, start-1, height+1, 1) || !blank(f.grid, start, height+1, cell.Width(label)) {
			continue
		}
		if t.cell > 0 {
			f.grid.Set(x, height, pen.below, cell.Axis)
		}
		f.grid.Text(start, height+1, label, cell.Faint)
	}
}

// split draws the lines between the quadrants and names them.
func (f *field) split() {
	pen := f.Ink.pen()
	x, y := f.place(XY{max(f.Split.X, f.rx.lo), max(f.Split.Y, f.ry.lo)})
	across, down := f.Split.Y > 0 && y >= 0 && y < f.plot.Height(), f.Split.X > 0 && x >= 0 && x < f.plot.Width()
	if across {
		f.plot.Fill(0, y, f.plot.Width(), pen.rule, f.SplitRole)
	}
	if down {
		for row := range f.plot.Height() {
			f.plot.Set(x, row, pen.axis, f.SplitRole)
		}
	}
	if across && down {
		f.plot.Set(x, y, pen.cross, f.SplitRole)
	}
	if across && f.YName != "" {
		f.plot.Right(f.plot.Width(), y, " "+f.YName, f.SplitRole)
	}
	if w := cell.Width(f.XName); down && w > 0 {
		f.plot.Text(max(0, min(x-w/2, f.plot.Width()-w)), f.plot.Height()-1, f.XName, f.SplitRole)
	}
}

// dot draws a dot's mark.
func (f *field) dot(d Dot) {
	if !f.inside(d.XY) {
		return
	}
	x, y := f.place(d.XY)
	c := cell.Cell{Rune: f.Ink.pen().cursor, Role: d.Role}
	if f.Ink == ASCII {
		c.Rune = f.Ink.pen().actual
	}
	if !firm(d.Status) {
		c.Rune = f.Ink.pen().estimate
	}
	if d.Focus {
		c.Attr = cell.Bold
	}
	f.plot.Put(x, y, c)
}

// trail draws the way one dot came: line and arrows.
func (f *field) trail() {
	dx, dy := f.Ink.dots()
	dots := func(p XY) (float64, float64) {
		x, y := f.rx.at(p.X)-1, float64(f.plot.Height())-f.ry.at(p.Y)
		return math.Floor((x + 0.5) * float64(dx)), math.Floor((y+0.5)*float64(dy) - 1e-6)
	}
	var lines []segment
	for i := 1; i < len(f.Trail); i++ {
		if a, b := f.Trail[i-1], f.Trail[i]; a.usable() && b.usable() {
			x0, y0 := dots(a)
			x1, y1 := dots(b)
			lines = append(lines, segment{x0: x0, y0: y0, x1: x1, y1: y1})
		}
	}
	stroke(f.plot, f.Ink, f.TrailRole, lines)
	for i := 1; i < len(f.Trail); i++ {
		if a, b := f.Trail[i-1], f.Trail[i]; a.usable() && b.usable() && f.inside(a) && f.inside(b) {
			f.arrow(a, b)
		}
	}
}

// trailStart marks and labels the beginning of a trail, once the dots stand that
// would be drawn over the label.
func (f *field) trailStart() {
	if len(f.Trail) == 0 || f.TrailStart == "" || !f.inside(f.Trail[0]) {
		return
	}
	x, y := f.place(f.Trail[0])
	if f.plot.At(x, y).Rune != f.Ink.pen().cursor {
		f.plot.Set(x, y, f.Ink.pen().actual, f.TrailRole)
	}
	f.put(x, y, f.TrailStart, f.TrailRole, 0)
}

// arrow puts a direction in the middle of a piece of trail that is long enough
// for it to be seen.
func (f *field) arrow(a, b XY) {
	x0, y0 := f.place(a)
	x1, y1 := f.place(b)
	if max(x1-x0, x0-x1, 2*(y1-y0), 2*(y0-y1)) < 4 {
		return
	}
	// A cell is twice as high as wide.
	angle := math.Atan2(2*float64(y0-y1), float64(x1-x0))
	i := (int(math.Round(angle/(math.Pi/4))) + 8) % 8
	f.plot.Set((x0+x1)/2, (y0+y1)/2, f.Ink.pen().arrows[i], f.TrailRole)
}

// corners names the quadrants in the plot's corners, where nothing is in the way.
func (f *field) corners() {
	for i, text := range f.Corners {
		w := cell.Width(text)
		x, y := 1, 0
		if i%2 == 1 {
			x = f.plot.Width() - w
		}
		if i >= 2 {
			y = f.plot.Height() - 1
		}
		if w > 0 && blank(f.plot, x, y, w) {
			f.plot.Text(x, y, text, cell.Faint)
		}
	}
}
