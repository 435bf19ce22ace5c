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
	"allyscope/internal/target"
)

// Vintage is one figure as one edition printed it.
type Vintage struct {
	Edition *dataset.Edition
	// Unit is the table's unit with its price base, and Currency that of an amount in national
	// currency. Both are empty if the edition lacks the table or the year.
	Unit, Currency string
	Scale          string // " bn" or " m" if the editions of a list differ in scale; else empty
	Apart          bool   // the editions of a list differ in currency
	Figure         figure.Figure
	Missing        string // why there is no figure; set only by explain
	// Revision is the exact difference from the figure in the edition From, the last one before
	// that printed it. It is not OK if there is none or the units differ.
	Revision Delta
	From     string
	Verdict  target.Verdict // set, like Edge, if the query has a level
	Edge     bool
	Rank     int // the ally's place in that edition; 0 without one, or if the edition is Sparse
}

// printedBy returns a figure in each edition, oldest first. A draft has no Revision.
func printedBy(editions []*dataset.Edition, m figure.Measure, c ally.Code, y figure.Year) []Vintage {
	out := make([]Vintage, len(editions))
	before := &Vintage{} // the latest that printed a figure
	for i, e := range editions {
		v := &out[i]
		v.Edition = e
		t, err := e.Table(m)
		if err != nil || !t.HasYear(y) {
			continue
		}
		v.Unit, v.Currency, v.Figure = t.Unit, t.Currency(c, y), t.At(c, y)
		// NATO itself compares shares across price bases; amounts need one unit and currency.
		if !e.Draft() && (m.Spec().Kind == figure.Percent || before.UnitWords() == v.UnitWords()) {
			v.Revision = v.Figure.Minus(before.Figure)
		}
		if v.Revision.OK {
			v.From = before.Edition.ID
		}
		if v.Figure.Known() {
			before = v
		}
	}
	mixed, currencies := figure.Mixed(unitsOf(out)...), format.EachOf(out, func(v *Vintage) string { return v.Currency })
	several := slices.ContainsFunc(currencies, func(c string) bool { return c != currencies[0] })
	for i := range out {
		out[i].Apart, out[i].Scale = several, format.After(" ", format.When(mixed, figure.Scale(out[i].Unit)))
	}
	return out
}

func unitsOf(vs []Vintage) []string {
	return format.EachOf(vs, func(v *Vintage) string { return v.Unit })
}

// explain sets Missing if there is no figure.
func (v *Vintage) explain(ds *dataset.Dataset, m figure.Measure, c ally.Code, y figure.Year) {
	if !v.Figure.Known() {
		v.Missing = missing(ds, v.Edition, m, c, y)
	}
}

// UnitWords returns the unit, with the currency of an amount in national currency.
func (v *Vintage) UnitWords() string {
	return format.Unit(v.Unit, v.Currency)
}

// Words returns the edition and what it printed: "2024-06 2.00e", "2026-07 n/a".
func (v *Vintage) Words() string { return v.Edition.ID + " " + v.Printed() }

// Printed returns the figure as printed, with scale and currency if editions differ: "412e bn".
func (v *Vintage) Printed() string {
	return format.Figure(v.Figure) + format.When(v.Figure.Known(), v.Scale+format.After(" ", format.When(v.Apart, v.Currency)))
}

// in returns the figure and its edition, "2.00e in 2024-06"; it is empty without a figure.
func (v *Vintage) in() string { return format.When(v.Figure.Known(), v.Printed()+" in "+v.Edition.ID) }

// PrintedFor returns a figure as each of NATO's editions with a column for the year has it, oldest
// first. Editions are shown side by side, never joined.
func PrintedFor(ds *dataset.Dataset, m figure.Measure, c ally.Code, y figure.Year) []Vintage {
	return slices.DeleteFunc(printedBy(ds.Editions(), m, c, y), func(v Vintage) bool { return v.Unit == "" })
}

