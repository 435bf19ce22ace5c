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
type overlay struct {
	// press acts on a key, and tells whether the overlay stays.
	press func(key string, a keymap.Action) (stays bool)
	// draw draws the overlay instead of the view; nil leaves the view on show, and waits
	// for one key.
	draw func(g *cell.Grid)
	// document is all that it shows; nil is the help page.
	document func() *document.Document
}

// pressOver gives a key to what lies over the view, and takes it away when it is left.
func (m *Model) pressOver(key string, a keymap.Action) {
	o := m.over
	m.over = nil // what the key opens lies there from now on
	if o.press(key, a) {
		m.over = o
	}
}

func foot(g *cell.Grid, text string) {
	g.Text(1, g.Height()-1, cell.Cut(text, g.Width()-1), cell.Faint, cell.Verbatim)
}

// below is the room for a page below the title.
func (m *Model) below(g *cell.Grid, beside int) *cell.Grid {
	top := m.screen.Title.H + m.screen.Tabs.H + 1
	return g.Window(beside, top, g.Width()-2*beside, g.Height()-top-1)
}

func (m *Model) openHelp() {
	p := &help.Page{Keys: Keys(len(m.slides.deck) > 0)}
	m.over = &overlay{press: p.Press, draw: func(g *cell.Grid) {
		p.Draw(m.below(g, 0))
		foot(g, p.Foot())
	}}
}

func (m *Model) openCopy() {
	m.over = &overlay{press: func(key string, _ keymap.Action) bool {
		m.chooseCopy(key)
		return false
	}}
	m.say(copyHint)
}

// openPage lays a page over the view that may be longer than the screen, and is painted
// whole for a width; any key that does not go through it leaves.
func (m *Model) openPage(paint func(w int) *cell.Grid, laid func() *document.Document) {
	p := &page.Page{}
	draw := func(g *cell.Grid) {
		room := m.below(g, 1)
		p.Draw(room, paint(room.Width()))
		foot(g, cmp.Or(m.note.text, p.Foot()))
	}
	m.over = &overlay{func(_ string, a keymap.Action) bool { return p.Scroll(a) }, draw, laid}
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
	if said := cmp.Or(q.Said(), d.Said); said != "" {
		m.say(said)
	}
	paint := func(w int) *cell.Grid { return report.Draw(d, report.Options{Width: w, Glyphs: m.look.Glyphs}) }
	m.openPage(paint, func() *document.Document { return d })
}

func asked[S any](m *Model, of ally.Code, ask func(*dataset.Dataset, *analysis.Answer, ally.Code) (S, error)) (x S, ok bool) {
	if of == "" {
		m.say("no figure to ask about")
		return x, false
	}
	x, err := ask(m.options.Data, m.answer, of)
	if err != nil {
		m.fail(err)
	}
	return x, err == nil
}

const longest = 300

func (m *Model) openProvenance() {
	x, ok := asked(m, m.focus, provenance.Ask)
	if !ok {
		return
	}
	m.openPage(func(w int) *cell.Grid {
		whole := cell.New(w, longest)
		x.Draw(whole, view.State{Focus: m.focus, Ink: m.ink()})
		return whole
	}, x.Document)
}

// hintFrom is the width from which the last line names the key of the editions.
const hintFrom = 48

// openVintages shows the figure of the ally in focus, and the count, by each edition.
func (m *Model) openVintages() { m.openVintagesOf(m.focus) }

func (m *Model) openVintagesOf(of ally.Code) {
	x, ok := asked(m, of, vintages.Ask)
	if !ok {
		return
	}
	draw := func(g *cell.Grid) {
		x.Draw(m.below(g, 1), view.State{Focus: m.focus, Ink: m.ink()})
		switch {
		case m.note.text != "":
			g.Text(1, g.Height()-1, cell.Cut(m.note.text, m.w-2), m.note.role)
		case g.Width() < hintFrom:
			foot(g, "any key goes back")
		default:
			at := g.Text(1, g.Height()-1, "v", cell.Key)
			g.Text(at+1, g.Height()-1, "another edition; any other key goes back", cell.Faint)
		}
	}
	press := func(_ string, a keymap.Action) bool { return a == keymap.NextEdition && m.editionBefore(x) }
	m.over = &overlay{press, draw, x.Document}
}

// editionBefore goes on to the edition before that holds the year; where there is none
// the page stays.
func (m *Model) editionBefore(x vintages.Shown) (stays bool) {
	before := x.Before()
	if before == nil {
		m.say(fmt.Sprintf("no other edition holds %d", m.answer.Year))
		return true
	}
	// The ally stays, also where the other edition would list another one here.
	code := x.Allies[0].Code
	q := m.answer.Query
	q.Edition, q.From, q.To, q.Base = before.ID, 0, 0, 0
	m.change(q, "")
	m.focus = code
	m.place()
	m.settle()
	m.openVintagesOf(code)
	return false
}
