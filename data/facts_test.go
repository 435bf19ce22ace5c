package data_test

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestAllies(t *testing.T) {
	lines := records(t, read(t, "allies.csv"))
	if len(lines) != 32 {
		t.Errorf("%d allies", len(lines))
	}
	iso2 := map[string]bool{}
	for i, a := range lines {
		if len(a["code"]) != 3 || len(a["iso2"]) != 2 || len(a["currency"]) != 3 || iso2[a["iso2"]] {
			t.Errorf("line %d: a code is malformed or stands twice: %v", i+2, a)
		}
		iso2[a["iso2"]] = true
		if i > 0 && lines[i-1]["code"] >= a["code"] {
			t.Errorf("%s is out of order", a["code"])
		}
		if (a["founding"] == "1") != (a["accession"] == "1949-08-24") {
			t.Errorf("%s: founding %s, accession %s", a["code"], a["founding"], a["accession"])
		}
	}
}

func TestMemberCountAgreesWithAccession(t *testing.T) {
	year := 1949
	for _, r := range records(t, read(t, "member_count.csv")) {
		if r["year"] != fmt.Sprint(year) {
			t.Fatalf("year %s where %d should be", r["year"], year)
		}
		members, joined := 0, []string{}
		for code, a := range allies(t) {
			if a["accession"] <= r["year"]+"-12-31" {
				members++
			}
			if a["accession"][:4] == r["year"] {
				joined = append(joined, code)
			}
		}
		said := strings.Fields(r["joined"])
		slices.Sort(joined)
		slices.Sort(said)
		if fmt.Sprint(members) != r["members_year_end"] || !slices.Equal(joined, said) {
			t.Errorf("%d: %s members with %v; by accession %d with %v", year, r["members_year_end"], said, members, joined)
		}
		year++
	}
	if year != 2027 {
		t.Errorf("ends before %d", year)
	}
}

func TestGroups(t *testing.T) {
	known := allies(t)
	titles, words := map[string]string{}, map[string]bool{}
	for _, r := range records(t, read(t, "group_names.csv")) {
		titles[r["group"]] = r["title"]
		for _, w := range append(strings.Fields(r["aliases"]), r["group"]) {
			if words[w] || w != strings.ToLower(w) {
				t.Errorf("%q stands twice or is not lower case", w)
			}
			words[w] = true
		}
	}
	date := regexp.MustCompile(`^([0-9]{4}-[0-9]{2}-[0-9]{2})?$`)
	members := map[string][]string{}
	for i, r := range records(t, read(t, "groups.csv")) {
		if titles[r["group"]] != r["title"] || known[r["code"]] == nil {
			t.Errorf("line %d: unknown group or ally: %v", i+2, r)
		}
		if !date.MatchString(r["from"]) || !date.MatchString(r["to"]) || r["to"] != "" && r["to"] < r["from"] {
			t.Errorf("line %d: from %q to %q", i+2, r["from"], r["to"])
		}
		members[r["group"]] = append(members[r["group"]], r["code"])
	}
	size := map[string]int{
		"nordic": 5, "baltic": 3, "eastern-flank": 8, "bucharest-nine": 9, "big-five": 5, "founding": 12,
		"eu": 24, "europe": 30, "north-america": 2, "benelux": 3, "visegrad": 4, "south-east": 6, "g7": 6,
		"nuclear": 3, "post-1999": 16,
	}
	if len(members) != len(size) || len(titles) != len(size) {
		t.Errorf("%d groups with members, %d with names, not %d", len(members), len(titles), len(size))
	}
	for g, n := range size {
		if len(members[g]) != n || !slices.IsSorted(members[g]) {
			t.Errorf("%s: %v, not %d allies in order of code", g, members[g], n)
		}
	}
	checkDerived(t, members)
}

