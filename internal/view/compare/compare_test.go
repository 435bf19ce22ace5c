package compare_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/chart"
	"allyscope/internal/table"
	"allyscope/internal/terminal"
	"allyscope/internal/testing/golden"
	"allyscope/internal/testing/viewtest"
	"allyscope/internal/tui/onview"
	"allyscope/internal/view/compare"
)

// situations holds queries with the focused ally that the view must handle.
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
	viewtest.GoldensWithSentence(t, fresh, "compare", situations[:], [][2]int{{120, 34}, {80, 18}, {40, 7}, {20, 3}}, func(c viewtest.Case, _ int) bool {
		return c.Name == "focus" || c.Name == "pins" || c.Name == "eight" // all inks for these only
	})
}

// fresh returns a view that has drawn nothing yet.
func fresh() *onview.View { return viewtest.New(compare.Spec())() }

// The zoomed view has every line that the edition holds, and the slopes of all allies.
func TestZoomShowsAll(t *testing.T) {
	s := viewtest.Scene(t, viewtest.Data(t), "NOR POL DEU ESP USA FIN EST ISL", "FIN", chart.Braille)
	c, err := analysis.CompareFor(s.Data, s.Answer, s.Focus)
	if err != nil {
		t.Fatal(err)
	}
	s.Zoom = true
	all := viewtest.Text(viewtest.Draw(fresh(), s, 120, 38), chart.Braille)
	for i := range c.Lines {
		if !strings.Contains(all, c.Lines[i].Name) {
			t.Errorf("no line %s", c.Lines[i].Name)
		}
	}
	if strings.Contains(all, "more line") || !strings.Contains(all, "Defence expenditure, % of GDP") {
		t.Errorf("lines or slopes are left out:\n%s", all)
	}
	golden.Open(t, "zoomed").Check(t, "eight zoomed 120x38", all)
}

func TestNoSizePanics(t *testing.T) {
	viewtest.Visits(t, fresh, situations[:], [2]int{255, 255}, [2]int{255, 1}, [2]int{1, 255}, [2]int{100, 8}, [2]int{99, 40}, [2]int{101, 3}, [2]int{34, 60}, [2]int{70, 28})
}

func TestTheMouseReadsColumns(t *testing.T) {
	s := viewtest.Scene(t, viewtest.Data(t), "2024 2% NOR POL", "NOR", chart.Braille)
	v := fresh()
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
	for x := range 120 { // each head is tagged with its ally
		if g.At(x, 0).Rune == 'P' && g.At(x+1, 0).Rune == 'o' && viewtest.At(v, x, 0).Code != "POL" {
			t.Errorf("Poland's head is %+v", viewtest.At(v, x, 0))
		}
	}
	if hit := viewtest.At(fresh(), 3, 3); hit != (viewtest.Hit{}) {
		t.Errorf("nothing drawn: %+v", hit)
	}
	v = fresh()
	viewtest.Draw(v, s, 20, 3)
	if hit := viewtest.At(v, 3, 1); hit.Code != "POL" {
		t.Errorf("the list's second row: %+v", hit)
	}
}

func TestTheFocusIsTheRankings(t *testing.T) {
	if c, ok := fresh().Move(viewtest.Scene(t, viewtest.Data(t), "", "NOR", 0), 0, 1); ok || c != "" {
		t.Errorf("moves to %q", c)
	}
}

// A judged figure is never rounded into another verdict, however narrow it is.
func TestAJudgedFigureIsShownAsPrinted(t *testing.T) {
	s := viewtest.Scene(t, viewtest.Data(t), "2024 2% NOR POL DEU ESP USA FIN EST HUN", "NOR", chart.Braille)
	g := viewtest.Draw(fresh(), s, 80, 18)
	if all := viewtest.Text(g, chart.Braille); !strings.Contains(all, "42.90") || !strings.Contains(all, "2.00 ≈") {
		t.Errorf("\n%s", all)
	}
}

