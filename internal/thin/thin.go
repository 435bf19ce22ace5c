// Package thin draws frames on a terminal with few bytes: on the other screen that
// full-screen programs use it sends the cells that differ from those it shows, by
// the shortest ways, and has the terminal move lines that stand elsewhere now.
//
// It does not know what is drawn. It is the renderer of the terminal library in a
// smaller and more sparing form: that one writes each line from the first cell that
// has changed to the last one, keeps three screens of large cells, and draws where
// nobody can catch it when it fails.
package thin

import (
	"io"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	widths "allyscope/internal/cell"
)

// Frame is what a terminal is to show.
type Frame struct {
	// Content are lines parted by "\n", of text and its styles alone.
	Content string
	// Title is the window's.
	Title string
	// Cursor tells whether a cursor is shown, at a column and a line from 0 on.
	Cursor bool
	X, Y   int
	// Mouse tells whether the terminal reports clicks, drags and the wheel.
	Mouse bool
}

// Ordinary turns off what a screen may have turned on: the mouse, the marks around
// what is pasted, the reports of keys, synchronized output, colours, the hidden
// cursor, the other screen.
const Ordinary = "\x1b[?2026l\x1b[m\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[<u\x1b[?1049l\x1b[?25h"

// What is turned on with the screen. Terminals tell keys apart that they otherwise
// report alike, and name those of other keyboards by their place too (1 and 4 of
// kitty's flags); they say whether they do.
const (
	begin     = ansi.SetModeAltScreenSaveCursor + ansi.ResetModeTextCursorEnable + ansi.SetModeBracketedPaste + "\x1b[>5u" + ansi.RequestKittyKeyboard
	mouse     = ansi.SetModeMouseButtonEvent + ansi.SetModeMouseExtSgr
	noMouse   = ansi.ResetModeMouseButtonEvent + ansi.ResetModeMouseExtSgr
	allAnew   = ansi.ResetStyle + ansi.CursorHomePosition + ansi.EraseEntireScreen
	noTitle   = "\x1b]2;\a"
	showsPen  = ansi.SetModeTextCursorEnable
	hidesPen  = ansi.ResetModeTextCursorEnable
	beginSync = ansi.SetModeSynchronizedOutput
	endSync   = ansi.ResetModeSynchronizedOutput
)

// Screen is a terminal's other screen. Its methods may be called at once.
type Screen struct {
	to   io.Writer
	able bool // the terminal erases characters, and moves lines

	mu     sync.Mutex
	on     bool // it is shown
	left   bool // nothing is drawn
	known  bool // what it shows is what have says
	synced bool // the terminal shows a frame at once
	size   size
	title  string
	mouse  bool
	cursor bool // is shown
	have   grid // what the terminal shows
	want   grid // what it is to show
	real   pen  // of the terminal
	styles styles

	clusters []string // the characters of several runes that have been seen
	parser   *ansi.Parser
	out      []byte
}

// pen is where the next character goes, and how.
type pen struct {
	x, y  int
	style style
	known bool // where it is
}

// size is that of the screen. Until it is known, nothing is drawn.
type size struct{ columns, lines int }

// New draws on a terminal of a kind, as TERM names it.
func New(to io.Writer, term string) *Screen {
	family, _, _ := strings.Cut(term, "-")
	s := &Screen{to: to, parser: ansi.NewParser(), styles: newStyles()}
	s.parser.SetDataSize(0) // nothing but styles is read
	switch family {
	case "alacritty", "contour", "foot", "ghostty", "kitty", "linux", "rio", "screen", "st", "tmux", "wezterm", "xterm":
		s.able = true
	}
	return s
}

// Resize tells the size of the terminal, which is drawn on anew: what it shows after
// a change is its own affair.
func (s *Screen) Resize(columns, lines int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.size, s.known = size{columns, lines}, false
}

// Redraw has the next frame drawn anew.
func (s *Screen) Redraw() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known = false
}

// Synchronise tells that the terminal can be told where a frame begins and ends.
func (s *Screen) Synchronise() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.synced = true
}

// Leave gives the terminal back. What is drawn until Enter goes nowhere.
func (s *Screen) Leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.left = true
	if s.on {
		s.on = false
		_, _ = io.WriteString(s.to, Ordinary+noTitle) // a terminal that is gone is noticed
	}
}

