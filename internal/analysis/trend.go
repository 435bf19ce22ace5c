package analysis

import (
	"cmp"
	"slices"
	"strconv"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// TrendSeries is one line of a trend: an ally, or one of NATO's own sums.
type TrendSeries struct {
	Series
	// Drawn is what is drawn and said of each reading: the figure itself; its exact
	// distance to the level; an index rounded once to one decimal; a part of the
	// total rounded once to two. Its status is the weaker of the two it is made of,
	// and it is not known where there is nothing to draw.
	Drawn []figure.Figure
	// Currency is that of the year's figure, where the measure has many.
	Currency string
	// Since is the change of what is drawn from the base year to the year, in the
	// trend's Change unit.
	Since Delta
}

// DrawnAt is what is drawn in a year; not known outside the answer's years.
func (s *TrendSeries) DrawnAt(y figure.Year) figure.Figure {
	if i := int(y - s.First); i >= 0 && i < len(s.Drawn) {
		return s.Drawn[i]
	}
	return figure.Figure{}
}

// Trend is some allies' course over the years of an answer. It must not be
// changed.
type Trend struct {
	// Header is the answer's own, with the trend's sentence.
	Header
	// Transform is what is drawn. It is the one asked for unless that cannot be
	// had; Instead then says why.
	Transform query.Transform
	Instead   string
	// Title says what is drawn, with its unit; Behind is the unit of a value, as it
	// follows a figure, and Change that of Since.
	Title, Behind, Change string
	// All is the title of what all lines stand for: it is another than Title where only
	// some are drawn, since each ally's money is in its own currency.
	All    string
	Places uint8
	// Series are the lines; the first is the one the reader came for.
	Series []TrendSeries
	// Levels are what is drawn of the answer's levels, ascending.
	Levels []Level
	Events []dataset.Event
}

// TrendFor follows the allies pinned in an answer over its years or, where none
// is, the one the reader is at and, where they compare with it, NATO's own sums.
func TrendFor(a *Answer, focus ally.Code) *Trend {
	w := a.w
	t := &Trend{Header: a.Header, Events: a.Events, Transform: a.Query.Transform, Places: min(a.Measure.Spec().Places, 2)}
	if t.Instead = w.untransformable(t.Transform); t.Instead != "" {
		t.Transform = query.AsLevel
	}
	codes := w.trendCodes(t.Transform, focus)
	t.Notes = w.groupNotes() // those of the ranking are of its one year
	for _, c := range codes {
		s := TrendSeries{Series: w.series(c), Currency: w.table.Currency(c, w.Year)}
		if t.Transform == query.Share { // of other figures than the readings
			s.Breaks = append(w.toldBreaks(c, w.wholeMeasure()), w.toldBreaks(ally.Total, w.wholeMeasure())...)
		}
		t.Series = append(t.Series, s)
	}
	t.name(w)
	t.draw(w)
	t.levels(a.Levels)
	var years []figure.Year
	for y := w.First; y <= w.Last; y++ {
		years = append(years, y)
	}
	t.Notes = slices.Concat(w.notes(), t.Notes, w.footnotes(codes, years...), w.breakNotes(codes, []figure.Measure{w.Measure}, min(w.First, w.Base), w.Last), w.joinedNotes(codes))
	t.Sentence = t.sentence()
	return t
}

// trendCodes are whose lines are drawn: of the allies pinned; else of the group asked
// about and its members, as many as can be told apart; else of the ally the reader is
// at. NATO's own sums stand beside them where they are of their size: shares and rates,
// and an index of anything.
func (w *work) trendCodes(as query.Transform, focus ally.Code) []ally.Code {
	var out []ally.Code
	sums := []ally.Code{ally.EuropeCan}
	switch _, one := w.ds.Allies().Ally(focus); {
	case w.Query.Pins != "" || w.Query.Sums != "":
		out = append(w.Query.Pins.Codes(), w.Query.Sums.Codes()...)
		if w.group != nil && len(out) < query.MaxPins && !slices.Contains(out, w.group.Code()) {
			out = append(out, w.group.Code())
		}
	case w.group != nil:
		if members := w.groupMembers(w.group, w.Year); len(members) < query.MaxPins {
			out = members
		} else if one {
			out = append(out, focus)
		}
		out = append(out, w.group.Code())
	case one:
		out, sums = append(out, focus), append(sums, ally.Total)
	default:
		sums = append(sums, ally.Total)
	}
	kind := w.Spec().Kind
	perHead := w.Measure == figure.DefPerCapita || w.Measure == figure.GDPPerCapita
	if as == query.Share || (as == query.AsLevel && kind != figure.Percent && kind != figure.Change && !perHead) {
		return out
	}
	for _, c := range sums {
		if w.table.Has(c) && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// untransformable says why a transform cannot be had of the measure asked about,
// or nothing.
func (w *work) untransformable(as query.Transform) string {
	spec := w.Spec()
	switch {
	case as == query.Difference && !w.Judged:
		return "there is no level to measure a distance to: " + w.Unjudged
	case as == query.Difference && !w.Level.Measurable:
		return "no distance to " + format.Percent(w.Query.Level) + " can be measured"
	case as == query.Index && spec.Kind == figure.Change:
		return "a rate of change has no index"
	case as == query.Share && w.wholeMeasure() == w.Measure && !spec.Sums:
		return "the alliance has no total of " + format.Lower(spec.Name())
	case as == query.Share && w.wholeTable() == nil:
		return w.Edition.Name() + " is held without the total in US$"
	default:
		return ""
	}
}

// wholeMeasure is the measure of which a part of the alliance's total is taken:
// of expenditure, that in US$, whatever it was asked for in.
func (w *work) wholeMeasure() figure.Measure {
	switch w.Measure {
	case figure.ShareGDP, figure.NatCurrent:
		return figure.USDCurrent
	case figure.NatConstant:
		return figure.USDConstant
	default:
		return w.Measure
	}
}

// wholeTable is the table with the alliance's total, or nil.
func (w *work) wholeTable() *dataset.Table {
	t, err := w.Edition.Table(w.wholeMeasure())
	if err != nil || !t.Has(ally.Total) {
		return nil
	}
	return t
}

// draw works out what is drawn of every line, and how it has changed since the
// base year, which may lie outside the years drawn.
func (t *Trend) draw(w *work) {
	whole, unit := w.wholeTable(), w.trendCurrency(t)
	for i := range t.Series {
		s := &t.Series[i]
		at := func(y figure.Year) figure.Figure {
			f, base := w.figureAt(s.Code, y), w.figureAt(s.Code, w.Base)
			currency := w.table.Currency(s.Code, y)
			switch {
			case t.Transform == query.Share:
				return ratio(w.in(whole).figureAt(s.Code, y), whole.At(ally.Total, y), 2)
			case !f.Known():
			case t.Transform == query.Difference:
				return figure.Figure{Printed: target.Gap(f, w.Query.Level), Status: f.Status}
			case t.Transform == query.Index && currency == w.table.Currency(s.Code, w.Base):
				return ratio(f, base, 1)
			case t.Transform == query.AsLevel && (currency == unit || w.Spec().Comparable):
				return f
			}
			return figure.Figure{}
		}
		for y := w.First; y <= w.Last; y++ {
			s.Drawn = append(s.Drawn, at(y))
		}
		now, then := at(w.Year), at(w.Base)
		switch {
		case w.Year == w.Base || !now.Known() || !then.Known():
		case t.Transform == query.AsLevel:
			s.Since = s.Readings[w.Year-w.First].Since
		default:
			s.Since = Delta{Value: now.Printed.Sub(then.Printed), OK: true}
		}
	}
}

// trendCurrency is the one currency a scale of national currency can have: that
// of the first line's last figure.
func (w *work) trendCurrency(t *Trend) string {
	for i := range t.Series {
		for y := w.Last; y >= w.First; y-- {
			if t.Series[i].At(y).Known() {
				return w.table.Currency(t.Series[i].Code, y)
			}
		}
	}
	return ""
}

// ratio is what per cent one figure is of another, rounded once.
func ratio(f, of figure.Figure, places uint8) figure.Figure {
	if !f.Known() || !of.Known() || of.Exact() <= 0 {
		return figure.Figure{}
	}
	return figure.Figure{Printed: figure.Round(f.Exact()/of.Exact()*100, places), Status: max(f.Status, of.Status)}
}

// name says what is drawn, and in what.
func (t *Trend) name(w *work) {
	spec, base := w.Spec(), strconv.Itoa(int(w.Base))
	what := spec.Name()
	switch t.Transform {
	case query.Difference:
		t.Title, t.Behind, t.Change = what+": distance to "+format.Percent(w.Query.Level)+", in pp", "pp", "pp"
	case query.Index:
		t.Title, t.Behind, t.Change, t.Places = what+": "+base+" = 100", "", "%", 1
	case query.Share:
		whole := w.wholeMeasure().Spec()
		t.Title, t.Behind, t.Change, t.Places = whole.Title+": % of the alliance's total, of "+whole.Unit, "%", "pp", 2
	default:
		t.Title, t.Behind, t.Change = what, spec.Unit, spec.ChangeUnit()
		if c := w.trendCurrency(t); c != "" && !spec.Comparable {
			t.Title, t.Behind = format.Unit(what, c), c+" m"
			if slices.ContainsFunc(t.Series, func(s TrendSeries) bool { return s.Currency != "" && s.Currency != c }) {
				t.All = format.Unit(what, "own currency")
			}
		}
	}
	t.All = cmp.Or(t.All, t.Title)
}

// levels sets the answer's on the scale of what is drawn, as they are or as distances to
// the one asked about; an index and a part of the total have none. A level that cannot be
// measured is drawn only where it is asked about.
func (t *Trend) levels(all []Level) {
	for _, l := range all {
		switch {
		case !l.Measurable && !l.Asked, t.Transform == query.Index, t.Transform == query.Share:
			continue
		case t.Transform == query.Difference:
			l.At = l.Value.Sub(t.Level.Value)
		}
		t.Levels = append(t.Levels, l)
	}
}
