package path_test

import (
	"fmt"
	"strings"
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/testing/viewtest"
	"allyscope/internal/view"
	"allyscope/internal/view/path"
)

func TestGolden(t *testing.T) {
	viewtest.Goldens(t, viewtest.New(path.Spec()), "path",
		viewtest.Case{Name: "norway", Query: "", Focus: "NOR"},
		viewtest.Case{Name: "scenario", Query: "2026 ESP=2.1% DEU=3.5%@2029", Focus: "ESP"},
		viewtest.Case{Name: "met", Query: "2% 2024", Focus: "POL"},
	)
}

// Queries at the limits of the data are answered with text.
func TestEdges(t *testing.T) {
	viewtest.Edges(t, viewtest.New(path.Spec()), []viewtest.Edge{
		{Query: "edition:2016-07", Focus: "NOR", W: 120, H: 34, Want: []string{"no earlier figure", "n/a"}},
		{Query: "edition:2023-07", Focus: "TUR", W: 120, H: 34, Want: []string{"Türkiye"}},
		{Query: "edition:2025-08", Focus: "DEU", W: 120, H: 34, Want: []string{"Germany ’24", "2.00e % in 2024"}},
		{Query: "edition:2025-08 2024..2025 2025", Focus: "DEU", W: 80, H: 18, Want: []string{"Germany ’24"}},
		{Query: "", Focus: "ISL", W: 120, H: 34, Want: []string{"Iceland", "no armed forces"}},
		{Query: "2014 2%", Focus: "FIN", W: 120, H: 34, Want: []string{"not a member then"}},
		{Query: "", Focus: "LTU", W: 120, H: 34, Want: []string{"at 3.5 % already", "keeps its present share"}},
		{Query: "", Focus: "USA", W: 120, H: 34, Want: []string{"never", "there in", "+125.7"}},
		{Query: "5%", Focus: "NOR", W: 80, H: 18, Want: []string{"has no path: 5 % cannot be measured"}},
		{Query: "5%", Focus: "NOR", W: 20, H: 5, Want: []string{"has no path"}},
		{Query: "gdp", Focus: "NOR", W: 80, H: 18, Want: []string{"has no path: only the share of GDP has"}},
		{Query: "personnel", Focus: "NOR", W: 80, H: 18, Want: []string{"has no path"}},
		{Query: "2026 by:2020", Focus: "NOR", W: 80, H: 18, Want: []string{"is not a deadline for a path that starts in 2026"}},
		{Query: "source:sipri", Focus: "NOR", W: 120, H: 34, Want: []string{"1955", "Norway"}},
		{Query: "filter:zzz", Focus: "", W: 80, H: 18, Want: []string{"no ally is listed"}},
		{Query: "EST LVA LTU POL NOR SWE FIN DNK", Focus: "EST", W: 120, H: 34, Want: []string{"◆"}},
		{Query: "2026 ESP=2.1%", Focus: "ESP", W: 80, H: 18, Want: []string{"2.1 ’35", "Spain*", "Scenario, not pledged: Spain at 2.1 %"}},
	}...)
}

func TestAnySize(t *testing.T) {
	queries := []string{"", "2026 ESP=2.1%", "5%", "edition:2016-07", "source:sipri", "filter:zzz", "EST LVA LTU POL NOR SWE FIN DNK"}
	viewtest.AnySize(t, viewtest.New(path.Spec()), queries, [2]int{100, 12}, [2]int{99, 30}, [2]int{160, 50})
}

// The focused ally is on the screen, wherever in the list it is.
func TestTheFocusIsInSight(t *testing.T) {
	ds := viewtest.Data(t)
	s, v := viewtest.Scene(t, ds, "", "", chart.Braille), viewtest.New(path.Spec())()
	for _, size := range [][2]int{{80, 18}, {120, 20}, {40, 7}} {
		for i := range s.Answer.Len() {
			a := s.Answer.At(i).Ally
			s.Focus = a.Code
			g := cell.New(size[0], size[1])
			v.Draw(g, s)
			if got := viewtest.Text(g, chart.Braille); !strings.Contains(got, "▌ "+a.Name) {
				t.Fatalf("%s at %v:\n%s", a.Name, size, got)
			}
		}
	}
}

func TestAtReadsRowsAndYears(t *testing.T) {
	s, v := viewtest.Scene(t, viewtest.Data(t), "", "NOR", chart.Braille), viewtest.New(path.Spec())()
	g := cell.New(120, 34)
	v.Draw(g, s)
	for y, line := range strings.Split(viewtest.Text(g, chart.Braille), "\n") {
		if strings.HasPrefix(line, "  Sweden") {
			if hit := viewtest.At(v, 5, y); hit.Code != "SWE" || !strings.Contains(hit.Text, "Sweden: +0.03 pp a year to 3.5 % by 2035") {
				t.Errorf("Sweden's line is %+v", hit)
			}
		}
	}
	seen := map[string]bool{}
	for x := 70; x < 120; x++ {
		seen[viewtest.At(v, x, 10).Text] = true
	}
	for _, want := range []string{"Norway 2016: 1.68 %", "Norway 2029: 3.28 % on a straight path"} {
		if !seen[want] {
			t.Errorf("no year reads %q: %v", want, seen)
		}
	}
	if hit := viewtest.At(viewtest.New(path.Spec())(), 3, 3); hit.Code != "" || hit.Text != "" {
		t.Errorf("nothing drawn, and yet %+v", hit)
	}
}

