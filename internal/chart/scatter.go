package chart

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"allyscope/internal/cell"
)

// XY is a place in a scatter, in the units of its axes.
type XY struct{ X, Y float64 }

// Dot is a labelled point of a scatter, left out where it cannot be plotted.
type Dot struct {
	XY

	Name  string // its label
	Code  string // the label where there is no room for the name, such as "NOR"
	Mark  rune   // what it is drawn as; 0 is an actual figure's mark
	Role  cell.Role
	First bool // named before the others, in its name, with a leader where there is no room beside it
	Focus bool // in bold, on top of others
}

func (d *Dot) attr() cell.Attr {
	if d.Focus {
		return cell.Bold
	}
	return 0
}

// Scatter is a chart of two measures, with lines that part it into quadrants.
type Scatter struct {
	Dots []Dot

	Split        XY        // where the quadrants meet; a coordinate of 0 or less has no line
	SplitRole    cell.Role // of the quadrants' lines and of their labels
	XName, YName string    // the lines' names: at the foot of the upright one, at the end of the other
	// Corners name the quadrants: upper left, upper right, lower left, lower right.
	Corners [4]string
	// Trail is the way one dot came, oldest first, joined between neighbours that are there.
	Trail          []XY
	TrailRole      cell.Role
	TrailStart     string // the label of its beginning
	XScale, YScale Scale  // what is to be shown
	Ink            Ink
}

type field struct {
	*Scatter
	plane
	across      ruler
	column, row int // of the lines between the quadrants
	from, to    int // of the upright one's name at the foot
}

func (f *field) fits() bool {
	return f.plot.Width() >= 2*minPlotWidth && f.plot.Height() >= 2*minPlotHeight
}

// Draw draws the scatter; where axes have no room the grid is empty. Dots are named where
// there is room, those farthest from others first. Marks and labels have their code as a hit,
// marks with the cells around them that no other is nearer to.
func (s *Scatter) Draw(w, h int) *cell.Grid {
	f := s.field(w, h)
	if !f.fits() {
		return f.grid
	}
	f.axes()
	f.ticksAcross()
	f.split()
	f.trail()
	dots := f.seen()
	named := dots
	if len(dots) > mostNamed {
		named, dots = f.thinned(dots)
		for _, d := range slices.Backward(dots) {
			f.dot(d)
		}
	}
	f.tag(dots)
	f.order(named)
	for _, d := range slices.Backward(named) {
		f.dot(d)
	}
	for i, d := range named {
		f.name(d)
		if i == 0 {
			f.trailStart()
		}
	}
	f.corners()
	return f.grid
}

// mostNamed is up to how many dots a place is looked for to name each. Of more, only those
// with room around them are named, and a mark is hit at its own cell alone.
const mostNamed = 250

type spot struct {
	*Dot

	x, y, i int     // its column and row, and the place among the dots
	alone   float64 // how far it is to the next, in columns
}

func (f *field) seen() []spot {
	out := make([]spot, 0, len(f.Dots))
	for i := range f.Dots {
		d := &f.Dots[i]
		if x, y, seen := f.at(d.XY); seen {
			out = append(out, spot{d, x, y, i, math.Inf(1)})
		}
	}
	return out
}

// thinned are, of very many dots, those that are named first or have no other near by, and,
// in place, those that no other one covers.
func (f *field) thinned(dots []spot) (named, uppermost []spot) {
	const columns, rows = 3, 1
	w, h := f.plot.Width(), f.plot.Height()
	on := make([]uint16, w*(h+2*rows))
	at := func(x, y int) int { return (y+rows)*w + x } // a line at the edge may push a dot off
	for _, d := range dots {
		on[at(d.x, d.y)]++
	}
	for _, d := range dots {
		near := uint16(0)
		for y := max(-rows, d.y-rows); y <= min(d.y+rows, h); y++ {
			for x := max(0, d.x-columns); x <= min(d.x+columns, w-1); x++ {
				near += on[at(x, y)]
			}
		}
		if near <= 1 || d.Focus || d.First {
			named = append(named, d)
		}
	}
	return named, slices.DeleteFunc(dots, func(d spot) bool {
		at := at(d.x, d.y)
		covered := on[at] == 0
		on[at] = 0
		return covered
	})
}

