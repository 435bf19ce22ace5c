package chart

import (
	"cmp"
	"math"
	"slices"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// frame is where everything of one line chart goes.
type frame struct {
	*Line
	plane
	from, to int
	rows     [][]Point // of each series, the figure of each year shown; absent ones have no status
	names    []label   // the right margin, top down
	estimate []bool    // by year: every figure of that year is an estimate
	boxed    bool      // without axes
}

// newFrame is a frame without a plot.
func (l *Line) newFrame(w, h int) *frame {
	f := &frame{Line: l, plane: plane{ink: l.Ink, grid: cell.New(w, h)}}
	f.from, f.to = l.years()
	for i := range l.Series {
		row := make([]Point, f.to-f.from+1)
		for _, p := range l.Series[i].Points {
			if p.there() && p.X >= f.from && p.X <= f.to {
				row[p.X-f.from] = p
			}
		}
		f.rows = append(f.rows, row)
	}
	return f
}

// frame lays out the chart: value labels, axis, plot, names. The margins shrink
// before the plot does.
func (l *Line) frame(w, h int) *frame {
	f := l.newFrame(w, h)
	w, h = f.grid.Width(), f.grid.Height()
	f.estimate = l.estimates(f.from, f.to)
	height := h - 2
	if f.eventRow(h) {
		height--
	}
	if f.window(0, 0, 0); height < minPlotHeight || w < minPlotWidth {
		return f
	}
	f.up = l.ruler(f.from, f.to, height)
	left := f.margin()
	f.window(left, w-left-f.chooseNames(w-left, height), height)
	return f
}

// box is a frame without margins.
func (l *Line) box(w, h int) *frame {
	f := l.newFrame(w, h)
	f.boxed = true
	f.window(0, w, h)
	s := l.Scale
	if !s.set() {
		e := l.extent(f.from, f.to)
		if l.Zero {
			e.with(0)
		}
		s = e.scale()
	}
	// A plane's scale begins half a row below its plot, in the axis; here there is
	// none.
	unit := (s.Max - s.Min) / float64(max(1, h))
	f.up = ruler{lo: s.Min - unit/2, unit: unit, cells: h}
	return f
}

// fits tells whether there is room for a plot worth axes.
func (f *frame) fits() bool {
	return f.plot.Width() >= minPlotWidth && f.plot.Height() >= minPlotHeight
}

// ruler is the scale of values for a plot of the given height.
func (l *Line) ruler(from, to, height int) ruler {
	apart := 3
	switch {
	case height < 7:
		apart = 2
	case height >= 28:
		apart = 4
	}
	if l.Scale.set() {
		return fixedRuler(l.Scale, height, apart)
	}
	// The level asked about is worth a row's middle, where it is a clean rule;
	// asking that of all of them would cost too much height.
	for _, v := range l.Levels {
		if v.span(from, to) && !v.Far {
			return newRuler(l.extent(from, to), height, apart, l.Zero, v.Y)
		}
	}
	return newRuler(l.extent(from, to), height, apart, l.Zero)
}

// eventRow tells whether there is a row for the events' labels.
func (f *frame) eventRow(h int) bool {
	for _, e := range f.Events {
		if e.Label != "" {
			return h >= 12
		}
	}
	return false
}

// last is the i-th series' last figure within the years shown.
func (f *frame) last(i int) (last Point, found bool) {
	for _, p := range slices.Backward(f.rows[i]) {
		if p.Status != figure.None {
			return p, true
		}
	}
	return Point{}, false
}

// column is the plot's column of a year.
func (f *frame) column(year int) int {
	dx, _ := f.ink.dots()
	return int(f.dotX(year)) / dx
}

// dotX is the column of dots of a year. Rounded here and nowhere else, so that a
// line, its marks and its year label always share a column.
func (f *frame) dotX(year int) float64 {
	dx, _ := f.ink.dots()
	last := f.plot.Width()*dx - 1
	if f.to == f.from {
		return math.Floor(float64(last) / 2)
	}
	return math.Round(float64(last) * float64(year-f.from) / float64(f.to-f.from))
}

// drawYears draws the ticks of years with their labels and events.
func (f *frame) drawYears() {
	pen, y := f.ink.pen(), f.plot.Height()
	for _, year := range f.labelled() {
		f.grid.Set(f.x+f.column(year), y, pen.below, cell.Axis)
		f.grid.Text(f.yearStart(year), y+1, f.yearLabel(year), cell.Faint)
	}
	free := 0
	for _, e := range f.Events {
		if e.Year < f.from || e.Year > f.to {
			continue
		}
		x := f.x + f.column(e.Year)
		f.grid.Set(x, y, pen.event, cell.Axis)
		if w := cell.Width(e.Label); w > 0 && f.grid.Height() > y+2 {
			start := max(0, min(x-w/2, f.grid.Width()-w))
			if start >= free {
				f.grid.Text(start, y+2, e.Label, cell.Faint)
				free = start + w + 1
			}
		}
	}
}

// yearLabel is a year as the axis prints it: 2026e where all is estimated.
func (f *frame) yearLabel(year int) string {
	return format.Year(figure.Year(year), f.estimate[year-f.from])
}

// yearStart is the column of the picture a year's label starts at: the digits
// stand under their tick, within the picture.
func (f *frame) yearStart(year int) int {
	return max(0, min(f.x+f.column(year)-2, f.grid.Width()-cell.Width(f.yearLabel(year))))
}

// labelled are the years that are labelled: every n-th, the first and the last,
// with the closest n at which no two touch. An n that divides the range is
// preferred, since then the last is no exception.
func (f *frame) labelled() []int {
	span := f.to - f.from
	if span == 0 {
		return []int{f.from}
	}
	for n := 1; n <= span; n++ {
		years, ok := f.everyNth(n)
		if !ok {
			continue
		}
		for m := n; m <= 2*n && m < span; m++ {
			if even, ok := f.everyNth(m); ok && span%m == 0 {
				return even
			}
		}
		return years
	}
	return []int{f.to}
}

// everyNth are the years n apart and the last, without those too near to it. It
// tells whether they have room.
func (f *frame) everyNth(n int) ([]int, bool) {
	end := func(year int) int { return f.yearStart(year) + cell.Width(f.yearLabel(year)) }
	var out []int
	for year := f.from; year < f.to; year += n {
		if year > f.from && end(year)+2 > f.yearStart(f.to) {
			break
		}
		if len(out) > 0 && end(out[len(out)-1])+2 > f.yearStart(year) {
			return nil, false
		}
		out = append(out, year)
	}
	out = append(out, f.to)
	return out, end(out[len(out)-2])+1 <= f.yearStart(f.to)
}

// estimates tells for each year whether all figures shown of it are estimates.
func (l *Line) estimates(from, to int) []bool {
	out, settled := make([]bool, to-from+1), make([]bool, to-from+1)
	for p := range l.points(from, to) {
		i := p.X - from
		out[i] = !settled[i] && p.Status == figure.Estimate
		settled[i] = settled[i] || p.Status != figure.Estimate
	}
	return out
}

// chooseNames chooses the names for the right margin and returns the margin's
// width: none where the plot would keep less than two thirds of the room.
func (f *frame) chooseNames(room, rows int) int {
	f.names = f.candidates()
	if len(f.names) > rows {
		f.names = byRank(f.names)[:rows]
	}
	full, short := 0, 0
	for _, n := range f.names {
		full = max(full, cell.Width(n.text))
		short = max(short, cell.Width(n.short))
	}
	limit := room / 3
	switch {
	case full == 0:
		return 0
	case full+2 <= limit:
		return full + 2
	case short+1 <= limit:
		for i := range f.names {
			f.names[i].text = f.names[i].short
		}
		return short + 1
	}
	f.names = nil
	return 0
}

// candidates are the labels of series with figures and of levels in force at the
// last year shown.
func (f *frame) candidates() []label {
	var out []label
	for i := range f.Series {
		s := &f.Series[i]
		last, ok := f.last(i)
		if s.Name == "" || !ok || f.ownEnd(last) {
			continue
		}
		n := label{text: s.Name, short: cmp.Or(s.Short, s.Name), role: s.Role, value: last.Y, rank: 2*i + 1}
		if f.Values {
			n.text += " " + f.value(last)
		}
		out = append(out, n)
	}
	for i, v := range f.Levels {
		if v.Label == "" || !v.span(f.from, f.to) || v.To != 0 && v.To < f.to {
			continue
		}
		away := ""
		switch pen := f.ink.pen(); {
		case v.Y > f.up.hi()+0.25*f.up.unit:
			away = " " + string(pen.up)
		case v.Y < f.up.lo:
			away = " " + string(pen.down)
		}
		out = append(out, label{text: v.Label + away, short: cmp.Or(v.Short, v.Label) + away, role: v.Role, value: v.Y, rank: 2 * i})
	}
	return out
}

// drawNames writes the names beside the ends of their lines. Levels that the
// margin has no room for, or that end before it, are named on their lines.
func (f *frame) drawNames() {
	for _, v := range f.Levels {
		if ended := v.To != 0 && v.To < f.to; v.span(f.from, f.to) && (ended || len(f.names) == 0) {
			x0, x1 := f.ends(v)
			f.nameLevel(v, x0, x1+1)
		}
	}
	for _, n := range f.chosen(f.names) {
		f.grid.Text(f.x+f.plot.Width()+1, n.row, n.text, n.role)
	}
}

// ownEnd tells whether a series is named at its own end: where it ends before the
// last year shown.
func (f *frame) ownEnd(last Point) bool { return f.Ends && last.X < f.to }

// drawEnds names the series that end before the last year shown, the first ones
// first, where nothing is drawn.
func (f *frame) drawEnds() {
	f.bears = func(c cell.Cell) bool {
		for _, v := range f.Levels {
			if c.Role == v.Role {
				return true
			}
		}
		return false
	}
	for i := range f.Series {
		s := &f.Series[i]
		if last, ok := f.last(i); ok && s.Name != "" && f.ownEnd(last) && f.visible(last.Y) {
			f.place(f.column(last.X), f.line(last.Y), 2, label{text: s.Name, role: s.role(last)}, false)
		}
	}
}
