package tty

import (
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"
)

// Input stands between a terminal and the program that reads its keys. It always
// reads, whether or not the program does, so that ctrl+c is heard while the
// program waits for a blocked screen or works through a flood of mouse events.
// It also keeps what the terminal answers late from the shell.
type Input struct {
	patience    time.Duration
	interrupted chan struct{}
	gone        chan struct{}
	news        chan struct{} // the terminal has sent something, perhaps an answer

	mu       sync.Mutex
	wake     *sync.Cond
	scanner  scanner
	queue    []byte
	dropping bool // more was typed ahead than is kept
	closed   bool
	kept     []byte // of what was read last
	draining bool   // the program has left
}

// MaxPaste is how much of what is pasted at once is taken, in bytes. The program
// gets a little more of a longer one, by which it can tell, and its end: it keeps
// what is pasted until then, and a terminal can paste anything.
const MaxPaste = 1 << 20

const endOfPaste = "\x1b[201~"

// typedAhead is how much is kept for a program that does not read, in bytes: all that is
// taken of a paste, of which the program could not tell that it is too long otherwise.
const typedAhead = MaxPaste + 1<<16

// NewInput starts to read from a terminal. Patience is how long that may take to answer.
func NewInput(from io.Reader, patience time.Duration) *Input {
	i := &Input{patience: patience, interrupted: make(chan struct{}, 1), gone: make(chan struct{}), news: make(chan struct{}, 1)}
	i.wake = sync.NewCond(&i.mu)
	go i.take(from)
	return i
}

// Interrupted tells that ctrl+c was pressed.
func (i *Input) Interrupted() <-chan struct{} { return i.interrupted }

// Gone is closed when there is no terminal any more.
func (i *Input) Gone() <-chan struct{} { return i.gone }

// Close ends what reads the keys. What reads from the terminal ends with the
// next key, or with the process.
func (i *Input) Close() {
	i.mu.Lock()
	i.closed = true
	i.mu.Unlock()
	i.wake.Broadcast()
}

// Read gives the program what was kept, at the speed it reads.
func (i *Input) Read(p []byte) (int, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for len(i.queue) == 0 && !i.closed {
		i.wake.Wait()
	}
	if i.closed {
		return 0, io.EOF
	}
	n := copy(p, i.queue)
	if i.queue = i.queue[n:]; len(i.queue) == 0 {
		i.queue = nil // a long paste takes no memory any more
	}
	return n, nil
}

// take takes what the terminal sends as fast as it comes.
func (i *Input) take(from io.Reader) {
	defer close(i.gone)
	buf := make([]byte, 4096)
	for {
		n, err := from.Read(buf)
		if n > 0 && !i.took(buf[:n]) || err != nil {
			return
		}
	}
}

// took keeps what was read for the program, and acts on what cannot wait for it.
// It returns false once the input is closed.
func (i *Input) took(read []byte) bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.closed {
		return false
	}
	s, pasteEnded := &i.scanner, false
	i.kept = i.kept[:0]
	for at, b := range read {
		e := s.next(b, at == len(read)-1)
		switch {
		case !s.cut:
			i.kept = append(i.kept, b)
		case e == pasteEnd:
			i.kept, s.cut = append(i.kept, endOfPaste...), false
		}
		if e == interrupt {
			tell(i.interrupted)
		}
		pasteEnded = pasteEnded || e == pasteEnd
	}
	tell(i.news)
	if i.draining {
		return true
	}
	i.dropping = len(i.queue) > 0 && (i.dropping || len(i.queue)+len(i.kept) > typedAhead)
	if !i.dropping {
		i.queue = append(i.queue, i.kept...)
	} else if pasteEnded {
		i.queue = append(i.queue, endOfPaste...) // without it all that follows would be taken as pasted
	}
	i.wake.Signal()
	return true
}

