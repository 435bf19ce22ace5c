package chart

import (
	"math"
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
)

// sides returns the widths and heights swept: every small one, where layouts break, and some
// large ones up to the greatest that a terminal can report.
func sides(dense int) []int {
	out := []int{-1}
	for n := range dense {
		out = append(out, n)
	}
	return append(out, 31, 53, 80, 131, 255)
}

// TestSizes draws everything at every size in every ink: nothing panics, the grid has the
// requested size, and a chart that does not fit draws at most one line.
func TestSizes(t *testing.T) {
	for _, d := range drawings() {
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			for ink := range Ink(Inks) {
				for _, h := range sides(14) {
					for _, w := range sides(26) {
						if w*h > 131*80 && w != h {
							continue
						}
						g := d.draw(ink, w, h)
						if g.Width() != max(w, 0) || g.Height() != max(h, 0) {
							t.Fatalf("%v %dx%d: drew %dx%d", ink, w, h, g.Width(), g.Height())
						}
						rows := inked(g)
						if fits := d.fits(ink, w, h); fits && rows == 0 || !fits && rows > 1 {
							t.Fatalf("%v %dx%d: fits %v, %d rows drawn", ink, w, h, fits, rows)
						}
					}
				}
			}
		})
	}
}

// inked returns the number of rows that are not blank.
func inked(g *cell.Grid) int {
	n := 0
	for y := range g.Height() {
		if !blank(g, 0, y, g.Width()) {
			n++
		}
	}
	return n
}

// hostile holds numbers that no drawing may fail on.
var hostile = []float64{
	math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, -math.MaxFloat64,
	math.SmallestNonzeroFloat64, 1e300, -1e15, 1e15, 0, math.Copysign(0, -1), 1e-300, 2, 2,
}

// TestHostile draws every pair of hostile numbers in every kind of chart.
func TestHostile(t *testing.T) {
	for ink := range Ink(Inks) {
		for _, a := range hostile {
			for _, b := range hostile {
				points := []Point{
					{X: 2014, Y: a, Status: figure.Actual}, {X: 2015, Y: b, Status: figure.Estimate},
					{X: 2016, Y: 2, Status: figure.Actual}, {X: -5, Y: 1, Status: figure.Actual},
					{X: math.MaxInt, Y: 1, Status: figure.Actual},
				}
				for _, form := range []Form{Thin, Thick, Area} {
					l := &Line{
						Ink: ink, Series: []Series{{Name: "X", Points: points, Form: form}},
						Levels: []Level{{Y: a, Label: "a"}, {Y: b, Label: "b", Far: true, From: 2015}},
						Zero:   form == Area,
					}
					l.on(2015).Draw(40, 10)
					l.Scale = Scale{Min: 1, Max: 3}
					l.Draw(40, 10)
					l.Scale = Scale{Min: a, Max: b}
					l.Draw(40, 10)
					l.Box(13, 4)
				}
				(&Scatter{
					Ink: ink, Dots: []Dot{{XY: XY{a, b}, Code: "AAA"}, {XY: XY{2, 20}, Code: "BBB"}},
					Split: XY{a, b}, Trail: []XY{{a, b}, {b, a}, {1, 1}}, XScale: Scale{a, b}, YScale: Scale{Min: 1, Max: b},
				}).Draw(40, 12)
				(&Line{Ink: ink, From: 2014, To: 2015, Series: []Series{{Name: "X", Points: points}}, Levels: l2(a)}).Slope(60, 8)
				(&Bar{Ink: ink, Segments: []Segment{{Value: a, Status: figure.Actual}, {Value: b, Status: figure.Actual}}}).Draw(20, 3)
			}
		}
	}
}

func l2(y float64) []Level { return []Level{{Y: y, Label: "x"}} }

// TestClip checks that clip returns only finite lines within the plot, so that ntcharts'
// GetLinePoints neither hangs nor fills the memory.
func TestClip(t *testing.T) {
	for _, a := range hostile {
		for _, b := range hostile {
			for _, x := range []float64{0, 5, 19, 20, -3, 1e14} {
				s, ok := clip(cell.Stroke{X0: 3, Y0: a, X1: x, Y1: b}, 20, 12)
				if !ok {
					continue
				}
				for _, v := range []float64{s.X0, s.X1} {
					if !(v >= 0 && v <= 19) {
						t.Fatalf("x %g from %g, %g, %g", v, a, b, x)
					}
				}
				for _, v := range []float64{s.Y0, s.Y1} {
					if !(v >= 0 && v <= 11) {
						t.Fatalf("y %g from %g, %g, %g", v, a, b, x)
					}
				}
			}
		}
	}
	for _, size := range [][2]int{{0, 0}, {0, 5}, {5, 0}, {-1, -1}} {
		if _, ok := clip(cell.Stroke{X1: 3, Y1: 3}, size[0], size[1]); ok {
			t.Errorf("a segment is let through to a plot of %v", size)
		}
	}
}
