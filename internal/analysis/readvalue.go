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
	"allyscope/internal/target"
)

// read computes a statement from one edition.
func (s *Statement) read(ds *dataset.Dataset, e *dataset.Edition) Finding {
	r := reader{ds: ds, s: s, Finding: Finding{Edition: e}}
	switch s.Kind {
	case SaysCount:
		r.count()
	case SaysCompare:
		r.compare()
	case SaysMoved:
		r.moved()
	case SaysPart:
		r.part()
	case SaysMore:
		r.more()
	case SaysGap:
		r.gap()
	case SaysPath:
		r.path()
	case SaysPlan:
		r.plan()
	default:
		r.value()
	}
	return r.Finding
}

// reader is a finding in the making.
type reader struct {
	Finding
	ds *dataset.Dataset
	s  *Statement
}

// query is the statement's question to the edition.
func (r *reader) query() query.Query {
	q := query.Query{Measure: r.s.Measure, Year: r.s.Year, Level: r.s.Level, Group: r.s.Group, Members: r.s.Members, Edition: r.Edition.ID}
	if r.Edition == r.ds.SIPRI() {
		q.Source, q.Edition = query.SIPRI, ""
	}
	return q
}

// answer asks the edition; where it cannot say, the finding is done.
func (r *reader) answer(q query.Query) (*Answer, bool) {
	a, err := RankingFor(r.ds, q)
	if err == nil {
		return a, true
	}
	if cannot, ok := errors.AsType[*query.Error](err); ok {
		r.end(NotMeasurable, cannot.Word+" "+cannot.Reason)
	} else {
		r.end(NotMeasurable, err.Error())
	}
	return nil, false
}

func (r *reader) end(o Outcome, why string) { r.Outcome, r.Why = o, why }

// table opens the statement's table; where the edition has none, or not the
// years, the finding is done.
func (r *reader) table(m figure.Measure, years ...figure.Year) (*dataset.Table, bool) {
	t, err := r.Edition.Table(m)
	if err != nil {
		r.end(NotMeasurable, "held without that table ("+r.Edition.Coverage+")")
		return nil, false
	}
	for _, y := range years {
		if !t.HasYear(y) {
			r.end(NotMeasurable, fmt.Sprintf("it has %s for %s only", m.Spec().Word, format.Years(t.First, t.Last)))
			return nil, false
		}
	}
	return t, true
}

// figure looks an ally's figure up and notes it; where there is none, the finding
// is done.
func (r *reader) figure(t *dataset.Table, c ally.Code, y figure.Year) (figure.Figure, bool) {
	f := t.At(c, y)
	r.note(t, c, y)
	if !f.Known() {
		quirks, err := r.ds.Quirks(r.Edition.ID, c, t.Measure, y)
		if err != nil {
			quirks = nil // the figure is missing all the same
		}
		x, _ := r.ds.Allies().Ally(c)
		r.end(NotMeasurable, "no figure for "+r.ds.Allies().Name(c)+" ("+missing(r.Edition, x, t.Measure, quirks)+")")
	}
	return f, f.Known()
}

// note adds a figure to the facts.
func (r *reader) note(t *dataset.Table, c ally.Code, y figure.Year) {
	f := t.At(c, y)
	text := format.Figure(f)
	if !f.Known() {
		text = f.String()
	} else if unit := unitOf(t, c, y); unit != "" {
		text += " " + unit
	}
	r.fact(c, r.ds.Allies().Name(c)+" "+strconv.Itoa(int(y)), text)
}

func (r *reader) fact(c ally.Code, label, text string) {
	r.Facts = append(r.Facts, Fact{Code: c, Label: label, Text: text})
}

// unitOf is the short unit of a figure: "%", "NOK m".
func unitOf(t *dataset.Table, c ally.Code, y figure.Year) string {
	switch t.Measure.Spec().Kind {
	case figure.Percent, figure.Change:
		return "%"
	default:
		if currency := t.Currency(c, y); currency != "" {
			return currency + " m"
		}
		return t.Unit
	}
}

// scaled is a printed figure in the statement's scale: millions, or billions of
// them. It is exact.
func (r *reader) scaled(t *dataset.Table, d figure.Decimal) figure.Decimal {
	if t.Measure.Spec().Kind != figure.Money || r.s.Scale == 0 {
		return d
	}
	if gdpScale(t) == 1000 {
		d = figure.Decimal{Units: d.Units * 1000, Places: d.Places}
	}
	if r.s.Scale == 1000 {
		d = figure.Decimal{Units: d.Units, Places: d.Places + 3}
	}
	return d
}

