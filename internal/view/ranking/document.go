package ranking

import (
	"cmp"
	"slices"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/table"
)

// Document lays out the allies, the levels that part them, and NATO's own sums.
func (l *list) Document() *document.Document {
	a := l.Answer
	d := document.Of(a)
	list := a.Rows()
	rows := document.Allies(a, list)
	rows.Mark(func(i int) bool { return list[i].Pin >= 0 })
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

// moneyRemark names the basis of the gaps in money, and how much is missing to the level.
func moneyRemark(a *analysis.Answer, rows []*analysis.Row) []string {
	basis := document.GapsBasis(a, rows)
	if !a.Verdicts() || basis == nil {
		return nil
	}
	s := a.Shortfall
	beside := format.Each(s.Beside, func(r *analysis.Row) string {
		amount, how := r.Other(a.Level.Value)
		return r.Name + ", " + amount + " " + how
	})
	return []string{format.Join(" ", basis[0],
		format.Whenf(s.USD.OK, "Missing to %s: %s, %s%s.", format.Percent(a.Level.Value),
			format.Money("US$", s.USD.Value), format.Counted(s.Allies, "ally", "allies"),
			format.Whenf(s.Unpriced > 0, " (%d of them without a money figure)", s.Unpriced)),
		format.Whenf(len(beside) > 0, "Meeting it, and not in that: %s.", strings.Join(beside, "; ")))}
}

// rules are the one level asked about, and others where they part one row from another.
func rules(a *analysis.Answer) []table.Rule {
	if !a.Verdicts() || !a.Measure.Spec().Comparable {
		return nil
	}
	var out []table.Rule
	for _, it := range itemsOf(a) {
		if l := it.level; l != nil && (l.Asked || it.place > 0 && it.place < a.Len() && a.Placed(it.place).Known()) {
			out = append(out, table.Rule{At: it.place, Text: format.Percent(l.Value), Asked: l.Asked})
		}
	}
	return out
}
