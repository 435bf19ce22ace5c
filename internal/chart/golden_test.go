package chart

import (
	"fmt"
	"strings"
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/testing/golden"
)

// drawing is one chart of the goldens and of the sweep over sizes.
type drawing struct {
	name  string
	sizes [][2]int
	draw  func(ink Ink, w, h int) *cell.Grid
	fits  func(ink Ink, w, h int) bool
}

// on returns the chart with the cursor on a year.
func (l *Line) on(year int) *Line {
	out := *l
	out.Year = year
	return &out
}

// lineDrawing returns the drawing of a chart that build makes, with the cursor on a year.
func lineDrawing(name string, year int, build func(Ink) *Line, sizes ...[2]int) drawing {
	return drawing{
		name: name, sizes: sizes,
		draw: func(ink Ink, w, h int) *cell.Grid { return build(ink).on(year).Draw(w, h) },
		fits: func(ink Ink, w, h int) bool { return build(ink).Fits(w, h) },
	}
}

func drawings() []drawing {
	return append(lineDrawings(), []drawing{
		{
			"mini", [][2]int{{13, 1}, {13, 2}, {13, 4}, {26, 6}},
			func(ink Ink, w, h int) *cell.Grid { return mini(ink, without(norway, 2017)).Box(w, h) },
			func(_ Ink, w, h int) bool { return w >= 2 && h >= 1 },
		},
		{
			"mini-line", [][2]int{{13, 3}, {26, 6}},
			func(ink Ink, w, h int) *cell.Grid {
				m := mini(ink, without(norway, 2016, 2018))
				m.Series[0].Form = Thin
				return m.Box(w, h)
			},
			func(_ Ink, w, h int) bool { return w >= 2 && h >= 1 },
		},
		{
			"bars", [][2]int{{50, 5}, {50, 3}, {24, 5}},
			func(ink Ink, w, h int) *cell.Grid { return spending(ink).Draw(w, h) },
			func(_ Ink, w, h int) bool { return w >= 4 && h >= 1 },
		},
		{
			"scatter", [][2]int{{100, 28}, {70, 18}, {40, 12}},
			func(ink Ink, w, h int) *cell.Grid { return balance(ink).Draw(w, h) },
			func(ink Ink, w, h int) bool { return balance(ink).field(w, h).fits() },
		},
		{
			"slopes", [][2]int{{70, 22}, {50, 10}},
			func(ink Ink, w, h int) *cell.Grid { return slopes(ink).Slope(w, h) },
			func(ink Ink, w, h int) bool { return slopes(ink).SlopeFits(w, h) },
		},
	}...)
}

func lineDrawings() []drawing {
	return []drawing{
		lineDrawing("line", 0, three, [2]int{100, 24}, [2]int{60, 14}, [2]int{36, 9}, [2]int{20, 2}),
		lineDrawing("line-cursor", 2022, three, [2]int{60, 14}),
		lineDrawing("line-gap", 2016, func(ink Ink) *Line {
			l := three(ink)
			l.Series = l.Series[:1]
			l.Series[0].Points = without(norway, 2016, 2018, 2019)
			l.Series[0].Dots = true
			return l
		}, [2]int{60, 14}),
		lineDrawing("line-events", 2024, func(ink Ink) *Line {
			l := three(ink)
			l.Series[1].Role, l.Series[1].Quiet = cell.Context, true
			l.Series = l.Series[:2]
			l.Series[0].Form = Thick
			l.Events = []Event{{2014, "Wales"}, {2022, "Invasion"}, {2025, "The Hague"}}
			return l
		}, [2]int{72, 18}),
		lineDrawing("line-negative", 2020, func(ink Ink) *Line {
			return &Line{Ink: ink, Places: 1, Series: []Series{{
				Name: "Norway", Role: cell.Series1, Points: shares(2.9, -1.4, 4.1, 0.7, 5.5, -3.2, 8.9, -6.1, 0, 2.4, 24.5, 41.0, 5.1),
			}}}
		}, [2]int{60, 16}),
		lineDrawing("line-eight", 0, eight, [2]int{80, 20}, [2]int{50, 8}),
		lineDrawing("area", 2024, func(ink Ink) *Line {
			l := three(ink)
			l.Series[0].Form = Area
			l.Series[2].Role, l.Series[2].Name, l.Series[2].Quiet = cell.Context, "Germany", true
			l.Series = []Series{l.Series[0], l.Series[2]}
			return l
		}, [2]int{60, 14}),
	}
}

// eight returns a chart of eight series that end close together.
func eight(ink Ink) *Line {
	l := &Line{Ink: ink, Places: 2, Levels: pledges()}
	for i := range 8 {
		points := make([]Point, len(germany))
		for j, p := range germany {
			points[j] = Point{X: p.X, Y: p.Y + 0.07*float64(i*(j%5)), Status: p.Status}
		}
		l.Series = append(l.Series, Series{Name: fmt.Sprintf("Ally %d", i+1), Role: cell.Series(i), Points: points})
	}
	return l
}

func TestGolden(t *testing.T) {
	kept := golden.Open(t, "drawings")
	for _, d := range drawings() {
		for ink := range Ink(Inks) {
			var b strings.Builder
			for _, size := range d.sizes {
				g := d.draw(ink, size[0], size[1])
				if g.Width() != size[0] || g.Height() != size[1] {
					t.Errorf("%s %s at %v is %dx%d", d.name, ink, size, g.Width(), g.Height())
				}
				fmt.Fprintf(&b, "== %dx%d\n%s", size[0], size[1], text(g))
			}
			kept.Check(t, fmt.Sprintf("%s %s", d.name, ink), b.String())
		}
	}
}

// TestGoldenRoles pins the roles of cells, one letter for each role.
func TestGoldenRoles(t *testing.T) {
	l, kept := three(Blocks), golden.Open(t, "roles")
	kept.Check(t, "line", roles(l.on(2022).Draw(60, 14)))
	kept.Check(t, "mini", roles(mini(Blocks, norway).Box(13, 5)))
}

// roles returns a grid with a letter for the role of each drawn cell.
func roles(g *cell.Grid) string {
	letters := map[cell.Role]rune{
		cell.Axis: 'a', cell.Faint: 'f', cell.Target: 'T', cell.Reference: 'R', cell.Cursor: 'C',
		cell.Series1: '1', cell.Series2: '2', cell.Series3: '3', cell.BarMeets: 'm', cell.BarBelow: 'b',
	}
	out := cell.New(g.Width(), g.Height())
	for y := range g.Height() {
		for x, c := range g.Row(y) {
			if c.Rune != ' ' {
				r, ok := letters[c.Role]
				if !ok {
					r = '?'
				}
				out.Set(x, y, r, cell.Plain)
			}
		}
	}
	return text(out)
}

// TestASCII checks that the ASCII ink draws only ASCII.
func TestASCII(t *testing.T) {
	for _, d := range drawings() {
		for _, size := range d.sizes {
			for i, r := range text(d.draw(ASCII, size[0], size[1])) {
				if r > 126 {
					t.Fatalf("%s at %v: %q at byte %d", d.name, size, r, i)
				}
			}
		}
	}
}
