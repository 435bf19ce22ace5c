package analysis

import (
	"fmt"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
)

// StatementKind is what sort of thing a statement says.
type StatementKind uint8

// The kinds. The first four can be typed; the others are claims' own.
const (
	SaysValue   StatementKind = iota // an ally's figure in a year is, or is over, a number
	SaysCount                        // so many allies meet a level, or are below it
	SaysCompare                      // one ally's figure is over another's
	SaysMoved                        // allies' figures fell or rose between two years
	SaysPart                         // such a part of the allies is below a level
	SaysMore                         // a sum grew by so much between two years
	SaysGap                          // so much money is missing to a level
	SaysPath                         // allies are to reach a level by a year
	SaysPlan                         // something no table holds, beside figures that do
)

// Relation is how a figure is said to stand to a number, or to another figure.
type Relation uint8

// The relations.
const (
	Equal Relation = iota
	Over
	Under
	AtLeast
	AtMost
	Within // from Said to Upto
)

// relationSigns is a constant table of how a relation is written.
var relationSigns = [...]string{"=", ">", "<", ">=", "<=", ".."}

// String is the sign of the relation.
func (r Relation) String() string {
	if int(r) >= len(relationSigns) {
		return relationSigns[Equal]
	}
	return relationSigns[r]
}

// relates tells whether the relation holds of two exact numbers.
func (r Relation) relates(a, b figure.Decimal) bool {
	switch c := a.Cmp(b); r {
	case Over:
		return c > 0
	case Under:
		return c < 0
	case AtLeast:
		return c >= 0
	case AtMost:
		return c <= 0
	default:
		return c == 0
	}
}

// Statement is what somebody says of figures, in terms that can be computed. What
// it does not need is zero.
type Statement struct {
	Kind    StatementKind
	Measure figure.Measure
	// Codes are the allies, or the sum, it is about; of a comparison the first is
	// said to stand to the second as Relation says.
	Codes []ally.Code
	// Year is the year spoken of, and From the earlier one of two.
	Year, From figure.Year
	Level      figure.Decimal
	// Below counts those below the level in place of those that meet it.
	Below   bool
	Group   string
	Members query.Membership
	// Relation, Said and Upto are the number said. In money it is in millions times
	// Scale: 1000 where billions were said.
	Relation   Relation
	Said, Upto figure.Decimal
	Scale      int64
	// Of is the whole a count was said to be of; 0 where none was.
	Of int
	// Rises tells a rise from a fall, and Only whether nobody else is said to have
	// moved so.
	Rises, Only bool
	// By is the year a path ends.
	By figure.Year
	// Edition or Source narrow a check to one of them.
	Edition string
	Source  query.Source
	// Dispute marks a number that another body gave by its own definition.
	Dispute bool
	// Reason is why it cannot be measured, of what no table holds.
	Reason string
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

// String is the word of the machine-readable outputs.
func (o Outcome) String() string {
	switch o {
	case Holds:
		return "holds"
	case Rounds:
		return "rounds_to_it"
	case Differs:
		return "differs"
	default:
		return "not_measurable"
	}
}

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

// String is the statement in words: "Norway's share of GDP in 2016 = 1.56 %".
func (s *Statement) words(ds *dataset.Dataset) string {
	spec := s.Measure.Spec()
	what := format.Lower(spec.Title) + ", " + spec.Unit
	names := make([]string, len(s.Codes))
	for i, c := range s.Codes {
		names[i] = ds.Allies().Name(c)
	}
	switch s.Kind {
	case SaysCount:
		side, of := "meet", ""
		if s.Below {
			side = "are below"
		}
		if s.Of > 0 {
			of = fmt.Sprintf(" of %d", s.Of)
		}
		who := "allies"
		if g, ok := ds.Allies().Group(s.Group); ok {
			who = g.Title
		}
		return fmt.Sprintf("the number of %s that %s %s %%%s in %d %s %s%s", who, side, s.Level, ofWhat(s.Measure), s.Year, s.Relation, s.Said, of)
	case SaysCompare:
		return fmt.Sprintf("%s %s %s in %d (%s)", names[0], s.Relation, names[1], s.Year, what)
	case SaysMoved:
		verb, only := "fell", ""
		if s.Rises {
			verb = "rose"
		}
		if s.Only {
			only = "only "
		}
		return fmt.Sprintf("%s%s %s from %d to %d (%s)", only, format.List(names), verb, s.From, s.Year, what)
	default:
		return fmt.Sprintf("%s %d %s %s (%s)", strings.Join(names, ", "), s.Year, s.relation(), s.number(), what)
	}
}

func (s *Statement) relation() string {
	if s.Relation == Within {
		return "="
	}
	return s.Relation.String()
}

// number is the number said, with its scale.
func (s *Statement) number() string {
	text := s.Said.String()
	if s.Relation == Within {
		text += ".." + s.Upto.String()
	}
	switch {
	case s.Measure.Spec().Kind == figure.Percent || s.Measure.Spec().Kind == figure.Change:
		return text + " %"
	case s.Scale == 1000:
		return text + " bn"
	default:
		return text
	}
}

// About is the ally a statement is about, empty where it is about none or
// several.
func (s *Statement) About() ally.Code {
	if s.Kind == SaysCompare || (len(s.Codes) == 1 && !s.Codes[0].Aggregate()) {
		return s.Codes[0]
	}
	return ""
}
