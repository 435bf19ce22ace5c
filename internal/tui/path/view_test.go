package path_test

import (
	"fmt"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/termtest"
	"allyscope/internal/tui/path"
)

func TestGolden(t *testing.T) {
	ds := embedded(t)
	for _, c := range []struct {
		name, query string
		focus       ally.Code
	}{
		{"norway", "", "NOR"}, {"scenario", "2026 ESP=2.1% DEU=3.5%@2029", "ESP"}, {"met", "2% 2024", "POL"},
	} {
		for ink := range chart.Ink(chart.Inks) {
			s := scene(t, ds, c.query, c.focus, ink)
			for _, size := range [][2]int{{120, 34}, {80, 18}, {40, 7}, {20, 5}} {
				name := fmt.Sprintf("%s.%dx%d.%s", c.name, size[0], size[1], ink)
				termtest.Golden(t, name, text(draw(s, size[0], size[1]), ink))
			}
		}
	}
}

// What is asked of the edges of the data is answered in words.
func TestEdges(t *testing.T) {
	ds := embedded(t)
	for _, c := range []struct {
		query string
		focus ally.Code
		w, h  int
		want  []string
	}{
		{"edition:2016-07", "NOR", 120, 34, []string{"no earlier figure", "n/a"}},
		{"edition:2023-07", "TUR", 120, 34, []string{"Türkiye"}},
		{"edition:2025-08", "DEU", 120, 34, []string{"Germany ’24", "2.00e % in 2024"}},
		{"edition:2025-08 2024..2025 2025", "DEU", 80, 18, []string{"Germany ’24"}},
		{"", "ISL", 120, 34, []string{"Iceland", "no armed forces"}},
		{"2014 2%", "FIN", 120, 34, []string{"not a member then"}},
		{"", "LTU", 120, 34, []string{"meets 3.5 % already", "keeps its present share"}},
		{"", "USA", 120, 34, []string{"not at this pace", "+125.7"}},
		{"5%", "NOR", 80, 18, []string{"has no path: 5 % cannot be measured"}},
		{"5%", "NOR", 20, 5, []string{"has no path"}},
		{"usd", "NOR", 80, 18, []string{"has no path: a level with a deadline"}},
		{"national", "NOR", 80, 18, []string{"has no path"}},
		{"2026 by:2020", "NOR", 80, 18, []string{"is no deadline for a path that starts in 2026"}},
		{"source:sipri", "NOR", 120, 34, []string{"1949", "Norway"}},
		{"filter:zzz", "", 80, 18, []string{"no ally is listed"}},
		{"EST LVA LTU POL NOR SWE FIN DNK", "EST", 120, 34, []string{"◆"}},
		{"2026 ESP=2.1%", "ESP", 80, 18, []string{"2.1 ’35", "Spain*", "(supposed)", "Supposed, not pledged: Spain at 2.1 %"}},
	} {
		got := text(draw(scene(t, ds, c.query, c.focus, chart.Braille), c.w, c.h), chart.Braille)
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%q at %dx%d lacks %q:\n%s", c.query, c.w, c.h, want, got)
			}
		}
	}
}

func TestAnySize(t *testing.T) {
	ds := embedded(t)
	for _, q := range []string{"", "2026 ESP=2.1%", "5%", "edition:2016-07", "source:sipri", "filter:zzz", "EST LVA LTU POL NOR SWE FIN DNK"} {
		for ink := range chart.Ink(chart.Inks) {
			s, v := scene(t, ds, q, "NOR", ink), path.New()
			for w := range 41 {
				for h := range 21 {
					v.Draw(cell.New(w, h), s)
				}
			}
			for _, size := range [][2]int{{255, 255}, {255, 3}, {3, 255}, {100, 12}, {99, 30}, {160, 50}} {
				for _, zoom := range []bool{false, true} {
					s.Zoom = zoom
					v.Draw(cell.New(size[0], size[1]), s)
					for y := -1; y <= size[1]; y += 7 {
						for x := -1; x <= size[0]; x += 7 {
							v.At(x, y)
						}
					}
				}
			}
		}
	}
}

// The one an ally is at is on the screen, wherever in the list it stands.
func TestTheFocusIsInSight(t *testing.T) {
	ds := embedded(t)
	s, v := scene(t, ds, "", "", chart.Braille), path.New()
	for _, size := range [][2]int{{80, 18}, {120, 20}, {40, 7}} {
		for i := range s.Answer.Rows {
			a := s.Answer.Rows[i].Ally
			s.Focus = a.Code
			g := cell.New(size[0], size[1])
			v.Draw(g, s)
			if got := text(g, chart.Braille); !strings.Contains(got, "▌ "+a.Name) {
				t.Fatalf("%s at %v:\n%s", a.Name, size, got)
			}
		}
	}
}

func TestAtReadsRowsAndYears(t *testing.T) {
	s, v := scene(t, embedded(t), "", "NOR", chart.Braille), path.New()
	g := cell.New(120, 34)
	v.Draw(g, s)
	for y, line := range strings.Split(text(g, chart.Braille), "\n") {
		if strings.HasPrefix(line, "  Sweden") {
			if hit := v.At(5, y); hit.Code != "SWE" || !strings.Contains(hit.Text, "Sweden: +0.03 pp a year to 3.5 % by 2035") {
				t.Errorf("Sweden's line is %+v", hit)
			}
		}
	}
	seen := map[string]bool{}
	for x := 70; x < 120; x++ {
		seen[v.At(x, 10).Text] = true
	}
	for _, want := range []string{"Norway 2016: 1.68 %", "Norway 2029: 3.28 % on a straight path"} {
		if !seen[want] {
			t.Errorf("no year reads %q: %v", want, seen)
		}
	}
	if hit := path.New().At(3, 3); hit.Code != "" || hit.Text != "" {
		t.Errorf("nothing drawn, and yet %+v", hit)
	}
}

func TestSentence(t *testing.T) {
	ds, v := embedded(t), path.New()
	if got := v.Sentence(scene(t, ds, "2026 ESP=2.1%", "ESP", 0)); !strings.HasPrefix(got, "With Spain at 2.1 %, 3.5 % by 2035: ") {
		t.Error(got)
	}
	if got := v.Sentence(scene(t, ds, "5%", "ESP", 0)); !strings.Contains(got, "has no path") {
		t.Error(got)
	}
	if _, ok := v.Move(scene(t, ds, "", "NOR", 0), 0, 1); ok {
		t.Error("the order is the ranking's")
	}
}
