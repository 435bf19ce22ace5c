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

// The screen that [Sent] uses: the part of a 120x40 terminal that the explorer gives a view.
const (
	screenW = 120
	screenH = 34
)

// Sent presses keys in an explorer with a single view, over SSH and in sixteen colours, and returns
// the output of each key. The focus starts at Norway. Left and right change the year; up and down
// move the focus along the view's order or else the ranking; j and k move it sideways.
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

// Budget is the most bytes that a key may send for a query.
type Budget struct {
	Query string
	Key   string
	Theme terminal.Theme
	Most  int
}

// Budgets checks each budget with ten presses of its key. A press before them is not counted, as
// its output may belong to the start.
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

// alone is an explorer with one view.
type alone struct {
	tb     testing.TB
	view   *onview.View
	scene  onview.Scene
	writer *terminal.Writer
	w, h   int
}

// Init returns no command.
func (m *alone) Init() tea.Cmd { return nil }

// Update changes the year and the focus.
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

// move moves the focus as the view says, or along the ranking if the view has no order.
func (m *alone) move(dx, dy int) {
	to, ok := m.view.Move(m.scene, dx, dy)
	if !ok {
		to = m.ranked(dy)
	}
	m.scene.Focus = to
}

// ranked returns the ally that is by rows below the focused one in the ranking.
func (m *alone) ranked(by int) ally.Code {
	a := m.scene.Answer
	if i, listed := a.Find(m.scene.Focus); listed {
		return a.At(min(max(i+by, 0), a.Len()-1)).Ally.Code
	}
	return m.scene.Focus
}

// View draws the view and nothing else.
func (m *alone) View() tea.View {
	g := cell.New(m.w, m.h)
	m.view.Draw(g, m.scene)
	v := tea.NewView(m.writer.String(g))
	v.AltScreen = true
	return v
}
