package tui_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/termtest"
	"allyscope/internal/tui"
)

// broken is a terminal that fails when it is written to after a text.
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

// A server has many programs: one that fails at drawing, or at what it draws with,
// ends alone, and its terminal is given back.
func TestDrawingThatFailsEndsItsProgramAlone(t *testing.T) {
	for name, after := range map[string]string{"drawing": "nothing", "sending": "Norway"} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				env := strings.Fields(remote)
				out := &broken{after: after}
				m := explorer(t, frozen.Data(t), "2024 2% NOR", remote)
				model, screen, options := tui.Staged(m, out, env)
				s := termtest.Start(t, model, termtest.Options{Env: env, Program: options, Through: func(to io.Writer) io.Writer {
					out.Writer = to
					return screen
				}})
				if name == "drawing" {
					s.Advance(settled)
					m.Break()
					s.Type("~")
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