// Vintages is the answer of every edition to one query, oldest first: side by side, never joined or
// averaged. Callers must not modify it.
type Vintages struct {
	// Header.Query has its year and level filled in, and no edition. From CoursesFor, Edition is
	// the one on show and Unit its unit, with the currency of an amount in national currency; from
	// VintagesFor both are zero.
	Header
	Editions []EditionAnswer // the editions that have the measure for the year
	Allies   []*ally.Ally    // the allies named, in order; empty if the query is for a count
	// CoursesFor sets the rest. Courses are the ally's figures of all years, by each edition with a
	// figure in the unit of the one on show.
	Courses []Course
	// Without are the editions that have the measure but not the year, and Asides notes on what is
	// not drawn, not counted or not the same in all editions.
	Without []*dataset.Edition
	Asides  []string
}

// Spec returns the measure's Spec in the units of all the editions.
func (b *Vintages) Spec() figure.Spec {
	var units []string
	for _, e := range b.Editions {
		units = append(units, unitsOf(e.Figures)...)
	}
	return b.Measure.In(units...)
}

// EditionAnswer is the answer of one edition.
type EditionAnswer struct {
	Edition *dataset.Edition
	Count   Count
	Figures []Vintage // for each of the allies named, in their order

	splits []string // notes on figures whose money is on the other side of the level
}

// Sparse reports whether more than half of the allies lack a figure in the edition as held, so that
// its count says nothing about the alliance.
func (e *EditionAnswer) Sparse() bool { return 2*e.Count.NoData > e.Count.WithForces }

// Counts reports whether an edition's count is meaningful.
func (b *Vintages) Counts(e *EditionAnswer) bool {
	return b.Verdicts() && !e.Sparse() && e.Count.WithForces > 0
}

// VintagesFor answers a query from every edition that has the measure and the year: with the
// figures of its pins or, without any, with the count. The only edition that the query may name is
// a draft, which is added to NATO's.
func VintagesFor(ds *dataset.Dataset, q query.Query) (*Vintages, error) {
	asked, _ := ds.Edition(q.Edition)
	if q.Edition != "" && (asked == nil || !asked.Draft()) || q.Source != query.NATO {
		word := cmp.Or(format.After("edition:", q.Edition), q.SourceWord())
		return nil, query.Refused(word, "has no place here: all of NATO's editions are shown side by side")
	}
	q.From, q.To, q.Base, q.Sums = 0, 0, 0, "" // not every edition has these years and sums
	if q.Pins != "" {
		q.Group = "" // the allies named need not be in it
		q = q.Whole()
	}
	for _, e := range slices.Backward(ds.Editions()) { // by default the last year of the latest edition with the measure
		if t, err := e.Table(q.Measure); err == nil {
			q.Year = cmp.Or(q.Year, t.Last)
		}
	}
	b := &Vintages{Allies: ds.Allies().Known(q.Pins.Codes())}
	if err := b.gather(ds, q, asked); err != nil {
		return nil, err
	}
	if len(b.Editions) == 0 {
		_, err := RankingFor(ds, q) // its error offers what can be had instead
		return nil, cmp.Or(err, dataset.ErrNotHeld)
	}
	q.Level = b.Level.Value
	b.Query, b.Edition, b.Unit = q, nil, ""
	b.Citation, b.Sentence = citationOf(b.editions(), b.Measure), b.sentence()
	b.Notes = append(b.notes(), vintageNotes(ds, b.editions(), q.Pins.Codes(), q.Group, b.Measure, b.Year)...)
	return b, nil
}

