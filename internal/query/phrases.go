package query

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"allyscope/internal/format"
)

// maxAsked is the most words that say who is asked about: "the United Kingdom and the United States".
const maxAsked = 8

// heard puts what people say in several words into the grammar's one: years from
// and to, a key and its value, per cent, a month for an edition.
func (l *lexicon) heard(tokens []token) []token {
	return reread(tokens, func(tokens []token) (n int, read string) {
		if n, read = l.asOne(tokens); n > 0 {
			return n, read
		}
		if n, _ = l.joined(tokens); n > 0 { // "joined since 1999" is a name
			return n, ""
		}
		if n, read = l.phrase(phrases[:], tokens); n > 0 {
			return n, read
		}
		return l.keyed(tokens)
	})
}

// asOne reads a group that is asked about as one.
func (l *lexicon) asOne(tokens []token) (n int, read string) {
	return l.phrase(asOnePhrases[:], tokens)
}

// reread puts in place of tokens what each part of them is read as. The reader tells how many
// tokens that takes, and has "" for those that stay as they are.
func reread(tokens []token, reader func([]token) (n int, read string)) []token {
	var out []token
	for len(tokens) > 0 {
		n, read := reader(tokens)
		if read == "" {
			n = max(n, 1)
			out = append(out, tokens[:n]...)
		}
		for i, word := range strings.Fields(read) {
			t, at := asTyped(tokens[:n], word), slices.IndexFunc(tokens[:n], func(t token) bool { return t.text == word })
			if i > 0 && at >= 0 {
				t = tokens[at]
			}
			out = append(out, t)
		}
		tokens = tokens[n:]
	}
	return out
}

// Reworded are the words of a text with what is read in the place of phrases, of which none names
// anybody; the words are kept where that is nothing.
func Reworded(words []string, phrases []Phrase) []string {
	tokens := format.Each(words, func(word string) token { return token{}.as(word) })
	read := reread(tokens, func(tokens []token) (int, string) { return (&lexicon{}).phrase(phrases, tokens) })
	return format.Each(read, func(t token) string { return t.text })
}

func asTyped(tokens []token, word string) token {
	one := tokens[0].as(word)
	one.typed = strings.Join(format.Each(tokens, func(t token) string { return t.typed }), " ")
	return one
}

// phrase reads the words that the tokens begin with, where they are a way to say
// something, and tells how many these are; 0: they are none.
func (l *lexicon) phrase(phrases []Phrase, tokens []token) (n int, read string) {
	for _, p := range phrases {
		if said, n, ok := l.match(p[0], 0, tokens); ok {
			return n, strings.NewReplacer(said...).Replace(p[1])
		}
	}
	return 0, ""
}

// match reads the tokens as the places of a phrase from the i-th on: with what each of
// them, such as $0, stands for, and how many tokens that takes.
func (l *lexicon) match(places string, i int, tokens []token) (said []string, n int, ok bool) {
	if places == "" {
		return nil, 0, true
	}
	first, others, _ := strings.Cut(places, " ")
	place, optional := strings.CutSuffix(first, "?")
	longest := maxJoined
	if place == "A" {
		longest = maxAsked
	}
	for taken := min(longest, len(tokens)); taken > 0; taken-- {
		word, fits := l.in(place, tokens[:taken])
		if !fits {
			continue
		}
		if said, n, ok = l.match(others, i+1, tokens[taken:]); ok {
			return append(said, "$"+strconv.Itoa(i), word), n + taken, true
		}
	}
	if !optional && (place != "." || len(tokens) > 0) {
		return nil, 0, false
	}
	said, n, ok = l.match(others, i+1, tokens)
	return append(said, "$"+strconv.Itoa(i), ""), n, ok
}

