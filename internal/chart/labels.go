package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"allyscope/internal/cell"
	"allyscope/internal/terminal"
)

type label struct {
	text, short string // short on a row that it shares, and in a margin without room for text
	role        cell.Role
	attr        cell.Attr
	value       float64
	rank        int  // the smaller, the sooner it keeps its place
	line        bool // on the row of its value or nowhere: a level's beside its line, and how many have no room
	far         bool // it may stand farther from its point, with a leader
	hit         cell.Hit
	point, row  int // of the plot: its value's row, and its own once it has one
	x           int // its column on a row that it shares
}

// sharing are those of some labels that one row of some width has room for, the greatest
// first, and how many others there are, which is said beyond the width if need be.
func sharing(labels []label, width int) []label {
	for n := len(labels); ; n-- {
		row, x := byValue(slices.Clone(labels[:n])), 0
		for i := range row {
			row[i].x = x
			x += cell.Width(row[i].text) + 2
		}
		if x -= 2; n < len(labels) {
			more := fmt.Sprintf("+%d", len(labels)-n)
			row = append(row, label{text: more, role: cell.Faint, line: true, x: x + 1})
			x += 1 + cell.Width(more)
		}
		if x <= width || n == 1 {
			return row
		}
	}
}

// stack gives labels their rows beside the plot, in order of values: each that of its point,
// or as near to it as can be. None crosses the line of a level of the last year, whose row is
// that of its own label; those too many for the rows on their side share them, each row so
// many cells, or where that is 0 the last ones are left out.
func (f *frame) stack(labels []label, width int) []label {
	levels := []float64{math.Inf(-1)}
	for _, v := range f.Levels {
		if v.span(f.to, f.to) && f.visible(v.Y) {
			levels = append(levels, v.Y)
		}
	}
	slices.SortFunc(levels, func(a, b float64) int { return cmp.Compare(b, a) })
	var out []label
	above, from := math.Inf(1), 0
	for i, level := range levels {
		to := f.plot.Height()
		if i < len(levels)-1 {
			to = f.line(level)
		}
		between := slices.DeleteFunc(slices.Clone(labels), func(l label) bool { return l.line || l.value < level || l.value >= above })
		out = append(out, f.apart(between, from, to, width)...)
		for _, l := range byRank(labels) { // of levels on one row the first is named, where the row is free
			if l.line && f.line(l.value) == to && !slices.ContainsFunc(out, func(o label) bool { return o.row == to }) {
				l.point, l.row = to, to
				out = append(out, l)
			}
		}
		above, from = level, max(from, to+1)
	}
	return out
}

// apart gives labels rows of their own, from one row to before another.
func (p *plane) apart(labels []label, from, to, width int) []label {
	rows := max(0, to-from)
	if len(labels) > rows && width == 0 {
		labels = byRank(labels)[:rows]
	}
	byValue(labels)
	n := min(len(labels), rows)
	out, want := make([][]label, n), make([]float64, n)
	for i := range n {
		own := byRank(labels[i*len(labels)/n : (i+1)*len(labels)/n])
		for k := range own {
			own[k].point = max(0, min(p.line(own[k].value), p.plot.Height()-1))
			if len(own) > 1 {
				own[k].text = own[k].short
			}
		}
		out[i], want[i] = sharing(own, width), float64(max(0, min(own[0].point, to-1)-from))
	}
	for i, row := range spread(want, rows) {
		for k := range out[i] {
			out[i][k].row = from + row
		}
	}
	return slices.Concat(out...)
}

// joints is a constant table: lines by what they lead to, 1 up, 2 down, 4 left, 8 right.
var joints = [16]rune{' ', '╵', '╷', '│', '╴', '┘', '┐', '┤', '╶', '└', '┌', '├', '─', '┴', '┬', '┼'}

const leading = 2 // columns between a plot and its labels, one for leaders

// margin writes labels at the right of the plot or at its left, with leaders to those that
// were moved from their points' rows.
func (p *plane) margin(labels []label, left bool) {
	x, point, text := p.x+p.plot.Width(), 4, 8
	if left {
		x, point, text = p.x-1, 8, 4
	}
	leads, roles := make([]int, p.plot.Height()), make([]cell.Role, p.plot.Height())
	for _, l := range labels {
		if l.row == l.point || l.line {
			continue
		}
		for y := min(l.row, l.point); y < max(l.row, l.point); y++ {
			leads[y], leads[y+1] = leads[y]|2, leads[y+1]|1
			roles[y], roles[y+1] = l.role, l.role
		}
		leads[l.point] |= point
	}
	for _, l := range labels {
		if leads[l.row] != 0 && !l.line {
			leads[l.row] |= text
			roles[l.row] = l.role
		}
		at := x + leading + l.x
		if left {
			at = x + 1 - leading - cell.Width(l.text)
		}
		p.grid.Text(at, l.row, l.text, l.role, l.attr)
	}
	for y, n := range leads {
		r := joints[n]
		if p.ink == ASCII {
			r = terminal.ToASCII(r)
		}
		if n > 0 {
			p.grid.Set(x, y, r, roles[y])
		}
	}
}

// byRank are labels in the order in which they keep their places.
func byRank(labels []label) []label {
	slices.SortStableFunc(labels, func(a, b label) int { return a.rank - b.rank })
	return labels
}

