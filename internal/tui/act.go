package tui

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/query"
	"allyscope/internal/tui/intent"
	"allyscope/internal/tui/keymap"
	"allyscope/internal/tui/prompt"
)

// act does what a key asks for.
func (m *Model) act(a keymap.Action) tea.Cmd {
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

// move acts on the keys that go somewhere: among the allies or the years.
func (m *Model) move(a keymap.Action) (tea.Cmd, bool) {
	half := max(1, m.screen.Body.H/2)
	if m.acrossKey(a) {
		return m.later(), true
	}
	switch a {
	case keymap.Down:
		m.walk(1)
	case keymap.Up:
		m.walk(-1)
	case keymap.PageDown:
		m.walk(half)
	case keymap.PageUp:
		m.walk(-half)
	case keymap.Top:
		m.walk(-len(m.lines))
	case keymap.Bottom:
		m.walk(len(m.lines))
	case keymap.NextMatch:
		m.match(1)
	case keymap.PrevMatch:
		m.match(-1)
	case keymap.NextYear, keymap.StepOn:
		return m.step(intent.Step(m.answer, 1)), true
	case keymap.PrevYear, keymap.StepBack:
		return m.step(intent.Step(m.answer, -1)), true
	case keymap.YearsOn:
		return m.step(intent.Step(m.answer, 5)), true
	case keymap.YearsBack:
		return m.step(intent.Step(m.answer, -5)), true
	case keymap.FirstYear:
		return m.step(intent.Year(m.answer, m.answer.First)), true
	case keymap.LastYear:
		return m.step(intent.Year(m.answer, m.answer.Last)), true
	default:
		return nil, false
	}
	return m.later(), true
}

// acrossKey gives the arrows to a view in which the focus moves in two
// dimensions.
func (m *Model) acrossKey(a keymap.Action) bool {
	switch a {
	case keymap.Down:
		return m.across(0, 1)
	case keymap.Up:
		return m.across(0, -1)
	case keymap.NextYear:
		return m.across(1, 0)
	case keymap.PrevYear:
		return m.across(-1, 0)
	default:
		return false
	}
}

// ask acts on the keys that change the question.
func (m *Model) ask(a keymap.Action) (tea.Cmd, bool) {
	switch a {
	case keymap.NextTarget:
		return m.change(intent.Target(m.answer)), true
	case keymap.NextMeasure:
		return m.change(intent.Measure(m.answer)), true
	case keymap.NextEdition:
		return m.change(intent.Edition(m.options.Data, m.answer)), true
	case keymap.BaseYear:
		return m.change(intent.Base(m.answer)), true
	case keymap.NextSort:
		return m.change(intent.Sort(m.answer)), true
	case keymap.Reverse:
		return m.change(intent.Reverse(m.answer)), true
	case keymap.Members:
		return m.change(intent.Members(m.answer)), true
	case keymap.Pin:
		return m.change(intent.Pin(m.answer, m.focus)), true
	case keymap.ClearPins:
		return m.change(intent.ClearPins(m.answer)), true
	case keymap.OnlyPins:
		return m.change(intent.OnlyPins(m.answer)), true
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
	case keymap.Theme:
		m.setLook(m.look.NextTheme())
		m.say("theme: " + m.look.Theme.String())
	case keymap.Glyphs:
		m.look.Glyphs = m.look.Glyphs.Next()
		m.setLook(m.look)
		m.say("glyphs: " + m.look.Glyphs.String())
	case keymap.Mouse:
		m.mouse = !m.mouse
		m.say(map[bool]string{true: "mouse taken", false: "mouse released: text can be selected"}[m.mouse])
	case keymap.Help:
		m.overlay(&helpPage{})
	case keymap.Back:
		return m.back()
	case keymap.Quit:
		return m.quit()
	case keymap.Suspend:
		if m.options.Suspendable {
			return tea.Suspend
		}
		m.say("there is no shell to go back to")
	}
	return nil
}

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
		m.history = m.history.Push(a.Query)
		m.show(a)
		m.settle()
	}
	return nil
}

// travel goes to a question asked before or after.
func (m *Model) travel(to func() (query.History, bool), why string) {
	h, found := to()
	if found {
		why = ""
	}
	if a, ok := m.answerTo(h.Current(), why); ok {
		m.history = h
		m.show(a)
		m.settle()
	}
}

