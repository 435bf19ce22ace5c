package table

import (
	"cmp"

	"allyscope/internal/cell"
)

// Marks is the width before a line's first column, for the marks of the cursor and of a pin.
const Marks = 2

// The widths of an ally in a line: of the longest name, and of a code.
const (
	NameWidth = 15
	CodeWidth = 3
)

// Side is the side of a column where a Line puts spare cells.
type Side uint8

// The sides.
const (
	Tight Side = iota
	Before
	Behind
)

// Line lays out the columns of a list that is drawn row by row. Positions depend on the columns
// and the available width only, not on the rows, so changing the year moves nothing sideways.
type Line[R any] struct {
	Columns []Column[R] // the columns shown, each with its final width
	Width   int         // the cells a row takes

	at []int // where each column begins
}

// LineOf lays out columns in a line of room cells. Columns with Priority 0 are always shown,
// the others in ascending Priority while they fit. Spare cells go next to the Loose columns, at
// most spread cells each: blanks between two figures that change are sent to the terminal again.
func LineOf[R any](columns []Column[R], room, spread int) Line[R] {
	left, turns := room+1-Marks, 1
	for i := range columns {
		turns = max(turns, columns[i].Priority+1, columns[i].WideAt+1)
	}
	widths := make([]int, len(columns))
	for turn := range turns {
		for i := range columns {
			c := &columns[i]
			if c.Width > 0 && c.Priority == turn && (turn == 0 || c.Width < left) {
				widths[i], left = c.Width, left-c.Width-1
			}
			if more := c.Wide - c.Width; more > 0 && c.WideAt == turn && widths[i] > 0 && more <= left {
				widths[i], left = c.Wide, left-more
			}
		}
	}
	loose := 0
	for i := range columns {
		if widths[i] > 0 && columns[i].Loose != Tight {
			loose++
		}
	}
	extra := max(0, min(left/(1+loose), spread))
	var l Line[R]
	x := Marks
	for i, c := range columns {
		if c.Width = widths[i]; c.Width == 0 {
			continue
		}
		if c.Loose == Before {
			x += extra
		}
		l.Columns, l.at, l.Width = append(l.Columns, c), append(l.at, x), x+c.Width
		x = l.Width + 1
		if c.Loose == Behind {
			x += extra
		}
	}
	return l
}

// At returns where the column with the given ID begins and ends; false if it is not shown.
func (l *Line[R]) At(id string) (from, to int, ok bool) {
	for i := range l.Columns {
		if l.Columns[i].ID == id {
			return l.at[i], l.at[i] + l.Columns[i].Width, true
		}
	}
	return 0, 0, false
}

// Heads draws the headings that fit their columns, and tags each with its Ask.
func (l *Line[R]) Heads(g *cell.Grid, y int) {
	for i := range l.Columns {
		c := &l.Columns[i]
		if cell.Width(c.Head.Head) <= c.Width {
			l.set(g, i, y, c.Head.Head, cmp.Or(c.HeadRole, cell.Faint))
		}
		if c.Ask != "" {
			g.Tag(l.at[i], y, c.Width, 1, cell.Hit{Ask: c.Ask})
		}
	}
}

// Row draws a row. Columns with neither Cell nor Draw stay blank.
func (l *Line[R]) Row(g *cell.Grid, y int, row R) {
	for i := range l.Columns {
		c := &l.Columns[i]
		switch {
		case c.Cell != nil:
			x := c.Cell(row)
			l.set(g, i, y, x.Shown, x.Role)
		case c.Draw != nil:
			to := l.Width
			if i+1 < len(l.at) {
				to = l.at[i+1] - 1
			}
			c.Draw(g.Window(l.at[i], y, to-l.at[i], 1), row)
		}
	}
}

func (l *Line[R]) set(g *cell.Grid, i, y int, text string, role cell.Role) {
	if c := &l.Columns[i]; c.Right {
		g.Right(l.at[i]+c.Width, y, text, role)
	} else {
		g.Text(l.at[i], y, text, role)
	}
}

// Asked marks the line of the query's year or edition, and returns the role of its text.
func Asked(g *cell.Grid, y int, asked bool) cell.Role {
	if !asked {
		return cell.Plain
	}
	g.Set(0, y, '▌', cell.Cursor)
	return cell.Strong
}

// Mark marks a focused or pinned row, and returns the role of its name: role if it is neither.
func Mark(g *cell.Grid, y int, focused, pinned bool, role cell.Role) cell.Role {
	if pinned {
		g.Set(1, y, '◆', cell.Pin)
		role = cell.Strong
	}
	if focused {
		g.Set(0, y, '▌', cell.Cursor)
		role = cell.Selection
	}
	return role
}
