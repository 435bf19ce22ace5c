package analysis_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
	"allyscope/internal/testing/frozen"
)

// The figures of issue 2: how many met 2 %, by whose figures and of how many.
func TestHowManyMeet(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct {
		q                                 string
		meets, below, edge, noData        int
		withForces, members, notMemberNow int
	}{
		{"2024 2% edition:2024-06", 23, 8, 1, 0, 31, 32, 0},
		{"2024 2% edition:2025-08", 18, 13, 2, 0, 31, 32, 0},
		{"2024 2% edition:2026-07", 17, 14, 3, 0, 31, 32, 0},
		{"2016 2% edition:2016-07", 5, 22, 1, 0, 27, 28, 4},
		{"2014 2% edition:2024-06", 3, 24, 0, 0, 27, 28, 4},
		{"2025 2% edition:2025-08", 30, 0, 9, 1, 31, 32, 0},
		{"2026", 5, 26, 1, 0, 31, 32, 0}, // 3.5 %, the pledge in force
		{"2014 2% edition:2024-06 members:now", 3, 28, 0, 0, 31, 32, 0},
		{"2024 20% equipment", 27, 4, 0, 0, 31, 32, 0},
		{"1990 2% source:sipri", 10, 5, 0, 0, 15, 16, 16},
	} {
		a := frozen.Answer(t, ds, c.q)
		want := analysis.Count{
			Year: a.Year, Meets: c.meets, Below: c.below, KnifeEdge: c.edge, NoData: c.noData,
			WithForces: c.withForces, Members: c.members, Estimated: a.Estimated,
		}
		if a.Count != want {
			t.Errorf("%s: %+v, want %+v", c.q, a.Count, want)
		}
		tally := map[target.Verdict]int{}
		for _, r := range a.Rows() {
			tally[r.Verdict]++
		}
		if tally[target.Meets] != c.meets || tally[target.Below] != c.below || tally[target.NotMember] != c.notMemberNow || tally[target.NoForces] != 1 {
			t.Errorf("%s: the rows say %v", c.q, tally)
		}
		if got := a.Counts[a.Year-a.First]; got != a.Count {
			t.Errorf("%s: counted by year %+v", c.q, got)
		}
	}
}

func TestTheFourWhoWereNoMembersIn2014(t *testing.T) {
	a := frozen.Answer(t, frozen.Data(t), "2014 2% edition:2024-06")
	for _, c := range []ally.Code{"FIN", "SWE", "MNE", "MKD"} {
		r := row(t, a, c)
		if r.Verdict != target.NotMember || r.Rank != 0 || !r.Figure.Known() {
			t.Errorf("%s: %s, rank %d, figure %s", c, r.Verdict, r.Rank, r.Figure)
		}
		if r.At(2024).Verdict == target.NotMember {
			t.Errorf("%s is no member in 2024 either", c)
		}
	}
	// Nor have they a place where nothing is judged: their figures are listed only.
	for _, q := range []string{"2014 usd edition:2024-06", "2014 5% edition:2024-06", "2014 personnel edition:2024-06"} {
		if r := row(t, frozen.Answer(t, frozen.Data(t), q), "SWE"); r.Rank != 0 || r.Verdict != target.NotMember {
			t.Errorf("%s: Sweden is %s and has rank %d", q, r.Verdict, r.Rank)
		}
	}
}

func TestAFigureNotPublishedCountsForNobody(t *testing.T) {
	a := frozen.Answer(t, frozen.Data(t), "2025 2% edition:2025-08")
	r := row(t, a, "DEU")
	if r.Verdict != target.NoData || r.Figure.Known() || r.Rank != 0 || r.Gap.OK || r.GapUSD.OK || r.Change.OK {
		t.Errorf("Germany: %+v", r)
	}
	if a.Count.Meets+a.Count.Below+a.Count.NoData != a.Count.WithForces {
		t.Errorf("the parts do not add up: %+v", a.Count)
	}
}

