package sheet

import (
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/testing/viewtest"
)

// A sheet is gathered once for a question and an ally; a step in the year gathers
// another, and draws no other chart.
func TestSheetsAndChartsAreKept(t *testing.T) {
	s := viewtest.Scene(t, viewtest.Data(t), "", "NOR", chart.Braille)
	v, g := New(), cell.New(120, 34)
	v.Draw(g, s)
	sheet, picture := v.ask(s).sheet, v.chart.picture
	old := viewtest.In(t, s, 2024)
	v.Sentence(old)
	v.Draw(g, s)
	if v.ask(s).sheet != sheet || v.chart.picture != picture || picture == nil {
		t.Error("the same scene was gathered or drawn again")
	}
	v.Draw(g, old)
	if v.ask(old).sheet == sheet || v.chart.picture != picture {
		t.Error("a year is another sheet with the same chart")
	}
	s.Focus = "DEU"
	v.Draw(g, s)
	if v.chart.picture == picture {
		t.Error("another ally is another chart")
	}
}
