package heat

import (
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
)

func TestSteps(t *testing.T) {
	for level, want := range map[float64]float64{2: 0.5, 3.5: 1, 20: 5, 1: 0.25, 2.1: 0.5, 100: 25} {
		if got := round(level / 4); got != want {
			t.Errorf("%g: %g, want %g", level, got, want)
		}
	}
	for _, v := range []float64{0, -1} {
		if round(v) != 1 {
			t.Errorf("%g is no step", v)
		}
	}
	if got := (scale{step: 0.5, Heat: analysis.Heat{Unit: "pp"}}).words(); got != "0.5 pp a step" {
		t.Errorf("in words %q", got)
	}
}

// The marks differ on the two sides and with the distance, in every ink.
func TestShades(t *testing.T) {
	s := scale{step: 0.5}
	for ink := range chart.Ink(chart.Inks) {
		seen := map[rune]float64{}
		for _, d := range []float64{-1.4, -0.9, -0.1, 0, 0.6, 1.2} {
			r, role := s.shade(ink, d)
			if other, ok := seen[r]; ok || (ink == chart.ASCII && r > 126) {
				t.Errorf("%v: %g is %q, and %g too", ink, d, r, other)
			}
			seen[r] = d
			if (role >= cell.Over(0)) != (d >= 0) {
				t.Errorf("%v: %g is %v", ink, d, role)
			}
		}
		for i := range cell.Overs {
			if _, role := s.shade(ink, (float64(i)+0.5)*s.step); role != cell.Over(i) {
				t.Errorf("step %d has the ground %v", i, role)
			}
		}
	}
}
