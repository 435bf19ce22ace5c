package views_test

import (
	"fmt"
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/query"
	"allyscope/internal/testing/large"
	"allyscope/internal/views"
)

// With data of few allies and years, without the editions of statements or the years of growth
// rates, every view returns a document or an error.
func TestOtherDataAreAnsweredOrRefused(t *testing.T) {
	refused := map[string]bool{}
	for i := range 4 * 3 * 3 {
		allies, years, editions := 1+i%4, 1+i/4%3, 1+i/12
		files, err := large.Of(allies, years, editions)
		if err != nil {
			t.Fatal(err)
		}
		ds, err := dataset.Open(files)
		if err != nil {
			t.Fatal(err)
		}
		ranking, err := analysis.RankingFor(ds, query.Query{})
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range views.All() {
			shown, err := spec.Ask(ds, ranking, ranking.At(0).Code)
			if err != nil {
				refused[fmt.Sprint(spec.ID)] = true
			} else if shown.Document() == nil {
				t.Errorf("%d allies, %d years, %d editions: view %v has no document", allies, years, editions, spec.ID)
			}
		}
	}
	if len(refused) == 0 || len(refused) == len(views.All()) {
		t.Errorf("refused by %v", refused)
	}
}