func (m *Model) show(a *analysis.Answer) {
	m.answer, m.stepping = a, false
	m.arrange()
}

func (m *Model) fail(err error) {
	if bad, ok := errors.AsType[*query.Error](err); ok {
		m.warn(bad.Error())
		return
	}
	m.warn(strings.ReplaceAll(err.Error(), "\n", "; "))
}

// typed gives a key or a paste to the open line.
func (m *Model) typed(msg tea.Msg) tea.Cmd {
	if m.line.Kind() == prompt.Closed {
		return nil
	}
	if k, ok := msg.(tea.KeyPressMsg); ok {
		switch k.String() {
		case "enter":
			return m.enter()
		case "esc":
			wasFilter := m.line.Kind() == prompt.Filter
			m.line.Close()
			if wasFilter && m.answer.Query.Filter != "" {
				return m.filter("")
			}
			return nil
		}
	}
	m.line.Update(msg)
	if m.line.Kind() == prompt.Filter {
		return m.filter(m.line.Value())
	}
	return nil
}

// filter narrows the list as one types.
func (m *Model) filter(text string) tea.Cmd {
	q := m.answer.Query
	q.Filter = query.FilterOf(text)
	if q == m.answer.Query {
		return nil
	}
	a, ok := m.answerTo(q, "")
	if !ok {
		return nil
	}
	m.history = m.history.Push(a.Query)
	m.show(a)
	return m.later()
}

// enter takes what was typed.
func (m *Model) enter() tea.Cmd {
	kind, text := m.line.Kind(), strings.TrimSpace(m.line.Value())
	if kind == prompt.Filter || text == "" {
		m.line.Close()
		return nil
	}
	if kind == prompt.Write {
		return m.write(text)
	}
	if kind == prompt.Target {
		text = strings.TrimSuffix(text, "%") + "%"
	}
	q, given, err := query.ParseGiven(text, m.vocab)
	if err != nil {
		m.fail(err)
		return nil
	}
	m.note = note{}
	if kind == prompt.Target {
		now := m.answer.Query
		now.Level = q.Level
		q = now
	} else {
		q = m.keep(q, given)
	}
	m.line.Close()
	if q.Focus != "" {
		m.focus = q.Focus
	} else if p := q.Pins.Codes(); len(p) > 0 && q.Pins != m.answer.Query.Pins {
		m.focus = p[0]
	}
	return m.change(q, "")
}

// keep fills in what a typed question leaves open from the one on show: who
// types "2019" wants that year, not another edition. A word that says what stands
// by default anyway, such as "sort:value", has been said all the same.
func (m *Model) keep(q query.Query, given query.Words) query.Query {
	now := m.answer.Query
	q = keepFigures(q, now, given)
	if given&query.WordAllies == 0 {
		q.Pins, q.Only = now.Pins, q.Only || now.Only
	}
	if given&query.WordGroup == 0 {
		q.Group = now.Group
	}
	if given&(query.WordSort|query.WordReverse) == 0 {
		q.Sort, q.Reverse = now.Sort, now.Reverse
	}
	if given&query.WordMembers == 0 {
		q.Members = now.Members
	}
	if given&query.WordView == 0 {
		q.View = now.View
	}
	return q
}

// keepFigures keeps whose figures of what and when are asked for. A level may
// have said its measure.
func keepFigures(q, now query.Query, given query.Words) query.Query {
	sameSource := q.Source == now.Source && given&query.WordSource == 0
	if sameSource && given&query.WordEdition == 0 {
		q.Edition = now.Edition
	}
	if q.Measure == 0 && given&query.WordMeasure == 0 {
		q.Measure = now.Measure
	}
	if q.Measure == now.Measure && q.Level.Units == 0 {
		q.Level = now.Level
	}
	sameYears := q.Edition == now.Edition && sameSource
	if q.Year == 0 && q.From == 0 && q.To == 0 && sameYears {
		q.Year, q.From, q.To = now.Year, now.From, now.To
	}
	if q.Base == 0 && sameYears && q.From == 0 && q.Measure == now.Measure {
		q.Base = now.Base
	}
	return q
}
