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
	"allyscope/internal/deck"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/report"
	"allyscope/internal/tui/digits"
	"allyscope/internal/tui/keymap"
	"allyscope/internal/tui/page"
	"allyscope/internal/view"
	"allyscope/internal/view/provenance"
	"allyscope/internal/view/vintages"
)

// overlay lies over the view and takes every key until it is closed.
type overlay struct {
	// press handles a key, and reports whether the overlay stays open.
	press func(key string, a keymap.Action) (stays bool)
	// draw draws the overlay in place of the view; if nil, the view stays on show.
	draw func(g *cell.Grid)
	// document holds all of its content; nil for the help page.
	document *document.Document
}

func foot(g *cell.Grid, text string) {
	g.Text(1, g.Height()-1, cell.Cut(text, g.Width()-1), cell.Faint, cell.Verbatim)
}

// below draws the top lines and returns the room for a page below them, with margins of that width.
func (m *Model) below(g *cell.Grid, margin int) *cell.Grid {
	m.drawTop(g)
	top := m.screen.Title.H + m.screen.Tabs.H + 1
	return g.Window(margin, top, g.Width()-2*margin, g.Height()-top-1)
}

func (m *Model) openHelp() {
	p := &page.Help{Keys: Keys(len(m.slides.deck) > 0)}
	m.over = &overlay{press: p.Press, draw: func(g *cell.Grid) {
		p.Draw(m.below(g, 0))
		foot(g, p.Foot())
	}}
}

func (m *Model) openCopy() {
	m.over = &overlay{press: m.chooseCopy}
	m.say(copyHint)
}

// blank blanks the screen until the next key.
func (m *Model) blank() {
	m.over = &overlay{press: func(string, keymap.Action) bool { return false }, draw: func(*cell.Grid) {}}
}

// openPage opens a page that may be longer than the screen. Paint draws all of it for a width. Keys
// that do not scroll close it.
func (m *Model) openPage(paint func(w int) *cell.Grid, d *document.Document) {
	p := &page.Page{}
	draw := func(g *cell.Grid) {
		room := m.below(g, 1)
		p.Draw(room, paint(room.Width()))
		foot(g, cmp.Or(m.note.text, p.Foot()))
	}
	m.over = &overlay{func(_ string, a keymap.Action) bool { return p.Scroll(a) }, draw, d}
}

// openAnswer answers a question of a command on a page. If it names no edition or source it is
// about those on show; if it is about an ally, also about the year and the level on show.
func (m *Model) openAnswer(q command.Question) {
	now := m.answer.Query
	if !q.Counting && q.Given&(query.WordEdition|query.WordSource) == 0 {
		if q.Command.Uses&query.WordSource != 0 {
			q.Source = now.Source
		}
		if q.Command.Uses&query.WordEdition != 0 && q.Source == now.Source {
			q.Edition = now.Edition
		}
	}
	if slices.Contains([]string{"show", "why", "brief"}, q.Command.Name) && q.Measure == now.Measure {
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
	m.openPage(paint, d)
}

// askAbout asks for a page about an ally. It returns false, with a message, if there is none.
func askAbout[S any](
	m *Model, of ally.Code, ask func(*dataset.Dataset, *analysis.Answer, ally.Code) (S, error),
) (x S, ok bool) {
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

const longest = 300 // lines of a page

func (m *Model) openProvenance() {
	x, ok := askAbout(m, m.focus, provenance.Ask)
	if !ok {
		return
	}
	m.openPage(func(w int) *cell.Grid {
		whole := cell.New(w, longest)
		x.Draw(whole, view.State{Focus: m.focus, Ink: m.ink()})
		return whole
	}, x.Document())
}

// hintFrom is the width from which the last line names the key for another edition.
const hintFrom = 48

func (m *Model) openVintages() { m.openVintagesOf(m.focus) }

func (m *Model) openVintagesOf(of ally.Code) {
	x, ok := askAbout(m, of, vintages.Ask)
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
			keys := []view.Note{{Mark: "v", Role: cell.Key, Words: "another edition; any other key goes back"}}
			view.Legend(g, g.Height()-1, g.Width(), keys)
		}
	}
	press := func(_ string, a keymap.Action) bool { return a == keymap.NextEdition && m.editionBefore(x) }
	m.over = &overlay{press, draw, x.Document()}
}

