package ranking

import (
	"cmp"
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
	list := a.Rows()
	rows := document.Allies(a, list)
	for i, r := range list {
		rows.Rows[i].Marked = r.Pin >= 0
	}
	rows.Rules = rules(a)
	for i := range rows.Columns {
		if c := &rows.Columns[i]; sorted(c, a) {
			c.Long = cmp.Or(c.Long, c.Head) // the head of CSV stays
			c.Head = format.Sorted(c.Head, a.Query.Reverse)
		}
	}
	d.Tables = []table.Table{rows, document.Totals(a)}
	d.Remarks = moneyRemark(a, list)
	d.Notes = slices.Concat(d.Notes, a.Breaks)
	d.Chart = plot.RankingPicture(a)
	return d
}

// moneyRemark names the basis of the gaps in money, and says how much is missing
// to the level.
func moneyRemark(a *analysis.Answer, rows []*analysis.Row) []string {
	basis := document.GapsBasis(a, rows)
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
	ranked := 0
	for i := range a.Len() {
		if a.Placed(i).Known() {
			ranked++
		}
	}
	for _, c := range itemsOf(a).cuts {
		if c.level.Asked || (c.at > 0 && c.at < ranked) {
			out = append(out, table.Rule{At: c.at, Text: format.Percent(c.level.Value), Asked: c.level.Asked})
		}
	}
	return out
}
