package tui

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/report"
	"allyscope/internal/table"
	"allyscope/internal/tui/keymap"
	"allyscope/internal/tui/prompt"
)

// talk is the explorer as a conversation, for screen readers and poor lines. The same model takes
// the same keys and questions; instead of a screen, lines of plain text say what has changed. It
// writes no control sequences.
type talk struct {
	m      *Model
	out    io.Writer
	err    error  // the first error of writing
	last   status // as of the last answer
	echoed string // the input line as the terminal shows it
	byLine bool   // input comes in lines, not in keys
}

// status is what the reader has been told.
type status struct {
	query                                query.Query
	slide, edition, sentence, here, note string
}

const longestLine = 64 << 10 // bytes

// read converses in lines until the reader quits or the input ends. A line is a question, or a key
// by its name or its description.
func (t *talk) read(s Streams) error {
	t.greet("type a key or a question, then enter")
	lines := bufio.NewScanner(s.In)
	lines.Buffer(nil, longestLine)
	for !t.m.left && t.err == nil {
		if s.Own != nil {
			t.write("> ")
		}
		if !lines.Scan() {
			break
		}
		t.handleLine(strings.TrimSpace(lines.Text()))
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return fmt.Errorf("a line of more than %d KB cannot be a question", longestLine>>10)
	}
	return errors.Join(lines.Err(), t.err)
}

func (t *talk) greet(how string) {
	t.say("allyscope: " + how + "; ? lists the keys, q leaves.")
	t.answer()
}

// Init does nothing: a conversation asks the terminal no questions.
func (t *talk) Init() tea.Cmd { return nil }

// View returns an empty view.
func (t *talk) View() tea.View { return tea.View{} }

// Update passes a message to the explorer and says what has changed.
func (t *talk) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if _, key := t.m.keys.Pressed(tea.Key(msg)); key.Action == keymap.Redraw {
			t.sayView()
			return t, nil
		}
		if enters := msg.Code == tea.KeyEnter; enters || t.m.line.Kind == prompt.Closed {
			t.last.note, t.m.note = "", note{}
		}
	case tea.PasteMsg, doMsg:
	default:
		return t, nil
	}
	_, cmd := t.m.Update(msg)
	t.answer()
	return t, cmd
}

// run runs a command, and all commands that follow from it, before it returns.
func (t *talk) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range msg {
			t.run(c)
		}
	default:
		_, next := t.Update(msg)
		t.run(next)
	}
}

// handleLine handles a line: the input that was asked for, a key by its name or its description, or
// a question. An empty line repeats where the reader is.
func (t *talk) handleLine(text string) {
	m := t.m
	t.last.note, m.note = "", note{}
	name, key := m.keys.Pressed(tea.Key{Text: text})
	if b, ok := m.keys.Described(text); ok {
		name, key = b.Keys()[0], b
	}
	switch {
	case m.line.Kind != prompt.Closed:
		t.enter(text)
	case text == "":
		t.last = status{}
	case key.Action == keymap.Redraw:
		t.sayView()
		return
	case key.Do != nil, m.over != nil, len([]rune(text)) == 1, m.slides.on && m.onSlide().Named(text).Do != nil:
		m.do(name, key)
	case text[0] == '/':
		t.inOne("/", text[1:])
	default:
		t.inOne(":", strings.TrimPrefix(text, ":"))
	}
	cmd := m.follows()
	if m.line.Kind == prompt.Closed || cmd == nil {
		t.answer()
	}
	t.run(cmd)
}

// enter puts a text into the open input line and enters it. An empty text keeps what is in the
// line.
func (t *talk) enter(text string) {
	m := t.m
	switch text {
	case "":
	case "esc", "\x1b":
		m.lineInput(tea.KeyPressMsg{Code: tea.KeyEscape})
		return
	default:
		m.line.Clear()
		if m.lineInput(tea.PasteMsg{Content: text}); m.note.text != "" {
			return
		}
	}
	m.lineInput(tea.KeyPressMsg{Code: tea.KeyEnter})
}

// inOne opens an input line by its key, enters a text, and closes the line in any case.
func (t *talk) inOne(key, text string) {
	t.m.do(key, t.m.keys.Named(key))
	if t.m.line.Kind != prompt.Closed {
		t.enter(strings.TrimSpace(text))
		t.m.line.Close()
	}
}

