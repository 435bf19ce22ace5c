package chart

import (
	"math"
	"strconv"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
)

// frame is where everything of one line chart goes.
type frame struct {
	*Line
	ink      Ink
	grid     *cell.Grid // the whole picture
	plot     *cell.Grid // the window figures are plotted on
	x, y     int        // the plot's place in the picture
	from, to int
	ruler    ruler
	names    []name // the right margin, top down
	estimate []bool // by year: every figure of that year is an estimate
}

// frame lays out the chart: value labels, axis, plot, names. The margins shrink
// before the plot does.
func (l *Line) frame(w, h int) *frame {
	f := &frame{Line: l, ink: l.Ink, grid: cell.New(w, h)}
	w, h = f.grid.Width(), f.grid.Height()
	f.from, f.to = l.years()
	f.estimate = l.estimates(f.from, f.to)
	height := h - 2
	if f.eventRow(h) {
		height--
	}
	if height < minPlotHeight || w < minPlotWidth {
		f.plot = f.grid.Window(0, 0, 0, 0)
		return f
	}
	f.ruler = l.ruler(f.from, f.to, height)
	left := 1
	for _, t := range f.ruler.ticks() {
		left = max(left, cell.Width(number(f.ink, t.value, f.ruler.places))+2)
	}
	right := f.margin(w-left, height)
	f.x, f.y = left, 0
	f.plot = f.grid.Window(left, 0, max(0, w-left-right), height)
	return f
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
	var first []float64
	for _, v := range l.Levels {
		if v.span(from, to) && !v.Far && len(first) == 0 {
			first = append(first, v.Y)
		}
	}
	return newRuler(l.extent(from, to), height, apart, l.Zero, first...)
}

// eventRow tells whether there is a row for the events' labels.
func (f *frame) eventRow(h int) bool {
	if h < 12 {
		return false
	}
	for _, e := range f.Events {
		if e.Label != "" {
			return true
		}
	}
	return false
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

// dotY is the row of dots of a value, from the top; it may lie off the plot.
func (f *frame) dotY(v float64) float64 {
	_, dy := f.ink.dots()
	rows := float64(f.plot.Height()) - f.ruler.at(v)
	if v >= f.ruler.lo && rows > float64(f.plot.Height())-0.5 {
		// The lower half of the axis' own row: the lowest dots stand for it.
		return float64(f.plot.Height()*dy - 1)
	}
	// The middle of a row lies between two dots; a hair less takes the upper one
	// whatever the last bit of the division says.
	return math.Floor((rows+0.5)*float64(dy) - 1e-6)
}

// line is the plot's row of a value.
func (f *frame) line(v float64) int {
	_, dy := f.ink.dots()
	return int(math.Floor(f.dotY(v) / float64(dy)))
}

// visible tells whether a value is within the plot.
func (f *frame) visible(v float64) bool {
	if !usable(v) {
		return false
	}
	row := f.line(v)
	return row >= 0 && row < f.plot.Height()
}

// drawValues draws the axis of values with its labels, and the line of zero
// where there are values on both sides of it.
func (f *frame) drawValues() {
	pen, height := f.ink.pen(), f.plot.Height()
	for y := range height {
		f.grid.Set(f.x-1, y, pen.axis, cell.Axis)
	}
	for _, t := range f.ruler.ticks() {
		y := height - t.cell
		if y < 0 {
			continue
		}
		label := number(f.ink, t.value, f.ruler.places)
		f.grid.Right(f.x-2, y, label, cell.Faint)
		if y < height {
			f.grid.Set(f.x-1, y, pen.tick, cell.Axis)
		}
		if t.value == 0 && t.cell > 0 {
			f.grid.Fill(f.x, y, f.plot.Width(), pen.rule, cell.Axis)
		}
	}
}

// drawYears draws the axis of years with its labels and events.
func (f *frame) drawYears(events []Event) {
	pen, y := f.ink.pen(), f.plot.Height()
	f.grid.Set(f.x-1, y, pen.corner, cell.Axis)
	f.grid.Fill(f.x, y, f.plot.Width(), pen.rule, cell.Axis)
	for _, year := range f.labelled() {
		f.grid.Set(f.x+f.column(year), y, pen.below, cell.Axis)
		f.grid.Text(f.yearStart(year), y+1, f.yearLabel(year), cell.Faint)
	}
	free := 0
	for _, e := range events {
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
	s := strconv.Itoa(year)
	if i := year - f.from; i >= 0 && i < len(f.estimate) && f.estimate[i] {
		s += "e"
	}
	return s
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
		if years, ok := f.everyNth(n); ok {
			for m := n; m <= 2*n && m < span; m++ {
				if span%m == 0 {
					if even, ok := f.everyNth(m); ok {
						return even
					}
				}
			}
			return years
		}
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
	for _, s := range l.Series {
		for _, p := range s.Points {
			if !p.there() || p.X < from || p.X > to {
				continue
			}
			i := p.X - from
			out[i] = !settled[i] && p.Status == figure.Estimate
			settled[i] = settled[i] || p.Status != figure.Estimate
		}
	}
	return out
}
