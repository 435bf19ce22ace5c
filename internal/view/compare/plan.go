package compare

import (
	"slices"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
)

// plan is what of a comparison fits, and where. It follows from the columns and
// the size, so that a step in the year moves nothing.
type plan struct {
	widths
	n int // columns shown
	// head is how many rows stand above the first line, and rows says for each
	// row below it which line it is, −1 for a blank one.
	head int
	rows []int
	// foot is the row of the legend, −1 where there is none.
	foot int
	// course is where the trend of the same allies stands, behind a rule, and slopes where the way
	// between two years does; nil where there is no room.
	course, slopes *cell.Grid
}

// widths are those of a table: of the lines' names, of a value with the "e" behind
// it, of a column, and of the blank between a value and its marks.
type widths struct {
	label, value, column, pad int
	named                     bool // columns have their names in full
}

const (
	labelFull   = 29
	labelMin    = 16
	valueFull   = 8 // 116,326e
	valueMin    = 5 // 10.8e
	columnMin   = 8
	marks       = 2 // the verdict's, and the greatest's or least's
	fraction    = 3 // the point and two decimals
	courseW     = 40
	courseH     = 12
	slopesH     = 7
	slopesMost  = 50
	slopesTall  = 16
	besideGap   = 4
	columnSpare = 2
)

// plan gives out the width: first whole names and values, then codes, then
// shorter values and names of lines; at last columns are left out.
func (v sides) plan(g *cell.Grid) plan {
	w, h := g.Width(), g.Height()
	p := plan{n: len(v.Columns), foot: -1}
	const cellW = valueFull + marks // of amounts, which end where the decimals of shares begin
	for _, p.widths = range [...]widths{
		{labelFull, valueFull, max(cellW+1, v.widest()) + columnSpare, 1, true},
		{labelFull, valueFull, max(cellW+1, v.widest()) + 1, 1, true},
		{labelFull, valueFull, cellW + 1, 0, false},
		{labelMin + 5, valueFull, cellW + 1, 0, false},
		{labelMin, valueMin, columnMin, 0, false},
	} {
		if p.label+p.n*p.column <= w {
			break
		}
	}
	p.n = max(1, min(p.n, (w-p.label)/p.column))
	v.lines(&p, h)
	v.place(&p, g)
	return p
}

// place finds room for pictures: beside the table for the trend, and under it for the
// slopes, where every line stands and rows are left.
func (v sides) place(p *plan, g *cell.Grid) {
	if !v.Measure.Spec().Comparable {
		return
	}
	w, h, used := g.Width(), g.Height(), p.label+p.n*p.column
	if room := w - used - besideGap - 1; room >= courseW && h >= courseH {
		p.course = g.Window(used+besideGap-2, 0, room+2, h)
		w = used
	}
	if p.foot < 0 || v.Base < v.First || v.Base > v.Last {
		return
	}
	below := p.foot + 2
	if h-below < slopesTall && p.foot > p.head+len(p.rows) {
		// The blank lines around the legend serve the slopes better.
		p.foot, below = p.foot-1, p.foot
	}
	room := g.Window(1, below, min(w-2, slopesMost), slopesTall)
	if room.Height() >= slopesH && v.slopes(chart.Braille).SlopeFits(room.Width(), room.Height()) {
		p.slopes = room
	}
}

// lines gives out the height to as many lines as there is room for: one for each
// measure, one for the currencies where amounts in them are shown, a blank between
// what is asked about and the rest, the legend.
func (v sides) lines(p *plan, h int) {
	p.head = 1
	left := h - p.head
	if h >= 6 {
		left--
	}
	if slices.ContainsFunc(v.Lines[:max(0, min(len(v.Lines), left-1))], func(l analysis.ComparisonLine) bool { return l.Own }) {
		p.head, left = 2, left-1
	}
	main := slices.IndexFunc(v.Lines, func(l analysis.ComparisonLine) bool { return l.Measure != v.Measure })
	blank := left > len(v.Lines) && main >= 0
	for i := range v.Lines {
		if blank && i == main {
			p.rows = append(p.rows, -1)
		}
		if len(p.rows) < left {
			p.rows = append(p.rows, i)
		}
	}
	if h >= 6 {
		p.foot = p.head + len(p.rows)
		if p.foot < h-1 && blank {
			p.foot++
		}
	}
}

// end is the column after a value's "e": the marks stand behind it.
func (p *plan) end(i int) int { return p.label + (i+1)*p.column - marks - p.pad }

// point is the column of a value's decimal point.
func (p *plan) point(i int) int { return p.end(i) - 1 - fraction }
