package sheet_test

import (
	"fmt"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/termtest"
	"allyscope/internal/tui/sheet"
)

func TestGolden(t *testing.T) {
	ds := embedded(t)
	for _, c := range []struct {
		name, query string
		focus       ally.Code
	}{
		{"estonia", "2024 2%", "EST"}, {"norway", "", "NOR"}, {"old", "edition:2016-07", "DEU"},
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
		{"", "ISL", 120, 34, []string{"no armed forces", "·", "n/a"}},
		{"2014 2%", "FIN", 120, 34, []string{"joined in 2023: not a member then"}},
		{"edition:2025-08 2025", "DEU", 120, 34, []string{"n/a", "no data"}},
		{"edition:2023-07 2021", "TUR", 120, 34, []string{"not in this edition", "2021 as each edition printed it"}},
		{"edition:2016-07", "NOR", 120, 34, []string{"July 2023       2023-07-07         n/a", "no money in this edition"}},
		{"2024 5%", "NOR", 120, 34, []string{"5 % is not measurable"}},
		{"2024 usd", "NOR", 120, 34, []string{"of 31", "US$ m, current prices"}},
		{"2024 national", "NOR", 120, 34, []string{"NOK m, 2021 prices", "2024 as each edition printed it"}},
		{"source:sipri", "FRA", 120, 34, []string{"1949", "Western Europe"}},
		{"2024 2%", "NOR", 120, 34, []string{"Above 2 %", "US$", "NOK", "Medians", "Neighbours", "Spent on", "equipment", "=8/31"[1:3]}},
		{"2024 2%", "BEL", 120, 34, []string{"Below 2 %"}},
		{"2024 2%", "", 120, 34, []string{"no ally is chosen"}},
		{"2024 2%", "XXX", 80, 18, []string{"is not the code of an ally"}},
		{"2024 nordic filter:zzz EST LVA", "POL", 120, 34, []string{"Poland"}},
	} {
		got := text(draw(scene(t, ds, c.query, c.focus, chart.Braille), c.w, c.h), chart.Braille)
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%q %s at %dx%d lacks %q:\n%s", c.query, c.focus, c.w, c.h, want, got)
			}
		}
	}
}

// All fifteen measures are on a large sheet of every ally in every edition, and
// their points stand below each other.
func TestAllMeasuresWithTheirPointsAligned(t *testing.T) {
	ds := embedded(t)
	for _, id := range ds.EditionIDs() {
		s := scene(t, ds, "edition:"+id, "NOR", chart.Braille)
		for i := range s.Answer.Rows {
			s.Focus = s.Answer.Rows[i].Ally.Code
			lines := strings.Split(text(draw(s, 120, 34), chart.Braille), "\n")
			at := -1
			for _, line := range lines[4:19] {
				cells := []rune(line)
				name, figures := string(cells[:20]), string(cells[:min(46, len(cells))])
				if strings.TrimSpace(name) == "" {
					t.Fatalf("%s in %s has no fifteen measures:\n%s", s.Focus, id, strings.Join(lines, "\n"))
				}
				dot := strings.LastIndex(figures[:strings.LastIndexAny(figures+" ", "0123456789 ")], ".")
				if dot < 24 || strings.Contains(figures, "/") && strings.Index(figures, "/") < dot {
					continue
				}
				column := len([]rune(figures[:dot]))
				if at >= 0 && column != at {
					t.Errorf("%s in %s: a point in column %d, not %d:\n%s", s.Focus, id, column, at, strings.Join(lines, "\n"))
				}
				at = column
			}
		}
	}
}

func TestAnySize(t *testing.T) {
	ds := embedded(t)
	for _, q := range []string{"2024 2%", "5%", "edition:2016-07", "source:sipri", "national", "EST LVA LTU POL NOR SWE FIN DNK"} {
		for ink := range chart.Ink(chart.Inks) {
			s, v := scene(t, ds, q, "NOR", ink), sheet.New()
			for w := range 41 {
				for h := range 21 {
					v.Draw(cell.New(w, h), s)
				}
			}
			for _, size := range [][2]int{{255, 255}, {255, 3}, {3, 255}, {110, 4}, {109, 30}, {160, 50}} {
				v.Draw(cell.New(size[0], size[1]), s)
				for y := -1; y <= size[1]; y += 5 {
					for x := -1; x <= size[0]; x += 5 {
						v.At(x, y)
					}
				}
			}
		}
	}
}

func TestAtReadsLinesAndYears(t *testing.T) {
	s, v := scene(t, embedded(t), "2024 2%", "NOR", chart.Braille), sheet.New()
	v.Draw(cell.New(120, 34), s)
	seen := map[string]bool{}
	for y := range 34 {
		for x := range 120 {
			seen[v.At(x, y).Text] = true
		}
	}
	for _, want := range []string{"Norway 2016: 1.68 % of GDP", "Defence expenditure, % of real GDP (2021 prices): 2.16"} {
		if !seen[want] {
			t.Errorf("nowhere reads %q: %v", want, seen)
		}
	}
}

func TestSentence(t *testing.T) {
	ds, v := embedded(t), sheet.New()
	if got := v.Sentence(scene(t, ds, "2024 2%", "NOR", 0)); !strings.HasPrefix(got, "Norway 2024, defence expenditure: 2.16 % of GDP") {
		t.Error(got)
	}
	if got := v.Sentence(scene(t, ds, "2024 2%", "", 0)); got != "No ally is chosen." {
		t.Error(got)
	}
	if _, ok := v.Move(scene(t, ds, "", "NOR", 0), 0, 1); ok {
		t.Error("the order is the ranking's")
	}
}
