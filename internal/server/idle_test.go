package server_test

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"allyscope/internal/server"
)

// whenIdle tests what happens to idle clients. It runs try on servers with ever longer limits,
// until try says that what must happen before the limit has happened: a busy machine may be slow.
func whenIdle(t *testing.T, try func(h *host) (came bool)) {
	t.Helper()
	const soon = 3 * time.Second
	for idle := soon; idle < patience; idle *= 4 {
		if try(serve(t, func(o *server.Options) { o.Limits.Idle = idle })) {
			return
		}
	}
	t.Fatal("clients are disconnected before anything is drawn")
}

// whenConnected is whenIdle with a connected client.
func whenConnected(t *testing.T, try func(h *host, c *ssh.Client) (came bool)) {
	t.Helper()
	whenIdle(t, func(h *host) bool {
		c, err := h.dial()
		if err != nil {
			return false
		}
		defer c.Close()
		return try(h, c)
	})
}

func TestKeepAlivesAreNoKeys(t *testing.T) {
	t.Parallel()
	whenConnected(t, func(h *host, c *ssh.Client) bool {
		x, err := h.opened(c, 80, 24, "", nil)
		if err != nil {
			return false
		}
		for over := false; !over; {
			select {
			case <-x.done:
				over = true
			default:
				if _, _, err := c.SendRequest("keepalive@openssh.com", true, nil); err != nil {
					t.Fatal(err)
				}
			}
		}
		if !strings.Contains(x.term.Output(), "Lithuania") {
			return false
		}
		x.restored()
		eventually(t, "the log does not say why", func() bool { return strings.Contains(h.log.String(), "no key was pressed") })
		return true
	})
}

// A session that waits for input of an idle client is ended like any other.
func TestWaitingForInputIsIdle(t *testing.T) {
	t.Parallel()
	whenConnected(t, func(h *host, c *ssh.Client) bool {
		s, err := c.NewSession()
		if err != nil {
			return false
		}
		if _, err := s.StdinPipe(); err != nil { // and never close it
			t.Fatal(err)
		}
		if err := s.Run("present -"); err == nil {
			t.Error("a deck that never ends was presented")
		}
		eventually(t, "a connection without a session stays", func() bool { _, _, err := c.SendRequest("keepalive@openssh.com", true, nil); return err != nil })
		return true
	})
}
