package query

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// MaxPins is the most allies and sums a query can name: as many as a trend can tell apart.
const MaxPins = 8

// maxJoined is the most blank-separated words in one name.
const maxJoined = 4

// Parse parses a query. Words may stand in any order and case, and may repeat each other. The
// error, if any, is an *Error about one word. Errors of single words take precedence over those
// that only show once all words are read.
func Parse(text string, v *Vocabulary) (Query, error) {
	r, err := Read(text, v, AllWords, "")
	return r.Query, err
}

// Allies parses a text of names of allies only, any number of them. An error is an *Error.
func Allies(text string, v *Vocabulary) ([]ally.Code, error) {
	var out []ally.Code
	for _, w := range newLexicon(v).words(split(text)) {
		if !w.is(WordAllies) {
			return nil, w.fails("is not the name of an ally")
		}
		out = append(out, w.term.code())
	}
	return out, nil
}

// Read parses a query for the command or view named by, which accepts only the used kinds of words.
// A word of any other kind is an *Error, even if it asks for the default, unless it is soft: then
// Skipped names it. A level implies a measure only if measures are used.
func Read(text string, v *Vocabulary, used Words, by string) (Reading, error) {
	p := &parser{lex: newLexicon(v), used: used, by: by}
	p.typed = strings.TrimSpace(text)
	p.words = p.lex.words(p.lex.rewrite(split(text)))
	p.viewTerm, p.isQuestion = p.lex.findView(p.words), isQuestion(text, p.words)
	for i, w := range p.words {
		switch p.fail(p.comparisonError(i)); {
		case p.err != nil:
			return Reading{}, p.err
		case p.negates(i):
			p.fail(w.fails(noExclusion, w.term.text))
		default:
			p.apply(w)
		}
	}
	p.fail(p.missingValue)
	p.settleGroups()
	p.settleMeasure()
	p.settleOrder()
	if p.err != nil {
		return Reading{}, p.err
	}
	p.inferMeasure()
	p.inferView()
	slices.SortStableFunc(p.skipped, func(a, b word) int { return cmp.Compare(a.index, b.index) })
	p.Skipped = format.Each(p.skipped, func(w word) string { return w.typed })
	p.Soft = format.Each(p.skipped, func(w word) string { return format.When(w.term.soft, w.typed) })
	return p.Reading, nil
}

// fails returns an error about the word. Suggestions may repeat part of the input, so those that
// are overlong or that a terminal could not print are left out.
func (w word) fails(reason string, suggestions ...string) *Error {
	suggestions = slices.DeleteFunc(suggestions, func(s string) bool {
		return !utf8.ValidString(s) || len(s) > 2*longestWord ||
			strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
	})
	return Refused(w.typed, reason, suggestions...)
}

// findView returns the view that the words ask for: the first that is named, else the first that an
// alias implies, else nil. Parsing needs it up front, since in a path a bare year is the deadline.
func (l *lexicon) findView(words []word) *term {
	var implied *term
	for _, w := range words {
		t := w.term
		if kind, value := cutKey(w.text); kind == WordView {
			t = find(l.own, value)
		}
		switch {
		case t == nil || t.kind != WordView || t.key:
		case !t.soft:
			return t
		case implied == nil:
			implied = t
		}
	}
	return implied
}

// cutKey splits a key:value word and returns the kind of its key, or 0 if there is no such key.
func cutKey(text string) (kind Words, value string) {
	name, value, cut := strings.Cut(text, ":")
	name = fold(name)
	for _, r := range wordTable {
		if cut && r.valued() && slices.Contains(strings.Fields(r.keys), name) {
			return r.kind, value
		}
	}
	return 0, value
}

