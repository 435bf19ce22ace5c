package query

import (
	"testing"

	"allyscope/internal/figure"
)

func year(y int) Query { return Query{Year: figure.Year(y)} }

// held returns the number of queries in a history, including undone ones.
func held(h History) int { return len(h.past) + 1 + len(h.future) }

// walk takes a step and fails the test unless it leads to the query for the year want.
func walk(t *testing.T, step func() (History, bool), want int) History {
	t.Helper()
	h, ok := step()
	if !ok || h.Current() != year(want) {
		t.Fatalf("current %+v, %t, want the year %d", h.Current(), ok, want)
	}
	return h
}

func TestHistory(t *testing.T) {
	var zero History
	if _, ok := zero.Undo(); ok || zero.Current() != (Query{}) || held(zero) != 1 {
		t.Error("the zero History does not hold exactly the zero Query")
	}
	h := NewHistory(year(2014)).Push(year(2015)).Push(year(2015)).Push(year(2016))
	if held(h) != 3 {
		t.Fatalf("holds %d, want 3: the same query twice is one", held(h))
	}
	if _, ok := h.Redo(); ok {
		t.Error("redo without an undo")
	}
	h = walk(t, h.Undo, 2015)
	h = walk(t, h.Undo, 2014)
	if _, ok := h.Undo(); ok {
		t.Error("undo before the first")
	}
	h = walk(t, h.Redo, 2015)
	if same := h.Push(year(2015)); held(same) != 3 {
		t.Error("pushing the current query dropped what was undone")
	}
	if h = h.Push(year(2020)); held(h) != 3 {
		t.Errorf("holds %d, want 3", held(h))
	}
	if _, ok := h.Redo(); ok {
		t.Error("a push kept what was undone")
	}
}

func TestHistoryReplace(t *testing.T) {
	h := NewHistory(year(2014)).Push(year(2015))
	for y := 2016; y < 2026; y++ {
		h = h.Replace(year(y))
	}
	h = walk(t, h.Undo, 2014)
	h = h.Replace(year(2013))
	h = walk(t, h.Redo, 2025)
	walk(t, h.Undo, 2013)

	// A replacement that equals its neighbour is not a step.
	h = NewHistory(year(1)).Push(year(2)).Push(year(3)).Replace(year(2))
	h = walk(t, h.Undo, 1)
	walk(t, h.Redo, 2)
}

func TestHistoryIsAValue(t *testing.T) {
	h := NewHistory(year(1)).Push(year(2)).Push(year(3))
	back := walk(t, h.Undo, 2)
	one, other := back.Push(year(4)), back.Push(year(5))
	walk(t, back.Redo, 3)
	if one.Current() != year(4) || other.Current() != year(5) || h.Current() != year(3) {
		t.Error("two histories share their queries")
	}
	walk(t, walk(t, h.Undo, 2).Undo, 1)
}

func TestHistoryIsCapped(t *testing.T) {
	h := NewHistory(year(0))
	for y := 1; y <= 1200; y++ {
		h = h.Push(year(y))
	}
	if held(h) != 500 {
		t.Errorf("holds %d, want 500", held(h))
	}
	steps := 0
	for ok := true; ok; steps++ {
		h, ok = h.Undo()
	}
	if h.Current() != year(701) || steps != 500 {
		t.Errorf("the oldest is %d after %d steps", h.Current().Year, steps)
	}
}

func BenchmarkHistoryPush(b *testing.B) {
	h := NewHistory(year(0))
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		i++
		h = h.Push(year(i%2000 + 1))
	}
}
