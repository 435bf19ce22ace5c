package tui

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/command"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/report"
	"allyscope/internal/save"
	"allyscope/internal/table"
	"allyscope/internal/tty"
	"allyscope/internal/tui/keymap"
	"allyscope/internal/tui/prompt"
	"allyscope/internal/views"
)

func (m *Model) typed(msg tea.Msg) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		switch msg.String() {
		case "enter":
			m.enter()
			return
		case "esc":
			if m.line.Kind == prompt.Filter {
				m.filter("")
				m.focus = m.stood
				m.place()
				m.later()
			}
			m.line.Close()
			return
		}
		m.line.Update(msg)
	case tea.PasteMsg:
		switch {
		case m.line.Kind == prompt.Closed:
			m.say("pasted text goes into a line; : opens one")
			return
		case len(msg.Content) > tty.MaxPaste:
			m.warn("nothing was pasted: more than 1 MB is no question")
			return
		}
		if m.line.Update(msg); m.line.Full() {
			m.warn(fmt.Sprintf("the line is full: it takes %d characters of what was pasted", prompt.Limit))
		}
	}
	if m.line.Kind == prompt.Filter {
		m.filter(m.line.Value())
	}
}

// filter lists other allies. The letters of a line are undone as one.
func (m *Model) filter(text string) {
	q := m.answer.Query
	q.Filter = query.FilterOf(text)
	if q == m.answer.Query {
		return
	}
	if a, ok := m.answerTo(q, ""); ok {
		m.show(a, m.asOpened.Push(a.Query), false)
	}
}

func (m *Model) enter() {
	kind, text := m.line.Kind, strings.TrimSpace(m.line.Value())
	switch {
	case kind == prompt.Filter, text == "":
		m.line.Close()
	case kind == prompt.Write:
		m.write(text)
	case kind == prompt.Target:
		m.ownTarget(text)
	default:
		m.asked = append(m.asked, text)
		m.question(text)
	}
}

func (m *Model) ownTarget(text string) {
	asked, err := query.Parse(strings.TrimSuffix(text, "%")+"%", m.vocab)
	if err != nil {
		m.fail(err)
		return
	}
	q := m.answer.Query
	q.Level, q.Kept = asked.Level, false
	m.turnTo(q)
}

func (m *Model) question(text string) {
	switch first := strings.ToLower(strings.Fields(text)[0]); {
	case slices.Contains([]string{"q", "quit", "exit"}, first):
		m.line.Close()
		m.quit()
		return
	case first == "help":
		m.line.Close()
		m.openHelp()
		return
	case slices.Contains(command.Others(), first):
		m.warn(first + " is a command of the shell: allyscope " + text)
		return
	}
	q, found, err := command.Line(text, m.vocab)
	if err != nil {
		m.fail(err)
		return
	}
	over, page := map[string]func(){"why": m.openProvenance, "editions": m.openVintages}[q.Command.Name]
	if page = page && q.Sums == ""; found && !q.Command.Viewed && !page {
		m.openAnswer(q)
		return
	}
	m.turnTo(m.keep(q.Query, q.Given))
	if page && m.line.Kind == prompt.Closed {
		over()
	}
	if said := q.Said(); said != "" && m.note.text == "" {
		m.say(said)
	}
}

