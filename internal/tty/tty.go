// Package tty is the terminal that a process is run at: its keys, its modes, its
// size, the signals it sends and the shell that waits behind it.
//
// It knows nothing of what is drawn. A session at the other end of a line has no
// such terminal and uses a Line alone.
package tty

import (
	"bytes"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/term"
)

// KilledError says that a signal ended the program.
type KilledError struct{ Signal syscall.Signal }

// Error names the signal.
func (e *KilledError) Error() string { return "ended by the signal " + e.Signal.String() }

// ExitCode is what a shell makes of it.
func (e *KilledError) ExitCode() int { return 128 + int(e.Signal) }

// Dumps tells whether a signal that somebody sends ends a process with what it was
// doing at the time.
func Dumps(s syscall.Signal) bool {
	return s != syscall.SIGINT && s != syscall.SIGTERM && s != syscall.SIGHUP
}

// Terminal is the terminal a process is run at.
type Terminal interface {
	// Raw makes the terminal hand over every key as it is pressed. A new line goes
	// on returning to the first column, as at the other end of an SSH line.
	Raw() error
	// Restore gives the terminal back as Raw found it. A process in the background
	// leaves it to whoever is at it.
	Restore()
	// Discard drops what a blocked terminal has not taken yet.
	Discard()
	// Size is 0 where the terminal says nothing.
	Size() Size
	// Events starts to tell of signals: Resized, Stopping, Resumed, and any other, by
	// which somebody asks the process to end; Close ends that, and leaves a hang-up without
	// effect. A signal that the process was started to ignore, as nohup does, stays ignored.
	Events() <-chan syscall.Signal
	Close()
	// Stoppable tells whether a shell waits behind the process.
	Stoppable() bool
	// Stop stops the process, and those piped together with it, until the shell
	// lets them go on.
	Stop()
	// Die ends the process as the signal would have without this package.
	Die(s syscall.Signal)
}

// Size is how large a terminal says it is, in cells.
type Size struct{ Width, Height int }

// Keys is where keys are read: the input where that is a terminal, else the terminal of
// the process, so that an input full of data stays untouched. It fails where there is none.
func Keys(in io.Reader) (io.Reader, error) {
	if isTerminal(in) {
		return in, nil
	}
	return os.OpenFile(device, os.O_RDWR, 0)
}

func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(f.Fd())
}

// Line stands between a terminal and a program. It always reads, so that ctrl+c is heard
// while the program waits for a blocked screen or works through a flood of mouse events. It
// keeps what the terminal answers late from the shell, and can be abandoned when the
// terminal takes nothing any more.
type Line struct {
	to        io.Writer
	patience  time.Duration
	gone      chan struct{}
	lost      func()        // closes gone
	news      chan struct{} // the terminal has sent something, perhaps an answer
	abandoned atomic.Bool
	asked     atomic.Int64 // when something was asked last, 0: nothing was
	colours   atomic.Int32 // how often what colour the terminal has

	mu       sync.Mutex
	wake     *sync.Cond
	scanner  scanner
	queue    []byte
	dropping bool // more was typed ahead than is kept
	closed   bool
	draining bool // the program has left
}

// MaxPaste is how much of what is pasted at once is taken, in bytes. The program
// gets a little more of a longer one, by which it can tell, and its end: it keeps
// what is pasted until then, and a terminal can paste anything.
const MaxPaste = 1 << 20

const endOfPaste = "\x1b[201~"

// typedAhead is how much is kept for a program that does not read, in bytes: all that is
// taken of a paste, of which the program could not tell that it is too long otherwise.
const typedAhead = MaxPaste + 1<<16

// NewLine starts to read from a terminal, and writes to it. Patience is how long that may
// take to answer.
func NewLine(from io.Reader, to io.Writer, patience time.Duration) *Line {
	l := &Line{to: to, patience: patience, gone: make(chan struct{}), news: make(chan struct{}, 1)}
	l.scanner.interrupted = make(chan struct{}, 1)
	l.lost = sync.OnceFunc(func() { close(l.gone) })
	l.wake = sync.NewCond(&l.mu)
	go l.take(from)
	return l
}

