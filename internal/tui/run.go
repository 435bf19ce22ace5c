package tui

import (
	"context"
	"io"
	"os"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"

	"allyscope/internal/ally"
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
	// waiting; nil where the process's own terminal says its size.
	Sizes <-chan tty.Size
	// Own is the process's own terminal, to which In and Out belong; nil for a
	// session at the other end of a line.
	Own tty.Terminal
}

// Prepare goes once through what the terminal library does at its first frame, beside
// what else is done: it unpacks a table of how wide characters are, and the code that
// draws is read from the disk. That takes as long as opening the data, before which
// whoever is about to run the explorer calls it.
func Prepare() {
	go func() {
		screen := uv.NewScreenBuffer(2, 2)
		uv.NewStyledString("\x1b[1m─\x1b[m").Draw(screen, screen.Bounds())
		nowhere := thin.NewWriter(io.Discard)
		nowhere.Resize(2, 2)
		out := uv.NewTerminalRenderer(nowhere, []string{"TERM=xterm-256color"})
		out.SetFullscreen(true)
		out.EnterAltScreen()
		out.Render(screen.RenderBuffer)
		_ = out.Flush() // nowhere takes everything
	}()
}

// Run runs the explorer until it is quit or the context ends, and returns the
// ally that was picked, empty where none was. The error is a *tty.KilledError
// where a signal or the loss of the terminal ended it, and the context's cause where
// that did. Further options go to the
// terminal library, after those the explorer needs itself.
func Run(ctx context.Context, o Options, s Streams, program ...tea.ProgramOption) (ally.Code, error) {
	m, err := New(o)
	if err != nil {
		return "", err
	}
	// What the explorer writes has the colours its look allows already: the
	// library shall take none away, but those of a terminal without.
	profile := colorprofile.TrueColor
	if o.Environment.Look.Profile == terminal.NoColour {
		profile = colorprofile.ASCII
	}
	options := []tea.ProgramOption{
		tea.WithEnvironment(s.Env), tea.WithColorProfile(profile),
	}
	if _, file := s.In.(*os.File); file && s.Own == nil { // a console that only the library can handle
		options = append(options, tea.WithContext(ctx), tea.WithInput(s.In), tea.WithOutput(s.Out), tea.WithFilter(clamped(o.Environment, func(int, int) {})))
		_, err = tea.NewProgram(m, append(options, program...)...).Run()
		return m.picked, err
	}
	v, err := newVisit(o.Environment, s)
	if err != nil {
		return "", err
	}
	defer v.close()
	out := thin.NewWriter(v.output)
	options = append(options, tea.WithInput(v.keys), tea.WithOutput(out), tea.WithFilter(clamped(o.Environment, out.Resize)), tea.WithoutSignalHandler())
	if w, h := v.size(); w > 0 {
		out.Resize(w, h)
		options = append(options, tea.WithWindowSize(w, h))
	}
	m.suspend = v.suspend
	if err := v.run(ctx, tea.NewProgram(m, append(options, program...)...)); err != nil {
		return "", err
	}
	return m.picked, nil
}

// clamped holds every size to what can be drawn on before anybody takes memory
// for it: the terminal library takes it for each cell before the explorer sees
// the message, and a terminal can claim any size at any time. Whoever else has to
// know the size is told.
func clamped(e terminal.Environment, tell func(columns, lines int)) func(tea.Model, tea.Msg) tea.Msg {
	return func(_ tea.Model, msg tea.Msg) tea.Msg {
		if size, ok := msg.(tea.WindowSizeMsg); ok {
			size.Width, size.Height = e.Clamp(size.Width, size.Height)
			tell(size.Width, size.Height)
			return size
		}
		return msg
	}
}

// Init asks the terminal whether its background is dark and whether it has more
// than its sixteen colours; nothing waits for the replies. It is not asked in a way
// that it would show.
func (m *Model) Init() tea.Cmd {
	var play tea.Cmd
	if m.kiosk {
		play = m.tick()
	}
	if m.options.Following != nil {
		play = tea.Batch(play, m.followed())
	}
	if m.look.Profile == terminal.NoColour {
		return play
	}
	if m.options.Environment.ShowsStrings {
		return tea.Batch(tea.RequestBackgroundColor, play)
	}
	return tea.Batch(tea.RequestBackgroundColor, tea.RequestCapability("RGB"), tea.RequestCapability("Tc"), play)
}
