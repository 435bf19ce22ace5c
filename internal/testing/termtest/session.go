package termtest

import (
	"errors"
	"fmt"
	"io"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

const (
	defaultWidth  = 80
	defaultHeight = 24
	defaultFPS    = 60

	// escTimeout covers the time for which a lone escape may be the start of a
	// longer key. That is 50 ms, but the reader asks whether *more* than 50 ms
	// have passed, which under an exact clock is so only the second time.
	escTimeout = 110 * time.Millisecond

	// restless is how long a program may go on writing after a key before the
	// harness reports that it does not come to rest.
	restless = 10 * time.Second

	// afterlife is how long a finished session waits for timers its commands
	// have left running; longer than any a view would set.
	afterlife = time.Hour
)

// Options describes the terminal that a program finds. The zero value is an
// xterm of 80x24 with 256 colours.
type Options struct {
	// Width and Height are the size of the screen, 80x24 when zero.
	Width, Height int
	// Env is the whole environment of the program. Nil means TERM=xterm-256color
	// and a UTF-8 locale. A program started through [tea.WithEnvironment] sees
	// nothing of the environment the test itself runs in.
	Env []string
	// Profile is the colour depth the renderer reduces colours to,
	// [colorprofile.ANSI256] when zero.
	Profile colorprofile.Profile
	// Through, if not nil, is given the terminal and returns what the program writes to instead.
	Through func(io.Writer) io.Writer
	// FPS is how many frames a second the renderer may write, 60 when zero.
	FPS int
	// Program holds further options, applied last.
	Program []tea.ProgramOption
}

// Session is a running program and the terminal it draws on. Its methods are
// for the test's own goroutine.
type Session struct {
	*Terminal

	t       testing.TB
	input   *queue
	program *tea.Program
	quiet   time.Duration

	// The fields below are written before done is closed, and read after.
	done    chan struct{}
	final   tea.Model
	err     error
	errSeen bool
}

// Start runs a model and returns when its first screen is drawn and it has
// come to rest, or has gone on moving for ten seconds. It has to be called in
// a bubble of [synctest.Test]. The program is ended with the test; when it
// failed and the test never asked (see [Session.WaitExit]), the test fails.
func Start(t testing.TB, model tea.Model, options Options) *Session {
	t.Helper()
	requireBubble(t)

	options = withDefaults(options)
	input := newQueue()
	term := NewTerminal(options.Width, options.Height, input)

	output := io.Writer(term)
	if options.Through != nil {
		output = options.Through(term)
	}

	programOptions := append([]tea.ProgramOption{
		tea.WithInput(input),
		tea.WithOutput(output),
		tea.WithEnvironment(options.Env),
		tea.WithWindowSize(options.Width, options.Height),
		tea.WithColorProfile(options.Profile),
		tea.WithFPS(options.FPS),
		tea.WithoutSignalHandler(), // signals come from outside of the bubble
	}, options.Program...)

	s := &Session{
		Terminal: term,
		t:        t,
		input:    input,
		program:  tea.NewProgram(model, programOptions...),
		// Rest is two frames without a byte after the last moment at which a
		// lone escape could still turn into a key.
		quiet: escTimeout + 2*time.Second/time.Duration(options.FPS),
		done:  make(chan struct{}),
	}

	go func() {
		s.final, s.err = s.program.Run()
		close(s.done)
	}()

	t.Cleanup(s.end)
	s.settle()

	return s
}

// withDefaults fills in what a test left out.
func withDefaults(o Options) Options {
	if o.Width == 0 && o.Height == 0 {
		o.Width, o.Height = defaultWidth, defaultHeight
	}

	if o.Env == nil {
		o.Env = []string{"TERM=xterm-256color", "LANG=en_US.UTF-8"}
	}

	if o.Profile == colorprofile.Unknown {
		o.Profile = colorprofile.ANSI256
	}

	if o.FPS <= 0 {
		o.FPS = defaultFPS
	}

	return o
}

// requireBubble fails with an explanation where synctest would panic.
func requireBubble(t testing.TB) {
	t.Helper()

	defer func() {
		if recover() != nil {
			t.Fatal("termtest.Start has to be called within synctest.Test")
		}
	}()

	synctest.Wait()
}

// Press presses keys by name (see [Keys]), one after the other, and waits for
// rest after each. A key that ends the program has to be the last.
func (s *Session) Press(names ...string) {
	s.t.Helper()

	for _, name := range names {
		seq, err := Keys(name)
		if err != nil {
			s.t.Fatal(err)
		}

		s.Type(seq)

		if !s.settle() {
			s.t.Fatalf("still drawing %v after %q; for something that moves use Type and Advance", restless, name)
		}
	}
}

// Type sends bytes as they are, in one piece, and does not wait: the program
// handles them all before its next frame.
func (s *Session) Type(raw string) {
	s.t.Helper()

	if s.exited() {
		s.t.Fatalf("the program has ended (%v), nobody reads %q", s.err, raw)
	}

	if _, err := s.input.Write([]byte(raw)); err != nil {
		s.t.Fatalf("input: %v", err)
	}
}

// Click presses and releases the left button on a cell, counted from 0,0, and
// waits for rest.
func (s *Session) Click(x, y int) {
	s.t.Helper()
	s.Type(fmt.Sprintf("\x1b[<0;%[1]d;%[2]dM\x1b[<0;%[1]d;%[2]dm", x+1, y+1))
	s.Idle()
}

// Drag moves the mouse from one cell to another with the left button held
// down, and waits for rest.
func (s *Session) Drag(fromX, fromY, toX, toY int) {
	s.t.Helper()
	s.Type(fmt.Sprintf("\x1b[<0;%d;%dM\x1b[<32;%[3]d;%[4]dM\x1b[<0;%[3]d;%[4]dm", fromX+1, fromY+1, toX+1, toY+1))
	s.Idle()
}

// Wheel turns the wheel over a cell, down for a positive number of notches
// and up for a negative one, and waits for rest.
func (s *Session) Wheel(x, y, notches int) {
	s.t.Helper()

	button := 65
	if notches < 0 {
		button, notches = 64, -notches
	}

	for range notches {
		s.Type(fmt.Sprintf("\x1b[<%d;%d;%dM", button, x+1, y+1))
	}

	s.Idle()
}

// Send hands the model a message, as a command would, and waits for rest.
func (s *Session) Send(msg tea.Msg) {
	s.t.Helper()
	s.program.Send(msg)
	s.Idle()
}

// Resize changes the size of the terminal, tells the program and waits for rest.
func (s *Session) Resize(width, height int) {
	s.t.Helper()
	s.Terminal.Resize(width, height)
	s.Send(tea.WindowSizeMsg{Width: width, Height: height})
}

// Idle waits until the program has nothing more to send: all its goroutines
// wait, and two more frames passed without a byte. It fails the test when the
// program goes on drawing for ten seconds. Something due later, such as the
// next tick of an animation, does not count; see [Session.Advance].
func (s *Session) Idle() {
	s.t.Helper()

	if !s.settle() {
		s.t.Fatalf("still drawing after %v:\n%s", restless, boxed(s.Screen()))
	}
}

// Advance lets time pass, none of it real, and everything that falls due
// within it happen.
func (s *Session) Advance(d time.Duration) {
	synctest.Wait()
	<-time.After(d)
	synctest.Wait()
}

// WaitFor waits until the screen satisfies shown, and fails the test when it
// has not for a minute. That minute is fake, so a failure is immediate.
func (s *Session) WaitFor(shown func(screen string) bool) {
	s.t.Helper()

	if err := s.Terminal.WaitFor(shown, time.Minute); err != nil {
		s.t.Fatal(err)
	}
}

// Quit ends the program from outside and returns its last model.
func (s *Session) Quit() tea.Model {
	s.t.Helper()
	s.program.Quit()

	model, err := s.WaitExit()
	if err != nil {
		s.t.Fatalf("the program failed: %v", err)
	}

	return model
}

// WaitExit waits until the program has ended, as after the key that quits, and
// returns its last model and its error. It fails the test when the program
// goes on for a minute.
func (s *Session) WaitExit() (tea.Model, error) {
	s.t.Helper()

	select {
	case <-s.done:
	case <-time.After(time.Minute):
		s.t.Fatalf("the program has not ended:\n%s", boxed(s.Screen()))
	}

	s.errSeen = true

	return s.final, s.err
}

// settle waits for rest and reports whether it came.
func (s *Session) settle() bool {
	for begun := time.Now(); time.Since(begun) < restless; {
		before := s.written()
		s.Advance(s.quiet)

		if s.written() == before {
			return true
		}
	}

	return false
}

// exited reports whether the program has ended.
func (s *Session) exited() bool {
	select {
	case <-s.done:
		return true
	default:
		return false
	}
}

// end stops everything the session started, since a bubble insists that no
// goroutine is left.
func (s *Session) end() {
	s.program.Quit()
	<-s.done

	if s.err != nil && !s.errSeen {
		s.t.Errorf("the program failed: %v", s.err)
	}

	if err := errors.Join(s.input.Close(), s.Close()); err != nil {
		s.t.Errorf("closing the terminal: %v", err)
	}

	// Commands cannot be called off; a tick that is still under way has to run
	// out, or its goroutine outlives the bubble.
	s.Advance(afterlife)
}
