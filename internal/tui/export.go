package tui

import (
	"bytes"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/report"
	"allyscope/internal/tui/prompt"
	"allyscope/internal/views"
)

// copiedMsg says where else a copy has arrived, besides at the terminal.
type copiedMsg struct {
	what, where string
	err         error
}

// savedMsg says how writing a file went.
type savedMsg struct {
	name string
	err  error
}

// copyHint is what stands at the foot while one chooses what to copy.
const copyHint = "copy: l link  s sentence  t table  c CSV  esc nothing"

// link is the command that shows the same again, wherever it is typed.
func (m *Model) link() string {
	q := m.answer.Query
	q.Focus = m.focus
	text := q.String()
	if q.View != query.Ranking { // some views share their word with a command
		text = "view:" + text
	}
	return "allyscope " + text
}

// chooseCopy takes the key after y.
func (m *Model) chooseCopy(key string) tea.Cmd {
	switch key {
	case "l":
		return m.copy("link", m.link())
	case "s":
		return m.copy("sentence", m.sentence(m.answer))
	case "t":
		return m.copyDocument("table", report.AsTable)
	case "c":
		return m.copyDocument("CSV", report.AsCSV)
	case "esc":
		return nil
	}
	m.say(cell.Cut(key, 10) + " copies nothing; " + copyHint)
	return nil
}

func (m *Model) copyDocument(what string, f report.Format) tea.Cmd {
	text, err := m.document(f)
	if err != nil {
		m.fail(err)
		return nil
	}
	// A program that reads figures knows the hyphen alone as the sign of less.
	return m.copy(what, strings.ReplaceAll(string(text), "\u2212", "-"))
}

// document is what is on show in a format: the bytes the command gives.
func (m *Model) document(f report.Format) ([]byte, error) {
	d, err := m.laid(f)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = report.Write(&b, d, f, report.Options{Glyphs: m.look.Glyphs})
	return b.Bytes(), err
}

// copy sends a text to the terminal's clipboard, wherever the terminal is, and
// to the machine's own where the session runs on it. Only the latter can be
// known to have worked.
func (m *Model) copy(what, text string) tea.Cmd {
	if m.plain { // what is said can be copied from there
		m.say(text)
		return nil
	}
	m.say(what + " sent to your terminal's clipboard")
	send := tea.Raw(m.options.Environment.Clipboard(text))
	if m.options.Clipboard == nil {
		return send
	}
	own := func() tea.Msg {
		where, err := m.options.Clipboard(text)
		return copiedMsg{what, where, err}
	}
	return tea.Batch(send, own)
}

func (m *Model) copied(msg copiedMsg) {
	if msg.err == nil {
		m.say(msg.what + " copied to " + msg.where)
	}
}

// suggestion is the file name w starts with.
func (m *Model) suggestion() string {
	return fmt.Sprintf("allyscope-%s-%d.csv", m.answer.Query.View, m.answer.Year)
}

// openWrite asks for a file's name, where files can be written.
func (m *Model) openWrite() {
	if m.options.Save == nil {
		m.say("no files are written on this side; y copies, and this gives the same: " + m.link() + " --format csv")
		return
	}
	m.replace = ""
	m.line = prompt.Open(prompt.Write, m.suggestion(), m.vocab)
	m.line.Hint = format.Either(report.Endings()) + "; enter writes"
}

// write writes what is on show to a file. One that is there already is replaced
// only when its name is entered twice.
func (m *Model) write(name string) tea.Cmd {
	f, ok := report.ByEnding(name)
	if !ok {
		m.warn(fmt.Sprintf("%q says no format by its ending: %s", cell.Cut(name, 40), format.Either(report.Endings())))
		return nil
	}
	data, err := m.document(f)
	if err != nil {
		m.fail(err)
		return nil
	}
	save, replace := m.options.Save, m.replace == name
	return func() tea.Msg { return savedMsg{name, save(name, data, replace)} }
}

func (m *Model) saved(msg savedMsg) {
	switch {
	case msg.err == nil:
		m.line.Close()
		m.say("wrote " + msg.name)
	case m.options.Exists != nil && m.options.Exists(msg.err):
		m.replace = msg.name
		m.warn(msg.name + " exists already; enter again replaces it, esc leaves it")
	default:
		m.warn("nothing written: " + msg.err.Error())
	}
}

// sentence says in one line what the view shows of an answer.
func (m *Model) sentence(a *analysis.Answer) string {
	return m.view.Sentence(m.scene(a))
}

// laid lays out what is on show for a format: the document of the view, or its
// picture. It is not the screen, whose size is the reader's own, but the picture
// that the link gives anywhere.
func (m *Model) laid(f report.Format) (*document.Document, error) {
	if !f.IsPicture() {
		return m.view.Document(m.scene(m.answer))
	}
	q := m.answer.Query
	q.Focus = m.focus
	p, err := views.Picture(m.options.Data, q, 0, 0)
	if err != nil {
		return nil, err
	}
	return &document.Document{Picture: p}, nil
}
