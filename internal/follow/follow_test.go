package follow_test

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"allyscope/internal/follow"
)

// line is a bus that a test can cut.
type line struct {
	follow.Memory

	cut atomic.Bool
}

func (l *line) Publish(subject string, data []byte) error {
	if l.cut.Load() {
		return errors.New("cut")
	}
	return l.Memory.Publish(subject, data)
}

// both returns a presenter that shows a text, a follower of it, and their bus.
func both(t *testing.T, text string) (p *follow.Presenter, f *follow.Follower, bus *line) {
	t.Helper()
	bus = &line{}
	p, err := follow.Present(t.Context(), bus, text)
	if err != nil {
		t.Fatal(err)
	}
	if f, err = follow.Follow(t.Context(), bus, p.Code()); err != nil {
		t.Fatal(err)
	}
	synctest.Wait()
	if e := <-f.Updates(); e.Text != text || !e.Up {
		t.Errorf("%+v is shown", e)
	}
	if a := <-p.Updates(); a.Followers != 1 || !a.Up {
		t.Errorf("%+v follow", a)
	}
	return p, f, bus
}

func TestTheLastQuestionIsShown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, f, _ := both(t, "one")
		p.Show("two")
		p.Show("three")
		synctest.Wait()
		if e := <-f.Updates(); e.Text != "three" {
			t.Errorf("%+v is shown", e)
		}
		<-time.After(time.Hour) // long after the last change
		select {
		case e := <-f.Updates():
			t.Errorf("%+v is shown again", e)
		case a := <-p.Updates():
			t.Errorf("%+v follow", a)
		default:
		}
		f.End()
		synctest.Wait()
		if a := <-p.Updates(); a.Followers != 0 {
			t.Errorf("%+v follow", a)
		}
		p.End()
		if _, err := follow.Follow(t.Context(), &follow.Memory{}, p.Code()); !errors.Is(err, follow.ErrUnknown) {
			t.Errorf("the code of one who has ended: %v", err)
		}
	})
}

// A side that gives no sign of life is taken as gone: a code does not outlive its session.
func TestASilentSideIsGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, f, bus := both(t, "one")
		bus.cut.Store(true)
		<-time.After(time.Minute)
		if a := <-p.Updates(); a.Followers != 0 {
			t.Errorf("%+v follow", a)
		}
		if _, ok := <-f.Updates(); ok {
			t.Error("a session that is silent is followed for ever")
		}
		p.End()
	})
}

// scripted is a bus on which only the test's own events are heard.
type scripted struct {
	follow.Memory

	heard chan follow.Event
}

func (s *scripted) Subscribe(string) (<-chan follow.Event, func(), error) {
	return s.heard, func() {}, nil
}

// Both sides learn that the connection is lost and restored. A message that cannot be understood
// does not count as a follower.
func TestALostBusIsReported(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		bus := &scripted{heard: make(chan follow.Event, 1)}
		p, err := follow.Present(t.Context(), bus, "one")
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{"?x", "+" + strings.Repeat("x", 100), "-x"} {
			bus.heard <- follow.Event{Text: text, Up: true}
			synctest.Wait()
			select {
			case a := <-p.Updates():
				t.Errorf("%.10s: %+v follow", text, a)
			default:
			}
		}
		for _, up := range []bool{false, true} {
			bus.heard <- follow.Event{Up: up}
			if a := <-p.Updates(); a.Up != up {
				t.Errorf("%+v follow", a)
			}
		}
		p.End()
		synctest.Wait()
		bus.heard <- follow.Event{}
		if _, err := follow.Follow(t.Context(), bus, p.Code()); !errors.Is(err, follow.ErrDown) {
			t.Errorf("a bus that is lost: %v", err)
		}
		bus.heard <- follow.Event{Text: "=one", Up: true}
		f, err := follow.Follow(t.Context(), bus, p.Code())
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct{ want, next follow.Event }{
			{follow.Event{Text: "one", Up: true}, follow.Event{}},
			{follow.Event{Text: "one"}, follow.Event{Up: true}},
			{follow.Event{}, follow.Event{Text: "=two", Up: true}}, // no update before the next text
			{follow.Event{Text: "two", Up: true}, follow.Event{Text: ".", Up: true}},
		} {
			if c.want != (follow.Event{}) {
				if e := <-f.Updates(); e != c.want {
					t.Errorf("%+v is shown, want %+v", e, c.want)
				}
			}
			bus.heard <- c.next
		}
		if _, ok := <-f.Updates(); ok {
			t.Error("one who has ended is followed")
		}
	})
}

