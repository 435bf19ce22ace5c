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
	"strings"
	"sync"
	"time"
)

// Bus carries messages between sessions, of one process or of several. Messages
// about one subject arrive in the order in which they were published.
type Bus interface {
	Publish(subject string, data []byte) error
	// Subscribe hands every message to a function, which must not block, until it is stopped.
	Subscribe(subject string, receive func(data []byte)) (stop func(), err error)
	// Up tells whether messages get through and, until it is stopped, each time that changes.
	Up(changed func(up bool)) (up bool, stop func())
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
	var b strings.Builder
	for raw := make([]byte, 1); b.Len() < codeSize; {
		rand.Read(raw)
		if i := int(raw[0]); i < len(alphabet)*8 {
			b.WriteByte(alphabet[i%len(alphabet)])
		}
	}
	return b.String()
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

// side is one of the two of a code.
type side[T any] struct {
	bus  Bus
	code string
	told chan T

	mu    sync.Mutex
	stop  []func() // what listens to the bus
	up    bool     // messages get through, as far as is known
	ended bool
}

// live calls a function with the lock held, unless the side has ended; false: it has.
func (s *side[T]) live(f func()) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.ended {
		f()
	}
	return !s.ended
}

// Told tells of a change, of which the last waits alone. It is closed when the side ends.
func (s *side[T]) Told() <-chan T { return s.told }

// listen begins to hear the other side, and whether it can be reached. No message is taken
// before it is done.
func (s *side[T]) listen(subject string, receive func([]byte), reach func(up bool)) (up bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	unsubscribe, err := s.bus.Subscribe(subject, receive)
	if err != nil {
		return false, err
	}
	up, unwatch := s.bus.Up(reach)
	s.up, s.stop = up, []func(){unsubscribe, unwatch}
	return up, nil
}

// finish ends a side that has not ended. The lock is held.
func (s *side[T]) finish() {
	s.ended = true
	close(s.told)
	for _, stop := range s.stop {
		go stop()
	}
}

// beats calls a function at every beat, with the lock held, until the side ends.
func (s *side[T]) beats(each func()) {
	time.AfterFunc(beat, func() {
		if s.live(each) {
			s.beats(each)
		}
	})
}

// Presenter is a session that others follow. It is told of its audience.
type Presenter struct {
	side[Audience]

	text string
	seen map[string]time.Time // followers, and when each gave its last sign of life
}

// Present begins to show a text to those who will know the code.
func Present(bus Bus, text string) (*Presenter, error) {
	p := &Presenter{text: text, seen: map[string]time.Time{}}
	p.bus, p.code, p.told = bus, newCode(), make(chan Audience, 1)
	if _, err := p.listen(present(p.code), p.heard, p.reach); err != nil {
		return nil, err
	}
	p.beats(p.beat)
	return p, nil
}

// Code is what followers type, in groups.
func (p *Presenter) Code() string {
	return strings.Join([]string{p.code[:parted], p.code[parted : 2*parted], p.code[2*parted:]}, "-")
}

// Show shows another text.
func (p *Presenter) Show(text string) {
	p.live(func() {
		if text != p.text {
			p.text = text
			p.send(shows + text)
		}
	})
}

// End ends it, for all followers.
func (p *Presenter) End() {
	p.live(func() {
		p.send(ends)
		p.finish()
	})
}

// send publishes. What does not get through is shown with the next sign of life.
func (p *Presenter) send(text string) { _ = p.bus.Publish(shown(p.code), []byte(text)) }

// beat gives a sign of life, and counts those of the followers.
func (p *Presenter) beat() {
	p.send(shows + p.text)
	for id, at := range p.seen {
		if time.Since(at) > silence {
			delete(p.seen, id)
			p.tell()
		}
	}
}

const maxFollowers = 10_000 // are counted

func (p *Presenter) heard(data []byte) {
	if len(data) < 2 || len(data) > 64 {
		return
	}
	what, id := string(data[:1]), string(data[1:])
	p.live(func() {
		_, known := p.seen[id]
		switch {
		case what == parts && known:
			delete(p.seen, id)
			p.tell()
		case what != joins && what != stays, !known && len(p.seen) >= maxFollowers:
		default:
			p.seen[id] = time.Now()
			if !known {
				p.tell()
			}
		}
		if what == joins {
			p.send(shows + p.text)
		}
	})
}

