package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// TrendSeries is one line of a trend: an ally, one of NATO's totals, or a group.
type TrendSeries struct {
	Series
	// Drawn holds the value drawn for each reading: the figure itself, its exact distance to the
	// level, an index rounded once to one decimal, or a part of the total rounded once to two.
	// Its status is that of the less firm figure it is computed from. Unknown values are not drawn.
	Drawn []figure.Figure
	Since Delta // the change from the base year to the query's year, in the trend's Change unit
}

// DrawnAt returns the value drawn in a year, unknown outside the answer's years.
func (s *TrendSeries) DrawnAt(y figure.Year) figure.Figure {
	if i := int(y - s.First); i >= 0 && i < len(s.Drawn) {
		return s.Drawn[i]
	}
	return figure.Figure{}
}

// Trend follows some allies over the years of an answer. Callers must not modify it.
type Trend struct {
	Header // of the answer, with the trend's own notes and sentence
	// Transform is the query's or, if that is impossible, AsLevel; Instead then says why.
	Transform query.Transform
	Instead   string
	// Title names what is drawn, with its unit. Behind is the unit that follows a value, and
	// Change the unit of Since. All is the title for all lines; it differs from Title if the
	// lines are in several currencies, of which only one can be drawn.
	Title, Behind, Change, All string

	Places uint8         // decimals of the values drawn
	Series []TrendSeries // the ally that the reader asked for comes first
	Levels []Level       // the answer's levels to draw, ascending; unmeasurable ones only if asked for
	Events []dataset.Event

	suffix   string // follows a value and its unit, such as " from 2 %"
	currency string // the currency drawn: that of the first line's latest figure
}

// TrendFor follows the allies pinned in an answer over its years or, if none is pinned, the
// focused ally. NATO's own totals are added if they are comparable.
func TrendFor(a *Answer, focus ally.Code) *Trend {
	w := a.w
	t := &Trend{Header: a.Header, Events: a.Events, Transform: a.Query.Transform, Places: min(a.Measure.Spec().Places, 2)}
	if t.Instead = w.untransformable(t.Transform); t.Instead != "" {
		t.Transform = query.AsLevel
	}
	codes := w.trendCodes(t.Transform, focus)
	for _, c := range codes {
		s := TrendSeries{Series: w.series(c)}
		if t.Transform == query.Share { // a share of the total is computed from other series
			s.Breaks = append(w.editionBreaks(c, w.wholeMeasure()), w.editionBreaks(ally.Total, w.wholeMeasure())...)
		}
		t.currency = cmp.Or(t.currency, s.line.Latest(w.Last))
		t.Series = append(t.Series, s)
	}
	t.setTitles(w)
	t.computeDrawn(w)
	for _, l := range a.Levels { // on the scale drawn; an index and a part of the total have no levels
		switch {
		case !l.Measurable && !l.Asked, t.Transform == query.Index, t.Transform == query.Share:
			continue
		case t.Transform == query.Difference:
			l.At = l.Value.Sub(t.Level.Value)
		}
		t.Levels = append(t.Levels, l)
	}
	t.Notes = slices.Concat(w.notes(), w.groupNotes(), w.footnotes(codes, a.years()...),
		w.breakNotes(codes, []figure.Measure{w.Measure}, min(w.First, w.Base), w.Last), w.joinedNotes(codes))
	t.Sentence = t.sentence()
	return t
}

