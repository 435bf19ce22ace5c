package analysis_test

import (
	"fmt"
	"strings"
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/format"
	"allyscope/internal/testing/frozen"
)

func TestSentences(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct{ q, want string }{
		{"", "In 2026e, 5 of 31 allies with forces meet 3.5 %: Lithuania spends most (5.33), Slovenia least (1.61); 1 knife-edge."},
		{"2024 2% edition:2024-06", "In 2024e, 23 of 31 allies with forces meet 2 % (Netherlands and Slovakia not at current prices): Poland spends most (4.12), Spain least (1.28); 1 knife-edge."},
		{"2016 2% edition:2016-07", "In 2016e, 5 of 27 allies with forces meet 2 %: United States spends most (3.61), Luxembourg least (0.44); 1 knife-edge."},
		{"2025 2% edition:2025-08", "In 2025e, 30 of 31 allies with forces meet 2 %: Poland spends most (4.48), Belgium least (2.00); 9 knife-edge; no figure held for Germany."},
		{"2021 2% edition:2022-03", "In 2021e, 8 of 29 allies with forces meet 2 %: Greece spends most (3.59), Luxembourg least (0.54); no figure held for 11."},
		{"2026 5%", "In 2026e, 5 % is not measurable from published figures: Lithuania spends most (5.33), Slovenia least (1.61)."},
		{"2024 20% equipment", "In 2024, 27 of 31 allies with forces met 20 % on equipment: Hungary highest (50.85), Portugal lowest (15.11)."},
		{"nordic NOR SWE 2024", "In 2024, 4 of 4 with forces met 2 % (Nordic allies): Denmark spent most (2.29), Finland least (2.11); Norway 2.16 (12th of all 31), Sweden 2.20 (10th of all 31)."},
		{"usd", "In 2026e, defence expenditure, US$ m, current prices: United States spends most (1,032,849), Montenegro least (222)."},
		{"national", "In 2026e, defence expenditure, national currency m, current prices."},
		{"gdp ISL", "In 2026e, gross domestic product, US$ m, current prices: United States highest (32,547,624), Montenegro lowest (10,252); Iceland no data."},
		{"personnel 2024", "In 2024, military personnel, thousand: United States highest (1,271.2), Luxembourg lowest (0.9)."},
		{"1990 source:sipri", "In 1990, 10 of 15 allies with forces were at 2 %, a level agreed in 2006: United States spent most (5.61), Luxembourg least (0.87)."},
		{"FIN 2014 edition:2024-06", "In 2014, 3 of 27 allies with forces met 2 %: United States spent most (3.71), Luxembourg least (0.37); Finland not a member then."},
		{"ISL NOR 2024", "In 2024, 17 of 31 allies with forces met 2 % (Netherlands not at current prices): Poland spent most (3.75), Belgium least (1.27); 3 knife-edge; Iceland no armed forces, Norway 2.16 (12th)."},
		{"EST LVA LTU POL 2024", "In 2024, 17 of 31 allies with forces met 2 % (Netherlands not at current prices): Poland spent most (3.75), Belgium least (1.27); 3 knife-edge; all 4 chosen met 2 %."},
		{"NOR SWE FIN DNK ISL 2024", "In 2024, 17 of 31 allies with forces met 2 % (Netherlands not at current prices): Poland spent most (3.75), Belgium least (1.27); 3 knife-edge; 4 of the 5 chosen (4 judged) met 2 %."},
		{"FIN SWE MKD MNE 2014", "In 2014, 3 of 27 allies with forces met 2 %: United States spent most (3.71), Luxembourg least (0.37); none of the 4 chosen is judged."},
		{"EST SWE FIN ISL 2019 2%", "In 2019, 6 of 28 allies with forces met 2 %: United States spent most (3.49), Luxembourg least (0.55); 1 knife-edge; 1 of the 4 chosen (1 judged) met 2 %."},
		{"EST ESP ISL POL 2024 2%", "In 2024, 17 of 31 allies with forces met 2 % (Netherlands not at current prices): Poland spent most (3.75), Belgium least (1.27); 3 knife-edge; 2 of the 4 chosen (3 judged) met 2 %."},
	} {
		if got := frozen.Answer(t, ds, c.q).Sentence; got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.q, got, c.want)
		}
	}
}

// A sort, a filter or a focus changes what is listed and not what is so.
func TestTheSentenceDoesNotFollowTheList(t *testing.T) {
	ds := frozen.Data(t)
	want := frozen.Answer(t, ds, "2024 2%").Sentence
	for _, q := range []string{"2024 2% sort:-name", "2024 2% filter:zz", "2024 2% focus:NOR", "2024 2% reverse", "heat 2024 2%"} {
		if got := frozen.Answer(t, ds, q).Sentence; got != want {
			t.Errorf("%s: %s", q, got)
		}
	}
}

