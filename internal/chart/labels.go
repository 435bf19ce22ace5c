package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"allyscope/internal/cell"
	"allyscope/internal/terminal"
)

// label is a text next to a point or in a margin.
type label struct {
	text, short string // short is used on a shared row, and in a margin too narrow for text
	role        cell.Role
	attr        cell.Attr
	value       float64
	rank        int  // labels with a smaller rank are placed first
	line        bool // never moved from its row: the label of a level, or a count of omitted labels
	far         bool // it may stand away from its point, with a leader
	hit         cell.Hit
	point, row  int // rows of the plot: of its value, and its own once it is placed
	x           int // its column on a shared row
}

// shareRow returns the labels that fit on one row of the given width, the greatest value first,
// and, as a last label, how many were left out, such as "+2", even if that exceeds the width.
func shareRow(labels []label, width int) []label {
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

// stack assigns labels to rows next to the plot, in the order of their values and as close to
// their points as possible. No label crosses the line of a level in the last year, whose row
// belongs to the level's own label. Too many labels on one side of a level share rows of the
// given width; if width is 0, those of the highest ranks are left out.
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
		out = append(out, f.assignRows(between, from, to, width)...)
		for _, l := range byRank(labels) { // if several levels share a row, the first is named
			if l.line && f.line(l.value) == to && !slices.ContainsFunc(out, func(o label) bool { return o.row == to }) {
				l.point, l.row = to, to
				out = append(out, l)
			}
		}
		above, from = level, max(from, to+1)
	}
	return out
}

// assignRows assigns labels to the rows from–to, excluding to, as stack describes.
func (p *plane) assignRows(labels []label, from, to, width int) []label {
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
		out[i], want[i] = shareRow(own, width), float64(max(0, min(own[0].point, to-1)-from))
	}
	for i, row := range spread(want, rows) {
		for k := range out[i] {
			out[i][k].row = from + row
		}
	}
	return slices.Concat(out...)
}

// joints is a constant table: box-drawing characters by their directions, as the sum of 1 up,
// 2 down, 4 left and 8 right.
var joints = [16]rune{' ', '╵', '╷', '│', '╴', '┘', '┐', '┤', '╶', '└', '┌', '├', '─', '┴', '┬', '┼'}

const leading = 2 // columns between a plot and its labels, one of them for leaders

// drawMargin writes labels to the right or left of the plot, with leaders to those that were
// moved from the rows of their points.
func (p *plane) drawMargin(labels []label, left bool) {
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

// byRank sorts labels by rank, in place.
func byRank(labels []label) []label {
	slices.SortStableFunc(labels, func(a, b label) int { return a.rank - b.rank })
	return labels
}

// byValue sorts labels from the greatest value down, in place.
func byValue(labels []label) []label {
	slices.SortStableFunc(labels, func(a, b label) int { return cmp.Compare(b.value, a.value) })
	return labels
}

// spread assigns each label a row of its own within 0..rows-1, as close as possible to the row
// it wants. Both want and the result are in ascending order; want is no longer than rows.
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
			// In the merged cluster, the labels of c come after the n labels of p.
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

// How far from its point a label may be placed, in columns and rows.
const (
	reachX = 10
	reachY = 4
)

// place writes a label near the point x, y of the plot: gap columns to the right or left of it,
// above, below or at a corner; if it may be far, else as close as possible with a leader.
// allowed reports where a text may stand. place returns false if it found no room.
func (p *plane) place(x, y, gap int, l label, allowed func(x, y, w int) bool) bool {
	w := cell.Width(l.text)
	for _, at := range [8][2]int{
		{x + gap, y}, {x - w - gap + 1, y}, {x - w/2, y - 1}, {x - w/2, y + 1},
		{x + 1, y - 1}, {x + 1, y + 1}, {x - w, y - 1}, {x - w, y + 1},
	} {
		if allowed(at[0], at[1], w) && p.free(x, y, at[0], at[1], w) && p.unambiguous(x, y, at[0], at[1], w) {
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
			// The distance from the point to the nearer end of the label, in columns.
			away := float64(max(dx, -dx-w+1, 0))
			d := math.Hypot(away, 2*float64(dy))
			if d >= best || d < 2 || !allowed(x+dx, y+dy, w) || !p.free(x, y, x+dx, y+dy, w) {
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

// free reports whether a text fits at textX, textY with a blank, its own point x, y or the line
// of a level before and after it.
func (p *plane) free(x, y, textX, textY, w int) bool {
	end := textX + w
	within := textX >= 0 && textY >= 0 && end <= p.plot.Width() && textY < p.plot.Height()
	return within && empty(p.plot, textX-1, textY, w+2, func(at int, c cell.Cell) bool {
		return (at < textX || at == end) && (p.isLevel(c) || at == x && textY == y)
	})
}

// unambiguous reports whether a text above or below its point x, y cannot be read as the label
// of something else.
func (p *plane) unambiguous(x, y, textX, textY, w int) bool {
	free := func(row int) bool {
		return empty(p.plot, textX-1, row, w+2, func(at int, c cell.Cell) bool { return p.isLevel(c) || at == x && row == y })
	}
	return textY == y || free(textY-1) && free(textY+1)
}

// claimed reports whether a leader at x, y would touch something on its row other than its own
// point in column own.
func (p *plane) claimed(x, y, own int) bool {
	return !empty(p.plot, x-1, y, 3, func(at int, c cell.Cell) bool {
		return at == x || at == own || c.Rune == p.ink.sign(leaderSign) || p.isLevel(c)
	})
}

// lead draws the leader from a point to the nearer end of a label, or only tries to if draw is
// false. It returns false if something is in the way.
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
