package data_test

import (
	"fmt"
	"io/fs"
	"math/big"
	"path"
	"slices"
	"strings"
	"testing"

	"allyscope/data"
)

// The tables in README.md agree with the tables that they describe.
func TestDictionaryListsWhatIsHeld(t *testing.T) {
	dictionary := readme(t)
	for _, r := range records(t, read(t, "nato/editions.csv")) {
		line := "| " + strings.Join([]string{r["edition"], r["title"], r["published"], r["price_base"], r["definition"], r["coverage"], r["confidence"], r["witness"]}, " | ") + " |"
		if !strings.Contains(dictionary, line+"\n") {
			t.Errorf("not in README.md: %s", line)
		}
		tables, figures, unrounded := held(t, r["edition"]), 0, 0
		for _, m := range tables {
			figures += len(readWide(t, path.Join("nato", r["edition"], m+".csv")).cells)
			if name := path.Join("nato", r["edition"], m+".unrounded.csv"); exists(name) {
				unrounded += len(readWide(t, name).cells)
			}
		}
		exact := fmt.Sprint(unrounded)
		if unrounded == 0 {
			exact = "–"
		}
		if line := fmt.Sprintf("| %s | %d | %d | %s |", r["edition"], len(tables), figures, exact); !strings.Contains(dictionary, line) {
			t.Errorf("not in README.md: %s", line)
		}
	}
	units, order := map[string]map[string][]string{}, map[string][]string{}
	for _, r := range records(t, read(t, "nato/tables.csv")) {
		m := r["measure"]
		if units[m] == nil {
			units[m] = map[string][]string{}
		}
		if !slices.Contains(order[m], r["unit"]) {
			order[m] = append(order[m], r["unit"])
		}
		units[m][r["unit"]] = append(units[m][r["unit"]], r["edition"])
	}
	for m, list := range order {
		var parts []string
		for _, u := range list {
			parts = append(parts, u+": "+strings.Join(units[m][u], ", "))
		}
		if text := " | " + strings.Join(parts, "; ") + " |\n"; !strings.Contains(dictionary, text) {
			t.Errorf("not in README.md, of %s: %s", m, text)
		}
	}
}

// withdrawn reports whether an edition is no longer held. Only TestEditions fails then; the other
// tests skip it.
func withdrawn(edition string) bool { return !exists("nato/" + edition) }

func exists(name string) bool {
	_, err := fs.Stat(data.Files(), name)
	return err == nil
}

// The single figures that README.md names are in the tables it names.
func TestFiguresTheDictionaryNames(t *testing.T) {
	dictionary := readme(t)
	for _, c := range []struct {
		text                   string
		edition, measure, code string
		year                   int
		printed                string
	}{
		{"17.95 for 2024 in 2024-06", "2024-06", "real_change", "NATO_EUR_CAN", 2024, "17.95"},
		{"2025 is 2.53", "2026-07", "share_gdp", "NLD", 2025, "2.53"},
		{"GRC's of 2025 is 0.00 in 2025-08", "2025-08", "infrastructure_pct", "GRC", 2025, "0.00"},
		{"and 0.94 in 2026-07", "2026-07", "infrastructure_pct", "GRC", 2025, "0.94"},
		{"`equipment_pct` 2019 is 59.74", "2022-06", "equipment_pct", "BGR", 2019, "59.74"},
		{"(2014: 1.41, then 1.84)", "2016-01", "share_gdp", "HRV", 2014, "1.41"},
		{"(2014: 1.41, then 1.84)", "2019-06", "share_gdp", "HRV", 2014, "1.84"},
		{"(1.70, then 1.45)", "2016-01", "share_gdp", "TUR", 2014, "1.70"},
		{"`personnel` 2025: 1820.2", "2025-08", "personnel", "NATO_TOTAL", 2025, "1820.2"},
		{"printed for both aggregates", "2025-08", "personnel", "NATO_EUR_CAN", 2025, "1820.2"},
	} {
		got, _ := readWide(t, path.Join("nato", c.edition, c.measure+".csv")).find(c.code, c.year)
		if got != c.printed || !strings.Contains(dictionary, c.text) {
			t.Errorf("%s: %s %s %s %d is %s", c.text, c.edition, c.measure, c.code, c.year, got)
		}
	}
	for _, c := range []struct {
		text, edition, code string
		year                int
		unrounded           string
	}{
		{"LTU 2019 (1.99897)", "2022-06", "LTU", 2019, "1.99897"}, {"LTU 2021 (1.99501)", "2022-06", "LTU", 2021, "1.99501"},
		{"NOR 2020 (1.99550)", "2022-06", "NOR", 2020, "1.99550"}, {"POL 2018 (1.99593)", "2025-08", "POL", 2018, "1.99593"},
		{"USA 2016 (3.49608 for 3.50)", "2024-06", "USA", 2016, "3.49608"},
	} {
		if got := unrounded(t, c.edition, "share_gdp", c.code, c.year).FloatString(5); got != c.unrounded || !strings.Contains(dictionary, c.text) {
			t.Errorf("%s: %s is held", c.text, got)
		}
	}
	w := readWide(t, "nato/2026-07/nat_current.csv")
	from, _ := w.number("TUR", 2020)
	to, _ := w.number("TUR", 2026)
	if times, _ := new(big.Rat).Quo(to, from).Float64(); times < 25 || times >= 26 {
		t.Errorf("TUR grows %.2f-fold", times)
	}
}
