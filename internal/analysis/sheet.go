package analysis

import (
	"fmt"
	"slices"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// SheetLine is one of the fifteen measures of an ally in a year.
type SheetLine struct {
	Whose    *Series // the ally or sum, with its series in the query's measure
	Measure  figure.Measure
	Held     bool   // the edition has the table, with a column for the year
	Unit     string // as the edition states it or, if it lacks the table, as the measure does
	Reading         // the figure and its changes; a sheet sets no verdict
	Place           // among all allies; zero for national currencies and for sums
	Currency string // of an amount in national currency
	Across   string // as in Row
	Breaks   Breaks // in the edition's series of Measure
}

// Median is the median of several printed figures.
type Median struct {
	Name string // whose figures: "Nordic", "neighbours", "allies"
	// Figure is exact, with one more decimal halfway between two. Its status is the least firm one.
	figure.Figure
	Allies int // the number of figures
}

// SheetPledge is a pledge and the ally's verdict on it in the sheet's year.
type SheetPledge struct {
	Pledge  *target.Pledge
	InForce bool // agreed and not superseded on 31 December of the year
	Reading      // in the pledge's measure, judged by its level; without changes
}

// Sheet is everything that one edition holds on one ally in one year. Callers must not modify it.
type Sheet struct {
	*Answer             // the ranking
	Row     *Row        // the ally's row in it
	Ally    *ally.Ally  // nil for a sum or a group
	Lines   []SheetLine // all fifteen measures, in NATO's order
	Parts   []YearParts // the division of expenditure, year by year
	// Said holds the figure as each of NATO's editions with the measure and year printed it,
	// oldest first; it is unknown where an edition printed none.
	Said []Vintage
	// Neighbours are the ally's geographic neighbours, by code. Medians are those of its
	// subregion, its neighbours and all allies in the query's measure; nil for national currencies.
	Neighbours []*Row
	Medians    []Median
	// Member reports whether the ally was a member at the year's end. Groups are its groups then.
	Member   bool
	Groups   []*ally.Group
	Pledges  []SheetPledge
	Headline string
	Members  []*Row // of a sum or group: its members in the year, in the order of the ranking
}

// Line returns the sheet's line for a measure.
func (s *Sheet) Line(m figure.Measure) *SheetLine { return &s.Lines[m] }

// newSheet returns the part of a sheet that allies, sums and groups have in common.
func (w *work) newSheet(a *Answer, r *Row) *Sheet {
	s, c := &Sheet{Answer: a, Row: r, Ally: r.Ally}, r.Code
	for m := range figure.Measure(figure.Measures) {
		s.Lines = append(s.Lines, w.sheetLine(&r.Series, m))
	}
	var parts [len(PartMeasures)]dataset.Line
	for i, m := range PartMeasures {
		parts[i] = w.forMeasure(m).line(c)
	}
	for y := w.First; y <= w.Last; y++ {
		x := YearParts{Series: &r.Series, Year: y}
		for i, line := range parts {
			x.Parts[i] = line.At(y)
		}
		if slices.ContainsFunc(x.Parts[:], figure.Figure.Known) {
			s.Parts = append(s.Parts, x)
		}
	}
	return s
}

func (w *work) allySheet(a *Answer, x *ally.Ally) *Sheet {
	r, ok := a.Row(x.Code)
	if !ok { // the query lists everyone in the edition, which lacks the ally
		r = &Row{Series: Series{Code: x.Code, Ally: x, Name: x.Name, First: a.First}, Pin: -1}
	}
	s := w.newSheet(a, r)
	s.Member = x.MemberIn(int(a.Year))
	if w.Query.Source == query.NATO {
		s.Said = PrintedFor(w.ds, w.Measure, x.Code, a.Year)
	}
	neighbours := w.ds.Allies().Neighbours(x.Code)
	s.Neighbours = format.Each(neighbours, func(c ally.Code) *Row {
		r, _ := a.Row(c)
		return r
	})
	if a.Spec().Comparable {
		s.Medians = []Median{
			median(a, x.Subregion, func(o *ally.Ally) bool { return o.Subregion == x.Subregion }),
			median(a, "neighbours", func(o *ally.Ally) bool { return slices.Contains(neighbours, o.Code) }),
			median(a, "allies", func(*ally.Ally) bool { return true }),
		}
	}
	s.Groups = slices.DeleteFunc(slices.Clone(w.ds.Allies().Groups()), func(g *ally.Group) bool { return !g.Has(x.Code, int(a.Year)) })
	for _, p := range w.ds.Targets().All() {
		l := SheetPledge{Pledge: p, InForce: p.AgreedIn() <= int(w.Year) && (p.Superseded == 0 || int(w.Year) < p.Superseded)}
		l.Figure = w.Edition.Figure(p.Measure, x.Code, w.Year)
		l.Verdict, l.Edge = w.judge(x, l.Figure, w.Year, p.Level, p.Measurable)
		if l.Verdict.Counted() {
			l.Gap = Delta{Value: target.Gap(l.Figure, p.Level), OK: true}
		}
		s.Pledges = append(s.Pledges, l)
	}
	s.Headline = s.headline()
	return s
}

func (w *work) sheetLine(whose *Series, m figure.Measure) SheetLine {
	l := SheetLine{Whose: whose, Measure: m, Unit: m.Spec().Unit}
	other := w.forMeasure(m)
	if other.table == nil || !other.table.HasYear(w.Year) {
		return l
	}
	line, kind := other.line(whose.Code), m.Spec().Kind
	l.Held, l.Unit, l.Figure, l.Currency = true, other.table.Unit, line.At(w.Year), line.Currency(w.Year)
	l.Change, l.Since = difference(line, kind, w.Year, w.Year-1), difference(line, kind, w.Year, w.Base)
	l.Across, l.Breaks = w.across(whose.Code, m), w.breakYears(m, whose.Code)
	if whose.Ally != nil {
		l.Place = other.column(w.Year).places[whose.Ally.Index]
	}
	return l
}

// median returns the median of the listed allies that match and have a place.
func median(a *Answer, name string, match func(*ally.Ally) bool) Median {
	var found []figure.Decimal
	m := Median{Name: name}
	for k := range a.order {
		if f := a.Placed(k); f.Known() && match(a.ally(a.order[k])) {
			found = append(found, f.Printed)
			m.Status = max(m.Status, f.Status)
		}
	}
	if m.Allies = len(found); m.Allies > 0 {
		m.Printed = middle(found)
	}
	return m
}

// middle returns the exact median of figures, of which there must be at least one, and sorts them.
func middle(found []figure.Decimal) figure.Decimal {
	slices.SortFunc(found, figure.Decimal.Cmp)
	low, high := found[(len(found)-1)/2], found[len(found)/2]
	sum := high.Sub(figure.Decimal{Units: -low.Units, Places: low.Places})
	if sum.Units%2 == 0 {
		return figure.Decimal{Units: sum.Units / 2, Places: sum.Places}
	}
	return figure.Decimal{Units: sum.Units * 5, Places: sum.Places + 1} // half of sum, with one more decimal
}

func (s *Sheet) headline() string {
	a, r := s.Answer, s.Row
	what := format.When(a.Measure != figure.ShareGDP, ", "+format.Lower(a.Spec().Title))
	head := s.Ally.Name + " " + format.Year(a.Year, a.Estimated) + what + ": "
	switch {
	case !r.Figure.Known() && !s.Ally.HasForces() && !a.Measure.OfEconomy():
		return head + "no armed forces."
	case !r.Figure.Known():
		return head + "no figure in " + a.Edition.Name() + "."
	}
	place, hasVerdict := a.Place(r), r.Verdict == target.NotMember || r.Verdict.Counted()
	standing := format.When(hasVerdict, format.Standing(r.Verdict, r.Edge, r.Gap.Value, a.Level.In(a.Year)))
	return head + format.Join(", ", format.Number(r.Figure.Printed)+" "+s.UnitOf(r.Code, a.Year)+format.Whenf(place != "", " (%s)", place),
		standing, a.Changed(r.Reading)) + "."
}

// Changed puts the changes of a figure into words: since the previous year and, if it is a
// different year, since the base year.
func (h *Header) Changed(r Reading) string {
	say := func(d Delta, when string) string {
		return format.Whenf(d.OK, "%s %s %s", format.Signed(d.Value), h.Spec().ChangeUnit(), when)
	}
	since := say(r.Since, format.Since(h.Base, h.Year))
	return format.Join(", ", say(r.Change, fmt.Sprintf("on %d", h.Year-1)), format.When(h.Base != h.Year-1, since))
}

// Profile is everything that one edition holds on some allies in one year.
type Profile struct {
	// Answer is the ranking of the allies, with the profile's own citation and, for a single
	// ally, its headline as the sentence.
	Answer
	Sheets []*Sheet // in the order in which the query names the allies
}

// Vintages returns the query's measure and year as each edition printed it, or nil for sources
// without other editions, such as SIPRI. The error is that of VintagesFor.
func (p *Profile) Vintages() (*Vintages, error) {
	if p.Query.Source != query.NATO || len(p.Sheets) == 0 {
		return nil, nil
	}
	q := p.Query
	q.Edition = ""
	return VintagesFor(p.w.ds, q)
}

// ProfileFor returns the sheets of the allies that a query names, as NamedFor finds them. The
// error wraps ErrAllies if the query names none or too many.
func ProfileFor(ds *dataset.Dataset, q query.Query) (*Profile, error) {
	q, err := NamedFor(ds, q)
	if err != nil {
		return nil, err
	}
	a, err := RankingFor(ds, q)
	if err != nil {
		return nil, err
	}
	p, w := &Profile{Answer: *a}, a.w
	for _, c := range a.Query.Pins.Codes() {
		x, ok := ds.Allies().Ally(c)
		if !ok {
			return nil, query.Refused(string(c), "is not the code of an ally")
		}
		p.Sheets = append(p.Sheets, w.allySheet(a, x))
	}
	p.Citation = w.tablesCitation()
	p.Notes = w.namedNotes(a, a.Query.Pins.Codes())
	if len(p.Sheets) == 1 {
		p.Sentence = p.Sheets[0].Headline
	}
	return p, nil
}

// Named returns the rows of the profile's allies.
func (p *Profile) Named() []*Row {
	return format.Each(p.Sheets, func(s *Sheet) *Row { return s.Row })
}

func (w *work) tablesCitation() string {
	if e := w.Edition; w.Query.Source == query.NATO {
		return fmt.Sprintf("%s, the tables of the measures named; %s.", publication(e), e.Definition)
	}
	return citation(&w.Header)
}

// WholeFor returns the sheet of one of NATO's totals, as printed, or of a group, as computed
// here. The error is that of RankingFor.
func WholeFor(ds *dataset.Dataset, q query.Query, c ally.Code) (*Sheet, error) {
	q.Pins, q.Sums, q.Group = "", query.List(c), ""
	q = q.Whole()
	a, err := RankingFor(ds, q)
	if err != nil {
		return nil, err
	}
	w := a.w
	s := w.newSheet(a, &Row{Series: w.series(c)})
	s.Members = slices.DeleteFunc(a.Rows(), func(r *Row) bool { return !w.within(c, r.Ally) || !w.member(r.Ally, w.Year) })
	meets := Count{Year: w.Year}
	for _, r := range s.Members {
		meets.add(r.Ally, r.Verdict, r.Edge)
	}
	codes := format.Each(s.Members, func(r *Row) ally.Code { return r.Code })
	a.Notes = slices.Concat(w.notes(), w.groupNotes(), a.splitNotesOf(codes), w.footnotes(codes), w.joinedNotes([]ally.Code{c}))
	a.Citation, a.Sentence = w.tablesCitation(), s.groupSentence(&meets)
	return s, nil
}

func (s *Sheet) groupSentence(meets *Count) string {
	r, spec := s.Row.At(s.Year), s.Spec()
	head := s.Row.Name + " " + format.Year(s.Year, s.Estimated) + ", " + format.Lower(spec.Title) + ": "
	if !r.Known() {
		return head + "n/a."
	}
	who := meets.Words() + " with forces " + reach(s.Level.In(s.Year), meets.Meets, !s.Estimated)
	return head + format.Join(", ", format.Number(r.Printed)+" "+spec.Unit, s.Changed(r), format.When(s.Verdicts(), who)) + "."
}

// PartMeasures is a constant table of the parts of expenditure, most asked-for first.
var PartMeasures = [...]figure.Measure{figure.EquipmentPct, figure.PersonnelPct, figure.InfrastructurePct, figure.OtherPct}

// YearParts is how an ally, a sum or a group divided its expenditure in one year.
type YearParts struct {
	*Series // the ally, sum or group
	Year    figure.Year
	Parts   [len(PartMeasures)]figure.Figure // in the order of PartMeasures, % of expenditure
}
