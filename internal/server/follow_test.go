package server_test

import (
	"io"
	"log/slog"
	"net"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	nats "github.com/nats-io/nats-server/v2/server"

	"allyscope/internal/follow"
	"allyscope/internal/server"
)

// share makes the session a presenter, and returns the code for followers.
func share(t *testing.T, x *screen) string {
	t.Helper()
	code := regexp.MustCompile(`follow ([2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4})`)
	x.shows("Lithuania")
	x.press("F")
	x.shows("ssh -t HOST follow ")
	eventually(t, "no code is shown", func() bool { return code.MatchString(x.term.Output()) })
	return code.FindStringSubmatch(x.term.Output())[1]
}

// joins follows a code. It tries again if the presenter took too long to answer, as may happen on a
// busy machine.
func joins(h *host, code string) *screen {
	h.tb.Helper()
	const tries = 5 // fewer than the server allows
	for range tries {
		x := h.screen(h.client(), "follow "+code)
		following := func(screen string) bool { return strings.Contains(screen, "following") }
		unknown := func(screen string) bool { return strings.Contains(screen, follow.ErrUnknown.Error()) }
		if err := x.term.WaitFor(func(s string) bool { return following(s) || unknown(s) }, patience); err != nil {
			h.tb.Fatal(err)
		}
		if following(x.term.Screen()) {
			return x
		}
	}
	h.tb.Fatal("the presenter does not answer")
	return nil
}

func TestFollowing(t *testing.T) {
	t.Parallel()
	h := serve(t, nil)
	presenter := h.screen(h.client(), "")
	code := share(t, presenter)
	follower := joins(h, code)
	presenter.shows("shared with 1")
	presenter.press(":trend NOR SWE\r")
	follower.shows("Norway 3.17e, below")
	follower.press("m")
	follower.shows("the presenter you follow chooses")
	follower.press("c") // followers choose their own theme
	follower.shows("theme: ")
	late := joins(h, strings.ToUpper(code))
	late.shows("Norway 3.17e, below")
	presenter.press("F")
	presenter.shows("no longer valid")
	follower.shows("from here on you choose")
	void := h.screen(h.client(), "follow "+code)
	void.ends()
}

func TestCodesCannotBeTried(t *testing.T) {
	t.Parallel()
	h := serve(t, func(o *server.Options) { o.Limits.PerAddress = 100 })
	for range 10 {
		x := h.screen(h.client(), "follow not-a-code")
		x.ends()
	}
	presenter := h.screen(h.client(), "")
	x := h.screen(h.client(), "follow "+share(t, presenter))
	x.ends()
	if presenter.press("q"); strings.Contains(x.term.Output(), "following") {
		t.Error("another code is accepted after ten wrong ones")
	}
}

// bus starts a NATS server.
func bus(t *testing.T) *nats.Server {
	t.Helper()
	s, err := nats.NewServer(&nats.Options{Host: "127.0.0.1", Port: nats.RANDOM_PORT, NoSigs: true, NoLog: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	if !s.ReadyForConnections(patience) {
		t.Fatal("the bus does not start")
	}
	return s
}

// relay is an address that forwards to another one or to none, so that a restarted server may use
// another port.
type relay struct {
	net.Listener

	mu   sync.Mutex
	to   string // "" refuses connections
	open []net.Conn
}

// forward sends new connections to an address, and closes the open ones.
func (r *relay) forward(to string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range r.open {
		_ = c.Close()
	}
	r.to, r.open = to, nil
}

// run forwards connections until the listener is closed.
func (r *relay) run() {
	for {
		in, err := r.Accept()
		if err != nil {
			return
		}
		r.mu.Lock()
		if out, err := net.Dial("tcp", r.to); err != nil {
			_ = in.Close()
		} else {
			r.open = append(r.open, in, out)
			go func() { _, _ = io.Copy(in, out) }()
			go func() { _, _ = io.Copy(out, in) }()
		}
		r.mu.Unlock()
	}
}

// Two instances share a bus, with a presenter on one and ten followers on the other. The bus goes
// away and comes back.
func TestFollowingAcrossInstances(t *testing.T) {
	t.Parallel()
	b, way := bus(t), &relay{Listener: listen(t)}
	t.Cleanup(func() {
		_ = way.Close()
		way.forward("")
	})
	way.forward(b.Addr().String())
	go way.run()
	instance := func() *host {
		conn, err := server.Connect("nats://"+way.Addr().String(), "", "", slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(conn.Close)
		eventually(t, "the bus is not reached", conn.IsConnected)
		return serve(t, func(o *server.Options) { o.Bus, o.Limits.PerAddress = conn, 20 })
	}
	one, two := instance(), instance()
	presenter := one.screen(one.client(), "")
	code := share(t, presenter)
	var followers []*screen
	for range 10 {
		followers = append(followers, joins(two, code))
	}
	presenter.shows("shared with 10")
	presenter.press(":trend NOR SWE\r")
	for _, x := range followers {
		x.shows("Norway 3.17e, below")
	}
	b.Shutdown()
	way.forward("")
	presenter.shows("cannot be reached")
	followers[0].shows("the presenter cannot be reached")
	back := bus(t)
	defer back.Shutdown()
	way.forward(back.Addr().String())
	presenter.shows("followers can be reached again")
	presenter.press(":trend TUR\r")
	for _, x := range followers {
		x.shows("Turkiye 2.85e, below")
	}
}

// An empty message is not taken for a change of the connection, which is an event without text.
func TestAnEmptyMessageIsNotHeard(t *testing.T) {
	t.Parallel()
	b := bus(t)
	defer b.Shutdown()
	conn, err := server.Connect("nats://"+b.Addr().String(), "", "", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	heard, stop, err := conn.Subscribe("subject")
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	for _, text := range []string{"", "said"} {
		if err := conn.Publish("subject", []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if e := <-heard; e.Text != "said" {
		t.Errorf("the first message is %+v", e)
	}
}

func TestACodeIsHeldAgainstItsForm(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, typed := range []string{"", "*", ">", "allyscope.>", "2222-2222-222*", "0000-0000-0000", strings.Repeat("2", 13)} {
			begun := time.Now()
			if _, err := follow.Follow(t.Context(), &follow.Memory{}, typed); err == nil || time.Since(begun) > 0 {
				t.Errorf("%q: %v after %v", typed, err, time.Since(begun))
			}
		}
	})
}
