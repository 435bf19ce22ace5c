package chart

import (
	"slices"

	"allyscope/internal/cell"
)

// Picture is a drawn chart of years and what it takes to move a year cursor
// over it: drawing the chart is dear and is done once for an answer and a size,
// moving the cursor changes a few cells. A Picture does not change once drawn,
// and may be shared.
type Picture struct {
	// Cells is the chart without a cursor. Its hits are years and codes of series.
	Cells *cell.Grid

	ink     Ink
	from    int
	columns []int    // by year from from: the column of Cells
	labels  []string // by year: as the axis prints it
	axis    int      // the row of the axis of years; the labels stand below it
	plot    box      // where figures are plotted
	marks   []yearMark
}

// box is a part of a picture.
type box struct{ x, w, h int }

// yearMark is what the cursor shows at one figure.
type yearMark struct {
	year, x, y int

	code  string
	role  cell.Role
	value string // "" for a series that is not spelt out
}

// picture is the chart drawn on the frame, with where the cursor will go.
func (f *frame) picture() *Picture {
	p := &Picture{
		Cells: f.grid, ink: f.ink, from: f.from, axis: f.plot.Height(),
		plot: box{f.x, f.plot.Width(), f.plot.Height()},
	}
	for year := f.from; year <= f.to; year++ {
		p.columns = append(p.columns, f.x+f.column(year))
		p.labels = append(p.labels, f.yearLabel(year))
	}
	for i := range f.Series {
		s := &f.Series[i]
		for _, point := range f.row(s) {
			if !point.there() || !f.visible(point.Y) {
				continue
			}
			m := yearMark{code: s.Code, year: point.X, x: f.x + f.column(point.X), y: f.line(point.Y), role: s.role(point)}
			if !s.Quiet {
				m.value = f.value(point)
			}
			p.marks = append(p.marks, m)
		}
	}
	for i := range p.columns {
		p.tag(i)
	}
	return p
}

// tag tags the cells nearest to the i-th year with that year and, of the series
// with a figure then, the one whose mark is nearest, the earlier one of two.
func (p *Picture) tag(i int) {
	from, to, year := 0, p.Cells.Width(), p.from+i
	if i > 0 {
		from = (p.columns[i-1]+p.columns[i])/2 + 1
	}
	if i < len(p.columns)-1 {
		to = (p.columns[i]+p.columns[i+1])/2 + 1
	}
	var marks []yearMark
	for _, m := range p.marks {
		if m.year == year {
			marks = append(marks, m)
		}
	}
	slices.SortStableFunc(marks, func(a, b yearMark) int { return a.y - b.y })
	marks = slices.CompactFunc(marks, func(a, b yearMark) bool { return a.y == b.y })
	p.Cells.Tag(from, 0, to-from, p.Cells.Height(), cell.Hit{Year: year})
	top := 0
	for k, m := range marks {
		bottom := p.Cells.Height()
		if k < len(marks)-1 {
			bottom = (m.y+marks[k+1].y)/2 + 1
		}
		p.Cells.Tag(from, top, to-from, bottom-top, cell.Hit{Code: m.code, Year: year})
		top = bottom
	}
}

// column is the picture's column of a year; ok is false for a year that is not
// shown.
func (p *Picture) column(year int) (x int, ok bool) {
	if year < p.from || year-p.from >= len(p.columns) {
		return 0, false
	}
	return p.columns[year-p.from], true
}

// DrawOn draws the picture at x, y of a grid, with the cursor on a year: the
// year under a pointer on the axis, a mark on every series' figure and, where
// nothing is in the way, what it is.
func (p *Picture) DrawOn(dst *cell.Grid, x, y, year int) {
	g := dst.Window(x, y, p.Cells.Width(), p.Cells.Height())
	g.Draw(0, 0, p.Cells)
	column, ok := p.column(year)
	if !ok {
		return
	}
	pen := p.ink.pen()
	g.Put(column, p.axis, cell.Cell{Rune: pen.pointer, Role: cell.Cursor, Attr: cell.Bold})
	p.drawYear(g, column, p.labels[year-p.from])
	for _, m := range slices.Backward(p.marks) { // the first series on top, as its line is
		if m.year == year {
			g.Put(m.x, m.y, cell.Cell{Rune: pen.cursor, Role: m.role, Attr: cell.Bold})
		}
	}
	for _, m := range p.marks {
		if m.year == year && m.value != "" {
			p.drawValue(g.Window(p.plot.x, 0, p.plot.w, p.plot.h), m)
		}
	}
}

// drawYear writes the cursor's year below the axis, and takes away the labels it
// would touch.
func (p *Picture) drawYear(g *cell.Grid, column int, label string) {
	row, w := p.axis+1, cell.Width(label)
	start := max(0, min(column-2, g.Width()-w))
	from, to := start-1, start+w
	for from >= 0 && g.At(from, row).Rune != ' ' {
		g.Set(from, row, ' ', cell.Plain)
		from--
	}
	for to < g.Width() && g.At(to, row).Rune != ' ' {
		g.Set(to, row, ' ', cell.Plain)
		to++
	}
	g.Fill(start, row, w, ' ', cell.Plain)
	g.Text(start, row, label, cell.Cursor, cell.Bold)
}

// drawValue writes a figure on the plot beside its mark, at the first place where
// nothing is drawn, better clear of its neighbours than touching one. Where there
// is none it stays unsaid: a value over a line would cost both.
func (p *Picture) drawValue(plot *cell.Grid, m yearMark) {
	w, at := cell.Width(m.value), m.x-p.plot.x
	middle := max(0, min(at-w/2, plot.Width()-w))
	for _, apart := range [2]int{1, 0} {
		for _, place := range [8][2]int{
			{middle, m.y - 1}, {at - w - 1, m.y - 1}, {at + 2, m.y - 1}, {middle, m.y + 1},
			{at + 2, m.y}, {at - w - 1, m.y}, {middle, m.y - 2}, {middle, m.y + 2},
		} {
			x, y, gap := place[0], place[1], apart
			if y == m.y {
				gap = 0 // its own mark is no neighbour
			}
			from, to := max(0, x-gap), min(plot.Width(), x+w+gap)
			if x >= 0 && x+w <= plot.Width() && blank(plot, from, y, to-from) {
				plot.Text(x, y, m.value, m.role, cell.Bold)
				return
			}
		}
	}
}
