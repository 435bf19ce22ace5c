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

// MaxPins is the most allies a query can name: as many as a trend can tell apart.
const MaxPins = 8

// maxJoined is the most blank-separated words that make one name.
const maxJoined = 4

// Parse reads a query. The words stand in any order and case; one that says
// again what another said is fine. The error, if any, is an *Error, of one word: what
// is settled once all are read fails behind the others.
func Parse(text string, v *Vocabulary) (Query, error) {
	r, err := Read(text, v, AllWords, "")
	return r.Query, err
}

// Allies reads a text that names allies alone, however many. The error is an *Error.
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

// Read reads a query for a command or a view, which is called by and can use
// words of some kinds. A word of another kind is an *Error too: no word is
// ever dropped without saying so, not even one that says the default.
//
// A level infers no measure for a command that uses none.
func Read(text string, v *Vocabulary, used Words, by string) (Reading, error) {
	p := &parser{lex: newLexicon(v), used: used, by: by}
	p.typed = strings.TrimSpace(text)
	p.words = p.lex.words(p.lex.heard(split(text)))
	p.view, p.asks = p.lex.view(p.words), asks(text, p.words)
	for i, w := range p.words {
		switch p.fail(p.compared(i)); {
		case p.err != nil:
			return Reading{}, p.err
		case p.negates(i):
			p.fail(w.fails(leavesNobodyOut, w.term.text))
		default:
			p.apply(w)
		}
	}
	p.fail(p.valueless)
	p.settleGroups()
	p.settleMeasure()
	p.settleOrder()
	if p.err != nil {
		return Reading{}, p.err
	}
	p.inferMeasure()
	p.inferView()
	slices.SortStableFunc(p.unused, func(a, b word) int { return cmp.Compare(a.place, b.place) })
	p.Skipped = format.Each(p.unused, func(w word) string { return w.typed })
	p.Soft = format.Each(p.unused, func(w word) string { return format.When(w.term.soft, w.typed) })
	return p.Reading, nil
}

// fails makes an error of the word. What it offers may repeat a part of what
// was written: nothing is offered that a terminal could not print.
func (w word) fails(reason string, better ...string) *Error {
	better = slices.DeleteFunc(better, func(s string) bool {
		return !utf8.ValidString(s) || len(s) > 2*longestWord ||
			strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
	})
	return Refused(w.typed, reason, better...)
}

// view is the term of the view that the words ask for: by its name, else by a word
// that means it; nil where there is none. It has to be known before any year is read,
// since in the path view a bare year is the deadline.
func (l *lexicon) view(words []word) *term {
	var meant *term
	for _, w := range words {
		t := w.term
		if kind, value := cutKey(w.text); kind == WordView {
			t = find(l.own, value)
		}
		switch {
		case t == nil || t.kind != WordView || t.key:
		case !t.soft:
			return t
		case meant == nil:
			meant = t
		}
	}
	return meant
}

// cutKey cuts a key:value word, and finds the kind of its key; 0: there is none.
func cutKey(text string) (kind Words, value string) {
	name, value, cut := strings.Cut(text, ":")
	name = fold(name)
	for _, r := range rows {
		if cut && r.valued() && slices.Contains(strings.Fields(r.keys), name) {
			return r.kind, value
		}
	}
	return 0, value
}

type parser struct {
	lex   *lexicon
	words []word
	view  *term // the view that is asked for; nil: none is
	asks  bool  // it is written as a sentence asks
	used  Words
	by    string
	Reading
	said [len(rows)]string // the first word of each kind, as it was written
	// groups are the groups and the sums named, in their order: one group is the allies
	// in it, of several each is one.
	groups []word
	// late are those that say in which currency, those that mean a view, of which the first is
	// heeded, and others that stand for something unless something else is said: a measure, all
	// allies, an order turned round.
	late []word
	// order is the first order that is named, and moved that it is of who rose or fell.
	order string
	moved bool
	// unused are the words that are skipped.
	unused []word
	err    *Error // the first
	// valueless is the error of a key without a value: another word may be the reason why.
	valueless *Error
}

// fail notes an error, if there is one: the first is what is told.
func (p *parser) fail(err *Error) { p.err = cmp.Or(p.err, err) }

