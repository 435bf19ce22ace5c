package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
)

// Provenance is who says a figure, and all there is to know of it. It must not be changed.
type Provenance struct {
	Header
	Vintage Vintage // the figure, as the edition asked about has it
	Code    ally.Code
	Name    string
	Ally    *ally.Ally // nil for one of NATO's sums
	// Spent and GDP are what the edition prints at current prices, US$ m, where the
	// figure is a share of GDP, and AtCurrent the share that the two give, %: gaps in
	// money are of these, and NATO judges the share at constant prices.
	Spent, GDP figure.Figure
	AtCurrent  Amount
	Quirks     []string // the known oddities of this very figure, the closest first
	Warnings   []string // noticed when an own edition was imported, and how many more of the rest of it
	// Vintages are what NATO's editions say of it that cover the year, oldest first,
	// the one asked about among them.
	Vintages []Vintage
	// Beside is SIPRI's figure, rounded here, where NATO's share of GDP is asked about and
	// SIPRI has one, else nil. It is another source, never a part of the series: its Revision
	// is what it is more than NATO's, pp, and Reasons are the known ones for that.
	Beside  *Vintage
	Reasons []string
}

// ProvenanceFor gathers who says the figure of an ally, or of one of NATO's sums, in
// the measure, year, edition and source of a query. The error is a *query.Error
// where the edition is not held or has no such table or year.
func ProvenanceFor(ds *dataset.Dataset, q query.Query, c ally.Code) (*Provenance, error) {
	x, known := ds.Allies().Ally(c)
	if !known && !slices.Contains(aggregateCodes[:], c) {
		return nil, query.Refused(string(c), "is not the code of an ally or of one of NATO's sums")
	}
	w, err := resolve(ds, query.Query{Measure: q.Measure, Year: q.Year, Edition: q.Edition, Source: q.Source})
	if err != nil {
		return nil, err
	}
	m, y := w.Measure, w.Year
	both := printedBy([]*dataset.Edition{w.Edition, ds.SIPRI()}, m, c, y)
	why := &Provenance{Header: w.Header, Vintage: both[0], Code: c, Name: ds.Allies().Name(c), Ally: x}
	why.Citation = citation(&w.Header)
	if m == figure.ShareGDP {
		why.Spent, why.GDP = w.money.usd.At(c, y), w.money.gdp.At(c, y)
		why.AtCurrent, _ = ofGDP(why.Spent, why.GDP, w.money.gdp)
	}
	why.Quirks, _ = ds.Quirks(w.Edition.ID, c, m, y) // what cannot be read is told of by data check, as below
	why.Warnings = warnings(w.Edition, m, c, y)
	why.Vintage.explain(ds, m, c, y)
	// What each of NATO's editions says that covers the year: those with a column for it,
	// and those that print shares of the year and not this table. A draft is among them
	// where it is the one asked about.
	why.Vintages = slices.DeleteFunc(printedBy(ds.With(w.Edition), m, c, y), func(v Vintage) bool {
		return v.Unit == "" && !covers(v.Edition, figure.ShareGDP, []figure.Year{y})
	})
	for i := range why.Vintages {
		why.Vintages[i].explain(ds, m, c, y)
	}
	if q.Source == query.NATO && both[1].Figure.Known() {
		why.Beside = &both[1]
		why.Reasons, _ = ds.Quirks(ds.SIPRI().ID, c, m, y)
	}
	series := format.Each(seriesOf(ds, m), func(own *dataset.Edition) string {
		f := own.Figure(m, c, y)
		return format.Whenf(f.Known() && own != w.Edition, "beside it, never one series: %s %s %s (%s)",
			own.Name(), f, m.Spec().Unit, own.Credit)
	})
	footnotes, _ := ds.Footnotes(w.Edition.ID, c, m, y)
	breaks := w.breakNotes([]ally.Code{c}, []figure.Measure{m}, w.table.First, y)
	why.Notes = slices.Concat(format.Said(ownNote(w.Edition)), why.notes(), series, breaks, footnotes)
	why.Sentence = why.sentence()
	return why, nil
}

// warnings are those of a figure, or of the sum it goes into. A wrong total anywhere is a
// reason to look twice, so the others are counted.
func warnings(e *dataset.Edition, m figure.Measure, c ally.Code, y figure.Year) []string {
	own := slices.DeleteFunc(slices.Clone(e.Warnings), func(x dataset.Warning) bool {
		return x.Measure != m || x.Year != y || x.Code != c && !x.Code.Aggregate()
	})
	out := format.EachOf(own, func(x *dataset.Warning) string {
		sum := format.When(x.Code != c, string(x.Code)+": ") // that this figure goes into
		return format.When(x.Wrong, "wrong: ") + sum + x.Text
	})
	others := len(e.Warnings) - len(own)
	return append(out, format.Said(format.Whenf(others > 0, "%d more of other figures of %s", others, e.ID))...)
}

