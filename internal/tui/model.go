// Package tui is the explorer: a root model that routes keys, clicks and sizes
// to intents, intents to queries, and queries to the answer that is drawn.
//
// It makes no number and reads no file: figures come from package analysis,
// geometry from package layout, and what a terminal can show from package
// terminal.
package tui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/command"
	"allyscope/internal/dataset"
	"allyscope/internal/deck"
	"allyscope/internal/follow"
	"allyscope/internal/query"
	"allyscope/internal/terminal"
	"allyscope/internal/tui/keymap"
	"allyscope/internal/tui/layout"
	"allyscope/internal/tui/onview"
	"allyscope/internal/tui/prompt"
	"allyscope/internal/tui/slider"
	"allyscope/internal/view"
	"allyscope/internal/view/ranking"
	"allyscope/internal/view/sheet"
	"allyscope/internal/views"
)

// Options are what an explorer is started with.
type Options struct {
	Data        *dataset.Dataset
	Query       query.Query
	Environment terminal.Environment
	// Clipboard copies to a clipboard other than by what is written to the terminal,
	// and says to which; nil where the session has none at hand.
	Clipboard func(text string) (where string, err error)
	// Save writes a file whole or not at all, as save.File does; nil where the session
	// may write none.
	Save func(name string, data []byte, replace bool) error
	Deck []deck.Slide // is presented, slide by slide, if there is one
	// Reload reads the deck again; nil where it came from what is read but once.
	Reload  func() ([]deck.Slide, error)
	Kiosk   bool   // the years are played over and over, until a key is pressed
	Plain   bool   // it converses in lines of text: nothing is drawn, and nothing waits
	Pick    bool   // enter chooses the ally the reader is at and leaves
	NoMouse bool   // the mouse is the terminal's from the start
	Notice  string // is said at first, in place of the hints
	// Left is told the question on show when the explorer is left, and the ally that was
	// picked, if one was; nil: nobody is.
	Left func(q query.Query, picked ally.Code)
	// Share shows others the question on show; nil where nobody can follow. Invite is
	// the line they type before the code to follow by.
	Share     func(text string) (*follow.Presenter, error)
	Invite    string
	Following *follow.Follower // the session whose questions are shown, if there is one
}

// note is a message in the place of the hints.
type note struct {
	text string
	role cell.Role
	attr cell.Attr
}

// shown is what the parts that follow a moment later are about: the panel
// beside the list and the window's title. They are worth hundreds of bytes, and
// whoever holds a key down waits for none of them.
type shown struct {
	answer *analysis.Answer
	code   ally.Code
}

// Model is one session's explorer.
type Model struct {
	options Options
	keys    keymap.Map
	vocab   *query.Vocabulary
	look    terminal.Look
	writer  *terminal.Writer
	canvas  *cell.Grid

	history  query.History
	answer   *analysis.Answer
	stepping bool          // the last change was a step in the year, which a next one joins
	asOpened query.History // when the line of the filter was opened
	stood    ally.Code     // the focus then

	w, h   int
	screen layout.Screen
	lines  []ally.Code // of the list, also where another view is on show; empty for rules and sums
	slide  slider.Plan
	sheet  *onview.View // of the focused ally, beside the panel

	focus  ally.Code
	begun  ally.Code // the focus where the list began with it, and nobody chose it
	at     int       // the item of the list the focused ally is
	home   int       // the line one put it on, by walking or a click; it comes back to it from the ends of the list
	offset int       // the item on the body's first line

	suspend func() bool // goes back to the shell; false where none waits, nil where there cannot be one

	settled shown
	rest    int // counts what the settling parts wait for

	view   *onview.View // the view on show
	under  *onview.View // the one before it, which a sheet goes back to
	zoom   bool
	trail  bool // the way the ally at the focus came is drawn
	legend legend

	slides slides
	picked ally.Code
	left   bool // the reader has left
	held   bool // the program was given up while still at work

	shared   *follow.Presenter // nil: nobody follows
	audience follow.Audience
	line     prompt.Line
	asked    []string // what was typed behind ":", oldest first
	replace  string   // the file that may be replaced when its name is entered again
	saving   bool     // a file is being written
	over     *overlay // what lies over the view; nil: the view itself takes the keys
	next     tea.Cmd  // what is to run when the message at hand is taken
	note     note
	playing  bool
	plays    int // counts the ticks of playing
	speed    int
	mouse    bool
	dragging bool
}

