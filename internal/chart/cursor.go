package chart

import (
	"slices"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
)

// mark is where the figure of a series in a year stands on the plot.
type mark struct {
	*Series
	Point
	x, y int
}

// marks are the figures of a year that can be seen, in the order of the series.
func (f *frame) marks(year int) []mark {
	var out []mark
	for i := range f.Series {
		s := &f.Series[i]
		if p := f.rows[i][year-f.from]; p.Status != figure.None && f.visible(p.Y) {
			out = append(out, mark{s, p, f.column(year), f.line(p.Y)})
		}
	}
	return out
}

// tag tags the cells nearest to a year with that year and, of the series with a
// figure then, the one whose mark is nearest.
func (f *frame) tag(year int) {
	from, to, height := 0, f.grid.Width(), f.grid.Height()
	if year > f.from {
		from = f.x + (f.column(year-1)+f.column(year))/2 + 1
	}
	if year < f.to {
		to = f.x + (f.column(year)+f.column(year+1))/2 + 1
	}
	marks := f.marks(year)
	slices.SortStableFunc(marks, func(a, b mark) int { return a.y - b.y })
	marks = slices.CompactFunc(marks, func(a, b mark) bool { return a.y == b.y })
	f.grid.Tag(from, 0, to-from, height, cell.Hit{Year: year})
	top := 0
	for i, m := range marks {
		bottom := height
		if i < len(marks)-1 {
			bottom = (m.y+marks[i+1].y)/2 + 1
		}
		f.grid.Tag(from, top, to-from, bottom-top, cell.Hit{Code: m.Code, Year: year})
		top = bottom
	}
}

// cursor marks the chart's year: the year under a pointer on the axis, a mark on
// every series' figure and, where nothing is in the way, what it is.
func (f *frame) cursor() {
	if f.Year < f.from || f.Year > f.to {
		return
	}
	pen := f.ink.pen()
	f.grid.Put(f.x+f.column(f.Year), f.plot.Height(), cell.Cell{Rune: pen.pointer, Role: cell.Cursor, Attr: cell.Bold})
	f.cursorYear()
	marks := f.marks(f.Year)
	for _, m := range slices.Backward(marks) { // the first series on top, as its line is
		f.plot.Put(m.x, m.y, cell.Cell{Rune: pen.cursor, Role: m.role(m.Point), Attr: cell.Bold})
	}
	for _, m := range marks {
		if !m.Quiet {
			f.cursorValue(m)
		}
	}
}

// cursorYear writes the cursor's year below the axis, and takes away the labels it
// would touch.
func (f *frame) cursorYear() {
	row, start, label := f.plot.Height()+1, f.yearStart(f.Year), f.yearLabel(f.Year)
	w := cell.Width(label)
	from, to := start-1, start+w
	for from >= 0 && f.grid.At(from, row).Rune != ' ' {
		f.grid.Set(from, row, ' ', cell.Plain)
		from--
	}
	for to < f.grid.Width() && f.grid.At(to, row).Rune != ' ' {
		f.grid.Set(to, row, ' ', cell.Plain)
		to++
	}
	f.grid.Fill(start, row, w, ' ', cell.Plain)
	f.grid.Text(start, row, label, cell.Cursor, cell.Bold)
}

// cursorValue writes a figure on the plot beside its mark, at the first place where
// nothing is drawn, better clear of its neighbours than touching one. Where there
// is none it stays unsaid: a value over a line would cost both.
func (f *frame) cursorValue(m mark) {
	text, width := f.value(m.Point), f.plot.Width()
	w := cell.Width(text)
	middle := max(0, min(m.x-w/2, width-w))
	for _, apart := range [2]int{1, 0} {
		for _, place := range [8][2]int{
			{middle, m.y - 1}, {m.x - w - 1, m.y - 1}, {m.x + 2, m.y - 1}, {middle, m.y + 1},
			{m.x + 2, m.y}, {m.x - w - 1, m.y}, {middle, m.y - 2}, {middle, m.y + 2},
		} {
			x, y, gap := place[0], place[1], apart
			if y == m.y {
				gap = 0 // its own mark is no neighbour
			}
			from, to := max(0, x-gap), min(width, x+w+gap)
			if x >= 0 && x+w <= width && blank(f.plot, from, y, to-from) {
				f.plot.Text(x, y, text, m.role(m.Point), cell.Bold)
				return
			}
		}
	}
}
