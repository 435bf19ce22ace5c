package format_test

import (
	"testing"

	"allyscope/internal/format"
)

// Text that a spreadsheet would compute is no formula, numbers are numbers, and
// all comes back as it was.
func TestField(t *testing.T) {
	for s, want := range map[string]string{
		"": "", "Norway": "Norway", "-0.06": "-0.06", "+1.5": "+1.5", "-3.264502201441788": "-3.264502201441788", "-1e-7": "-1e-7",
		"=1": "'=1", "@x": "'@x", "-x": "'-x", "+": "'+", "-": "'-", "-inf": "'-inf", "+1+1": "'+1+1", "--1": "'--1",
		"'quoted'": "'quoted'", "'=1": "''=1", "'-0.06": "'-0.06", "a=b": "a=b",
	} {
		got := format.Field(s)
		if got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
		if back := format.FieldText(got); back != s {
			t.Errorf("%q comes back as %q", s, back)
		}
	}
}
