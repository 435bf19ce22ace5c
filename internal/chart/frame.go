package chart

import (
	"cmp"
	"math"
	"slices"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

type frame struct {
	*Line
	plane
	whole    *cell.Grid // the picture with the blank rows above the chart
	from, to int
	every    int       // labelled years are so many apart,
	columns  int       // and so many columns; 0 in a box, where none is
	rows     [][]Point // of each series, the figure of each year shown; absent ones have no status
	names    []label   // the right margin, top down
}

func (l *Line) newFrame(w, h int) *frame {
	g := cell.New(w, h)
	f := &frame{Line: l, plane: plane{ink: l.Ink, grid: g}, whole: g}
	f.from, f.to = l.years()
	f.bears = func(c cell.Cell) bool {
		return slices.ContainsFunc(f.Levels, func(v Level) bool { return c.Role == v.Role })
	}
	n := f.to - f.from + 1
	f.rows = slices.Collect(slices.Chunk(make([]Point, n*len(l.Series)), n))
	l.points(f.from, f.to, func(i int, p Point) { f.rows[i][p.X-f.from] = p })
	return f
}

// frame lays out the chart: value labels, axis, plot, names. The margins shrink
// before the plot does.
func (l *Line) frame(w, h int) *frame {
	f := l.newFrame(w, h)
	w, h = f.grid.Width(), f.grid.Height()
	height := h - 2
	if h >= 12 && len(f.Events) > 0 {
		height-- // for the events' labels
	}
	if f.window(0, 0, 0); height < minPlotHeight || w < minPlotWidth {
		return f
	}
	apart := 3 // rows between ticks
	switch {
	case height < 7:
		apart = 2
	case height >= 28:
		apart = 4
	}
	f.up = newRuler(l.extent(f.from, f.to), height, apart)
	// Rows that no tick needs stay blank above the chart: its foot keeps its place.
	f.grid = f.grid.Window(0, height-f.up.cells, w, h)
	left := f.scaleWidth()
	f.window(left, w-left, f.up.cells)
	names := f.chooseNames(w - left)
	f.window(left, f.layYears(w-left-names, names), f.up.cells)
	return f
}

func (l *Line) box(w, h int) *frame {
	f := l.newFrame(w, h)
	f.window(0, w, h)
	// A plane's scale begins half a row below its plot, in the axis; here there is none.
	s := l.Range()
	unit := (s.Max - s.Min) / float64(max(1, h))
	f.up = ruler{lo: s.Min - unit/2, unit: unit, cells: h}
	return f
}

func (f *frame) fits() bool {
	return f.plot.Width() >= minPlotWidth && f.plot.Height() >= minPlotHeight
}

// at is the figure of the i-th series in a year shown; without a status where there is none.
func (f *frame) at(i, year int) Point { return f.rows[i][year-f.from] }

func (f *frame) last(i int) (last Point, found bool) {
	for _, p := range slices.Backward(f.rows[i]) {
		if p.Status != figure.None {
			return p, true
		}
	}
	return Point{}, false
}

func (f *frame) column(year int) int {
	dx, _ := f.ink.dots()
	return int(f.dotX(year)) / dx
}

// dotX is the column of dots of a year. Rounded here and nowhere else, so that a
// line, its marks and its year label always share a column.
func (f *frame) dotX(year int) float64 {
	dx, _ := f.ink.dots()
	last := f.plot.Width()*dx - 1
	switch {
	case f.to == f.from:
		return math.Floor(float64(last) / 2)
	case f.every == 0:
		return math.Round(float64(last) * float64(year-f.from) / float64(f.to-f.from))
	}
	return float64((f.plot.Width()-1)*dx) - math.Round(float64(dx*f.columns*(f.to-year))/float64(f.every))
}

// layYears finds how many years and whole columns apart labelled years stand, the last year
// one of them and, where that does not cost many labels, the first. It returns the plot's
// width.
func (f *frame) layYears(room, right int) int {
	span := f.to - f.from
	if span == 0 {
		return room
	}
	apart := cell.Width("2026e") + 2
	if right < 3 { // the last label stands left of its tick
		apart += 3
	}
	width, least := 0, 0
	for n, cost := 1, 0; n <= span; n++ {
		columns := (room - 1) * n / span
		if columns < apart && n < span {
			continue
		}
		// Columns left over cost; so do fewer labels, and a first year without one.
		w := 1 + (span*columns+n-1)/n
		score := room - w + cost
		if cost += 3; span%n != 0 {
			score += 6
		}
		if n > 4 && n%5 != 0 { // nobody counts in fourteens
			score += 24
		}
		if width == 0 || score < least {
			f.every, f.columns, width, least = n, columns, w, score
		}
	}
	return width
}

// drawYears labels years below the axis, but for those that the cursor's would touch.
func (f *frame) drawYears() {
	y := f.plot.Height()
	from, to := -1, -1
	if f.marked() {
		from = f.yearStart(f.Year)
		to = f.grid.Text(from, y+1, f.yearLabel(f.Year), cell.Cursor, cell.Bold)
	}
	for _, year := range f.labelled() {
		f.grid.Set(f.x+f.column(year), y, f.ink.sign(belowSign), cell.Axis)
		if at, label := f.yearStart(year), f.yearLabel(year); at > to || at+cell.Width(label) < from {
			f.grid.Text(at, y+1, label, cell.Faint)
		}
	}
	if f.grid.Height() <= y+2 {
		return
	}
	free := 0
	for _, e := range f.Events {
		x, w := f.x+f.column(e.Year), cell.Width(e.Label)
		start := max(0, min(x-w/2, f.grid.Width()-w))
		if start < free {
			continue
		}
		f.grid.Set(x, y, f.ink.sign(eventSign), cell.Axis)
		f.grid.Text(start, y+2, e.Label, cell.Faint)
		free = start + w + 1
	}
}

// yearLabel is a year as it is printed: 2026e where all figures shown of it are estimates.
func (f *frame) yearLabel(year int) string {
	estimated, settled := false, false
	for i := range f.rows {
		status := f.at(i, year).Status
		estimated = estimated || status == figure.Estimate
		settled = settled || status != figure.Estimate && status != figure.None
	}
	return format.Year(figure.Year(year), estimated && !settled)
}

// yearStart is where a year's label starts: its digits stand under their tick.
func (f *frame) yearStart(year int) int {
	return max(0, min(f.x+f.column(year)-2, f.grid.Width()-cell.Width(f.yearLabel(year))))
}

// labelled are the years that are labelled: the last, and back from it those that do not touch.
func (f *frame) labelled() []int {
	out := []int{f.to}
	for year := f.to - f.every; f.every > 0 && year >= f.from; year -= f.every {
		if f.yearStart(year)+cell.Width(f.yearLabel(year)) < f.yearStart(out[len(out)-1]) {
			out = append(out, year)
		}
	}
	return out
}

const roomy = 40 // the width of a plot that is wide enough whatever its labels take

// chooseNames chooses the labels of the right margin and returns its width with the leaders:
// none where the plot would keep less than two thirds of the room and not be roomy.
func (f *frame) chooseNames(room int) int {
	limit, width, least := max(room/3, room-roomy)-leading, 0, 0
	labels := f.candidates()
	for i := range labels {
		if n := &labels[i]; cell.Width(n.text) > limit {
			n.text = n.short
		}
	}
	f.names = f.stack(labels, max(1, limit))
	for _, n := range f.names {
		w := cell.Width(n.text)
		if width = max(width, n.x+w); n.x == 0 {
			least = max(least, w)
		}
	}
	if width == 0 || least > limit {
		f.names = nil
		return 0
	}
	return width + leading
}

// candidates are the labels of series that go on to the last year and of levels in force then.
func (f *frame) candidates() []label {
	var out []label
	for i := range f.Series {
		s := &f.Series[i]
		if last, ok := f.last(i); ok && last.X == f.to && s.Name != "" {
			out = append(out, f.label(i, last))
		}
	}
	for i, v := range f.Levels {
		if v.Label == "" || !v.span(f.to, f.to) {
			continue
		}
		away := ""
		switch {
		case f.up.at(v.Y) > float64(f.up.cells)+0.25:
			away = " " + string(f.ink.sign(upSign))
		case v.Y < f.up.lo:
			away = " " + string(f.ink.sign(downSign))
		}
		out = append(out, label{
			text: v.Label + away, short: cmp.Or(v.Short, v.Label) + away, role: v.Role, value: v.Y, rank: 2 * i, line: away == "",
		})
	}
	return out
}

func (f *frame) label(i int, p Point) label {
	s := &f.Series[i]
	n := label{text: s.Name, short: cmp.Or(s.Short, s.Name), role: s.role(p), value: p.Y, rank: 2*i + 1}
	if !s.Quiet {
		n.text, n.short = f.value(p)+" "+n.text, f.value(p)+" "+n.short
	}
	return n
}

// drawNames writes the labels of the margin. Levels that it has no room for, or that end
// before it, are named on their lines.
func (f *frame) drawNames() {
	for _, v := range f.Levels {
		if f.seen(v) && (!v.span(f.to, f.to) || len(f.names) == 0) {
			x0, x1 := f.ends(v)
			f.nameLevel(v, x0, x1+1)
		}
	}
	f.margin(f.names, false)
}

// drawEnds names the series that end before the last year, where nothing is drawn.
func (f *frame) drawEnds() {
	for i := range f.Series {
		if last, ok := f.last(i); ok && last.X < f.to && f.Series[i].Name != "" && f.visible(last.Y) {
			l := f.label(i, last)
			l.far = true
			f.place(f.column(last.X), f.line(last.Y), 2, l, f.beside(last))
		}
	}
}

// beside tells whether a text on some cells is on a figure's side of all levels.
func (f *frame) beside(p Point) func(x, y, w int) bool {
	return func(_, y, _ int) bool {
		for _, v := range f.Levels {
			if at := f.line(v.Y); f.seen(v) && (y == at || y < at != (p.Y >= v.Y)) {
				return false
			}
		}
		return true
	}
}

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
		if p := f.at(i, year); p.Status != figure.None && f.visible(p.Y) {
			out = append(out, mark{s, p, f.column(year), f.line(p.Y)})
		}
	}
	return out
}

