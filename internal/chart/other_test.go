package chart

import (
	"math"
	"strings"
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
)

// Every label of a scatter is written once and whole, or counted.
func TestScatterLabels(t *testing.T) {
	for ink := range inkCount {
		for _, size := range [][2]int{{100, 28}, {70, 18}, {46, 12}, {30, 9}} {
			s := balance(ink)
			g, missed := s.Draw(size[0], size[1])
			all := text(g)
			found := 0
			for _, d := range s.Dots {
				found += strings.Count(all, d.Code)
			}
			if found+missed != len(s.Dots) {
				t.Errorf("%v %v: %d of %d codes, %d missed\n%s", ink, size, found, len(s.Dots), missed, all)
			}
			if size[0] >= 100 && missed > 0 {
				t.Errorf("%v %v: %d missed\n%s", ink, size, missed, all)
			}
		}
	}
}

// A bar's parts fill it exactly, whatever the rounding.
func TestBarsFill(t *testing.T) {
	for w := 10; w < 90; w++ {
		b := spending(Blocks)
		row := strings.TrimSpace(strings.Split(text(b.Draw(w, 1)), "\n")[0])
		if n := cell.Width(row); n != w {
			t.Fatalf("width %d: %d cells", w, n)
		}
	}
}

func TestBarsMissing(t *testing.T) {
	b := &Bar{Unit: "%", Segments: []Segment{
		{Name: "Equipment", Value: 20, Status: figure.Estimate}, {Name: "Other"},
	}}
	got := text(b.Draw(30, 3))
	if !strings.Contains(got, "20e %") || !strings.Contains(got, "n/a") {
		t.Errorf("got\n%s", got)
	}
}

// A slope whose other side is missing says so.
func TestSlopeMissing(t *testing.T) {
	s := &Line{From: 2014, To: 2024, Places: 2, Series: []Series{
		{Name: "Finland", Points: []Point{{X: 2024, Y: 2.11, Status: figure.Actual}}},
		{Name: "Norway", Points: []Point{{X: 2014, Y: 1.5, Status: figure.Actual}, {X: 2024, Y: 3.17, Status: figure.Estimate}}},
	}}
	got := text(s.Slope(60, 8))
	if !strings.Contains(got, "2.11 Finland (2014 n/a)") || !strings.Contains(got, "3.17e Norway") {
		t.Errorf("got\n%s", got)
	}
}

func TestSharedScale(t *testing.T) {
	got := SharedScale(true, []Level{{Y: 3.5}, {Y: 9, Far: true}}, norway, []Point{{X: 2014, Y: math.Inf(1), Status: figure.Actual}})
	if got != (Scale{0, 3.5}) {
		t.Errorf("got %v", got)
	}
	if got := SharedScale(true, nil); got != (Scale{}) {
		t.Errorf("without figures: %v", got)
	}
}
