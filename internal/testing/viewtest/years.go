package viewtest

import (
	"fmt"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/terminal"
	"allyscope/internal/testing/golden"
	"allyscope/internal/tui/onview"
)

// This file is for the views that show all years of all allies at once.

// YearsGoldens compares drawings and sentences of the named view with its goldens: one query in
// every ink, queries at the edges of the data, and sizes too small for a picture in one section.
func YearsGoldens(t *testing.T, fresh func() *onview.View, name string) {
	t.Helper()
	ds, kept := Data(t), golden.Open(t, name)
	compare := func(section string, s onview.Scene, w, h int) {
		t.Helper()
		kept.Check(t, section, Text(Draw(fresh(), s, w, h), s.Ink)+"\n"+fresh().Sentence(s))
	}
	for _, size := range [][2]int{{80, 18}, {120, 34}} {
		for ink := range chart.Ink(chart.Inks) {
			compare(fmt.Sprintf("%dx%d %s", size[0], size[1], ink), Scene(t, ds, name+" 2024 2% POL", "NOR", ink), size[0], size[1])
		}
	}
	for _, c := range []Case{
		{Name: "default", Query: ""}, {Name: "hole", Query: "share edition:2023-07"},
		{Name: "one-year", Query: "edition:2016-07"}, {Name: "not-measurable", Query: "5%"},
		{Name: "money", Query: "usd 2024"}, {Name: "national", Query: "national 2024"},
		{Name: "rates", Query: "real-change 2024"}, {Name: "sipri", Query: "source:sipri 1990"},
		{Name: "equipment", Query: "equipment 2024"}, {Name: "missing", Query: "2025 2% edition:2025-08"},
		{Name: "pins", Query: "2024 EST LVA LTU POL NOR SWE FIN DNK only"},
	} {
		compare(c.Name, Scene(t, ds, c.Query, "DEU", chart.Braille), screenW, screenH)
	}
	var small strings.Builder
	for _, size := range [][2]int{{64, 18}, {40, 7}, {20, 3}, {12, 4}, {9, 2}, {3, 1}} {
		g := Draw(fresh(), Scene(t, ds, "2024 2%", "NOR", chart.Braille), size[0], size[1])
		fmt.Fprintf(&small, "== %dx%d\n%s\n", size[0], size[1], Text(g, chart.Braille))
	}
	kept.Check(t, "small", small.String())
}

// YearsSweep draws queries in every ink and many sizes with one view. No drawing may panic, and the
// focused ally has to be visible.
func YearsSweep(t *testing.T, v *onview.View) {
	t.Helper()
	ds := Data(t)
	var scenes []onview.Scene
	for _, text := range []string{"2024 2%", "usd", "source:sipri 1950", "edition:2016-07", "5%", "filter:zz", "national 2019", "real-change", "nordic 2020"} {
		for ink := range chart.Ink(chart.Inks) {
			scenes = append(scenes, Scene(t, ds, text, "NOR", ink), Scene(t, ds, text, "", ink))
		}
	}
	for i, s := range scenes {
		for w := range 41 {
			for h := 0; h <= 20; h += 1 + i%3 {
				inSight(t, v, s, w, h)
			}
		}
		for _, size := range [][2]int{{80, 18}, {119, 33}, {255, 255}, {255, 1}, {1, 255}, {160, 44}} {
			inSight(t, v, s, size[0], size[1])
		}
	}
}

// inSight draws at one size, points at cells, moves the focus and looks for Norway.
func inSight(t *testing.T, v *onview.View, s onview.Scene, w, h int) {
	t.Helper()
	g := Draw(v, s, w, h)
	for _, at := range [][2]int{{0, 0}, {w - 1, h - 1}, {w / 2, h / 2}, {-1, -1}, {w, h}} {
		At(v, at[0], at[1])
	}
	v.Move(s, 0, 1)
	if w < 3 || h == 0 || s.Focus == "" || s.Answer.Len() == 0 {
		return
	}
	if text := Text(g, s.Ink); !strings.Contains(text, "NOR") && !strings.Contains(text, "Norway") {
		t.Fatalf("%dx%d of %s: Norway is out of sight:\n%s", w, h, s.Answer.Query, text)
	}
}

// YearsRead checks that every hit with an ally and a year describes that year's figure. It returns
// how many cells have such a hit, by ally and year.
func YearsRead(t *testing.T, v *onview.View, s onview.Scene, w, h int) map[ally.Code]map[figure.Year]int {
	t.Helper()
	Draw(v, s, w, h)
	cells := map[ally.Code]map[figure.Year]int{}
	for y := range h {
		for x := range w {
			hit := At(v, x, y)
			if hit.Code == "" || hit.Year == 0 {
				continue
			}
			if want := analysis.Describe(s.Answer, string(hit.Code), int(hit.Year)); hit.Text != want {
				t.Fatalf("%dx%d at %d,%d: %q, want %q", w, h, x, y, hit.Text, want)
			}
			if cells[hit.Code] == nil {
				cells[hit.Code] = map[figure.Year]int{}
			}
			cells[hit.Code][hit.Year]++
		}
	}
	return cells
}

// YearsCost checks that each key sends something and keeps within the budget, in bytes, for
// changing the year or for moving the focus.
func YearsCost(t *testing.T, fresh func() *onview.View, year, focus int, keys ...string) {
	t.Helper()
	for _, text := range []string{"2024 2%", "2026 2%", "usd 2020"} {
		for i, sent := range Sent(t, fresh(), text, terminal.Sixteen, keys...) {
			limit := focus
			if keys[i] == "left" || keys[i] == "right" {
				limit = year
			}
			t.Logf("%s %s: %d bytes", text, keys[i], len(sent))
			if n := len(sent); n == 0 || n > limit {
				t.Errorf("%s: %s costs %d bytes, the budget is %d:\n%q", text, keys[i], n, limit, sent)
			}
		}
	}
}
