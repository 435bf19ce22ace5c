package query

import (
	"slices"
	"strings"
	"unicode"

	"allyscope/internal/ally"
	"allyscope/internal/format"
)

// Option is a word that can be said, and what it means.
type Option struct {
	Text string
	Note string
}

const maxOptions = 50

// Complete offers what the word at the cursor could become. The cursor, from
// and to count runes; the options stand for text[from:to], best first.
func Complete(text string, cursor int, v *Vocabulary) (from, to int, offered []Option) {
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
		if kind, _ := cutKey(typed); kind != 0 && kind.row().terms != nil {
			offered = prefixed(key+":", rank(kind.row().terms(v), value))
		}
		return from, to, offered
	}
	if name, value, ok := strings.Cut(typed, "="); ok {
		return from, to, prefixed(name+"=", rank(levelTerms(v), value))
	}
	whole := string(runes[:from])
	if before := split(whole); typed != "" && len(before) > 0 {
		last := before[len(before)-1]
		name := last.folded + "-" + fold(typed) // "united ki" is one name
		other := func(t term) bool { return !strings.HasPrefix(fold(t.note), name) }
		if named := slices.DeleteFunc(allyTerms(v), other); len(named) > 0 {
			return len([]rune(whole[:strings.LastIndex(whole, last.typed)])), to, options(named)
		}
	}
	terms := slices.Concat(viewTerms(v), groupTerms(v), measureTerms(v), levelTerms(v),
		keyTerms(true), keyTerms(false), allyTerms(v), sayingTerms(v))
	offered = append(rank(terms, typed), rank(sumTerms(v), typed)...) // what is named more often first
	return from, to, offered[:min(len(offered), maxOptions)]
}

func prefixed(before string, options []Option) []Option {
	return format.Each(options, func(o Option) Option { return Option{before + o.Text, o.Note} })
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

// rank returns the terms that fit what was typed, best first and otherwise in
// the order they came in.
func rank(terms []term, typed string) []Option {
	var found [misses][]Option
	folded := fold(typed)
	for _, t := range terms {
		best, name, own := misses, "", firstWord(t.names)
		for n := range strings.FieldsSeq(t.names) {
			f := fitOf(n, folded)
			if f == begins && n != own {
				f = alsoCalls
			}
			if f < best {
				best, name = f, n
			}
		}
		switch {
		case best == misses:
		case best == begins && t.kind == WordAllies && strings.HasPrefix(fold(t.note), folded) && folded != "":
			found[best] = append(found[best], t.alias(fold(t.note), typed)) // the name says more than its code
		case best <= alsoCalls && name != own:
			found[best] = append(found[best], t.alias(name, typed))
		default:
			found[best] = append(found[best], t.option())
		}
	}
	out := slices.Concat(found[:]...)
	return out[:min(len(out), maxOptions)]
}

// alias is the option for a term of which another name than its own is being typed. It is
// offered by that name: a shell shows only what begins as its user began.
func (t term) alias(name, typed string) Option {
	own := t.option()
	switch {
	case t.key:
		name += ":"
	case t.kind != WordAllies:
	case strings.HasSuffix(t.names, " "+name): // the two letters of ISO 3166: the three begin alike, or nearly
		return own
	case name == fold(t.note):
		name = strings.ReplaceAll(t.note, " ", "-")
		if ally.IsASCII(typed) {
			name = ally.Plain(name)
		}
	}
	return Option{name, own.Note + ", " + own.Text}
}

// The least letters that are looked for inside words, and scattered over them:
// with fewer, all words have them.
const (
	minContained = 2
	minScattered = 3
)

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
	for _, r := range part {
		_, behind, found := strings.Cut(word, string(r))
		if !found {
			return false
		}
		word = behind
	}
	return true
}

// Chapter is a sort of words, with all of them.
type Chapter struct {
	Title, About string
	Words        []Option
}

// fewValues is how many values a key may have to have them listed; editions are listed
// however many there are, as no other page does.
const fewValues = 18

// Chapters lists all words there are, for help and documentation. What further
// words an ally or a measure answers to is not listed.
func Chapters(v *Vocabulary) []Chapter {
	var forms []Option
	for _, r := range rows {
		forms = append(forms, r.forms...)
	}
	keys := format.Each(keyTerms(false), func(t term) Option { return t.withValues(v) })
	return []Chapter{
		{"Years, ranges and levels", "Known by their shape; they need no key.", forms},
		{"Allies", "A code, a name, or a beginning that only one name has. Naming an ally pins it; up to eight.", options(allyTerms(v))},
		{"Groups", "Membership of a group is dated, as that of the alliance.", options(groupTerms(v))},
		{"Sums", "NATO's own sums as it prints them, and each group as one, computed here: " +
			"beside allies in a trend, a comparison, a path, and below a ranking.", options(sumTerms(v))},
		{"Measures", "A level without a measure is a share of GDP, but for 20 %, which is of equipment.", options(measureTerms(v))},
		{"Pledged levels", "Any other level is one of your own.", options(levelTerms(v))},
		{"Keys", "A key stands before a colon, its value behind it.", keys},
		{"Switches", "", options(keyTerms(true))},
		{"Views", "What the explorer opens on.", options(viewTerms(v))},
	}
}

func options(terms []term) []Option {
	return format.Each(terms, term.option)
}

func (t term) withValues(v *Vocabulary) Option {
	if r := t.kind.row(); r.terms != nil {
		if values := r.terms(v); len(values) > 0 && (len(values) <= fewValues || r.kind == WordEdition) {
			return Option{t.text, r.note + ": " + strings.Join(choices(values), ", ")}
		}
	}
	return t.option()
}