// New makes an explorer. It fails where the query cannot be answered.
func New(o Options) (*Model, error) {
	first := deck.Slide{Question: command.Question{Reading: query.Reading{Query: o.Query}}}
	if len(o.Deck) > 0 {
		first = o.Deck[0]
	}
	a, page, err := answerSlide(o.Data, first)
	if err != nil {
		return nil, err
	}
	m := &Model{
		options: o, look: o.Environment.Look, mouse: !o.NoMouse, speed: firstSpeed, sheet: &onview.View{Spec: sheet.Spec()},
		vocab: analysis.Vocabulary(o.Data), history: query.NewHistory(a.Query), home: openingLine,
		slides: slides{deck: o.Deck, on: len(o.Deck) > 0, page: page}, playing: o.Kiosk,
	}
	m.keys = keymap.New(o.Environment.Locale, m.table())
	if o.Kiosk {
		m.legend = legendOff
	}
	m.w, m.h = o.Environment.Clamp(0, 0)
	m.startOn(a)
	m.warn(o.Notice)
	return m, nil
}

// startOn shows an answer to somebody who comes to it, whatever stood before: at the ally
// that the question names, else at the one its list begins with.
func (m *Model) startOn(a *analysis.Answer) {
	m.focus, m.view = views.Focus(a), &onview.View{Spec: views.Find(query.Ranking)}
	m.take(a)
	if unnamed(a) {
		m.atFirst()
	}
}

// unnamed tells whether a question names nobody to be at.
func unnamed(a *analysis.Answer) bool { return a.Query.Focus == "" && a.Query.Pins == "" }

// atFirst goes to the ally that the list begins with, in the view's own order where it
// has one: nobody has chosen another.
func (m *Model) atFirst() {
	m.focus = views.Focus(m.answer)
	if own, ok := m.ordered(m.answer); ok && len(own) > 0 {
		m.focus = own[0]
	}
	m.begun = m.focus
	m.arrange()
	m.settle()
}

// ordered are the allies of an answer in the view's own order; false where it has none.
func (m *Model) ordered(a *analysis.Answer) ([]ally.Code, bool) {
	x, ok := m.view.Shown(m.scene(a)).(view.Ordered)
	if !ok {
		return nil, false
	}
	return x.Order(), true
}

// openingLine is where the ally a question names stands at first, where the list scrolls.
const openingLine = 6

// arrange lays the screen out anew. The focused ally keeps its line where that can be.
func (m *Model) arrange() {
	m.enterView()
	ranked, _ := views.Find(query.Ranking).Ask(m.options.Data, m.answer, m.focus) // it is an answer already
	list, _ := ranked.(view.List)
	m.slide = slider.NewPlan(m.answer, m.w)
	want := layout.Want{Tall: m.slide.Tall, List: m.listWidth(), Items: list.Len(), Tabs: m.w < tabsInTitle, Zoom: m.zoom}
	if spec := m.view.Spec; !m.listed() {
		want.Whole, want.Items, want.Still = true, spec.Lines, spec.Entry != ""
		if spec.Listless {
			want.Items = 0
		}
	}
	m.screen = layout.Part(m.w, m.h, want)
	m.lines = list.Lines(m.screen.Body.H)
	if own, ok := m.ordered(m.viewed()); ok { // as it is drawn: it may follow the year
		m.lines = own
	}
	m.place()
}

func (m *Model) listWidth() int {
	switch {
	case m.look.Theme == terminal.Lean:
		return ranking.BesideLean
	case m.w < layout.WideFrom:
		return ranking.Beside
	default:
		return wideList
	}
}

// wideList is room for the changes, the money and pictures twice as wide.
const wideList = 97

// place scrolls so that the focused ally stands on its line. An ally that is no
// longer listed gives the focus to whoever stands there now.
func (m *Model) place() {
	at := slices.Index(m.lines, m.focus)
	if at < 0 || m.focus == "" {
		at = m.nearest(m.at)
		if at < 0 {
			m.offset, m.at = 0, 0
			return
		}
		m.focus = m.lines[at]
	}
	h := max(1, m.screen.Body.H)
	m.at, m.offset = at, max(0, min(at-max(0, min(m.home, h-1)), len(m.lines)-h))
	// A list that starts with a rule shows it together with its first ally.
	if at == m.offset && at > 0 && m.lines[at-1] == "" && h > 1 {
		m.offset--
	}
}

// nearest is the ally's item nearest to item i, or −1.
func (m *Model) nearest(i int) int {
	best := -1
	for k, code := range m.lines {
		if code != "" && (best < 0 || max(k-i, i-k) < max(best-i, i-best)) {
			best = k
		}
	}
	return best
}

const settleAfter = 300 * time.Millisecond // without a key

// later has the parts that follow drawn once nothing moves.
func (m *Model) later() {
	if m.options.Plain {
		m.settle()
	}
	if m.settled.answer == m.answer && m.settled.code == m.focus && m.legend != legendGoing {
		return
	}
	m.after(settleAfter, &m.rest, m.settle)
}

func (m *Model) settle() {
	if m.settled.answer != m.answer {
		m.settled.answer = m.answer
		m.arrange()
	}
	m.settled.code = m.focus
	m.publish()
	if m.legend == legendGoing {
		m.legend = legendGone
	}
}
