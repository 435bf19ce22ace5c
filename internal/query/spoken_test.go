package query_test

import (
	"errors"
	"strings"
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/query"
	"allyscope/internal/testing/frozen"
)

// What people type is read as what they mean, and what is skipped or assumed on
// the way is said.
func TestWordsAsPeopleTypeThem(t *testing.T) {
	v := analysis.Vocabulary(frozen.Data(t))
	for _, tt := range []struct{ text, read, said string }{
		{"who met 2% in 2024?", "2024 2% met", "skipped: who in"},
		{"top 5", "limit:5", ""},
		{"bottom 3 2024", "2024 reverse limit:3", ""},
		{"below 2%", "2% below", ""},
		{">=2%", "2% met", ""},
		{"≥ 2%", "2% met", ""},
		{"<2%", "2% below", ""},
		{"at least 2%", "2% met", ""},
		{"2% or more", "2% met", ""},
		{"less than 3,5 percent", "3.5% below", ""},
		{"2 per cent", "2%", ""},
		{"since 2014", "2014..", ""},
		{"from 2014 to 2026", "2014..2026", ""},
		{"between 2014 and 2026", "2014..2026", ""},
		{"2014 to 2026", "2014..2026", ""},
		{"until 2019", "..2019", ""},
		{"DEU,FRA", "DEU FRA", ""},
		{"Spain, Italy & Portugal", "ESP ITA PRT", "skipped: &"},
		{"DEU/FRA", "DEU FRA", ""},
		{"USA vs Germany", "compare USA DEU", ""},
		{"Norway's gap", "NOR sort:gap", ""},
		{"Norway’s gap", "NOR sort:gap", ""},
		{"latest", "", ""},
		{"NATO", "trend NATO-total", "NATO is the alliance's own sum"},
		{"who in NATO met 2%", "2% met", "skipped: who; in NATO is all allies"},
		{"which nordic allies in NATO met 2%", "nordic 2% met", "skipped: which allies in NATO"},
		{"all allies in NATO", "", "all allies is all allies; in NATO is all allies"},
		{"in NATO the baltics", "baltic", "skipped: in NATO the"},
		{"Europe and Canada", "trend Europe-and-Canada", ""},
		{"ranking NATO_TOTAL", "ranking NATO-total", ""},
		{"nordic average", "trend nordic-total", ""},
		{"eastern flank mean usd", "trend eastern-flank-total usd", ""},
		{"nordic baltic", "trend nordic-total baltic-total", ""},
		{"Nordic against Baltic average since 2014", "compare nordic-total baltic-total 2014..", ""},
		{"Spain against Europe and Canada", "compare ESP Europe-and-Canada", ""},
		{"Norway vs the Nordics", "compare NOR nordic-total", "skipped: the"},
		{"nordic NOR", "NOR nordic", ""},
		{"GBR, FRA, DEU side by side", "compare GBR FRA DEU", ""},
		{"trend Spain against Italy", "trend ESP ITA", "skipped: against"},
		{"history of Norway against Italy", "trend NOR ITA", "skipped: of against"},
		{"history of both 2% and 20%", "balance 2%", "skipped: history of and"},
		{"who misses 3.5% extra at present pace", "path 3.5% late", "skipped: who"},
		{"who fell least since 2022", "2022.. sort:-since", "skipped: who least"},
		{"lowest shortfall", "sort:-money", "skipped: lowest"},
		{"who newly crossed 2% in 2025", "2025 2% crossed", "skipped: who in"},
		{"newly met 2% 2025", "2025 2% crossed", ""},
		{"since when is Norway at 2%", "NOR 2% sort:streak", "skipped: is at"},
		{"when did Poland reach 2%?", "POL 2% sort:streak", ""},
		{"when has North Macedonia met 2%", "MKD 2% sort:streak", ""},
		{"which country grew fastest since 2022", "2022.. sort:since", "skipped: which country fastest"},
		{"who grew slowest since 2022", "2022.. sort:-since", "skipped: who"},
		{"did Germany meet 2% in 2023?", "sheet DEU 2023 2%", "skipped: did in"},
		{"does Norway miss 3.5%", "sheet NOR 3.5%", "skipped: does"},
		{"who does not meet 2%", "2% below", "skipped: who"},
		{"which allies didn't reach 3.5% in 2025?", "2025 3.5% below", "skipped: which allies in"},
		{"how far is Spain from 2%", "ESP 2% sort:gap", ""},
		{"the largest gap to 2% in 2024", "2024 2% sort:-gap", "the to in"},
		{"biggest gap in dollars", "sort:-money", ""},
		{"smallest gap", "sort:nearest", ""},
		{"largest increase since 2014", "2014.. sort:since", "largest"},
		{"who will miss 3.5%", "3.5% late", "who"},
		{"who will not reach 2% by 2030", "path 2% by:2030 late", "who"},
		{"which allies will meet 3.5%", "path 3.5%", "which allies"},
		{"real growth Poland 2025", "POL real-change 2025", ""},
		{"annual real change", "real-change", ""},
		{"personnel share", "personnel-share", ""},
		{"infrastructure share 2020", "infrastructure 2020", ""},
		{"military personnel", "personnel", ""},
		{"spending per person", "per-capita", ""},
		{"how much more must Germany spend", "path DEU", ""},
		{"how much does Spain need for 3.5%", "path ESP 3.5%", "skipped: for"},
		{"personnel share of the total", "trend personnel as:share", ""},
		{"personnel share of the alliance", "trend personnel as:share", ""},
		{"infrastructure share of NATO", "trend infrastructure as:share", ""},
		{"what share of NATO meets 2%", "2% met", "skipped: what; of NATO is all allies"},
		{"share of nato countries below 2% 2024", "2024 2% below", "skipped: countries; of nato is all allies"},
		{"how much more must Norway spend to meet 3.5%", "path NOR 3.5%", ""},
		{"how much does Italy need to reach 2%", "path ITA 2%", ""},
		{"largest gaps", "sort:-gap", ""},
		{"will Norway miss 3.5%", "path NOR 3.5%", ""},
		{"usa share of nato", "trend USA as:share", ""},
		{"Germany's share of the alliance", "trend DEU as:share", ""},
		{"who improved most since 2022", "2022.. sort:since", "skipped: who most"},
		{"history of Italy 2014-2026", "trend ITA 2014..2026", "skipped: of"},
		{"how much did Germany spend in euros", "sheet DEU national", "skipped: how much did spend in"},
		{"top 5 by equipment 2024", "equipment 2024 limit:5", "skipped: by"},
		{"allies by GDP per capita", "gdp-per-capita", "skipped: allies by"},
		{"sort by personnel", "personnel", "skipped: sort by"},
		{"GDP per head 2025", "gdp-per-capita 2025", ""},
		{"list by increase since 2014", "2014.. sort:since", "skipped: list by"},
		{"who fails 2%", "2% below", "skipped: who"},
		{"who meets the equipment pledge", "equipment met", "skipped: who the pledge"},
		{"2% target", "2%", ""},
		{"European allies as a whole", "trend europe-total", ""},
		{"Germany indexed to 2015", "trend DEU base:2015 as:index", ""},
		{"five lowest", "reverse limit:5", ""},
		{"first 5", "limit:5", ""},
		{"reverse order", "reverse", ""},
		{"heat map", "heat", ""},
		{"small multiples", "grid", ""},
		{"statements", "claims", ""},
		{"Norway profile", "sheet NOR", ""},
		{"everything about Norway", "NOR", "skipped: everything about"},
		{"core defence spending 3.5%", "3.5%", "core defence spending is the share of GDP"},
		{"share of NATO total USA 2025", "trend USA 2025 as:share", ""},
		{"total NATO spending 2025", "trend NATO-total usd 2025", "spending is the expenditure in US$"},
		{"G7 members 2024", "g7 2024", ""},
		{"members of the nordic", "nordic", ""},
		{"Germany in EUR", "DEU national", "skipped: in"},
		{"Turkey in TRY", "TUR national", "skipped: in"},
		{"Germany in national currency", "DEU national", ""},
		{"how much money does Germany lack to reach 3.5%", "path DEU 3.5%", ""},
		{"what would 5% cost Italy", "sheet ITA 5%", "skipped: what would cost"},
		{"what place is Italy 2025", "sheet ITA 2025", "skipped: what place is"},
		{"budget of France in euro", "FRA national", "skipped: of in"},
		{"Spain defence spending as share of GDP", "ESP", "skipped: defence spending"},
		{"Spain as a share of gdp", "ESP", ""},
		{"top 5 spenders in dollars", "usd limit:5", "skipped: spenders in"},
		{"Norway's gap in kroner", "NOR sort:gap", "skipped: in kroner"},
		{"Poland spending 2023", "POL usd 2023", "spending is the expenditure in US$"},
		{"Poland defence spending 2023", "POL 2023", "defence spending is the share of GDP"},
		{"usa spending share of gdp", "USA", "skipped: spending"},
		{"DNK NOR in kroner", "DNK NOR national", "skipped: in"},
		{"Italy 2025 equipment share", "ITA equipment 2025", ""},
		{"major equipment", "equipment", ""},
		{"spending growth", "real-change", ""},
		{"growth since 2014", "real-change 2014..", ""},
		{"can Spain reach 3.5% by 2035", "path ESP 3.5% by:2035", ""},
		{"how much does nato spend in dollars", "trend NATO-total usd", "skipped: how much does spend in; nato is the alliance's own sum"},
		{"military spending in dollars 2024", "usd 2024", "skipped: in"},
		{"number of allies below 2%", "2% below", "skipped: number of allies"},
		{"US share of the total", "trend USA as:share", ""},
		{"shortfall eu", "eu sort:-money", "eu is the allies in the European Union"},
		{"change of place since 2014", "2014.. sort:places", ""},
		{"closest to 2%", "2% sort:nearest", ""},
		{"real cuts in 2026", "real-change 2026 reverse", "skipped: in"},
		{"who misses 3.5% by 2035 at the present pace", "path 3.5% by:2035 late", "skipped: who at the"},
		{"Italy's extra euros by 2035", "path ITA by:2035", "skipped: euros"},
		{"by:2035 ITA", "path ITA by:2035", ""},
		{"Poland's spending by category", "sheet POL", ""},
		{"how many meet both 2% and 20%", "balance 2% met", "skipped: how many and"},
		{"US$ a head", "per-capita", "skipped: US$"},
		{"Europe and Canada at constant prices 2014-2026", "trend Europe-and-Canada usd-constant 2014..2026", ""},
		{"FYROM", "MKD", ""},
		{"u.s.", "USA", ""},
		{"U.K.", "GBR", ""},
		{"Deutschland", "DEU", ""},
		{"ESPAÑA norge Česko", "ESP NOR CZE", ""},
		{"order:gap", "sort:gap", ""},
		{"sort by gap", "sort:gap", ""},
		{"edition 2024-06", "edition:2024-06", ""},
		{"June 2024 edition", "edition:2024-06", ""},
		{"path Norway by 2035", "path NOR by:2035", ""},
		{"EU 2024", "eu 2024", "EU is the allies in the European Union"},
		{"which allies are below 20% on equipment", "equipment 20% below", "skipped: which allies are on"},
		{"most risen since 2022", "2022.. sort:since", "skipped: most"},
		{"is 5% met", "5% met", "skipped: is"},
		{"no is it", "NOR ISL ITA", ""},
		{"was it met by the uk in 2024?", "sheet GBR 2024", "skipped: was it by the in"},
		{"czech rep", "CZE", ""},
		{"is Germany 2025 an estimate?", "sheet DEU 2025", "skipped: is an estimate?"},
		{"the netherlands", "NLD", ""},
		{"show-me Norway", "NOR", "skipped: show-me"},
		{"who dropped below 2% in 2025", "2025 2% crossed", "skipped: who in"},
		{"who fell below 2% since 2014", "2014.. 2% crossed", "skipped: who"},
		{"who has risen above 2%", "2% crossed", "skipped: who has"},
		{"2024 2% below nordic", "nordic 2024 2% below", ""},
		{"below nordic 2%", "nordic 2% below", ""},
		{"who fell short of 2%", "2% below", "skipped: who"},
		{"largest increase 2025", "2025 sort:change", "skipped: largest"},
		{"who increased most in 2025", "2025 sort:change", "skipped: who most in"},
		{"who fell 2025", "2025 sort:-change", "skipped: who"},
		{"biggest fall 2025", "2025 sort:-change", "skipped: biggest"},
		{"who cut spending in 2024", "usd 2024 sort:-change", "skipped: who in; spending is the expenditure in US$"},
		{"who fell in 2024 base:2020", "2024 base:2020 sort:-since", "skipped: who in"},
		{"who rose 2014..2024", "2014..2024 sort:since", "skipped: who"},
		{"sort:since 2025", "2025 sort:since", ""},
		{"is Germany at 2%", "sheet DEU 2%", "skipped: is at"},
		{"is US at 2%", "sheet USA 2%", "skipped: is at"},
		{"Belgium is at 2%", "sheet BEL 2%", "skipped: is at"},
		{"IS NO UK", "ISL NOR GBR", ""},
		{"is no", "ISL NOR", ""},
		{"no", "NOR", ""},
		{"NO Germany", "NOR DEU", ""},
		{"No", "NOR", ""},
		{"SE no", "SWE NOR", ""},
		{"sweden no", "SWE NOR", ""},
		{"compare no is in 2024", "compare NOR ISL 2024", "skipped: in"},
		{"is in 2024", "ISL 2024", "skipped: in"},
		{"Is Norway at 2%", "sheet NOR 2%", "skipped: Is at"},
		{"below nordic target:2%", "nordic 2% below", ""},
		{"2023 below nordic", "nordic 2023 below", ""},
		{"is Spain below 2% in 2024", "sheet ESP 2024 2%", "skipped: is in"},
		{"was Germany below 2% in 2020", "sheet DEU 2020 2%", "skipped: was in"},
		{"smallest spenders in dollars 2024", "usd 2024 reverse", "skipped: spenders in"},
		{"smallest equipment share 2024", "equipment 2024 reverse", ""},
		{"lowest gap", "sort:nearest", ""},
		{"highest gap", "sort:-gap", ""},
		{"which ally spends the most on personnel", "personnel-share", "skipped: which ally spends the most"},
		{"who spends the least on soldiers", "personnel-share reverse", "skipped: who"},
		{"personnel expenditure Italy", "ITA personnel-share", ""},
		{"military personnel share", "personnel-share", ""},
		{"military personnel share of NATO", "trend personnel as:share", ""},
		{"gap to 2% in dollars 2023", "2023 2% sort:money", "skipped: to in"},
		{"largest increase in dollars since 2014", "usd 2014.. sort:since", "skipped: largest in"},
		{"gdp in dollars", "gdp", "skipped: in dollars"},
		{"path Germany in euros", "path DEU", "skipped: in euros"},
		{"Poland before 2020", "POL ..2019", ""},
		{"who is above 2% in 2019", "2019 2% met", "skipped: who is in; above is at or above the level"},
		{"who spends no less than 2% 2024", "2024 2% met", "skipped: who spends"},
		{"who is at or above 2% in 2019", "2019 2% met", "skipped: who is in"},
		{"when did Germany first reach 2%", "DEU 2% sort:streak", "when did Germany first reach is answered by since when it is met without a break"},
		{"when did United Kingdom first meet 2%", "GBR 2% sort:streak", "when did United Kingdom first meet is answered by since when it is met without a break"},
		{"who first met 2% in 2024", "2024 2% met", "skipped: who first in"},
		{"the year Germany first met 2%", "DEU 2% met", "skipped: the year first"},
	} {
		r, err := query.Read(tt.text, v, query.AllWords, "")
		if err != nil {
			t.Errorf("%q: %v", tt.text, err)
			continue
		}
		if r.String() != tt.read {
			t.Errorf("%q is read as %q, want %q", tt.text, r, tt.read)
		}
		if said := r.Said(); tt.said == "" && said != "" || !strings.HasSuffix(said, tt.said) {
			t.Errorf("%q: said is %q, want %q", tt.text, said, tt.said)
		}
	}
}

