package analysis

import (
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/query"
)

// piece is a word, a number or a comparison of a statement.
type piece struct {
	text     string
	at       int // which it is, to tell it from another of that text
	relation relation
	compares bool // it is a sign of relation, or a way to say one
}

// scan cuts a text into pieces; what compares is one piece.
func (p *statementParser) scan(text string) []piece {
	words := plainWords(text)
	p.numbersInDigits(words)
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
	"!=", " ≠ ", "≠", " ≠ ", "<>", " ≠ ", "==", " = ", "=<", " <= ", "=>", " >= ",
	"<=", " <= ", ">=", " >= ", "≤", " <= ", "≥", " >= ", "<", " < ", ">", " > ", "=", " = ",
	"US$", " US$ ", "$", " US$ ", "€", " euros ", "£", " pounds ", "’", "'",
}

// goals are words for a level, behind its number or before it.
const goals = query.Goal + "|guideline|benchmark|threshold|mark"

// idioms is a constant table of ways to say something, their words parted by a bar, and of what
// is read in their place; the first that fits counts.
var idioms = [...]struct{ said, read string }{
	{"per cent", "%"}, {"percent|pct", "%"}, {"of its|their|the gdp", "of gdp"},
	{"on|for|in|to defence|defense spending|expenditure", "defence-spending"}, {"on|for|in|to defence|defense", ""},
	{"invests|invested|devotes|devoted|allocates|allocated", "spends"},
	{"us|u.s. dollars|dollar", "dollars"}, {"out of", "of"}, {"remain|remains|remained", ""}, {"sits|sat|stands|stood at", "at"},
	{"nato|nato's " + query.Nation + "|" + query.Nations, "allies"}, {"nato|nato's members", "allies"},
	{"nato|nato's " + goals + " of", ""}, {"nato|nato's " + goals, "target"}, {goals + " of", ""},
}

// plainWords are the words of a text without idioms and signs, a per cent sign with its number.
func plainWords(text string) []string {
	var words []string
	said := strings.Fields(strings.NewReplacer(signs[:]...).Replace(text))
	for len(said) > 0 {
		n, read := 1, said[0]
		for _, x := range idioms {
			if long := begins(said, x.said); long > 0 {
				n, read = long, x.read
				break
			}
		}
		said = said[n:]
		for word := range strings.FieldsSeq(read) {
			words = appendWord(words, word)
		}
	}
	ofNATO := func(i int) bool {
		return isOne(words[i], "nato|nato's") && (strings.HasSuffix(words[i+1], "%") || counted(words[i+1]))
	}
	for i := len(words) - 2; i >= 0; i-- {
		if ofNATO(i) {
			words = slices.Delete(words, i, i+1)
		}
	}
	return words
}

// begins tells how many words a phrase takes that a text begins with; 0 where it does not.
func begins(words []string, phrase string) int {
	places := strings.Fields(phrase)
	if len(places) > len(words) || !slices.EqualFunc(words[:len(places)], places, isOne) {
		return 0
	}
	return len(places)
}

// appendWord adds a word, unless it says nothing behind those before it.
func appendWord(words []string, word string) []string {
	last := ""
	if len(words) > 0 {
		last = words[len(words)-1]
	}
	inPercent := strings.HasSuffix(last, "%")
	_, isNumeral := query.Numeral(word)
	switch {
	case word[0] == '%' && last != "" && isDigit(last[0]) && isDigit(last[len(last)-1]):
		words[len(words)-1] += "%"
		if word == "%" {
			return words
		}
		return append(words, word[1:])
	case isNumeral && isOne(last, "twenty|thirty"):
		words[len(words)-1] += "-" + word
		return words
	case word == "is" || inPercent && isOne(word, goals): // in capitals "IS" is Iceland's code
		return words
	default:
		return append(words, word)
	}
}

// numbersInDigits writes numbers of allies in digits, and what they are of with one word.
func (p *statementParser) numbersInDigits(words []string) {
	for i := range len(words) - 1 {
		n, ok := numeral(words[i])
		_, named := p.ds.Allies().Group(strings.ToLower(words[max(0, i-1)] + "-" + words[i])) // "big five"
		if !ok || named {
			continue
		}
		behind := words[i+1:]
		if _, another := numeral(behind[min(1, len(behind)-1)]); another && behind[0] == "in" {
			behind[0] = "of"
		}
		if behind[0] == "members" {
			behind[0] = "allies"
		}
		if digits := strconv.Itoa(n); query.Counts(append([]string{digits}, behind...), p.vocabulary) {
			words[i] = digits
		}
	}
}

// numeral is a number of allies, in digits or in letters: "nine", "eleven", "thirty-two".
func numeral(word string) (n int, ok bool) {
	if counted(word) {
		n, _ = strconv.Atoi(word)
		return n, true
	}
	upToNineteen := strings.Fields("zero one two three four five six seven eight nine ten " +
		"eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	tens, ones, compound := strings.Cut(strings.ToLower(word), "-")
	base := 10 * slices.Index([]string{"", "", "twenty", "thirty"}, tens)
	switch {
	case base < 20:
		n = slices.Index(upToNineteen, strings.ToLower(word))
		return n, n >= 0
	case !compound:
		return base, true
	default:
		n = slices.Index(upToNineteen, ones)
		return base + n, n > 0 && n < 10
	}
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

func negates(word string) bool { return negation([]string{word}) > 0 }
