package chart

import (
	"math"

	"allyscope/internal/cell"
)

// How far from its dot a label may go, in columns and rows.
const (
	reachX = 10
	reachY = 4
)

// label writes a dot's code beside it, or farther off with a leader. It tells
// whether it found a place; a dot off the plot needs none.
func (f *field) label(d Dot) bool {
	if d.Code == "" || !f.inside(d.XY) {
		return true
	}
	x, y := f.place(d.XY)
	var attr cell.Attr
	if d.Focus {
		attr = cell.Bold
	}
	return f.put(x, y, d.Code, d.Role, attr)
}

// put writes a text near x, y: right, left, above, below; then at the corners;
// then ever farther with a leader. Where nothing blank is left near by it may
// cover the quadrants' lines, which are long enough to bear it.
func (f *field) put(x, y int, text string, role cell.Role, attr cell.Attr) bool {
	w := cell.Width(text)
	near := [8][2]int{
		{x + 1, y}, {x - w, y}, {x - w/2, y - 1}, {x - w/2, y + 1},
		{x + 1, y - 1}, {x + 1, y + 1}, {x - w, y - 1}, {x - w, y + 1},
	}
	for _, lines := range [2]bool{false, true} {
		for _, at := range near {
			own := x
			if at[1] != y {
				own = -1 // another row has not its dot there, but maybe a code's end
			}
			if f.free(at[0], at[1], w, own, lines) {
				f.plot.Text(at[0], at[1], text, role, attr)
				return true
			}
		}
	}
	best, bestX, bestY := math.Inf(1), 0, 0
	for dy := -reachY; dy <= reachY; dy++ {
		for dx := -reachX - w; dx <= reachX; dx++ {
			// The distance from the dot to the label's nearer end, in columns.
			gap := float64(max(dx, -dx-w+1, 0))
			far := math.Hypot(gap, 2*float64(dy))
			if far >= best || far < 2 || !f.free(x+dx, y+dy, w, -1, false) {
				continue
			}
			if f.lead(x, y, x+dx, y+dy, w, false) {
				best, bestX, bestY = far, x+dx, y+dy
			}
		}
	}
	if math.IsInf(best, 1) {
		return false
	}
	f.lead(x, y, bestX, bestY, w, true)
	f.plot.Text(bestX, bestY, text, role, attr)
	return true
}

// free tells whether a text can stand there, with a blank before and after it,
// so that it is not read together with its neighbour: only its own dot, in
// column own, may be that neighbour. With lines it may cover the lines of the
// quadrants.
func (f *field) free(x, y, w, own int, lines bool) bool {
	if x < 0 || y < 0 || x+w > f.plot.Width() || y >= f.plot.Height() {
		return false
	}
	for i := -1; i <= w; i++ {
		c := f.plot.At(x+i, y)
		edge := i < 0 || i == w
		if c.Rune != ' ' && !(lines && f.isSplit(c)) && !(edge && (f.isSplit(c) || x+i == own)) {
			return false
		}
	}
	return true
}

// isSplit tells whether a cell is part of the quadrants' lines.
func (f *field) isSplit(c cell.Cell) bool {
	pen := f.Ink.pen()
	return c.Role == f.SplitRole && (c.Rune == pen.rule || c.Rune == pen.axis || c.Rune == pen.cross)
}

// wordBeside tells whether a cell other than that of column own touches
// something on its row that a leader would seem to belong to.
func (f *field) wordBeside(x, y, own int) bool {
	for _, at := range [2]int{x - 1, x + 1} {
		c := f.plot.At(at, y)
		if at != own && c.Rune != ' ' && c.Rune != f.Ink.pen().leader && !f.isSplit(c) {
			return true
		}
	}
	return false
}

// lead draws, or with draw false only tries, the leader from a dot to the nearer
// end of a label. It fails where something is in the way.
func (f *field) lead(x, y, labelX, labelY, w int, draw bool) bool {
	toX := max(labelX, min(x, labelX+w-1))
	n := max(toX-x, x-toX, labelY-y, y-labelY)
	for i := 1; i < n; i++ {
		px := x + int(math.Round(float64((toX-x)*i)/float64(n)))
		py := y + int(math.Round(float64((labelY-y)*i)/float64(n)))
		if py == labelY && px >= labelX && px < labelX+w {
			break
		}
		c := f.plot.At(px, py)
		if c.Rune != ' ' && !f.isSplit(c) || f.wordBeside(px, py, x) {
			return false
		}
		if draw && c.Rune == ' ' {
			f.plot.Set(px, py, f.Ink.pen().leader, cell.Faint)
		}
	}
	return true
}
