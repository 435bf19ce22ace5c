// Package ranking draws the list of allies: names, inline pictures, figures,
// verdicts and gaps, and the levels as rules where they cut the list.
//
// It is handed a grid and an answer. It knows neither keys nor terminals, and
// keeps nothing between two frames but what its caller holds.
package ranking

import (
	"slices"

	"allyscope/internal/analysis"
	"allyscope/internal/query"
)

// item is one line of the list: a row, one of NATO's sums, or a rule.
type item struct {
	row   *analysis.Row
	total *analysis.Total
	level *analysis.Level
}

// itemsOf lays out the list: the rows in their order, the levels within sight
// where they cut it, and at the end NATO's own sums.
func itemsOf(a *analysis.Answer) []item {
	out := make([]item, 0, len(a.Rows)+len(a.Levels)+len(a.Totals))
	levels := cutting(a)
	for i := range a.Rows {
		r := &a.Rows[i]
		for len(levels) > 0 && cuts(levels[0], r, a.Query.Reverse) {
			out = append(out, item{level: levels[0]})
			levels = levels[1:]
		}
		out = append(out, item{row: r})
	}
	for _, l := range levels {
		out = append(out, item{level: l})
	}
	for i := range a.Totals {
		out = append(out, item{total: &a.Totals[i]})
	}
	return out
}

// fitting drops NATO's own sums where the list fits a screen of n lines without
// them and not with them: nothing then ever scrolls.
func fitting(items []item, n int) []item {
	own := len(items)
	for own > 0 && items[own-1].total != nil {
		own--
	}
	if own <= n && len(items) > n {
		return items[:own]
	}
	return items
}

// cutting lists the levels that cut the list, in the order they do: the one
// asked about and the others that can be measured. They stay when all allies are
// on one side, at the top or the foot: that too says something, and a list whose
// rules came and went would jump. There are none where the order is not by
// distance to a level.
func cutting(a *analysis.Answer) []*analysis.Level {
	by := a.Query.Sort
	if !a.Judged || (by != query.ByValue && by != query.ByGap) {
		return nil
	}
	var out []*analysis.Level
	for i := range a.Levels {
		if l := &a.Levels[i]; l.Asked || l.Measurable {
			out = append(out, l)
		}
	}
	if !a.Query.Reverse { // the levels ascend; the list runs down from the greatest
		slices.Reverse(out)
	}
	return out
}

// cuts tells whether a level stands directly before a row: the first on its
// other side, or the first that has no place at all.
func cuts(l *analysis.Level, r *analysis.Row, reversed bool) bool {
	if r.Rank == 0 {
		return true
	}
	meets := r.Figure.Printed.Cmp(l.Value) >= 0
	return meets == reversed
}
