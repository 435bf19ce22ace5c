package tui

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"allyscope/internal/follow"
	"allyscope/internal/terminal"
	"allyscope/internal/thin"
	"allyscope/internal/tty"
)

// Streams holds the terminal of a session.
type Streams struct {
	In  io.Reader
	Out io.Writer
	Env []string // KEY=value
	// Sizes receives the sizes of a remote terminal, the first of which must be there at the
	// start; nil for the process's own terminal.
	Sizes  <-chan tty.Size
	Frames int // the most per second; 0: as many as on a local terminal
	// Own is the process's own terminal, to which In and Out belong; nil for a remote session.
	Own tty.Terminal
}

// Prepare warms up in the background what the first frame needs: the table of character widths and
// the code that draws. That takes about as long as opening the data, so it should be called before.
func Prepare() {
	go func() {
		nowhere := thin.New(io.Discard, "xterm")
		nowhere.Resize(2, 2)
		nowhere.Draw(thin.Frame{Cells: func(put func(int, int, rune, string)) { put(0, 0, '─', "\x1b[1m") }})
	}()
}

// Run runs the explorer until the reader quits or the context ends. The error is a *tty.KilledError
// if a signal or the loss of the terminal ended it, and the cause of the context if that did. With
// Options.Plain it converses, for which no terminal is needed.
func Run(ctx context.Context, o Options, s Streams) error {
	m, err := New(o)
	if err != nil {
		return err
	}
	defer func() {
		if o.Left != nil && !m.abandoned {
			o.Left(m.answer.Query, m.picked)
		}
	}()
	if o.Plain && s.Sizes == nil && (s.Own == nil || !o.Environment.Screen) {
		t := &talk{m: m, out: s.Out, byLine: true}
		return t.read(s)
	}
	if _, file := s.In.(*os.File); file && s.Own == nil { // a Windows console, which only the library can handle
		// The explorer already writes only the colours of its look, so the library must not
		// remove any, except on a terminal without colour.
		profile := colorprofile.TrueColor
		if o.Environment.Look.Profile == terminal.NoColour {
			profile = colorprofile.ASCII
		}
		_, err = tea.NewProgram(m, tea.WithEnvironment(s.Env), tea.WithColorProfile(profile), tea.WithContext(ctx),
			tea.WithInput(s.In), tea.WithOutput(s.Out), tea.WithFilter(clampSizes(o.Environment))).Run()
		return err
	}
	v, err := newVisit(m, s)
	if err != nil {
		return err
	}
	defer v.close()
	if o.Plain {
		t := &talk{m: m, out: v.line}
		t.greet("press a key, or : and type a question")
		if err = v.run(ctx, t); m.abandoned { // the program may still write t.err
			return err
		}
		return errors.Join(err, t.err)
	}
	return v.run(ctx, newStage(m, v.screen, s.Env, s.Frames))
}

// clampSizes limits each reported size before memory is allocated for it: a terminal can report any
// size at any time.
func clampSizes(e terminal.Environment) func(tea.Model, tea.Msg) tea.Msg {
	return func(_ tea.Model, msg tea.Msg) tea.Msg {
		if size, ok := msg.(tea.WindowSizeMsg); ok {
			size.Width, size.Height = e.Clamp(size.Width, size.Height)
			return size
		}
		return msg
	}
}

// Init asks the terminal for its capabilities and starts the explorer.
func (m *Model) Init() tea.Cmd {
	if ask := m.questions(); ask != "" {
		m.then(tea.Raw(ask))
	}
	return m.begin()
}

// begin starts what runs by itself: a kiosk, or following.
func (m *Model) begin() tea.Cmd {
	if m.options.Kiosk {
		m.tick()
	}
	if m.options.Following != nil {
		listen(m, m.options.Following.Updates(), m.followed)
	}
	return m.follows()
}

// questions returns the sequences that ask the terminal for its background and whether it has more
// than sixteen colours, as far as it would not display them. Nothing waits for the replies.
func (m *Model) questions() string {
	if m.look.Profile == terminal.NoColour {
		return ""
	}
	ask := ansi.RequestBackgroundColor // not by the library, which does not ask if it does not read the input
	if !m.options.Environment.ShowsStrings {
		ask += ansi.RequestTermcap("RGB") + ansi.RequestTermcap("Tc")
	}
	return ask
}

// visit is a session at its terminal. It ensures that the program ends when it should, and that the
// terminal is restored.
type visit struct {
	Streams

	m       *Model
	line    *tty.Line
	screen  *thin.Screen // unused by a conversation
	events  <-chan syscall.Signal
	sizes   chan tty.Size // of the process's own terminal
	stop    chan struct{}
	program *tea.Program
}

func newVisit(m *Model, s Streams) (*visit, error) {
	v := &visit{Streams: s, m: m, stop: make(chan struct{}, 1)}
	if v.Own != nil {
		v.events = v.Own.Events() // before the modes change: an uncaught signal would leave them changed
		if err := v.Own.Raw(); err != nil {
			v.Own.Close()
			return nil, err
		}
		v.sizes = make(chan tty.Size, 1)
		v.Sizes = v.sizes
		v.resize()
	}
	patience := 600 * time.Millisecond // longer than a slow terminal takes to answer
	if m.options.Environment.Remote {
		patience = time.Second
	}
	v.line = tty.NewLine(s.In, s.Out, patience)
	v.screen = thin.New(v.line, uv.Environ(s.Env).Getenv("TERM"))
	m.suspend = v.suspend
	return v, nil
}

func (v *visit) close() {
	if v.Own != nil {
		v.Own.Restore()
		v.Own.Close()
	}
	v.line.Close()
}

