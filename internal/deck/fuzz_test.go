package deck_test

import (
	"testing"

	"allyscope/internal/deck"
)

// FuzzParse parses any text as a deck: the result is slides in the order of their lines, or a
// brief error.
func FuzzParse(f *testing.F) {
	f.Add("# deck\n2024 2% | Who met 2 %\r\ntrend EST LVA\n")
	f.Add("heat|\x1b[2J\n|\n")
	f.Fuzz(func(t *testing.T, text string) {
		slides, err := deck.Parse(text, words())
		if (err == nil) != (len(slides) > 0) || (err != nil && len(err.Error()) > 1000) {
			t.Fatalf("%d slides, %v", len(slides), err)
		}
		last := 0
		for _, s := range slides {
			if s.Line <= last {
				t.Fatalf("line %d after line %d", s.Line, last)
			}
			last = s.Line
		}
	})
}
