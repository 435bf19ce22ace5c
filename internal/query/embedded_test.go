package query

import (
	"strings"
	"testing"

	"allyscope/data"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
)

// embedded returns the vocabulary of the program's own tables.
func embedded(t *testing.T) *Vocabulary {
	t.Helper()
	allies, err := dataset.Allies(data.Files())
	if err != nil {
		t.Fatal(err)
	}
	targets, err := dataset.Targets(data.Files())
	if err != nil {
		t.Fatal(err)
	}
	return &Vocabulary{Allies: allies, Targets: targets, Editions: []string{"2024-06", "2026-07"}}
}

// Every name in the program's tables is read as what it names there, so a group cannot have the
// name of a measure.
func TestNoShippedWordIsHidden(t *testing.T) {
	v := embedded(t)
	check := func(word string, want Query) {
		t.Helper()
		if got, err := Parse(word, v); err != nil || got != want {
			t.Errorf("%q is %q, %v, want %q", word, got, err, want)
		}
	}
	terms := allyTerms(v)
	for i, a := range v.Allies.All() {
		want := Query{Pins: List(a.Code)}
		for _, w := range append(strings.Fields(terms[i].names), string(a.Code), a.ISO2, a.Name, a.Official) {
			if w != "" {
				check(w, want)
			}
		}
	}
	for _, g := range v.Allies.Groups() {
		for _, w := range append([]string{g.ID}, strings.Fields(g.Aliases)...) {
			check(w, Query{Group: g.ID})
			check(strings.ReplaceAll(w, "-", " "), Query{Group: g.ID})
		}
		if s := (Query{Group: g.ID}).String(); s != g.ID && len(g.ID) != 3 {
			t.Errorf("group %s is printed as %s", g.ID, s)
		}
	}
	check("20%", Query{Measure: figure.EquipmentPct, Level: level("20")})
}
