package analysis_test

import (
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/query"
	"allyscope/internal/testing/frozen"
)

// only is the embedded tree with one edition left in the lists.
func only(t *testing.T, id string) *dataset.Dataset {
	t.Helper()
	files := map[string]string{}
	for _, name := range []string{"nato/editions.csv", "nato/tables.csv"} {
		lines := strings.SplitAfter(frozen.Text(t, name), "\n")
		kept := lines[0]
		for _, l := range lines[1:] {
			if strings.HasPrefix(l, id+",") {
				kept += l
			}
		}
		files[name] = kept
	}
	return frozen.With(t, files)
}

// An answer is of one edition: it must not cost more where more are held.
func TestTheCostOfAnAnswerDoesNotGrowWithTheEditions(t *testing.T) {
	few, all := only(t, "2026-07"), frozen.Data(t)
	if len(few.Editions()) != 1 || len(all.Editions()) < 12 {
		t.Fatalf("%d and %d editions", len(few.Editions()), len(all.Editions()))
	}
	cost := func(ds *dataset.Dataset, q query.Query) float64 {
		return testing.AllocsPerRun(50, func() {
			if _, err := analysis.RankingFor(ds, q); err != nil {
				t.Error(err)
			}
		})
	}
	for _, text := range []string{"", "2024 2%", "EST POL 2014 2%", "2024 20% equipment", "usd 2020 sort:since"} {
		q := frozen.Query(t, all, text)
		a, b := cost(few, q), cost(all, q)
		// The race detector makes fmt's pools forget now and then; eleven editions
		// would cost eleven of anything.
		if math.Abs(a-b) > 10 {
			t.Errorf("%q: %v allocations with one edition, %v with all", text, a, b)
		}
		if b > 200*6/5 { // the race detector adds a fifth; some 70 are the notes on who joined NATO's sums
			t.Errorf("%q: %v allocations", text, b)
		}
	}
}

// An answer may be drawn by many sessions at once: a row is the same whoever asks first.
func TestARowIsMadeOnce(t *testing.T) {
	a := frozen.Answer(t, frozen.Data(t), "2024 2% nordic")
	var rows [4][]*analysis.Row
	var wg sync.WaitGroup
	for i := range rows {
		wg.Go(func() { rows[i] = a.Rows() })
	}
	wg.Wait()
	for _, x := range rows[1:] {
		if !slices.Equal(x, rows[0]) {
			t.Error("two that asked at once got two rows")
		}
	}
}
