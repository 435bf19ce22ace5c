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
// every series' figure and, where nothing is in the way, what the first one's is.
// That of the last year stands at its line's end.
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
	if len(marks) == 0 || f.Silent || f.Year == f.to && len(f.names) > 0 {
		return
	}
	if m := marks[0]; m.Series == &f.Series[0] && !m.Quiet {
		value := label{text: f.value(m.Point), role: m.role(m.Point), attr: cell.Bold}
		f.place(m.x, m.y, 2, value, near, f.beside(m.Point))
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