func TestFivePerCentIsNotMeasurable(t *testing.T) {
	a := frozen.Answer(t, frozen.Data(t), "2026 5%")
	for _, r := range a.Rows() {
		if r.Ally.Code != "ISL" && r.Verdict != target.NotMeasurable {
			t.Errorf("%s is %s", r.Ally.Code, r.Verdict)
		}
		if r.Ally.Code == "ISL" && (r.Rank != 0 || r.Verdict != target.NoForces) {
			t.Errorf("Iceland has rank %d and %s", r.Rank, r.Verdict)
		}
	}
	if !strings.Contains(a.Unjudged, "1.5 %") || !slices.Contains(a.Notes, a.Unjudged) || a.Level.Measurable || !a.Level.Asked {
		t.Errorf("reason %q, notes %q, level %+v", a.Unjudged, a.Notes, a.Level)
	}
	if a.Count.Meets+a.Count.Below+a.Count.KnifeEdge != 0 || a.Shortfall.USD.OK {
		t.Errorf("counted %+v, missing %+v", a.Count, a.Shortfall)
	}
}

// Who has no forces is said to have none also where nobody is judged; an economy needs
// none, and its figures stand.
func TestIcelandHasNoForcesInWhatNobodyJudges(t *testing.T) {
	ds := frozen.Data(t)
	for words, want := range map[string]target.Verdict{
		"2024 usd": target.NoForces, "2024 personnel": target.NoForces, "2024 national": target.NoForces,
		"2024 gdp": target.NotMeasurable, "2024 gdp-constant": target.NotMeasurable, "2024 gdp-per-capita": target.NotMeasurable,
	} {
		if r := row(t, frozen.Answer(t, ds, words), "ISL"); r.Verdict != want {
			t.Errorf("%s: Iceland is %s", words, r.Verdict)
		}
	}
	if r := row(t, frozen.Answer(t, ds, "2014 gdp-constant edition:2016-01"), "ISL"); r.Verdict != target.NotMeasurable || r.String() != "14" || r.Rank == 0 {
		t.Errorf("Iceland's GDP: %s, %s, place %d", r.Figure, r.Verdict, r.Rank)
	}
}

func TestTheEquipmentShareIsJudgedByItsOwnPledge(t *testing.T) {
	ds := frozen.Data(t)
	a := frozen.Answer(t, ds, "2024 equipment")
	if a.Level.Value.String() != "20" || a.Level.Pledge == nil || a.Level.Pledge.ID != "equipment-20" {
		t.Errorf("level %+v", a.Level)
	}
	if r := row(t, a, "PRT"); r.Figure.String() != "15.11" || r.Verdict != target.Below || r.Gap.Value.String() != "-4.89" {
		t.Errorf("Portugal: %s %s %s", r.Figure, r.Verdict, r.Gap.Value)
	}
	// Before the pledge was made it is the yardstick all the same.
	if a := frozen.Answer(t, ds, "2010 equipment edition:2016-01"); a.Level.Value.String() != "20" {
		t.Errorf("2010: level %s", a.Level.Value)
	}
	if a := frozen.Answer(t, ds, "2024 personnel-share"); a.Judged || a.Unjudged == "" {
		t.Errorf("the share of personnel is judged by %s", a.Level.Value)
	}
}

// The knife edges of the edition of June 2024: typed in as 2.00.
func TestKnifeEdges(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct {
		q       string
		code    ally.Code
		verdict target.Verdict
	}{
		{"2020 2% edition:2024-06", "FRA", target.Meets},
		{"2024 2% edition:2024-06", "SVK", target.Meets},
		{"2021 2% edition:2022-06", "LTU", target.Meets}, // unrounded 1.99501
		{"2020 2% edition:2022-06", "NOR", target.Meets}, // unrounded 1.99550
		{"2016 3.5% edition:2024-06", "USA", target.Meets},
		{"2024 2%", "SVK", target.Below}, // 1.99
	} {
		if r := row(t, frozen.Answer(t, ds, c.q), c.code); !r.Edge || r.Verdict != c.verdict {
			t.Errorf("%s: %s is %s (%s), edge %v", c.q, c.code, r.Verdict, r.Figure, r.Edge)
		}
	}
}

