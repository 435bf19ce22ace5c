package chart

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"allyscope/internal/cell"
)

// XY is a position in a scatter plot, in the units of its axes.
type XY struct{ X, Y float64 }

// Dot is a labelled point of a scatter plot. Dots that cannot be plotted are left out.
type Dot struct {
	XY

	Name  string // the label
	Code  string // the label if there is no room for the name, such as "NOR"
	Mark  rune   // the character drawn; 0: the mark of an actual figure
	Role  cell.Role
	First bool // labelled before the others, with a leader if there is no room next to the dot
	Focus bool // bold and on top
}

func (d *Dot) attr() cell.Attr {
	if d.Focus {
		return cell.Bold
	}
	return 0
}

// Scatter is a scatter plot of two measures, divided by lines into quadrants.
type Scatter struct {
	Dots []Dot

	Split        XY        // where the quadrants meet; a coordinate of 0 or less has no line
	SplitRole    cell.Role // of the lines between quadrants and of their names
	XName, YName string    // the names of the vertical line, at its foot, and of the horizontal one, at its end
	// Corners holds the names of the quadrants: upper left, upper right, lower left, lower right.
	Corners [4]string
	// Trail holds the positions of one dot over time, oldest first. Neighbours are joined.
	Trail          []XY
	TrailRole      cell.Role
	TrailStart     string // the label of the first position
	XScale, YScale Scale  // the ranges shown
	Ink            Ink
}

// field is a scatter plot laid out in a size.
type field struct {
	*Scatter
	plane
	across      ruler
	column, row int // of the lines between the quadrants
	from, to    int // the columns of XName at the foot of the vertical line
}

func (f *field) fits() bool {
	return f.plot.Width() >= 2*minPlotWidth && f.plot.Height() >= 2*minPlotHeight
}

// Draw draws the scatter plot; the grid is empty if the axes do not fit. Dots are labelled if
// there is room, the most isolated first. Marks and labels are tagged with their codes, marks
// together with the cells around that are closest to them.
func (s *Scatter) Draw(w, h int) *cell.Grid {
	f := s.field(w, h)
	if !f.fits() {
		return f.grid
	}
	f.axes()
	f.ticksAcross()
	f.split()
	f.trail()
	dots := make([]spot, 0, len(f.Dots))
	for i := range f.Dots {
		d := &f.Dots[i]
		if x, y, visible := f.at(d.XY); visible {
			dots = append(dots, spot{d, x, y, i, math.Inf(1)})
		}
	}
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

// mostNamed is the number of dots up to which every dot may be labelled. If there are more, only
// those with room around them are labelled, and only the cells of the marks are tagged.
const mostNamed = 250

// spot is a visible dot.
type spot struct {
	*Dot

	x, y, i int     // its column and row, and its index in Dots
	alone   float64 // the distance to the nearest other dot, in columns
}

// thinned selects from a large number of dots those to label, which are First, Focus or have no
// other nearby, and, in place, those that no other dot covers.
func (f *field) thinned(dots []spot) (named, uppermost []spot) {
	const columns, rows = 3, 1
	w, h := f.plot.Width(), f.plot.Height()
	on := make([]uint16, w*(h+2*rows))
	at := func(x, y int) int { return (y+rows)*w + x } // a dot may lie one row outside the plot, see field.at
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

// order sorts dots in the order in which they are labelled: the focus, First dots, then the
// others from the most isolated down.
func (f *field) order(dots []spot) {
	slices.SortFunc(dots, func(a, b spot) int { return cmp.Or(a.x-b.x, a.y-b.y) })
	for i := range dots {
		d := &dots[i]
		for _, step := range [2]int{-1, 1} { // to the left and right, as long as a closer dot is possible
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
	anyRow := func(x, y, w int) bool { return f.quadrant(d.XY, x, y, w) && !f.runsOn(x, y, w) }
	for i, text := range [4]string{d.Name, d.Code, d.Name, d.Code} { // on the dot's row, then on any row
		allowed := anyRow
		if i < 2 {
			if l.far {
				continue // a name nearby is better than a code on the row
			}
			allowed = func(x, at, w int) bool { return at == d.y && anyRow(x, at, w) }
		}
		// A code may touch its mark; a name keeps a blank between.
		if l.text = text; text != "" && f.place(d.x, d.y, 2-i%2, l, allowed) {
			return
		}
	}
}

// runsOn reports whether a text would run together with the name at the foot of the vertical
// line, as in "Slovenia 2 %".
func (f *field) runsOn(x, y, w int) bool {
	const apart = 2
	return y == f.plot.Height()-1 && f.to > 0 && x < f.to+apart && x+w > f.from-apart
}

// quadrant reports whether a text lies in the quadrant of p.
func (f *field) quadrant(p XY, x, y, w int) bool {
	return (f.Split.X <= 0 || p.X >= f.Split.X && x > f.column || p.X < f.Split.X && x+w <= f.column) &&
		(f.Split.Y <= 0 || p.Y >= f.Split.Y && y < f.row || p.Y < f.Split.Y && y > f.row)
}

func (s *Scatter) field(w, h int) *field {
	f := &field{Scatter: s, plane: plane{ink: s.Ink, grid: cell.New(w, h)}}
	f.isLevel = func(c cell.Cell) bool {
		return c.Role == f.SplitRole && strings.ContainsRune(ruleSign+axisSign+crossSign, c.Rune)
	}
	f.up = newRuler(s.YScale, f.grid.Height()-2, 3)
	left := f.scaleWidth()
	f.across = newRuler(s.XScale, f.grid.Width()-left, 8)
	f.window(left, f.across.cells, f.up.cells)
	f.column, f.row = int(math.Round(f.across.at(s.Split.X)))-1, f.line(s.Split.Y)
	return f
}

// at returns the column and row of p, moved off the lines between quadrants into its own
// quadrant, and whether they lie on the plot.
func (f *field) at(p XY) (x, y int, visible bool) {
	aside := func(at, line int, before, divided bool) int {
		switch {
		case !divided:
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

func (f *field) dot(d spot) {
	f.plot.Put(d.x, d.y, cell.Cell{Rune: cmp.Or(d.Mark, f.Ink.sign(actualSign)), Role: d.Role, Attr: d.attr()})
}

// tag tags the cells around the marks, from the farthest to the nearest, because later tags take
// precedence. A row counts as two columns.
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
		x0, y0, begins := f.at(f.Trail[i-1])
		x1, y1, ends := f.at(f.Trail[i])
		if !begins || !ends || max(x1-x0, x0-x1, 2*(y1-y0), 2*(y0-y1)) < 4 {
			continue
		}
		// A cell is twice as high as it is wide.
		angle := math.Atan2(2*float64(y0-y1), float64(x1-x0))
		direction := (int(math.Round(angle/(math.Pi/4))) + len(arrows)) % len(arrows)
		f.plot.Set((x0+x1)/2, (y0+y1)/2, f.Ink.sign(arrows[direction]), f.TrailRole)
	}
}

// trailStart marks and labels the start of the trail, after the dots are drawn.
func (f *field) trailStart() {
	if f.TrailStart == "" {
		return
	}
	x, y, _ := f.at(f.Trail[0]) // always within the scales
	if blank(f.plot, x, y, 1) {
		f.plot.Set(x, y, f.Ink.sign(actualSign), f.TrailRole)
	}
	allowed := func(x, y, w int) bool { return f.quadrant(f.Trail[0], x, y, w) }
	f.place(x, y, 2, label{text: f.TrailStart, role: f.TrailRole, far: true}, allowed)
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
