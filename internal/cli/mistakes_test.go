package cli_test

import (
	"strings"
	"testing"

	"allyscope/internal/cli"
)

// oddities is a constant table of mistakes and odd phrasings, each with part of the answer's
// sentence or, after "! ", of the error or hint.
var oddities = [...]struct{ typed, want string }{
	{"Norwya", "! did you mean Norway?"},
	{"norways gap", "! did you mean Norway?"},
	{"Germny 2024", "! did you mean Germany?"},
	{"unted kingdom", "! did you mean United Kingdom?"},
	{"equipmnt 2024", "! did you mean equipment?"},
	{"sort:gpa", "! did you mean sort:gap?"},
	{"edtion:2024-06", "! did you mean edition:2024-06?"},
	{"edition:2024-05", "! did you mean edition:2024-06, edition:2024-03"},
	{"Holland 2024", "Netherlands 2.02 (16th)"},
	{"Great Britain", "United Kingdom 2.56 (14th)"},
	{"England 2024", "! whose figures are GBR's"},
	{"Austria", "! a member of the European Union and not of NATO"},
	{"is Ukraine in nato", "! a partner of NATO and not a member"},
	{"USA vs. Russia", "! a country outside NATO"},
	{"the baltics", "(Baltic allies): Lithuania spends most"},
	{"Türkiye turkey TUR", "Türkiye 2.85 (10th)"},
	{"poland 14", "! a year four digits"},
	{"poland 2014-", "Poland 4.68 (4th)"},
	{"2026-2014", "! runs backwards; did you mean 2014..2026?"},
	{"2014 2024", "! did you mean 2014..2024?"},
	{"2030", "! has share only for 2014–2026"},
	{"last year", "! write it with its four digits"},
	{"2025e", "! did you mean 2025?"},
	{"since Poland", "! needs a year after it"},
	{"2,5%", "meet 2.5 %"},
	{"2 percent of GDP 2024", "17 of 31 allies with forces met 2 %"},
	{"percentage of gdp italy", "Italy 2.10 (21st)"},
	{"150%", "! more than 0% and at most 100%"},
	{"5 percent", "5 % is not measurable"},
	{"at most 2%", "! below 2%"},
	{"top ten 2024", "In 2024, 17 of 31"},
	{"top", "! did you mean limit:5?"},
	{"who spends the least?", "Slovenia least"},
	{"lowest spenders", "Slovenia least (1.61)"},
	{"biggest increase since 2014", "Since 2014 Lithuania rose most"},
	{"biggest drop since 2014", "United States fell most"},
	{"rank by name", "5 of 31"},
	{"sort by money", "US$ 417.3 bn missing"},
	{"how much is missing to 3.5%", "US$ 417.3 bn missing to 3.5 % in all"},
	{"when will germany reach 3.5%?", "Germany +0.09 pp a year"},
	{"defense budget of germany", "Germany 147,002 (2nd)"},
	{"military spending of france", "France 2.22 (16th)"},
	{"spending per capita", "Norway spends most (3,168)"},
	{"soldiers of turkey", "Türkiye 395.8 (2nd)"},
	{"nato average", "NATO total 2.86e"},
	{"average of the nordic allies", "Nordic (4 with forces) 3.18e"},
	{"median nordic", "Nordic median (4 with forces) 3.195e"},
	{"europe without usa", "! cannot exclude allies"},
	{"plot poland and germany", "2026e: Poland 4.68e, meets 3.5 %"},
	{"compare poland with baltic", "Poland and Baltic (3), 2026e"},
	{"edition june 2024", "In 2024e, 23 of 31"},
	{"as of 2024", "In 2024, 17 of 31"},
	{"latest edition", "In 2026e, 5 of 31"},
	{"sipri norway 2024", "Norway"},
	{"explain NOR 2016", "Norway 2016, defence expenditure: 1.68 % of GDP in NATO, July 2026 edition"},
	{"where does NOR 2016 come from?", "1.54e in 2016-07"},
	{"NOR SWE DNK FIN ISL EST LVA LTU POL", "! eight are the limit"},
	{"equipment usd", "! there can be only one measure"},
	{"brief", "! needs allies, or a group, or the word alliance"},
	{"brief nordic SWE", `! "nordic" cannot be combined with SWE: a briefing is on named allies, on one group, or on the alliance`},
	{"show", "! needs one to eight allies, such as: allyscope show NOR"},
	{"claims nordic", "! takes no words of a question"},
	{"count late", "! rank late lists them"},
	{"who will miss 20% on equipment", `! "equipment" has no path: only the share of GDP has a pledged level with a deadline`},
	{"usd met 2024", "! no pledge covers defence expenditure in US$ m"},
	{"DEU > FRA 2024", `! check "DEU > FRA 2024" compares two allies`},
	{"who spends more than the US", "! US is not one; did you mean sort:value?"},
	{"above the European average", "! did you mean ranking europe-total?"},
	{"is Spain below 2% in 2024", "Spain 2024: 1.42 % of GDP (26th of 31), 0.58 pp below 2 %"},
	{"is Germany at 2%", "Germany 2026e: 2.69 % of GDP"},
	{"who dropped below 2% in 2025", "fallen below it: none"},
	{"who increased most in 2025", "On 2024 Norway rose most (+1.00 pp)"},
	{"biggest fall 2025", "Hungary fell most (−0.15 pp)"},
	{"who cut spending in 2024", "on 2023 Türkiye rose most (+68.6 %), Finland rose least (+0.6 %)"},
	{"smallest usd 2024 top 1", "listed: Montenegro"},
	{"smallest equipment share 2024 top 1", "listed: Portugal"},
	{"which ally spends the most on personnel", "Italy highest (57.10)"},
	{"gap to 2% in dollars 2023", "US$ 91.8 bn missing to 2 %"},
	{"Poland before 2020", "In 2019, 6 of 28"},
	{"top 100", "! from 1 to 99"},
	{"personnel late", "14 of 26 miss 3.5 % by 2035"},
}

// Mistakes and odd phrasings are answered correctly, or with a hint that leads to the answer.
func TestMistakesAndOddPhrasings(t *testing.T) {
	if len(oddities) < 40 {
		t.Errorf("there are only %d cases", len(oddities))
	}
	for _, o := range oddities {
		out, said, code := answered(t, append(strings.Fields(o.typed), "-f", "md")...)
		if hint, mistaken := strings.CutPrefix(o.want, "! "); mistaken {
			if code != cli.ExitUsage || !strings.Contains(said, hint) || out != "" {
				t.Errorf("%s: %d %s%.200s\nwant the error %s", o.typed, code, said, out, hint)
			}
		} else if code != cli.ExitOK || !strings.Contains(out, o.want) {
			t.Errorf("%s: %d %s%.300s\nwant %s", o.typed, code, said, out, o.want)
		}
	}
}