func TestRanksAreSharedAndTheNextIsLeftOut(t *testing.T) {
	a := frozen.Answer(t, frozen.Data(t), "2025 2% edition:2025-08")
	at := map[int][]*analysis.Row{}
	for _, r := range a.Rows() {
		if r.Rank > 0 {
			at[r.Rank] = append(at[r.Rank], r)
		}
	}
	place := 1
	for place <= 30 {
		rows := at[place]
		if len(rows) == 0 {
			t.Fatalf("nobody is at place %d", place)
		}
		for _, r := range rows {
			if r.Tied != (len(rows) > 1) || r.Figure.Printed.Cmp(rows[0].Figure.Printed) != 0 {
				t.Errorf("%s at %d with %d others: %s, tied %v", r.Ally.Code, place, len(rows)-1, r.Figure, r.Tied)
			}
		}
		place += len(rows)
	}
	// Belgium, Czechia, Spain, Italy and others print 2.00 and 2.01: equal as printed.
	if n := len(at[row(t, a, "BEL").Rank]); n < 2 {
		t.Errorf("Belgium shares its place with %d", n-1)
	}
}

func TestChanges(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct {
		q             string
		code          ally.Code
		change, since string
	}{
		{"2026", "NOR", "+0.01", "+1.67"},                // 3.17 − 3.16, 3.17 − 1.50: percentage points
		{"2026 base:2024", "NOR", "+0.01", "+1.01"},      // 3.17 − 2.16
		{"2014", "NOR", "", ""},                          // nothing before, nothing since
		{"2024 usd", "NOR", "+23.0", "+40.2"},            // 10825 ÷ 8799, 10825 ÷ 7722: per cent
		{"2011 national edition:2016-01", "EST", "", ""}, // kroon, then euro: no change can be said
	} {
		r := row(t, frozen.Answer(t, ds, c.q), c.code)
		for i, got := range []analysis.Delta{r.Change, r.Since} {
			want := []string{c.change, c.since}[i]
			if got.OK != (want != "") || (got.OK && format.Signed(got.Value) != want) {
				t.Errorf("%s, %s: %s (held %v), want %q", c.q, c.code, format.Signed(got.Value), got.OK, want)
			}
		}
	}
}

func TestMissingStaysLastWhicheverWay(t *testing.T) {
	ds := frozen.Data(t)
	for _, sort := range []string{"sort:value", "reverse", "sort:gap", "sort:-gap", "sort:change", "sort:-change", "sort:since", "sort:-since", "sort:money", "sort:-money"} {
		for _, q := range []string{"2025 2% edition:2025-08 ", "2016 2% edition:2016-07 ", "2014 2% edition:2024-06 ", "2026 3.5% "} {
			a := frozen.Answer(t, ds, q+sort)
			missing := false
			for _, r := range a.Rows() {
				if missing && r.Rank > 0 && (sort == "sort:value" || sort == "reverse") {
					t.Errorf("%s%s: %s stands behind a row without a figure", q, sort, r.Ally.Code)
				}
				missing = missing || r.Rank == 0
			}
			if last := a.At(a.Len() - 1); last.Verdict != target.NoForces {
				t.Errorf("%s%s: %s is last, not Iceland", q, sort, last.Ally.Code)
			}
		}
	}
}

