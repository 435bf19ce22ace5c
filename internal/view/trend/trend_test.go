package trend_test

import (
	"slices"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/plot"
	"allyscope/internal/table"
	"allyscope/internal/terminal"
	"allyscope/internal/testing/viewtest"
	"allyscope/internal/view/trend"
)

// situations holds queries with the focused ally that the view must handle.
var situations = [...]viewtest.Case{
	{Name: "focus", Query: "2024 2%", Focus: "POL"},
	{Name: "pins", Query: "NOR POL DEU ESP USA", Focus: "NOR"},
	{Name: "eight", Query: "NOR POL DEU ESP USA FIN EST ISL", Focus: "FIN"},
	{Name: "one-year", Query: "edition:2016-07", Focus: "NOR"},
	{Name: "hole", Query: "edition:2023-07 TUR NOR", Focus: "TUR"},
	{Name: "nothing", Query: "edition:2025-08 2025 DEU", Focus: "DEU"},
	{Name: "iceland", Query: "ISL", Focus: "ISL"},
	{Name: "not-measurable", Query: "5% NOR", Focus: "NOR"},
	{Name: "usd", Query: "usd 2024", Focus: "NOR"},
	{Name: "national", Query: "national 2024 NOR POL", Focus: "NOR"},
	{Name: "sipri", Query: "1990 2% source:sipri FRA POL", Focus: "FRA"},
	{Name: "difference", Query: "2024 2% as:difference NOR POL DEU", Focus: "NOR"},
	{Name: "index", Query: "2024 as:index NOR POL DEU", Focus: "NOR"},
	{Name: "share", Query: "2024 as:share NOR POL DEU", Focus: "NOR"},
	{Name: "real-change", Query: "2024 real-change as:index", Focus: "NOR"},
	{Name: "nobody", Query: "usd", Focus: ""},
	{Name: "nordic", Query: "nordic 2024", Focus: "NOR"},
	{Name: "own-level", Query: "2.1% 2014..2020 ESP", Focus: "ESP"},
}

func TestGoldens(t *testing.T) {
	viewtest.GoldensWithSentence(t, viewtest.New(trend.Spec()), "trend", situations[:], [][2]int{{120, 34}, {80, 18}, {40, 7}, {20, 2}}, func(c viewtest.Case, w int) bool {
		return c.Name == "focus" || c.Name == "pins" || w <= 40 // all inks for these only
	})
}

func TestNoSizePanicsAndNothingIsWiderThanTheGrid(t *testing.T) {
	viewtest.Visits(t, viewtest.New(trend.Spec()), situations[:], [2]int{255, 255}, [2]int{255, 1}, [2]int{1, 255}, [2]int{100, 8}, [2]int{99, 9}, [2]int{101, 3}, [2]int{34, 8})
}

// The chart of pinned allies does not depend on the focus or the order. Another level, pin, group
// or transform makes another chart.
func TestAChartDependsOnItsQuestion(t *testing.T) {
	ds := viewtest.Data(t)
	draw := func(q string, focus ally.Code) string {
		g := viewtest.Draw(viewtest.New(trend.Spec())(), viewtest.Scene(t, ds, q, focus, chart.Braille), 120, 34)
		return viewtest.Text(g.Window(0, 0, beside(g), 34), chart.Braille)
	}
	first := draw("2020 2% NOR POL sort:gap", "NOR")
	if draw("2020 2% NOR POL sort:name", "ESP") != first {
		t.Error("a focus or an order drew another chart")
	}
	seen := map[string]string{first: "2020 2% NOR POL"}
	for _, q := range []string{"2020 2% NOR POL nordic", "2021 2% NOR POL", "2020 3.5% NOR POL", "2020 2% NOR", "2020 2% NOR POL as:index", "2020 2% NOR POL as:index base:2016"} {
		text := draw(q, "NOR")
		if other, ok := seen[text]; ok {
			t.Errorf("%s is drawn as %s", q, other)
		}
		seen[text] = q
	}
	if draw("2020 2%", "NOR") == draw("2020 2%", "POL") {
		t.Error("another ally is drawn as the one before")
	}
}

