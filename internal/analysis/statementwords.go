package analysis

import (
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/format"
	"allyscope/internal/query"
)

// piece is a word, a number or a comparison of a statement.
type piece struct {
	text     string
	at       int // which it is, to tell it from another of that text
	relation relation
	compares bool // it is a sign of relation, or a way to say one
}

// scan cuts a text at blanks and around signs of relation; what compares is one piece.
func (p *statementParser) scan(text string) []piece {
	apart := strings.NewReplacer("<=", " <= ", ">=", " >= ", "≤", " <= ", "≥", " >= ", "<", " < ", ">", " > ", "=", " = ", "’", "'")
	var words []string
	for word := range strings.FieldsSeq(apart.Replace(text)) {
		last := len(words) - 1
		if last >= 0 && word[0] == '%' && isDigit(words[last][0]) && isDigit(words[last][len(words[last])-1]) {
			words[last] += "%"
			word = word[1:]
		}
		if word == "is" || last >= 0 && strings.HasSuffix(words[last], "%") && isOne(word, query.Goal) {
			continue // in capitals "IS" is Iceland's code
		}
		words = append(words, format.Said(word)...)
	}
	for i := range words[:max(1, len(words))-1] {
		_, named := p.ds.Allies().Group(strings.ToLower(words[max(0, i-1)] + "-" + words[i])) // "big five"
		if n, written := query.Numeral(words[i]); written && !named && query.Counts(words[i:], p.vocabulary) {
			words[i] = strconv.Itoa(n)
		}
	}
	var out []piece
	for len(words) > 0 {
		n, r := comparison(words)
		out = append(out, piece{strings.Join(words[:max(n, 1)], " "), len(out), r, n > 0})
		words = words[max(n, 1):]
	}
	return out
}

// comparisons is a constant table of the ways to say how figures or numbers of allies stand to
// others, their words parted by a bar: who meets a level is at it or over it.
var comparisons = [...]struct {
	words    string
	relation relation
}{
	{"=|exactly", equal}, {"<", under}, {">", over}, {"<=", atMost}, {">=", atLeast},
	{"no more|greater|higher than", atMost}, {"no less|fewer|lower|smaller than", atLeast},
	{"more|greater|higher than", over}, {"less|fewer|lower|smaller than", under},
	{"at least", atLeast}, {"at most", atMost}, {"at or above|over", atLeast}, {"at or below|under", atMost},
	{"above|over or at", atLeast}, {"below|under or at", atMost},
	{"above|over|exceed|exceeds|exceeded", over}, {"below|under", under}, {meets, atLeast}, {misses, under},
}

// The verbs by which a number is a level.
const (
	meets  = "meets|meet|met|meeting|reaches|reach|reached|reaching"
	misses = "misses|miss|missed|missing"
)

// comparison is how the words that a text begins with compare, and how many they are, if they do.
// A word before them that negates turns it round, also where a verb stands between.
func comparison(words []string) (n int, r relation) {
	not := negates(words[0])
	if not {
		n = 1
		for n < len(words) && isOne(words[n], "spend|spent|have|yet") {
			n++
		}
	}
	for _, c := range comparisons {
		said := strings.Fields(c.words)
		end := n + len(said)
		switch {
		case end > len(words) || !slices.EqualFunc(words[n:end], said, isOne):
		case !not:
			return end, c.relation
		case c.relation != equal:
			return end, relations[c.relation].not
		}
	}
	return 0, equal
}

func isOne(word, of string) bool {
	return slices.Contains(strings.Split(of, "|"), strings.ToLower(word))
}

func negates(word string) bool {
	return isOne(word, "not|cannot|never") || strings.HasSuffix(strings.ToLower(word), "n't")
}