func TestOrders(t *testing.T) {
	ds := frozen.Data(t)
	key := map[string]func(*analysis.Row) (float64, bool){
		"value":  func(r *analysis.Row) (float64, bool) { return r.Figure.Printed.Float(), r.Rank > 0 },
		"gap":    func(r *analysis.Row) (float64, bool) { return r.Gap.Value.Float(), r.Gap.OK && r.Rank > 0 },
		"money":  func(r *analysis.Row) (float64, bool) { return r.GapUSD.Value, r.GapUSD.OK && r.Rank > 0 },
		"change": func(r *analysis.Row) (float64, bool) { return r.Change.Value.Float(), r.Change.OK && r.Rank > 0 },
		"since":  func(r *analysis.Row) (float64, bool) { return r.Since.Value.Float(), r.Since.OK && r.Rank > 0 },
	}
	for name, by := range key {
		for sign, prefix := range map[float64]string{1: "", -1: "-"} {
			a := frozen.Answer(t, ds, "2024 2% edition:2024-06 sort:"+prefix+name)
			last, held := 0.0, false
			for i := range a.Len() {
				v, ok := by(a.At(i))
				if ok && held && v*sign > last*sign {
					t.Errorf("sort:%s%s: %s with %v stands behind %v", prefix, name, a.At(i).Ally.Code, v, last)
				}
				last, held = v, ok
			}
		}
	}
	names := func(q string) []string {
		var out []string
		for _, r := range frozen.Answer(t, ds, q).Rows() {
			out = append(out, r.Ally.Name)
		}
		return out
	}
	up, down := names("sort:name"), names("sort:-name")
	slices.Reverse(down)
	if !slices.IsSorted(up) || !slices.Equal(up, down) {
		t.Errorf("by name: %v", up)
	}
}

func TestWhoIsShown(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct {
		q    string
		want string
	}{
		{"nordic 2024 2% edition:2024-06", "NOR SWE DNK FIN ISL"},
		{"EST POL only 2024", "POL EST"},
		{"baltic filter:lat", "LVA"},
		{"filter:NOR", "NOR MKD"}, // North Macedonia
		{"filter:turk", "TUR"},
		{"filter:TÜRKIYE", "TUR"},
		{"filter:northmac", "MKD"},
		{"filter:deutsch", "DEU"}, // Deutschland, which is not shown, begins so
		{"filter:land", "POL FIN NLD ISL"},
		{"filter:zzz", ""},
		{"2016 edition:2016-07 members:everyone filter:a only EST", "EST"},
	} {
		var got []string
		for _, code := range codes(frozen.Answer(t, ds, c.q)) {
			got = append(got, string(code))
		}
		if c.q == "nordic 2024 2% edition:2024-06" {
			slices.Sort(got)
			want := strings.Fields(c.want)
			slices.Sort(want)
			c.want = strings.Join(want, " ")
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.q, got, c.want)
		}
	}
	// What is listed is not what is counted: a filter leaves the count alone.
	if all, some := frozen.Answer(t, ds, "2024 2%"), frozen.Answer(t, ds, "2024 2% filter:nor"); all.Count != some.Count || row(t, some, "NOR").Rank != row(t, all, "NOR").Rank {
		t.Errorf("a filter changes the count to %+v", some.Count)
	}
	// Everyone: the rows the edition prints, and Iceland.
	if got := codes(frozen.Answer(t, ds, "2016 edition:2016-07 members:everyone")); len(got) != 28 || slices.Contains(got, "FIN") {
		t.Errorf("everyone of July 2016: %v", got)
	}
}

func TestGroupsAreCountedAsOfTheYear(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct {
		q                   string
		withForces, members int
	}{
		{"nordic 2024", 4, 5}, {"nordic 2022", 2, 3}, // Finland and Sweden were no allies
		{"eu 2019", 22, 22}, {"eu 2020", 21, 21}, // with the United Kingdom; without
		{"eu 2024", 23, 23}, {"bucharest-nine 2014", 0, 0}, {"bucharest-nine 2015", 9, 9},
	} {
		a := frozen.Answer(t, ds, c.q)
		if a.Count.WithForces != c.withForces || a.Count.Members != c.members {
			t.Errorf("%s: %d with forces of %d, want %d of %d", c.q, a.Count.WithForces, a.Count.Members, c.withForces, c.members)
		}
	}
	if a := frozen.Answer(t, ds, "eu 2024"); a.Counts[2020-2014].Members != 21 || a.Counts[2019-2014].Members != 22 {
		t.Errorf("the counts by year do not follow the group's dates: %+v", a.Counts)
	}
	if _, found := frozen.Answer(t, ds, "eu 2020").Row("GBR"); found {
		t.Error("the United Kingdom is shown among the EU's members of 2020")
	}
}