// beside returns the column of the line between the chart and the table.
func beside(g *cell.Grid) int {
	x := g.Width() - 1
	for g.At(x, 1).Rune != '│' {
		x--
	}
	return x
}

func TestTheMouseReadsLinesAndRows(t *testing.T) {
	s := viewtest.Scene(t, viewtest.Data(t), "2024 2% NOR POL", "NOR", chart.Braille)
	v := viewtest.New(trend.Spec())()
	g := viewtest.Draw(v, s, 120, 34)
	found := viewtest.Found(v)
	for _, want := range []string{
		"NOR 2016 Norway 2016: 1.68 % of GDP, below 2 %", "POL 2024 Poland 2024: 3.75 % of GDP, meets 2 %",
	} {
		if !found[want] {
			t.Errorf("nowhere: %s", want)
		}
	}
	for y := range 34 { // each row of the table is tagged with its ally
		for x := beside(g); x < 120; x++ {
			if g.At(x, y).Rune == 'P' && g.At(x+1, y).Rune == 'o' && viewtest.At(v, x, y).Code != "POL" {
				t.Errorf("Poland's row %d is %+v", y, viewtest.At(v, x, y))
			}
		}
	}
	if hit := viewtest.At(viewtest.New(trend.Spec())(), 3, 3); hit != (viewtest.Hit{}) {
		t.Errorf("nothing drawn: %+v", hit)
	}
	v = viewtest.New(trend.Spec())()
	viewtest.Draw(v, viewtest.Scene(t, viewtest.Data(t), "2024", "NOR", chart.Braille), 40, 6)
	if hit := viewtest.At(v, 5, 2); hit.Code != "" || !strings.HasPrefix(hit.Text, "NATO Europe and Canada 2024: 1.96") {
		t.Errorf("a sum: %+v", hit)
	}
}

func TestTheFocusIsTheRankings(t *testing.T) {
	if c, ok := viewtest.New(trend.Spec())().Move(viewtest.Scene(t, viewtest.Data(t), "", "NOR", 0), 0, 1); ok || c != "" {
		t.Errorf("moves to %q", c)
	}
}

// The years before membership are drawn, in another style.
func TestYearsBeforeMembershipAreTold(t *testing.T) {
	s := viewtest.Scene(t, viewtest.Data(t), "2014 FIN NOR", "FIN", chart.Braille)
	a := analysis.TrendFor(s.Answer, "")
	for i, p := range plot.Trend(a).Series[0].Points {
		if member := p.X >= 2023; member != (p.Role == cell.Plain) {
			t.Errorf("point %d, %d: role %d", i, p.X, p.Role)
		}
	}
}

