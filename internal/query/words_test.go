package query

import (
	"errors"
	"strings"
	"testing"
)

// Each row is at the index of its kind, and has all it needs to parse, print and explain its words.
func TestTheWordTable(t *testing.T) {
	for i, r := range wordTable {
		if r.kind != 1<<i {
			t.Errorf("row %d is of kind %b", i, r.kind)
		}
		if r.name == "" || r.note == "" || r.print == nil || r.print(Query{}) != "" {
			t.Errorf("%s: an incomplete row", r.name)
		}
		if r.choose == nil && r.read == nil && r.kind != WordOwnLevel {
			t.Errorf("%s: no function parses its words", r.name)
		}
	}
	if AllWords != 1<<len(wordTable)-1 {
		t.Errorf("all words are %b", AllWords)
	}
}

// A word of each kind is accepted if only that kind is used, and refused if all others are.
func TestEveryKindIsUsedOrRefused(t *testing.T) {
	v := testVocabulary(t)
	for _, k := range wordTable {
		example := k.sample()
		r, err := Read(example, v, k.kind, "count")
		if err != nil {
			t.Errorf("%s: %v", k.name, err)
			continue
		}
		if r.Given != k.kind {
			t.Errorf("%s: given %b, want %b", example, r.Given, k.kind)
		}
		_, err = Read("  "+example, v, AllWords&^k.kind, "count")
		var e *Error
		if !errors.As(err, &e) || !strings.HasPrefix(e.Reason, "has no place in count, which takes: ") || strings.Contains(e.Reason, ": "+k.name+",") {
			t.Errorf("%s: %v", example, err)
		} else if e.Word != example {
			t.Errorf("%s: the error is about %q", example, e.Word)
		}
	}
}

func TestRefuse(t *testing.T) {
	v := testVocabulary(t)
	counted := WordGroup | WordYear | WordRange | WordLevel
	for _, tt := range []struct {
		text, want string
	}{
		{"nordic 2024 2%", ""},
		{"nordic 20%", ""}, // a level without a measure
		{"2024 sort:value", `"sort:value" has no place in count, which takes: group, range of years, year, level`},
		{"2024 NOR EST", `"NOR" has no place in count, which takes: group, range of years, year, level`},
		{"trend 2024", `"trend" has no place in count, which takes: group, range of years, year, level`},
		{"edition:latest", `"edition:latest" has no place in count, which takes: group, range of years, year, level`},
		{"members:then", `"members:then" has no place in count, which takes: group, range of years, year, level`},
		{"path 2035", `"path" has no place in count, which takes: group, range of years, year, level`},
	} {
		_, err := Read(tt.text, v, counted, "count")
		if err == nil && tt.want != "" || err != nil && err.Error() != tt.want {
			t.Errorf("%s: %v, want %s", tt.text, err, tt.want)
		}
	}
	if _, err := Read("2024", v, WordLevel, "check"); err == nil || err.Error() != `"2024" has no place in check, which takes: level` {
		t.Errorf("a year that is not accepted: %v", err)
	}
}

func TestGiven(t *testing.T) {
	v := testVocabulary(t)
	for text, want := range map[string]Words{
		"":                           0,
		"rank share sort:value":      WordView | WordMeasure | WordSort,
		"edition:latest source:nato": WordEdition | WordSource,
		"members:then as:level":      WordMembers | WordTransform,
		"path 2035 20%":              WordView | WordDeadline | WordLevel,
		"united kingdom 2014.. only": WordAllies | WordRange | WordOnly,
		"focus:nor ESP=2%@2030":      WordView | WordFocus | WordOwnLevel,
	} {
		if r, err := Read(text, v, AllWords, ""); err != nil || r.Given != want {
			t.Errorf("%q: given %b, %v, want %b", text, r.Given, err, want)
		}
	}
	if r, err := Read("2024 nowhere", v, AllWords, ""); err == nil || r.Given != 0 {
		t.Errorf("given %b, %v", r.Given, err)
	}
}

func TestNearest(t *testing.T) {
	known := []string{"rank", "claims", "editions", "compare"}
	for word, want := range map[string]string{
		"editon": "editions", "COMPARE": "compare", "rnak": "rank", "cla": "claims", "xyz": "", "": "",
	} {
		if got := Nearest(word, known); got != want {
			t.Errorf("nearest to %q is %q, want %q", word, got, want)
		}
	}
}
