package provenance_test

import (
	"fmt"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/golden"
	"allyscope/internal/view"
	"allyscope/internal/view/provenance"
)

func text(g *cell.Grid) string {
	var b strings.Builder
	for y := range g.Height() {
		b.WriteString(strings.TrimRight(cell.Letters(g.Row(y)), " ") + "\n")
	}
	return b.String()
}

func TestDrawing(t *testing.T) {
	kept := golden.Open(t, "provenance")
	ds := frozen.Data(t)
	for _, c := range []struct {
		name    string
		measure figure.Measure
		code    ally.Code
		year    figure.Year
		edition string
		source  query.Source
		w, h    int
	}{
		{"nor-2016", figure.ShareGDP, "NOR", 2016, "", query.NATO, 80, 18},
		{"nor-2016", figure.ShareGDP, "NOR", 2016, "", query.NATO, 40, 7},
		{"nor-2016", figure.ShareGDP, "NOR", 2016, "", query.NATO, 30, 24},
		{"svk-2024", figure.ShareGDP, "SVK", 2024, "2024-06", query.NATO, 120, 30},
		{"deu-2025", figure.ShareGDP, "DEU", 2025, "2025-08", query.NATO, 80, 18},
		{"hrv-national", figure.NatCurrent, "HRV", 2016, "", query.NATO, 80, 18},
		{"sipri", figure.ShareGDP, "USA", 1995, "", query.SIPRI, 80, 14},
	} {
		q := query.Query{Measure: c.measure, Year: c.year, Edition: c.edition, Source: c.source}
		w, err := analysis.ProvenanceFor(ds, q, c.code)
		if err != nil {
			t.Fatal(err)
		}
		g, s := cell.New(c.w, c.h), provenance.Shown{Provenance: w}
		s.Draw(g, view.State{})
		kept.Check(t, fmt.Sprintf("%s %dx%d", c.name, c.w, c.h), text(g))
		for x := range 100 {
			for _, y := range []int{0, 1, 2, 3, 12, 30} {
				s.Draw(cell.New(x, y), view.State{})
			}
		}
	}
}
