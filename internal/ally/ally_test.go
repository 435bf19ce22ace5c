package ally_test

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"allyscope/data"
	"allyscope/internal/ally"
	"allyscope/internal/dataset"
)

func open(tb testing.TB, name string) io.Reader {
	tb.Helper()
	f, err := data.Files().Open(name)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = f.Close() })
	return f
}

func register(tb testing.TB) *ally.Register {
	tb.Helper()
	r, err := dataset.Allies(data.Files())
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// member_count.csv was compiled independently of the dates of accession.
func TestMembersAgreeWithTheTableOfMembers(t *testing.T) {
	r := register(t)
	rows, err := csv.NewReader(open(t, "member_count.csv")).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		year, _ := strconv.Atoi(row[0])
		members := 0
		var joined []string
		for _, a := range r.All() {
			if a.MemberIn(year) {
				members++
			}
			if a.Since() == year {
				joined = append(joined, string(a.Code))
			}
			if a.Since() == year && (!a.MemberIn(year) || a.MemberIn(year-1)) {
				t.Errorf("%s is no member at the end of %d, or was one before", a.Code, year)
			}
		}
		if got := strconv.Itoa(members); got != row[1] {
			t.Errorf("%d: %s members, want %s", year, got, row[1])
		}
		want := strings.Fields(row[2])
		slices.Sort(want)
		if !slices.Equal(joined, want) {
			t.Errorf("%d: %v joined, want %v", year, joined, want)
		}
	}
}

func TestOnlyIcelandHasNoForces(t *testing.T) {
	for _, a := range register(t).All() {
		if a.HasForces() == (a.Code == "ISL") {
			t.Errorf("%s: forces %v", a.Code, a.HasForces())
		}
	}
}

func TestGroupsAreDated(t *testing.T) {
	r := register(t)
	for _, c := range []struct {
		group string
		code  ally.Code
		year  int
		want  bool
	}{
		{"eu", "GBR", 2019, true}, {"eu", "GBR", 2020, false}, // left on 2020-01-31
		{"eu", "GBR", 1972, false}, {"eu", "GBR", 1973, true},
		{"eu", "HRV", 2012, false}, {"eu", "HRV", 2013, true},
		{"eu", "NOR", 2024, false}, {"eu", "TUR", 2024, false},
		{"bucharest-nine", "POL", 2014, false}, {"bucharest-nine", "POL", 2015, true},
		{"nordic", "ISL", 1949, true}, {"nordic", "FIN", 1990, true}, // by geography; being an ally is another question
		{"visegrad", "SVK", 1992, false}, {"visegrad", "SVK", 1993, true},
	} {
		g, ok := r.Group(c.group)
		if !ok {
			t.Fatalf("no group %s", c.group)
		}
		if got := g.Has(c.code, c.year); got != c.want {
			t.Errorf("%s in %s in %d: %v", c.code, c.group, c.year, got)
		}
	}
}

func TestAGroupLeftOnTheLastDayOfAYearIsLeftTheYearAfter(t *testing.T) {
	r, err := dataset.Allies(sources([2]string{"groups.csv", "group,title,code,from,to,note\nx,X,NOR,2001-12-31,2003-12-31,\nx,X,NOR,2006-01-01,2006-12-30,\n"}))
	if err != nil {
		t.Fatal(err)
	}
	g, _ := r.Group("x")
	for year, want := range map[int]bool{2000: false, 2001: true, 2003: true, 2004: false, 2005: false, 2006: false} {
		if g.Has("NOR", year) != want {
			t.Errorf("%d: %v", year, !want)
		}
	}
}

func TestNamesAndNeighbours(t *testing.T) {
	r := register(t)
	for c, want := range map[ally.Code]string{
		"NOR": "Norway", "TUR": "Türkiye", ally.Total: "NATO total", ally.EuropeCan: "NATO Europe and Canada", "XXX": "XXX",
	} {
		if got := r.Name(c); got != want {
			t.Errorf("%s is called %q", c, got)
		}
	}
	for _, a := range r.All() {
		if len(r.Neighbours(a.Code)) == 0 {
			t.Errorf("%s has no neighbour", a.Code)
		}
	}
	if got := r.Neighbours("NOR"); !slices.Equal(got, []ally.Code{"FIN", "SWE"}) {
		t.Errorf("neighbours of Norway: %v", got)
	}
	if _, ok := r.Ally("XXX"); ok || !ally.Total.Aggregate() || ally.Code("NOR").Aggregate() {
		t.Error("an unknown ally is known, or an aggregate not told from an ally")
	}
}

