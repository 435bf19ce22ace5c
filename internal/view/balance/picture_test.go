package balance

import (
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/view"
)

// All at one point: marks stand on each other, and who has no name is counted.
func TestAllAtOnePoint(t *testing.T) {
	b := &analysis.Balance{Header: analysis.Header{Year: 2024, Level: analysis.Level{Value: figure.Decimal{Units: 2}}}, EquipmentLevel: analysis.Level{Value: figure.Decimal{Units: 20}}}
	step := analysis.BalanceStep{
		Year: 2024, Quadrant: analysis.Both,
		Share:     analysis.Reading{Figure: figure.Figure{Printed: figure.Decimal{Units: 200, Places: 2}, Status: figure.Actual}, Edge: true},
		Equipment: analysis.Reading{Figure: figure.Figure{Printed: figure.Decimal{Units: 2000, Places: 2}, Status: figure.Estimate}},
	}
	for c := range ally.Code("AAABBBCCCDDDEEE") {
		code := ally.Code(string("AAABBBCCCDDDEEE"[c]) + "XY")
		b.Points = append(b.Points, analysis.BalancePoint{
			Ally: &ally.Ally{Code: code, Name: string(code)}, BalanceStep: step, Pin: -1,
		})
	}
	for ink := range chart.Ink(chart.Inks) {
		for _, size := range [][2]int{{90, 30}, {50, 12}, {1, 1}, {0, 0}} {
			s := of(b).scatter(view.State{Focus: "AXY", Ink: ink})
			s.Trail, s.TrailStart = []chart.XY{{X: 2, Y: 20}, {X: 2, Y: 20}}, "’24"
			g := s.Draw(size[0], size[1])
			g.HitAt(5, 5)
		}
	}
}
