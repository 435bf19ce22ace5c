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
)

// act does what a key asks for: move, looks, ask and session act on some keys each, and
// hand on those that are none of theirs.
func (m *Model) act(a keymap.Action) tea.Cmd {
	if m.plain && slices.Contains(onScreen[:], a) {
		m.say("nothing is drawn here that this key could change")
		return nil
	}
	if m.playing && a != keymap.Play && a != keymap.Slower && a != keymap.Faster {
		m.playing = false
	}
	return m.move(a)
}

// move acts on the keys that go somewhere: among the allies or the years. A view in
// which the focus moves in two dimensions has the arrows for that.
func (m *Model) move(a keymap.Action) tea.Cmd {
	arrow, is := map[keymap.Action][2]int{keymap.NextYear: {1, 0}, keymap.PrevYear: {-1, 0}, keymap.Down: {0, 1}, keymap.Up: {0, -1}}[a]
	if is && m.across(arrow[0], arrow[1]) {
		return m.later()
	}
	half, all := max(1, m.screen.Body.H/2), len(m.lines)
	if n, walks := map[keymap.Action]int{
		keymap.Down: 1, keymap.Up: -1, keymap.PageDown: half, keymap.PageUp: -half, keymap.Top: -all, keymap.Bottom: all,
	}[a]; walks {
		m.walk(n)
		return m.later()
	}
	if n, steps := map[keymap.Action]int{
		keymap.NextYear: 1, keymap.StepOn: 1, keymap.PrevYear: -1, keymap.StepBack: -1, keymap.YearsOn: 5, keymap.YearsBack: -5,
	}[a]; steps {
		return m.step(intent.Step(m.answer, n))
	}
	switch a {
	case keymap.NextMatch:
		m.match(1)
	case keymap.PrevMatch:
		m.match(-1)
	case keymap.FirstYear:
		return m.step(intent.Year(m.answer, m.answer.First))
	case keymap.LastYear:
		return m.step(intent.Year(m.answer, m.answer.Last))
	default:
		return m.looks(a)
	}
	return m.later()
}

// wish makes another question of the answer on show, or says why there is none.
type wish func(*analysis.Answer) (query.Query, string)

// wishes is a constant table of the keys that ask another question.
var wishes = [...]wish{
	keymap.NextTarget: intent.Target, keymap.NextMeasure: intent.Measure, keymap.BaseYear: intent.Base,
	keymap.NextSort: intent.Sort, keymap.Reverse: intent.Reverse, keymap.Members: intent.Members,
	keymap.ClearPins: intent.ClearPins, keymap.OnlyPins: intent.OnlyPins,
}

// ask acts on the keys that change the question.
func (m *Model) ask(a keymap.Action) tea.Cmd {
	if int(a) < len(wishes) && wishes[a] != nil {
		return m.change(wishes[a](m.answer))
	}
	switch a {
	case keymap.NextEdition:
		return m.change(intent.Edition(m.options.Data, m.answer))
	case keymap.Pin:
		return m.change(intent.Pin(m.answer, m.focus))
	case keymap.Undo:
		m.travel(m.history.Undo, "nothing to undo")
	case keymap.Redo:
		m.travel(m.history.Redo, "nothing to redo")
	default:
		return m.session(a)
	}
	return nil
}

// session acts on the keys that concern the explorer itself.
func (m *Model) session(a keymap.Action) tea.Cmd {
	switch a {
	case keymap.Filter:
		m.line = prompt.Open(prompt.Filter, m.answer.Query.Filter, m.vocab)
	case keymap.Command:
		m.line = prompt.Open(prompt.Command, "", m.vocab)
		m.line.Recall(m.asked)
	case keymap.OwnTarget:
		if m.answer.Levels == nil {
			m.say("a target is a percentage; this measure is not one")
			return nil
		}
		m.line = prompt.Open(prompt.Target, "", m.vocab)
	case keymap.Provenance:
		m.openProvenance()
	case keymap.Vintages:
		m.openVintages(m.focus)
	case keymap.Copy:
		m.overlay(copying{})
		m.say(copyHint)
	case keymap.Write:
		m.openWrite()
	case keymap.Play:
		return m.togglePlay()
	case keymap.Slower:
		m.setSpeed(-1)
	case keymap.Faster:
		m.setSpeed(1)
	case keymap.Theme, keymap.Legend, keymap.Glyphs:
		m.changeLook(a)
	case keymap.Share:
		return m.share()
	case keymap.Mouse:
		m.mouse = !m.mouse
		m.say(map[bool]string{true: "mouse taken", false: "mouse released: text can be selected"}[m.mouse])
	case keymap.Help:
		m.overlay(&helpPage{help.Page{Deck: len(m.slides.deck) > 0}})
	case keymap.Back:
		return m.back()
	case keymap.Quit:
		return m.quit()
	case keymap.Suspend:
		if m.suspend == nil || !m.suspend() {
			m.say(noShell)
		}
	}
	return nil
}

