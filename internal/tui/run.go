package tui

import (
	"context"
	"io"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"allyscope/internal/ally"
	"allyscope/internal/terminal"
)

// Streams is where a session reads keys from and draws on.
type Streams struct {
	In  io.Reader
	Out io.Writer
	// Env is the session's environment, as KEY=value.
	Env []string
}

// Run runs the explorer until it is quit or the context ends, and returns the
// ally that was picked, empty where none was. Further options go to the terminal
// library, after those the explorer needs itself.
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
	options := append([]tea.ProgramOption{
		tea.WithContext(ctx), tea.WithInput(s.In), tea.WithOutput(s.Out), tea.WithEnvironment(s.Env), tea.WithColorProfile(profile),
	}, program...)
	_, err = tea.NewProgram(m, options...).Run()
	return m.picked, err
}

// grace is how long a terminal's late replies to what it was asked at the start
// can take: leaving earlier would let them fall into the shell.
const grace = 300 * time.Millisecond

// readyMsg says that the grace is over.
type readyMsg struct{}

// Init asks the terminal whether its background is dark and whether it has more
// than its sixteen colours; nothing waits for the replies.
func (m *Model) Init() tea.Cmd {
	var play tea.Cmd
	if m.kiosk {
		play = m.tick()
	}
	if m.look.Profile == terminal.NoColour {
		m.ready = true
		return play
	}
	ready := tea.Tick(grace, func(time.Time) tea.Msg { return readyMsg{} })
	return tea.Batch(tea.RequestBackgroundColor, tea.RequestCapability("RGB"), tea.RequestCapability("Tc"), ready, play)
}

// quit leaves, once no reply of the terminal's can be under way.
func (m *Model) quit() tea.Cmd {
	if m.ready {
		return tea.Quit
	}
	m.leaving = true
	return nil
}
