package trend

import (
	"fmt"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/terminal"
	"allyscope/internal/termtest"
	"allyscope/internal/tui/view"
)

// situations are what the view must cope with: what is asked, and who the reader
// is at.
var situations = [...]struct {
	name, query string
	focus       ally.Code
}{
	{"focus", "2024 2%", "POL"},
	{"pins", "NOR POL DEU ESP USA", "NOR"},
	{"eight", "NOR POL DEU ESP USA FIN EST ISL", "FIN"},
	{"one-year", "edition:2016-07", "NOR"},
	{"hole", "edition:2023-07 TUR NOR", "TUR"},
	{"nothing", "edition:2025-08 2025 DEU", "DEU"},
	{"iceland", "ISL", "ISL"},
	{"not-measurable", "5% NOR", "NOR"},
	{"usd", "usd 2024", "NOR"},
	{"national", "national 2024 NOR POL", "NOR"},
	{"sipri", "1990 2% source:sipri FRA POL", "FRA"},
	{"difference", "2024 2% as:difference NOR POL DEU", "NOR"},
	{"index", "2024 as:index NOR POL DEU", "NOR"},
	{"share", "2024 as:share NOR POL DEU", "NOR"},
	{"real-change", "2024 real-change as:index", "NOR"},
	{"nobody", "usd", ""},
	{"own-level", "2.1% 2014..2020 ESP", "ESP"},
}

func TestGoldens(t *testing.T) {
	ds := embedded(t)
	for _, c := range situations {
		for _, size := range [][2]int{{120, 34}, {80, 18}, {40, 7}, {20, 2}} {
			for ink := range chart.Ink(chart.Inks) {
				if ink != chart.Braille && c.name != "focus" && c.name != "pins" && size[0] > 40 {
					continue // the inks are told apart by two
				}
				s := scene(t, ds, c.query, c.focus, ink)
				v, g := draw(s, size[0], size[1])
				name := fmt.Sprintf("%s-%dx%d-%s", c.name, size[0], size[1], ink)
				termtest.Golden(t, name, text(g, ink)+"\n"+strings.Repeat("=", size[0])+"\n"+v.Sentence(s))
			}
		}
	}
}

func TestNoSizePanicsAndNothingIsWiderThanTheGrid(t *testing.T) {
	ds := embedded(t)
	for i, c := range situations {
		for ink := range chart.Ink(chart.Inks) {
			s, v := scene(t, ds, c.query, c.focus, ink), New()
			for h := range 21 {
				for w := (i + h) % 4; w <= 40; w += 4 { // all widths, among all situations
					visit(t, v, s, w, h)
				}
			}
			for _, size := range [][2]int{{255, 255}, {255, 1}, {1, 255}, {100, 8}, {99, 9}, {101, 3}, {34, 8}} {
				visit(t, v, s, size[0], size[1])
			}
		}
	}
}

// visit draws at a size, and points at some of it.
func visit(t *testing.T, v *View, s view.Scene, w, h int) {
	t.Helper()
	g := cell.New(w, h)
	v.Draw(g, s)
	for y := -1; y <= h; y += 1 + h/9 {
		for x := -1; x <= w; x += 1 + w/9 {
			hit := v.At(x, y)
			if hit.Code.Aggregate() {
				t.Fatalf("%dx%d: a sum is taken for an ally at %d,%d", w, h, x, y)
			}
			if hit.Year != 0 && (hit.Year < s.Answer.First || hit.Year > s.Answer.Last) {
				t.Fatalf("%dx%d: year %d at %d,%d", w, h, hit.Year, x, y)
			}
		}
	}
	if w > 4 && h > 0 && len(s.Answer.Rows) > 0 && strings.TrimSpace(text(g, s.Ink)) == "" {
		t.Fatalf("%dx%d is blank", w, h)
	}
}

// A picture is drawn once for a question and a size: neither a year nor, where
// allies are pinned, the focus draws it anew.
func TestOnlyWhatAPictureDependsOnDrawsItAnew(t *testing.T) {
	ds := embedded(t)
	s := scene(t, ds, "2020 2% NOR POL sort:gap nordic", "NOR", chart.Braille)
	v, g := New(), cell.New(120, 34)
	v.Draw(g, s)
	first := v.picture
	for y := s.Answer.First; y <= s.Answer.Last; y++ {
		next := in(t, s, y)
		next.Focus = next.Answer.Rows[int(y)%len(next.Answer.Rows)].Ally.Code
		v.Draw(g, next)
		v.Sentence(s) // that of an older answer, as while the explorer settles
	}
	v.Draw(g, scene(t, ds, "2020 2% NOR POL sort:name", "ESP", chart.Braille))
	if v.picture != first {
		t.Error("a year, a focus or an order drew the chart anew")
	}
	for _, q := range []string{"2020 3.5% NOR POL", "2020 2% NOR", "2020 2% NOR POL as:index", "2020 2% NOR POL as:index base:2016"} {
		before := v.picture
		v.Draw(g, scene(t, ds, q, "NOR", chart.Braille))
		if v.picture == before {
			t.Errorf("%s is drawn as the question before it", q)
		}
	}
	unpinned := scene(t, ds, "2020 2%", "NOR", chart.Braille)
	v.Draw(g, unpinned)
	before := v.picture
	unpinned.Focus = "POL"
	if v.Draw(g, unpinned); v.picture == before {
		t.Error("another ally is drawn as the one before")
	}
}

