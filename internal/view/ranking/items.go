package ranking

import (
	"slices"

	"allyscope/internal/analysis"
	"allyscope/internal/figure"
	"allyscope/internal/query"
)

// item is one line of the list: a row, one of NATO's sums, or a rule.
type item struct {
	row   *analysis.Row
	total *analysis.Total
	level *analysis.Level
}

// items are the lines of a list: the rows in their order, the levels within sight
// where they cut it, and at the end NATO's own sums.
type items struct {
	answer *analysis.Answer
	cuts   []cut
	totals int // of the sums, those that are listed
}

// cut is a level that stands before the row of a place.
type cut struct {
	at    int
	level *analysis.Level
}

func itemsOf(a *analysis.Answer) items {
	out, levels := items{answer: a, totals: len(a.Totals)}, cutting(a)
	for i := 0; i < a.Len() && len(levels) > 0; i++ {
		for f := a.Placed(i); len(levels) > 0 && cuts(levels[0], f, a.Query.Reverse); levels = levels[1:] {
			out.cuts = append(out.cuts, cut{i, levels[0]})
		}
	}
	for _, l := range levels {
		out.cuts = append(out.cuts, cut{a.Len(), l})
	}
	return out
}

// len is how many lines there are.
func (x items) len() int { return x.answer.Len() + len(x.cuts) + x.totals }

// at is the i-th line: the place of an ally, or what else stands there.
func (x items) at(i int) (row int, it item) {
	for k, c := range x.cuts {
		switch at := c.at + k; {
		case i == at:
			return -1, item{level: c.level}
		case i < at:
			return i - k, item{}
		}
	}
	if row = i - len(x.cuts); row >= x.answer.Len() {
		return -1, item{total: &x.answer.Totals[row-x.answer.Len()]}
	}
	return row, item{}
}

// item is the i-th line with its row.
func (x items) item(i int) item {
	row, it := x.at(i)
	if row >= 0 {
		it.row = x.answer.At(row)
	}
	return it
}

// fitting drops NATO's own sums where the list fits a screen of n lines without
// them and not with them: nothing then ever scrolls.
func (x items) fitting(n int) items {
	if x.len()-x.totals <= n && x.len() > n {
		x.totals = 0
	}
	return x
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
