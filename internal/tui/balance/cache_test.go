package balance

import (
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/testing/viewtest"
)

// A picture is drawn once for a question, a focus and a size; the sentence of a
// year before does not cost another.
func TestPicturesAreKept(t *testing.T) {
	s := viewtest.Scene(t, viewtest.Data(t), "", "NOR", chart.Braille)
	v, g := New(), cell.New(120, 34)
	v.Draw(g, s)
	b, p := v.ask(s).balance, v.last.picture
	v.Sentence(viewtest.In(t, s, 2024))
	v.Draw(g, s)
	if v.ask(s).balance != b || v.last.picture != p {
		t.Error("the same scene was drawn again")
	}
	s.Focus = "DEU"
	v.Draw(g, s)
	if v.ask(s).balance != b || v.last.picture == p {
		t.Error("another focus is another trail over the same points")
	}
}

// All at one point: marks stand on each other, and who has no name is counted.
func TestAllAtOnePoint(t *testing.T) {
	b := &analysis.Balance{Year: 2024, ShareLevel: analysis.Level{Value: figure.Decimal{Units: 2}}, EquipmentLevel: analysis.Level{Value: figure.Decimal{Units: 20}}}
	step := analysis.BalanceStep{
		Year: 2024, Quadrant: analysis.Both, KnifeEdge: true,
		Share:     figure.Figure{Printed: figure.Decimal{Units: 200, Places: 2}, Status: figure.Actual},
		Equipment: figure.Figure{Printed: figure.Decimal{Units: 2000, Places: 2}, Status: figure.Estimate},
	}
	for c := range ally.Code("AAABBBCCCDDDEEE") {
		code := ally.Code(string("AAABBBCCCDDDEEE"[c]) + "XY")
		b.Points = append(b.Points, analysis.BalancePoint{
			Ally: &ally.Ally{Code: code, Name: string(code)}, BalanceStep: step, Pin: -1, Trail: []analysis.BalanceStep{step, step},
		})
	}
	for ink := range chart.Ink(chart.Inks) {
		for _, size := range [][2]int{{90, 30}, {50, 12}, {1, 1}, {0, 0}} {
			p := pictureOf(b, "AXY", ink, size[0], size[1])
			p.cells.HitAt(5, 5)
		}
	}
}
