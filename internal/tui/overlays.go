package tui

import (
	"cmp"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/answers"
	"allyscope/internal/cell"
	"allyscope/internal/command"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/query"
	"allyscope/internal/report"
	"allyscope/internal/tui/help"
	"allyscope/internal/tui/keymap"
	"allyscope/internal/tui/page"
	"allyscope/internal/view"
	"allyscope/internal/view/provenance"
	"allyscope/internal/view/vintages"
)

// overlay is what lies over the view and takes every key until it is left.
type overlay interface {
	// press acts on a key; stays tells whether the overlay does.
	press(m *Model, key string, a keymap.Action) (cmd tea.Cmd, stays bool)
	// draw draws the overlay instead of the view; false leaves the view on show.
	draw(m *Model, g *cell.Grid) bool
}

// top is the overlay on top, nil where the view itself takes the keys.
func (m *Model) top() overlay {
	if n := len(m.overlays); n > 0 {
		return m.overlays[n-1]
	}
	return nil
}

func (m *Model) overlay(o overlay) { m.overlays = append(m.overlays, o) }

// pressOver gives a key to the overlay on top, and takes it away when it is left.
func (m *Model) pressOver(key string, a keymap.Action) tea.Cmd {
	n := len(m.overlays)
	cmd, stays := m.overlays[n-1].press(m, key, a)
	if !stays {
		m.overlays = append(m.overlays[:n-1], m.overlays[n:]...)
	}
	return cmd
}

// below is the room for a page below the title.
func (m *Model) below(g *cell.Grid, beside int) *cell.Grid {
	top := m.screen.Title.H + m.screen.Tabs.H + 1
	return g.Window(beside, top, g.Width()-2*beside, g.Height()-top-1)
}

// foot writes a hint on the last line.
func foot(g *cell.Grid, text string) {
	g.Text(1, g.Height()-1, cell.Cut(text, g.Width()-1), cell.Faint, cell.Verbatim)
}

// longest is the most lines of a page about one figure.
const longest = 300

// helpPage explains keys and marks.
type helpPage struct{ page help.Page }

func (h *helpPage) press(_ *Model, key string, a keymap.Action) (tea.Cmd, bool) {
	return nil, h.page.Press(key, a)
}

func (h *helpPage) draw(m *Model, g *cell.Grid) bool {
	h.page.Draw(m.below(g, 0))
	foot(g, h.page.Foot())
	return true
}

// copying waits for the key that chooses what to copy.
type copying struct{}

func (copying) press(m *Model, key string, _ keymap.Action) (tea.Cmd, bool) {
	return m.chooseCopy(key), false
}

func (copying) draw(*Model, *cell.Grid) bool { return false }

// scrolled is a page that may be longer than the screen; any key that does not go
// through it leaves.
type scrolled struct{ page page.Page }

func (s *scrolled) press(_ *Model, _ string, a keymap.Action) (tea.Cmd, bool) { //nolint:unparam // an overlay may give a command
	return nil, s.page.Scroll(a)
}

// origin is the page on who says a figure.
type origin struct {
	view.Shown
	scrolled
}

func (o *origin) draw(m *Model, g *cell.Grid) bool {
	o.page.Draw(m.below(g, 1), longest, func(whole *cell.Grid) { o.Draw(whole, view.State{Focus: m.focus, Ink: m.ink()}) })
	foot(g, o.page.Foot())
	return true
}

// editions is the page on what each edition printed.
type editions struct{ vintages.Shown }

// press goes through the editions that hold the year with their key; any other
// leaves.
func (e editions) press(m *Model, _ string, a keymap.Action) (tea.Cmd, bool) {
	if a != keymap.NextEdition {
		return nil, false
	}
	before := e.Before()
	if before == nil {
		m.say(fmt.Sprintf("no other edition holds %d", m.answer.Year))
		return nil, true
	}
	// The ally stays, also where the other edition would list another one here.
	code := e.Allies[0].Code
	q := m.answer.Query
	q.Edition, q.From, q.To, q.Base = before.ID, 0, 0, 0
	cmd := m.change(q, "")
	m.focus = code
	m.place()
	m.settle()
	m.openVintages(code)
	return cmd, false
}

func (e editions) draw(m *Model, g *cell.Grid) bool {
	e.Draw(m.below(g, 1), view.State{Focus: m.focus, Ink: m.ink()})
	switch {
	case m.note.text != "":
		g.Text(1, g.Height()-1, cell.Cut(m.note.text, m.w-2), m.note.role)
	case g.Width() < hintFrom:
		foot(g, "any key goes back")
	default:
		x := g.Text(1, g.Height()-1, m.keys.Find(keymap.NextEdition).Help().Key, cell.Key)
		g.Text(x+1, g.Height()-1, "another edition; any other key goes back", cell.Faint)
	}
	return true
}

// answered is the page of an answer that no view shows.
type answered struct {
	*document.Document
	scrolled
}

func (p *answered) draw(m *Model, g *cell.Grid) bool {
	room := m.below(g, 1)
	drawn := report.Draw(p.Document, report.Options{Width: room.Width(), Glyphs: m.look.Glyphs})
	p.page.Draw(room, drawn.Height(), func(whole *cell.Grid) { whole.Draw(0, 0, drawn) })
	foot(g, cmp.Or(m.note.text, p.page.Foot()))
	return true
}

// openAnswer answers a question on a page, of the edition and the source on show
// where it names none, and of the year and the level where it is of somebody.
func (m *Model) openAnswer(q command.Question) tea.Cmd {
	if now := m.answer.Query; !q.Counting && q.Given&(query.WordEdition|query.WordSource) == 0 {
		if q.Command.Uses&query.WordSource != 0 {
			q.Source = now.Source
		}
		if q.Command.Uses&query.WordEdition != 0 && q.Source == now.Source {
			q.Edition = now.Edition
		}
	}
	if now := m.answer.Query; slices.Contains([]string{"show", "why", "brief"}, q.Command.Name) && q.Measure == now.Measure {
		q.Query = keepFigures(q.Query, now, q.Given)
	}
	d, err := answers.Of(m.options.Data, q)
	if err != nil {
		return m.fail(err)
	}
	m.line.Close()
	m.note = note{}
	if said := q.Said(); said != "" {
		m.say(said)
	}
	m.overlay(&answered{Document: d})
	return nil
}

// hintFrom is the width from which the last line names the key of the editions.
const hintFrom = 48

// over lays a page about the figure of an ally over the view, where there is one.
func over[S any](m *Model, code ally.Code, ask func(*dataset.Dataset, *analysis.Answer, ally.Code) (S, error), page func(S) overlay) {
	if m.focus == "" {
		m.say("no figure to ask about")
		return
	}
	x, err := ask(m.options.Data, m.answer, code)
	if err != nil {
		m.fail(err)
		return
	}
	m.overlay(page(x))
}

// openProvenance shows who says the figure of the ally in focus.
func (m *Model) openProvenance() {
	over(m, m.focus, provenance.Ask, func(x provenance.Shown) overlay { return &origin{Shown: x} })
}

// openVintages shows the figure of an ally, and the count, by each edition.
func (m *Model) openVintages(code ally.Code) {
	over(m, code, vintages.Ask, func(x vintages.Shown) overlay { return editions{x} })
}