// order puts dots in the order in which they are named: the focus, those first, and the
// others by their distance from the next.
func (f *field) order(dots []spot) {
	slices.SortFunc(dots, func(a, b spot) int { return cmp.Or(a.x-b.x, a.y-b.y) })
	for i := range dots {
		d := &dots[i]
		for _, step := range [2]int{-1, 1} { // to the left and to the right, as far as a nearer one may be
			for k := i + step; k >= 0 && k < len(dots) && float64(step*(dots[k].x-d.x)) < d.alone; k += step {
				d.alone = min(d.alone, math.Hypot(float64(d.x-dots[k].x), 2*float64(d.y-dots[k].y)))
			}
		}
	}
	rank := func(d spot) int {
		switch {
		case d.Focus:
			return 0
		case d.First:
			return 1
		default:
			return 2
		}
	}
	slices.SortFunc(dots, func(a, b spot) int { return cmp.Or(rank(a)-rank(b), cmp.Compare(b.alone, a.alone), a.i-b.i) })
}

func (f *field) name(d spot) {
	l := label{role: d.Role, attr: d.attr(), hit: cell.Hit{Code: d.Code}, far: d.First || d.Focus}
	mine := func(x, y, w int) bool { return f.quadrant(d.XY, x, y, w) && !f.runsOn(x, y, w) }
	for i, text := range [4]string{d.Name, d.Code, d.Name, d.Code} {
		where := mine
		if i < 2 {
			if l.far {
				continue // a name near by is worth more than a code on the row
			}
			where = func(x, at, w int) bool { return at == d.y && mine(x, at, w) }
		}
		// A code may touch its mark; a name stands clear of it.
		if l.text = text; text != "" && f.place(d.x, d.y, 2-i%2, l, where) {
			return
		}
	}
}

// runsOn tells whether a text on some cells would be read on in the name of the line at the
// foot: "Slovenia 2 %".
func (f *field) runsOn(x, y, w int) bool {
	const apart = 2
	return y == f.plot.Height()-1 && f.to > 0 && x < f.to+apart && x+w > f.from-apart
}

// quadrant tells whether a text on some cells is in the quadrant of a dot.
func (f *field) quadrant(p XY, x, y, w int) bool {
	return (f.Split.X <= 0 || p.X >= f.Split.X && x > f.column || p.X < f.Split.X && x+w <= f.column) &&
		(f.Split.Y <= 0 || p.Y >= f.Split.Y && y < f.row || p.Y < f.Split.Y && y > f.row)
}

func (s *Scatter) field(w, h int) *field {
	f := &field{Scatter: s, plane: plane{ink: s.Ink, grid: cell.New(w, h)}}
	f.bears = f.isSplit
	f.up = newRuler(s.YScale, f.grid.Height()-2, 3)
	left := f.scaleWidth()
	f.across = newRuler(s.XScale, f.grid.Width()-left, 8)
	f.window(left, f.across.cells, f.up.cells)
	f.column, f.row = int(math.Round(f.across.at(s.Split.X)))-1, f.line(s.Split.Y)
	return f
}

// at is the column and row of p, on its own side of the quadrants' lines, and whether they
// lie on the plot.
func (f *field) at(p XY) (x, y int, seen bool) {
	aside := func(at, line int, before, parted bool) int {
		switch {
		case !parted:
			return at
		case before:
			return min(at, line-1)
		default:
			return max(at, line+1)
		}
	}
	x = aside(int(math.Round(f.across.at(p.X)))-1, f.column, p.X < f.Split.X, f.Split.X > 0)
	y = aside(f.line(p.Y), f.row, p.Y >= f.Split.Y, f.Split.Y > 0)
	return x, y, usable(p.X) && x >= 0 && x < f.plot.Width() && f.visible(p.Y)
}

func (f *field) ticksAcross() {
	height := f.plot.Height()
	for _, t := range f.across.ticks() {
		text := number(f.Ink, t.value, f.across.places)
		x := f.x - 1 + t.cell
		start := x - cell.Width(text)/2
		if !blank(f.grid, start-1, height+1, cell.Width(text)+1) {
			continue
		}
		if t.cell > 0 {
			f.grid.Set(x, height, f.Ink.sign(belowSign), cell.Axis)
		}
		f.grid.Text(start, height+1, text, cell.Faint)
	}
}