// answer says what has changed since the last answer, or else where the reader is.
func (t *talk) answer() {
	m := t.m
	switch {
	case m.left:
		return
	case m.line.Kind != prompt.Closed:
		t.sayLine()
		return
	case t.echoed != "" && !t.byLine:
		t.write("\n")
	}
	t.echoed = ""
	was, now := t.last, t.status()
	again, spoke := was != status{}, false
	t.last = now
	tell := func(was, now string) bool {
		if now == was || now == "" {
			return false
		}
		t.say(now)
		spoke = true
		return true
	}
	tell(was.note, now.note)
	if t.sayOverlay() {
		return
	}
	if tell(was.slide, now.slide) && m.slides.page != nil {
		t.sayDocument(m.slides.page)
		return
	}
	if now.query.View == query.Sheet && was.query.View != now.query.View && again {
		t.sayView()
		return
	}
	if !m.playing && again {
		more, gone := now.query.Since(was.query)
		tell("", format.Capital(format.Join("; ", format.After("now: ", more), format.After("no longer: ", gone))))
	}
	tell(was.edition, now.edition)
	tell(was.sentence, now.sentence)
	if !m.playing && (was.here != now.here || !spoke) {
		t.say(now.here)
	}
}

func (t *talk) status() status {
	m, a := t.m, t.m.answer
	out := status{
		query:    a.Query,
		edition:  "Figures: " + a.Edition.Name() + ", " + a.Edition.Definition + ".",
		sentence: m.sentence(a), here: t.here(), note: m.note.text,
	}
	if m.slides.on {
		out.slide = fmt.Sprintf("%d/%d %s", m.slides.at+1, len(m.slides.deck), m.slides.deck[m.slides.at].Caption)
	}
	return out
}

// here returns what the view, or else the ranking, says about the focused ally in the year on show.
func (t *talk) here() string {
	m, a := t.m, t.m.answer
	if d, err := m.view.Document(m.scene(a)); err == nil {
		for _, x := range d.Data() {
			if line := about(&x, m.focus, a.Year); line != "" {
				return line
			}
		}
	}
	r, ok := a.Row(m.focus)
	if !ok {
		return "No ally is listed."
	}
	x := document.Allies(a, []*analysis.Row{r})
	return x.Said(0)
}

// about returns the first row of a table on an ally in a year, in words, or "" if there is none.
func about(x *table.Table, code ally.Code, year figure.Year) string {
	at := func(id string) int { return slices.IndexFunc(x.Columns, func(h table.Head) bool { return h.ID == id }) }
	who, when := at("code"), at("year")
	for i, r := range x.Rows {
		if who >= 0 && r.Cells[who].Data == string(code) && (when < 0 || r.Cells[when].Data == strconv.Itoa(int(year))) {
			return x.Said(i)
		}
	}
	return ""
}

// sayView says everything that the view shows.
func (t *talk) sayView() {
	d, err := t.m.view.Document(t.m.scene(t.m.answer))
	if err != nil {
		t.say(t.m.sentence(t.m.answer))
		return
	}
	t.sayDocument(d)
}

// sayOverlay says the content of the overlay, if there is one, and closes it unless it waits for a
// key. It reports whether there was one.
func (t *talk) sayOverlay() bool {
	switch o := t.m.over; {
	case o == nil:
		return false
	case o.draw == nil:
		return true
	case o.document == nil:
		t.sayKeys()
	default:
		t.sayDocument(o.document)
	}
	t.m.over = nil
	return true
}

func (t *talk) sayKeys() {
	group := ""
	for _, b := range Keys(len(t.m.slides.deck) > 0) {
		if b.Group != group {
			group = b.Group
			t.say(group + ":")
		}
		what, _, _ := strings.Cut(b.Help().Desc, "; also ") // which would repeat the keys named here
		if b.Action == keymap.Redraw {
			what = "say everything that the view shows"
		}
		if b.Use&keymap.Draws == 0 {
			t.say(strings.Join(b.Keys(), " or ") + ": " + what)
		}
	}
}

// sayLine echoes what has been typed into the input line or, if input comes in lines, says the
// prompt.
func (t *talk) sayLine() {
	l := &t.m.line
	text, before := l.Text(), t.echoed
	t.echoed = text
	if note := t.m.note.text; note != t.last.note {
		if !t.byLine {
			t.write("\n")
		}
		t.say(note)
		t.last.note, before = note, ""
	} else if t.byLine {
		t.say(strings.TrimSpace(text) + " (" + l.Hint + ")")
	}
	switch more, longer := strings.CutPrefix(text, before); {
	case t.byLine:
	case longer:
		t.write(cell.Visible(more))
	case strings.HasPrefix(before, text): // erase the end, as a terminal does with its own echo
		n := cell.Width(before) - cell.Width(text)
		t.write(strings.Repeat("\b", n) + strings.Repeat(" ", n) + strings.Repeat("\b", n))
	default:
		t.write("\n" + cell.Visible(text))
	}
}

func (t *talk) sayDocument(d *document.Document) {
	var b bytes.Buffer
	t.err = cmp.Or(t.err, report.Write(&b, d, report.AsPlain, report.Options{}))
	t.write(b.String())
}

func (t *talk) say(text string) {
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		t.write(report.Text(line, report.AsPlain) + "\n")
	}
}

func (t *talk) write(text string) {
	_, err := io.WriteString(t.out, text)
	t.err = cmp.Or(t.err, err)
}
