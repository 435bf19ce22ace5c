package query

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Reading is a query as it was read, and what was made of the text on the way.
type Reading struct {
	Query
	// Given are the kinds of words that were said, also those that say the default,
	// which a Query does not keep.
	Given Words
	// Skipped are words that ask for nothing, as they were written, and Assumed what
	// some others were taken for.
	Skipped, Assumed []string
}

// Said tells what was read, skipped and assumed, in one line; empty where every
// word was used for what it says.
func (r *Reading) Said() string {
	if len(r.Skipped)+len(r.Assumed) == 0 {
		return ""
	}
	s := "nothing was asked for beyond the default"
	if q := r.String(); q != "" {
		s = "read as " + q
	}
	if len(r.Skipped) > 0 {
		s += "; skipped: " + strings.Join(r.Skipped, " ")
	}
	return strings.Join(append([]string{s}, r.Assumed...), "; ")
}

// fillers are the words of sentences that ask for nothing, and asking those of
// them with which a question begins.
const (
	asking  = "who which what whose when where how did does do has have had was were are why tell give list"
	fillers = asking + " a an the of in on for to at and or with than their its all allies ally countries country nations members member " +
		"many much show-me me-the please figure figures spending-of spend spends spent spender spenders " +
		"line far still yet only-those those that there year-by-year highest long already now today most " +
		"biggest greatest largest strongest smallest reach " +
		"kroner kronor euro euros dollars pounds zloty lira whose-figures whether yes-or-no us$ estimate by-whose"
)

// fillerTerms are the words that ask for nothing, and the countries and bodies that
// are no allies: what they are is their note.
func fillerTerms(v *Vocabulary) []term {
	out := []term{{names: fillers}}
	for _, o := range v.Allies.Outsiders() {
		out = append(out, term{names: o.Names, note: o.What})
	}
	return out
}

// asks tells whether words are a sentence that asks something: in one, "is" is
// not Iceland.
func asks(text string, words []word) bool {
	return strings.HasSuffix(strings.TrimSpace(text), "?") ||
		slices.ContainsFunc(words, func(w word) bool { return w.term != nil && w.term.kind == WordVerdict }) ||
		slices.ContainsFunc(strings.Fields(text), func(s string) bool { return slices.Contains(strings.Fields(asking), fold(s)) })
}

// inPassing tells whether a word may be one of a sentence that asks for nothing:
// two letters that are a word in English besides an ally's, or a key without a
// value.
func (w word) inPassing() bool {
	if w.term.key {
		return true
	}
	return w.term.kind == WordAllies && slices.Contains([]string{"is", "it", "no", "be", "me"}, w.text)
}

// skip notes a word that asks for nothing.
func (p *parser) skip(w word) { p.Skipped = append(p.Skipped, w.typed) }

// token is a piece of the text between blanks and commas.
type token struct {
	text, folded string // as the grammar reads it
	typed        string // as it was written
	at           int    // in runes
}

// as is the token read as another text.
func (t token) as(text string) token {
	t.text, t.folded = text, fold(text)
	return t
}

// split cuts the text at blanks, and each piece as people write lists and
// sentences. A per cent sign standing alone is put to the number before it.
func split(text string) []token {
	var tokens []token
	n, start, from := 0, -1, 0
	flush := func(to int) {
		if start >= 0 {
			for _, t := range pieces(text[from:to], start) {
				if last := len(tokens) - 1; t.text == "%" && last >= 0 && endsInDigit(tokens[last].text) {
					t.text, t.typed, t.at = tokens[last].text+"%", tokens[last].typed+" %", tokens[last].at
					tokens = tokens[:last]
				}
				tokens = append(tokens, t.as(t.text))
			}
		}
		start = -1
	}
	for i, r := range text {
		if unicode.IsSpace(r) {
			flush(i)
		} else if start < 0 {
			start, from = n, i
		}
		n++
	}
	flush(len(text))
	return tokens
}

