package server_test

import (
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
)

// wire notes how large the packets are that clients are sent.
type wire struct {
	net.Listener

	mu    sync.Mutex
	sizes []int
}

func (w *wire) Accept() (net.Conn, error) {
	c, err := w.Listener.Accept()
	return &noted{c, w}, err
}

// take returns the sizes noted since it was last asked.
func (w *wire) take() []int {
	w.mu.Lock()
	defer w.mu.Unlock()
	sizes := w.sizes
	w.sizes = nil
	return sizes
}

type noted struct {
	net.Conn

	on *wire
}

func (c *noted) Write(p []byte) (int, error) {
	c.on.mu.Lock()
	c.on.sizes = append(c.on.sizes, len(p))
	c.on.mu.Unlock()
	return c.Conn.Write(p)
}

// A step in the year is one packet, of no more than the explorer's budget
// (internal/tui) and what SSH puts around it; a second one brings what settles.
func TestAStepIsOnePacket(t *testing.T) {
	t.Parallel()
	const budget, around = 600, 40
	w := &wire{Listener: listen(t)}
	h := serveOn(t, w, nil)
	x := h.sized(h.client(), 120, 40, "2026 2% sort:name")
	x.shows("Ankara") // with the first key goes what is shown until then
	const steps, atMost = 10, 200
	year, seen := 2026, 0
	for n := 0; n < steps || seen == 0 && n < atMost; n++ {
		w.take()
		if n/steps%2 == 0 {
			x.press("h")
			year--
		} else {
			x.press("l")
			year++
		}
		eventually(t, "nothing settles", func() bool { return strings.Contains(x.term.Title(), fmt.Sprintf(" %d ", year)) })
		switch sizes := w.take(); {
		case n == 0 || len(sizes) == 1: // the machine was so busy that all came at once
		case len(sizes) != 2 || sizes[0] > budget+around:
			t.Errorf("%d: packets of %d bytes", year, sizes)
		default:
			seen++
		}
	}
	if seen == 0 {
		t.Error("no step was seen alone")
	}
}
