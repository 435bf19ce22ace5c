package query

import (
	"allyscope/internal/ally"
	"allyscope/internal/target"
)

// Vocabulary is what the grammar is told of the data: the words that are not
// its own. A nil Vocabulary, or a nil part of one, has no such words.
type Vocabulary struct {
	Allies  *ally.Register
	Targets *target.Register
	// Editions are the editions' identifiers, newest last, such as "2026-07".
	// Those of the reader's own editions may have any other form.
	Editions []string
	// Others are the identifiers of what is no edition of NATO's, with the source of each.
	Others map[string]Source
	// Sayings are the reader's own words, each with the question that it stands for.
	Sayings []Option
}

// whole is the vocabulary with nothing in it that is nil.
func (v *Vocabulary) whole() *Vocabulary {
	if v == nil {
		v = &Vocabulary{}
	}
	w := *v
	if w.Allies == nil {
		w.Allies = &ally.Register{}
	}
	if w.Targets == nil {
		w.Targets = &target.Register{}
	}
	return &w
}
