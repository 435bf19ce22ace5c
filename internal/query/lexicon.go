package query

import (
	"slices"
	"strings"
	"unicode"

	"allyscope/internal/ally"
	"allyscope/internal/format"
)

// word is one word of the grammar: a token, or the tokens of a name, and what it stands for.
// It may mean nothing.
type word struct {
	token
	place int     // which of the words it is
	shape Words   // the kind that it is by its shape
	term  *term   // what it is a name of
	could []*term // the allies and groups it may be the beginning of, where they are several
	next  token   // the one behind it, for guessing what was meant; empty: none
}

// lexicon is a vocabulary arranged for looking words up. It is made for one
// parse: cheap to make, it needs neither a lock nor a place to live.
type lexicon struct {
	v           *Vocabulary
	allies, own []term
	groups      []term
	sums        []term
	exact       map[string]*term
}

// minPrefix is the least number of letters that can stand for a name.
const minPrefix = 3

// newLexicon arranges a vocabulary. What is added first wins: alpha-3 codes
// come before all else and groups before what other words allies have, since
// these are what a Query is printed with.
func newLexicon(v *Vocabulary) *lexicon {
	l := &lexicon{v: v, allies: allyTerms(v), own: ownTerms(), groups: groupTerms(v), sums: sumTerms(v)}
	l.exact = make(map[string]*term, 512)
	l.add(l.allies, true)
	l.add(l.own, false)
	l.add(l.groups, true)
	others := [...][]term{adjectiveTerms(v), looseTerms(), fillerTerms(v), currencyTerms(v)}
	for _, terms := range append([][]term{l.sums, l.groups, l.allies}, others[:]...) {
		l.add(terms, false)
	}
	return l
}

// add adds the first name of terms, or all, but for those that have a
// meaning already or a shape that means something else.
func (l *lexicon) add(terms []term, first bool) {
	for i := range terms {
		names := terms[i].names
		if first {
			names = firstWord(names)
		}
		for name := range strings.FieldsSeq(names) {
			if _, taken := l.exact[name]; !taken && shapeOf(name) == 0 {
				l.exact[name] = &terms[i]
			}
		}
	}
}

const pair = wordEnd

// shapeOf is the kind of word that a word is by its shape; 0: it is known by what it says.
// A number is perhaps a year, a range or a level.
func shapeOf(word string) Words {
	if i := strings.IndexAny(word, ":="); i >= 0 {
		if word[i] == ':' {
			return pair
		}
		return WordOwnLevel
	}
	switch {
	case strings.HasSuffix(word, "%"):
		return WordLevel
	case strings.Contains(word, "..") || strings.Contains(word, "…"):
		return WordRange
	case strings.ContainsFunc(word, unicode.IsDigit) && !strings.ContainsFunc(word, unicode.IsLetter):
		return WordYear
	}
	return 0
}

func (l *lexicon) words(tokens []token) []word {
	var words []word
	for len(tokens) > 0 {
		w, n := l.read(tokens)
		w.place = len(words)
		texts := format.Each(tokens[:n], func(t token) string { return t.text })
		w.token = asTyped(tokens[:n], strings.Join(texts, " "))
		if tokens = tokens[n:]; len(tokens) > 0 {
			w.next = tokens[0]
		}
		words = append(words, w)
	}
	return words
}

// read finds the meaning of the first of the tokens, and how many of them it takes.
func (l *lexicon) read(tokens []token) (w word, n int) {
	n, w.term = l.joined(tokens)
	if n > 0 {
		return w, n
	}
	if w.shape = shapeOf(tokens[0].text); w.shape == 0 {
		w.term = l.exact[tokens[0].folded]
	}
	if w.shape != 0 || w.term != nil {
		return w, 1
	}
	for n := min(maxJoined, len(tokens)); n > 0; n-- { // "united king": what one word leaves open, two may settle
		w.could = begun(l.allies, join(tokens[:n]), minPrefix)
		if len(w.could) == 1 { // which "north" is not, as a group may be meant
			w.could = append(w.could, begun(l.groups, join(tokens[:n]), minPrefix)...)
		}
		if len(w.could) == 1 {
			return word{term: w.could[0]}, n
		}
	}
	return w, 1
}

// joined finds the name of several words that the tokens begin with; 0: there is none. Words
// that all stand on their own are not joined, so that nothing in a printed Query ever is.
func (l *lexicon) joined(tokens []token) (int, *term) {
	for n := min(maxJoined, len(tokens)); n > 1; n-- {
		if t := l.exact[join(tokens[:n])]; t != nil && !l.stand(tokens[:n]) {
			return n, t
		}
	}
	return 0, nil
}

// stand tells whether each of the tokens is a word on its own.
func (l *lexicon) stand(tokens []token) bool {
	return !slices.ContainsFunc(tokens, func(t token) bool {
		if shapeOf(t.text) != 0 { // of a name: a number
			_, _, isRange := cutRange(t.text)
			return !isRange && !fourDigits(t.text)
		}
		known := l.exact[t.folded]
		return known == nil || known.key || known.kind == 0 || known.told != ""
	})
}

// join makes one folded word of several, with an empty one where a lone accent stands.
func join(tokens []token) string {
	parts := make([]string, len(tokens))
	for i, t := range tokens {
		parts[i] = t.folded
	}
	return strings.Join(parts, "-")
}

// begun finds the terms with a name that begins with the folded word, which has
// to have a least number of letters.
func begun(terms []term, word string, least int) []*term {
	var out []*term
	for i := range terms {
		if len([]rune(word)) >= least && terms[i].has(func(name string) bool { return strings.HasPrefix(name, word) }) {
			out = append(out, &terms[i])
		}
	}
	return out
}

// fold is the form in which words are compared: lower case, without diacritics, with hyphens for
// blanks and underscores, so that "North Macedonia", "north-macedonia" and "NORTH_MACEDONIA" are
// one word, as are "doesn't" and "doesn’t".
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '_' || unicode.IsSpace(r):
			return '-'
		case r == '’':
			return '\''
		}
		return unicode.ToLower(r)
	}, ally.Plain(s))
}
