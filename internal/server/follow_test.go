package server_test

import (
	"log/slog"
	"net"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	nats "github.com/nats-io/nats-server/v2/server"

	"allyscope/internal/follow"
	"allyscope/internal/server"
)

// share has a presenter share, and returns the code.
func share(t *testing.T, x *screen) string {
	t.Helper()
	code := regexp.MustCompile(`follow ([2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4})`)
	x.shows("Lithuania")
	x.press("F")
	x.shows("ssh -t HOST follow ")
	eventually(t, "there is no code", func() bool { return code.MatchString(x.term.Output()) })
	return code.FindStringSubmatch(x.term.Output())[1]
}

func TestFollowing(t *testing.T) {
	t.Parallel()
	h := serve(t, nil)
	presenter := h.screen(h.client(), "")
	code := share(t, presenter)
	follower := h.screen(h.client(), "follow "+code)
	follower.shows("following")
	presenter.shows("1 follow")
	presenter.press(":trend NOR SWE\r")
	follower.shows("Norway 3.17e, below")
	follower.press("m")
	follower.shows("whoever you follow chooses")
	follower.press("c") // the look is the follower's own
	follower.shows("theme: ")
	late := h.screen(h.client(), "follow "+strings.ToUpper(code))
	late.shows("Norway 3.17e, below")
	presenter.press("F")
	presenter.shows("the code is void")
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
		t.Error("after ten codes in vain another one is tried")
	}
}

// bus starts a NATS server at a port, 0 for any.
func bus(t *testing.T, port int) *nats.Server {
	t.Helper()
	if port == 0 {
		port = nats.RANDOM_PORT
	}
	s, err := nats.NewServer(&nats.Options{Host: "127.0.0.1", Port: port, NoSigs: true, NoLog: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	if !s.ReadyForConnections(patience) {
		t.Fatal("the bus does not start")
	}
	return s
}

// Two instances share a bus: a presenter on the one, ten followers on the other.
// The bus goes away and comes back.
func TestFollowingAcrossInstances(t *testing.T) {
	t.Parallel()
	b := bus(t, 0)
	instance := func() *host {
		conn, err := server.Connect(b.ClientURL(), "", "", slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(conn.Close)
		return serve(t, func(o *server.Options) { o.Bus, o.Limits.PerAddress = conn, 20 })
	}
	one, two := instance(), instance()
	presenter := one.screen(one.client(), "")
	code := share(t, presenter)
	var followers []*screen
	for range 10 {
		x := two.screen(two.client(), "follow "+code)
		x.shows("following")
		followers = append(followers, x)
	}
	presenter.shows("10 follow")
	presenter.press(":trend NOR SWE\r")
	for _, x := range followers {
		x.shows("Norway 3.17e, below")
	}
	port := b.Addr().(*net.TCPAddr).Port
	b.Shutdown()
	presenter.shows("cannot be reached")
	followers[0].shows("cannot be heard")
	back := bus(t, port)
	defer back.Shutdown()
	presenter.shows("reached again")
	presenter.press(":trend TUR\r")
	for _, x := range followers {
		x.shows("Turkiye 2.85e, below")
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
