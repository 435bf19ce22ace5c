package onview

import (
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
	rows   []*analysis.Row
}

// Rows are the rows of an answer in the order of the first answer with the same
// key: the ranking's own until the year moves. The slice must not be changed.
func (o *Order) Rows(a *analysis.Answer) []*analysis.Row {
	if a == o.answer {
		return o.rows
	}
	o.answer, o.rows = a, make([]*analysis.Row, len(a.Rows))
	if k := KeyOf(a); k != o.key || !o.arrange(a) {
		o.key, o.year, o.codes = k, a.Year, make([]ally.Code, len(a.Rows))
		for i := range a.Rows {
			o.rows[i], o.codes[i] = &a.Rows[i], a.Rows[i].Ally.Code
		}
	}
	return o.rows
}

// arrange lays the rows out in the order kept; false where not the same allies
// are listed, as when a group's membership has changed with the year.
func (o *Order) arrange(a *analysis.Answer) bool {
	if len(o.codes) != len(a.Rows) {
		return false
	}
	rows := make(map[ally.Code]*analysis.Row, len(a.Rows))
	for i := range a.Rows {
		rows[a.Rows[i].Ally.Code] = &a.Rows[i]
	}
	for i, c := range o.codes {
		if o.rows[i] = rows[c]; o.rows[i] == nil {
			return false
		}
	}
	return true
}

// Find is the place of an ally in the order, or −1.
func (o *Order) Find(c ally.Code) int {
	for i, code := range o.codes {
		if code == c {
			return i
		}
	}
	return -1
}

// At is the ally at a place in the order, the first or last where it is beyond.
// There must be one.
func (o *Order) At(i int) ally.Code { return o.codes[max(0, min(i, len(o.codes)-1))] }

// Len is how many allies are in the order.
func (o *Order) Len() int { return len(o.codes) }

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