type parser struct {
	lex        *lexicon
	words      []word
	viewTerm   *term // the view asked for, or nil
	isQuestion bool  // the text reads as a sentence that asks something
	used       Words
	by         string
	Reading
	firstWords [len(wordTable)]string // the first word of each kind, as typed
	// groups are the groups and sums named. One selects its allies; several stand as one each.
	groups []word
	// deferred are words whose meaning depends on the others: currencies, implied views, and
	// aliases for a measure, for all allies or for a reversed order, which stand for their value
	// only if no other word sets it.
	deferred []word
	// order is the first order named; movement reports that it was a word such as "rose" or "fell".
	order    string
	movement bool
	skipped  []word
	err      *Error // the first error
	// missingValue is the error of a key without a value. It comes after other errors, as another
	// word may be the reason for it.
	missingValue *Error
}

// fail records err unless it is nil or an earlier error was recorded.
func (p *parser) fail(err *Error) { p.err = cmp.Or(p.err, err) }

// negates reports whether the i-th word is the negation "no" rather than Norway's code: it stands
// before allies, before a name, or after a group. In a question, Norway's code is in capitals.
func (p *parser) negates(i int) bool {
	words := p.words
	if w := words[i]; w.folded != "no" || w.text == "NO" || w.term == nil || i+1 == len(words) {
		return false
	}
	next := words[i+1]
	switch {
	case slices.Contains(strings.Split(Nation+"|"+Nations+"|other", "|"), next.folded):
		return true
	case p.isQuestion:
		return next.namesSome()
	}
	inFull := next.clearlyNames() && next.text != strings.ToUpper(next.text) && len(next.text) > 2
	return inFull || i > 0 && words[i-1].is(WordGroup) && next.namesSome()
}

// apply puts the meaning of one word into the query, defers it, skips it or records its error.
func (p *parser) apply(w word) {
	const whole = WordGroup | WordSum
	switch t := w.term; {
	case w.shape == shapePair:
		p.applyPair(w)
	case w.shape == WordOwnLevel:
		p.applyOverride(w)
	case w.shape == WordYear:
		p.applyNumber(w)
	case w.shape != 0:
		p.applyValue(w, w.shape, w.text)
	case w.possible != nil:
		p.fail(w.fails("is ambiguous", namesOf(w.possible)...))
	case t == nil:
		p.fail(p.notUnderstood(w))
	case p.outsider(w, w.text) != nil:
		p.fail(p.outsider(w, w.text))
	case t.kind == 0, p.isQuestion && w.inPassing(), t.soft && p.used&t.kind == 0,
		t.soft && t.kind == WordView && !p.viewTerm.soft: // a named view overrides an implied one
		p.skip(w)
	case t.key:
		p.missingValue = cmp.Or(p.missingValue, w.fails("is a key and needs a value", t.kind.row().sample()))
	case t.soft && (t.kind == WordView || t.kind == WordReverse), t.currencies != "",
		t.kind == WordMeasure && t.assumed != "", w.meansAll():
		p.deferred = append(p.deferred, w)
	case w.is(whole) && p.used&whole == whole:
		p.noteAssumption(w)
		p.groups = append(p.groups, w)
	default:
		p.applyTerm(w)
	}
}

func (p *parser) applyTerm(w word) {
	p.noteAssumption(w)
	p.choose(w, w.term.kind, w.term)
}

// noteAssumption records what a word is taken for, unless it says so itself, as "all allies" does.
func (p *parser) noteAssumption(w word) {
	if w.term.assumed != "" && fold(w.term.assumed) != fold("means "+w.typed) {
		p.Assumed = append(p.Assumed, w.typed+" "+w.term.assumed)
	}
}