func endsInDigit(s string) bool { return s != "" && s[len(s)-1] >= '0' && s[len(s)-1] <= '9' }

// marks are what stands around words in a sentence.
const before, behind = `("'“‘[`, `?!,;)"'“”’]`

// comparisons is a constant table of the signs before a level and the words that
// they stand for.
var comparisons = [...]struct{ sign, word string }{{">=", wordMet}, {"=>", wordMet}, {"≥", wordMet}, {">", wordMet}, {"<", wordBelow}}

// atMost is the sign of what is not asked of figures, and refused.
const atMost = "<="

// pieces are the words of a text without blanks that begins at a rune: a list is
// parted at its commas, and quotes, question marks and the 's of a name come off.
// What has a colon or an equals sign is one word, whatever stands in it.
func pieces(text string, at int) []token {
	if rest, found := strings.CutPrefix(text, "≤"); found {
		return []token{{text: atMost + rest, typed: text, at: at}}
	}
	for _, c := range comparisons {
		if rest, found := strings.CutPrefix(text, c.sign); found && !strings.HasPrefix(rest, "=") {
			sign := token{text: c.word, typed: c.sign, at: at}
			if rest == "" {
				return []token{sign}
			}
			return append([]token{sign}, pieces(rest, at+len([]rune(c.sign)))...)
		}
	}
	if strings.ContainsAny(text, ":=") {
		return []token{{text: text, typed: text, at: at}}
	}
	runes := []rune(text)
	var out []token
	add := func(from, to int) {
		typed := string(runes[from:to])
		bare := strings.TrimRight(strings.TrimLeft(typed, before), behind)
		if !strings.HasSuffix(bare, "..") {
			bare = strings.TrimSuffix(bare, ".")
		}
		for _, s := range [...]string{"'s", "’s", "'S"} {
			bare = strings.TrimSuffix(bare, s)
		}
		switch bare = withoutDots(bare); {
		case strings.Trim(typed, "&+,;-–—/!?") == "":
			bare = "and" // as a list or a sentence has it
		case bare == "":
			bare = typed // nothing but other marks is a word that is not understood
		}
		out = append(out, token{text: bare, typed: typed, at: at + from})
	}
	from := 0
	for i, r := range runes {
		parts := strings.ContainsRune(",;/&+", r) && i > from && i+1 < len(runes) && !(unicode.IsDigit(runes[i-1]) && unicode.IsDigit(runes[i+1]))
		if parts {
			add(from, i)
			from = i + 1
		}
	}
	add(from, len(runes))
	return out
}

// withoutDots is u.s. without its dots: letters that are parted by them.
func withoutDots(s string) string {
	parts := strings.Split(s, ".")
	if len(parts) < 2 || slices.ContainsFunc(parts, func(p string) bool { return len(p) != 1 || !unicode.IsLetter(rune(p[0])) }) {
		return s
	}
	return strings.Join(parts, "")
}

// heard puts what people say in several words into the grammar's one: years from
// and to, a key and its value, per cent, a month for an edition.
func (l *lexicon) heard(tokens []token) []token {
	var out []token
	for len(tokens) > 0 {
		n, read := l.groupAsOne(tokens)
		if n == 0 {
			n, _ = l.joined(tokens) // "joined since 1999" is a name
			read = tokens[:n]
		}
		if n == 0 {
			n, read = l.phrase(tokens)
			for i := 1; i < n; i++ {
				read[0].typed += " " + tokens[i].typed
			}
		}
		if n == 0 {
			n, read = 1, tokens[:1]
		}
		out, tokens = append(out, read...), tokens[n:]
	}
	return out
}

