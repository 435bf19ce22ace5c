package viewtest

import (
	"fmt"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/testing/golden"
	"allyscope/internal/tui/onview"
)

// Case is a query and the focused ally to draw a view with.
type Case struct {
	Name, Query string
	Focus       ally.Code
}

// Goldens compares each case with its golden, drawn by a new view in every ink and in four sizes
// from a large screen down to almost nothing.
func Goldens(t *testing.T, fresh func() *onview.View, name string, cases ...Case) {
	t.Helper()
	ds, kept := Data(t), golden.Open(t, name)
	for _, c := range cases {
		for ink := range chart.Ink(chart.Inks) {
			s := Scene(t, ds, c.Query, c.Focus, ink)
			for _, size := range [][2]int{{120, 34}, {80, 18}, {40, 7}, {20, 5}} {
				section := fmt.Sprintf("%s %dx%d %s", c.Name, size[0], size[1], ink)
				kept.Check(t, section, Text(Draw(fresh(), s, size[0], size[1]), ink))
			}
		}
	}
}

// GoldensWithSentence compares each case's drawing and sentence with its golden, in the given
// sizes. It draws every case in Braille, and in the other inks where inks returns true.
func GoldensWithSentence(t *testing.T, fresh func() *onview.View, name string, cases []Case, sizes [][2]int, inks func(c Case, w int) bool) {
	t.Helper()
	ds, kept := Data(t), golden.Open(t, name)
	for _, c := range cases {
		for _, size := range sizes {
			for ink := range chart.Ink(chart.Inks) {
				if ink != chart.Braille && !inks(c, size[0]) {
					continue
				}
				s, v := Scene(t, ds, c.Query, c.Focus, ink), fresh()
				g := Draw(v, s, size[0], size[1])
				section := fmt.Sprintf("%s %dx%d %s", c.Name, size[0], size[1], ink)
				kept.Check(t, section, Text(g, ink)+"\n"+strings.Repeat("=", size[0])+"\n"+v.Sentence(s))
			}
		}
	}
}

// Edge is a query at the edge of the data, with texts that its drawing must contain.
type Edge struct {
	Query string
	Focus ally.Code
	W, H  int
	Want  []string
}

// Edges checks that the drawing of each edge contains its texts.
func Edges(t *testing.T, fresh func() *onview.View, edges ...Edge) {
	t.Helper()
	ds := Data(t)
	for _, e := range edges {
		got := Text(Draw(fresh(), Scene(t, ds, e.Query, e.Focus, chart.Braille), e.W, e.H), chart.Braille)
		for _, want := range e.Want {
			if !strings.Contains(got, want) {
				t.Errorf("%q %s at %dx%d lacks %q:\n%s", e.Query, e.Focus, e.W, e.H, want, got)
			}
		}
	}
}

// AnySize checks that no query panics when drawn in any ink and at any size, zoomed or not, or when
// cells in and around the drawing are pointed at.
func AnySize(t *testing.T, fresh func() *onview.View, queries []string, sizes ...[2]int) {
	t.Helper()
	ds := Data(t)
	for _, q := range queries {
		for ink := range chart.Ink(chart.Inks) {
			s, v := Scene(t, ds, q, "NOR", ink), fresh()
			for w := range 41 {
				for h := range 21 {
					v.Draw(cell.New(w, h), s)
				}
			}
			for _, size := range append([][2]int{{255, 255}, {255, 3}, {3, 255}}, sizes...) {
				for _, s.Zoom = range []bool{false, true} {
					v.Draw(cell.New(size[0], size[1]), s)
					pointAbout(v, size[0], size[1])
				}
			}
		}
	}
}

// pointAbout points at cells in and around a grid.
func pointAbout(v *onview.View, w, h int) {
	for y := -1; y <= h; y += 5 {
		for x := -1; x <= w; x += 5 {
			At(v, x, y)
		}
	}
}

// Visits draws each case and ink with one view at many sizes: the given ones, and small ones that
// are divided among the cases. No drawing may panic or be blank.
func Visits(t *testing.T, fresh func() *onview.View, cases []Case, sizes ...[2]int) {
	t.Helper()
	ds := Data(t)
	for i, c := range cases {
		for ink := range chart.Ink(chart.Inks) {
			s, v := Scene(t, ds, c.Query, c.Focus, ink), fresh()
			for h := range 21 {
				for w := (i + h) % 4; w <= 40; w += 4 {
					visit(t, v, s, w, h)
				}
			}
			for _, size := range sizes {
				visit(t, v, s, size[0], size[1])
			}
		}
	}
}

// visit draws at one size and checks some of the hits.
func visit(t *testing.T, v *onview.View, s onview.Scene, w, h int) {
	t.Helper()
	g := Draw(v, s, w, h)
	for y := -1; y <= h; y += 1 + h/9 {
		for x := -1; x <= w; x += 1 + w/9 {
			hit := At(v, x, y)
			if hit.Code.Aggregate() {
				t.Fatalf("%dx%d: a sum is tagged as an ally at %d,%d", w, h, x, y)
			}
			if hit.Year != 0 && (hit.Year < s.Answer.First || hit.Year > s.Answer.Last) {
				t.Fatalf("%dx%d: year %d at %d,%d", w, h, hit.Year, x, y)
			}
		}
	}
	if w > 4 && h > 0 && strings.TrimSpace(Text(g, s.Ink)) == "" {
		t.Fatalf("%dx%d is blank", w, h)
	}
}

// Found returns all hits with a text in a view that was drawn on a whole screen. Each is the code,
// the year and the text, separated by blanks.
func Found(v *onview.View) map[string]bool {
	found := map[string]bool{}
	for y := range screenH {
		for x := range screenW {
			if hit := At(v, x, y); hit.Text != "" {
				found[fmt.Sprintf("%s %d %s", hit.Code, hit.Year, hit.Text)] = true
			}
		}
	}
	return found
}
