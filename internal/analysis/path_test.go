package analysis_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/target"
	"allyscope/internal/testing/frozen"
)

func path(tb testing.TB, ds *dataset.Dataset, text string) *analysis.Path {
	tb.Helper()
	p, err := analysis.PathFor(ds, frozen.Query(tb, ds, text))
	if err != nil {
		tb.Fatalf("%s: %v", text, err)
	}
	return p
}

func pathRow(tb testing.TB, p *analysis.Path, c ally.Code) *analysis.PathRow {
	tb.Helper()
	r, ok := p.Row(c)
	if !ok {
		tb.Fatalf("no row of %s", c)
	}
	return r
}

// byHand is a path worked out from the tables by the arithmetic in its comments.
type byHand struct {
	q                               string
	code                            ally.Code
	share                           string
	ppPerYear, growth, pace, review float64
	atPace                          figure.Year
	extra                           float64
}

func (h byHand) check(t *testing.T, p *analysis.Path) {
	t.Helper()
	r := pathRow(t, p, h.code)
	for _, c := range []struct {
		what      string
		got       analysis.Amount
		want, off float64
	}{
		{"pp a year", r.PPPerYear, h.ppPerYear, 0.00001},
		{"real growth", r.RealGrowth, h.growth, 0.001},
		{"pace", r.Pace, h.pace, 0.00001},
		{"2029", r.Review, h.review, 0.00001},
		{"extra US$ m", r.ExtraUSD, h.extra, 0.1},
	} {
		if !c.got.OK || math.Abs(c.got.Value-c.want) > c.off {
			t.Errorf("%s %s, %s: %.5f (held %v), want %.5f", h.q, h.code, c.what, c.got.Value, c.got.OK, c.want)
		}
	}
	if r.Figure.String() != h.share || r.From != 2026 || r.AtPace != h.atPace || r.Verdict != target.Below {
		t.Errorf("%s %s: %s in %d, %s, there in %d, want %s, %d", h.q, h.code, r.Figure, r.From, r.Verdict, r.AtPace, h.share, h.atPace)
	}
}

