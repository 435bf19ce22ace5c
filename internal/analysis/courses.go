package analysis

import (
	"cmp"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
)

// Course is the figures of an ally as one edition printed them.
type Course struct {
	Edition *dataset.Edition
	First   figure.Year
	Figures []figure.Figure // from First on
	Known   int             // how many of them are
	Breaks  Breaks
}

// CoursesFor gathers an ally's course, its figure and the count of an answer's year by
// each edition. The error is a *query.Error where the answer is not of NATO's editions.
func CoursesFor(ds *dataset.Dataset, a *Answer, focus ally.Code) (*Vintages, error) {
	if a.Query.Source != query.NATO {
		return nil, query.Refused(a.Query.Said(), "has one edition; the lens sets NATO's side by side")
	}
	if _, ok := ds.Allies().Ally(focus); !ok {
		return nil, query.Refused(string(focus), "is not the code of an ally")
	}
	q := a.Query
	q.Edition, q.Pins, q.Only = "", "", false
	if a.Edition.Draft() {
		q.Edition = a.Edition.ID
	}
	counts, err := VintagesFor(ds, q) // of the group asked about, as the answer's own
	if err != nil {
		return nil, err
	}
	q.Pins = q.Pins.With(focus)
	b, err := VintagesFor(ds, q)
	if err != nil {
		return nil, err
	}
	b.Edition, b.Scope = a.Edition, counts.Scope
	for i := range b.Editions {
		b.Editions[i].Count = counts.Editions[i].Count
	}
	b.courses(ds, focus)
	b.Asides = b.asides()
	return b, nil
}

// courses sets the course of the ally by each edition. Amounts of another price base or
// currency than the one on show have no place on its scale; shares have, as NATO itself
// sets them side by side.
func (b *Vintages) courses(ds *dataset.Dataset, c ally.Code) {
	if t, err := b.Edition.Table(b.Measure); err == nil {
		b.Unit = format.Unit(t.Unit, cmp.Or(t.Currency(c, b.Year), t.Line(c).Latest(t.Last))) // of the row's last figure
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

// Before is the edition before the one on show that holds the year, the latest before
// the first; nil where no other holds it.
func (b *Vintages) Before() *dataset.Edition {
	i, n := slices.IndexFunc(b.Editions, func(e EditionAnswer) bool { return e.Edition == b.Edition }), len(b.Editions)
	if i < 0 || n == 1 {
		return nil
	}
	return b.Editions[(i+n-1)%n].Edition
}

// asides say what a reader must know beside the courses, the nearest to them first.
func (b *Vintages) asides() []string {
	var notes []string // of editions whose count says nothing
	if b.Verdicts() {
		notes = b.notes()
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
		b.apart())
}

// apart names the units that are not drawn, with the editions that print them.
func (b *Vintages) apart() []string {
	if b.Measure.Spec().Kind == figure.Percent {
		return nil
	}
	var all tellings
	for i := range b.Editions {
		if v := &b.Editions[i].Figures[0]; v.UnitWords() != b.Unit && v.Figure.Known() {
			all.tell(v.Edition.ID, v.UnitWords())
		}
	}
	return format.EachOf(all, func(x *telling) string { return "not drawn, in " + x.text + ": " + strings.Join(x.of, ", ") })
}
