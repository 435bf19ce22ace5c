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

// TrendSeries is one line of a trend: an ally, or one of NATO's own sums.
type TrendSeries struct {
	Series
	// Drawn is what is drawn and said of each reading: the figure; its exact distance to
	// the level; an index rounded once to one decimal; a part of the total rounded once to
	// two. Its status is the weaker of the two it is made of; not known: nothing is drawn.
	Drawn []figure.Figure
	Since Delta // the change from the base year to the year, in the trend's Change unit
}

// DrawnAt is what is drawn in a year; not known outside the answer's years.
func (s *TrendSeries) DrawnAt(y figure.Year) figure.Figure {
	if i := int(y - s.First); i >= 0 && i < len(s.Drawn) {
		return s.Drawn[i]
	}
	return figure.Figure{}
}

// Trend is some allies' course over the years of an answer. It must not be changed.
type Trend struct {
	Header // the answer's own, with the trend's sentence
	// Transform is the one asked for unless that cannot be had; Instead then says why.
	Transform query.Transform
	Instead   string
	// Title says what is drawn, with its unit; Behind is the unit of a value, as it
	// follows a figure, and Change that of Since. All is the title of all lines: another
	// than Title where only some are drawn, since each ally's money is in its own currency.
	Title, Behind, Change, All string

	Places uint8
	Series []TrendSeries // the first is the one the reader came for
	Levels []Level       // what is drawn of the answer's, ascending: what cannot be measured only where it is asked about
	Events []dataset.Event

	suffix   string // what a value is measured by, behind its unit
	currency string // the one that a scale of national currency has: of the first line's last figure
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
	for _, c := range codes {
		s := TrendSeries{Series: w.series(c)}
		if t.Transform == query.Share { // of other figures than the readings
			s.Breaks = append(w.editionBreaks(c, w.wholeMeasure()), w.editionBreaks(ally.Total, w.wholeMeasure())...)
		}
		t.currency = cmp.Or(t.currency, s.line.Latest(w.Last))
		t.Series = append(t.Series, s)
	}
	t.setTitles(w)
	t.computeDrawn(w)
	for _, l := range a.Levels { // on the scale of what is drawn; an index and a part of the total have none
		switch {
		case !l.Measurable && !l.Asked, t.Transform == query.Index, t.Transform == query.Share:
			continue
		case t.Transform == query.Difference:
			l.At = l.Value.Sub(t.Level.Value)
		}
		t.Levels = append(t.Levels, l)
	}
	t.Notes = slices.Concat(w.notes(), w.groupNotes(), w.footnotes(codes, a.years()...), w.breakNotes(codes, []figure.Measure{w.Measure}, min(w.First, w.Base), w.Last), w.joinedNotes(codes))
	t.Sentence = t.sentence()
	return t
}

// trendCodes are whose lines are drawn: of the allies pinned; else of the group asked
// about and its members, as many as can be told apart; else of the ally the reader is
// at. NATO's own sums stand beside them where they are of their size: shares and rates,
// and an index of anything.
func (w *work) trendCodes(as query.Transform, focus ally.Code) []ally.Code {
	out, beside := append(w.Query.Pins.Codes(), w.Query.Sums.Codes()...), []ally.Code{ally.EuropeCan}
	var members []ally.Code
	if w.group != nil {
		members = w.groupMembers(w.group, w.Year)
	} else if len(out) == 0 {
		beside = append(beside, ally.Total)
	}
	switch _, one := w.ds.Allies().Ally(focus); {
	case len(out) > 0:
	case w.group != nil && len(members) < query.MaxPins:
		out = members
	case one:
		out = append(out, focus)
	}
	if w.group != nil && len(out) < query.MaxPins && !slices.Contains(out, w.group.Code()) {
		out = append(out, w.group.Code())
	}
	kind := w.Spec().Kind
	perHead := w.Measure == figure.DefPerCapita || w.Measure == figure.GDPPerCapita
	sized := as != query.AsLevel || kind == figure.Percent || kind == figure.Change || perHead
	for _, c := range beside {
		if as != query.Share && sized && w.table.Has(c) && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

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
	case as == query.Share && !w.forMeasure(w.wholeMeasure()).holds(ally.Total):
		return w.Edition.Name() + " is held without the total in US$"
	default:
		return ""
	}
}

// wholeMeasure is that of which a part of the alliance's total is taken: expenditure in
// US$, whatever it was asked for in.
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

// draw works out what is drawn, and its change since the base year, which may lie outside
// the years drawn.
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

// ratio is what per cent one figure is of another, rounded once.
func percentOf(f, of figure.Figure, places uint8) figure.Figure {
	if !f.Known() || !of.Known() || of.Exact() <= 0 {
		return figure.Figure{}
	}
	return figure.Figure{Printed: figure.Round(f.Exact()/of.Exact()*100, places), Status: max(f.Status, of.Status)}
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

// Label names the level, with the year it is due where that is after the last year
// shown, or the year it gave way to another where that is not.
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

// Life says when the level was agreed and is due, and whether another took its place.
func (l *Level) Life() string {
	s := format.Percent(l.Value)
	if l.From == 0 {
		return s + " a level of your own"
	}
	return s + fmt.Sprintf(" agreed %d", l.From) + format.Whenf(l.Due != 0, ", due %d", l.Due) +
		format.Whenf(l.Open != 0, ", last in %d", l.Open) + format.Whenf(l.Open == 0 && l.Until != 0, ", superseded %d", l.Until) +
		format.When(!l.Measurable, ", not measurable")
}

// Text is what is drawn, with the mark of an estimate: signed where it is a distance.
func (t *Trend) Text(f figure.Figure) string {
	if f.Known() && t.Transform == query.Difference {
		return format.Signed(f.Printed) + f.Status.Mark()
	}
	return format.Figure(f)
}

// Amount is what is drawn with its unit, and what it is measured by: "1.74 % of
// GDP", "+0.16 pp from 2 %".
func (t *Trend) Amount(f figure.Figure) string {
	return strings.TrimSpace(t.Text(f)+" "+t.Behind) + t.suffix
}

// Words says what one line shows in a year: "Norway 2016: 1.74 % of GDP, below
// 2 %"; empty outside the answer's years.
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

// verdict is said behind a line's figure: how it stands to the level, or that its ally
// was no member; empty where neither is to be said.
func (t *Trend) verdict(s *TrendSeries, y figure.Year) string {
	v := s.At(y).Verdict
	told := v == target.NotMember || v.Counted() && t.Judged
	return format.When(s.Ally != nil && told, ", "+format.Stands(v, t.Level.In(y)))
}

// Missing says why a line shows nothing in a year; it is empty where it does.
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

const maxClauses = 3 // lines that the sentence speaks of

func (t *Trend) sentence() string {
	if len(t.Series) == 0 {
		return t.Title + ": no ally is chosen, and space pins one."
	}
	var clauses []string
	first := true
	for i := range t.Series {
		if i > 1 && t.Series[i].Code == ally.Total {
			continue // a second sum is in the picture alone
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

// Told is what is told of a line in a year: what is drawn or, where the chart has no room
// for another currency, the figure with its own.
func (t *Trend) Told(s *TrendSeries, y figure.Year) (f figure.Figure, currency string) {
	if r := s.At(y); t.All != t.Title && r.Known() {
		return r.Figure, t.CurrencyOf(s.Code, y)
	}
	return s.DrawnAt(y), ""
}

// clause tells one line; the first change says in what unit and since when.
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
