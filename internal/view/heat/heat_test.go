package heat_test

import (
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/terminal"
	"allyscope/internal/testing/contrast"
	"allyscope/internal/testing/viewtest"
	"allyscope/internal/view/heat"
)

func TestGoldens(t *testing.T) { viewtest.YearsGoldens(t, viewtest.New(heat.Spec()), "heat") }

// No size, query or ink makes it fail, and the focused ally is always visible.
func TestSweep(t *testing.T) { viewtest.YearsSweep(t, viewtest.New(heat.Spec())()) }

// If no ally has a figure, the scale has its default step.
func TestNothingIsKnown(t *testing.T) {
	ds := viewtest.Data(t)
	for ink := range chart.Ink(chart.Inks) {
		g := viewtest.Draw(viewtest.New(heat.Spec())(), viewtest.Scene(t, ds, "usd ISL only", "ISL", ink), 120, 34)
		if !strings.Contains(viewtest.Text(g, ink), "Iceland") {
			t.Errorf("%v: Iceland is not listed", ink)
		}
	}
}

func TestPointingReadsWhatStandsThere(t *testing.T) {
	ds := viewtest.Data(t)
	for _, size := range [][2]int{{120, 34}, {80, 18}, {64, 18}, {40, 7}} {
		s := viewtest.Scene(t, ds, "2024 2%", "NOR", chart.Braille)
		cells := 0
		for _, n := range viewtest.YearsRead(t, viewtest.New(heat.Spec())(), s, size[0], size[1])["NOR"] {
			cells += n
		}
		if cells < int(s.Answer.Last-s.Answer.First)+1 {
			t.Errorf("%v: Norway has %d cells", size, cells)
		}
	}
	s := viewtest.Scene(t, ds, "2024 2%", "NOR", chart.Braille)
	v := viewtest.New(heat.Spec())()
	v.Draw(cell.New(120, 34), s)
	if hit := viewtest.At(v, 32, 12); hit != (viewtest.Hit{Code: "NOR", Year: 2016, Text: "Norway 2016: 1.68 % of GDP, 0.32 pp below 2 %"}) {
		t.Errorf("%+v", hit)
	}
	if hit := viewtest.At(v, 3, 12); hit != (viewtest.Hit{Code: "NOR"}) {
		t.Errorf("on a name: %+v", hit)
	}
	if hit := viewtest.At(v, 32, 0); hit != (viewtest.Hit{Year: 2016}) {
		t.Errorf("on a head: %+v", hit)
	}
	if hit := viewtest.At(v, 60, 33); hit != (viewtest.Hit{}) {
		t.Errorf("on the legend: %+v", hit)
	}
}

// A row in euros does not show figures in an ally's earlier currency.
func TestARowHasOneCurrency(t *testing.T) {
	v := viewtest.New(heat.Spec())()
	text := viewtest.Text(viewtest.Draw(v, viewtest.Scene(t, viewtest.Data(t), "national edition:2016-01 2015", "EST", chart.Braille), 200, 40), chart.Braille)
	if strings.Contains(text, "4,595") || !strings.Contains(text, "· in another currency") || !strings.Contains(text, "37,127") {
		t.Errorf("drawn:\n%s", text)
	}
}

func TestMovingFollowsTheRows(t *testing.T) {
	ds := viewtest.Data(t)
	s := viewtest.Scene(t, ds, "2024 2%", "NOR", chart.Braille)
	v := viewtest.New(heat.Spec())()
	v.Draw(cell.New(120, 34), s)
	// The order stays that of 2024 when the year changes.
	now := viewtest.Scene(t, ds, "2014 2%", "NOR", chart.Braille)
	v.Draw(cell.New(120, 34), now)
	for dy, want := range map[int]ally.Code{-1: "ROU", 0: "NOR", 1: "FIN", -99: "POL", 99: "ISL"} {
		if to, ok := v.Move(now, 0, dy); !ok || to != want {
			t.Errorf("%+d: %s %v, want %s", dy, to, ok, want)
		}
	}
	if _, ok := v.Move(now, 1, 0); ok {
		t.Error("sideways are years: they are not for a view to move")
	}
}

// The number of bytes sent to a terminal of 120x40.
func TestBytes(t *testing.T) {
	viewtest.YearsCost(t, viewtest.New(heat.Spec()), 200, 130, "left", "left", "right", "left", "down", "down", "up")
}

// If a terminal does not report its background, every figure is legible in every theme, on white
// and on black, for any query and on large and small screens.
func TestFiguresCanBeReadOnAnUnknownGround(t *testing.T) {
	ds, figures := viewtest.Data(t), 0
	for _, text := range []string{"2024 2%", "", "equipment 2020 20%", "nordic baltic-total 2%", "as:difference 2%", "usd 2019", "EST POL NOR 2%"} {
		for _, size := range [][2]int{{120, 34}, {80, 18}, {160, 44}, {40, 7}} {
			g := viewtest.Draw(viewtest.New(heat.Spec())(), viewtest.Scene(t, ds, text, "NOR", chart.Braille), size[0], size[1])
			seen := map[cell.Cell]bool{} // each combination of role and attributes once
			for y := range g.Height() {
				for _, c := range g.Row(y) {
					if c.Rune >= '0' && c.Rune <= '9' {
						figures++
						c.Rune = 0
						seen[c] = true
					}
				}
			}
			for p := terminal.NoColour; p <= terminal.TrueColour; p++ {
				for th := terminal.Auto; th <= terminal.Mono; th++ {
					styles := terminal.Look{Profile: p, Theme: th}.Styles()
					for c := range seen {
						s := styles[c.Role]
						if c.Attr&cell.Reverse != 0 {
							s = s.Reverse(true)
						}
						for _, screen := range [][2]uint32{{0x000000, 0xffffff}, {0xe5e5e5, 0x000000}} {
							if got := contrast.Ratio(contrast.Drawn(s, screen[0], screen[1])); got < 4.5 {
								t.Fatalf("%s at %v: profile %d, %s, role %d on #%06x: contrast %.2f", text, size, p, th, c.Role, screen[1], got)
							}
						}
					}
				}
			}
		}
	}
	if figures < 10000 {
		t.Fatalf("%d digits", figures)
	}
}

func BenchmarkDraw(b *testing.B) { viewtest.Bench(b, viewtest.New(heat.Spec()), "2024 2%") }

// The distance of a sum is its figure minus the level, a distance from an estimate is an
// estimate, and a missing one has its mark.
func TestDistancesOfSums(t *testing.T) {
	ds := viewtest.Data(t)
	x, err := heat.Spec().Ask(ds, viewtest.Scene(t, ds, "heat baltic nordic-total NATO-total 2025..2026 filter:est", "EST", chart.Braille).Answer, "EST")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range x.Document().Tables[0].People[1].Rows {
		for _, c := range r.Cells {
			got = append(got, c.Shown)
		}
	}
	if got, want := strings.Join(got, " "), "2025 +0.43e −0.48e −0.75e 2026 +1.60e −0.32e −0.64e"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
