package ranking

import (
	"fmt"
	"slices"

	"allyscope/internal/analysis"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/query"
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
	markSorted(a, &rows)
	d.Tables = []table.Table{rows, document.Totals(a)}
	d.Remarks = moneyRemark(a, list)
	d.Notes = slices.Concat(d.Notes, a.Breaks)
	d.Chart = plot.RankingPicture(a)
	return d
}

// markSorted marks the head of the column the rows stand in the order of, for people. The
// order of places is told by the places, unless they run backwards.
func markSorted(a *analysis.Answer, rows *table.Table) {
	of := map[query.Sort]string{
		query.ByValue: "value", query.ByName: "name", query.ByGap: "gap_pp", query.ByMoney: "gap_usd_m",
		query.ByChange: "change_1y", query.BySince: "change_since", query.ByPlaces: "places_risen", query.ByStreak: "met_since",
	}
	for i := range rows.Columns {
		c := &rows.Columns[i]
		if c.ID != of[a.Query.Sort] || a.Query.Sort == query.ByValue && !a.Query.Reverse {
			continue
		}
		if c.Long == "" { // the head of CSV stays
			c.Long = c.Head
		}
		c.Head = format.Sorted(c.Head, a.Query.Reverse)
	}
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
