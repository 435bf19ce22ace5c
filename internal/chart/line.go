package chart

import (
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"slices"
)

// Point is one figure of a series.
type Point struct {
	X      int           // the year, 1949–2100; others are left out
	Y      float64       // in the unit of the chart; ±Inf and NaN are missing
	Status figure.Status // None is missing
	// Role is the role of this year's part of an area, such as BarMeets, or of the
	// year's mark and the piece of line that begins at it, which is then thin;
	// Plain is the series' own.
	Role cell.Role
}

// there tells whether the point can be plotted.
func (p Point) there() bool {
	return p.Status != figure.None && usable(p.Y) &&
		p.X >= int(figure.FirstYear) && p.X <= int(figure.LastYear)
}

// Form is how a series is drawn.
type Form uint8

// The forms.
const (
	Thin  Form = iota // a line of single dots
	Thick             // a line two dots high, for projectors
	Area              // filled from zero, or from the axis where zero is not shown
)

// Series is one line of a chart.
type Series struct {
	Name   string // at the line's end; "" leaves it without a label
	Short  string // the name where the margin is narrow; "" is Name
	Role   cell.Role
	Points []Point // in any order; a year that is absent is a gap
	Form   Form
	Dashed bool // all of it dashed, as a projection is
	Dots   bool // a mark on every actual figure; estimates always carry theirs
	Quiet  bool // the year cursor marks it without saying its value
}

// Level is a horizontal line at a value: a pledge, with the years it was in
// force.
type Level struct {
	Y        float64
	Label    string // at the right edge, such as "3.5 % by 2035"
	Short    string // the label where the margin is narrow; "" is Label
	Role     cell.Role
	From, To int  // the years it spans; 0 is the chart's first or last
	Dashed   bool // thinner
	// Far leaves the scale alone: a level out of sight is named at the edge with
	// an arrow. Other levels widen a scale that is not given.
	Far bool
}

// Event is a dated tick on the axis of years.
type Event struct {
	Year  int
	Label string // under the years where there is a row for it; may be ""
}

// Line is a chart of series over years. The first series is the one the reader
// came for: it is drawn last, on top of the others.
type Line struct {
	Series []Series
	Levels []Level // the first one is the level asked about
	Events []Event
	Ink    Ink
	// From and To are the years shown; 0 is the first or last of the figures.
	From, To int
	// Scale is the range of values; the zero Scale fits series and levels.
	Scale Scale
	// Zero makes a fitted scale start at zero where no value is negative.
	Zero bool
	// Places is how many decimals values are printed with (0–3).
	Places uint8
	// Values prints each series' last value behind its name.
	Values bool
	// Bare leaves out the names in the right margin.
	Bare bool
	// Ends names a series that ends before the last year shown at its own end,
	// where there is room, instead of in the right margin.
	Ends bool
}

// The least plot worth axes, in cells.
const (
	minPlotWidth  = 10
	minPlotHeight = 3
)

// Fits tells whether the chart has room for axes and a plot in w columns and h
// rows. Where it does not, Draw gives one line of text.
func (l *Line) Fits(w, h int) bool {
	f := l.frame(w, h)
	return f.plot.Width() >= minPlotWidth && f.plot.Height() >= minPlotHeight
}

// Draw draws the chart in w columns and h rows. The picture has no year cursor:
// see Picture.Overlay.
func (l *Line) Draw(w, h int) *Picture {
	f := l.frame(w, h)
	p := &Picture{Cells: f.grid, ink: l.Ink}
	if f.plot.Width() < minPlotWidth || f.plot.Height() < minPlotHeight {
		l.oneLine(f.grid)
		return p
	}
	f.drawYears(l.Events)
	f.drawValues()
	for i := len(l.Series) - 1; i >= 0; i-- {
		if l.Series[i].Form == Area {
			f.drawArea(&l.Series[i])
		}
	}
	f.drawLevels()
	for i := len(l.Series) - 1; i >= 0; i-- {
		f.drawSeries(&l.Series[i])
	}
	for i := len(l.Series) - 1; i >= 0; i-- {
		f.drawMarks(&l.Series[i])
	}
	f.drawNames()
	f.drawEnds()
	p.index(f)
	return p
}

// oneLine says in words what there is no room to draw: the first series' last
// figure.
func (l *Line) oneLine(g *cell.Grid) {
	if g.Height() == 0 || len(l.Series) == 0 {
		return
	}
	s := &l.Series[0]
	text := s.Name
	if last, ok := l.last(s); ok {
		if text != "" {
			text += " "
		}
		text += l.value(last)
	}
	g.Text(0, 0, cell.Cut(text, g.Width()), s.Role)
}

// value prints a figure with its "e".
func (l *Line) value(p Point) string {
	return number(l.Ink, p.Y, min(l.Places, 3)) + mark(p.Status)
}

// last is the series' last figure within the years shown.
func (l *Line) last(s *Series) (Point, bool) {
	from, to := l.years()
	var last Point
	found := false
	for _, p := range s.Points {
		if p.there() && p.X >= from && p.X <= to && (!found || p.X >= last.X) {
			last, found = p, true
		}
	}
	return last, found
}

