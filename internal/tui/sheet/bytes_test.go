package sheet_test

import (
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/terminal"
	"allyscope/internal/termtest"
	"allyscope/internal/tui/sheet"
	"allyscope/internal/tui/view"
)

// alone is an explorer of one view: keys move the year and the focus.
type alone struct {
	view   view.View
	scene  view.Scene
	writer *terminal.Writer
	w, h   int
}

func (m *alone) Init() tea.Cmd { return nil }

func (m *alone) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.w, m.h = msg.Width, msg.Height
	case tea.KeyPressMsg:
		switch msg.String() {
		case "left":
			m.step(-1)
		case "right":
			m.step(1)
		case "down":
			m.focus(1)
		}
	}
	return m, nil
}

func (m *alone) step(by figure.Year) {
	q := m.scene.Answer.Query
	q.Year += by
	if a, err := analysis.For(m.scene.Data, q); err == nil {
		m.scene.Answer = a
	}
}

func (m *alone) focus(by int) {
	rows := m.scene.Answer.Rows
	for i := range rows {
		if rows[i].Ally.Code == m.scene.Focus {
			m.scene.Focus = rows[min(i+by, len(rows)-1)].Ally.Code
			return
		}
	}
}

func (m *alone) View() tea.View {
	g := cell.New(m.w, m.h)
	m.view.Draw(g, m.scene)
	v := tea.NewView(m.writer.String(g))
	v.AltScreen = true
	return v
}

// sit hands somebody an explorer of the view alone, as over SSH.
func sit(t *testing.T, query string, w, h int, steps func(s *termtest.Session)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		m := &alone{
			view: sheet.New(), scene: scene(t, embedded(t), query, "NOR", 0),
			writer: terminal.NewWriter(terminal.Look{Profile: terminal.Colour16, Theme: terminal.Lean}),
		}
		s := termtest.Start(t, m, termtest.Options{
			Width: w, Height: h, Profile: colorprofile.ANSI, Env: []string{"TERM=xterm-256color", "SSH_TTY=/dev/pts/1"},
		})
		steps(s)
	})
}

// Everything on a sheet is of the year but the chart, whose cursor moves.
func TestWhatAYearCosts(t *testing.T) {
	const most = 2300
	sit(t, "2% sort:name", 120, 34, func(s *termtest.Session) {
		for range 12 {
			s.Reset()
			s.Press("left")
			if n := s.Bytes(); n > most {
				t.Errorf("a year costs %d bytes, more than %d", n, most)
			}
		}
	})
}

func BenchmarkRedraw(b *testing.B) {
	s, v, g := scene(b, embedded(b), "", "NOR", 0), sheet.New(), cell.New(100, 30)
	b.Run("same", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			v.Draw(g, s)
		}
	})
	b.Run("focus", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if s.Focus = "NOR"; b.N%2 == 0 {
				s.Focus = "DEU"
			}
			v.Draw(g, s)
			s.Focus = "SWE"
			v.Draw(g, s)
		}
	})
	b.Run("year", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sheet.New().Draw(g, s)
		}
	})
}
