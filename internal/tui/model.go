// Package tui is the explorer: a model that turns keys and clicks into intents, intents into
// queries, and draws the answers. It can also converse in lines of text.
//
// It computes no figures and reads no files: figures come from package analysis, geometry from
// package layout, and the capabilities of a terminal from package terminal.
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

// Options configures an explorer.
type Options struct {
	Data        *dataset.Dataset
	Query       query.Query
	Environment terminal.Environment
	// Clipboard copies to the clipboard of this machine, and returns its name; nil if the
	// session has none other than that of the terminal.
	Clipboard func(text string) (where string, err error)
	// Save writes a file as save.File does; nil if the session may not write files.
	Save func(name string, data []byte, replace bool) error
	Deck []deck.Slide // the slides to present, if any
	// Reload reads the deck again; nil if its source can only be read once.
	Reload  func() ([]deck.Slide, error)
	Kiosk   bool   // play the years again and again until a key is pressed
	Plain   bool   // converse in lines of text: nothing is drawn or delayed
	Pick    bool   // enter picks the focused ally and quits
	NoMouse bool   // leave the mouse to the terminal at first
	Notice  string // the first message at the foot
	// Left, if not nil, is called when the explorer has been left, with the question on show
	// and the ally that was picked, if any.
	Left func(q query.Query, picked ally.Code)
	// Share starts to present a question to followers; nil if nobody can follow. Invite is
	// the command that followers type before the code.
	Share     func(text string) (*follow.Presenter, error)
	Invite    string
	Following *follow.Follower // set if the session follows another
}

// note is a message at the foot, in place of the hints.
type note struct {
	text string
	role cell.Role
	attr cell.Attr
}

// shown is the state that the parts which settle a moment later show: the panel next to the list,
// the sentence and the window's title. They cost hundreds of bytes, which must not slow down a key
// that is held.
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

	history       query.History
	answer        *analysis.Answer
	stepping      bool          // the last change was of the year; undo joins it with the next one
	historyBefore query.History // the history when the filter's line was opened
	focusBefore   ally.Code     // the focus at that time

	w, h   int
	screen layout.Screen
	lines  []ally.Code // the items of the list, in every view; empty for rules and sums
	slide  slider.Plan
	sheet  *onview.View // of the focused ally, next to the panel

	focus        ally.Code
	defaultFocus ally.Code // the focus that was set by default, at the start of the list
	at           int       // the item of the focused ally
	home         int       // the body's line that the reader moved the focus to, which it keeps if possible
	offset       int       // the item on the body's first line

	suspend func() bool // goes back to the shell; false if there is none, nil if there cannot be one

	settled shown
	rest    int // the count for after, of settling

	view   *onview.View // the view on show
	under  *onview.View // the view before it, which a sheet goes back to
	zoom   bool
	trail  bool // the trail of the focused ally is drawn
	legend legend

	slides    slides
	picked    ally.Code
	left      bool // the reader has quit
	abandoned bool // the program was given up while it was still running, and may use the model

	shared   *follow.Presenter // nil if the session is not shared
	audience follow.Audience
	line     prompt.Line
	asked    []string // the commands typed, oldest first
	replace  string   // the file to replace if its name is entered again
	saving   bool     // a file is being written
	over     *overlay // lies over the view and takes the keys; nil if there is none
	next     tea.Cmd  // to run after the current message
	note     note
	playing  bool
	plays    int // the count for after, of playing
	speed    int
	mouse    bool
	dragging bool
}

// New returns an explorer. It fails if the query or the first slide cannot be answered.
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

// startOn shows an answer from scratch. It focuses the ally that the question names, or else the
// first of the list.
func (m *Model) startOn(a *analysis.Answer) {
	m.focus, m.view = views.Focus(a), &onview.View{Spec: views.Find(query.Ranking)}
	m.take(a)
	if unnamed(a) {
		m.atFirst()
	}
}

// unnamed reports whether a question names no ally to focus.
func unnamed(a *analysis.Answer) bool { return a.Query.Focus == "" && a.Query.Pins == "" }

// atFirst focuses the first ally of the list, in the view's own order if it has one.
func (m *Model) atFirst() {
	m.focus = views.Focus(m.answer)
	if own, ok := m.ordered(m.answer); ok && len(own) > 0 {
		m.focus = own[0]
	}
	m.defaultFocus = m.focus
	m.arrange()
	m.settle()
}

// ordered returns the allies of an answer in the view's own order, or false if it has none.
func (m *Model) ordered(a *analysis.Answer) ([]ally.Code, bool) {
	x, ok := m.view.Shown(m.scene(a)).(view.Ordered)
	if !ok {
		return nil, false
	}
	return x.Order(), true
}

// openingLine is the body's line of the focused ally at first, if the list scrolls.
const openingLine = 6

// arrange lays out the screen. The focused ally keeps its line if possible.
func (m *Model) arrange() {
	m.enterView()
	ranked, _ := views.Find(query.Ranking).Ask(m.options.Data, m.answer, m.focus) // it has been answered before
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
	if own, ok := m.ordered(m.viewed()); ok { // of the answer that is drawn, since the order may depend on the year
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

// wideList has room for the changes, the money and sparklines twice as wide.
const wideList = 97

// place scrolls so that the focused ally keeps its line. If the ally is no longer listed, the
// nearest one gets the focus.
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
	// Show a rule before the first ally together with it.
	if at == m.offset && at > 0 && m.lines[at-1] == "" && h > 1 {
		m.offset--
	}
}

// nearest returns the item of an ally that is nearest to item i, or −1 if the list has no ally.
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

// later settles the screen once no key has been pressed for a moment.
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