// trendCodes returns the codes of the lines: the allies and sums named, else the query's group
// with its members if they can be told apart, else the focused ally. NATO's own totals follow
// if their values are of similar size, as shares, rates and indexes are.
func (w *work) trendCodes(as query.Transform, focus ally.Code) []ally.Code {
	out, totals := append(w.Query.Pins.Codes(), w.Query.Sums.Codes()...), []ally.Code{ally.EuropeCan}
	var members []ally.Code
	if w.group != nil {
		members = w.groupMembers(w.group, w.Year)
	} else if len(out) == 0 {
		totals = append(totals, ally.Total)
	}
	switch _, focused := w.ds.Allies().Ally(focus); {
	case len(out) > 0:
	case w.group != nil && len(members) < query.MaxPins:
		out = members
	case focused:
		out = append(out, focus)
	}
	if w.group != nil && len(out) < query.MaxPins && !slices.Contains(out, w.group.Code()) {
		out = append(out, w.group.Code())
	}
	kind := w.Spec().Kind
	perHead := w.Measure == figure.DefPerCapita || w.Measure == figure.GDPPerCapita
	similarSize := as != query.AsLevel || kind == figure.Percent || kind == figure.Change || perHead
	for _, c := range totals {
		if as != query.Share && similarSize && w.table.Has(c) && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// untransformable returns why a transform is impossible, or "".
func (w *work) untransformable(as query.Transform) string {
	spec, whole := w.Spec(), w.forMeasure(w.wholeMeasure()).table
	switch {
	case as == query.Difference && !w.Judged:
		return "there is no level to measure a distance to: " + w.Unjudged
	case as == query.Difference && !w.Level.Measurable:
		return "no distance to " + format.Percent(w.Query.Level) + " can be measured"
	case as == query.Index && spec.Kind == figure.Change:
		return "a rate of change has no index"
	case as == query.Share && w.wholeMeasure() == w.Measure && !spec.Sums:
		return "the alliance has no total of " + format.Lower(spec.Name())
	case as == query.Share && (whole == nil || !whole.Has(ally.Total)):
		return w.Edition.Name() + " is held without the total in US$"
	default:
		return ""
	}
}

// wholeMeasure returns the measure whose total shares are taken of: for expenditure, that in US$.
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

// computeDrawn sets the values drawn and their changes since the base year, whether drawn or not.
func (t *Trend) computeDrawn(w *work) {
	whole := w.forMeasure(w.wholeMeasure())
	for i := range t.Series {
		s := &t.Series[i]
		line := s.line
		if t.Transform == query.Share {
			line = whole.line(s.Code)
		}
		at := func(y figure.Year) figure.Figure {
			f, currency := line.At(y), line.Currency(y)
			switch {
			case t.Transform == query.Share:
				return percentOf(f, whole.table.At(ally.Total, y), 2)
			case !f.Known():
			case t.Transform == query.Difference:
				return figure.Figure{Printed: target.Gap(f, w.Query.Level), Status: f.Status}
			case t.Transform == query.Index && currency == line.Currency(w.Base):
				return percentOf(f, line.At(w.Base), 1)
			case t.Transform == query.AsLevel && (currency == t.currency || w.Spec().Comparable):
				return f
			}
			return figure.Figure{}
		}
		for y := w.First; y <= w.Last; y++ {
			s.Drawn = append(s.Drawn, at(y))
		}
		switch {
		case t.Transform == query.AsLevel:
			s.Since = s.At(w.Year).Since
		case w.Year != w.Base:
			s.Since = at(w.Year).Minus(at(w.Base))
		}
	}
}

// percentOf returns a figure as a percentage of another, rounded once.
func percentOf(f, whole figure.Figure, places uint8) figure.Figure {
	if !f.Known() || !whole.Known() || whole.Exact() <= 0 {
		return figure.Figure{}
	}
	return figure.Figure{Printed: figure.Round(f.Exact()/whole.Exact()*100, places), Status: max(f.Status, whole.Status)}
}

func (t *Trend) setTitles(w *work) {
	spec, base := w.Spec(), strconv.Itoa(int(w.Base))
	what := spec.Name()
	switch t.Transform {
	case query.Difference:
		level := format.Percent(w.Query.Level)
		t.Title, t.Behind, t.Change, t.suffix = what+": distance to "+level+", in pp", "pp", "pp", " from "+level
	case query.Index:
		index := base + " = 100"
		t.Title, t.Behind, t.Change, t.Places, t.suffix = what+": "+index, "", "%", 1, " ("+index+")"
	case query.Share:
		whole := w.wholeMeasure().Spec()
		t.Title, t.Behind, t.Change, t.Places = whole.Title+": % of the alliance's total, of "+whole.Unit, "%", "pp", 2
		t.suffix = " of the alliance's total"
	default:
		t.Title, t.Behind, t.Change = what, spec.Unit, spec.ChangeUnit()
		if c := t.currency; c != "" && !spec.Comparable {
			t.Title, t.Behind = format.Unit(what, c), c+" m"
			converted := func(r Reading) bool { return r.Converted }
			if slices.ContainsFunc(t.Series, func(s TrendSeries) bool {
				return cmp.Or(s.line.Latest(w.Last), c) != c || slices.ContainsFunc(s.Readings, converted)
			}) {
				t.All = format.Unit(what, "own currency")
			}
		}
	}
	t.All = cmp.Or(t.All, t.Title)
}

// Label names the level, with its deadline if that is after the last year shown, or the year in
// which another level superseded it if that is not.
func (l *Level) Label(last figure.Year) string {
	s := format.Percent(l.Value)
	switch {
	case !l.Measurable:
		return s + " ? not measurable"
	case l.Until != 0 && l.Until <= int(last):
		return s + " to " + strconv.Itoa(l.Until)
	case l.Due > int(last):
		return s + " by " + strconv.Itoa(l.Due)
	default:
		return s
	}
}

// Life states when the level was agreed, when it is due, and when another superseded it.
func (l *Level) Life() string {
	s := format.Percent(l.Value)
	if l.From == 0 {
		return s + " a level of your own"
	}
	return s + fmt.Sprintf(" agreed %d", l.From) + format.Whenf(l.Due != 0, ", due %d", l.Due) +
		format.Whenf(l.Open != 0, ", last in %d", l.Open) + format.Whenf(l.Open == 0 && l.Until != 0, ", superseded %d", l.Until) +
		format.When(!l.Measurable, ", not measurable")
}

// Text returns a value drawn with the mark of its status, and with its sign if it is a distance.
func (t *Trend) Text(f figure.Figure) string {
	if f.Known() && t.Transform == query.Difference {
		return format.Signed(f.Printed) + f.Status.Mark()
	}
	return format.Figure(f)
}

// Amount returns a value drawn with its unit and reference: "1.74 % of GDP", "+0.16 pp from 2 %".
func (t *Trend) Amount(f figure.Figure) string {
	return strings.TrimSpace(t.Text(f)+" "+t.Behind) + t.suffix
}

// Words describes a line in a year of the answer, else "": "Norway 2016: 1.74 % of GDP, below 2 %".
func (t *Trend) Words(s *TrendSeries, y figure.Year) string {
	if y < t.First || y > t.Last {
		return ""
	}
	head, f := fmt.Sprintf("%s %d: ", s.Name, y), s.DrawnAt(y)
	if !f.Known() {
		return head + t.Missing(s, y)
	}
	return head + t.Amount(f) + t.verdict(s, y)
}

// verdict returns the words that follow a figure: its side of the level, or that the ally was
// not a member; "" if neither applies.
func (t *Trend) verdict(s *TrendSeries, y figure.Year) string {
	v := s.At(y).Verdict
	shown := v == target.NotMember || v.Counted() && t.Judged
	return format.When(s.Ally != nil && shown, ", "+format.Stands(v, t.Level.In(y)))
}

// Missing returns why a line has no value in a year; "" if it has one or the year is not covered.
func (t *Trend) Missing(s *TrendSeries, y figure.Year) string {
	switch r := s.At(y); {
	case y < t.First || y > t.Last || s.DrawnAt(y).Known():
		return ""
	case s.Ally != nil && (r.Verdict == target.NotMember || r.Verdict == target.NoForces):
		return r.Verdict.Words()
	case r.Known() && t.Transform == query.AsLevel:
		return "in another currency"
	case r.Known() && t.Transform == query.Index:
		return fmt.Sprintf("nothing to compare with in %d", t.Base)
	default:
		return "no figure"
	}
}

const maxClauses = 3 // the number of lines or rows that a sentence describes

func (t *Trend) sentence() string {
	if len(t.Series) == 0 {
		return t.Title + ": no ally is chosen; space pins one."
	}
	var clauses []string
	first := true
	for i := range t.Series {
		if i > 1 && t.Series[i].Code == ally.Total {
			continue // a second total appears only in the chart
		}
		if i == maxClauses {
			clauses = append(clauses, fmt.Sprintf("and %d more", len(t.Series)-maxClauses))
			break
		}
		clauses = append(clauses, t.clause(&t.Series[i], first))
		first = first && !t.Series[i].Since.OK
	}
	head := format.When(t.Measure != figure.ShareGDP || t.Transform != query.AsLevel, t.All+", ") + format.Year(t.Year, t.Estimated) + ": "
	return head + format.Join("; ", append(clauses, t.Instead)...) + "."
}

// Told returns the value to state for a line in a year: the value drawn or, if the lines are in
// several currencies, the figure with its own currency.
func (t *Trend) Told(s *TrendSeries, y figure.Year) (f figure.Figure, currency string) {
	if r := s.At(y); t.All != t.Title && r.Known() {
		return r.Figure, t.CurrencyOf(s.Code, y)
	}
	return s.DrawnAt(y), ""
}

// clause describes a line in the query's year. If first, its change names the unit and base year.
func (t *Trend) clause(s *TrendSeries, first bool) string {
	now, own := t.Told(s, t.Year)
	if !now.Known() {
		return s.Name + " " + t.Missing(s, t.Year)
	}
	out := s.Name + " " + t.Text(now) + format.Whenf(own != "", " %s m", own)
	if t.Transform == query.AsLevel || s.At(t.Year).Verdict == target.NotMember {
		out += t.verdict(s, t.Year)
	}
	switch {
	case t.Base == t.Year || t.Transform == query.Index || !t.Spec().Changes():
	case s.Since.OK:
		out += " (" + format.Signed(s.Since.Value) + format.Whenf(first, " %s %s", t.Change, format.Since(t.Base, t.Year)) + ")"
	case cmp.Or(s.line.Currency(t.Base), t.CurrencyOf(s.Code, t.Year)) != t.CurrencyOf(s.Code, t.Year):
		out += fmt.Sprintf(" (%d in %s)", t.Base, s.line.Currency(t.Base))
	default:
		out += fmt.Sprintf(" (%d n/a)", t.Base)
	}
	return out
}
