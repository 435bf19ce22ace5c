package query

import "strings"

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
	v = v.whole()
	var forms, keys []Option
	for _, r := range rows {
		forms = append(forms, r.forms...)
	}
	for _, t := range keyTerms(false) {
		keys = append(keys, t.withValues(v))
	}
	return []Chapter{
		{"Years, ranges and levels", "Known by their shape; they need no key.", forms},
		{"Allies", "A code, a name, or a beginning that only one name has. Naming an ally pins it; up to eight.", options(allyTerms(v))},
		{"Groups", "Membership of a group is dated, as that of the alliance.", options(groupTerms(v))},
		{"Sums", "NATO's own sums as it prints them, and each group as one, computed here: beside allies in a trend, a comparison, a path, and below a ranking.", options(sumTerms(v))},
		{"Measures", "A level without a measure is a share of GDP, but for 20 %, which is of equipment.", options(measureTerms(v))},
		{"Pledged levels", "Any other level is one of your own.", options(levelTerms(v))},
		{"Keys", "A key stands before a colon, its value behind it.", keys},
		{"Switches", "", options(keyTerms(true))},
		{"Views", "What the explorer opens on.", options(v.terms(WordView))},
	}
}

// options are the terms as they are offered.
func options(terms []term) []Option {
	out := make([]Option, len(terms))
	for i, t := range terms {
		out[i] = t.option()
	}
	return out
}

// withValues is a key with its values, where they are few.
func (t term) withValues(v *Vocabulary) Option {
	r := t.kind.row()
	if r.terms == nil {
		return t.option()
	}
	values := r.terms(v)
	if len(values) == 0 || (len(values) > fewValues && r.kind != WordEdition) {
		return t.option()
	}
	var list []string
	for _, x := range values {
		if !x.reversed() {
			list = append(list, x.text)
		}
	}
	return Option{t.text, r.note + ": " + strings.Join(list, ", ")}
}