// notHeld begins a quirk that says why there is no figure.
const notHeld = "not held: "

// missing says why an edition has no figure of an ally or a sum.
func missing(ds *dataset.Dataset, e *dataset.Edition, m figure.Measure, c ally.Code, y figure.Year) string {
	x, ok := ds.Allies().Ally(c)
	if ok && !x.HasForces() && !m.OfEconomy() {
		return "no armed forces"
	}
	quirks, _ := ds.Quirks(e.ID, c, m, y)
	for _, q := range quirks {
		if reason, found := strings.CutPrefix(q, notHeld); found {
			return reason
		}
	}
	t, err := e.Table(m)
	last := err == nil && y == t.Last // and what was printed on its allies of then alone
	switch {
	case ok && e.Source == dataset.NATO && !e.Own && (x.Accession > e.Published || last && !x.MemberIn(int(y))):
		return "not a member then: it joined on " + x.Accession
	case e.Source != dataset.NATO || e.Own || e.Whole():
		return "the edition has none"
	default:
		return "of the edition is held: " + e.Coverage
	}
}

// Asked tells whether a vintage is that of the edition asked about.
func (w *Provenance) Asked(v *Vintage) bool { return v.Edition == w.Edition }

// notes say where the editions cannot be compared just so.
func (w *Provenance) notes() []string {
	var out []string
	for i := 1; i < len(w.Vintages); i++ {
		a, b := w.Vintages[i-1].Edition, w.Vintages[i].Edition
		if a.Definition != b.Definition && !b.Draft() {
			out = append(out, fmt.Sprintf("from %s on, %s is counted; %s counted %s", b.ID, b.Definition, a.ID, a.Definition))
		}
	}
	return append(out, format.Said(notMember(w.Ally, w.Year))...)
}

// notMember says that an ally had not joined yet.
func notMember(a *ally.Ally, y figure.Year) string {
	if a == nil || a.MemberIn(int(y)) {
		return ""
	}
	return fmt.Sprintf("%s was not a member on 31 December %d: it joined on %s", a.Name, y, a.Accession)
}

func (w *Provenance) sentence() string {
	head, own := fmt.Sprintf("%s %d, %s: ", w.Name, w.Year, format.Lower(w.Spec().Title)), &w.Vintage
	if !own.Figure.Known() {
		return head + "no figure in " + w.Edition.Name() + " (" + own.Missing + ")."
	}
	others := format.EachOf(w.Vintages, func(v *Vintage) string {
		return format.When(!w.Asked(v), v.in())
	})
	text := head + format.Join("; ", w.Words()+" in "+w.Edition.Name(), strings.Join(others, ", "))
	if w.Beside != nil {
		text += "; SIPRI, by its own definition, " + w.Beside.Figure.String()
	}
	return text + "."
}

// Side is what the measure is in all the editions together.
func (w *Provenance) Side() figure.Spec { return w.Measure.In(unitsOf(w.Vintages)...) }

// Words are the figure with its unit, or that there is none.
func (w *Provenance) Words() string {
	f := w.Vintage.Figure
	if !f.Known() {
		return format.NotPublished
	}
	own := format.Whenf(w.Vintage.Currency != "", "%s m", w.Vintage.Currency)
	return format.Figure(f) + " " + cmp.Or(own, w.Spec().Unit)
}

// Sources are NATO's and SIPRI's shares of GDP side by side, and series of the
// reader's own: sources apart, never one series. They must not be changed.
type Sources struct {
	Header  // of NATO's edition
	SIPRI   *dataset.Edition
	Series  []*dataset.Edition // the reader's own of shares of GDP
	Rows    []SourceRow
	Reasons []Reason // the known ones for a difference
}

// SourceRow is one ally in one year.
type SourceRow struct {
	Ally        *ally.Ally
	Year        figure.Year
	NATO, SIPRI figure.Figure
	Difference  Delta           // SIPRI's less NATO's, pp, as printed
	Series      []figure.Figure // of the reader's own series, in their order
}

// Reason is why two sources differ: for an ally, or for all where Ally is nil.
type Reason struct {
	Ally *ally.Ally
	Text string
}

