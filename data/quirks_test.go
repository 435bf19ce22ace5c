package data_test

import (
	"fmt"
	"math/big"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

func readme(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// covers reports whether the quirk applies to the cell.
func covers(q map[string]string, edition, code, measure string, year int) bool {
	is := func(field, v string) bool { return q[field] == "*" || q[field] == v }
	y := fmt.Sprint(year)
	return is("edition", edition) && is("code", code) && is("measure", measure) &&
		(q["from_year"] == "" || q["from_year"] <= y) && (q["to_year"] == "" || y <= q["to_year"])
}

func TestQuirksSpeakOfWhatIsThere(t *testing.T) {
	known := allies(t)
	places := append([]string{"*", "sipri:2026-04", "imf:2025-10", "imf:2026-04"}, editions(t)...)
	things := append([]string{"*", "NGDP", "NGDPD", "NGDP_RPCH", "PCPIPCH"}, measures...)
	for i, q := range records(t, read(t, "quirks.csv")) {
		if !slices.Contains(places, q["edition"]) || !slices.Contains(things, q["measure"]) || q["note"] == "" {
			t.Errorf("line %d: unknown edition or measure, or no note: %v", i+2, q)
		}
		if c := q["code"]; c != "*" && known[c] == nil && !isAggregate(c) {
			t.Errorf("line %d: unknown code %q", i+2, c)
		}
		for _, y := range []string{q["from_year"], q["to_year"]} {
			if y != "" && (atoi(t, y) < 1949 || atoi(t, y) > 2031) {
				t.Errorf("line %d: year %s", i+2, y)
			}
		}
		if q["from_year"] != "" && q["to_year"] != "" && q["from_year"] > q["to_year"] {
			t.Errorf("line %d: from %s to %s", i+2, q["from_year"], q["to_year"])
		}
	}
}

// Every empty cell is explained by a quirk, and no quirk calls a figure missing that is held.
func TestEveryMissingCellIsAQuirk(t *testing.T) {
	var missing []map[string]string
	for _, q := range records(t, read(t, "quirks.csv")) {
		if strings.HasPrefix(q["note"], "not held:") || strings.HasPrefix(q["note"], "fragment:") {
			missing = append(missing, q)
		}
	}
	for _, e := range editions(t) {
		for _, m := range held(t, e) {
			w := readWide(t, path.Join("nato", e, m+".csv"))
			for _, code := range slices.Compact(slices.Clone(w.codes)) {
				for _, y := range w.years {
					_, is := w.find(code, y)
					said, fragment := false, false
					for _, q := range missing {
						if covers(q, e, code, m, y) {
							said = true
							fragment = fragment || strings.HasPrefix(q["note"], "fragment:")
						}
					}
					if is == said && !fragment {
						t.Errorf("%s %s %s %d: held is %v, quirks.csv says it is not held: %v", e, m, code, y, is, said)
					}
				}
			}
		}
	}
}

// ratio returns a over b in per cent.
func ratio(a, b *big.Rat) float64 {
	f, _ := new(big.Rat).Quo(a, b).Float64()
	return 100 * f
}

// unrounded returns the unrounded figure if there is one, otherwise the printed one.
func unrounded(t *testing.T, edition, measure, code string, year int) *big.Rat {
	t.Helper()
	base := path.Join("nato", edition, measure)
	if _, err := os.Stat(base + ".unrounded.csv"); err == nil {
		if n, ok := readWide(t, base+".unrounded.csv").number(code, year); ok {
			return n
		}
	}
	n, ok := readWide(t, base+".csv").number(code, year)
	if !ok {
		t.Fatalf("%s %s %s %d is not held", edition, measure, code, year)
	}
	return n
}

func TestTypedFigures(t *testing.T) {
	for _, c := range []struct {
		edition, code string
		year          int
		gives         string
	}{
		{"2022-06", "FRA", 2020, "1.992"}, {"2024-06", "FRA", 2020, "1.986"},
		{"2024-06", "LTU", 2019, "1.995"}, {"2024-06", "SVK", 2024, "1.989"},
	} {
		spent := unrounded(t, c.edition, "usd_constant", c.code, c.year)
		gdp := unrounded(t, c.edition, "gdp_constant", c.code, c.year)
		if c.edition == "2022-06" {
			gdp.Mul(gdp, big.NewRat(1000, 1))
		}
		if got := fmt.Sprintf("%.3f", ratio(spent, gdp)); got != c.gives {
			t.Errorf("%s %s %d: arithmetic gives %s, not %s", c.edition, c.code, c.year, got, c.gives)
		}
		if v := unrounded(t, c.edition, "share_gdp", c.code, c.year); v.Cmp(big.NewRat(2, 1)) != 0 {
			t.Errorf("%s %s %d: the unrounded cell is %s, not 2", c.edition, c.code, c.year, v.FloatString(6))
		}
	}
}

func TestConstantPriceShareOfTheNetherlands(t *testing.T) {
	if withdrawn("2026-07") {
		t.Skip("2026-07 is withdrawn")
	}
	spent := unrounded(t, "2026-07", "usd_current", "NLD", 2025)
	gdp := unrounded(t, "2026-07", "gdp_current", "NLD", 2025)
	printed, _ := readWide(t, "nato/2026-07/share_gdp.csv").find("NLD", 2025)
	if got := fmt.Sprintf("%.2f", ratio(spent, gdp)); got != "2.24" || printed != "2.53" {
		t.Errorf("%s at current prices, %s printed", got, printed)
	}
}

func TestRevisionsAndCurrencies(t *testing.T) {
	before, after := readWide(t, "nato/2025-08/share_gdp.csv"), readWide(t, "nato/2026-07/share_gdp.csv")
	for code, want := range map[string][2]string{"POL": {"4.48", "4.25"}, "ALB": {"2.01", "1.48"}, "GBR": {"2.40", "2.32"}} {
		a, _ := before.find(code, 2025)
		b, _ := after.find(code, 2025)
		if a != want[0] || b != want[1] {
			t.Errorf("%s 2025: %s, then %s", code, a, b)
		}
	}
	if v, ok := before.find("DEU", 2025); ok {
		t.Errorf("2025-08 holds %s for Germany in 2025", v)
	}
	for k := range readWide(t, "nato/2026-07/nat_current.csv").cells {
		if (k.code == "BGR" || k.code == "HRV") && k.currency != "EUR" {
			t.Errorf("2026-07 %v is not in euro", k)
		}
	}
}

// An aggregate is the sum over the members of the year in every edition that has both; the
// exceptions are listed as quirks.
func TestAggregatesAddTheMembersOfTheYear(t *testing.T) {
	known := allies(t)
	for _, e := range []string{"2022-06", "2024-06", "2026-07"} {
		if withdrawn(e) {
			continue
		}
		for _, m := range []string{"usd_current", "usd_constant", "personnel"} {
			w := readWide(t, path.Join("nato", e, m+".csv"))
			for _, y := range w.years {
				sum := new(big.Rat)
				for code, a := range known {
					if n, ok := w.number(code, y); ok && a["accession"] <= fmt.Sprintf("%d-12-31", y) {
						sum.Add(sum, n)
					}
				}
				total, _ := w.number("NATO_TOTAL", y)
				if m == "personnel" && e != "2026-07" { // there the sums are printed without decimals
					total = unrounded(t, e, m, "NATO_TOTAL", y)
				}
				off, _ := new(big.Rat).Sub(total, sum).Float64()
				odd := e == "2022-06" && m == "personnel" && y == 2022
				if near := off > -5 && off < 5 && (m != "personnel" || off > -0.35 && off < 0.35); near == odd {
					t.Errorf("%s %s %d: the total is %v off the sum of the members", e, m, y, off)
				}
			}
		}
	}
}

// The break of Luxembourg shows in the figures of an edition: its GDP falls by a third, and its
// share nearly doubles.
func TestTheBreakOfLuxembourg(t *testing.T) {
	for _, c := range []struct{ edition, measure, before, after string }{
		{"2024-06", "gdp_constant", "71884", "47534"},
		{"2026-07", "share_gdp", "0.57", "1.07"},
	} {
		if withdrawn(c.edition) {
			continue
		}
		w := readWide(t, path.Join("nato", c.edition, c.measure+".csv"))
		before, _ := w.find("LUX", 2022)
		after, _ := w.find("LUX", 2023)
		if before != c.before || after != c.after {
			t.Errorf("%s %s: %s to %s, not %s to %s", c.edition, c.measure, before, after, c.before, c.after)
		}
	}
}

// What README.md and editions.csv say about the tables held is checked by counting.
func TestWhatIsHeldIsWhatIsSaid(t *testing.T) {
	said := map[string]map[string]string{}
	for _, r := range records(t, read(t, "nato/editions.csv")) {
		said[r["edition"]] = r
	}
	dictionary := readme(t)
	for _, c := range []struct{ edition, field, text string }{
		{"2026-07", "coverage", "six cells of 2026 (three of NLD, three of PRT)"},
		{"2025-08", "coverage", "of Germany in 2025 only personnel was printed"},
		{"2021-06", "witness", "one EUR rate fits the 9 euro allies held"},
	} {
		if !strings.Contains(said[c.edition][c.field], c.text) || !strings.Contains(dictionary, said[c.edition][c.field]) {
			t.Errorf("%s: %q is not said in %q, or not in README.md", c.edition, c.text, said[c.edition][c.field])
		}
	}
	missing := map[string]int{}
	for _, m := range []string{"personnel_pct", "infrastructure_pct", "other_pct"} {
		w := readWide(t, "nato/2026-07/"+m+".csv")
		for _, code := range w.codes {
			if _, ok := w.find(code, 2026); !ok {
				missing[code]++
			}
		}
	}
	if len(missing) != 2 || missing["NLD"] != 3 || missing["PRT"] != 3 {
		t.Errorf("not held of 2026 in 2026-07: %v", missing)
	}
	for _, m := range held(t, "2025-08") {
		v, ok := readWide(t, "nato/2025-08/"+m+".csv").find("DEU", 2025)
		if ok != (m == "personnel") || ok && v != "186.4" {
			t.Errorf("2025-08 %s: %q for Germany in 2025", m, v)
		}
	}
	// US dollars per euro: the same rate for all amounts in euro, within their rounding.
	usd, euro, n := readWide(t, "nato/2021-06/usd_current.csv"), readWide(t, "nato/2021-06/nat_current.csv"), 0
	for k := range euro.cells {
		if k.currency != "EUR" {
			continue
		}
		n++
		a, _ := usd.number(k.code, k.year)
		b, _ := euro.number(k.code, k.year)
		if rate := ratio(a, b) / 100; rate < 1.218 || rate > 1.219 {
			t.Errorf("%s: %.4f dollars a euro", k.code, rate)
		}
	}
	if n != 9 {
		t.Errorf("%d allies in euro in 2021-06", n)
	}
}
