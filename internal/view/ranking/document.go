package ranking

import (
	"fmt"
	"slices"

	"allyscope/internal/analysis"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/table"
)

// Document lays out the allies in their order, the levels that part them, and
// NATO's own sums.
func (l *list) Document() *document.Document {
	a := l.answer
	d := document.Of(a)
	rows := document.Allies(a, table.Pointers(a.Rows))
	for i := range a.Rows {
		rows.Rows[i].Marked = a.Rows[i].Pin >= 0
	}
	rows.Rules = rules(a)
	d.Tables = []table.Table{rows, document.Totals(a)}
	d.Remarks = moneyRemark(a)
	d.Notes = slices.Concat(d.Notes, a.Breaks)
	d.Chart = plot.RankingPicture(a)
	return d
}

// moneyRemark names the basis of the gaps in money, and says how much is missing
// to the level.
func moneyRemark(a *analysis.Answer) []string {
	basis := document.GapsBasis(a, table.Pointers(a.Rows))
	if !a.Verdicts() || basis == nil {
		return nil
	}
	s, text := a.Shortfall, basis[0]
	if s.USD.OK {
		text += fmt.Sprintf(" Missing to %s: %s, %s", format.Percent(a.Level.Value),
			format.Money("US$", s.USD.Value), format.Counted(s.Allies, "ally", "allies"))
		if s.Unpriced > 0 {
			text += fmt.Sprintf(" (%d of them without a money figure)", s.Unpriced)
		}
		text += "."
	}
	for i, r := range s.Beside {
		lead := "; "
		if i == 0 {
			lead = " Meeting it, and not in that: "
		}
		amount, how := r.Other(a.Level.Value)
		text += lead + r.Name + ", " + amount + " " + how
	}
	if len(s.Beside) > 0 {
		text += "."
	}
	return []string{text}
}

// rules are the levels where they cut the list: the one asked about always,
// others where they part one row from another.
func rules(a *analysis.Answer) []table.Rule {
	if !a.Verdicts() || !a.Measure.Spec().Comparable {
		return nil
	}
	var out []table.Rule
	at, ranked := 0, 0
	for i := range a.Rows {
		if a.Rows[i].Rank > 0 {
			ranked++
		}
	}
	for _, it := range itemsOf(a) {
		switch {
		case it.row != nil:
			at++
		case it.level != nil && (it.level.Asked || (at > 0 && at < ranked)):
			out = append(out, table.Rule{At: at, Text: format.Percent(it.level.Value), Asked: it.level.Asked})
		}
	}
	return out
}
