package query

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"allyscope/internal/format"
)

// Reading is a parsed query, with what the parser made of the text.
type Reading struct {
	Query
	// Given are the kinds of words in the text, including defaults, which the Query does not show.
	Given Words
	// Skipped are the words without effect, as typed. Assumed says what other words were taken for.
	Skipped, Assumed []string
	// Soft are the skipped words that have a meaning in other contexts, such as an order or a
	// verdict, or that claim more than figures can show.
	Soft  []string
	typed string // the whole text
}

// Said returns one line with what the text was read as, if that differs from the text, and with the
// skipped words and the assumptions. It returns "" if every word was taken for what it says.
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

// The fillers are words of sentences that have no effect; a question begins with a question word.
// A statement that contains one of the asides claims more than figures can show.
const (
	questionWords = "who which what whose when where how did does do has have had was were are why tell give list"
	fillers       = questionWords + " a an the of in on for to at and or with than their its all allies ally countries " +
		"country nations member many much show-me brief-me me-the please figure figures spending-of spend spends spent spender " +
		"spenders line far still yet only-those those that there year-by-year highest long already now today most " +
		"biggest greatest largest strongest fastest reach number first pledge pledges guideline benchmark " +
		"doing whose-figures whether yes-or-no estimate estimates by-whose among"
	descending = "descending"
	asides     = "pledged promised would cost pays place position table about everything according sorted ordered ranked " +
		"great " + descending
)

// isQuestion reports whether the words form a question, in which "is" does not mean Iceland.
func isQuestion(text string, words []word) bool {
	for i, w := range words[:max(1, len(words))-1] {
		next, afterName := words[i+1], i > 0 && words[i-1].namesSome() && len(words[i-1].text) > 2
		isVerb := i == 0 && next.clearlyNames() || afterName && next.isFiller() || next.folded == "the"
		if isVerb && w.folded == "is" && w.text != "IS" {
			return true
		}
	}
	return strings.HasSuffix(strings.TrimSpace(text), "?") ||
		slices.ContainsFunc(words, func(w word) bool { return w.is(WordVerdict) }) ||
		slices.ContainsFunc(strings.Fields(text), func(s string) bool {
			return slices.Contains(strings.Fields(questionWords), fold(s))
		})
}

// inPassing reports whether a word may have no effect in a sentence: a two-letter code in lower
// case that is also an English word, or a key without a value.
func (w word) inPassing() bool {
	code := w.text == strings.ToUpper(w.text)
	return w.term.key || w.is(WordAllies) && !code && slices.Contains([]string{"is", "it", "no", "be", "me"}, w.folded)
}

func (w word) isFiller() bool { return w.term != nil && w.term.kind == 0 && w.term.note == "" }

// is reports whether a word stands for a value of one of the kinds, or is the key of one.
func (w word) is(kinds Words) bool { return w.term != nil && w.term.kind&kinds != 0 }

// clearlyNames reports whether a word names an ally, group or sum beyond doubt: two lower-case
// letters may be another word than an ally's code.
func (w word) clearlyNames() bool {
	return w.namesSome() && (len(w.text) > 2 || w.text != w.folded || w.term.kind == WordGroup)
}

func (p *parser) skip(w word) { p.skipped = append(p.skipped, w) }

// token is a piece of the text without blanks, or what a phrase was replaced by.
type token struct {
	text, folded string // what the grammar reads
	typed        string // what the user typed
}

func (t token) withText(text string) token {
	t.text, t.folded = text, fold(text)
	return t
}

// split splits the text into tokens, at blanks and at the marks of lists and sentences. A lone per
// cent sign joins the number before it.
func split(text string) []token {
	var tokens []token
	for piece := range strings.FieldsSeq(text) {
		for _, t := range splitPiece(piece) {
			if last := len(tokens) - 1; t.text == "%" && last >= 0 && endsInDigit(tokens[last].text) {
				t.text, t.typed = tokens[last].text+"%", tokens[last].typed+" %"
				tokens = tokens[:last]
			}
			tokens = append(tokens, t.withText(t.text))
		}
	}
	return tokens
}

func endsInDigit(s string) bool { return s != "" && s[len(s)-1] >= '0' && s[len(s)-1] <= '9' }

// openingMarks and closingMarks are the marks around words in a sentence.
const openingMarks, closingMarks = `("'“‘[`, `?!,;)"'“”’]`

// comparisons is a constant table of the signs before a level and the words they stand for.
var comparisons = [...]struct{ sign, word string }{{">=", wordMet}, {"=>", wordMet}, {"≥", wordMet}, {">", wordAbove}, {"<", wordBelow}}

// atMost is a comparison that is always refused: figures meet a level or are below it.
const atMost = "<="

// splitPiece splits a text without blanks at commas and other separators of lists, and strips
// quotes, question marks and the 's of a name. A text with a colon or an equals sign stays whole.
func splitPiece(text string) []token {
	if rest, found := strings.CutPrefix(text, "≤"); found {
		return []token{{text: atMost + rest, typed: text}}
	}
	for _, c := range comparisons {
		if rest, found := strings.CutPrefix(text, c.sign); found && !strings.HasPrefix(rest, "=") {
			sign := []token{{text: c.word, typed: c.sign}}
			if rest == "" {
				return sign
			}
			return append(sign, splitPiece(rest)...)
		}
	}
	if i := strings.IndexAny(text, "<>≥≤"); i > 0 { // DEU>FRA
		r, _ := utf8.DecodeLastRuneInString(text[:i])
		if unicode.IsLetter(r) && !strings.Contains(text[:i], ":") {
			return append(splitPiece(text[:i]), splitPiece(text[i:])...)
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
			out = append(out, trimMarks(string(runes[from:i])))
			from = i + 1
		}
	}
	return append(out, trimMarks(string(runes[from:])))
}

// trimMarks returns the token for a word without the marks of a list or a sentence.
func trimMarks(typed string) token {
	bare := strings.TrimRight(strings.TrimLeft(typed, openingMarks), closingMarks)
	if !strings.HasSuffix(bare, "..") {
		bare = strings.TrimSuffix(bare, ".")
	}
	for _, s := range [...]string{"'s", "’s", "'S"} {
		bare = strings.TrimSuffix(bare, s)
	}
	parts := strings.Split(bare, ".")
	notLetter := func(s string) bool { return len(s) != 1 || !unicode.IsLetter(rune(s[0])) }
	if len(parts) > 1 && !slices.ContainsFunc(parts, notLetter) {
		bare = strings.Join(parts, "") // u.s.
	}
	if strings.Trim(typed, "&+,;-–—/!?") == "" {
		bare = "and" // the marks only separate words
	}
	// Other marks alone stay as typed, and are not understood.
	return token{text: cmp.Or(bare, typed), typed: cmp.Or(strings.TrimRight(typed, ",;"), typed)}
}
