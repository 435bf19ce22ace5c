package chart

import (
	"math"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// Column is one upright column.
type Column struct {
	Name, Short string  // under it; Short where there is no room for Name
	Value       float64 // from zero up
	Text        string  // the value as printed, under the name where there is room
	Role        cell.Role
	NameRole    cell.Role
	// Under is a value that does not reach the level: its column does not either,
	// however little is missing.
	Under bool
}

// Columns are upright columns side by side, with levels across.
type Columns struct {
	Columns []Column
	Levels  []Level // the first one is the level asked about
}

// columnsLeft is the room for the axis of columns.
const columnsLeft = 5

// Fits tells whether there is something to compare: two columns, and one that
// rises.
func (c *Columns) Fits() bool { return len(c.Columns) >= 2 && c.top() > 0 }

// top is the greatest value, or the level where that is greater.
func (c *Columns) top() float64 {
	most := 0.0
	if len(c.Levels) > 0 {
		most = c.Levels[0].Y
	}
	for i := range c.Columns {
		if usable(c.Columns[i].Value) {
			most = math.Max(most, c.Columns[i].Value)
		}
	}
	return most
}

// ruler gives each row the same share of the values and puts the level asked
// about between two rows, whatever rows that costs.
func (c *Columns) ruler(rows int) ruler {
	top := c.top()
	r := ruler{unit: top / float64(rows), cells: rows}
	if len(c.Levels) > 0 && c.Levels[0].Y > 0 {
		r.unit = c.Levels[0].Y / math.Max(1, math.Round(c.Levels[0].Y/top*float64(rows)))
		r.cells = int(math.Ceil(top/r.unit - 1e-9))
	}
	return r
}

// Draw draws the columns in w cells, or as many as they need, about the given
// rows high; names and values stand below. Without Fits the grid is empty.
func (c *Columns) Draw(w, rows int) *cell.Grid {
	if !c.Fits() || rows < 1 {
		return cell.New(0, 0)
	}
	r, pitch := c.ruler(rows), max(4, min(31, (w-columnsLeft)/len(c.Columns)))
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

// axis draws values at the left, and the levels that lie between two rows across:
// a line elsewhere would be drawn where it is not.
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

// draw draws one column, its name, and its value where there is room.
func (c *Columns) draw(g *cell.Grid, r ruler, x, pitch int, v *Column) {
	top := max(1, math.Round(v.Value/r.unit*8))
	if v.Under && len(c.Levels) > 0 {
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
