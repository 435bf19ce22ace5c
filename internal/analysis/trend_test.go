package analysis_test

import (
	"strings"
	"testing"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/testing/frozen"
)

func trend(tb testing.TB, text string, focus ally.Code) *analysis.Trend {
	tb.Helper()
	ds := frozen.Data(tb)
	t := analysis.TrendFor(frozen.Answer(tb, ds, text), focus)
	return t
}

// lines2024 are the codes of a trend's lines with what they say in 2024.
func lines2024(t *analysis.Trend) string {
	var out []string
	for i := range t.Series {
		s := &t.Series[i]
		out = append(out, string(s.Code)+" "+t.Text(s.DrawnAt(2024)))
	}
	return strings.Join(out, " | ")
}

func TestATrendDrawsFiguresDistancesIndexesAndParts(t *testing.T) {
	for _, c := range []struct {
		query string
		focus ally.Code
		want  string // of 2024
		title string
	}{
		{"2024", "NOR", "NOR 2.16 | NATO_EUR_CAN 1.96 | NATO_TOTAL 2.65", "Defence expenditure, % of GDP"},
		{"2024 POL NOR", "FRA", "POL 3.75 | NOR 2.16 | NATO_EUR_CAN 1.96", "Defence expenditure, % of GDP"},
		{"2024 2% as:difference POL NOR", "", "POL +1.75 | NOR +0.16 | NATO_EUR_CAN −0.04", "Defence expenditure, % of GDP: distance to 2 %, in pp"},
		// By hand: 2.16 / 1.50, 10,825 / 1,482,905, 343.9 / 3,214.1 as printed.
		{"2024 as:index NOR", "", "NOR 144.0 | NATO_EUR_CAN 140.0", "Defence expenditure, % of GDP: 2014 = 100"},
		{"2024 as:index base:2024 NOR", "", "NOR 100.0 | NATO_EUR_CAN 100.0", "Defence expenditure, % of GDP: 2024 = 100"},
		{"2024 as:share NOR POL USA", "", "NOR 0.73 | POL 2.32 | USA 65.26", "Defence expenditure: % of the alliance's total, of US$ m, current prices"},
		{"2024 edition:2024-06 as:index NOR", "", "NOR 142.8e | NATO_EUR_CAN 141.2e", "Defence expenditure, % of GDP: 2014 = 100"}, // 2.1977 / 1.5390: unrounded where held
		{"2024 usd as:share NOR", "", "NOR 0.73", "Defence expenditure: % of the alliance's total, of US$ m, current prices"},
		{"2024 national NOR", "", "NOR 116,326", "Defence expenditure, NOK m, current prices"},
		{"2024 usd", "NOR", "NOR 10,825", "Defence expenditure, US$ m, current prices"}, // its size, not the alliance's
		{"2024 personnel as:share TUR", "", "TUR 10.70", "Military personnel: % of the alliance's total, of thousand"},
	} {
		got := trend(t, c.query, c.focus)
		if s := lines2024(got); s != c.want {
			t.Errorf("%s: %s, want %s", c.query, s, c.want)
		}
		if got.Title != c.title {
			t.Errorf("%s is called %q, want %q", c.query, got.Title, c.title)
		}
	}
}

// The base year may lie outside the years drawn.
func TestATrendComparesWithAnyBaseYear(t *testing.T) {
	for q, want := range map[string]string{
		"2020..2024 2% base:2014 NOR":            "Norway 2.16, meets 2 % (+0.66 pp since 2014); NATO Europe and Canada",
		"2020..2024 base:2014 as:share NOR":      "Norway 0.73 (−0.09 pp since 2014).",
		"2020..2024 usd base:2014 NOR":           "Norway 10,825 (+40.2 % since 2014).",
		"2020..2024 base:2014 as:index NOR":      "Norway 144.0; NATO Europe and Canada 140.0.",
		"2020..2024 2% base:2014 as:difference ": "NATO Europe and Canada −0.04 (+0.56).",
	} {
		if got := trend(t, q, "NOR").Sentence; !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q in it", q, got, want)
		}
	}
}

func TestATrendSaysWhatCannotBeHad(t *testing.T) {
	for q, want := range map[string]string{
		"usd as:difference":        "there is no level to measure a distance to: no pledge covers defence expenditure in US$ m, current prices",
		"5% as:difference":         "no distance to 5 % can be measured",
		"real-change as:index":     "a rate of change has no index",
		"equipment as:share":       "the alliance has no total of major equipment, R&D included, % of defence expenditure",
		"source:sipri as:share":    "SIPRI, April 2026 is held without the total in US$",
		"edition:2023-07 as:share": "NATO, July 2023 edition is held without the total in US$",
	} {
		got := trend(t, q, "NOR")
		if got.Transform != query.AsLevel || !strings.Contains(got.Sentence, got.Instead) {
			t.Errorf("%s: draws %d, says %q", q, got.Transform, got.Sentence)
		}
		if got.Instead != want {
			t.Errorf("%s: %q, want %q", q, got.Instead, want)
		}
	}
}

