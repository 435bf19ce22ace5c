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

// scan cuts a text into pieces, with numbers of allies in digits; what compares is one piece.
func (p *statementParser) scan(text string) []piece {
	words := plainWords(text)
	for i, word := range words {
		_, named := p.ds.Allies().Group(strings.ToLower(words[max(0, i-1)] + "-" + word)) // "big five"
		if n, written := query.Numeral(word); written && !named && query.Counts(words[i:], p.vocabulary) {
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

// signs is a constant list of signs, each with what is read in its place.
var signs = [...]string{
	"!=", " ≠ ", "!<", " not < ", "!>", " not > ", "≠", " ≠ ", "<>", " ≠ ", "==", " = ", "=<", " <= ", "=>", " >= ",
	"<=", " <= ", ">=", " >= ", "≤", " <= ", "≥", " >= ", "<", " < ", ">", " > ", "=", " = ", " %", " % ",
	"US$", " US$ ", "us$", " US$ ", "CA$", " CAD ", "C$", " CAD ", "A$", " A$ ", "$", " US$ ",
	"€", " euros ", "£", " pounds ", "’", "'",
}

const (
	// goals are words for a level, behind its number or before it.
	goals = query.Goal + "|guideline|benchmark|threshold|mark"
	// unsaid stands for what adds nothing.
	unsaid = "-"
)

// idioms is a constant table of ways to say something.
var idioms = [...]query.Phrase{
	{"yes or no", unsaid}, {"N %|percent|pct", "$0%"}, {"N per cent", "$0%"}, {"%? of its|their|the? gdp", "of gdp"},
	{"on|for|in|to defence|defense spending|expenditure", "defence-spending"}, {"on|for|in|to defence|defense", unsaid},
	{"invests|invested|devotes|devoted|allocates|allocated", "spends"}, {"remain|remains|remained", unsaid},
	{"us|u.s dollars|dollar", "dollars"}, {"out of", "of"}, {"sits|sat|stands|stood at", "at"},
	{"nato|nato's " + query.Nation + "|" + query.Nations, "allies"}, {"nato|nato's C", "$1"}, {"nato's L", "$1"}, {"nato L " + goals, "$1"},
	{meets + "|" + misses + " nato L", "$0 $2"},
	{"nato|nato's " + goals, "target"}, {"has|have|had a L? " + goals, "aims at $3"}, {goals + " of L", "$2"}, {"L " + goals, "$0"},
	{"C members now|then|everyone", ""}, {"C members", "$0 allies"}, {"C in C", "$0 of $2"},
	{"L of all? the? " + query.Nations, "$0 of allies"}, {"twenty|thirty one|two|three|four|five|six|seven|eight|nine", "$0-$1"},
}

// plainWords are the words of a text without idioms, signs and the marks of a sentence.
func plainWords(text string) []string {
	words := format.Each(strings.Fields(strings.NewReplacer(signs[:]...).Replace(text)), func(word string) string {
		word = strings.TrimRight(word, ",;:!?")
		return strings.TrimSuffix(word, format.When(!strings.HasSuffix(word, ".."), "."))
	})
	for range 3 { // what one leaves may be another
		words = query.Reworded(words, idioms[:])
	}
	return slices.DeleteFunc(words, func(word string) bool {
		return word == unsaid || word == "is" // in capitals that is Iceland's code
	})
}

// begins tells how many words a phrase takes that a text begins with; 0 where it does not.
func begins(words []string, phrase string) int {
	places := strings.Fields(phrase)
	if len(places) > len(words) || !slices.EqualFunc(words[:len(places)], places, isOne) {
		return 0
	}
	return len(places)
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
	{"above|over|exceed|exceeds|exceeded|surpass|surpasses|surpassed|outspends|outspent", over}, {"below|under", under},
	{"fall|falls|fell|fallen short of", under}, {"short of", under}, {meets, atLeast}, {misses, under},
}

// The verbs by which a number is a level.
const (
	meets  = "meets|meet|met|meeting|reaches|reach|reached|reaching|hits|hit|hitting|achieves|achieve|achieved|achieving"
	misses = "misses|miss|missed|missing"
)

// comparison is how the words that a text begins with compare, and how many they are, if they do.
// Words before them that negate turn it round, also where a verb stands between.
func comparison(words []string) (n int, r relation) {
	n = negation(words)
	not := n > 0
	for not && n < len(words) && isOne(words[n], spends+"|have|yet|even|currently") {
		n++
	}
	for _, c := range comparisons {
		switch end := n + begins(words[n:], c.words); {
		case end == n:
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

// negation is how many words that negate a text begins with: "doesn't", "failed to".
func negation(words []string) int {
	if isOne(words[0], "not|cannot|never|≠") || strings.HasSuffix(strings.ToLower(words[0]), "n't") {
		return 1
	}
	return begins(words, "yet|fail|fails|failed|failing to")
}
