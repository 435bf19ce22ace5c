package compare

import (
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/terminal"
	"allyscope/internal/termtest"
	"allyscope/internal/tui/view"
)

func embedded(tb testing.TB) *dataset.Dataset {
	tb.Helper()
	ds, err := dataset.Embedded()
	if err != nil {
		tb.Fatal(err)
	}
	return ds
}

// scene is what the explorer would hand a view for a query.
func scene(tb testing.TB, ds *dataset.Dataset, text string, focus ally.Code, ink chart.Ink) view.Scene {
	tb.Helper()
	q, err := query.Parse(text, &query.Vocabulary{Allies: ds.Allies(), Targets: ds.Targets(), Editions: ds.EditionIDs()})
	if err != nil {
		tb.Fatal(err)
	}
	a, err := analysis.For(ds, q)
	if err != nil {
		tb.Fatalf("%s: %v", text, err)
	}
	return view.Scene{Data: ds, Answer: a, Focus: focus, Ink: ink}
}

// in is the scene in another year.
func in(tb testing.TB, s view.Scene, y figure.Year) view.Scene {
	tb.Helper()
	q := s.Answer.Query
	q.Year = y
	a, err := analysis.For(s.Data, q)
	if err != nil {
		tb.Fatal(err)
	}
	s.Answer = a
	return s
}

// draw draws a scene with a new view.
func draw(s view.Scene, w, h int) (*View, *cell.Grid) {
	v, g := New(), cell.New(w, h)
	v.Draw(g, s)
	return v, g
}

// text is a grid as a terminal without colour shows it, and without attributes.
func text(g *cell.Grid, ink chart.Ink) string {
	glyphs := [...]terminal.Glyphs{chart.Braille: terminal.Braille, chart.Blocks: terminal.Blocks, chart.ASCII: terminal.ASCII}
	bare := cell.New(g.Width(), g.Height())
	for y := range g.Height() {
		for x, c := range g.Row(y) {
			bare.Put(x, y, cell.Cell{Rune: c.Rune})
		}
	}
	return terminal.NewWriter(terminal.Look{Glyphs: glyphs[ink]}).String(bare)
}

// alone is an explorer of one view: keys move the year and the focus.
type alone struct {
	tb     testing.TB
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
			m.scene = in(m.tb, m.scene, max(m.scene.Answer.Year-1, m.scene.Answer.First))
		case "down":
			rows := m.scene.Answer.Rows
			for i := range rows {
				if rows[i].Ally.Code == m.scene.Focus {
					m.scene.Focus = rows[min(i+1, len(rows)-1)].Ally.Code
					break
				}
			}
		}
	}
	return m, nil
}

func (m *alone) View() tea.View {
	g := cell.New(m.w, m.h)
	m.view.Draw(g, m.scene)
	v := tea.NewView(m.writer.String(g))
	v.AltScreen = true
	return v
}

// costs presses a key n times in an explorer of the view alone, in sixteen
// colours, and returns the most bytes one of them sent.
func costs(t *testing.T, v view.View, text string, theme terminal.Theme, key string, n int) int {
	t.Helper()
	worst := 0
	synctest.Test(t, func(t *testing.T) {
		m := &alone{
			tb: t, view: v, scene: scene(t, embedded(t), text, "NOR", 0),
			writer: terminal.NewWriter(terminal.Look{Profile: terminal.Colour16, Theme: theme}),
		}
		s := termtest.Start(t, m, termtest.Options{
			Width: 120, Height: 34, Profile: colorprofile.ANSI, Env: []string{"TERM=xterm-256color", "SSH_TTY=/dev/pts/1"},
		})
		s.Press(key) // what follows the start is not the key's
		for range n {
			s.Reset()
			s.Press(key)
			worst = max(worst, s.Bytes())
		}
	})
	return worst
}
