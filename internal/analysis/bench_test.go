package analysis_test

import (
	"testing"

	"allyscope/data"
	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/query"
	"allyscope/internal/testing/frozen"
)

func BenchmarkAnswer(b *testing.B) {
	ds := frozen.Data(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := analysis.RankingFor(ds, query.Query{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAnswerFirst answers on a data set nobody has asked yet: start-up and
// the tables of one edition.
func BenchmarkAnswerFirst(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		ds, err := dataset.Open(data.Files())
		if err != nil {
			b.Fatal(err)
		}
		if _, err := analysis.RankingFor(ds, query.Query{}); err != nil {
			b.Fatal(err)
		}
	}
}
