package query

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"allyscope/internal/ally"
	"allyscope/internal/format"
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
	typed            string // all of the text
}

// Said tells what was typed and what it was read as, where that is something else, and
// what was skipped and assumed, in one line; empty where every word was used for what
// it says.
func (r *Reading) Said() string {
	read := ""
	switch q := r.String(); {
	case len(r.Skipped)+len(r.Assumed) == 0:
		return ""
	case q == "":
		read = "nothing was asked for beyond the default"
	case fold(q) != fold(r.typed):
		read = quoted(r.typed) + " was read as " + q
	}
	return format.Join("; ", append([]string{read, format.After("skipped: ", strings.Join(r.Skipped, " "))}, r.Assumed...)...)
}

// fillers are the words of sentences that ask for nothing, and asking those of
// them with which a question begins.
const (
	asking  = "who which what whose when where how did does do has have had was were are why tell give list"
	fillers = asking + " a an the of in on for to at and or with than their its all allies ally countries country nations member " +
		"many much show-me me-the please figure figures spending-of spend spends spent spender spenders " +
		"line far still yet only-those those that there year-by-year highest long already now today most " +
		"biggest greatest largest strongest smallest fastest reach number " +
		"whose-figures whether yes-or-no estimate by-whose"
)

// fillerTerms are the words that ask for nothing, and the countries and bodies that
// are no allies: what they are is their note.
func fillerTerms(v *Vocabulary) []term {
	return append([]term{{names: fillers}}, format.Each(v.Allies.Outsiders(), func(o ally.Outsider) term {
		return term{names: o.Names, note: o.What}
	})...)
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
func (p *parser) skip(w word) { p.unused = append(p.unused, w) }

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
			if n > 0 {
				read[0] = asTyped(tokens[:n], read[0].text)
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
	one.typed = strings.Join(format.Each(tokens, func(t token) string { return t.typed }), " ")
	return one
}

// asOneBy reads how a group is one, behind it: "average", "median", "simple mean"; and
// tells how many words that takes.
func asOneBy(tokens []token) (words int, as string) {
	for _, m := range means {
		if n, _ := (phrase{words: m.said}).of(tokens); n > 0 {
			return n, m.as
		}
	}
	return 0, ""
}

// phrase reads the words that the tokens begin with, where they are a way to say
// something, and tells how many these are; 0: they are none.
func (l *lexicon) phrase(tokens []token) (int, []token) {
	for _, p := range phrases {
		if n, read := p.of(tokens); n > 0 {
			return n, read
		}
	}
	return l.keyed(tokens)
}

// of reads the tokens as the phrase, and tells how many it takes; 0: they begin otherwise.
func (p phrase) of(tokens []token) (n int, read []token) {
	var said []string
	for place := range strings.FieldsSeq(p.words) {
		if place == "." && n == len(tokens) {
			break
		}
		if n == len(tokens) {
			return 0, nil
		}
		word, fits := tokens[n].in(place)
		if !fits {
			return 0, nil
		}
		said = append(said, "$"+strconv.Itoa(n), word)
		n++
	}
	for word := range strings.FieldsSeq(p.read) {
		read = append(read, tokens[0].as(strings.NewReplacer(said...).Replace(word)))
	}
	return n, read
}

// in is the token as it is read in a place of a phrase; false where it is none for it.
func (t token) in(place string) (word string, fits bool) {
	switch place {
	case "Y":
		return t.folded, fourDigits(t.folded)
	case "N":
		return strings.Replace(t.text, ",", ".", 1), endsInDigit(t.text) && !fourDigits(t.text)
	case "M":
		m, err := time.Parse("January", t.folded)
		return m.Format("01"), err == nil
	case "*":
		return t.text, true
	}
	return t.folded, slices.Contains(strings.Split(place, "|"), t.folded)
}

// keyed reads a key and, behind it, its value.
func (l *lexicon) keyed(tokens []token) (int, []token) {
	t := l.exact[tokens[0].folded]
	if t == nil || !t.key || len(tokens) < 2 {
		return 0, nil
	}
	next, n := tokens[1].folded, 1
	switch number := slices.Index(numerals[:], next); {
	case t.kind == WordLimit && number > 0:
		return 2, []token{tokens[0].as(t.kind.row().key() + ":" + strconv.Itoa(number))}
	case t.kind == WordDeadline && find(sortTerms(nil), next) != nil: // "rank by gap"
		return 2, []token{tokens[0].as(WordSort.row().key() + ":" + next)}
	case t.kind == WordSort && next == "by":
		n = 2
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

// phrase is what people say in several words, and what the grammar has for it. Words
// that stand for one another are parted by a bar; Y is a year, N another number, M a
// month and * any word, and are read as $ and their place, counted from 0. A full stop is
// the end of what is asked.
type phrase struct{ words, read string }

// toMeet are the verbs by which people ask when a level was met.
const toMeet = "meet|met|reach|reached|cross|crossed|hit|pass|passed"

// phrases is a constant table of what people say in several words.
var phrases = [...]phrase{
	{"from|between Y to|until|till|through|and Y", "$1..$3"}, {"Y to|until|till|through Y", "$0..$2"},
	{"since|from|after Y", "$1.."}, {"until|till|before Y", "..$1"},
	{"N percent|pct", "$0%"}, {"N per cent", "$0%"},
	{"edition M Y edition", "edition:$2-$1"}, {"edition M Y", "edition:$2-$1"}, {"M Y edition", "edition:$1-$0"}, {"M Y", "edition:$1-$0"},
	{"at most *", atMost + "$2"},
	{"as a share|part|percentage of gdp", "measure:share"}, {"as share|part|percentage|percent|% of gdp", "measure:share"},
	{"of gdp", "measure:share"}, {"percentage|percent of gdp", "measure:share"}, {"as of", "of"},
	{"spends|spend the least", wordReverse}, {"spends|spend least", wordReverse},
	{"how much more must|should * spend to " + toMeet, "path $4"}, {"how much more must|should * spend", "path $4"},
	{"how much must|does * need to " + toMeet, "path $3"}, {"how much must|does * need", "path $3"}, {"how much more must|does * need", "path $4"},
	{"how much is missing", "shortfall"}, {"how much money is missing", "shortfall"}, {"when will|does", present},
	{"will miss|fail", "late"}, {"will * miss|fail", "path $1"}, {"will not " + toMeet, "late"}, {"will " + toMeet, present},
	{"largest|biggest|greatest|widest gap|gaps in money|dollars|usd", "sort:-money"},
	{"largest|biggest|greatest|widest gap|gaps", "sort:-gap"}, {"smallest|narrowest gap|gaps", "sort:nearest"},
	{"since when", "sort:streak"}, {"how long", "sort:streak"}, {"without a break", "sort:streak"},
	{"can|could|will * " + toMeet, present + " $1"}, {"can|could|will * * " + toMeet, present + " $1 $2"},
	{"when did|has * " + toMeet, "sort:streak $2"}, {"when did|has * * " + toMeet, "sort:streak $2 $3"},
	{"how far is|are * from", "sort:gap $3"}, {"how far is|are * * from", "sort:gap $3 $4"},
	{"do|does|did not meet|met|reach|reached", wordBelow}, {"don't|doesn't|didn't meet|met|reach|reached", wordBelow},
	{"newly met|meet|meets|reached|crossed", "crossed"}, {"newly", "crossed"},
	{"personnel|equipment|infrastructure share of the total|alliance", "$0 as:share " + overTime}, {"personnel|equipment|infrastructure share of total|nato", "$0 as:share " + overTime},
	{"share|part of the total", "as:share " + overTime}, {"share|part of total", "as:share " + overTime},
	{"share of the alliance .", "as:share " + overTime}, {"share of nato|alliance .", "as:share " + overTime},
	{"really cut", "measure:real-change " + wordReverse}, {"real cuts|cut", "measure:real-change " + wordReverse},
	{"spending|spend by category", "by-category"}, {"equipment|infrastructure share", "$0"}, {"personnel share", "personnel-share"},
	{"annual|yearly|real growth", "measure:real-change"}, {"annual real change|growth", "measure:real-change"},
	{"bottom *", "limit:$1 " + wordReverse},
}

// numerals is a constant table of the numbers that people write in letters, each in its
// place.
var numerals = [...]string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
