// Package thin draws frames on a terminal's alternate screen with few bytes. It sends only the
// cells that have changed, by the shortest sequences, and has the terminal move lines that have
// changed their place.
//
// It does not know what is drawn. It replaces the renderer of the terminal library, which sends
// each line from the first changed cell to the last, keeps three screens of large cells, and
// draws in a goroutine whose panics cannot be recovered.
package thin

import (
	"io"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	characters "allyscope/internal/cell"
)

// Frame is what a terminal is to show.
type Frame struct {
	// Cells calls put for each character, line by line and from left to right, with the
	// sequence that switches to its style, "" for the default style. It skips cells that a
	// wide character covers.
	Cells  func(put func(x, y int, r rune, begins string))
	Title  string // of the window
	Cursor bool   // the cursor is visible, at column X of line Y, both from 0
	X, Y   int
	Mouse  bool // the terminal reports clicks, drags and the wheel
}

// Ordinary turns off everything that a Screen may have turned on: synchronized output, colours,
// the mouse, bracketed paste, key reports, the alternate screen, the hidden cursor and the
// window's title.
const (
	Ordinary = modesOff + "\x1b]2;\a\x1b[23;2t"
	modesOff = "\x1b[?2026l\x1b[m\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[<u\x1b[?1049l\x1b[?25h"
)

// The first frame starts with begin. It saves the window's title, and has the terminal report
// keys that are otherwise ambiguous, as well as the position of keys of other keyboards (flags
// 1 and 4 of the Kitty protocol), and say whether it does.
const (
	begin = "\x1b[22;2t" + ansi.SetModeAltScreenSaveCursor + ansi.ResetModeTextCursorEnable + ansi.SetModeBracketedPaste +
		"\x1b[>5u" + ansi.RequestKittyKeyboard
	mouse    = ansi.SetModeMouseButtonEvent + ansi.SetModeMouseExtSgr
	noMouse  = ansi.ResetModeMouseButtonEvent + ansi.ResetModeMouseExtSgr
	wipe     = ansi.ResetStyle + ansi.CursorHomePosition + ansi.EraseScreenBelow // GNU Screen and mosh have no alternate screen
	clearAll = ansi.ResetStyle + ansi.CursorHomePosition + ansi.EraseEntireScreen
)

// Screen draws on a terminal's alternate screen. Its methods may be called concurrently.
type Screen struct {
	to   io.Writer
	able bool // the terminal can erase characters and move lines

	mu     sync.Mutex
	on     atomic.Bool // a frame is being sent, or has been
	titled atomic.Bool // the first frame has been sent, which saves the window's title
	left   bool        // Draw does nothing until Enter
	known  bool        // have is what the terminal shows
	synced bool        // the terminal supports synchronized output
	title  string
	mouse  bool
	cursor bool // is visible

	have   grid // what the terminal shows
	want   grid // what it is to show; empty until the size is known
	pen    pen
	styles styles
	out    []byte
}

// pen is where the terminal writes next, and in which style.
type pen struct {
	x, y  int
	style style
	known bool // x and y are right
}

// New returns a Screen that draws on a terminal of the kind that TERM names.
func New(to io.Writer, term string) *Screen {
	const able = "alacritty contour foot ghostty kitty linux rio screen st tmux wezterm xterm"
	family, _, _ := strings.Cut(term, "-")
	t := styles{
		[]uv.Style{{}}, map[uv.Style]style{{}: 0}, map[string]style{"": 0}, map[[2]style]string{}, ansi.NewParser(),
	}
	t.parser.SetDataSize(0) // it parses style sequences only
	return &Screen{to: to, able: slices.Contains(strings.Fields(able), family), styles: t}
}

func (s *Screen) locked(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
}

// Resize sets the size of the terminal. The next frame is drawn from scratch.
func (s *Screen) Resize(columns, lines int) {
	s.locked(func() { s.want, s.known = blank(columns, lines), false })
}

// Redraw has the next frame drawn from scratch.
func (s *Screen) Redraw() { s.locked(func() { s.known = false }) }

// Synchronise makes Draw use synchronized output, which the terminal must support.
func (s *Screen) Synchronise() { s.locked(func() { s.synced = true }) }

// Leave restores the terminal. Until Enter is called, Draw does nothing.
func (s *Screen) Leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.left = true
	if s.on.Load() {
		_, _ = io.WriteString(s.to, wipe+Ordinary) // the caller's writer notices a lost terminal
		s.on.Store(false)
		s.titled.Store(false)
	}
}

// Undo is for a caller that cannot wait for a blocked Draw and so cannot use Leave. It returns a
// function to call once no more is sent, which returns the sequences that restore the terminal,
// or "" if there is nothing to restore. If the first frame is still blocked when Undo is called,
// they leave the title alone: the one on the terminal's stack may be another program's.
func (s *Screen) Undo() func() string {
	titled := s.titled.Load()
	return func() string {
		switch {
		case !s.on.Load():
			return ""
		case titled:
			return Ordinary
		default:
			return modesOff
		}
	}
}

// Enter allows drawing again after Leave. The next frame takes the terminal over.
func (s *Screen) Enter() { s.locked(func() { s.left = false }) }

// Write sends p, such as a question to the terminal, between two frames.
func (s *Screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.to.Write(p)
}

// Draw shows a frame in one write, or in none if the terminal shows it already.
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
	s.setModes(f)
	s.readFrame(f)
	before, shown := len(s.out), s.cursor
	if !s.known {
		s.out = append(s.out, clearAll...)
		s.have, s.known, s.pen = blank(s.want.columns, s.want.lines), true, pen{known: true}
	}
	if s.update(); len(s.out) > before && shown && !s.synced { // hide the cursor while cells are drawn
		s.out, shown = slices.Insert(s.out, before, []byte(ansi.ResetModeTextCursorEnable)...), false
	}
	if f.Cursor {
		s.goTo(f.X, f.Y)
	}
	s.toggle(shown, f.Cursor, ansi.SetModeTextCursorEnable, ansi.ResetModeTextCursorEnable)
	s.cursor = f.Cursor
	if len(s.out) == nothing {
		return
	}
	if s.synced {
		s.out = append(s.out, ansi.ResetModeSynchronizedOutput...)
	}
	s.on.Store(true)         // not earlier: drawing may panic, and then nothing has been sent
	_, _ = s.to.Write(s.out) // the caller's writer notices a lost terminal
	s.titled.Store(true)
}

func (s *Screen) setModes(f Frame) {
	if !s.on.Load() {
		s.known, s.title, s.mouse, s.cursor = false, "", false, false
		s.out = append(s.out, begin...)
	}
	s.toggle(s.mouse, f.Mouse, mouse, noMouse)
	s.mouse = f.Mouse
	if f.Title != s.title {
		s.title = f.Title
		s.out = append(s.out, ansi.SetWindowTitle(f.Title)...)
	}
}

// toggle sends on or off if the state changes.
func (s *Screen) toggle(was, now bool, on, off string) {
	switch {
	case now && !was:
		s.out = append(s.out, on...)
	case was && !now:
		s.out = append(s.out, off...)
	}
}

// readFrame fills want with the cells of a frame, as far as they fit.
func (s *Screen) readFrame(f Frame) {
	for i := range s.want.cells {
		s.want.cells[i] = space()
	}
	current, now, spaced := "", style(0), style(0)
	f.Cells(func(x, y int, r rune, begins string) {
		c := cell{text: r, width: uint8(characters.RuneWidth(r))}
		if y >= s.want.lines || x+int(c.width) > s.want.columns {
			return
		}
		if begins != current {
			current, now = begins, s.styles.parse(begins)
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
