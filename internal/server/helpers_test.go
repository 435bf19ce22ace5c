package server_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"io"
	"log/slog"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"allyscope/internal/cli"
	"allyscope/internal/follow"
	"allyscope/internal/server"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/termtest"
)

// patience is how long a test waits for something that must happen.
const patience = 2 * time.Minute

// host is a server under test.
type host struct {
	tb     testing.TB
	server *server.Server
	addr   string
	log    *buffer
}

// listen listens on this machine.
func listen(tb testing.TB) net.Listener {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	return l
}

// serve starts a server on this machine; change alters its options.
func serve(tb testing.TB, change func(*server.Options)) *host {
	tb.Helper()
	return serveOn(tb, listen(tb), change)
}

func serveOn(tb testing.TB, l net.Listener, change func(*server.Options)) *host {
	tb.Helper()
	ds := frozen.Data(tb)
	h := &host{tb: tb, log: &buffer{}}
	o := server.Options{
		Access: server.Access{Open: true}, Limits: server.DefaultLimits(), HostKey: filepath.Join(tb.TempDir(), "key"),
		Bus: &follow.Memory{}, Log: slog.New(slog.NewTextHandler(h.log, nil)), Program: cli.Program{Version: "test", Data: ds},
	}
	if change != nil {
		change(&o)
	}
	var err error
	if h.server, err = server.New(o); err != nil {
		tb.Fatal(err)
	}
	h.addr = l.Addr().String()
	ended := make(chan error, 1)
	go func() { ended <- h.server.Serve(l) }()
	tb.Cleanup(func() {
		ctx, done := context.WithTimeout(context.Background(), patience)
		defer done()
		h.server.Shutdown(ctx)
		if err := <-ended; err != nil {
			tb.Error(err)
		}
	})
	return h
}

// key returns a new key.
func key(tb testing.TB) ssh.Signer {
	tb.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		tb.Fatal(err)
	}
	s, err := ssh.NewSignerFromKey(private)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// dial logs in.
func (h *host) dial(keys ...ssh.Signer) (*ssh.Client, error) {
	return ssh.Dial("tcp", h.addr, &ssh.ClientConfig{
		User: "staff", Auth: []ssh.AuthMethod{ssh.PublicKeys(keys...)}, HostKeyCallback: ssh.InsecureIgnoreHostKey(), Timeout: patience,
	})
}

// client logs in, and logs out when the test ends.
func (h *host) client() *ssh.Client {
	h.tb.Helper()
	c, err := h.dial()
	if err != nil {
		h.tb.Fatal(err)
	}
	h.tb.Cleanup(func() { _ = c.Close() })
	return c
}

func newSession(tb testing.TB, c *ssh.Client) *ssh.Session {
	tb.Helper()
	s, err := c.NewSession()
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// run runs a command without a terminal.
func (h *host) run(command string) (stdout, stderr string, code int) {
	h.tb.Helper()
	c, err := h.dial()
	if err != nil {
		h.tb.Fatal(err)
	}
	defer c.Close()
	return h.runOn(c, command)
}

// runOn runs a command without a terminal, on an open connection.
func (h *host) runOn(c *ssh.Client, command string) (stdout, stderr string, code int) {
	h.tb.Helper()
	s := newSession(h.tb, c)
	var out, errs bytes.Buffer
	s.Stdout, s.Stderr = &out, &errs
	err := s.Run(command)
	if e, ok := err.(*ssh.ExitError); ok { //nolint:errorlint // Run does not wrap it
		code = e.ExitStatus()
	} else if err != nil {
		h.tb.Fatal(err)
	}
	return out.String(), errs.String(), code
}

// screen is a session with a terminal.
type screen struct {
	*ssh.Session

	tb   testing.TB
	term *termtest.Terminal
	keys io.WriteCloser
	done chan error
}

// screen opens a session with a terminal of 80x24 and waits for its first frame.
func (h *host) screen(c *ssh.Client, command string) *screen {
	h.tb.Helper()
	return h.sized(c, 80, 24, command)
}

// sized opens a session with a terminal of the given size.
func (h *host) sized(c *ssh.Client, columns, lines int, command string) *screen {
	h.tb.Helper()
	return h.withOutput(c, columns, lines, command, nil)
}

// withOutput opens one whose standard output goes to the writer, unless it is nil.
func (h *host) withOutput(c *ssh.Client, columns, lines int, command string, to io.Writer) *screen {
	h.tb.Helper()
	x, err := h.opened(c, columns, lines, command, to)
	if err != nil {
		h.tb.Fatal(err)
	}
	return x
}

// opened opens one, and returns the error if the server refuses.
func (h *host) opened(c *ssh.Client, columns, lines int, command string, to io.Writer) (*screen, error) {
	h.tb.Helper()
	s, err := c.NewSession()
	if err != nil {
		return nil, err
	}
	x := &screen{Session: s, tb: h.tb, done: make(chan error, 1)}
	if x.keys, err = s.StdinPipe(); err != nil {
		return nil, err
	}
	x.term = termtest.NewTerminal(columns, lines, x.keys)
	h.tb.Cleanup(func() { _ = x.term.Close() })
	if s.Stdout, s.Stderr = to, x.term; to == nil {
		s.Stdout = x.term
	}
	if err := s.RequestPty("xterm-256color", lines, columns, ssh.TerminalModes{}); err != nil {
		return nil, err
	}
	if err := s.Start(command); err != nil {
		return nil, err
	}
	go func() { x.done <- s.Wait() }()
	return x, nil
}

// press types keys.
func (x *screen) press(keys string) {
	x.tb.Helper()
	if _, err := io.WriteString(x.keys, keys); err != nil {
		x.tb.Fatal(err)
	}
}

// shows waits until the screen contains a text.
func (x *screen) shows(text string) {
	x.tb.Helper()
	if err := x.term.WaitFor(func(screen string) bool { return strings.Contains(screen, text) }, patience); err != nil {
		x.tb.Fatalf("%q: %v", text, err)
	}
}

// restored waits until the earlier screen is back.
func (x *screen) restored() {
	x.tb.Helper()
	eventually(x.tb, "the terminal is not restored", func() bool { return strings.Contains(x.term.Output(), "\x1b[?1049l") })
}

// ends waits until the session has ended.
func (x *screen) ends() {
	x.tb.Helper()
	select {
	case <-x.done:
	case <-time.After(patience):
		x.tb.Fatal("the session does not end")
	}
}

// eventually waits until cond returns true, and fails the test with the message if it never does.
func eventually(tb testing.TB, message string, cond func() bool) {
	tb.Helper()
	for end := time.Now().Add(patience); !cond(); {
		if time.Now().After(end) {
			tb.Fatal(message)
		}
		<-time.After(5 * time.Millisecond)
	}
}

// buffer is a buffer that is safe for concurrent use.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}
