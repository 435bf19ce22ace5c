package tui

import (
	"fmt"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/answers"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/deck"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/report"
	"allyscope/internal/target"
	"allyscope/internal/tui/digits"
	"allyscope/internal/tui/keymap"
	"allyscope/internal/tui/layout"
)

// slides is a deck being presented.
type slides struct {
	deck []deck.Slide
	at   int
	on   bool               // a slide is on show, and not the explorer
	dark bool               // the screen is blank until the next key
	page *document.Document // the slide's answer, where no view shows it
}

// slideAt shows the slide at i, if there is one.
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
	m.note = note{}
	m.aim(a)
	m.take(a)
	m.atTop()
	m.settle()
	return true
}

// atTop goes to the first of the view's own list, where the slide names no ally.
func (m *Model) atTop() {
	if q := m.answer.Query; q.Focus == "" && len(q.Pins.Codes()) == 0 {
		m.walk(-len(m.lines))
	}
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
	a, err := analysis.RankingFor(ds, query.Query{Source: s.Source, Edition: s.Edition})
	return a, page, err
}

// aim gives the focus to the ally a question names, else to the first listed.
func (m *Model) aim(a *analysis.Answer) {
	m.focus = a.Query.Focus
	if p := a.Query.Pins.Codes(); m.focus == "" && len(p) > 0 {
		m.focus = p[0]
	}
	if _, ok := a.Row(m.focus); !ok && a.Len() > 0 {
		m.focus = a.At(0).Ally.Code
	}
}

// presented takes a key while a slide is on show. Keys that are no presenter's
// go to the explorer, which opens on the slide's question; esc comes back.
func (m *Model) presented(key string, a keymap.Action) bool {
	if !m.slides.on {
		if a == keymap.Back && len(m.slides.deck) > 0 && m.line.Kind() == 0 && m.top() == nil && !m.zoom {
			m.slideAt(m.slides.at)
			return true
		}
		return false
	}
	if m.slides.dark {
		m.slides.dark = false
		return true
	}
	if turn, ok := keymap.TurnOf(key); ok {
		m.leaf(turn)
		return true
	}
	if a != keymap.None && a != keymap.Quit {
		m.slides.on = false
		m.arrange()
	}
	return false
}

// leaf does what a key of the deck asks for.
func (m *Model) leaf(t keymap.Turn) {
	switch t {
	case keymap.NextSlide:
		m.slideAt(m.slides.at + 1)
	case keymap.PrevSlide:
		m.slideAt(m.slides.at - 1)
	case keymap.FirstSlide:
		m.slideAt(0)
	case keymap.LastSlide:
		m.slideAt(len(m.slides.deck) - 1)
	case keymap.Blank:
		m.slides.dark = true
	case keymap.Reload:
		m.reload()
	}
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

// figure is the headline of a slide, the answer to its own question: the one pinned
// ally's figure, how many of those pinned meet the level, what the view counts, else how
// many of all meet it.
func (m *Model) figure() (big, small string) {
	a := m.answer
	if p := a.Query.Pins.Codes(); len(p) == 1 {
		if r, ok := a.Row(p[0]); ok && r.Figure.Known() {
			return strings.TrimSpace(format.Hanging(r.Figure)), fmt.Sprintf("%s, %s, %d", r.Ally.Name, a.Spec().Unit, a.Year)
		}
	}
	if met, of := m.pinsMeeting(); a.Verdicts() && of > 1 {
		return fmt.Sprintf("%d/%d", met, of), fmt.Sprintf("of the pinned meet %s %%, %d", a.Level.Value, a.Year)
	}
	if n, what := m.view.Count(m.scene(a)); n != "" {
		return n, what
	}
	if a.Verdicts() {
		return fmt.Sprintf("%d/%d", a.Count.Meets, a.Count.WithForces), fmt.Sprintf("%s, %d", format.Meet(a.Level.In(a.Year)), a.Year)
	}
	return fmt.Sprint(int(a.Year)), a.Spec().Unit
}

// pinsMeeting is how many of the pinned allies meet the level, and how many of them
// can be judged.
func (m *Model) pinsMeeting() (met, of int) {
	for _, c := range m.answer.Query.Pins.Codes() {
		r, ok := m.answer.Row(c)
		if !ok || !r.Verdict.Counted() {
			continue
		}
		of++
		if r.Verdict == target.Meets {
			met++
		}
	}
	return met, of
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

// drawSlide draws the slide on show: caption, headline figure, sentence and the
// view, without anything of the explorer.
func (m *Model) drawSlide(g *cell.Grid) {
	if m.slides.dark {
		return
	}
	w, h := g.Width(), g.Height()
	s := m.slides.deck[m.slides.at]
	y := 0
	if s.Caption != "" {
		for _, line := range cell.Wrap(s.Caption, w-4, captionLines(h)) {
			g.Text(2, y, line, cell.Strong, cell.Underline, cell.Verbatim)
			y++
		}
		y++
	}
	if m.slides.page != nil {
		room := g.Window(2, y, w-4, h-y-1)
		drawn := report.Draw(m.slides.page, report.Options{Width: room.Width(), Glyphs: m.look.Glyphs})
		room.Draw(0, 0, drawn.Window(0, 0, drawn.Width(), room.Height()))
		shown := ""
		if n := room.Height(); n < drawn.Height() {
			shown = fmt.Sprintf("lines 1–%d of %d", n, drawn.Height())
		}
		m.drawPlace(g, shown)
		return
	}
	big, small := m.figure()
	if h >= roomy && w >= digits.Width(big)+besideBig {
		x := digits.Draw(g, 2, y, big, cell.Meets) + 2
		room := w - x - 2
		g.Text(x, y, cell.Cut(small, room), cell.Strong)
		for i, line := range cell.Wrap(m.sentence(m.answer), room, digits.Height-2) {
			g.Text(x, y+2+i, line, cell.Plain)
		}
		y += digits.Height + 1
	} else {
		g.Text(2, y, cell.Cut(big+" "+small, w-4), cell.Strong)
		y += 2
	}
	body := layout.Box{X: 0, Y: y, W: w, H: h - y - 1}
	scene := m.scene(m.answer)
	scene.Bare = false
	rows := max(1, body.H-1)                            // below the heads: fewer than the explorer's
	scene.Offset = max(m.offset, m.offset+m.row-rows+1) // the ally at the cursor is among them
	scene.Offset = max(0, min(scene.Offset, len(m.lines)-rows))
	m.view.Draw(box(g, body), scene)
	text := ""
	if m.listed() {
		text = m.goesOn(scene.Offset, rows)
	}
	m.drawPlace(g, text)
}

// drawPlace says at the foot which slide it is, whose figures, and what of the answer
// is shown where that is not all; or a message.
func (m *Model) drawPlace(g *cell.Grid, shown string) {
	w, h := g.Width(), g.Height()
	if m.note.text != "" {
		m.drawNote(g, h)
		return
	}
	at := fmt.Sprintf("%d/%d", m.slides.at+1, len(m.slides.deck))
	if shown != "" {
		at = shown + " · " + at
	}
	g.Right(w-1, h-1, at, cell.Faint)
	g.Text(2, h-1, cell.Cut(m.answer.Edition.Name(), w-cell.Width(at)-5), cell.Faint)
}
