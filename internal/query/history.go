package query

import "slices"

// maxHistory is the most queries a History holds, the current one included.
const maxHistory = 500

// History is the queries that were asked, to go back and forth in. It is a
// value: each method returns the History that comes of it and leaves the old
// one as it was. The zero value holds the zero Query.
type History struct {
	past    []Query // oldest first
	current Query
	future  []Query // next last
}

// NewHistory begins a history with a query.
func NewHistory(q Query) History { return History{current: q} }

// Current is the query at hand.
func (h History) Current() Query { return h.current }

// Push makes q the current query and drops what was undone. Pushing the
// current query changes nothing.
func (h History) Push(q Query) History {
	if q == h.current {
		return h
	}
	past := append(slices.Clip(h.past), h.current) // clipped: never write into a slice an older value shares
	return History{past: past[max(0, len(past)-(maxHistory-1)):], current: q}
}

// Replace puts q in place of the current query, so that a run of small steps,
// such as a year being played or the focus moving, is undone as one. What was
// undone before can still be redone.
func (h History) Replace(q Query) History {
	h.current = q
	return h
}

// Undo goes back to the query before, and tells whether there was one. Queries
// that a Replace made equal to the current one are passed over: a step back
// that shows no change reads as a key that does nothing.
func (h History) Undo() (History, bool) {
	last := len(h.past) - 1
	for last >= 0 && h.past[last] == h.current {
		last--
	}
	if last < 0 {
		return h, false
	}
	return History{past: h.past[:last], current: h.past[last], future: append(slices.Clip(h.future), h.current)}, true
}

// Redo goes forward to the query that was undone, and tells whether there was one.
func (h History) Redo() (History, bool) {
	h, ok := h.turned().Undo()
	return h.turned(), ok
}

// turned is the history with past and future in each other's place.
func (h History) turned() History { return History{past: h.future, current: h.current, future: h.past} }
