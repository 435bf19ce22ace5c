package path

import (
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/testing/viewtest"
)

// A path is worked out once for a question, whoever is at the focus, and in
// whatever order; the sentence of a year before does not cost another.
func TestPathsAreKept(t *testing.T) {
	s := viewtest.Scene(t, viewtest.Data(t), "", "NOR", chart.Braille)
	v, g := New(), cell.New(120, 34)
	v.Draw(g, s)
	p := v.ask(s).path
	s.Focus = "DEU"
	v.Draw(g, s)
	if v.ask(s).path != p {
		t.Error("another focus is another chart of the same paths")
	}
	old := viewtest.In(t, s, 2024)
	v.Sentence(old)
	v.Draw(g, s)
	v.Sentence(old)
	v.Draw(g, s)
	if v.ask(s).path != p {
		t.Error("two years on show drove each other out")
	}
}
