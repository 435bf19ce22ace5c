package tui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/query"
	"allyscope/internal/tui/help"
	"allyscope/internal/tui/intent"
	"allyscope/internal/tui/keymap"
	"allyscope/internal/tui/prompt"
	"allyscope/internal/views"
)

// act does what a key asks for: a digit goes to its view, all else is in the table of effects.
func (m *Model) act(a keymap.Action) tea.Cmd {
	if m.plain && slices.Contains(onScreen[:], a) {
		return m.say("nothing is drawn here that this key could change")
	}
	if entry := m.spec().Entry; entry != "" && m.keys.Find(a).Asks {
		return m.say("a " + entry + " has its own year, level and allies: this key is for other views")
	}
	if m.playing && a != keymap.Play && a != keymap.Slower && a != keymap.Faster {
		m.playing = false
	}
	switch {
	case a >= keymap.View1:
		return m.turn(views.Tabs()[a-keymap.View1].ID)
	case effects[a] != nil:
		return effects[a](m)
	default:
		return nil
	}
}

// effect is what a key does.
type effect = func(*Model) tea.Cmd

// effects is a constant table of what each key does, in the order of the tables of keys.
var effects = [keymap.View1]effect{
	keymap.Down:      arrow(0, 1, func(m *Model) tea.Cmd { return m.walk(1) }),
	keymap.Up:        arrow(0, -1, func(m *Model) tea.Cmd { return m.walk(-1) }),
	keymap.NextYear:  arrow(1, 0, steps(1)),
	keymap.PrevYear:  arrow(-1, 0, steps(-1)),
	keymap.YearsOn:   steps(5),
	keymap.YearsBack: steps(-5),
	keymap.FirstYear: func(m *Model) tea.Cmd { return m.step(intent.Year(m.answer, m.answer.First)) },
	keymap.LastYear:  func(m *Model) tea.Cmd { return m.step(intent.Year(m.answer, m.answer.Last)) },
	keymap.Top:       func(m *Model) tea.Cmd { return m.jump(-far) },
	keymap.Bottom:    func(m *Model) tea.Cmd { return m.jump(far) },
	keymap.PageDown:  func(m *Model) tea.Cmd { return m.jump(max(1, m.screen.Body.H/2)) },
	keymap.PageUp:    func(m *Model) tea.Cmd { return m.jump(-max(1, m.screen.Body.H/2)) },
	keymap.StepOn:    steps(1),
	keymap.StepBack:  steps(-1),

	keymap.NextView:   func(m *Model) tea.Cmd { return m.turnBy(1) },
	keymap.PrevView:   func(m *Model) tea.Cmd { return m.turnBy(-1) },
	keymap.OpenSheet:  (*Model).open,
	keymap.Provenance: does((*Model).openProvenance),
	keymap.Zoom:       does((*Model).toggleZoom),
	keymap.Trail:      does((*Model).toggleTrail),

	keymap.NextTarget:  asks(intent.Target),
	keymap.OwnTarget:   does((*Model).openTarget),
	keymap.NextMeasure: asks(intent.Measure),
	keymap.NextEdition: func(m *Model) tea.Cmd { return m.change(intent.Edition(m.options.Data, m.answer)) },
	keymap.Vintages:    does(func(m *Model) { m.openVintages(m.focus) }),
	keymap.BaseYear:    asks(intent.Base),
	keymap.NextSort:    asks(intent.Sort),
	keymap.Reverse:     asks(intent.Reverse),
	keymap.Members:     asks(intent.Members),
	keymap.Command:     does((*Model).openCommand),

	keymap.Pin:       func(m *Model) tea.Cmd { return m.change(intent.Pin(m.answer, m.focus)) },
	keymap.ClearPins: asks(intent.ClearPins),
	keymap.OnlyPins:  asks(intent.OnlyPins),
	keymap.Filter:    does(func(m *Model) { m.line = prompt.Open(prompt.Filter, m.answer.Query.Filter, m.vocab) }),
	keymap.NextMatch: func(m *Model) tea.Cmd { return m.match(1) },
	keymap.PrevMatch: func(m *Model) tea.Cmd { return m.match(-1) },

	keymap.Play:   (*Model).togglePlay,
	keymap.Slower: does(func(m *Model) { m.setSpeed(-1) }),
	keymap.Faster: does(func(m *Model) { m.setSpeed(1) }),

	keymap.Copy:    does((*Model).openCopy),
	keymap.Write:   does((*Model).openWrite),
	keymap.Undo:    does(func(m *Model) { m.travel(m.history.Undo, "nothing to undo") }),
	keymap.Redo:    does(func(m *Model) { m.travel(m.history.Redo, "nothing to redo") }),
	keymap.Theme:   does((*Model).nextTheme),
	keymap.Legend:  does((*Model).toggleLegend),
	keymap.Glyphs:  does((*Model).nextGlyphs),
	keymap.Share:   (*Model).share,
	keymap.Mouse:   does((*Model).toggleMouse),
	keymap.Help:    does((*Model).openHelp),
	keymap.Back:    (*Model).back,
	keymap.Quit:    (*Model).quit,
	keymap.Suspend: does((*Model).toShell),

	keymap.NextSlide:  does(func(m *Model) { m.slideAt(m.slides.at + 1) }),
	keymap.PrevSlide:  does(func(m *Model) { m.slideAt(m.slides.at - 1) }),
	keymap.FirstSlide: does(func(m *Model) { m.slideAt(0) }),
	keymap.LastSlide:  does(func(m *Model) { m.slideAt(len(m.slides.deck) - 1) }),
	keymap.BlankSlide: does(func(m *Model) { m.slides.dark = true }),
	keymap.ReloadDeck: does((*Model).reload),
}

