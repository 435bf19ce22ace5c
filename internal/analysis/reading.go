package analysis

import (
	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// Reading is one figure with its verdict, its distance to the level and its changes.
type Reading struct {
	figure.Figure
	Verdict   target.Verdict // the verdict on a sum is never counted
	Edge      bool           // on the knife-edge
	Converted bool           // in another currency than the series' last figure, so not on its scale
	// Gap is an ally's printed figure less the level, in pp, also in years before it was a
	// member; the verdict says whether it counts. Change is since the previous year and Since
	// since the base year: in pp for measures in per cent, in % for amounts and people.
	Gap, Change, Since Delta
	Break              string // if a break in the series lies here, what is counted from this year on
}

// Series holds the readings of one ally, sum or group in the years of an answer.
type Series struct {
	Code     ally.Code
	Ally     *ally.Ally // nil for a sum
	Name     string
	First    figure.Year // the year of Readings[0]
	Readings []Reading   // one for every year, known or not
	Breaks   Breaks      // including those outside the answer's years

	line dataset.Line // the figures of all years in the edition
}

// Itself returns the series, so that all types that embed one can be treated alike.
func (s *Series) Itself() *Series { return s }

// OnScale reports whether the figure can be drawn on one scale with the last of its series.
func (r *Reading) OnScale() bool { return r.Known() && !r.Converted }

// At returns the reading of a year, or the zero Reading outside the answer's years.
func (s *Series) At(y figure.Year) Reading {
	if i := int(y - s.First); i >= 0 && i < len(s.Readings) {
		return s.Readings[i]
	}
	return Reading{}
}

// Figures returns one figure for each reading, unknown if the reading is not OnScale.
func (s *Series) Figures() []figure.Figure {
	figures := make([]figure.Figure, len(s.Readings))
	for i := range s.Readings {
		if r := &s.Readings[i]; r.OnScale() {
			figures[i] = r.Figure
		}
	}
	return figures
}

// series returns the readings of an ally, a sum or a group in the answer's years.
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

// reading returns the figure of a line in year y, judged and compared; a is nil for a sum.
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

// ReadingFor returns an ally's figure of another measure in the edition and year of an answer,
// judged by that measure's own pledge. It is unknown if the edition does not hold the measure.
func ReadingFor(ds *dataset.Dataset, a *Answer, c ally.Code, m figure.Measure) (Reading, Level) {
	q := a.Query
	w, err := resolve(ds, query.Query{Measure: m, Year: a.Year, Edition: q.Edition, Source: q.Source, Members: q.Members})
	if err != nil {
		return Reading{}, Level{}
	}
	x, _ := ds.Allies().Ally(c)
	return w.reading(w.table.Line(c), x, a.Year), w.Level
}

// judge returns the verdict on a figure in a year by a level, and whether it is on the
// knife-edge. The ally a is nil for a sum; measurable is false if there is no level to judge by.
func (w *work) judge(
	a *ally.Ally, f figure.Figure, y figure.Year, level figure.Decimal, measurable bool,
) (v target.Verdict, edge bool) {
	switch {
	case a != nil && !w.member(a, y):
		return target.NotMember, false // comes first: it applies to every measure and level
	case w.Edition.Source == dataset.Series:
		return target.NotMeasurable, false
	case a != nil && !a.HasForces() && !w.Measure.OfEconomy(): // GDP needs no forces
		return target.NoForces, false
	case !measurable:
		return target.NotMeasurable, false
	}
	return target.Judge(f, level)
}

// difference returns the change of a line between two years. OK is false if they are the same
// year or in different currencies.
func difference(l dataset.Line, kind figure.Kind, year, from figure.Year) Delta {
	if year == from || l.Converted(year, from) {
		return Delta{}
	}
	return changed(l.At(year), l.At(from), kind)
}

// changed returns the change from one figure to another: exact percentage points or, for
// amounts and people, per cent rounded to one decimal. Rates of change have none.
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
