package compare

import (
	"strings"
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/terminal"
	"allyscope/internal/testing/golden"
	"allyscope/internal/testing/viewtest"
	"allyscope/internal/tui/view"
)

// situations are what the view must cope with: what is asked, and who the reader
// is at.
var situations = [...]viewtest.Case{
	{Name: "focus", Query: "2024 2%", Focus: "POL"},
	{Name: "pins", Query: "2024 2% NOR POL DEU ESP", Focus: "NOR"},
	{Name: "eight", Query: "NOR POL DEU ESP USA FIN EST ISL", Focus: "FIN"},
	{Name: "one-pin", Query: "2024 NOR", Focus: "EST"},
	{Name: "one-year", Query: "edition:2016-07 NOR POL", Focus: "NOR"},
	{Name: "hole", Query: "edition:2023-07 2016 TUR NOR", Focus: "TUR"},
	{Name: "nothing", Query: "edition:2025-08 2025 DEU FRA", Focus: "DEU"},
	{Name: "iceland", Query: "", Focus: "ISL"},
	{Name: "not-measurable", Query: "5% NOR POL", Focus: "NOR"},
	{Name: "usd", Query: "usd 2024 NOR USA", Focus: "NOR"},
	{Name: "national", Query: "national 2024 NOR POL", Focus: "NOR"},
	{Name: "sipri", Query: "1990 2% source:sipri FRA POL", Focus: "FRA"},
	{Name: "not-member", Query: "2016 2% FIN SWE NOR", Focus: "FIN"},
	{Name: "billions", Query: "edition:2016-01 NOR POL USA", Focus: "NOR"},
	{Name: "base-year", Query: "2014 NOR POL", Focus: "NOR"},
	{Name: "nobody", Query: "", Focus: ""},
}

func TestGoldens(t *testing.T) {
	viewtest.GoldensWithSentence(t, New, "compare", situations[:], [][2]int{{120, 34}, {80, 18}, {40, 7}, {20, 3}}, func(c viewtest.Case, _ int) bool {
		return c.Name == "focus" || c.Name == "pins" || c.Name == "eight" // the inks are told apart by three
	})
}

// Zoomed, the view has every line the edition holds, and slopes of all.
func TestZoomShowsAll(t *testing.T) {
	s := viewtest.Scene(t, viewtest.Data(t), "NOR POL DEU ESP USA FIN EST ISL", "FIN", chart.Braille)
	s.Zoom = true
	v := New()
	g := viewtest.Draw(v, s, 120, 38)
	if len(v.plan.rows)-1 != len(v.comparison.Lines) || v.plan.slopes.w == 0 {
		t.Errorf("%d rows for %d lines, slopes %+v", len(v.plan.rows), len(v.comparison.Lines), v.plan.slopes)
	}
	golden.Open(t, "zoomed").Check(t, "eight zoomed 120x38", viewtest.Text(g, chart.Braille))
}

func TestNoSizePanics(t *testing.T) {
	viewtest.Visits(t, New, situations[:], [2]int{255, 255}, [2]int{255, 1}, [2]int{1, 255}, [2]int{100, 8}, [2]int{99, 40}, [2]int{101, 3}, [2]int{34, 60}, [2]int{70, 28})
}

// The slopes are drawn once for an answer and a size: the focus draws nothing
// anew where allies are pinned.
func TestTheFocusDrawsNoSlopesAnew(t *testing.T) {
	ds := viewtest.Data(t)
	s := viewtest.Scene(t, ds, "2024 2% NOR POL DEU", "NOR", chart.Braille)
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
	if v.Draw(g, viewtest.In(t, s, 2020)); v.slopes == first {
		t.Error("another year's slopes are those of the year before it")
	}
}

func TestTheMouseReadsColumns(t *testing.T) {
	s := viewtest.Scene(t, viewtest.Data(t), "2024 2% NOR POL", "NOR", chart.Braille)
	v := New()
	g := viewtest.Draw(v, s, 120, 34)
	found := viewtest.Found(v)
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
	v = New()
	viewtest.Draw(v, s, 20, 3)
	if hit := v.At(3, 1); hit.Code != "POL" {
		t.Errorf("the list's second row: %+v", hit)
	}
}

func TestTheFocusIsTheRankings(t *testing.T) {
	if c, ok := New().Move(viewtest.Scene(t, viewtest.Data(t), "", "NOR", 0), 0, 1); ok || c != "" {
		t.Errorf("moves to %q", c)
	}
}

// A judged figure is never rounded into another verdict, however narrow it is.
func TestAJudgedFigureIsShownAsPrinted(t *testing.T) {
	s := viewtest.Scene(t, viewtest.Data(t), "2024 2% NOR POL DEU ESP USA FIN EST HUN", "NOR", chart.Braille)
	g := viewtest.Draw(New(), s, 80, 18)
	if all := viewtest.Text(g, chart.Braille); !strings.Contains(all, "42.90") || !strings.Contains(all, "2.00 ≈") {
		t.Errorf("\n%s", all)
	}
}

func TestWhatAKeyCosts(t *testing.T) {
	viewtest.Budgets(t, New,
		viewtest.Budget{Query: "NOR POL", Key: "left", Theme: terminal.Lean, Most: 1500},
		viewtest.Budget{Query: "NOR POL DEU", Key: "left", Theme: terminal.Lean, Most: 1500},
		viewtest.Budget{Query: "2%", Key: "left", Theme: terminal.Lean, Most: 1500},
		viewtest.Budget{Query: "NOR POL DEU ESP", Key: "left", Theme: terminal.Lean, Most: 1500},
		viewtest.Budget{Query: "NOR POL DEU ESP USA", Key: "left", Theme: terminal.Lean, Most: 1500},
		viewtest.Budget{Query: "NOR POL DEU ESP USA FIN", Key: "left", Theme: terminal.Lean, Most: 1500},
		viewtest.Budget{Query: "NOR POL DEU ESP USA FIN EST LVA", Key: "left", Theme: terminal.Lean, Most: 1500},
		viewtest.Budget{Query: "NOR POL DEU", Key: "left", Theme: terminal.Sixteen, Most: 1700},
		viewtest.Budget{Query: "NOR POL DEU", Key: "down", Theme: terminal.Lean, Most: 60},
	)
}

func BenchmarkDraw(b *testing.B) {
	viewtest.Bench(b, New, "2024 2% NOR POL DEU", "NOR POL DEU ESP USA FIN EST LVA")
}