// editionBefore goes to the previous edition that covers the year, or says that there is none. It
// reports whether the overlay stays open; if not, another has been opened.
func (m *Model) editionBefore(x vintages.Shown) (stays bool) {
	before := x.Before()
	if before == nil {
		m.say(fmt.Sprintf("no other edition covers %d", m.answer.Year))
		return true
	}
	// Keep the ally, even if the other edition lists another one at this place.
	code := x.Allies[0].Code
	q := m.answer.Query
	q.Edition, q.From, q.To, q.Base = before.ID, 0, 0, 0
	m.focus = code
	m.change(q, "")
	m.place() // needed if the question was refused
	m.openVintagesOf(code)
	return false
}

// slides is a deck that is being presented.
type slides struct {
	deck []deck.Slide
	at   int
	on   bool               // a slide is on show, not the explorer
	page *document.Document // the slide's answer, if no view shows it
}

func (m *Model) slideAt(i int) { m.present(m.slides.deck, i) }

// present presents a deck from slide i on. It returns false and changes nothing if there is no
// such slide, or its question cannot be answered.
func (m *Model) present(of []deck.Slide, i int) bool {
	if i < 0 || i >= len(of) {
		return false
	}
	a, page, err := answerSlide(m.options.Data, of[i])
	if err != nil {
		m.fail(err)
		return false
	}
	m.slides = slides{deck: of, at: i, on: true, page: page}
	m.note, m.playing = note{}, false // playing would leave the slide's year
	m.startOn(a)
	return true
}

// answerSlide answers a slide's question. If no view shows the answer, the document holds it, and
// the Answer is the ranking that comes closest.
func answerSlide(ds *dataset.Dataset, s deck.Slide) (*analysis.Answer, *document.Document, error) {
	if s.OnView() {
		q, err := answers.Query(ds, s.Question)
		if err != nil {
			return nil, nil, err
		}
		a, err := analysis.RankingFor(ds, q)
		return a, nil, err
	}
	page, err := answers.Of(ds, s.Question)
	if err != nil {
		return nil, nil, err
	}
	q := s.Query
	if s.Both { // the balance counts both pledges
		q.View = query.Balance
	}
	a, err := analysis.RankingFor(ds, q)
	if err != nil { // it has words that a ranking refuses
		a, err = analysis.RankingFor(ds, query.Query{Source: s.Source, Edition: s.Edition})
	}
	return a, page, err
}

// slideKey handles the keys of a deck, and reports whether the key was one. Any other key leaves
// the slide for the explorer; esc comes back.
func (m *Model) slideKey(key string, a keymap.Action) bool {
	if !m.slides.on {
		back := a == keymap.Back && len(m.slides.deck) > 0 && !m.zoom
		if back {
			m.slideAt(m.slides.at)
		}
		return back
	}
	switch turn := m.onSlide().Named(key); {
	case turn.Do != nil:
		m.act(turn)
		return true
	case a != keymap.None && a != keymap.Quit:
		m.slides.on = false
		m.arrange()
	}
	return false
}

// reload reads the deck again and shows the slide with the same number, or the last one. If that
// cannot be answered, the old deck stays.
func (m *Model) reload() {
	if m.options.Reload == nil {
		m.say("this deck cannot be read again")
		return
	}
	deck, err := m.options.Reload()
	if err != nil {
		m.fail(err)
		return
	}
	if m.present(deck, min(m.slides.at, len(deck)-1)) {
		m.say(fmt.Sprintf("read again: %d slides", len(deck)))
	}
}