func (f *field) split() {
	x, y := f.column, f.row
	across, down := f.Split.Y > 0 && y >= 0 && y < f.plot.Height(), f.Split.X > 0 && x >= 0 && x < f.plot.Width()
	if across {
		f.plot.Fill(0, y, f.plot.Width(), f.ink.sign(ruleSign), f.SplitRole)
	}
	if down {
		for row := range f.plot.Height() {
			f.plot.Set(x, row, f.ink.sign(axisSign), f.SplitRole)
		}
	}
	if across && down {
		f.plot.Set(x, y, f.ink.sign(crossSign), f.SplitRole)
	}
	if across && f.YName != "" {
		f.plot.Right(f.plot.Width(), y, " "+f.YName, f.SplitRole)
	}
	if w := cell.Width(f.XName); down && w > 0 {
		f.from = max(0, min(x-w/2, f.plot.Width()-w))
		f.to = f.plot.Text(f.from, f.plot.Height()-1, f.XName, f.SplitRole)
	}
}

func (f *field) isSplit(c cell.Cell) bool {
	return c.Role == f.SplitRole && strings.ContainsRune(ruleSign+axisSign+crossSign, c.Rune)
}

func (f *field) dot(d spot) {
	f.plot.Put(d.x, d.y, cell.Cell{Rune: cmp.Or(d.Mark, f.Ink.sign(actualSign)), Role: d.Role, Attr: d.attr()})
}

// tag tags the cells around the marks, the farthest first, since a later tag goes before an
// earlier one. A row is as far as two columns.
func (f *field) tag(dots []spot) {
	reach := []struct{ dx, dy int }{{0, 1}, {2, 0}, {1, 0}, {0, 0}}
	if len(dots) > mostNamed {
		reach = reach[3:]
	}
	f.plot.Expect(len(reach) * len(dots))
	for _, around := range reach {
		for _, d := range slices.Backward(dots) {
			f.plot.Tag(d.x-around.dx, d.y-around.dy, 2*around.dx+1, 2*around.dy+1, cell.Hit{Code: d.Code})
		}
	}
}

func (f *field) trail() {
	dx, _ := f.Ink.dots()
	dotX := func(v float64) float64 { return math.Floor((f.across.at(v) - 0.5) * float64(dx)) }
	for i := 1; i < len(f.Trail); i++ {
		a, b := f.Trail[i-1], f.Trail[i]
		f.stroke(cell.Stroke{X0: dotX(a.X), Y0: f.dotY(a.Y), X1: dotX(b.X), Y1: f.dotY(b.Y), Role: f.TrailRole})
	}
	for i := 1; i < len(f.Trail); i++ {
		f.arrow(f.Trail[i-1], f.Trail[i])
	}
}

// trailStart marks and labels the beginning of a trail, once the dots stand.
func (f *field) trailStart() {
	if f.TrailStart == "" {
		return
	}
	x, y, _ := f.at(f.Trail[0]) // the scales hold it
	if blank(f.plot, x, y, 1) {
		f.plot.Set(x, y, f.Ink.sign(actualSign), f.TrailRole)
	}
	mine := func(x, y, w int) bool { return f.quadrant(f.Trail[0], x, y, w) }
	f.place(x, y, 2, label{text: f.TrailStart, role: f.TrailRole, far: true}, mine)
}

func (f *field) arrow(a, b XY) {
	x0, y0, begins := f.at(a)
	x1, y1, ends := f.at(b)
	if !begins || !ends || max(x1-x0, x0-x1, 2*(y1-y0), 2*(y0-y1)) < 4 {
		return
	}
	// A cell is twice as high as wide.
	angle := math.Atan2(2*float64(y0-y1), float64(x1-x0))
	i := (int(math.Round(angle/(math.Pi/4))) + len(arrows)) % len(arrows)
	f.plot.Set((x0+x1)/2, (y0+y1)/2, f.Ink.sign(arrows[i]), f.TrailRole)
}

func (f *field) corners() {
	for i, text := range f.Corners {
		w := cell.Width(text)
		x, y := 1, i/2*(f.plot.Height()-1)
		if i%2 == 1 {
			x = f.plot.Width() - w
		}
		if w > 0 && blank(f.plot, x, y, w) {
			f.plot.Text(x, y, text, cell.Faint)
		}
	}
}
