package analysis

import (
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/format"
	"allyscope/internal/query"
)

// piece is a word, a number or a comparison in a statement.
type piece struct {
	text     string
	at       int // its position, which tells it apart from pieces with the same text
	relation relation
	compares bool // it is a comparison, a sign or words, with that relation
}

// scan splits a text into pieces, with numbers of allies in digits and a comparison as one piece.
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

// signs is a constant list of signs, each followed by its replacement.
var signs = [...]string{
	"!=", " ≠ ", "!<", " not < ", "!>", " not > ", "≠", " ≠ ", "<>", " ≠ ", "==", " = ", "=<", " <= ", "=>", " >= ",
	"<=", " <= ", ">=", " >= ", "≤", " <= ", "≥", " >= ", "<", " < ", ">", " > ", "=", " = ", " %", " % ",
	"US$", " US$ ", "us$", " US$ ", "CA$", " CAD ", "C$", " CAD ", "A$", " A$ ", "$", " US$ ",
	"€", " euros ", "£", " pounds ", "’", "'",
}

const (
	// levelNouns are the nouns that may follow or precede the number of a level.
	levelNouns = query.Goal + "|guideline|benchmark|threshold|mark"
	// filler replaces phrases without a meaning.
	filler = "-"
)

// idioms is a constant table of phrases and their replacements, in the notation of query.Phrase.
var idioms = [...]query.Phrase{
	{"yes or no", filler}, {"N %|percent|pct", "$0%"}, {"N per cent", "$0%"}, {"%? of its|their|the? gdp", "of gdp"},
	{"on|for|in|to defence|defense spending|expenditure", "defence-spending"}, {"on|for|in|to defence|defense", filler},
	{"invests|invested|devotes|devoted|allocates|allocated", "spends"}, {"remain|remains|remained", filler},
	{"us|u.s dollars|dollar", "dollars"}, {"out of", "of"}, {"sits|sat|stands|stood at", "at"},
	{"nato|nato's " + query.Nation + "|" + query.Nations, "allies"}, {"nato|nato's C", "$1"}, {"nato's L", "$1"}, {"nato L " + levelNouns, "$1"},
	{meetVerbs + "|" + missVerbs + "|at|above|over|below|under nato L", "$0 $2"},
	{"nato|nato's " + levelNouns, "target"}, {"has|have|had a L? " + levelNouns, "aims at $3"}, {levelNouns + " of L", "$2"}, {"L " + levelNouns, "$0"},
	{"C members now|then|everyone", ""}, {"C members", "$0 allies"}, {"C in C", "$0 of $2"},
	{"L of all? the? " + query.Nations, "$0 of allies"}, {"twenty|thirty one|two|three|four|five|six|seven|eight|nine", "$0-$1"},
}

// plainWords splits a text into words, with idioms and signs replaced and punctuation removed.
func plainWords(text string) []string {
	words := format.Each(strings.Fields(strings.NewReplacer(signs[:]...).Replace(text)), func(word string) string {
		word = strings.TrimRight(word, ",;:!?")
		return strings.TrimSuffix(word, format.When(!strings.HasSuffix(word, ".."), "."))
	})
	for range 3 { // a replacement may be part of another idiom
		words = query.Reworded(words, idioms[:])
	}
	return slices.DeleteFunc(words, func(word string) bool {
		return word == filler || word == "is" // not "IS", Iceland's code
	})
}

// phraseLen returns how many words a phrase has if the text begins with it, else 0.
func phraseLen(words []string, phrase string) int {
	places := strings.Fields(phrase)
	if len(places) > len(words) || !slices.EqualFunc(words[:len(places)], places, isOneOf) {
		return 0
	}
	return len(places)
}

// comparisons is a constant table of phrases that compare figures or counts, with alternatives for
// a word separated by bars. An ally that meets a level is at it or over it.
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
	{"fall|falls|fell|fallen short of", under}, {"short of", under}, {meetVerbs, atLeast}, {missVerbs, under},
}

// Verbs whose object is a level.
const (
	meetVerbs = "meets|meet|met|meeting|reaches|reach|reached|reaching|hits|hit|hitting|achieves|achieve|achieved|achieving"
	missVerbs = "misses|miss|missed|missing"
)

// comparison returns the relation that a text begins with, and how many words it takes, 0 if there
// is none. A negation before it, also one separated by a verb, gives the opposite relation.
func comparison(words []string) (n int, r relation) {
	n = negationLen(words)
	not := n > 0
	for not && n < len(words) && isOneOf(words[n], spendVerbs+"|have|yet|even|currently") {
		n++
	}
	for _, c := range comparisons {
		switch end := n + phraseLen(words[n:], c.words); {
		case end == n:
		case !not:
			return end, c.relation
		case c.relation != equal:
			return end, relations[c.relation].not
		}
	}
	return 0, equal
}

// isOneOf reports whether a word, in any case, is among words separated by bars.
func isOneOf(word, of string) bool {
	return slices.Contains(strings.Split(of, "|"), strings.ToLower(word))
}

// negationLen returns the number of words in the negation that a text begins with, such as "doesn't"
// or "failed to"; 0 if there is none.
func negationLen(words []string) int {
	if isOneOf(words[0], "not|cannot|never|≠") || strings.HasSuffix(strings.ToLower(words[0]), "n't") {
		return 1
	}
	return phraseLen(words, "yet|fail|fails|failed|failing to")
}
