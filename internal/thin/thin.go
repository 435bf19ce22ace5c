// Package thin draws frames on a terminal with few bytes: on the other screen that
// full-screen programs use it sends the cells that differ from those it shows, by
// the shortest ways, and has the terminal move lines that stand elsewhere now.
//
// It does not know what is drawn. The terminal library's own renderer writes each line
// from the first cell that has changed to the last one, keeps three screens of large
// cells, and draws where nobody can catch it when it fails.
package thin

import (
	"io"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/charmbracelet/x/ansi"

	characters "allyscope/internal/cell"
)

// Frame is what a terminal is to show.
type Frame struct {
	// Cells hands over what the lines show, each from its first column on: characters,
	// and the sequence that their style begins with, if any. What a wide one covers is
	// passed over.
	Cells  func(put func(x, y int, r rune, begins string))
	Title  string // the window's
	Cursor bool   // one is shown, at a column and a line from 0 on
	X, Y   int
	Mouse  bool // the terminal reports clicks, drags and the wheel
}

// Ordinary turns off what a screen may have turned on: the mouse, the marks around
// what is pasted, the reports of keys, synchronized output, colours, the hidden
// cursor, the other screen, the window's title.
const Ordinary = "\x1b[?2026l\x1b[m\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[<u\x1b[?1049l\x1b[?25h" +
	"\x1b]2;\a\x1b[23;2t"

// What is turned on with the screen, behind the title that is kept. Terminals tell keys
// apart that they otherwise report alike, and name those of other keyboards by their place
// too (1 and 4 of kitty's flags); they say whether they do.
const (
	begin = "\x1b[22;2t" + ansi.SetModeAltScreenSaveCursor + ansi.ResetModeTextCursorEnable + ansi.SetModeBracketedPaste +
		"\x1b[>5u" + ansi.RequestKittyKeyboard
	mouse   = ansi.SetModeMouseButtonEvent + ansi.SetModeMouseExtSgr
	noMouse = ansi.ResetModeMouseButtonEvent + ansi.ResetModeMouseExtSgr
	wipe    = ansi.ResetStyle + ansi.CursorHomePosition + ansi.EraseScreenBelow // GNU Screen and mosh have no other screen
	allAnew = ansi.ResetStyle + ansi.CursorHomePosition + ansi.EraseEntireScreen
)

// Screen is a terminal's other screen. Its methods may be called at once.
type Screen struct {
	to   io.Writer
	able bool // the terminal erases characters, and moves lines

	mu     sync.Mutex
	on     atomic.Bool // it is shown, or was begun to be
	left   bool        // nothing is drawn
	known  bool        // what it shows is what have says
	synced bool        // the terminal shows a frame at once
	title  string
	mouse  bool
	cursor bool // is shown

	have   grid // what the terminal shows
	want   grid // what it is to show; no cells until its size is known
	real   pen  // of the terminal
	styles styles
	out    []byte
}

type pen struct {
	x, y  int
	style style
	known bool // where it is
}

// New draws on a terminal of a kind, as TERM names it.
func New(to io.Writer, term string) *Screen {
	const able = "alacritty contour foot ghostty kitty linux rio screen st tmux wezterm xterm"
	family, _, _ := strings.Cut(term, "-")
	return &Screen{to: to, able: slices.Contains(strings.Fields(able), family), styles: newStyles()}
}

func (s *Screen) alone(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
}

// Resize tells the size of the terminal, which is drawn on anew.
func (s *Screen) Resize(columns, lines int) {
	s.alone(func() { s.want, s.known = blank(columns, lines), false })
}

// Redraw has the next frame drawn anew.
func (s *Screen) Redraw() { s.alone(func() { s.known = false }) }

// Synchronise tells that the terminal can be told where a frame begins and ends.
func (s *Screen) Synchronise() { s.alone(func() { s.synced = true }) }

// Leave gives the terminal back. What is drawn until Enter goes nowhere.
func (s *Screen) Leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.left = true
	if s.on.Load() {
		_, _ = io.WriteString(s.to, wipe+Ordinary) // a terminal that is gone is noticed
		s.on.Store(false)
	}
}

// Undo is what gives back a terminal that is to be left without waiting for what is being
// sent to it; empty where it has been sent nothing that would stay.
func (s *Screen) Undo() string {
	if s.on.Load() {
		return Ordinary
	}
	return ""
}

// Enter takes the terminal again, with the next frame.
func (s *Screen) Enter() { s.alone(func() { s.left = false }) }

// Write sends something beside what is drawn, such as a question.
func (s *Screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.to.Write(p)
}

// Draw shows a frame, in one write; where it is shown already, in none.
func (s *Screen) Draw(f Frame) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.left || len(s.want.cells) == 0 {
		return
	}
	s.out = s.out[:0]
	if s.synced {
		s.out = append(s.out, ansi.SetModeSynchronizedOutput...)
	}
	nothing := len(s.out)
	s.modes(f)
	s.read(f)
	before, shown := len(s.out), s.cursor
	if !s.known {
		s.out = append(s.out, allAnew...)
		s.have, s.known, s.real = blank(s.want.columns, s.want.lines), true, pen{known: true}
	}
	if s.update(); len(s.out) > before && shown && !s.synced { // it is not to be seen under way
		s.out, shown = slices.Insert(s.out, before, []byte(ansi.ResetModeTextCursorEnable)...), false
	}
	if f.Cursor {
		s.goTo(f.X, f.Y)
	}
	s.turn(shown, f.Cursor, ansi.SetModeTextCursorEnable, ansi.ResetModeTextCursorEnable)
	s.cursor = f.Cursor
	if len(s.out) == nothing {
		return
	}
	if s.synced {
		s.out = append(s.out, ansi.ResetModeSynchronizedOutput...)
	}
	s.on.Store(true)         // not before: a frame that fails has turned nothing on
	_, _ = s.to.Write(s.out) // a terminal that is gone is noticed
}

func (s *Screen) modes(f Frame) {
	if !s.on.Load() {
		s.known, s.title, s.mouse, s.cursor = false, "", false, false
		s.out = append(s.out, begin...)
	}
	s.turn(s.mouse, f.Mouse, mouse, noMouse)
	s.mouse = f.Mouse
	if f.Title != s.title {
		s.title = f.Title
		s.out = append(s.out, ansi.SetWindowTitle(f.Title)...)
	}
}

// turn sends what turns something on or off, if it was not so before.
func (s *Screen) turn(was, now bool, on, off string) {
	switch {
	case now && !was:
		s.out = append(s.out, on...)
	case was && !now:
		s.out = append(s.out, off...)
	}
}

func (s *Screen) read(f Frame) {
	for i := range s.want.cells {
		s.want.cells[i] = space()
	}
	begun, now, spaced := "", style(0), style(0)
	f.Cells(func(x, y int, r rune, begins string) {
		c := cell{text: r, width: uint8(characters.RuneWidth(r))}
		if y >= s.want.lines || x+int(c.width) > s.want.columns {
			return
		}
		if begins != begun {
			begun, now = begins, s.styles.read(begins)
			spaced = s.styles.spaced(now)
		}
		if c.style = now; r == ' ' {
			c.style = spaced
		}
		line := s.want.line(y)
		line[x] = c
		for i := 1; i < int(c.width); i++ {
			line[x+i] = cell{}
		}
	})
}
