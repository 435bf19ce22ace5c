package chart

import (
	"math"
	"strings"
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
)

// A label of a scatter plot is written once and in full, in the quadrant of its dot, whose mark
// is in that quadrant, too; the focus is labelled at any size.
func TestScatterLabels(t *testing.T) {
	for ink := range Ink(Inks) {
		for _, size := range [][2]int{{100, 28}, {70, 18}, {46, 12}, {30, 9}} {
			s := balance(ink)
			g, f := s.Draw(size[0], size[1]), s.field(size[0], size[1])
			all, named := text(g), 0
			column, row := f.column, f.row
			for _, d := range s.Dots {
				x, y, _ := f.at(d.XY)
				if x > column != (d.X >= s.Split.X) || y < row != (d.Y >= s.Split.Y) || x == column || y == row {
					t.Errorf("%v %v: %s stands at %d, %d, the lines at %d, %d", ink, size, d.Code, x, y, column, row)
				}
				label := d.Code
				if d.Focus {
					label = d.Name
				}
				n := strings.Count(all, label)
				if named += n; n > 1 || d.Focus && n == 0 {
					t.Errorf("%v %v: %s is written %d times\n%s", ink, size, label, n, all)
				}
			}
			if size[0] >= 100 && named < 20 {
				t.Errorf("%v %v: %d are named\n%s", ink, size, named, all)
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
	b := &Bar{Segments: []Segment{
		{Name: "Equipment", Value: 20, Status: figure.Estimate}, {Name: "Other"},
	}}
	got := text(b.Draw(30, 3))
	if !strings.Contains(got, "20.0e %") || !strings.Contains(got, "n/a") {
		t.Errorf("got\n%s", got)
	}
}

// A slope says that a value is missing on the other side.
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

// Range covers all figures, the levels that are not Far, and zero.
func TestRange(t *testing.T) {
	l := Line{
		Series: []Series{{Points: norway}, {Points: []Point{{X: 2014, Y: math.Inf(1), Status: figure.Actual}}}},
		Levels: []Level{{Y: 3.5}, {Y: 9, Far: true}}, Zero: true,
	}
	if got := l.Range(); got != (Scale{0, 3.5}) {
		t.Errorf("got %v", got)
	}
	if got := (&Line{Zero: true}).Range(); !got.set() {
		t.Errorf("without figures: %v has no width", got)
	}
}
