package analysis_test

import (
	"fmt"
	"strings"
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/figure"
	"allyscope/internal/testing/frozen"
)

// A group is a line of a trend, its mean weighted by the edition's own GDP at constant
// prices: its members of each year, as many as can be told apart, and NATO's own figure
// for Europe and Canada stand beside it.
func TestAGroupIsASeries(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct {
		text, codes, name string
		year              figure.Year
		want              string
	}{
		{"nordic", "DNK FIN NOR SWE GROUP_NORDIC NATO_EUR_CAN", "Nordic (4 with forces)", 2026, "3.18e"},
		{"nordic", "DNK FIN NOR SWE GROUP_NORDIC NATO_EUR_CAN", "Nordic (4 with forces)", 2023, "1.92"}, // Sweden was none yet
		{"nordic", "DNK FIN NOR SWE GROUP_NORDIC NATO_EUR_CAN", "Nordic (4 with forces)", 2014, "1.35"},
		{"baltic", "EST LTU LVA GROUP_BALTIC NATO_EUR_CAN", "Baltic (3)", 2026, "5.17e"},
		{"baltic personnel 2024", "EST LTU LVA GROUP_BALTIC", "Baltic (3)", 2024, ""},
		{"nordic source:sipri", "DNK FIN NOR SWE GROUP_NORDIC", "Nordic (4 with forces)", 2020, "n/a"},
		{"NOR POL", "NOR POL NATO_EUR_CAN", "", 0, ""},
	} {
		a := frozen.Answer(t, ds, c.text)
		x := analysis.TrendFor(a, "")
		var codes []string
		var group *analysis.TrendSeries
		for i := range x.Series {
			codes = append(codes, string(x.Series[i].Code))
			if x.Series[i].Code.Group() {
				group = &x.Series[i]
			}
		}
		if got := strings.Join(codes, " "); got != c.codes {
			t.Errorf("%s: lines of %s, want %s", c.text, got, c.codes)
		}
		if (group != nil) != (c.name != "") {
			t.Fatalf("%s: group %v", c.text, group)
		}
		if group == nil {
			continue
		}
		if group.Name != c.name {
			t.Errorf("%s: called %s, want %s", c.text, group.Name, c.name)
		}
		if got := x.Text(group.DrawnAt(c.year)); c.want != "" && got != c.want {
			t.Errorf("%s in %d: %s, want %s", c.text, c.year, got, c.want)
		}
		if said := strings.Join(x.Notes, "; "); c.want == "n/a" != strings.Contains(said, "has no table to weight") {
			t.Errorf("%s: notes %s", c.text, said)
		}
	}
	x := analysis.TrendFor(frozen.Answer(t, ds, "nordic"), "")
	if got := x.Series[4].Breaks; len(got) != 2 || got[0] != 2023 || got[1] != 2024 {
		t.Errorf("membership changed in %v", got)
	}
	if said := strings.Join(x.Notes, "; "); strings.Count(said, "membership changed") != 1 || !strings.Contains(said, "; membership changed in 2023 (Finland) and 2024 (Sweden)") {
		t.Errorf("notes %s", said)
	}
	for text, want := range map[string]string{
		"nordic": "membership changed in 2023 (Finland) and 2024 (Sweden)", "nordic 2023 base:2022": "membership changed in 2023 (Finland)",
		"nordic base:2024": "", "nordic 2023 base:2025": "membership changed in 2023 (Finland) and 2024 (Sweden)", "baltic": "", "nordic members:now": "",
		"eu base:2019": "membership changed in 2020 (without United Kingdom), 2023 (Finland) and 2024 (Sweden)",
	} {
		a := frozen.Answer(t, ds, text)
		if got := a.Totals[len(a.Totals)-1]; got.Across != want || (want != "") != got.Breaks.Crosses(min(a.Base, a.Year-1), max(a.Base, a.Year)) {
			t.Errorf("%s: %q, breaks %v", text, got.Across, got.Breaks)
		}
	}
}

// A group's figure changes as an ally's does: of amounts a head by per cent, which is the
// unit beside it, and a rate of change has no change.
func TestAGroupChangesAsAnAllyDoes(t *testing.T) {
	ds := frozen.Data(t)
	for text, want := range map[string]string{
		"per-capita nordic-simple-mean":     "121.7 true", // from US$ 1,032, by Denmark and Norway, to 2,288
		"gdp-per-capita baltic-median":      "49.2 true",
		"share nordic-simple-mean":          "1.80 true",
		"real-change nordic-median":         "0 false",
		"personnel nordic-simple-mean 2025": "28.9 true",
	} {
		a := frozen.Answer(t, ds, text)
		if got := a.Named()[0].Reading.Since; fmt.Sprint(got.Value, got.OK) != want {
			t.Errorf("%s: %v since %d, want %s", text, got, a.Base, want)
		}
	}
}
