package query

import (
	"slices"
	"strings"
	"unicode"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
)

// Option is a word that can be said, and what it means.
type Option struct {
	Text string
	Note string
}

// maxOptions is the most options a completion offers.
const maxOptions = 50

// entry is an option with the words it is found by; the first is its own.
type entry struct {
	Option
	words []string // folded
	ally  *ally.Ally
}

// Words lists all words there are, for help and documentation: views, groups,
// measures, pledged levels, switches, keys and allies. What further words an
// ally or a measure answers to is not listed.
func Words(v *Vocabulary) []Option {
	entries := v.entries()
	out := make([]Option, len(entries))
	for i, e := range entries {
		out[i] = e.Option
	}
	return out
}

// Shapes lists the words that are known by their shape, an example of each.
func Shapes() []Option {
	return []Option{
		{"2019", "a year; the deadline in the path view"},
		{"2014..2024", "a range of years; 2014.. and ..2024 are open"},
		{"3.5%", "the level figures are judged by"},
		{"ESP=2.1%", "a level of one ally's own"},
		{"DEU=3.5%@2029", "a level of one ally's own, and its deadline"},
	}
}

// Complete offers what the word at the cursor could become. The cursor, from
// and to count runes; the options stand for text[from:to], best first.
func Complete(text string, cursor int, v *Vocabulary) (from, to int, options []Option) {
	runes := []rune(text)
	cursor = max(0, min(cursor, len(runes)))
	from, to = cursor, cursor
	for from > 0 && !unicode.IsSpace(runes[from-1]) {
		from--
	}
	for to < len(runes) && !unicode.IsSpace(runes[to]) {
		to++
	}
	typed := string(runes[from:cursor])
	if key, value, ok := strings.Cut(typed, ":"); ok {
		return from, to, v.completeValue(key, value)
	}
	if name, value, ok := strings.Cut(typed, "="); ok {
		return from, to, rank(v.levelsFor(name+"="), fold(name+"="+value), "")
	}
	if start, joined, ok := before(runes, from, typed); ok {
		if options := v.completeName(joined); len(options) > 0 {
			return start, to, options
		}
	}
	return from, to, rank(v.entries(), fold(typed), typed)
}

// before finds the token before the word that begins at from, and the two as
// one.
func before(runes []rune, from int, typed string) (start int, joined string, ok bool) {
	tokens := split(string(runes[:from]))
	if typed == "" || len(tokens) == 0 {
		return 0, "", false
	}
	last := tokens[len(tokens)-1]
	return last.at, fold(last.text) + "-" + fold(typed), true
}

// completeName offers the allies with a name of several words that begins so:
// "united ki".
func (v *Vocabulary) completeName(folded string) []Option {
	var out []Option
	for _, a := range v.allies() {
		if strings.HasPrefix(fold(a.Name), folded) {
			out = append(out, Option{string(a.Code), a.Name})
		}
	}
	return out
}

// completeValue offers the values of a key.
func (v *Vocabulary) completeValue(name, value string) []Option {
	k, ok := keyOf(name)
	if !ok {
		return nil
	}
	var found []Option
	switch k {
	case keyFocus:
		found = rank(v.allyEntries(), fold(value), value)
	case keyGroup:
		found = rank(v.groupEntries(), fold(value), value)
	case keyMeasure:
		found = rank(measureEntries(), fold(value), value)
	case keyView:
		found = rank(viewEntries(), fold(value), value)
	case keyTarget:
		found = rank(v.levelsFor(""), fold(value), value)
	case keyEdition:
		found = rank(v.editionEntries(), fold(value), value)
	case keyBy:
		found = rank(v.deadlineEntries(), fold(value), value)
	default:
		found = rank(choiceEntries(k), fold(value), value)
	}
	for i := range found {
		found[i].Text = name + ":" + found[i].Text
	}
	return found
}

// entries are all words.
func (v *Vocabulary) entries() []entry {
	return slices.Concat(viewEntries(), v.groupEntries(), measureEntries(), v.levelsFor(""),
		plain(wordOnly, keySpecs[keyOnly].note), plain(wordReverse, "the order turned round"),
		keyEntries(), v.allyEntries())
}

// plain is a list of one entry that is found by its text alone.
func plain(text, note string) []entry {
	return []entry{{Option: Option{text, note}, words: []string{fold(text)}}}
}

func (v *Vocabulary) allyEntries() []entry {
	var out []entry
	for _, a := range v.allies() {
		words := append([]string{fold(string(a.Code))}, namesOf(a)...)
		out = append(out, entry{Option{string(a.Code), a.Name}, append(words, fold(a.ISO2)), a})
	}
	return out
}

func (v *Vocabulary) groupEntries() []entry {
	var out []entry
	for _, g := range v.groups() {
		words := []string{fold(g.ID)}
		for _, alias := range g.Aliases {
			words = append(words, fold(alias))
		}
		out = append(out, entry{Option: Option{g.ID, g.Title}, words: words})
	}
	return out
}

