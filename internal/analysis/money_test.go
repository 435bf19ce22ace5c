package analysis_test

import (
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/target"
	"allyscope/internal/testing/frozen"
)

// Gaps worked out by hand from the tables of July 2026, which has no unrounded
// shares: share = usd_constant ÷ gdp_constant, gap = spending × (1 − level ÷
// share).
func TestGapsInMoneyByHand(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct {
		q             string
		code          ally.Code
		pp            string
		usd, national float64
		currency      string
	}{
		// Spain 2024, printed 1.42: 23466 ÷ 1648704 = 1.423300 %.
		// 1 − 2 ÷ 1.423300 = −0.405185; × 24555 US$ m and × 22693 EUR m.
		{"2024 2%", "ESP", "-0.58", -9949.3269, -9194.8717, "EUR"},
		// The Netherlands 2023, printed 1.46 at constant prices: 16050 ÷ 1101094 =
		// 1.457641 %. 1 − 2 ÷ 1.457641 = −0.372080; × 15142 and × 14000. (At current
		// prices the share would be 15142 ÷ 1135674 = 1.33 and the gap 7,571.)
		{"2023 2%", "NLD", "-0.54", -5634.0316, -5209.1165, "EUR"},
		// Luxembourg 2024, printed 1.29 of its national income, which stands in the
		// tables of GDP as well: 722 ÷ 56171 = 1.285361 %.
		// 1 − 2 ÷ 1.285361 = −0.555983; × 784 and × 725.
		{"2024 2%", "LUX", "-0.71", -435.8910, -403.0880, "EUR"},
		// Montenegro 2024, printed 1.66: 115 ÷ 6896 = 1.6676 says less than the
		// print, since 115 may be 114.5. So 1 − 2 ÷ 1.66 = −0.204819; × 138, × 127.
		{"2024 2%", "MNE", "-0.34", -28.2651, -26.0120, "EUR"},
		// Norway 2024: 11942 ÷ 552546 = 2.161268 %: a surplus.
		// 1 − 2 ÷ 2.161268 = 0.074617; × 10825, × 116326.
		{"2024 2%", "NOR", "0.16", 807.7316, 8679.9340, "NOK"},
		// Portugal's equipment 2024: (15.11 − 20) ÷ 100 = −0.0489; × 4849, × 4482.
		{"2024 20% equipment", "PRT", "-4.89", -237.1161, -219.1698, "EUR"},
	} {
		r := row(t, frozen.Answer(t, ds, c.q), c.code)
		near(t, c.q+" "+string(c.code)+" US$", r.GapUSD, c.usd)
		near(t, c.q+" "+string(c.code)+" national", r.GapNational, c.national)
		if r.Gap.Value.String() != c.pp || r.Currency != c.currency {
			t.Errorf("%s %s: %s pp in %s, want %s in %s", c.q, c.code, r.Gap.Value, r.Currency, c.pp, c.currency)
		}
	}
}

func TestUnroundedSharesPriceTheGap(t *testing.T) {
	ds := frozen.Data(t)
	r := row(t, frozen.Answer(t, ds, "2024 2% edition:2024-06"), "ESP")
	e, _ := ds.Edition("2024-06")
	usd := e.Figure(2, "ESP", 2024).Exact()
	near(t, "Spain", r.GapUSD, usd*(1-2/r.Figure.Unrounded))
	if !r.Figure.Held || r.Figure.Unrounded == r.Figure.Printed.Float() {
		t.Errorf("no unrounded share is held: %+v", r.Figure)
	}
	// Slovakia is typed as exactly 2.00: nothing is missing, whatever the money says.
	near(t, "Slovakia", row(t, frozen.Answer(t, ds, "2024 2% edition:2024-06"), "SVK").GapUSD, 0)
}

// swapped is a table with one line's ally given other figures.
func swapped(t *testing.T, name, from, to string) map[string]string {
	t.Helper()
	old := frozen.Text(t, name)
	now := strings.Replace(old, from, to, 1)
	if now == old {
		t.Fatalf("%s does not hold %q", name, from)
	}
	return map[string]string{name: now}
}

// Where an edition's own money contradicts its printed share by more than the
// rounding, the printed share is what the gap is made of.
func TestAPrintedShareTheMoneyContradictsIsUsed(t *testing.T) {
	// Spain's GDP of 2024, had it been put against something a third smaller.
	ds := frozen.With(t, swapped(t, "nato/2026-07/gdp_constant.csv", "1593639,1648704,", "1593639,1148704,"))
	r := row(t, frozen.Answer(t, ds, "2024 2%"), "ESP")
	near(t, "Spain", r.GapUSD, 24555*(1-2/1.42)) // −10,029.51
}

func TestOnlyGapsAddUpToTheShortfall(t *testing.T) {
	ds := frozen.Data(t)
	for _, q := range []string{"2024 2%", "2026", "2024 20% equipment", "2024 2% edition:2024-06", "nordic 2019 2%"} {
		a := frozen.Answer(t, ds, q)
		sum, n := 0.0, 0
		for _, r := range a.Rows {
			if r.Verdict == target.Below {
				sum -= r.GapUSD.Value
				n++
			}
		}
		near(t, q, a.Shortfall.USD, sum)
		if a.Shortfall.Allies != n || a.Shortfall.Unpriced != 0 || n != a.Count.Below {
			t.Errorf("%s: %+v, want %d allies", q, a.Shortfall, n)
		}
	}
	// Norway's surplus of 2024 pays for nobody: everybody in the group is above.
	if s := frozen.Answer(t, ds, "nordic 2024 2%").Shortfall; s != (analysis.Shortfall{}) {
		t.Errorf("the Nordic allies miss %+v", s)
	}
	// An edition without money says so instead of saying nothing is missing.
	a := frozen.Answer(t, ds, "2024 2% edition:2025-08")
	if a.Shortfall.USD.OK || a.Shortfall.Unpriced != 13 || !strings.Contains(strings.Join(a.Notes, " "), "without its money tables") {
		t.Errorf("%+v, notes %q", a.Shortfall, a.Notes)
	}
}
