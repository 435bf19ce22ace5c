package dataset

import "sync"

// kept is what has been worked out from the data alone, by what it is of.
type kept struct {
	mu   sync.Mutex
	list map[any]any
}

// mostKept is how many things are kept: the years of some tables, in order. They take a
// few kilobytes each, and are worked out again where they are forgotten.
const mostKept = 512

// Kept is what the work gives, worked out when it is first asked for: all sessions
// share it, and nobody may change it. The key names all that it follows from beside
// the data, and is of a type of the caller's own. Two that ask at once may both work,
// and get the same.
func Kept[K comparable, V any](d *Dataset, key K, work func() V) V {
	d.kept.mu.Lock()
	have, found := d.kept.list[key]
	d.kept.mu.Unlock()
	if found {
		return have.(V) //nolint:forcetypeassert // a key has one type of value
	}
	made := work()
	d.kept.mu.Lock()
	defer d.kept.mu.Unlock()
	if have, found := d.kept.list[key]; found {
		return have.(V) //nolint:forcetypeassert // a key has one type of value
	}
	if d.kept.list == nil || len(d.kept.list) >= mostKept {
		d.kept.list = map[any]any{}
	}
	d.kept.list[key] = made
	return made
}
