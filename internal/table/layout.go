package table

import (
	"slices"

	"allyscope/internal/cell"
)

// Layout is which of a table's columns are shown, and where they stand.
type Layout struct {
	// Columns are the columns shown, by their places in the table, and Left those
	// that would have been, had there been room.
	Columns, Left []int
	// Width is the width of a line, in cells.
	Width int

	table     *Table
	widths    []int
	ends      []int // how wide columns are where figures end together, whatever their decimals
	fractions []int // how much of a width stands from the decimal point on
	tails     []int // room behind the digits for the marks of estimates
	gutter    int   // before the first column, for the marks of rows
}

// between is how far columns stand apart.
const between = 2

// Fit chooses the columns of some surfaces that fit a width in cells (0: all)
// and measures them.
func (t *Table) Fit(on Surface, limit int) Layout {
	l := Layout{table: t}
	for i := range t.Rows {
		if t.Rows[i].Marked {
			l.gutter = 2
		}
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
		l.Columns, l.widths, l.ends = append(l.Columns, i), append(l.widths, max(w, whole+fraction)), append(l.ends, w)
		l.fractions, l.tails = append(l.fractions, fraction), append(l.tails, tail)
	}
	if l.measure(); limit > 0 && l.Width > limit { // better a column more than points below each other
		copy(l.widths, l.ends)
		clear(l.fractions)
		l.measure()
	}
	for limit > 0 && l.Width > limit && l.leaveOut() {
		l.measure()
	}
	return l
}

// FitLines is Fit where a row may take several lines: where there is no column left
// to spare, words go on in the next line, and then the last figures go.
func (t *Table) FitLines(on Surface, limit int) Layout {
	l := t.Fit(on, limit)
	for limit > 0 && l.Width > limit && (l.narrow(l.Width-limit) || l.leaveLast()) {
		l.measure()
	}
	return l
}

// leastText is the least width that a column of words is narrowed to: its words go
// on in the next line.
const leastText = 16

// narrow takes cells from the widest column of words, if any can spare some.
func (l *Layout) narrow(cells int) bool {
	widest := -1
	for k, i := range l.Columns {
		if !l.table.Columns[i].Right && (widest < 0 || l.widths[k] > l.widths[widest]) {
			widest = k
		}
	}
	if widest < 0 || l.widths[widest] <= leastText {
		return false
	}
	l.widths[widest] = max(leastText, l.widths[widest]-cells)
	return true
}

// leaveLast takes away the last column of several figures, where none can be spared
// first.
func (l *Layout) leaveLast() bool {
	figures, last := 0, -1
	for k, i := range l.Columns {
		if c := &l.table.Columns[i]; c.Right && !c.Lead {
			figures, last = figures+1, k
		}
	}
	if figures < 2 {
		return false
	}
	l.takeAway(last)
	return true
}

func (l *Layout) measure() {
	l.Width = l.gutter
	for k, w := range l.widths {
		l.Width += l.before(k) + w + l.tails[k]
	}
}

// before is the gap before the k-th column shown.
func (l *Layout) before(k int) int {
	switch {
	case k == 0:
		return 0
	case l.table.Columns[l.Columns[k]].Close:
		return 1
	default:
		return between
	}
}

// leaveOut takes away the column that can be spared first, if any can: one that has no
// value in any row, else that of the greatest priority.
func (l *Layout) leaveOut() bool {
	worst := -1
	for k, i := range l.Columns {
		if !l.table.Columns[i].Lead && len(l.table.Rows) > 0 && !l.table.holds(i) {
			l.takeAway(k)
			return true
		}
		if p := l.table.Columns[i].Priority; p > 0 && (worst < 0 || p > l.table.Columns[l.Columns[worst]].Priority) {
			worst = k
		}
	}
	if worst < 0 {
		return false
	}
	l.takeAway(worst)
	return true
}

// takeAway takes the k-th of the columns shown away.
func (l *Layout) takeAway(k int) {
	l.Left = append(l.Left, l.Columns[k])
	l.Columns = slices.Delete(l.Columns, k, k+1)
	l.widths = slices.Delete(l.widths, k, k+1)
	l.ends, l.fractions = slices.Delete(l.ends, k, k+1), slices.Delete(l.fractions, k, k+1)
	l.tails = slices.Delete(l.tails, k, k+1)
}

// Gutter is the width before the first column.
func (l *Layout) Gutter() int { return l.gutter }

// Heads are the headings of the columns.
func (l *Layout) Heads() []Piece {
	heads := l.line(func(i int) Cell { return Missing(l.table.Columns[i].Head).As(cell.Heading) })
	for k, i := range l.Columns {
		if k > 0 && l.table.Columns[i].Close {
			heads[k].X = heads[k-1].X
		}
	}
	return heads
}

// Units are what stands beneath the headings; nil where no column has a unit.
func (l *Layout) Units() []Piece {
	for _, i := range l.Columns {
		if l.table.Columns[i].Unit != "" {
			return l.line(func(i int) Cell { return Missing(l.table.Columns[i].Unit).As(cell.Faint) })
		}
	}
	return nil
}

// Row is a row of the table, with its mark.
func (l *Layout) Row(row int) []Piece { return l.Lines(row)[0] }

// Lines are a row of the table, with its mark, in as many lines as its words need.
func (l *Layout) Lines(row int) [][]Piece {
	r := &l.table.Rows[row]
	texts, most := make(map[int][]string), 1
	for k, i := range l.Columns {
		if texts[i] = []string{r.Cells[i].Shown}; !l.table.Columns[i].Right && cell.Width(r.Cells[i].Shown) > l.widths[k] {
			texts[i] = cell.Wrap(r.Cells[i].Shown, l.widths[k], cell.AllLines)
		}
		most = max(most, len(texts[i]))
	}
	lines := make([][]Piece, most)
	for n := range lines {
		lines[n] = l.line(func(i int) Cell {
			if n >= len(texts[i]) {
				return Cell{}
			}
			c := r.Cells[i]
			c.Shown = texts[i][n]
			return c
		})
	}
	if r.Marked {
		lines[0] = append(lines[0], Piece{Text: "▸", Role: cell.Pin})
	}
	return lines
}

// line sets a cell for each column. Figures stand digit under digit, whatever their
// decimals: the mark of an estimate hangs behind them.
func (l *Layout) line(of func(column int) Cell) []Piece {
	x := l.gutter
	out := make([]Piece, 0, len(l.Columns)+1)
	for k, i := range l.Columns {
		c := of(i)
		x += l.before(k)
		at := x
		if l.table.Columns[i].Right {
			at += l.widths[k] - (cell.Width(c.Shown) - c.tail)
			if c.numeral() && l.fractions[k] > 0 {
				at -= l.fractions[k] - c.fraction()
			}
		}
		out = append(out, Piece{X: at, Text: c.Shown, Role: c.Role})
		x += l.widths[k] + l.tails[k]
	}
	return out
}

// Draw draws a line of pieces from a column of the grid on; those of no role of their
// own get the one given.
func Draw(g *cell.Grid, x, y int, line []Piece, plain cell.Role) {
	for _, p := range line {
		if p.Role == cell.Plain {
			p.Role = plain
		}
		g.Text(x+p.X, y, p.Text, p.Role)
	}
}