// suspend asks run to go back to the shell. It returns false if there is no shell.
func (v *visit) suspend() bool {
	if v.Own == nil || !v.Own.Stoppable() {
		return false
	}
	tty.Tell(v.stop)
	return true
}

// The most time for the program to quit after a request, and then for the terminal to take the rest
// of the output. After that a blocked terminal is given up.
const (
	toLeave = time.Second
	toTake  = 2 * time.Second
)

// run runs a model as a program until it quits, or is asked to by a signal, ctrl+c, the loss of the
// terminal or the end of the context.
func (v *visit) run(ctx context.Context, model tea.Model) error {
	first := <-v.Sizes
	v.program = tea.NewProgram(model,
		tea.WithEnvironment(v.Env), tea.WithInput(nil), tea.WithOutput(v.screen),
		tea.WithColorProfile(colorprofile.TrueColor), // else the library runs tmux to ask it, and waits
		tea.WithoutSignalHandler(), tea.WithoutRenderer(), tea.WithFPS(cmp.Or(v.Frames, usualFrames)),
		tea.WithFilter(clampSizes(v.m.options.Environment)), tea.WithWindowSize(first.Width, first.Height))
	listening, deafen := context.WithCancel(context.WithoutCancel(ctx))
	defer deafen()
	go func() {
		for v.readKeys(listening) {
		}
	}()
	ran, left := make(chan struct{}), make(chan error, 1)
	go func() {
		v.screen.Enter()
		_, err := v.program.Run()
		close(ran)
		v.leave()
		left <- err
	}()
	gone, cancelled := v.line.Gone(), ctx.Done()
	var why error
	var deadline <-chan time.Time
	leave := func(err error) {
		if deadline == nil {
			why, deadline = err, time.After(toLeave)
			go v.program.Quit()
		}
		gone, cancelled = nil, nil
	}
	go v.forwardSizes(listening.Done())
	var released, retaken <-chan struct{}
	for {
		select {
		case err := <-left:
			return v.end(why, err)
		case <-ran:
			ran, deadline = nil, time.After(toTake)
		case <-deadline:
			v.giveUp(ran)
			return v.end(why, nil)
		case <-v.line.Interrupted():
			leave(nil)
		case <-gone:
			leave(&tty.KilledError{Signal: syscall.SIGHUP})
		case <-cancelled:
			leave(context.Cause(ctx))
		case <-v.stop:
			released = inBackground(v.leave)
		case <-released:
			if released = nil; deadline == nil { // not while the program quits
				v.Own.Restore()
				v.Own.Stop()
				retaken = v.takeBack(v.screen.Enter)
			}
		case <-retaken:
			retaken = nil
			v.resize()
		case e := <-v.events:
			switch e {
			case tty.Resumed:
				retaken = v.takeBack(func() { // the terminal was not restored before the stop
					v.screen.Leave()
					v.screen.Enter()
				})
			case tty.Resized:
				v.resize()
			case tty.Stopping:
				if !v.suspend() {
					go v.program.Send(doMsg(func() { v.m.say(noShell) }))
				}
			default:
				leave(&tty.KilledError{Signal: e})
			}
		}
	}
}

// giveUp gives up a terminal that takes no output, and a program that has not ended (ran is nil if
// it has). It discards pending output, so that the few bytes that restore the terminal may still
// get through.
func (v *visit) giveUp(ran <-chan struct{}) {
	undo := v.screen.Undo()
	if v.Own != nil {
		v.Own.Discard()
	}
	v.line.Abandon(undo)
	if ran == nil {
		return
	}
	select {
	case <-ran: // it was blocked by the terminal
	case <-time.After(toLeave):
		v.m.abandoned = true
	}
}

// readKeys passes input on to the program until it ends. If the library panics at some of the
// input, readKeys drops that and returns true. If the library read the input itself, its panic
// would end the process.
func (v *visit) readKeys(ctx context.Context) (failed bool) {
	ctx, done := context.WithCancel(ctx)
	defer done()
	defer func() { failed = recover() != nil }()
	events := make(chan uv.Event)
	defer close(events)
	go func() {
		for e := range events {
			v.program.Send(e)
		}
	}()
	keys := uv.NewTerminalReader(v.line, uv.Environ(v.Env).Getenv("TERM"))
	_ = keys.StreamEvents(ctx, events) // the line notices the end of the input first
	return false
}

// forwardSizes passes new sizes on to the program.
func (v *visit) forwardSizes(done <-chan struct{}) {
	for {
		select {
		case s := <-v.Sizes:
			v.program.Send(tea.WindowSizeMsg(s))
		case <-done:
			return
		}
	}
}

// inBackground runs something that a blocked terminal could hold up, and closes the channel when it
// is done. Run handles requests to quit meanwhile.
func inBackground(do func()) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		do()
	}()
	return done
}

func (v *visit) takeBack(how func()) <-chan struct{} {
	_ = v.Own.Raw() // a lost terminal is noticed when it is read
	return inBackground(how)
}

// leave restores the terminal's screen and waits for its outstanding answers.
func (v *visit) leave() {
	v.screen.Leave()
	v.line.Drain()
}

func (v *visit) resize() { follow.Latest(v.sizes, v.Own.Size()) }

func (v *visit) end(why, err error) error {
	if killed, ok := errors.AsType[*tty.KilledError](why); ok && tty.Dumps(killed.Signal) && v.Own != nil {
		v.Own.Restore()
		v.Own.Die(killed.Signal)
	}
	return cmp.Or(why, err)
}

func (m *Model) quit() {
	m.left = true
	m.then(tea.Quit)
}
