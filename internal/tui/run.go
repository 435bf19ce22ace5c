package tui

import (
	"cmp"
	"context"
	"io"
	"os"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"allyscope/internal/terminal"
	"allyscope/internal/thin"
	"allyscope/internal/tty"
)

// Streams is where a session reads keys from and draws on.
type Streams struct {
	In  io.Reader
	Out io.Writer
	// Env is the session's environment, as KEY=value.
	Env []string
	// Sizes are the sizes the terminal at the other end of a line has, the first one
	// waiting already; nil where the process's own terminal says its size.
	Sizes <-chan tty.Size
	// Frames is how many frames a second are drawn at most; 0: as many as on a terminal
	// of this machine.
	Frames int
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
	if o.Plain {
		return m.converse(ctx, s)
	}
	if _, file := s.In.(*os.File); file && s.Own == nil { // a console that only the library can handle
		// What the explorer writes has the colours its look allows already: the
		// library shall take none away, but those of a terminal without.
		profile := colorprofile.TrueColor
		if o.Environment.Look.Profile == terminal.NoColour {
			profile = colorprofile.ASCII
		}
		_, err = tea.NewProgram(m, tea.WithEnvironment(s.Env), tea.WithColorProfile(profile), tea.WithContext(ctx), tea.WithInput(s.In),
			tea.WithOutput(s.Out), tea.WithFilter(clamped(o.Environment))).Run()
		return err
	}
	v, err := newVisit(m, s)
	if err != nil {
		return err
	}
	defer v.close()
	st := newStage(m, v.output, s.Env, s.Frames)
	v.screen = st.screen
	return v.run(ctx, st, st.screen)
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
		m.followed()
	}
	return m.follows()
}

// questions are the questions to the terminal whether its background is dark and whether it
// has more than its sixteen colours; nothing waits for the replies. It is not asked in a
// way that it would show.
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

// stage is a model as a terminal sees it: it is drawn on a screen of its own, in the
// loop of its program and nowhere else. What fails there ends this program alone,
// which the library sees to; what its own renderer does in the background it does
// not, and a server has many programs.
type stage struct {
	framed

	screen *thin.Screen
	pause  time.Duration // between two frames, at least
	drawn  time.Time
	due    bool // a frame is
	syncs  bool // the terminal is asked whether it shows a frame at once
}

// framed is a model that gives its frames.
type framed interface {
	tea.Model
	Frame() thin.Frame
}

// usualFrames is how many frames a second are drawn at most, where it is not said.
const usualFrames = 60

// newStage draws a model on the terminal of a session, so many frames a second at
// most. Over SSH the terminal is not asked whether it shows a frame at once: a frame
// is one packet; nor is Apple's, which would show the question.
func newStage(m framed, out io.Writer, env []string, frames int) *stage {
	e := uv.Environ(env)
	remote := terminal.Detect(env).Remote
	return &stage{
		framed: m, screen: thin.New(out, e.Getenv("TERM")), pause: time.Second / time.Duration(cmp.Or(frames, usualFrames)),
		syncs: !remote && !strings.Contains(e.Getenv("TERM_PROGRAM"), "Apple"),
	}
}

type drawMsg struct{}

// Init begins. The questions to the terminal go out at once, where the library would
// hold them back for a frame, and the first frame waits for what is answered at once.
func (s *stage) Init() tea.Cmd {
	begin, ask := s.framed.Init, ""
	if m, own := s.framed.(*Model); own {
		begin, ask = m.begin, m.questions()
	}
	if s.syncs {
		ask += ansi.RequestModeSynchronizedOutput
	}
	_, _ = io.WriteString(s.screen, ask) // a terminal that is gone is told of by what reads it
	return tea.Batch(begin(), s.soon())
}

// Update has the model take a message, and what that changes drawn.
func (s *stage) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case drawMsg:
		s.draw()
		return s, nil
	case tea.ModeReportMsg:
		if msg.Mode == ansi.ModeSynchronizedOutput && msg.Value == ansi.ModeReset {
			s.screen.Synchronise()
		}
		return s, nil
	case tea.WindowSizeMsg:
		s.screen.Resize(msg.Width, msg.Height)
	}
	if msg == tea.ClearScreen() {
		s.screen.Redraw()
	}
	_, cmd := s.framed.Update(msg) // which returns the model itself
	return s, tea.Batch(cmd, s.soon())
}

// soon has a frame drawn: with what else comes at once, and not before the time of
// the last one is over.
func (s *stage) soon() tea.Cmd {
	if s.due {
		return nil
	}
	s.due = true
	wait := max(s.pause/4, s.pause-time.Since(s.drawn))
	return tea.Tick(wait, func(time.Time) tea.Msg { return drawMsg{} })
}

func (s *stage) draw() {
	s.due, s.drawn = false, time.Now()
	s.screen.Draw(s.Frame())
}

// View is empty: what is shown is drawn already.
func (s *stage) View() tea.View { return tea.View{} }
