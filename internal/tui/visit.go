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

// Streams is where a session reads keys from and draws on.
type Streams struct {
	In  io.Reader
	Out io.Writer
	Env []string // KEY=value
	// Sizes are the sizes the terminal at the other end of a line has, the first one
	// waiting already; nil where the process's own terminal says its size.
	Sizes  <-chan tty.Size
	Frames int // a second, at most; 0: as many as on a terminal of this machine
	// Own is the process's own terminal, to which In and Out belong; nil for a
	// session at the other end of a line.
	Own tty.Terminal
}

// Prepare goes once through what the first frame needs, beside what else is done: a
// table of how wide characters are is unpacked, and the code that draws is read from
// the disk. That takes as long as opening the data, before which
// whoever is about to run the explorer calls it.
func Prepare() {
	go func() {
		nowhere := thin.New(io.Discard, "xterm")
		nowhere.Resize(2, 2)
		nowhere.Draw(thin.Frame{Cells: func(put func(int, int, rune, string)) { put(0, 0, '─', "\x1b[1m") }})
	}()
}

// Run runs the explorer until it is quit or the context ends. The error is a
// *tty.KilledError where a signal or the loss of the terminal ended it, and the
// context's cause where that did. A plain one converses, also where there is no
// terminal.
func Run(ctx context.Context, o Options, s Streams) error {
	m, err := New(o)
	if err != nil {
		return err
	}
	defer func() {
		if o.Left != nil && !m.held {
			o.Left(m.answer.Query, m.picked)
		}
	}()
	if o.Plain && s.Sizes == nil && (s.Own == nil || !o.Environment.Screen) {
		t := &talk{m: m, out: s.Out, byLine: true}
		return t.read(s)
	}
	if _, file := s.In.(*os.File); file && s.Own == nil { // a console that only the library can handle
		// What the explorer writes has the colours its look allows already: the
		// library shall take none away, but those of a terminal without.
		profile := colorprofile.TrueColor
		if o.Environment.Look.Profile == terminal.NoColour {
			profile = colorprofile.ASCII
		}
		_, err = tea.NewProgram(m, tea.WithEnvironment(s.Env), tea.WithColorProfile(profile), tea.WithContext(ctx),
			tea.WithInput(s.In), tea.WithOutput(s.Out), tea.WithFilter(clamped(o.Environment))).Run()
		return err
	}
	v, err := newVisit(m, s)
	if err != nil {
		return err
	}
	defer v.close()
	if o.Plain {
		t := &talk{m: m, out: v.line}
		return t.listen(ctx, v)
	}
	return v.run(ctx, newStage(m, v.screen, s.Env, s.Frames))
}

// clamped holds every size to what can be drawn on before anybody takes memory
// for it: a terminal can claim any size at any time.
func clamped(e terminal.Environment) func(tea.Model, tea.Msg) tea.Msg {
	return func(_ tea.Model, msg tea.Msg) tea.Msg {
		if size, ok := msg.(tea.WindowSizeMsg); ok {
			size.Width, size.Height = e.Clamp(size.Width, size.Height)
			return size
		}
		return msg
	}
}

// Init asks the terminal what there is to know of it, and begins.
func (m *Model) Init() tea.Cmd {
	if ask := m.questions(); ask != "" {
		m.then(tea.Raw(ask))
	}
	return m.begin()
}

func (m *Model) begin() tea.Cmd {
	if m.options.Kiosk {
		m.tick()
	}
	if m.options.Following != nil {
		hears(m, m.options.Following.Updates(), m.led)
	}
	return m.follows()
}

// questions ask the terminal whether its background is dark and whether it has more than
// its sixteen colours, not in a way that it would show. Nothing waits for the replies.
func (m *Model) questions() string {
	if m.look.Profile == terminal.NoColour {
		return ""
	}
	ask := ansi.RequestBackgroundColor // as it is: the library asks nothing where it reads nothing itself
	if !m.options.Environment.ShowsStrings {
		ask += ansi.RequestTermcap("RGB") + ansi.RequestTermcap("Tc")
	}
	return ask
}

// visit is a session at its terminal: it sees to it that the program ends when it is to,
// and that the terminal is given back as it was.
type visit struct {
	Streams

	m       *Model
	line    *tty.Line
	screen  *thin.Screen // on which a conversation draws nothing
	events  <-chan syscall.Signal
	sizes   chan tty.Size // of its own terminal
	stop    chan struct{}
	program *tea.Program
}

