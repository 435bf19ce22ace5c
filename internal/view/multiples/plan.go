package multiples

import (
	"cmp"

	"allyscope/internal/view"
)

// plan is where the boxes stand, in reading order. It follows from the question, the
// number of allies and the size alone.
type plan struct {
	h           int
	cols, lines int // boxes beside and below each other
	bw, bh      int // a box with the gap behind and below it
	gap         int // blank lines below a box
	axis        int // lines of years under the boxes
	legend      int
}

const (
	gapW    = 1
	fixed   = 5 // columns of a header beside its figure: mark, code, verdict
	least   = 2 // lines of a box: its header and one line of a picture
	gapFrom = 5 // lines a box has to have for a blank one between two
)

// broad and nice are a picture's width and height at which it tells apart what it
// should; twice as much serves no better.
const (
	broad = 13
	nice  = 4
)

// newPlan lays out n boxes, each with so many columns for the figure in its header: all
// of them where they fit, in the size that serves a picture best; else as many of the least
// size as there is room for, page by page. It has no columns where not one has room.
func newPlan(n, value, span, w, h int) plan {
	p := plan{h: h, legend: view.Room(h >= 4, 1), axis: view.Room(h >= 8, 1)}
	room := h - p.legend - p.axis
	narrow := max(fixed+value, 9) + gapW
	most := (w + gapW) / narrow
	if n < 1 || most < 1 || room < least {
		return p
	}
	best := -1.0
	for cols := 1; cols <= min(most, n); cols++ {
		lines := (n + cols - 1) / cols
		bw, bh := (w+gapW)/cols, room/lines
		if bh < least || cols > 1 && bw-gapW-1 < columns(span) {
			continue
		}
		if s := merit(bw-gapW-1, bh-1-gapOf(bh), value, span) + 0.75*float64(gapOf(bh)); s > best {
			best, p.cols, p.lines, p.bw, p.bh = s, cols, lines, bw, bh
		}
	}
	if best < 0 {
		most = cmp.Or((w+gapW)/max(narrow, span+1+gapW), most) // folded
		p.cols, p.bw = most, (w+gapW)/most
		p.bh = least + view.Room(room >= 3*(least+1), 1) // fewer that can be told apart are worth more than one line more of them
		p.lines = room / p.bh
	}
	p.gap = gapOf(p.bh)
	return p
}

// columns is how many a picture needs for a bar a year. More years than the broadest
// picture has columns are an area, in whatever there is.
func columns(span int) int { return view.Room(span <= 2*broad, span) }

func gapOf(bh int) int { return view.Room(bh >= gapFrom, 1) }

// merit says how well a picture of w by h cells serves. The worse of its two sides counts
// twice; room for names counts where there is a picture to name. A picture of one line is
// folded at the level where it can be, and else says little, as does one of two lines.
func merit(w, h, value, span int) float64 {
	a, b := min(float64(w)/broad, 2), min(float64(h)/nice, 2)
	switch {
	case h == 1 && w >= span:
		b = 0.6
	case h < 3:
		b /= 2
	}
	s := 2*min(a, b) + a + b
	if w >= len("Netherlands")+2+value {
		s += 1.25 * min(b, 1)
	}
	return s
}

func (p *plan) page() int { return p.cols * p.lines }

// inner is the width of a box without the gap.
func (p *plan) inner() int  { return p.bw - gapW }
func (p *plan) chartW() int { return p.inner() - 1 }
func (p *plan) chartH() int { return p.bh - 1 - p.gap }

func (p *plan) box(i int) (x, y int) { return i % p.cols * p.bw, i / p.cols * p.bh }
