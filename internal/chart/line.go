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
	X      int           // the year, 1949–2100; points of other years are left out
	Y      float64       // in the unit of the chart; ±Inf and NaN count as missing
	Status figure.Status // None means missing
	// Role overrides the role of the series, unless it is Plain: for this year's part of an
	// area, or for its mark and the segment that begins there, which is then thin.
	Role cell.Role
}

// Form is how a series is drawn.
type Form uint8

// The forms.
const (
	Thin  Form = iota // a line of single dots
	Thick             // a line two dots high, for projectors
	Area              // filled from zero or, if zero is not shown, from the axis
)

// Series is one line of a chart.
type Series struct {
	Code   string // in the hits of the picture
	Name   string // shown at the end of the line; empty: no label
	Short  string // the name in a narrow margin; empty: Name
	Role   cell.Role
	Points []Point // in any order; an absent year is a gap
	Breaks []int   // the first years of new definitions, which no line leads to
	Whole  bool    // its line crosses breaks: a sum that allies have joined
	Form   Form
	Dashed bool // dashed throughout, as a projection is
	Dots   bool // every actual figure has a mark
	Quiet  bool // its label is the name only, without a value
	Far    bool // it does not widen the scale
}

func (s *Series) role(p Point) cell.Role { return cmp.Or(p.Role, s.Role) }

// Level is a horizontal line at a value: a pledge, with the years it was in force.
type Level struct {
	Y        float64
	Label    string // at the right edge, such as "3.5 % by 2035"
	Short    string // the label in a narrow margin; empty: Label
	Role     cell.Role
	From, To int  // the years it spans; 0: the chart's first or last year
	Dashed   bool // thinner
	// Far keeps the level from widening the scale. If it lies outside the scale, it is named
	// at the edge with an arrow.
	Far bool
}

// span reports whether the level can be drawn and spans any of the years.
func (v *Level) span(from, to int) bool {
	return usable(v.Y) && (v.From == 0 || v.From <= to) && (v.To == 0 || v.To >= from)
}

// Event is a labelled tick on the axis of years. Its year must be one of those shown.
type Event struct {
	Year  int
	Label string // below the years, if there is a row for it
}

// Line is a chart of series over years. The first series is drawn on top.
type Line struct {
	Series []Series
	Levels []Level // the query's level first
	Events []Event
	Ink    Ink

	From, To int    // the years shown; 0: the first or last year with a figure
	Year     int    // the year marked with its values; 0: none
	Scale    Scale  // the range of values; the zero value fits series and levels
	Zero     bool   // the scale includes zero
	Places   uint8  // the decimals of values
	Title    string // between the years of a slope, if it fits
	Silent   bool   // the caller shows the value of the marked year
}

// Fits reports whether axes and a plot fit in w columns and h rows. If they do not, Draw
// returns a grid with one line of text.
func (l *Line) Fits(w, h int) bool { return l.frame(w, h).fits() }

// Draw draws the chart. Its cells are tagged with the nearest year and series.
func (l *Line) Draw(w, h int) *cell.Grid {
	f := l.frame(w, h)
	if !f.fits() {
		if len(f.Series) > 0 {
			s, value := &f.Series[0], ""
			if last, ok := f.last(0); ok {
				value = f.value(last)
			}
			f.grid.Text(0, 0, cell.Cut(format.Join(" ", s.Name, value), f.grid.Width()), s.Role)
		}
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

// Box draws the chart as a small multiple: without axes, names, years and tags. In fewer than
// two columns or one row it draws nothing. The boxes of a screen can be compared if they have
// the same years and the same Scale, such as that of Range; it spans the height of the box.
func (l *Line) Box(w, h int) *cell.Grid {
	if w < 2 || h < 1 {
		return cell.New(w, h)
	}
	f := l.box(w, h)
	// The level is drawn through the areas to show how far they rise above it, and behind them
	// if they are so low that it would hide half of them.
	f.drawFigures(h < 3)
	return f.grid
}

// BoxColumn returns the column of a year in a box w columns wide.
func (l *Line) BoxColumn(w, year int) int { return l.box(w, 1).column(year) }

// points calls take for every usable point from year from to year to, with the index of its series.
func (l *Line) points(from, to int, take func(i int, p Point)) {
	for i := range l.Series {
		for _, p := range l.Series[i].Points {
			if p.Status != figure.None && usable(p.Y) && p.X >= from && p.X <= to {
				take(i, p)
			}
		}
	}
}

// years returns the range of years shown. It is never empty and within figure.FirstYear and
// figure.LastYear.
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

// extent returns the range of values of the years from–to, with zero if Zero is set.
func (l *Line) extent(from, to int) Scale {
	e := l.Scale
	if !e.set() {
		e = emptyScale()
		l.points(from, to, func(i int, p Point) {
			if !l.Series[i].Far {
				e.include(p.Y)
			}
		})
		for _, v := range l.Levels {
			if !v.Far && v.span(from, to) {
				e.include(v.Y)
			}
		}
	}
	if l.Zero {
		e.include(0)
	}
	return e
}

// Range returns the range of values that a box shows.
func (l *Line) Range() Scale {
	e := l.extent(l.years())
	return e.padded()
}

func (l *Line) value(p Point) string { return number(l.Ink, p.Y, l.Places) + p.Status.Mark() }

// drawFigures draws areas, levels, lines and marks in this order, the first of each kind on
// top. If behind is set, levels are drawn before areas.
func (f *frame) drawFigures(behind bool) {
	for _, areas := range [2]bool{!behind, behind} {
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

// drawMarks marks the points that no line leads to and, if Dots is set, all actual figures.
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

func (f *frame) shown(v Level) bool { return v.span(f.from, f.to) && f.visible(v.Y) }

// drawLevel draws a level's line in the middle of a row or at its upper or lower edge. The line
// does not cover the top of an area, which shows how close the area comes to the level; through
// a full cell it is drawn in reverse, as a thin cut.
func (f *frame) drawLevel(v Level) {
	if !f.shown(v) {
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
	if v.Dashed && line != thinRule { // the other characters have no dashed form
		every *= 2
	}
	x0, x1 := f.ends(v)
	for x := x0; x <= x1; x += every {
		switch c := f.plot.At(x, y); {
		case c.Rune >= '▂' && c.Rune <= '▇' || c.Rune == '=' || c.Rune == '_': // the partly filled top of an area
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

// drawArea fills the area from zero, or from the axis if zero is not shown, column by column
// between neighbouring years. It is lighter on the way to an estimate.
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

// broken reports whether a break lies between two years or in the later one.
func (s *Series) broken(from, to int) bool {
	return slices.ContainsFunc(s.Breaks, func(y int) bool { return y > min(from, to) && y <= max(from, to) })
}

// drawBreaks marks breaks between neighbouring years: in blank cells, as a cut through full
// ones, and above the figures if neither is found.
func (f *frame) drawBreaks(s *Series, years []Point) {
	mark := f.ink.sign(breakSign)
	for i := 1; i < len(years); i++ {
		a, b := years[i-1], years[i]
		if a.Status == figure.None || b.Status == figure.None || !s.broken(a.X, b.X) {
			continue
		}
		x := (f.column(a.X) + f.column(b.X) + 1) / 2
		from, to := min(f.line(a.Y), f.line(b.Y)), max(f.line(a.Y), f.line(b.Y))
		if s.Form == Area { // cut down to the axis
			to = f.plot.Height() - 1
		}
		if from == to { // add the rows around, as a figure may be in the mark's cell
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
