package table

import (
	"cmp"
	"slices"

	"allyscope/internal/cell"
)

// Layout is which of a table's columns are shown, and where they stand.
type Layout struct {
	Columns []Fitted
	Left    []int // the places of those that had no room
	Width   int   // of a line, in cells
	Gutter  int   // what of it stands before the first column, for the marks of rows

	table *Table
}

// Fitted is a column with the place it has in its table, from 0, and the room it has.
type Fitted struct {
	*Head
	At int

	width    int
	end      int // how wide it is where figures end together, whatever their decimals
	fraction int // how much of its width stands from the decimal point on
	tail     int // room behind the digits for the marks of estimates
}

const between = 2 // cells from column to column

// Fit chooses the columns of some surfaces that fit a width in cells (0: all).
func (t *Table) Fit(on Surface, limit int) Layout {
	l := Layout{table: t}
	if slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Marked }) {
		l.Gutter = 2
	}
	for _, i := range t.Shown(on) {
		c := &t.Columns[i]
		w, whole, fraction, tail := max(c.Width, cell.Width(c.Head), cell.Width(c.Unit)), 0, 0, 0
		for j := range t.Rows {
			x := &t.Rows[j].Cells[i]
			digits, behind := cell.Width(x.Shown)-x.tail, 0
			if c.Right {
				behind = x.fraction()
			}
			w, tail, fraction = max(w, digits), max(tail, x.tail), max(fraction, behind)
			if x.numeral() {
				whole = max(whole, digits-behind)
			}
		}
		l.Columns = append(l.Columns, Fitted{c, i, max(w, whole+fraction), w, fraction, tail})
	}
	if l.exceeds(limit) { // better a column more than points below each other
		for k := range l.Columns {
			l.Columns[k].width, l.Columns[k].fraction = l.Columns[k].end, 0
		}
	}
	for l.exceeds(limit) && l.leaveOut() {
	}
	return l
}

// FitLines is Fit where, with no column left to spare, words go on in the next line, and then
// the last figures go.
func (t *Table) FitLines(on Surface, limit int) Layout {
	l := t.Fit(on, limit)
	for l.exceeds(limit) && (l.narrow(l.Width-limit) || l.leaveLast()) {
	}
	return l
}

const leastText = 16 // that a column of words is narrowed to

func (l *Layout) narrow(cells int) bool {
	var widest *Fitted
	for k := range l.Columns {
		if c := &l.Columns[k]; !c.Right && (widest == nil || c.width > widest.width) {
			widest = c
		}
	}
	if widest == nil || widest.width <= leastText {
		return false
	}
	widest.width = max(leastText, widest.width-cells)
	return true
}

// leaveLast takes away the last of several columns of figures.
func (l *Layout) leaveLast() bool {
	figures, last := 0, -1
	for k, c := range l.Columns {
		if c.Right && !c.Lead {
			figures, last = figures+1, k
		}
	}
	return figures > 1 && l.takeAway(last)
}

func (l *Layout) exceeds(limit int) bool {
	l.Width = l.Gutter
	for k, c := range l.Columns {
		l.Width += l.before(k) + c.width + c.tail
	}
	return limit > 0 && l.Width > limit
}

func (l *Layout) before(k int) int {
	switch {
	case k == 0:
		return 0
	case l.Columns[k].Close:
		return 1
	}
	return between
}

// leaveOut takes away a column without any value, else that of the greatest priority, if any.
func (l *Layout) leaveOut() bool {
	worst := 0
	for k, c := range l.Columns {
		if !c.Lead && len(l.table.Rows) > 0 && !l.table.holds(c.At) {
			return l.takeAway(k)
		}
		if c.Priority > l.Columns[worst].Priority {
			worst = k
		}
	}
	return len(l.Columns) > 0 && l.Columns[worst].Priority > 0 && l.takeAway(worst)
}

func (l *Layout) takeAway(k int) bool {
	l.Left = append(l.Left, l.Columns[k].At)
	l.Columns = slices.Delete(l.Columns, k, k+1)
	return true
}

// Heads are the headings of the columns.
func (l *Layout) Heads() []Piece {
	heads := l.line(func(k int) Cell { return Missing(l.Columns[k].Head.Head).As(cell.Heading) })
	for k, c := range l.Columns {
		if k > 0 && c.Close {
			heads[k].X = heads[k-1].X
		}
	}
	return heads
}

// Units are what stands beneath the headings; nil where no column has a unit.
func (l *Layout) Units() []Piece {
	if !slices.ContainsFunc(l.Columns, func(c Fitted) bool { return c.Unit != "" }) {
		return nil
	}
	return l.line(func(k int) Cell { return Missing(l.Columns[k].Unit).As(cell.Faint) })
}

// Lines are a row of the table, with its mark, in as many lines as its words need.
func (l *Layout) Lines(row int) [][]Piece {
	r := &l.table.Rows[row]
	texts, most := make([][]string, len(l.Columns)), 1
	for k, c := range l.Columns {
		shown := r.Cells[c.At].Shown
		if texts[k] = []string{shown}; !c.Right && cell.Width(shown) > c.width {
			texts[k] = cell.Wrap(shown, c.width, cell.AllLines)
		}
		most = max(most, len(texts[k]))
	}
	lines := make([][]Piece, most)
	for n := range lines {
		lines[n] = l.line(func(k int) Cell {
			if n >= len(texts[k]) {
				return Cell{}
			}
			c := r.Cells[l.Columns[k].At]
			c.Shown = texts[k][n]
			return c
		})
	}
	if r.Marked {
		lines[0] = append(lines[0], Piece{Text: "▸", Role: cell.Pin})
	}
	return lines
}

// line sets a cell for each column. Figures stand digit under digit, their marks behind them.
func (l *Layout) line(of func(k int) Cell) []Piece {
	x := l.Gutter
	out := make([]Piece, 0, len(l.Columns)+1)
	for k, column := range l.Columns {
		c := of(k)
		x += l.before(k)
		at := x
		if column.Right {
			at += column.width - (cell.Width(c.Shown) - c.tail)
			if c.numeral() && column.fraction > 0 {
				at -= column.fraction - c.fraction()
			}
		}
		out = append(out, Piece{X: at, Text: c.Shown, Role: c.Role})
		x += column.width + column.tail
	}
	return out
}

// Draw draws a line of pieces from a column of the grid on, those without a role in another.
func Draw(g *cell.Grid, x, y int, line []Piece, plain cell.Role) {
	for _, p := range line {
		g.Text(x+p.X, y, p.Text, cmp.Or(p.Role, plain))
	}
}
