package path_test

import (
	"slices"
	"testing"

	"allyscope/internal/terminal"
	"allyscope/internal/testing/viewtest"
	"allyscope/internal/view/path"
)

// Changing the year changes every figure of the list and the chart, because all paths then start
// from another year. It also moves names if the order changes, as in the ranking.
func TestWhatAYearCosts(t *testing.T) {
	const most = 2900
	for _, sent := range viewtest.Sent(t, viewtest.New(path.Spec())(), "sort:name", terminal.Lean, slices.Repeat([]string{"left"}, 12)...) {
		if n := len(sent); n > most {
			t.Errorf("a year costs %d bytes, more than %d", n, most)
		}
	}
}

func BenchmarkRedraw(b *testing.B) { viewtest.Bench(b, viewtest.New(path.Spec()), "") }
