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

// statementKind is the kind of a statement.
type statementKind uint8

// A reader can type the first four; only public statements have the others.
const (
	aFigure statementKind = iota // an ally's figure in a year compared with a number
	aCount                       // the number of allies that meet a level, or are below it
	anOrder                      // one ally's figure compared with another's
	aMove                        // allies' figures that fell or rose between two years
	aPart                        // the percentage of allies below a level
	aGrowth                      // the growth of a sum between two years
	aGap                         // the money that an ally lacks to a level
	aPlan                        // a plan, which no table holds; related figures are shown
)

// relation is how a statement compares a figure with a number, or with another figure.
type relation uint8

const (
	equal relation = iota
	over
	under
	atLeast
	atMost
	inRange // from number to upto, both included
)

// relations is a constant table of signs, the Decimal.Cmp results that satisfy them, and opposites.
var relations = [...]struct {
	sign string
	is   []int
	not  relation
}{
	equal: {sign: "=", is: []int{0}}, inRange: {sign: "="}, over: {">", []int{1}, atMost}, under: {"<", []int{-1}, atLeast},
	atLeast: {">=", []int{0, 1}, under}, atMost: {"<=", []int{-1, 0}, over},
}

func (r relation) String() string { return relations[r].sign }

// holds reports whether a relation other than inRange holds between two exact numbers.
func (r relation) holds(a, b figure.Decimal) bool { return slices.Contains(relations[r].is, a.Cmp(b)) }

// statement is a statement in terms that can be computed. Fields its kind does not need are zero.
type statement struct {
	query.Query // From is the earlier of two years, Deadline the year in which a path ends
	kind        statementKind
	codes       []ally.Code // the allies or the sum it is about; for anOrder the left and the right one
	below       bool        // count the allies below the level, not those that meet it
	above       bool        // count only the allies whose printed figure is above the level
	judges      bool        // the number is a level: the statement says "meets" or "misses"

	// relation, number and upto are the number said. Amounts of money are in millions times
	// scale, which is 1000 for billions.
	relation     relation
	number, upto figure.Decimal
	scale        int64

	of      int       // the whole that a count is of; 0 if none was named
	except  ally.Code // the ally that is not counted, because the statement is about its allies
	almost  bool      // aPart: the statement says "almost"
	rises   bool      // aMove: the statement says "rose", not "fell"
	only    bool      // aMove: no other ally is said to have moved the same way
	dispute bool      // the number is another body's, by its own definition
	reason  string    // aPlan: why it cannot be measured
	skipped []string  // the words that parseStatement ignored
}

// Outcome is the result of computing a statement.
type Outcome uint8

// The outcomes.
const (
	NotMeasurable Outcome = iota // the edition cannot show it
	Holds                        // exactly as said
	Rounds                       // the figure rounds to what was said
	Differs                      // the figure is a different one
)

var outcomes = [...]string{NotMeasurable: "not_measurable", Holds: "holds", Rounds: "rounds_to_it", Differs: "differs"}

// String returns the word for machine-readable outputs.
func (o Outcome) String() string { return outcomes[o] }

// Words returns the words for people.
func (o Outcome) Words() string { return strings.ReplaceAll(o.String(), "_", " ") }