// Amounts in two currencies share no scale; an index compares them.
func TestATrendNeverPutsTwoCurrenciesOnOneScale(t *testing.T) {
	got := trend(t, "national 2024 NOR POL", "")
	if s := lines2024(got); s != "NOR 116,326 | POL n/a" {
		t.Errorf("%s", s)
	}
	if w := got.Words(&got.Series[1], 2024); w != "Poland 2024: in another currency" {
		t.Errorf("%q", w)
	}
	if got = trend(t, "national 2024 NOR POL as:index", ""); strings.Contains(lines2024(got), "n/a") {
		t.Errorf("index: %s", lines2024(got))
	}
}

func TestATrendKnowsTheLivesOfLevels(t *testing.T) {
	for q, want := range map[string]string{
		"2026":                 "2:2006-2025/0 2 % to 2025 | 3.5:2025-0/2035 3.5 % by 2035",
		"2024 edition:2024-06": "2:2006-2025/0 2 % | 3.5:2025-0/2035 3.5 % by 2035",
		"2024 equipment":       "20:2014-0/2024 20 %",
		"2024 2.1%":            "2:2006-2025/0 2 % to 2025 | 2.1:0-0/0 2.1 % | 3.5:2025-0/2035 3.5 % by 2035",
		"2026 5%":              "2:2006-2025/0 2 % to 2025 | 3.5:2025-0/2035 3.5 % by 2035 | 5:2025-0/2035 5 % ? not measurable",
		"2024 as:index":        "",
		"usd":                  "",
		"1960 2% source:sipri": "2:2006-2025/0 2 % to 2025 | 3.5:2025-0/2035 3.5 % by 2035",
		"2014..2020 2%":        "2:2006-2025/0 2 % | 3.5:2025-0/2035 3.5 % by 2035",
	} {
		tr := trend(t, q, "NOR")
		var got []string
		for i := range tr.Levels {
			l := &tr.Levels[i]
			got = append(got, l.Value.String()+":"+itoa(l.From)+"-"+itoa(l.Until)+"/"+itoa(l.Due)+" "+l.Label(tr.Last))
		}
		if s := strings.Join(got, " | "); s != want {
			t.Errorf("%s: %s\nwant %s", q, s, want)
		}
	}
}

func itoa(n int) string { return figure.Decimal{Units: int64(n)}.String() }

func TestATrendsWordsAndSentence(t *testing.T) {
	for _, c := range []struct {
		query string
		focus ally.Code
		year  figure.Year
		words string
		says  string
	}{
		{"2016 2%", "NOR", 2016, "Norway 2016: 1.68 % of GDP, below 2 %", "2016: Norway 1.68, below 2 % (+0.18 pp since 2014); NATO Europe and Canada 1.41 (+0.01)"},
		{"2024 2% as:difference", "NOR", 2024, "Norway 2024: +0.16 pp from 2 %, meets 2 %", "NATO Europe and Canada −0.04 (+0.56)."},
		{"2024 2% as:index", "NOR", 2024, "Norway 2024: 144.0 (2014 = 100), meets 2 %", "2014 = 100, 2024: Norway 144.0; "},
		{"2024 as:share NOR", "", 2024, "Norway 2024: 0.73 % of the alliance's total", "Norway 0.73 (−0.09 pp since 2014)."},
		{"national 2011..2013 base:2008 edition:2016-01 EST", "", 2013, "", "Estonia 361 (2008 in EEK)."},
		{"2014", "FIN", 2014, "Finland 2014: 1.46 % of GDP, not a member then", "2014: Finland 1.46, not a member then"},
		{"2024 ISL", "", 2024, "Iceland 2024: no armed forces", "Iceland no armed forces; NATO Europe"},
		{"2025 edition:2025-08 DEU", "", 2025, "Germany 2025: no figure", "2025e: Germany no figure; NATO Europe"},
		{"2016 edition:2016-07 NOR", "", 2016, "", "2016e: Norway"},
		{"2024 NOR POL EST LVA LTU", "", 2024, "", "; and 3 more."},
	} {
		tr := trend(t, c.query, c.focus)
		if got := tr.Words(&tr.Series[0], c.year); c.words != "" && !strings.HasPrefix(got, c.words) {
			t.Errorf("%s: %q, want %q", c.query, got, c.words)
		}
		if !strings.Contains(tr.Sentence, c.says) {
			t.Errorf("%s: %q, want %q in it", c.query, tr.Sentence, c.says)
		}
		if got := tr.Words(&tr.Series[0], 1900); got != "" {
			t.Errorf("%s: 1900: %q", c.query, got)
		}
	}
	if s := trend(t, "usd", "").Sentence; !strings.Contains(s, "no ally is chosen") {
		t.Errorf("nobody: %q", s)
	}
}
