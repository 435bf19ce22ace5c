// Package follow lets sessions follow a presenting session. Only the presenter's question
// travels, some hundred bytes; each follower answers and draws it in its own size and look.
// A session can be followed by anyone who knows its code, until it ends.
//
// The package knows neither questions nor screens: to it a question is a text.
package follow

import (
	"context"
	"crypto/rand"
	"errors"
	"maps"
	"math/big"
	"strings"
	"sync"
	"time"
)

// Bus carries messages between sessions of one or several processes. Messages on one subject
// arrive in the order in which they were published.
type Bus interface {
	Publish(subject string, data []byte) error
	// Subscribe delivers every message on the subject until stop is called. An event without
	// a text says that the connection was lost or restored; it is up at first. Events that
	// arrive while the channel is full are dropped.
	Subscribe(subject string) (heard <-chan Event, stop func(), err error)
}

// Event is a message from the bus, or an update for a follower.
type Event struct {
	Text string // empty if only Up has changed
	Up   bool   // the other side can be reached
}

// ErrUnknown is returned by Follow if no session presents under the code.
var ErrUnknown = errors.New("no session is shared under this code")

// ErrDown is returned by Follow if other instances cannot be reached at present.
var ErrDown = errors.New("shared sessions cannot be reached at the moment; try again")

const (
	beat          = 10 * time.Second // from one sign of life to the next
	silence       = 3 * beat         // without a sign of life, after which the other side is gone
	answerTimeout = 2 * time.Second  // for a presenter's answer to a new follower
)

// No two characters of the alphabet look alike. A code of 12 has 59 bits, too many to guess.
const (
	alphabet  = "23456789abcdefghjkmnpqrstuvwxyz"
	codeSize  = 12
	groupSize = 4 // codes are displayed in groups
)

func newCode() string {
	code := make([]byte, codeSize)
	for i := range code {
		n, _ := rand.Int(rand.Reader, big.NewInt(int64(len(alphabet)))) // the reader never fails
		code[i] = alphabet[n.Int64()]
	}
	return string(code)
}

func toFollowers(code string) string { return "allyscope." + code + ".shown" }
func toPresenter(code string) string { return "allyscope." + code + ".present" }

// A message to the followers is shows with a text, or ends. A message to the presenter is one
// of the others with the follower's ID.
const (
	shows = "="
	ends  = "."
	joins = "+"
	stays = "~"
	parts = "-"
)

// Offer sends v on c unless c is full.
func Offer[T any](c chan<- T, v T) {
	select {
	case c <- v:
	default:
	}
}

// Latest sends v on c, a channel with a buffer of one, in place of a value that still waits
// there. Only one goroutine at a time may call it for a channel.
func Latest[T any](c chan T, v T) {
	select {
	case <-c:
	default:
	}
	c <- v
}

// Audience holds how many sessions follow, and whether they can be reached.
type Audience struct {
	Followers int
	Up        bool
}

// side is what a presenter and a follower have in common. Only its own goroutine uses last.
type side[T comparable] struct {
	bus     Bus
	code    string
	last    T // the latest update
	updates chan T
	ending  chan struct{} // requests the end
}

func newSide[T comparable](bus Bus, code string, first T) side[T] {
	return side[T]{bus, code, first, make(chan T, 1), make(chan struct{}, 1)}
}

// Updates returns a channel of changes, which holds only the latest one. It is closed when the
// session stops presenting or following.
func (s *side[T]) Updates() <-chan T { return s.updates }

func (s *side[T]) update(now T) {
	if now != s.last {
		s.last = now
		Latest(s.updates, now)
	}
}

// End stops following or, for all followers, presenting. It returns after the last message has
// been published, so that the bus may be closed.
func (s *side[T]) End() {
	Offer(s.ending, struct{}{})
	for range s.updates {
	}
}

// Presenter is a session that others follow. Its updates are about its audience.
type Presenter struct {
	side[Audience]

	next chan string
}

// Present starts to show a text to all who know the code of the Presenter, until the context ends.
func Present(ctx context.Context, bus Bus, text string) (*Presenter, error) {
	p := &Presenter{newSide(bus, newCode(), Audience{Up: true}), make(chan string, 1)}
	heard, stop, err := bus.Subscribe(toPresenter(p.code))
	if err != nil {
		return nil, err
	}
	go p.run(ctx, text, heard, stop)
	return p, nil
}

// Code returns the code that followers type, in groups.
func (p *Presenter) Code() string {
	return strings.Join([]string{p.code[:groupSize], p.code[groupSize : 2*groupSize], p.code[2*groupSize:]}, "-")
}

// Show replaces the text that is shown.
func (p *Presenter) Show(text string) { Latest(p.next, text) }

