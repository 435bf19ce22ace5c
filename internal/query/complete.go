package query

import (
	"slices"
	"strings"
	"unicode"

	"allyscope/internal/ally"
	"allyscope/internal/format"
)

// Option is a word of the grammar with a note on its meaning.
type Option struct {
	Text string
	Note string
}

const maxOptions = 50

// Complete returns completions of the word at the cursor, best first; each replaces text[from:to].
// The cursor and the bounds count runes.
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
		name := last.folded + "-" + fold(typed) // "united ki" begins one name
		other := func(t term) bool { return !strings.HasPrefix(fold(t.note), name) }
		if named := slices.DeleteFunc(allyTerms(v), other); len(named) > 0 {
			return len([]rune(whole[:strings.LastIndex(whole, last.typed)])), to, options(named)
		}
	}
	sayings := format.Each(v.Sayings, func(s Option) term {
		return term{text: s.Text, note: "your own: " + s.Note, names: fold(s.Text)}
	})
	terms := slices.Concat(viewTerms(v), groupTerms(v), measureTerms(v), levelTerms(v),
		keyTerms(true), keyTerms(false), allyTerms(v), sayings)
	offered = append(rank(terms, typed), rank(sumTerms(v), typed)...) // sums come last, as they are named least often
	return from, to, offered[:min(len(offered), maxOptions)]
}

func prefixed(before string, options []Option) []Option {
	return format.Each(options, func(o Option) Option { return Option{before + o.Text, o.Note} })
}

// fit is how well a name fits the typed text; a lower value is better.
type fit uint8

const (
	fitExact       fit = iota
	fitPrefix          // the term's own word begins with the text
	fitAliasPrefix     // another name of the term does
	fitContains
	fitScattered // the letters are there, in order
	noFit
)

// rank returns the terms that fit the typed text, best first. Equally good ones keep their order.
func rank(terms []term, typed string) []Option {
	var found [noFit][]Option
	folded := fold(typed)
	for _, t := range terms {
		best, name, own := noFit, "", firstWord(t.names)
		for n := range strings.FieldsSeq(t.names) {
			f := fitOf(n, folded)
			if f == fitPrefix && n != own {
				f = fitAliasPrefix
			}
			if f < best {
				best, name = f, n
			}
		}
		switch {
		case best == noFit:
		case best == fitPrefix && t.kind == WordAllies && strings.HasPrefix(fold(t.note), folded) && folded != "":
			found[best] = append(found[best], t.aliasOption(fold(t.note), typed)) // a name says more than a code
		case best <= fitAliasPrefix && name != own:
			found[best] = append(found[best], t.aliasOption(name, typed))
		default:
			found[best] = append(found[best], t.option())
		}
	}
	out := slices.Concat(found[:]...)
	return out[:min(len(out), maxOptions)]
}

// aliasOption returns the option for a term whose other name is being typed. It offers that name,
// because a shell shows only completions that begin with the typed text.
func (t term) aliasOption(name, typed string) Option {
	own := t.option()
	switch {
	case t.key:
		name += ":"
	case t.kind != WordAllies:
	case strings.HasSuffix(t.names, " "+name): // the ISO 3166 alpha-2 code, which the alpha-3 code resembles
		return own
	case name == fold(t.note):
		name = strings.ReplaceAll(t.note, " ", "-")
		if ally.IsASCII(typed) {
			name = ally.Plain(name)
		}
	}
	return Option{name, own.Note + ", " + own.Text}
}

// The fewest letters to look for inside a name, and scattered over it. Fewer would fit almost any.
const (
	minContained = 2
	minScattered = 3
)

func fitOf(word, typed string) fit {
	switch {
	case word == typed:
		return fitExact
	case strings.HasPrefix(word, typed):
		return fitPrefix
	case len(typed) >= minContained && strings.Contains(word, typed):
		return fitContains
	case len(typed) >= minScattered && word != "" && word[0] == typed[0] && subsequence(word, typed):
		return fitScattered
	}
	return noFit
}

// subsequence reports whether the runes of part occur in word in the same order.
func subsequence(word, part string) bool {
	for _, r := range part {
		_, rest, found := strings.Cut(word, string(r))
		if !found {
			return false
		}
		word = rest
	}
	return true
}

// Chapter lists all words of one sort, for a page of help.
type Chapter struct {
	Title, About string
	Words        []Option
}

// fewValues is the most values that help lists for a key; it always lists editions.
const fewValues = 18

// Chapters lists the words of the grammar for help, without synonyms of allies and measures.
func Chapters(v *Vocabulary) []Chapter {
	var forms []Option
	for _, r := range wordTable {
		forms = append(forms, r.forms...)
	}
	keys := format.Each(keyTerms(false), func(t term) Option {
		if r := t.kind.row(); r.terms != nil {
			if values := r.terms(v); len(values) > 0 && (len(values) <= fewValues || r.kind == WordEdition) {
				return Option{t.text, r.note + ": " + strings.Join(choices(values), ", ")}
			}
		}
		return t.option()
	})
	return []Chapter{
		{"Years, ranges and levels", "Known by their shape; they need no key.", forms},
		{"Allies", "A code, a name, or a beginning that only one name has. Naming an ally pins it; up to eight.", options(allyTerms(v))},
		{"Groups", "Membership of a group is dated, like membership of the alliance.", options(groupTerms(v))},
		{"Sums", "NATO's own sums as it prints them, and each group as one, computed here: " +
			"shown with allies in a trend, a comparison or a path, and below a ranking.", options(sumTerms(v))},
		{"Measures", "A level without a measure applies to the share of GDP, except 20 %, which applies to equipment.", options(measureTerms(v))},
		{"Pledged levels", "Any other level is one of your own.", options(levelTerms(v))},
		{"Keys", "A key stands before a colon, its value after it.", keys},
		{"Switches", "", options(keyTerms(true))},
		{"Views", "What the explorer opens on.", options(viewTerms(v))},
	}
}

func options(terms []term) []Option {
	return format.Each(terms, term.option)
}
