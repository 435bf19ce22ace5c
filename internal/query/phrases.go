package query

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"allyscope/internal/format"
)

// maxSubjectWords is the most words that name allies: "the United Kingdom and the United States".
const maxSubjectWords = 8

// rewrite replaces what people say in several words by words of the grammar: "from 2014 to 2024",
// "two per cent", "June 2024 edition", a key and its value without a colon.
func (l *lexicon) rewrite(tokens []token) []token {
	return rewriteTokens(tokens, func(tokens []token) (n int, read string) {
		if n, read = l.readGroupAsOne(tokens); n > 0 {
			return n, read
		}
		if n, _ = l.joined(tokens); n > 0 { // a name may contain the words of a phrase
			return n, ""
		}
		if n, read = l.matchPhrases(phrases[:], tokens); n > 0 {
			return n, read
		}
		return l.readKey(tokens)
	})
}

// readGroupAsOne rewrites a group that is asked about as a whole.
func (l *lexicon) readGroupAsOne(tokens []token) (n int, read string) {
	return l.matchPhrases(asOnePhrases[:], tokens)
}

// rewriteTokens replaces tokens by what read makes of them. read returns how many tokens it used
// and their replacement, or "" to keep them.
func rewriteTokens(tokens []token, read func([]token) (n int, text string)) []token {
	var out []token
	for len(tokens) > 0 {
		n, text := read(tokens)
		if text == "" {
			n = max(n, 1)
			out = append(out, tokens[:n]...)
		}
		for i, word := range strings.Fields(text) {
			t, at := merged(tokens[:n], word), slices.IndexFunc(tokens[:n], func(t token) bool { return t.text == word })
			if i > 0 && at >= 0 {
				t = tokens[at]
			}
			out = append(out, t)
		}
		tokens = tokens[n:]
	}
	return out
}

// Reworded returns the words with every match of a phrase replaced. The phrases must not have
// places for names, as no vocabulary is at hand.
func Reworded(words []string, phrases []Phrase) []string {
	tokens := format.Each(words, func(word string) token { return token{}.withText(word) })
	read := rewriteTokens(tokens, func(tokens []token) (int, string) { return (&lexicon{}).matchPhrases(phrases, tokens) })
	return format.Each(read, func(t token) string { return t.text })
}

// merged returns the tokens as one token with the given text.
func merged(tokens []token, word string) token {
	one := tokens[0].withText(word)
	one.typed = strings.Join(format.Each(tokens, func(t token) string { return t.typed }), " ")
	return one
}

// matchPhrases returns the replacement for the first phrase that the tokens begin with, and the
// number of tokens it replaces; 0 if none matches.
func (l *lexicon) matchPhrases(phrases []Phrase, tokens []token) (n int, read string) {
	for _, p := range phrases {
		if values, n, ok := l.matchPlaces(p[0], 0, tokens); ok {
			return n, strings.NewReplacer(values...).Replace(p[1])
		}
	}
	return 0, ""
}

// matchPlaces matches the tokens against the places of a phrase, which are numbered from i. It
// returns pairs of a place, such as "$0", and its value, and the number of tokens matched.
func (l *lexicon) matchPlaces(places string, i int, tokens []token) (values []string, n int, ok bool) {
	if places == "" {
		return nil, 0, true
	}
	first, others, _ := strings.Cut(places, " ")
	place, optional := strings.CutSuffix(first, "?")
	longest := maxJoined
	if place == "A" {
		longest = maxSubjectWords
	}
	for taken := min(longest, len(tokens)); taken > 0; taken-- {
		word, fits := l.readPlace(place, tokens[:taken])
		if !fits {
			continue
		}
		if values, n, ok = l.matchPlaces(others, i+1, tokens[taken:]); ok {
			return append(values, "$"+strconv.Itoa(i), word), n + taken, true
		}
	}
	if !optional && (place != "." || len(tokens) > 0) {
		return nil, 0, false
	}
	values, n, ok = l.matchPlaces(others, i+1, tokens)
	return append(values, "$"+strconv.Itoa(i), ""), n, ok
}

