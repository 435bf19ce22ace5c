package data_test

import (
	"fmt"
	"math"
	"math/big"
	"path"
	"strings"
	"testing"
)

// says fails unless README.md contains the texts.
func says(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(readme(t), text) {
			t.Errorf("README.md does not say %q", text)
		}
	}
}

// float returns a figure of a table as a number; it fails if there is none.
func float(t *testing.T, name, code string, year int) float64 {
	t.Helper()
	text, ok := readWide(t, name).find(code, year)
	if !ok {
		t.Fatalf("%s %s %d is not held", name, code, year)
	}
	v, _ := rat(t, strings.TrimRight(text, "ef")).Float64()
	return v
}

// Checks what README.md says about the four parts, about Bulgaria in 2019 and about other oddities.
func TestOddButAsPrinted(t *testing.T) {
	says(t, "FIN `infrastructure_pct` is 0.00 in 2014 to 2018", "59.74 between 9.65 and 8.44 (one large year: share 3.13)",
		"add to 100 within 0.004, except LTU 2012 (100.005 in 2016-01 and 2019-06)", "2.787 thousand above the sum of the allies; in every other year the two agree", "within 0.01, and in 2016-01, which has one decimal, within 0.1",
		"In 2025-08 LUX 2025 is exactly 2 and ALB 2023 to 2025 has two decimals")
	for y := 2014; y <= 2018; y++ {
		if got, _ := readWide(t, "nato/2024-06/infrastructure_pct.csv").find("FIN", y); got != "0.00" {
			t.Errorf("FIN %d: %s", y, got)
		}
	}
	for y, want := range map[int]string{2018: "9.65", 2019: "59.74", 2020: "8.44"} {
		if got, _ := readWide(t, "nato/2022-06/equipment_pct.csv").find("BGR", y); got != want && y != 2020 {
			t.Errorf("BGR %d: %s, not %s", y, got, want)
		}
	}
	if got, _ := readWide(t, "nato/2022-06/share_gdp.csv").find("BGR", 2019); got != "3.13" {
		t.Errorf("BGR's share of 2019: %s", got)
	}
	for _, e := range []string{"2016-01", "2019-06", "2022-06", "2024-06", "2025-08"} {
		var parts []wide
		for _, m := range []string{"equipment_pct", "personnel_pct", "infrastructure_pct", "other_pct"} {
			parts = append(parts, readWide(t, path.Join("nato", e, m+".unrounded.csv")))
		}
		for k := range parts[0].cells {
			sum := 0.0
			for _, w := range parts {
				text, ok := w.cells[k]
				if !ok {
					sum = 100 // a part is not held
					break
				}
				v, _ := rat(t, text).Float64()
				sum += v
			}
			odd := k.code == "LTU" && k.year == 2012 && (e == "2016-01" || e == "2019-06")
			if off := math.Abs(sum - 100); off > 0.004 != odd || odd && fmt.Sprintf("%.3f", sum) != "100.005" {
				t.Errorf("%s %s %d: the parts add to %.4f", e, k.code, k.year, sum)
			}
		}
	}
	for e, most := range map[string]int64{"2016-01": 10, "2019-06": 1, "2022-06": 1, "2023-07": 1, "2024-06": 1, "2025-08": 1, "2026-07": 1} { // hundredths
		if withdrawn(e) {
			continue
		}
		var parts []wide
		for _, m := range []string{"equipment_pct", "personnel_pct", "infrastructure_pct", "other_pct"} {
			parts = append(parts, readWide(t, path.Join("nato", e, m+".csv")))
		}
		far := new(big.Rat)
		for k := range parts[0].cells {
			sum := new(big.Rat)
			for _, w := range parts {
				text, ok := w.cells[k]
				if !ok {
					sum.SetInt64(100) // a part is not held
					break
				}
				sum.Add(sum, rat(t, text))
			}
			if off := sum.Sub(sum, big.NewRat(100, 1)); off.Abs(off).Cmp(far) > 0 {
				far = off
			}
		}
		if far.Cmp(big.NewRat(most, 100)) != 0 {
			t.Errorf("%s: the parts as printed are up to %s from 100", e, far.FloatString(3))
		}
	}
	if v := unrounded(t, "2025-08", "share_gdp", "LUX", 2025).FloatString(9); v != "2.000000000" {
		t.Errorf("LUX 2025: %s", v)
	}
	for y := 2023; y <= 2025; y++ {
		if text, _ := readWide(t, "nato/2025-08/share_gdp.unrounded.csv").find("ALB", y); len(text) > len("2.01") {
			t.Errorf("ALB %d: %s", y, text)
		}
	}
}

// Checks what README.md says about SIPRI's and the IMF's tables, and about NATO's GDP.
func TestWhatIsSaidOfOtherSources(t *testing.T) {
	says(t, "ISL is a true zero in all 77 years; PRT has no 1951 and 1952; LUX is an estimate in every year from 2008",
		"(202.861 bn in 2024)", "gives 1.00 % instead of 1.93 %", "within 0.3 % of the IMF's GDP up to 2022 and 0.65 to 0.68 of it after", "to 0.002 bn up to 2025")
	sipri := readWide(t, "sipri/2026-04.csv")
	for y := 1949; y <= 2025; y++ {
		if c, _ := sipri.find("ISL", y); c != "0" {
			t.Errorf("ISL %d: %q", y, c)
		}
		if _, held := sipri.find("PRT", y); held != (y == 1950 || y > 1952) {
			t.Errorf("PRT %d: %v", y, held)
		}
		if c, ok := sipri.find("LUX", y); ok && y >= 2008 && !strings.HasSuffix(c, "e") {
			t.Errorf("LUX %d: %s", y, c)
		}
	}
	if got, _ := readWide(t, "imf/2025-10/NGDP.csv").find("BGR", 2024); strings.TrimRight(got, "ef") != "202.861" {
		t.Errorf("BGR's GDP: %s", got)
	}
	spent := float(t, "nato/2026-07/nat_current.csv", "BGR", 2024)
	if got := fmt.Sprintf("%.2f", spent/10/202.861); got != "1.00" {
		t.Errorf("euro over lev: %s", got)
	}
	if got, _ := readWide(t, "nato/2026-07/share_gdp.csv").find("BGR", 2024); got != "1.93" {
		t.Errorf("BGR 2024: %s", got)
	}
	for y := 2014; y <= 2025; y++ {
		r := float(t, "nato/2026-07/gdp_current.csv", "LUX", y) / 1000 / float(t, "imf/2026-04/NGDPD.csv", "LUX", y)
		if after := y >= 2023; after && (r < 0.645 || r >= 0.685) || !after && math.Abs(r-1) > 0.003 {
			t.Errorf("LUX %d: %.3f of the IMF's", y, r)
		}
		total, sum := float(t, "nato/2026-07/gdp_current.csv", "NATO_TOTAL", y), 0.0
		for code, a := range allies(t) {
			if a["accession"] <= fmt.Sprintf("%d-12-31", y) && code != "ISL" {
				sum += float(t, "nato/2026-07/gdp_current.csv", code, y)
			}
		}
		if off := (total-sum)/1000 - float(t, "imf/2026-04/NGDPD.csv", "ISL", y); math.Abs(off) > 0.0025 {
			t.Errorf("Iceland %d: %.4f bn off", y, off)
		}
	}
}