// onScreen is a constant table of the keys that change how things are drawn.
var onScreen = [...]keymap.Action{keymap.Theme, keymap.Glyphs, keymap.Mouse, keymap.Zoom, keymap.Slower, keymap.Faster, keymap.BlankSlide}

// does is an effect after which nothing follows.
func does(do func(*Model)) effect {
	return func(m *Model) tea.Cmd {
		do(m)
		return nil
	}
}

// steps goes n years on.
func steps(n int) effect { return func(m *Model) tea.Cmd { return m.step(intent.Step(m.answer, n)) } }

// asks asks another question.
func asks(wish func(*analysis.Answer) (query.Query, string)) effect {
	return func(m *Model) tea.Cmd { return m.change(wish(m.answer)) }
}

// arrow moves the focus in a view in which it moves in two dimensions, and is another
// effect in all others.
func arrow(dx, dy int, other effect) effect {
	return func(m *Model) tea.Cmd {
		if m.across(dx, dy) {
			return m.later()
		}
		return other(m)
	}
}

func (m *Model) openHelp() { m.overlay(&helpPage{help.Page{Deck: len(m.slides.deck) > 0}}) }

func (m *Model) openTarget() {
	if m.answer.Levels == nil {
		m.say("a target is a percentage; this measure is not one")
		return
	}
	m.line = prompt.Open(prompt.Target, "", m.vocab)
}

func (m *Model) openCommand() {
	m.line = prompt.Open(prompt.Command, "", m.vocab)
	m.line.Recall(m.asked)
}

func (m *Model) openCopy() {
	m.overlay(copying{})
	m.say(copyHint)
}

func (m *Model) nextTheme() {
	m.setLook(m.look.NextTheme())
	m.say("theme: " + m.look.Words())
}

func (m *Model) nextGlyphs() {
	m.look.Glyphs = m.look.Glyphs.Next()
	m.setLook(m.look)
	m.say("glyphs: " + m.look.Glyphs.String())
}

func (m *Model) toggleMouse() {
	m.mouse = !m.mouse
	m.say(map[bool]string{true: "mouse taken", false: "mouse released: text can be selected"}[m.mouse])
}