func TestDefaultsAreFilledIn(t *testing.T) {
	ds := frozen.Data(t)
	a := frozen.Answer(t, ds, "")
	if a.Query.String() != "2026 3.5% base:2014 edition:2026-07" {
		t.Errorf("nothing asked is %q", a.Query)
	}
	again, err := analysis.RankingFor(ds, a.Query)
	if err != nil || again.Sentence != a.Sentence || again.Query != a.Query {
		t.Errorf("asking what was answered: %v, %v", again, err)
	}
	for q, want := range map[string]string{"2005 source:sipri": "2", "2013 edition:2019-06": "2", "2024": "2", "2025": "3.5"} {
		if got := frozen.Answer(t, ds, q).Level.Value.String(); got != want {
			t.Errorf("%s: level %s, want %s", q, got, want)
		}
	}
	b := frozen.Answer(t, ds, "2018..2022 2026")
	if b.First != 2018 || b.Last != 2026 || len(b.At(0).Readings) != 9 || b.Base != 2018 {
		t.Errorf("a year outside the range: %d–%d since %d", b.First, b.Last, b.Base)
	}
	if c := frozen.Answer(t, ds, "2018..2022"); c.Year != 2022 || len(c.Counts) != 5 || c.EstimatedIn(2026) {
		t.Errorf("a range alone: %d, %d counts", c.Year, len(c.Counts))
	}
}

func TestLevelsWithinSight(t *testing.T) {
	ds := frozen.Data(t)
	for q, want := range map[string]string{
		"2026":                 "1.5? 2 3.5! 5?",
		"2026 2.4%":            "1.5? 2 2.4! 3.5 5?",
		"2026 5%":              "1.5? 2 3.5 5!?",
		"2024 equipment":       "20!",
		"2024 usd":             "",
		"2024 personnel-share": "",
		"2024 25% equipment":   "20 25!",
	} {
		var parts []string
		for _, l := range frozen.Answer(t, ds, q).Levels {
			s := l.Value.String()
			if l.Asked {
				s += "!"
			}
			if !l.Measurable {
				s += "?"
			}
			parts = append(parts, s)
		}
		if got := strings.Join(parts, " "); got != want {
			t.Errorf("%s: %s, want %s", q, got, want)
		}
	}
}

func TestSIPRIIsASourceOfItsOwn(t *testing.T) {
	a := frozen.Answer(t, frozen.Data(t), "2024 2% source:sipri")
	if a.First != 1949 || a.Edition.Source != "SIPRI" || a.Query.Edition != "" || len(a.Totals) != 0 {
		t.Errorf("%d, %s, edition %q, %d totals", a.First, a.Edition.Source, a.Query.Edition, len(a.Totals))
	}
	r := row(t, a, "ISL")
	if r.Verdict != target.NoForces || r.Rank != 0 || r.Figure.String() != "0.00" {
		t.Errorf("Iceland: %s %s, rank %d", r.Verdict, r.Figure, r.Rank)
	}
	if f := row(t, a, "LUX").Figure; f.Status != figure.Estimate {
		t.Errorf("Luxembourg: %s lost its mark", f)
	}
	if !strings.Contains(a.Citation, "SIPRI") || strings.Contains(a.Citation, "NATO,") {
		t.Errorf("cited as %s", a.Citation)
	}
}

