package termtest

import (
	"io"
	"sync"
)

// queue is the input of a program: unbounded, so that neither a test nor the
// emulator can ever wait for the program to read. With a pipe the two would
// wait for each other.
type queue struct {
	mu      sync.Mutex
	arrived *sync.Cond
	pending []byte
	closed  bool
}

// newQueue returns an empty queue.
func newQueue() *queue {
	q := &queue{}
	q.arrived = sync.NewCond(&q.mu)

	return q
}

// Write adds to the queue. What is written in one call is read in one call,
// unless it is longer than the reader's buffer.
func (q *queue) Write(p []byte) (int, error) {
	q.mu.Lock()
	defer q.mu.Unlock()

	if q.closed {
		return 0, io.ErrClosedPipe
	}

	q.pending = append(q.pending, p...)
	q.arrived.Broadcast()

	return len(p), nil
}

// Read takes what there is, and waits for something when there is nothing.
func (q *queue) Read(p []byte) (int, error) {
	q.mu.Lock()
	defer q.mu.Unlock()

	for len(q.pending) == 0 && !q.closed {
		q.arrived.Wait()
	}

	if len(q.pending) == 0 {
		return 0, io.EOF
	}

	n := copy(p, q.pending)
	q.pending = q.pending[n:]

	return n, nil
}

// Close lets the reader finish with what is there.
func (q *queue) Close() error {
	q.mu.Lock()
	defer q.mu.Unlock()

	q.closed = true
	q.arrived.Broadcast()

	return nil
}
