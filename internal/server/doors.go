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

// give gives one back, and returns how many are left.
func (q *quota) give(whose any) int {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.held[whose]--; q.held[whose] <= 0 {
		delete(q.held, whose)
	}
	return q.held[whose]
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

// take counts a code that is tried; false where there were too many in vain.
func (t *tries) take(address string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if time.Since(t.begun) > tryAgain {
		t.begun, t.vain = time.Now(), map[string]int{}
	}
	if t.vain[address] >= maxTries {
		return false
	}
	t.vain[address]++
	return true
}

// give takes back a try that was not in vain.
func (t *tries) give(address string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.vain[address] > 0 {
		t.vain[address]--
	}
}
