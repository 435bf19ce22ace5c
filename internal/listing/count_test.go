package listing_test

import (
	"strings"
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/listing"
	"allyscope/internal/testing/frozen"
)

// A year of estimates has its mark in the sentence of a count, first or last.
func TestTheFirstYearOfACountHasItsMark(t *testing.T) {
	for question, want := range map[string]string{
		"2026..2026 3.5%": " met 3.5 % in 2026e.",
		"2025..2026 3.5%": " met 3.5 % in 2025e, 5 of 31 in 2026e.",
		"2023..2024 2%":   " met 2 % in 2023, 17 of 31 in 2024.",
	} {
		if d := listing.Count(frozen.Answer(t, frozen.Data(t), question)); !strings.HasSuffix(d.Sentence, want) {
			t.Errorf("count %s: %q, want %q", question, d.Sentence, want)
		}
	}
}

// Nobody is counted as being at a level that no figure measures.
func TestBothAtALevelThatIsNotMeasurable(t *testing.T) {
	ds := frozen.Data(t)
	b, err := analysis.BalanceFor(ds, frozen.Answer(t, ds, "5%").Query)
	if err != nil {
		t.Fatal(err)
	}
	if d := listing.Both(b); d.Sentence != b.Sentence || d.Tables[0].Rows[0].Cells[2].Shown != "?" {
		t.Errorf("%q, %+v", d.Sentence, d.Tables[0].Rows[0].Cells[2])
	}
}
