package chart

import (
	"math"
	"testing"

	"allyscope/internal/figure"
)

// Every spot is where the dot's mark is drawn, and a dot that is not drawn has
// none.
func TestSpotsAreWhereDotsAre(t *testing.T) {
	for ink := range inkCount {
		s := balance(ink)
		s.Dots = append(s.Dots, Dot{XY: XY{math.NaN(), 1}, Code: "NAN", Status: figure.Actual})
		g, _ := s.Draw(100, 28)
		pen := ink.pen()
		for i, p := range s.Spots(100, 28) {
			if i == len(s.Dots)-1 {
				if p != (Spot{-1, -1}) {
					t.Errorf("no number stands at %v", p)
				}
				continue
			}
			if r := g.At(p.X, p.Y).Rune; r != pen.cursor && r != pen.actual && r != pen.estimate {
				t.Errorf("%s of %s: %q at %v", s.Dots[i].Code, ink, r, p)
			}
		}
		for _, p := range s.Spots(3, 2) {
			if p != (Spot{-1, -1}) {
				t.Errorf("no room, and yet %v", p)
			}
		}
	}
}
