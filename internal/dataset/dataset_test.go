package dataset_test

import (
	"errors"
	"testing"

	"allyscope/internal/dataset"
	"allyscope/internal/figure"
)

func embedded(tb testing.TB) *dataset.Dataset {
	tb.Helper()
	ds, err := dataset.Embedded()
	if err != nil {
		tb.Fatal(err)
	}
	return ds
}

func TestEveryEmbeddedTableCanBeRead(t *testing.T) {
	ds := embedded(t)
	for _, e := range append(ds.Editions(), ds.SIPRI()) {
		held := 0
		for m := range figure.Measure(figure.Measures) {
			table, err := e.Table(m)
			if errors.Is(err, dataset.ErrNotHeld) {
				continue
			}
			if err != nil {
				t.Errorf("%s %s:\n%v", e.ID, m, err)
				continue
			}
			if table.Cells() == 0 {
				t.Errorf("%s %s holds nothing", e.ID, m)
			}
			held++
		}
		if held == 0 {
			t.Errorf("%s holds no table", e.ID)
		}
	}
	for _, subject := range []string{"NGDPD", "NGDP_RPCH", "PCPIPCH", "NGDP"} {
		if table, err := ds.IMF(subject); err != nil || table.Cells() < 500 {
			t.Errorf("IMF %s: %v", subject, err)
		}
	}
}

func TestFiguresAsPrinted(t *testing.T) {
	ds := embedded(t)
	for _, c := range []struct {
		edition string
		measure figure.Measure
		code    string
		year    figure.Year
		want    string
	}{
		{"2026-07", figure.ShareGDP, "NOR", 2024, "2.16"},
		{"2026-07", figure.ShareGDP, "EST", 2026, "5.10e"},
		{"2026-07", figure.NatCurrent, "NOR", 2024, "116326"},
		{"2025-08", figure.ShareGDP, "DEU", 2025, "n/a"},
		{"2024-06", figure.ShareGDP, "USA", 2024, "3.38e"},
		{"2016-07", figure.ShareGDP, "GBR", 2016, "2.21e"},
		{"2016-07", figure.ShareGDP, "ISL", 2016, "n/a"},
	} {
		e, ok := ds.Edition(c.edition)
		if !ok {
			t.Fatalf("no edition %s", c.edition)
		}
		if got := e.Figure(c.measure, allyCode(c.code), c.year).String(); got != c.want {
			t.Errorf("%s %s %s %d: %s, want %s", c.edition, c.measure, c.code, c.year, got, c.want)
		}
	}
}
