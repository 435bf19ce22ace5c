package analysis_test

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/query"
	"allyscope/internal/testing/frozen"
)

func TestStatementsOfOnesOwn(t *testing.T) {
	ds := frozen.Data(t)
	for _, c := range []struct{ text, meaning, want string }{
		{"NOR 2016 1.56%", "Norway 2016 = 1.56 %", "2016-07 differs, 2019-06 differs, 2022-06 differs, 2023-07 not_measurable, 2024-06 differs, 2025-08 differs, 2026-07 differs"},
		{"NLD 2024 2.0% edition:2024-06", "", "2024-06 rounds_to_it"}, // 2.0495 unrounded, printed as 2.05
		{"NLD 2024 2.1% edition:2024-06", "", "2024-06 differs"},
		{"nor 2016 1,58 %", "Norway 2016 = 1.58 %", "2019-06 holds"},
		{"NOR 2016 1.6%", "Norway 2016 = 1.6 %", "2019-06 rounds_to_it"},
		{"NOR=1.68% 2016", "Norway 2016 = 1.68 %", "2026-07 holds"},
		{"count 2024 2% = 22", "the number of allies that meet 2 % in 2024 = 22", "2024-06 differs, 2025-04 holds, 2025-08 differs, 2026-07 differs"},
		{"count 2024 2% 23", "the number of allies that meet 2 % in 2024 = 23", "2024-06 holds, 2025-04 differs, 2025-08 differs, 2026-07 differs"},
		{"count 2016 2% = 5 of 28", "the number of allies that meet 2 % in 2016 = 5 of 28", "2016-07 holds"},
		{"count 2016 2% = 5 of 27", "", "2016-07 holds"},
		{"count 2016 2% = 5 of 30", "", "2016-07 differs"},
		{"count below 2024 2% < 10", "the number of allies that do not meet 2 % in 2024 < 10", "2024-06 holds, 2025-04 holds, 2025-08 differs"},
		{"count below 2024 2% = 8 of 31", "", "2024-06 holds, 2025-04 differs"},
		{"count below 2024 2% = 9 of 32", "", "2024-06 holds, 2025-04 differs"},
		{"count below 2024 2% = 9 of 31", "", "2024-06 differs, 2025-04 holds"},
		{"count not meeting 2024 2% = 10 of 32", "", "2024-06 differs, 2025-04 holds"},
		{"count below 2024 2% = 10 of 32", "", "2024-06 differs, 2025-04 holds"},
		{"only 1 ally met 2% in 2024", "the number of allies that meet 2 % in 2024 = 1", "2024-06 differs"},
		{"1 ally is below 2% in 2024", "the number of allies that do not meet 2 % in 2024 = 1", "2024-06 differs"},
		{"the number of allies that met 2% in 2024 is 23", "the number of allies that meet 2 % in 2024 = 23", "2024-06 holds"},
		{"one member met 2% in 2024", "the number of allies that meet 2 % in 2024 = 1", "2024-06 differs"},
		{"count not meeting 2024 2% = 9", "", "2024-06 holds, 2025-04 holds"},
		{"count not meeting 2024 2% = 10 of 30", "", "2024-06 differs, 2025-04 differs"},
		{"count nordic 2024 2% = 4", "the number of allies that meet 2 % in 2024 (Nordic allies) = 4", "2024-06 holds"},
		{"count 2024 20% = 29", "the number of allies that meet 20 % on equipment in 2024 = 29", "2024-06 holds"},
		{"count 2024 5% = 1", "", "2024-06 not_measurable"},
		{"count 2021 2% = 8", "", "2021-06 differs, 2022-03 not_measurable, 2022-06 holds"},
		{"count 2025 2% = 30", "", "2025-08 not_measurable, 2026-07 differs"}, // without Germany
		{"count 2025 2% = 28", "", "2025-08 differs, 2026-07 holds"},
		{"count 2025 2% > 20", "", "2025-08 holds, 2026-07 holds"},
		{"FRA > USA 2024", "France > United States in 2024", "2024-06 differs, 2025-04 differs, 2025-08 differs, 2026-07 differs"},
		{"FRA<2024 USA", "France < United States in 2024", "2024-06 holds"},
		{"EST > GRC usd 2024", "Estonia > Greece in 2024", "2024-06 differs, 2026-07 differs"},
		{"EST > GRC national 2024", "", "2024-06 not_measurable"},
		{"only USA fell 2014..2024", "only United States fell from 2014 to 2024", "2024-06 holds, 2025-08 holds, 2026-07 holds"},
		{"only USA rose 2014..2024", "", "2024-06 differs"},
		{"only HRV USA fell 2014..2024", "", "2024-06 differs"},
		{"only NOR fell 2014..2024", "", "2024-06 differs"},
		{"POL rose 2014..2024", "Poland rose from 2014 to 2024", "2024-06 holds"},
		{"only DEU rose 2024..2025 edition:2025-08", "", "2025-08 not_measurable"},
		{"USA 2024 3.0..3.5%", "United States 2024 = 3.0..3.5 %", "2024-06 holds, 2025-04 holds, 2025-08 holds, 2026-07 holds"},
		{"SVK 2024 ≥ 2%", "Slovakia 2024 >= 2 %", "2024-06 holds, 2025-04 holds, 2025-08 differs, 2026-07 differs"},
		{"NLD meets 2% 2024", "Netherlands 2024 >= 2 %", "2024-06 holds, 2025-04 holds, 2025-08 holds, 2026-07 holds"},
		{"the NLD does not meet 2 % in 2024", "Netherlands 2024 < 2 %", "2024-06 differs"},
		{"NLD is over 2% in 2024", "Netherlands 2024 > 2 %", "2024-06 holds, 2025-04 holds, 2025-08 differs"},
		{"IS is below 2% in 2024", "Iceland 2024 < 2 %", "2024-06 not_measurable"},
		{"USA isn't below 3% 2024", "United States 2024 >= 3 %", "2024-06 holds"},
		{"ESP spent at least 1.5% in 2024", "Spain 2024 >= 1.5 %", "2024-06 differs"},
		{"more than 10 allies met 2% in 2023", "the number of allies that meet 2 % in 2023 > 10", "2023-07 holds, 2024-03 holds, 2024-06 differs, 2025-08 differs, 2026-07 differs"},
		{"at least 10 allies met 2% in 2023", "the number of allies that meet 2 % in 2023 >= 10", "2023-07 holds, 2024-03 holds, 2024-06 holds"},
		{"over 10 allies met 2% in 2023", "the number of allies that meet 2 % in 2023 > 10", "2024-06 differs"},
		{"no more than 10 allies met 2% in 2023", "the number of allies that meet 2 % in 2023 <= 10", "2024-03 differs, 2024-06 holds"},
		{"not over 10 allies met 2% in 2023", "the number of allies that meet 2 % in 2023 <= 10", "2024-03 differs, 2024-06 holds"},
		{"no fewer than 11 allies met 2% in 2023", "the number of allies that meet 2 % in 2023 >= 11", "2024-03 holds, 2024-06 differs"},
		{"Fewer than 10 allies were below 2% in 2024", "the number of allies that do not meet 2 % in 2024 < 10", "2024-06 holds, 2025-04 holds, 2025-08 differs"},
		{"8 allies didn’t meet 2% in 2024", "the number of allies that do not meet 2 % in 2024 = 8", "2024-06 holds, 2025-04 differs"},
		{"5 allies spent more than 2% in 2019", "the number of allies that are above 2 % in 2019 = 5", "2025-08 holds, 2026-07 holds"}, // Estonia is at 2.00
		{"count above 2% 2019 = 6", "the number of allies that are above 2 % in 2019 = 6", "2025-08 differs, 2026-07 differs"},
		{"6 allies met 2% in 2019", "the number of allies that meet 2 % in 2019 = 6", "2025-08 holds, 2026-07 holds"},
		{"22 allies spent at least 2% in 2024", "the number of allies that meet 2 % in 2024 = 22", "2025-04 holds"},
		{"Poland spends more than 4% in 2025", "Poland 2025 > 4 %", "2025-08 holds, 2026-07 holds"},
		{"Poland less than 4.3% 2025", "Poland 2025 < 4.3 %", "2025-08 differs, 2026-07 holds"},
		{"Poland exceeds 4.3% 2025", "Poland 2025 > 4.3 %", "2025-08 holds, 2026-07 differs"},
		{"Poland 2024 more than 34.5 bn usd", "Poland 2024 > 34.5 bn", "2024-06 holds, 2026-07 differs"},
		{"Poland spends no more than 4.3% in 2025", "Poland 2025 <= 4.3 %", "2025-08 differs, 2026-07 holds"},
		{"Poland doesn't spend more than 4.3% in 2025", "Poland 2025 <= 4.3 %", "2025-08 differs, 2026-07 holds"},
		{"Poland isn't > 4.3% 2025", "Poland 2025 <= 4.3 %", "2025-08 differs, 2026-07 holds"},
		{"count below 14 2% 2024", "the number of allies that do not meet 2 % in 2024 = 14", "2025-08 holds, 2026-07 holds"},
		{"count meeting 17 2% 2024", "the number of allies that meet 2 % in 2024 = 17", "2025-08 differs, 2026-07 holds"},
		{"count not 2024 2% = 14", "the number of allies that do not meet 2 % in 2024 = 14", "2026-07 holds"},
		{"all 17 allies met 2% 2024", "the number of allies that meet 2 % in 2024 = 17", "2026-07 holds"},
		{"no 2016 1.56%", "Norway 2016 = 1.56 %", "2016-07 differs"},
		{"GRC 2024 above or at 2%", "Greece 2024 >= 2 %", "2024-06 holds"},
		{"EST 2019 at or above 2%", "Estonia 2019 >= 2 %", "2025-08 holds, 2026-07 holds"}, // 2.00
		{"Poland spends more than Estonia in 2025", "Poland > Estonia in 2025", "2025-08 holds, 2026-07 holds"},
		{"Poland does not spend more than Estonia in 2025", "Poland <= Estonia in 2025", "2025-08 differs, 2026-07 differs"},
		{"NO fell 2014..2024", "Norway fell from 2014 to 2024", "2024-06 differs"},
		{"POL is risen 2014..2024", "Poland rose from 2014 to 2024", "2024-06 holds"},
		{"ESP below ITA 2024", "Spain < Italy in 2024", "2024-06 holds"},
		{"ESP meets 5% 2024", "Spain 2024 >= 5 %", "2024-06 not_measurable"}, // which no published figure can show
		{"ESP 2024 < 5%", "Spain 2024 < 5 %", "2024-06 holds"},
		{"ALB 2014 1.4% edition:2023-07", "", "2023-07 not_measurable"}, // 1.35, typed as it is printed
		{"TUR 2014 1.5% edition:2023-07", "", "2023-07 not_measurable"},
		{"ALB 2014 1.3% edition:2024-06", "", "2024-06 rounds_to_it"},
		{"NOR 2016 national = 54 bn", "Norway 2016 = 54 bn", "2022-06 rounds_to_it"},
		{"NOR 2016 national 54022", "Norway 2016 = 54022", "2022-06 holds"},
		{"NOR national = 2016 2016", "", "2022-06 differs"},
		{"Five of the 28 allies meet the 2 % target in 2016", "the number of allies that meet 2 % in 2016 = 5 of 28", "2016-07 holds"},
		{"5 of 31 meet 3.5% in 2026", "the number of allies that meet 3.5 % in 2026 = 5 of 31", "2026-07 holds"},
		{"5 of the Big Five met 2% in 2025", "the number of allies that meet 2 % in 2025 (Five largest by expenditure) = 5", "2026-07 holds"},
		{"only three allies met 2% in 2014", "the number of allies that meet 2 % in 2014 = 3", "2016-01 holds"},
		{"yes or no: NLD meets 2% 2024", "Netherlands 2024 >= 2 %", "2024-06 holds"},
		{"Yes or no, did 22 allies meet 2% in 2024?", "the number of allies that meet 2 % in 2024 = 22", "2025-04 holds"},
		{"Germany met the 2% target in 2024", "Germany 2024 >= 2 %", "2024-06 holds"},
		{"Belgium spends exactly 2% 2025", "Belgium 2025 = 2 %", "2026-07 holds"},
		{"DEU 2025 2.22%", "", "2025-08 not_measurable, 2026-07 holds"},
		{"NOR 1995 2.31% source:sipri", "", "sipri-2026-04 holds"},
		{"Canada has yet to meet 2% in 2024", "Canada 2024 < 2 %", "2024-06 holds"},
		{"Canada failed to meet 2% in 2024", "Canada 2024 < 2 %", "2024-06 holds"},
		{"Canada doesn't even meet 2% in 2024", "Canada 2024 < 2 %", "2024-06 holds"},
		{"Canada falls short of 2% in 2024", "Canada 2024 < 2 %", "2024-06 holds"},
		{"8 allies are short of 2% in 2024", "the number of allies that do not meet 2 % in 2024 = 8", "2024-06 holds"},
		{"Canada == 1.37% 2024", "Canada 2024 = 1.37 %", "2024-06 holds"},
		{"Canada => 1.37% 2024", "Canada 2024 >= 1.37 %", "2024-06 holds"},
		{"Poland spent 4.12 per cent of its GDP on defence in 2024", "Poland 2024 = 4.12 %", "2024-06 holds"},
		{"Poland spends 4.12 percent of GDP in 2024.", "Poland 2024 = 4.12 %", "2024-06 holds"},
		{"Norway spends more on defence than Sweden in 2024", "Norway > Sweden in 2024", "2024-06 holds, 2025-04 differs"},
		{"Poland outspends the US in 2024", "Poland > United States in 2024", "2024-06 holds"},
		{"Spain spent just 1.28% in 2024", "Spain 2024 = 1.28 %", "2024-06 holds"},
		{"Spain stands at only 1.28% in 2024", "Spain 2024 = 1.28 %", "2024-06 holds"},
		{"Germany met NATO’s 2 % target in 2024", "Germany 2024 >= 2 %", "2024-06 holds"},
		{"Norway is at NATO 2% 2024", "Norway 2024 = 2 %", "2024-06 rounds_to_it"},
		{"Germany hits the NATO benchmark of 2% in 2024", "Germany 2024 >= 2 %", "2024-06 holds"},
		{"Germany spent €90.6 billion in 2024", "Germany 2024 = 90.6 bn (defence expenditure, national currency", "2024-06 rounds_to_it"},
		{"Germany spent over US$97bn on defence in 2024", "Germany 2024 > 97 bn (defence expenditure, US$", "2024-06 holds"},
		{"Norway spent 11 billion US dollars in 2024", "Norway 2024 = 11 bn (defence expenditure, US$", "2024-06 rounds_to_it"},
		{"Norway has 24.3 thousand troops in 2024", "Norway 2024 = 24.3 (military personnel, thousand)", "2024-06 holds"},
		{"Germany spent at least €90bn in 2024", "Germany 2024 >= 90 bn (defence expenditure, national currency", "2024-06 holds"},
		{"Germany 2024 = EUR 90.6 bn", "Germany 2024 = 90.6 bn (defence expenditure, national currency", "2024-06 rounds_to_it"},
		{"Latvia devotes 3.15% of GDP to defence in 2024", "Latvia 2024 = 3.15 %", "2024-06 holds"},
		{"23 of NATO's 32 members met 2% in 2024", "the number of allies that meet 2 % in 2024 = 23 of 32", "2024-06 holds"},
		{"Twenty-three allies met 2% in 2024", "the number of allies that meet 2 % in 2024 = 23", "2024-06 holds"},
		{"twenty three NATO members met 2% in 2024", "the number of allies that meet 2 % in 2024 = 23", "2024-06 holds"},
		{"23 out of 32 NATO allies hit 2% in 2024", "the number of allies that meet 2 % in 2024 = 23 of 32", "2024-06 holds"},
		{"eleven allies met 2% in 2023", "the number of allies that meet 2 % in 2023 = 11", "2023-07 holds"},
		{"Nine members don't meet 2% in 2024", "the number of allies that do not meet 2 % in 2024 = 9", "2024-06 holds"},
		{"Eight allies remain below 2% in 2024", "the number of allies that do not meet 2 % in 2024 = 8", "2024-06 holds"},
		{"Norway 2024 percent of GDP = 1.73%", "Norway 2024 = 1.73 %", "2024-06 differs"},
		{"NOR 2016 % of GDP = 1.58%", "Norway 2016 = 1.58 %", "2019-06 holds"},
		{"Germany met NATO's 2% target, in 2024", "Germany 2024 >= 2 %", "2024-06 holds"},
		{"In 2024 Poland spent 4.12 per cent.", "Poland 2024 = 4.12 %", "2024-06 holds"},
		{"Number of NATO allies at 2% in 2024: twenty-two allies", "the number of allies that meet 2 % in 2024 = 22", "2025-04 holds"},
		{"Germany 2024 us$ 97.7bn", "Germany 2024 = 97.7 bn (defence expenditure, US$", "2024-06 rounds_to_it"},
		{"Canada spent CA$41bn in 2024", "Canada 2024 = 41 bn (defence expenditure, national currency", "2024-06 rounds_to_it"},
		{"count 2% 2016 = 5 members now", "the number of allies that meet 2 % in 2016 = 5", "2016-07 not_measurable"},
		{"Poland !< 4% 2024", "Poland 2024 >= 4 %", "2024-06 holds"},
		{"two in three Baltic allies met 2.5% in 2024", "the number of allies that meet 2.5 % in 2024 (Baltic allies) = 2 of 3", "2024-06 differs"},
	} {
		got, err := analysis.CheckFor(ds, c.text)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		var parts []string
		for _, f := range got.Findings {
			parts = append(parts, f.Edition.ID+" "+f.Outcome.String())
			if f.Why == "" {
				t.Errorf("%s: %s gives no reason", c.text, f.Edition.ID)
			}
		}
		if all := strings.Join(parts, ", "); !strings.Contains(all, c.want) {
			t.Errorf("%s: %s, want %s", c.text, all, c.want)
		}
		if !strings.HasPrefix(got.Meaning, c.meaning) {
			t.Errorf("%s is understood as %q, want %q", c.text, got.Meaning, c.meaning)
		}
	}
}

