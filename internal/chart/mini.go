package chart

import (
	"allyscope/internal/cell"
	"allyscope/internal/figure"
)

// Mini is a small multiple: series and levels in a box without axes, names or
// year labels. The boxes of one screen are given one Scale and one range of
// years, so that they can be compared; SharedScale finds the scale.
type Mini struct {
	Series   []Series
	Levels   []Level // labels are not drawn
	Ink      Ink
	From, To int   // the years shown; 0 is the first or last of the figures
	Scale    Scale // Min is the box's lower edge, Max its upper; zero: fitted
	Zero     bool  // a fitted scale starts at zero where no value is negative
}

// SharedScale is the range of values of several lists of figures and levels; with
// zero it includes zero. Levels that are Far are left out. Without any figure it
// is the zero Scale.
func SharedScale(zero bool, levels []Level, series ...[]Point) Scale {
	var e extent
	for _, points := range series {
		for _, p := range points {
			if p.there() {
				e.with(p.Y)
			}
		}
	}
	if !e.any {
		return Scale{}
	}
	for _, v := range levels {
		if !v.Far {
			e.with(v.Y)
		}
	}
	if zero {
		e.with(0)
	}
	return Scale{Min: e.lo, Max: e.hi}
}

// Fits tells whether there is room for a picture: at least two columns and one
// row. Below, Draw gives an empty grid.
func (m *Mini) Fits(w, h int) bool { return w >= 2 && h >= 1 }

// Draw draws the box in w columns and h rows.
func (m *Mini) Draw(w, h int) *cell.Grid {
	if !m.Fits(w, h) {
		return cell.New(w, h)
	}
	f := m.frame(w, h)
	// A level cuts through an area, so that how far it reaches above is seen;
	// where that would cost half the area it goes behind.
	if h < 3 {
		f.drawLevels()
	}
	for i := len(m.Series) - 1; i >= 0; i-- {
		if m.Series[i].Form == Area {
			f.drawArea(&m.Series[i])
		}
	}
	if h >= 3 {
		f.drawLevels()
	}
	for i := len(m.Series) - 1; i >= 0; i-- {
		f.drawSeries(&m.Series[i])
		f.drawAlone(&m.Series[i])
	}
	return f.grid
}

// Column is the column of a year in a box w columns wide; ok is false for a year
// that is not shown.
func (m *Mini) Column(w, year int) (x int, ok bool) {
	if !m.Fits(w, 1) {
		return 0, false
	}
	f := m.frame(w, 1)
	if year < f.from || year > f.to {
		return 0, false
	}
	return f.column(year), true
}

// frame is a line chart's frame without margins.
func (m *Mini) frame(w, h int) *frame {
	l := &Line{Series: m.Series, Levels: m.Levels, Ink: m.Ink, From: m.From, To: m.To, Zero: m.Zero}
	f := &frame{Line: l, ink: m.Ink, grid: cell.New(w, h)}
	f.from, f.to = l.years()
	f.plot = f.grid.Window(0, 0, w, h)
	s := m.Scale
	if !s.set() {
		e := l.extent(f.from, f.to)
		if m.Zero {
			e.with(0)
		}
		s = Scale{Min: e.lo, Max: e.hi}
	}
	if !s.set() {
		s = Scale{Min: s.Min - 0.5, Max: s.Min + 0.5}
	}
	// A frame's scale begins half a row below its plot, in the axis; here there
	// is none.
	unit := (s.Max - s.Min) / float64(f.plot.Height())
	f.ruler = ruler{lo: s.Min - unit/2, unit: unit, cells: f.plot.Height()}
	return f
}

// drawAlone marks figures that no line leads to. Estimates carry no mark of
// their own here: there is no room, and their line is dashed.
func (f *frame) drawAlone(s *Series) {
	if s.Form == Area {
		return
	}
	years := f.row(s)
	for i, p := range years {
		if p.Status == figure.None || !f.visible(p.Y) ||
			i > 0 && years[i-1].Status != figure.None ||
			i < len(years)-1 && years[i+1].Status != figure.None {
			continue
		}
		r := f.ink.pen().actual
		if !firm(p.Status) {
			r = f.ink.pen().estimate
		}
		f.plot.Set(f.column(p.X), f.line(p.Y), r, s.Role)
	}
}
