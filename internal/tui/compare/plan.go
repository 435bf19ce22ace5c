package compare

import (
	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
)

// plan is what of a comparison fits, and where. It follows from the columns and
// the size, so that a step in the year moves nothing.
type plan struct {
	label  int // the width of the lines' names
	value  int // the width of a value, the "e" behind it included
	column int // the width of a column
	pad    int // blanks between a value and its marks
	n      int // columns shown
	limit  int // lines at most
	named  bool
	// head is how many rows stand above the first line, and rows says for each
	// row below it which line it is, −1 for a blank one.
	head int
	rows []int
	// foot is the row of the legend, −1 where there is none.
	foot   int
	slopes box
	listed bool // a list of allies: rows are columns
}

// box is a part of the grid.
type box struct{ x, y, w, h int }

const (
	labelFull   = 28
	labelMin    = 16
	valueFull   = 8 // 116,326e
	valueMin    = 5 // 10.8e
	columnMin   = 8
	marks       = 2 // the verdict's, and the greatest's or least's
	slopesW     = 36
	slopesH     = 12
	slopesMost  = 44
	slopesTall  = 12
	slopesLow   = 10
	linesMin    = 16 // rows of the table, before slopes beneath take any
	besideGap   = 4
	columnSpare = 2
)

// How many values a step in the year may change: all of them are sent, and a slow
// line has to carry them. A reader who wants every line has the view to itself:
// zoomed, it has no limit.
const (
	stepCells  = 48 // beside slopes, which change as well
	tableCells = 72 // in a table alone
)

// planOf gives out the width: first whole names and values, then codes, then
// shorter values and names of lines; at last columns are left out.
func planOf(c *analysis.Comparison, w, h int, zoom bool) plan {
	p := plan{n: len(c.Columns), foot: -1, limit: len(c.Lines)}
	widest := 0
	for i := range c.Columns {
		widest = max(widest, cell.Width(name(&c.Columns[i])))
	}
	cellW := valueFull + marks
	for _, try := range [...]struct {
		label, value, column, pad int
		named                     bool
	}{
		{labelFull, valueFull, max(cellW+1, widest) + columnSpare, 1, true},
		{labelFull, valueFull, max(cellW+1, widest) + 1, 1, true},
		{labelFull, valueFull, cellW + 2, 1, false},
		{labelFull, valueFull, cellW + 1, 0, false},
		{labelMin + 4, valueFull, cellW, 0, false},
		{labelMin, valueMin, columnMin, 0, false},
	} {
		p.label, p.value, p.column, p.pad, p.named = try.label, try.value, try.column, try.pad, try.named
		if p.label+p.n*p.column <= w {
			break
		}
	}
	p.n = max(1, min(p.n, (w-p.label)/p.column))
	if !zoom {
		p.limit = stepCells / p.n
	}
	p.place(c, w, h, zoom)
	return p
}

// place finds room for the slopes, beside the table or beneath it, and gives the
// table what is left. Beneath it they are worth the lines one asks for least.
func (p *plan) place(c *analysis.Comparison, w, h int, zoom bool) {
	used, tall, most := p.label+p.n*p.column, slopesTall, slopesMost
	switch {
	case zoom:
		tall, most = h, w
	case p.n > 4:
		tall = slopesLow // more lines cross every row of them
	}
	slopes := slopesOf(c, chart.Braille)
	drawn := sloped(c)
	if room := w - used - besideGap - 1; drawn && room >= slopesW && slopes.SlopeFits(room, h) && h >= slopesH {
		p.slopes = box{used + besideGap, 0, min(room, most), min(h, tall)}
	}
	if p.slopes.w == 0 && (!drawn || h < linesMin+slopesH || !slopes.SlopeFits(w-2, slopesH)) {
		if !zoom {
			p.limit = tableCells / p.n
		}
		p.lines(c, h)
		return
	}
	if p.slopes.w > 0 {
		p.lines(c, h)
		return
	}
	p.lines(c, max(linesMin, h-slopesH-1))
	if below := p.foot + 2; h-below >= slopesH {
		p.slopes = box{1, below, min(w-2, most), min(h-below, tall)}
	}
}

// lines gives out the height: a line for each measure, one for the currencies
// where amounts in them are shown, a blank between what is asked about and the
// rest, the legend.
func (p *plan) lines(c *analysis.Comparison, h int) {
	p.head = 1
	left := h - p.head
	if h >= 6 {
		left--
	}
	national := false
	for i := range c.Lines {
		national = national || (i < min(left-1, p.limit) && c.Lines[i].Own)
	}
	if national {
		p.head, left = 2, left-1
	}
	main := 0
	for main < len(c.Lines) && c.Lines[main].Measure == c.Answer.Measure {
		main++
	}
	blank := left > min(len(c.Lines), p.limit) && main < min(len(c.Lines), p.limit)
	for i := range c.Lines {
		if blank && i == main {
			p.rows = append(p.rows, -1)
		}
		if len(p.rows) < left && i < p.limit {
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

// listPlan is the plan of a list of allies.
func listPlan(c *analysis.Comparison, w, h int) plan {
	p := plan{listed: true, n: min(len(c.Columns), h), value: valueFull, foot: -1}
	widest := 3
	for i := range c.Columns {
		widest = max(widest, cell.Width(name(&c.Columns[i])))
	}
	p.label, p.named = 3+1, false
	if w >= 1+widest+1+valueFull+marks {
		p.label, p.named = widest+1, true
	}
	p.column = w
	return p
}

// at is the line and the column at a cell; −1 where there is none.
func (p *plan) at(x, y int) (line, column int) {
	if p.listed {
		if y < 0 || y >= p.n || x < 0 || x >= p.column {
			return -1, -1
		}
		return 0, y
	}
	if p.column == 0 || x < p.label || y < 0 {
		return -1, -1
	}
	column = (x - p.label) / p.column
	row := y - p.head
	switch {
	case column >= p.n || row >= len(p.rows):
		return -1, -1
	case row < 0:
		return -1, column
	case p.rows[row] < 0:
		return -1, -1
	}
	return p.rows[row], column
}

// name is what a column is called where room is dear.
func name(c *analysis.ComparisonColumn) string {
	if c.Code == ally.EuropeCan {
		return "Europe+Canada"
	}
	return c.Name
}

// code is a column's name in three cells.
func code(c *analysis.ComparisonColumn) string {
	if c.Code == ally.EuropeCan {
		return "E+C"
	}
	return string(c.Code)
}
