package frozen

// Question is what somebody asks in one line, with a fact of the answer.
type Question struct{ Line, Fact string }

// Questions are those of analysts, advisers and people in a meeting, as they type them.
func Questions() []Question {
	return []Question{
		{"who met 2% in 2024?", "In 2024, 17 of 31 allies with forces met 2 %"},
		{"who met 2% in 2024, and by whose figures?", "23 of 31 in 2024-06, 22 of 31 in 2025-04, 18 of 31 in 2025-08, 17 of 31 in 2026-07"},
		{"how many met 2%, year by year", "3 of 27 met 2 % in 2014, 30 of 31 in 2026e"},
		{"Spain against Italy and Portugal since 2014", "; since 2014: Spain +1.08 pp, Italy +0.97 pp, Portugal +0.79 pp"},
		{"Norway's gap in kroner", "Norway 0.33 pp below 3.5 % (US$ 2.0 bn, NOK 19.3 bn)"},
		{"who misses 3.5% by 2035 at present pace", "at their present pace 14 of 26 miss it"},
		{"how many meet both 2% and 20% in 2024?", "16 of 31 met 2 % of GDP and 20 % on equipment"},
		{"count 2% 20%", "2 of 27 had both 2 % of GDP and 20 % on equipment in 2014, 29 of 31 in 2026e"},
		{"Germany 2025, and is it an estimate?", "Germany 2025e: 2.22 % of GDP"},
		{"NATO Europe and Canada at constant prices 2014-2026", "NATO Europe and Canada 633,917e (+127.3 % since 2014)"},
		{"who really cut in 2026?", "1 of 31 fell: Finland"},
		{"Nordic against Baltic average", "Nordic (4 with forces) 3.18"},
		{"US$ a head", "defence expenditure per head, US$: Norway spends most (3,168)"},
		{"US share of the total", "United States 57.07e (−12.26 pp since 2014)"},
		{"most risen since 2022", "Since 2022 Estonia rose most (+2.96 pp)"},
		{"shortfall of the EU's allies to 3.5%", "US$ 223.2 bn missing to 3.5 % in all, to 18 allies"},
		{"since when is Norway at 2%?", "Norway at or above 2 % without a break since 2024"},
		{"who newly crossed 2% in 2025?", "Since 2024 up to it: Bulgaria, North Macedonia, Italy"},
		{"crossed 2% 2014..2019", "fallen below it: none"},
		{"change of place since 2014", "Most places risen: Lithuania from 25th of 27 in 2014 to 1st of 31"},
		{"Poland's spending by category", "Poland 2026e: 4.68 % of GDP (4th of 31)"},
		{"NATO beside SIPRI for Germany", "from −0.16 pp (Germany 2024) to +0.05 pp (Germany 2025)"},
		{"what did the newest edition change?", "for 2025, 28 of 31 meet 2 % where all 30 printed did"},
		{"only the USA fell 2014..2024", "Only United States fell from 2014 to 2024"},
		{"22 allies met 2% in 2024", "holds in 2025-04; differs in 2024-06, 2025-08 and 2026-07"},
		{"Italy's extra euros by 2035", "US$ 40.4 bn (EUR 34.3 bn) a year more in 2035"},
		{"GBR, FRA, DEU side by side", "0 of 3 meet 3.5 %, Germany spends most (2.69e), France least (2.22e)"},
		{"is 5% met?", "5 % is not measurable from published figures"},
		{"who is closest to the line", "Closest to 3.5 %: Denmark −0.01 pp, Greece +0.15 pp"},
		{"is Denmark at 3.5%, yes or no?", "0.01 pp below 3.5 %, on the knife's edge"},
		{"who is below 20% on equipment", "listed: Norway"},
		{"only those below 2%", "listed: Slovenia"},
		{"Spain against Europe and Canada", "Spain below 3.5 %, Spain 2.00, NATO Europe and Canada 2.53"},
		{"show nordic 2%", "3.18 % of GDP, +0.16 pp on 2025, +1.83 pp since 2014, 4 of 4 with forces meet 2 %"},
		{"path nordic-total 3.5%", "Nordic allies would go from 3.18 to 3.50 % of GDP, US$ 8.0 bn a year more in 2035"},
		{"brief Norway 2%", "1.17 pp above 2 %"},
		{"brief nordic", "Nordic (4 with forces): 3.18e % of GDP together, +0.16 pp on 2025"},
		{"brief Norway and Sweden 2024 2%", "Norway and Sweden (2): 2.18 % of GDP together"},
		{"brief alliance 2%", "30 of 31 allies with forces meet 2 %"},
		{"path nordic", "0 of 4 (Nordic allies) meet it in 2026e; Finland furthest"},
		{"compare Spain", "Spain and its neighbours by rank, 2026e"},
		{"rank per-capita 2024 top 3", "listed: United States, Norway and Denmark"},
	}
}