// turnTo closes the line and shows the answer to a question; the ally it names is
// the one the reader is then at.
func (m *Model) turnTo(q query.Query) {
	m.note = note{}
	m.line.Close()
	a, ok := m.answerTo(q, "")
	if !ok {
		return // and the reader is where they were
	}
	if q.Focus != "" {
		m.focus = q.Focus
	} else if p := q.Pins.Codes(); len(p) > 0 && q.Pins != m.answer.Query.Pins {
		m.focus = p[0]
	}
	m.take(a)
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
	if given&query.WordView == 0 && m.view.Spec.Entry == "" { // else it would answer nothing
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
	ownPledge := now.Kept && given&(query.WordYear|query.WordRange) != 0 // as a year that is typed has
	if q.Measure == now.Measure && q.Level.Units == 0 && !ownPledge {
		q.Level, q.Kept = now.Level, now.Kept
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

const copyHint = "copy: l link  s sentence  t table  r row  c CSV  esc nothing"

// query is the question on show, about the ally the reader is at.
func (m *Model) query() query.Query {
	q := m.answer.Query
	q.Focus = m.focus
	return q
}

// link is the command that shows the same again, wherever it is typed.
func (m *Model) link() string { return "allyscope " + m.query().Link() }

func (m *Model) chooseCopy(key string, _ keymap.Action) (stays bool) {
	switch key {
	case "l":
		m.copy("link", m.link())
	case "s":
		m.copy("sentence", m.sentence(m.answer))
	case "t":
		m.copyDocument("table", report.AsTable, nil)
	case "r":
		m.copyDocument("row", report.AsTSV, m.ownRow)
	case "c":
		m.copyDocument("CSV", report.AsCSV, nil)
	case "esc":
	default:
		m.say(cell.Cut(key, 10) + " copies nothing; " + copyHint)
	}
	return false
}

// ownRow leaves of a document the rows of the ally the reader is at; false where it has none.
func (m *Model) ownRow(d *document.Document) bool {
	for _, t := range d.Tables {
		code := slices.IndexFunc(t.Columns, func(h table.Head) bool { return h.ID == "code" })
		if code < 0 {
			continue
		}
		t.Rows = slices.DeleteFunc(slices.Clone(t.Rows), func(r table.Row) bool { return r.Cells[code].Shown != string(m.focus) })
		if d.Tables = []table.Table{t}; len(t.Rows) > 0 {
			return m.focus != ""
		}
	}
	return false
}

// copyDocument copies what is on show in a format, or what a choice leaves of it.
func (m *Model) copyDocument(what string, f report.Format, choose func(*document.Document) bool) {
	switch text, err := m.document(f, choose); {
	case err != nil:
		m.fail(err)
	case text == nil:
		m.say("no row here is of one ally; t copies the table")
	default:
		// A program that reads figures knows the hyphen alone as the sign of less.
		m.copy(what, strings.ReplaceAll(string(text), "\u2212", "-"))
	}
}

// document is what is on show in a format: the bytes the command gives, or those of
// what a choice leaves; nil where that is nothing. A picture is not the screen, whose
// size is the reader's own, but what the link gives anywhere.
func (m *Model) document(f report.Format, choose func(*document.Document) bool) ([]byte, error) {
	var err error
	d := &document.Document{}
	if f.IsPicture() {
		d.Picture, err = views.Picture(m.options.Data, m.query(), 0, 0)
	} else {
		d, err = m.view.Document(m.scene(m.answer))
	}
	if err != nil || choose != nil && !choose(d) {
		return nil, err
	}
	var b bytes.Buffer
	err = report.Write(&b, d, f, report.Options{Glyphs: m.look.Glyphs})
	return b.Bytes(), err
}

// copy sends a text to the terminal's clipboard, wherever the terminal is, and to the machine's
// own where the session runs on it. Only the latter can be known to have worked.
func (m *Model) copy(what, text string) {
	if m.options.Plain { // what is said can be copied from there
		m.say(text)
		return
	}
	m.say(what + " sent to your terminal's clipboard")
	m.then(tea.Raw(m.options.Environment.Clipboard(text)))
	if own := m.options.Clipboard; own != nil {
		m.then(func() tea.Msg {
			where, err := own(text)
			if err != nil {
				return nil // the terminal's own has it
			}
			return doMsg(func() { m.say(what + " copied to " + where) })
		})
	}
}

func (m *Model) openWrite() {
	if m.options.Save == nil {
		m.say("no files are written on this side; y copies, and this gives the same: " + m.link() + " --format csv")
		return
	}
	m.replace = ""
	m.line = prompt.Open(prompt.Write, fmt.Sprintf("allyscope-%s-%d.csv", m.answer.Query.View, m.answer.Year), m.vocab)
	m.line.Hint = format.Either(report.Endings()) + "; enter writes"
}

// write writes what is on show to a file. One that is there already is replaced
// only when its name is entered twice.
func (m *Model) write(name string) {
	if m.saving { // whoever enters twice has asked once
		return
	}
	f, ok := report.ByEnding(name)
	if !ok {
		m.warn(fmt.Sprintf("%q says no format by its ending: %s", cell.Cut(name, 40), format.Either(report.Endings())))
		return
	}
	data, err := m.document(f, nil)
	if err != nil {
		m.fail(err)
		return
	}
	m.saving = true
	save, replace := m.options.Save, m.replace == name
	m.then(func() tea.Msg {
		err := save(name, data, replace)
		return doMsg(func() { m.saved(name, err) })
	})
}

func (m *Model) saved(name string, err error) {
	m.saving = false
	open := m.line.Kind == prompt.Write // it may have been left since
	switch {
	case err == nil:
		if open {
			m.line.Close()
		}
		m.say("wrote " + name)
	case open && errors.Is(err, save.ErrExists):
		m.replace = name
		m.warn(name + " exists already; enter again replaces it, esc leaves it")
	default:
		m.warn("nothing written: " + err.Error())
	}
}

func (m *Model) sentence(a *analysis.Answer) string {
	return m.view.Sentence(m.scene(a))
}