// Interrupted tells that ctrl+c was pressed.
func (l *Line) Interrupted() <-chan struct{} { return l.scanner.interrupted }

// Gone is closed when there is no terminal any more.
func (l *Line) Gone() <-chan struct{} { return l.gone }

// Close ends Read. What reads from the terminal ends with the next key, or the process.
func (l *Line) Close() {
	l.mu.Lock()
	l.closed = true
	l.mu.Unlock()
	l.wake.Broadcast()
}

// Read gives the program what was kept.
func (l *Line) Read(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for len(l.queue) == 0 && !l.closed {
		l.wake.Wait()
	}
	if l.closed {
		return 0, io.EOF
	}
	n := copy(p, l.queue)
	if l.queue = l.queue[n:]; len(l.queue) == 0 {
		l.queue = nil // a long paste takes no memory any more
	}
	return n, nil
}

func (l *Line) take(from io.Reader) {
	defer l.lost()
	buf := make([]byte, 4096)
	for {
		n, err := from.Read(buf)
		if n > 0 && !l.took(buf[:n]) || err != nil {
			return
		}
	}
}

// took keeps what was read for the program, and acts on what cannot wait for it; false
// once the input is closed.
func (l *Line) took(read []byte) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return false
	}
	s, before, pasteEnded := &l.scanner, len(l.queue), false
	for at, b := range read {
		ended := s.next(b, at == len(read)-1)
		switch {
		case !s.cut:
			l.queue = append(l.queue, b)
		case ended:
			l.queue, s.cut = append(l.queue, endOfPaste...), false
		}
		pasteEnded = pasteEnded || ended
	}
	l.dropping = !l.draining && before > 0 && (l.dropping || len(l.queue) > typedAhead)
	if l.draining || l.dropping {
		l.queue = l.queue[:before]
	}
	if l.dropping && pasteEnded {
		l.queue = append(l.queue, endOfPaste...) // without it all that follows would be taken as pasted
	}
	Tell(l.news)
	l.wake.Signal()
	return true
}

