package chart

import (
	"cmp"
	"math"
	"slices"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// Point is one figure of a series.
type Point struct {
	X      int           // the year, 1949–2100; others are left out
	Y      float64       // in the unit of the chart; ±Inf and NaN are missing
	Status figure.Status // None is missing
	// Role is that of this year's part of an area, such as BarMeets, or of its mark and the
	// piece of line that begins there, which is then thin; Plain is the series' own.
	Role cell.Role
}

// Form is how a series is drawn.
type Form uint8

// The forms.
const (
	Thin  Form = iota // a line of single dots
	Thick             // a line two dots high, for projectors
	Area              // filled from zero or, where zero is not on show, from the axis
)

// Series is one line of a chart.
type Series struct {
	Code   string // in the hits of the picture
	Name   string // at the line's end; "" leaves it without a label
	Short  string // the name where the margin is narrow; "" is Name
	Role   cell.Role
	Points []Point // in any order; a year that is absent is a gap
	Breaks []int   // the years from which something else is counted: no line leads to them
	Whole  bool    // its line leads across breaks all the same: a sum that others came to
	Form   Form
	Dashed bool // all of it dashed, as a projection is
	Dots   bool // a mark on every actual figure
	Quiet  bool // its label is its name alone, without a value
	Far    bool // it leaves the scale alone, as a projection does
}

func (s *Series) role(p Point) cell.Role { return cmp.Or(p.Role, s.Role) }

// Level is a horizontal line at a value: a pledge, with the years it was in force.
type Level struct {
	Y        float64
	Label    string // at the right edge, such as "3.5 % by 2035"
	Short    string // the label where the margin is narrow; "" is Label
	Role     cell.Role
	From, To int  // the years it spans; 0 is the chart's first or last
	Dashed   bool // thinner
	// Far leaves the scale alone, where others widen one that is not given: out of sight it
	// is named at the edge with an arrow.
	Far bool
}

// span tells whether the level lives within some of the years, and can be drawn.
func (v *Level) span(from, to int) bool {
	return usable(v.Y) && (v.From == 0 || v.From <= to) && (v.To == 0 || v.To >= from)
}

// Event is a dated tick on the axis of years, of a year that is shown.
type Event struct {
	Year  int
	Label string // under the years where there is a row for it
}

// Line is a chart of series over years, the first of which is drawn on top of the others.
type Line struct {
	Series []Series
	Levels []Level // the first one is the level asked about
	Events []Event
	Ink    Ink

	From, To int    // the years shown; 0 is the first or last of the figures
	Year     int    // the one marked, with its values; 0 is none
	Scale    Scale  // the range of values; the zero Scale fits series and levels
	Zero     bool   // a fitted scale starts at zero where no value is negative
	Places   uint8  // how many decimals values are printed with
	Title    string // between the years of slopes, where it fits
	Silent   bool   // the value in the marked year is left to whoever draws the chart
}

// Fits tells whether axes and a plot have room in w columns and h rows. Where they do not,
// Draw gives one line of text.
func (l *Line) Fits(w, h int) bool { return l.frame(w, h).fits() }

// Draw draws the chart. Its hits are years, with the codes of the series nearest by.
func (l *Line) Draw(w, h int) *cell.Grid {
	f := l.frame(w, h)
	if !f.fits() {
		f.oneLine()
		return f.whole
	}
	f.axes()
	f.drawYears()
	f.drawFigures(false)
	f.drawNames()
	f.drawEnds()
	f.cursor()
	f.tag()
	return f.whole
}

// Box draws the chart as a small multiple, without axes, names, years and hits, in two
// columns and one row at least. So that they can be compared, the boxes of one screen are
// given one range of years and one Scale, from the lower edge to the upper one, as Range
// finds it.
func (l *Line) Box(w, h int) *cell.Grid {
	if w < 2 || h < 1 {
		return cell.New(w, h)
	}
	f := l.box(w, h)
	// A level cuts through an area, so that how far it reaches above is seen;
	// where that would cost half the area it goes behind.
	f.drawFigures(h < 3)
	return f.grid
}

// BoxColumn is the column of a year shown in a box w columns wide.
func (l *Line) BoxColumn(w, year int) int { return l.box(w, 1).column(year) }

// points takes the figures that can be plotted in some years, with their series' places.
func (l *Line) points(from, to int, take func(i int, p Point)) {
	for i := range l.Series {
		for _, p := range l.Series[i].Points {
			if p.Status != figure.None && usable(p.Y) && p.X >= from && p.X <= to {
				take(i, p)
			}
		}
	}
}

// years is the range of years shown, never empty, within those a figure can be of.
func (l *Line) years() (from, to int) {
	first, last := int(figure.FirstYear), int(figure.LastYear)
	l.points(first, last, func(_ int, p Point) {
		if from == 0 || p.X < from {
			from = p.X
		}
		to = max(to, p.X)
	})
	from = max(first, min(cmp.Or(l.From, from), last))
	return from, max(from, min(cmp.Or(l.To, to), last))
}

// extent is the range of values to be shown, with zero where that is asked for.
func (l *Line) extent(from, to int) Scale {
	e := l.Scale
	if !e.set() {
		e = nothing()
		l.points(from, to, func(i int, p Point) {
			if !l.Series[i].Far {
				e.with(p.Y)
			}
		})
		for _, v := range l.Levels {
			if !v.Far && v.span(from, to) {
				e.with(v.Y)
			}
		}
	}
	if l.Zero {
		e.with(0)
	}
	return e
}

// Range is the range of values to be shown in a box.
func (l *Line) Range() Scale {
	e := l.extent(l.years())
	return e.wide()
}

func (l *Line) value(p Point) string { return number(l.Ink, p.Y, l.Places) + p.Status.Mark() }

func (f *frame) oneLine() {
	if len(f.Series) == 0 {
		return
	}
	s, value := &f.Series[0], ""
	if last, ok := f.last(0); ok {
		value = f.value(last)
	}
	f.grid.Text(0, 0, cell.Cut(format.Join(" ", s.Name, value), f.grid.Width()), s.Role)
}

// drawFigures draws areas, levels, or levels before areas, lines and marks over each other,
// the first of each on top.
func (f *frame) drawFigures(behind bool) {
	for _, areas := range [2]bool{!behind, behind} { // areas, then levels; or levels first
		for i, s := range slices.Backward(f.Series) {
			if areas && s.Form == Area {
				f.drawArea(&s, f.rows[i])
			}
		}
		for _, v := range slices.Backward(f.Levels) {
			if !areas {
				f.drawLevel(v)
			}
		}
	}
	for i, s := range slices.Backward(f.Series) {
		if s.Form != Area {
			f.drawSeries(&s, f.rows[i])
		}
	}
	for i, s := range slices.Backward(f.Series) {
		f.drawMarks(&s, f.rows[i])
		f.drawBreaks(&s, f.rows[i])
	}
}

func (f *frame) drawSeries(s *Series, years []Point) {
	for i := 1; i < len(years); i++ {
		if a, b := years[i-1], years[i]; s.joins(a, b) {
			f.stroke(cell.Stroke{
				X0: f.dotX(a.X), Y0: f.dotY(a.Y), X1: f.dotX(b.X), Y1: f.dotY(b.Y),
				Role: s.role(a), Thick: s.Form == Thick && s.role(a) == s.Role, Dashed: s.Dashed || !firm(b.Status),
			})
		}
	}
}

// drawMarks marks figures that no line leads to and, where asked for, actual ones.
func (f *frame) drawMarks(s *Series, years []Point) {
	for i, p := range years {
		if p.Status == figure.None || !f.visible(p.Y) {
			continue
		}
		joined := func(k int) bool { return k >= 0 && k < len(years) && s.joins(p, years[k]) }
		alone := s.Form != Area && !joined(i-1) && !joined(i+1)
		switch {
		case alone && !firm(p.Status):
			f.plot.Set(f.column(p.X), f.line(p.Y), 'e', s.role(p))
		case alone || s.Dots && firm(p.Status):
			f.plot.Set(f.column(p.X), f.line(p.Y), f.ink.sign(actualSign), s.role(p))
		}
	}
}

func (f *frame) seen(v Level) bool { return v.span(f.from, f.to) && f.visible(v.Y) }

// drawLevel draws a level's line: in the middle of a row, or at its upper or lower edge. It
// goes behind the top of an area, since that says how near the area comes, and through a
// full cell as a thin cut, which is the cell reversed.
func (f *frame) drawLevel(v Level) {
	if !f.seen(v) {
		return
	}
	fromTop := float64(f.plot.Height()) - f.height(v.Y)
	y := int(math.Floor(fromTop - 1e-6))
	at := fromTop - float64(y) // 0 the row's upper edge, 1 its lower
	line, every := solidRule, 1
	switch {
	case f.ink == ASCII:
		line, every = '-', 2
	case at < 1.0/4:
		line = upperRule
	case at > 3.0/4:
		line = lowerRule
	case v.Dashed:
		line = thinRule
	}
	if v.Dashed && line != thinRule { // the others have no dashed form
		every *= 2
	}
	x0, x1 := f.ends(v)
	for x := x0; x <= x1; x += every {
		switch c := f.plot.At(x, y); {
		case top(c.Rune):
		case c.Rune == '█':
			f.plot.Put(x, y, cell.Cell{Rune: line, Role: c.Role, Attr: c.Attr | cell.Reverse})
		default:
			f.plot.Set(x, y, line, v.Role)
		}
	}
}

func (f *frame) ends(v Level) (x0, x1 int) {
	x1 = f.plot.Width() - 1
	if v.From > f.from {
		x0 = f.column(v.From)
	}
	if v.To != 0 && v.To < f.to {
		x1 = f.column(v.To)
	}
	return x0, x1
}

// drawArea fills from zero, or from the axis where zero is not on show, column by
// column between neighbouring years; lighter on the way to an estimate.
func (f *frame) drawArea(s *Series, years []Point) {
	base := 0.0
	if f.up.lo < 0 {
		base = max(0, f.height(0))
	}
	for i, b := range years {
		if b.Status == figure.None {
			continue
		}
		light, x1 := s.Dashed || !firm(b.Status), f.column(b.X)
		a, x0 := b, x1-1
		if i > 0 && s.joins(years[i-1], b) {
			a, x0 = years[i-1], f.column(years[i-1].X)
		}
		for x := x0 + 1; x <= x1; x++ {
			y := a.Y + (b.Y-a.Y)*float64(x-x0)/float64(x1-x0)
			role := s.role(b)
			if 2*(x-x0) < x1-x0 {
				role = s.role(a)
			}
			fill(f.plot, f.ink, x, base, f.height(y), role, light)
		}
	}
}

func (s *Series) joins(a, b Point) bool {
	return a.Status != figure.None && b.Status != figure.None && (s.Whole || !s.broken(a.X, b.X))
}

// broken tells whether a break lies between two years, or in the later of them.
func (s *Series) broken(from, to int) bool {
	return slices.ContainsFunc(s.Breaks, func(y int) bool { return y > min(from, to) && y <= max(from, to) })
}

// drawBreaks marks breaks between neighbouring years: as a cut through what is full, else
// behind what is drawn, and above it where that leaves no room.
func (f *frame) drawBreaks(s *Series, years []Point) {
	mark := f.ink.sign(breakSign)
	for i := 1; i < len(years); i++ {
		a, b := years[i-1], years[i]
		if a.Status == figure.None || b.Status == figure.None || !s.broken(a.X, b.X) {
			continue
		}
		x := (f.column(a.X) + f.column(b.X) + 1) / 2
		from, to := min(f.line(a.Y), f.line(b.Y)), max(f.line(a.Y), f.line(b.Y))
		if s.Form == Area { // which stands on the ground
			to = f.plot.Height() - 1
		}
		if from == to { // beside the figures, of which there may be one in this very column
			from, to = from-1, to+1
		}
		drawn := false
		for y := min(to, f.plot.Height()-1); y >= 0 && (y >= from || !drawn); y-- {
			switch c := f.plot.At(x, y); {
			case c.Rune == ' ':
				f.plot.Set(x, y, mark, s.role(b))
			case c.Rune == '█' || f.ink == ASCII && c.Rune == '#':
				f.plot.Put(x, y, cell.Cell{Rune: mark, Role: c.Role, Attr: c.Attr | cell.Reverse})
			default:
				continue
			}
			drawn = true
		}
	}
}