// negates tells whether the i-th word is a "no" before allies, before somebody's name or
// behind a group, and not Norway's code, which in a sentence is in capitals.
func (p *parser) negates(i int) bool {
	words := p.words
	if w := words[i]; w.folded != "no" || w.text == "NO" || w.term == nil || i+1 == len(words) {
		return false
	}
	next := words[i+1]
	switch {
	case slices.Contains(strings.Split(Nation+"|"+Nations+"|other", "|"), next.folded):
		return true
	case p.asks:
		return next.ofSome()
	}
	inFull := next.names() && next.text != strings.ToUpper(next.text) && len(next.text) > 2
	return inFull || i > 0 && words[i-1].is(WordGroup) && next.ofSome()
}

func (p *parser) apply(w word) {
	const whole = WordGroup | WordSum
	switch t := w.term; {
	case w.shape == pair:
		p.pair(w)
	case w.shape == WordOwnLevel:
		p.override(w)
	case w.shape == WordYear:
		p.number(w)
	case w.shape != 0:
		p.value(w, w.shape, w.text)
	case w.could != nil:
		p.fail(w.fails("is ambiguous", namesOf(w.could)...))
	case t == nil:
		p.fail(p.notUnderstood(w))
	case p.outsider(w, w.text) != nil:
		p.fail(p.outsider(w, w.text))
	case p.idle(w):
		p.skip(w)
	case t.key:
		p.valueless = cmp.Or(p.valueless, w.fails("is a key and wants a value", t.kind.row().sample()))
	case t.soft && (t.kind == WordView || t.kind == WordReverse), t.currency != "", t.kind == WordMeasure && t.told != "", w.inAll():
		p.late = append(p.late, w)
	case w.is(whole) && p.used&whole == whole:
		p.assume(w)
		p.groups = append(p.groups, w)
	default:
		p.take(w)
	}
}

// idle tells whether a word asks for nothing here: one of the fillers, one in passing, or
// one that would mean something where its kind has a place, or no view were named.
func (p *parser) idle(w word) bool {
	t := w.term
	return t.kind == 0 || p.asks && w.inPassing() ||
		t.soft && (p.used&t.kind == 0 || t.kind == WordView && !p.view.soft)
}

func (p *parser) take(w word) {
	p.assume(w)
	p.choose(w, w.term.kind, w.term)
}

// assume notes what a word is taken for, where that is not just what it says.
func (p *parser) assume(w word) {
	if w.term.told != "" {
		p.Assumed = append(p.Assumed, w.typed+" "+w.term.told)
	}
}

// set puts what a word says of a kind into the query. That fails where the kind
// cannot be used, and where another word has said something else of it.
func (p *parser) set(w word, kind Words, change func(*Query) *Error) {
	if p.used&kind == 0 {
		p.fail(w.fails(noPlace(p.used, p.by)))
	}
	r, before := kind.row(), p.Query
	p.fail(change(&p.Query).of(w))
	switch {
	case p.Given&kind == 0:
		p.Given |= kind
		p.said[kind.index()] = w.typed
	case kind&(WordAllies|WordSum|WordOwnLevel) == 0 && r.print(before) != r.print(p.Query):
		p.contradicts(w, kind)
	}
	p.oneSource(w, kind)
}

func (p *parser) contradicts(w word, kind Words) {
	p.fail(w.fails("contradicts " + p.said[kind.index()] + ": there can be only one " + kind.row().name))
}

// oneSource has an edition say whose it is, where no word has, and fails where a word
// says otherwise.
func (p *parser) oneSource(w word, kind Words) {
	whose := p.lex.v.Others[p.Query.Edition]
	switch {
	case p.Query.Edition == "" || whose == p.Query.Source:
	case p.Given&WordSource == 0:
		p.Query.Source = whose
	default:
		other := (WordEdition | WordSource) &^ kind
		p.fail(w.fails("contradicts " + p.said[other.index()] + ": each source has editions of its own"))
	}
}

func (p *parser) choose(w word, kind Words, t *term) {
	if kind == WordSort {
		if p.order = cmp.Or(p.order, t.text); p.order != t.text {
			p.contradicts(w, kind)
		}
		p.moved = t.soft && Sort(t.n) == BySince
	}
	p.set(w, kind, func(q *Query) *Error {
		kind.row().choose(q, *t)
		if q.Pins.Len()+q.Sums.Len() > MaxPins {
			return because("is a ninth ally: eight are the limit")
		}
		return nil
	})
}

// outsider is the error where a name is of somebody who is no ally, else nil.
func (p *parser) outsider(w word, name string) *Error {
	if t := p.lex.exact[fold(name)]; t != nil && t.kind == 0 && t.note != "" {
		return w.fails("is no ally: " + t.note)
	}
	return nil
}

