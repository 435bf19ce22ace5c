package query

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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
	// Soft are those skipped that would say something elsewhere, as an order or a verdict
	// does, or of more than figures.
	Soft  []string
	typed string // all of the text
}

// Said tells what was typed and what it was read as, where that is something else, and what was
// skipped and assumed, in one line; empty where every word was used for what it says.
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
		"many much show-me brief-me me-the please figure figures spending-of spend spends spent spender spenders " +
		"line far still yet only-those those that there year-by-year highest long already now today most " +
		"biggest greatest largest strongest fastest reach number first pledge pledges guideline benchmark " +
		"doing whose-figures whether yes-or-no estimate estimates by-whose among"
	descending = "descending"
	// asides are those of them by which a statement would say more than figures show.
	asides = "pledged promised would cost pays place position table about everything according sorted ordered ranked great " + descending
)

// fillerTerms are the words that ask for nothing, and the countries and bodies that
// are no allies: what they are is their note.
func fillerTerms(v *Vocabulary) []term {
	return append([]term{{names: fillers}, {names: asides, soft: true}}, format.Each(v.Allies.Outsiders(), func(o ally.Outsider) term {
		return term{names: o.Names, note: o.What}
	})...)
}

// asks tells whether words are a sentence that asks something: in one, "is" is not Iceland.
func asks(text string, words []word) bool {
	for i, w := range words[:max(1, len(words))-1] {
		next, behind := words[i+1], i > 0 && words[i-1].ofSome() && len(words[i-1].text) > 2
		asked := i == 0 && next.names() || behind && next.asksNothing() || next.folded == "the"
		if asked && w.folded == "is" && w.text != "IS" {
			return true
		}
	}
	return strings.HasSuffix(strings.TrimSpace(text), "?") ||
		slices.ContainsFunc(words, func(w word) bool { return w.is(WordVerdict) }) ||
		slices.ContainsFunc(strings.Fields(text), func(s string) bool { return slices.Contains(strings.Fields(asking), fold(s)) })
}

// inPassing tells whether a word may be one of a sentence that asks for nothing: two letters
// that are a word in English besides an ally's, or a key without a value.
func (w word) inPassing() bool {
	code := w.text == strings.ToUpper(w.text)
	return w.term.key || w.is(WordAllies) && !code && slices.Contains([]string{"is", "it", "no", "be", "me"}, w.folded)
}

func (w word) asksNothing() bool { return w.term != nil && w.term.kind == 0 && w.term.note == "" }

// is tells whether a word stands for a value of one of some kinds, or is their key.
func (w word) is(kinds Words) bool { return w.term != nil && w.term.kind&kinds != 0 }

// names tells whether a word names somebody, an ally by more than two small letters, which
// may be another word.
func (w word) names() bool {
	return w.ofSome() && (len(w.text) > 2 || w.text != w.folded || w.term.kind == WordGroup)
}

func (p *parser) skip(w word) { p.unused = append(p.unused, w) }

type token struct {
	text, folded string // as the grammar reads it
	typed        string // as it was written
}

func (t token) as(text string) token {
	t.text, t.folded = text, fold(text)
	return t
}

// split cuts the text at blanks, and each piece as people write lists and
// sentences. A per cent sign standing alone is put to the number before it.
func split(text string) []token {
	var tokens []token
	for piece := range strings.FieldsSeq(text) {
		for _, t := range pieces(piece) {
			if last := len(tokens) - 1; t.text == "%" && last >= 0 && endsInDigit(tokens[last].text) {
				t.text, t.typed = tokens[last].text+"%", tokens[last].typed+" %"
				tokens = tokens[:last]
			}
			tokens = append(tokens, t.as(t.text))
		}
	}
	return tokens
}

func endsInDigit(s string) bool { return s != "" && s[len(s)-1] >= '0' && s[len(s)-1] <= '9' }

// marks are what stands around words in a sentence.
const before, behind = `("'“‘[`, `?!,;)"'“”’]`

// comparisons is a constant table of the signs before a level and the words that
// they stand for.
var comparisons = [...]struct{ sign, word string }{{">=", wordMet}, {"=>", wordMet}, {"≥", wordMet}, {">", wordAbove}, {"<", wordBelow}}

// atMost is the sign of what is not asked of figures, and refused.
const atMost = "<="

// pieces are the words of a text without blanks: a list is parted at its commas, and quotes,
// question marks and the 's of a name come off. What has a colon or an equals sign is one word,
// whatever stands in it.
func pieces(text string) []token {
	if rest, found := strings.CutPrefix(text, "≤"); found {
		return []token{{text: atMost + rest, typed: text}}
	}
	for _, c := range comparisons {
		if rest, found := strings.CutPrefix(text, c.sign); found && !strings.HasPrefix(rest, "=") {
			sign := []token{{text: c.word, typed: c.sign}}
			if rest == "" {
				return sign
			}
			return append(sign, pieces(rest)...)
		}
	}
	if i := strings.IndexAny(text, "<>≥≤"); i > 0 { // DEU>FRA
		r, _ := utf8.DecodeLastRuneInString(text[:i])
		if unicode.IsLetter(r) && !strings.Contains(text[:i], ":") {
			return append(pieces(text[:i]), pieces(text[i:])...)
		}
	}
	if strings.ContainsAny(text, ":=") {
		return []token{{text: text, typed: text}}
	}
	var out []token
	runes, from := []rune(text), 0
	for i, r := range runes {
		within := i > from && i+1 < len(runes)
		number := within && unicode.IsDigit(runes[i-1]) && unicode.IsDigit(runes[i+1])
		if within && !number && strings.ContainsRune(",;/&+", r) {
			out = append(out, unmarked(string(runes[from:i])))
			from = i + 1
		}
	}
	return append(out, unmarked(string(runes[from:])))
}

// unmarked is a word without the marks of a list or a sentence.
func unmarked(typed string) token {
	bare := strings.TrimRight(strings.TrimLeft(typed, before), behind)
	if !strings.HasSuffix(bare, "..") {
		bare = strings.TrimSuffix(bare, ".")
	}
	for _, s := range [...]string{"'s", "’s", "'S"} {
		bare = strings.TrimSuffix(bare, s)
	}
	if bare = withoutDots(bare); strings.Trim(typed, "&+,;-–—/!?") == "" {
		bare = "and" // as a list or a sentence has it
	}
	// Nothing but other marks is a word that is not understood.
	return token{text: cmp.Or(bare, typed), typed: cmp.Or(strings.TrimRight(typed, ",;"), typed)}
}

// withoutDots is u.s. without its dots: letters that are parted by them.
func withoutDots(s string) string {
	parts := strings.Split(s, ".")
	if len(parts) < 2 || slices.ContainsFunc(parts, func(p string) bool { return len(p) != 1 || !unicode.IsLetter(rune(p[0])) }) {
		return s
	}
	return strings.Join(parts, "")
}
