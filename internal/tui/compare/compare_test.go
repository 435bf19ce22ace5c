package compare

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
	{"pins", "2024 2% NOR POL DEU ESP", "NOR"},
	{"eight", "NOR POL DEU ESP USA FIN EST ISL", "FIN"},
	{"one-pin", "2024 NOR", "EST"},
	{"one-year", "edition:2016-07 NOR POL", "NOR"},
	{"hole", "edition:2023-07 2016 TUR NOR", "TUR"},
	{"nothing", "edition:2025-08 2025 DEU FRA", "DEU"},
	{"iceland", "", "ISL"},
	{"not-measurable", "5% NOR POL", "NOR"},
	{"usd", "usd 2024 NOR USA", "NOR"},
	{"national", "national 2024 NOR POL", "NOR"},
	{"sipri", "1990 2% source:sipri FRA POL", "FRA"},
	{"not-member", "2016 2% FIN SWE NOR", "FIN"},
	{"billions", "edition:2016-01 NOR POL USA", "NOR"},
	{"base-year", "2014 NOR POL", "NOR"},
	{"nobody", "", ""},
}

func TestGoldens(t *testing.T) {
	ds := embedded(t)
	for _, c := range situations {
		for _, size := range [][2]int{{120, 34}, {80, 18}, {40, 7}, {20, 3}} {
			for ink := range chart.Ink(chart.Inks) {
				if ink != chart.Braille && c.name != "focus" && c.name != "pins" && c.name != "eight" {
					continue // the inks are told apart by three
				}
				s := scene(t, ds, c.query, c.focus, ink)
				v, g := draw(s, size[0], size[1])
				name := fmt.Sprintf("%s-%dx%d-%s", c.name, size[0], size[1], ink)
				termtest.Golden(t, name, text(g, ink)+"\n"+strings.Repeat("=", size[0])+"\n"+v.Sentence(s))
			}
		}
	}
}

// Zoomed, the view has every line the edition holds, and slopes of all.
func TestZoomShowsAll(t *testing.T) {
	s := scene(t, embedded(t), "NOR POL DEU ESP USA FIN EST ISL", "FIN", chart.Braille)
	s.Zoom = true
	v, g := draw(s, 120, 38)
	if len(v.plan.rows)-1 != len(v.comparison.Lines) || v.plan.slopes.w == 0 {
		t.Errorf("%d rows for %d lines, slopes %+v", len(v.plan.rows), len(v.comparison.Lines), v.plan.slopes)
	}
	termtest.Golden(t, "eight-zoomed-120x38", text(g, chart.Braille))
}

func TestNoSizePanics(t *testing.T) {
	ds := embedded(t)
	for i, c := range situations {
		for ink := range chart.Ink(chart.Inks) {
			s, v := scene(t, ds, c.query, c.focus, ink), New()
			for h := range 21 {
				for w := (i + h) % 4; w <= 40; w += 4 { // all widths, among all situations
					visit(t, v, s, w, h)
				}
			}
			for _, size := range [][2]int{{255, 255}, {255, 1}, {1, 255}, {100, 8}, {99, 40}, {101, 3}, {34, 60}, {70, 28}} {
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
			if hit := v.At(x, y); hit.Code.Aggregate() {
				t.Fatalf("%dx%d: a sum is taken for an ally at %d,%d", w, h, x, y)
			}
		}
	}
	if w > 4 && h > 0 && strings.TrimSpace(text(g, s.Ink)) == "" {
		t.Fatalf("%dx%d is blank", w, h)
	}
}

// The slopes are drawn once for an answer and a size: the focus draws nothing
// anew where allies are pinned.
func TestTheFocusDrawsNoSlopesAnew(t *testing.T) {
	ds := embedded(t)
	s := scene(t, ds, "2024 2% NOR POL DEU", "NOR", chart.Braille)
	v, g := New(), cell.New(120, 34)
	v.Draw(g, s)
	first, of := v.slopes, v.comparison
	if first == nil || first.Height() == 0 {
		t.Fatal("no slopes")
	}
	for _, r := range s.Answer.Rows {
		s.Focus = r.Ally.Code
		v.Draw(g, s)
		v.Sentence(s)
	}
	if v.slopes != first || v.comparison != of {
		t.Error("the focus drew the slopes anew")
	}
	if v.Draw(g, in(t, s, 2020)); v.slopes == first {
		t.Error("another year's slopes are those of the year before it")
	}
}

func TestTheMouseReadsColumns(t *testing.T) {
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
		"NOR 2024 Norway", "NOR 2024 Norway 2024: share of GDP 2.16 %, meets 2 %", "POL 2024 Poland 2024: equipment 42.90 % of it, meets 20 %",
		"NOR 2024 Norway 2024: national 116,326 NOK m at current prices", "POL 2024 Poland 2024: to 2 % +1.75 pp",
	} {
		if !found[want] {
			t.Errorf("nowhere: %s", want)
		}
	}
	for x := range 120 { // a head is its column's
		if g.At(x, 0).Rune == 'P' && g.At(x+1, 0).Rune == 'o' && v.At(x, 0).Code != "POL" {
			t.Errorf("Poland's head is %+v", v.At(x, 0))
		}
	}
	if hit := New().At(3, 3); hit != (view.Hit{}) {
		t.Errorf("nothing drawn: %+v", hit)
	}
	v, _ = draw(s, 20, 3)
	if hit := v.At(3, 1); hit.Code != "POL" {
		t.Errorf("the list's second row: %+v", hit)
	}
}

func TestTheFocusIsTheRankings(t *testing.T) {
	if c, ok := New().Move(scene(t, embedded(t), "", "NOR", 0), 0, 1); ok || c != "" {
		t.Errorf("moves to %q", c)
	}
}

// A judged figure is never rounded into another verdict, however narrow it is.
func TestAJudgedFigureIsShownAsPrinted(t *testing.T) {
	s := scene(t, embedded(t), "2024 2% NOR POL DEU ESP USA FIN EST HUN", "NOR", chart.Braille)
	_, g := draw(s, 80, 18)
	if all := text(g, chart.Braille); !strings.Contains(all, "42.90") || !strings.Contains(all, "2.00 ≈") {
		t.Errorf("\n%s", all)
	}
}

func TestWhatAKeyCosts(t *testing.T) {
	for _, c := range []struct {
		query, key string
		theme      terminal.Theme
		budget     int
	}{
		{"NOR POL", "left", terminal.Lean, 1500},
		{"NOR POL DEU", "left", terminal.Lean, 1500},
		{"2%", "left", terminal.Lean, 1500},
		{"NOR POL DEU ESP", "left", terminal.Lean, 1500},
		{"NOR POL DEU ESP USA", "left", terminal.Lean, 1500},
		{"NOR POL DEU ESP USA FIN", "left", terminal.Lean, 1500},
		{"NOR POL DEU ESP USA FIN EST LVA", "left", terminal.Lean, 1500},
		{"NOR POL DEU", "left", terminal.Sixteen, 1700},
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
	for _, q := range []string{"2024 2% NOR POL DEU", "NOR POL DEU ESP USA FIN EST LVA"} {
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
