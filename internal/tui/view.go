package tui

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"allyscope/internal/ally"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/terminal"
	"allyscope/internal/thin"
	"allyscope/internal/tui/keymap"
	"allyscope/internal/tui/layout"
	"allyscope/internal/tui/prompt"
	"allyscope/internal/view"
	"allyscope/internal/view/panel"
	"allyscope/internal/view/ranking"
)

// stage draws a model on a thin.Screen, within the loop of its program. The library recovers from a
// panic there and ends only this program, of which a server has many; it could not recover from a
// panic of its own renderer, which draws in the background.
type stage struct {
	framed

	screen *thin.Screen
	pause  time.Duration // the least time between two frames
	drawn  time.Time
	due    bool // a frame has been scheduled
	syncs  bool // ask the terminal whether it supports synchronized output
}

// framed is a model that draws its own frames.
type framed interface {
	tea.Model
	Frame() thin.Frame
}

const usualFrames = 60 // the most per second unless the session sets another number

// newStage returns a stage that draws at most that many frames a second. It does not ask terminals
// over SSH for synchronized output, since a frame is one packet there, nor Apple's terminal, which
// would display the question.
func newStage(m framed, on *thin.Screen, env []string, frames int) *stage {
	return &stage{
		framed: m, screen: on, pause: time.Second / time.Duration(cmp.Or(frames, usualFrames)),
		syncs: !terminal.Detect(env).Remote && !strings.Contains(uv.Environ(env).Getenv("TERM_PROGRAM"), "Apple"),
	}
}

type drawMsg struct{}

// Init starts the model. It sends the questions to the terminal at once, which the library would
// delay by a frame, so that quick answers arrive before the first frame.
func (s *stage) Init() tea.Cmd {
	begin, ask := s.framed.Init, ""
	if m, own := s.framed.(*Model); own {
		begin, ask = m.begin, m.questions()
	}
	if s.syncs {
		ask += ansi.RequestModeSynchronizedOutput
	}
	_, _ = io.WriteString(s.screen, ask) // the reading side notices a lost terminal
	return tea.Batch(begin(), s.soon())
}

// Update passes a message to the model and schedules a frame.
func (s *stage) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case drawMsg:
		s.due, s.drawn = false, time.Now()
		s.screen.Draw(s.Frame())
		return s, nil
	case tea.ModeReportMsg:
		if msg.Mode == ansi.ModeSynchronizedOutput && msg.Value == ansi.ModeReset {
			s.screen.Synchronise()
		}
		return s, nil
	case tea.WindowSizeMsg:
		s.screen.Resize(msg.Width, msg.Height)
	}
	if msg == tea.ClearScreen() {
		s.screen.Redraw()
	}
	_, cmd := s.framed.Update(msg) // the returned model is the same one
	return s, tea.Batch(cmd, s.soon())
}

// soon schedules a frame, after the messages that follow at once and the pause since the last
// frame.
func (s *stage) soon() tea.Cmd {
	if s.due {
		return nil
	}
	s.due = true
	wait := max(s.pause/4, s.pause-time.Since(s.drawn))
	return tea.Tick(wait, func(time.Time) tea.Msg { return drawMsg{} })
}

// View returns an empty view, since the stage draws by itself.
func (s *stage) View() tea.View { return tea.View{} }

// Frame draws and returns the current frame.
func (m *Model) Frame() thin.Frame {
	g, cursor := m.draw()
	f := thin.Frame{Cells: func(put func(int, int, rune, string)) { m.writer.Cells(g, put) }, Title: m.title(), Mouse: m.mouse}
	if cursor != nil {
		f.Cursor, f.X, f.Y = true, cursor.X, cursor.Y
	}
	return f
}

// View returns the current frame for the library's own renderer.
func (m *Model) View() tea.View {
	g, cursor := m.draw()
	v := tea.View{Content: m.writer.String(g), AltScreen: true, WindowTitle: m.title(), Cursor: cursor}
	// Some terminals can report the American key in the same position, for keys with ctrl or
	// alt. They are not asked to do so for letters: after a lost connection they would go on
	// encoding them, and the shell could not be used.
	v.KeyboardEnhancements.ReportAlternateKeys = true
	if m.mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	return v
}

// title returns the window's title, in ASCII because other programs than the terminal display it.
func (m *Model) title() string {
	a := m.settled.answer
	level := format.When(a.Judged, " "+a.Level.Value.String()+"%")
	return fmt.Sprintf("allyscope: %s %d%s (%s)", a.Measure.Spec().Word, a.Year, level, a.Query.Edition)
}

