package data_test

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"allyscope/data"
)

// The long tables the project's own were written from, where they are present.
const long = "../../shared/data"

// openLong reads one of the long tables, or skips the test where there are none.
func openLong(t *testing.T, name string) []map[string]string {
	t.Helper()
	if _, err := os.Stat(long); err != nil {
		t.Skip("the long tables are not here")
	}
	b, err := os.ReadFile(path.Join(long, name))
	if err != nil {
		t.Fatal(err)
	}
	return records(t, string(b))
}

// same compares two sets of cells in both directions.
func same(t *testing.T, what string, want, got map[at]string) {
	t.Helper()
	for k, v := range want {
		if g, ok := got[k]; !ok || g != v {
			t.Errorf("%s %v: the source has %q, the table %q", what, k, v, g)
		}
	}
	for k, g := range got {
		if _, ok := want[k]; !ok {
			t.Errorf("%s %v: the table has %q, the source nothing", what, k, g)
		}
	}
}

func TestNATOAgreesWithTheLongTables(t *testing.T) {
	units := map[string]string{}
	for _, r := range records(t, read(t, "nato/tables.csv")) {
		units[r["edition"]+"/"+r["measure"]] = r["unit"]
	}
	seen := 0
	for _, e := range sources {
		printed, unrounded := map[string]map[at]string{}, map[string]map[at]string{}
		estimates := map[string]map[int]bool{}
		for _, r := range openLong(t, "nato/"+e+".csv") {
			m, unit, k := r["measure"], r["unit"], at{code: r["code"], year: atoi(t, r["year"])}
			if strings.HasPrefix(m, "nat_") {
				k.currency, unit = unit[:3], "national currency"+unit[3:]
			}
			if printed[m] == nil {
				printed[m], unrounded[m], estimates[m] = map[at]string{}, map[at]string{}, map[int]bool{}
			}
			printed[m][k] = r["published"]
			if r["value"] != "" {
				unrounded[m][k] = r["value"]
			}
			flag := r["estimate"] == "1"
			if before, ok := estimates[m][k.year]; ok && before != flag {
				t.Errorf("%s %s %d: the source marks some cells as estimates and not others", e, m, k.year)
			}
			estimates[m][k.year] = flag
			if units[e+"/"+m] != unit {
				t.Errorf("%s %s: the source's unit is %q, ours %q", e, m, unit, units[e+"/"+m])
			}
			seen++
		}
		if have := held(t, e); len(have) != len(printed) {
			t.Errorf("%s: tables %v, the source has %d measures", e, have, len(printed))
		}
		for m := range printed {
			compareTable(t, e, m, printed[m], unrounded[m], estimates[m])
		}
	}
	if seen != 24664 {
		t.Errorf("%d figures in the source, not 24664", seen)
	}
}

func compareTable(t *testing.T, e, m string, printed, unrounded map[at]string, estimates map[int]bool) {
	t.Helper()
	base := path.Join("nato", e, m)
	w := readWide(t, base+".csv")
	same(t, base, printed, w.cells)
	if len(w.years) != len(estimates) {
		t.Errorf("%s: %d columns, the source has %d years", base, len(w.years), len(estimates))
	}
	for y, e := range estimates {
		if w.estimate[y] != e {
			t.Errorf("%s %d: estimate is %v, the source says %v", base, y, w.estimate[y], e)
		}
	}
	_, err := fs.Stat(data.Files(), base+".unrounded.csv")
	if (err == nil) != (len(unrounded) > 0) {
		t.Errorf("%s: an unrounded table is there: %v, values in the source: %d", base, err == nil, len(unrounded))
	}
	if err == nil {
		same(t, base+".unrounded", unrounded, readWide(t, base+".unrounded.csv").cells)
	}
}

func TestSIPRIAgreesWithTheLongTable(t *testing.T) {
	want := map[at]string{}
	for _, r := range openLong(t, "sipri/2026-04.csv") {
		want[at{code: r["code"], year: atoi(t, r["year"])}] = r["value"] + r["flag"]
	}
	same(t, "sipri/2026-04", want, readWide(t, "sipri/2026-04.csv").cells)
}

func TestIMFAgreesWithTheLongTable(t *testing.T) {
	want := map[string]map[at]string{}
	units := map[string]string{}
	for _, r := range openLong(t, "imf/weo.csv") {
		base := path.Join("imf", r["edition"], r["measure"])
		if want[base] == nil {
			want[base] = map[at]string{}
		}
		want[base][at{code: r["code"], year: atoi(t, r["year"])}] = r["value"] + r["flag"]
		units[base] = r["unit"]
	}
	if n := len(files(t, "imf/*/*.csv")); n != len(want) {
		t.Errorf("%d tables, the source has %d", n, len(want))
	}
	for base, cells := range want {
		same(t, base, cells, readWide(t, base+".csv").cells)
	}
	for _, r := range records(t, read(t, "imf/tables.csv")) {
		if base := path.Join("imf", r["edition"], r["measure"]); r["unit"] != units[base] {
			t.Errorf("%s: unit %q, the source says %q", base, r["unit"], units[base])
		}
	}
}

func TestFactsAgreeWithTheSource(t *testing.T) {
	for _, name := range []string{"targets", "events", "claims", "member_count", "iiss_quotes", "nato/editions"} {
		want := openLong(t, name+".csv")
		got := records(t, read(t, name+".csv"))
		if len(got) != len(want) {
			t.Errorf("%s: %d lines, the source has %d", name, len(got), len(want))
			continue
		}
		for i := range want {
			for k, v := range want[i] {
				if g, ok := got[i][k]; !ok || g != v {
					t.Errorf("%s line %d, %s: %q, the source has %q", name, i+2, k, g, v)
				}
			}
			if len(got[i]) != len(want[i]) {
				t.Errorf("%s line %d: other columns than the source", name, i+2)
			}
		}
	}
	renamed := map[string]string{
		"code": "iso3", "iso2": "iso2", "name": "name", "official_name": "official_short_name",
		"accession": "accession_date", "currency": "currency", "region": "region",
		"subregion": "subregion", "founding": "founding", "currency_note": "currency_note",
	}
	ours := allies(t)
	theirs := openLong(t, "allies.csv")
	if len(ours) != len(theirs) {
		t.Errorf("%d allies, the source has %d", len(ours), len(theirs))
	}
	for _, r := range theirs {
		for our, their := range renamed {
			if g := ours[r["iso3"]][our]; g != r[their] {
				t.Errorf("%s, %s: %q, the source has %q", r["iso3"], our, g, r[their])
			}
		}
	}
}