// send publishes a message. A message that is lost is made up for by the next beat.
func (p *Presenter) send(text string) { _ = p.bus.Publish(toFollowers(p.code), []byte(text)) }

const (
	maxFollowers = 10_000 // that are counted
	longestID    = 63     // of a follower, in bytes
)

// run publishes the text at every beat, whenever it changes, and whenever a follower may not
// have it yet: after it has joined, and after a lost connection.
func (p *Presenter) run(ctx context.Context, text string, heard <-chan Event, stop func()) {
	defer close(p.updates)
	defer stop()
	defer context.AfterFunc(ctx, p.End)()
	beats := time.NewTicker(beat)
	defer beats.Stop()
	seen := map[string]time.Time{} // each follower's last sign of life
	for up := true; ; {
		publish := true
		select {
		case <-p.ending:
			p.send(ends)
			return
		case next := <-p.next:
			publish, text = next != text, next
		case <-beats.C:
			maps.DeleteFunc(seen, func(_ string, at time.Time) bool { return time.Since(at) > silence })
		case e := <-heard:
			if e.Text == "" {
				publish, up = e.Up, e.Up
				break
			}
			what, id := e.Text[:1], e.Text[1:]
			_, known := seen[id]
			publish = what == joins
			switch {
			case what == parts:
				delete(seen, id)
			case (publish || what == stays) && len(id) <= longestID && (known || len(seen) < maxFollowers):
				seen[id] = time.Now()
			}
		}
		if publish {
			p.send(shows + text)
		}
		p.update(Audience{len(seen), up})
	}
}

// Follower is a session that follows another. Its updates are what that one shows.
type Follower struct {
	side[Event]

	id string
}

// Follow starts to follow the session that presents under the typed code. The error is
// ErrUnknown if no session answers.
func Follow(ctx context.Context, bus Bus, typed string) (*Follower, error) {
	code := strings.ToLower(strings.ReplaceAll(strings.TrimSpace(typed), "-", ""))
	if len(code) != codeSize || strings.Trim(code, alphabet) != "" { // no other text becomes part of a subject
		return nil, ErrUnknown
	}
	f := &Follower{newSide(bus, code, Event{Up: true}), newCode()}
	heard, stop, err := bus.Subscribe(toFollowers(code))
	if err != nil {
		return nil, err
	}
	f.send(joins)
	for late := time.After(answerTimeout); err == nil; {
		select {
		case first := <-heard:
			switch {
			case first.Text != "":
				go f.run(first, heard, stop)
				return f, nil
			case !first.Up:
				err = ErrDown
			}
		case <-ctx.Done():
			err = context.Cause(ctx)
		case <-late:
			err = ErrUnknown
		}
	}
	stop()
	f.send(parts)
	return nil, err
}

// send publishes a message to the presenter. A message that is lost is made up for by the next
// beat.
func (f *Follower) send(what string) { _ = f.bus.Publish(toPresenter(f.code), []byte(what+f.id)) }

// run handles e and each event after it, until the presenter ends or gives no sign of life.
func (f *Follower) run(e Event, heard <-chan Event, stop func()) {
	defer close(f.updates)
	defer f.send(parts)
	defer stop()
	beats := time.NewTicker(beat)
	defer beats.Stop()
	for at := time.Now(); ; {
		switch text, showing := strings.CutPrefix(e.Text, shows); {
		case e.Text == ends:
			return
		case showing:
			f.update(Event{text, true})
		case e.Text == "" && e.Up:
			f.send(joins) // asks the presenter, now in reach again, for the text
		case e.Text == "":
			f.update(Event{f.last.Text, false})
		}
		select {
		case e = <-heard:
			at = time.Now()
		case <-beats.C:
			if e.Up && time.Since(at) > silence {
				return
			}
			f.send(stays)
		case <-f.ending:
			return
		}
	}
}

// Memory is a bus within one process. The zero value is ready.
type Memory struct {
	mu   sync.Mutex
	subs map[chan Event]string // the subscriptions with their subjects
}

// MaxWaiting is the number of events that may wait for a subscriber.
const MaxWaiting = 1024

// Publish delivers a message to all subscribers of the subject.
func (m *Memory) Publish(subject string, data []byte) error {
	message := Event{string(data), true}
	m.mu.Lock()
	defer m.mu.Unlock()
	for waiting, about := range m.subs {
		if about == subject {
			Offer(waiting, message)
		}
	}
	return nil
}

// Subscribe delivers the messages on a subject. The connection is never lost.
func (m *Memory) Subscribe(subject string) (<-chan Event, func(), error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.subs == nil {
		m.subs = map[chan Event]string{}
	}
	waiting := make(chan Event, MaxWaiting)
	m.subs[waiting] = subject
	return waiting, func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		delete(m.subs, waiting)
	}, nil
}