// tell tells what a channel stands for: once is enough, where it has not been heard yet.
func tell(c chan<- struct{}) {
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
func (i *Input) Drain(out *Output) {
	at := out.asked.Load()
	asked := time.Unix(0, at)
	patient := asked.Add(i.patience)
	early, heard := time.Now().Before(patient), func() bool { return i.scanner.heard }
	if at == 0 || (!early && !i.await(heard, asked)) {
		return
	}
	drain := func(on bool) {
		i.mu.Lock()
		defer i.mu.Unlock()
		i.draining, i.scanner.answered = on, false
	}
	drain(true)
	defer drain(false)
	if _, err := io.WriteString(out, "\x1b[c"); err != nil {
		return
	}
	late := time.Now().Add(2 * i.patience)
	if i.await(heard, patient) && i.await(func() bool { return i.scanner.answered }, late) && early {
		i.await(func() bool { return i.scanner.colours >= int(out.colours.Load()) }, patient)
	}
}

// await waits until the terminal has answered so, but not for ever, and tells whether it
// has.
func (i *Input) await(so func() bool, until time.Time) bool {
	late := time.After(time.Until(until))
	for {
		i.mu.Lock()
		answered := so()
		i.mu.Unlock()
		if answered {
			return true
		}
		select {
		case <-i.news:
		case <-i.gone:
			return false
		case <-late:
			return false
		}
	}
}

// event is what a scanner finds that cannot wait until the program reads it.
type event uint8

const (
	nothing   event = iota
	interrupt       // ctrl+c, in any way a terminal writes it
	pasteEnd        // what was pasted ends
)

// scanner finds the few sequences that matter here in what a terminal sends.
type scanner struct {
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

// state is where in a sequence a scanner is.
type state uint8

const (
	ground state = iota
	escaped
	control
)

// longestParams is more than any sequence looked for has, in bytes.
const longestParams = 64

const (
	etx = 0x03
	bel = 0x07
	esc = 0x1b
)

// next takes one byte; last tells that no other has come with it. A ctrl+c among
// what is pasted is no key, but one that comes alone is: the end of a paste can
// get lost.
func (s *scanner) next(b byte, last bool) event {
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
		return interrupt
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
	return nothing
}

// endText ends a string, if there is one.
func (s *scanner) endText() {
	if s.text {
		s.colours++
	}
	s.text = false
}

// sequence tells what a whole control sequence is.
func (s *scanner) sequence(final byte) event {
	params := string(s.params)
	switch {
	case final == 'u' && ctrlC(params), final == '~' && params == "27;5;99":
		return interrupt
	case final == '~' && params == "200" && !s.pasting:
		s.pasting, s.pasted = true, 0
	case final == '~' && params == "201":
		s.pasting = false
		return pasteEnd
	case strings.HasPrefix(params, "?"):
		s.heard, s.answered = true, s.answered || final == 'c'
	}
	return nothing
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

// Output writes to a terminal, notices when that is gone, and can be abandoned
// when the terminal takes nothing any more.
type Output struct {
	to        io.Writer
	once      sync.Once
	gone      chan struct{}
	abandoned atomic.Bool
	asked     atomic.Int64 // when something was asked last, 0: nothing was
	colours   atomic.Int32 // how often what colour the terminal has
}

// NewOutput writes to a terminal.
func NewOutput(to io.Writer) *Output { return &Output{to: to, gone: make(chan struct{})} }

// Gone is closed when there is no terminal any more.
func (o *Output) Gone() <-chan struct{} { return o.gone }

// questions is a constant table of how what is asked begins: for the background, for
// the terminal's capabilities, for modes, for how keys are reported.
var questions = [...]string{"\x1b]11;?", "\x1bP+q", "$p", "\x1b[?u"}

// Abandon makes all later writes go nowhere, after a last one that the terminal may
// take or leave.
func (o *Output) Abandon(last string) {
	const moment = time.Second // a busy machine needs as much for what takes no time
	o.abandoned.Store(true)
	taken := make(chan struct{})
	go func() {
		defer close(taken)
		_, _ = io.WriteString(o.to, last)
	}()
	select {
	case <-taken:
	case <-time.After(moment):
	}
}

// Write writes a piece of the screen. What is drawn is wiped before the other screen is
// left: GNU Screen and mosh have no other.
func (o *Output) Write(p []byte) (int, error) {
	if o.abandoned.Load() {
		return len(p), nil
	}
	const leave = "\x1b[?1049l"
	o.colours.Add(int32(bytes.Count(p, []byte(questions[0]))))
	if slices.ContainsFunc(questions[:], func(q string) bool { return bytes.Contains(p, []byte(q)) }) {
		o.asked.Store(time.Now().UnixNano())
	}
	if _, err := o.to.Write(bytes.ReplaceAll(p, []byte(leave), []byte("\x1b[m\x1b[H\x1b[J"+leave))); err != nil {
		o.once.Do(func() { close(o.gone) })
		return 0, err
	}
	return len(p), nil
}