// in is what tokens are read as in a place of a phrase; false where they are none for it.
func (l *lexicon) in(place string, tokens []token) (word string, fits bool) {
	t := tokens[0]
	switch place {
	case "A", "G", "S", "T":
		return l.whoever(place, tokens)
	}
	if len(tokens) > 1 {
		return "", false
	}
	switch place {
	case "Y":
		return t.folded, fourDigits(t.folded)
	case "B", "F":
		n, _ := strconv.Atoi(t.folded)
		return strconv.Itoa(n + map[string]int{"B": -1, "F": 1}[place]), fourDigits(t.folded)
	case "N", "C":
		if n, ok := Numeral(t.folded); ok {
			return strconv.Itoa(n), true
		}
		counts := place == "N" || strings.Trim(t.text, "0123456789") == "" // and no group, range or key
		return strings.Replace(t.text, ",", ".", 1), counts && endsInDigit(t.text) && !fourDigits(t.text)
	case "L":
		return t.text, shapeOf(t.text) == WordLevel
	case "M":
		m, err := time.Parse("January", t.folded)
		return m.Format("01"), err == nil
	case "*":
		return t.text, true
	}
	if !slices.Contains(strings.Split(place, "|"), t.folded) {
		return "", false
	}
	known := l.exact[t.folded]
	return t.folded, known == nil || known.kind != WordAllies || known.text != t.text // as a query is printed: CAN is no "can"
}

// whoever is what tokens are read as in a place for whoever is asked about: a group, a sum, or
// all words there that are no years and levels.
func (l *lexicon) whoever(place string, tokens []token) (word string, fits bool) {
	known := l.exact[join(tokens)]
	switch {
	case place == "A":
		asked := format.Each(reread(tokens, l.asOne), func(t token) string { return t.text })
		return strings.Join(asked, " "), !slices.ContainsFunc(tokens, func(t token) bool { return shapeOf(t.text) != 0 })
	case known == nil:
	case known.kind == WordGroup && known.text != "" && place != "S":
		return known.text + format.When(place == "T", asOne), true
	case known.kind == WordSum && place != "G":
		return SumWord(known.code()), true
	}
	return "", false
}

func (l *lexicon) keyed(tokens []token) (n int, read string) {
	t := l.exact[tokens[0].folded]
	if t == nil || !t.key || t.kind == WordFilter || len(tokens) < 2 { // a filter may be any word
		return 0, ""
	}
	next, n := tokens[1].folded, 1
	switch number, written := Numeral(next); {
	case t.kind == WordLimit && written:
		return 2, t.kind.row().key() + ":" + strconv.Itoa(number)
	case t.kind == WordDeadline && find(sortTerms(nil), next) != nil: // "rank by gap"
		return 2, WordSort.row().key() + ":" + next
	case t.kind == WordDeadline && l.orders(tokens[1:]): // "rank by personnel"
		return 1, "of"
	case t.kind == WordSort && next == "by" && len(tokens) > 2:
		if n = 2; l.orders(tokens[n:]) && find(sortTerms(nil), tokens[n].folded) == nil {
			return n, "of"
		}
	}
	r, value := t.kind.row(), tokens[n].text
	dated := t.kind&(WordYear|WordBase|WordDeadline|WordEdition) != 0
	counted := t.kind&(WordLimit|WordLevel) != 0 && !fourDigits(value)
	number := shapeOf(value) == WordYear && (dated || counted) // which is refused as its value, where it is none
	if !number && !r.takes(value, l.v) {
		return 0, ""
	}
	return n + 1, r.keyed(value)
}

// orders tells whether what allies are ordered by comes first: a measure, or what people
// say for an order.
func (l *lexicon) orders(tokens []token) bool {
	w, _ := l.read(tokens)
	return w.is(WordMeasure|WordSort) && !w.term.key
}

func (r row) takes(value string, v *Vocabulary) bool {
	if r.read != nil {
		return r.read(&Query{}, value) == nil
	}
	terms := r.terms(v)
	return find(terms, value) != nil || r.begin > 0 && len(begun(terms, fold(value), max(r.begin, minPrefix))) == 1
}

// Phrase is what people say in several words, and what is read for it. Words
// that stand for one another are parted by a bar; Y is a year, B one of which the
// year before is read, F one of which the year behind it is, L a level, N another number, C one of allies, M a month, G a group, S one
// of the sums, T one of both that is one, A whoever is asked about and * any word, and are read
// as $ and their place, counted from 0. A place with a question mark may be empty. A full stop is
// the end of what is asked.
type Phrase [2]string

// What stands behind a group that is asked about as one, or before it, and what people say
// for it.
const (
	asOne      = "-total"
	asMean     = "-simple-mean"
	asMedian   = "-median"
	saidAsOne  = "average|mean|sum|total|together|combined"
	saidMean   = "simple|unweighted|plain mean|average"
	saidMedian = "median"
	ofThe      = " of|the|for? of|the|for? "
)

