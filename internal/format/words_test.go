package format_test

import (
	"slices"
	"strings"
	"testing"

	"allyscope/internal/format"
)

// What says nothing leaves no mark: no comma, no blank, no empty line of a list.
func TestWhatSaysNothingIsLeftOut(t *testing.T) {
	for _, c := range [][2]string{
		{format.When(true, "100 %"), "100 %"},
		{format.When(false, "100 %"), ""},
		{format.Whenf(true, "%d of %d", 2, 3), "2 of 3"},
		{format.Whenf(false, "%d of %d", 2, 3), ""},
		{format.After("; ", "so"), "; so"},
		{format.After("; ", ""), ""},
		{format.Join("; ", "", "a", "", "b", ""), "a; b"},
		{format.Join("; ", "", ""), ""},
		{strings.Join(format.Each([]int{1, 2, 3}, func(n int) string { return format.Whenf(n != 2, "%d", n) }), "+"), "1+3"},
	} {
		if c[0] != c[1] {
			t.Errorf("%q, want %q", c[0], c[1])
		}
	}
	words := []string{"", "a", ""}
	if got := format.Said(words...); len(got) != 1 || !slices.Equal(words, []string{"", "a", ""}) {
		t.Errorf("%q of %q, which is to stay as it is", got, words)
	}
}