func TestSentencesAreOneLine(t *testing.T) {
	ds := frozen.Data(t)
	for _, e := range ds.Editions() {
		for _, measure := range []string{"share", "equipment", "usd", "personnel", "real-change", "national"} {
			a, err := analysis.RankingFor(ds, frozen.Query(t, ds, measure+" edition:"+e.ID))
			if err != nil {
				continue
			}
			if strings.ContainsAny(a.Sentence, "\n\t") || !strings.HasSuffix(a.Sentence, ".") || strings.Contains(a.Sentence, "..") || strings.Contains(a.Sentence, "%!") {
				t.Errorf("%s of %s: %q", measure, e.ID, a.Sentence)
			}
		}
	}
}

func TestCitations(t *testing.T) {
	ds := frozen.Data(t)
	for q, want := range map[string]string{
		"2024":                     "NATO, Defence Investment of NATO Countries (2014-2026), published 2026-07-10 (edition 2026-07); table: share_gdp, % of real GDP (2021 prices); core defence expenditure.",
		"2015 usd edition:2016-01": "NATO, Defence Expenditures of NATO Countries (2008-2015), published 2016-01-28 (edition 2016-01); table: usd_current, USD m, current prices and exchange rates; defence expenditure.",
		"source:sipri":             "SIPRI Military Expenditure Database 1949–2025 (v1.2, April 2026), share of GDP, rounded here to two decimals; SIPRI's own definition, not NATO's.",
	} {
		if got := frozen.Answer(t, ds, q).Citation; got != want {
			t.Errorf("%s:\n%s, want\n%s", q, got, want)
		}
	}
}

func TestGroupedAndOrdinal(t *testing.T) {
	for in, want := range map[string]string{"0": "0", "999": "999", "1000": "1,000", "-1234567.80": "−1,234,567.80", "116326": "116,326", "0.5": "0.5"} {
		d := dec(t, in)
		if in == "-1234567.80" {
			want = "−1,234,567.8" // dec trims
		}
		if got := format.Number(d); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
	for n, want := range map[int]string{1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 22: "22nd", 101: "101st", 111: "111th"} {
		if got := format.Ordinal(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
}

// A place is told with how many stand in the list it is a place in, whatever part
// of that list is shown.
func TestAPlaceIsAmongAll(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct{ all, part string }{
		{"2024 2%", "nordic"}, {"2024 2%", "filter:nor"}, {"2014 2% edition:2024-06", "baltic"}, {"2024 gdp", "NOR ISL only"},
		{"5%", "europe"}, {"2025 edition:2025-08", "big-five"}, {"1990 source:sipri", "nordic"}, {"2024 personnel", "filter:zz"},
	} {
		all, part := frozen.Answer(t, ds, c.all), frozen.Answer(t, ds, c.all+" "+c.part)
		ranked := 0
		for i := range all.Len() {
			if all.At(i).Rank > 0 {
				ranked++
			}
		}
		for i := range part.Len() {
			r := part.At(i)
			if whole := row(t, all, r.Ally.Code); r.Place != whole.Place || (r.Rank > 0 && (r.Of != ranked || r.Rank > r.Of)) {
				t.Errorf("%s %s: %s is %+v, among all %+v of %d", c.all, c.part, r.Ally.Name, r.Place, whole.Place, ranked)
			}
			if said := part.Place(r); (said == "") != (r.Rank == 0) || part.Query.Group != "" && said != "" && !strings.HasSuffix(said, fmt.Sprintf(" of all %d", ranked)) {
				t.Errorf("%s %s: %s is said to be %q", c.all, c.part, r.Ally.Name, said)
			}
		}
	}
	b, err := analysis.BriefFor(ds, frozen.Query(t, ds, "NOR 2024 2%"))
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range b.Standings {
		of := 0
		for i := range b.Answer.Len() {
			if r := b.Answer.At(i); r.Rank > 0 && x.Group.Has(r.Ally.Code, 2024) {
				of++
			}
		}
		if x.Rank < 1 || x.Rank > x.Of || x.Of != of {
			t.Errorf("%s: %+v of %d", x.Group.Title, x.Place, of)
		}
	}
}

// Where the rows stand in the order of a change, the sentence says who moved most.
func TestTheSentenceAnswersTheOrder(t *testing.T) {
	ds := frozen.Data(t)
	for q, want := range map[string]string{
		"sort:since base:2022": "Since 2022 Estonia rose most (+2.96 pp), Greece fell most (−0.24 pp); in 2026e, 5 of 31 allies with forces meet 3.5 %; 1 knife-edge.",
		"sort:change 2024 2%":  "On 2023 ",
		"usd sort:since":       "Defence expenditure, US$ m, current prices: since 2014 Lithuania rose most (+1,220.3 %), France rose least (+53.3 %).",
		"sort:since 2014 2%":   "In 2014, ",
	} {
		if got := frozen.Answer(t, ds, q).Sentence; !strings.HasPrefix(got, want) {
			t.Errorf("%s:\n%s, want\n%s", q, got, want)
		}
	}
}
