package large_test

import (
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/testing/large"
	"allyscope/internal/views"
)

// Every view has something to show of the large data set.
func TestItIsAHundredTimesAsLarge(t *testing.T) {
	files, err := large.Files()
	if err != nil {
		t.Fatal(err)
	}
	ds, err := dataset.Open(files)
	if err != nil {
		t.Fatal(err)
	}
	table, err := ds.Latest().Table(figure.ShareGDP)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(ds.Allies().All()); n != large.Allies || len(ds.Editions()) != large.Editions || len(table.Years()) != large.Years || table.Cells() != n*large.Years {
		t.Errorf("%d allies, %d editions, %d years, %d figures", n, len(ds.Editions()), len(table.Years()), table.Cells())
	}
	few, err := large.Of(100, 13, 4)
	if err != nil {
		t.Fatal(err)
	}
	if ds, err = dataset.Open(few); err != nil {
		t.Fatal(err)
	}
	for _, v := range views.All() {
		a, err := analysis.RankingFor(ds, query.Query{View: v.ID})
		if err != nil {
			t.Fatal(err)
		}
		x, err := v.Ask(ds, a, "AAA")
		if err != nil {
			t.Fatalf("%s has no answer: %v", v.ID, err)
		}
		if rows := len(x.Document().Data()[0].Rows); rows == 0 {
			t.Errorf("%s has nothing to show", v.ID)
		}
	}
}
