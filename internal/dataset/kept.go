package dataset

import (
	"sync"
	"sync/atomic"
)

// kept is what has been worked out from the data alone, by what it is of.
type kept struct {
	list sync.Map
	long atomic.Int32 // how many things are in it, about
}

// mostKept is how many things are kept: the years of some tables, in order. They take a
// few kilobytes each, and are worked out again where they are forgotten.
const mostKept = 512

// Kept is what the work gives, worked out when it is first asked for: all sessions
// share it, and nobody may change it. The key names all that it follows from beside
// the data, and is of a type of the caller's own. Two that ask at once may both work,
// and get the same.
func Kept[K comparable, V any](d *Dataset, key K, work func() V) V {
	have, found := d.kept.list.Load(key)
	if !found {
		made := work()
		if d.kept.long.Add(1) > mostKept {
			d.kept.list.Clear()
			d.kept.long.Store(1)
		}
		have, _ = d.kept.list.LoadOrStore(key, made)
	}
	return have.(V) //nolint:forcetypeassert // a key has one type of value
}