func (b *Vintages) gather(ds *dataset.Dataset, q query.Query, asked *dataset.Edition) error {
	editions := ds.With(asked)
	printed := make([][]Vintage, len(b.Allies))
	for k, x := range b.Allies {
		printed[k] = printedBy(editions, q.Measure, x.Code, q.Year)
	}
	for i, e := range editions {
		if !covers(e, q.Measure, []figure.Year{q.Year}) {
			continue
		}
		q.Edition, q.From, q.To = e.ID, q.Year, q.Year // one year only
		w, err := resolve(ds, q)
		if err != nil {
			return err
		}
		b.Header = w.Header
		answer := EditionAnswer{Edition: e, Count: w.counts()[0]}
		for k, x := range b.Allies {
			v := printed[k][i]
			v.explain(ds, q.Measure, x.Code, q.Year)
			if w.shows(x) {
				v.Verdict, v.Edge = w.judge(x, v.Figure, w.Year, w.Query.Level, w.Verdicts())
				v.Rank = w.column(w.Year).places[x.Index].Rank
				if note := w.splitNote(x.Code, w.Year); v.Verdict.Counted() && note != "" {
					answer.splits = append(answer.splits, e.ID+", "+note)
				}
			}
			if answer.Sparse() {
				v.Rank = 0 // a place among a few allies says nothing
			}
			answer.Figures = append(answer.Figures, v)
		}
		b.Editions = append(b.Editions, answer)
	}
	return nil
}

func (b *Vintages) sentence() string {
	if len(b.Allies) == 0 {
		return b.countSentence()
	}
	var parts []string
	for k, x := range b.Allies {
		said := format.EachOf(b.Editions, func(e *EditionAnswer) string { return e.Figures[k].in() })
		parts = append(parts, x.Name+": "+cmp.Or(strings.Join(said, ", "), "in no edition"))
	}
	return fmt.Sprintf("%s %d, %s. %s.", b.Spec().Title, b.Year, b.Spec().Unit, strings.Join(parts, "; "))
}

// countSentence leaves out sparse editions; a note names them.
func (b *Vintages) countSentence() string {
	if !b.Verdicts() {
		return fmt.Sprintf("In %d, nothing can be counted: %s.", b.Year, b.Unjudged)
	}
	parts := format.EachOf(b.Editions, func(e *EditionAnswer) string {
		return format.When(!e.Sparse(), e.Count.Words()+" in "+e.Edition.ID+format.Whenf(e.Count.NoData > 0, " (%d without a figure)", e.Count.NoData))
	})
	l := b.Level.In(b.Year)
	met := format.Verb(l, 0, !b.Estimated) + " " + format.Percent(l.Value)
	return fmt.Sprintf("Allies that %s in %d%s%s: %s.", met, b.Year, format.Later(l), b.Among(), strings.Join(parts, ", "))
}

func (b *Vintages) notes() []string {
	if b.Unjudged != "" {
		return []string{b.Unjudged}
	}
	var out []string
	for _, e := range b.Editions {
		if e.Sparse() {
			out = append(out, fmt.Sprintf("%s is held only in part: %s figures for %d are missing, so it is not counted",
				e.Edition.ID, format.Of(e.Count.NoData, e.Count.WithForces), b.Year))
		}
		out = append(out, e.splits...)
	}
	return out
}

func (b *Vintages) editions() []*dataset.Edition {
	return format.EachOf(b.Editions, func(e *EditionAnswer) *dataset.Edition { return e.Edition })
}

func citationOf(editions []*dataset.Edition, m figure.Measure) string {
	ids := format.Each(editions, func(e *dataset.Edition) string { return cited(e) + " (published " + e.Published + ")" })
	return fmt.Sprintf("NATO, tables of defence expenditure of NATO countries, edition%s %s; table: %s.",
		format.When(len(ids) != 1, "s"), strings.Join(ids, ", "), m)
}

// Course holds an ally's figures as one edition printed them.
type Course struct {
	Edition *dataset.Edition
	First   figure.Year
	Figures []figure.Figure // from First on
	Known   int             // how many of Figures are known
	Breaks  Breaks
}

