package frozen

import (
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/query"
)

// Query parses a query. It fails the test if the text is not understood.
func Query(tb testing.TB, ds *dataset.Dataset, text string) query.Query {
	tb.Helper()

	q, err := query.Parse(text, analysis.Vocabulary(ds))
	if err != nil {
		tb.Fatalf("%s: %v", text, err)
	}

	return q
}

// Answer returns the ranking for a query. It fails the test if there is none.
func Answer(tb testing.TB, ds *dataset.Dataset, text string) *analysis.Answer {
	tb.Helper()

	a, err := analysis.RankingFor(ds, Query(tb, ds, text))
	if err != nil {
		tb.Fatalf("%s: %v", text, err)
	}

	return a
}
