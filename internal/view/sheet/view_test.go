package sheet_test

import (
	"fmt"
	"strings"
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/testing/viewtest"
	"allyscope/internal/view/sheet"
)

func TestGolden(t *testing.T) {
	viewtest.Goldens(t, viewtest.New(sheet.Spec()), "sheet",
		viewtest.Case{Name: "estonia", Query: "2024 2%", Focus: "EST"},
		viewtest.Case{Name: "norway", Query: "", Focus: "NOR"},
		viewtest.Case{Name: "old", Query: "edition:2016-07", Focus: "DEU"},
	)
}

func TestEdges(t *testing.T) {
	viewtest.Edges(t, viewtest.New(sheet.Spec()), []viewtest.Edge{
		{Query: "", Focus: "NOR", W: 40, H: 7, Want: []string{"3.17e %  ○ 0.33 pp below 3.5 %"}},
		{Query: "", Focus: "ISL", W: 120, H: 34, Want: []string{"no armed forces", "·", "n/a"}},
		{Query: "2014 2%", Focus: "FIN", W: 120, H: 34, Want: []string{"joined in 2023: not a member then"}},
		{Query: "edition:2025-08 2025", Focus: "DEU", W: 120, H: 34, Want: []string{"n/a", "no data"}},
		{Query: "edition:2023-07 2021", Focus: "TUR", W: 120, H: 34, Want: []string{"not in this edition", "2021 as each edition printed it"}},
		{Query: "edition:2016-07", Focus: "NOR", W: 120, H: 34, Want: []string{"July 2023       2023-07-07         n/a", "no money in this edition"}},
		{Query: "2024 5%", Focus: "NOR", W: 120, H: 34, Want: []string{"5 % is not measurable"}},
		{Query: "2024 usd", Focus: "NOR", W: 120, H: 34, Want: []string{"of 31", "US$ m, current prices"}},
		{Query: "2024 national", Focus: "NOR", W: 120, H: 34, Want: []string{"NOK m, 2021 prices", "2024 as each edition printed it"}},
		{Query: "2024 national", Focus: "USA", W: 120, H: 34, Want: []string{"USD m, 2021 prices", "US$ m, 2021 prices"}},
		{Query: "source:sipri", Focus: "FRA", W: 120, H: 34, Want: []string{"1949", "Western Europe"}},
		{Query: "2024 2%", Focus: "NOR", W: 120, H: 34, Want: []string{"Above 2 %", "US$", "NOK", "Medians", "Neighbours", "Spent on", "equipment", "8/"}},
		{Query: "2024 2%", Focus: "BEL", W: 120, H: 34, Want: []string{"Below 2 %"}},
		{Query: "2024 2%", Focus: "", W: 120, H: 34, Want: []string{"no ally is chosen"}},
		{Query: "2024 2%", Focus: "XXX", W: 80, H: 18, Want: []string{"is not the code of an ally"}},
		{Query: "2024 nordic filter:zzz EST LVA", Focus: "POL", W: 120, H: 34, Want: []string{"Poland"}},
	}...)
}

// Pledges that do not fit are counted.
func TestNoPledgeIsLeftOutInSilence(t *testing.T) {
	s := viewtest.Scene(t, viewtest.Data(t), "2024 2%", "EST", chart.Braille)
	const made = 4 // including pledges no longer in force
	for h := 12; h < 60; h++ {
		text := viewtest.Text(viewtest.Draw(viewtest.New(sheet.Spec())(), s, 80, h), chart.Braille)
		_, pledges, ok := strings.Cut(text, "Pledges made by 2024")
		if !ok {
			continue
		}
		lines, more := strings.Split(pledges, "\n"), 0
		if _, err := fmt.Sscanf(lines[0], "%d more", &more); err != nil && strings.TrimSpace(lines[0]) != "" {
			t.Fatalf("80x%d: %q", h, lines[0])
		}
		for _, l := range lines[1:] {
			if !strings.HasSuffix(l, " pp") {
				break
			}
			more++
		}
		if more != made {
			t.Errorf("80x%d: %d pledges shown and counted of %d:\n%s", h, more, made, pledges)
		}
	}
}

// A large sheet of any ally in any edition has all fifteen measures, with aligned decimal points.
func TestAllMeasuresWithTheirPointsAligned(t *testing.T) {
	ds := viewtest.Data(t)
	for _, id := range ds.EditionIDs() {
		s := viewtest.Scene(t, ds, "edition:"+id, "NOR", chart.Braille)
		for i := range s.Answer.Len() {
			s.Focus = s.Answer.At(i).Ally.Code
			lines := strings.Split(viewtest.Text(viewtest.Draw(viewtest.New(sheet.Spec())(), s, 120, 34), chart.Braille), "\n")
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
	queries := []string{"2024 2%", "5%", "edition:2016-07", "source:sipri", "national", "EST LVA LTU POL NOR SWE FIN DNK"}
	viewtest.AnySize(t, viewtest.New(sheet.Spec()), queries, [2]int{110, 4}, [2]int{109, 30}, [2]int{160, 50})
}

func TestAtReadsLinesAndYears(t *testing.T) {
	s, v := viewtest.Scene(t, viewtest.Data(t), "2024 2%", "NOR", chart.Braille), viewtest.New(sheet.Spec())()
	v.Draw(cell.New(120, 34), s)
	seen := map[string]bool{}
	for y := range 34 {
		for x := range 120 {
			seen[viewtest.At(v, x, y).Text] = true
		}
	}
	for _, want := range []string{"Norway 2016: 1.68 % of GDP", "Defence expenditure, % of real GDP (2021 prices): 2.16"} {
		if !seen[want] {
			t.Errorf("nowhere reads %q: %v", want, seen)
		}
	}
}

func TestSentence(t *testing.T) {
	ds, v := viewtest.Data(t), viewtest.New(sheet.Spec())()
	if got := v.Sentence(viewtest.Scene(t, ds, "2024 2%", "NOR", 0)); !strings.HasPrefix(got, "Norway 2024: 2.16 % of GDP") {
		t.Error(got)
	}
	if got := v.Sentence(viewtest.Scene(t, ds, "2024 2%", "", 0)); got != "No ally is chosen." {
		t.Error(got)
	}
	if _, ok := v.Move(viewtest.Scene(t, ds, "", "NOR", 0), 0, 1); ok {
		t.Error("the order is the ranking's")
	}
}