// years is the range of years shown; it is never empty and never longer than the
// years a figure can be of.
func (l *Line) years() (from, to int) {
	for _, s := range l.Series {
		for _, p := range s.Points {
			if !p.there() {
				continue
			}
			if from == 0 || p.X < from {
				from = p.X
			}
			to = max(to, p.X)
		}
	}
	if l.From != 0 {
		from = l.From
	}
	if l.To != 0 {
		to = l.To
	}
	from = max(int(figure.FirstYear), min(from, int(figure.LastYear)))
	to = max(from, min(to, int(figure.LastYear)))
	return from, to
}

// extent is the range of values to be shown.
func (l *Line) extent(from, to int) extent {
	var e extent
	for _, s := range l.Series {
		for _, p := range s.Points {
			if p.there() && p.X >= from && p.X <= to {
				e.with(p.Y)
			}
		}
		if s.Form == Area && e.any && e.lo > 0 && l.Zero {
			e.with(0)
		}
	}
	for _, v := range l.Levels {
		if !v.Far && v.span(from, to) {
			e.with(v.Y)
		}
	}
	return e
}

// span tells whether the level lives within some of the years, and can be drawn.
func (v *Level) span(from, to int) bool {
	return usable(v.Y) && (v.From == 0 || v.From <= to) && (v.To == 0 || v.To >= from)
}

// row is the figure of each year, in the order of the years shown; absent ones
// have status None.
func (f *frame) row(s *Series) []Point {
	out := make([]Point, f.to-f.from+1)
	for _, p := range s.Points {
		if p.there() && p.X >= f.from && p.X <= f.to {
			out[p.X-f.from] = p
		}
	}
	return out
}

// drawSeries draws the line, piece by piece between neighbouring years: over a
// missing year there is no line. A figure without neighbours is drawn as a mark.
func (f *frame) drawSeries(s *Series) {
	if s.Form == Area {
		return
	}
	years := f.row(s)
	lines := make([]segment, 0, len(years))
	role := s.Role
	for i := 1; i < len(years); i++ {
		a, b := years[i-1], years[i]
		if a.Status == figure.None || b.Status == figure.None {
			continue
		}
		if own := a.of(s); own != role {
			stroke(f.plot, f.ink, role, lines)
			role, lines = own, lines[:0]
		}
		piece := segment{
			x0: f.dotX(a.X), y0: f.dotY(a.Y), x1: f.dotX(b.X), y1: f.dotY(b.Y),
			thick: s.Form == Thick && role == s.Role,
		}
		if s.Dashed || !firm(b.Status) {
			piece.pattern = dashed
		}
		lines = append(lines, piece)
	}
	stroke(f.plot, f.ink, role, lines)
}

// drawMarks puts marks on figures: a hollow one on every estimate, a full one on
// actual figures where asked for, or where no line leads there.
func (f *frame) drawMarks(s *Series) {
	years := f.row(s)
	pen := f.ink.pen()
	for i, p := range years {
		if p.Status == figure.None || !f.visible(p.Y) {
			continue
		}
		alone := (i == 0 || years[i-1].Status == figure.None) &&
			(i == len(years)-1 || years[i+1].Status == figure.None)
		switch {
		case !firm(p.Status):
			f.plot.Set(f.column(p.X), f.line(p.Y), pen.estimate, p.of(s))
		case s.Dots, alone && s.Form != Area:
			f.plot.Set(f.column(p.X), f.line(p.Y), pen.actual, p.of(s))
		}
	}
}

// drawLevels draws the levels, the first one on top.
func (f *frame) drawLevels() {
	for _, v := range slices.Backward(f.Levels) {
		f.drawLevel(v)
	}
}

// drawLevel draws a level over its years.
func (f *frame) drawLevel(v Level) {
	if !v.span(f.from, f.to) || !f.visible(v.Y) {
		return
	}
	x0, x1 := 0, f.plot.Width()-1
	if v.From > f.from {
		x0 = f.column(v.From)
	}
	if v.To != 0 && v.To < f.to {
		x1 = f.column(v.To)
	}
	rule(f.plot, f.ink, x0, x1, f.height(v.Y), v.Role, v.Dashed)
}

// height is how many rows above the plot's lower edge a value lies: the axis'
// own row is worth half a row less than the plot's edge.
func (f *frame) height(v float64) float64 { return f.ruler.at(v) - 0.5 }

// drawArea fills from zero, or from the axis where zero is not on show, column
// by column between neighbouring years; lighter on the way to an estimate.
func (f *frame) drawArea(s *Series) {
	years := f.row(s)
	base := max(0, f.height(0))
	if f.ruler.lo >= 0 {
		base = 0
	}
	for i, b := range years {
		if b.Status == figure.None {
			continue
		}
		light := s.Dashed || !firm(b.Status)
		x1 := f.column(b.X)
		if i == 0 || years[i-1].Status == figure.None {
			fill(f.plot, f.ink, x1, base, f.height(b.Y), b.of(s), light)
			continue
		}
		a := years[i-1]
		for x, x0 := f.column(a.X)+1, f.column(a.X); x <= x1; x++ {
			y := a.Y + (b.Y-a.Y)*float64(x-x0)/float64(x1-x0)
			role := b.of(s)
			if 2*(x-x0) < x1-x0 {
				role = a.of(s)
			}
			fill(f.plot, f.ink, x, base, f.height(y), role, light)
		}
	}
}

// of is the role of the point's part of its series.
func (p Point) of(s *Series) cell.Role {
	if p.Role == cell.Plain {
		return s.Role
	}
	return p.Role
}
