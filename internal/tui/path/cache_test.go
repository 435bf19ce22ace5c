package path

import (
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/query"
	"allyscope/internal/tui/view"
)

// A path is worked out once for a question, whoever is at the focus, and in
// whatever order; the sentence of a year before does not cost another.
func TestPathsAreKept(t *testing.T) {
	ds, err := dataset.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	a, err := analysis.For(ds, query.Query{})
	if err != nil {
		t.Fatal(err)
	}
	v, g := New(), cell.New(120, 34)
	s := view.Scene{Data: ds, Answer: a, Focus: "NOR"}
	v.Draw(g, s)
	p, picture := v.paths[0].path, v.chart.picture
	v.Draw(g, s)
	if v.chart.picture != picture {
		t.Error("the same scene drew its chart again")
	}
	s.Focus = "DEU"
	v.Draw(g, s)
	if v.paths[0].path != p || v.chart.picture == picture {
		t.Error("another focus is another chart of the same paths")
	}
	q := a.Query
	q.Year = 2024
	before, err := analysis.For(ds, q)
	if err != nil {
		t.Fatal(err)
	}
	old := s
	old.Answer = before
	v.Sentence(old)
	v.Draw(g, s)
	v.Sentence(old)
	v.Draw(g, s)
	if v.paths[0].path != p {
		t.Error("two years on show drove each other out")
	}
}
