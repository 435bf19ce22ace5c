package large_test

import (
	"testing"

	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/testing/large"
)

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
}
