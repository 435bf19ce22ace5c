package deck_test

import (
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/deck"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// words returns a vocabulary with one edition and without allies.
func words() *query.Vocabulary {
	return &query.Vocabulary{Allies: &ally.Register{}, Targets: &target.Register{}, Editions: []string{"2024-06"}}
}

func TestParse(t *testing.T) {
	text := "# what is presented\n\n2024 2% | Who met the target\n  trend 2014..2024 # all of them\r\nheat|\nfilter:a#b\n"
	slides, err := deck.Parse(text, words())
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		line           int
		query, caption string
	}{{3, "2024 2%", "Who met the target"}, {4, "trend 2014..2024", ""}, {5, "heat", ""}, {6, "filter:a#b", ""}}
	if len(slides) != len(want) {
		t.Fatalf("%d slides, want %d", len(slides), len(want))
	}
	for i, w := range want {
		if s := slides[i]; s.Line != w.line || s.Query.String() != w.query || s.Caption != w.caption {
			t.Errorf("slide %d: line %d, %q, %q, want %+v", i, s.Line, s.Query, s.Caption, w)
		}
	}
}

func TestWhatIsWrongIsNamedWithItsLine(t *testing.T) {
	for text, want := range map[string]string{
		"heat\ntrand | Lines":                 `line 2: "trand" is not understood`,
		"\n2024 source:sipri edition:2024-06": `line 2: "edition:2024-06" contradicts source:sipri`,
		"# nothing":                           `no slides: a deck has one question per line, such as "2024 2% | Who met the target"`,
		strings.Repeat("heat\n", 501):         "line 501: a deck has at most 500 slides",
		"heat\n" + strings.Repeat("a", 1<<20): "line 2: a slide is a line of at most 2000 bytes, not 1048576",
	} {
		if slides, err := deck.Parse(text, words()); err == nil || len(slides) != 0 || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %d slides, %v, want %s", text, len(slides), err, want)
		}
	}
}
