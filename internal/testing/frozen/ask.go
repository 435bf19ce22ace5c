package frozen

import (
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/query"
)

// Query parses a question as a reader would type it.
func Query(tb testing.TB, ds *dataset.Dataset, text string) query.Query {
	tb.Helper()

	q, err := query.Parse(text, analysis.Vocabulary(ds))
	if err != nil {
		tb.Fatalf("%s: %v", text, err)
	}

	return q
}

// Answer is the answer to a question as a reader would type it.
func Answer(tb testing.TB, ds *dataset.Dataset, text string) *analysis.Answer {
	tb.Helper()

	a, err := analysis.RankingFor(ds, Query(tb, ds, text))
	if err != nil {
		tb.Fatalf("%s: %v", text, err)
	}

	return a
}
