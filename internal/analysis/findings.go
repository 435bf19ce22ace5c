package analysis

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// compute computes a statement from one edition.
func (s *statement) compute(ds *dataset.Dataset, e *dataset.Edition) Finding {
	r := &reader{ds: ds, statement: s, Finding: Finding{Edition: e}}
	map[statementKind]func(){
		aFigure: r.figure, aCount: r.count, anOrder: r.order, aMove: r.move, aPart: r.part,
		aGrowth: r.growth, aGap: r.gap, aPath: r.path, aPlan: r.plan,
	}[s.kind]()
	return r.Finding
}

// reader is a finding in the making.
type reader struct {
	Finding
	*statement
	ds *dataset.Dataset
}

// end ends the finding.
func (r *reader) end(o Outcome, why string, words ...any) {
	r.Outcome, r.Why = o, fmt.Sprintf(why, words...)
}

// decide ends the finding by whether it is so.
func (r *reader) decide(so bool, why string, words ...any) {
	r.end(Differs, why, words...)
	if so {
		r.Outcome = Holds
	}
}

// fact adds to what the finding rests on.
func (r *reader) fact(c ally.Code, label, text string, words ...any) {
	r.Facts = append(r.Facts, Fact{Code: c, Label: label, Text: fmt.Sprintf(text, words...)})
}

func (r *reader) name(c ally.Code) string { return r.ds.Allies().Name(c) }

// labelled is whose figure of which year a fact is.
func (r *reader) labelled(c ally.Code, y figure.Year) string {
	return r.name(c) + " " + strconv.Itoa(int(y))
}

// note adds a figure to the facts.
func (r *reader) note(t *dataset.Table, c ally.Code, y figure.Year) {
	f, currency := t.At(c, y), t.Currency(c, y)
	switch {
	case !f.Known():
		r.fact(c, r.labelled(c, y), "%s", f)
	case inPoints(t.Measure):
		r.fact(c, r.labelled(c, y), "%s %%", format.Figure(f))
	case currency != "":
		r.fact(c, r.labelled(c, y), "%s %s m", format.Figure(f), currency)
	default:
		r.fact(c, r.labelled(c, y), "%s %s", format.Figure(f), t.Unit)
	}
}

// figures looks up what the statement speaks of, ally by ally and year by year, and
// notes it. Where the edition has no such table, not the years, or not a figure, the
// finding is done.
func (r *reader) figures(years ...figure.Year) (t *dataset.Table, out []figure.Figure, ok bool) {
	t, err := r.Edition.Table(r.Measure)
	if err != nil {
		r.end(NotMeasurable, "held without that table (%s)", r.Edition.Coverage)
		return nil, nil, false
	}
	for _, y := range years {
		if !t.HasYear(y) {
			r.end(NotMeasurable, "it has %s for %s only", r.Measure.Spec().Word, format.Years(t.First, t.Last))
			return nil, nil, false
		}
	}
	ok = true
	for _, c := range r.codes {
		for _, y := range years {
			r.note(t, c, y)
			v := vintage(r.Edition, t, c, y, nil)
			if !v.Figure.Known() {
				_ = v.explain(r.ds, r.Measure, c, y) // without its reason a figure is missing all the same
				r.end(NotMeasurable, "no figure for %s (%s)", r.name(c), v.Missing)
				ok = false
			}
			out = append(out, v.Figure)
		}
	}
	return t, out, ok
}

// answer is the edition's to the statement's question; where there is none the
// finding is done.
func (r *reader) answer() (*Answer, bool) {
	q := r.Query
	q.Pins, q.Edition = "", r.Edition.ID
	if r.Edition == r.ds.SIPRI() {
		q.Source, q.Edition = query.SIPRI, ""
	}
	a, err := RankingFor(r.ds, q)
	if cannot, ok := errors.AsType[*query.Error](err); ok {
		r.end(NotMeasurable, "%s %s", cannot.Word, cannot.Reason)
	} else if err != nil {
		r.end(NotMeasurable, "%s", err)
	}
	return a, err == nil
}

// scaled is a printed figure in the statement's scale: millions, or billions of
// them. It is exact.
func (r *reader) scaled(t *dataset.Table, d figure.Decimal) figure.Decimal {
	if t.Measure.Spec().Kind != figure.Money || r.scale == 0 {
		return d
	}
	if gdpScale(t) == 1000 {
		d.Units *= 1000
	}
	if r.scale == 1000 {
		d.Places += 3
	}
	return d
}

// roundTo is a decimal rounded half away from zero to fewer places. All the digits
// below the one kept decide at once: dropping them one by one would round twice.
func roundTo(d figure.Decimal, places uint8) figure.Decimal {
	if d.Places <= places {
		return d
	}
	scale := int64(math.Pow10(int(d.Places - places)))
	half := scale / 2
	if d.Units < 0 {
		half = -half
	}
	return figure.Decimal{Units: (d.Units + half) / scale, Places: places}
}

// against says whether a printed number is the one said: exactly, or rounded to
// the places that were said.
func (r *reader) against(got figure.Decimal, f figure.Figure) Outcome {
	said := r.number
	switch {
	case got.Cmp(said) == 0:
		return Holds
	case roundTo(got, said.Places).Cmp(said) == 0:
		return Rounds
	case f.Held && said.Places > f.Printed.Places && figure.Round(f.Unrounded, said.Places).Cmp(said) == 0 && r.scale == 0:
		return Rounds // more places were said than NATO prints, and its workbook has them
	default:
		return Differs
	}
}

