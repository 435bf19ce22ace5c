// Package tty handles the terminal that a process runs at: its keys, modes, size and signals, and
// the shell behind it. A remote session has no such terminal and uses only a Line.
//
// The package knows nothing of what is drawn.
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

// KilledError is the error of a program that a signal ended.
type KilledError struct{ Signal syscall.Signal }

// Error names the signal.
func (e *KilledError) Error() string { return "ended by the signal " + e.Signal.String() }

// ExitCode returns the exit code that a shell reports for the signal.
func (e *KilledError) ExitCode() int { return 128 + int(e.Signal) }

// Dumps reports whether the default action of a signal is to end the process with a dump of its
// goroutines.
func Dumps(s syscall.Signal) bool {
	return s != syscall.SIGINT && s != syscall.SIGTERM && s != syscall.SIGHUP
}

// Terminal is the terminal that a process runs at.
type Terminal interface {
	// Raw makes the terminal pass on each key when it is pressed. A line feed still
	// returns to the first column, as at the other end of an SSH line.
	Raw() error
	// Restore resets the modes to those that Raw found. It does nothing in a background
	// process, since another job uses the terminal.
	Restore()
	// Discard drops the output that a blocked terminal has not taken yet.
	Discard()
	// Size returns 0x0 if the terminal does not report its size.
	Size() Size
	// Events starts to report signals: Resized, Stopping, Resumed, and any other that asks
	// the process to end. Close stops that; a hang-up then has no effect. Signals that the
	// process was started to ignore, as by nohup, stay ignored.
	Events() <-chan syscall.Signal
	Close()
	// Stoppable reports whether a shell waits behind the process.
	Stoppable() bool
	// Stop stops the process group until the shell continues it.
	Stop()
	// Die ends the process as the signal would have without this package.
	Die(s syscall.Signal)
}

// Size is the size that a terminal reports, in cells.
type Size struct{ Width, Height int }

// Keys returns the stream to read keys from: in, if it is a terminal, else the terminal of the
// process, so that data on the input stays untouched. It fails if the process has no terminal.
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

// Line connects a terminal with a program. It reads all the time, so that ctrl+c works while the
// program waits for a blocked screen or handles a flood of mouse events. It keeps late answers of
// the terminal from the shell, and can be abandoned if the terminal takes no more output.
type Line struct {
	to        io.Writer
	patience  time.Duration
	gone      chan struct{}
	lost      func()        // closes gone
	news      chan struct{} // the terminal has sent something, perhaps an answer
	abandoned atomic.Bool
	asked     atomic.Int64 // the time of the last question to the terminal, 0 if there was none
	colours   atomic.Int32 // the number of questions for its background colour

	mu       sync.Mutex
	wake     *sync.Cond
	scanner  scanner
	queue    []byte
	dropping bool // the queue is full
	closed   bool
	draining bool // input is dropped, since the program has left
}

// MaxPaste is the size of the longest paste that is passed on, in bytes. Of a longer one the
// program gets slightly more than MaxPaste bytes, so that it can tell, and the end mark. The
// bound is needed since the program holds a paste in memory until its end.
const MaxPaste = 1 << 20

const endOfPaste = "\x1b[201~"

// typedAhead is the size of the queue for a program that does not read, in bytes. It has room for
// the longest paste.
const typedAhead = MaxPaste + 1<<16

// NewLine starts to read from a terminal and returns the Line to it. Patience is how long the
// terminal may take to answer.
func NewLine(from io.Reader, to io.Writer, patience time.Duration) *Line {
	l := &Line{to: to, patience: patience, gone: make(chan struct{}), news: make(chan struct{}, 1)}
	l.scanner.interrupted = make(chan struct{}, 1)
	l.lost = sync.OnceFunc(func() { close(l.gone) })
	l.wake = sync.NewCond(&l.mu)
	go func() {
		defer l.lost()
		buf := make([]byte, 4096)
		for {
			n, err := from.Read(buf)
			if n > 0 && !l.take(buf[:n]) || err != nil {
				return
			}
		}
	}()
	return l
}

// Interrupted returns a channel that receives a value when ctrl+c is pressed.
func (l *Line) Interrupted() <-chan struct{} { return l.scanner.interrupted }

// Gone returns a channel that is closed when the terminal is lost.
func (l *Line) Gone() <-chan struct{} { return l.gone }

// Close makes Read return io.EOF. The goroutine that reads from the terminal ends with the next
// key, or with the process.
func (l *Line) Close() {
	l.mu.Lock()
	l.closed = true
	l.mu.Unlock()
	l.wake.Broadcast()
}

// Read reads what was typed, and waits for it if there is nothing.
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
		l.queue = nil // frees the memory of a long paste
	}
	return n, nil
}

// take queues what was read for the program, and handles what cannot wait. It returns false once
// the line is closed.
func (l *Line) take(read []byte) bool {
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
		l.queue = append(l.queue, endOfPaste...) // else everything that follows would count as pasted
	}
	Tell(l.news)
	l.wake.Signal()
	return true
}

// Tell sends a value on c, unless one is waiting there already.
func Tell(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// Drain waits for the terminal's outstanding answers after the program has left, and drops them:
// they would be typed into the shell. Terminals answer in order, so it asks one more question,
// which all of them know, and waits for that answer. It does not ask a terminal that has not
// answered anything in time before. A multiplexer passes questions about colours on, and the
// answers arrive after its own, so Drain waits for these too.
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

// await waits until cond is true of what the terminal has sent, and reports whether it was in time.
func (l *Line) await(cond func() bool, until time.Time) bool {
	late := time.After(time.Until(until))
	for {
		l.mu.Lock()
		answered := cond()
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
	interrupted chan struct{} // receives a value at ctrl+c, in every encoding

	state   state
	params  []byte
	pasting bool
	pasted  int  // bytes of the current paste
	cut     bool // the paste is too long, and the rest is dropped
	text    bool // within an operating system command, in which terminals report colours
	// What the terminal has answered:
	heard    bool // anything
	colours  int  // the number of its colour reports
	answered bool // the question of Drain
}

type state uint8 // the position within a sequence

const (
	ground state = iota
	escaped
	control
)

const (
	longestParams = 64 // in bytes, more than the sequences that matter here have

	etx = 0x03
	bel = 0x07
	esc = 0x1b
)

// next scans one byte and reports whether it ends a paste. Last is true of the last byte of a
// read. A ctrl+c within a paste is text, but at the end of a read it is taken as a key, because
// the end mark of a paste can get lost.
func (s *scanner) next(b byte, last bool) (pasteEnded bool) {
	if s.pasting {
		s.pasted++
		within := s.state != ground && len(s.params) < longestParams // a sequence is never cut in two
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
		case ']', 'P': // no key sends a string: it is an answer
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

// ctrlC reports whether a key report of the Kitty keyboard protocol is ctrl+c. Its form is
// code:shifted:base;modifiers:event;text. The base is the key in the same position on an American
// keyboard, which counts if the key itself writes no ASCII character.
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

// questions is a constant table of how the questions to a terminal begin: for its background
// colour, its capabilities, synchronized output and its key reports.
var questions = [...]string{"\x1b]11;?", "\x1bP+q", "\x1b[?2026$p", "\x1b[?u"}

// Abandon makes Write drop everything. It then calls last and sends the result, and waits at most
// a moment for the terminal to take that.
func (l *Line) Abandon(last func() string) {
	const moment = time.Second // a busy machine may need that long
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

// Write sends p to the terminal, and notes the questions in it.
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