func TestSentence(t *testing.T) {
	ds, v := viewtest.Data(t), viewtest.New(path.Spec())()
	if got := v.Sentence(viewtest.Scene(t, ds, "2026 ESP=2.1%", "ESP", 0)); !strings.HasPrefix(got, "With Spain at 2.1 %, 3.5 % by 2035: ") {
		t.Error(got)
	}
	if d, err := v.Document(viewtest.Scene(t, ds, "2026 ESP=1%", "ESP", 0)); err != nil || d.Result != "6 meet their level, 25 to go" {
		t.Errorf("%q, %v", d.Result, err)
	}
	if got := v.Sentence(viewtest.Scene(t, ds, "5%", "ESP", 0)); !strings.Contains(got, "has no path") {
		t.Error(got)
	}
	if _, ok := v.Move(viewtest.Scene(t, ds, "", "NOR", 0), 0, 1); ok {
		t.Error("the order is the ranking's")
	}
}

// A query without a level means the latest pledge in every edition, on the screen and in the
// document. Naming the edition's last year does not change the answer.
func TestScreenAndDocumentAreOneAnswer(t *testing.T) {
	ds := viewtest.Data(t)
	for text, want := range map[string]string{
		"path edition:2024-06":           "The path to 3.5 % of GDP by 2035",
		"path 2% edition:2024-06":        "The path to 2 % of GDP by 2035",
		"path year:2025 edition:2025-08": "The path to 3.5 % of GDP by 2035",
	} {
		v, s := viewtest.New(path.Spec())(), viewtest.Scene(t, ds, text, "DEU", chart.Braille)
		d, err := v.Document(s)
		if err != nil {
			t.Fatal(err)
		}
		if d.Title != want || d.Sentence != v.Sentence(s) {
			t.Errorf("%s: %s: %s", text, d.Title, d.Sentence)
		}
		shown := viewtest.Text(viewtest.Draw(v, s, 200, 60), chart.Braille)
		for i := range d.Tables[0].Rows {
			if name := d.Tables[0].Rows[i].Cells[1].Shown; !strings.Contains(shown, name) {
				t.Errorf("%s: %s is in the document and not on the screen", text, name)
			}
		}
	}
}

// The list begins with the allies farthest from their levels. The focus moves in this order, the
// document has it, too, and the list says if it is cut.
func TestTheListIsByNeed(t *testing.T) {
	for text, want := range map[string]string{
		"3.5%": "SVN BEL ESP", "3.5% reverse": "LTU EST LVA", "3.5% ESP=2.1%": "SVN BEL CZE", "3.5% sort:money": "USA FRA DEU", "3.5% sort:name": "ALB BEL BGR",
	} {
		s := viewtest.Scene(t, viewtest.Data(t), text, "NOR", chart.Braille)
		v := viewtest.New(path.Spec())()
		order := v.Shown(s).(view.Ordered).Order()
		if got := fmt.Sprint(order[:3]); got != "["+want+"]" {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
		d, err := v.Document(s)
		if err != nil || d.Tables[0].Rows[0].Cells[0].Data != want[:3] {
			t.Errorf("%s: %v is exported first", text, d.Tables[0].Rows[0].Cells[0].Data)
		}
		if drawn := viewtest.Text(viewtest.Draw(v, s, 120, 34), chart.Braille); !strings.Contains(drawn, "of 32") {
			t.Errorf("%s: not said that more follow:\n%s", text, drawn)
		}
	}
}

// Judged names the level that allies meet, or says "their level" if it is not the same for all.
func TestWhatIsMetIsSaid(t *testing.T) {
	ds := viewtest.Data(t)
	for query, want := range map[string]string{
		"2026 ESP=3.5%@2030":       "meet 3.5 %",
		"2026 ESP=2.1%":            "meet their level",
		"2026 NOR only ESP=2.1%":   "meet their level",
		"2026 nordic ESP=2.1%":     "meet 3.5 %",
		"2026 2% filter:no":        "",
		"2026 2% by:2035 ESP=2%":   "meet 2 %",
		"2026 2% by:2035 ESP=2.1%": "meet their level",
	} {
		if got := viewtest.New(path.Spec())().Shown(viewtest.Scene(t, ds, query, "", chart.Braille)).(view.Judging).Judged(); !strings.HasSuffix(got, want) || (got == "") != (want == "") {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

// Next to the list each fact of an ally appears only once, also for an ally that meets its level
// but is below it in money.
func TestNoFactStandsTwice(t *testing.T) {
	s := viewtest.Scene(t, viewtest.Data(t), "2% by:2030 2024", "NLD", chart.Braille)
	all := viewtest.Text(viewtest.Draw(viewtest.New(path.Spec())(), s, 150, 40), chart.Braille)
	if strings.Count(all, "Own pace") != 1 || !strings.Contains(all, "In money") {
		t.Errorf("\n%s", all)
	}
}
