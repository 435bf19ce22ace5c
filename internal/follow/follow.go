// Package follow carries what one session shows to those who follow it: the
// question alone, some hundred bytes, which each follower answers in its own size
// and look.
//
// It knows neither questions nor screens: what is shown is a text to it. Whoever
// shows it is followed by those who know its code, as long as it is there.
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

// Bus carries messages between sessions, of one process or of several. Messages
// about one subject arrive in the order in which they were published.
type Bus interface {
	Publish(subject string, data []byte) error
	// Subscribe hears every message until it is stopped and, as an event without a text, each
	// time that messages begin or cease to get through; they do where nothing else is said.
	// One who does not listen misses what comes.
	Subscribe(subject string) (heard <-chan Event, stop func(), err error)
}

// Event is something that is heard, or that a follower is to show.
type Event struct {
	Text string // empty where nothing was said
	Up   bool   // the other side can be heard
}

// ErrUnknown says that nobody shows anything by that code.
var ErrUnknown = errors.New("nobody shows anything by this code")

// ErrDown says that other instances cannot be reached now.
var ErrDown = errors.New("whoever shows something cannot be reached just now; try again")

const (
	beat    = 10 * time.Second // from one sign of life to the next
	silence = 3 * beat         // without one, after which the other side is gone
	answer  = 2 * time.Second  // a presenter may take for a new follower
)

// The alphabet of codes has no two signs that are read for one another. A code of
// 12 has 58 bits: it cannot be guessed.
const (
	alphabet = "23456789abcdefghjkmnpqrstuvwxyz"
	codeSize = 12
	parted   = 4
)

func newCode() string {
	code := make([]byte, codeSize)
	for i := range code {
		n, _ := rand.Int(rand.Reader, big.NewInt(int64(len(alphabet)))) // the reader never fails
		code[i] = alphabet[n.Int64()]
	}
	return string(code)
}

// read is a code as it was typed; false where it is none: nothing else becomes a part of
// a subject.
func read(typed string) (string, bool) {
	code := strings.ToLower(strings.ReplaceAll(strings.TrimSpace(typed), "-", ""))
	return code, len(code) == codeSize && strings.Trim(code, alphabet) == ""
}

func shown(code string) string   { return "allyscope." + code + ".shown" }
func present(code string) string { return "allyscope." + code + ".present" }

// What stands before a message about what is shown, and what a follower says.
const (
	shows = "="
	ends  = "."
	joins = "+"
	stays = "~"
	parts = "-"
)

// Offer puts a value into a channel, unless that is full.
func Offer[T any](c chan<- T, v T) {
	select {
	case c <- v:
	default:
	}
}

// Latest puts a value into a channel of one place, instead of one that still waits there.
// Only one at a time may do so.
func Latest[T any](c chan T, v T) {
	select {
	case <-c:
	default:
	}
	c <- v
}

// Audience is how many follow, and whether they can be reached.
type Audience struct {
	Followers int
	Up        bool
}

// side is one of the two of a code. What it knows only its own goroutine knows.
type side[T comparable] struct {
	bus  Bus
	code string
	last T
	told chan T
	over chan struct{} // it is to end
}

func newSide[T comparable](bus Bus, code string, first T) side[T] {
	return side[T]{bus, code, first, make(chan T, 1), make(chan struct{}, 1)}
}

// Told tells of a change, of which the last waits alone. It is closed when the side ends.
func (s *side[T]) Told() <-chan T { return s.told }

func (s *side[T]) tell(now T) {
	if now != s.last {
		s.last = now
		Latest(s.told, now)
	}
}

// End ends it, and for all followers where it is the presenter. It returns once that is said:
// the bus may be closed then.
func (s *side[T]) End() {
	Offer(s.over, struct{}{})
	for range s.told {
	}
}

// Presenter is a session that others follow. It is told of its audience.
type Presenter struct {
	side[Audience]

	next chan string
}

// Present begins to show a text to those who will know the code, until the context ends.
func Present(ctx context.Context, bus Bus, text string) (*Presenter, error) {
	p := &Presenter{newSide(bus, newCode(), Audience{Up: true}), make(chan string, 1)}
	heard, stop, err := bus.Subscribe(present(p.code))
	if err != nil {
		return nil, err
	}
	go p.run(ctx, text, heard, stop)
	return p, nil
}