// asOnePhrases is a constant table of how a group is said that is one: "eastern flank
// average". A sum of NATO's is one in any case.
var asOnePhrases = [...]Phrase{
	{saidAsOne + ofThe + "T", "$3"}, {saidMean + ofThe + "G", "$4" + asMean}, {saidMedian + ofThe + "G", "$3" + asMedian},
	{"T " + saidAsOne, "$0"}, {"G " + saidMean, "$0" + asMean}, {"G " + saidMedian, "$0" + asMedian},
	{"G as a? whole|one", "$0" + asOne}, {"total spending|expenditure|budget" + ofThe + "T", "$4 $1"},
	{"military personnel share of the? total|alliance|nato", "personnel as:share " + overTime}, // before its share of expenditure
}

// The words for one ally and for some, and for a level behind its number, as statements have
// them too.
const (
	Nation  = "ally|country|nation|member"
	Nations = "allies|countries|nations|members"
	Goal    = "target|level|goal"
	pledged = "pledge|floor|commitment|" + Goal
)

// The verbs by which people ask when a level was met, the words for a picture, and those for an order.
const (
	toMeet  = "meet|met|reach|reached|cross|crossed|hit|pass|passed"
	drawn   = "trend|series|plot|graph|chart|history"
	inOrder = "sort|sorted|order|ordered|rank|ranked"
)

