package query

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode"
)

const notAWord = "is not understood: not an ally, group, measure, year, target or key"

// errorTest is a text and the error that it causes.
type errorTest struct {
	text, word string
	reason     string // the beginning of the reason
	nearest    []string
}

func checkErrors(t *testing.T, tests []errorTest) {
	t.Helper()
	v := testVocabulary(t)
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			q, err := Parse(tt.text, v)
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("Parse(%q) = %+v, %v, want an *Error", tt.text, q, err)
			}
			if q != (Query{}) {
				t.Errorf("Parse(%q) returns an error and the query %+v", tt.text, q)
			}
			if e.Word != tt.word {
				t.Errorf("word %q, want %q", e.Word, tt.word)
			}
			if !strings.HasPrefix(e.Reason, tt.reason) {
				t.Errorf("reason %q, want %q", e.Reason, tt.reason)
			}
			if !slices.Equal(e.Nearest, tt.nearest) {
				t.Errorf("nearest %q, want %q", e.Nearest, tt.nearest)
			}
			if strings.ContainsFunc(err.Error(), unicode.IsControl) {
				t.Errorf("a control character in %q", err)
			}
			for _, word := range e.Nearest { // suggestions have to be understood
				if _, err := Parse(word, v); err != nil {
					t.Errorf("suggestion %q: %v", word, err)
				}
			}
		})
	}
}

func TestErrorsOfWords(t *testing.T) {
	checkErrors(t, []errorTest{
		{"Norwya", "Norwya", notAWord, []string{"Norway"}},
		{"2024  türkiy3", "türkiy3", notAWord, []string{"Türkiye"}},
		{"Türkiye Norwya", "Norwya", notAWord, []string{"Norway"}},
		{"esb", "esb", notAWord, []string{"ESP", "EST"}},
		{"equip", "equip", notAWord, []string{"equipment"}},
		{"balence", "balence", notAWord, []string{"balance"}},
		{"nordc", "nordc", notAWord, []string{"nordic"}},
		{"revers", "revers", notAWord, []string{"reverse"}},
		{"editon", "editon", notAWord, []string{"edition:2024-06"}},
		{"unted kingdom", "unted kingdom", notAWord, []string{"United Kingdom"}},
		{"xylophone", "xylophone", notAWord, nil},
		{"qq", "qq", notAWord, nil},
		{strings.Repeat("norway", 20), strings.Repeat("norway", 20), notAWord, nil},
		{"slov", "slov", "is ambiguous", []string{"Slovakia", "Slovenia"}},
		{"united 2024", "united", "is ambiguous", []string{"United Kingdom", "United States"}},
		{"united \u0308 kingdom 2024", "united", "is ambiguous", []string{"United Kingdom", "United States"}},
		{"EST LVA LTU POL FIN SWE NOR DNK LUX", "LUX", "is a ninth ally: eight are the limit", nil},
		{"group:nordic group:baltic", "group:baltic", "contradicts group:nordic: there can be only one group", nil},
		{"trend path", "path", "contradicts trend: there can be only one view", nil},
		{"usd gdp", "gdp", "contradicts usd: there can be only one measure", nil},
	})
}

func TestErrorsOfTime(t *testing.T) {
	checkErrors(t, []errorTest{
		{"1948", "1948", "is out of range: years run from 1949 to 2100", nil},
		{"2101", "2101", "is out of range: years run from 1949 to 2100", nil},
		{"year:2500", "year:2500", "is out of range", nil},
		{"base:nine", "base:nine", "is not understood: a year is written with four digits", nil},
		{"path 1900", "1900", "is out of range", nil},
		{"2019 2014", "2014", "contradicts 2019: there can be only one year", []string{"2014..2019"}},
		{"path 2035 by:2034", "by:2034", "contradicts 2035: there can be only one deadline", nil},
		{"2024..2014", "2024..2014", "runs backwards", []string{"2014..2024"}},
		{"2024-2014", "2024-2014", "runs backwards", []string{"2014..2024"}},
		{"..", "..", "is not understood: a range names a year", nil},
		{"2014..24", "2014..24", "is not understood: a year is written with four digits", nil},
		{"1900..2024", "1900..2024", "is out of range", nil},
		{"2014.. 2016..", "2016..", "contradicts 2014..: there can be only one range of years", nil},
		{"2026e", "2026e", "is not understood: a year is written without the mark", []string{"2026"}},
		{"2024-06", "2024-06", "is not understood: an edition is written with its key", []string{"edition:2024-06"}},
		{"12345", "12345", "is not understood: a year is written as 2019", nil},
		{"٢٠١٩", "٢٠١٩", "is not understood: a year is written as 2019", nil},
	})
}

func TestErrorsOfLevels(t *testing.T) {
	checkErrors(t, []errorTest{
		{"2", "2", "is not understood: a level has a per cent sign", []string{"2%"}},
		{"3,5", "3,5", "is not understood: a level has a per cent sign", []string{"3.5%"}},
		{"0%", "0%", "is out of range: a level is more than 0%", nil},
		{"-2%", "-2%", "is out of range", nil},
		{"101%", "101%", "is out of range", nil},
		{"2.125%", "2.125%", "has too many decimals", nil},
		{"%", "%", "is not understood: a level is written as", nil},
		{"two%", "two%", "is not understood: a level is written as", nil},
		{"2% 3.5%", "3.5%", "contradicts 2%: there can be only one level", nil},
		{"2% target:2.1%", "target:2.1%", "contradicts 2%: there can be only one level", nil},
		{"target:x", "target:x", "is not understood: a level is written as", nil},
	})
}

