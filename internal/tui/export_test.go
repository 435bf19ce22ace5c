package tui

import (
	"fmt"
	"io"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/query"
	"allyscope/internal/terminal"
	"allyscope/internal/thin"
	"allyscope/internal/tui/layout"
	"allyscope/internal/tui/prompt"
)

// Framed is a model that gives its frames.
type Framed = framed

// Staged draws a model on a terminal as a session does: on a screen, with options
// for the program.
func Staged(m Framed, out io.Writer, env []string) (tea.Model, *thin.Screen, []tea.ProgramOption) {
	s := newStage(m, thin.New(out, uv.Environ(env).Getenv("TERM")), env, 0)
	return s, s.screen, []tea.ProgramOption{tea.WithoutRenderer(), tea.WithFilter(clampSizes(terminal.Detect(env)))}
}

// Answer is the answer on show.
func (m *Model) Answer() *analysis.Answer { return m.answer }

// Focus is the ally the reader is at.
func (m *Model) Focus() ally.Code { return m.focus }

// Size is the size drawn for.
func (m *Model) Size() (w, h int) { return m.w, m.h }

// Settle is what arrives when nothing has moved for a moment.
func (m *Model) Settle() tea.Msg { return doMsg(m.settle) }

// PlayTick is what arrives when the next year is due.
func (m *Model) PlayTick() tea.Msg { return doMsg(m.played) }

// Ways are what the explorer can be asked in one key, by name of the key.
func Ways() []string {
	var out []string
	for _, b := range Keys(false) {
		out = append(out, b.Keys()...)
	}
	return out
}

// Sound says what is wrong with the state the model is in: where the focus is
// and whether it can be seen.
func (m *Model) Sound() error {
	n := 0
	at := -1
	for i, code := range m.lines {
		if code == "" {
			continue
		}
		n++
		if code == m.focus {
			at = i
		}
	}
	h := m.screen.Body.H
	switch {
	case n > 0 && at < 0:
		return fmt.Errorf("the focus is on %q, which none of the %d rows is", m.focus, n)
	case n > 0 && m.listed() && h > 0 && (at < m.offset || at >= m.offset+h):
		return fmt.Errorf("%s is item %d, the body shows %d from %d on", m.focus, at, h, m.offset)
	case n > 0 && m.listed() && h > 0 && at != m.at:
		return fmt.Errorf("%s is item %d, the model takes it for %d", m.focus, at, m.at)
	case m.offset < 0 || m.offset > max(0, len(m.lines)-1):
		return fmt.Errorf("the body shows %d items from %d on", len(m.lines), m.offset)
	}
	if got := m.history.Current(); got != m.answer.Query {
		return fmt.Errorf("the history is at %q, the answer at %q", got, m.answer.Query)
	}
	return nil
}

// Askable says whether the question on show can be asked again by what is
// printed of it.
func (m *Model) Askable() error {
	text := m.answer.Query.String()
	q, err := query.Parse(text, m.vocab)
	if err != nil {
		return fmt.Errorf("%q cannot be asked: %w", text, err)
	}
	asked := m.answer.Query
	asked.Kept = false // what is typed with its level has chosen it
	if q != asked {
		return fmt.Errorf("%q is read as %q", text, q)
	}
	return nil
}

// List is how the list stands in the body.
type List struct {
	Items int // lines the list has
	Lines int // lines the body shows
	Top   int // the item on its first line
	Focus int // the line the focused ally stands on
}

// List is how the list stands in the body.
func (m *Model) List() List { return List{len(m.lines), m.screen.Body.H, m.offset, m.at - m.offset} }

// HasOwn tells whether the view on show draws itself; else the ranking is drawn.
func (m *Model) HasOwn() bool { return !m.listed() }

// Over tells whether something lies over the view, and whether it waits for what
// is to be done: a line that is open, or the key that chooses what to copy.
func (m *Model) Over() (over, waits bool) {
	waits = m.over != nil && m.over.draw == nil || m.line.Kind != prompt.Closed
	return waits || m.over != nil, waits
}

// Link is the command that shows the same again.
func (m *Model) Link() string { return m.link() }

// Says is the sentence on show: of the page over the view, else of the slide's, else
// of the view.
func (m *Model) Says() string {
	if m.over != nil && m.over.document != nil {
		return m.over.document.Sentence
	}
	if m.slides.on && m.slides.page != nil {
		return m.slides.page.Sentence
	}
	return m.sentence(m.answer)
}

// Screen is how the screen is parted.
func (m *Model) Screen() layout.Screen { return m.screen }

// Giant is the headline figure of the slide on show.
func (m *Model) Giant() string {
	big, _ := m.slideFigure()
	return big
}

// Lost are the texts of the last frame that were cut without a sign.
func (m *Model) Lost() []string { return m.canvas.Lost() }

// Canvas is the last frame.
func (m *Model) Canvas() *cell.Grid { return m.canvas }