// set applies a word's change to the query. It records an error if the kind is not accepted here
// or if another word has set it to something else.
func (p *parser) set(w word, kind Words, change func(*Query) *Error) {
	if p.used&kind == 0 {
		names := format.EachOf(wordTable[:], func(r *row) string { return format.When(p.used&r.kind != 0, r.name) })
		takes := cmp.Or(format.After(": ", strings.Join(names, ", ")), " no words of a question")
		p.fail(w.fails("has no place in " + p.by + ", which takes" + takes))
	}
	r, before := kind.row(), p.Query
	p.fail(change(&p.Query).forWord(w))
	switch {
	case p.Given&kind == 0:
		p.Given |= kind
		p.firstWords[kind.index()] = w.typed
	case kind&(WordAllies|WordSum|WordOwnLevel) == 0 && r.print(before) != r.print(p.Query):
		p.contradicts(w, kind)
	}
	p.settleSource(w, kind)
}

func (p *parser) contradicts(w word, kind Words) {
	p.fail(w.fails("contradicts " + p.firstWords[kind.index()] + ": there can be only one " + kind.row().name))
}

// settleSource sets the source of the query's edition. It is an error if the query names another.
func (p *parser) settleSource(w word, kind Words) {
	source := p.lex.v.Others[p.Query.Edition]
	switch {
	case p.Query.Edition == "" || source == p.Query.Source:
	case p.Given&WordSource == 0:
		p.Query.Source = source
	default:
		other := (WordEdition | WordSource) &^ kind
		p.fail(w.fails("contradicts " + p.firstWords[other.index()] + ": each source has editions of its own"))
	}
}

// choose sets the value of a term, as a value of the given kind.
func (p *parser) choose(w word, kind Words, t *term) {
	if kind == WordSort {
		if p.order = cmp.Or(p.order, t.text); p.order != t.text {
			p.contradicts(w, kind)
		}
		p.movement = t.soft && Sort(t.value) == BySince
	}
	p.set(w, kind, func(q *Query) *Error {
		kind.row().choose(q, *t)
		if q.Pins.Len()+q.Sums.Len() > MaxPins {
			return wordless("is a ninth ally: eight are the limit")
		}
		return nil
	})
}

// outsider returns the error for the name of a country or body that is not an ally, else nil.
func (p *parser) outsider(w word, name string) *Error {
	if t := p.lex.exact[fold(name)]; t != nil && t.kind == 0 && t.note != "" {
		return w.fails("is not an ally: " + t.note)
	}
	return nil
}

// applyPair applies a key:value word.
func (p *parser) applyPair(w word) {
	switch kind, value := cutKey(w.text); {
	case kind == 0:
		name, _, _ := strings.Cut(w.text, ":")
		keys := append(keyTerms(false), keyTerms(true)...)
		keys = slices.DeleteFunc(keys, func(t term) bool { return !t.kind.row().valued() })
		offered := func(t term, i int) string { return strings.Fields(t.names)[i] + ":" + value }
		near, _ := nearest(fold(name), candidates(keys, offered))
		p.fail(w.fails("is not understood: there is no such key", near...))
	case value == "":
		p.fail(w.fails("has no value", kind.row().sample()))
	default:
		p.applyValue(w, kind, value)
	}
}

func (p *parser) applyValue(w word, kind Words, value string) {
	r := kind.row()
	switch {
	case kind == WordLevel && p.bothLevels(w, value):
	case r.read != nil:
		p.set(w, kind, func(q *Query) *Error { return r.read(q, value) })
	default:
		named := r
		if kind == WordFocus {
			named = WordAllies.row()
		}
		t, err := p.pick(named, w, r.key()+":", value, "")
		if p.fail(err); t != nil {
			p.choose(w, kind, t)
		}
	}
}