// checkDerived checks the groups that follow from the columns of allies.csv.
func checkDerived(t *testing.T, members map[string][]string) {
	t.Helper()
	for code, a := range allies(t) {
		for g, in := range map[string]bool{
			"nordic": a["subregion"] == "Nordic", "baltic": a["subregion"] == "Baltic",
			"south-east": a["subregion"] == "South-East Europe", "founding": a["founding"] == "1",
			"europe": a["region"] == "Europe", "north-america": a["region"] == "North America",
			"post-1999": a["accession"] >= "1999",
		} {
			if slices.Contains(members[g], code) != in {
				t.Errorf("%s in %s: allies.csv says %v", code, g, in)
			}
		}
	}
}

func TestNeighbours(t *testing.T) {
	known := allies(t)
	next, sea := map[string][]string{}, map[string]bool{}
	for _, r := range records(t, read(t, "neighbours.csv")) {
		next[r["code"]] = strings.Fields(r["neighbours"])
		sea[r["code"]] = strings.HasPrefix(r["note"], "by sea:")
	}
	if len(next) != len(known) {
		t.Errorf("%d lines for %d allies", len(next), len(known))
	}
	for a, list := range next {
		if known[a] == nil || len(list) == 0 || !slices.IsSorted(list) {
			t.Errorf("%s: %v", a, list)
		}
		for _, b := range list {
			if known[b] == nil || b == a {
				t.Errorf("%s has the neighbour %q", a, b)
			}
			if !sea[a] && !slices.Contains(next[b], a) {
				t.Errorf("%s borders %s, and not the other way round", a, b)
			}
		}
	}
}

func TestEditions(t *testing.T) {
	base := map[string]string{}
	for _, r := range records(t, read(t, "nato/editions.csv")) {
		if !strings.HasPrefix(r["published"], r["edition"]) {
			t.Errorf("%s: published %s", r["edition"], r["published"])
		}
		base[r["edition"]] = r["price_base"]
	}
	if ids := editions(t); !slices.Equal(ids, sources) {
		t.Errorf("editions %v", ids)
	}
	for _, r := range records(t, read(t, "nato/tables.csv")) {
		if strings.Contains(r["unit"], "prices") && !strings.Contains(r["unit"], "current") && !strings.Contains(r["unit"], base[r["edition"]]+" prices") {
			t.Errorf("%s %s: unit %q, price base %s", r["edition"], r["measure"], r["unit"], base[r["edition"]])
		}
	}
}

// No statement, event or target is lost or added by accident.
func TestFactsAreComplete(t *testing.T) {
	for name, want := range map[string]int{"claims": 16, "events": 11, "iiss_quotes": 7, "targets": 7} {
		if n := len(records(t, read(t, name+".csv"))); n != want {
			t.Errorf("%s: %d lines, not %d", name, n, want)
		}
	}
}

func TestClaimsAndTargetsSpeakOfWhatIsHeld(t *testing.T) {
	last := ""
	for _, r := range records(t, read(t, "claims.csv")) {
		if r["said_on"] < last {
			t.Errorf("claim %s was said before the one above it", r["id"])
		}
		last = r["said_on"]
		if !slices.Contains(editions(t), r["edition_at_the_time"]) {
			t.Errorf("claim %s: no edition %q", r["id"], r["edition_at_the_time"])
		}
	}
	for _, r := range records(t, read(t, "targets.csv")) {
		if r["measure"] != "" && !slices.Contains(measures, r["measure"]) {
			t.Errorf("target %s: no measure %q", r["id"], r["measure"])
		}
	}
	for _, r := range records(t, read(t, "iiss_quotes.csv")) {
		if allies(t)[r["iso3"]] == nil {
			t.Errorf("IISS: unknown ally %q", r["iso3"])
		}
	}
}

func TestDictionarySpeaksOfEveryTable(t *testing.T) {
	dictionary := readme(t)
	for _, p := range every(t) {
		name := p
		if strings.Count(p, "/") == 2 {
			name = strings.TrimSuffix(strings.TrimSuffix(path.Base(p), ".csv"), ".unrounded")
		}
		if !strings.Contains(dictionary, "`"+name+"`") {
			t.Errorf("README.md does not speak of %s", p)
		}
	}
}