func TestErrorsOfKeys(t *testing.T) {
	checkErrors(t, []errorTest{
		{"editon:2024-06", "editon:2024-06", "is not understood: there is no such key", []string{"edition:2024-06"}},
		{"foo:bar", "foo:bar", "is not understood: there is no such key", nil},
		{":", ":", "is not understood: there is no such key", nil},
		{"edition:", "edition:", "has no value", []string{"edition:2024-06"}},
		{"focus", "focus", "is a key and needs a value", []string{"focus:NOR"}},
		{"edition:2016-0", "edition:2016-0", "is ambiguous", []string{"edition:2016-07", "edition:2016-01"}},
		{"edition:2024-60", "edition:2024-60", "is not understood: there is no such edition", []string{"edition:2024-06", "edition:2024-03", "edition:2026-07"}},
		{"edition:2024-06 edition:2024-03", "edition:2024-03", "contradicts edition:2024-06", nil},
		{"source:iiss", "source:iiss", "is not understood: source can be nato or sipri", nil},
		{"source:sipry", "source:sipry", "is not understood: source can be nato or sipri", []string{"source:sipri"}},
		{"source:nato source:sipri", "source:sipri", "contradicts source:nato", nil},
		{"sort:gpa", "sort:gpa", "is not understood: sort can be value, name, gap, money, change, since, nearest, places or streak", []string{"sort:gap"}},
		{"sort:gap sort:-gap", "sort:-gap", "contradicts sort:gap: there can be only one order", nil},
		{"source:sipri edition:2024-06", "edition:2024-06", "contradicts source:sipri: each source has editions of its own", nil},
		{"edition:2025 source:sipri", "source:sipri", "contradicts edition:2025: each source has editions of its own", nil},
		{"members:new", "members:new", "is not understood: members can be then, now or everyone", []string{"members:now"}},
		{"members:now members:then", "members:then", "contradicts members:now", nil},
		{"as:diff", "as:diff", "is not understood: as can be level, difference, index or share", []string{"as:difference"}},
		{"as:level as:index", "as:index", "contradicts as:level", nil},
		{"only:me", "only:me", "is not understood: only can be pins", nil},
		{"view:map", "view:map", "is not understood: view can be ranking, trend, grid, heat, balance, path, claims, compare or sheet", nil},
		{"verdict:great", "verdict:great", "is not understood: verdict can be met, below, edge, crossed or late", nil},
		{"view:trand", "view:trand", "is not understood: there is no such view", []string{"view:trend"}},
		{"group:nordik", "group:nordik", "is not understood: there is no such group", []string{"group:nordic"}},
		{"group:trend", "group:trend", "is not understood: there is no such group", nil},
		{"measure:equipmnt", "measure:equipmnt", "is not understood: there is no such measure", []string{"measure:equipment"}},
		{"focus:norwya", "focus:norwya", "is not understood: there is no such ally", []string{"focus:NOR"}},
		{"focus:slov", "focus:slov", "is ambiguous: it could be Slovakia or Slovenia", []string{"focus:SVK", "focus:SVN"}},
		{"focus:NOR focus:EST", "focus:EST", "contradicts focus:NOR", nil},
		{"filter:" + strings.Repeat("a", 41), "filter:" + strings.Repeat("a", 41), "is not a filter", nil},
		{"filter:\x1b[2J", "filter:\x1b[2J", "is not a filter", nil},
		{"filter:a filter:b", "filter:b", "contradicts filter:a", nil},
		{"base:2014 base:2015", "base:2015", "contradicts base:2014", nil},
	})
}

func TestErrorsOfScenarios(t *testing.T) {
	checkErrors(t, []errorTest{
		{"DEU=@2029", "DEU=@2029", "names no level", nil},
		{"DEU=", "DEU=", "names no level", nil},
		{"DEU=2%@29", "DEU=2%@29", "is not understood: a year is written with four digits", nil},
		{"DEU=2%@", "DEU=2%@", "is not understood: a year is written with four digits", nil},
		{"DEU=200%", "DEU=200%", "is out of range", nil},
		{"ESP=2% spain=2.1%", "spain=2.1%", "contradicts ESP=2%: there can be only one level for one ally", nil},
		{"span=2%", "span=2%", "is not understood: there is no such ally", []string{"ESP=2%"}},
		{"slov=2%", "slov=2%", "is ambiguous: it could be Slovakia or Slovenia", []string{"SVK=2%", "SVN=2%"}},
		{"=2%", "=2%", "is not understood: there is no such ally", nil},
		{"span=\x1b[2J", "span=\x1b[2J", "is not understood: there is no such ally", nil},
	})
}

func TestErrorText(t *testing.T) {
	v := testVocabulary(t)
	tests := []struct{ text, want string }{
		{"Norwya", `"Norwya" is not understood: not an ally, group, measure, year, target or key; did you mean Norway?`},
		{"slov", `"slov" is ambiguous; did you mean Slovakia or Slovenia?`},
		{"2024..2014", `"2024..2014" runs backwards; did you mean 2014..2024?`},
		{"edition:1999", `"edition:1999" is not understood: there is no such edition; did you mean edition:2017-06, edition:2016-07 or edition:2016-01?`},
		{strings.Repeat("q", 50), `"` + strings.Repeat("q", 40) + `…" is not understood: not an ally, group, measure, year, target or key`},
	}
	for _, tt := range tests {
		if _, err := Parse(tt.text, v); err == nil || err.Error() != tt.want {
			t.Errorf("Parse(%q):\n got %v\nwant %s", tt.text, err, tt.want)
		}
	}
}

func TestDistance(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"norway", "norway", 0}, {"norwya", "norway", 1},
		{"norwy", "norway", 1}, {"norwaay", "norway", 1}, {"borway", "norway", 1}, {"kitten", "sitting", 3}, {"ca", "abc", 3},
	}
	for _, tt := range tests {
		if got := Distance(tt.a, tt.b); got != tt.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}