func (m *Model) toShell() {
	if m.suspend == nil || !m.suspend() {
		m.say(noShell)
	}
}

// noShell is said where there is nothing that a stop would go back to.
const noShell = "there is no shell to go back to"

// back undoes the narrowest thing there is: it never quits.
func (m *Model) back() tea.Cmd {
	q := m.answer.Query
	switch {
	case m.zoom:
		m.toggleZoom()
		return nil
	case q.View == query.Sheet:
		return m.turn(m.before)
	case m.spec().Entry != "": // what else there is belongs to other views
		return m.say(nothingToLeave)
	case q.Filter != "":
		q.Filter = ""
	case q.Verdict != query.AnyVerdict, q.Limit > 0:
		q.Verdict, q.Limit = query.AnyVerdict, 0
	case q.Only:
		q.Only = false
	case q.Group != "":
		q.Group = ""
	default:
		return m.say(nothingToLeave)
	}
	return m.change(q, "")
}

// nothingToLeave is said where there is nothing to go back from.
const nothingToLeave = "nothing to leave; q quits"

// say, warn and fail leave a message, verbatim: many name what was typed. Nothing
// follows from one.

func (m *Model) say(text string) tea.Cmd {
	m.note = note{text, cell.Notice, cell.Verbatim}
	return nil
}

func (m *Model) warn(text string) tea.Cmd {
	m.note = note{text, cell.Warning, cell.Verbatim}
	return nil
}

func (m *Model) fail(err error) tea.Cmd {
	if bad, ok := errors.AsType[*query.Error](err); ok {
		return m.warn(bad.Error())
	}
	return m.warn(strings.ReplaceAll(err.Error(), "\n", "; "))
}

// answerTo answers a question, or says why it cannot be asked or answered.
func (m *Model) answerTo(q query.Query, why string) (*analysis.Answer, bool) {
	if why != "" {
		m.say(why)
		return nil, false
	}
	a, err := analysis.RankingAfter(m.options.Data, q, m.answer)
	if err != nil {
		m.fail(err)
		return nil, false
	}
	return a, true
}

// step asks for another year. Steps that follow each other are undone as one.
func (m *Model) step(q query.Query, why string) tea.Cmd {
	a, ok := m.answerTo(q, why)
	if !ok {
		return nil
	}
	if m.stepping {
		m.history = m.history.Replace(a.Query)
	} else {
		m.history = m.history.Push(a.Query)
	}
	m.show(a)
	m.stepping = true
	return m.later()
}

// change asks another question.
func (m *Model) change(q query.Query, why string) tea.Cmd {
	if a, ok := m.answerTo(q, why); ok {
		m.take(a)
	}
	return nil
}

// take shows the answer to another question, as one that can be undone.
func (m *Model) take(a *analysis.Answer) {
	m.history = m.history.Push(a.Query)
	m.showAll(a)
}

// showAll shows an answer with the parts that else follow a moment later.
func (m *Model) showAll(a *analysis.Answer) {
	m.settled.answer = a
	m.show(a)
	m.settle()
}

// travel goes to a question asked before or after.
func (m *Model) travel(to func() (query.History, bool), why string) {
	h, found := to()
	if found {
		why = ""
	}
	if a, ok := m.answerTo(h.Current(), why); ok {
		m.history = h
		m.showAll(a)
	}
}

func (m *Model) show(a *analysis.Answer) {
	m.answer, m.stepping = a, false
	m.publish()
	m.arrange()
}

// far is beyond the end of any list.
const far = 1 << 20

// jump goes n lines on, of allies or of what else the view lists.
func (m *Model) jump(n int) tea.Cmd {
	if m.spec().Entry != "" && m.across(0, n) {
		return m.later()
	}
	return m.walk(n)
}

