package analysis

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// statementKind is what sort of thing a statement says.
type statementKind uint8

// The first four can be typed; the others are public statements' own.
const (
	aFigure statementKind = iota // an ally's figure in a year is, or is over, a number
	aCount                       // so many allies meet a level, or are below it
	anOrder                      // one ally's figure is over another's
	aMove                        // allies' figures fell or rose between two years
	aPart                        // such a part of the allies is below a level
	aGrowth                      // a sum grew by so much between two years
	aGap                         // so much money is missing to a level
	aPlan                        // something no table holds, beside figures that do
)

// relation is how a figure is said to stand to a number, or to another figure.
type relation uint8

const (
	equal relation = iota
	over
	under
	atLeast
	atMost
	inRange // from a number up to another
)

// relations is a constant table of how each is written, of what comparing then gives, and of
// what holds where it does not.
var relations = [...]struct {
	sign string
	is   []int
	not  relation
}{
	equal: {sign: "=", is: []int{0}}, inRange: {sign: "="}, over: {">", []int{1}, atMost}, under: {"<", []int{-1}, atLeast},
	atLeast: {">=", []int{0, 1}, under}, atMost: {"<=", []int{-1, 0}, over},
}

func (r relation) String() string { return relations[r].sign }

// holds tells whether the relation, which is no range, holds of two exact numbers.
func (r relation) holds(a, b figure.Decimal) bool { return slices.Contains(relations[r].is, a.Cmp(b)) }

// statement is what somebody says of figures, in terms that can be computed. What
// it does not need is zero.
type statement struct {
	query.Query // From is the earlier one of two years, Deadline that in which a path ends
	kind        statementKind
	codes       []ally.Code // the allies, or the sum, it is about; of an order the two, as they are related
	below       bool        // those below the level are counted, not those that meet it
	above       bool        // those alone are counted that are printed above it
	judges      bool        // the number was said to be met or missed, as a level is

	// relation, number and upto are the number said. In money it is in millions times
	// scale: 1000 where billions were said.
	relation     relation
	number, upto figure.Decimal
	scale        int64

	of      int       // the whole a count was said to be of; 0 where none was
	except  ally.Code // is not counted, as the one whose allies are spoken of
	almost  bool      // a little less is meant
	rises   bool      // and does not fall
	only    bool      // nobody else is said to have moved so
	dispute bool      // another body gave the number, by its own definition
	reason  string    // why it cannot be measured, of what no table holds
	skipped []string  // words of one that was typed that are passed over
}

// Outcome is what became of a statement when it was computed.
type Outcome uint8

// The outcomes.
const (
	NotMeasurable Outcome = iota // no table held can show it
	Holds                        // exactly as said
	Rounds                       // the figure rounds to what was said
	Differs
)

var outcomes = [...]string{NotMeasurable: "not_measurable", Holds: "holds", Rounds: "rounds_to_it", Differs: "differs"}

// String is the word of the machine-readable outputs.
func (o Outcome) String() string { return outcomes[o] }

// Words is what a reader is told.
func (o Outcome) Words() string { return strings.ReplaceAll(o.String(), "_", " ") }

// Fact is a figure a finding rests on.
type Fact struct {
	Code  ally.Code // empty: of several
	Label string
	Text  string // the figure with its mark and unit
}

// Finding is a statement computed from one edition.
type Finding struct {
	Edition *dataset.Edition
	Outcome Outcome
	Facts   []Fact
	Why     string // the reason for the outcome, without a full stop
}

// Further are the facts that the reason does not give itself.
func (f *Finding) Further() []Fact {
	if len(f.Facts) > 1 || f.Outcome == NotMeasurable {
		return f.Facts
	}
	return nil
}

// inPoints tells whether differences of figures of a measure are percentage points.
func inPoints(m figure.Measure) bool { return m.Spec().ChangeUnit() == "pp" }

// with puts the unit to a number of the statement's measure, percent being that of a share.
func (s *statement) with(number, percent string) string {
	switch {
	case inPoints(s.Measure):
		return number + percent
	case s.scale == 1000:
		return number + " bn"
	default:
		return number
	}
}

// bar is the level of a count, for figures of its year.
func (s *statement) bar(ds *dataset.Dataset) target.Level {
	l := (&work{ds: ds, Header: Header{Query: s.Query, Measure: s.Measure}}).levelOf(s.Level)
	return l.In(s.Year)
}

// meeting says what is counted: "meet 2 % in 2024", "are at 3.5 % in 2016".
func (s *statement) meeting(l target.Level) string {
	side := format.Verb(l, 0, false)
	switch {
	case s.below:
		side = format.VerbNot(l, 0, false)
	case s.above:
		side = "are above"
	}
	return fmt.Sprintf("%s %s%s in %d%s", side, format.Percent(l.Value), ofWhat(s.Measure), s.Year, format.Later(l))
}