// July 2026: spending and GDP in US$ m at 2021 prices, spending in current US$ m.
// Growth of real GDP: IMF, April 2026, from 2027 to 2031; the rate of 2031 four
// times more, to 2035.
func TestPathsByHand(t *testing.T) {
	ds := frozen.Data(t)
	for _, h := range []byHand{
		{
			// Norway: share 17945 ÷ 565852 = 3.171324 %, printed 3.17.
			// (3.5 − 3.17) ÷ 9 = 0.036667 pp a year; 3.17 + 3 × 0.036667 = 3.28 in 2029.
			// GDP × 1.013 × 1.011⁴ × 1.011⁴ = 1.105653.
			// (3.5 ÷ 3.171324 × 1.105653)^(1/9) = 1.220241^(1/9) = 1.022363.
			// Pace (3.17 − 1.62) ÷ 5 = 0.31; 0.33 ÷ 0.31 = 1.06, so two years: 2028.
			// Extra at current prices: (3.5 % of 606925 − 19247) × 1.105653 = 1995.375 × 1.105653.
			q: "path", code: "NOR", share: "3.17e", ppPerYear: 0.33 / 9, growth: 2.2363, pace: 0.31, review: 3.28, atPace: 2028, extra: 2206.19,
		},
		{
			// Spain: 34649 ÷ 1732435 = 2.000017 %, printed 2.00.
			// 1.5 ÷ 9 = 0.166667; 2.00 + 3 × 0.166667 = 2.5.
			// 1.018 × 1.018 × 1.017 × 1.017 × 1.017 × 1.017⁴ = 1.166117.
			// (3.5 ÷ 2.000017 × 1.166117)^(1/9) = 2.040688^(1/9) = 1.082479.
			// Pace (2.00 − 1.02) ÷ 5 = 0.196; 1.5 ÷ 0.196 = 7.65, so eight years: 2034.
			// Extra (3.5 % of 2088363 − 41767) × 1.166117 = 31325.705 × 1.166117.
			q: "path 3.5% 2035", code: "ESP", share: "2.00e", ppPerYear: 1.5 / 9, growth: 8.2479, pace: 0.196, review: 2.5, atPace: 2034, extra: 36529.45,
		},
		{
			// Slovenia: 1091 ÷ 67829 = 1.608457 %, printed 1.61.
			// 1.89 ÷ 9 = 0.21; 1.61 + 3 × 0.21 = 2.24.
			// 1.021 × 1.022 × 1.021 × 1.021 × 1.021 × 1.021⁴ = 1.206858.
			// (3.5 ÷ 1.608457 × 1.206858)^(1/9) = 2.626126^(1/9) = 1.113243.
			// Pace (1.61 − 1.24) ÷ 5 = 0.074; 1.89 ÷ 0.074 = 25.5, so 26 years: 2052.
			// Extra (3.5 % of 86525 − 1391) × 1.206858 = 1637.375 × 1.206858.
			q: "path", code: "SVN", share: "1.61e", ppPerYear: 0.21, growth: 11.3243, pace: 0.074, review: 2.24, atPace: 2052, extra: 1976.08,
		},
		{
			// Spain held to its own 2.1 %: 0.1 ÷ 9; (2.1 ÷ 2.000017 × 1.166117)^(1/9) =
			// 1.224413^(1/9) = 1.022751; (2.1 % of 2088363 − 41767) × 1.166117; 0.1 ÷ 0.196: 2027.
			q: "path 3.5% 2035 ESP=2.1%", code: "ESP", share: "2.00e", ppPerYear: 0.1 / 9, growth: 2.2751, pace: 0.196, review: 2 + 0.1/3, atPace: 2027, extra: 2435.58,
		},
		{
			// Germany by 2029: 119159 ÷ 4422594 = 2.694324 %; 0.81 ÷ 3 = 0.27.
			// 1.012 × 1.012 × 1.009 = 1.033361; (3.5 ÷ 2.694324 × 1.033361)^(1/3) =
			// 1.342367^(1/3) = 1.103118. (3.5 % of 5455980 − 147002) × 1.033361.
			// Pace (2.69 − 1.43) ÷ 5 = 0.252; 0.81 ÷ 0.252 = 3.2: 2030.
			q: "path DEU=3.5%@2029", code: "DEU", share: "2.69e", ppPerYear: 0.27, growth: 10.3118, pace: 0.252, review: 3.5, atPace: 2030, extra: 45423.77,
		},
	} {
		h.check(t, path(t, ds, h.q))
	}
}

func TestWhoMeetsItIsSaidTo(t *testing.T) {
	p := path(t, frozen.Data(t), "path")
	r := pathRow(t, p, "POL")
	if !r.Met() || r.PPPerYear != (analysis.Amount{OK: true}) || r.ExtraUSD != (analysis.Amount{OK: true}) || r.RealGrowth.OK || r.Review.OK || r.AtPace != 0 {
		t.Errorf("Poland: %+v", r)
	}
	if got := r.Straight(2035); !got.OK || got.Value != 4.68 {
		t.Errorf("Poland in 2035: %+v", got)
	}
	if p.Count.Meets != 5 || p.Count.Below != 26 || p.Count.NoData != 0 || p.Deadline != 2035 || p.Year != 2026 {
		t.Errorf("%d meet, %d do not, %d unknown, by %d from %d", p.Count.Meets, p.Count.Below, p.Count.NoData, p.Deadline, p.Year)
	}
	if !strings.Contains(path(t, frozen.Data(t), "path POL").Sentence, "Poland meets it") {
		t.Error("the sentence does not say that Poland meets it")
	}
}

// A path without growth starts from the ranking's gap: both are one reckoning.
func TestExtraMoneyIsTheRankingsGapGrown(t *testing.T) {
	ds := frozen.Data(t)
	for _, year := range []string{"2024", "2026"} {
		p, a := path(t, ds, "path 3.5% by:2035 year:"+year), frozen.Answer(t, ds, "3.5% "+year)
		for i := range a.Len() {
			r := pathRow(t, p, a.At(i).Ally.Code)
			if r.Verdict != target.Below {
				continue
			}
			near(t, string(r.Ally.Code)+" "+year, r.ExtraUSD, -a.At(i).GapUSD.Value*r.GDPGrowth.Value)
		}
	}
}

