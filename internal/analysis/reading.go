package analysis

import (
	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// Reading is one figure, and how it stands: to the level, to the year before and
// to the base year.
type Reading struct {
	figure.Figure
	Verdict   target.Verdict // of one of NATO's sums, it counts for nobody
	Edge      bool           // on the knife's edge
	Converted bool           // in another currency than the last of the answer's years: no scale holds both
	// Gap is the printed figure less the level, pp, of an ally, also before it was a
	// member: whether it counts is for the verdict to say. Change is on the year before
	// and Since on the base year: pp for measures in per cent, % for amounts and people.
	Gap, Change, Since Delta
	Break              string // what is counted from this year on, where a break in the series lies here
}

// Series are the readings of one ally, or of a sum, in the years of an answer.
type Series struct {
	Code     ally.Code
	Ally     *ally.Ally // nil for a sum
	Name     string
	First    figure.Year // of the first reading; every later year has one, known or not
	Readings []Reading
	Breaks   Breaks // the years from which something else is counted, also outside the answer's

	line dataset.Line // all figures of the edition's
}

// Itself is the series, of whatever has one.
func (s *Series) Itself() *Series { return s }

// OnScale tells whether the figure can be drawn beside the last of its series.
func (r *Reading) OnScale() bool { return r.Known() && !r.Converted }

// At is the reading of a year; the zero Reading where the series has none.
func (s *Series) At(y figure.Year) Reading {
	if i := int(y - s.First); i >= 0 && i < len(s.Readings) {
		return s.Readings[i]
	}
	return Reading{}
}

// Figures are those of the readings that are OnScale.
func (s *Series) Figures() []figure.Figure {
	figures := make([]figure.Figure, len(s.Readings))
	for i := range s.Readings {
		if r := &s.Readings[i]; r.OnScale() {
			figures[i] = r.Figure
		}
	}
	return figures
}

// series reads the figures of an ally, a sum or a group in the answer's years.
func (w *work) series(c ally.Code) Series {
	s := Series{Code: c, Name: w.ds.Allies().Name(c), First: w.First, line: w.line(c)}
	s.Readings = make([]Reading, int(w.Last-w.First)+1)
	s.Ally, _ = w.ds.Allies().Ally(c)
	if g := w.groupOf(c); g != nil {
		s.Name = w.groupName(g)
	}
	for i := range s.Readings {
		s.Readings[i] = w.reading(s.line, s.Ally, w.First+figure.Year(i))
	}
	s.Breaks = w.breakYears(w.Measure, c)
	for _, b := range w.breaks(c, w.Measure) {
		if i := int(b.Year - w.First); i >= 0 && i < len(s.Readings) {
			s.Readings[i].Break = breakWords(b)
		}
	}
	return s
}

// reading judges a figure of a line and compares it. The ally is nil for a sum.
func (w *work) reading(l dataset.Line, a *ally.Ally, y figure.Year) Reading {
	kind := w.Measure.Spec().Kind
	r := Reading{Figure: l.At(y), Change: difference(l, kind, y, y-1), Since: difference(l, kind, y, w.Base)}
	r.Verdict, r.Edge = w.judge(a, r.Figure, y, w.Query.Level, w.Verdicts())
	r.Converted = r.Known() && l.Currency(y) != l.Latest(w.Last)
	if a != nil && w.Verdicts() && r.Known() {
		r.Gap = Delta{Value: target.Gap(r.Figure, w.Query.Level), OK: true}
	}
	return r
}

// ReadingFor is an ally's figure of another measure in the edition and year of an answer,
// judged by that measure's own pledge; not known where the edition does not hold it.
func ReadingFor(ds *dataset.Dataset, a *Answer, c ally.Code, m figure.Measure) (Reading, Level) {
	q := a.Query
	w, err := resolve(ds, query.Query{Measure: m, Year: a.Year, Edition: q.Edition, Source: q.Source, Members: q.Members})
	if err != nil {
		return Reading{}, Level{}
	}
	x, _ := ds.Allies().Ally(c)
	return w.reading(w.table.Line(c), x, a.Year), w.Level
}

// judge says what can be said of a figure in a year by a level, if that can be measured.
func (w *work) judge(a *ally.Ally, f figure.Figure, y figure.Year, level figure.Decimal, measurable bool) (v target.Verdict, edge bool) {
	switch {
	case a != nil && !w.member(a, y):
		return target.NotMember, false // said first: it holds whatever is asked
	case w.Edition.Source == dataset.Series:
		return target.NotMeasurable, false
	case a != nil && !a.HasForces() && !w.Measure.OfEconomy(): // an economy needs no forces
		return target.NoForces, false
	case !measurable:
		return target.NotMeasurable, false
	}
	return target.Judge(f, level)
}

// difference is changed between two years of a line: none between currencies, and of a year
// none on itself.
func difference(l dataset.Line, kind figure.Kind, year, from figure.Year) Delta {
	if year == from || l.Converted(year, from) {
		return Delta{}
	}
	return changed(l.At(year), l.At(from), kind)
}

// changed is what a figure is more than another in its unit: exact percentage points, or, of
// amounts and people, per cent rounded to one decimal; none of a change in per cent.
func changed(now, then figure.Figure, kind figure.Kind) Delta {
	switch {
	case !now.Known() || !then.Known() || kind == figure.Change:
		return Delta{}
	case kind == figure.Percent:
		return now.Minus(then)
	case then.Printed.Units == 0:
		return Delta{}
	}
	return Delta{Value: figure.Round((now.Exact()/then.Exact()-1)*100, 1), OK: true}
}