// words are the statement as it was understood: "Norway 2016 = 1.56 % (defence expenditure, % of GDP)".
func (s *statement) words(ds *dataset.Dataset) string {
	spec := s.Measure.Spec()
	what := format.Lower(spec.Name())
	if s.scale == 1000 { // the number has its own
		what = strings.Replace(what, "US$ m", "US$", 1)
	}
	names := format.Each(s.codes, ds.Allies().Name)
	switch s.kind {
	case aCount:
		among := format.Whenf(s.Group != "", " (%s)", ds.Allies().Name(ally.GroupCode(s.Group)))
		of := format.Whenf(s.of > 0, " of %d", s.of)
		return fmt.Sprintf("the number of allies that %s%s %s %s%s", s.meeting(s.bar(ds)), among, s.relation, s.number, of)
	case anOrder:
		return fmt.Sprintf("%s %s %s in %d (%s)", names[0], s.relation, names[1], s.Year, what)
	case aMove:
		verb := cmp.Or(format.When(s.rises, "rose"), "fell")
		return fmt.Sprintf("%s%s %s from %d to %d (%s)", format.When(s.only, "only "), format.List(names), verb, s.From, s.Year, what)
	default:
		number := s.number.String() + format.When(s.relation == inRange, ".."+s.upto.String())
		return fmt.Sprintf("%s %d %s %s (%s)", strings.Join(names, ", "), s.Year, s.relation, s.with(number, " %"), what)
	}
}

// years are those it speaks of, the earlier first.
func (s *statement) years() []figure.Year {
	return format.Each([]figure.Year{s.From, s.Year}, func(y figure.Year) figure.Year { return y })
}

// about is the ally a statement is about, empty where it is about none or several.
func (s *statement) about() ally.Code {
	if s.kind == anOrder || (len(s.codes) == 1 && !s.codes[0].Aggregate()) {
		return s.codes[0]
	}
	return ""
}

func (s *statement) compute(ds *dataset.Dataset, e *dataset.Edition) Finding {
	r := &reader{ds: ds, statement: s, Finding: Finding{Edition: e}}
	finders := [...]func(*reader){
		aFigure: (*reader).figure, aCount: (*reader).count, anOrder: (*reader).order, aMove: (*reader).move,
		aPart: (*reader).part, aGrowth: (*reader).growth, aGap: (*reader).gap, aPlan: (*reader).plan,
	}
	finders[s.kind](r)
	return r.Finding
}

// reader is a finding in the making.
type reader struct {
	Finding
	*statement
	ds *dataset.Dataset
}

func (r *reader) end(o Outcome, why string, words ...any) {
	r.Outcome, r.Why = o, fmt.Sprintf(why, words...)
}

func (r *reader) decide(so bool, why string) {
	if r.Outcome, r.Why = Differs, why; so {
		r.Outcome = Holds
	}
}

func (r *reader) fact(c ally.Code, label, text string, words ...any) {
	r.Facts = append(r.Facts, Fact{Code: c, Label: label, Text: fmt.Sprintf(text, words...)})
}

func (r *reader) name(c ally.Code) string { return r.ds.Allies().Name(c) }

func (r *reader) labelled(c ally.Code, y figure.Year) string {
	return r.name(c) + " " + strconv.Itoa(int(y))
}

func (r *reader) note(t *dataset.Table, c ally.Code, y figure.Year) {
	f, unit := t.At(c, y), t.Unit
	switch currency := t.Currency(c, y); {
	case !f.Known():
		r.fact(c, r.labelled(c, y), "%s", f)
		return
	case inPoints(t.Measure):
		unit = "%"
	case currency != "":
		unit = currency + " m"
	}
	r.fact(c, r.labelled(c, y), "%s %s", format.Figure(f), unit)
}

// figures looks up what the statement speaks of, ally by ally and year by year, and notes it.
// Where the edition lacks the table or a figure, the finding is done.
func (r *reader) figures() (t *dataset.Table, out []figure.Figure, ok bool) {
	t, err := r.Edition.Table(r.Measure)
	if err != nil {
		r.end(NotMeasurable, "held without that table (%s)%s", r.Edition.Coverage, r.known(r.Measure, r.Year))
		return t, nil, false
	}
	ok = true
	for _, c := range r.codes {
		for _, y := range r.years() {
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

// known says by what it is known that the edition printed what is not held of it, if it is.
func (r *reader) known(m figure.Measure, y figure.Year) string {
	return format.After("; known to have existed, and not held: ", r.ds.Known(r.Edition.ID, m, y))
}

// answer is the edition's to the statement's question; without one the finding is done.
func (r *reader) answer() (*Answer, bool) {
	q := queryFor(r.ds, r.Query, r.Edition)
	q.Pins = ""
	a, err := RankingFor(r.ds, q)
	if cannot, ok := errors.AsType[*query.Error](err); ok { // no question of figures fails otherwise
		r.end(NotMeasurable, "%s %s", cannot.Word, cannot.Reason)
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

// against says whether a printed number is the one said: exactly, or rounded once, half away
// from zero, to the places that were said, from the workbook's own cell where that says more.
// Without it a figure that ends in 5 may have been rounded up to it: what lies just between two
// of fewer places is NotMeasurable.
func (r *reader) against(got figure.Decimal, f figure.Figure) Outcome {
	said, inPercent := r.number, f.Known() && r.scale == 0
	off := got.Sub(said).Abs().Cmp(figure.Decimal{Units: 5, Places: said.Places + 1})
	so := off < 0 || off == 0 && said.Abs().Cmp(got.Abs()) > 0
	switch {
	case got.Cmp(said) == 0:
		return Holds
	case inPercent && f.Finer():
		so = figure.Round(f.Unrounded, said.Places).Cmp(said) == 0
	case inPercent && off == 0:
		return NotMeasurable
	}
	if so {
		return Rounds
	}
	return Differs
}

func (r *reader) size(d figure.Decimal) string { return r.with(format.Number(d.Abs()), " pp") }

// side is on which side of another number one with a difference is.
func side(difference figure.Decimal, below, above string) string {
	return cmp.Or(format.When(difference.Negative(), below), above)
}
