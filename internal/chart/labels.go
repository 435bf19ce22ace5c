package chart

import (
	"cmp"
	"math"
	"slices"

	"allyscope/internal/cell"
)

// label is a text that belongs to a value.
type label struct {
	text, short string // short where there is no room for text
	role        cell.Role
	attr        cell.Attr
	value       float64
	rank        int // the smaller, the sooner it keeps its place
	owner       int // which slope it names
	hit         cell.Hit
	row         int // of the plot, once it has one
}

// chosen are the labels that get a row of the plot, from the top, moved apart
// where they would share one.
func (p *plane) chosen(labels []label) []label {
	rows := p.plot.Height()
	if len(labels) > rows {
		labels = byRank(labels)[:rows]
	}
	slices.SortStableFunc(labels, func(a, b label) int { return cmp.Compare(b.value, a.value) })
	want := make([]float64, len(labels))
	for i, l := range labels {
		want[i] = float64(max(0, min(p.line(l.value), rows-1)))
	}
	for i, row := range spread(want, rows) {
		labels[i].row = row
	}
	return labels
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
// left of it, above, below; then at the corners; then ever farther with a leader.
// With cover it may cover lines that are long enough to bear it, where nothing
// blank is left near by. It tells whether it found a place.
func (p *plane) place(x, y, gap int, l label, cover bool) bool {
	w := cell.Width(l.text)
	near := [8][2]int{
		{x + gap, y}, {x - w - gap + 1, y}, {x - w/2, y - 1}, {x - w/2, y + 1},
		{x + 1, y - 1}, {x + 1, y + 1}, {x - w, y - 1}, {x - w, y + 1},
	}
	for _, covering := range [2]bool{false, true} {
		for _, at := range near {
			own := x
			if at[1] != y {
				own = -1 // another row has not its point there, but maybe a label's end
			}
			if (cover || !covering) && p.free(at[0], at[1], w, own, covering) {
				p.write(at[0], at[1], l)
				return true
			}
		}
	}
	best, bestX, bestY := math.Inf(1), 0, 0
	for dy := -reachY; dy <= reachY; dy++ {
		for dx := -reachX - w; dx <= reachX; dx++ {
			// The distance from the point to the label's nearer end, in columns.
			away := float64(max(dx, -dx-w+1, 0))
			far := math.Hypot(away, 2*float64(dy))
			if far >= best || far < 2 || !p.free(x+dx, y+dy, w, -1, false) {
				continue
			}
			if p.lead(x, y, x+dx, y+dy, w, false) {
				best, bestX, bestY = far, x+dx, y+dy
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

// write writes a label on the plot and tags it with its hit, if it has one.
func (p *plane) write(x, y int, l label) {
	end := p.plot.Text(x, y, l.text, l.role, l.attr)
	if l.hit != (cell.Hit{}) {
		p.plot.Tag(x, y, end-x, 1, l.hit)
	}
}

// free tells whether a text can stand there, with a blank before and after it,
// so that it is not read together with its neighbour: only its own point, in
// column own, may be that neighbour, or a line that bears labels. With covering
// it may cover such lines.
func (p *plane) free(x, y, w, own int, covering bool) bool {
	if x < 0 || y < 0 || x+w > p.plot.Width() || y >= p.plot.Height() {
		return false
	}
	for i := -1; i <= w; i++ {
		c := p.plot.At(x+i, y)
		edge := i < 0 || i == w
		if c.Rune != ' ' && !(covering && p.bears(c)) && !(edge && (p.bears(c) || x+i == own)) {
			return false
		}
	}
	return true
}

// claimed tells whether a leader in that cell would touch, on its row, something
// that it would seem to belong to; its own point is in column own.
func (p *plane) claimed(x, y, own int) bool {
	for _, at := range [2]int{x - 1, x + 1} {
		c := p.plot.At(at, y)
		if at != own && c.Rune != ' ' && c.Rune != p.ink.pen().leader && !p.bears(c) {
			return true
		}
	}
	return false
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
		if c.Rune != ' ' && !p.bears(c) || p.claimed(px, py, x) {
			return false
		}
		if draw && c.Rune == ' ' {
			p.plot.Set(px, py, p.ink.pen().leader, cell.Faint)
		}
	}
	return true
}
