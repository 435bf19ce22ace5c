package tui_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/testing/termtest"
	"allyscope/internal/thin"
	"allyscope/internal/tui"
)

// falls is a model that panics when it is drawn after a key.
type falls struct{ pressed bool }

func (f *falls) Init() tea.Cmd { return nil }

func (f *falls) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	_, f.pressed = msg.(tea.KeyPressMsg)
	return f, nil
}

func (f *falls) View() tea.View { return tea.View{} }

func (f *falls) Frame() thin.Frame {
	if f.pressed {
		panic("drawing fails")
	}
	return thin.Frame{Cells: func(put func(int, int, rune, string)) {
		for x, r := range "stands" {
			put(x, 0, r, "")
		}
	}}
}

// broken is a terminal that panics at a write after a certain text.
type broken struct {
	io.Writer

	after string
}

func (b *broken) Write(p []byte) (int, error) {
	if strings.Contains(string(p), b.after) {
		panic("sending fails")
	}
	return b.Writer.Write(p)
}

// A server has many programs: a panic while drawing or writing ends only one of them, and its
// terminal is restored.
func TestDrawingThatFailsEndsItsProgramAlone(t *testing.T) {
	for name, after := range map[string]string{"drawing": "nothing", "sending": "stands"} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				env := strings.Fields(remote)
				out := &broken{after: after}
				model, screen, options := tui.Staged(&falls{}, out, env)
				s := termtest.Start(t, model, termtest.Options{Env: env, Program: options, Through: func(to io.Writer) io.Writer {
					out.Writer = to
					return screen
				}})
				if name == "drawing" {
					s.Type("x")
				}
				if _, err := s.WaitExit(); !errors.Is(err, tea.ErrProgramPanic) {
					t.Errorf("it ends with %v", err)
				}
				screen.Leave()
				if out := s.Output(); !strings.Contains(out, "\x1b[?1049l") {
					t.Errorf("the terminal is not given back: %q", out)
				}
			})
		})
	}
}