// slideFigure returns the headline figure of a slide and the words that go with it: the count of
// the view, or else the figure of the ranking. Big is empty if no figure answers the question.
func (m *Model) slideFigure() (big, small string) {
	q := &m.slides.deck[m.slides.at].Question
	if slices.Contains([]string{"sources", "check", "editions " + command.WordDiff}, q.Command.Name) {
		return "", ""
	}
	if own, ok := m.view.Shown(m.scene(m.answer)).(view.Counting); ok {
		if n, what := own.Count(); what != "" {
			return n, what
		}
	}
	return m.answer.Headline()
}

const (
	besideBig = 24 // the least width of the words next to the headline figure
	roomy     = 18 // the height from which a slide has room for the whole caption and large digits
)

// captionLines returns the most lines of a caption on a slide of height h.
func captionLines(h int) int { return 1 + view.Room(h >= roomy, 1) }

// drawSlide draws the caption, the headline figure, the sentence, and the view or the page.
func (m *Model) drawSlide(g *cell.Grid) {
	w, h := g.Width(), g.Height()
	y := 0
	if caption := m.slides.deck[m.slides.at].Caption; caption != "" {
		for _, line := range cell.Wrap(caption, w-4, captionLines(h)) {
			g.Text(2, y, line, cell.Strong, cell.Underline, cell.Verbatim)
			y++
		}
		y++
	}
	y = m.drawAnswer(g, y)
	high := h - y - 1
	if m.slides.page != nil {
		m.drawPlace(g, m.drawPage(g.Window(2, y, w-4, high)))
		return
	}
	scene := m.scene(m.answer)
	scene.Bare, scene.HandedOn = false, true
	rows := max(1, high-1) // below the column heads
	// Start with the first ally if the focused one is visible then, too.
	scene.Offset = max(0, min(m.at-rows+1, len(m.lines)-rows))
	m.view.Draw(g.Window(0, y, w, high), scene)
	m.drawPlace(g, format.When(m.listed(), m.visiblePart(scene.Offset, rows)))
}

// drawAnswer draws the headline figure, as large as there is room for, and the sentence of a slide
// from line y on. It returns the line below them.
func (m *Model) drawAnswer(g *cell.Grid, y int) int {
	w := g.Width()
	big, small := m.slideFigure()
	sentence := m.view.Answer(m.scene(m.answer))
	if m.slides.page != nil {
		sentence = m.slides.page.Sentence
	}
	switch {
	case big != "" && g.Height() >= roomy && w >= digits.Width(big)+besideBig:
		x := digits.Draw(g, 2, y, big, cell.Meets) + 2
		room := w - x - 2
		view.Lines(g, x, y, cell.Wrap(small, room, 2), cell.Strong)
		view.Lines(g, x, y+2, headline(sentence, room, digits.Height-2), cell.Plain)
		return y + digits.Height + 1
	case big != "":
		g.Text(2, y, cell.Cut(big+" "+small, w-4), cell.Strong)
		return y + 2
	default:
		return view.Lines(g, 2, y, headline(sentence, w-4, captionLines(g.Height())+1), cell.Strong) + 1
	}
}

// drawPage draws the slide's document without its sentence, which stands above it. It returns which
// lines are visible, or "" if all are.
func (m *Model) drawPage(g *cell.Grid) string {
	page := *m.slides.page
	page.Sentence = ""
	drawn := report.Draw(&page, report.Options{Width: g.Width(), Glyphs: m.look.Glyphs})
	g.Draw(0, 0, drawn.Window(0, 0, drawn.Width(), g.Height()))
	if n := g.Height(); n < drawn.Height() {
		return fmt.Sprintf("lines 1–%d of %d", n, drawn.Height())
	}
	return ""
}

// drawPlace draws the last line of a slide: its number, the edition, and the visible part of the
// answer if that is not all. A message takes its place.
func (m *Model) drawPlace(g *cell.Grid, shown string) {
	w, h := g.Width(), g.Height()
	if m.drawNote(g, h) > 0 {
		return
	}
	at := format.Join(" · ", shown, fmt.Sprintf("%d/%d", m.slides.at+1, len(m.slides.deck)))
	g.Right(w-1, h-1, at, cell.Faint)
	g.Text(2, h-1, cell.Cut(m.answer.Edition.Name(), w-cell.Width(at)-5), cell.Faint)
}