// walk moves the focus by n allies. Beside a panel the list turns over by half
// a page, since a terminal cannot scroll a part of a line; alone it scrolls.
func (m *Model) walk(n int) tea.Cmd {
	at := m.offset + m.row
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for k := at + step; n > 0 && k >= 0 && k < len(m.lines); k += step {
		if m.lines[k] != "" {
			at = k
			n--
		}
	}
	if at >= 0 && at < len(m.lines) && m.lines[at] != "" {
		m.focus = m.lines[at]
		m.reveal(at, step)
	}
	return m.later()
}

// reveal scrolls as little as shows item at, and the rule before the first ally
// or the sums after the last.
func (m *Model) reveal(at, step int) {
	h := max(1, m.screen.Body.H)
	edge := at
	for k := at + step; k >= 0 && k < len(m.lines) && m.lines[k] == ""; k += step {
		edge = k // what is no ally is shown with the ally before it
	}
	first, last := min(edge, at), max(edge, at)
	if last-first >= h {
		first, last = at, at
	}
	turn := 1
	if m.screen.Side.Shown() {
		turn = max(1, h/2)
	}
	if first < m.offset {
		m.offset = min(first, m.offset-turn)
	}
	if last >= m.offset+h {
		m.offset = max(last-h+1, m.offset+turn)
	}
	m.offset = max(0, min(m.offset, len(m.lines)-h))
	m.row = at - m.offset
	m.home = m.row
}

// match goes to the next pinned ally or, where none is pinned, the next in the
// filtered list.
func (m *Model) match(step int) tea.Cmd {
	if m.answer.Query.Pins == "" {
		if m.answer.Query.Filter == "" {
			m.say("nothing to go to: pin allies with space, or filter with /")
			return m.later()
		}
		return m.walk(step)
	}
	n, at := len(m.lines), m.offset+m.row
	for i := 1; i <= n; i++ {
		k := ((at+i*step)%n + n) % n
		if m.answer.Query.Pins.Index(m.lines[k]) >= 0 {
			m.focus = m.lines[k]
			m.reveal(k, step)
			break
		}
	}
	return m.later()
}

// speeds is a constant table of years a minute.
var speeds = [...]int{20, 40, 60, 120, 240}

// firstSpeed is the place in speeds one starts with: a year a second.
const firstSpeed = 2

// playMsg moves the year on; its number tells a tick of an earlier play apart.
type playMsg struct{ rest int }

func (m *Model) togglePlay() tea.Cmd {
	if m.playing {
		m.playing = false
		m.say("stopped")
		return m.later()
	}
	m.playing = true
	if !m.plain {
		m.say(m.speedWords())
	}
	if m.answer.Year == m.answer.Last { // from the end one starts again at the beginning
		return tea.Batch(m.step(intent.Year(m.answer, m.answer.First)), m.tick())
	}
	return m.tick()
}

func (m *Model) speedWords() string {
	return "playing " + m.pace() + "; , slower . faster p stops"
}

func (m *Model) setSpeed(by int) {
	m.speed = max(0, min(m.speed+by, len(speeds)-1))
	if m.playing {
		m.say(m.speedWords())
		return
	}
	m.say(m.pace() + "; p plays")
}

// pace is how fast years pass.
func (m *Model) pace() string {
	if speeds[m.speed] == 60 {
		return "a year a second"
	}
	return fmt.Sprintf("%d years a minute", speeds[m.speed])
}

func (m *Model) tick() tea.Cmd {
	m.plays++
	n := m.plays
	if m.plain {
		return func() tea.Msg { return playMsg{n} }
	}
	return tea.Tick(time.Minute/time.Duration(speeds[m.speed]), func(time.Time) tea.Msg { return playMsg{n} })
}

// played moves one year on, and stops at the last.
func (m *Model) played(msg playMsg) tea.Cmd {
	if !m.playing || msg.rest != m.plays {
		return nil
	}
	if m.answer.Year == m.answer.Last {
		if m.kiosk {
			return tea.Batch(m.step(intent.Year(m.answer, m.answer.First)), m.tick())
		}
		m.playing = false
		m.note = note{}
		return m.later()
	}
	return tea.Batch(m.step(intent.Step(m.answer, 1)), m.tick())
}
