package dataset_test

import (
	"sync"
	"testing"

	"allyscope/internal/dataset"
	"allyscope/internal/testing/frozen"
)

// Concurrent callers of Kept get the same value, later ones the cached value, and a full cache is
// cleared.
func TestKept(t *testing.T) {
	type key struct{ n int }
	ds := frozen.Data(t)
	var all [8]*int
	var wg sync.WaitGroup
	for i := range all {
		wg.Go(func() { all[i] = dataset.Kept(ds, key{0}, func() *int { return new(int) }) })
	}
	wg.Wait()
	for _, x := range all {
		if x != all[0] {
			t.Fatal("two that asked at once got two things")
		}
	}
	again := func(n int) (worked bool) {
		dataset.Kept(ds, key{n}, func() int { worked = true; return n })
		return worked
	}
	for n := range 10_000 {
		if !again(n+1) || again(n+1) {
			t.Fatalf("%d is not kept, or was before", n+1)
		}
	}
	if !again(1) {
		t.Error("nothing is ever forgotten")
	}
}
