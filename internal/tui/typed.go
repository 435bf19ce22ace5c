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

// lineInput handles a key or a paste while the input line is open.
func (m *Model) lineInput(msg tea.Msg) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		switch msg.String() {
		case "enter":
			m.enter()
			return
		case "esc":
			if m.line.Kind == prompt.Filter {
				m.filter("")
				m.focus = m.focusBefore
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
			m.say("text can only be pasted into a line; : opens one")
			return
		case len(msg.Content) > tty.MaxPaste:
			m.warn("nothing was pasted: more than 1 MB cannot be a question")
			return
		}
		if m.line.Update(msg); m.line.Full() {
			m.warn(fmt.Sprintf("the line is full: it holds %d characters, and the rest was left out", prompt.Limit))
		}
	}
	if m.line.Kind == prompt.Filter {
		m.filter(m.line.Value())
	}
}

// filter filters the list. Undo takes back all letters of a line as one.
func (m *Model) filter(text string) {
	q := m.answer.Query
	q.Filter = query.FilterOf(text)
	if q == m.answer.Query {
		return
	}
	if a, ok := m.answerTo(q, ""); ok {
		m.show(a, m.historyBefore.Push(a.Query), false)
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
		asked, err := query.Parse(strings.TrimSuffix(text, "%")+"%", m.vocab)
		if err != nil {
			m.fail(err)
			return
		}
		q := m.answer.Query
		q.Level, q.Kept = asked.Level, false
		m.turnTo(q)
	default:
		m.asked = append(m.asked, text)
		m.question(text)
	}
}

// question handles what was typed after ":": quit, help, a question or a command.
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
		m.warn(first + " is a command for the shell: allyscope " + text)
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

// turnTo closes the input line and shows the answer to a question. It focuses the ally that the
// question names, if any.
func (m *Model) turnTo(q query.Query) {
	m.note = note{}
	m.line.Close()
	a, ok := m.answerTo(q, "")
	if !ok {
		return // the focus stays
	}
	if q.Focus != "" {
		m.focus = q.Focus
	} else if p := q.Pins.Codes(); len(p) > 0 && q.Pins != m.answer.Query.Pins {
		m.focus = p[0]
	}
	m.take(a)
}

// keep fills in what a typed question leaves open from the question on show: "2019" asks for that
// year, not for another edition. A word for a default value, such as "sort:value", counts as given.
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
	if given&query.WordView == 0 && m.view.Spec.Entry == "" { // the views with entries do not answer questions
		q.View = now.View
	}
	return q
}

// keepFigures fills in the source, edition, measure, level and years from the question on show. The
// measure may also have been given by a level.
func keepFigures(q, now query.Query, given query.Words) query.Query {
	sameSource := q.Source == now.Source && given&query.WordSource == 0
	if sameSource && given&query.WordEdition == 0 {
		q.Edition = now.Edition
	}
	if q.Measure == 0 && given&query.WordMeasure == 0 {
		q.Measure = now.Measure
	}
	ownPledge := now.Kept && given&(query.WordYear|query.WordRange) != 0 // the pledge in force then applies
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

// query returns the question on show with the focused ally.
func (m *Model) query() query.Query {
	q := m.answer.Query
	q.Focus = m.focus
	return q
}

// link returns the command that shows the same anywhere.
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
		m.copyDocument("row", report.AsTSV, m.onlyFocused)
	case "c":
		m.copyDocument("CSV", report.AsCSV, nil)
	case "esc":
	default:
		m.say(cell.Cut(key, 10) + " copies nothing; " + copyHint)
	}
	return false
}

// onlyFocused reduces a document to the rows of the focused ally. It returns false if it has none.
func (m *Model) onlyFocused(d *document.Document) bool {
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

// copyDocument copies the document on show in a format, after choose, if not nil, has reduced it.
func (m *Model) copyDocument(what string, f report.Format, choose func(*document.Document) bool) {
	switch text, err := m.document(f, choose); {
	case err != nil:
		m.fail(err)
	case text == nil:
		m.say("no row here is about the focused ally; t copies the table")
	default:
		// Programs that parse figures only know the hyphen as a minus sign.
		m.copy(what, strings.ReplaceAll(string(text), "\u2212", "-"))
	}
}

// document returns the document on show in a format: the bytes that the command of the link writes.
// If choose is not nil it reduces the document first; if it returns false, so does document: nil. A
// picture has the size that the link gives, not that of the screen.
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

// copy sends a text to the terminal's clipboard, and copies it to this machine's clipboard if the
// session has that. Only the latter can confirm success.
func (m *Model) copy(what, text string) {
	if m.options.Plain { // the reader can copy the text from the conversation
		m.say(text)
		return
	}
	m.say(what + " sent to your terminal's clipboard")
	m.then(tea.Raw(m.options.Environment.Clipboard(text)))
	if own := m.options.Clipboard; own != nil {
		m.then(func() tea.Msg {
			where, err := own(text)
			if err != nil {
				return nil // the terminal's clipboard may have it
			}
			return doMsg(func() { m.say(what + " copied to " + where) })
		})
	}
}

func (m *Model) openWrite() {
	if m.options.Save == nil {
		m.say("no files can be written here; y copies, and this command gives the same: " + m.link() + " --format csv")
		return
	}
	m.replace = ""
	m.line = prompt.Open(prompt.Write, fmt.Sprintf("allyscope-%s-%d.csv", m.answer.Query.View, m.answer.Year), m.vocab)
	m.line.Hint = format.Either(report.Endings()) + "; enter writes"
}

// write writes the document on show to a file. It replaces an existing file only if its name is
// entered twice.
func (m *Model) write(name string) {
	if m.saving { // enter was pressed twice
		return
	}
	f, ok := report.ByEnding(name)
	if !ok {
		m.warn(fmt.Sprintf("%q does not end in a known format: %s", cell.Cut(name, 40), format.Either(report.Endings())))
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
	open := m.line.Kind == prompt.Write // the reader may have left the line since
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
