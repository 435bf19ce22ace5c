package tty

import (
	"bytes"
	"io"
	"sync"
	"sync/atomic"
	"time"
)

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

// leave is the sequence that leaves the other screen.
const leave = "\x1b[?1049l"

// NewOutput writes to a terminal.
func NewOutput(to io.Writer) *Output { return &Output{to: to, gone: make(chan struct{})} }

// Gone is closed when there is no terminal any more.
func (o *Output) Gone() <-chan struct{} { return o.gone }

// Asked is when the terminal was asked something last, the zero time where nothing
// was.
func (o *Output) Asked() time.Time {
	if at := o.asked.Load(); at != 0 {
		return time.Unix(0, at)
	}
	return time.Time{}
}

// Colours is how often the terminal was asked what colour it has.
func (o *Output) Colours() int { return int(o.colours.Load()) }

// questions is a constant table of how what is asked begins: for the background and
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

// Write writes a piece of the screen. It never sends the two sequences that ask
// for other keys in xterm's own way: GNU Screen and mosh take them for
// "underlined", and would underline all that the shell writes afterwards. What is
// drawn is wiped before the other screen is left: these two have no other.
func (o *Output) Write(p []byte) (int, error) {
	if o.abandoned.Load() {
		return len(p), nil
	}
	kept := p
	for _, asks := range [...]string{"\x1b[>4;2m", "\x1b[>4m"} {
		kept = bytes.ReplaceAll(kept, []byte(asks), nil)
	}
	kept = bytes.ReplaceAll(kept, []byte(leave), []byte("\x1b[m\x1b[H\x1b[J"+leave))
	o.colours.Add(int32(bytes.Count(kept, []byte("\x1b]11;?"))))
	for _, q := range questions {
		if bytes.Contains(kept, []byte(q)) {
			o.asked.Store(time.Now().UnixNano())
			break
		}
	}
	if _, err := o.to.Write(kept); err != nil {
		o.once.Do(func() { close(o.gone) })
		return 0, err
	}
	return len(p), nil
}
