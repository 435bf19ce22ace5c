package onview

import (
	"slices"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
)

// Key is a question without the year, the focus and whatever else changes
// neither the figures of all years nor who is listed. Pictures of all years can
// be kept by it.
type Key struct {
	edition     *dataset.Edition
	query       query.Query
	first, last figure.Year
}

// KeyOf is the key of an answer.
func KeyOf(a *analysis.Answer) Key {
	q := a.Query
	q.View, q.Year, q.Focus, q.Transform, q.Deadline, q.Scenario = 0, 0, "", 0, 0, ""
	if !q.Only {
		q.Pins = ""
	}
	return Key{edition: a.Edition, query: q, first: a.First, last: a.Last}
}

// Order is an order of allies that outlives a step in the year. The zero value
// is ready.
type Order struct {
	key    Key
	year   figure.Year
	codes  []ally.Code
	answer *analysis.Answer
}

// Codes are the allies an answer lists in the order of the first answer with the same
// key: the ranking's own until the year moves. The slice must not be changed.
func (o *Order) Codes(a *analysis.Answer) []ally.Code {
	if a == o.answer {
		return o.codes
	}
	if k := KeyOf(a); o.answer == nil || k != o.key || !o.lists(a) {
		o.key, o.year, o.codes = k, a.Year, a.Codes()
	}
	o.answer = a
	return o.codes
}

// lists tells whether an answer lists the same allies, as it does not when a group's
// membership has changed with the year.
func (o *Order) lists(a *analysis.Answer) bool {
	return o.answer.Everybody() && a.Everybody() ||
		len(o.codes) == a.Len() && !slices.ContainsFunc(o.codes, func(c ally.Code) bool { _, listed := a.Find(c); return !listed })
}

// Year is the year whose ranking the order is of, and whether that is another
// than the one on show and makes a difference.
func (o *Order) Year() (y figure.Year, other bool) {
	if o.answer == nil {
		return 0, false
	}
	by := o.answer.Query.Sort
	named := by == query.ByName || (by == query.ByValue && !o.answer.Measure.Spec().Comparable)
	return o.year, o.year != o.answer.Year && !named
}
