package tui

import (
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/query"
	"allyscope/internal/tui/help"
	"allyscope/internal/tui/intent"
	"allyscope/internal/tui/keymap"
	"allyscope/internal/tui/prompt"
)

func (m *Model) act(a keymap.Action) tea.Cmd {
	if m.plain && slices.Contains(onScreen[:], a) {
		m.say("nothing is drawn here that this key could change")
		return nil
	}
	if m.playing && a != keymap.Play && a != keymap.Slower && a != keymap.Faster {
		m.playing = false
	}
	if cmd, done := m.move(a); done {
		return cmd
	}
	if cmd, done := m.looks(a); done {
		return cmd
	}
	if cmd, done := m.ask(a); done {
		return cmd
	}
	return m.session(a)
}

// move acts on the keys that go somewhere: among the allies or the years. A view in
// which the focus moves in two dimensions has the arrows for that.
func (m *Model) move(a keymap.Action) (tea.Cmd, bool) {
	arrow, is := map[keymap.Action][2]int{keymap.NextYear: {1, 0}, keymap.PrevYear: {-1, 0}, keymap.Down: {0, 1}, keymap.Up: {0, -1}}[a]
	if is && m.across(arrow[0], arrow[1]) {
		return m.later(), true
	}
	half, all := max(1, m.screen.Body.H/2), len(m.lines)
	if n, walks := map[keymap.Action]int{
		keymap.Down: 1, keymap.Up: -1, keymap.PageDown: half, keymap.PageUp: -half, keymap.Top: -all, keymap.Bottom: all,
	}[a]; walks {
		m.walk(n)
		return m.later(), true
	}
	if n, steps := map[keymap.Action]int{
		keymap.NextYear: 1, keymap.StepOn: 1, keymap.PrevYear: -1, keymap.StepBack: -1, keymap.YearsOn: 5, keymap.YearsBack: -5,
	}[a]; steps {
		return m.step(intent.Step(m.answer, n)), true
	}
	switch a {
	case keymap.NextMatch:
		m.match(1)
	case keymap.PrevMatch:
		m.match(-1)
	case keymap.FirstYear:
		return m.step(intent.Year(m.answer, m.answer.First)), true
	case keymap.LastYear:
		return m.step(intent.Year(m.answer, m.answer.Last)), true
	default:
		return nil, false
	}
	return m.later(), true
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
func (m *Model) ask(a keymap.Action) (tea.Cmd, bool) {
	if int(a) < len(wishes) && wishes[a] != nil {
		return m.change(wishes[a](m.answer)), true
	}
	switch a {
	case keymap.NextEdition:
		return m.change(intent.Edition(m.options.Data, m.answer)), true
	case keymap.Pin:
		return m.change(intent.Pin(m.answer, m.focus)), true
	case keymap.Undo:
		m.travel(m.history.Undo, "nothing to undo")
	case keymap.Redo:
		m.travel(m.history.Redo, "nothing to redo")
	default:
		return nil, false
	}
	return nil, true
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
	a, err := analysis.RankingFor(m.options.Data, q)
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
