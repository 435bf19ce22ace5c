package chart

import (
	"math"
	"slices"

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

// attr is the focus' bold.
func (d Dot) attr() cell.Attr {
	if d.Focus {
		return cell.Bold
	}
	return 0
}

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
	plane
	across ruler
}

// fits tells whether there is room for axes and a plot.
func (f *field) fits() bool {
	return f.plot.Width() >= 2*minPlotWidth && f.plot.Height() >= 2*minPlotHeight
}

// Draw draws the scatter in w columns and h rows, and says how many dots' labels
// found no place: their dots are drawn. Where axes have no room the grid is empty.
// Marks and labels have their code as a hit, marks with the cells around them that
// no other mark is nearer to.
func (s *Scatter) Draw(w, h int) (g *cell.Grid, unlabelled int) {
	f := s.field(w, h)
	if !f.fits() {
		return f.grid, 0
	}
	f.axes()
	f.ticksAcross()
	f.split()
	f.trail()
	for _, focus := range [2]bool{false, true} {
		for _, d := range s.Dots {
			if d.Focus == focus && d.there() && f.inside(d.XY) {
				f.dot(d)
			}
		}
	}
	f.tag()
	for _, focus := range [2]bool{true, false} {
		for _, d := range s.Dots {
			if d.Focus != focus || d.Code == "" || !d.there() || !f.inside(d.XY) {
				continue
			}
			x, y := f.at(d.XY)
			if !f.place(x, y, 1, label{text: d.Code, role: d.Role, attr: d.attr(), hit: cell.Hit{Code: d.Code}}, true) {
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
	f := &field{Scatter: s, plane: plane{ink: s.Ink, grid: cell.New(w, h)}}
	f.bears = f.isSplit
	height := f.grid.Height() - 2
	if f.window(0, 0, 0); height < 2*minPlotHeight || f.grid.Width() < 2*minPlotWidth {
		return f
	}
	var ex, ey extent
	with := func(p XY) {
		if p.usable() {
			ex.with(p.X)
			ey.with(p.Y)
		}
	}
	for _, d := range s.Dots {
		if d.there() {
			with(d.XY)
		}
	}
	for _, p := range s.Trail {
		with(p)
	}
	f.up = s.ruler(ey, s.YScale, s.Split.Y, height, 3)
	left := f.margin()
	f.window(left, f.grid.Width()-left, height)
	f.across = s.ruler(ex, s.XScale, s.Split.X, f.plot.Width(), 8)
	return f
}

// ruler is the scale of one axis.
func (s *Scatter) ruler(e extent, given Scale, split float64, cells, apart int) ruler {
	switch {
	case given.set():
		return fixedRuler(given, cells, apart)
	case split > 0:
		e.with(split)
		return newRuler(e, cells, apart, false, split)
	default:
		return newRuler(e, cells, apart, false)
	}
}

// at is the plot's column and row of p; they may lie off the plot.
func (f *field) at(p XY) (x, y int) {
	return int(math.Round(f.across.at(p.X))) - 1, f.line(p.Y)
}

// inside tells whether p lies on the plot.
func (f *field) inside(p XY) bool {
	x, _ := f.at(p)
	return x >= 0 && x < f.plot.Width() && f.visible(p.Y)
}

// ticksAcross labels the lower axis.
func (f *field) ticksAcross() {
	height := f.plot.Height()
	for _, t := range f.across.ticks() {
		text := number(f.Ink, t.value, f.across.places)
		x := f.x - 1 + t.cell
		start := x - cell.Width(text)/2
		if x >= f.grid.Width() || !blank(f.grid, start-1, height+1, cell.Width(text)+1) {
			continue
		}
		if t.cell > 0 {
			f.grid.Set(x, height, f.Ink.pen().below, cell.Axis)
		}
		f.grid.Text(start, height+1, text, cell.Faint)
	}
}

// split draws the lines between the quadrants and names them.
func (f *field) split() {
	pen := f.Ink.pen()
	x, y := f.at(XY{max(f.Split.X, f.across.lo), max(f.Split.Y, f.up.lo)})
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

// isSplit tells whether a cell is part of the quadrants' lines.
func (f *field) isSplit(c cell.Cell) bool {
	pen := f.Ink.pen()
	return c.Role == f.SplitRole && (c.Rune == pen.rule || c.Rune == pen.axis || c.Rune == pen.cross)
}

// dot draws a dot's mark.
func (f *field) dot(d Dot) {
	pen := f.Ink.pen()
	mark := pen.cursor
	switch {
	case !firm(d.Status):
		mark = pen.estimate
	case f.Ink == ASCII:
		mark = pen.actual
	}
	x, y := f.at(d.XY)
	f.plot.Put(x, y, cell.Cell{Rune: mark, Role: d.Role, Attr: d.attr()})
}

// tag tags the marks: from the cells farthest from them to their own, since a later
// tag goes before an earlier one. A row is as far as two columns.
func (f *field) tag() {
	for _, around := range [4]struct{ dx, dy int }{{0, 1}, {2, 0}, {1, 0}, {0, 0}} {
		for _, d := range slices.Backward(f.Dots) {
			if d.there() && f.inside(d.XY) {
				x, y := f.at(d.XY)
				f.plot.Tag(x-around.dx, y-around.dy, 2*around.dx+1, 2*around.dy+1, cell.Hit{Code: d.Code})
			}
		}
	}
}

// trail draws the way one dot came: line and arrows.
func (f *field) trail() {
	dx, _ := f.Ink.dots()
	dotX := func(v float64) float64 { return math.Floor((f.across.at(v) - 0.5) * float64(dx)) }
	var lines []segment
	var steps [][2]XY
	for i := 1; i < len(f.Trail); i++ {
		a, b := f.Trail[i-1], f.Trail[i]
		if !a.usable() || !b.usable() {
			continue
		}
		lines = append(lines, segment{
			x0: dotX(a.X), y0: f.dotY(a.Y), x1: dotX(b.X), y1: f.dotY(b.Y),
		})
		if f.inside(a) && f.inside(b) {
			steps = append(steps, [2]XY{a, b})
		}
	}
	stroke(f.plot, f.Ink, f.TrailRole, lines)
	for _, s := range steps {
		f.arrow(s[0], s[1])
	}
}

// trailStart marks and labels the beginning of a trail, once the dots stand that
// would be drawn over the label.
func (f *field) trailStart() {
	if len(f.Trail) == 0 || f.TrailStart == "" || !f.inside(f.Trail[0]) {
		return
	}
	x, y := f.at(f.Trail[0])
	if f.plot.At(x, y).Rune != f.Ink.pen().cursor {
		f.plot.Set(x, y, f.Ink.pen().actual, f.TrailRole)
	}
	f.place(x, y, 1, label{text: f.TrailStart, role: f.TrailRole}, true)
}

// arrow puts a direction in the middle of a piece of trail that is long enough
// for it to be seen.
func (f *field) arrow(a, b XY) {
	x0, y0 := f.at(a)
	x1, y1 := f.at(b)
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