// A distance does not touch the mark of the value before it, however narrow the columns are.
func TestADistanceDoesNotTouchTheMarkBeforeIt(t *testing.T) {
	for _, q := range []string{"EST LTU", "FRA USA", "2024 2% EST NLD USA", "equipment 2024 FIN NOR SWE", "2024 NOR EST LVA LTU FIN"} {
		for _, size := range [][2]int{{40, 7}, {60, 18}, {80, 18}} {
			s := viewtest.Scene(t, viewtest.Data(t), q, "", chart.Braille)
			all := viewtest.Text(viewtest.Draw(fresh(), s, size[0], size[1]), chart.Braille)
			if regexp.MustCompile(`[▲▼●○≈][+−]`).MatchString(all) {
				t.Errorf("%s at %d:\n%s", q, size, all)
			}
		}
	}
}

// A judged share is not rounded, and its marks do not touch the next share in the narrowest
// columns. An estimate has only its "e" and the mark of its verdict.
func TestAJudgedShareDoesNotTouchTheMarkBeforeIt(t *testing.T) {
	for _, q := range []string{"equipment 2024 FIN NOR SWE", "equipment 2026 FIN NOR SWE", "2024 FIN NOR SWE EST LVA LTU POL DNK", "2026 FIN NOR SWE EST LVA LTU POL DNK"} {
		for _, size := range [][2]int{{40, 7}, {60, 18}, {80, 18}} {
			s := viewtest.Scene(t, viewtest.Data(t), q, "", chart.Braille)
			all := viewtest.Text(viewtest.Draw(fresh(), s, size[0], size[1]), chart.Braille)
			if regexp.MustCompile(`[▲▼][0-9]`).MatchString(all) {
				t.Errorf("%s at %d:\n%s", q, size, all)
			}
			if strings.HasPrefix(q, "equipment 2026") && !regexp.MustCompile("36.67e ?●").MatchString(all) {
				t.Errorf("%s at %d: no estimate is marked as one:\n%s", q, size, all)
			}
		}
	}
}

// In the last column an estimate keeps the mark of the greatest or least, as nothing follows.
func TestTheLastColumnHasRoomForItsMarks(t *testing.T) {
	for _, q := range []string{"equipment 2026 POL ESP DEU", "2026 POL ESP DEU"} {
		s := viewtest.Scene(t, viewtest.Data(t), q, "", chart.Braille)
		all := viewtest.Text(viewtest.Draw(fresh(), s, 40, 10), chart.Braille)
		if !strings.Contains(all, "32.11e●▼") {
			t.Errorf("%s: the least share for equipment has no mark:\n%s", q, all)
		}
	}
}

// The view says how many columns and lines do not fit, even without the legend.
func TestWhatHasNoRoomIsToldOf(t *testing.T) {
	s := viewtest.Scene(t, viewtest.Data(t), "2026 POL DEU ESP FRA", "", chart.Braille)
	for _, s.Unexplained = range [2]bool{false, true} {
		all := viewtest.Text(viewtest.Draw(fresh(), s, 40, 10), chart.Braille)
		if !strings.Contains(all, "1 more ally, 11 more lines") {
			t.Errorf("four allies at 40 columns:\n%s", all)
		}
		if strings.Contains(all, "most") == s.Unexplained {
			t.Errorf("legend off is %v:\n%s", s.Unexplained, all)
		}
	}
	s = viewtest.Scene(t, viewtest.Data(t), "2026 POL DEU", "", chart.Braille)
	if all := viewtest.Text(viewtest.Draw(fresh(), s, 118, 14), chart.Braille); !strings.Contains(all, "8 more lines  │") {
		t.Errorf("two allies beside their trend:\n%s", all)
	}
}

