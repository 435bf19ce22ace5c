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

// Provenance is all that is known about where a figure comes from. Callers must not modify it.
type Provenance struct {
	Header
	Vintage Vintage // the figure in the query's edition
	Code    ally.Code
	Name    string
	Ally    *ally.Ally // nil for one of NATO's sums
	// Spent and GDP are the edition's amounts at current prices, US$ m, and AtCurrent the share, %,
	// that they give. They are set for a share of GDP: gaps in money are computed from them, while
	// NATO judges the share at constant prices.
	Spent, GDP figure.Figure
	AtCurrent  Amount
	Quirks     []string // known oddities of this figure, the most specific first
	Warnings   []string // from the import of an own edition, and how many more about its other figures
	// Vintages are the figure in NATO's editions with the year and in the query's, oldest first.
	Vintages []Vintage
	// Beside is SIPRI's figure, rounded here, if the query is for NATO's share of GDP and SIPRI has
	// one, else nil. It is another source and never joined to the series. Its Revision is its
	// difference from NATO's figure in pp, and Reasons are known reasons for that difference.
	Beside  *Vintage
	Reasons []string
}

// ProvenanceFor gathers the provenance of the figure of an ally, or of one of NATO's sums, for the
// measure, year, edition and source of a query. The error is a *query.Error if the edition is not
// held or lacks the table or the year.
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
	why.Quirks, _ = ds.Quirks(w.Edition.ID, c, m, y) // "data check" reports unreadable lists, here and below
	why.Warnings = warnings(w.Edition, m, c, y)
	why.Vintage.explain(ds, m, c, y)
	// An edition covers the year if it has a column for it, or if it lacks this table but has
	// shares of the year. A draft is included if it is the query's edition.
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
		return format.Whenf(f.Known() && own != w.Edition, "another source, never one series: %s %s %s (%s)",
			own.Name(), f, m.Spec().Unit, own.Credit)
	})
	footnotes, _ := ds.Footnotes(w.Edition.ID, c, m, y)
	breaks := w.breakNotes([]ally.Code{c}, []figure.Measure{m}, w.table.First, y)
	why.Notes = slices.Concat(format.Said(ownNote(w.Edition)), why.notes(), series, breaks, footnotes)
	why.Sentence = why.sentence()
	return why, nil
}

// warnings returns the warnings on a figure or on the sums it is part of. It only counts the
// others, as a wrong total anywhere is a reason to look twice.
func warnings(e *dataset.Edition, m figure.Measure, c ally.Code, y figure.Year) []string {
	own := slices.DeleteFunc(slices.Clone(e.Warnings), func(x dataset.Warning) bool {
		return x.Measure != m || x.Year != y || x.Code != c && !x.Code.Aggregate()
	})
	out := format.EachOf(own, func(x *dataset.Warning) string {
		sum := format.When(x.Code != c, string(x.Code)+": ") // a sum with this figure in it
		return format.When(x.Wrong, "wrong: ") + sum + x.Text
	})
	others := len(e.Warnings) - len(own)
	return append(out, format.Said(format.Whenf(others > 0, "%d more about other figures of %s", others, e.ID))...)
}

// notHeld is the prefix of a quirk that says why there is no figure.
const notHeld = "not held: "

// missing says why an edition has no figure for an ally or a sum.
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
	last := err == nil && y == t.Last // NATO prints the last year only for members
	switch {
	case ok && e.Source == dataset.NATO && !e.Own && (x.Accession > e.Published || last && !x.MemberIn(int(y))):
		return "not a member then: it joined on " + x.Accession
	case e.Source != dataset.NATO || e.Own || e.Whole():
		return "the edition has none"
	default:
		return "coverage of the edition: " + e.Coverage
	}
}

// Asked reports whether a vintage is that of the query's edition.
func (w *Provenance) Asked(v *Vintage) bool { return v.Edition == w.Edition }

// notes says how the definitions of the editions differ, and whether the ally was a member.
func (w *Provenance) notes() []string {
	var out []string
	for i := 1; i < len(w.Vintages); i++ {
		a, b := w.Vintages[i-1].Edition, w.Vintages[i].Edition
		if a.Definition != b.Definition && !b.Draft() {
			out = append(out, fmt.Sprintf("%s; %s counted %s", redefinition(b), a.ID, a.Definition))
		}
	}
	return append(out, format.Said(notMember(w.Ally, w.Year))...)
}