func TestTheMouseReadsLinesAndRows(t *testing.T) {
	s := scene(t, embedded(t), "2024 2% NOR POL", "NOR", chart.Braille)
	v, g := draw(s, 120, 34)
	found := map[string]bool{}
	for y := range 34 {
		for x := range 120 {
			if hit := v.At(x, y); hit.Text != "" {
				found[fmt.Sprintf("%s %d %s", hit.Code, hit.Year, hit.Text)] = true
			}
		}
	}
	for _, want := range []string{
		"NOR 2016 Norway 2016: 1.68 % of GDP, below 2 %", "POL 2024 Poland 2024: 3.75 % of GDP, meets 2 %",
	} {
		if !found[want] {
			t.Errorf("nowhere: %s", want)
		}
	}
	for y := range 34 { // a row of the table is its ally's
		for x := v.table.x; x < 120; x++ {
			if g.At(x, y).Rune == 'P' && g.At(x+1, y).Rune == 'o' && v.At(x, y).Code != "POL" {
				t.Errorf("Poland's row %d is %+v", y, v.At(x, y))
			}
		}
	}
	if hit := New().At(3, 3); hit != (view.Hit{}) {
		t.Errorf("nothing drawn: %+v", hit)
	}
	v, _ = draw(scene(t, embedded(t), "2024", "NOR", chart.Braille), 40, 6)
	if hit := v.At(5, 2); hit.Code != "" || !strings.HasPrefix(hit.Text, "NATO Europe and Canada 2024: 1.96") {
		t.Errorf("a sum: %+v", hit)
	}
}

func TestTheFocusIsTheRankings(t *testing.T) {
	if c, ok := New().Move(scene(t, embedded(t), "", "NOR", 0), 0, 1); ok || c != "" {
		t.Errorf("moves to %q", c)
	}
}

// The years before membership are drawn, and told apart.
func TestYearsBeforeMembershipAreTold(t *testing.T) {
	s := scene(t, embedded(t), "2014 FIN NOR", "FIN", chart.Braille)
	v, _ := draw(s, 120, 34)
	for i, p := range points(&v.trend.Series[0], s.Answer.First) {
		if member := p.X >= 2023; member != (p.Role == cell.Plain) {
			t.Errorf("point %d, %d: role %d", i, p.X, p.Role)
		}
	}
}

func TestWhatAKeyCosts(t *testing.T) {
	for _, c := range []struct {
		query, key string
		theme      terminal.Theme
		budget     int
	}{
		{"NOR POL DEU", "left", terminal.Lean, 1000},
		{"NOR POL DEU ESP USA FIN EST ISL", "left", terminal.Lean, 1500},
		{"NOR POL DEU ESP USA FIN EST LVA", "left", terminal.Sixteen, 1500},
		{"2%", "left", terminal.Lean, 1000},
		{"2% source:sipri FRA", "left", terminal.Lean, 500},
		{"NOR POL DEU", "down", terminal.Lean, 60},
	} {
		got := costs(t, New(), c.query, c.theme, c.key, 10)
		t.Logf("%s, %s: %d B of %d", c.query, c.key, got, c.budget)
		if got > c.budget {
			t.Errorf("%s, %s costs %d B, the budget is %d", c.query, c.key, got, c.budget)
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	ds := embedded(b)
	for _, q := range []string{"2024 2% NOR POL DEU", "NOR POL DEU ESP USA FIN EST LVA", "source:sipri FRA POL DEU"} {
		s := scene(b, ds, q, "NOR", chart.Braille)
		b.Run("anew "+q, func(b *testing.B) {
			g := cell.New(100, 30)
			for b.Loop() {
				New().Draw(g, s)
			}
		})
		b.Run("step "+q, func(b *testing.B) {
			g, v := cell.New(100, 30), New()
			years := [2]view.Scene{s, in(b, s, figure.Year(2020))}
			i := 0
			for b.Loop() {
				v.Draw(g, years[i&1])
				i++
			}
		})
	}
}
