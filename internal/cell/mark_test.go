package cell_test

import (
	"testing"
	"unicode"

	"allyscope/internal/cell"
)

func TestWhatSteersIsMarked(t *testing.T) {
	for s, want := range map[string]string{
		"Kürzel, Ελλάδα, 日本":   "Kürzel, Ελλάδα, 日本",
		"e\u0301 ≥ 2 %":        "e\u0301 ≥ 2 %",
		"\x1b]2;owned\a":       "␛]2;owned␇",
		"a\tb\r\nc\x7f\x00":    "a␉b␍␊c␡␀",
		"\u009b31m\u202ecsv":   "�31m�csv",
		"a\u2028b\ufeff\u2066": "a�b��",
		"broken \xff":          "broken �",
	} {
		if got := cell.Visible(s); got != want || cell.Visible(got) != got {
			t.Errorf("%q shows as %q, want %q", s, got, want)
		}
	}
	if got := cell.VisibleLines("a\n\x1bb\n"); got != "a\n␛b\n" {
		t.Errorf("%q", got)
	}
}

// Mark never returns a control character, and replacements take one cell.
func TestEveryMarkCanBeShown(t *testing.T) {
	for r := range rune(unicode.MaxRune) + 1 {
		m := cell.Mark(r)
		if unicode.IsControl(m) || unicode.In(m, unicode.Bidi_Control) {
			t.Fatalf("%U is shown as %U", r, m)
		}
		if m != r && (cell.RuneWidth(r) != 1 || cell.RuneWidth(m) != 1) {
			t.Fatalf("%U is %d cells wide, its mark %d", r, cell.RuneWidth(r), cell.RuneWidth(m))
		}
	}
}