func (m *Model) draw() (*cell.Grid, *tea.Cursor) {
	if m.writer == nil { // here because the first frame has to wait in any case
		m.writer = terminal.NewWriter(m.look)
	}
	if m.canvas == nil || m.canvas.Width() != m.w || m.canvas.Height() != m.h {
		m.canvas = cell.New(m.w, m.h)
	}
	g := m.canvas
	g.Clear()
	s := m.screen
	switch {
	case m.over != nil && m.over.draw != nil:
		m.over.draw(g)
		return g, nil
	case m.slides.on:
		m.drawSlide(g)
		return g, nil
	}
	m.drawTop(g)
	body := s.Body
	body.Y, body.H = body.Y-s.Head.H, body.H+s.Head.H
	m.view.Draw(box(g, body), m.scene(m.viewed()))
	if m.listed() {
		if list := box(g, s.Body); m.answer.Len() == 0 && list.Height() > 0 {
			list.Clear()
			text := "no ally is listed"
			if f := m.answer.Query.Filter; f != "" {
				text = "no name contains \"" + f + "\"; esc drops the filter"
			}
			list.Text(2, 0, text, cell.Notice, cell.Verbatim)
		}
		m.drawSide(g)
	}
	m.slide.Draw(box(g, s.Slider), m.settled.answer.Year)
	said := headline(m.sentence(m.settled.answer), s.Sentence.W-2, s.Sentence.H)
	view.Lines(box(g, s.Sentence), 1, 0, said, cell.Strong)
	return g, m.drawFoot(g)
}

func box(g *cell.Grid, b layout.Box) *cell.Grid { return g.Window(b.X, b.Y, b.W, b.H) }

// tabsInTitle is the width from which the tabs are in the title's line. That saves the row by which
// the whole list fits an ordinary large screen.
const tabsInTitle = 116

// tiny is the width below which the title's line only has the count.
const tiny = 36

// drawTop draws the title's line and the tabs: the measure, the edition, how many allies meet the
// level, and the views. The parts that change with the year are at the end.
func (m *Model) drawTop(g *cell.Grid) {
	top := box(g, m.screen.Title)
	count := format.Join(" · ", m.sharing(), m.countWords())
	if top.Width() < tiny {
		top.Text(0, 0, cell.Cut(count, top.Width()), cell.Strong)
		return
	}
	x := top.Text(0, 0, " allyscope ", cell.Brand) + 1
	behind := m.w >= tabsInTitle // the subject follows the tabs
	switch row := box(g, m.screen.Tabs); {
	case behind:
		x = m.drawTabs(top, x)
	case row.Height() > 0 && row.Width() > m.drawTabs(&cell.Grid{}, 0):
		m.drawTabs(row, 1)
	}
	right := top.Right(top.Width()-1, 0, count, cell.Strong) - 2
	m.drawSubject(top, x, right, behind)
}

// drawSubject draws the measure and the edition between two columns, in the longest form that fits.
// Behind the tabs both are aligned to the right.
func (m *Model) drawSubject(g *cell.Grid, x, right int, behind bool) {
	spec, e := m.answer.Spec(), m.answer.Edition
	what := spec.Name()
	for _, form := range [][2]string{
		{what, e.Name() + " · " + e.Definition}, {what, e.Name()}, {spec.Unit, e.Name()}, {spec.Unit, e.Source + " " + e.Month()},
		{spec.Short, e.Month()}, {spec.Short, e.ID}, {"", e.Month()}, {"", e.ID},
	} {
		need := cell.Width(form[0]) + cell.Width(form[1]) + view.Room(form[0] != "", 2)
		if need > right-x {
			continue
		}
		g.Right(right, 0, form[1], cell.Plain)
		if behind {
			x = right - need
		}
		g.Text(x, 0, form[0], cell.Heading)
		return
	}
}

func (m *Model) countWords() string {
	a := m.answer
	if own, ok := m.view.Shown(m.scene(m.viewed())).(view.Judging); ok && own.Judged() != "" {
		return own.Judged()
	}
	switch {
	case !a.Judged:
		return fmt.Sprintf("%d", a.Year)
	case a.Unjudged != "":
		return a.Level.Value.String() + " %: not measurable"
	}
	// The width is the same in every year, so that unchanged cells are not sent again.
	width := len("meet ") + cell.Width(format.Percent(a.Level.Value))
	s := fmt.Sprintf("%s %*s", a.Count.Words(), width, format.Meet(a.Level.In(a.Year)))
	if a.Query.Members != query.Then {
		s += ", members " + a.Query.Members.String()
	}
	return s
}

func (m *Model) ink() chart.Ink { return chart.Ink(m.look.Glyphs) }

// drawSide draws the panel and the sheet next to the list, as of the settled state.
func (m *Model) drawSide(g *cell.Grid) {
	if !m.screen.Side.Shown() {
		return
	}
	beside := func(b layout.Box) *cell.Grid {
		for y := range b.H {
			g.Set(b.X-2, b.Y+y, '│', cell.Axis)
		}
		return box(g, b)
	}
	far := m.screen.Far
	panel.Draw(beside(m.screen.Side), panel.Subject{
		Data: m.options.Data, Answer: m.settled.answer, Code: m.settled.code, Ink: m.ink(), Bare: far.Shown(),
	})
	if !far.Shown() {
		return
	}
	scene := m.scene(m.settled.answer)
	scene.Focus, scene.Aside = m.settled.code, true
	m.sheet.Draw(beside(far), scene)
}

