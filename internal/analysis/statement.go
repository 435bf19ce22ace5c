package analysis

import (
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

// statementKind is what sort of thing a statement says.
type statementKind uint8

// The kinds. The first four can be typed; the others are public statements' own.
const (
	aFigure statementKind = iota // an ally's figure in a year is, or is over, a number
	aCount                       // so many allies meet a level, or are below it
	anOrder                      // one ally's figure is over another's
	aMove                        // allies' figures fell or rose between two years
	aPart                        // such a part of the allies is below a level
	aGrowth                      // a sum grew by so much between two years
	aGap                         // so much money is missing to a level
	aPath                        // allies are to reach a level by a year
	aPlan                        // something no table holds, beside figures that do
)

// relation is how a figure is said to stand to a number, or to another figure.
type relation uint8

// The relations.
const (
	equal relation = iota
	over
	under
	atLeast
	atMost
	inRange // from a number up to another
)

// relations is a constant table of how each is written, and of what comparing the
// one with the other then gives.
var relations = [...]struct {
	sign string
	is   []int
}{equal: {"=", []int{0}}, over: {">", []int{1}}, under: {"<", []int{-1}}, atLeast: {">=", []int{0, 1}}, atMost: {"<=", []int{-1, 0}}, inRange: {sign: "="}}

// String is the sign of the relation.
func (r relation) String() string { return relations[r].sign }

// holds tells whether the relation, which is no range, holds of two exact numbers.
func (r relation) holds(a, b figure.Decimal) bool { return slices.Contains(relations[r].is, a.Cmp(b)) }

// statement is what somebody says of figures, in terms that can be computed. What
// it does not need is zero.
type statement struct {
	// Query has the measure, the year spoken of, From as the earlier one of two, the
	// level, whom a count is of, the year a path ends, and the edition or source that
	// a check is narrowed to.
	query.Query
	kind statementKind
	// codes are the allies, or the sum, it is about; of an order the first is said to
	// stand to the second as the relation says.
	codes []ally.Code
	// below counts those below the level in place of those that meet it.
	below bool
	// judges tells that the number was said to be met or missed, as a level is.
	judges bool
	// relation, number and upto are the number said. In money it is in millions times
	// scale: 1000 where billions were said.
	relation     relation
	number, upto figure.Decimal
	scale        int64
	// of is the whole a count was said to be of; 0 where none was. except is an ally
	// that is not counted, as the one whose allies are spoken of; almost tells that a
	// little less is meant.
	of     int
	except ally.Code
	almost bool
	// rises tells a rise from a fall, and only whether nobody else is said to have
	// moved so.
	rises, only bool
	// dispute marks a number that another body gave by its own definition.
	dispute bool
	// reason is why it cannot be measured, of what no table holds.
	reason string
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

// outcomes is a constant table of the words of the machine-readable outputs.
var outcomes = [...]string{NotMeasurable: "not_measurable", Holds: "holds", Rounds: "rounds_to_it", Differs: "differs"}

// String is the word of the machine-readable outputs.
func (o Outcome) String() string { return outcomes[o] }

// Words is what a reader is told.
func (o Outcome) Words() string { return strings.ReplaceAll(o.String(), "_", " ") }

// Fact is a figure a finding rests on.
type Fact struct {
	Code  ally.Code // empty: of several
	Label string
	// Text is the figure with its mark and unit.
	Text string
}

// Finding is a statement computed from one edition.
type Finding struct {
	Edition *dataset.Edition
	Outcome Outcome
	Facts   []Fact
	// Why is the reason for the outcome, without a full stop.
	Why string
}

// Further are the facts that a reader is told beside the reason: all, where the
// reason does not give them itself.
func (f *Finding) Further() []Fact {
	if len(f.Facts) > 1 || f.Outcome == NotMeasurable {
		return f.Facts
	}
	return nil
}

// inPoints tells whether figures of a measure are in per cent, so that their
// differences are percentage points.
func inPoints(m figure.Measure) bool { return m.Spec().ChangeUnit() == "pp" }

// with puts the unit to a number of the statement's measure: percent to one in per
// cent, and to money said in billions that.
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
	if s.below {
		side = notMeeting(l)
	}
	return fmt.Sprintf("%s %s%s in %d%s", side, format.Percent(l.Value), ofWhat(s.Measure), s.Year, format.Later(l))
}

// notMeeting is what those do who do not meet a level.
func notMeeting(l target.Level) string {
	if !l.Judged() {
		return "are not at"
	}
	return "do not meet"
}

// words are the statement as it was understood: "Norway 2016 = 1.56 % (defence
// expenditure, % of GDP)".
func (s *statement) words(ds *dataset.Dataset) string {
	spec := s.Measure.Spec()
	what := format.Lower(spec.Name())
	if s.scale == 1000 { // the number has its own
		what = strings.Replace(what, "US$ m", "US$", 1)
	}
	names := format.Each(s.codes, ds.Allies().Name)
	switch s.kind {
	case aCount:
		who := "allies"
		if g, ok := ds.Allies().Group(s.Group); ok {
			who = g.Title
		}
		return fmt.Sprintf("the number of %s that %s %s %s%s", who, s.meeting(s.bar(ds)), s.relation, s.number, format.Whenf(s.of > 0, " of %d", s.of))
	case anOrder:
		return fmt.Sprintf("%s %s %s in %d (%s)", names[0], s.relation, names[1], s.Year, what)
	case aMove:
		verb := "fell"
		if s.rises {
			verb = "rose"
		}
		return fmt.Sprintf("%s%s %s from %d to %d (%s)", format.When(s.only, "only "), format.List(names), verb, s.From, s.Year, what)
	default:
		number := s.number.String() + format.When(s.relation == inRange, ".."+s.upto.String())
		return fmt.Sprintf("%s %d %s %s (%s)", strings.Join(names, ", "), s.Year, s.relation, s.with(number, " %"), what)
	}
}

// about is the ally a statement is about, empty where it is about none or several.
func (s *statement) about() ally.Code {
	if s.kind == anOrder || (len(s.codes) == 1 && !s.codes[0].Aggregate()) {
		return s.codes[0]
	}
	return ""
}