// size is a difference without its sign, with its unit.
func (r *reader) size(d figure.Decimal) string { return r.with(format.Number(d.Abs()), " pp") }

// side is on which side of another number one with a difference is.
func side(difference figure.Decimal, below, above string) string {
	if difference.Negative() {
		return below
	}
	return above
}

// figure: an ally's figure is, or is over, a number.
func (r *reader) figure() {
	t, figures, ok := r.figures(r.Year)
	if !ok {
		return
	}
	f := figures[0]
	got := r.scaled(t, f.Printed)
	off, shown := got.Sub(r.number), r.with(format.Number(got)+format.Mark(f.Status), "")
	given := "printed"
	if r.Edition == r.ds.SIPRI() {
		given = "given" // SIPRI's are rounded here
	}
	switch outcome := r.against(got, f); {
	case r.relation == inRange && got.Cmp(r.number) >= 0 && got.Cmp(r.upto) <= 0:
		r.end(Holds, "%s is from %s to %s", shown, r.number, r.upto)
	case r.relation == inRange:
		r.end(Differs, "%s is not from %s to %s", shown, r.number, r.upto)
	case r.relation != equal:
		how := fmt.Sprintf("%s is %s %s %s", shown, r.size(off), side(off, "below", "above"), r.number)
		if off.Units == 0 {
			how = fmt.Sprintf("%s is just %s", shown, r.number)
		}
		if _, edge := target.Judge(f, r.number); edge && r.Measure.Spec().Kind == figure.Percent {
			how += ", on the knife's edge"
		}
		r.decide(r.relation.holds(got, r.number), "%s", how)
	case outcome == Holds:
		r.end(outcome, "%s as %s", given, shown)
	case outcome == Rounds:
		r.end(outcome, "%s rounds to %s", shown, r.number)
	default:
		r.end(outcome, "%s as %s: %s %s than said", given, shown, r.size(off), side(off, "less", "more"))
	}
}

// order: one ally's figure is over another's.
func (r *reader) order() {
	if !r.Measure.Spec().Comparable {
		r.end(NotMeasurable, "national currencies do not compare")
		return
	}
	_, figures, ok := r.figures(r.Year)
	if !ok {
		return
	}
	a, b := figures[0], figures[1]
	off := a.Printed.Sub(b.Printed)
	why := fmt.Sprintf("%s against %s: %s %s", format.Figure(a), format.Figure(b), r.size(off), side(off, "below", "above"))
	if off.Units == 0 {
		why = "both are printed as " + a.Printed.String()
	}
	r.decide(r.relation.holds(a.Printed, b.Printed), "%s", why)
}

// move: allies' figures fell or rose between two years, and nobody else's did.
func (r *reader) move() {
	t, _, ok := r.figures(r.From, r.Year)
	if !ok {
		return
	}
	var moves []string
	for _, c := range r.codes {
		d, ok := r.change(t, c)
		switch words := r.moveWords(d); {
		case !ok:
			r.end(NotMeasurable, "the currency changed between the two years")
			return
		case !r.moved(d):
			r.end(Differs, "%s: %s", r.name(c), words)
			return
		default:
			moves = append(moves, r.name(c)+" "+words)
		}
	}
	why := format.List(moves)
	if !r.only {
		r.end(Holds, "%s", why)
		return
	}
	switch others, unknown, still := r.others(t); {
	case len(others) > 0:
		r.end(Differs, "so did %s", format.List(others))
	case len(unknown) > 0:
		r.end(NotMeasurable, "no figure of both years for %s", format.List(unknown))
	case len(still) > 0:
		r.end(Holds, "%s; unchanged as printed: %s", why, format.List(still))
	default:
		r.end(Holds, "%s; nobody else", why)
	}
}

// change is how far an ally's figure moved, as printed.
func (r *reader) change(t *dataset.Table, c ally.Code) (figure.Decimal, bool) {
	then, now := t.At(c, r.From), t.At(c, r.Year)
	if !then.Known() || !now.Known() || t.Currency(c, r.From) != t.Currency(c, r.Year) {
		return figure.Decimal{}, false
	}
	return now.Printed.Sub(then.Printed), true
}

// moved tells whether a change is in the direction that was said.
func (r *reader) moved(d figure.Decimal) bool { return d.Units != 0 && d.Negative() != r.rises }

// moveWords is a change in words.
func (r *reader) moveWords(d figure.Decimal) string {
	if d.Units == 0 {
		return "unchanged as printed"
	}
	return side(d, "fell", "rose") + " by " + r.size(d)
}

// others are the members of the later year that are not named: who moved so too,
// of whom it is not known, and who stood still.
func (r *reader) others(t *dataset.Table) (moved, unknown, still []string) {
	for _, a := range r.ds.Allies().All() {
		if slices.Contains(r.codes, a.Code) || !a.HasForces() || (r.Members == query.Then && !a.MemberIn(int(r.Year))) {
			continue
		}
		d, ok := r.change(t, a.Code)
		switch {
		case !ok:
			unknown = append(unknown, a.Name)
			continue
		case d.Units == 0:
			still = append(still, a.Name)
		case r.moved(d):
			moved = append(moved, a.Name)
		default:
			continue
		}
		r.note(t, a.Code, r.From)
		r.note(t, a.Code, r.Year)
	}
	return moved, unknown, still
}