// CoursesFor returns an ally's figures of all years, and its figure and the count for the answer's
// year, from each edition. The error is a *query.Error if the answer is not from one of NATO's
// editions, or focus is not an ally.
func CoursesFor(ds *dataset.Dataset, a *Answer, focus ally.Code) (*Vintages, error) {
	if a.Query.Source != query.NATO {
		return nil, query.Refused(a.Query.SourceWord(), "has one edition; the lens shows NATO's side by side")
	}
	if _, ok := ds.Allies().Ally(focus); !ok {
		return nil, query.Refused(string(focus), "is not the code of an ally")
	}
	q := a.Query
	q.Edition, q.Pins, q.Only = format.When(a.Edition.Draft(), a.Edition.ID), "", false
	counts, _ := VintagesFor(ds, q) // counts the query's group; no error: the answer's edition has the year
	q.Pins = query.List(focus)
	b, _ := VintagesFor(ds, q)
	b.Edition, b.Scope, b.Query.Sums = a.Edition, counts.Scope, a.Query.Sums
	for i := range b.Editions {
		b.Editions[i].Count = counts.Editions[i].Count
	}
	b.courses(ds, focus)
	b.Asides = b.asides()
	return b, nil
}

// courses sets the ally's course by each edition. It keeps all shares, which NATO itself compares,
// but leaves out amounts with another price base or currency than the edition on show.
func (b *Vintages) courses(ds *dataset.Dataset, c ally.Code) {
	if t, err := b.Edition.Table(b.Measure); err == nil {
		b.Unit = format.Unit(t.Unit, cmp.Or(t.Currency(c, b.Year), t.Line(c).Latest(t.Last))) // else the last figure's
	}
	share := b.Measure.Spec().Kind == figure.Percent
	for _, e := range ds.With(b.Edition) {
		t, err := e.Table(b.Measure)
		if err != nil {
			continue
		}
		if !t.HasYear(b.Year) {
			b.Without = append(b.Without, e)
		}
		x := Course{Edition: e, First: t.First, Breaks: (&work{ds: ds, Header: Header{Edition: e}}).breakYears(b.Measure, c)}
		for i, f := range t.Row(c) {
			if !share && format.Unit(t.Unit, t.Currency(c, t.First+figure.Year(i))) != b.Unit {
				f = figure.Figure{}
			}
			if f.Known() {
				x.Known++
			}
			x.Figures = append(x.Figures, f)
		}
		if x.Known > 0 {
			b.Courses = append(b.Courses, x)
		}
	}
}

// Before returns the edition with the year that precedes the one on show, or the latest if that is
// the first; nil if no other has the year.
func (b *Vintages) Before() *dataset.Edition {
	i, n := slices.IndexFunc(b.Editions, func(e EditionAnswer) bool { return e.Edition == b.Edition }), len(b.Editions)
	if i < 0 || n == 1 {
		return nil
	}
	return b.Editions[(i+n-1)%n].Edition
}

// asides returns notes on the courses, the most relevant first.
func (b *Vintages) asides() []string {
	var notes []string // on sparse editions, and on money on the other side of the level
	if b.Verdicts() {
		notes = b.notes()
	}
	var otherUnits noteGroups // units that are not drawn, with the editions that print them
	for i := range b.Editions {
		v := &b.Editions[i].Figures[0]
		if v.Figure.Known() && v.UnitWords() != b.Unit && b.Measure.Spec().Kind != figure.Percent {
			otherUnits.add(v.Edition.ID, v.UnitWords())
		}
	}
	without := format.Each(b.Without, func(e *dataset.Edition) string { return e.ID })
	return slices.Concat(
		format.Said(format.When(b.Judged, format.After("no verdict: ", b.Unjudged))),
		Redefined(b.editions()),
		format.Said(format.Whenf(len(without) > 0, "%d is n/a in %s", b.Year, strings.Join(without, ", "))),
		format.EachOf(b.Editions, func(e *EditionAnswer) string {
			return format.When(b.Allies[0].HasForces(), format.After(e.Edition.ID+" has no figure: ", e.Figures[0].Missing))
		}),
		notes,
		format.EachOf(otherUnits, func(x *noteGroup) string { return "not drawn, in " + x.text + ": " + strings.Join(x.names, ", ") }))
}