// groupAsOne reads a group with a word behind it for all of it: "eastern flank
// average".
func (l *lexicon) groupAsOne(tokens []token) (int, []token) {
	if words, as := asOneBy(tokens); words > 0 { // "average of the nordic allies", "median nordic"
		first := words
		for first < len(tokens) && slices.Contains([]string{"of", "the", "for"}, tokens[first].folded) {
			first++
		}
		for n := min(maxJoined, len(tokens)-first); n > 0; n-- {
			if t := l.exact[join(tokens[first:first+n])]; t != nil && t.kind == WordGroup && t.text != "" {
				return first + n, []token{asTyped(tokens[:first+n], t.text+as)}
			}
		}
	}
	for n := min(maxJoined, len(tokens)-1); n > 0; n-- {
		t := l.exact[join(tokens[:n])]
		words, as := asOneBy(tokens[n:])
		switch {
		case t == nil || words == 0:
		case t.kind == WordGroup && t.text != "":
			return n + words, []token{asTyped(tokens[:n+words], t.text+as)}
		case t.kind == WordSum && as == asOne: // which it is in any case
			return n + words, []token{asTyped(tokens[:n+words], SumWord(t.code()))}
		}
	}
	return 0, nil
}

// asTyped is one token for several, read as a word.
func asTyped(tokens []token, word string) token {
	one := tokens[0].as(word)
	for _, more := range tokens[1:] {
		one.typed += " " + more.typed
	}
	return one
}

// asOneBy reads how a group is one, behind it: "average", "median", "simple mean"; and
// tells how many words that takes.
func asOneBy(tokens []token) (words int, as string) {
	alike := []string{"simple", "unweighted", "plain"}
	switch {
	case len(tokens) == 0:
	case slices.Contains(strings.Fields(alsoAsOne), tokens[0].folded):
		return 1, asOne
	case tokens[0].folded == "median":
		return 1, asMedian
	case len(tokens) > 1 && slices.Contains(alike, tokens[0].folded) && slices.Contains([]string{"mean", "average"}, tokens[1].folded):
		return 2, asMean
	}
	return 0, ""
}

// phrase reads the words that the tokens begin with, where they are a way to say
// something, and tells how many these are; 0: they are none.
func (l *lexicon) phrase(tokens []token) (int, []token) {
	first, at := tokens[0], func(i int) string {
		if i < len(tokens) {
			return tokens[i].folded
		}
		return ""
	}
	if n, years := spokenYears(at); n > 0 {
		return n, []token{first.as(years)}
	}
	if number := strings.Replace(first.text, ",", ".", 1); endsInDigit(first.text) && !fourDigits(first.text) {
		switch {
		case at(1) == "percent" || at(1) == "pct":
			return 2, []token{first.as(number + "%")}
		case at(1) == "per" && at(2) == "cent":
			return 3, []token{first.as(number + "%")}
		}
	}
	if n, id := spokenEdition(at); n > 0 {
		return n, []token{first.as(WordEdition.row().key() + ":" + id)}
	}
	if first.folded == "at" && at(1) == "most" && len(tokens) > 2 {
		return 3, []token{first.as(atMost + tokens[2].text)}
	}
	said := strings.Join([]string{first.folded, at(1), at(2), at(3), ""}, " ")
	for _, s := range sayings {
		if !strings.HasPrefix(said, s.words+" ") {
			continue
		}
		var read []token
		for word := range strings.FieldsSeq(s.read) {
			read = append(read, first.as(word))
		}
		return len(strings.Fields(s.words)), read
	}
	if first.folded == "bottom" && at(1) != "" {
		return 2, []token{first.as(WordLimit.row().key() + ":" + tokens[1].text), first.as(wordReverse)}
	}
	return l.keyed(tokens, at)
}

