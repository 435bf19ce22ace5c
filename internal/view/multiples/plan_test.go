package multiples

import (
	"testing"

	"allyscope/internal/chart"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/view"
)

// All boxes fit on common screens in sensible columns and lines; on smaller ones the pages hold
// them all.
func TestLayouts(t *testing.T) {
	for _, c := range []struct{ w, h, n, cols, lines int }{
		{120, 34, 32, 6, 6}, {160, 44, 32, 8, 4}, {80, 18, 32, 4, 8}, {120, 34, 1, 1, 1}, {120, 34, 4, 2, 2}, {40, 7, 32, 2, 3}, {20, 3, 32, 1, 1},
	} {
		p := newPlan(c.n, 5, 13, c.w, c.h)
		if p.cols != c.cols || p.lines != c.lines {
			t.Errorf("%d boxes on %dx%d: %d beside, %d below each other; want %d and %d", c.n, c.w, c.h, p.cols, p.lines, c.cols, c.lines)
		}
	}
	for w := range 256 {
		for h := range 60 {
			p := newPlan(32, 5, 13, w, h)
			if p.cols > 0 && (p.cols*p.bw-gapW > w || p.lines*p.bh+p.axis+p.legend > h || p.lines < 1 || p.chartH() < 1) {
				t.Fatalf("%dx%d: %+v", w, h, p)
			}
		}
	}
}

// Boxes have a column for every year, also on low screens and for longer editions, where charts
// of one line are folded at the level.
func TestNoBoxDropsAYear(t *testing.T) {
	for _, span := range []int{13, 14, 2 * broad} {
		for w := range 256 {
			for h := range 60 {
				if p := newPlan(32, 5, span, w, h); w > span && p.cols > 1 && p.chartW() < span {
					t.Fatalf("%d years at %dx%d have %d columns in %d boxes beside each other", span, w, h, p.chartW(), p.cols)
				}
			}
		}
	}
}

// If a box has fewer columns than years, the mark of the year is still below its part of the
// chart, in every ink.
func TestTheMarkStandsBelowItsYear(t *testing.T) {
	ds := frozen.Data(t)
	a := frozen.Answer(t, ds, "source:sipri")
	x, err := Spec().Ask(ds, a, "")
	if err != nil {
		t.Fatal(err)
	}
	v, _ := x.(*multiples)
	for ink := range chart.Inks {
		d := drawing{multiples: v, plan: v.plan(120, 34), State: view.State{Ink: chart.Ink(ink)}}
		for y := a.First; y <= a.Last; y++ {
			if at := d.mini(a.At(0)).BoxColumn(d.chartW(), int(y)); d.column(y) != at {
				t.Errorf("%v: %d is marked in column %d, and drawn in %d", chart.Ink(ink), y, d.column(y), at)
			}
		}
	}
}
