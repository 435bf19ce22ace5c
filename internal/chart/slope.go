package chart

import (
	"math"
	"sort"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
)

// Slope is one line of a slope chart: a figure in two years.
type Slope struct {
	Name     string
	From, To Point // their years are not looked at
	Role     cell.Role
	Focus    bool // in bold, on top, and last to be left out
}

// Slopes is a chart of figures in two years and the way between them.
type Slopes struct {
	Slopes []Slope // the later ones are left out first where rows run out
	// FromLabel and ToLabel head the two sides, such as "2014" and "2024".
	FromLabel, ToLabel string
	Levels             []Level // From and To are not looked at
	Scale              Scale   // zero: fitted
	Places             uint8   // decimals (0–3)
	Ink                Ink
}

// minSlope is the least distance of the two sides, in cells.
const minSlope = 6

// connector is how many columns lead from a label to its value's true height.
const connector = 2

// Fits tells whether there is room for labels on both sides, a slope, and two
// rows under the head. Below, Draw gives an empty grid.
func (s *Slopes) Fits(w, h int) bool {
	left, right := s.margins()
	return h >= 3 && len(s.Slopes) > 0 && min(w, 2000)-left-right >= minSlope+2*connector
}

// end is a label on one side.
type end struct {
	slope *Slope
	value float64
	text  string
	row   int
}

// Draw draws the chart in w columns and h rows.
func (s *Slopes) Draw(w, h int) *cell.Grid {
	g := cell.New(w, h)
	if !s.Fits(w, h) {
		return g
	}
	left, right := s.margins()
	plot := g.Window(left, 1, g.Width()-left-right, g.Height()-1)
	rows := plot.Height()
	f := &frame{Line: &Line{}, ink: s.Ink, plot: plot, ruler: s.ruler(rows)}
	g.Right(left-1, 0, s.FromLabel, cell.Heading)
	g.Text(left+plot.Width()+1, 0, s.ToLabel, cell.Heading)
	for _, v := range s.Levels {
		if f.visible(v.Y) {
			rule(plot, s.Ink, connector, plot.Width()-1-connector, f.height(v.Y), v.Role, v.Dashed)
		}
	}
	sides := [2][]end{s.side(rows, false), s.side(rows, true)}
	for _, focus := range [2]bool{false, true} {
		s.lines(f, sides, focus)
	}
	for i, side := range sides {
		for _, e := range side {
			var attr cell.Attr
			if e.slope.Focus {
				attr = cell.Bold
			}
			if i == 0 {
				g.Right(left-1, 1+e.row, e.text, e.slope.Role, attr)
			} else {
				g.Text(left+plot.Width()+1, 1+e.row, e.text, e.slope.Role, attr)
			}
		}
	}
	s.levelNames(f)
	return g
}

// ruler is the scale: the full height, without an axis below.
func (s *Slopes) ruler(rows int) ruler {
	scale := s.Scale
	if !scale.set() {
		var e extent
		for _, v := range s.Slopes {
			for _, p := range [2]Point{v.From, v.To} {
				if p.Status != figure.None {
					e.with(p.Y)
				}
			}
		}
		for _, v := range s.Levels {
			if !v.Far {
				e.with(v.Y)
			}
		}
		scale = Scale{e.lo, e.hi}
		if !scale.set() {
			scale = Scale{e.lo - 0.5, e.lo + 0.5}
		}
	}
	// The greatest value lies in the middle of the first row, the least in that
	// of the last.
	unit := (scale.Max - scale.Min) / float64(max(1, rows-1))
	return ruler{lo: scale.Min - unit, unit: unit, cells: rows}
}

// margins are the widths of the two sides with a blank before the lines.
func (s *Slopes) margins() (left, right int) {
	left, right = cell.Width(s.FromLabel), cell.Width(s.ToLabel)
	for i := range s.Slopes {
		v := &s.Slopes[i]
		left = max(left, cell.Width(s.text(v, false)))
		right = max(right, cell.Width(s.text(v, true)))
	}
	return left + 1, right + 1
}

// text is a label, value towards the lines. A figure missing on the other side
// is said on this one, since there it has no height to stand at.
func (s *Slopes) text(v *Slope, to bool) string {
	p, other, year := v.From, v.To, s.ToLabel
	if to {
		p, other, year = v.To, v.From, s.FromLabel
	}
	if !plottable(p) {
		return ""
	}
	value, name := number(s.Ink, p.Y, min(s.Places, 3))+mark(p.Status), v.Name
	if !plottable(other) {
		name += " (" + year + " n/a)"
	}
	if to {
		return value + " " + name
	}
	return name + " " + value
}

// plottable tells whether a slope's end is there.
func plottable(p Point) bool { return p.Status != figure.None && usable(p.Y) }

// side places the labels of one side, from the top.
func (s *Slopes) side(rows int, to bool) []end {
	r := s.ruler(rows)
	var out []end
	for _, focus := range [2]bool{true, false} {
		for i := range s.Slopes {
			v := &s.Slopes[i]
			p := v.From
			if to {
				p = v.To
			}
			if v.Focus == focus && plottable(p) && len(out) < rows {
				out = append(out, end{slope: v, value: p.Y, text: s.text(v, to)})
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].value > out[j].value })
	want := make([]float64, len(out))
	for i, e := range out {
		want[i] = math.Max(0, math.Min(float64(rows)-r.at(e.value), float64(rows-1)))
	}
	for i, row := range spread(want, rows) {
		out[i].row = row
	}
	return out
}

// lines draws the slopes, and the ways from their labels to their true heights.
func (s *Slopes) lines(f *frame, sides [2][]end, focus bool) {
	dx, dy := f.ink.dots()
	last := float64(f.plot.Width()*dx - 1)
	inner := float64(connector * dx)
	middle := func(row int) float64 { return math.Floor((float64(row)+0.5)*float64(dy) - 1e-6) }
	// Later slopes are drawn first: the first one is on top.
	for i := len(s.Slopes) - 1; i >= 0; i-- {
		v := &s.Slopes[i]
		if v.Focus != focus {
			continue
		}
		var lines []segment
		if plottable(v.From) && plottable(v.To) {
			piece := segment{x0: inner, y0: f.dotY(v.From.Y), x1: last - inner, y1: f.dotY(v.To.Y)}
			if !firm(v.To.Status) || !firm(v.From.Status) {
				piece.pattern = dashed
			}
			lines = append(lines, piece)
		}
		for j, side := range sides {
			for _, e := range side {
				// In ASCII a way of two characters is no help to the eye.
				if e.slope != v || s.Ink == ASCII && e.row != f.line(e.value) {
					continue
				}
				piece := segment{x0: 0, y0: middle(e.row), x1: inner, y1: f.dotY(e.value)}
				if j == 1 {
					piece.x0, piece.x1 = last, last-inner
				}
				lines = append(lines, piece)
			}
		}
		stroke(f.plot, s.Ink, v.Role, lines)
	}
}

// levelNames writes the levels' names on their lines, where nothing crosses.
func (s *Slopes) levelNames(f *frame) {
	for _, v := range s.Levels {
		w := cell.Width(v.Label)
		if w == 0 || !f.visible(v.Y) {
			continue
		}
		row := f.line(v.Y)
		for x := f.plot.Width() - connector - w - 2; x > connector; x-- {
			if f.onlyRole(x, row, w+2, v.Role) {
				f.plot.Text(x, row, " "+v.Label+" ", v.Role)
				break
			}
		}
	}
}
