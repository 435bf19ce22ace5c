package chart

import (
	"strings"
	"testing"

	"allyscope/internal/cell"
)

// A line that ends early is named at its end, in every ink; one that reaches the last year is
// named in the margin.
func TestEndsAreNamedWhereTheyAre(t *testing.T) {
	for ink := range Ink(Inks) {
		l := Line{
			Ink: ink, Levels: []Level{{Y: 2, Label: "2 %"}},
			Series: []Series{
				{Name: "long", Quiet: true, Points: shares(1.5, 1.5, 1.6, 1.6, 1.7, 1.7, 1.8, 1.9, 2.5, 3)},
				{Name: "short", Quiet: true, Points: shares(1.4, 1.4, 1.5)},
				{Name: "alone", Quiet: true, Points: shares(2.6)},
			},
		}
		p, f := l.Draw(70, 16), l.frame(70, 16)
		at := func(name string) int {
			for line := range strings.SplitSeq(text(p), "\n") {
				if before, _, ok := strings.Cut(line, name); ok {
					return len([]rune(before))
				}
			}
			t.Fatalf("%v: no %q:\n%s", ink, name, text(p))
			return 0
		}
		end := f.x + f.column(2014+2)
		if x := at("short"); x > end+3 || x < end-10 {
			t.Errorf("%v: the short line's name stands at %d, its end at %d", ink, x, end)
		}
		if x := at("long"); x < 60 {
			t.Errorf("%v: the long line's name stands at %d", ink, x)
		}
		first := f.x + f.column(2014)
		if x := at("alone"); x != first+2 {
			t.Errorf("%v: a point's name stands at %d, it at %d", ink, x, first)
		}
		for w := range 90 {
			for _, h := range []int{0, 1, 3, 5, 9, 30} {
				l.Draw(w, h)
			}
		}
	}
}

// Labels that do not fit on a shared row are counted, however narrow the margin is.
func TestWhoHasNoRoomIsCounted(t *testing.T) {
	for width, want := range map[int]string{31: "5.10e EST  4.92e LVA  4.68e POL", 30: "5.10e EST  4.92e LVA +1", 12: "5.10e EST +2", 11: "5.10e EST +2"} {
		g := cell.New(40, 1)
		for _, l := range shareRow([]label{{text: "5.10e EST", value: 5.1}, {text: "4.92e LVA", value: 4.92}, {text: "4.68e POL", value: 4.68}}, width) {
			g.Text(l.x, 0, l.text, l.role)
		}
		if got := strings.TrimSpace(text(g)); got != want {
			t.Errorf("in %d cells: %q, want %q", width, got, want)
		}
	}
}
