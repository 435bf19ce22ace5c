package tui

import (
	"cmp"
	"fmt"
	"slices"

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
	// press acts on a key, and tells whether the overlay stays.
	press(m *Model, key string, a keymap.Action) (stays bool)
	// draw draws the overlay instead of the view; false leaves the view on show.
	draw(m *Model, g *cell.Grid) bool
}

// pressOver gives a key to what lies over the view, and takes it away when it is left.
func (m *Model) pressOver(key string, a keymap.Action) {
	o := m.over
	m.over = nil // what the key opens lies there from now on
	if o.press(m, key, a) {
		m.over = o
	}
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
type helpPage struct{ help.Page }

func (h *helpPage) press(_ *Model, key string, a keymap.Action) bool { return h.Press(key, a) }

func (h *helpPage) draw(m *Model, g *cell.Grid) bool {
	h.Draw(m.below(g, 0))
	foot(g, h.Foot())
	return true
}

// copying waits for the key that chooses what to copy.
type copying struct{}

func (copying) press(m *Model, key string, _ keymap.Action) bool {
	m.chooseCopy(key)
	return false
}

func (copying) draw(*Model, *cell.Grid) bool { return false }

// scrolled is a page that may be longer than the screen; any key that does not go
// through it leaves.
type scrolled struct{ page page.Page }

func (s *scrolled) press(_ *Model, _ string, a keymap.Action) bool { return s.page.Scroll(a) }

// origin is the page on who says a figure.
type origin struct {
	view.Shown
	scrolled
}

func (o *origin) draw(m *Model, g *cell.Grid) bool {
	room := m.below(g, 1)
	whole := cell.New(room.Width(), longest)
	o.Draw(whole, view.State{Focus: m.focus, Ink: m.ink()})
	o.page.Draw(room, whole)
	foot(g, o.page.Foot())
	return true
}

// editions is the page on what each edition printed.
type editions struct{ vintages.Shown }

// press goes through the editions that hold the year with their key; any other
// leaves.
func (e editions) press(m *Model, _ string, a keymap.Action) bool {
	before := e.Before()
	switch {
	case a != keymap.NextEdition:
		return false
	case before == nil:
		m.say(fmt.Sprintf("no other edition holds %d", m.answer.Year))
		return true
	}
	// The ally stays, also where the other edition would list another one here.
	code := e.Allies[0].Code
	q := m.answer.Query
	q.Edition, q.From, q.To, q.Base = before.ID, 0, 0, 0
	m.change(q, "")
	m.focus = code
	m.place()
	m.settle()
	m.openVintages()
	return false
}

func (e editions) draw(m *Model, g *cell.Grid) bool {
	e.Draw(m.below(g, 1), view.State{Focus: m.focus, Ink: m.ink()})
	switch {
	case m.note.text != "":
		g.Text(1, g.Height()-1, cell.Cut(m.note.text, m.w-2), m.note.role)
	case g.Width() < hintFrom:
		foot(g, "any key goes back")
	default:
		x := g.Text(1, g.Height()-1, "v", cell.Key)
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
	p.page.Draw(room, report.Draw(p.Document, report.Options{Width: room.Width(), Glyphs: m.look.Glyphs}))
	foot(g, cmp.Or(m.note.text, p.page.Foot()))
	return true
}

// openAnswer answers a question on a page, of the edition and the source on show
// where it names none, and of the year and the level where it is of somebody.
func (m *Model) openAnswer(q command.Question) {
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
		m.fail(err)
		return
	}
	m.line.Close()
	m.note = note{}
	if said := q.Said(); said != "" {
		m.say(said)
	}
	m.over = &answered{Document: d}
}

// hintFrom is the width from which the last line names the key of the editions.
const hintFrom = 48

// over lays a page about the figure of the ally in focus over the view, where there
// is one.
func over[S any](m *Model, ask func(*dataset.Dataset, *analysis.Answer, ally.Code) (S, error), page func(S) overlay) {
	if m.focus == "" {
		m.say("no figure to ask about")
		return
	}
	x, err := ask(m.options.Data, m.answer, m.focus)
	if err != nil {
		m.fail(err)
		return
	}
	m.over = page(x)
}

// openProvenance shows who says the figure of the ally in focus.
func (m *Model) openProvenance() {
	over(m, provenance.Ask, func(x provenance.Shown) overlay { return &origin{Shown: x} })
}

// openVintages shows the figure of the ally in focus, and the count, by each edition.
func (m *Model) openVintages() {
	over(m, vintages.Ask, func(x vintages.Shown) overlay { return editions{x} })
}
