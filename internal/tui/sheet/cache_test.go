package sheet

import (
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/query"
	"allyscope/internal/tui/view"
)

// A sheet is gathered once for a question and an ally; a step in the year gathers
// another, and draws no other chart.
func TestSheetsAndChartsAreKept(t *testing.T) {
	ds, err := dataset.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	a, err := analysis.For(ds, query.Query{})
	if err != nil {
		t.Fatal(err)
	}
	q := a.Query
	q.Year = 2024
	before, err := analysis.For(ds, q)
	if err != nil {
		t.Fatal(err)
	}
	v, g := New(), cell.New(120, 34)
	s := view.Scene{Data: ds, Answer: a, Focus: "NOR"}
	v.Draw(g, s)
	sheet, picture := v.sheets[0].sheet, v.chart.picture
	old := s
	old.Answer = before
	v.Sentence(old)
	v.Draw(g, s)
	if v.sheets[0].sheet != sheet || v.chart.picture != picture || picture == nil {
		t.Error("the same scene was gathered or drawn again")
	}
	v.Draw(g, old)
	if v.sheets[0].sheet == sheet || v.chart.picture != picture {
		t.Error("a year is another sheet with the same chart")
	}
	s.Focus = "DEU"
	v.Draw(g, s)
	if v.chart.picture == picture {
		t.Error("another ally is another chart")
	}
}
