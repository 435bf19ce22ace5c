package query

import (
	"strings"
	"unicode"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
)

// kind is what sort of word a word is.
type kind uint8

const (
	unknown   kind = iota
	ambiguous      // a prefix of more than one ally's name

	// Words that are known by what they say.
	allyWord
	viewWord
	measureWord
	groupWord
	onlyWord
	reverseWord
	keyWord // a key without its value

	// Words that are known by their shape.
	pairShape     // key:value
	overrideShape // ESP=2.1%
	levelShape    // 2%
	rangeShape    // 2014..2024
	numberShape   // 2019, and what was perhaps meant to be a year or a level
)

// meaning is what a word stands for.
type meaning struct {
	kind    kind
	code    ally.Code
	view    View
	measure figure.Measure
	group   string
	key     key
	codes   []ally.Code // of an ambiguous prefix
}

// lexicon is a vocabulary arranged for looking words up. It is made for one
// parse: cheap to make, it needs neither a lock nor a place to live.
type lexicon struct {
	v     *Vocabulary
	exact map[string]meaning
	names []allyName // for prefixes, in order of codes
}

type allyName struct {
	name string // folded
	code ally.Code
}

// minPrefix is the least number of letters that can stand for a name.
const minPrefix = 3

// newLexicon arranges a vocabulary. What is added first wins: alpha-3 codes
// come before all else and groups before what other words allies have, since
// these are what a Query is printed with.
func newLexicon(v *Vocabulary) *lexicon {
	l := &lexicon{v: v, exact: make(map[string]meaning, 256)}
	for _, a := range v.allies() {
		l.add(string(a.Code), meaning{kind: allyWord, code: a.Code})
	}
	eachOwn(l.add)
	for _, g := range v.groups() {
		l.add(g.ID, meaning{kind: groupWord, group: g.ID})
	}
	for _, g := range v.groups() {
		for _, alias := range g.Aliases {
			l.add(alias, meaning{kind: groupWord, group: g.ID})
		}
	}
	for _, a := range v.allies() {
		for _, n := range namesOf(a) {
			l.names = append(l.names, allyName{n, a.Code})
			l.add(n, meaning{kind: allyWord, code: a.Code})
		}
	}
	for _, a := range v.allies() {
		l.add(a.ISO2, meaning{kind: allyWord, code: a.Code})
	}
	return l
}

// eachOwn calls add with the words that are the grammar's own.
func eachOwn(add func(word string, m meaning)) {
	for i := range Views {
		add(View(i).String(), meaning{kind: viewWord, view: View(i)})
	}
	add("rank", meaning{kind: viewWord, view: Ranking})
	add("show", meaning{kind: viewWord, view: Sheet})
	for i := range figure.Measures {
		m := figure.Measure(i)
		s := m.Spec()
		add(s.Word, meaning{kind: measureWord, measure: m})
		add(s.ID, meaning{kind: measureWord, measure: m})
		for alias := range strings.FieldsSeq(s.Aliases) {
			add(alias, meaning{kind: measureWord, measure: m})
		}
	}
	add(wordOnly, meaning{kind: onlyWord})
	add(wordReverse, meaning{kind: reverseWord})
	for k := range keyCount {
		for _, w := range k.words() {
			add(w, meaning{kind: keyWord, key: k})
		}
	}
}

// add adds a word unless it has a meaning already, or a shape that means
// something else.
func (l *lexicon) add(word string, m meaning) {
	word = fold(word)
	if _, taken := l.exact[word]; !taken && shapeOf(word) == unknown {
		l.exact[word] = m
	}
}

// shapeOf is the kind a word has by its shape, or unknown.
func shapeOf(word string) kind {
	if i := strings.IndexAny(word, ":="); i >= 0 {
		if word[i] == ':' {
			return pairShape
		}
		return overrideShape
	}
	switch {
	case strings.HasSuffix(word, "%"):
		return levelShape
	case strings.Contains(word, "..") || strings.Contains(word, "…"):
		return rangeShape
	case strings.ContainsFunc(word, unicode.IsDigit) && !strings.ContainsFunc(word, unicode.IsLetter):
		return numberShape
	}
	return unknown
}

// read finds the meaning of the first of the tokens, and how many of them it
// takes: names may be written with blanks.
func (l *lexicon) read(tokens []token) (int, meaning) {
	for n := min(maxJoined, len(tokens)); n > 1; n-- {
		if m, ok := l.joined(tokens[:n]); ok {
			return n, m
		}
	}
	first := tokens[0].text
	if k := shapeOf(first); k != unknown {
		return 1, meaning{kind: k}
	}
	word := fold(first)
	if m, ok := l.exact[word]; ok {
		return 1, m
	}
	m := l.prefix(word)
	if m.kind == allyWord {
		return 1, m
	}
	// "united king": what one word leaves open, two may settle.
	for n := min(maxJoined, len(tokens)); n > 1; n-- {
		if j := l.prefix(join(tokens[:n])); j.kind == allyWord {
			return n, j
		}
	}
	return 1, m
}

// joined finds what the tokens mean as one word. Words that all stand on their
// own are not joined, so that nothing in a printed Query ever is.
func (l *lexicon) joined(tokens []token) (meaning, bool) {
	m, ok := l.exact[join(tokens)]
	return m, ok && !l.stand(tokens)
}

// stand tells whether each of the tokens is a word on its own.
func (l *lexicon) stand(tokens []token) bool {
	for _, t := range tokens {
		switch shapeOf(t.text) {
		case unknown:
			if m, known := l.exact[fold(t.text)]; !known || m.kind == keyWord {
				return false
			}
		case numberShape:
			if _, _, ok := cutRange(t.text); !ok && !fourDigits(t.text) {
				return false
			}
		}
	}
	return true
}

// join makes one folded word of several.
func join(tokens []token) string {
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = fold(t.text)
	}
	return strings.Join(words, "-")
}

// prefix finds the allies with a name that begins with the word.
func (l *lexicon) prefix(word string) meaning {
	m := meaning{kind: unknown}
	if len([]rune(word)) < minPrefix {
		return m
	}
	for _, n := range l.names {
		if !strings.HasPrefix(n.name, word) || m.code == n.code {
			continue
		}
		m.code = n.code // names are in order of codes, so a code stands here once
		m.codes = append(m.codes, n.code)
	}
	switch len(m.codes) {
	case 0:
	case 1:
		m.kind = allyWord
	default:
		m.kind = ambiguous
	}
	return m
}

// ally reads a word that can only be an ally, as in a value.
func (l *lexicon) ally(word string) meaning {
	word = fold(word)
	if m, ok := l.exact[word]; ok && m.kind == allyWord {
		return m
	}
	// A word of another kind, such as a group, may hide an ally's other words.
	for _, a := range l.v.allies() {
		if fold(a.ISO2) == word {
			return meaning{kind: allyWord, code: a.Code}
		}
	}
	for _, n := range l.names {
		if n.name == word {
			return meaning{kind: allyWord, code: n.code}
		}
	}
	return l.prefix(word)
}
