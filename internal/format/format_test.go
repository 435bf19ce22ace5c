package format_test

import (
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

func dec(t *testing.T, s string) figure.Decimal {
	t.Helper()
	d, err := figure.ParseDecimal(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ in, number, signed, percent string }{
		{"2.00", "2.00", "+2.00", "2.00 %"},
		{"-0.06", "−0.06", "−0.06", "−0.06 %"},
		{"116326", "116,326", "+116,326", "116,326 %"},
		{"-14620.5", "−14,620.5", "−14,620.5", "−14,620.5 %"},
		{"0", "0", "+0", "0 %"},
		{"999", "999", "+999", "999 %"},
	} {
		d := dec(t, c.in)
		if got := [3]string{format.Number(d), format.Signed(d), format.Percent(d)}; got != [3]string{c.number, c.signed, c.percent} {
			t.Errorf("%s: %q", c.in, got)
		}
	}
}

// One amount is written one way: 999.7 million was "1,000 m", "1.0 bn" and
// "999.7 m" before.
func TestAmountsChangeUnitAtAThousandMillion(t *testing.T) {
	for _, c := range []struct {
		in       float64
		amount   string
		billions string
	}{
		{999.4, "999 m", "+1.00"}, {999.5, "1.0 bn", "+1.00"}, {999.7, "1.0 bn", "+1.00"}, {1000, "1.0 bn", "+1.00"},
		{-999.7, "−1.0 bn", "−1.00"}, {12.3, "12 m", "+0.01"}, {-480, "−480 m", "−0.48"}, {1234567, "1,234.6 bn", "+1,234.57"},
	} {
		if got := format.Amount(c.in); got != c.amount {
			t.Errorf("%v: %q, want %q", c.in, got, c.amount)
		}
		if got := format.Billions(c.in); got != c.billions {
			t.Errorf("%v: %q, want %q", c.in, got, c.billions)
		}
	}
}

func TestFigures(t *testing.T) {
	d := dec(t, "3.27")
	for _, c := range []struct {
		f                        figure.Figure
		figure, hanging, inWords string
	}{
		{figure.Figure{Printed: d, Status: figure.Actual}, "3.27", "3.27 ", ""},
		{figure.Figure{Printed: d, Status: figure.Estimate}, "3.27e", "3.27e", " (estimate)"},
		{figure.Figure{Printed: d, Status: figure.Forecast}, "3.27f", "3.27f", " (forecast)"},
	} {
		if got := [3]string{format.Figure(c.f), format.Hanging(c.f), format.Status(c.f)}; got != [3]string{c.figure, c.hanging, c.inWords} {
			t.Errorf("%v: %q", c.f, got)
		}
	}
	if got := format.Figure(figure.Figure{}); got != format.NotPublished {
		t.Errorf("no figure: %q", got)
	}
}

func TestPlacesAndCounts(t *testing.T) {
	for n, want := range map[int]string{1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 102: "102nd", 111: "111th"} {
		if got := format.Ordinal(n); got != want {
			t.Errorf("%d: %q", n, got)
		}
	}
	if got := format.Place(8, true) + " " + format.Place(8, false); got != "=8 8" {
		t.Error(got)
	}
	if got := format.Counted(1, "ally", "allies") + ", " + format.Counted(2, "ally", "allies"); got != "1 ally, 2 allies" {
		t.Error(got)
	}
	if got := format.Of(17, 31) + ", " + format.Money("NOK", -999.7); got != "17 of 31, NOK 1.0 bn" {
		t.Error(got)
	}
	if got := format.Year(2026, true) + " " + format.Years(2014, 2026) + " " + format.Years(2014, 2014); got != "2026e 2014–2026 2014" {
		t.Error(got)
	}
}

// Nothing rises or falls from a year to one before it.
func TestChangesOfAYearBeforeTheOther(t *testing.T) {
	for words, want := range map[string][2]string{
		"rose most":   {"since 2019 rose most", "against 2024 stood furthest above"},
		"rose least":  {"since 2019 rose least", "against 2024 least above"},
		"fell least":  {"since 2019 fell least", "against 2024 stood least below"},
		"fell most":   {"since 2019 fell most", "against 2024 furthest below"},
		"up to both":  {"since 2019 up to both", "against 2024 at both"},
		"places down": {"since 2019 places down", "against 2024 places down"},
	} {
		if got := format.Since(2019, 2022) + " " + format.Moving(words, 2019, 2022); got != want[0] {
			t.Errorf("%q, want %q", got, want[0])
		}
		if got := format.Since(2024, 2022) + " " + format.Moving(words, 2024, 2022); got != want[1] {
			t.Errorf("%q, want %q", got, want[1])
		}
	}
	if got := format.SinceHead(2019, 2019) + ", " + format.SinceHead(2024, 2019); got != "since 2019, vs 2024" {
		t.Error(got)
	}
}

func TestLists(t *testing.T) {
	names := []string{"Norway", "Sweden", "Finland", "Denmark"}
	for _, c := range []struct {
		n    int
		want string
	}{{0, ""}, {1, "Norway"}, {2, "Norway and Sweden"}, {4, "Norway, Sweden, Finland and Denmark"}} {
		if got := format.List(names[:c.n]); got != c.want {
			t.Errorf("%d: %q, want %q", c.n, got, c.want)
		}
	}
	if got := format.Either(names[:1]) + "; " + format.Either(names[:3]); got != "Norway; Norway, Sweden or Finland" {
		t.Error(got)
	}
	if got := format.Capital("åland") + format.Capital(""); got != "Åland" {
		t.Error(got)
	}
	if got := format.Lower("Åland") + format.Lower("GDP per head") + format.Lower(""); got != "ålandGDP per head" {
		t.Error(got)
	}
}

// No two verdicts share a glyph, and none is told by colour alone.
func TestGlyphsTellVerdictsApart(t *testing.T) {
	seen := map[string]target.Verdict{}
	for v := target.NoData; v <= target.NotMeasurable; v++ {
		g, role := format.Glyph(v, false)
		if other, ok := seen[g]; ok {
			t.Errorf("%v and %v have one glyph: %q", v, other, g)
		}
		seen[g] = v
		if format.Verdict(v, target.Level{}) == "" {
			t.Errorf("%v has no word", v)
		}
		if v != target.Below && role != format.Role(v, false) {
			t.Errorf("%v: its mark and its word differ in role", v)
		}
	}
	for _, v := range [2]target.Verdict{target.Meets, target.Below} {
		if g, role := format.Glyph(v, true); g != "≈" || role != cell.Edge || format.Role(v, true) != cell.Edge {
			t.Errorf("%v on the knife-edge: %q, %v", v, g, role)
		}
	}
	if _, role := format.Glyph(target.Below, false); role != cell.Plain || format.Role(target.Below, false) != cell.Below {
		t.Error("a mark below a level is quiet, its word is not")
	}
	if format.Missing(target.NoForces) != format.NoForces || format.Missing(target.NoData) != format.NotPublished {
		t.Error("what is missing has the mark of its reason")
	}
}

// How a figure stands to a level says which side it is on, and is said one way.
func TestStanding(t *testing.T) {
	for _, c := range []struct {
		verdict          target.Verdict
		edge             bool
		gap, level       string
		later            int
		stands, standing string
	}{
		{target.Below, false, "-0.32", "2", 0, "below 2 %", "0.32 pp below 2 %"},
		{target.Below, true, "-0.01", "2", 0, "below 2 %", "0.01 pp below 2 %, on the knife-edge"},
		{target.Meets, true, "0.00", "2", 0, "meets 2 %", "at 2 %, on the knife-edge"},
		{target.Meets, false, "1.83", "3.5", 0, "meets 3.5 %", "1.83 pp above 3.5 %"},
		{target.Meets, false, "0.21", "3.5", 2025, "at or above 3.5 %", "0.21 pp above 3.5 %"},
		{target.Below, true, "-0.01", "3.5", 2025, "under 3.5 %", "0.01 pp under 3.5 %, on the knife-edge"},
		{target.NotMeasurable, false, "0", "5", 2025, "5 % is not measurable", "5 % is not measurable"},
		{target.NotMember, false, "-0.32", "2", 0, "not a member then", "not a member then"},
	} {
		gap, level := dec(t, c.gap), target.Level{Value: dec(t, c.level), Later: c.later}
		if got := format.Stands(c.verdict, level); got != c.stands {
			t.Errorf("%v: %q, want %q", c.verdict, got, c.stands)
		}
		if got := format.Standing(c.verdict, c.edge, gap, level); got != c.standing {
			t.Errorf("%v by %s: %q, want %q", c.verdict, c.gap, got, c.standing)
		}
	}
}

// Of a level that was agreed only later nobody is said to meet it.
func TestWordsOfALevelAgreedLater(t *testing.T) {
	for _, c := range []struct {
		later, n                       int
		before                         bool
		verb, not, meet, below, behind string
	}{
		{0, 17, true, "met", "did not meet", "meet 2 %", "below", ""},
		{0, 1, true, "met", "did not meet", "meet 2 %", "below", ""},
		{0, 28, false, "meet", "do not meet", "meet 2 %", "below", ""},
		{0, 1, false, "meet", "does not meet", "meet 2 %", "below", ""},
		{2025, 1, true, "was at", "was not at", "at 2 %", "under", ", a level agreed in 2025"},
		{2025, 0, true, "were at", "were not at", "at 2 %", "under", ", a level agreed in 2025"},
		{2025, 1, false, "is at", "is not at", "at 2 %", "under", ", a level agreed in 2025"},
		{2025, 3, false, "are at", "are not at", "at 2 %", "under", ", a level agreed in 2025"},
	} {
		l := target.Level{Value: dec(t, "2"), Later: c.later}
		got := [...]string{format.Verb(l, c.n, c.before), format.VerbNot(l, c.n, c.before), format.Meet(l), format.Below(l), format.Later(l)}
		if want := [...]string{c.verb, c.not, c.meet, c.below, c.behind}; got != want {
			t.Errorf("%+v: %q", c, got)
		}
	}
	l := target.Level{Value: dec(t, "3.5"), Later: 2025}
	if got := format.Verdict(target.Meets, l) + " " + format.Verdict(target.Below, l) + " " + format.Verdict(target.NoForces, l); got != "at under no forces" {
		t.Error(got)
	}
}

// Two decimals say where points lie, three where two would say nothing.
func TestPoints(t *testing.T) {
	for in, want := range map[float64]string{0.2149: "+0.21", -0.314: "−0.31", 0.0044: "+0.004", -0.0011: "−0.001", 0: "+0.00"} {
		if got := format.Points(in); got != want {
			t.Errorf("%v: %q, want %q", in, got, want)
		}
	}
}

func TestYearsInWords(t *testing.T) {
	if got := format.YearList([]figure.Year{2014, 2015, 2016, 2020, 2022, 2023}); got != "2014–2016, 2020, 2022–2023" {
		t.Error(got)
	}
}
