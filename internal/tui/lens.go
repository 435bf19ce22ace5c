package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/tui/keymap"
	"allyscope/internal/tui/lens"
)

// openLens gathers the figure one is at, and the count, by each edition.
func (m *Model) openLens() {
	if m.focus == "" {
		m.say("no figure to ask about")
		return
	}
	m.showLens(m.focus)
}

func (m *Model) showLens(code ally.Code) {
	l, err := analysis.LensFor(m.options.Data, m.answer, code)
	if err != nil {
		m.fail(err)
		return
	}
	m.lens = l
}

// throughLens acts on a key while the lens is open: the key of the editions goes
// through those that hold the year, any other closes the lens.
func (m *Model) throughLens(a keymap.Action) tea.Cmd {
	if a != keymap.NextEdition {
		m.lens = nil
		return nil
	}
	e := m.lens.Before()
	if e == nil {
		m.say(fmt.Sprintf("no other edition holds %d", m.answer.Year))
		return nil
	}
	// The ally stays, also where the other edition would list another one here.
	code := m.lens.Ally.Code
	q := m.answer.Query
	q.Edition, q.From, q.To, q.Base = e.ID, 0, 0, 0
	cmd := m.change(q, "")
	m.focus = code
	m.place()
	m.settle()
	m.showLens(code)
	return cmd
}

// hintFrom is the width from which the last line names the key of the editions.
const hintFrom = 48

// drawLens draws the lens below the title.
func (m *Model) drawLens(g *cell.Grid) {
	top := m.screen.Title.H + m.screen.Tabs.H + 1
	lens.Draw(g.Window(1, top, g.Width()-2, g.Height()-top-1), m.lens, m.ink())
	if m.note.text != "" {
		g.Text(1, g.Height()-1, cell.Cut(m.note.text, m.w-2), m.note.role)
		return
	}
	if g.Width() < hintFrom {
		g.Text(1, g.Height()-1, "any key goes back", cell.Faint)
		return
	}
	x := g.Text(1, g.Height()-1, keymap.Find(keymap.NextEdition).Help().Key, cell.Key)
	g.Text(x+1, g.Height()-1, "another edition; any other key goes back", cell.Faint)
}