func newVisit(m *Model, s Streams) (*visit, error) {
	v := &visit{Streams: s, m: m, stop: make(chan struct{}, 1)}
	if v.Own != nil {
		v.events = v.Own.Events() // before the modes change: what ends the process would leave them so
		if err := v.Own.Raw(); err != nil {
			v.Own.Close()
			return nil, err
		}
		v.sizes = make(chan tty.Size, 1)
		v.Sizes = v.sizes
		v.resize()
	}
	patience := 600 * time.Millisecond // longer than a slow line takes to answer
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

// suspend goes back to the shell for a while; false where none waits.
func (v *visit) suspend() bool {
	if v.Own == nil || !v.Own.Stoppable() {
		return false
	}
	tty.Tell(v.stop)
	return true
}

// How long the program may take to leave once it is asked to, and the terminal to
// take what is sent to it then. A terminal that takes nothing is left as it is.
const (
	toLeave = time.Second
	toTake  = 2 * time.Second
)

// run runs a model as a program until it has left; the end of the context asks it to.
func (v *visit) run(ctx context.Context, model tea.Model) error {
	first := <-v.Sizes
	v.program = tea.NewProgram(model,
		tea.WithEnvironment(v.Env), tea.WithInput(nil), tea.WithOutput(v.screen),
		tea.WithColorProfile(colorprofile.TrueColor), // else the library runs tmux to ask it, and waits for it
		tea.WithoutSignalHandler(), tea.WithoutRenderer(), tea.WithFPS(cmp.Or(v.Frames, usualFrames)),
		tea.WithFilter(clamped(v.m.options.Environment)), tea.WithWindowSize(first.Width, first.Height))
	listening, deafen := context.WithCancel(context.WithoutCancel(ctx))
	defer deafen()
	go func() {
		for v.hear(listening) {
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
	gone, over := v.line.Gone(), ctx.Done()
	var why error
	var late <-chan time.Time
	leave := func(err error) {
		if late == nil {
			why, late = err, time.After(toLeave)
			go v.program.Quit()
		}
		gone, over = nil, nil
	}
	go v.resized(listening.Done())
	var given, taken <-chan struct{}
	for {
		select {
		case err := <-left:
			return v.end(why, err)
		case <-ran:
			ran, late = nil, time.After(toTake)
		case <-late:
			v.giveUp(ran)
			return v.end(why, nil)
		case <-v.line.Interrupted():
			leave(nil)
		case <-gone:
			leave(&tty.KilledError{Signal: syscall.SIGHUP})
		case <-over:
			leave(context.Cause(ctx))
		case <-v.stop:
			given = beside(v.leave)
		case <-given:
			if given = nil; late == nil { // who leaves does not stop any more
				v.Own.Restore()
				v.Own.Stop()
				taken = v.takeAgain(v.screen.Enter)
			}
		case <-taken:
			taken = nil
			v.resize()
		case e := <-v.events:
			switch e {
			case tty.Resumed:
				taken = v.takeAgain(func() { // all is drawn again: it was not given back
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

// giveUp leaves a terminal that takes nothing, and a program that has not run to its end.
// What the terminal had not taken is dropped, so that the little that gives it back may
// still get through.
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
	case <-ran: // who was held up ends now
	case <-time.After(toLeave):
		v.m.held = true
	}
}

// hear hands on what is typed until the keys end, or until it fails at some. What the library
// cannot read at all, and fails at, is dropped: it would take the process with it, where it
// reads by itself.
func (v *visit) hear(ctx context.Context) (failed bool) {
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
	_ = keys.StreamEvents(ctx, events) // keys that end are noticed by who reads them first
	return false
}

func (v *visit) resized(done <-chan struct{}) {
	for {
		select {
		case s := <-v.Sizes:
			v.program.Send(tea.WindowSizeMsg(s))
		case <-done:
			return
		}
	}
}

// beside does what a terminal that takes nothing holds up: whoever asks the program to end
// is heard meanwhile.
func beside(do func()) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		do()
	}()
	return done
}

func (v *visit) takeAgain(how func()) <-chan struct{} {
	_ = v.Own.Raw() // a terminal that is gone says so when it is read
	return beside(how)
}

// leave gives the terminal its screen back, and takes in what it still says.
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
