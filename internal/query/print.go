package query

import (
	"strings"
	"unicode"

	"allyscope/internal/figure"
)

// inferFrom is the least level that can mean another measure than a share of
// GDP when no measure is said: 20% is the equipment pledge. It is a constant,
// rather than whatever the pledges are, because printing knows no pledges and
// has to say "share" for just the levels that parsing might take for others.
const inferFrom = 10

// mayMeanOther tells whether a level without a measure can be another
// measure's.
func mayMeanOther(level figure.Decimal) bool {
	return level.Cmp(figure.Decimal{Units: inferFrom}) >= 0
}

// String prints the query in its one canonical form: allies, group, measure,
// time and level first, then what needs a key. Defaults are left out. Parsing
// it gives the query again.
func (q Query) String() string {
	var words []string
	say := func(condition bool, word string) {
		if condition {
			words = append(words, word)
		}
	}
	pair := func(condition bool, k key, value string) { say(condition, k.String()+":"+value) }

	say(q.View != Ranking && int(q.View) < Views, q.View.String())
	say(q.Pins != "", strings.Join(strings.Fields(string(q.Pins)), " "))
	say(q.Group != "", printGroup(q.Group))
	say(q.saysMeasure(), q.Measure.Spec().Word)
	say(q.From != 0 || q.To != 0, printRange(q.From, q.To))
	if q.View == Path { // where a bare year is the deadline
		pair(q.Year != 0, keyYear, printYear(q.Year))
	} else {
		say(q.Year != 0, printYear(q.Year))
	}
	say(q.Level.Units != 0, printLevel(q.Level))
	say(q.Scenario != "", q.Scenario)
	pair(q.Deadline != 0, keyBy, printYear(q.Deadline))
	pair(q.Base != 0, keyBase, printYear(q.Base))
	pair(q.Edition != "", keyEdition, q.Edition)
	pair(q.Source == SIPRI, keySource, q.Source.String())
	pair(q.Members != Then, keyMembers, q.Members.String())
	switch {
	case q.Sort == ByValue:
		say(q.Reverse, wordReverse)
	case q.Reverse:
		pair(true, keySort, "-"+q.Sort.String())
	default:
		pair(true, keySort, q.Sort.String())
	}
	pair(q.Transform != AsLevel, keyAs, q.Transform.String())
	pair(q.Filter != "", keyFilter, q.Filter)
	say(q.Only, wordOnly)
	pair(q.Focus != "", keyFocus, string(q.Focus))
	return strings.Join(words, " ")
}

// saysMeasure tells whether the measure has to be printed.
func (q Query) saysMeasure() bool {
	if q.Measure == figure.ShareGDP {
		return mayMeanOther(q.Level)
	}
	return int(q.Measure) < figure.Measures
}

// printGroup prints a group as a bare word where that can be nothing else,
// whatever the vocabulary: not an alpha-3 code, nor one of the grammar's words.
func printGroup(id string) string {
	word := fold(id)
	bare := len(word) != len("NOR") && shapeOf(word) == unknown
	eachOwn(func(own string, _ meaning) { bare = bare && fold(own) != word })
	if bare {
		return id
	}
	return keyGroup.String() + ":" + id
}

// maxFilter is the most letters of a filter.
const maxFilter = 40

// FilterOf makes a filter of what a reader typed: lower case, without blanks
// and what cannot be printed, and not too long. Typing it letter by letter
// never fails.
func FilterOf(text string) string {
	n := 0
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || !unicode.IsPrint(r) || r == unicode.ReplacementChar || n == maxFilter {
			return -1
		}
		n++
		return unicode.ToLower(r)
	}, text)
}