// Fact is a figure on which a finding rests.
type Fact struct {
	Code  ally.Code // empty for a figure of several allies
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

// Further returns the facts that the reason does not already state.
func (f *Finding) Further() []Fact {
	if len(f.Facts) > 1 || f.Outcome == NotMeasurable {
		return f.Facts
	}
	return nil
}

// inPoints reports whether differences between figures of a measure are in percentage points.
func inPoints(m figure.Measure) bool { return m.Spec().ChangeUnit() == "pp" }

// with appends the unit of the statement's measure to a number; percent is the unit for shares.
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

// bar returns the level of a count, for figures of its year.
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

// words returns the statement as understood: "Norway 2016 = 1.56 % (defence expenditure, …)".
func (s *statement) words(ds *dataset.Dataset) string {
	spec := s.Measure.Spec()
	what := format.Lower(spec.Name())
	if s.scale == 1000 { // the number is followed by "bn"
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

// years returns the one or two years of the statement, the earlier first.
func (s *statement) years() []figure.Year {
	return format.Each([]figure.Year{s.From, s.Year}, func(y figure.Year) figure.Year { return y })
}

// compute returns the finding for a statement in one edition.
func (s *statement) compute(ds *dataset.Dataset, e *dataset.Edition) Finding {
	r := &finder{ds: ds, statement: s, Finding: Finding{Edition: e}}
	kinds := [...]func(*finder){
		aFigure: (*finder).figure, aCount: (*finder).count, anOrder: (*finder).order, aMove: (*finder).move,
		aPart: (*finder).part, aGrowth: (*finder).growth, aGap: (*finder).gap, aPlan: (*finder).plan,
	}
	kinds[s.kind](r)
	return r.Finding
}

// finder computes a Finding from one edition. Its methods that return ok = false set the outcome.
type finder struct {
	Finding
	*statement
	ds *dataset.Dataset
}

func (r *finder) end(o Outcome, why string, words ...any) {
	r.Outcome, r.Why = o, fmt.Sprintf(why, words...)
}

func (r *finder) decide(holds bool, why string) {
	if r.Outcome, r.Why = Differs, why; holds {
		r.Outcome = Holds
	}
}

func (r *finder) fact(c ally.Code, label, text string, words ...any) {
	r.Facts = append(r.Facts, Fact{Code: c, Label: label, Text: fmt.Sprintf(text, words...)})
}

func (r *finder) name(c ally.Code) string { return r.ds.Allies().Name(c) }

func (r *finder) labelled(c ally.Code, y figure.Year) string {
	return r.name(c) + " " + strconv.Itoa(int(y))
}

func (r *finder) note(t *dataset.Table, c ally.Code, y figure.Year) {
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

// figures looks up the statement's figures, by ally and then by year, and notes each as a fact. ok
// is false if the edition lacks the table or a figure.
func (r *finder) figures() (t *dataset.Table, out []figure.Figure, ok bool) {
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

// known names the evidence, if any, that the edition did print a table that is not held.
func (r *finder) known(m figure.Measure, y figure.Year) string {
	return format.After("; known to exist, but not held: ", r.ds.Known(r.Edition.ID, m, y))
}

// answer returns the edition's ranking for the statement's query.
func (r *finder) answer() (*Answer, bool) {
	q := queryFor(r.ds, r.Query, r.Edition)
	q.Pins = ""
	a, err := RankingFor(r.ds, q)
	if cannot, ok := errors.AsType[*query.Error](err); ok { // RankingFor has no other errors here
		r.end(NotMeasurable, "%s %s", cannot.Word, cannot.Reason)
	}
	return a, err == nil
}

// scaled converts a printed amount exactly to the statement's scale, millions or billions.
func (r *finder) scaled(t *dataset.Table, d figure.Decimal) figure.Decimal {
	switch billions := figure.Scale(t.Unit) == "bn"; {
	case t.Measure.Spec().Kind != figure.Money || r.scale == 0:
	case billions && r.scale == 1:
		d.Units *= 1000
	case !billions && r.scale == 1000:
		d.Places += 3
	}
	return d
}

// compareWithNumber compares a printed number with the one said: it Holds if they are equal, and
// Rounds if the figure, rounded once and half away from zero, gives the number said. It rounds the
// workbook's unrounded cell if there is one. Otherwise a percentage halfway between two roundings
// is NotMeasurable, since its last digit may itself have been rounded up to 5.
func (r *finder) compareWithNumber(got figure.Decimal, f figure.Figure) Outcome {
	said, inPercent := r.number, f.Known() && r.scale == 0
	off := got.Sub(said).Abs().Cmp(figure.Decimal{Units: 5, Places: said.Places + 1})
	rounds := off < 0 || off == 0 && said.Abs().Cmp(got.Abs()) > 0
	switch {
	case got.Cmp(said) == 0:
		return Holds
	case inPercent && f.Finer():
		rounds = figure.Round(f.Unrounded, said.Places).Cmp(said) == 0
	case inPercent && off == 0:
		return NotMeasurable
	}
	if rounds {
		return Rounds
	}
	return Differs
}

func (r *finder) size(d figure.Decimal) string { return r.with(format.Number(d.Abs()), " pp") }

// side returns below for a negative difference, else above.
func side(difference figure.Decimal, below, above string) string {
	return cmp.Or(format.When(difference.Negative(), below), above)
}