// notMember says that an ally had not joined by the end of a year; empty for a member or nil.
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

// Side returns the measure's Spec in the units of all the editions.
func (w *Provenance) Side() figure.Spec { return w.Measure.In(unitsOf(w.Vintages)...) }

// Words returns the figure with its unit, or "n/a".
func (w *Provenance) Words() string {
	f := w.Vintage.Figure
	if !f.Known() {
		return format.NotPublished
	}
	own := format.Whenf(w.Vintage.Currency != "", "%s m", w.Vintage.Currency)
	return format.Figure(f) + " " + cmp.Or(own, w.Spec().Unit)
}

// Sources shows the shares of GDP of NATO, of SIPRI and of the reader's own series side by side.
// The sources are never joined into one series. Callers must not modify it.
type Sources struct {
	Header  // of NATO's edition
	SIPRI   *dataset.Edition
	Series  []*dataset.Edition // the reader's own series of shares of GDP
	Rows    []SourceRow
	Reasons []Reason // known reasons for differences
}

// SourceRow is one ally in one year.
type SourceRow struct {
	Ally        *ally.Ally
	Year        figure.Year
	NATO, SIPRI figure.Figure
	Difference  Delta           // SIPRI's printed figure less NATO's, pp
	Series      []figure.Figure // one for each of Sources.Series
}

// Reason is why two sources differ for an ally, or for all allies if Ally is nil.
type Reason struct {
	Ally *ally.Ally
	Text string
}

// SourcesFor returns the sources for the allies that a query pins, and for its year or range or, by
// default, for all years of NATO's edition. The error is ErrAllies without pins, else a
// *query.Error.
func SourcesFor(ds *dataset.Dataset, q query.Query) (*Sources, error) {
	if q.Measure != figure.ShareGDP {
		return nil, query.Refused(q.Measure.Spec().Word, "is not held from SIPRI: only the share of GDP is", "share")
	}
	if q.Source != query.NATO {
		return nil, query.Refused(q.SourceWord(), "has no place here: both sources are shown")
	}
	if q.Pins == "" {
		return nil, ErrAllies
	}
	// SIPRI's years that the edition lacks are shown as well, so its query names no year.
	w, err := resolve(ds, query.Query{Edition: q.Edition})
	if err != nil {
		return nil, err
	}
	theirs, _ := ds.SIPRI().Table(figure.ShareGDP) // the table that it consists of
	s := &Sources{Header: w.Header, SIPRI: ds.SIPRI(), Series: seriesOf(ds, figure.ShareGDP)}
	s.Query = q
	s.Query.Edition = w.Edition.ID
	s.First, s.Last = cmp.Or(q.From, q.Year, s.First), cmp.Or(q.To, q.Year, s.Last)
	asked := func(y figure.Year) bool { return y >= s.First && y <= s.Last }
	if !slices.ContainsFunc(slices.Concat(w.table.Years(), theirs.Years()), asked) {
		return nil, w.noYear(s.First)
	}
	var notes noteGroups // NATO's footnotes to the last year shown
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

// seriesOf returns the reader's own series of a measure.
func seriesOf(ds *dataset.Dataset, m figure.Measure) []*dataset.Edition {
	return slices.DeleteFunc(slices.Clone(ds.Others()), func(e *dataset.Edition) bool {
		_, err := e.Table(m)
		return e.Source != dataset.Series || err != nil
	})
}

// reasons adds the known reasons for differences, each once: for all allies, then for those pinned.
func (s *Sources) reasons(ds *dataset.Dataset) {
	for _, code := range append([]ally.Code{""}, s.Query.Pins.Codes()...) { // "": reasons for all allies
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

// sentence gives the figures of a single row, or the least and the greatest difference of several.
func (s *Sources) sentence() string {
	both := s.Rows
	if len(both) > 1 {
		both = slices.DeleteFunc(slices.Clone(both), func(r SourceRow) bool { return !r.Difference.OK })
	}
	if len(both) == 0 {
		return "The two sources have no figure for the same ally and year."
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
