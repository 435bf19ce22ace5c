package query

import (
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
)

// suggestion is a word of the vocabulary with what it would be offered as.
type suggestion struct {
	candidate
	kind kind
}

// candidates are all words that might have been meant. Alpha-2 codes are not
// among them: two letters are near to everything.
func (l *lexicon) candidates() []suggestion {
	var out []suggestion
	add := func(k kind, say string, words ...string) {
		for _, w := range words {
			out = append(out, suggestion{candidate{fold(w), say}, k})
		}
	}
	for _, a := range l.v.allies() {
		add(allyWord, a.Name, namesOf(a)...)
	}
	for _, a := range l.v.allies() {
		add(allyWord, string(a.Code), string(a.Code))
	}
	for _, g := range l.v.groups() {
		add(groupWord, g.ID, append([]string{g.ID}, g.Aliases...)...)
	}
	for i := range figure.Measures {
		s := figure.Measure(i).Spec()
		add(measureWord, s.Word, append([]string{s.Word, s.ID}, strings.Fields(s.Aliases)...)...)
	}
	for _, w := range viewWords {
		add(viewWord, w, w)
	}
	add(onlyWord, wordOnly, wordOnly)
	add(reverseWord, wordReverse, wordReverse)
	for k := range keyCount {
		add(keyWord, k.example(), k.words()...)
	}
	return out
}

// group finds a group that another word hides.
func (l *lexicon) group(word string) meaning {
	word = fold(word)
	for _, g := range l.v.groups() {
		if fold(g.ID) == word {
			return meaning{kind: groupWord, group: g.ID}
		}
	}
	for _, g := range l.v.groups() {
		for _, alias := range g.Aliases {
			if fold(alias) == word {
				return meaning{kind: groupWord, group: g.ID}
			}
		}
	}
	return meaning{}
}

// namesFor are the names of allies.
func (v *Vocabulary) namesFor(codes []ally.Code) []string {
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = v.name(c)
	}
	return names
}

// notUnderstood is the error for a word that nothing is known of.
func (p *parser) notUnderstood(w word) *Error {
	folded := fold(w.text)
	if year := strings.TrimRight(folded, "ef"); len(year) == len(folded)-1 && fourDigits(year) {
		return w.fails("is not understood: a year is written without its mark of an estimate", year)
	}
	var known []candidate
	for _, s := range p.lex.candidates() {
		known = append(known, s.candidate)
	}
	better, off := nearest(folded, known)
	if w.next != "" { // "unted kingdom" is nearer to a name than "unted"
		two, offTwo := nearest(folded+"-"+fold(w.next), known)
		if len(two) > 0 && (len(better) == 0 || offTwo < off) {
			w.text, better = w.text+" "+w.next, two
		}
	}
	return w.fails("is not understood: not an ally, group, measure, year, target or key", better...)
}

// notAlly is the error for a word that has to be an ally and is none, or may
// be several: name is the ally in it, which stands between before and after.
func (p *parser) notAlly(w word, before, name, after string, m meaning) *Error {
	if m.kind == ambiguous {
		better := make([]string, len(m.codes))
		for i, c := range m.codes {
			better[i] = before + string(c) + after
		}
		return w.fails("is ambiguous: it could be "+alternatives(p.lex.v.namesFor(m.codes)), better...)
	}
	var known []candidate
	for _, a := range p.lex.v.allies() {
		for _, n := range append(namesOf(a), fold(string(a.Code))) {
			known = append(known, candidate{n, before + string(a.Code) + after})
		}
	}
	better, _ := nearest(fold(name), known)
	return w.fails("is not understood: there is no such ally", better...)
}