// keyed reads a key and, behind it, its value.
func (l *lexicon) keyed(tokens []token, at func(int) string) (int, []token) {
	t := l.exact[tokens[0].folded]
	if t == nil || !t.key {
		return 0, nil
	}
	switch n := slices.Index(numerals[:], at(1)); {
	case t.kind == WordLimit && n > 0:
		return 2, []token{tokens[0].as(t.kind.row().key() + ":" + strconv.Itoa(n))}
	case t.kind == WordDeadline && find(sortTerms(nil), at(1)) != nil: // "rank by gap"
		return 2, []token{tokens[0].as(WordSort.row().key() + ":" + at(1))}
	}
	n := 1
	if t.kind == WordSort && at(n) == "by" {
		n++
	}
	if n >= len(tokens) || !t.kind.row().takes(tokens[n].text, l.v) {
		return 0, nil
	}
	return n + 1, []token{tokens[0].as(t.kind.row().key() + ":" + tokens[n].text)}
}

// takes tells whether a text is a value of the kind.
func (r row) takes(value string, v *Vocabulary) bool {
	if r.read != nil && r.kind != WordFilter {
		return r.read(&Query{}, value) == nil
	}
	return r.terms != nil && (find(r.terms(v), value) != nil || r.begin > 0 && len(begun(r.terms(v), fold(value), max(r.begin, minPrefix))) == 1)
}

// sayings is a constant table of what people say in several words, and what the
// grammar has for it.
var sayings = [...]struct{ words, read string }{
	{"of gdp", "measure:share"}, {"percentage of gdp", "measure:share"}, {"percent of gdp", "measure:share"}, {"as of", "of"},
	{"spends the least", wordReverse}, {"spend the least", wordReverse}, {"spends least", wordReverse}, {"spend least", wordReverse},
	{"how much is missing", "shortfall"}, {"how much money is missing", "shortfall"}, {"when will", present}, {"when does", present},
	{"since when", "sort:streak"}, {"how long", "sort:streak"}, {"without a break", "sort:streak"},
	{"newly met", "crossed"}, {"newly meet", "crossed"}, {"newly meets", "crossed"}, {"newly reached", "crossed"}, {"newly crossed", "crossed"}, {"newly", "crossed"},
	{"share of the total", "as:share " + overTime}, {"share of total", "as:share " + overTime}, {"part of the total", "as:share " + overTime},
	{"really cut", "measure:real-change " + wordReverse}, {"spending by category", "by-category"}, {"spend by category", "by-category"}, {"real cuts", "measure:real-change " + wordReverse}, {"real cut", "measure:real-change " + wordReverse},
}

// numerals is a constant table of the numbers that people write in letters, each in its
// place.
var numerals = [...]string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}

// months is a constant table of what editions are called by.
var months = [...]string{
	"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
}

// spokenEdition reads a month and a year that an edition is called by, with the word for
// one on either side, and tells how many words these are; 0: they are none.
func spokenEdition(at func(int) string) (n int, id string) {
	if at(0) == "edition" {
		n++
	}
	m := slices.Index(months[:], at(n)) + 1
	if m == 0 || !fourDigits(at(n+1)) {
		return 0, ""
	}
	id = at(n+1) + "-" + string(rune('0'+m/10)) + string(rune('0'+m%10))
	if n += 2; at(n) == "edition" {
		n++
	}
	return n, id
}

// spokenYears reads years from, to, between and since which something is asked, as
// a range, and tells how many words these are; 0: they are none.
func spokenYears(at func(int) string) (n int, years string) {
	year := func(i int) bool { return fourDigits(at(i)) }
	to := func(i int) bool { return slices.Contains([]string{"to", "until", "till", "through", "and"}, at(i)) }
	switch first := at(0); {
	case (first == "from" || first == "between") && year(1) && to(2) && year(3):
		return 4, at(1) + ".." + at(3)
	case year(0) && to(1) && at(1) != "and" && year(2):
		return 3, first + ".." + at(2)
	case (first == "since" || first == "from" || first == "after") && year(1):
		return 2, at(1) + ".."
	case (first == "until" || first == "till" || first == "before") && year(1):
		return 2, ".." + at(1)
	}
	return 0, ""
}