// The document has the lines and years shown, with the values drawn; sums are not judged.
func TestTheDocumentIsWhatIsDrawn(t *testing.T) {
	for _, c := range []struct {
		query string
		rows  int
		id    string // of the column drawn, unless it is the figure
		row   string // the first row, and the last
		last  string
	}{
		{"EST LVA 2014..2024", 33, "", "EST 2014 1.90 below", "NATO_EUR_CAN 2024 1.96 "},
		{"2% 2023..2024 as:difference", 6, "difference_pp", "NOR 2023 1.75 -0.25 below", "NATO_TOTAL 2024 2.65 0.65 "},
		{"NOR 2023..2024 as:index", 4, "index", "NOR 2023 1.75 100.0 below", "NATO_EUR_CAN 2024 1.96 114.6 "},
		{"NOR 2023..2024 as:share", 2, "share_pct", "NOR 2023 1.75 0.68 below", "NOR 2024 2.16 0.73 meets"},
		{"national NOR POL 2024", 26, "", "NOR 2014 48660 not_measurable", "POL 2026 "},
	} {
		s := viewtest.Scene(t, viewtest.Data(t), c.query, "NOR", chart.Braille)
		d, err := viewtest.New(trend.Spec())().Document(s)
		if err != nil {
			t.Fatal(err)
		}
		rows := d.Tables[0]
		var first, last []string
		for i, h := range rows.Columns {
			switch h.ID {
			case "code", "year", "value", "verdict", c.id:
				first = append(first, rows.Rows[0].Cells[i].Data)
				last = append(last, rows.Rows[len(rows.Rows)-1].Cells[i].Data)
			}
		}
		if len(rows.Rows) != c.rows {
			t.Errorf("%s: %d rows, want %d", c.query, len(rows.Rows), c.rows)
		}
		if got := strings.Join(first, " "); !strings.HasPrefix(got, c.row) {
			t.Errorf("%s: begins %q, want %q", c.query, got, c.row)
		}
		if got := strings.Join(last, " "); !strings.HasPrefix(got, c.last) {
			t.Errorf("%s: ends %q, want %q", c.query, got, c.last)
		}
	}
}

// A figure has the currency it is printed in, not that of the query's year. A column of years
// has only figures in one currency, and in the list each figure has its own.
func TestAnAllyThatTookTheEuroHasTwoCurrencies(t *testing.T) {
	s := viewtest.Scene(t, viewtest.Data(t), "national EST GBR edition:2016-01", "EST", chart.Braille)
	v := viewtest.New(trend.Spec())()
	d, err := v.Document(s)
	if err != nil {
		t.Fatal(err)
	}
	years := d.Tables[0]
	column := func(id string) int {
		return slices.IndexFunc(years.Columns, func(h table.Head) bool { return h.ID == id })
	}
	at, value := column("currency"), column("value")
	for i, row := range years.Rows[:8] { // 2008 to 2015
		want := "EUR"
		if i < 3 {
			want = "EEK"
		}
		if got := row.Cells[at].Data; got != want {
			t.Errorf("Estonia in %d: %s, want %s", 2008+i, got, want)
		}
		if got := row.Cells[value].Said; !strings.Contains(got, " "+want+" m") {
			t.Errorf("Estonia in %d is told as %q", 2008+i, got)
		}
	}
	if d := years.People[0]; d.Columns[1].Head != "Estonia, EEK" || d.Columns[2].Head != "Estonia, EUR" {
		t.Errorf("side by side: %+v", d.Columns)
	}
	text := viewtest.Text(viewtest.Draw(v, s, 120, 34), chart.Braille)
	if strings.Contains(text, "4,595") || !strings.Contains(text, "37,127") {
		t.Errorf("drawn:\n%s", text)
	}
	other := viewtest.Scene(t, viewtest.Data(t), "national EST LTU edition:2016-01 2012", "EST", chart.Braille)
	if text := viewtest.Text(viewtest.Draw(viewtest.New(trend.Spec())(), other, 120, 34), chart.Braille); !strings.Contains(text, "Lithuania   870  LTL") {
		t.Errorf("drawn:\n%s", text)
	}
}

// The head of a change in per cent says so, and a missing change has no mark of a break.
func TestAChangeSaysWhatItIs(t *testing.T) {
	for q, want := range map[string]string{"usd NOR": "since 2014 %\n", "national NOR nordic-total": "since 2014 %\n", "2% NOR": "to 2 since 2014\n"} {
		s := viewtest.Scene(t, viewtest.Data(t), q+" 2024", "NOR", chart.Braille)
		text := viewtest.Text(viewtest.Draw(viewtest.New(trend.Spec())(), s, 120, 34), chart.Braille)
		if !strings.Contains(text, want) || strings.Contains(text, "┊\n") {
			t.Errorf("%s:\n%s", q, text)
		}
	}
}