// What cannot be asked is refused with what it is, or with what can be.
func TestWhatIsNoQuestionIsToldWhy(t *testing.T) {
	v := analysis.Vocabulary(frozen.Data(t))
	for text, want := range map[string]string{
		"Austria":                                `"Austria" is no ally: a member of the European Union and not of NATO`,
		"compare Ukraine":                        `"Ukraine" is no ally: a partner of NATO and not a member`,
		"china":                                  `"china" is no ally: a country outside NATO`,
		"Russia 2024":                            `"Russia" is no ally: a country outside NATO`,
		"South Korea":                            `"South Korea" is no ally: a partner of NATO and not a member`,
		"Scotland":                               `"Scotland" is no ally: a part of the United Kingdom, whose figures are GBR's`,
		"focus:ireland":                          `"focus:ireland" is no ally: a member of the European Union and not of NATO`,
		"since":                                  `"since" wants a year behind it; did you mean since 2014 or from 2014 to 2024?`,
		"Sweden before membership":               `"before" wants a year behind it; did you mean since 2014 or from 2014 to 2024?`,
		"allies between 2% and 3% in 2024":       `"between" is of years: figures are judged by one level; did you mean met 2%?`,
		"Poland last 5 years":                    `"last" names no year of the figures: say it with its four digits; did you mean 2024 or since 2014?`,
		"Poland in EUR":                          `"EUR" is not the currency of all who are asked about: figures are in US$, or in each ally's own; did you mean usd or national?`,
		"2024 edition":                           `"2024 edition" is ambiguous; did you mean edition:2024-06 or edition:2024-03?`,
		"<=2%":                                   `"<=2%" is not asked of figures: one meets a level or is below it; did you mean below 2%?`,
		"≤2%":                                    `"≤2%" is not asked of figures: one meets a level or is below it; did you mean below 2%?`,
		"at most 2%":                             `"at most 2%" is not asked of figures: one meets a level or is below it; did you mean below 2%?`,
		"top 5 in euros":                         `"euros" is not the currency of all who are asked about: figures are in US$, or in each ally's own; did you mean usd or national?`,
		"Poland in euros":                        `"euros" is not the currency of all who are asked about: figures are in US$, or in each ally's own; did you mean usd or national?`,
		"DEU in dollars and euros":               `"euros" contradicts dollars: there can be only one measure`,
		"median":                                 `"median" is of a group, or NATO's of a sum: say whose; did you mean nordic median or Europe and Canada?`,
		"top 0":                                  `"top 0" is not understood: a limit is a number of rows from 1 to 99, such as limit:5`,
		"top 100":                                `"top 100" is not understood: a limit is a number of rows from 1 to 99, such as limit:5`,
		"top 2024":                               `"top" is a key and wants a value; did you mean limit:5?`,
		"base 1900":                              `"base 1900" is out of range: years run from 1949 to 2100`,
		"edition 2024-05":                        `"edition 2024-05" is not understood: there is no such edition; did you mean edition:2024-06, edition:2024-03 or edition:2026-07?`,
		"who spends more than the US":            `"more than" sets figures against a level, and US is none; did you mean sort:value?`,
		"which countries spend less than France": `"less than" sets figures against a level, and France is none; did you mean sort:value?`,
		"countries below Spain":                  `"below" sets figures against a level, and Spain is none; did you mean sort:value?`,
		"who fell below Germany 2025":            `"fell below" sets figures against a level, and Germany is none; did you mean sort:value?`,
		"closest to Poland":                      `"closest to" sets figures against a level, and Poland is none; did you mean sort:value?`,
		"DEU > FRA 2019":                         `">" sets figures against a level, and FRA is none: check "DEU > FRA 2019" compares two allies`,
		"DEU<FRA":                                `"<" sets figures against a level, and FRA is none: check "DEU < FRA 2026" compares two allies`,
		"Germany more than France":               `"more than" sets figures against a level, and France is none: check "DEU > FRA 2026" compares two allies`,
		"is Spain below Italy":                   `"below" sets figures against a level, and Italy is none: check "ESP < ITA 2026" compares two allies`,
		"above the European average":             `"above" sets figures against a level, and European average is none; did you mean ranking europe-total?`,
		"below the NATO average":                 `"below" sets figures against a level, and NATO average is none; did you mean ranking NATO-total?`,
		"ESP < nordic":                           `"<" sets figures against a level, and nordic is none; did you mean ranking nordic-total?`,
		"DEU > FRA before 2020":                  `">" sets figures against a level, and FRA is none: check "DEU > FRA 2019" compares two allies`,
		"who is below Spain":                     `"below" sets figures against a level, and Spain is none; did you mean sort:value?`,
		"below Spain":                            `"below" sets figures against a level, and Spain is none; did you mean sort:value?`,
		"2024 above France?":                     `"above" sets figures against a level, and France is none; did you mean sort:value?`,
		"France 2024 closest to Poland":          `"closest to" sets figures against a level, and Poland is none; did you mean sort:value?`,
		"which allies spend no more than 2%":     `"no more than 2%" is not asked of figures: one meets a level or is below it; did you mean below 2%?`,
		"no country met 2%":                      `"no" leaves nobody out: name those that are asked about, or a group of them; did you mean NOR?`,
		"no Germany":                             `"no" leaves nobody out: name those that are asked about, or a group of them; did you mean NOR?`,
		"Germany and no other":                   `"no" leaves nobody out: name those that are asked about, or a group of them; did you mean NOR?`,
		"nordic no UK":                           `"no" leaves nobody out: name those that are asked about, or a group of them; did you mean NOR?`,
		"spending on equipment in dollars":       `"dollars" contradicts spending on equipment: there can be only one measure`,
		"personnel expenditure in euros DEU":     `"euros" contradicts personnel expenditure: there can be only one measure`,
		"largest gap in euros":                   `"euros" is not the currency of all who are asked about: figures are in US$, or in each ally's own; did you mean usd or national?`,
		"path in euros":                          `"euros" is not the currency of all who are asked about: figures are in US$, or in each ally's own; did you mean usd or national?`,
		"who met 2% in dollars":                  `"dollars" has no place beside a level: the share of GDP is judged by it, and its gap alone is told in money; did you mean sort:money?`,
		"smallest gap in dollars":                `"dollars" has no place beside a level: the share of GDP is judged by it, and its gap alone is told in money; did you mean sort:money?`,
		"Poland 2020, 2021 and 2022":             `"2021" contradicts 2020: there can be only one year; did you mean 2020..2021?`,
		"Norwya, Spain":                          `"Norwya" is not understood: not an ally, group, measure, year, target or key; did you mean Norway?`,
		"when did Grmany first reach 2%":         `"Grmany" is not understood: not an ally, group, measure, year, target or key; did you mean Germany?`,
		"ESP<=2%":                                `"<=2%" is not asked of figures: one meets a level or is below it; did you mean below 2%?`,
		"limit:many":                             `"limit:many" is not understood: a limit is a number of rows from 1 to 99, such as limit:5`,
		"who rose and fell":                      `"fell" contradicts rose: there can be only one order`,
		"who fell and rose":                      `"rose" contradicts fell: there can be only one order`,
		"sort:-gap sort:gap":                     `"sort:gap" contradicts sort:-gap: there can be only one order`,
		"met below":                              `"below" contradicts met: there can be only one verdict`,
		"not in nato":                            `"not" is not understood: not an ally, group, measure, year, target or key; did you mean below or NOR?`,
	} {
		_, err := query.Read(text, v, query.AllWords, "")
		e, ok := errors.AsType[*query.Error](err)
		if !ok {
			t.Errorf("%q is read", text)
		} else if e.Error() != want {
			t.Errorf("%q: %s, want %s", text, e, want)
		}
	}
}

