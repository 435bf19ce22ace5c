package sheet_test

import (
	"slices"
	"testing"

	"allyscope/internal/terminal"
	"allyscope/internal/testing/viewtest"
	"allyscope/internal/view/sheet"
)

// Everything on a sheet changes with the year except the chart, in which only the cursor moves.
func TestWhatAYearCosts(t *testing.T) {
	const most = 2300
	for _, sent := range viewtest.Sent(t, viewtest.New(sheet.Spec())(), "2% sort:name", terminal.Lean, slices.Repeat([]string{"left"}, 12)...) {
		if n := len(sent); n > most {
			t.Errorf("a year costs %d bytes, more than %d", n, most)
		}
	}
}

func BenchmarkRedraw(b *testing.B) { viewtest.Bench(b, viewtest.New(sheet.Spec()), "") }
