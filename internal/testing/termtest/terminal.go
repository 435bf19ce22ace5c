package termtest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/vt"
)

// ErrNeverShown is what [Terminal.WaitFor] returns when the time is up.
var ErrNeverShown = errors.New("the screen never showed it")

// Terminal is an emulated terminal that counts what is written to it. It is an
// [io.Writer] for the output of a program (or of an SSH session), and it may
// be used from several goroutines.
type Terminal struct {
	mu      sync.Mutex
	emu     *vt.Emulator
	title   string
	output  []byte
	writes  int
	total   int
	changed chan struct{}
}

// NewTerminal returns a terminal of the given size. What it answers to queries
// (its colours, its modes, where its cursor is) goes to replies, which has to
// take it without waiting for the terminal: the program's output stands still
// until a reply is taken.
func NewTerminal(width, height int, replies io.Writer) *Terminal {
	term := &Terminal{
		emu:     vt.NewEmulator(width, height),
		changed: make(chan struct{}),
	}
	term.emu.SetCallbacks(vt.Callbacks{Title: func(title string) { term.title = title }})

	// The emulator writes its replies to a pipe from within its own Write, so
	// it has to be read all the time. The copy ends with Close; an error means
	// that replies are no longer wanted.
	go func() { _, _ = io.Copy(replies, term.emu) }()

	return term
}

// Write shows what a program wrote. A bare "\n" returns the carriage as well:
// a program whose input is no terminal device counts on it.
func (t *Terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()

	t.output = append(t.output, p...)
	t.writes++
	t.total += len(p)

	if _, err := t.emu.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, fmt.Errorf("emulator: %w", err)
	}

	close(t.changed)
	t.changed = make(chan struct{})

	return len(p), nil
}

// Close ends the stream of replies.
func (t *Terminal) Close() error {
	// Not Emulator.Close: that writes a field which its Read reads in another
	// goroutine. Closing the pipe between the two ends the copy just as well.
	pipe, ok := t.emu.InputPipe().(io.Closer)
	if !ok {
		return nil
	}

	if err := pipe.Close(); err != nil {
		return fmt.Errorf("emulator: %w", err)
	}

	return nil
}

// Resize changes the size of the screen. It does not tell the program.
func (t *Terminal) Resize(width, height int) {
	t.mu.Lock()
	defer t.mu.Unlock()

	t.emu.Resize(width, height)
}

// Screen returns the text on the screen, a line a row, without the blanks at
// the ends of rows.
func (t *Terminal) Screen() string {
	t.mu.Lock()
	defer t.mu.Unlock()

	return t.emu.String()
}

// Styles returns the styles on the screen as a picture with a legend, as
// [Grid] draws them.
func (t *Terminal) Styles() string {
	t.mu.Lock()
	defer t.mu.Unlock()

	return styleGrid(t.emu)
}

// AltScreen reports whether the program has switched to the alternate screen.
func (t *Terminal) AltScreen() bool {
	t.mu.Lock()
	defer t.mu.Unlock()

	return t.emu.IsAltScreen()
}

// Title returns the window title.
func (t *Terminal) Title() string {
	t.mu.Lock()
	defer t.mu.Unlock()

	return t.title
}

// Bytes returns how many bytes were written since the last [Terminal.Reset].
func (t *Terminal) Bytes() int {
	t.mu.Lock()
	defer t.mu.Unlock()

	return len(t.output)
}

// Writes returns how often something was written since the last
// [Terminal.Reset]. Bubble Tea writes each frame at once.
func (t *Terminal) Writes() int {
	t.mu.Lock()
	defer t.mu.Unlock()

	return t.writes
}

// Output returns the bytes written since the last [Terminal.Reset], escape
// sequences and all.
func (t *Terminal) Output() string {
	t.mu.Lock()
	defer t.mu.Unlock()

	return string(t.output)
}

// Reset starts [Terminal.Bytes], [Terminal.Writes] and [Terminal.Output] anew.
func (t *Terminal) Reset() {
	t.mu.Lock()
	defer t.mu.Unlock()

	t.output, t.writes = nil, 0
}

// WaitFor returns as soon as the screen satisfies shown, which is asked again
// after every write, or with [ErrNeverShown] and the screen when the time is
// up. Within a bubble the time is up as soon as nothing moves any more.
func (t *Terminal) WaitFor(shown func(screen string) bool, within time.Duration) error {
	deadline := time.NewTimer(within)
	defer deadline.Stop()

	for {
		t.mu.Lock()
		screen, changed := t.emu.String(), t.changed
		t.mu.Unlock()

		if shown(screen) {
			return nil
		}

		select {
		case <-changed:
		case <-deadline.C:
			return fmt.Errorf("%w within %v:\n%s", ErrNeverShown, within, boxed(screen))
		}
	}
}

// written returns how many bytes were ever written.
func (t *Terminal) written() int {
	t.mu.Lock()
	defer t.mu.Unlock()

	return t.total
}

// boxed sets a screen off from the text around it in a failure message.
func boxed(screen string) string {
	return "  │" + strings.ReplaceAll(screen, "\n", "\n  │")
}