// Who meets a level is told by every list of all; a command that cannot pick rows
// skips the word and says so, but refuses the others.
func TestAVerdictWhereNoneIsPicked(t *testing.T) {
	v := analysis.Vocabulary(frozen.Data(t))
	r, err := query.Read("who met 2%", v, query.WordLevel, "count")
	if err != nil || r.String() != "2%" || r.Said() != `"who met 2%" was read as 2%; skipped: who met` {
		t.Errorf("%q, %q, %v", r, r.Said(), err)
	}
	if _, err := query.Read("below 2%", v, query.WordLevel, "count"); err == nil {
		t.Error("below is dropped")
	}
}

// What is told of a question is what it was read as, and not again what was typed.
func TestWhatWasTypedIsNotSaidAgain(t *testing.T) {
	for text, want := range map[string]string{
		"heat eu":                   "eu is the allies in the European Union",
		"nato 2%":                   `"nato 2%" was read as trend NATO-total 2%; nato is the alliance's own sum`,
		"who please":                "nothing was asked for beyond the default; skipped: who please",
		"how much money is missing": "",
	} {
		r, err := query.Read(text, analysis.Vocabulary(frozen.Data(t)), query.AllWords, "")
		if err != nil || r.Said() != want {
			t.Errorf("%q: said %q, %v, want %q", text, r.Said(), err, want)
		}
	}
}
