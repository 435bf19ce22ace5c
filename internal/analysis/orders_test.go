package analysis_test

import (
	"slices"
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/testing/frozen"
)

// What an order or a verdict asks for beyond its list is said in the sentence.
func TestWhatAnOrderSays(t *testing.T) {
	ds := frozen.Data(t)
	for text, want := range map[string]string{
		"crossed 2% 2025":                          "Up to 2 % since 2024: Bulgaria, North Macedonia, Italy, Croatia, Montenegro, Canada, Slovakia, Luxembourg, Portugal, Belgium and Spain; fallen below it: none;",
		"crossed 2% 2022":                          "Up to 2 % since 2021: Lithuania; fallen below it: none;",
		"crossed 2% 2021 edition:2021-06":          "Up to 2 % since 2020: none; fallen below it: none; no 2020 figure to compare with for 12; in 2021e, 10 of 29",
		"balance crossed 2025":                     "Up to both since 2024: Estonia, Latvia and Lithuania; no longer at both: none; in 2025e, 4 of 31 meet 3.5 % of GDP",
		"crossed 2% 2014":                          "Who crossed 2 % since 2013 is not known, as that year is not held; in 2014, 3 of 27 allies with forces met 2 %",
		"crossed 2% edition:2016-07":               "Who crossed 2 % since 2015 is not known, as that year is not held; in 2016e, 5 of 27",
		"late 2% 2024":                             "At their present pace 5 of 14 miss 2 % by 2035; in 2024, 17 of 31 allies with forces met 2 %",
		"late nordic":                              "At their present pace none misses 3.5 % by 2035; in 2026e, 0 of 4 with forces meet 3.5 % (Nordic allies)",
		"late":                                     "At their present pace 14 of 26 miss 3.5 % by 2035; in 2026e, 5 of 31",
		"crossed 2% 2014..2024 edition:2024-06":    "Up to 2 % since 2014: Poland, Estonia, Latvia,",
		"2% NOR POL ESP sort:streak":               "Norway at or above 2 % without a break since 2024, Poland at or above 2 % without a break since 2020, Spain at or above 2 % without a break since 2025; in 2026e, 30 of 31",
		"2% FIN sort:streak":                       "Finland at or above 2 % without a break since 2023, when it joined;",
		"2% sort:streak 2023 edition:2023-07":      "United Kingdom since 2014 or before, Estonia since 2023 or before, Finland since 2023, when it joined;",
		"2% SVN GRC sort:streak":                   "Slovenia is below 2 %, Greece at or above 2 % without a break since 2014 or before;",
		"2024 NOR sort:places base:2014":           "Norway from 8th of 27 in 2014 to 12th of 31;",
		"benelux sort:places":                      "Most places risen: Netherlands from 17th of 27 in 2014 to 13th of 31, Luxembourg from 27th of 27 in 2014 to 25th of 31; in 2026e",
		"benelux sort:-places":                     "Most places fallen: Belgium from 21st of 27 in 2014 to 29th of 31; in 2026e",
		"big-five sort:change":                     "On 2025 Germany rose most (+0.47 pp), United States unchanged (+0.00 pp); in 2026e",
		"2015 big-five sort:since":                 "Since 2014 Germany unchanged (+0.00 pp), United States fell most (−0.20 pp); in 2015",
		"3.5% sort:nearest":                        "Closest to 3.5 %: Denmark −0.01 pp, Greece +0.15 pp, Sweden −0.28 pp;",
		"2019 base:2024 sort:places":               "Most places above those of 2024: Bulgaria 2nd of 28 (in 2024 20th of 31), Portugal",
		"2019 base:2024 sort:-places POL":          "Poland 8th of 28 (in 2024 1st of 31);",
		"2019 base:2024 sort:-places":              "Most places below those of 2024: Denmark 19th of 28 (in 2024 7th of 31), Hungary",
		"2019 base:2024 sort:since":                "Against 2024 Bulgaria stood furthest above (+1.22 pp), Poland furthest below (−1.79 pp); in 2019, 6 of 28",
		"2019 base:2024 usd sort:since":            "Defence expenditure, US$ m, current prices: against 2024 ",
		"2022 2% filter:land":                      "In 2022, 7 of 29 allies with forces met 2 %: Greece spent most (3.89), Luxembourg least (0.57); listed: Poland, Netherlands, Finland and Iceland.",
		"2019 base:2024 sort:change":               "On 2018 Bulgaria rose most (+1.70 pp), Greece fell most (−0.10 pp);",
		"2019 2020..2024 crossed 2%":               "At 2 % against 2020: Bulgaria; below it: Lithuania, Poland and Romania; in 2019, 6 of 28",
		"2019 2020..2024 crossed balance":          "At both against 2020: Bulgaria; not at both: Estonia, Lithuania, Poland and Romania;",
		"2022.. sort:since":                        "Since 2022 Estonia rose most (+2.96 pp)",
		"eu 2% sort:-money":                        "US$ 340 m missing to 2 % in all, for 1 ally;",
		"DNK 3.5% sort:gap":                        "Denmark 0.01 pp below 3.5 %, on the knife-edge (US$ 42 m, DKK 265 m);",
		"NLD 2% 2024 sort:gap":                     "Netherlands 0.02 pp above 2 %, in money US$ 2.4 bn under it at current prices (1.80 %);",
		"real-change 2026":                         "1 of 31 fell: Finland.",
		"ranking 2% nordic-total NATO-total":       "Nordic (4 with forces) 3.18e, NATO total 2.86e.",
		"path 3.5% baltic-total Europe-and-Canada": "NATO Europe and Canada would go from 2.53 to 3.55 % of GDP",
	} {
		q := frozen.Query(t, ds, text)
		var got string
		var err error
		switch q.View {
		case query.Path:
			var p *analysis.Path
			if p, err = analysis.PathFor(ds, q); err == nil {
				got = p.Sentence
			}
		case query.Balance:
			var b *analysis.Balance
			if b, err = analysis.BalanceFor(ds, q); err == nil {
				got = b.Sentence
			}
		default:
			got = frozen.Answer(t, ds, text).Sentence
		}
		if err != nil || !strings.Contains(got, want) {
			t.Errorf("%s: %s (%v)\nwant %s", text, got, err, want)
		}
	}
	if _, err := analysis.PathFor(ds, frozen.Query(t, ds, "path crossed")); err == nil {
		t.Error("a path says who crossed")
	}
	for text, want := range map[string]string{
		"usd met 2024":           `"met" cannot be combined with usd: no pledge covers defence expenditure in US$ m, current prices`,
		"heat usd 2% below":      `"below" cannot be combined with usd`,
		"personnel crossed":      `"crossed" cannot be combined with personnel`,
		"real-change edge":       `"edge" cannot be combined with real-change`,
		"infrastructure met":     `"met" cannot be combined with infrastructure: no pledge covers infrastructure as % of defence expenditure`,
		"infrastructure 15% met": "", "equipment met": "", "5% met": "", "usd late": "", "path usd met": "", "balance usd met": "",
	} {
		if _, err := analysis.RankingFor(ds, frozen.Query(t, ds, text)); (err == nil) != (want == "") || err != nil && !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

// A sum or a group as one has the figures of its own edition, weighted by that
// edition's GDP, and n/a where the edition holds none.
func TestSumsAndGroupsAsOne(t *testing.T) {
	ds := frozen.Data(t)
	for text, want := range map[string]string{
		"Nordic against Baltic average": "Nordic (4 with forces) 3.18e, Baltic (3) 5.17e.",
		"Spain vs Europe and Canada":    "Spain 2.00e (below 3.5 %), NATO Europe and Canada 2.53e.",
	} {
		a := frozen.Answer(t, ds, text)
		c, err := analysis.CompareFor(ds, a, "")
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(c.Sentence, want) {
			t.Errorf("%s: %s, want %s", text, c.Sentence, want)
		}
	}
	for _, c := range []struct {
		text, code, want string
		usd              string
		members          int
	}{
		{"2024 2%", "GROUP_NORDIC", "2.19 % of GDP, +0.27 pp on 2023, +0.84 pp since 2014, 4 of 4 with forces met 2 %", "47,", 5},
		{"2024 2%", "NATO_TOTAL", "2.65 % of GDP", "1,4", 32},
		{"2020 2% source:sipri", "GROUP_NORDIC", "n/a", "", 3},
	} {
		x, err := analysis.WholeFor(ds, frozen.Query(t, ds, c.text), ally.Code(c.code))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(x.Sentence, c.want) || len(x.Members) != c.members {
			t.Errorf("%s %s: %s, %d members; want %s, %d", c.code, c.text, x.Sentence, len(x.Members), c.want, c.members)
		}
		if held := x.Lines[figure.USDCurrent].Known(); held != (c.usd != "") {
			t.Errorf("%s %s: expenditure held %v", c.code, c.text, held)
		}
	}
}

// Who is not listed, and why, is said beside every list: by the verdict, and then by the
// limit, of those that the verdict leaves.
func TestWhatAListLeavesOut(t *testing.T) {
	ds := frozen.Data(t)
	for text, want := range map[string]string{
		"edge 2% 2024 limit:2":             "only allies that are on the edge of 2 % are listed; only the first 2 of 3 are listed",
		"late limit:3":                     "only allies that miss 3.5 % by 2035 at their present pace are listed; only the first 3 of 14 are listed",
		"below limit:3":                    "only allies that are below 3.5 % are listed; only the first 3 of 26 are listed",
		"below sort:gap limit:3":           "only allies that are below 3.5 % are listed; only the first 3 of 26 are listed",
		"limit:3":                          "only the first 3 of 32 are listed",
		"edge 2% 2024 limit:3":             "only allies that are on the edge of 2 % are listed",
		"late 2% 2024":                     "only allies that miss 2 % by 2035 at their present pace are listed",
		"crossed 2% 2014":                  "no ally is listed: NATO, July 2026 edition has no 2013, so who has crossed since is not known",
		"crossed 2% 2008 edition:2016-01":  "no ally is listed: NATO, January 2016 edition has no 2007, so who has crossed since is not known",
		"path late limit:3":                "only allies that miss 3.5 % by 2035 at their present pace are listed; only the first 3 of 14 are listed",
		"2022 2% filter:land":              `only allies whose name or code contains "land" are listed`,
		"2024 2% met filter:LAND limit:2":  `only allies that meet 2 % are listed; only allies whose name or code contains "land" are listed; only the first 2 of 3 are listed`,
		"path filter:land":                 `only allies whose name or code contains "land" are listed`,
		"balance filter:land":              `only allies whose name or code contains "land" are listed`,
		"path late":                        "only allies that miss 3.5 % by 2035 at their present pace are listed",
		"path":                             "",
		"balance limit:3":                  "only the first 3 of 32 are listed",
		"balance 2024 2% crossed":          "only allies that were in another quadrant in 2023 are listed",
		"balance 2014..2024 2% crossed":    "only allies that were in another quadrant in 2014 are listed",
		"balance 2014 2% crossed":          "no ally is listed: NATO, July 2026 edition has no 2013, so who has crossed since is not known",
		"balance 2024 2% below nordic":     "only allies that are under either level are listed",
		"balance 2024 2% met nordic top 1": "only allies that are at or above both levels are listed; only the first 1 of 4 are listed",
	} {
		q := frozen.Query(t, ds, text)
		var notes []string
		switch q.View {
		case query.Path:
			notes = path(t, ds, text).Notes
		case query.Balance:
			b, err := analysis.BalanceFor(ds, q)
			if err != nil {
				t.Fatal(err)
			}
			notes = b.Notes
		default:
			notes = frozen.Answer(t, ds, text).Notes
		}
		notes = slices.DeleteFunc(slices.Clone(notes), func(n string) bool { return !strings.Contains(n, "listed") })
		if got := strings.Join(notes, "; "); got != want {
			t.Errorf("%s: %s; want %s", text, got, want)
		}
	}
	_, err := analysis.BalanceFor(ds, frozen.Query(t, ds, "balance late"))
	refused(t, "balance late", err, "late", "")
}

// Both pledges are counted in every year, and the count of a year is that of the balance.
func TestBothPledgesByYear(t *testing.T) {
	ds := frozen.Data(t)
	b, err := analysis.BalanceFor(ds, frozen.Query(t, ds, "2024 2%"))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(b.Years); n != 13 || b.Years[10] != b.BalanceCount || b.Counts[analysis.Both] != 16 || b.Years[0].WithForces != 27 {
		t.Errorf("%d years, %+v", n, b.Years)
	}
}

// A filter and a limit change what is listed, and not who has risen most or crossed.
func TestAnOrderIsToldOfAllWhateverIsListed(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct{ query, narrowed string }{
		{"2025 sort:places", "filter:nor"},
		{"2025 sort:places reverse", "filter:nor"},
		{"2025 2% sort:nearest", "filter:nor"},
		{"2025 2% sort:nearest below", "filter:alb"},
		{"2025 2% sort:streak", "filter:nor"},
		{"2025 2% crossed", "filter:bulg"},
		{"2025 2% crossed", "limit:3"},
	} {
		all, some := frozen.Answer(t, ds, c.query), frozen.Answer(t, ds, c.query+" "+c.narrowed)
		first, _, _ := strings.Cut(all.Sentence, "; ")
		told, _, _ := strings.Cut(some.Sentence, "; ")
		if some.Len() == 0 || some.Len() >= all.Len() {
			t.Errorf("%s %s: %d listed of %d", c.query, c.narrowed, some.Len(), all.Len())
		}
		if told = strings.TrimSuffix(told, "."); !strings.HasPrefix(first, told) { // it may name fewer
			t.Errorf("%s %s: %q, where all are %q", c.query, c.narrowed, told, first)
		}
		big, small := all.Headline()
		if b, s := some.Headline(); b != big || s != small {
			t.Errorf("%s %s: %q %q, where all are %q %q", c.query, c.narrowed, b, s, big, small)
		}
	}
}

// Of the allies chosen a headline counts those that are judged, and says how many are not.
func TestTheHeadlineOfThoseChosen(t *testing.T) {
	ds := frozen.Data(t)
	for text, want := range map[string][2]string{
		"2024 2% EST POL":     {"2/2", "of the 2 chosen meet 2 %, 2024"},
		"2019 2% NOR SWE DNK": {"0/2", "of the 3 chosen (2 judged) meet 2 %, 2019"},
		"2014 2% FIN SWE":     {"", "none of the 2 chosen is judged, 2014"},
	} {
		if big, small := frozen.Answer(t, ds, text).Headline(); big != want[0] || small != want[1] {
			t.Errorf("%s: %q %q, want %q", text, big, small, want)
		}
	}
}
