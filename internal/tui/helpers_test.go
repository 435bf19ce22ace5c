package tui_test

import (
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/dataset"
	"allyscope/internal/query"
	"allyscope/internal/terminal"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/termtest"
	"allyscope/internal/thin"
	"allyscope/internal/tui"
)

// The environments of the tests.
const (
	local   = "TERM=xterm-256color LANG=en_US.UTF-8 COLORFGBG=15;0" // on a dark background
	remote  = "TERM=xterm-256color LANG=en_US.UTF-8 SSH_TTY=/dev/pts/1"
	tmux    = "TERM=tmux-256color LANG=en_US.UTF-8 TMUX=x" // does not report its background
	vivid   = local + " COLORTERM=truecolor"
	sixteen = "TERM=xterm LANG=en_US.UTF-8"
	plain   = local + " NO_COLOR=1"
	ascii   = "TERM=xterm-256color LANG=C"
	bare    = ascii + " NO_COLOR=1"
)

func vocabulary(ds *dataset.Dataset) *query.Vocabulary {
	return &query.Vocabulary{Allies: ds.Allies(), Targets: ds.Targets(), Editions: ds.EditionIDs()}
}

// explorer returns an explorer for a session with that environment.
func explorer(tb testing.TB, ds *dataset.Dataset, text, env string) *tui.Model {
	tb.Helper()
	q, err := query.Parse(text, vocabulary(ds))
	if err != nil {
		tb.Fatal(err)
	}
	m, err := tui.New(tui.Options{Data: ds, Query: q, Environment: terminal.Detect(strings.Fields(env))})
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// watched is an explorer whose state a test can read while a program runs it.
type watched struct {
	mu sync.Mutex
	m  *tui.Model
}

// Init, Update, Frame and View call those of the explorer under a lock.

func (w *watched) Init() tea.Cmd {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.m.Init()
}

func (w *watched) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	w.mu.Lock()
	defer w.mu.Unlock()
	_, cmd := w.m.Update(msg)
	return w, cmd
}

func (w *watched) Frame() thin.Frame {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.m.Frame()
}

func (w *watched) View() tea.View {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.m.View()
}

func (w *watched) Answer() *analysis.Answer {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.m.Answer()
}

func (w *watched) Focus() ally.Code {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.m.Focus()
}

func (w *watched) Sound() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.m.Sound()
}

func (w *watched) Over() (over, waits bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.m.Over()
}

func (w *watched) List() tui.List {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.m.List()
}

// user is a user at the terminal.
type user struct {
	*termtest.Session

	t      *testing.T
	model  *watched
	screen *thin.Screen
}

// sit runs an explorer in a terminal of w by h cells and calls do with its user when the first
// screen has settled.
func sit(t *testing.T, text, env string, w, h int, steps func(u *user)) {
	t.Helper()
	run(t, env, w, h, func() *tui.Model { return explorer(t, frozen.Data(t), text, env) }, steps)
}

// run is like sit with an explorer that the test has created.
func run(t *testing.T, env string, w, h int, begin func() *tui.Model, steps func(u *user)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		m := &watched{m: begin()}
		s, screen := stage(t, m, env, termtest.Options{Width: w, Height: h})
		s.Advance(settled)
		steps(&user{Session: s, t: t, model: m, screen: screen})
	})
}

// settled is longer than the screen takes to settle.
const settled = time.Second

// stage runs a model on a screen, as Run does.
func stage(t *testing.T, m tui.Framed, env string, o termtest.Options) (*termtest.Session, *thin.Screen) {
	t.Helper()
	var out late
	model, screen, options := tui.Staged(m, &out, strings.Fields(env))
	o.Env, o.Program = strings.Fields(env), options
	o.Through = func(to io.Writer) io.Writer {
		out.Writer = to
		return screen
	}
	return termtest.Start(t, model, o), screen
}

// late is a terminal that is set only before the first write.
type late struct{ io.Writer }

// sees fails unless all of the texts are on the screen.
func (u *user) sees(texts ...string) {
	u.t.Helper()
	screen := u.Screen()
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			u.t.Fatalf("%q is not on the screen:\n%s", text, screen)
		}
	}
}

// misses fails if one of the texts is on the screen.
func (u *user) misses(texts ...string) {
	u.t.Helper()
	screen := u.Screen()
	for _, text := range texts {
		if strings.Contains(screen, text) {
			u.t.Fatalf("%q is on the screen:\n%s", text, screen)
		}
	}
}

// foot returns the last line.
func (u *user) foot() string {
	lines := strings.Split(u.Screen(), "\n")
	return strings.TrimSpace(lines[len(lines)-1])
}

// says fails unless the last line contains the text.
func (u *user) says(text string) {
	u.t.Helper()
	if foot := u.foot(); !strings.Contains(foot, text) {
		u.t.Fatalf("the last line is %q, want %q", foot, text)
	}
}

// asks types a question after the colon and enters it.
func (u *user) asks(text string) {
	u.t.Helper()
	u.Press(":")
	u.writes(text)
	u.Press("enter")
}

// writes types text letter by letter.
func (u *user) writes(text string) {
	u.t.Helper()
	for _, r := range text {
		if r == ' ' {
			u.Press("space")
			continue
		}
		u.Press(string(r))
	}
}

// row returns the line of the screen with a name, or −1.
func (u *user) row(name string) int {
	for y, line := range strings.Split(u.Screen(), "\n") {
		if strings.Contains(line, name) {
			return y
		}
	}
	return -1
}

// send passes messages to a model as the program would, and drops the commands.
func send(m *tui.Model, messages ...tea.Msg) {
	for _, msg := range messages {
		m.Update(msg)
	}
}

// key returns the message of a key by its name in the terminal library.
func key(name string) tea.KeyPressMsg {
	k := tea.Key{}
	base := name
	for {
		mod, rest, found := strings.Cut(base, "+")
		if !found || rest == "" {
			break
		}
		switch mod {
		case "ctrl":
			k.Mod |= tea.ModCtrl
		case "shift":
			k.Mod |= tea.ModShift
		case "alt":
			k.Mod |= tea.ModAlt
		}
		base = rest
	}
	named := map[string]rune{
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd,
		"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab,
		"backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "f1": tea.KeyF1,
	}
	if code, ok := named[base]; ok {
		k.Code = code
		return tea.KeyPressMsg(k)
	}
	if base == "space" {
		base = " "
	}
	k.Code = []rune(base)[0]
	if k.Mod == 0 {
		k.Text = base
	}
	return tea.KeyPressMsg(k)
}
