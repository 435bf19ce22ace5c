package query

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
)

// MaxPins is the most allies a query can name: as many as a trend can tell
// apart.
const MaxPins = 8

// maxJoined is the most blank-separated words that make one name.
const maxJoined = 4

// Parse reads a query. The words stand in any order and case; one that says
// again what another said is fine. The error, if any, is an *Error: the first
// of them.
func Parse(text string, v *Vocabulary) (Query, error) {
	p := &parser{lex: newLexicon(v)}
	words := p.lex.words(split(text))
	p.path = p.lex.path(words)
	for _, w := range words {
		if err := p.apply(w); err != nil {
			return Query{}, err
		}
	}
	p.inferMeasure()
	return p.q, nil
}

// ParseWords reads a query of the arguments of a command. An argument may hold
// several words; an error's At counts as if they were joined with blanks.
func ParseWords(words []string, v *Vocabulary) (Query, error) {
	return Parse(strings.Join(words, " "), v)
}

// token is a piece of the text between blanks.
type token struct {
	text    string
	at, end int // in runes
}

// split cuts the text at blanks. A per cent sign standing alone is put to the
// number before it.
func split(text string) []token {
	var tokens []token
	n, start, from := 0, -1, 0
	flush := func(to int) {
		if start < 0 {
			return
		}
		t := token{text[from:to], start, n}
		start = -1
		if last := len(tokens) - 1; t.text == "%" && last >= 0 && endsInDigit(tokens[last].text) {
			tokens[last].text, tokens[last].end = tokens[last].text+"%", n
			return
		}
		tokens = append(tokens, t)
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

func endsInDigit(s string) bool { return s[len(s)-1] >= '0' && s[len(s)-1] <= '9' }

// word is one word of the grammar: a token, or the tokens of a name.
type word struct {
	text  string
	at    int
	means meaning
	next  string // the token behind it, for guessing what was meant
}

// fails makes an error of the word. What it offers may repeat a part of what
// was written: nothing is offered that a terminal could not print.
func (w word) fails(reason string, better ...string) *Error {
	better = slices.DeleteFunc(better, func(s string) bool {
		return !utf8.ValidString(s) || len(s) > 2*longestWord ||
			strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
	})
	return &Error{Word: w.text, At: w.at, Reason: reason, Nearest: better}
}

// words finds the words the tokens make.
func (l *lexicon) words(tokens []token) []word {
	var words []word
	for len(tokens) > 0 {
		n, m := l.read(tokens)
		w := word{text: tokens[0].text, at: tokens[0].at, means: m}
		for _, t := range tokens[1:n] {
			w.text += " " + t.text
		}
		if tokens = tokens[n:]; len(tokens) > 0 {
			w.next = tokens[0].text
		}
		words = append(words, w)
	}
	return words
}

// path tells whether the words ask for the path view. That has to be known
// before any year is read, since there a bare year is the deadline.
func (l *lexicon) path(words []word) bool {
	return slices.ContainsFunc(words, func(w word) bool {
		m := w.means
		if m.kind == pairShape {
			name, value, _ := strings.Cut(w.text, ":")
			if k, ok := keyOf(name); ok && k == keyView {
				m = l.exact[fold(value)]
			}
		}
		return m.kind == viewWord && m.view == Path
	})
}

// slot is a thing that can be said once.
type slot uint8

// The slots.
const (
	saidView slot = iota
	saidMeasure
	saidGroup
	saidYear
	saidRange
	saidBase
	saidDeadline
	saidLevel
	saidEdition
	saidSource
	saidMembers
	saidSort
	saidTransform
	saidFilter
	saidFocus
	slotCount
)

// slotNames is a constant table of what a slot is called in an error.
var slotNames = [...]string{
	"view", "measure", "group", "year", "range of years", "base year", "deadline", "level", "edition", "source",
	"choice of members", "order", "transform", "filter", "focus",
}

// parser is the state of one parse.
type parser struct {
	lex  *lexicon
	q    Query
	path bool // the path view is asked for
	said [slotCount]struct{ word, value string }
	own  map[ally.Code]string // overrides, by ally
}

// once notes that a word has filled a slot, which fails where another has
// filled it with something else.
func (p *parser) once(s slot, w word, value string) *Error {
	first := p.said[s]
	if first.word != "" && first.value != value {
		return w.fails("contradicts " + first.word + ": there can be only one " + slotNames[s])
	}
	p.said[s].word, p.said[s].value = w.text, value
	return nil
}

// apply puts what a word says into the query.
func (p *parser) apply(w word) *Error {
	switch m := w.means; m.kind {
	case allyWord:
		return p.pin(w, m.code)
	case viewWord:
		return p.view(w, m.view)
	case measureWord:
		return p.measure(w, m.measure)
	case groupWord:
		return p.group(w, m.group)
	case onlyWord:
		p.q.Only = true
		return nil
	case reverseWord:
		p.q.Reverse = true
		return nil
	case keyWord:
		return bareKey(w, m.key)
	case pairShape:
		return p.pair(w)
	case overrideShape:
		return p.override(w)
	case levelShape:
		return p.level(w, w.text)
	case rangeShape:
		return p.span(w)
	case numberShape:
		return p.number(w)
	case ambiguous:
		return w.fails("is ambiguous", p.lex.v.namesFor(m.codes)...)
	default:
		return p.notUnderstood(w)
	}
}

func (p *parser) pin(w word, c ally.Code) *Error {
	p.q.Pins = p.q.Pins.With(c)
	if p.q.Pins.Len() > MaxPins {
		return w.fails("is a ninth ally: eight are the limit")
	}
	return nil
}

func (p *parser) view(w word, v View) *Error {
	p.q.View = v
	return p.once(saidView, w, v.String())
}

func (p *parser) measure(w word, m figure.Measure) *Error {
	p.q.Measure = m
	return p.once(saidMeasure, w, m.String())
}

func (p *parser) group(w word, id string) *Error {
	p.q.Group = id
	return p.once(saidGroup, w, id)
}

func (p *parser) year(w word, y figure.Year) *Error {
	p.q.Year = y
	return p.once(saidYear, w, printYear(y))
}

func (p *parser) deadline(w word, y figure.Year) *Error {
	p.q.Deadline = y
	return p.once(saidDeadline, w, printYear(y))
}

// number reads a bare year, or a range written with a dash.
func (p *parser) number(w word) *Error {
	if _, _, ok := cutRange(w.text); ok {
		return p.span(w)
	}
	if !fourDigits(w.text) {
		reason, better := p.lex.v.meantByNumber(w.text)
		return w.fails(reason, better...)
	}
	y, reason := readYear(w.text)
	switch {
	case reason != "":
		return w.fails(reason)
	case p.path:
		return p.deadline(w, y)
	}
	err := p.year(w, y)
	if err != nil { // two years were perhaps meant as a range
		if first, reason := readYear(p.said[saidYear].word); reason == "" {
			err.Nearest = []string{printRange(min(first, y), max(first, y))}
		}
	}
	return err
}

// span reads a range of years.
func (p *parser) span(w word) *Error {
	from, to, _ := cutRange(w.text)
	first, last, reason, better := readRange(from, to)
	if reason != "" {
		return w.fails(reason, better...)
	}
	p.q.From, p.q.To = first, last
	return p.once(saidRange, w, printRange(first, last))
}

// level reads a level.
func (p *parser) level(w word, s string) *Error {
	level, reason := readLevel(s)
	if reason != "" {
		return w.fails(reason)
	}
	p.q.Level = level
	return p.once(saidLevel, w, printLevel(level))
}

// override reads a level of one ally's own.
func (p *parser) override(w word) *Error {
	name, rest, _ := strings.Cut(w.text, "=")
	m := p.lex.ally(name)
	if m.kind != allyWord {
		return p.notAlly(w, "", name, "="+rest, m)
	}
	level, by, reason := readOverride(rest)
	if reason != "" {
		return w.fails(reason)
	}
	o := Override{Code: m.code, Level: level, By: by}
	if first, said := p.own[m.code]; said && first != o.String() {
		return w.fails("contradicts " + first + ": there can be only one level of an ally's own")
	}
	if p.own == nil {
		p.own = map[ally.Code]string{}
	}
	p.own[m.code] = o.String()
	p.q = p.q.WithOverride(o)
	return nil
}

// inferMeasure finds the measure of a level that was said without one: 20% is
// pledged of equipment and not of GDP.
func (p *parser) inferMeasure() {
	v := p.lex.v
	if p.said[saidMeasure].word != "" || !mayMeanOther(p.q.Level) || len(v.pledges()) == 0 ||
		v.inPledges(figure.ShareGDP, p.q.Level) {
		return
	}
	var found []figure.Measure
	for i := range figure.Measures {
		if m := figure.Measure(i); v.inPledges(m, p.q.Level) {
			found = append(found, m)
		}
	}
	if len(found) == 1 {
		p.q.Measure = found[0]
	}
}