func byValue(labels []label) []label {
	slices.SortStableFunc(labels, func(a, b label) int { return cmp.Compare(b.value, a.value) })
	return labels
}

// spread gives each label a row of its own, of 0..rows-1, as near as can be to the one it
// wants. want, and the answer, is in ascending order and no longer than rows.
func spread(want []float64, rows int) []int {
	type cluster struct {
		sum float64 // of the rows wanted by its first label
		n   int
	}
	start := func(c cluster) float64 { return math.Max(0, math.Min(c.sum/float64(c.n), float64(rows-c.n))) }
	var clusters []cluster
	for _, v := range want {
		c := cluster{v, 1}
		for last, p := range slices.Backward(clusters) {
			if start(p)+float64(p.n) <= start(c) {
				break
			}
			// A label of c wants its row less those of p before it.
			c = cluster{p.sum + c.sum - float64(c.n*p.n), p.n + c.n}
			clusters = clusters[:last]
		}
		clusters = append(clusters, c)
	}
	out := make([]int, 0, len(want))
	for _, c := range clusters {
		for i := range c.n {
			out = append(out, int(math.Round(start(c)))+i)
		}
	}
	return out
}

// How far from its point a label may go, in columns and rows.
const (
	reachX = 10
	reachY = 4
)

// place writes a text near the point x, y of the plot: gap columns to the right or left of
// it, above, below, at the corners; then, if it may, ever farther with a leader. mine says
// where the label may stand. It tells whether it found a place.
func (p *plane) place(x, y, gap int, l label, mine func(x, y, w int) bool) bool {
	w := cell.Width(l.text)
	for _, at := range [8][2]int{
		{x + gap, y}, {x - w - gap + 1, y}, {x - w/2, y - 1}, {x - w/2, y + 1},
		{x + 1, y - 1}, {x + 1, y + 1}, {x - w, y - 1}, {x - w, y + 1},
	} {
		if mine(at[0], at[1], w) && p.free(x, y, at[0], at[1], w) && p.nearest(x, y, at[0], at[1], w) {
			p.write(at[0], at[1], l)
			return true
		}
	}
	if !l.far {
		return false
	}
	best, bestX, bestY := math.Inf(1), 0, 0
	for dy := -reachY; dy <= reachY; dy++ {
		for dx := -reachX - w; dx <= reachX; dx++ {
			// The distance from the point to the label's nearer end, in columns.
			away := float64(max(dx, -dx-w+1, 0))
			d := math.Hypot(away, 2*float64(dy))
			if d >= best || d < 2 || !mine(x+dx, y+dy, w) || !p.free(x, y, x+dx, y+dy, w) {
				continue
			}
			if p.lead(x, y, x+dx, y+dy, w, false) {
				best, bestX, bestY = d, x+dx, y+dy
			}
		}
	}
	if math.IsInf(best, 1) {
		return false
	}
	p.lead(x, y, bestX, bestY, w, true)
	p.write(bestX, bestY, l)
	return true
}

func (p *plane) write(x, y int, l label) {
	end := p.plot.Text(x, y, l.text, l.role, l.attr)
	if l.hit != (cell.Hit{}) {
		p.plot.Tag(x, y, end-x, 1, l.hit)
	}
}

// free tells whether a text can stand there with a blank before and after it, or its own
// point x, y or a level's line.
func (p *plane) free(x, y, textX, textY, w int) bool {
	end := textX + w
	within := textX >= 0 && textY >= 0 && end <= p.plot.Width() && textY < p.plot.Height()
	return within && empty(p.plot, textX-1, textY, w+2, func(at int, c cell.Cell) bool {
		return (at < textX || at == end) && (p.bears(c) || at == x && textY == y)
	})
}

// nearest tells whether a text above or below its point x, y is the name of nothing else.
func (p *plane) nearest(x, y, textX, textY, w int) bool {
	free := func(row int) bool {
		return empty(p.plot, textX-1, row, w+2, func(at int, c cell.Cell) bool { return p.bears(c) || at == x && row == y })
	}
	return textY == y || free(textY-1) && free(textY+1)
}

// claimed tells whether a leader in that cell would seem to belong to something on its row
// but its own point, in column own.
func (p *plane) claimed(x, y, own int) bool {
	return !empty(p.plot, x-1, y, 3, func(at int, c cell.Cell) bool {
		return at == x || at == own || c.Rune == p.ink.sign(leaderSign) || p.bears(c)
	})
}

// lead draws, or only tries, the leader from a point to the nearer end of a label. It fails
// where something is in the way.
func (p *plane) lead(x, y, labelX, labelY, w int, draw bool) bool {
	toX := max(labelX, min(x, labelX+w-1))
	n := max(toX-x, x-toX, labelY-y, y-labelY)
	for i := 1; i < n; i++ {
		px := x + int(math.Round(float64((toX-x)*i)/float64(n)))
		py := y + int(math.Round(float64((labelY-y)*i)/float64(n)))
		if p.plot.At(px, py).Rune != ' ' || p.claimed(px, py, x) {
			return false
		}
		if draw {
			p.plot.Set(px, py, p.ink.sign(leaderSign), cell.Faint)
		}
	}
	return true
}
