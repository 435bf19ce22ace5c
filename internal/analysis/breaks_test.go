package analysis_test

import (
	"math"
	"strings"
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/figure"
	"allyscope/internal/testing/frozen"
)

// incomes is the break in Luxembourg's shares, and methods those of 2009.
const (
	incomes = "break in the series (┊) of Luxembourg: from 2023 on, gross national income takes the place of GDP"
	pension = "break in the series (┊) of Norway: from 2009 on, pensions are calculated by a new method"
	police  = "break in the series (┊) of France: from 2009 on, only the deployable part of the Gendarmerie is counted"
)

func TestChangesAcrossABreakSaySo(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct {
		q     string
		says  []string
		quiet []string
	}{
		{"2024 2%", []string{incomes}, []string{"Norway", "France"}},
		{"2023 edition:2024-06", []string{incomes}, nil},
		{"2024 edition:2025-08", []string{incomes}, nil},
		{"2022 2%", nil, []string{incomes}},        // 2014 to 2022
		{"2026 base:2024", nil, []string{incomes}}, // since 2024, and on 2025
		{"2024 usd", nil, []string{incomes}},       // of GDP alone
		{"2024 gdp", []string{incomes}, nil},       // which is what changed
		{"2012 base:2010 edition:2016-01", nil, []string{pension, police}},
		{"2015 base:2008 edition:2016-01", []string{pension, police, "NATO total and NATO Europe: from 2009 on, the sum has Albania and Croatia in"}, nil},
		{"2015 personnel base:2008 edition:2016-01", []string{police}, []string{pension}},
		{"2020 source:sipri", nil, []string{"break"}},
	} {
		said := strings.Join(frozen.Answer(t, ds, c.q).Breaks, "; ")
		for _, text := range c.says {
			if !strings.Contains(said, text) {
				t.Errorf("%s: %q is not said in %q", c.q, text, said)
			}
		}
		for _, text := range c.quiet {
			if strings.Contains(said, text) {
				t.Errorf("%s: %q is said", c.q, text)
			}
		}
	}
}

// An answer about some allies speaks of their breaks only.
func TestBreaksOfThoseNamed(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct {
		q    string
		says bool
	}{{"LUX 2024", true}, {"NOR 2024", false}} {
		q := frozen.Query(t, ds, c.q)
		profile, err := analysis.ProfileFor(ds, q)
		if err != nil {
			t.Fatal(err)
		}
		trend := analysis.TrendFor(frozen.Answer(t, ds, c.q), "")
		compared, err := analysis.CompareFor(ds, frozen.Answer(t, ds, c.q+" SWE"), "")
		if err != nil {
			t.Fatal(err)
		}
		for what, notes := range map[string][]string{"show": profile.Notes, "trend": trend.Notes, "compare": compared.Notes} {
			if said := strings.Contains(strings.Join(notes, "; "), incomes); said != c.says {
				t.Errorf("%s %s: %q", what, c.q, notes)
			}
		}
	}
	w := why(t, ds, figure.ShareGDP, "LUX", 2024, "2026-07")
	if !strings.Contains(strings.Join(w.Notes, "; "), incomes) {
		t.Errorf("why: %q", w.Notes)
	}
	if w = why(t, ds, figure.ShareGDP, "LUX", 2022, "2026-07"); strings.Contains(strings.Join(w.Notes, "; "), "break") {
		t.Errorf("why, before the break: %q", w.Notes)
	}
}