// Tell tells what a channel stands for, unless that still waits to be heard.
func Tell(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// Drain takes in what the terminal still has to answer once the program has left:
// it would be typed into the shell. Terminals answer in order, so it asks one more
// question that all of them know, and waits for that answer. A terminal that has
// answered nothing of what it was asked before, in the time it may take, will not
// answer this either. What is asked of colours a multiplexer hands on, and it is
// answered after what the multiplexer knows itself.
func (l *Line) Drain() {
	at := l.asked.Load()
	asked := time.Unix(0, at)
	patient := asked.Add(l.patience)
	early, heard := time.Now().Before(patient), func() bool { return l.scanner.heard }
	if at == 0 || (!early && !l.await(heard, asked)) {
		return
	}
	drain := func(on bool) {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.draining, l.scanner.answered = on, false
	}
	drain(true)
	defer drain(false)
	if _, err := io.WriteString(l, "\x1b[c"); err != nil {
		return
	}
	late := time.Now().Add(2 * l.patience)
	if l.await(heard, patient) && l.await(func() bool { return l.scanner.answered }, late) && early {
		l.await(func() bool { return l.scanner.colours >= int(l.colours.Load()) }, patient)
	}
}

// await waits until the terminal has answered so, and tells whether it has in time.
func (l *Line) await(so func() bool, until time.Time) bool {
	late := time.After(time.Until(until))
	for {
		l.mu.Lock()
		answered := so()
		l.mu.Unlock()
		if answered {
			return true
		}
		select {
		case <-l.news:
		case <-l.gone:
			return false
		case <-late:
			return false
		}
	}
}

// scanner finds the few sequences that matter here in what a terminal sends.
type scanner struct {
	interrupted chan struct{} // tells of ctrl+c, in any way a terminal writes it

	state   state
	params  []byte
	pasting bool
	pasted  int  // how many bytes have been pasted
	cut     bool // they are more than are taken
	text    bool // in a string of an operating system command, as colours are told in
	// What the terminal has answered: anything, how often what colour it has, and what it is.
	heard    bool
	colours  int
	answered bool
}

type state uint8 // where in a sequence a scanner is

const (
	ground state = iota
	escaped
	control
)

const (
	longestParams = 64 // bytes, more than any sequence looked for has

	etx = 0x03
	bel = 0x07
	esc = 0x1b
)

// next takes one byte, and tells whether it ends what was pasted; last: no other has come
// with it. A ctrl+c among what is pasted is no key, but one that comes alone is: the end
// of a paste can get lost.
func (s *scanner) next(b byte, last bool) (pasteEnded bool) {
	if s.pasting {
		s.pasted++
		within := s.state != ground && len(s.params) < longestParams // where it is never cut
		s.cut = s.cut || s.pasted > MaxPaste+1 && !within
	}
	switch {
	case b == esc:
		s.state, s.params = escaped, s.params[:0]
	case b == etx && (!s.pasting || last):
		s.state = ground
		Tell(s.interrupted)
	case s.state == escaped:
		s.state = ground
		switch b {
		case '[':
			s.state = control
		case ']', 'P': // strings are sent by nobody but the terminal itself
			s.text, s.heard = b == ']', true
		case '\\':
			s.endText()
		}
	case b == bel:
		s.endText()
	case s.state == control && b >= 0x40:
		s.state = ground
		return s.sequence(b)
	case s.state == control && len(s.params) < longestParams:
		s.params = append(s.params, b)
	}
	return false
}

func (s *scanner) endText() {
	if s.text {
		s.colours++
	}
	s.text = false
}

func (s *scanner) sequence(final byte) (pasteEnded bool) {
	params := string(s.params)
	switch {
	case final == 'u' && ctrlC(params), final == '~' && params == "27;5;99":
		Tell(s.interrupted)
	case final == '~' && params == "200" && !s.pasting:
		s.pasting, s.pasted = true, 0
	case final == '~' && params == "201":
		s.pasting = false
		return true
	case strings.HasPrefix(params, "?"):
		s.heard, s.answered = true, s.answered || final == 'c'
	}
	return false
}

// ctrlC reads a key as terminals with the Kitty keyboard protocol report it:
// code:shifted:base;modifiers:event;text. The base is the key of that place on an
// American keyboard, which counts where the key writes no Latin letter itself.
func ctrlC(params string) bool {
	const (
		ctrl  = 4
		locks = 64 | 128
		up    = "3"
	)
	code, rest, _ := strings.Cut(params, ";")
	codes := strings.Split(code, ":")
	held, _, _ := strings.Cut(rest, ";")
	held, kind, _ := strings.Cut(held, ":")
	modifiers, err := strconv.Atoi(held)
	key := codes[0]
	if letter, err := strconv.Atoi(key); err == nil && letter >= utf8.RuneSelf && len(codes) == 3 {
		key = codes[2]
	}
	return err == nil && (modifiers-1)&^locks == ctrl && kind != up && key == "99"
}

// questions is a constant table of how what is asked begins: for the background, for
// the terminal's capabilities, for synchronized output, for how keys are reported.
var questions = [...]string{"\x1b]11;?", "\x1bP+q", "\x1b[?2026$p", "\x1b[?u"}

// Abandon makes all writes go nowhere but a last one, which the terminal may take or leave. What
// that is is asked once nothing else is written any more.
func (l *Line) Abandon(last func() string) {
	const moment = time.Second // a busy machine needs as much for what takes no time
	l.abandoned.Store(true)
	taken := make(chan struct{})
	go func() {
		defer close(taken)
		_, _ = io.WriteString(l.to, last())
	}()
	select {
	case <-taken:
	case <-time.After(moment):
	}
}

// Write writes a piece of the screen.
func (l *Line) Write(p []byte) (int, error) {
	if l.abandoned.Load() {
		return len(p), nil
	}
	l.colours.Add(int32(bytes.Count(p, []byte(questions[0]))))
	if slices.ContainsFunc(questions[:], func(q string) bool { return bytes.Contains(p, []byte(q)) }) {
		l.asked.Store(time.Now().UnixNano())
	}
	if _, err := l.to.Write(p); err != nil {
		l.lost()
		return 0, err
	}
	return len(p), nil
}