const (
	allyHead  = "code,iso2,name,official_name,accession,currency,region,subregion,founding,currency_note\n"
	norway    = "NOR,NO,Norway,Norway,1949-08-24,NOK,Europe,Nordic,1,\n"
	groupHead = "group,title,code,from,to,note\n"
)

// sources returns tables of one ally and one group; texts replace files by name.
func sources(texts ...[2]string) fstest.MapFS {
	files := fstest.MapFS{}
	for _, t := range append([][2]string{
		{"allies.csv", allyHead + norway}, {"group_names.csv", "group,title,aliases\nx,X,\n"},
		{"groups.csv", groupHead}, {"neighbours.csv", "code,neighbours\n"},
	}, texts...) {
		files[t[0]] = &fstest.MapFile{Data: []byte(t[1])}
	}
	return files
}

func TestParseNamesFileLineAndFault(t *testing.T) {
	for _, c := range []struct {
		name, file, text string
		want             string
	}{
		{"date", "allies.csv", allyHead + strings.Replace(norway, "1949-08-24", "1949-24-08", 1), `allies.csv:2: ally "NOR": accession "1949-24-08" is not a date`},
		{"twice", "allies.csv", allyHead + norway + norway, `allies.csv:3: ally "NOR" is listed twice`},
		{"no name", "allies.csv", allyHead + "NOR,NO,,,1949-08-24,NOK,,,1,\n", "allies.csv:2"},
		{"short line", "allies.csv", allyHead + "NOR,NO\n", "allies.csv"},
		{"group", "groups.csv", groupHead + "y,Y,NOR,,,\n", `groups.csv:2: unknown group "y"`},
		{"member", "groups.csv", groupHead + "x,X,ZZZ,,,\n", `unknown ally "ZZZ"`},
		{"from", "groups.csv", groupHead + "x,X,NOR,soon,,\n", `"soon" is not a date`},
		{"to", "groups.csv", groupHead + "x,X,NOR,,2020,\n", `"2020" is not a date`},
		{"neighbour", "neighbours.csv", "code,neighbours\nNOR,ZZZ\n", `unknown ally "ZZZ"`},
		{"empty", "allies.csv", "", "allies.csv"},
	} {
		if _, err := dataset.Allies(sources([2]string{c.file, c.text})); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

func TestMembershipAllocatesNothing(t *testing.T) {
	r := register(t)
	g, _ := r.Group("eu")
	a, _ := r.Ally("GBR")
	if n := testing.AllocsPerRun(10, func() { a.MemberIn(2020); g.Has("GBR", 2020) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// Allies named together make a nameless group, and a group can be taken by its mean or median.
func TestGroupsThatAreInNoTable(t *testing.T) {
	r := register(t)
	id := ally.Together([]ally.Code{"NOR", "SWE", "USA"})
	g, ok := r.Group(id)
	if !ok || g.Title != "Norway, Sweden and United States" || !g.Has("USA", 1949) || g.Has("DEU", 2024) || !g.Code().Nameless() || r.Name(g.Code()) != g.Title {
		t.Errorf("%s: %v, %v", id, g, ok)
	}
	m, ok := r.Group("nordic" + ally.Median)
	if !ok || m.By != ally.Median || !m.Has("NOR", 2024) || m.Code().By() != ally.Median || m.Code().GroupID() != m.ID {
		t.Errorf("%v, %v", m, ok)
	}
	for _, id := range []string{"", "NOR+XXX", "NOR.median", "nordic.mode"} {
		if _, ok := r.Group(id); ok {
			t.Errorf("%q is a group", id)
		}
	}
}