// No pace is taken across a break: Luxembourg's is (2.03 − 1.07) ÷ 3 since 2023, not
// that from 2021, of GDP.
func TestNoPaceIsTakenAcrossABreak(t *testing.T) {
	ds := frozen.Data(t)
	p, err := analysis.PathFor(ds, frozen.Query(t, ds, "path 3.5% 2035"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range p.Rows {
		r := &p.Rows[i]
		want := figure.Year(2021)
		if r.Ally.Code == "LUX" {
			want = 2023
			then := ds.Latest().Figure(figure.ShareGDP, "LUX", 2023).Printed.Float()
			if now := r.Printed.Float(); math.Abs(r.Pace.Value-(now-then)/3) > 1e-9 {
				t.Errorf("Luxembourg: %v a year from %v to %v", r.Pace.Value, then, now)
			}
		}
		if r.Pace.OK && r.PaceFrom != want {
			t.Errorf("%s: its pace is from %d", r.Ally.Name, r.PaceFrom)
		}
	}
	if notes := strings.Join(p.Notes, "; "); notes != "from 2026-07 on, core defence expenditure is counted; "+incomes+"; its own pace is measured since 2023" {
		t.Errorf("notes: %q", notes)
	}
}

// NATO's footnote on Lithuania stands with the verdicts it is about, and its fiscal
// years are said once, beside SIPRI's.
func TestFootnotes(t *testing.T) {
	ds := frozen.Data(t)
	for q, says := range map[string]string{
		"2018 2% edition:2022-06": "Lithuania 2018: NATO notes: it met 2 % on the GDP known at the time (OECD figures of November 2018)",
		"2018 2% edition:2024-06": "Lithuania 2018: NATO notes: it met 2 % on the GDP known at the time (OECD figures of November 2018)",
		"2021 2% edition:2024-06": "Lithuania 2021: NATO notes: it met 2 % on the GDP known at the time (OECD figures of June 2021)",
		"2021 2% edition:2022-06": "",
		"2018 2%":                 "",
	} {
		notes := strings.Join(frozen.Answer(t, ds, q).Notes, "; ")
		if says == "" && strings.Contains(notes, "NATO notes") || !strings.Contains(notes, says) {
			t.Errorf("%s: %q", q, notes)
		}
	}
	s, err := analysis.SourcesFor(ds, frozen.Query(t, ds, "USA GBR CAN FRA 2016"))
	if err != nil {
		t.Fatal(err)
	}
	if notes := strings.Join(s.Notes, "; "); !strings.Contains(notes, "United States: NATO's years are the ally's fiscal years: 2025 begins in October 2024") ||
		!strings.Contains(notes, "Canada: NATO's years are the ally's fiscal years: 2025 is 2025/26") || strings.Contains(notes, "France") {
		t.Errorf("sources: %q", notes)
	}
}

// NATO's sums are of the members of each year: a change over years with other members
// says so, and what it is like for like where the edition's tables give it. With Sweden
// in both years 2024 is 479,916 after 402,342 + 10,885, which is 16.14 % more.
func TestChangesOfSumsOverOtherMembersSaySo(t *testing.T) {
	ds := frozen.Data(t)
	const sweden = "NATO Europe and Canada and NATO total 2024 count Sweden, a member since 2024"
	for q, says := range map[string]string{
		"2024 real-change":        sweden + "; like for like +16.14 % and +10.70 % on 2023 (the members of 2024 in both years)",
		"2024 usd-constant":       sweden + "; like for like +16.1 % and +10.7 % on 2023 (the members of 2024 in both years)",
		"2024 2%":                 sweden + "; like for like +0.25 pp and +0.21 pp on 2023 (the members of 2024 in both years)",
		"2024 2% edition:2025-08": sweden + "; NATO", // its money is not held
		"2026 base:2022":          "NATO Europe and Canada and NATO total 2026 count Finland and Sweden, members since 2023 and 2024; like for like ",
		"2022 base:2026 usd":      "NATO Europe and Canada and NATO total 2026 count Finland and Sweden, ",
		"2022 base:2020":          "", "2025 real-change": "", "2024 equipment": "", "2024 source:sipri": "",
	} {
		said := strings.Join(frozen.Answer(t, ds, q).Breaks, "; ")
		if says == "" && strings.Contains(said, "NATO total") || !strings.Contains(said, says) {
			t.Errorf("%s: %q, want %q", q, said, says)
		}
	}
	trend := analysis.TrendFor(frozen.Answer(t, ds, "trend 2024 real-change"), "")
	if said := strings.Join(trend.Notes, "; "); !strings.Contains(said, sweden) {
		t.Errorf("trend: %q", said)
	}
}
