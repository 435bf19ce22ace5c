package server_test

import (
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
)

// wire records the sizes of the packets sent to clients.
type wire struct {
	net.Listener

	mu    sync.Mutex
	sizes []int
}

func (w *wire) Accept() (net.Conn, error) {
	c, err := w.Listener.Accept()
	return &noted{c, w}, err
}

// take returns the sizes recorded since the last call.
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

// Changing the year sends one packet, no larger than the explorer's budget (internal/tui) plus what
// SSH adds; a second packet follows when the screen settles.
func TestAStepIsOnePacket(t *testing.T) {
	t.Parallel()
	const budget, overhead = 600, 40
	w := &wire{Listener: listen(t)}
	h := serveOn(t, w, nil)
	x := h.sized(h.client(), 120, 40, "2026 2% sort:name")
	x.shows("Ankara") // a message that disappears with the first key
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
		eventually(t, "the title does not change", func() bool { return strings.Contains(x.term.Title(), fmt.Sprintf(" %d ", year)) })
		switch sizes := w.take(); {
		case n == 0 || len(sizes) == 1: // the machine was busy and both came at once
		case len(sizes) != 2 || sizes[0] > budget+overhead:
			t.Errorf("%d: packets of %d bytes", year, sizes)
		default:
			seen++
		}
	}
	if seen == 0 {
		t.Error("no change came in two packets")
	}
}