// Every line that fits is sent, all at once when the year stops changing.
func TestWhatAKeyCosts(t *testing.T) {
	viewtest.Budgets(t, fresh,
		viewtest.Budget{Query: "NOR POL", Key: "left", Theme: terminal.Lean, Most: 2800},
		viewtest.Budget{Query: "NOR POL DEU", Key: "left", Theme: terminal.Lean, Most: 2800},
		viewtest.Budget{Query: "2%", Key: "left", Theme: terminal.Lean, Most: 2800},
		viewtest.Budget{Query: "NOR POL DEU ESP", Key: "left", Theme: terminal.Lean, Most: 2800},
		viewtest.Budget{Query: "NOR POL DEU ESP USA", Key: "left", Theme: terminal.Lean, Most: 2800},
		viewtest.Budget{Query: "NOR POL DEU ESP USA FIN", Key: "left", Theme: terminal.Lean, Most: 2800},
		viewtest.Budget{Query: "NOR POL DEU ESP USA FIN EST LVA", Key: "left", Theme: terminal.Lean, Most: 2800},
		viewtest.Budget{Query: "NOR POL DEU", Key: "left", Theme: terminal.Sixteen, Most: 2200},
		viewtest.Budget{Query: "NOR POL DEU", Key: "down", Theme: terminal.Lean, Most: 60},
	)
}

func BenchmarkDraw(b *testing.B) {
	viewtest.Bench(b, fresh, "2024 2% NOR POL DEU", "NOR POL DEU ESP USA FIN EST LVA")
}

// The document has the allies and sums, measures and figures that the screen compares and, if the
// query has a range of years, these years.
func TestTheDocumentIsWhatIsOnShow(t *testing.T) {
	for _, c := range append(situations[:], viewtest.Case{Query: "2020..2024 NOR POL", Focus: "NOR"}, viewtest.Case{Query: "2024 baltic", Focus: "LVA"}) {
		s := viewtest.Scene(t, viewtest.Data(t), c.Query, c.Focus, chart.Braille)
		shown, err := analysis.CompareFor(s.Data, s.Answer, s.Focus)
		if err != nil {
			t.Fatal(err)
		}
		d, err := fresh().Document(s)
		if err != nil {
			t.Fatal(err)
		}
		tables := map[string]*table.Table{}
		for i := range d.Tables {
			tables[d.Tables[i].ID] = &d.Tables[i]
		}
		var want, got []string
		for i := range shown.Lines {
			l := &shown.Lines[i]
			for k := range l.Cells {
				if x := &l.Cells[k]; !l.Signed && x.Known() {
					want = append(want, fmt.Sprintf("%s %s %s %s", l.Measure, shown.Columns[k].Code, x.Printed, x.Status))
				}
			}
		}
		measures := tables["measures"]
		for _, r := range measures.Rows {
			for k := range measures.Columns {
				if _, status, ok := strings.Cut(measures.Columns[k].ID, "_status"); ok && status == "" && r.Cells[k].Data != "" {
					got = append(got, fmt.Sprintf("%s %s %s %s", r.Cells[0].Data, measures.Columns[k-1].ID, r.Cells[k-1].Data, r.Cells[k].Data))
				}
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s at %s: the document has\n%s\nthe screen\n%s", c.Query, c.Focus, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		n := 0
		if q := shown.Query; q.From != 0 || q.To != 0 {
			n = len(shown.Columns) * int(shown.Last-shown.First+1)
		}
		if years := tables["years"]; (years != nil) != (n > 0) || years != nil && len(years.Rows) != n {
			t.Errorf("%s: not %d years of allies", c.Query, n)
		}
	}
}

// A change across a break in a series is marked, also for a sum that allies have joined. The
// change of a single year has no marks of breaks in other years.
func TestAChangeAcrossABreakIsMarked(t *testing.T) {
	s := viewtest.Scene(t, viewtest.Data(t), "LUX FRA DEU", "LUX", chart.Braille)
	all := viewtest.Text(viewtest.Draw(fresh(), s, 120, 34), chart.Braille)
	if !strings.Contains(all, "┊+1.66") || strings.Contains(all, "┊+0.40") || strings.Contains(all, "┊+0.02") {
		t.Errorf("Luxembourg's series breaks in 2023, and France's does not:\n%s", all)
	}
	s = viewtest.Scene(t, viewtest.Data(t), "2024", "NOR", chart.Braille)
	all = viewtest.Text(viewtest.Draw(fresh(), s, 120, 34), chart.Braille)
	if !strings.Contains(all, "┊+0.56") || !strings.Contains(all, "┊+0.25") {
		t.Errorf("Sweden joined Europe and Canada in 2024:\n%s", all)
	}
}
