package heat

import (
	"testing"

	"allyscope/internal/figure"
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
	s := scale{step: 1, centre: figure.Decimal{Units: 15, Places: 1}}
	if got := [3]string{s.bound(-2), s.bound(-1), s.bound(2)}; got != [3]string{"", "0.5", "3.5"} {
		t.Errorf("bounds %q", got)
	}
}
