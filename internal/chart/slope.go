package chart

import (
	"slices"

	"allyscope/internal/cell"
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

// Draw draws the chart in w columns and h rows.
func (s *Slopes) Draw(w, h int) *cell.Grid {
	g := cell.New(w, h)
	if !s.Fits(w, h) {
		return g
	}
	left, right := s.margins()
	p := &plane{ink: s.Ink, grid: g.Window(0, 1, g.Width(), g.Height()-1)}
	p.window(left, g.Width()-left-right, g.Height()-1)
	p.up = s.ruler(p.plot.Height())
	end := left + p.plot.Width() + 1
	g.Right(left-1, 0, s.FromLabel, cell.Heading)
	g.Text(end, 0, s.ToLabel, cell.Heading)
	for _, v := range s.Levels {
		if p.visible(v.Y) {
			rule(p.plot, s.Ink, connector, p.plot.Width()-1-connector, p.height(v.Y), v.Role, v.Dashed)
		}
	}
	sides := [2][]label{p.chosen(s.labels(false)), p.chosen(s.labels(true))}
	for _, focus := range [2]bool{false, true} {
		s.lines(p, sides, focus)
	}
	for _, l := range sides[0] {
		p.grid.Right(left-1, l.row, l.text, l.role, l.attr)
	}
	for _, l := range sides[1] {
		p.grid.Text(end, l.row, l.text, l.role, l.attr)
	}
	for _, v := range s.Levels {
		p.nameLevel(v, connector, p.plot.Width()-connector)
	}
	return g
}

// ruler is the scale: the full height, without an axis below.
func (s *Slopes) ruler(rows int) ruler {
	scale := s.Scale
	if !scale.set() {
		var e extent
		for _, v := range s.Slopes {
			for _, p := range [2]Point{v.From, v.To} {
				if p.known() {
					e.with(p.Y)
				}
			}
		}
		for _, v := range s.Levels {
			if !v.Far {
				e.with(v.Y)
			}
		}
		scale = e.scale()
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
	if !p.known() {
		return ""
	}
	value, name := printed(s.Ink, p.Y, s.Places, p.Status), v.Name
	if !other.known() {
		name += " (" + year + " n/a)"
	}
	if to {
		return value + " " + name
	}
	return name + " " + value
}

// labels are those of one side.
func (s *Slopes) labels(to bool) []label {
	var out []label
	for i := range s.Slopes {
		v := &s.Slopes[i]
		p := v.From
		if to {
			p = v.To
		}
		if !p.known() {
			continue
		}
		l := label{text: s.text(v, to), role: v.Role, value: p.Y, rank: i + 1, owner: i}
		if v.Focus {
			l.rank, l.attr = 0, cell.Bold
		}
		out = append(out, l)
	}
	return out
}

// lines draws the slopes, and the ways from their labels to their true heights.
func (s *Slopes) lines(p *plane, sides [2][]label, focus bool) {
	dx, dy := p.ink.dots()
	last := float64(p.plot.Width()*dx - 1)
	inner := float64(connector * dx)
	for i, v := range slices.Backward(s.Slopes) { // the first one on top
		if v.Focus != focus {
			continue
		}
		var lines []segment
		if v.From.known() && v.To.known() {
			lines = append(lines, segment{
				x0: inner, y0: p.dotY(v.From.Y), x1: last - inner, y1: p.dotY(v.To.Y),
				dashed: !firm(v.To.Status) || !firm(v.From.Status),
			})
		}
		for j, side := range sides {
			for _, l := range side {
				// In ASCII a way of two characters is no help to the eye.
				if l.owner != i || s.Ink == ASCII && l.row != p.line(l.value) {
					continue
				}
				piece := segment{x0: 0, y0: middle(float64(l.row), dy), x1: inner, y1: p.dotY(l.value)}
				if j == 1 {
					piece.x0, piece.x1 = last, last-inner
				}
				lines = append(lines, piece)
			}
		}
		stroke(p.plot, s.Ink, v.Role, lines)
	}
}
