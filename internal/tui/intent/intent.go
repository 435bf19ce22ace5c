// Package intent turns a reader's wish, such as the next year, another target or the previous
// edition, into a new query. Each function returns the new query; if the wish cannot be met, it
// returns the old query and the reason, because a key that does nothing must say why.
//
// The package neither answers queries nor draws.
package intent

import (
	"fmt"
	"slices"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
)

// Step moves the year by n, but not beyond the years on show.
func Step(a *analysis.Answer, n int) (query.Query, string) {
	return Year(a, figure.Year(max(int(a.First), min(int(a.Year)+n, int(a.Last)))))
}

// Year goes to the year y.
func Year(a *analysis.Answer, y figure.Year) (query.Query, string) {
	q := a.Query
	switch {
	case y == a.Year && y == a.First:
		return q, fmt.Sprintf("%d is the first year of %s", y, a.Edition.Name())
	case y == a.Year && y == a.Last:
		return q, fmt.Sprintf("%d is the last year of %s", y, a.Edition.Name())
	}
	q.Year = y
	return q, ""
}

// Target goes to the next measurable level that is pledged for the measure. Pledges that cannot
// be measured are only available by name.
func Target(a *analysis.Answer) (query.Query, string) {
	q, asked := a.Query, figure.Decimal{}
	if a.Judged {
		asked = a.Level.Value
	}
	pledged := slices.DeleteFunc(slices.Clone(a.Levels), func(l analysis.Level) bool {
		return !l.Measurable || l.From == 0 // the latter is a level of the reader's own
	})
	if len(pledged) == 0 {
		return q, "there is no pledge on this measure"
	}
	next := pledged[max(0, slices.IndexFunc(pledged, func(l analysis.Level) bool { return l.Value.Cmp(asked) > 0 }))]
	if next.Asked {
		return q, "there is only one pledge on this measure; T sets a target of your own"
	}
	q.Level, q.Kept = next.Value, false
	return q, ""
}

// Measure goes to the next measure that the edition holds. It drops the level, which is in the
// unit of the old measure, and the restriction to verdicts by that level.
func Measure(a *analysis.Answer) (query.Query, string) {
	q := a.Query
	next := func(m figure.Measure) figure.Measure { return (m + 1) % figure.Measure(figure.Measures) }
	m := next(a.Measure)
	for !a.Edition.Holds(m) {
		m = next(m)
	}
	if m == a.Measure {
		return q, a.Edition.Name() + " holds only this measure"
	}
	q.Measure, q.Level, q.Kept, q.Verdict = m, figure.Decimal{}, false, query.AnyVerdict
	return within(q, a.Edition, m), ""
}

// within limits the query's years to those of the edition's table of m, if it has one.
func within(q query.Query, e *dataset.Edition, m figure.Measure) query.Query {
	t, err := e.Table(m)
	if err != nil {
		return q
	}
	clamp := func(y figure.Year) figure.Year {
		if y == 0 {
			return 0
		}
		return max(t.First, min(y, t.Last))
	}
	q.Year, q.From, q.To, q.Base = clamp(q.Year), clamp(q.From), clamp(q.To), clamp(q.Base)
	return q
}

// Edition goes to the previous edition that holds the measure, and from the first to the latest.
// The year stays the same if the edition covers it. From another source it goes to NATO's latest.
func Edition(ds *dataset.Dataset, a *analysis.Answer) (query.Query, string) {
	q := a.Query
	if q.Source != query.NATO {
		q.Source, q.Edition = query.NATO, ds.Latest().ID
		return within(q, ds.Latest(), a.Measure), ""
	}
	all := ds.Editions()
	at := max(0, slices.Index(all, a.Edition)) // 0 for a draft of the reader's own, which is not listed
	for i := 1; i < len(all); i++ {
		e := all[(at-i+len(all))%len(all)]
		if _, err := e.Table(a.Measure); err == nil {
			q.Edition, q.From, q.To, q.Base = e.ID, 0, 0, 0
			return within(q, e, a.Measure), ""
		}
	}
	return q, "no other edition holds this measure"
}

// Base counts changes from the year on show or, if that is the base already, from the first year.
func Base(a *analysis.Answer) (query.Query, string) {
	q := a.Query
	if a.Base == a.Year && a.Year == a.First {
		return q, "the first year is already the base"
	}
	q.Base = a.Year
	if a.Base == a.Year {
		q.Base = a.First
	}
	return q, ""
}

// Sort goes to the next order that the answer has the values for.
func Sort(a *analysis.Answer) (query.Query, string) {
	q := a.Query
	const cycled = query.ByNearest // this order and those after it are only available in words
	money := slices.ContainsFunc(a.Rows(), func(r *analysis.Row) bool { return r.GapUSD.OK })
	changes := a.Spec().Changes()
	lacks := map[query.Sort]bool{
		query.ByGap: !a.Judged, query.ByMoney: !money, query.ByChange: !changes, query.BySince: !changes,
	}
	q.Sort = (min(q.Sort, cycled-1) + 1) % cycled
	for lacks[q.Sort] {
		q.Sort = (q.Sort + 1) % cycled
	}
	return q, ""
}

// SortBy sorts by the given order, or reverses it if it is the one on show.
func SortBy(a *analysis.Answer, by query.Sort) (query.Query, string) {
	q := a.Query
	q.Reverse = by == q.Sort && !q.Reverse
	q.Sort = by
	return q, ""
}

// Reverse reverses the order.
func Reverse(a *analysis.Answer) (query.Query, string) { return SortBy(a, a.Query.Sort) }

// Members goes to the next policy on which allies are judged: members then, now, or everyone.
func Members(a *analysis.Answer) (query.Query, string) {
	q := a.Query
	q.Members = query.Membership((int(q.Members) + 1) % query.Memberships)
	return q, ""
}

// Pin pins an ally, or unpins it.
func Pin(a *analysis.Answer, c ally.Code) (query.Query, string) {
	q := a.Query
	switch {
	case c == "":
		return q, "no ally to pin"
	case q.Pins.Index(c) >= 0:
		q.Pins = q.Pins.Without(c)
		if q.Pins == "" {
			q.Only = false
		}
	case q.Pins.Len() >= query.MaxPins:
		return q, fmt.Sprintf("%d allies are pinned, which is the most possible", query.MaxPins)
	default:
		q.Pins = q.Pins.With(c)
	}
	return q, ""
}

// ClearPins unpins all allies and drops all sums.
func ClearPins(a *analysis.Answer) (query.Query, string) {
	q := a.Query
	if q.Pins == "" && q.Sums == "" {
		return q, "no ally is pinned; space pins the highlighted one"
	}
	q.Pins, q.Sums, q.Only = "", "", false
	return q, ""
}

// OnlyPins shows only the pinned allies, or all of them again.
func OnlyPins(a *analysis.Answer) (query.Query, string) {
	q := a.Query
	if q.Pins == "" {
		return q, "no ally is pinned; space pins the highlighted one"
	}
	q.Only = !q.Only
	return q, ""
}
