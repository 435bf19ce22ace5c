package chart

import (
	"math"
	"math/rand/v2"
	"sort"
	"testing"
)

// Rulers cover their values, begin and end at the nearest ticks outside them, and have equally
// spaced ticks in the middle of cells.
func TestRuler(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	for range 5000 {
		lo := (r.Float64() - 0.3) * math.Pow(10, float64(r.IntN(9)-2))
		e := Scale{lo, lo + r.Float64()*math.Pow(10, float64(r.IntN(9)-3))}
		cells, apart, zero := 6+r.IntN(60), 2+r.IntN(3), r.IntN(2) == 0
		shown := e
		if zero {
			shown.include(0)
		}
		u := newRuler(shown, cells, apart)
		if u.at(e.Min) < -1e-6 || u.at(e.Max) > float64(u.cells)+1e-6 || u.cells > cells {
			t.Fatalf("%v in %d of %d cells: rows %g to %g", e, u.cells, cells, u.at(e.Min), u.at(e.Max))
		}
		ticks := u.ticks()
		if len(ticks) < 2 || ticks[0].cell != 0 || ticks[len(ticks)-1].cell != u.cells {
			t.Fatalf("%v in %d cells: ticks %v", e, cells, ticks)
		}
		for i, k := range ticks {
			if math.Abs(u.at(k.value)-float64(k.cell)) > 1e-3 {
				t.Fatalf("%v: tick %g at %g", e, k.value, u.at(k.value))
			}
			if i > 0 && (cells >= 2*apart && k.cell-ticks[i-1].cell < apart || k.cell-ticks[i-1].cell != ticks[1].cell) {
				t.Fatalf("%v: ticks at %v", e, ticks)
			}
		}
		if zero && e.Min >= 0 && u.lo != 0 {
			t.Fatalf("%v: starts at %g", e, u.lo)
		}
		if top := ticks[len(ticks)-1].value; e.Max-e.Min > 1e-9*math.Abs(e.Max) && top-math.Max(e.Max, 0) > u.step*(1+1e-6) {
			t.Fatalf("%v: ends at %g in steps of %g", e, top, u.step)
		}
	}
}

// spread keeps the order, assigns a row to each label, and does not move a label without a
// conflict.
func TestSpread(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for range 5000 {
		rows := 1 + r.IntN(30)
		want := make([]float64, r.IntN(rows+1))
		for i := range want {
			want[i] = float64(r.IntN(rows))
		}
		sort.Float64s(want)
		got := spread(want, rows)
		for i, row := range got {
			if row < 0 || row >= rows || i > 0 && row <= got[i-1] {
				t.Fatalf("%v in %d rows: %v", want, rows, got)
			}
		}
		apart := true
		for i := 1; i < len(want); i++ {
			apart = apart && want[i] > want[i-1]
		}
		for i, row := range got {
			if apart && row != int(want[i]) {
				t.Fatalf("%v moved to %v", want, got)
			}
		}
	}
}

func TestSpreadIsNear(t *testing.T) {
	got := spread([]float64{3, 3, 3}, 10)
	if got[0] != 2 || got[1] != 3 || got[2] != 4 {
		t.Errorf("got %v", got)
	}
}

// A chart uses its height: at most a fifth of the rows, or three, stay blank above it.
func TestARulerUsesItsRoom(t *testing.T) {
	for cells := 10; cells <= 50; cells++ {
		for _, hi := range []float64{2, 3.5, 3.75, 5.33, 20, 47.57, 55.91} {
			u := newRuler(Scale{0, hi}, cells, 3)
			if blank := cells - u.cells; blank > max(3, cells/5) {
				t.Errorf("0 to %g on %d rows: %d of them blank, in steps of %g", hi, cells, blank, u.step)
			}
		}
	}
}