// readPlace returns the value of tokens for one place of a phrase, and whether they fit it.
func (l *lexicon) readPlace(place string, tokens []token) (word string, fits bool) {
	t := tokens[0]
	switch place {
	case "A", "G", "S", "T":
		return l.readSubject(place, tokens)
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
		counts := place == "N" || strings.Trim(t.text, "0123456789") == "" // a count is a whole number
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
	isCode := known != nil && known.kind == WordAllies && known.text == t.text // CAN is Canada and not "can"
	return t.folded, !isCode
}

// readSubject returns the value of tokens for a place that names who is asked about: a group, a sum
// or, for A, any words without years and levels.
func (l *lexicon) readSubject(place string, tokens []token) (word string, fits bool) {
	known := l.exact[joinFolded(tokens)]
	switch {
	case place == "A":
		asked := format.Each(rewriteTokens(tokens, l.readGroupAsOne), func(t token) string { return t.text })
		return strings.Join(asked, " "), !slices.ContainsFunc(tokens, func(t token) bool { return shapeOf(t.text) != 0 })
	case known == nil:
	case known.kind == WordGroup && known.text != "" && place != "S":
		return known.text + format.When(place == "T", totalSuffix), true
	case known.kind == WordSum && place != "G":
		return SumWord(known.code()), true
	}
	return "", false
}

// readKey rewrites a key and its value that are written without a colon: "top 5", "sort by gap".
func (l *lexicon) readKey(tokens []token) (n int, read string) {
	t := l.exact[tokens[0].folded]
	if t == nil || !t.key || t.kind == WordFilter || len(tokens) < 2 { // any word could be the value of a filter
		return 0, ""
	}
	next, n := tokens[1].folded, 1
	switch number, written := Numeral(next); {
	case t.kind == WordLimit && written:
		return 2, t.kind.row().key() + ":" + strconv.Itoa(number)
	case t.kind == WordDeadline && find(sortTerms(nil), next) != nil: // "rank by gap"
		return 2, WordSort.row().key() + ":" + next
	case t.kind == WordDeadline && l.namesOrder(tokens[1:]): // "rank by personnel"
		return 1, "of"
	case t.kind == WordSort && next == "by" && len(tokens) > 2:
		if n = 2; l.namesOrder(tokens[n:]) && find(sortTerms(nil), tokens[n].folded) == nil {
			return n, "of"
		}
	}
	r, value := t.kind.row(), tokens[n].text
	dated := t.kind&(WordYear|WordBase|WordDeadline|WordEdition) != 0
	counted := t.kind&(WordLimit|WordLevel) != 0 && !fourDigits(value)
	number := shapeOf(value) == WordYear && (dated || counted) // taken as the value even if it is out of range
	if !number && !r.accepts(value, l.v) {
		return 0, ""
	}
	return n + 1, r.withKey(value)
}

// namesOrder reports whether the tokens begin with something to order by: a measure or an order.
func (l *lexicon) namesOrder(tokens []token) bool {
	w, _ := l.read(tokens)
	return w.is(WordMeasure|WordSort) && !w.term.key
}

// accepts reports whether value is a value of the kind.
func (r row) accepts(value string, v *Vocabulary) bool {
	if r.read != nil {
		return r.read(&Query{}, value) == nil
	}
	terms, least := r.terms(v), max(r.minLetters, minPrefix)
	return find(terms, value) != nil || r.minLetters > 0 && len(withPrefix(terms, fold(value), least)) == 1
}

// Phrase is a pattern of several words and its replacement. The pattern consists of places,
// separated by blanks. A place is a list of alternative words, separated by bars, or one of these:
//
//	Y  a year          B  a year, replaced by the one before    F  a year, replaced by the next
//	L  a level         N  a number that is not a year           C  a number of allies
//	M  a month         G  a group                               S  a sum
//	T  a group or sum, replaced by its total                    A  any words that name allies
//	*  any word        .  the end of the text
//
// A question mark makes a place optional. In the replacement, $0, $1, … are the places' values.
type Phrase [2]string

// The suffixes that make a sum of a group, and the words people use for them.
const (
	totalSuffix  = "-total"
	meanSuffix   = "-simple-mean"
	medianSuffix = "-median"
	totalWords   = "average|mean|sum|total|together|combined"
	meanWords    = "simple|unweighted|plain mean|average"
	medianWords  = "median"
	ofThe        = " of|the|for? of|the|for? "
)

// asOnePhrases is a constant table of ways to ask about a group as one: "eastern flank average".
var asOnePhrases = [...]Phrase{
	{totalWords + ofThe + "T", "$3"},
	{meanWords + ofThe + "G", "$4" + meanSuffix}, {medianWords + ofThe + "G", "$3" + medianSuffix},
	{"T " + totalWords, "$0"}, {"G " + meanWords, "$0" + meanSuffix}, {"G " + medianWords, "$0" + medianSuffix},
	{"G as a? whole|one", "$0" + totalSuffix}, {"total spending|expenditure|budget" + ofThe + "T", "$4 $1"},
	{"military personnel share of the? total|alliance|nato", "personnel as:share " + overTime}, // before phrases reads it as a share of expenditure
}

// Alternatives for an ally, for allies, and for a level. Statements use them too.
const (
	Nation      = "ally|country|nation|member"
	Nations     = "allies|countries|nations|members"
	Goal        = "target|level|goal"
	pledgeWords = "pledge|floor|commitment|" + Goal
)

// Alternatives for reaching a level, for a chart and for ordering.
const (
	meetVerbs  = "meet|met|reach|reached|cross|crossed|hit|pass|passed"
	chartWords = "trend|series|plot|graph|chart|history"
	orderVerbs = "sort|sorted|order|ordered|rank|ranked"
)

// phrases is a constant table of what people say in several words. The first match wins.
var phrases = [...]Phrase{
	{"from|between Y to|until|till|through|and Y", "$1..$3"}, {"Y to|until|till|through Y", "$0..$2"},
	{"since|from Y", "$1.."}, {"after F", "$1.."}, {"Y to|until|till now|today|date|present", "$0.."}, {"Y onwards", "$0.."},
	{"up to Y", "..$2"}, {"until|till Y", "..$1"}, {"before B", "..$1"},
	{"N percent|pct|pc", "$0%"}, {"N per cent", "$0%"}, {"edition? M Y edition?", "edition:$2-$1"}, {"at most *", atMost + "$2"},
	{"no more|greater|higher than *", atMost + "$3"}, {"no less|fewer|lower|smaller than", "at-least"},
	{"as a? share|part|percentage of gdp", "measure:share"}, {"as percent|% of gdp", "measure:share"},
	{"percentage|percent|%? of its|their? gdp", "measure:share"}, {"as of", "of"}, {"spends|spend the? least", wordReverse},
	{"can|could|would|will you", "of"}, {"show|give me", "show-me"},
	{"how much more|extra must|should|would A spend to? " + meetVerbs + "?", "path $4"},
	{"how much more|extra do|does A have|need to spend to? " + meetVerbs + "?", "path $4"},
	{"how much more|extra? money? must|do|does|would A need|lack to? " + meetVerbs + "?", "path $5"},
	{"what would|will|does it take for? A? to? " + meetVerbs, "path $5"}, {"how fast must|should A grow to? " + meetVerbs + "?", "path $3"},
	{"how much money? is missing", "shortfall"}, {"how much more|extra? money? is needed", "path"},
	{"when will|does A " + meetVerbs, atPace + " $2"}, {"when will|does", atPace},
	{"off|not on? track", "late"}, {"on track", atPace}, {"will be? miss|fail|late", "late"},
	{"will A miss|fail", "path $1"}, {"will not " + meetVerbs, "late"}, {"won't " + meetVerbs, "late"}, {"will " + meetVerbs, atPace},
	{"largest|biggest|greatest|widest|highest gap|gaps in money|dollars|usd", "sort:-money"},
	{"largest|biggest|greatest|widest|highest gap|gaps", "sort:-gap"}, {"smallest|narrowest|lowest|least gap|gaps", "sort:nearest"},
	{"gap|gaps in usd|money", "sort:money"}, {"gdp share", "measure:share"}, {"L club", "$0 " + wordMet},
	{"first year A " + meetVerbs, "when-first-met $2"},
	{"can|could|will A " + meetVerbs, atPace + " $1"},
	{"in? which|what? when|year did|has|have A first " + meetVerbs, "when-first-met $4"},
	{"in? which|what? when|year did|has|have A " + meetVerbs, "since-when $4"},
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
	{chartWords + " of the? nato|alliance " + Nations, "$0 all-allies"}, {chartWords + " of the? S", "$0 $3"},
	{"every " + Nation, "all-allies"}, {"other " + Nations, "others"},
	{"G members", "$0"}, {"members of the? G", "$3"},
	{"fall|falls|fell|fallen|drop|drops|dropped to? below|under", fellBelow}, {"fall|falls|fell|fallen short of", "short-of"},
	{"rise|rises|rose|risen|grew|climbed to? above", roseAbove},
	{"really|real cuts|cut", "measure:real-change " + wordReverse}, {"reverse|reversed order", wordReverse},
	{"spending|spend by category", "by-category"}, {"what do|does A spend its|their money on", "by-category $2"},
	{"operations and? maintenance", "other"}, {"billion|billions|bn|million|millions of? dollars|usd|euro|euros|pounds", "$2"},
	{orderVerbs + " by? change since Y", "sort:since $4.."}, {orderVerbs + " alphabetical|alphabetically", "$1"},
	{"by change since Y", "sort:since $3.."}, {"changed since Y", "sort:since $2.."},
	{"equipment|infrastructure share", "$0"}, {"personnel share", "personnel-share"},
	{"C richest|wealthiest", "gdp-per-capita limit:$0"}, {"C poorest", "gdp-per-capita limit:$0 " + wordReverse},
	{"richest|wealthiest", "gdp-per-capita"}, {"poorest", "gdp-per-capita " + wordReverse},
	{"annual|yearly|real growth", "measure:real-change"}, {"annual real change|growth", "measure:real-change"},
	{"bottom C", "limit:$1 " + wordReverse}, {"first C", "limit:$1"},
	{"C lowest|least|smallest", "limit:$0 " + wordReverse}, {"C highest|biggest|largest|greatest", "limit:$0"},
	{"index|indexed from Y to Y", "as:index $2..$4"}, {"index|indexed to|from|at Y", "as:index base:$2"},
	{"L " + Goal, "$0"}, {"Y edition .", "edition:$0"},
	{"L wales|vilnius|hague core? " + pledgeWords + "?", "$0"}, {"wales|vilnius|hague core? " + pledgeWords + "? L", "$3"},
	{"wales|vilnius " + pledgeWords, "2%"}, {"hague core " + pledgeWords, "3.5%"},
	{"Y compared? vs|versus|against|with|to Y", "$0 base:$3"},
	{"canadian dollars", "CAD"}, {"american|us|u.s dollars", "dollars"}, // which name no ally
}

// Counts reports whether the words begin with a number of allies, such as "22 allies", "one nordic
// ally", "5 of 31" or "3 nordic met".
func Counts(words []string, v *Vocabulary) bool {
	const counted = "C G? of|" + Nation + "|" + Nations + "|met|meet|reach|reached|are|were|below|under|miss|missed"
	tokens := split(strings.Join(words, " "))
	if len(tokens) == 0 {
		return false
	}
	_, begins := (&lexicon{}).readPlace("C", tokens[:1]) // rarely true, so a lexicon is only made if it is
	if begins {
		_, _, begins = newLexicon(v).matchPlaces(counted, 0, tokens)
	}
	return begins
}

// Numeral returns the number that a word spells, and whether the word is in numerals.
func Numeral(word string) (n int, ok bool) {
	n = slices.Index(numerals[:], strings.ToLower(word))
	return n, n >= 0
}

// numerals is a constant table of the numbers in words, up to the number of allies.
var numerals = [...]string{
	"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
	"fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "twenty-one", "twenty-two", "twenty-three",
	"twenty-four", "twenty-five", "twenty-six", "twenty-seven", "twenty-eight", "twenty-nine", "thirty", "thirty-one", "thirty-two",
}
