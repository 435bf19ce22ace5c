package analysis_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/figure"
	"allyscope/internal/target"
	"allyscope/internal/testing/frozen"
)

func comparison(tb testing.TB, text string, focus ally.Code) *analysis.Comparison {
	tb.Helper()
	ds := frozen.Data(tb)
	c, err := analysis.CompareFor(ds, frozen.Answer(tb, ds, text), focus)
	if err != nil {
		tb.Fatalf("%s: %v", text, err)
	}
	return c
}

// compared is a line by its name: the values with their verdicts and marks.
func compared(c *analysis.Comparison, name string) string {
	for i := range c.Lines {
		l := &c.Lines[i]
		if l.Name != name {
			continue
		}
		var out []string
		for k := range l.Cells {
			x := &l.Cells[k]
			text := "n/a"
			if x.Known() {
				text = x.Printed.String()
			}
			if x.Verdict != target.NoData {
				text += " " + x.Verdict.String()
			}
			if x.Extreme != 0 {
				text += fmt.Sprintf(" %+d", x.Extreme)
			}
			out = append(out, text)
		}
		return strings.Join(out, " | ")
	}
	return "no such line"
}

func TestAComparisonSetsAlliesSideBySide(t *testing.T) {
	c := comparison(t, "2024 2% NOR POL DEU", "FRA")
	for name, want := range map[string]string{
		"Share of GDP": "2.16 meets | 3.75 meets +1 | 2.00 meets -1",
		"to 2 %":       "0.16 | 1.75 +1 | 0.00 -1",
		"since 2014":   "0.66 -1 | 1.89 +1 | 0.84",
		"year on year": "0.41 | 0.49 +1 | 0.40 -1",
		"Equipment":    "28.10 meets | 42.90 meets +1 | 21.17 meets -1",
		"Expenditure":  "10825 -1 | 34454 | 93747 +1",
		"National":     "116326 | 137176 | 86638", // in three currencies, nobody is first
		"GDP per head": "99.2 | 20.0 | 52.4",      // nor is one by being rich
	} {
		if got := compared(c, name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if !c.Lines[0].Main || !c.Chosen || c.Lines[7].Cells[0].Currency != "NOK" || len(c.Lines) != 19 {
		t.Errorf("%+v", c.Lines[0])
	}
	// It says what the ranking says.
	for i := range c.Columns {
		r := row(t, &c.Answer, c.Columns[i].Code)
		if x := c.Lines[0].Cells[i]; x.Printed != r.Printed || x.Verdict != r.Verdict || x.Edge != r.Edge || x.Place != r.Place {
			t.Errorf("%s: %+v, the ranking has %+v", r.Ally.Name, x, r)
		}
		if x := c.Lines[2].Cells[i]; c.Lines[2].Name != "in money" || x.Printed != figure.Round(r.GapUSD.Value, 0) {
			t.Errorf("%s: %s %s, the ranking has %v", r.Ally.Name, c.Lines[2].Name, x.Printed, r.GapUSD.Value)
		}
	}
}

func TestAComparisonOfOneTakesWhoStandsNear(t *testing.T) {
	for _, c := range []struct {
		query string
		focus ally.Code
		want  string
	}{
		{"2024", "POL", "POL EST USA LVA NATO_EUR_CAN"},
		{"2024 NOR", "POL", "NOR POL ROU FIN SWE NATO_EUR_CAN"},
		{"2024 NOR", "", "NOR ROU FIN SWE NATO_EUR_CAN"},
		{"2024 NOR POL", "DEU", "NOR POL"},
		{"2024 source:sipri", "NOR", "NOR DNK FIN GBR"},
		{"2024", "", ""},
		{"2024 baltic", "EST", "EST LVA LTU"}, // a group is named, and so is what a filter leaves
		{"2024 filter:lux", "LUX", "LUX SVN BEL ALB NATO_EUR_CAN"},
		{"2024 europe", "EST", "EST POL USA LVA NATO_EUR_CAN"}, // too many to stand side by side
		{"2024 baltic NOR POL", "EST", "NOR POL GROUP_BALTIC"}, // as one, beside them
	} {
		got := comparison(t, c.query, c.focus)
		var codes []string
		for i := range got.Columns {
			codes = append(codes, string(got.Columns[i].Code))
		}
		if s := strings.Join(codes, " "); s != c.want {
			t.Errorf("%s at %s: %s, want %s", c.query, c.focus, s, c.want)
		}
		again := got.Query.Pins.Index(c.focus) >= 0 || got.Query.Focus == c.focus // what is printed gives the same again
		if got.Chosen && got.Query.Focus != "" || !got.Chosen && !again || strings.Contains(got.Sentence, "space") {
			t.Errorf("%s: chosen %v at %s: %s", c.query, got.Chosen, got.Query.Focus, got.Sentence)
		}
	}
}

func TestAComparisonKeepsWhatIsMissing(t *testing.T) {
	for _, c := range []struct{ query, line, want string }{
		{"2024 ISL NOR", "Share of GDP", "n/a no_forces | 2.16 meets"},
		{"2016 2% FIN NOR POL", "Share of GDP", "1.43 not_member | 1.68 below -1 | 1.99 below +1"},
		{"2025 edition:2025-08 2% DEU FRA", "Share of GDP", "n/a | 2.05 meets"},
		{"5% NOR POL", "Share of GDP", "3.17 not_measurable -1 | 4.68 not_measurable +1"},
		{"5% NOR POL", "to 5 %", "no such line"},
		{"2014 NOR POL", "since 2014", "0.00 | 0.00"},
		{"2014 NOR POL", "year on year", "n/a | n/a"},
		{"edition:2016-07 NOR POL", "Equipment", "no such line"},
		{"national 2024 NOR POL", "National", "116326 | 137176"},
	} {
		got := comparison(t, c.query, "")
		if s := compared(got, c.line); s != c.want {
			t.Errorf("%s: %s: %s, want %s", c.query, c.line, s, c.want)
		}
	}
}

func TestAComparisonsSentence(t *testing.T) {
	for q, want := range map[string]string{
		"2024 2% NOR POL DEU":          "Norway, Poland and Germany, 2024: 3 of 3 met 2 %, Poland spent most (3.75), Germany least (2.00).",
		"NOR POL DEU ESP USA":          "5 allies, 2026e: 1 of 5 meet 3.5 %, Poland spends most (4.68e), Spain least (2.00e).",
		"2025 edition:2025-08 DEU FRA": "no figure for Germany.",
		"national 2024 NOR POL":        "Norway 116,326 NOK m, Poland 137,176 PLN m.",
		"nordic-total baltic-total":    "2026e: Nordic (4 with forces) 3.18e, Baltic (3) 5.17e.",
		"eu-total USA":                 "2026e: United States 3.17e (below 3.5 %), European Union members (23) 2.54e.",
		"2024 2% ISL NOR":              "1 of 1 met 2 %, Norway 2.16, Iceland has no armed forces.",
	} {
		if got := comparison(t, q, "").Sentence; !strings.HasSuffix(got, want) {
			t.Errorf("%s: %q, want %q", q, got, want)
		}
	}
}

// An older edition prints GDP in billions: a comparison shows what is printed, and
// says so.
func TestAComparisonHasTheScaleOfTheTable(t *testing.T) {
	old, now := comparison(t, "edition:2019-06 2018 USA NOR", ""), comparison(t, "2018 USA NOR", "")
	at := func(c *analysis.Comparison) string {
		i := slices.IndexFunc(c.Lines, func(l analysis.ComparisonLine) bool { return l.Measure == figure.GDPConstant })
		return c.Words(i, 1)
	}
	if got, want := at(old), "Norway 2018: GDP, real 405e US$ bn at 2015 prices"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := at(now), "Norway 2018: GDP, real 500,395 US$ m at 2021 prices"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if w := now.Words(99, 0) + now.Words(0, 99); w != "" {
		t.Errorf("nothing is %q", w)
	}
}

// Money that lies on the other side of the level than the figure says so itself.
func TestMoneyOnTheOtherSideHasItsOwnVerdict(t *testing.T) {
	c := comparison(t, "2024 2% NLD DEU", "")
	if got, want := compared(c, "in money"), "-2384 below -1 | 10 +1"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := c.Words(2, 0), "Netherlands 2024: in money −2,384 US$ m at current prices, below 2 %"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if !strings.Contains(c.Sentence, "2 of 2 met 2 % (Netherlands not at current prices)") {
		t.Error(c.Sentence)
	}
}

// Who stands next to an ally by rank does not depend on the order that the list stands in,
// also where several share a place.
func TestNeighboursByRankAreTheSameInEveryOrder(t *testing.T) {
	codes := func(c *analysis.Comparison) (out []ally.Code) {
		for i := range c.Columns {
			out = append(out, c.Columns[i].Code)
		}
		return out
	}
	a := frozen.Answer(t, frozen.Data(t), "")
	for _, c := range a.Codes() {
		want := codes(comparison(t, "", c))
		for _, order := range []string{"sort:change", "sort:since", "sort:change reverse"} {
			if got := codes(comparison(t, order, c)); !slices.Equal(got, want) {
				t.Errorf("%s at %s: %v, want %v", order, c, got, want)
			}
		}
	}
}
