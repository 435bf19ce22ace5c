package ranking

import (
	"slices"

	"allyscope/internal/analysis"
	"allyscope/internal/figure"
	"allyscope/internal/query"
)

// item is one line of the list: an ally, one of NATO's sums, or a rule.
type item struct {
	place int           // of the ally in the list, or of the one that a rule stands before
	row   *analysis.Row // made when it is drawn
	total *analysis.Total
	level *analysis.Level
}

// itemsOf are the lines of a list: the allies in their order, the levels within sight
// where they cut it, and at the end NATO's own sums.
func itemsOf(a *analysis.Answer) []item {
	levels := cutting(a)
	out := make([]item, 0, a.Len()+len(levels)+len(a.Totals))
	for i := range a.Len() {
		for len(levels) > 0 && cuts(levels[0], a.Placed(i), a.Query.Reverse) {
			out, levels = append(out, item{place: i, level: levels[0]}), levels[1:]
		}
		out = append(out, item{place: i})
	}
	for _, l := range levels {
		out = append(out, item{place: a.Len(), level: l})
	}
	for i := range a.Totals {
		out = append(out, item{total: &a.Totals[i]})
	}
	return out
}

// fitting drops NATO's own sums where the list fits a screen of n lines without
// them and not with them: nothing then ever scrolls.
func (l *list) fitting(n int) []item {
	if l.Len() <= n && len(l.items) > n {
		return l.items[:l.Len()]
	}
	return l.items
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
func cuts(l *analysis.Level, f figure.Figure, reversed bool) bool {
	if !f.Known() {
		return true
	}
	meets := f.Printed.Cmp(l.Value) >= 0
	return meets == reversed
}