// The distance to the level has a column only if an ally is judged by it.
func TestSumsHaveNoDistanceToALevel(t *testing.T) {
	for q, want := range map[string]bool{"nordic baltic 2026": false, "NOR nordic 2026": true, "NOR 2026": true} {
		g := viewtest.Draw(viewtest.New(trend.Spec())(), viewtest.Scene(t, viewtest.Data(t), q, "NOR", chart.Braille), 120, 34)
		if got := strings.Contains(viewtest.Text(g, chart.Braille), "to 3.5 since"); got != want {
			t.Errorf("%s: a column of the distance to the level: %v, want %v", q, got, want)
		}
	}
}

// A narrow list has a sparkline in each row, also for amounts. If there is no room for their
// currencies, the head says that figures are in the allies' own currencies.
func TestANarrowListHasPictures(t *testing.T) {
	for _, c := range []struct {
		query string
		width int
		want  string
	}{
		{"national POL DEU", 20, "  own currency 2026e\n▌ POL ▄▅▆▇  193,789e\n"},
		{"national POL DEU", 24, "▌ POL ▄▅▆▇  193,789e PLN\n"},
		{"usd POL DEU", 20, "▌ POL ▃▅▆▇   53,080e\n"},
	} {
		s := viewtest.Scene(t, viewtest.Data(t), c.query, "POL", chart.Braille)
		if all := viewtest.Text(viewtest.Draw(viewtest.New(trend.Spec())(), s, c.width, 5), chart.Braille); !strings.Contains(all, c.want) {
			t.Errorf("%s at %d:\n%s", c.query, c.width, all)
		}
	}
}

// The table of years says how many lines do not fit.
func TestTheTableOfYearsCountsWhomItLeavesOut(t *testing.T) {
	s := viewtest.Scene(t, viewtest.Data(t), "NOR POL DEU ESP FRA ITA SWE", "NOR", chart.Braille)
	all := viewtest.Text(viewtest.Draw(viewtest.New(trend.Spec())(), s, 120, 34), chart.Braille)
	if !strings.Contains(all, "FRA +3") {
		t.Errorf("seven allies and a sum beside a chart:\n%s", all)
	}
}

func TestNoRowFallsOffBesideALowChart(t *testing.T) {
	s := viewtest.Scene(t, viewtest.Data(t), "2024 2% NOR POL DEU ESP USA FIN EST LVA", "NOR", chart.Braille)
	for h := 9; h < 13; h++ {
		text := viewtest.Text(viewtest.Draw(viewtest.New(trend.Spec())(), s, 120, h), chart.Braille)
		if !strings.Contains(text, " more") && !strings.Contains(text, "Europe+Canada") {
			t.Errorf("%d lines: the last row is cut off\n%s", h, text)
		}
	}
}

func TestWhatAKeyCosts(t *testing.T) {
	viewtest.Budgets(t, viewtest.New(trend.Spec()),
		viewtest.Budget{Query: "NOR POL DEU", Key: "left", Theme: terminal.Lean, Most: 1000},
		viewtest.Budget{Query: "NOR POL DEU ESP USA FIN EST ISL", Key: "left", Theme: terminal.Lean, Most: 1500},
		viewtest.Budget{Query: "NOR POL DEU ESP USA FIN EST LVA", Key: "left", Theme: terminal.Sixteen, Most: 1500},
		viewtest.Budget{Query: "2%", Key: "left", Theme: terminal.Lean, Most: 1000},
		viewtest.Budget{Query: "2% source:sipri FRA", Key: "left", Theme: terminal.Lean, Most: 500},
		viewtest.Budget{Query: "NOR POL DEU", Key: "down", Theme: terminal.Lean, Most: 60},
	)
}

func BenchmarkDraw(b *testing.B) {
	viewtest.Bench(b, viewtest.New(trend.Spec()), "2024 2% NOR POL DEU", "NOR POL DEU ESP USA FIN EST LVA", "source:sipri FRA POL DEU")
}
