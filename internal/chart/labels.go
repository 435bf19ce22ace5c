package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"allyscope/internal/cell"
)

// label is a text that belongs to a value.
type label struct {
	text, short string // short where there is no room for text
	role        cell.Role
	attr        cell.Attr
	value       float64
	rank        int  // the smaller, the sooner it keeps its place
	line        bool // a level's: it stands on its line's row or nowhere
	far         bool // it may stand farther from its point, with a leader
	hit         cell.Hit
	point, row  int     // of the plot: its value's row, and its own once it has one
	also        []label // those that share its row
	more        int     // how many of them its row has no room for
}

func (l *label) said() string {
	texts := []string{l.text}
	for i := range l.also {
		texts = append(texts, l.also[i].text)
	}
	out := strings.Join(texts, parted)
	if l.more > 0 {
		out += fmt.Sprintf(" +%d", l.more)
	}
	return out
}

// parted parts labels that share a row.
const parted = "  "

// draw writes all that stands on the label's row, each in its own role.
func (l *label) draw(g *cell.Grid, x int) {
	x = g.Text(x, l.row, l.text, l.role, l.attr)
	for i := range l.also {
		x = g.Text(x+len(parted), l.row, l.also[i].text, l.also[i].role, l.also[i].attr)
	}
	if l.more > 0 {
		g.Text(x, l.row, fmt.Sprintf(" +%d", l.more), cell.Faint)
	}
}

// within takes off what a row of a width has no room for: of those that share it the
// last ones, and the name for its short form. They are counted, if need be beyond the width.
func (l *label) within(width int) {
	for cell.Width(l.said()) > width && len(l.also) > 0 {
		l.also = l.also[:len(l.also)-1]
		l.more++
	}
	if cell.Width(l.said()) > width {
		l.text = l.brief()
	}
	if len(l.also) > 0 {
		own, row, more := append([]label{*l}, l.also...), l.row, l.more
		slices.SortStableFunc(own, func(a, b label) int { return cmp.Compare(b.value, a.value) })
		*l = own[0]
		l.also, l.row, l.more = own[1:], row, more
	}
}

func (l *label) brief() string { return cmp.Or(l.short, l.text) }

// shared are labels in order of values on so many rows: on each those that keep their
// places soonest stand first, with their short names where they share it.
func shared(labels []label, rows int) []label {
	out := make([]label, 0, rows)
	for i := range rows {
		own := byRank(slices.Clone(labels[i*len(labels)/rows : (i+1)*len(labels)/rows]))
		l := own[0]
		if len(own) > 1 {
			l.text = l.brief()
		}
		for _, o := range own[1:] {
			o.text = o.brief()
			l.also = append(l.also, o)
		}
		out = append(out, l)
	}
	return out
}

// all are labels with those that share their rows.
func all(labels []label) (out []label) {
	for _, l := range labels {
		out = append(out, l)
		for _, o := range l.also {
			o.row = l.row
			out = append(out, o)
		}
	}
	return out
}

// stack gives labels their rows beside the plot, from the top in order of values:
// each that of its point, and where they would share one as near to it as can be.
// None crosses a level's line, whose row is that of its own label; those that are too
// many for the rows on their side share them, or the last ones are left out.
func (p *plane) stack(labels []label, levels []float64, share bool) []label {
	levels = slices.Clone(levels)
	slices.SortFunc(levels, func(a, b float64) int { return cmp.Compare(b, a) })
	rows := p.plot.Height()
	var out []label
	for from, i := 0, 0; i <= len(levels); i++ {
		to := rows
		if i < len(levels) {
			to = p.line(levels[i])
		}
		var between []label
		for _, l := range labels {
			above := i == len(levels) || l.value >= levels[i]
			below := i == 0 || l.value < levels[i-1]
			if !l.line && above && below {
				between = append(between, l)
			}
		}
		out = append(out, p.apart(between, from, to, share)...)
		if from = max(from, to+1); i < len(levels) {
			out = append(out, p.onLine(labels, to, out)...)
		}
	}
	return out
}

// onLine is the label of the level on a row: the first of them, where it is free.
func (p *plane) onLine(labels []label, row int, taken []label) []label {
	for _, l := range byRank(labels) {
		if l.line && p.line(l.value) == row && !slices.ContainsFunc(taken, func(o label) bool { return o.row == row }) {
			l.point, l.row = row, row
			return []label{l}
		}
	}
	return nil
}

// apart gives labels rows of their own, from one row to before another.
func (p *plane) apart(labels []label, from, to int, share bool) []label {
	if rows := max(0, to-from); len(labels) > rows && !share {
		labels = byRank(labels)[:rows]
	}
	slices.SortStableFunc(labels, func(a, b label) int { return cmp.Compare(b.value, a.value) })
	for i := range labels {
		labels[i].point = max(0, min(p.line(labels[i].value), p.plot.Height()-1))
	}
	if rows := max(0, to-from); len(labels) > rows {
		labels = shared(labels, rows)
	}
	want := make([]float64, len(labels))
	for i := range labels {
		want[i] = float64(max(0, min(labels[i].point, to-1)-from))
	}
	for i, row := range spread(want, to-from) {
		labels[i].row = from + row
	}
	return labels
}

// joints are box-drawing characters by what they lead to: 1 up, 2 down, 4 left,
// 8 right. A constant table.
var joints = [16]rune{' ', '╵', '╷', '│', '╴', '┘', '┐', '┤', '╶', '└', '┌', '├', '─', '┴', '┬', '┼'}

