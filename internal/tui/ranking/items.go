// Package ranking draws the list of allies: names, inline pictures, figures,
// verdicts and gaps, and the levels as rules where they cut the list.
//
// It is handed a grid and an answer. It knows neither keys nor terminals, and
// keeps nothing between two frames but what its caller holds.
package ranking

import (
	"allyscope/internal/analysis"
	"allyscope/internal/figure"
	"allyscope/internal/query"
)

// Item is one line of the list: a row, one of NATO's sums, or a rule.
type Item struct {
	Row   *analysis.Row
	Total *analysis.Total
	Level *analysis.Level
}

// Items lays out the list: the rows in their order, the levels within sight
// where they cut it, and at the end NATO's own sums.
func Items(a *analysis.Answer) []Item {
	out := make([]Item, 0, len(a.Rows)+len(a.Levels)+len(a.Totals))
	levels := cutting(a)
	for i := range a.Rows {
		r := &a.Rows[i]
		for len(levels) > 0 && cuts(levels[0], r, a.Query.Reverse) {
			out = append(out, Item{Level: levels[0]})
			levels = levels[1:]
		}
		out = append(out, Item{Row: r})
	}
	for i := range a.Totals {
		out = append(out, Item{Total: &a.Totals[i]})
	}
	return out
}

// cutting lists the levels that can cut the list, in the order they do: none
// where the order is not by distance to a level, and of the levels not asked
// about only those that can be measured and have an ally on either side.
func cutting(a *analysis.Answer) []*analysis.Level {
	by := a.Query.Sort
	if !a.Judged || (by != query.ByValue && by != query.ByGap) {
		return nil
	}
	var out []*analysis.Level
	for i := range a.Levels {
		l := &a.Levels[i]
		if above, below := sides(a, l.Value); l.Asked || (l.Measurable && above && below) {
			out = append(out, l)
		}
	}
	if !a.Query.Reverse { // the levels ascend; the list runs down from the greatest
		for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
			out[i], out[j] = out[j], out[i]
		}
	}
	return out
}

func sides(a *analysis.Answer, level figure.Decimal) (above, below bool) {
	for i := range a.Rows {
		if r := &a.Rows[i]; r.Rank > 0 {
			if r.Figure.Printed.Cmp(level) >= 0 {
				above = true
			} else {
				below = true
			}
		}
	}
	return above, below
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

// Find is the position of an ally in the list, or −1.
func Find(items []Item, code string) int {
	for i, it := range items {
		if it.Row != nil && string(it.Row.Ally.Code) == code {
			return i
		}
	}
	return -1
}
