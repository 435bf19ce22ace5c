package analysis_test

import (
	"slices"
	"strings"
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/testing/frozen"
)

// The line names whose growth, until when, what after it, and what is supposed.
func TestTheBasisOfAPathNamesWhatItRestsOn(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct {
		text         string
		holds, lacks []string
	}{
		{"path 3.5% 2035", []string{"IMF, World Economic Outlook, April 2026, to 2031, then its rate of 2031 continues (allyscope's own assumption)", "prices and exchange rates of 2026"}, []string{"upposed"}},
		{"path 3.5% 2030", []string{"April 2026; money"}, []string{"continues"}},
		{"path 3.5% 2030 ESP=2.1% DEU=3.5%@2033", []string{"Scenario, not pledged: Germany at 3.5 % by 2033, Spain at 2.1 %; ", "continues"}, nil},
	} {
		p, err := analysis.PathFor(ds, frozen.Query(t, ds, c.text))
		if err != nil {
			continue
		}
		got := p.Basis
		for _, want := range c.holds {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q lacks %q", c.text, got, want)
			}
		}
		for _, no := range c.lacks {
			if strings.Contains(got, no) {
				t.Errorf("%s: %q has %q", c.text, got, no)
			}
		}
	}
}

// A path that starts in the year of a break has no pace yet, though earlier figures are held.
func TestNoPaceSinceABreak(t *testing.T) {
	p := path(t, frozen.Data(t), "path LUX year:2023 by:2031")
	r, _ := p.Row("LUX")
	facts := r.Facts()
	if own := facts[len(facts)-1]; r.Pace.OK || own.Value != "no earlier figure since the break" {
		t.Errorf("%+v", own)
	}
	want := "break in the series (┊) of Luxembourg: from 2023 on, gross national income takes the place of GDP; it has no pace since then"
	if !slices.Contains(p.Notes, want) {
		t.Errorf("%q, want %q", p.Notes, want)
	}
	// Nor is it, or the Netherlands, in the notes of those that are neither.
	for _, text := range []string{"path nordic year:2023 by:2031", "path nordic 2% year:2024 by:2030"} {
		notes := strings.Join(path(t, frozen.Data(t), text).Notes, "\n")
		if strings.Contains(notes, "Luxembourg") || strings.Contains(notes, "Netherlands") {
			t.Errorf("%s: %s", text, notes)
		}
	}
}
