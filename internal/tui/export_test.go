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

// Framed is a model that draws its own frames.
type Framed = framed

// Staged wraps a model to draw on a terminal as in a session, and returns options for its program.
func Staged(m Framed, out io.Writer, env []string) (tea.Model, *thin.Screen, []tea.ProgramOption) {
	s := newStage(m, thin.New(out, uv.Environ(env).Getenv("TERM")), env, 0)
	return s, s.screen, []tea.ProgramOption{tea.WithoutRenderer(), tea.WithFilter(clampSizes(terminal.Detect(env)))}
}

// Answer returns the answer on show.
func (m *Model) Answer() *analysis.Answer { return m.answer }

// Focus returns the focused ally.
func (m *Model) Focus() ally.Code { return m.focus }

// Size returns the size of the screen.
func (m *Model) Size() (w, h int) { return m.w, m.h }

// Settle returns the message that settles the screen.
func (m *Model) Settle() tea.Msg { return doMsg(m.settle) }

// PlayTick returns the message that plays the next year.
func (m *Model) PlayTick() tea.Msg { return doMsg(m.played) }

// Ways returns what the explorer can be asked with one key, by the name of the key.
func Ways() []string {
	var out []string
	for _, b := range Keys(false) {
		out = append(out, b.Keys()...)
	}
	return out
}

// Sound returns an error if the state of the model is inconsistent, for example if the focused ally
// is not visible.
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

// Askable returns an error unless the question on show, when printed, can be asked again.
func (m *Model) Askable() error {
	text := m.answer.Query.String()
	q, err := query.Parse(text, m.vocab)
	if err != nil {
		return fmt.Errorf("%q cannot be asked: %w", text, err)
	}
	asked := m.answer.Query
	asked.Kept = false // a level that is typed counts as chosen
	if q != asked {
		return fmt.Errorf("%q is read as %q", text, q)
	}
	return nil
}

// List describes the position of the list in the body.
type List struct {
	Items int // the number of lines of the list
	Lines int // the number of lines of the body
	Top   int // the item on the first line
	Focus int // the line of the focused ally
}

// List returns that position.
func (m *Model) List() List { return List{len(m.lines), m.screen.Body.H, m.offset, m.at - m.offset} }

// HasOwn reports whether the view on show is another one than the ranking.
func (m *Model) HasOwn() bool { return !m.listed() }

// Over reports whether something lies over the view, and whether it waits for input: an open line,
// or the key that chooses what to copy.
func (m *Model) Over() (over, waits bool) {
	waits = m.over != nil && m.over.draw == nil || m.line.Kind != prompt.Closed
	return waits || m.over != nil, waits
}

// Link returns the command that shows the same again.
func (m *Model) Link() string { return m.link() }

// Says returns the sentence of the page over the view, or else of the slide's page, or else of the
// view.
func (m *Model) Says() string {
	if m.over != nil && m.over.document != nil {
		return m.over.document.Sentence
	}
	if m.slides.on && m.slides.page != nil {
		return m.slides.page.Sentence
	}
	return m.sentence(m.answer)
}

// Screen returns the layout.
func (m *Model) Screen() layout.Screen { return m.screen }

// Giant returns the headline figure of the slide on show.
func (m *Model) Giant() string {
	big, _ := m.slideFigure()
	return big
}

// Lost returns the texts of the last frame that were cut without a sign.
func (m *Model) Lost() []string { return m.canvas.Lost() }

// Canvas returns the last frame.
func (m *Model) Canvas() *cell.Grid { return m.canvas }
