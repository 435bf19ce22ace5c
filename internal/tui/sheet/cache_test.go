package sheet

import (
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/testing/viewtest"
)

// A sheet is gathered once for a question and an ally; a step in the year gathers
// another.
func TestSheetsAreKept(t *testing.T) {
	s := viewtest.Scene(t, viewtest.Data(t), "", "NOR", chart.Braille)
	v, g := New(), cell.New(120, 34)
	v.Draw(g, s)
	sheet := v.ask(s).sheet
	old := viewtest.In(t, s, 2024)
	v.Sentence(old)
	v.Draw(g, s)
	if v.ask(s).sheet != sheet {
		t.Error("the same scene was gathered again")
	}
	v.Draw(g, old)
	if v.ask(old).sheet == sheet {
		t.Error("a year is another sheet")
	}
}
