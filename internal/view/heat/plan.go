package heat

import (
	"allyscope/internal/analysis"
	"allyscope/internal/figure"
	"allyscope/internal/table"
	"allyscope/internal/view"
)

// plan is where everything stands. It follows from the question, the number of allies and
// the size: not from the year, unless years have to be turned like pages.
type plan struct {
	w, h   int
	nameW  int // 3 for codes
	x      int // the matrix's first column
	cw     int // columns of a year, the gap behind it included
	gap    int
	trail  int         // columns of a cell behind its number
	digits int         // columns of a number in a cell; 0: marks only
	from   figure.Year // years shown
	to     figure.Year
	head   int // lines of heads
	rows   int // lines of the matrix
	words  int // lines that spell out the figure the reader is at
	legend int
	offset int // the first of so many rows that is shown
	of     int
}

const (
	maxPlain = 6  // columns of a year without a number: more says no more
	pageStep = 10 // years are turned so that few steps turn them
	minYears = 4
)

func fits(w, h int) bool { return w >= table.Marks+table.CodeWidth+1+minYears && h >= 2 }

// newPlan: numbers are worth more than names in full, those more than wide cells.
func newPlan(a *analysis.Answer, rows, digits, w, h int) plan {
	p := plan{w: w, h: h, nameW: table.NameWidth, from: a.First, to: a.Last}
	n := int(a.Last-a.First) + 1
	// One column is left for the "e" behind the last year.
	codes, room := (w-table.Marks-table.CodeWidth-2)/n, (w-table.Marks-table.NameWidth-2)/n
	if room <= digits && (codes > digits || room < 1 || room < min(codes, 2)) {
		p.nameW, room = table.CodeWidth, codes
	}
	switch p.cw = max(1, min(room, maxPlain)); {
	case room > digits: // a mark before each number, one behind it and another before it where there is room
		p.digits, p.cw = digits, min(room, digits+5)
		p.trail = min(p.cw-digits-1, 1)
	case p.cw > 3:
		p.gap = 1
	}
	p.x = table.Marks + p.nameW + 1
	if codes < 1 {
		p.turn(a, w-p.x)
	}
	p.parts(rows)
	return p
}

// turn shows the n years around the one asked about, as a page of a book.
func (p *plan) turn(a *analysis.Answer, n int) {
	step := min(pageStep, max(1, n/2))
	for p.to-figure.Year(n)+1 > a.Year {
		p.to -= figure.Year(step)
	}
	p.from = max(a.First, p.to-figure.Year(n)+1)
}

// parts gives out the lines: heads, a row, then the legend, then what has room.
func (p *plan) parts(rows int) {
	p.head, p.legend = 1+view.Room(p.cw <= 2 && p.h >= 7, 1), view.Room(p.h >= 5, 1)
	left := p.h - p.head - p.legend
	p.words = view.Room(p.digits == 0 && p.h >= 8 && left != rows, 1) // not where it alone would make the list scroll
	p.rows = min(left-p.words, rows)
}

func (p *plan) column(y figure.Year) int { return p.x + p.cw*int(y-p.from) }