// rounded is a decimal rounded half away from zero to fewer places.
func roundTo(d figure.Decimal, places uint8) figure.Decimal {
	for d.Places > places {
		// The digits below the one kept decide, all of them: dropping them one by
		// one and rounding each time would round twice.
		scale := int64(math.Pow10(int(d.Places - places)))
		half := scale / 2
		if d.Units < 0 {
			half = -half
		}
		d = figure.Decimal{Units: (d.Units + half) / scale, Places: places}
	}
	return d
}

// against says whether a printed number is the one said: exactly, or rounded to
// the places that were said.
func (r *reader) against(got figure.Decimal, f figure.Figure) Outcome {
	said := r.s.Said
	switch {
	case got.Cmp(said) == 0:
		return Holds
	case roundTo(got, said.Places).Cmp(said) == 0:
		return Rounds
	case f.Held && said.Places > f.Printed.Places && figure.Round(f.Unrounded, said.Places).Cmp(said) == 0 && r.s.Scale == 0:
		return Rounds // more places were said than NATO prints, and its workbook has them
	default:
		return Differs
	}
}

// value: an ally's figure is, or is over, a number.
func (r *reader) value() {
	s := r.s
	t, ok := r.table(s.Measure, s.Year)
	if !ok {
		return
	}
	f, ok := r.figure(t, s.Codes[0], s.Year)
	if !ok {
		return
	}
	got := r.scaled(t, f.Printed)
	shown := format.Number(got)
	if f.Status == figure.Estimate {
		shown += "e"
	}
	if s.Scale == 1000 {
		shown += " bn"
	}
	off := got.Sub(s.Said)
	switch s.Relation {
	case Equal:
		switch r.against(got, f) {
		case Holds:
			r.end(Holds, r.given()+shown)
		case Rounds:
			r.end(Rounds, shown+" rounds to "+s.Said.String())
		default:
			r.end(Differs, fmt.Sprintf("%s%s: %s %s", r.given(), shown, r.size(off), moreOrLess(off)))
		}
	case Within:
		if got.Cmp(s.Said) >= 0 && got.Cmp(s.Upto) <= 0 {
			r.end(Holds, fmt.Sprintf("%s is from %s to %s", shown, s.Said, s.Upto))
			return
		}
		r.end(Differs, fmt.Sprintf("%s is not from %s to %s", shown, s.Said, s.Upto))
	default:
		how := fmt.Sprintf("%s is %s %s %s", shown, r.size(off), aboveOrBelow(off), s.Said)
		if off.Units == 0 {
			how = fmt.Sprintf("%s is just %s", shown, s.Said)
		}
		if _, edge := target.Judge(f, s.Said); edge && s.Measure.Spec().Kind == figure.Percent {
			how += ", on the knife's edge"
		}
		if s.Relation.relates(got, s.Said) {
			r.end(Holds, how)
			return
		}
		r.end(Differs, how)
	}
}

// given begins what a source says of a figure: SIPRI's are rounded here.
func (r *reader) given() string {
	if r.Edition == r.ds.SIPRI() {
		return "given as "
	}
	return "printed as "
}

// size is a difference without its sign, with its unit.
func (r *reader) size(d figure.Decimal) string {
	text := format.Number(d.Abs())
	switch k := r.s.Measure.Spec().Kind; {
	case k == figure.Percent || k == figure.Change:
		return text + " pp"
	case r.s.Scale == 1000:
		return text + " bn"
	default:
		return text
	}
}

func moreOrLess(d figure.Decimal) string {
	if d.Negative() {
		return "less than said"
	}
	return "more than said"
}

func aboveOrBelow(d figure.Decimal) string {
	if d.Negative() {
		return "below"
	}
	return "above"
}

// compare: one ally's figure is over another's.
func (r *reader) compare() {
	s := r.s
	t, ok := r.table(s.Measure, s.Year)
	if !ok {
		return
	}
	if !s.Measure.Spec().Comparable {
		r.end(NotMeasurable, "national currencies do not compare")
		return
	}
	a, held := r.figure(t, s.Codes[0], s.Year)
	b, also := r.figure(t, s.Codes[1], s.Year)
	if !held || !also {
		return
	}
	off := a.Printed.Sub(b.Printed)
	why := fmt.Sprintf("%s against %s: %s %s", format.Figure(a), format.Figure(b), r.size(off), aboveOrBelow(off))
	if off.Units == 0 {
		why = "both are printed as " + a.Printed.String()
	}
	if s.Relation.relates(a.Printed, b.Printed) {
		r.end(Holds, why)
		return
	}
	r.end(Differs, why)
}