// Code is what followers type, in groups.
func (p *Presenter) Code() string {
	return strings.Join([]string{p.code[:parted], p.code[parted : 2*parted], p.code[2*parted:]}, "-")
}

// Show shows another text.
func (p *Presenter) Show(text string) { Latest(p.next, text) }

// send publishes. What does not get through is shown with the next sign of life.
func (p *Presenter) send(text string) { _ = p.bus.Publish(shown(p.code), []byte(text)) }

const (
	maxFollowers = 10_000 // are counted
	longestID    = 63     // bytes
)

// run says what is shown at every beat, when that changes, and when somebody may not know it.
func (p *Presenter) run(ctx context.Context, text string, heard <-chan Event, stop func()) {
	defer close(p.told)
	defer stop()
	defer context.AfterFunc(ctx, p.End)()
	beats := time.NewTicker(beat)
	defer beats.Stop()
	seen := map[string]time.Time{} // followers, and when each gave its last sign of life
	for up := true; ; {
		anew := true
		select {
		case <-p.over:
			p.send(ends)
			return
		case next := <-p.next:
			anew, text = next != text, next
		case <-beats.C:
			maps.DeleteFunc(seen, func(_ string, at time.Time) bool { return time.Since(at) > silence })
		case e := <-heard:
			if e.Text == "" {
				anew, up = e.Up, e.Up
				break
			}
			what, id := e.Text[:1], e.Text[1:]
			_, known := seen[id]
			anew = what == joins
			switch {
			case what == parts:
				delete(seen, id)
			case (anew || what == stays) && len(id) <= longestID && (known || len(seen) < maxFollowers):
				seen[id] = time.Now()
			}
		}
		if anew {
			p.send(shows + text)
		}
		p.tell(Audience{len(seen), up})
	}
}

// Follower is a session that follows another. It is told what is shown.
type Follower struct {
	side[Event]

	id string
}

// Follow begins to follow what is shown by a code. The error is ErrUnknown where
// nobody answers.
func Follow(ctx context.Context, bus Bus, typed string) (*Follower, error) {
	code, ok := read(typed)
	if !ok {
		return nil, ErrUnknown
	}
	f := &Follower{newSide(bus, code, Event{Up: true}), newCode()}
	heard, stop, err := bus.Subscribe(shown(code))
	if err != nil {
		return nil, err
	}
	f.say(joins)
	for late := time.After(answer); err == nil; {
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
	f.say(parts)
	return nil, err
}

// say tells the presenter something. It is said again with the next sign of life.
func (f *Follower) say(what string) { _ = f.bus.Publish(present(f.code), []byte(what+f.id)) }

// run goes by what was heard last until the presenter ends, or gives no sign of life.
func (f *Follower) run(e Event, heard <-chan Event, stop func()) {
	defer close(f.told)
	defer f.say(parts)
	defer stop()
	beats := time.NewTicker(beat)
	defer beats.Stop()
	for at := time.Now(); ; {
		switch text, showing := strings.CutPrefix(e.Text, shows); {
		case e.Text == ends:
			return
		case showing:
			f.tell(Event{text, true})
		case e.Text == "" && e.Up:
			f.say(joins) // who can be heard again is asked what is shown
		case e.Text == "":
			f.tell(Event{f.last.Text, false})
		}
		select {
		case e = <-heard:
			at = time.Now()
		case <-beats.C:
			if e.Up && time.Since(at) > silence {
				return
			}
			f.say(stays)
		case <-f.over:
			return
		}
	}
}

// Memory is a bus within one process. The zero value is ready.
type Memory struct {
	mu   sync.Mutex
	subs map[chan Event]string // what waits for each who listens, and the subject
}

// MaxWaiting is how many events wait for one who listens.
const MaxWaiting = 1024

// Publish hands a message to all who listen.
func (m *Memory) Publish(subject string, data []byte) error {
	said := Event{string(data), true}
	m.mu.Lock()
	defer m.mu.Unlock()
	for waiting, about := range m.subs {
		if about == subject {
			Offer(waiting, said)
		}
	}
	return nil
}

// Subscribe hears messages in their order; nothing lies between that could be lost.
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
