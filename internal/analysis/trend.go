package analysis

import (
	"strconv"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// TrendPoint is one year of a line of a trend.
type TrendPoint struct {
	// Value is what is drawn and said: the figure as printed; its exact distance
	// to the level; an index rounded once to one decimal; a part of the total
	// rounded once to two.
	Value figure.Decimal
	// Status is that of the figure, or the weaker of the two it is made of; None
	// where there is nothing to draw.
	Status figure.Status
}

// There tells whether there is something to draw.
func (p TrendPoint) There() bool { return p.Status != figure.None }

// TrendSeries is one line of a trend: an ally, or one of NATO's own sums.
type TrendSeries struct {
	Code ally.Code
	Name string
	Ally *ally.Ally // nil for a sum
	// Points, Figures, Verdicts and Edges are of the answer's years First–Last: what
	// is drawn, the figures as printed that were asked for, and how these stand to
	// the level. Sums are not judged.
	Points   []TrendPoint
	Figures  []figure.Figure
	Verdicts []target.Verdict
	Edges    []bool
	// Currency is that of the year's figure, where the measure has many.
	Currency string
	// Gap is the year's printed figure less the level, pp. It is not held for sums.
	Gap Delta
	// Since is the change of what is drawn from the base year to the year, in the
	// trend's Change unit.
	Since Delta
}

// Trend is some allies' course over the years of an answer. It must not be
// changed.
type Trend struct {
	Answer *Answer
	// Transform is what is drawn. It is the one asked for unless that cannot be
	// had; Instead then says why.
	Transform query.Transform
	Instead   string
	// Title says what is drawn, with its unit; Unit is the unit of a value, as it
	// follows a figure, and Change that of Since.
	Title, Unit, Change string
	Places              uint8
	// Series are the lines; the first is the one the reader came for.
	Series []TrendSeries
	// Levels are what is drawn of the answer's levels, ascending.
	Levels   []Level
	Sentence string
}

// TrendFor follows the allies pinned in an answer over its years or, where none
// is, the one the reader is at and, where they compare with it, NATO's own sums.
// The error is that of For, for an answer from another data set.
func TrendFor(ds *dataset.Dataset, a *Answer, focus ally.Code) (*Trend, error) {
	w, err := resolve(ds, a.Query)
	if err != nil {
		return nil, err
	}
	t := &Trend{Answer: a, Transform: a.Query.Transform, Places: min(a.Measure.Spec().Places, 2)}
	if t.Instead = w.untransformable(t.Transform); t.Instead != "" {
		t.Transform = query.AsLevel
	}
	whole := w.wholeTable()
	for _, c := range w.trendCodes(t.Transform, focus) {
		t.Series = append(t.Series, w.trendSeries(c))
	}
	w.draw(t, whole)
	t.name(w)
	t.Levels = w.trendLevels(t)
	for i := range t.Series {
		t.Series[i].Since = t.since(&t.Series[i])
	}
	t.Sentence = t.sentence()
	return t, nil
}

// trendCodes are whose lines are drawn. NATO's sums stand beside a single ally
// where they are of its size: its shares and rates, and an index of anything.
func (w *work) trendCodes(as query.Transform, focus ally.Code) []ally.Code {
	if w.q.Pins != "" {
		return w.q.Pins.Codes()
	}
	var out []ally.Code
	if _, ok := w.ds.Allies().Ally(focus); ok {
		out = append(out, focus)
	}
	kind := w.q.Measure.Spec().Kind
	perHead := w.q.Measure == figure.DefPerCapita || w.q.Measure == figure.GDPPerCapita
	if as == query.Share || (as == query.AsLevel && kind != figure.Percent && kind != figure.Change && !perHead) {
		return out
	}
	for _, c := range [...]ally.Code{ally.EuropeCan, ally.Total} {
		if w.table.Has(c) {
			out = append(out, c)
		}
	}
	return out
}

// trendSeries reads one line's figures and judges them.
func (w *work) trendSeries(c ally.Code) TrendSeries {
	n := int(w.last-w.first) + 1
	s := TrendSeries{Code: c, Name: w.ds.Allies().Name(c), Figures: make([]figure.Figure, n), Verdicts: make([]target.Verdict, n), Edges: make([]bool, n)}
	w.fill(s.Figures, c)
	s.Currency = w.table.Currency(c, w.q.Year)
	if x, ok := w.ds.Allies().Ally(c); ok {
		s.Ally = x
		for i, f := range s.Figures {
			s.Verdicts[i], s.Edges[i] = w.judge(x, f, w.first+figure.Year(i))
		}
		if f := s.Figures[w.q.Year-w.first]; w.judged && w.level.Measurable && f.Known() {
			s.Gap = Delta{Value: target.Gap(f, w.q.Level), OK: true}
		}
	}
	return s
}

// untransformable says why a transform cannot be had of the measure asked about,
// or nothing.
func (w *work) untransformable(as query.Transform) string {
	spec := w.q.Measure.Spec()
	switch {
	case as == query.Difference && !w.judged:
		return "there is no level to measure a distance to: " + w.unjudged
	case as == query.Difference && !w.level.Measurable:
		return "no distance to " + w.q.Level.String() + " % can be measured"
	case as == query.Index && spec.Kind == figure.Change:
		return "a rate of change has no index"
	case as == query.Share && w.wholeMeasure() == w.q.Measure && !summed(w.q.Measure):
		return "the alliance has no total of " + format.Lower(spec.Title) + ", " + spec.Unit
	case as == query.Share && w.wholeTable() == nil:
		return w.edition.Name() + " is held without the total in US$"
	default:
		return ""
	}
}

// summed tells whether the alliance's figure is the sum of the allies'.
func summed(m figure.Measure) bool {
	switch m {
	case figure.USDCurrent, figure.USDConstant, figure.GDPCurrent, figure.GDPConstant, figure.Personnel:
		return true
	default:
		return false
	}
}

// wholeMeasure is the measure of which a part of the alliance's total is taken:
// of expenditure, that in US$, whatever it was asked for in.
func (w *work) wholeMeasure() figure.Measure {
	switch w.q.Measure {
	case figure.ShareGDP, figure.NatCurrent:
		return figure.USDCurrent
	case figure.NatConstant:
		return figure.USDConstant
	default:
		return w.q.Measure
	}
}

// wholeTable is the table with the alliance's total, or nil.
func (w *work) wholeTable() *dataset.Table {
	t, err := w.edition.Table(w.wholeMeasure())
	if err != nil || !t.Has(ally.Total) {
		return nil
	}
	return t
}

// draw works out what is drawn of every line.
func (w *work) draw(t *Trend, whole *dataset.Table) {
	unit := w.trendCurrency(t)
	for i := range t.Series {
		s := &t.Series[i]
		s.Points = make([]TrendPoint, len(s.Figures))
		for k, f := range s.Figures {
			y := w.first + figure.Year(k)
			switch {
			case t.Transform == query.Share:
				s.Points[k] = part(whole.At(s.Code, y), whole.At(ally.Total, y))
			case !f.Known():
			case t.Transform == query.Difference:
				s.Points[k] = TrendPoint{target.Gap(f, w.q.Level), f.Status}
			case t.Transform == query.Index:
				if w.table.Currency(s.Code, y) == w.table.Currency(s.Code, w.q.Base) {
					s.Points[k] = indexed(f, w.table.At(s.Code, w.q.Base))
				}
			case w.table.Currency(s.Code, y) == unit || w.q.Measure.Spec().Comparable:
				s.Points[k] = TrendPoint{f.Printed, f.Status}
			}
		}
	}
}

// trendCurrency is the one currency a scale of national currency can have: that
// of the first line's last figure.
func (w *work) trendCurrency(t *Trend) string {
	for i := range t.Series {
		for y := w.last; y >= w.first; y-- {
			if t.Series[i].Figures[y-w.first].Known() {
				return w.table.Currency(t.Series[i].Code, y)
			}
		}
	}
	return ""
}

// part is what per cent one figure is of another.
func part(f, of figure.Figure) TrendPoint {
	if !f.Known() || !of.Known() || of.Exact() <= 0 {
		return TrendPoint{}
	}
	return TrendPoint{figure.Round(f.Exact()/of.Exact()*100, 2), max(f.Status, of.Status)}
}

// indexed is a figure where the base year's is 100.
func indexed(f, base figure.Figure) TrendPoint {
	if !f.Known() || !base.Known() || base.Exact() <= 0 {
		return TrendPoint{}
	}
	return TrendPoint{figure.Round(f.Exact()/base.Exact()*100, 1), max(f.Status, base.Status)}
}

// since is the change of what is drawn since the base year.
func (t *Trend) since(s *TrendSeries) Delta {
	a := t.Answer
	now, then := t.At(s, a.Year), t.At(s, a.Base)
	if a.Year == a.Base || !now.There() || !then.There() {
		return Delta{}
	}
	if t.Change == "%" && t.Transform == query.AsLevel {
		f, base := s.Figures[a.Year-a.First], s.Figures[a.Base-a.First]
		if base.Exact() == 0 {
			return Delta{}
		}
		return Delta{Value: figure.Round((f.Exact()/base.Exact()-1)*100, 1), OK: true}
	}
	return Delta{Value: now.Value.Sub(then.Value), OK: true}
}

// At is what is drawn of a line in a year; not there outside the answer's years.
func (t *Trend) At(s *TrendSeries, y figure.Year) TrendPoint {
	if i := int(y - t.Answer.First); i >= 0 && i < len(s.Points) {
		return s.Points[i]
	}
	return TrendPoint{}
}

// name says what is drawn, and in what.
func (t *Trend) name(w *work) {
	spec, base := w.q.Measure.Spec(), strconv.Itoa(int(w.q.Base))
	what := spec.Title + ", " + spec.Unit
	switch t.Transform {
	case query.Difference:
		t.Title, t.Unit, t.Change = what+": distance to "+w.q.Level.String()+" %, in pp", "pp", "pp"
	case query.Index:
		t.Title, t.Unit, t.Change, t.Places = what+": "+base+" = 100", "", "%", 1
	case query.Share:
		whole := w.wholeMeasure().Spec()
		t.Title, t.Unit, t.Change, t.Places = whole.Title+": % of the alliance's total, of "+whole.Unit, "%", "pp", 2
	default:
		t.Title, t.Unit, t.Change = what, spec.Unit, "%"
		if !spec.Comparable {
			if c := w.trendCurrency(t); c != "" {
				t.Title, t.Unit = spec.Title+", "+c+" m, "+prices(w.q.Measure), c+" m"
			}
		}
		if spec.Kind == figure.Percent || spec.Kind == figure.Change {
			t.Change = "pp"
		}
	}
}

// prices is the basis of an amount in national currency.
func prices(m figure.Measure) string {
	if m == figure.NatConstant {
		return "constant prices"
	}
	return "current prices"
}

// trendLevels are the answer's levels on the scale of what is drawn. A level that
// cannot be measured is drawn only where it is asked about.
func (w *work) trendLevels(t *Trend) []Level {
	if t.Transform != query.AsLevel && t.Transform != query.Difference {
		return nil
	}
	var out []Level
	for _, l := range t.Answer.Levels {
		if !l.Measurable && !l.Asked {
			continue
		}
		if t.Transform == query.Difference {
			l.At = l.Value.Sub(w.q.Level)
		}
		out = append(out, l)
	}
	return out
}