// What is offered in the place of a statement is of whom and of when it is, or nothing is.
func TestStatementsThatAreNotUnderstood(t *testing.T) {
	ds := frozen.Data(t)
	const nothing = "nothing"
	for _, c := range []struct{ text, word, reason, offers string }{
		{"Norwya 2016 1.56%", "Norwya", "not understood", "Norway"},
		{"", "", "says nothing", ""},
		{"Norway is great", "great", "has no place in a claim", nothing},
		{"NOR 2016", "NOR 2016", "gives no number", `"NOR 2016 >= 2%"`},
		{"NOR 1.56%", "NOR 1.56%", "names no year", `"NOR 2026 = 1.56%"`},
		{"2016 1.56%", "2016 1.56%", "names no ally", nothing},
		{"NOR SWE 2016 1.56%", "NOR SWE 2016 1.56%", "several allies", `"SWE 2016 = 1.56%"`},
		{"NOR 2016 2% 3%", "3%", "second number", ""},
		{"NOR 2016 1.56", "1.56", "per cent sign", "1.56%"},
		{"NOR 2016 54,022%", "54,022%", "without commas", "54022%"},
		{"NOR 2016 usd 6%", "6%", "is a percentage, but usd", "6"},
		{"NOR 2016 personnel 23 bn", "bn", "a unit of money", ""},
		{"NOR 2016 3.5..3.0%", "3.5..3.0%", "backwards", "3.0..3.5%"},
		{"NOR 2016 > 3.0..3.5%", "3.0..3.5%", "the only sign before it is =", ""},
		{"NOR > SWE > FIN 2016", ">", "second comparison", ""},
		{"NOR meets 2% below 2016", "below", "second comparison", ""},
		{"Poland does not spend 4% in 2025", "not", "only says what a figure is not", "at most"},
		{"Poland doesn’t spend 4% 2025", "doesn't", "only says what a figure is not", "at most"},
		{"Poland not 4% 2025", "not", "only says what a figure is not", "less than"},
		{"Poland 2024 isn't 3.75%", "isn't", "only says what a figure is not", "less than"},
		{"Poland 2024 not = 3.75%", "not", "only says what a figure is not", ""},
		{"Poland never spent 4% 2025", "never", "only says what a figure is not", ""},
		{"not 10 allies met 2% in 2023", "not", "only says what a figure is not", ""},
		{"not only USA fell 2014..2024", "not", "only says what a figure is not", ""},
		{"USA didn't fall 2014..2024", "didn't", "only says what a figure is not", ""},
		{"two allies fell 2014..2024", "2", "is a number of allies: name the allies that moved", ""},
		{"Poland nearly 4% 2025", "nearly", "neither a figure nor a bound", "at least"},
		{"almost 10 allies met 2% in 2023", "almost", "neither a figure nor a bound", "at most"},
		{"about 10 allies met 2% in 2023", "about", "neither a figure nor a bound", ""},
		{"Poland up to 4% 2025", "up", "neither a figure nor a bound", ""},
		{"Poland 4% or more 2025", "or", "neither a figure nor a bound", ""},
		{"Poland between 3% and 4% 2025", "between", "needs a year", ""},
		{"no ally fell 2014..2024", "no", "is not a number of allies", nothing},
		{"Nobody fell 2014..2024", "Nobody", "is not a number of allies", ""},
		{"none of the allies met 2% in 2023", "none", "is not a number of allies", `"count 2023 2% = 0"`},
		{"half the allies met 2% in 2023", "half", "is a share, not a number of allies", nothing},
		{"most allies meet 2%", "most", "is not a number of allies", `"count 2026 2% > 15"`},
		{"all of the Baltic states met 2% in 2024", "all", "is not a number of allies", `"count baltic 2024 2% = 3"`},
		{"every Nordic ally is below 2.5% in 2024", "every", "is not a number of allies", `"count below nordic 2024 2.5% = 4"`},
		{"no ally would meet 2% in 2023", "no", "is not a number of allies", nothing},
		{"all allies met 2% in 2023 NOR", "all", "is not a number of allies", nothing},
		{"all allies met 2% in 2023", "all", "is not a number of allies", ""},
		{"1 in 3 allies met 2% in 2024", "1 in 3 allies met 2% in 2024", "a share of the allies", `"count 2024 2% = 17"`},
		{"one of three allies missed 2% in 2024", "one of three allies missed 2% in 2024", "a share of the allies", `"count below 2024 2% = 14"`},
		{"two thirds of allies met 2% in 2024", "thirds", "is a share", nothing},
		{"A majority of NATO members met 2% in 2024", "majority", "is a share", nothing},
		{"56% of the allies met the 2% target in 2024", "56%", "is a share", nothing},
		{"Canada != 1.37% 2024", "≠", "only says what a figure is not", "less than"},
		{"Germany first met 2% in 2024", "first", "all earlier years", nothing},
		{"Norway spent more money than Sweden in 2024", "than", "needs more or less", "more than"},
		{"Canada spent A$41bn in 2024", "A$", "not understood", ""},
		{"The level of Slovakia is 2% in 2024", "level", "needs a value", ""},
		{"France > United Kingdom 2024 2025", "2025", "contradicts 2024", ""},
		{"USA spent 1 trillion dollars in 2025", "trillion", "use billions", "bn"},
		{"Norway personnel 2024 = 24300", "24300", "is in persons", "24.300"},
		{"Norway 2024 usd = 11 thousand", "thousand", "a unit of personnel", nothing},
		{"every ally met 2% in 2023", "every", "is not a number of allies", ""},
		{"Poland spends the most 2024 3%", "most", "all others", nothing},
		{"Poland lowest 2024 3%", "lowest", "would be skipped", ""},
		{"Poland improved 2024 3%", "improved", "would be skipped", ""},
		{"10 allies spent at most 2% in 2023", "at most", "not counted", "below"},
		{"10 allies did not meet 2% below 2% 2023", "below", "second comparison", ""},
		{"2% more than Poland 2024", "more than", "has to come before its number", ""},
		{"above ITA ESP 2024", "above ITA ESP 2024", "on one side", `"ITA > ESP 2024"`},
		{"USA fell more than 2% 2014..2024", "more than", "cannot be combined", ""},
		{"NOR > SWE FIN 2016", "NOR > SWE FIN 2016", "neither a number nor two allies", `"NOR > SWE 2016"`},
		{"NOR SWE 2016", "NOR SWE 2016", "neither a number nor a comparison", `"NOR > SWE 2016"`},
		{"nordic 2016 2%", "nordic", "is a group", ""},
		{"NOR 2014..2016 2%", "NOR 2014..2016 2%", "one year", `"NOR 2016 = 2%"`},
		{"count 2024 2%", "count 2024 2%", "no number of allies", `"count 2024 2% = 17"`},
		{"count 2% = 22", "count 2% = 22", "names no year", `"count 2026 2% = 22"`},
		{"count 2024 = 22", "count 2024 = 22", "names no level", `"count 2024 2% = 22"`},
		{"count 2024 2% = 1 2 3", "3", "one number too many", ""},
		{"count NOR 2024 2% = 1", "NOR", "is one ally", ""},
		{"22 allies spend exactly 2% in 2024", "exactly", "is not counted", "below"},
		{"22 allies spent just above 2% in 2024", "just", "not understood", ""},
		{"22 allies met only 2% in 2024", "only", "has no place", ""},
		{"no one of the allies met 2% in 2014", "no", "is not a number of allies", `"count 2014 2% = 0"`},
		{"NOR 1.56% edition:2016-07", "NOR 1.56% edition:2016-07", "names no year", `"NOR 2016 edition:2016-07 = 1.56%"`},
		{"only USA fell", "only USA fell", "two years", `"only USA fell 2014..2026"`},
		{"USA fell since 2014", "USA fell since 2014", "two years", `"USA fell 2014..2026"`},
		{"Poland pledged 5% in 2025", "pledged", "would be skipped", ""},
		{"Italy has a target of 2% in 2024", "2%", "is an aim, not a figure", nothing},
		{"Norway aims to meet 2% in 2024", "2%", "is an aim, not a figure", nothing},
		{"Italy has a 2% target in 2024", "target", "is an aim, not a figure", nothing},
		{"Germany and NATO 2% 2024", "NATO", "has no place in a claim", ""},
		{"Poland 2024 480000 thousand personnel", "480000", "more than any ally's personnel in thousands", "480.000"},
		{"Montenegro has 1600 troops in 2024", "1600", "is in persons", "1.600"},
		{"Poland has 216000 troops in 2024", "216000", "is in persons", "216.000"},
		{"USA fell 2014..2014", "USA fell 2014..2014", "two years", nothing},
		{"count above 2% 2024", "count above 2% 2024", "no number of allies", nothing},
		{"NOR 2024 personnel", "NOR 2024 personnel", "no number", nothing},
		{"NOR infrastructure edition:2016-01", "NOR infrastructure edition:2016-01", "names no year", nothing},
		{"count 2024 = 5 infrastructure edition:2016-01", "count 2024 = 5 infrastructure edition:2016-01", "names no level", nothing},
		{"Poland spent 48 million dollars in 2024", "", "", ""},
		{"the US would spend 3% in 2024", "would", "would be skipped", ""},
		{"only fell 2014..2024", "only fell 2014..2024", "names no ally", ""},
		{"only nordic USA fell 2014..2024", "nordic", "is a group", ""},
		{"USA > 3% fell 2014..2024", ">", "cannot be combined", ""},
		{"USA fell 2014..2024 3%", "3%", "cannot be combined", ""},
		{"sort:name NOR 2016 2%", "sort:name", "has no place in a claim", ""},
		{"heat NOR 2016 2%", "heat", "has no place in a claim", ""},
		{"NOR 1995 2.1%", "1995", "only for 2014–2026", "1995 source:sipri"},
		{"NOR 2016 2% edition:2031", "edition:2031", "no such edition", ""},
		{"NOR 2016 999999999999%", "999999999999%", "", ""},
	} {
		got, err := analysis.CheckFor(ds, c.text)
		if c.reason == "" {
			if err != nil {
				t.Errorf("%s: %v", c.text, err)
			}
			continue
		}
		var e *query.Error
		if !errors.As(err, &e) {
			t.Errorf("%q is taken as %+v, %v", c.text, got, err)
			continue
		}
		if e.Word != c.word || !strings.Contains(e.Reason, c.reason) {
			t.Errorf("%q: %v; want %q: %s", c.text, e, c.word, c.reason)
		}
		switch c.offers {
		case "":
		case nothing:
			if len(e.Nearest) > 0 {
				t.Errorf("%q: offered is %q", c.text, e.Nearest)
			}
		default:
			refused(t, c.text, err, c.word, c.offers)
		}
		for _, offer := range e.Nearest { // a whole statement is one that is understood
			if said, err := strconv.Unquote(offer); err == nil {
				if _, err := analysis.CheckFor(ds, said); err != nil {
					t.Errorf("%q: offered is %s: %v", c.text, offer, err)
				}
			}
		}
	}
}

