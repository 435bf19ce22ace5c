package frozen

// Question is what somebody asks in one line, with a fact of the answer.
type Question struct{ Line, Fact string }

// Questions are those of analysts, advisers and people in a meeting.
func Questions() []Question {
	return []Question{
		{"who met 2% in 2024?", "In 2024, 17 of 31 allies with forces met 2 %"},
		{"editions count 2024 2%", "23 of 31 in 2024-06, 22 of 31 in 2025-04, 18 of 31 in 2025-08, 17 of 31 in 2026-07"},
		{"count 2%", "3 of 27 met 2 % in 2014, 30 of 31 in 2026e"},
		{"trend Spain against Italy and Portugal since 2014", "Spain 2.00e, below 3.5 % (+1.08 pp since 2014); Italy 2.10e, below 3.5 % (+0.97); Portugal 2.10e"},
		{"show Norway's gap in kroner", "Norway 2026e: 3.17 % of GDP (8th of 31), 0.33 pp below 3.5 %"},
		{"path 3.5% by 2035", "5 of 31 meet it in 2026e"},
		{"balance 2024 2%", "16 of 31 met 2 % of GDP and 20 % on equipment"},
		{"show Germany 2025", "Germany 2025e: 2.22 % of GDP"},
		{"rank real-change 2026 bottom 1", "listed: Finland"},
		{"rank per-capita 2024 top 3", "listed: United States, Norway and Denmark"},
		{"trend as:share usd USA", "United States 57.07e"},
		{"rank most risen since 2022 top 2", "listed: Estonia and Lithuania"},
		{"brief Norway 2%", "1.17 pp above 2 %"},
		{"show Poland", "Poland 2026e: 4.68 % of GDP (4th of 31)"},
		{"sources Germany", "from −0.16 pp (Germany 2024) to +0.05 pp (Germany 2025)"},
		{"editions diff", "for 2025, 28 of 31 meet 2 % where all 30 printed did"},
		{"check only the USA fell 2014..2024", "Only United States fell from 2014 to 2024"},
		{"check 22 allies met 2% in 2024", "holds in 2025-04; differs in 2024-06, 2025-08 and 2026-07"},
		{"path Italy by 2035 3.5%", "Italy +0.16 pp a year"},
		{"compare GBR, FRA, DEU", "0 of 3 meet 3.5 %, Germany spends most (2.69e), France least (2.22e)"},
		{"is 5% met?", "5 % is not measurable from published figures"},
		{"edge 3.5%", "listed: Denmark"},
		{"show Denmark 3.5%", "3.49 % of GDP (6th of 31), 0.01 pp below 3.5 %, on the knife's edge"},
		{"who is below 20% on equipment", "listed: Norway"},
		{"only those below 2%", "listed: Slovenia"},
		{"compare Spain", "Spain and its neighbours by rank, 2026e"},
	}
}