// tag tags the cells nearest to each year with it and the series whose mark is nearest.
func (f *frame) tag() {
	from, height := 0, f.grid.Height()
	for year := f.from; year <= f.to; year++ {
		to := f.grid.Width()
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
		from = to
	}
}

func (f *frame) marked() bool { return f.Year >= f.from && f.Year <= f.to }

// cursor marks the chart's year on the axis and every series, and says what the first one's
// figure is where nothing is in the way; that of the last year stands at its line's end.
func (f *frame) cursor() {
	if !f.marked() {
		return
	}
	f.grid.Put(f.x+f.column(f.Year), f.plot.Height(), cell.Cell{Rune: f.ink.sign(pointerSign), Role: cell.Cursor, Attr: cell.Bold})
	marks := f.marks(f.Year)
	for _, m := range slices.Backward(marks) { // the first series on top, as its line is
		f.plot.Put(m.x, m.y, cell.Cell{Rune: f.ink.sign(cursorSign), Role: m.role(m.Point), Attr: cell.Bold})
	}
	if len(marks) == 0 || f.Silent || f.Year == f.to && len(f.names) > 0 {
		return
	}
	if m := marks[0]; m.Series == &f.Series[0] && !m.Quiet {
		value := label{text: f.value(m.Point), role: m.role(m.Point), attr: cell.Bold}
		f.place(m.x, m.y, 2, value, f.beside(m.Point))
	}
}
