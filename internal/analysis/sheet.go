package analysis

import (
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// SheetLine is one of the fifteen measures of an ally in a year.
type SheetLine struct {
	Measure figure.Measure
	// Held tells whether the edition has the table, with a column for the year.
	Held   bool
	Unit   string // as the edition states it; for a table it lacks, the measure's
	Figure figure.Figure
	// Rank is the place among the Of members that have a figure, the greatest
	// first; 0 in national currencies, and where there is no figure. Tied tells
	// whether another has the same.
	Rank, Of int
	Tied     bool
	Currency string // of an amount in national currency
	// Change is on the year before and Since on the sheet's base year, as in Row.
	Change, Since Delta
}

// SheetPeer is another ally's figure beside the sheet's.
type SheetPeer struct {
	Ally    *ally.Ally
	Figure  figure.Figure
	Verdict target.Verdict
}

// Median is the middle of several printed figures.
type Median struct {
	Name string // of whom: "Nordic", "neighbours", "allies"
	// Value is exact: between two figures it has one decimal more than they.
	Value  figure.Decimal
	Held   bool
	Allies int // how many figures it is the middle of
}

// SheetPledge is a pledge and how the ally stands to it in the sheet's year.
type SheetPledge struct {
	Pledge *target.Pledge
	// InForce tells whether it was agreed and not superseded on 31 December of
	// the year.
	InForce   bool
	Verdict   target.Verdict
	KnifeEdge bool
	Gap       Delta // pp, of the printed figure
}

// Sheet is all that one edition says of one ally in one year. It must not be
// changed.
type Sheet struct {
	// Answer is the query's own answer, and Row the ally's row in it: verdict,
	// gaps, series.
	Answer *Answer
	Row    *Row
	Ally   *ally.Ally
	// Lines are all fifteen measures, in NATO's order.
	Lines []SheetLine
	// Said is what each of NATO's editions that has the measure and year printed,
	// oldest first: not there where it printed no figure.
	Said []Vintage
	// Neighbours are the allies next to it, in order of codes, and Medians the
	// middle of its subregion, of its neighbours and of all allies, in the query's
	// measure; none for national currencies.
	Neighbours []SheetPeer
	Medians    []Median
	// Member tells whether it was a member on 31 December of the year, and Groups
	// are those it belonged to then.
	Member   bool
	Groups   []*ally.Group
	Pledges  []SheetPledge
	Headline string
}

// Line is the sheet's line of a measure.
func (s *Sheet) Line(m figure.Measure) *SheetLine {
	if int(m) >= len(s.Lines) {
		m = figure.ShareGDP
	}
	return &s.Lines[m]
}

// SheetFor gathers what the query's edition says of one ally in the query's year.
// The error is a *query.Error where there is no such ally, and where For has one.
func SheetFor(ds *dataset.Dataset, q query.Query, code ally.Code) (*Sheet, error) {
	x, ok := ds.Allies().Ally(code)
	if !ok {
		return nil, &query.Error{Word: string(code), At: -1, Reason: "is not the code of an ally"}
	}
	q.Group, q.Filter, q.Only = "", "", false // the ally is what is asked for
	a, err := RankingFor(ds, q)
	if err != nil {
		return nil, err
	}
	w, err := resolve(ds, a.Query)
	if err != nil {
		return nil, err
	}
	s := &Sheet{Answer: a, Ally: x, Member: x.MemberIn(int(a.Year))}
	if s.Row, ok = a.Row(code); !ok { // an edition without the ally, asked for everyone in it
		s.Row = &Row{Ally: x, Pin: -1, Verdict: target.NoData}
	}
	for m := range figure.Measure(figure.Measures) {
		s.Lines = append(s.Lines, w.sheetLine(x, m))
	}
	if q.Source == query.NATO {
		s.Said = PrintedFor(ds, q.Measure, code, a.Year)
	}
	for _, c := range ds.Allies().Neighbours(code) {
		if r, ok := a.Row(c); ok {
			s.Neighbours = append(s.Neighbours, SheetPeer{Ally: r.Ally, Figure: r.Figure, Verdict: r.Verdict})
		}
	}
	s.Medians = medians(a, x, ds.Allies().Neighbours(code))
	for _, g := range ds.Allies().Groups() {
		if g.Has(code, int(a.Year)) {
			s.Groups = append(s.Groups, g)
		}
	}
	s.Pledges = w.sheetPledges(x)
	s.Headline = s.headline()
	return s, nil
}

// sheetLine looks one measure up in the edition at hand.
func (w *work) sheetLine(x *ally.Ally, m figure.Measure) SheetLine {
	l := SheetLine{Measure: m, Unit: m.Spec().Unit}
	t, err := w.edition.Table(m)
	if err != nil || !t.HasYear(w.q.Year) {
		return l
	}
	l.Held, l.Unit, l.Figure, l.Currency = true, t.Unit, t.At(x.Code, w.q.Year), t.Currency(x.Code, w.q.Year)
	l.Change, l.Since = difference(t, x.Code, w.q.Year, w.q.Year-1), difference(t, x.Code, w.q.Year, w.q.Base)
	if !m.Spec().Comparable {
		return l
	}
	placed := func(a *ally.Ally) bool { return w.member(a, w.q.Year) && (a.HasForces() || ofEconomy(m)) }
	for _, a := range w.ds.Allies().All() {
		f := t.At(a.Code, w.q.Year)
		if !f.Known() || !placed(a) {
			continue
		}
		l.Of++
		if !l.Figure.Known() || !placed(x) {
			continue
		}
		switch f.Printed.Cmp(l.Figure.Printed) {
		case 1:
			l.Rank++
		case 0:
			l.Tied = l.Tied || a != x
		}
	}
	if l.Figure.Known() && placed(x) {
		l.Rank++
	}
	return l
}

// sheetPledges judges an ally by every pledge, in the edition and year at hand.
func (w *work) sheetPledges(x *ally.Ally) []SheetPledge {
	var out []SheetPledge
	for _, p := range w.ds.Targets().All() {
		l := SheetPledge{
			Pledge:  p,
			InForce: p.AgreedIn() <= int(w.q.Year) && (p.Superseded == 0 || int(w.q.Year) < p.Superseded),
		}
		f := w.edition.Figure(p.Measure, x.Code, w.q.Year)
		switch {
		case !w.member(x, w.q.Year):
			l.Verdict = target.NotMember
		case !p.Measurable:
			l.Verdict = target.NotMeasurable
		case !x.HasForces():
			l.Verdict = target.NoForces
		default:
			l.Verdict, l.KnifeEdge = target.Judge(f, p.Level)
			l.Gap = Delta{Value: target.Gap(f, p.Level), OK: f.Known()}
		}
		out = append(out, l)
	}
	return out
}

// medians are the middles of the ally's subregion, itself included, of its
// neighbours, and of all allies: of members with forces that have a figure.
func medians(a *Answer, x *ally.Ally, neighbours []ally.Code) []Median {
	if !a.Measure.Spec().Comparable {
		return nil
	}
	return []Median{
		median(a, x.Subregion, func(o *ally.Ally) bool { return o.Subregion == x.Subregion }),
		median(a, "neighbours", func(o *ally.Ally) bool { return slices.Contains(neighbours, o.Code) }),
		median(a, "allies", func(*ally.Ally) bool { return true }),
	}
}

func median(a *Answer, name string, in func(*ally.Ally) bool) Median {
	var found []figure.Decimal
	for i := range a.Rows {
		if r := &a.Rows[i]; r.ranked() && in(r.Ally) {
			found = append(found, r.Figure.Printed)
		}
	}
	m := Median{Name: name, Allies: len(found), Held: len(found) > 0}
	if !m.Held {
		return m
	}
	slices.SortFunc(found, figure.Decimal.Cmp)
	low, high := found[(len(found)-1)/2], found[len(found)/2]
	if m.Value = high; low.Cmp(high) != 0 {
		// Half of the sum, exactly: five times the sum, one place on.
		sum := high.Sub(figure.Decimal{Units: -low.Units, Places: low.Places})
		m.Value = figure.Decimal{Units: sum.Units * 5, Places: sum.Places + 1}
		if m.Value.Units%10 == 0 {
			m.Value = figure.Decimal{Units: m.Value.Units / 10, Places: m.Value.Places - 1}
		}
	}
	return m
}

// headline says in one line how the ally stands.
func (s *Sheet) headline() string {
	a, r := s.Answer, s.Row
	when := fmt.Sprint(a.Year)
	if a.Estimated {
		when += "e"
	}
	head := s.Ally.Name + " " + when + ", " + format.Lower(a.Measure.Spec().Title) + ": "
	switch {
	case !r.Figure.Known() && !s.Ally.HasForces() && r.spending:
		return head + "no armed forces."
	case !r.Figure.Known():
		return head + "no figure in " + a.Edition.Name() + "."
	}
	parts := []string{format.Number(r.Figure.Printed) + s.unitWords()}
	if l := s.Line(a.Measure); r.Rank > 0 {
		parts[0] += fmt.Sprintf(" (%s of %d)", format.Ordinal(r.Rank), l.Of)
	}
	switch {
	case r.Verdict == target.NotMember:
		parts = append(parts, r.Verdict.Words())
	case a.Judged && r.Verdict.Counted():
		edge := ""
		if r.KnifeEdge {
			edge = ", knife-edge"
		}
		parts = append(parts, fmt.Sprintf("%s %s %% (%s pp%s)", r.Verdict.Words(), a.Level.Value, format.Signed(r.Gap.Value), edge))
	}
	if r.Change.OK {
		parts = append(parts, fmt.Sprintf("%s on %d", deltaWords(r.Change, a.Measure), a.Year-1))
	}
	if r.Since.OK && a.Base != a.Year-1 {
		parts = append(parts, fmt.Sprintf("%s since %d", deltaWords(r.Since, a.Measure), a.Base))
	}
	return head + strings.Join(parts, ", ") + "."
}

// unitWords is the unit of the headline's figure: the ally's own currency where
// the measure is in national ones.
func (s *Sheet) unitWords() string {
	if c := s.Row.Currency; c != "" && !s.Answer.Measure.Spec().Comparable {
		return " " + c + " m"
	}
	return " " + s.Answer.Measure.Spec().Unit
}

// deltaWords is a change with its unit: points for what is in per cent, per cent
// for amounts and people.
func deltaWords(d Delta, m figure.Measure) string {
	switch m.Spec().Kind {
	case figure.Percent, figure.Change:
		return format.Signed(d.Value) + " pp"
	default:
		return format.Signed(d.Value) + " %"
	}
}
