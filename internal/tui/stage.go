package tui

import (
	"cmp"
	"io"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"allyscope/internal/terminal"
	"allyscope/internal/thin"
)

// stage is a model as a terminal sees it: it is drawn on a screen of its own, in the
// loop of its program and nowhere else. What fails there ends this program alone,
// which the library sees to; what its own renderer does in the background it does
// not, and a server has many programs.
type stage struct {
	tea.Model

	screen *thin.Screen
	pause  time.Duration // between two frames, at least
	drawn  time.Time
	due    bool // a frame is
	syncs  bool // the terminal is asked whether it shows a frame at once
}

// usualFrames is how many frames a second are drawn at most, where it is not said.
const usualFrames = 60

// newStage draws a model on the terminal of a session, so many frames a second at
// most. Over SSH the terminal is not asked whether it shows a frame at once: a frame
// is one packet; nor is Apple's, which would show the question.
func newStage(m tea.Model, out io.Writer, env []string, frames int) *stage {
	e := uv.Environ(env)
	remote := terminal.Detect(env).Remote
	return &stage{
		Model: m, screen: thin.New(out, e.Getenv("TERM")), pause: time.Second / time.Duration(cmp.Or(frames, usualFrames)),
		syncs: !remote && !strings.Contains(e.Getenv("TERM_PROGRAM"), "Apple"),
	}
}

// drawMsg says that a frame is due.
type drawMsg struct{}

// Init begins. The questions to the terminal go out at once, where the library would
// hold them back for a frame, and the first frame waits for what is answered at once.
func (s *stage) Init() tea.Cmd {
	begin, ask := s.Model.Init, ""
	if m, own := s.Model.(*Model); own {
		begin, ask = m.begin, m.asks()
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
	var cmd tea.Cmd
	s.Model, cmd = s.Model.Update(msg)
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
	v := s.Model.View()
	f := thin.Frame{Content: v.Content, Title: v.WindowTitle, Mouse: v.MouseMode != tea.MouseModeNone}
	if v.Cursor != nil {
		f.Cursor, f.X, f.Y = true, v.Cursor.X, v.Cursor.Y
	}
	s.screen.Draw(f)
}

// View is empty: what is shown is drawn already.
func (s *stage) View() tea.View { return tea.View{} }
