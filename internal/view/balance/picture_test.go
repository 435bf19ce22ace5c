package balance

import (
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/view"
)

// If all allies are at one point, their marks cover each other and allies without a name are
// counted.
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
			s := newBalance(b).scatter(view.State{Focus: "AXY", Ink: ink})
			s.Trail, s.TrailStart = []chart.XY{{X: 2, Y: 20}, {X: 2, Y: 20}}, "’24"
			g := s.Draw(size[0], size[1])
			g.HitAt(5, 5)
		}
	}
}

// The trail of an ally begins with its first year and ends with the query's year. Allies that are
// not measurable are not counted.
func TestTheWayAnAllyCame(t *testing.T) {
	ds := frozen.Data(t)
	b, err := analysis.BalanceFor(ds, frozen.Answer(t, ds, "2024 2%").Query)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := b.Point("NOR")
	if way, start := newBalance(b).trail(p); len(way) != 11 || start != "’14" || way[10] != place(&p.BalanceStep) {
		t.Errorf("from %s %v", start, way)
	}
	if b, err = analysis.BalanceFor(ds, frozen.Answer(t, ds, "5%").Query); err != nil {
		t.Fatal(err)
	}
	if n, what := newBalance(b).Count(); n != "" || what != "" {
		t.Errorf("counted: %s %s", n, what)
	}
}
