package query

import "slices"

// maxHistory is the most queries a History holds, including the current one.
const maxHistory = 500

// History holds the queries asked so far, for undo and redo. It is a value: each method returns
// a new History and leaves the old one unchanged. The zero value holds the zero Query.
type History struct {
	past    []Query // oldest first
	current Query
	future  []Query // next last
}

// NewHistory returns a history that holds only q.
func NewHistory(q Query) History { return History{current: q} }

// Current returns the current query.
func (h History) Current() Query { return h.current }

// Push makes q the current query and drops the undone ones, unless q is the current query already.
func (h History) Push(q Query) History {
	if q == h.current {
		return h
	}
	past := append(slices.Clip(h.past), h.current) // clipped, as an older History may share the array
	return History{past: past[max(0, len(past)-(maxHistory-1)):], current: q}
}

// Replace makes q the current query without adding a step, so that a run of small changes, such
// as playing through the years, is undone at once. Undone queries can still be redone.
func (h History) Replace(q Query) History {
	h.current = q
	return h
}

// Undo goes back to the previous query and reports whether there was one. It skips queries that a
// Replace made equal to the current one, since undo would then seem to do nothing.
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

// Redo restores the query undone last and reports whether there was one.
func (h History) Redo() (History, bool) {
	h, ok := h.swapped().Undo()
	return h.swapped(), ok
}

// swapped returns the history with past and future exchanged.
func (h History) swapped() History {
	return History{past: h.future, current: h.current, future: h.past}
}
