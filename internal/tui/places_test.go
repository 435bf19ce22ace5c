package tui_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/analysis"
	"allyscope/internal/query"
	"allyscope/internal/report"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/termtest"
	"allyscope/internal/views"
)

// A place in panel, sheet, headline or document, on any part of the list, is one of as many as the
// list ranks, which are the allies with figures.
func TestPlacesHaveTheDenominatorOfTheList(t *testing.T) {
	ds, told := frozen.Data(t), map[string]int{}
	place := regexp.MustCompile(`\d+(?:st|nd|rd|th) of (?:all )?\d+`)
	for _, all := range []string{"2024 2%", "2014 2%", "2024 infrastructure", "2022 2% edition:2023-07"} {
		listed := map[string]bool{}
		whole := frozen.Answer(t, ds, all)
		for i := range whole.Len() {
			listed[whole.At(i).Words()] = true
		}
		for _, scope := range []string{"", "nordic", "eu", "filter:nor", "NATO", "EST POL NOR", "EST NOR only", "top 3"} {
			for v := range query.Views {
				text := fmt.Sprintf("view:%s %s %s focus:NOR", query.View(v), all, scope)
				if query.View(v) == query.Path {
					continue // the path's year is the deadline
				}
				q, err := query.Parse(text, vocabulary(ds))
				if err != nil {
					continue // the view refuses the question
				}
				a, err := analysis.RankingFor(ds, q)
				if err != nil {
					continue // the edition does not hold the measure
				}
				m := explorer(t, ds, text, local)
				send(m, tea.WindowSizeMsg{Width: 120, Height: 40})
				send(m, m.Settle())
				screen, _ := termtest.Grid(m.View().Content, 120, 40)
				said := map[string]string{"screen": screen, "headline": m.Says()}
				if x, err := views.Show(ds, a); err == nil {
					var b bytes.Buffer
					if err := report.Write(&b, x.Document(), report.AsMarkdown, report.Options{}); err != nil {
						t.Fatal(err)
					}
					said["document"] = b.String()
				}
				for where, s := range said {
					for _, p := range place.FindAllString(s, -1) {
						told[where]++
						if !listed[strings.Replace(p, " of all ", " of ", 1)] {
							t.Errorf("%s: %s appears in the %s, but not in the list", text, p, where)
						}
					}
				}
			}
		}
	}
	if told["screen"] < 70 || told["headline"] < 20 || told["document"] < 20 {
		t.Errorf("places are told so many times: %v", told)
	}
}
