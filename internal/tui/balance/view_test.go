package balance_test

import (
	"fmt"
	"strings"
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/testing/viewtest"
	"allyscope/internal/tui/balance"
)

func TestGolden(t *testing.T) {
	viewtest.Goldens(t, balance.New, "balance",
		viewtest.Case{Name: "norway", Query: "2024 2%", Focus: "NOR"},
		viewtest.Case{Name: "latest", Query: "3.5%", Focus: "DEU"},
	)
}

func TestEdges(t *testing.T) {
	viewtest.Edges(t, balance.New, []viewtest.Edge{
		{Query: "", Focus: "ISL", W: 120, H: 34, Want: []string{"Iceland", "no armed forces", "no point: ISL"}},
		{Query: "2014 2%", Focus: "FIN", W: 120, H: 34, Want: []string{"Finland", "not a member then"}},
		{Query: "2026 5%", Focus: "NOR", W: 120, H: 34, Want: []string{"no quadrants: 5 % of GDP is not measurable"}},
		{Query: "2026 5%", Focus: "NOR", W: 40, H: 7, Want: []string{"5 %: not measurable"}},
		{Query: "edition:2016-07", Focus: "NOR", W: 80, H: 18, Want: []string{"not in NATO, July 2016 edition"}},
		{Query: "source:sipri", Focus: "NOR", W: 80, H: 18, Want: []string{"not in SIPRI"}},
		{Query: "source:sipri", Focus: "NOR", W: 20, H: 5, Want: []string{"equipment"}},
		{Query: "edition:2023-07 2021", Focus: "NOR", W: 120, H: 34, Want: []string{"without a figure"}},
		{Query: "edition:2025-08 2025", Focus: "DEU", W: 120, H: 34, Want: []string{"Germany", "n/a"}},
		{Query: "2024 30% equipment", Focus: "NOR", W: 120, H: 34, Want: []string{"30 %", "both 2 % and 30 %"}},
		{Query: "usd 2024", Focus: "NOR", W: 120, H: 34, Want: []string{"both 2 % and 20 %"}},
		{Query: "national 2024", Focus: "NOR", W: 80, H: 18, Want: []string{"NOR"}},
		{Query: "filter:zzz", Focus: "", W: 80, H: 18, Want: []string{"no ally is listed"}},
		{Query: "2024 EST LVA LTU POL NOR SWE FIN DNK", Focus: "EST", W: 120, H: 34, Want: []string{"Estonia"}},
	}...)
}

func TestAnySize(t *testing.T) {
	queries := []string{"2024 2%", "5%", "edition:2016-07", "source:sipri", "filter:zzz", "EST LVA LTU POL NOR SWE FIN DNK"}
	viewtest.AnySize(t, balance.New, queries, [2]int{50, 12}, [2]int{99, 30}, [2]int{160, 50})
}

// Codes never run into each other: a row of the picture has no word of more than
// three capitals.
func TestCodesDoNotTouch(t *testing.T) {
	ds := viewtest.Data(t)
	for year := 2014; year <= 2026; year++ {
		for _, size := range [][2]int{{120, 34}, {80, 18}, {60, 14}} {
			s := viewtest.Scene(t, ds, fmt.Sprintf("%d 2%%", year), "NOR", chart.Braille)
			for _, line := range strings.Split(viewtest.Text(viewtest.Draw(balance.New(), s, size[0], size[1]), chart.Braille), "\n")[1:] {
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
	s, v := viewtest.Scene(t, viewtest.Data(t), "2024 2%", "NOR", chart.Braille), balance.New()
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
	ds, v := viewtest.Data(t), balance.New()
	if got := v.Sentence(viewtest.Scene(t, ds, "2024 2%", "NOR", 0)); !strings.HasPrefix(got, "In 2024, 16 of 31 allies with forces met both 2 % of GDP and 20 % on equipment") {
		t.Error(got)
	}
	if got := v.Sentence(viewtest.Scene(t, ds, "source:sipri", "NOR", 0)); !strings.Contains(got, "not in SIPRI") {
		t.Error(got)
	}
	if _, ok := v.Move(viewtest.Scene(t, ds, "", "NOR", 0), 0, 1); ok {
		t.Error("the order is the ranking's")
	}
}
