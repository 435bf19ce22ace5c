package balance_test

import (
	"fmt"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/termtest"
	"allyscope/internal/tui/balance"
)

func TestGolden(t *testing.T) {
	ds := embedded(t)
	for _, c := range []struct {
		name, query string
		focus       ally.Code
	}{
		{"norway", "2024 2%", "NOR"}, {"latest", "3.5%", "DEU"},
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

func TestEdges(t *testing.T) {
	ds := embedded(t)
	for _, c := range []struct {
		query string
		focus ally.Code
		w, h  int
		want  []string
	}{
		{"", "ISL", 120, 34, []string{"Iceland", "no armed forces", "no point: ISL"}},
		{"2014 2%", "FIN", 120, 34, []string{"Finland", "not a member then"}},
		{"2026 5%", "NOR", 120, 34, []string{"no quadrants: 5 % of GDP is not measurable"}},
		{"2026 5%", "NOR", 40, 7, []string{"5 %: not measurable"}},
		{"edition:2016-07", "NOR", 80, 18, []string{"not in NATO, July 2016 edition"}},
		{"source:sipri", "NOR", 80, 18, []string{"not in SIPRI"}},
		{"source:sipri", "NOR", 20, 5, []string{"equipment"}},
		{"edition:2023-07 2021", "NOR", 120, 34, []string{"without a figure"}},
		{"edition:2025-08 2025", "DEU", 120, 34, []string{"Germany", "n/a"}},
		{"2024 30% equipment", "NOR", 120, 34, []string{"30 %", "both 2 % and 30 %"}},
		{"usd 2024", "NOR", 120, 34, []string{"both 2 % and 20 %"}},
		{"national 2024", "NOR", 80, 18, []string{"NOR"}},
		{"filter:zzz", "", 80, 18, []string{"no ally is listed"}},
		{"2024 EST LVA LTU POL NOR SWE FIN DNK", "EST", 120, 34, []string{"Estonia"}},
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
	for _, q := range []string{"2024 2%", "5%", "edition:2016-07", "source:sipri", "filter:zzz", "EST LVA LTU POL NOR SWE FIN DNK"} {
		for ink := range chart.Ink(chart.Inks) {
			s, v := scene(t, ds, q, "NOR", ink), balance.New()
			for w := range 41 {
				for h := range 21 {
					v.Draw(cell.New(w, h), s)
				}
			}
			for _, size := range [][2]int{{255, 255}, {255, 3}, {3, 255}, {50, 12}, {99, 30}, {160, 50}} {
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

// Codes never run into each other: a row of the picture has no word of more than
// three capitals.
func TestCodesDoNotTouch(t *testing.T) {
	ds := embedded(t)
	for year := 2014; year <= 2026; year++ {
		for _, size := range [][2]int{{120, 34}, {80, 18}, {60, 14}} {
			s := scene(t, ds, fmt.Sprintf("%d 2%%", year), "NOR", chart.Braille)
			for _, line := range strings.Split(text(draw(s, size[0], size[1]), chart.Braille), "\n")[1:] {
				for _, word := range strings.FieldsFunc(line, func(r rune) bool { return r < 'A' || r > 'Z' }) {
					if len(word) > 3 {
						t.Errorf("%d at %v: %q in %q", year, size, word, line)
					}
				}
			}
		}
	}
}

func TestAtReadsPointsAndYears(t *testing.T) {
	s, v := scene(t, embedded(t), "2024 2%", "NOR", chart.Braille), balance.New()
	g := cell.New(120, 34)
	v.Draw(g, s)
	seen := map[string]bool{}
	for y := range 34 {
		for x := range 120 {
			hit := v.At(x, y)
			if hit.Text != "" {
				seen[hit.Text] = true
			}
			if r := g.At(x, y).Rune; r == 'P' && g.At(x+1, y).Rune == 'O' && g.At(x+2, y).Rune == 'L' && (hit.Code != "POL" || hit.Year != 0) {
				t.Errorf("POL is read as %+v", hit)
			}
		}
	}
	for _, want := range []string{"Poland 2024: 3.75 % of GDP", "Norway 2016: 1.68 % of GDP, 23.37 % on equipment", "Belgium 2024"} {
		found := false
		for text := range seen {
			found = found || strings.HasPrefix(text, want)
		}
		if !found {
			t.Errorf("nowhere reads %q", want)
		}
	}
	if hit := balance.New().At(3, 3); hit.Code != "" || hit.Text != "" {
		t.Errorf("nothing drawn, and yet %+v", hit)
	}
}

func TestSentence(t *testing.T) {
	ds, v := embedded(t), balance.New()
	if got := v.Sentence(scene(t, ds, "2024 2%", "NOR", 0)); !strings.HasPrefix(got, "In 2024, 16 of 31 allies with forces met both 2 % of GDP and 20 % on equipment") {
		t.Error(got)
	}
	if got := v.Sentence(scene(t, ds, "source:sipri", "NOR", 0)); !strings.Contains(got, "not in SIPRI") {
		t.Error(got)
	}
	if _, ok := v.Move(scene(t, ds, "", "NOR", 0), 0, 1); ok {
		t.Error("the order is the ranking's")
	}
}
