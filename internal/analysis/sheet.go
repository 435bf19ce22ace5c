package analysis

import (
	"slices"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// SheetLine is one of the fifteen measures of an ally in a year.
type SheetLine struct {
	Measure figure.Measure
	// Held tells whether the edition has the table, with a column for the year.
	Held bool
	Unit string // as the edition states it; for a table it lacks, the measure's
	// Reading has the figure and its changes; on a sheet no verdict.
	Reading
	Place           // among all allies; none in national currencies, and of a sum
	Currency string // of an amount in national currency
	Across   string // as in a Row
	Breaks   Breaks // in the edition's series
}

// Median is the middle of several printed figures.
type Median struct {
	Name string // of whom: "Nordic", "neighbours", "allies"
	// Figure is exact: between two figures it has one decimal more than they. It is no
	// firmer than the least firm of those it is the middle of, and not known where there
	// are none.
	figure.Figure
	Allies int // how many figures it is the middle of
}

// SheetPledge is a pledge and how the ally stands to it in the sheet's year.
type SheetPledge struct {
	Pledge *target.Pledge
	// InForce tells whether it was agreed and not superseded on 31 December of
	// the year.
	InForce bool
	Reading // of the pledge's measure, judged by its level; no changes
}

// Sheet is all that one edition says of one ally in one year. It must not be
// changed.
type Sheet struct {
	// Answer is the ranking, and Row the ally's row in it: verdict, gaps, series.
	*Answer
	Row  *Row
	Ally *ally.Ally
	// Lines are all fifteen measures, in NATO's order.
	Lines []SheetLine
	// Parts are what it spent on, year by year.
	Parts []YearParts
	// Said is what each of NATO's editions that has the measure and year printed,
	// oldest first: not there where it printed no figure.
	Said []Vintage
	// Neighbours are the allies next to it, in order of codes, and Medians the
	// middle of its subregion, of its neighbours and of all allies, in the query's
	// measure; none for national currencies.
	Neighbours []*Row
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

// sheet gathers what there is of an ally beside its row in the ranking.
func (w *work) sheet(a *Answer, x *ally.Ally) *Sheet {
	s := &Sheet{Answer: a, Ally: x, Member: x.MemberIn(int(a.Year))}
	var ok bool
	if s.Row, ok = a.Row(x.Code); !ok { // an edition without the ally, asked for everyone in it
		s.Row = &Row{Series: Series{Code: x.Code, Ally: x, Name: x.Name, First: a.First}, Pin: -1}
	}
	for m := range figure.Measure(figure.Measures) {
		s.Lines = append(s.Lines, w.sheetLine(x.Code, m))
	}
	if w.Query.Source == query.NATO {
		s.Said = PrintedFor(w.ds, w.Measure, x.Code, a.Year)
	}
	neighbours := w.ds.Allies().Neighbours(x.Code)
	for _, c := range neighbours {
		if r, ok := a.Row(c); ok {
			s.Neighbours = append(s.Neighbours, r)
		}
	}
	s.Medians = medians(a, x, neighbours)
	s.Groups = slices.DeleteFunc(slices.Clone(w.ds.Allies().Groups()), func(g *ally.Group) bool { return !g.Has(x.Code, int(a.Year)) })
	s.Pledges = w.sheetPledges(x)
	s.Parts = w.parts(x.Code, x.Name)
	s.Headline = s.headline()
	return s
}

// sheetLine looks one measure of an ally or a sum up in the edition at hand.
func (w *work) sheetLine(c ally.Code, m figure.Measure) SheetLine {
	l := SheetLine{Measure: m, Unit: m.Spec().Unit}
	t, err := w.Edition.Table(m)
	if err != nil || !t.HasYear(w.Year) {
		return l
	}
	of, kind := w.in(t), m.Spec().Kind
	line := of.line(c)
	l.Held, l.Unit, l.Figure, l.Currency = true, t.Unit, line.At(w.Year), line.Currency(w.Year)
	l.Change, l.Since = difference(line, kind, w.Year, w.Year-1), difference(line, kind, w.Year, w.Base)
	l.Across, l.Breaks = w.across(c, m), w.breakYears(m, c)
	if x, ok := w.ds.Allies().Ally(c); ok && m.Spec().Comparable {
		l.Place = of.column(w.Year).place(x)
	}
	return l
}

// sheetPledges judges an ally by every pledge, in the edition and year at hand.
func (w *work) sheetPledges(x *ally.Ally) []SheetPledge {
	var out []SheetPledge
	for _, p := range w.ds.Targets().All() {
		l := SheetPledge{
			Pledge:  p,
			InForce: p.AgreedIn() <= int(w.Year) && (p.Superseded == 0 || int(w.Year) < p.Superseded),
		}
		l.Figure = w.Edition.Figure(p.Measure, x.Code, w.Year)
		l.Verdict, l.Edge = w.judge(x, l.Figure, w.Year, p.Level, p.Measurable)
		if l.Verdict.Counted() {
			l.Gap = Delta{Value: target.Gap(l.Figure, p.Level), OK: true}
		}
		out = append(out, l)
	}
	return out
}

// medians are the middles of the ally's subregion, itself included, of its
// neighbours, and of all allies: of members with forces that have a figure.
func medians(a *Answer, x *ally.Ally, neighbours []ally.Code) []Median {
	if !a.Spec().Comparable {
		return nil
	}
	return []Median{
		median(a, x.Subregion, func(o *ally.Ally) bool { return o.Subregion == x.Subregion }),
		median(a, "neighbours", func(o *ally.Ally) bool { return slices.Contains(neighbours, o.Code) }),
		median(a, "allies", func(*ally.Ally) bool { return true }),
	}
}

func median(a *Answer, name string, in func(*ally.Ally) bool) Median {
	found := make([]figure.Decimal, 0, len(a.now.figures))
	m := Median{Name: name}
	for _, i := range a.order {
		if k := int(a.now.at[i]); k < len(a.now.figures) && in(a.ally(i)) {
			f := a.now.figures[k]
			found = append(found, f.Printed)
			m.Status = max(m.Status, f.Status)
		}
	}
	if m.Allies = len(found); m.Allies == 0 {
		return m
	}
	m.Printed = middle(found)
	return m
}

// middle is the median of some figures, exactly.
func middle(found []figure.Decimal) figure.Decimal {
	slices.SortFunc(found, figure.Decimal.Cmp)
	low, high := found[(len(found)-1)/2], found[len(found)/2]
	if low.Cmp(high) == 0 {
		return high
	}
	// Half of the sum, exactly: five times the sum, one place on.
	sum := high.Sub(figure.Decimal{Units: -low.Units, Places: low.Places})
	out := figure.Decimal{Units: sum.Units * 5, Places: sum.Places + 1}
	if out.Units%10 == 0 {
		out = figure.Decimal{Units: out.Units / 10, Places: out.Places - 1}
	}
	return out
}

// headline says in one line how the ally stands.
func (s *Sheet) headline() string {
	a, r := s.Answer, s.Row
	head := s.Ally.Name + " " + format.Year(a.Year, a.Estimated) + format.When(a.Measure != figure.ShareGDP, ", "+format.Lower(a.Spec().Title)) + ": "
	switch {
	case !r.Figure.Known() && !s.Ally.HasForces() && !a.Measure.OfEconomy():
		return head + "no armed forces."
	case !r.Figure.Known():
		return head + "no figure in " + a.Edition.Name() + "."
	}
	place, standing := a.Place(r), ""
	switch {
	case r.Verdict == target.NotMember:
		standing = r.Verdict.Words()
	case a.Judged && r.Verdict.Counted():
		standing = format.Standing(r.Verdict, r.Edge, r.Gap.Value, a.Level.In(a.Year))
	}
	since := r.Since
	since.OK = since.OK && a.Base != a.Year-1 // else it is said already
	return head + format.Join(", ", format.Number(r.Figure.Printed)+" "+s.UnitWords()+format.Whenf(place != "", " (%s)", place),
		standing, a.Changed(r.Change, " on", a.Year-1), a.Changed(since, " since", a.Base)) + "."
}

// Changed is a change in words, behind which year it is on or since; empty where there is
// none.
func (h *Header) Changed(d Delta, how string, y figure.Year) string {
	return format.Whenf(d.OK, "%s %s%s %d", format.Signed(d.Value), h.Spec().ChangeUnit(), how, y)
}

// UnitWords is the unit of the measure asked about: the ally's own currency where
// it is in national ones.
func (s *Sheet) UnitWords() string {
	spec := s.Spec()
	if s.Row.Currency == "" || spec.Comparable {
		return spec.Unit
	}
	return s.Row.Currency + " m"
}
