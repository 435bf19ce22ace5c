package report

import (
	"allyscope/internal/analysis"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/query"
	"allyscope/internal/table"
	"fmt"
)

// Rank lays out the ranking of an answer.
func Rank(a *analysis.Answer) *document.Document {
	d := document.Of(a)
	rows := document.Allies(a, table.Pointers(a.Rows))
	for i := range a.Rows {
		rows.Rows[i].Marked = a.Rows[i].Pin >= 0
	}
	rows.Rules = rules(a)
	d.Tables = []table.Table{rows, document.Totals(a)}
	d.Remarks = moneyRemark(a)
	d.Chart = plot.RankingPicture(a)
	return d
}

// moneyRemark names the basis of the gaps in money, and says how much is missing
// to the level.
func moneyRemark(a *analysis.Answer) []string {
	basis := document.GapsBasis(table.Pointers(a.Rows))
	if !a.Verdicts() || basis == nil {
		return nil
	}
	s, text := a.Shortfall, basis[0]
	if s.USD.OK {
		text += fmt.Sprintf(" Missing to %s: US$ %s m, %s", format.Percent(a.Level.Value),
			format.Number(figure.Round(s.USD.Value, document.MoneyPlaces)), format.Counted(s.Allies, "ally", "allies"))
		if s.Unpriced > 0 {
			text += fmt.Sprintf(" (%d of them without a money figure)", s.Unpriced)
		}
		text += "."
	}
	return []string{text}
}

// rules finds where the levels cut through the ranking: the one asked about
// always, others within sight where they part one row from another.
func rules(a *analysis.Answer) []table.Rule {
	by := a.Query.Sort
	if !a.Verdicts() || !a.Measure.Spec().Comparable || (by != query.ByValue && by != query.ByGap) {
		return nil
	}
	ranked := 0
	for ranked < len(a.Rows) && a.Rows[ranked].Rank > 0 {
		ranked++
	}
	var out []table.Rule
	for _, l := range a.Levels {
		at := 0
		for at < ranked && (a.Rows[at].Figure.Printed.Cmp(l.Value) >= 0) != a.Query.Reverse {
			at++
		}
		if l.Asked || (l.Measurable && at > 0 && at < ranked) {
			out = append(out, table.Rule{At: at, Text: format.Percent(l.Value), Asked: l.Asked})
		}
	}
	if !a.Query.Reverse { // levels ascend, and the ranking descends
		for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
			out[i], out[j] = out[j], out[i]
		}
	}
	return out
}
