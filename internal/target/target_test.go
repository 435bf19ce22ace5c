package target_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"allyscope/data"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

func dec(t testing.TB, s string) figure.Decimal {
	t.Helper()
	d, err := figure.ParseDecimal(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func register(t testing.TB) *target.Register {
	t.Helper()
	r, err := dataset.Targets(data.Files())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestJudge(t *testing.T) {
	held := func(printed string, unrounded float64) figure.Figure {
		return figure.Figure{Printed: dec(t, printed), Unrounded: unrounded, Held: true, Status: figure.Actual}
	}
	only := func(printed string) figure.Figure {
		return figure.Figure{Printed: dec(t, printed), Status: figure.Estimate}
	}
	for _, c := range []struct {
		name    string
		f       figure.Figure
		level   string
		verdict target.Verdict
		edge    bool
	}{
		{"not published", figure.Figure{}, "2", target.NoData, false},
		{"well above", only("4.12"), "2", target.Meets, false},
		{"well below", only("1.28"), "2", target.Below, false},
		{"at the level", only("2.00"), "2", target.Meets, true},
		{"0.01 above", only("2.01"), "2", target.Meets, true},
		{"0.02 above", only("2.02"), "2", target.Meets, false},
		{"0.01 below", only("1.99"), "2", target.Below, true},
		{"0.02 below", only("1.98"), "2", target.Below, false},
		// Unrounded below the level, printed at it: the printed figure decides.
		{"LTU 2021 in 2022-06", held("2.00", 1.99501), "2", target.Meets, true},
		{"USA 2016 in 2024-06", held("3.50", 3.49608), "3.5", target.Meets, true},
		// Typed in as 2.00: the unrounded cell does not reveal it.
		{"FRA 2020 in 2024-06", held("2.00", 2), "2", target.Meets, true},
		// Printed far from the level, but unrounded on its other side: the level has more
		// decimals than the printed figure.
		{"across a fine level", held("2.0", 1.96), "1.97", target.Meets, true},
		{"equipment at 20", held("19.99", 19.994), "20", target.Below, true},
		{"a zero as printed", only("0.00"), "2", target.Below, false},
	} {
		verdict, edge := target.Judge(c.f, dec(t, c.level))
		if verdict != c.verdict || edge != c.edge {
			t.Errorf("%s: %s, edge %v; want %s, %v", c.name, verdict, edge, c.verdict, c.edge)
		}
	}
}

func TestGapIsExact(t *testing.T) {
	f := figure.Figure{Printed: dec(t, "1.94"), Status: figure.Actual}
	if got := format.Signed(target.Gap(f, dec(t, "2"))); got != "−0.06" {
		t.Errorf("gap of 1.94 to 2 is %s", got)
	}
}

func TestVerdictWords(t *testing.T) {
	for v, want := range map[target.Verdict][2]string{
		target.NoData: {"no_data", "no data"}, target.Meets: {"meets", "meets"}, target.Below: {"below", "below"},
		target.NotMember: {"not_member", "not a member then"}, target.NoForces: {"no_forces", "no armed forces"},
		target.NotMeasurable: {"not_measurable", "not measurable"},
	} {
		if got := [2]string{v.String(), v.Words()}; got != want {
			t.Errorf("%v, want %v", got, want)
		}
		if v.Counted() != (v == target.Meets || v == target.Below) {
			t.Errorf("%s: counted %v", v, v.Counted())
		}
	}
}

func TestInForceByYear(t *testing.T) {
	r := register(t)
	for _, c := range []struct {
		measure figure.Measure
		year    figure.Year
		want    string
	}{
		{figure.ShareGDP, 2005, ""},
		{figure.ShareGDP, 2006, "guideline-2006"},
		{figure.ShareGDP, 2013, "guideline-2006"},
		{figure.ShareGDP, 2014, "wales-2"}, // agreed in September: in force at the year's end
		{figure.ShareGDP, 2022, "wales-2"},
		{figure.ShareGDP, 2023, "vilnius-2"},
		{figure.ShareGDP, 2024, "vilnius-2"},
		{figure.ShareGDP, 2025, "hague-core-3.5"},
		{figure.ShareGDP, 2026, "hague-core-3.5"},
		{figure.EquipmentPct, 2013, ""},
		{figure.EquipmentPct, 2026, "equipment-20"},
		{figure.PersonnelPct, 2026, ""},
	} {
		got := ""
		if p := r.InForce(c.measure, c.year); p != nil {
			got = p.ID
		}
		if got != c.want {
			t.Errorf("%s in %d: %q, want %q", c.measure, c.year, got, c.want)
		}
	}
}

func TestAtFindsThePledgeOfALevel(t *testing.T) {
	r := register(t)
	for _, c := range []struct {
		measure    figure.Measure
		level      string
		year       figure.Year
		want       string
		measurable bool
	}{
		{figure.ShareGDP, "2", 1990, "guideline-2006", true}, // before the first: the first
		{figure.ShareGDP, "2", 2010, "guideline-2006", true},
		{figure.ShareGDP, "2.00", 2016, "wales-2", true},
		{figure.ShareGDP, "2", 2026, "vilnius-2", true},
		{figure.ShareGDP, "3.5", 2014, "hague-core-3.5", true},
		{figure.ShareGDP, "5", 2026, "hague-total-5", false},
		{figure.ShareGDP, "1.5", 2026, "hague-related-1.5", false},
		{figure.EquipmentPct, "20", 2026, "equipment-20", true},
		{figure.EquipmentPct, "5", 2026, "", false},
		{figure.ShareGDP, "20", 2026, "", false},
		{figure.ShareGDP, "2.1", 2026, "", false},
	} {
		p := r.At(c.measure, dec(t, c.level), c.year)
		switch {
		case p == nil && c.want == "":
		case p == nil || p.ID != c.want || p.Measurable != c.measurable:
			t.Errorf("%s %s in %d: %+v, want %q", c.measure, c.level, c.year, p, c.want)
		}
	}
}

func TestLevelsAscendAndStandOnce(t *testing.T) {
	got := ""
	for _, l := range register(t).Levels(figure.ShareGDP) {
		got += l.String() + " "
	}
	if got != "1.5 2 3.5 5 " {
		t.Errorf("levels of a share of GDP: %s", got)
	}
}

func TestPledgesAsTheTableSays(t *testing.T) {
	for _, p := range register(t).All() {
		switch p.ID {
		case "wales-2":
			if p.AgreedIn() != 2014 || p.Deadline != 2024 || p.Superseded != 2023 || !p.Measurable {
				t.Errorf("%+v", p)
			}
		case "hague-core-3.5":
			if p.Level.String() != "3.5" || p.Deadline != 2035 || p.Superseded != 0 {
				t.Errorf("%+v", p)
			}
		}
	}
}

func TestParseNamesTheLine(t *testing.T) {
	const head = "id,label,measure,level,unit,agreed,deadline,status,meaning,applies,url\n"
	for _, c := range []struct{ text, want string }{
		{"", "head line"},
		{"id,label\n", `lacks the column "measure"`},
		{strings.Replace(head, "level,", "", 1) + "x,X,share_gdp,%,2006-06-08,,in force,,,\n", `lacks the column "level"`},
		{head, "no pledge"},
		{head + "x,X,share_gdp,two,%,2006-06-08,,,,,\n", "targets.csv:2"},
		{head + "x,X,share_gdp,2,%,2006,,,,,\n", "date of agreement"},
		{head + "x,X,share_gdp,2,%,2006-06-08,soon,,,,\n", "deadline"},
		{head + "x,X,share_gdp,2,%,2006-06-08,,superseded later,,,\n", "names no year"},
		{head + "x,X,share_gdb,2,%,2006-06-08,,in force,,,\n", "unknown measure"},
	} {
		if _, err := dataset.Targets(fstest.MapFS{"targets.csv": {Data: []byte(c.text)}}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.text, err, c.want)
		}
	}
}
