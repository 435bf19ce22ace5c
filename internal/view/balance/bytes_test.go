package balance_test

import (
	"slices"
	"testing"

	"allyscope/internal/terminal"
	"allyscope/internal/testing/viewtest"
	"allyscope/internal/view/balance"
)

// Axes, lines and years stay in place when the year changes. Only points, names and lists are
// sent, and only when the year stops changing.
func TestWhatAYearCosts(t *testing.T) {
	const most = 1900
	for _, sent := range viewtest.Sent(t, viewtest.New(balance.Spec())(), "2% sort:name", terminal.Lean, slices.Repeat([]string{"left"}, 12)...) {
		if n := len(sent); n > most {
			t.Errorf("a year costs %d bytes, more than %d", n, most)
		}
	}
}

func BenchmarkRedraw(b *testing.B) { viewtest.Bench(b, viewtest.New(balance.Spec()), "") }
