package viewtest

import (
	"slices"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"allyscope/internal/ally"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/terminal"
	"allyscope/internal/testing/termtest"
	"allyscope/internal/tui/onview"
)

// The screen [Sent] counts on: what the explorer leaves a view of 120x40.
const (
	screenW = 120
	screenH = 34
)

// Sent presses keys in an explorer of the view alone, over SSH and in sixteen
// colours, and returns what each of them sent. The reader is at Norway; left and
// right move the year, up and down the focus along the view's order or the
// ranking's, j and k the focus to the sides.
func Sent(t *testing.T, v *onview.View, text string, theme terminal.Theme, keys ...string) []string {
	t.Helper()
	sent := make([]string, 0, len(keys))
	synctest.Test(t, func(t *testing.T) {
		t.Helper()
		m := &alone{
			tb: t, view: v, scene: Scene(t, Data(t), text, "NOR", 0),
			writer: terminal.NewWriter(terminal.Look{Profile: terminal.Colour16, Theme: theme}),
		}
		s := termtest.Start(t, m, termtest.Options{
			Width: screenW, Height: screenH, Profile: colorprofile.ANSI, Env: []string{"TERM=xterm-256color", "SSH_TTY=/dev/pts/1"},
		})
		for _, key := range keys {
			s.Reset()
			s.Press(key)
			sent = append(sent, s.Output())
		}
	})
	return sent
}

// Budget is the most bytes a key may cost where a question is asked.
type Budget struct {
	Query string
	Key   string
	Theme terminal.Theme
	Most  int
}

// Budgets checks that ten presses of its key keep within each budget. One before
// them is not counted: what follows the start is not the key's.
func Budgets(t *testing.T, fresh func() *onview.View, budgets ...Budget) {
	t.Helper()
	for _, b := range budgets {
		got := 0
		for _, sent := range Sent(t, fresh(), b.Query, b.Theme, slices.Repeat([]string{b.Key}, 11)...)[1:] {
			got = max(got, len(sent))
		}
		t.Logf("%s, %s: %d B of %d", b.Query, b.Key, got, b.Most)
		if got > b.Most {
			t.Errorf("%s, %s costs %d B, the budget is %d", b.Query, b.Key, got, b.Most)
		}
	}
}

// alone is an explorer of one view.
type alone struct {
	tb     testing.TB
	view   *onview.View
	scene  onview.Scene
	writer *terminal.Writer
	w, h   int
}

// Init starts nothing.
func (m *alone) Init() tea.Cmd { return nil }

// Update moves the year and the focus.
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
		case "up":
			m.move(0, -1)
		case "down":
			m.move(0, 1)
		case "j":
			m.move(1, 0)
		case "k":
			m.move(-1, 0)
		}
	}
	return m, nil
}

func (m *alone) step(by figure.Year) {
	a := m.scene.Answer
	m.scene = In(m.tb, m.scene, min(max(a.Year+by, a.First), a.Last))
}

// move goes where the view says, and where it has no order along the ranking.
func (m *alone) move(dx, dy int) {
	to, ok := m.view.Move(m.scene, dx, dy)
	if !ok {
		to = m.ranked(dy)
	}
	m.scene.Focus = to
}

// ranked is the ally so many rows below the focused one.
func (m *alone) ranked(by int) ally.Code {
	a := m.scene.Answer
	if i, listed := a.Find(m.scene.Focus); listed {
		return a.At(min(max(i+by, 0), a.Len()-1)).Ally.Code
	}
	return m.scene.Focus
}

// View draws the view, and nothing beside it.
func (m *alone) View() tea.View {
	g := cell.New(m.w, m.h)
	m.view.Draw(g, m.scene)
	v := tea.NewView(m.writer.String(g))
	v.AltScreen = true
	return v
}
