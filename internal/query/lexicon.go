package query

import (
	"slices"
	"strings"
	"unicode"

	"allyscope/internal/ally"
	"allyscope/internal/format"
)

// word is one word of the grammar, made of one token or of the several tokens of a name. Without a
// shape, term or possible terms it has no meaning.
type word struct {
	token
	index    int     // its position among the words
	shape    Words   // the kind that its shape determines, or 0
	term     *term   // the term it names, or nil
	possible []*term // the allies and groups it may be the beginning of, if there are several
	next     token   // the token after it, for guessing what was meant; empty at the end
}

// lexicon indexes a vocabulary for looking words up. Each parse makes its own, so it needs no lock.
type lexicon struct {
	v           *Vocabulary
	allies, own []term
	groups      []term
	sums        []term
	exact       map[string]*term
}

// minPrefix is the fewest letters that can stand for a name.
const minPrefix = 3

// newLexicon indexes a vocabulary. The first meaning of a name wins, so the words that a Query is
// printed with come first: alpha-3 codes, the grammar's own words, then groups.
func newLexicon(v *Vocabulary) *lexicon {
	l := &lexicon{v: v, allies: allyTerms(v), own: ownTerms(), groups: groupTerms(v), sums: sumTerms(v)}
	l.exact = make(map[string]*term, 512)
	l.add(l.allies, true)
	l.add(l.own, false)
	l.add(l.groups, true)
	currencies := format.Each(v.Allies.All(), func(a *ally.Ally) term {
		return currencyAlias(a.Currency, fold(a.Currency))
	})
	ignored := []term{{names: fillers}, {names: asides, soft: true}}
	outsiders := format.Each(v.Allies.Outsiders(), func(o ally.Outsider) term {
		return term{names: o.Names, note: o.What}
	})
	others := [...][]term{adjectiveTerms(v), aliasTerms(), ignored, outsiders, currencies}
	for _, terms := range append([][]term{l.sums, l.groups, l.allies}, others[:]...) {
		l.add(terms, false)
	}
	return l
}

// add adds all names of the terms, or only the first of each. It skips names that already have a
// meaning, and those whose shape has one.
func (l *lexicon) add(terms []term, firstOnly bool) {
	for i := range terms {
		names := terms[i].names
		if firstOnly {
			names = firstWord(names)
		}
		for name := range strings.FieldsSeq(names) {
			if _, taken := l.exact[name]; !taken && shapeOf(name) == 0 {
				l.exact[name] = &terms[i]
			}
		}
	}
}

const shapePair = wordEnd // the shape of key:value

// shapeOf returns the kind that a word's shape determines, or 0 if the word has to be looked up. A
// bare number counts as WordYear, whether it turns out to be a year, a range or a mistake.
func shapeOf(word string) Words {
	if i := strings.IndexAny(word, ":="); i >= 0 {
		if word[i] == ':' {
			return shapePair
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

// words groups tokens into words and looks them up.
func (l *lexicon) words(tokens []token) []word {
	var words []word
	for len(tokens) > 0 {
		w, n := l.read(tokens)
		w.index = len(words)
		texts := format.Each(tokens[:n], func(t token) string { return t.text })
		w.token = merged(tokens[:n], strings.Join(texts, " "))
		if tokens = tokens[n:]; len(tokens) > 0 {
			w.next = tokens[0]
		}
		words = append(words, w)
	}
	return words
}

// read returns the word that the tokens begin with, and how many tokens it takes.
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
	for n := min(maxJoined, len(tokens)); n > 0; n-- { // "united king" is clear, while "united" alone is not
		w.possible = withPrefix(l.allies, joinFolded(tokens[:n]), minPrefix)
		if len(w.possible) == 1 { // "north" may also be the beginning of a group
			w.possible = append(w.possible, withPrefix(l.groups, joinFolded(tokens[:n]), minPrefix)...)
		}
		if len(w.possible) == 1 {
			return word{term: w.possible[0]}, n
		}
	}
	return w, 1
}

// joined returns the longest name of several words that the tokens begin with and its number of
// tokens, or 0 and nil. Words that all stand alone are not joined, so a printed Query reads back.
func (l *lexicon) joined(tokens []token) (int, *term) {
	isPart := func(t token) bool { // not a word on its own
		if shapeOf(t.text) != 0 { // a number that is not a year belongs to a name
			_, _, isRange := cutRange(t.text)
			return !isRange && !fourDigits(t.text)
		}
		known := l.exact[t.folded]
		return known == nil || known.key || known.kind == 0 || known.assumed != ""
	}
	for n := min(maxJoined, len(tokens)); n > 1; n-- {
		if t := l.exact[joinFolded(tokens[:n])]; t != nil && slices.ContainsFunc(tokens[:n], isPart) {
			return n, t
		}
	}
	return 0, nil
}

// joinFolded joins the folded tokens into one name. A lone accent, which folds to "", is kept.
func joinFolded(tokens []token) string {
	parts := make([]string, len(tokens))
	for i, t := range tokens {
		parts[i] = t.folded
	}
	return strings.Join(parts, "-")
}

// withPrefix returns terms with a name that begins with the folded word; none if it is too short.
func withPrefix(terms []term, word string, least int) []*term {
	var out []*term
	for i := range terms {
		if len([]rune(word)) >= least && terms[i].hasName(func(name string) bool { return strings.HasPrefix(name, word) }) {
			out = append(out, &terms[i])
		}
	}
	return out
}

// fold returns the form in which words are compared: lower case, without diacritics, hyphens for
// blanks and underscores, straight apostrophes. "NORTH_MACEDONIA" becomes "north-macedonia".
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