func TestRefusals(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct{ q, word, offers string }{
		{"2012", "2012", "2012 edition:2019-06"},
		{"2027", "2027", ""},
		{"1985", "1985", "1985 source:sipri"},
		{"2009..2013", "2009", "2009 edition:2016-01"},
		{"2014 base:2000", "2000", "2000 source:sipri"},
		{"usd edition:2025-08", "usd", "edition:2026-07"},
		{"gdp edition:2022-06", "gdp", "edition:2026-07"},
		{"usd source:sipri", "usd", "edition:2026-07"},
		{"2030 source:sipri", "2030", "2025"},
		{"before 2014", "..2013", "..2013 edition:2019-06"},
		{"before 2005", "..2004", "..2004 source:sipri"},
	} {
		_, err := analysis.RankingFor(ds, frozen.Query(t, ds, c.q))
		refused(t, c.q, err, c.word, c.offers)
	}
	_, err := analysis.RankingFor(ds, frozen.Query(t, ds, "before 2014")) // which names no 2013
	if err == nil || !strings.HasPrefix(err.Error(), `"..2013" asks for years before 2014, none of which is held: `) {
		t.Error(err)
	}
	// Words the grammar would not let through, as from a saved query.
	_, err = analysis.RankingFor(ds, query.Query{Edition: "2018-07"})
	refused(t, "an edition not held", err, "2018-07", "2026-07")
	_, err = analysis.RankingFor(ds, query.Query{Group: "brics"})
	refused(t, "a group not known", err, "brics", "")
}

func TestGDPRanksIcelandToo(t *testing.T) {
	ds := frozen.Data(t)
	if r := row(t, frozen.Answer(t, ds, "2024 gdp edition:2024-06"), "ISL"); r.Rank == 0 || !r.Figure.Known() {
		t.Errorf("Iceland's GDP: %s, rank %d", r.Figure, r.Rank)
	}
	for _, r := range frozen.Answer(t, ds, "2024 national").Rows() {
		if r.Rank != 0 {
			t.Fatalf("%s is ranked in national currency", r.Ally.Code)
		}
	}
}

// TestAnAnswerAfterAnother takes over nothing that another year, base year, level, edition,
// measure or membership changes.
func TestAnAnswerAfterAnother(t *testing.T) {
	ds := frozen.Data(t)
	asked := []string{
		"2025 2%", "2016 equipment members:now", "2016 equipment members:everyone", "2014 sipri", "2016 sipri", "2016 5%", "2016 2% nordic", "2016 2% sort:since",
	}
	for _, years := range []string{"2016", "2021", "2020..2022 2016", "2020..2022 2021", "2020..2022 2024"} { // a year beyond the range widens it
		for _, what := range []string{"2%", "3.5%", "gdp"} {
			for _, from := range []string{"", " base:2020", " edition:2024-06"} {
				asked = append(asked, years+" "+what+from)
			}
		}
	}
	for _, first := range asked {
		before := frozen.Answer(t, ds, first)
		before.Rows()
		for _, then := range asked {
			q := frozen.Query(t, ds, then)
			want := frozen.Answer(t, ds, then)
			got, err := analysis.RankingAfter(ds, q, before)
			if err != nil {
				t.Fatalf("%s, then %s: %v", first, then, err)
			}
			for i := 0; i < got.Len(); i += 3 {
				if r := got.At(i); !reflect.DeepEqual(r, want.At(i)) {
					t.Errorf("%s, then %s: %s is not what it is when asked alone", first, then, r.Name)
				}
			}
		}
	}
}

// TestAStepInTheYearTakesOverTheSeries keeps it as cheap as it is.
func TestAStepInTheYearTakesOverTheSeries(t *testing.T) {
	ds := frozen.Data(t)
	before := frozen.Answer(t, ds, "2016 2%")
	after, err := analysis.RankingAfter(ds, frozen.Query(t, ds, "2017 2%"), before)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range before.Rows() {
		if &row(t, after, r.Code).Readings[0] != &r.Readings[0] {
			t.Errorf("%s is worked out again", r.Name)
		}
	}
}
