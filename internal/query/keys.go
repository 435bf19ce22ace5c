package query

import (
	"slices"
	"strings"

	"allyscope/internal/figure"
)

// The bare words that switch something on.
const (
	wordOnly    = "only"
	wordReverse = "reverse"
)

// latest is the word for the default edition.
const latest = "latest"

// pins is the one value that "only" takes as a key.
const pins = "pins"

// key is what stands before the colon of a key:value word.
type key uint8

// The keys, in the order in which they are listed.
const (
	keyView key = iota
	keyGroup
	keyMeasure
	keyYear
	keyTarget
	keyBy
	keyBase
	keyEdition
	keySource
	keyMembers
	keySort
	keyAs
	keyFilter
	keyOnly
	keyFocus
	keyCount
)

// keySpecs is a constant table of the keys.
var keySpecs = [...]struct {
	word, alias string
	example     string // a value
	note        string
}{
	keyView:    {"view", "", "trend", "a way to look at the answer"},
	keyGroup:   {"group", "", "nordic", "the allies of a group alone"},
	keyMeasure: {"measure", "", "equipment", "what is measured"},
	keyYear:    {"year", "", "2019", "the year asked about"},
	keyTarget:  {"target", "level", "2%", "the level figures are judged by"},
	keyBy:      {"by", "deadline", "2035", "the year a path ends"},
	keyBase:    {"base", "", "2014", "the year changes are counted from"},
	keyEdition: {"edition", "", "2024-06", "whose figures, as of when"},
	keySource:  {"source", "", "sipri", "NATO's figures or SIPRI's"},
	keyMembers: {"members", "", "now", "whose figures are judged"},
	keySort:    {"sort", "", "gap", "the order of the rows; -gap reverses it"},
	keyAs:      {"as", "", "index", "what a trend draws"},
	keyFilter:  {"filter", "", "land", "rows whose name or code has these letters"},
	keyOnly:    {"only", "", pins, "the named allies and no others"},
	keyFocus:   {"focus", "", "NOR", "the ally the reader is at"},
}

// sourceWords is a constant table of what the grammar calls a source.
var sourceWords = [...]string{"nato", "sipri"}

// onlyWords is a constant table of what the grammar can show alone.
var onlyWords = [...]string{pins}

// String is the key as it is printed.
func (k key) String() string { return keySpecs[k].word }

// words are all the grammar takes for the key.
func (k key) words() []string {
	if alias := keySpecs[k].alias; alias != "" {
		return []string{keySpecs[k].word, alias}
	}
	return []string{keySpecs[k].word}
}

// example is a word with the key, for an error or a help text.
func (k key) example() string { return k.String() + ":" + keySpecs[k].example }

// choices are the values of a key that has but a few, each at the place of the
// constant it stands for; nil for other keys.
func (k key) choices() []string {
	switch k {
	case keySource:
		return sourceWords[:]
	case keyMembers:
		return policyWords[:]
	case keySort:
		return sortWords[:]
	case keyAs:
		return transformWords[:]
	case keyOnly:
		return onlyWords[:]
	}
	return nil
}

// keyOf finds a key.
func keyOf(word string) (key, bool) {
	word = fold(word)
	for k := range keyCount {
		if slices.Contains(k.words(), word) {
			return k, true
		}
	}
	return 0, false
}

// pair reads a key:value word.
func (p *parser) pair(w word) *Error {
	name, value, _ := strings.Cut(w.text, ":")
	k, ok := keyOf(name)
	if !ok {
		var keys []candidate
		for k := range keyCount {
			for _, word := range k.words() {
				keys = append(keys, candidate{word, word + ":" + value})
			}
		}
		better, _ := nearest(fold(name), keys)
		return w.fails("is not understood: there is no such key", better...)
	}
	if value == "" {
		return w.fails("has no value", k.example())
	}
	switch k {
	case keyView, keyMeasure, keyGroup, keyFocus:
		return p.named(w, k, value)
	case keyYear, keyBase, keyBy:
		return p.yearOf(w, k, value)
	case keyTarget:
		return p.level(w, value)
	case keyEdition:
		return p.edition(w, value)
	case keyFilter:
		return p.filter(w, value)
	default:
		return p.choice(w, k, value)
	}
}