// onScreen is a constant table of the keys that change how things are drawn.
var onScreen = [...]keymap.Action{keymap.Theme, keymap.Glyphs, keymap.Mouse, keymap.Zoom, keymap.Slower, keymap.Faster}

// changeLook changes how the same is drawn.
func (m *Model) changeLook(a keymap.Action) {
	switch a {
	case keymap.Theme:
		m.setLook(m.look.NextTheme())
		m.say("theme: " + m.look.Words())
	case keymap.Glyphs:
		m.look.Glyphs = m.look.Glyphs.Next()
		m.setLook(m.look)
		m.say("glyphs: " + m.look.Glyphs.String())
	default:
		m.toggleLegend()
	}
}

// noShell is said where there is nothing that a stop would go back to.
const noShell = "there is no shell to go back to"

// back undoes the narrowest thing there is: it never quits.
func (m *Model) back() tea.Cmd {
	q := m.answer.Query
	switch {
	case m.zoom:
		m.zoom = false
		m.arrange()
		return nil
	case q.View == query.Sheet:
		return m.turn(m.before)
	case q.Filter != "":
		q.Filter = ""
	case q.Verdict != query.AnyVerdict, q.Limit > 0:
		q.Verdict, q.Limit = query.AnyVerdict, 0
	case q.Only:
		q.Only = false
	case q.Group != "":
		q.Group = ""
	default:
		m.say("nothing to leave; q quits")
		return nil
	}
	return m.change(q, "")
}

// say and warn leave a message, verbatim: many name what was typed.

func (m *Model) say(text string) { m.note = note{text, cell.Notice, cell.Verbatim} }

func (m *Model) warn(text string) { m.note = note{text, cell.Warning, cell.Verbatim} }

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

func (m *Model) fail(err error) {
	if bad, ok := errors.AsType[*query.Error](err); ok {
		m.warn(bad.Error())
		return
	}
	m.warn(strings.ReplaceAll(err.Error(), "\n", "; "))
}

// walk moves the focus by n allies. Beside a panel the list turns over by half
// a page, since a terminal cannot scroll a part of a line; alone it scrolls.
func (m *Model) walk(n int) {
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
	if at < 0 || at >= len(m.lines) || m.lines[at] == "" {
		return
	}
	m.focus = m.lines[at]
	m.reveal(at, step)
}

// reveal scrolls as little as shows item at, and the rule before the first ally
// or the sums after the last.
func (m *Model) reveal(at, step int) {
	h := max(1, m.screen.Body.H)
	edge := at
	for k := at + step; k >= 0 && k < len(m.lines) && m.lines[k] == ""; k += step {
		edge = k // what is no ally is shown with the ally before it
	}
	if max(edge, at)-min(edge, at) >= h {
		edge = at
	}
	turn := 1
	if m.screen.Side.Shown() {
		turn = max(1, h/2)
	}
	if edge < m.offset {
		m.offset = min(edge, m.offset-turn)
	}
	if edge >= m.offset+h {
		m.offset = max(edge-h+1, m.offset+turn)
	}
	m.offset = max(0, min(m.offset, len(m.lines)-h))
	m.row = at - m.offset
	m.home = m.row
}

// match goes to the next pinned ally or, where none is pinned, the next in the
// filtered list.
func (m *Model) match(step int) {
	if m.answer.Query.Pins == "" {
		if m.answer.Query.Filter == "" {
			m.say("nothing to go to: pin allies with space, or filter with /")
			return
		}
		m.walk(step)
		return
	}
	n, at := len(m.lines), m.offset+m.row
	for i := 1; i <= n; i++ {
		k := ((at+i*step)%n + n) % n
		if m.answer.Query.Pins.Index(m.lines[k]) >= 0 {
			m.focus = m.lines[k]
			m.reveal(k, step)
			return
		}
	}
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
