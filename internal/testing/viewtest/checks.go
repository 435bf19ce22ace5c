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

// Case is what a view is shown with: what is asked, and who the reader is at.
type Case struct {
	Name, Query string
	Focus       ally.Code
}

// Goldens compares what new views draw of each case with the goldens of the name:
// on a whole screen, on a usual one, on a line of it and on next to nothing, in
// every ink.
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

// GoldensWithSentence compares what new views draw and say of each case with the
// goldens of the name, at the sizes given. Inks are told apart by the cases that
// inks names, or at sizes it does; the others are drawn in Braille.
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

// Edge is a question at the edge of the data, and words that answer it.
type Edge struct {
	Query string
	Focus ally.Code
	W, H  int
	Want  []string
}

// Edges checks that new views answer each edge in its words.
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

// AnySize draws each question in every ink, at every small size and at some
// others, zoomed and not, and points at cells in and about them: none may panic.
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

// pointAbout points at cells in and about a grid.
func pointAbout(v *onview.View, w, h int) {
	for y := -1; y <= h; y += 5 {
		for x := -1; x <= w; x += 5 {
			At(v, x, y)
		}
	}
}

// Visits has one view a case and an ink visit sizes: the small ones, shared out
// among the cases, and those given. None may panic or be blank.
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

// visit draws at a size, and points at some of it.
func visit(t *testing.T, v *onview.View, s onview.Scene, w, h int) {
	t.Helper()
	g := Draw(v, s, w, h)
	for y := -1; y <= h; y += 1 + h/9 {
		for x := -1; x <= w; x += 1 + w/9 {
			hit := At(v, x, y)
			if hit.Code.Aggregate() {
				t.Fatalf("%dx%d: a sum is taken for an ally at %d,%d", w, h, x, y)
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

// Found is all that a view of a whole screen can be pointed at, as the code, the
// year and the text of a hit with blanks between.
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
