package tui

import (
	"fmt"
	"slices"

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
	"allyscope/internal/view"
	"allyscope/internal/views"
)

// slides is a deck being presented.
type slides struct {
	deck []deck.Slide
	at   int
	on   bool               // a slide is on show, and not the explorer
	dark bool               // the screen is blank until the next key
	page *document.Document // the slide's answer, where no view shows it
}

func (m *Model) slideAt(i int) { m.turnOver(m.slides.deck, i) }

// turnOver shows the slide at i of a deck, which is then the one presented; false where
// there is none or it cannot be answered.
func (m *Model) turnOver(of []deck.Slide, i int) bool {
	if i < 0 || i >= len(of) {
		return false
	}
	a, page, err := answerSlide(m.options.Data, of[i])
	if err != nil {
		m.fail(err)
		return false
	}
	m.slides = slides{deck: of, at: i, on: true, page: page}
	m.note, m.playing = note{}, false // years that play would leave the slide's own
	m.focus = views.Focus(a)
	m.take(a)
	if unnamed(a) {
		m.atFirst()
	}
	m.settle()
	return true
}

// answerSlide answers a slide's question, and lays the answer out where no view
// shows it; behind that stands the ranking of what it is about.
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
	if s.Both { // what the view of both pledges counts
		q.View = query.Balance
	}
	a, err := analysis.RankingFor(ds, q)
	if err != nil { // of words that a ranking has no use for
		a, err = analysis.RankingFor(ds, query.Query{Source: s.Source, Edition: s.Edition})
	}
	return a, page, err
}

// presented takes a key while a slide is on show. Keys that are no presenter's
// go to the explorer, which opens on the slide's question; esc comes back.
func (m *Model) presented(key string, a keymap.Action) bool {
	if !m.slides.on {
		back := a == keymap.Back && len(m.slides.deck) > 0 && m.over == nil && !m.zoom
		if back {
			m.slideAt(m.slides.at)
		}
		return back
	}
	turn := m.onSlide().Named(key)
	switch {
	case m.slides.dark:
		m.slides.dark = false
		return true
	case turn.Do != nil:
		m.act(turn)
		return true
	case a != keymap.None && a != keymap.Quit:
		m.slides.on = false
		m.arrange()
	}
	return false
}

// reload reads the deck again, and stays where one is as far as that can be. Where the
// slide of that place cannot be answered, the deck is still the one read before.
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
	if m.turnOver(deck, min(m.slides.at, len(deck)-1)) {
		m.say(fmt.Sprintf("read again: %d slides", len(deck)))
	}
}

// figure is the headline of a slide, the answer to its own question: what the view
// counts, else what its ranking is told by. Big is empty where no figure answers.
func (m *Model) figure() (big, small string) {
	q := &m.slides.deck[m.slides.at].Question
	if slices.Contains([]string{"sources", "check", "editions " + command.WordDiff}, q.Command.Name) {
		return "", ""
	}
	if n, what := m.view.Count(m.scene(m.answer)); what != "" {
		return n, what
	}
	return m.answer.Headline()
}

// besideBig is the least room for words beside the headline figure.
const besideBig = 24

// roomy is the least height of a slide whose words are not cut short for its answer.
const roomy = 18

// captionLines is how many lines a caption may take of a slide of a height.
func captionLines(h int) int {
	if h < roomy {
		return 1
	}
	return 2
}

// drawSlide draws the slide on show: caption, headline figure, sentence and the view or
// the page, without anything of the explorer.
func (m *Model) drawSlide(g *cell.Grid) {
	if m.slides.dark {
		return
	}
	w, h := g.Width(), g.Height()
	y := 0
	if caption := m.slides.deck[m.slides.at].Caption; caption != "" {
		for _, line := range cell.Wrap(caption, w-4, captionLines(h)) {
			g.Text(2, y, line, cell.Strong, cell.Underline, cell.Verbatim)
			y++
		}
		y++
	}
	y = m.drawTold(g, y)
	high := h - y - 1
	if m.slides.page != nil {
		m.drawPlace(g, m.drawPage(g.Window(2, y, w-4, high)))
		return
	}
	scene := m.scene(m.answer)
	scene.Bare, scene.HandedOn = false, true
	rows := max(1, high-1) // below the heads: fewer than the explorer's
	// The ally at the cursor is among them, the first where it can be.
	scene.Offset = max(0, min(m.at-rows+1, len(m.lines)-rows))
	m.view.Draw(g.Window(0, y, w, high), scene)
	m.drawPlace(g, format.When(m.listed(), m.goesOn(scene.Offset, rows)))
}

// drawTold draws the answer of the slide from a line on, its figure as large as there is
// room for and its sentence, and returns the line below.
func (m *Model) drawTold(g *cell.Grid, y int) int {
	w := g.Width()
	big, small := m.figure()
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

// drawPage draws the answer that no view shows, less the sentence that stands above it,
// and returns which of its lines where that is not all.
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

// drawPlace says at the foot which slide it is, whose figures, and what of the answer
// is shown where that is not all; or a message.
func (m *Model) drawPlace(g *cell.Grid, shown string) {
	w, h := g.Width(), g.Height()
	if m.drawNote(g, h) > 0 {
		return
	}
	at := format.Join(" · ", shown, fmt.Sprintf("%d/%d", m.slides.at+1, len(m.slides.deck)))
	g.Right(w-1, h-1, at, cell.Faint)
	g.Text(2, h-1, cell.Cut(m.answer.Edition.Name(), w-cell.Width(at)-5), cell.Faint)
}
