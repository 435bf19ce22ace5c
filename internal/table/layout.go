package table

import (
	"cmp"
	"slices"

	"allyscope/internal/cell"
)

// Layout holds the columns of a table that are shown, and their positions.
type Layout struct {
	Columns []Fitted
	Left    []int // the indexes of the columns that did not fit
	Width   int   // of a line, in cells, with the gutter
	Gutter  int   // the cells before the first column, for the marks of rows

	table *Table
}

// Fitted is a column with its index in the table (0-based) and its width.
type Fitted struct {
	*Head
	At int

	width    int
	flush    int // the width if numbers are right-aligned instead of aligned at the decimal point
	fraction int // the cells of the width for the decimal point and decimals
	tail     int // the cells after the digits, for the marks of estimates
}

const columnGap = 2 // cells between columns

// Fit lays out the columns of the given surfaces that fit in limit cells; a limit of 0 fits all.
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
	if l.exceeds(limit) { // one more column is worth more than aligned decimal points
		for k := range l.Columns {
			l.Columns[k].width, l.Columns[k].fraction = l.Columns[k].flush, 0
		}
	}
	for l.exceeds(limit) && l.dropWorst() {
	}
	return l
}

// FitLines is Fit that also wraps words once no column can be dropped, and then drops columns
// of figures from the right.
func (t *Table) FitLines(on Surface, limit int) Layout {
	l := t.Fit(on, limit)
	for l.exceeds(limit) && (l.narrow(l.Width-limit) || l.dropLast()) {
	}
	return l
}

const leastText = 16 // the width below which a column of words is not narrowed

// narrow takes up to the given number of cells from the widest column of words. It returns
// false if no column can be narrowed.
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

// dropLast drops the last column of figures unless it is the only one.
func (l *Layout) dropLast() bool {
	figures, last := 0, -1
	for k, c := range l.Columns {
		if c.Right && !c.Lead {
			figures, last = figures+1, k
		}
	}
	return figures > 1 && l.drop(last)
}

func (l *Layout) exceeds(limit int) bool {
	l.Width = l.Gutter
	for k, c := range l.Columns {
		l.Width += l.gap(k) + c.width + c.tail
	}
	return limit > 0 && l.Width > limit
}

func (l *Layout) gap(k int) int {
	switch {
	case k == 0:
		return 0
	case l.Columns[k].Close:
		return 1
	}
	return columnGap
}

// dropWorst drops a column without any value, else the column with the greatest Priority. It
// returns false if no column can be dropped.
func (l *Layout) dropWorst() bool {
	worst := 0
	for k, c := range l.Columns {
		if !c.Lead && len(l.table.Rows) > 0 && !l.table.holds(c.At) {
			return l.drop(k)
		}
		if c.Priority > l.Columns[worst].Priority {
			worst = k
		}
	}
	return len(l.Columns) > 0 && l.Columns[worst].Priority > 0 && l.drop(worst)
}

func (l *Layout) drop(k int) bool {
	l.Left = append(l.Left, l.Columns[k].At)
	l.Columns = slices.Delete(l.Columns, k, k+1)
	return true
}

// Heads returns the headings of the columns.
func (l *Layout) Heads() []Piece {
	heads := l.line(func(k int) Cell { return Missing(l.Columns[k].Head.Head).As(cell.Heading) })
	for k, c := range l.Columns {
		if k > 0 && c.Close {
			heads[k].X = heads[k-1].X
		}
	}
	return heads
}

// Units returns the units below the headings; nil if no column has a unit.
func (l *Layout) Units() []Piece {
	if !slices.ContainsFunc(l.Columns, func(c Fitted) bool { return c.Unit != "" }) {
		return nil
	}
	return l.line(func(k int) Cell { return Missing(l.Columns[k].Unit).As(cell.Faint) })
}

// Lines returns a row of the table with its mark, wrapped into as many lines as its words need.
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

// line places a cell for each column. Numbers are aligned at the decimal point.
func (l *Layout) line(cellOf func(k int) Cell) []Piece {
	x := l.Gutter
	out := make([]Piece, 0, len(l.Columns)+1)
	for k, column := range l.Columns {
		c := cellOf(k)
		x += l.gap(k)
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

// Draw draws a line of pieces at x, y; pieces with role Plain are drawn in the given role.
func Draw(g *cell.Grid, x, y int, line []Piece, plain cell.Role) {
	for _, p := range line {
		g.Text(x+p.X, y, p.Text, cmp.Or(p.Role, plain))
	}
}
