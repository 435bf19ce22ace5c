package analysis

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
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
		r.end(NotMeasurable, "held without that table (%s)%s", r.Edition.Coverage, r.known(r.Measure, r.Year))
		return nil, nil, false
	}
	for _, y := range years {
		if !t.HasYear(y) {
			r.end(NotMeasurable, "it is held with %s for %s only", r.Measure.Spec().Word, format.Years(t.First, t.Last)+r.known(r.Measure, y))
			return nil, nil, false
		}
	}
	ok = true
	for _, c := range r.codes {
		for _, y := range years {
			r.note(t, c, y)
			f := t.At(c, y)
			if !f.Known() {
				r.end(NotMeasurable, "no figure for %s (%s)", r.name(c), missing(r.ds, r.Edition, r.Measure, c, y))
				ok = false
			}
			out = append(out, f)
		}
	}
	return t, out, ok
}

// known says that what the edition is not held with is known to have been printed, and
// by what; empty where it is not known.
func (r *reader) known(m figure.Measure, y figure.Year) string {
	by, known := r.ds.Known(r.Edition.ID, m, y)
	if !known {
		return ""
	}
	return "; known to have existed, and not held: " + by
}

// answer is the edition's to the statement's question; where there is none the
// finding is done.
func (r *reader) answer() (*Answer, bool) {
	q := asked(r.ds, r.Query, r.Edition)
	q.Pins = ""
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
	switch billions := figure.Scale(t.Unit) == "bn"; {
	case t.Measure.Spec().Kind != figure.Money || r.scale == 0:
	case billions && r.scale == 1:
		d.Units *= 1000
	case !billions && r.scale == 1000:
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

// against says whether a printed number is the one said: exactly, or rounded once
// to the places that were said, from the workbook's own cell where that says more.
// Without it a printed figure that ends in 5 may have been rounded up to it, and
// fewer places are then undecidable: NotMeasurable.
func (r *reader) against(got figure.Decimal, f figure.Figure) Outcome {
	said, rounded := r.number, roundTo(got, r.number.Places)
	inPercent := f.Known() && r.scale == 0
	switch {
	case got.Cmp(said) == 0:
		return Holds
	case inPercent && f.Finer():
		rounded = figure.Round(f.Unrounded, said.Places)
	case inPercent && halfway(got, said.Places) && (rounded.Cmp(said) == 0 || got.Sub(said).Cmp(rounded.Sub(got)) == 0):
		return NotMeasurable
	}
	if rounded.Cmp(said) == 0 {
		return Rounds
	}
	return Differs
}

// halfway tells whether a decimal lies exactly between two of fewer places.
func halfway(d figure.Decimal, places uint8) bool {
	up := roundTo(d, places).Sub(d).Abs()
	return d.Places > places && up.Units*2 == figure.Decimal{Units: 1, Places: places}.Sub(figure.Decimal{Places: d.Places}).Units
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
