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
	Whose    *Series // who it is of, in the measure asked about
	Measure  figure.Measure
	Held     bool   // the edition has the table, with a column for the year
	Unit     string // as the edition states it; for a table it lacks, the measure's
	Reading         // the figure and its changes; on a sheet no verdict
	Place           // among all allies; none in national currencies, and of a sum
	Currency string // of an amount in national currency
	Across   string // as in a Row
	Breaks   Breaks // in the edition's series
}

// Median is the middle of several printed figures.
type Median struct {
	Name string // of whom: "Nordic", "neighbours", "allies"
	// Figure is exact: between two figures it has one decimal more than they. It is no
	// firmer than the least firm of them.
	figure.Figure
	Allies int // how many figures it is the middle of
}

// SheetPledge is a pledge and how the ally stands to it in the sheet's year.
type SheetPledge struct {
	Pledge  *target.Pledge
	InForce bool // agreed and not superseded on 31 December of the year
	Reading      // of the pledge's measure, judged by its level; no changes
}

// Sheet is all that one edition says of one ally in one year. It must not be
// changed.
type Sheet struct {
	*Answer             // the ranking
	Row     *Row        // the ally's in it
	Ally    *ally.Ally  // nil of several together
	Lines   []SheetLine // all fifteen measures, in NATO's order
	Parts   []YearParts // what it spent on, year by year
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
	Members  []*Row // of a sum, which is no ally: those in it in the year, in the order of the ranking
}

// Line is the sheet's line of a measure.
func (s *Sheet) Line(m figure.Measure) *SheetLine { return &s.Lines[m] }

// sheetOf begins the sheet of an ally, or of several together.
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
	if !ok { // an edition without the ally, asked for everyone in it
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
	s.Pledges = w.sheetPledges(x)
	s.Headline = s.headline()
	return s
}

func (w *work) sheetLine(whose *Series, m figure.Measure) SheetLine {
	l := SheetLine{Whose: whose, Measure: m, Unit: m.Spec().Unit}
	of := w.forMeasure(m)
	if of.table == nil || !of.table.HasYear(w.Year) {
		return l
	}
	line, kind := of.line(whose.Code), m.Spec().Kind
	l.Held, l.Unit, l.Figure, l.Currency = true, of.table.Unit, line.At(w.Year), line.Currency(w.Year)
	l.Change, l.Since = difference(line, kind, w.Year, w.Year-1), difference(line, kind, w.Year, w.Base)
	l.Across, l.Breaks = w.across(whose.Code, m), w.breakYears(m, whose.Code)
	if whose.Ally != nil {
		l.Place = of.column(w.Year).places[whose.Ally.Index]
	}
	return l
}

func (w *work) sheetPledges(x *ally.Ally) (out []SheetPledge) {
	for _, p := range w.ds.Targets().All() {
		l := SheetPledge{Pledge: p, InForce: p.AgreedIn() <= int(w.Year) && (p.Superseded == 0 || int(w.Year) < p.Superseded)}
		l.Figure = w.Edition.Figure(p.Measure, x.Code, w.Year)
		l.Verdict, l.Edge = w.judge(x, l.Figure, w.Year, p.Level, p.Measurable)
		if l.Verdict.Counted() {
			l.Gap = Delta{Value: target.Gap(l.Figure, p.Level), OK: true}
		}
		out = append(out, l)
	}
	return out
}

// median is of members with forces that have a figure.
func median(a *Answer, name string, in func(*ally.Ally) bool) Median {
	var found []figure.Decimal
	m := Median{Name: name}
	for k := range a.order {
		if f := a.Placed(k); f.Known() && in(a.ally(a.order[k])) {
			found = append(found, f.Printed)
			m.Status = max(m.Status, f.Status)
		}
	}
	if m.Allies = len(found); m.Allies > 0 {
		m.Printed = middle(found)
	}
	return m
}

// middle is exact.
func middle(found []figure.Decimal) figure.Decimal {
	slices.SortFunc(found, figure.Decimal.Cmp)
	low, high := found[(len(found)-1)/2], found[len(found)/2]
	sum := high.Sub(figure.Decimal{Units: -low.Units, Places: low.Places})
	if sum.Units%2 == 0 {
		return figure.Decimal{Units: sum.Units / 2, Places: sum.Places}
	}
	return figure.Decimal{Units: sum.Units * 5, Places: sum.Places + 1} // half of it, one place on
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
	place, told := a.Place(r), r.Verdict == target.NotMember || r.Verdict.Counted()
	standing := format.When(told, format.Standing(r.Verdict, r.Edge, r.Gap.Value, a.Level.In(a.Year)))
	return head + format.Join(", ", format.Number(r.Figure.Printed)+" "+s.UnitOf(r.Code, a.Year)+format.Whenf(place != "", " (%s)", place),
		standing, a.Changed(r.Reading)) + "."
}

// Changed is how a figure has changed in words: on the year before and, where that is
// another year, since the base year.
func (h *Header) Changed(r Reading) string {
	say := func(d Delta, when string) string {
		return format.Whenf(d.OK, "%s %s %s", format.Signed(d.Value), h.Spec().ChangeUnit(), when)
	}
	since := say(r.Since, format.Since(h.Base, h.Year))
	return format.Join(", ", say(r.Change, fmt.Sprintf("on %d", h.Year-1)), format.When(h.Base != h.Year-1, since))
}

// Profile is all that one edition says of some allies in one year.
type Profile struct {
	// Answer is the ranking that the allies are rows of, with the profile's own
	// citation and, of a single ally, its headline as the sentence.
	Answer
	Sheets []*Sheet // in the order the allies are named
}

// Vintages are the measure asked about as each edition printed it for the year, for
// who wants more of it than a sheet's Said; nil where no other edition is asked, as
// with SIPRI. The error is that of VintagesFor.
func (p *Profile) Vintages() (*Vintages, error) {
	if p.Query.Source != query.NATO || len(p.Sheets) == 0 {
		return nil, nil
	}
	q := p.Query
	q.Edition = ""
	return VintagesFor(p.w.ds, q)
}

// ProfileFor gathers what an edition says of the allies named in a query, as
// NamedFor finds them. The error wraps ErrAllies where there is none, or too many.
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

// Named are the rows of the profile's allies.
func (p *Profile) Named() []*Row {
	return format.Each(p.Sheets, func(s *Sheet) *Row { return s.Row })
}

func (w *work) tablesCitation() string {
	if e := w.Edition; w.Query.Source == query.NATO {
		return fmt.Sprintf("%s, the tables of the measures named; %s.", publication(e), e.Definition)
	}
	return citation(&w.Header)
}

// WholeFor gathers what an edition says in one year of some allies together: of one of
// NATO's sums as it prints it, of a group as it is computed here. The error is that of
// RankingFor.
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

// PartMeasures is a constant table: what expenditure is divided into, in the order of
// people's interest.
var PartMeasures = [...]figure.Measure{figure.EquipmentPct, figure.PersonnelPct, figure.InfrastructurePct, figure.OtherPct}

// YearParts is what an ally, or several together, spent on in one year.
type YearParts struct {
	*Series // whose they are
	Year    figure.Year
	Parts   [len(PartMeasures)]figure.Figure // those of PartMeasures, % of expenditure
}