// reach notes whether followers can be reached, and says anew what is shown once they can.
func (p *Presenter) reach(up bool) {
	p.live(func() {
		p.up = up
		p.tell()
		if up {
			p.send(shows + p.text)
		}
	})
}

func (p *Presenter) tell() { Latest(p.told, Audience{len(p.seen), p.up}) }

// Event is what a follower is to show.
type Event struct {
	Text string // empty where nothing has changed
	Up   bool   // the presenter can be heard
}

// Follower is a session that follows another. It is told what is shown.
type Follower struct {
	side[Event]

	id    string
	last  Event
	heard time.Time
}

// Follow begins to follow what is shown by a code. The error is ErrUnknown where
// nobody answers.
func Follow(ctx context.Context, bus Bus, typed string) (*Follower, error) {
	code, ok := read(typed)
	if !ok {
		return nil, ErrUnknown
	}
	f := &Follower{id: newCode(), last: Event{Up: true}, heard: time.Now()}
	f.bus, f.code, f.told = bus, code, make(chan Event, 1)
	first := make(chan struct{}, 1)
	up, err := f.listen(shown(code), func(data []byte) {
		f.take(string(data))
		Latest(first, struct{}{})
	}, f.reach)
	switch {
	case err != nil:
		return nil, err
	case !up:
		f.live(f.finish)
		return nil, ErrDown
	}
	f.say(joins)
	err = ErrUnknown
	select {
	case <-first:
		f.beats(f.beat)
		return f, nil
	case <-ctx.Done():
		err = context.Cause(ctx)
	case <-time.After(answer):
	}
	f.End()
	return nil, err
}

// End stops following.
func (f *Follower) End() {
	f.live(f.finish) // nothing is said after it has parted
	f.say(parts)
}

// say tells the presenter something. It is said again with the next sign of life.
func (f *Follower) say(what string) { _ = f.bus.Publish(present(f.code), []byte(what+f.id)) }

func (f *Follower) take(said string) {
	text, showing := strings.CutPrefix(said, shows)
	f.live(func() {
		f.heard = time.Now()
		switch now := (Event{text, true}); {
		case said == ends:
			f.finish()
		case showing && now != f.last:
			f.last = now
			Latest(f.told, now)
		}
	})
}

// reach notes whether the presenter can be heard, and asks anew what is shown once it can.
func (f *Follower) reach(up bool) {
	if up {
		f.say(joins)
	}
	f.live(func() {
		f.heard = time.Now()
		if !up {
			f.last.Up = false
			Latest(f.told, f.last)
		}
	})
}

// beat gives a sign of life, and ends when the presenter gives none.
func (f *Follower) beat() {
	f.say(stays)
	if f.last.Up && time.Since(f.heard) > silence {
		f.finish()
	}
}

// Memory is a bus within one process. The zero value is ready.
type Memory struct {
	mu   sync.Mutex
	subs map[chan []byte]string // what waits for each who listens, and the subject
}

const maxWaiting = 1024 // messages, for one who does not listen

// Publish hands a message to all who listen.
func (m *Memory) Publish(subject string, data []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for waiting, about := range m.subs {
		if about != subject {
			continue
		}
		select {
		case waiting <- data:
		default:
		}
	}
	return nil
}

// Subscribe hands messages on in their order; the function may itself publish.
func (m *Memory) Subscribe(subject string, receive func([]byte)) (func(), error) {
	waiting := make(chan []byte, maxWaiting)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.subs == nil {
		m.subs = map[chan []byte]string{}
	}
	m.subs[waiting] = subject
	go func() {
		for data := range waiting {
			receive(data)
		}
	}()
	return func() { m.drop(waiting) }, nil
}

func (m *Memory) drop(waiting chan []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.subs, waiting)
	close(waiting)
	for range waiting {
	}
}

// Up is always true: nothing lies between.
func (m *Memory) Up(func(bool)) (bool, func()) { return true, func() {} }