// named reads the value of a key that is a word of its own elsewhere.
func (p *parser) named(w word, k key, value string) *Error {
	if k == keyFocus {
		m := p.lex.ally(value)
		if m.kind != allyWord {
			return p.notAlly(w, k.String()+":", value, "", m)
		}
		p.q.Focus = m.code
		return p.once(saidFocus, w, string(m.code))
	}
	m := p.lex.exact[fold(value)]
	if k == keyGroup && m.kind != groupWord {
		m = p.lex.group(value) // another word may hide the group's
	}
	switch {
	case k == keyView && m.kind == viewWord:
		return p.view(w, m.view)
	case k == keyMeasure && m.kind == measureWord:
		return p.measure(w, m.measure)
	case k == keyGroup && m.kind == groupWord:
		return p.group(w, m.group)
	}
	var known []candidate
	for _, c := range p.lex.candidates() {
		if c.kind == kindOf(k) {
			known = append(known, candidate{c.word, k.String() + ":" + c.say})
		}
	}
	better, _ := nearest(fold(value), known)
	return w.fails("is not understood: there is no such "+k.String(), better...)
}

// kindOf is the kind of words that are values of the key.
func kindOf(k key) kind {
	switch k {
	case keyView:
		return viewWord
	case keyMeasure:
		return measureWord
	case keyGroup:
		return groupWord
	}
	return unknown
}

// choice reads the value of a key that has but a few.
func (p *parser) choice(w word, k key, value string) *Error {
	choices, wanted := k.choices(), fold(value)
	if k == keySort {
		wanted = strings.TrimPrefix(wanted, "-")
	}
	for i, c := range choices {
		if c == wanted {
			return p.choose(w, k, i, fold(value))
		}
	}
	known := make([]candidate, len(choices))
	for i, c := range choices {
		known[i] = candidate{c, k.String() + ":" + c}
	}
	better, _ := nearest(wanted, known)
	return w.fails("is not understood: "+k.String()+" can be "+alternatives(choices), better...)
}

// choose sets what the i-th value of a key stands for.
func (p *parser) choose(w word, k key, i int, value string) *Error {
	switch k {
	case keySource:
		p.q.Source = Source(i)
		return p.once(saidSource, w, value)
	case keyMembers:
		p.q.Members = Membership(i)
		return p.once(saidMembers, w, value)
	case keySort:
		p.q.Sort = Sort(i)
		p.q.Reverse = p.q.Reverse || strings.HasPrefix(value, "-")
		return p.once(saidSort, w, value)
	case keyAs:
		p.q.Transform = Transform(i)
		return p.once(saidTransform, w, value)
	default:
		p.q.Only = true
		return nil
	}
}

// yearOf reads the value of a key that is a year.
func (p *parser) yearOf(w word, k key, value string) *Error {
	y, reason := readYear(value)
	if reason != "" {
		return w.fails(reason)
	}
	switch k {
	case keyBase:
		p.q.Base = y
		return p.once(saidBase, w, printYear(y))
	case keyBy:
		return p.deadline(w, y)
	default:
		return p.year(w, y)
	}
}

// edition reads an edition: its identifier, the beginning of just one, or the
// word for the default.
func (p *parser) edition(w word, value string) *Error {
	wanted, id := fold(value), ""
	var begun []string
	for _, e := range p.lex.v.editions() {
		switch {
		case e == value:
			id = e
		case fold(e) == wanted && id == "":
			id = e
		case strings.HasPrefix(fold(e), wanted):
			begun = append(begun, keyEdition.String()+":"+e)
		}
	}
	switch {
	case wanted == latest:
		id = ""
	case id != "":
	case len(begun) == 1:
		_, id, _ = strings.Cut(begun[0], ":")
	case len(begun) > 1:
		return w.fails("is ambiguous", begun...)
	default:
		var known []candidate
		for _, e := range slices.Backward(p.lex.v.editions()) { // of equally near ones the newest
			known = append(known, candidate{fold(e), keyEdition.String() + ":" + e})
		}
		return w.fails("is not understood: there is no such edition", closest(wanted, known)...)
	}
	p.q.Edition = id
	return p.once(saidEdition, w, id)
}

// filter reads the letters rows are filtered by.
func (p *parser) filter(w word, value string) *Error {
	f := FilterOf(value)
	if f == "" || len([]rune(f)) < len([]rune(value)) {
		return w.fails("is no filter: it takes up to 40 letters of a name or code")
	}
	p.q.Filter = f
	return p.once(saidFilter, w, f)
}

// bareKey is the error for a key without its colon.
func bareKey(w word, k key) *Error {
	return w.fails("is a key and wants a value", k.String()+":"+keySpecs[k].example)
}

// inPledges tells whether a measurable pledge of the measure has the level.
func (v *Vocabulary) inPledges(m figure.Measure, level figure.Decimal) bool {
	for _, l := range v.Targets.Levels(m) {
		if l.Cmp(level) == 0 {
			return true
		}
	}
	return false
}
