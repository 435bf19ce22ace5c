package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/ally"
	"allyscope/internal/cell"
	"allyscope/internal/tui/keymap"
	"allyscope/internal/view"
	"allyscope/internal/view/provenance"
	"allyscope/internal/view/vintages"
)

// openProvenance gathers who says the figure of the ally in focus.
func (m *Model) openProvenance() {
	if m.focus == "" {
		m.say("no figure to ask about")
		return
	}
	p, err := provenance.Ask(m.options.Data, m.answer, m.focus)
	if err != nil {
		m.fail(err)
		return
	}
	m.over = p
}

// openVintages gathers the figure of the ally in focus, and the count, by each
// edition.
func (m *Model) openVintages() {
	if m.focus == "" {
		m.say("no figure to ask about")
		return
	}
	m.showVintages(m.focus)
}

func (m *Model) showVintages(code ally.Code) {
	v, err := vintages.Ask(m.options.Data, m.answer, code)
	if err != nil {
		m.fail(err)
		return
	}
	m.over = v
}

// overlaid acts on a key while a page lies over the view: the key of the editions
// goes through those that hold the year, any other closes the page.
func (m *Model) overlaid(a keymap.Action) tea.Cmd {
	v, byEdition := m.over.(vintages.Shown)
	if !byEdition || a != keymap.NextEdition {
		m.over = nil
		return nil
	}
	e := v.Before()
	if e == nil {
		m.say(fmt.Sprintf("no other edition holds %d", m.answer.Year))
		return nil
	}
	// The ally stays, also where the other edition would list another one here.
	code := v.Allies[0].Code
	q := m.answer.Query
	q.Edition, q.From, q.To, q.Base = e.ID, 0, 0, 0
	cmd := m.change(q, "")
	m.focus = code
	m.place()
	m.settle()
	m.showVintages(code)
	return cmd
}

// hintFrom is the width from which the last line names the key of the editions.
const hintFrom = 48

// drawOver draws the page below the title.
func (m *Model) drawOver(g *cell.Grid) {
	top := m.screen.Title.H + m.screen.Tabs.H + 1
	page, last := g.Window(0, top, g.Width(), g.Height()-top-1), g.Height()-1
	_, byEdition := m.over.(vintages.Shown)
	if byEdition {
		page = g.Window(1, top, g.Width()-2, page.Height())
	}
	m.over.Draw(page, view.State{Focus: m.focus, Ink: m.ink()})
	switch {
	case m.note.text != "" && byEdition:
		g.Text(1, last, cell.Cut(m.note.text, m.w-2), m.note.role)
	case !byEdition || g.Width() < hintFrom:
		g.Text(1, last, "any key goes back", cell.Faint)
	default:
		x := g.Text(1, last, keymap.Find(keymap.NextEdition).Help().Key, cell.Key)
		g.Text(x+1, last, "another edition; any other key goes back", cell.Faint)
	}
}