// A session that joins while the connection is being restored does not fail with ErrDown.
func TestABusThatComesBackIsNotLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		bus := &scripted{heard: make(chan follow.Event, 2)}
		bus.heard <- follow.Event{Up: true}
		bus.heard <- follow.Event{Text: "=one", Up: true}
		f, err := follow.Follow(t.Context(), bus, "2222-2222-2222")
		if err != nil {
			t.Fatal(err)
		}
		if e := <-f.Updates(); e.Text != "one" {
			t.Errorf("%+v is shown", e)
		}
		f.End()
	})
}

// A follower stops if the presenter ended while the connection was lost.
func TestAPresenterThatEndedMeanwhileIsGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		bus := &scripted{heard: make(chan follow.Event, 3)}
		for _, e := range []follow.Event{{Text: "=one", Up: true}, {}, {Up: true}} {
			bus.heard <- e
		}
		f, err := follow.Follow(t.Context(), bus, "2222-2222-2222")
		if err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if e := <-f.Updates(); e.Up {
			t.Errorf("%+v is shown", e)
		}
		<-time.After(time.Minute)
		select {
		case <-f.Updates():
		default:
			t.Error("a session that is silent is followed for ever")
			f.End()
		}
	})
}

// counted counts the published messages.
type counted struct {
	follow.Memory

	messages atomic.Int64
}

func (c *counted) Publish(subject string, data []byte) error {
	<-time.After(time.Millisecond) // as on a remote bus
	c.messages.Add(1)
	return c.Memory.Publish(subject, data)
}

// End returns after the last message has been published, so that the bus may be closed at once.
func TestTheEndIsPublished(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		bus := &counted{}
		p, err := follow.Present(t.Context(), bus, "one")
		if err != nil {
			t.Fatal(err)
		}
		f, err := follow.Follow(t.Context(), bus, p.Code())
		if err != nil {
			t.Fatal(err)
		}
		for _, end := range []func(){f.End, p.End} {
			synctest.Wait()
			before := bus.messages.Load()
			if end(); bus.messages.Load() == before {
				t.Errorf("%d messages, and none says that it ended", before)
			}
			end() // a second time does nothing
		}
	})
}

// Presenting ends with the context of the session.
func TestASessionThatEndsIsShownNoMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, end := context.WithCancel(t.Context())
		p, err := follow.Present(ctx, &follow.Memory{}, "one")
		if err != nil {
			t.Fatal(err)
		}
		end()
		if _, ok := <-p.Updates(); ok {
			t.Error("it goes on")
		}
	})
}

func TestWaitingForAPresenterCanBeCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, leave := context.WithCancelCause(t.Context())
		left := errors.New("left")
		time.AfterFunc(time.Millisecond, func() { leave(left) })
		if _, err := follow.Follow(ctx, &follow.Memory{}, "2222-2222-2222"); !errors.Is(err, left) {
			t.Error(err)
		}
	})
}

// A code has 12 of 31 characters, all equally likely.
func TestCodes(t *testing.T) {
	form, seen, signs := regexp.MustCompile(`^([2-9a-hj-km-np-z]{4}-?){3}$`), map[string]bool{}, map[rune]int{}
	const codes = 3000
	for range codes {
		p, err := follow.Present(t.Context(), &follow.Memory{}, "")
		if err != nil {
			t.Fatal(err)
		}
		p.End()
		if seen[p.Code()] || !form.MatchString(p.Code()) {
			t.Fatalf("%q is a code", p.Code())
		}
		seen[p.Code()] = true
		for _, r := range p.Code() {
			signs[r]++
		}
	}
	delete(signs, '-')
	if len(signs) != 31 {
		t.Errorf("%d signs", len(signs))
	}
	for r, n := range signs {
		if even := codes * 12 / 31; n < even*8/10 || n > even*12/10 {
			t.Errorf("%c stands %d times, and not about %d", r, n, even)
		}
	}
}
