package data_test

import (
	"encoding/csv"
	"io/fs"
	"math/big"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"allyscope/data"
)

var (
	decimal = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)
	// The editions whose tables and figures are counted. TestEditions fails if there are others.
	sources  = []string{"2016-01", "2016-07", "2017-06", "2019-06", "2021-06", "2022-03", "2022-06", "2023-07", "2024-03", "2024-06", "2025-04", "2025-08", "2026-07"}
	measures = []string{
		"share_gdp", "real_change", "usd_current", "usd_constant", "nat_current",
		"nat_constant", "gdp_current", "gdp_constant", "gdp_per_capita", "def_per_capita",
		"personnel", "equipment_pct", "personnel_pct", "infrastructure_pct", "other_pct",
	}
	aggregates = []string{"NATO_EUR", "NATO_EUR_CAN", "NATO_NAM", "NATO_TOTAL"}
)

// at identifies a cell of a table. The currency is empty except in tables in national currencies.
type at struct {
	code, currency string
	year           int
}

// wide is a table with a column for each year, read into cells.
type wide struct {
	cells    map[at]string
	years    []int
	estimate map[int]bool
	codes    []string // one for each row, in order
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := fs.ReadFile(data.Files(), name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// records reads a table with a head line into one map per line.
func records(t *testing.T, text string) []map[string]string {
	t.Helper()
	lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, l := range lines[1:] {
		m := map[string]string{}
		for i, h := range lines[0] {
			m[h] = l[i]
		}
		out = append(out, m)
	}
	return out
}

func readWide(t *testing.T, name string) wide {
	t.Helper()
	lines, err := csv.NewReader(strings.NewReader(read(t, name))).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	w := wide{cells: map[at]string{}, estimate: map[int]bool{}}
	skip := 1
	if lines[0][1] == "currency" {
		skip = 2
	}
	for _, h := range lines[0][skip:] {
		y, e := strings.CutSuffix(h, "e")
		n := atoi(t, y)
		w.years = append(w.years, n)
		w.estimate[n] = e
	}
	for _, l := range lines[1:] {
		w.codes = append(w.codes, l[0])
		held := false
		for i, c := range l[skip:] {
			k := at{code: l[0], year: w.years[i]}
			if skip == 2 {
				k.currency = l[1]
			}
			if _, twice := w.cells[k]; twice {
				t.Errorf("%s: %v stands twice", name, k)
			}
			if c != "" {
				w.cells[k] = c
				held = true
			}
		}
		if !held {
			t.Errorf("%s: row %s is empty", name, l[0])
		}
	}
	return w
}

// find returns the figure of code in year, in any currency; false if there is none.
func (w wide) find(code string, year int) (string, bool) {
	for k, c := range w.cells {
		if k.code == code && k.year == year {
			return c, true
		}
	}
	return "", false
}

func (w wide) number(code string, year int) (*big.Rat, bool) {
	c, ok := w.find(code, year)
	if !ok {
		return nil, false
	}
	return new(big.Rat).SetString(c)
}

func atoi(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func rat(t *testing.T, s string) *big.Rat {
	t.Helper()
	r, ok := new(big.Rat).SetString(s)
	if !ok || !decimal.MatchString(s) {
		t.Fatalf("%q is no plain decimal", s)
	}
	return r
}

// files lists the tables whose path matches the pattern.
func files(t *testing.T, pattern string) []string {
	t.Helper()
	out, err := fs.Glob(data.Files(), pattern)
	if err != nil || len(out) == 0 {
		t.Fatalf("no table matches %s (%v)", pattern, err)
	}
	return out
}

// every lists all tables.
func every(t *testing.T) []string {
	t.Helper()
	var out []string
	err := fs.WalkDir(data.Files(), ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// allies returns the lines of allies.csv by code.
func allies(t *testing.T) map[string]map[string]string {
	t.Helper()
	out := map[string]map[string]string{}
	for _, r := range records(t, read(t, "allies.csv")) {
		out[r["code"]] = r
	}
	return out
}

// editions lists NATO's editions, oldest first.
func editions(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, r := range records(t, read(t, "nato/editions.csv")) {
		out = append(out, r["edition"])
	}
	return out
}

// held lists the measures of an edition that have a table.
func held(t *testing.T, edition string) []string {
	t.Helper()
	var out []string
	for _, p := range files(t, path.Join("nato", edition, "*.csv")) {
		m := strings.TrimSuffix(path.Base(p), ".csv")
		if !strings.HasSuffix(m, ".unrounded") {
			out = append(out, m)
		}
	}
	return out
}

func isAggregate(code string) bool { return slices.Contains(aggregates, code) }