func (p *parser) pair(w word) {
	switch kind, value := cutKey(w.text); {
	case kind == 0:
		name, _, _ := strings.Cut(w.text, ":")
		keys := append(keyTerms(false), keyTerms(true)...)
		keys = slices.DeleteFunc(keys, func(t term) bool { return !t.kind.row().valued() })
		offered := func(t term, i int) string { return strings.Fields(t.names)[i] + ":" + value }
		better, _ := nearest(fold(name), candidates(keys, offered))
		p.fail(w.fails("is not understood: there is no such key", better...))
	case value == "":
		p.fail(w.fails("has no value", kind.row().sample()))
	default:
		p.value(w, kind, value)
	}
}

func (p *parser) value(w word, kind Words, value string) {
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

// pick finds the term that a word names: value is the name, which stands in the
// word between before and after.
func (p *parser) pick(r row, w word, before, value, after string) (*term, *Error) {
	terms, wanted, could := r.terms(p.lex.v), fold(value), []*term(nil)
	if t := find(terms, value); t != nil {
		return t, nil
	}
	say := func(t term, _ int) string { return before + t.text + after }
	if r.begin > 0 {
		could = begun(terms, wanted, r.begin)
	}
	switch outside := p.outsider(w, value); {
	case len(could) == 1:
		return could[0], nil
	case r.kind == WordAllies && outside != nil:
		return nil, outside
	case len(could) > 1:
		better := format.Each(could, func(t *term) string { return say(*t, 0) })
		return nil, w.fails("is ambiguous"+format.When(r.kind == WordAllies, // whose codes do not say it
			": it could be "+format.Either(namesOf(could))), better...)
	}
	better, _ := nearest(wanted, candidates(terms, say))
	switch {
	case r.kind == WordEdition: // the nearest are worth knowing, however far away; that is not the word for the latest
		better = closest(wanted, candidates(terms[1:], say))
	case !r.bare || r.alone:
		return nil, w.fails("is not understood: "+r.key()+" can be "+format.Either(choices(terms)), better...)
	}
	return nil, w.fails("is not understood: there is no such "+r.name, better...)
}

// number reads a bare year, or a range written with a dash.
func (p *parser) number(w word) {
	_, _, ranged := cutRange(w.text)
	switch {
	case ranged:
		p.value(w, WordRange, w.text)
	case !fourDigits(w.text):
		p.fail(cmp.Or(p.soMany(w), p.lex.v.meantByNumber(w.text)).of(w))
	case p.view != nil && View(p.view.n) == Path:
		p.value(w, WordDeadline, w.text)
	default:
		first, notFirst := readYear(p.said[WordYear.index()])
		p.value(w, WordYear, w.text)
		year, notYear := readYear(w.text)
		if twoYears := notFirst == nil && notYear == nil; p.err != nil && twoYears { // perhaps meant as a range
			p.err.Nearest = []string{printRange(min(first, year), max(first, year))}
		}
	}
}

func (p *parser) override(w word) {
	name, rest, _ := strings.Cut(w.text, "=")
	if level, found := strings.CutPrefix(w.text, atMost); found {
		p.fail(w.fails("is not asked of figures: one meets a level or is below it", wordBelow+" "+level))
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
				return because("contradicts " + first.String() + ": there can be only one " + WordOwnLevel.row().name)
			}
		}
		*q = q.WithOverride(o)
		return nil
	})
}

// inferMeasure finds the measure of a level that was said without one: 20% is
// pledged of equipment and not of GDP.
func (p *parser) inferMeasure() {
	v := p.lex.v
	if p.used&^p.Given&WordMeasure == 0 || !mayMeanOther(p.Query.Level) ||
		len(v.Targets.All()) == 0 || v.pledged(figure.ShareGDP, p.Query.Level) {
		return
	}
	found := slices.DeleteFunc(figure.InOrder(), func(m figure.Measure) bool { return !v.pledged(m, p.Query.Level) })
	if len(found) == 1 {
		p.Query.Measure = found[0]
	}
}

// pledged tells whether a measurable pledge of the measure has the level.
func (v *Vocabulary) pledged(m figure.Measure, level figure.Decimal) bool {
	return slices.ContainsFunc(v.Targets.Levels(m), func(l figure.Decimal) bool { return l.Cmp(level) == 0 })
}