// Enter takes the terminal again, with the next frame.
func (s *Screen) Enter() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.left, s.on = false, false
}

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
	if s.left || s.size.columns <= 0 || s.size.lines <= 0 {
		return
	}
	s.out = s.out[:0]
	if s.synced {
		s.out = append(s.out, beginSync...)
	}
	nothing := len(s.out)
	s.modes(f)
	if len(s.clusters) > mostClusters {
		s.clusters, s.known = nil, false
	}
	s.read(f.Content)
	hidden := len(s.out)
	if s.cursor && !s.synced { // it is not to be seen under way
		s.out = append(s.out, hidesPen...)
	}
	drawn := len(s.out)
	if !s.known {
		s.out = append(s.out, allAnew...)
		s.have, s.known, s.real = nil, true, pen{known: true}
	}
	s.update()
	switch drawn = len(s.out) - drawn; {
	case drawn == 0:
		s.out = s.out[:hidden]
		if s.cursor && !f.Cursor {
			s.out = append(s.out, hidesPen...)
		}
	case s.cursor && !f.Cursor && s.synced:
		s.out = append(s.out, hidesPen...)
	}
	if f.Cursor {
		s.goTo(f.X, f.Y)
		if !s.cursor || (drawn > 0 && !s.synced) {
			s.out = append(s.out, showsPen...)
		}
	}
	s.cursor = f.Cursor
	if len(s.out) == nothing {
		return
	}
	if s.synced {
		s.out = append(s.out, endSync...)
	}
	_, _ = s.to.Write(s.out) // a terminal that is gone is noticed
}

// modes turns on and off what is beside the cells.
func (s *Screen) modes(f Frame) {
	if !s.on {
		s.on, s.known, s.title, s.mouse, s.cursor = true, false, "", false, false
		s.out = append(s.out, begin...)
	}
	if f.Mouse != s.mouse {
		s.mouse = f.Mouse
		if f.Mouse {
			s.out = append(s.out, mouse...)
		} else {
			s.out = append(s.out, noMouse...)
		}
	}
	if f.Title != s.title {
		s.title = f.Title
		s.out = append(s.out, ansi.SetWindowTitle(f.Title)...)
	}
}

// read reads a frame's cells.
func (s *Screen) read(content string) {
	for y := range s.want {
		s.want[y] = s.want[y][:0]
	}
	var now uv.Style
	var state byte
	style, spaced := s.styles.find(now), s.styles.spaced(now)
	for x, y := 0, 0; len(content) > 0 && y < s.size.lines; {
		if r, n := alone(content); n > 0 && state == 0 && x < s.size.columns {
			c := cell{r, style, 1}
			if r == ' ' {
				c.style = spaced
			}
			s.want.row(y).set(x, c)
			content, x = content[n:], x+1
			continue
		}
		seq, width, n, next := ansi.DecodeSequenceWc(content, state, s.parser)
		content, state = content[n:], next
		switch {
		case seq == "\n":
			x, y = 0, y+1
		case width > 0 && x+width <= s.size.columns:
			c := cell{s.character(seq), style, uint8(width)}
			if c.text == ' ' {
				c.style = spaced
			}
			s.want.row(y).set(x, c)
			x += width
		case width == 0 && x > 0 && seq[0] >= utf8.RuneSelf: // a mark on the character before it
			row := s.want.row(y)
			at := len(*row) - 1
			for at > 0 && (*row)[at].width == 0 {
				at--
			}
			(*row)[at].text = s.character(s.string((*row)[at]) + seq)
		case width == 0 && s.parser.Command() == 'm' && strings.HasPrefix(seq, "\x1b["):
			uv.ReadStyle(s.parser.Params(), &now)
			style, spaced = s.styles.find(now), s.styles.spaced(now)
		}
	}
}

// alone is the rune that a text begins with and its length in bytes, where it is known
// to take one cell and to have no mark on it; else the length is 0. Nearly all that is
// drawn is so, and the library takes milliseconds to unpack its tables when it is first
// asked.
func alone(text string) (r rune, n int) {
	if r, n = utf8.DecodeRuneInString(text); !single(r) {
		return r, 0
	}
	if next, more := utf8.DecodeRuneInString(text[n:]); more > 0 && next >= 0x80 && !single(next) {
		return r, 0
	}
	return r, n
}

// single tells whether a rune is a character of one cell.
func single(r rune) bool {
	return r >= ' ' && r < 0x7f || r >= 0xc0 && r < 0x250 || widths.Narrow(r)
}

// Whoever types marks upon marks gets so many: of one character, in bytes, and of
// different ones before the screen is drawn anew.
const (
	longest      = 32
	mostClusters = 500
)

// character is a character as a cell holds it.
func (s *Screen) character(seq string) rune {
	r, n := utf8.DecodeRuneInString(seq)
	if n == len(seq) {
		return r
	}
	if len(seq) > longest {
		seq = strings.ToValidUTF8(seq[:longest], "")
	}
	if i := slices.Index(s.clusters, seq); i >= 0 {
		return rune(-1 - i)
	}
	s.clusters = append(s.clusters, strings.Clone(seq))
	return rune(-len(s.clusters))
}

func (s *Screen) string(c cell) string {
	if c.text < 0 {
		return s.clusters[-1-c.text]
	}
	return string(c.text)
}