// phrases is a constant table of what people say in several words.
var phrases = [...]Phrase{
	{"from|between Y to|until|till|through|and Y", "$1..$3"}, {"Y to|until|till|through Y", "$0..$2"},
	{"since|from Y", "$1.."}, {"after F", "$1.."}, {"Y to|until|till now|today|date|present", "$0.."}, {"Y onwards", "$0.."},
	{"up to Y", "..$2"}, {"until|till Y", "..$1"}, {"before B", "..$1"},
	{"N percent|pct|pc", "$0%"}, {"N per cent", "$0%"}, {"edition? M Y edition?", "edition:$2-$1"}, {"at most *", atMost + "$2"},
	{"no more|greater|higher than *", atMost + "$3"}, {"no less|fewer|lower|smaller than", "at-least"},
	{"as a? share|part|percentage of gdp", "measure:share"}, {"as percent|% of gdp", "measure:share"},
	{"percentage|percent|%? of its|their? gdp", "measure:share"}, {"as of", "of"}, {"spends|spend the? least", wordReverse},
	{"can|could|would|will you", "of"}, {"show|give me", "show-me"},
	{"how much more|extra must|should|would A spend to? " + toMeet + "?", "path $4"},
	{"how much more|extra do|does A have|need to spend to? " + toMeet + "?", "path $4"},
	{"how much more|extra? money? must|do|does|would A need|lack to? " + toMeet + "?", "path $5"},
	{"what would|will|does it take for? A? to? " + toMeet, "path $5"}, {"how fast must|should A grow to? " + toMeet + "?", "path $3"},
	{"how much money? is missing", "shortfall"}, {"how much more|extra? money? is needed", "path"},
	{"when will|does A " + toMeet, present + " $2"}, {"when will|does", present},
	{"off|not on? track", "late"}, {"on track", present}, {"will be? miss|fail|late", "late"},
	{"will A miss|fail", "path $1"}, {"will not " + toMeet, "late"}, {"won't " + toMeet, "late"}, {"will " + toMeet, present},
	{"largest|biggest|greatest|widest|highest gap|gaps in money|dollars|usd", "sort:-money"},
	{"largest|biggest|greatest|widest|highest gap|gaps", "sort:-gap"}, {"smallest|narrowest|lowest|least gap|gaps", "sort:nearest"},
	{"gap|gaps in usd|money", "sort:money"}, {"gdp share", "measure:share"}, {"L club", "$0 " + wordMet},
	{"first year A " + toMeet, "when-first-met $2"},
	{"can|could|will A " + toMeet, present + " $1"},
	{"in? which|what? when|year did|has|have A first " + toMeet, "when-first-met $4"},
	{"in? which|what? when|year did|has|have A " + toMeet, "since-when $4"},
	{"how far is|are|was|were A from|below|under|above|short of?", "gap $3"}, {"how far from L", "gap $3"},
	{"how much is|are|was|were A short of?", "gap $3"}, {"how far|much below|under|above|short of?", "gap"},
	{"furthest|farthest from|behind|below", "sort:-gap"},
	{"do|does|did|has|have not meet|met|reach|reached", wordBelow},
	{"don't|doesn't|didn't|hasn't|haven't|isn't|aren't meet|met|meeting|reach|reached|at", wordBelow},
	{"newly met|meet|meets|reached|crossed?", "crossed"},
	{"personnel|equipment|infrastructure share of the? total|alliance|nato", "$0 as:share " + overTime},
	{"share of equipment|infrastructure", "$2"}, {"share|part of the? total", "as:share " + overTime},
	{"share of the? alliance|nato .", "as:share " + overTime},
	{"share|percentage of the? alliance|nato total|spending|expenditure|budget", "as:share " + overTime},
	{"european nato " + Nations + "? and canada", "Europe-and-Canada"}, {"european nato", "europe"},
	{"overall alliance|nato", "nato-total"},
	{drawn + " of the? nato|alliance " + Nations, "$0 all-allies"}, {drawn + " of the? S", "$0 $3"},
	{"every " + Nation, "all-allies"}, {"other " + Nations, "others"},
	{"G members", "$0"}, {"members of the? G", "$3"},
	{"fall|falls|fell|fallen|drop|drops|dropped to? below|under", fellBelow}, {"fall|falls|fell|fallen short of", "short-of"},
	{"rise|rises|rose|risen|grew|climbed to? above", roseAbove},
	{"really|real cuts|cut", "measure:real-change " + wordReverse}, {"reverse|reversed order", wordReverse},
	{"spending|spend by category", "by-category"}, {"what do|does A spend its|their money on", "by-category $2"},
	{"operations and? maintenance", "other"}, {"billion|billions|bn|million|millions of? dollars|usd|euro|euros|pounds", "$2"},
	{inOrder + " by? change since Y", "sort:since $4.."}, {inOrder + " alphabetical|alphabetically", "$1"},
	{"by change since Y", "sort:since $3.."}, {"changed since Y", "sort:since $2.."},
	{"equipment|infrastructure share", "$0"}, {"personnel share", "personnel-share"},
	{"C richest|wealthiest", "gdp-per-capita limit:$0"}, {"C poorest", "gdp-per-capita limit:$0 " + wordReverse},
	{"richest|wealthiest", "gdp-per-capita"}, {"poorest", "gdp-per-capita " + wordReverse},
	{"annual|yearly|real growth", "measure:real-change"}, {"annual real change|growth", "measure:real-change"},
	{"bottom C", "limit:$1 " + wordReverse}, {"first C", "limit:$1"},
	{"C lowest|least|smallest", "limit:$0 " + wordReverse}, {"C highest|biggest|largest|greatest", "limit:$0"},
	{"index|indexed from Y to Y", "as:index $2..$4"}, {"index|indexed to|from|at Y", "as:index base:$2"},
	{"L " + Goal, "$0"}, {"Y edition .", "edition:$0"},
	{"L wales|vilnius|hague core? " + pledged + "?", "$0"}, {"wales|vilnius|hague core? " + pledged + "? L", "$3"},
	{"wales|vilnius " + pledged, "2%"}, {"hague core " + pledged, "3.5%"},
	{"Y compared? vs|versus|against|with|to Y", "$0 base:$3"},
	{"canadian dollars", "CAD"}, {"american|us|u.s dollars", "dollars"}, // and nobody is named
}

// Counts tells whether words begin with a number of allies: "22 allies", "one nordic ally",
// "5 of 31", "3 nordic met".
func Counts(words []string, v *Vocabulary) bool {
	const counted = "C G? of|" + Nation + "|" + Nations + "|met|meet|reach|reached|are|were|below|under|miss|missed"
	tokens := split(strings.Join(words, " "))
	if len(tokens) == 0 {
		return false
	}
	_, begins := (&lexicon{}).in("C", tokens[:1]) // mostly none does, and a lexicon takes time
	if begins {
		_, _, begins = newLexicon(v).match(counted, 0, tokens)
	}
	return begins
}

// Numeral is the number of allies that is written in letters; false where it is none.
func Numeral(word string) (n int, ok bool) {
	n = slices.Index(numerals[:], strings.ToLower(word))
	return n, n >= 0
}

// numerals is a constant table of the numbers that people write in letters, each in its place.
var numerals = [...]string{
	"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
	"fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "twenty-one", "twenty-two", "twenty-three",
	"twenty-four", "twenty-five", "twenty-six", "twenty-seven", "twenty-eight", "twenty-nine", "thirty", "thirty-one", "thirty-two",
}