func measureEntries() []entry {
	var out []entry
	for i := range figure.Measures {
		s := figure.Measure(i).Spec()
		words := []string{fold(s.Word), fold(s.ID)}
		for alias := range strings.FieldsSeq(s.Aliases) {
			words = append(words, fold(alias))
		}
		out = append(out, entry{Option: Option{s.Word, s.Title + ", " + s.Unit}, words: words})
	}
	return out
}

func viewEntries() []entry {
	var out []entry
	for _, w := range viewWords {
		e := plain(w, "view")
		switch w {
		case Ranking.String():
			e[0].words = append(e[0].words, "rank")
		case Sheet.String():
			e[0].words = append(e[0].words, "show")
		}
		out = append(out, e...)
	}
	return out
}

func keyEntries() []entry {
	var out []entry
	for k := range keyCount {
		if k == keyOnly {
			continue // which is said without a colon
		}
		e := entry{Option: Option{k.String() + ":", keySpecs[k].note + ", such as " + k.example()}}
		for _, w := range k.words() {
			e.words = append(e.words, w+":")
		}
		out = append(out, e)
	}
	return out
}

// levelsFor are the pledged levels behind a prefix, such as "ESP=".
func (v *Vocabulary) levelsFor(prefix string) []entry {
	var out []entry
	for _, p := range v.pledges() {
		text := prefix + printLevel(p.Level)
		same := slices.IndexFunc(out, func(e entry) bool { return e.Text == text })
		if same >= 0 {
			out[same].Note = p.Label // the newest pledge of a level speaks for it
			continue
		}
		out = append(out, plain(text, p.Label)...)
	}
	return out
}

func (v *Vocabulary) deadlineEntries() []entry {
	var out []entry
	for _, p := range v.pledges() {
		if p.Deadline == 0 {
			continue
		}
		text := printYear(figure.Year(p.Deadline))
		if !slices.ContainsFunc(out, func(e entry) bool { return e.Text == text }) {
			out = append(out, plain(text, p.Label)...)
		}
	}
	return out
}

// editionEntries are the editions, newest first.
func (v *Vocabulary) editionEntries() []entry {
	out := plain(latest, "the newest edition, whichever it is")
	for _, id := range slices.Backward(v.editions()) {
		out = append(out, plain(id, "edition")...)
	}
	return out
}

func choiceEntries(k key) []entry {
	var out []entry
	for _, c := range k.choices() {
		out = append(out, plain(c, keySpecs[k].note)...)
	}
	if k == keySort {
		for _, c := range k.choices() {
			out = append(out, plain("-"+c, "the same, reversed")...)
		}
	}
	return out
}

// fit is how well a word fits what was typed; less is better.
type fit uint8

const (
	same      fit = iota
	begins        // the option's own word
	alsoCalls     // another word for the same
	contains
	scattered // its letters are there, in order
	misses
)

// rank returns the options that fit the folded word, best first and otherwise
// in the order they came in.
func rank(entries []entry, folded, typed string) []Option {
	type found struct {
		Option
		fit fit
	}
	var list []found
	for _, e := range entries {
		best, at := misses, 0
		for i, w := range e.words {
			f := fitOf(w, folded)
			if f == begins && i > 0 {
				f = alsoCalls
			}
			if f < best {
				best, at = f, i
			}
		}
		if best != misses {
			list = append(list, found{e.as(at, best, typed), best})
		}
	}
	slices.SortStableFunc(list, func(a, b found) int { return int(a.fit) - int(b.fit) })
	out := make([]Option, 0, min(len(list), maxOptions))
	for _, f := range list[:min(len(list), maxOptions)] {
		out = append(out, f.Option)
	}
	return out
}

// as is the option for an entry found by its word at the given place. It is
// offered by its own word, but by another where that is being typed: a shell
// shows only what begins as its user began.
func (e entry) as(at int, f fit, typed string) Option {
	if f > alsoCalls || at == 0 {
		return e.Option
	}
	text := e.words[at]
	if e.ally != nil {
		switch text {
		case fold(e.ally.ISO2): // the three letters begin alike, or nearly
			return e.Option
		case fold(e.ally.Name):
			text = strings.ReplaceAll(e.ally.Name, " ", "-")
			if isASCII(typed) {
				text = unaccent(text)
			}
		}
	}
	return Option{text, e.Note + ", " + e.Text}
}

// The least letters that are looked for inside words, and scattered over them:
// with fewer, all words have them.
const (
	minContained = 2
	minScattered = 3
)

// fitOf tells how well a folded word fits what was typed.
func fitOf(word, typed string) fit {
	switch {
	case word == typed:
		return same
	case strings.HasPrefix(word, typed):
		return begins
	case len(typed) >= minContained && strings.Contains(word, typed):
		return contains
	case len(typed) >= minScattered && word != "" && word[0] == typed[0] && subsequence(word, typed):
		return scattered
	}
	return misses
}

// subsequence tells whether the runes of part stand in word in their order.
func subsequence(word, part string) bool {
	rest := []rune(part)
	for _, r := range word {
		if len(rest) > 0 && r == rest[0] {
			rest = rest[1:]
		}
	}
	return len(rest) == 0
}
