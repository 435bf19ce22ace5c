// Package thin stands between the terminal library and a terminal and sends less:
// the library writes each line from the first cell that has changed to the last one,
// and all that stands between them again. It follows what is drawn, on the other
// screen that full-screen programs use, and sends the cells that differ by the
// shortest ways.
//
// It does not know what is drawn, and where it meets what it does not understand it
// passes everything on as it is until the screen is next taken.
package thin

import (
	"io"
	"sync"

	"github.com/charmbracelet/x/ansi"
)

// Writer writes to a terminal. Each write holds whole sequences, as those of the
// terminal library do.
type Writer struct {
	to io.Writer

	mu     sync.Mutex
	on     bool // the other screen is shown, and followed
	lost   bool // something was not understood
	wraps  bool // what is written beyond the last column goes to the next line
	size   size
	top    int // the lines that scroll, from one to another
	bottom int
	have   grid // what the terminal shows
	want   grid // what it is to show
	pen    pen  // of what comes in
	real   pen  // of the terminal
	styles styles
	out    []byte
	erases bool // the terminal can erase characters: the library has it do so
	parser *ansi.Parser
}

// pen is where the next character goes, and how.
type pen struct {
	x, y           int
	style          style
	spaced, erased style // of blanks that are written, and of cells that are erased
	known          bool  // where it is
	shown          bool  // the cursor
}

// size is that of the screen. Until it is known, nothing is followed.
type size struct{ columns, lines int }

// NewWriter writes to a terminal.
func NewWriter(to io.Writer) *Writer {
	return &Writer{to: to, parser: ansi.NewParser(), wraps: true, pen: pen{shown: true}}
}

// Resize tells the size of the screen: lines end at the last column, and a new line
// scrolls at the last one.
func (w *Writer) Resize(columns, lines int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.size = size{columns, lines}
	w.top, w.bottom = 0, lines-1
}

// Write sends what is written, or less that shows the same.
func (w *Writer) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.out = w.out[:0]
	before, shown, on := w.pen, w.real, w.on
	var state byte
	for rest := p; len(rest) > 0; {
		seq, width, n, next := ansi.DecodeSequenceWc(rest, state, w.parser)
		state = next
		w.take(seq, width)
		rest = rest[n:]
	}
	w.sync()
	if w.on && w.pen.shown {
		w.goTo(w.pen.x, w.pen.y)
	}
	if len(w.out) > len(p) && on && w.on && !w.lost {
		w.asItIs(p, before, shown)
	}
	if len(w.out) == 0 {
		return len(p), nil
	}
	if _, err := w.to.Write(w.out); err != nil {
		return 0, err
	}
	return len(p), nil
}

// asItIs sends what came in as it is, where that is shorter: lines with wide
// characters are sent anew otherwise.
func (w *Writer) asItIs(p []byte, before, shown pen) {
	longer, after := string(w.out), w.real
	w.out, w.real = w.out[:0], shown
	w.goTo(before.x, before.y)
	w.restyle(before.style)
	if len(w.out)+len(p) >= len(longer) {
		w.out, w.real = append(w.out[:0], longer...), after
		return
	}
	w.out = append(w.out, p...)
	w.real = w.pen
	w.real.known = w.pen.x < w.size.columns
}

// take follows one sequence, or passes it on.
func (w *Writer) take(seq []byte, width int) {
	switch {
	case !w.on || w.lost:
		w.pass(seq)
	case width > 0:
		w.put(seq, width)
	case w.draw(seq):
	default:
		w.pass(seq)
	}
}

// pass passes on what is not drawing, after all that has been drawn before.
func (w *Writer) pass(seq []byte) {
	w.sync()
	switch string(seq) {
	case ansi.SetModeAltScreenSaveCursor:
		w.on, w.lost, w.wraps = true, w.size.columns <= 0 || w.size.lines <= 0, true
		w.have, w.want, w.styles = nil, nil, nil
		w.top, w.bottom = 0, w.size.lines-1
		w.pen, w.real = pen{shown: w.pen.shown}, pen{}
		w.out = append(w.out, seq...)
		w.out = append(w.out, ansi.ResetStyle...)
		return
	case ansi.ResetModeAltScreenSaveCursor:
		if w.on {
			w.there()
		}
		w.on = false
	case ansi.SetModeTextCursorEnable:
		if w.on && !w.lost {
			w.goTo(w.pen.x, w.pen.y)
		}
		w.pen.shown = true
	case ansi.ResetModeTextCursorEnable:
		w.pen.shown = false
	case ansi.SetModeAutoWrap:
		w.wraps = true
	case ansi.ResetModeAutoWrap:
		w.wraps = false
	}
	w.out = append(w.out, seq...)
}

// there makes the terminal's pen the one of what comes in, before what depends on it.
func (w *Writer) there() {
	w.goTo(w.pen.x, w.pen.y)
	w.restyle(w.pen.style)
}

// put follows a character, or several that make one.
func (w *Writer) put(seq []byte, width int) {
	if w.pen.x >= w.size.columns && w.wraps {
		w.pen.x, w.pen.y = 0, min(w.pen.y+1, w.size.lines-1)
	}
	c := cell{string(seq), uint8(min(width, 255)), w.pen.style}
	if c.text == " " {
		c.style = w.pen.spaced
	}
	w.want.row(w.pen.y).set(w.pen.x, c)
	w.pen.x += width
	if !w.wraps {
		w.pen.x = min(w.pen.x, w.size.columns-1)
	}
}

// draw follows a sequence that draws or moves, and tells whether it was one.
func (w *Writer) draw(seq []byte) bool {
	switch {
	case len(seq) == 1:
		return w.control(seq)
	case string(seq) == ansi.ReverseIndex:
		if w.pen.y == w.top {
			w.whole(seq, func(g *grid) { g.insert(w.top, 1, w.bottom, w.fill()) })
			return true
		}
		w.pen.y = max(0, w.pen.y-1)
		return true
	case len(seq) > 2 && seq[0] == ansi.ESC && seq[1] == '[':
		return w.sequence(seq)
	}
	return false
}

// control follows a single control character.
func (w *Writer) control(seq []byte) bool {
	switch seq[0] {
	case '\r':
		w.pen.x = 0
	case '\b':
		w.pen.x = max(0, w.pen.x-1)
	case '\n':
		w.pen.x = 0 // the terminal returns the carriage, too
		if w.pen.y == w.bottom {
			w.whole(seq, func(g *grid) { g.remove(w.top, 1, w.bottom, w.fill()) })
			w.real.x = 0
			return true
		}
		w.pen.y = min(w.pen.y+1, w.size.lines-1)
	default:
		return false
	}
	return true
}

// fill is what a line is erased with.
func (w *Writer) fill() row {
	if w.pen.erased == 0 {
		return nil
	}
	line := make(row, w.size.columns)
	for i := range line {
		line[i] = space(w.pen.erased)
	}
	return line
}

// whole has the terminal itself do what moves many cells, and follows.
func (w *Writer) whole(seq []byte, move func(*grid)) {
	w.sync()
	w.there()
	w.out = append(w.out, seq...)
	move(&w.have)
	move(&w.want)
}
