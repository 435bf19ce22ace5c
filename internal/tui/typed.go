package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/command"
	"allyscope/internal/query"
	"allyscope/internal/tty"
	"allyscope/internal/tui/prompt"
)

// typed gives a key or a paste to the open line.
func (m *Model) typed(msg tea.Msg) tea.Cmd {
	if m.line.Kind() == prompt.Closed {
		m.say("pasted text goes into a line; : opens one")
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
	paste, pasted := msg.(tea.PasteMsg)
	if pasted && len(paste.Content) > tty.MaxPaste {
		m.warn("nothing was pasted: more than 1 MB is no question")
		return nil
	}
	m.line.Update(msg)
	if pasted && m.line.Full() {
		m.warn(fmt.Sprintf("the line is full: it takes %d characters of what was pasted", prompt.Limit))
	}
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
	switch {
	case kind == prompt.Filter, text == "":
		m.line.Close()
		return nil
	case kind == prompt.Write:
		return m.write(text)
	case kind == prompt.Target:
		return m.ownTarget(text)
	default:
		m.asked = append(m.asked, text)
		return m.question(text)
	}
}

// ownTarget judges by the level that was typed.
func (m *Model) ownTarget(text string) tea.Cmd {
	asked, err := query.Parse(strings.TrimSuffix(text, "%")+"%", m.vocab)
	if err != nil {
		m.fail(err)
		return nil
	}
	q := m.answer.Query
	q.Level, q.Kept = asked.Level, false
	return m.turnTo(q)
}

// question asks what was typed, in the words of the grammar or of a command.
func (m *Model) question(text string) tea.Cmd {
	first := strings.ToLower(strings.Fields(text)[0])
	switch {
	case slices.Contains([]string{"q", "quit", "exit"}, first):
		m.line.Close()
		return m.quit()
	case first == "help":
		m.line.Close()
		m.overlay(&helpPage{})
		return nil
	case slices.Contains(command.Others(), first):
		m.warn(first + " is a command of the shell: allyscope " + text)
		return nil
	}
	q, found, err := command.Line(text, m.vocab)
	if err != nil {
		m.fail(err)
		return nil
	}
	over, page := map[string]func(){"why": m.openProvenance, "editions": func() { m.openVintages(m.focus) }}[q.Command.Name]
	if page = page && q.Sums == ""; found && !q.Command.Viewed && !page {
		return m.openAnswer(q)
	}
	cmd := m.turnTo(m.keep(q.Query, q.Given))
	if page && m.line.Kind() == prompt.Closed {
		over()
	}
	if said := q.Said(); said != "" && m.note.text == "" {
		m.say(said)
	}
	return cmd
}

// turnTo closes the line and shows the answer to a question; the ally it names is
// the one the reader is then at.
func (m *Model) turnTo(q query.Query) tea.Cmd {
	m.note = note{}
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
	if given&(query.WordAllies|query.WordSum) == 0 {
		q.Pins, q.Sums, q.Only = now.Pins, now.Sums, q.Only || now.Only
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
	if years := query.WordYear | query.WordRange; q.Measure == now.Measure && q.Level.Units == 0 && !(now.Kept && given&years != 0) {
		q.Level, q.Kept = now.Level, now.Kept // but a year that is typed has its own pledge
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