// pick finds the row's term that value names, in full or by its beginning. Suggestions are put
// between before and after, which are the rest of the word.
func (p *parser) pick(r row, w word, before, value, after string) (*term, *Error) {
	terms, wanted, possible := r.terms(p.lex.v), fold(value), []*term(nil)
	if t := find(terms, value); t != nil {
		return t, nil
	}
	offer := func(t term, _ int) string { return before + t.text + after }
	if r.minLetters > 0 {
		possible = withPrefix(terms, wanted, r.minLetters)
	}
	switch outside := p.outsider(w, value); {
	case len(possible) == 1:
		return possible[0], nil
	case r.kind == WordAllies && outside != nil:
		return nil, outside
	case len(possible) > 1:
		near := format.Each(possible, func(t *term) string { return offer(*t, 0) })
		names := ": it could be " + format.Either(namesOf(possible)) // the suggestions only have the codes
		return nil, w.fails("is ambiguous"+format.When(r.kind == WordAllies, names), near...)
	}
	near, _ := nearest(wanted, candidates(terms, offer))
	switch {
	case r.kind == WordEdition: // the nearest editions help however far away, except "latest"
		cut := []rune(wanted)[:min(longestWord, utf8.RuneCountInString(wanted))]
		ranked := rankByDistance(string(cut), candidates(terms[1:], offer))
		near = format.Each(ranked[:min(maxNearest, len(ranked))], func(c candidate) string { return c.offer })
	case !r.bare || r.isSwitch, len(near) == 0 && (r.kind == WordView || r.kind == WordVerdict):
		return nil, w.fails("is not understood: "+r.key()+" can be "+format.Either(choices(terms)), near...)
	}
	return nil, w.fails("is not understood: there is no such "+r.name, near...)
}

// applyNumber applies a bare number: a year, a range with a dash, or the deadline of a path.
func (p *parser) applyNumber(w word) {
	_, _, ranged := cutRange(w.text)
	switch {
	case ranged:
		p.applyValue(w, WordRange, w.text)
	case !fourDigits(w.text):
		p.fail(cmp.Or(p.countError(w), p.lex.v.numberError(w.text)).forWord(w))
	case p.viewTerm != nil && View(p.viewTerm.value) == Path:
		p.applyValue(w, WordDeadline, w.text)
	default:
		first, notFirst := readYear(p.firstWords[WordYear.index()])
		p.applyValue(w, WordYear, w.text)
		year, notYear := readYear(w.text)
		if twoYears := notFirst == nil && notYear == nil; p.err != nil && twoYears { // perhaps a range was meant
			p.err.Nearest = []string{printRange(min(first, year), max(first, year))}
		}
	}
}

// applyOverride applies an ally's own level, such as ESP=2.1%.
func (p *parser) applyOverride(w word) {
	name, rest, _ := strings.Cut(w.text, "=")
	if level, found := strings.CutPrefix(w.text, atMost); found {
		p.fail(w.fails("cannot be asked: a figure meets a level or is below it", wordBelow+" "+level))
		return
	}
	t, bad := p.pick(WordAllies.row(), w, "", name, "="+rest)
	if p.fail(bad); bad != nil {
		return
	}
	p.set(w, WordOwnLevel, func(q *Query) *Error {
		o, err := readOverride(t.code(), rest)
		if err != nil {
			return err
		}
		for _, first := range q.Overrides() {
			if first.Code == o.Code && first != o {
				return wordless("contradicts " + first.String() + ": there can be only one " + WordOwnLevel.row().name)
			}
		}
		*q = q.WithOverride(o)
		return nil
	})
}

// inferMeasure finds the measure of a level given without one: 20% is a pledge on equipment.
func (p *parser) inferMeasure() {
	v := p.lex.v
	if p.used&^p.Given&WordMeasure == 0 || !mayImplyMeasure(p.Query.Level) ||
		len(v.Targets.All()) == 0 || v.isPledged(figure.ShareGDP, p.Query.Level) {
		return
	}
	found := slices.DeleteFunc(figure.InOrder(), func(m figure.Measure) bool { return !v.isPledged(m, p.Query.Level) })
	if len(found) == 1 {
		p.Query.Measure = found[0]
	}
}

// isPledged reports whether a measurable pledge on the measure has this level.
func (v *Vocabulary) isPledged(m figure.Measure, level figure.Decimal) bool {
	return slices.ContainsFunc(v.Targets.Levels(m), func(l figure.Decimal) bool { return l.Cmp(level) == 0 })
}