func TestAnOverrideChangesItsRowAndTheTotalsAlone(t *testing.T) {
	ds := frozen.Data(t)
	plain, other := path(t, ds, "path 3.5% 2035"), path(t, ds, "path 3.5% 2035 ESP=2.1%")
	for i := range plain.Rows {
		a := &plain.Rows[i]
		b := pathRow(t, other, a.Ally.Code)
		same := a.PPPerYear == b.PPPerYear && a.RealGrowth == b.RealGrowth && a.ExtraUSD == b.ExtraUSD && a.Review == b.Review &&
			a.AtPace == b.AtPace && a.Level == b.Level && a.Deadline == b.Deadline && a.Verdict == b.Verdict && a.Figure == b.Figure && a.Pace == b.Pace
		if same == (a.Ally.Code == "ESP") || b.Own != (a.Ally.Code == "ESP") {
			t.Errorf("%s: the same %v, own %v", a.Ally.Code, same, b.Own)
		}
	}
	spain := pathRow(t, plain, "ESP").ExtraUSD.Value - pathRow(t, other, "ESP").ExtraUSD.Value
	for i := range plain.Totals {
		a, b := plain.Totals[i], other.Totals[i]
		near(t, a.Name, analysis.Amount{Value: a.ExtraUSD.Value - b.ExtraUSD.Value, OK: b.ExtraUSD.OK}, spain)
		if b.Implied.Value >= a.Implied.Value || a.Now != b.Now {
			t.Errorf("%s: from %v to %v, then to %v", a.Name, a.Now.Value, a.Implied.Value, b.Implied.Value)
		}
	}
	if !strings.HasPrefix(other.Sentence, "With Spain at 2.1 %, ") || strings.Contains(plain.Sentence, "Spain") {
		t.Errorf("%s\n%s", plain.Sentence, other.Sentence)
	}
	for text, want := range map[string]string{
		"path ESP=1%":                   "With Spain at 1 %, 3.5 % by 2035: at their present pace 14 of 25 miss their level; 6 of 31 meet their level in 2026e; most: Slovenia needs +0.21 pp a year.",
		"path LTU=6% Lithuania Estonia": "With Lithuania at 6 %, 3.5 % by 2035: Lithuania +0.07 pp a year to 6 % by 2035, +3.8 % real growth a year; Estonia meets 3.5 %;",
		"path ESP=1% ESP":               "With Spain at 1 %, 3.5 % by 2035: Spain meets 1 %; at their present pace",
		"path POL=9% POL":               "With Poland at 9 %, 3.5 % by 2035: Poland +0.48 pp a year to 9 % by 2035, +10.2 % real growth",
		"path POL=9% DEU=3%@2028":       "With Germany at 3 % by 2028 and Poland at 9 %, 3.5 % by 2035: at their present pace 14 of 27 miss their level; 4 of 31 meet their level in 2026e; most: Poland needs +0.48 pp a year to 9 % by 2035.",
	} {
		if got := path(t, ds, text).Sentence; !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	if notes := path(t, ds, "path ESP=1% met").Notes; !slices.Contains(notes, "only allies that meet their level are listed") {
		t.Errorf("%q", notes)
	}
	if !slices.Contains(other.Assumptions, "Scenario, not pledged: Spain at 2.1 %.") {
		t.Errorf("assumed: %q", other.Assumptions)
	}
	if len(other.Overrides) != 1 || other.Query.Scenario != "ESP=2.1%" {
		t.Errorf("%v, %q", other.Overrides, other.Query.Scenario)
	}
}

func TestPathTotals(t *testing.T) {
	p := path(t, frozen.Data(t), "path")
	for i, c := range []ally.Code{ally.EuropeCan, ally.Total} {
		x := p.Totals[i]
		sum := 0.0
		for _, r := range p.Rows {
			if c == ally.Total || r.Ally.Code != "USA" {
				sum += r.ExtraUSD.Value
			}
		}
		near(t, x.Name, x.ExtraUSD, sum)
		if x.Code != c || x.Missing != 0 || x.Allies != 30+i {
			t.Errorf("%s: %d allies, %d missing", x.Code, x.Allies, x.Missing)
		}
		// What the rows say together is what NATO prints.
		if got := figure.Round(x.Now.Value, 2); got != x.Printed.Printed {
			t.Errorf("%s: now %s, printed %s", x.Code, got, x.Printed)
		}
		if x.Implied.Value <= 3.5 { // five are above and stay there
			t.Errorf("%s: implied %v", x.Code, x.Implied.Value)
		}
	}
	// Where it is not, that is said.
	if got := path(t, frozen.Data(t), "2024 2%").Totals[0].Otherwise(); got != "printed 1.96" {
		t.Errorf("NATO's own figure of 2024: %q", got)
	}
	if got := p.Totals[0].Otherwise(); got != "" {
		t.Errorf("another figure of NATO's: %q", got)
	}
	// A group's share is that of those with forces, though the edition has the GDP of
	// Iceland, which NATO's own sums have in.
	for text, want := range map[string]string{"path nordic 2% by:2024 edition:2016-01": "1.36 2.00", "path nordic edition:2016-01": "1.36 3.50", "path nordic": "3.18 3.50"} {
		x := path(t, frozen.Data(t), text).Totals[2]
		if got := figure.Round(x.Now.Value, 2).String() + " " + figure.Round(x.Implied.Value, 2).String(); got != want || x.Printed.Printed != figure.Round(x.Now.Value, 2) {
			t.Errorf("%s: %s, printed %s; want %s", text, got, x.Printed, want)
		}
	}
	// Nobody above, nobody below: the level itself comes out.
	everyone := path(t, frozen.Data(t), "path 6% by:2035")
	if got := everyone.Totals[1].Implied.Value; math.Abs(got-6) > 1e-9 {
		t.Errorf("all at 6 %% are %v together", got)
	}
}

// The own money of the United States is the dollar: it has it like any other ally, and no
// sentence says the same amount twice.
func TestOwnMoneyOfAPath(t *testing.T) {
	p := path(t, frozen.Data(t), "path USA national")
	usa := pathRow(t, p, "USA")
	if usa.Currency != "USD" || usa.ExtraOwn != usa.ExtraUSD || figure.Round(usa.ExtraOwn.Value, 0).String() != "125695" {
		t.Errorf("%s %+v, US$ m %+v", usa.Currency, usa.ExtraOwn, usa.ExtraUSD)
	}
	if words := p.Sentence + usa.Words(); strings.Count(words, "US$ 125.7 bn a year more") != 2 || strings.Contains(words, "(US$") {
		t.Errorf("twice: %s", words)
	}
	if x := pathRow(t, p, "NOR"); x.Currency != "NOK" || !x.ExtraOwn.OK || x.ExtraOwn == x.ExtraUSD {
		t.Errorf("Norway: %+v", x.ExtraOwn)
	}
}

// An ally that is to be there earlier stays at its level; one that is to be there
// later is on its way in the deadline year.
func TestTotalsFollowTheDeadlinesOfSingleAllies(t *testing.T) {
	ds := frozen.Data(t)
	early, same, late := path(t, ds, "path DEU=3.5%@2029"), path(t, ds, "path"), path(t, ds, "path DEU=3.5%@2040")
	near(t, "early", early.Totals[0].ExtraUSD, same.Totals[0].ExtraUSD.Value)
	if early.Totals[0].Implied != same.Totals[0].Implied {
		t.Errorf("implied %v, then %v", same.Totals[0].Implied, early.Totals[0].Implied)
	}
	if late.Totals[0].ExtraUSD.Value >= same.Totals[0].ExtraUSD.Value || late.Totals[0].Missing != 0 {
		t.Errorf("late: %+v", late.Totals[0])
	}
	r := pathRow(t, late, "DEU")
	// 2.69 + 0.81 × 9 ÷ 14 in 2035.
	if got := r.Straight(2035); math.Abs(got.Value-(2.69+0.81*9/14)) > 1e-9 || r.Deadline != 2040 {
		t.Errorf("Germany in 2035: %+v by %d", got, r.Deadline)
	}
}

func TestDefaultsOfAPath(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct {
		q, level string
		deadline figure.Year
		assumed  bool
	}{
		{"path", "3.5", 2035, false},
		{"path edition:2024-06", "3.5", 2035, false},
		{"path 2%", "2", 2035, true}, // the floor of Vilnius has no deadline
		{"path 2% year:2016", "2", 2024, false},
		{"path 2.5% 2030", "2.5", 2030, false},
		{"path 2.5%", "2.5", 2035, true},
		{"path 2029", "3.5", 2029, false},
	} {
		p := path(t, ds, c.q)
		if p.Level.Value.String() != c.level || p.Deadline != c.deadline || p.Query.Deadline != c.deadline {
			t.Errorf("%s: %s %% by %d", c.q, p.Level.Value, p.Deadline)
		}
		assumed := strings.Contains(strings.Join(p.Assumptions, " "), "that of the latest pledge")
		if assumed != c.assumed {
			t.Errorf("%s: the deadline is assumed %v: %q", c.q, assumed, p.Assumptions)
		}
		again, err := analysis.PathFor(ds, p.Query)
		if err != nil || again.Sentence != p.Sentence {
			t.Errorf("%s: asked again as %q: %v", c.q, p.Query, err)
		}
	}
}

func TestRefusedPaths(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct{ q, word, offers string }{
		{"path 2026", "2026", "by:2035"}, // not after the year it starts in
		{"path 2% 2020", "2020", "by:2035"},
		{"path 5%", "5%", "3.5%"},
		{"path 1.5%", "1.5%", "3.5%"},
		{"path equipment 20%", "equipment", "share"},
		{"path DEU=3.5%@2025", "2025", "by:2035"},
		{"path 3.5% 2035 year:2009", "2009", "2009 edition:2016-01"},
	} {
		_, err := analysis.PathFor(ds, frozen.Query(t, ds, c.q))
		refused(t, c.q, err, c.word, c.offers)
	}
	_, err := analysis.PathFor(ds, query.Query{Level: dec(t, "5")})
	if err == nil || !strings.Contains(err.Error(), "1.5 %") {
		t.Errorf("5 %% is refused without its reason: %v", err)
	}
}

// Allies with little to go by: one year, a hole where the pace would start, no
// figure at all; and Iceland.
func TestAlliesWithLittleToGoBy(t *testing.T) {
	const name = "nato/2026-07/share_gdp.csv"
	files := swapped(t, name, "NOR,1.50,1.53,1.68,1.65,1.66,1.78,1.89,1.62,1.41,1.75,2.16,3.16,3.17", "NOR,,,,,,,,,,,,,3.17")
	for _, c := range [][2]string{
		{"SWE,1.07,1.02,0.98,0.98,0.98,1.05,1.10,1.44,1.49,1.71,2.20,2.85,3.22", "SWE,1.07,1.02,0.98,0.98,0.98,1.05,1.10,,,1.71,2.20,2.85,3.22"},
		{"DNK,1.15,1.11,1.15,1.14,1.28,1.30,1.37,1.30,1.37,2.01,2.29,3.27,3.49", "DNK,,,,,,,,,,,,,"},
		{"FIN,1.46,1.46,1.43,1.39,1.40,1.46,1.54,1.41,1.69,2.12,2.11,2.75,2.65", "FIN,1.46,1.46,1.43,1.39,1.40,1.46,1.54,1.41,1.69,2.12,2.11,,"},
	} {
		now := strings.Replace(files[name], c[0], c[1], 1)
		if now == files[name] {
			t.Fatalf("no %s", c[0])
		}
		files[name] = now
	}
	ds := frozen.With(t, files)
	p := path(t, ds, "path")

	one := pathRow(t, p, "NOR")
	if one.Pace.OK || one.PaceFrom != 0 || one.AtPace != 0 || !one.PPPerYear.OK || !one.RealGrowth.OK || one.Paced(2030).OK {
		t.Errorf("one year only: %+v", one)
	}
	hole := pathRow(t, p, "SWE")
	// The five years begin in 2021, which is a hole, as is 2022: three years from 2023.
	if hole.PaceFrom != 2023 || math.Abs(hole.Pace.Value-(3.22-1.71)/3) > 1e-9 || hole.AtPace != 2027 {
		t.Errorf("a hole: pace %v from %d, there in %d", hole.Pace.Value, hole.PaceFrom, hole.AtPace)
	}
	nothing := pathRow(t, p, "DNK")
	if nothing.Verdict != target.NoData || nothing.From != 0 || nothing.PPPerYear.OK || nothing.ExtraUSD.OK || nothing.Straight(2030).OK || p.Count.NoData != 1 {
		t.Errorf("nothing: %+v", nothing)
	}
	earlier := pathRow(t, p, "FIN")
	if earlier.From != 2024 || earlier.Figure.String() != "2.11" || math.Abs(earlier.PPPerYear.Value-1.39/11) > 1e-9 {
		t.Errorf("last figure earlier: %+v", earlier)
	}
	if all := strings.Join(p.Assumptions, " "); !strings.Contains(all, "Finland from 2024") {
		t.Errorf("not said: %s", all)
	}
	if x := p.Totals[0]; x.Missing != 1 || x.Allies != 29 {
		t.Errorf("Europe and Canada: %d allies, %d missing", x.Allies, x.Missing)
	}
	if r := pathRow(t, path(t, ds, "path year:2026"), "FIN"); r.Verdict != target.NoData || r.From != 0 {
		t.Errorf("of 2026, when it is asked for: %+v", r)
	}
	iceland := pathRow(t, p, "ISL")
	if iceland.Verdict != target.NoForces || iceland.PPPerYear.OK || iceland.ExtraUSD.OK || p.Rows[len(p.Rows)-1].Ally.Code != "ISL" {
		t.Errorf("Iceland: %+v", iceland)
	}
}

func TestAPaceThatLeadsNowhere(t *testing.T) {
	p := path(t, frozen.Data(t), "path")
	for _, r := range p.Rows {
		switch {
		case r.Ally.Code == "USA" && (r.Pace.Value >= 0 || r.AtPace != 0): // 3.47 in 2021, 3.17 in 2026
			t.Errorf("United States: pace %v, there in %d", r.Pace.Value, r.AtPace)
		case r.Ally.Code == "HRV" && r.AtPace != 0: // 0.012 a year: 123 years
			t.Errorf("Croatia is there in %d", r.AtPace)
		case r.Met() && r.AtPace != 0:
			t.Errorf("%s is there and gets there in %d", r.Ally.Code, r.AtPace)
		}
	}
	us := pathRow(t, p, "USA")
	if got := us.Paced(2100); !got.OK || got.Value < 0 || us.Paced(2025).OK {
		t.Errorf("the pace of the United States leads to %+v in 2100", got)
	}
}

func TestEditionsWithoutMoneyUseTheIMFs(t *testing.T) {
	p := path(t, frozen.Data(t), "path edition:2025-08")
	r := pathRow(t, p, "DEU")
	if r.From != 2024 || !r.ExtraUSD.OK {
		t.Errorf("Germany, of whom no figure of 2025 was printed: %+v", r)
	}
	// Norway: unrounded share s of the IMF's 530.756 bn of 2025, grown to 2035.
	n := pathRow(t, p, "NOR")
	near(t, "Norway", n.ExtraUSD, (3.5-n.Best.Value)/100*530756*n.GDPGrowth.Value*float64(b2i(n.Verdict == target.Below)))
	s := pathRow(t, p, "ESP")
	near(t, "Spain", s.ExtraUSD, (3.5-s.Best.Value)/100*1903826*s.GDPGrowth.Value)
	if all := strings.Join(p.Assumptions, " "); !strings.Contains(all, "held without its money tables") || !strings.Contains(all, "Germany from 2024") {
		t.Errorf("assumed: %s", all)
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestGrowthAfterTheForecastIsLabelledAsOurs(t *testing.T) {
	ds := frozen.Data(t)
	const ours = "allyscope's own assumption"
	for q, want := range map[string]bool{"path": true, "path 2031": false, "path 2031 DEU=3.5%@2033": true} {
		if got := strings.Contains(strings.Join(path(t, ds, q).Assumptions, " "), ours); got != want {
			t.Errorf("%s: labelled %v", q, got)
		}
	}
	// The IMF's growth begins in 2014: from 2008 there is money, and no growth.
	p := path(t, ds, "path 2% 2016 year:2008 edition:2016-01")
	r := pathRow(t, p, "NOR")
	if !r.PPPerYear.OK || r.RealGrowth.OK || r.ExtraUSD.OK || p.Totals[0].ExtraUSD.OK || p.Totals[0].Missing == 0 {
		t.Errorf("from 2008: %+v, %+v", r, p.Totals[0])
	}
	if !strings.Contains(strings.Join(p.Assumptions, " "), "Without growth or money") {
		t.Errorf("not said: %q", p.Assumptions)
	}
}

func TestOrderAndChoiceOfPaths(t *testing.T) {
	ds := frozen.Data(t)
	first := func(q string) ally.Code { return path(t, ds, q).Rows[0].Ally.Code }
	for q, want := range map[string]ally.Code{
		"path": "SVN", "path reverse": "LTU", "path sort:gap": "SVN", "path sort:money": "USA", "path sort:name": "ALB",
		"path sort:change": "LTU", "path sort:-change": "USA", "path only NOR": "NOR", "path nordic": "FIN",
	} {
		if got := first(q); got != want {
			t.Errorf("%s: %s is first, want %s", q, got, want)
		}
	}
	if p := path(t, ds, "path only NOR ESP"); len(p.Rows) != 2 || p.Totals[1].Allies != 31 {
		t.Errorf("%d rows, totals of %d", len(p.Rows), p.Totals[1].Allies)
	}
}

func TestPathSentences(t *testing.T) {
	ds := frozen.Data(t)
	for q, want := range map[string]string{
		"path":                      "3.5 % by 2035: at their present pace 14 of 26 miss it; 5 of 31 meet it in 2026e; most: Slovenia needs +0.21 pp a year.",
		"path NOR":                  "3.5 % by 2035: Norway +0.04 pp a year, +2.2 % real growth a year, at its present pace there in 2028, US$ 2.2 bn (NOK 21.3 bn) a year more in 2035; at their present pace 14 of 26 miss it; 5 of 31 meet it in 2026e.",
		"path 2%":                   "2 % by 2035: at their present pace none misses it; 30 of 31 meet it in 2026e; most: Slovenia needs +0.04 pp a year.",
		"path year:2014 by:2024 2%": "2 % by 2024: which allies miss it is unknown, as none of them has a pace; 3 of 27 met it in 2014; most: Luxembourg needs +0.16 pp a year.",
		"path 1% ISL":               "1 % by 2035: Iceland no armed forces; 31 of 31 meet it in 2026e.",
	} {
		if got := path(t, ds, q).Sentence; got != want {
			t.Errorf("%s:\n%s, want\n%s", q, got, want)
		}
	}
}

func BenchmarkPath(b *testing.B) {
	ds := frozen.Data(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := analysis.PathFor(ds, query.Query{}); err != nil {
			b.Fatal(err)
		}
	}
}

// What is exactly half in the decimals it is computed from is rounded up, though
// its nearest binary number lies below.
func TestExactHalvesRoundUp(t *testing.T) {
	for _, c := range []struct {
		question string
		code     ally.Code
		value    func(*analysis.PathRow) figure.Amount
		want     string
	}{
		{"path 3.5% 2035 edition:2025-08", "FRA", func(r *analysis.PathRow) figure.Amount { return r.PPPerYear }, "0.15"}, // 0.145
		{"path 3.5% 2033 edition:2025-08", "HRV", func(r *analysis.PathRow) figure.Amount { return r.Review }, "2.77"},    // 2.765
	} {
		p := path(t, frozen.Data(t), c.question)
		r, ok := p.Row(c.code)
		if !ok {
			t.Fatalf("%s: no %s", c.question, c.code)
		}
		if got := figure.Round(c.value(r).Value, 2).String(); got != c.want {
			t.Errorf("%s, %s: %s, want %s", c.question, c.code, got, c.want)
		}
	}
}
