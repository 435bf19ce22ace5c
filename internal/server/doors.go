package server

import (
	"sync"
	"time"
)

// quota is how many of something each may have at once.
type quota struct {
	limit int

	mu   sync.Mutex
	held map[any]int
}

func newQuota(limit int) *quota { return &quota{limit: limit, held: map[any]int{}} }

// take takes one more; false where there are none left.
func (q *quota) take(whose any) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.held[whose] >= q.limit {
		return false
	}
	q.held[whose]++
	return true
}

// give gives one back.
func (q *quota) give(whose any) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.held[whose]--; q.held[whose] <= 0 {
		delete(q.held, whose)
	}
}

// all is how many there are of all together.
func (q *quota) all() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	n := 0
	for _, held := range q.held {
		n += held
	}
	return n
}

// tries count the codes that addresses have tried in vain: nobody finds one by
// trying.
type tries struct {
	mu    sync.Mutex
	begun time.Time
	vain  map[string]int
}

// How many codes an address may try in vain, and after which time all begin anew.
const (
	maxTries = 10
	tryAgain = 10 * time.Minute
)

// left tells whether an address may try a code.
func (t *tries) left(address string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if time.Since(t.begun) > tryAgain {
		t.begun, t.vain = time.Now(), map[string]int{}
	}
	return t.vain[address] < maxTries
}

// failed notes a code that was none.
func (t *tries) failed(address string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.vain[address]++
}