// leaders lead, in a column of the picture beside the plot, from the rows of points
// to the labels that were moved from them; left where the labels are at its left.
func (p *plane) leaders(x int, labels []label, left bool) {
	point, text := 4, 8
	if left {
		point, text = 8, 4
	}
	leads, roles := make([]int, p.plot.Height()), make([]cell.Role, p.plot.Height())
	labels = all(labels)
	for _, l := range labels {
		if l.row == l.point {
			continue
		}
		top, bottom := min(l.row, l.point), max(l.row, l.point)
		for y := top; y <= bottom; y++ {
			if y > top {
				leads[y] |= 1
			}
			if y < bottom {
				leads[y] |= 2
			}
			roles[y] = l.role
		}
		leads[l.point] |= point
	}
	for _, l := range labels {
		if leads[l.row] != 0 && !l.line {
			leads[l.row] |= text
			roles[l.row] = l.role
		}
	}
	for y, n := range leads {
		r := joints[n]
		if p.ink == ASCII && n > 0 {
			r = '+'
			if n == 3 {
				r = '|'
			}
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

// spread moves labels apart so that each has a row of its own within 0..rows-1
// and each is as near as it can be to the row it wants. want is in ascending
// order; so is the answer. More labels than rows is the caller's fault, and is
// answered by rows that run out of the range.
func spread(want []float64, rows int) []int {
	type cluster struct {
		sum   float64 // of the rows wanted by its first label
		n     int
		start float64
	}
	var clusters []cluster
	for _, v := range want {
		c := cluster{sum: v, n: 1}
		for {
			c.start = math.Max(0, math.Min(c.sum/float64(c.n), float64(rows-c.n)))
			last := len(clusters) - 1
			if last < 0 || clusters[last].start+float64(clusters[last].n) <= c.start {
				break
			}
			p := clusters[last]
			// A label of c wants its row less those of p before it.
			c = cluster{sum: p.sum + c.sum - float64(c.n*p.n), n: p.n + c.n}
			clusters = clusters[:last]
		}
		clusters = append(clusters, c)
	}
	out := make([]int, 0, len(want))
	next := 0
	for _, c := range clusters {
		row := max(next, int(math.Round(c.start)))
		for range c.n {
			out = append(out, row)
			row++
		}
		next = row
	}
	// Rounding up may have pushed the last ones off the end.
	for i, limit := len(out)-1, rows-1; i >= 0 && out[i] > limit; i-- {
		out[i], limit = limit, limit-1
	}
	return out
}

// How far from its point a label may go, in columns and rows.
const (
	reachX = 10
	reachY = 4
)

// place writes a text near the point x, y of the plot: gap columns to the right or
// left of it, above, below; then at the corners; then, if it may, ever farther with a
// leader. It keeps to where mine says that the label may stand, and tells whether it
// found a place.
func (p *plane) place(x, y, gap int, l label, mine func(x, y, w int) bool) bool {
	w := cell.Width(l.text)
	for _, at := range [8][2]int{
		{x + gap, y}, {x - w - gap + 1, y}, {x - w/2, y - 1}, {x - w/2, y + 1},
		{x + 1, y - 1}, {x + 1, y + 1}, {x - w, y - 1}, {x - w, y + 1},
	} {
		own := x
		if at[1] != y {
			own = -1 // another row has not its point there, but maybe a label's end
		}
		if mine(at[0], at[1], w) && p.free(at[0], at[1], w, own) && p.nearest(x, y, at[0], at[1], w) {
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
			if d >= best || d < 2 || !mine(x+dx, y+dy, w) || !p.free(x+dx, y+dy, w, -1) {
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

// free tells whether a text can stand there, with a blank before and after it,
// so that it is not read together with its neighbour: only its own point, in
// column own, may be that neighbour, or a level's line.
func (p *plane) free(x, y, w, own int) bool {
	return x >= 0 && y >= 0 && x+w <= p.plot.Width() && y < p.plot.Height() && p.empty(x-1, y, w+2, func(at int, c cell.Cell) bool {
		return (at < x || at == x+w) && (p.bears(c) || at == own)
	})
}

// empty tells whether nothing stands in n cells but what does not count.
func (p *plane) empty(x, y, n int, beside func(x int, c cell.Cell) bool) bool {
	for at := x; at < x+n; at++ {
		if c := p.plot.At(at, y); c.Rune != ' ' && !beside(at, c) {
			return false
		}
	}
	return true
}

// nearest tells whether a text above or below its point x, y touches nothing else
// that it could be read as the name of.
func (p *plane) nearest(x, y, textX, textY, w int) bool {
	free := func(row int) bool {
		return p.empty(textX-1, row, w+2, func(at int, c cell.Cell) bool { return p.bears(c) || at == x && row == y })
	}
	return textY == y || free(textY-1) && free(textY+1)
}

// claimed tells whether a leader in that cell would touch, on its row, something
// that it would seem to belong to; its own point is in column own.
func (p *plane) claimed(x, y, own int) bool {
	return !p.empty(x-1, y, 3, func(at int, c cell.Cell) bool {
		return at == x || at == own || c.Rune == p.ink.pen().leader || p.bears(c)
	})
}

// lead draws, or with draw false only tries, the leader from a point to the nearer
// end of a label. It fails where something is in the way.
func (p *plane) lead(x, y, labelX, labelY, w int, draw bool) bool {
	toX := max(labelX, min(x, labelX+w-1))
	n := max(toX-x, x-toX, labelY-y, y-labelY)
	for i := 1; i < n; i++ {
		px := x + int(math.Round(float64((toX-x)*i)/float64(n)))
		py := y + int(math.Round(float64((labelY-y)*i)/float64(n)))
		if py == labelY && px >= labelX && px < labelX+w {
			break
		}
		c := p.plot.At(px, py)
		if c.Rune != ' ' || p.claimed(px, py, x) {
			return false
		}
		if draw {
			p.plot.Set(px, py, p.ink.pen().leader, cell.Faint)
		}
	}
	return true
}