// SourcesFor sets the two sources side by side, for the allies pinned in a query
// and its year, its range, or else all years of NATO's edition.
func SourcesFor(ds *dataset.Dataset, q query.Query) (*Sources, error) {
	if q.Measure != figure.ShareGDP {
		return nil, query.Refused(q.Measure.Spec().Word, "is not held of SIPRI: only the share of GDP is", "share")
	}
	if q.Source != query.NATO {
		return nil, query.Refused(q.Said(), "has no place here: both sources are shown")
	}
	if q.Pins == "" {
		return nil, ErrAllies
	}
	// Years of SIPRI's that the edition lacks are shown all the same, so the
	// edition is not asked for them.
	w, err := resolve(ds, query.Query{Edition: q.Edition})
	if err != nil {
		return nil, err
	}
	theirs, _ := ds.SIPRI().Table(figure.ShareGDP) // which it is
	s := &Sources{Header: w.Header, SIPRI: ds.SIPRI(), Series: seriesOf(ds, figure.ShareGDP)}
	s.Query = q
	s.Query.Edition = w.Edition.ID
	s.First, s.Last = cmp.Or(q.From, q.Year, s.First), cmp.Or(q.To, q.Year, s.Last)
	asked := func(y figure.Year) bool { return y >= s.First && y <= s.Last }
	if !slices.ContainsFunc(slices.Concat(w.table.Years(), theirs.Years()), asked) {
		return nil, w.noYear(s.First)
	}
	var notes noteGroups // NATO's, of its figures of the last year shown
	for _, x := range ds.Allies().Known(q.Pins.Codes()) {
		footnotes, _ := ds.Footnotes(s.Edition.ID, x.Code, figure.ShareGDP, s.Last)
		for _, text := range footnotes {
			notes.add(x.Name, text)
		}
		for y := s.First; y <= s.Last; y++ {
			nato, sipri := w.table.At(x.Code, y), theirs.At(x.Code, y)
			row := SourceRow{Ally: x, Year: y, NATO: nato, SIPRI: sipri, Difference: sipri.Minus(nato)}
			for _, own := range s.Series {
				row.Series = append(row.Series, own.Figure(figure.ShareGDP, x.Code, y))
			}
			s.Rows = append(s.Rows, row)
		}
	}
	theirHeader := Header{Edition: s.SIPRI, Query: query.Query{Source: query.SIPRI}}
	s.Sentence, s.Citation = s.sentence(), citation(&w.Header)+" "+citation(&theirHeader)
	s.Notes = format.Said(slices.Concat([]string{
		"NATO counts " + s.Edition.Definition + ", " + s.Unit + "; SIPRI " + s.SIPRI.Definition,
		format.Whenf(s.Last > theirs.Last, "SIPRI's series ends in %d", theirs.Last),
	}, notes.words(""))...)
	for _, own := range s.Series {
		s.Citation += " " + citation(&Header{Edition: own, Unit: figure.ShareGDP.Spec().Unit})
	}
	s.reasons(ds)
	return s, nil
}

func seriesOf(ds *dataset.Dataset, m figure.Measure) []*dataset.Edition {
	return slices.DeleteFunc(slices.Clone(ds.Others()), func(e *dataset.Edition) bool {
		_, err := e.Table(m)
		return e.Source != dataset.Series || err != nil
	})
}

// reasons adds what is known of the differences, each text once: for all, and for the allies
// asked about.
func (s *Sources) reasons(ds *dataset.Dataset) {
	for _, code := range append([]ally.Code{""}, s.Query.Pins.Codes()...) { // of nobody first
		x, _ := ds.Allies().Ally(code)
		for y := s.First; y <= s.Last; y++ {
			notes, _ := ds.Quirks(s.SIPRI.ID, code, figure.ShareGDP, y)
			for _, text := range notes {
				if r := (Reason{x, text}); !slices.Contains(s.Reasons, r) && !slices.Contains(s.Reasons, Reason{nil, text}) {
					s.Reasons = append(s.Reasons, r)
				}
			}
		}
	}
}

// sentence says the figures of a single year, and of several the least and the greatest difference.
func (s *Sources) sentence() string {
	both := s.Rows
	if len(both) > 1 {
		both = slices.DeleteFunc(slices.Clone(both), func(r SourceRow) bool { return !r.Difference.OK })
	}
	if len(both) == 0 {
		return "The two sources have no figure of the same ally and year."
	}
	if r := both[0]; len(both) == 1 {
		return fmt.Sprintf("%s %d: NATO %s, SIPRI %s%s; two definitions, never one series.", r.Ally.Name, r.Year, r.NATO, r.SIPRI,
			format.Whenf(r.Difference.OK, " (%s pp)", format.Signed(r.Difference.Value)))
	}
	by := func(a, b SourceRow) int { return a.Difference.Value.Cmp(b.Difference.Value) }
	least, most := slices.MinFunc(both, by), slices.MaxFunc(both, by)
	return fmt.Sprintf("SIPRI's share less NATO's, %d figures: from %s pp (%s %d) to %s pp (%s %d); two definitions, never one series.",
		len(both), format.Signed(least.Difference.Value), least.Ally.Name, least.Year, format.Signed(most.Difference.Value), most.Ally.Name, most.Year)
}
