package claims

import (
	"strings"
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/testing/viewtest"
	"allyscope/internal/view"
)

func TestNothingToDraw(t *testing.T) {
	v, s, g := &claims{}, view.State{}, cell.New(60, 14)
	v.conclude()
	v.Draw(g, s)
	if text := viewtest.Text(g, chart.Braille); !strings.Contains(text, "no statements") || v.Sentence(s) != "There are no statements." {
		t.Errorf("%s", text)
	}
	if _, ok := v.Move(s, 0, 1); ok {
		t.Error("there is nowhere to move")
	}
	if _, ok := g.HitAt(1, 1); ok || v.Describe(cell.Hit{}) != "" {
		t.Error("nothing stands there")
	}
}