// Whatever is typed is understood or refused, and what is understood is said to
// be so or not in every edition.
func FuzzStatement(f *testing.F) {
	for _, s := range []string{"NOR 2016 1.56%", "NOR meets 2% 2024", "count 2024 2% = 22", "FRA > USA 2024", "only USA fell 2014..2024", "most allies meet 2%", "yes or no: ", "NOR 2016 3.0..3.5%", "count below 2% 2024 5 of 28 =", "NOR ≥ 2,5 % 2016", "% %", "NOR 2016 usd = 6,4bn", "only rose 2014..", "=\x00>=", "NOR 2016 ..%", "٣%"} {
		f.Add(s)
	}
	ds := frozen.Data(f)
	f.Fuzz(func(t *testing.T, s string) {
		c, err := analysis.CheckFor(ds, s)
		var e *query.Error
		switch {
		case err == nil && (len(c.Findings) == 0 || c.Sentence == "" || strings.Contains(fmt.Sprint(c.Sentence, c.Findings), "%!")):
			t.Errorf("%q: %+v", s, c)
		case err != nil && !errors.As(err, &e):
			t.Errorf("%q: %v is no *query.Error", s, err)
		}
	})
}

// A statement as long as a command line can be is refused at once: it would take an
// hour, were a word put together letter by letter.
func TestLongStatements(t *testing.T) {
	ds := frozen.Data(t)
	for _, long := range []string{strings.Repeat("a", 1<<20), "NOR > " + strings.Repeat("1%", 1<<19), "count " + strings.Repeat("é", 1<<19), "fell " + strings.Repeat("2014..", 1<<17)} {
		if _, err := analysis.CheckFor(ds, long); err == nil || len(err.Error()) > 1000 {
			t.Errorf("%.20q: %.1000v", long, err)
		}
	}
}

// Words that mean something are named where they are passed over, and only those.
func TestAStatementTellsWhatItPassesOver(t *testing.T) {
	ds := frozen.Data(t)
	for text, skipped := range map[string]string{
		"the NLD meets 2% in 2024": "", "Did 22 of the 31 allies meet 2% in 2024?": "", "is NLD at 2% 2024": "",
		"NLD already meets 2% 2024": "already", "Poland spends more than 4% in 2025": "", "Latvia's defence spending reached 3.15% of GDP in 2024": "",
		"NLD meets 2% in 2024 today": "today",
	} {
		c, err := analysis.CheckFor(ds, text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := strings.Join(c.Skipped, " "); got != skipped {
			t.Errorf("%s: skipped: %q", text, got)
		}
	}
}
