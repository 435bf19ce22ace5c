package data_test

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"allyscope/data"
	"allyscope/internal/testing/golden"
)

func TestManifestIsFresh(t *testing.T) {
	var lines []string
	err := fs.WalkDir(os.DirFS("."), ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && path.Ext(p) == ".csv" && p != "MANIFEST.csv" {
			b, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			lines = append(lines, fmt.Sprintf("%s,%d,%x\n", p, len(b), sha256.Sum256(b)))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(lines)
	want := "path,bytes,sha256\n" + strings.Join(lines, "")
	if golden.Updating() {
		if err := os.WriteFile("MANIFEST.csv", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if read(t, "MANIFEST.csv") != want {
		t.Error("MANIFEST.csv is stale: run go generate ./data")
	}
	if n := len(every(t)); n != len(lines)+1 {
		t.Errorf("%d tables are embedded, the folder has %d and the manifest", n, len(lines))
	}
}

func TestEncoding(t *testing.T) {
	for _, p := range every(t) {
		s := read(t, p)
		switch {
		case path.Ext(p) != ".csv":
			t.Errorf("%s: not a table", p)
		case !utf8.ValidString(s):
			t.Errorf("%s: not UTF-8", p)
		case strings.Contains(s, "\ufeff"):
			t.Errorf("%s: has a byte order mark", p)
		case strings.Contains(s, "\r"):
			t.Errorf("%s: has a carriage return", p)
		case !strings.HasSuffix(s, "\n") || strings.HasSuffix(s, "\n\n"):
			t.Errorf("%s: does not end with one line feed", p)
		case strings.Contains(s, " \n") || strings.Contains(s, "\t") || strings.Contains(s, "\u00a0"):
			t.Errorf("%s: has a trailing space, a tab or a no-break space", p)
		}
	}
}

func TestTablesOfNATO(t *testing.T) {
	listed := map[string]bool{}
	tables, cells := 0, 0
	for _, r := range records(t, read(t, "nato/tables.csv")) {
		base := path.Join("nato", r["edition"], r["measure"])
		listed[base+".csv"] = true
		w := readWide(t, base+".csv")
		sum := new(big.Rat)
		for k, c := range w.cells {
			sum.Add(sum, rat(t, c))
			if strings.HasPrefix(r["measure"], "nat_") != (len(k.currency) == 3) {
				t.Errorf("%s %v: currency %q", base, k, k.currency)
			}
		}
		if want := rat(t, r["sum"]); sum.Cmp(want) != 0 {
			t.Errorf("%s: adds to %s, tables.csv says %s", base, sum.FloatString(4), r["sum"])
		}
		if n := atoi(t, r["cells"]); n != len(w.cells) {
			t.Errorf("%s: %d cells, tables.csv says %d", base, len(w.cells), n)
		}
		if n := atoi(t, r["rows"]); n != len(w.codes) {
			t.Errorf("%s: %d rows, tables.csv says %d", base, len(w.codes), n)
		}
		if !slices.Contains(editions(t), r["edition"]) || !slices.Contains(measures, r["measure"]) || r["unit"] == "" {
			t.Errorf("tables.csv: unknown edition or measure, or no unit: %v", r)
		}
		checkOrder(t, base, w)
		if slices.Contains(sources, r["edition"]) {
			tables++
			cells += len(w.cells)
		}
	}
	for _, p := range files(t, "nato/*/*.csv") {
		if !strings.HasSuffix(p, ".unrounded.csv") && !listed[p] {
			t.Errorf("%s is not in tables.csv", p)
		}
	}
	if tables != 93 || cells != 24695 {
		t.Errorf("%d tables with %d figures, not 93 with 24695", tables, cells)
	}
}

// checkOrder checks the order of a table: allies by code, then aggregates by code, with years
// ascending and no empty column.
func checkOrder(t *testing.T, name string, w wide) {
	t.Helper()
	known := allies(t)
	rank := func(code string) string {
		if isAggregate(code) {
			return "1" + code
		}
		if known[code] == nil {
			t.Errorf("%s: unknown code %q", name, code)
		}
		return "0" + code
	}
	for i := 1; i < len(w.codes); i++ {
		if rank(w.codes[i-1]) > rank(w.codes[i]) {
			t.Errorf("%s: %s stands before %s", name, w.codes[i-1], w.codes[i])
		}
	}
	rank(w.codes[0])
	if !slices.IsSorted(w.years) {
		t.Errorf("%s: years %v", name, w.years)
	}
	used := map[int]bool{}
	for k := range w.cells {
		used[k.year] = true
	}
	if len(used) != len(w.years) && !strings.HasPrefix(name, "sipri") {
		t.Errorf("%s: a column holds no cell", name)
	}
}

func TestUnroundedTablesRoundToThePrintedOnes(t *testing.T) {
	n := 0
	for _, p := range files(t, "nato/*/*.unrounded.csv") {
		base, _ := strings.CutSuffix(p, ".unrounded.csv")
		printed, unrounded := readWide(t, base+".csv"), readWide(t, p)
		if !slices.Equal(printed.codes, unrounded.codes) || !slices.Equal(printed.years, unrounded.years) {
			t.Errorf("%s: other rows or columns than the printed table", p)
		}
		for k, c := range unrounded.cells {
			n++
			_, fraction, _ := strings.Cut(printed.cells[k], ".")
			if got := rat(t, c).FloatString(len(fraction)); rat(t, got).Cmp(rat(t, printed.cells[k])) != 0 {
				t.Errorf("%s %v: %s rounds to %s, printed is %q", p, k, c, got, printed.cells[k])
			}
		}
	}
	if n != 18233 {
		t.Errorf("%d unrounded figures, not 18233", n)
	}
}

// A printed figure has as many decimals as NATO printed, in some tables fewer than in other
// editions. The exceptions have been checked in NATO's workbooks.
func TestPrintedDecimals(t *testing.T) {
	decimals := func(c string) int {
		_, fraction, _ := strings.Cut(c, ".")
		return len(fraction)
	}
	rounded, exceptions := 0, []string{}
	check := func(edition, measure, want string, codes ...string) {
		w := readWide(t, path.Join("nato", edition, measure+".csv"))
		for k, c := range w.cells {
			if len(codes) > 0 && !slices.Contains(codes, k.code) {
				continue
			}
			rounded++
			if decimals(c) != decimals(want) {
				exceptions = append(exceptions, fmt.Sprint(edition, " ", measure, " ", k.code, " ", k.year, " ", c))
			}
		}
	}
	for _, m := range []string{"real_change", "equipment_pct", "personnel_pct", "infrastructure_pct", "other_pct"} {
		check("2016-01", m, "0.0")
	}
	check("2016-01", "personnel", "0")
	if rounded != 1332 {
		t.Errorf("%d figures of 2016-01, not 1332", rounded)
	}
	check("2022-06", "personnel", "0", "NATO_TOTAL", "NATO_EUR_CAN")
	check("2024-06", "personnel", "0", "NATO_TOTAL", "NATO_EUR_CAN")
	if rounded != 1372 {
		t.Errorf("%d figures with the sums of people, not 1372", rounded)
	}
	slices.Sort(exceptions)
	want := []string{
		"2016-01 equipment_pct PRT 2012 9.34",
		"2016-01 infrastructure_pct PRT 2011 0.01", "2016-01 infrastructure_pct PRT 2012 0.04",
		"2016-01 infrastructure_pct PRT 2013 0.04", "2016-01 infrastructure_pct PRT 2015 0.04",
		"2016-01 personnel LUX 2008 0.8", "2016-01 personnel LUX 2009 0.9", "2016-01 personnel LUX 2010 0.9",
		"2016-01 personnel LUX 2011 0.9", "2016-01 personnel LUX 2012 0.8", "2016-01 personnel LUX 2013 0.9",
		"2016-01 personnel LUX 2014 0.8", "2016-01 personnel LUX 2015 0.9",
		"2024-06 personnel NATO_TOTAL 2024 3418.6",
	}
	if !slices.Equal(exceptions, want) {
		t.Errorf("with a decimal more than the others: %q", exceptions)
	}
	if c, _ := readWide(t, "nato/2016-01/equipment_pct.csv").find("GBR", 2015); c != "23.4" {
		t.Errorf("GBR equipment 2015 in 2016-01: %s, not 23.4", c)
	}
}

func TestTableOfSIPRI(t *testing.T) {
	w := readWide(t, "sipri/2026-04.csv")
	checkOrder(t, "sipri", w)
	sum, estimates := new(big.Rat), 0
	for k, c := range w.cells {
		c, e := strings.CutSuffix(c, "e")
		if e {
			estimates++
		}
		sum.Add(sum, rat(t, c))
		if k.code == "ISL" && c != "0" {
			t.Errorf("Iceland %d: %s, not 0", k.year, c)
		}
	}
	if got := sum.FloatString(6); len(w.cells) != 1840 || estimates != 178 || got != "4437.556805" || len(w.codes) != 32 {
		t.Errorf("%d cells, %d estimates, %d rows, sum %s", len(w.cells), estimates, len(w.codes), got)
	}
	if w.years[0] != 1949 || w.years[len(w.years)-1] != 2025 || len(w.years) != 77 {
		t.Errorf("years %v", w.years)
	}
}

func TestTablesOfTheIMF(t *testing.T) {
	lines := records(t, read(t, "imf/tables.csv"))
	if n := len(files(t, "imf/*/*.csv")); n != len(lines) {
		t.Errorf("%d tables, tables.csv has %d", n, len(lines))
	}
	for _, r := range lines {
		base := path.Join("imf", r["edition"], r["measure"])
		w := readWide(t, base+".csv")
		checkOrder(t, base, w)
		first := map[string]int{"2025-10": 2025, "2026-04": 2026}[r["edition"]]
		sum := new(big.Rat)
		for k, c := range w.cells {
			number := strings.TrimRight(c, "ef")
			sum.Add(sum, rat(t, number))
			if strings.HasSuffix(c, "f") != (k.year >= first) {
				t.Errorf("%s %v: %q, forecasts are from %d on", base, k, c, first)
			}
			if strings.HasSuffix(c, "e") != (r["edition"] == "2026-04" && k.year == 2025) {
				t.Errorf("%s %v: %q, the one estimate is 2025", base, k, c)
			}
		}
		if sum.Cmp(rat(t, r["sum"])) != 0 || atoi(t, r["cells"]) != len(w.cells) || atoi(t, r["rows"]) != len(w.codes) {
			t.Errorf("%s: %d cells in %d rows, sum %s; tables.csv says %v", base, len(w.cells), len(w.codes), sum.FloatString(3), r)
		}
	}
}

func TestKnownTotals(t *testing.T) {
	if w := readWide(t, "nato/2024-06/share_gdp.csv"); len(w.cells) != 363 {
		t.Errorf("2024-06 share_gdp: %d cells, not 363", len(w.cells))
	}
	known := allies(t)
	for _, c := range []struct {
		edition       string
		year          int
		meet, printed int
	}{
		{"2024-06", 2024, 23, 31}, {"2025-04", 2024, 22, 31}, {"2025-08", 2024, 18, 31}, {"2026-07", 2024, 17, 31},
		{"2016-07", 2016, 5, 27}, {"2026-07", 2014, 3, 27}, {"2025-08", 2025, 30, 30},
	} {
		if withdrawn(c.edition) {
			continue
		}
		w := readWide(t, path.Join("nato", c.edition, "share_gdp.csv"))
		meet, printed := 0, 0
		for code, a := range known {
			n, ok := w.number(code, c.year)
			if !ok || a["accession"] > fmt.Sprintf("%d-12-31", c.year) {
				continue
			}
			printed++
			if n.Cmp(big.NewRat(2, 1)) >= 0 {
				meet++
			}
		}
		if meet != c.meet || printed != c.printed {
			t.Errorf("%s, %d: %d of %d members at 2 %%, not %d of %d", c.edition, c.year, meet, printed, c.meet, c.printed)
		}
	}
}

func TestFilesAreReadOnly(t *testing.T) {
	f, err := data.Files().Open("allies.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, ok := f.(interface{ Write([]byte) (int, error) }); ok {
		t.Error("a table can be written to")
	}
}

func TestEstimatedYears(t *testing.T) {
	estimated := map[string][]int{
		"2016-01": {2015}, "2016-07": {2016}, "2017-06": {2017}, "2019-06": {2018, 2019},
		"2021-06": {2020, 2021}, "2022-03": {2021}, "2022-06": {2021, 2022}, "2023-07": {2022, 2023},
		"2024-03": {2023}, "2024-06": {2023, 2024}, "2025-04": {2024}, "2025-08": {2024, 2025}, "2026-07": {2025, 2026},
	}
	for _, p := range files(t, "nato/*/*.csv") {
		estimates, known := estimated[strings.Split(p, "/")[1]]
		if !known {
			continue // a later edition
		}
		w := readWide(t, p)
		for _, y := range w.years {
			if want := slices.Contains(estimates, y); w.estimate[y] != want {
				t.Errorf("%s: %d is marked an estimate: %v, want %v", p, y, w.estimate[y], want)
			}
		}
	}
}
