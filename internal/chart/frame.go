package chart

import (
	"cmp"
	"math"
	"slices"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// frame is a line chart laid out in a size.
type frame struct {
	*Line
	plane
	whole    *cell.Grid // the picture, with the blank rows above the chart
	from, to int        // the years shown
	every    int        // the years from one labelled year to the next; 0 in a box, which has no labels
	columns  int        // the columns from one labelled year to the next
	rows     [][]Point  // the point of each series in each year shown; Status is None if it is missing
	names    []label    // the right margin, top down
}

func (l *Line) newFrame(w, h int) *frame {
	g := cell.New(w, h)
	f := &frame{Line: l, plane: plane{ink: l.Ink, grid: g}, whole: g}
	f.from, f.to = l.years()
	f.isLevel = func(c cell.Cell) bool {
		return slices.ContainsFunc(f.Levels, func(v Level) bool { return c.Role == v.Role })
	}
	n := f.to - f.from + 1
	f.rows = slices.Collect(slices.Chunk(make([]Point, n*len(l.Series)), n))
	l.points(f.from, f.to, func(i int, p Point) { f.rows[i][p.X-f.from] = p })
	return f
}

// frame lays out the chart: value labels, axis, plot, names. The margins shrink before the
// plot does.
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
	// Rows that the scale does not need stay blank above the chart, so that its axis stays put.
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
	// The scale of a plane begins half a row below the plot, in the axis. A box has no axis.
	s := l.Range()
	unit := (s.Max - s.Min) / float64(max(1, h))
	f.up = ruler{lo: s.Min - unit/2, unit: unit, cells: h}
	return f
}

func (f *frame) fits() bool {
	return f.plot.Width() >= minPlotWidth && f.plot.Height() >= minPlotHeight
}

// at returns the point of the i-th series in a year shown. Its Status is None if it is missing.
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

// dotX returns the column of dots of a year. It is rounded here and nowhere else, so that a
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

// layYears chooses the years and the whole columns from one labelled year to the next. The last
// year is labelled, and the first if that does not cost many labels. It returns the plot's width.
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
		// The score counts unused columns, missing labels and an unlabelled first year.
		w := 1 + (span*columns+n-1)/n
		score := room - w + cost
		if cost += 3; span%n != 0 {
			score += 6
		}
		if n > 4 && n%5 != 0 { // steps such as 14 years are hard to read
			score += 24
		}
		if width == 0 || score < least {
			f.every, f.columns, width, least = n, columns, w, score
		}
	}
	return width
}

// drawYears labels years below the axis, except those too close to the cursor's label.
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

// yearLabel returns a year as it is printed: 2026e if all its figures shown are estimates.
func (f *frame) yearLabel(year int) string {
	estimated, settled := false, false
	for i := range f.rows {
		status := f.at(i, year).Status
		estimated = estimated || status == figure.Estimate
		settled = settled || status != figure.Estimate && status != figure.None
	}
	return format.Year(figure.Year(year), estimated && !settled)
}

// yearStart returns the column where a year's label starts, so that its digits stand below
// their tick.
func (f *frame) yearStart(year int) int {
	return max(0, min(f.x+f.column(year)-2, f.grid.Width()-cell.Width(f.yearLabel(year))))
}

// labelled returns the labelled years: the last, and back from it those whose labels do not touch.
func (f *frame) labelled() []int {
	out := []int{f.to}
	for year := f.to - f.every; f.every > 0 && year >= f.from; year -= f.every {
		if f.yearStart(year)+cell.Width(f.yearLabel(year)) < f.yearStart(out[len(out)-1]) {
			out = append(out, year)
		}
	}
	return out
}

const roomy = 40 // a plot of this width is wide enough, whatever the width of its labels

// chooseNames chooses the labels of the right margin and returns its width with the leaders. It
// returns 0 if the plot would keep less than two thirds of the room and be narrower than roomy.
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

// candidates returns the labels of the series that reach the last year and of the levels drawn
// there.
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

// drawNames writes the labels of the right margin. Levels that end before it, and all levels if
// there is no margin, are named on their lines.
func (f *frame) drawNames() {
	for _, v := range f.Levels {
		if f.shown(v) && (!v.span(f.to, f.to) || len(f.names) == 0) {
			x0, x1 := f.ends(v)
			f.nameLevel(v, x0, x1+1)
		}
	}
	f.drawMargin(f.names, false)
}

// drawEnds names the series that end before the last year, where the plot is blank.
func (f *frame) drawEnds() {
	for i := range f.Series {
		if last, ok := f.last(i); ok && last.X < f.to && f.Series[i].Name != "" && f.visible(last.Y) {
			l := f.label(i, last)
			l.far = true
			f.place(f.column(last.X), f.line(last.Y), 2, l, f.sideOf(last))
		}
	}
}

// sideOf returns a function that reports whether a text is on the same side of every level as
// a point.
func (f *frame) sideOf(p Point) func(x, y, w int) bool {
	return func(_, y, _ int) bool {
		for _, v := range f.Levels {
			if at := f.line(v.Y); f.shown(v) && (y == at || y < at != (p.Y >= v.Y)) {
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

// marks returns the visible points of a year, in the order of the series.
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

// tag tags each cell with the nearest year and with the series whose mark is nearest in it.
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

// cursor marks the chart's year on the axis and on every series, and writes the figure of the
// first series next to its mark if there is room. In the last year the margin shows it already.
func (f *frame) cursor() {
	if !f.marked() {
		return
	}
	f.grid.Put(f.x+f.column(f.Year), f.plot.Height(), cell.Cell{Rune: f.ink.sign(pointerSign), Role: cell.Cursor, Attr: cell.Bold})
	marks := f.marks(f.Year)
	for _, m := range slices.Backward(marks) { // the first series on top, like its line
		f.plot.Put(m.x, m.y, cell.Cell{Rune: f.ink.sign(cursorSign), Role: m.role(m.Point), Attr: cell.Bold})
	}
	if len(marks) == 0 || f.Silent || f.Year == f.to && len(f.names) > 0 {
		return
	}
	if m := marks[0]; m.Series == &f.Series[0] && !m.Quiet {
		value := label{text: f.value(m.Point), role: m.role(m.Point), attr: cell.Bold}
		f.place(m.x, m.y, 2, value, f.sideOf(m.Point))
	}
}