// headline wraps a sentence to at most that many lines. If it does not fit, headline drops clauses
// from the end and adds "…".
func headline(s string, w, lines int) []string {
	cut := cell.Wrap(s, w, lines)
	if len(cut) == 0 || !strings.HasSuffix(cut[len(cut)-1], "…") {
		return cut
	}
	for {
		at := strings.LastIndex(s, "; ")
		if at < 0 {
			at = strings.LastIndex(s, ", ")
		}
		if at < 0 || 2*at < w*lines { // too little would be left: cut within a clause
			return cut
		}
		s = s[:at]
		out := cell.Wrap(s+" …", w, lines)
		if strings.HasSuffix(out[len(out)-1], " …") && strings.Join(out, " ") == s+" …" {
			return out
		}
	}
}

// drawFoot draws the input line, a message or the hints. It returns the cursor, nil without a line.
func (m *Model) drawFoot(g *cell.Grid) *tea.Cursor {
	if m.line.Kind == prompt.Closed {
		if m.drawNote(g, m.h) == 0 {
			m.drawHints(box(g, m.screen.Hints))
		}
		return nil
	}
	y := m.h - 1
	g.Window(0, y, m.w, 1).Clear()
	x := m.line.Draw(g, y)
	y -= m.drawNote(g, y)
	m.line.Options(g, y, min(8, y))
	return tea.NewCursor(x, m.h-1)
}

const noteLines = 3 // the most of a message, which has its offers at the end

// drawNote draws the message, if any, above line y and returns the number of its lines.
func (m *Model) drawNote(g *cell.Grid, y int) int {
	lines := cell.Wrap(m.note.text, max(1, m.w-2), max(1, min(noteLines, m.h/3)))
	for i, line := range lines {
		at := y - len(lines) + i
		g.Window(0, at, m.w, 1).Clear()
		g.Text(1, at, line, m.note.role, m.note.attr)
	}
	return len(lines)
}

// atFoot lists the keys that the hints name, the most important first.
const atFoot = "t space / : p m v s u y w"

func (m *Model) drawHints(g *cell.Grid) {
	end := g.Right(g.Width()-1, 0, "? help  q quit", cell.Faint)
	place := format.When(m.listed(), m.visiblePart(m.offset, m.screen.Body.H))
	if end <= 2+cell.Width(place) {
		place = ""
	}
	room := end - 3 - cell.Width(format.After("  ", place))
	const filter = "filter:" // in case the sentence is cut before it names the filter
	if f := m.answer.Query.Filter; f != "" && m.view.Spec.Entry == "" && room > len(filter) {
		end = g.Right(end-2, 0, cell.Cut(filter+f, room), cell.Plain, cell.Verbatim)
	}
	if place != "" {
		end = g.Right(end-2, 0, place, cell.Faint)
	}
	if on := m.legend != legendGone && m.legend != legendOff; on && m.listed() && m.over == nil {
		ranking.Legend(g.Window(0, 0, end-2, 1), m.settled.answer)
		return
	}
	entry := m.view.Spec.Entry
	hints := []view.Note{{Mark: "↑↓", Role: cell.Key, Words: cmp.Or(entry, "ally")}}
	if entry == "" {
		hints = append(hints, view.Note{Mark: "←→", Role: cell.Key, Words: "year"})
	}
	for key := range strings.FieldsSeq(atFoot) {
		if b := m.keys.Named(key); entry == "" || b.Use&keymap.Asks == 0 {
			hints = append(hints, view.Note{Mark: b.Help().Key, Role: cell.Key, Words: b.Word})
		}
	}
	view.Legend(g, 0, end-2, hints)
}

// visiblePart says which of the allies are on that many lines of the list from item from on. It
// returns "" if all are.
func (m *Model) visiblePart(from, lines int) string {
	count := func(codes []ally.Code) (n int) {
		for _, code := range codes {
			if code != "" && !code.Aggregate() {
				n++
			}
		}
		return n
	}
	to := min(from+lines, len(m.lines))
	before, shown, all := count(m.lines[:from]), count(m.lines[from:to]), count(m.lines)
	if shown == all {
		return ""
	}
	return format.Part(before, shown, all)
}

// legend is the state of the explanation of the marks on show. Views have theirs at their foot
// unless it is turned off. The list of allies has it in place of the hints until the first key, and
// after that on request. It disappears a moment after that key, when the screen settles.
type legend uint8

const (
	legendFirst legend = iota // until the first key
	legendGoing               // the first key was pressed; the screen has not settled yet
	legendGone                // no longer in place of the hints
	legendOn
	legendOff
)

func (m *Model) toggleLegend() {
	if m.legend == legendOn || m.legend == legendFirst || (m.legend != legendOff && !m.listed()) {
		m.legend = legendOff
		return
	}
	m.legend = legendOn
}
