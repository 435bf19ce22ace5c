package thin

import (
	"slices"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// sync sends what the terminal does not show yet.
func (w *Writer) sync() {
	if !w.on || w.lost {
		return
	}
	for y := range min(max(len(w.have), len(w.want)), w.size.lines) {
		have, want := w.have.row(y), w.want.row(y)
		if slices.Equal(*have, *want) {
			continue
		}
		if have.wide() || want.wide() {
			w.anew(*want, y)
		} else {
			w.line(*have, *want, y)
		}
		*have = append((*have)[:0], *want...)
	}
}

// anew sends a whole line: within one that has wide characters it is not known where
// a terminal has which.
func (w *Writer) anew(want row, y int) {
	w.real.known = false
	w.goTo(0, y)
	w.restyle(0)
	w.out = append(w.out, ansi.EraseLineRight...)
	for _, c := range want {
		if c.width > 0 {
			w.restyle(c.style)
			w.out = append(w.out, c.text...)
		}
	}
	w.real.known = false
}

// line sends the cells of a line that differ.
func (w *Writer) line(have, want row, y int) {
	end := max(len(have), len(want))
	for end > 0 && have.at(end-1) == want.at(end-1) {
		end--
	}
	tail := len(want) // where nothing but blanks follows
	for tail > 0 && want.at(tail-1) == space(0) {
		tail--
	}
	for x := 0; x < end; x++ {
		if have.at(x) == want.at(x) {
			continue
		}
		w.reach(want, x, y)
		if x >= tail && end-x > len(ansi.EraseLineRight) {
			w.restyle(0)
			w.out = append(w.out, ansi.EraseLineRight...)
			return
		}
		if n := alike(want, x, end); w.erases && n > farErase && w.erasable(want.at(x)) {
			w.restyle(want.at(x).style)
			w.out = append(w.out, ansi.EraseCharacter(n)...)
			x += n - 1
			continue
		}
		w.put1(want.at(x))
	}
}

// farErase is from how many blanks on erasing them, and going on behind them, is
// shorter than writing them.
const farErase = 10

// alike is how many cells from one on are the same.
func alike(r row, x, end int) int {
	n := 1
	for x+n < end && r.at(x) == r.at(x+n) {
		n++
	}
	return n
}

// put1 writes a cell where the terminal's pen is.
func (w *Writer) put1(c cell) {
	w.restyleFor(c)
	w.out = append(w.out, c.text...)
	w.real.x++
	w.real.known = w.real.x < w.size.columns // beyond it is on the edge, or on the next line
}

// reach goes to a cell of a line: by a move, or by writing what lies between again,
// whichever is shorter with the style that is needed there.
func (w *Writer) reach(want row, x, y int) {
	if !w.real.known || w.real.y != y || w.real.x >= x || x-w.real.x > farthest {
		w.goTo(x, y)
		return
	}
	before, begun := w.real, len(w.out)
	for i := before.x; i < x; i++ {
		w.put1(want.at(i))
	}
	w.restyleFor(want.at(x))
	over, after := string(w.out[begun:]), w.real
	w.out, w.real = w.out[:begun], before
	w.goTo(x, y)
	w.restyleFor(want.at(x))
	if len(over) <= len(w.out)-begun {
		w.out, w.real = append(w.out[:begun], over...), after
	}
}

// farthest is how many cells are never written again to get to the next: a move over
// them is shorter.
const farthest = 12

// goTo moves the terminal's pen to a cell.
func (w *Writer) goTo(x, y int) {
	if w.real.known && w.real.x == x && w.real.y == y {
		return
	}
	best := ansi.CursorPosition(x+1, y+1)
	try := func(way string) {
		if len(way) < len(best) {
			best = way
		}
	}
	if w.real.known {
		switch dx, dy := x-w.real.x, y-w.real.y; {
		case dy == 0 && dx > 0:
			try(ansi.CursorForward(dx))
		case dy == 0 && dx < 0 && x == 0:
			try("\r")
		case dy > 0 && dy < len(best) && w.bottom-w.top == w.size.lines-1:
			try(strings.Repeat("\n", dy) + forward(x)) // a new line returns the carriage
		}
		if w.real.x == x && y > w.real.y {
			try(ansi.CursorDown(y - w.real.y))
		}
	}
	w.out = append(w.out, best...)
	w.real.x, w.real.y, w.real.known = x, y, true
}

func forward(n int) string {
	if n == 0 {
		return ""
	}
	return ansi.CursorForward(n)
}

// erasable tells whether erasing leaves a cell as it is to be.
func (w *Writer) erasable(c cell) bool {
	return c.text == " " && c.style == w.styles.erased(w.styles.of(c.style))
}

// restyleFor makes the terminal's style one that a cell can be written in: a blank can
// be in every style of the same background that does not show.
func (w *Writer) restyleFor(c cell) {
	if c.text != " " || c.style != w.styles.spaced(w.styles.of(w.real.style)) {
		w.restyle(c.style)
	}
}

// restyle makes the terminal's style another.
func (w *Writer) restyle(to style) {
	if w.real.style == to {
		return
	}
	old, s := w.styles.of(w.real.style), w.styles.of(to)
	best, anew := uv.StyleDiff(&old, &s), ansi.ResetStyle
	if to != 0 {
		anew = "\x1b[0;" + strings.TrimPrefix(s.String(), "\x1b[")
	}
	if len(anew) <= len(best) {
		best = anew
	}
	w.out = append(w.out, best...)
	w.real.style = to
}
