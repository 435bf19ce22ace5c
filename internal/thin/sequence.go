package thin

import (
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// sequence follows a control sequence, and tells whether it is one that draws or
// moves. One that is unknown makes the writer lose track.
func (w *Writer) sequence(seq []byte) bool {
	params, command := w.parser.Params(), ansi.Cmd(w.parser.Command())
	if command.Prefix() != 0 || command.Intermediate() != 0 {
		return false // modes, questions
	}
	param := func(i, usual int) int {
		n, _, ok := params.Param(i, usual)
		if !ok || n == 0 {
			return usual
		}
		return n
	}
	n := min(param(0, 1), w.size.columns+w.size.lines) // more is no more
	switch command.Final() {
	case 'm':
		w.restyled(params)
	case 'H', 'f':
		w.pen.y, w.pen.x = min(n, w.size.lines)-1, min(param(1, 1), w.size.columns)-1
	case 'A', 'B', 'C', 'D', 'G', '`', 'd':
		w.step(command.Final(), n)
	case 'X':
		w.erases = true
		w.erase(w.pen.x, w.pen.x+n)
	case 'b':
		w.repeat(n)
	case 'K':
		return w.eraseLine(param(0, 0))
	case 'J':
		return w.eraseScreen(seq, param(0, 0))
	case 'P':
		w.whole(seq, func(g *grid) { g.row(w.pen.y).remove(w.pen.x, n, w.fill()) })
	case '@':
		w.whole(seq, func(g *grid) { g.row(w.pen.y).insert(w.pen.x, n, w.pen.erased, w.size) })
	case 'L':
		w.lines(seq, func(g *grid) { g.insert(w.pen.y, n, w.bottom, w.fill()) })
	case 'M':
		w.lines(seq, func(g *grid) { g.remove(w.pen.y, n, w.bottom, w.fill()) })
	case 'S':
		w.whole(seq, func(g *grid) { g.remove(w.top, n, w.bottom, w.fill()) })
	case 'T':
		w.whole(seq, func(g *grid) { g.insert(w.top, n, w.bottom, w.fill()) })
	case 'r':
		w.margins(seq, n, min(param(1, w.size.lines), w.size.lines))
	default:
		w.sync()
		w.there()
		w.lost = true
		return false
	}
	return true
}

// lines has the terminal move lines, where they are of those that scroll.
func (w *Writer) lines(seq []byte, move func(*grid)) {
	if w.pen.y < w.top || w.pen.y > w.bottom {
		return
	}
	w.whole(seq, move)
	w.pen.x, w.real.x = 0, 0
}

// margins follows which lines scroll from now on.
func (w *Writer) margins(seq []byte, top, bottom int) {
	if top >= bottom {
		return
	}
	w.whole(seq, func(*grid) {})
	w.top, w.bottom = top-1, bottom-1
	w.pen.x, w.pen.y = 0, 0
	w.real.x, w.real.y, w.real.known = 0, 0, true
}

// restyled follows a change of style.
func (w *Writer) restyled(params ansi.Params) {
	s := w.styles.of(w.pen.style)
	uv.ReadStyle(params, &s)
	w.pen.style, w.pen.spaced, w.pen.erased = w.styles.find(s), w.styles.spaced(s), w.styles.erased(s)
	if len(w.styles) > mostStyles {
		w.sync()
		w.there()
		w.lost = true
	}
}

// step follows a move of the pen along a line or a column.
func (w *Writer) step(way byte, n int) {
	switch way {
	case 'A':
		w.pen.y = max(0, w.pen.y-n)
	case 'B':
		w.pen.y = min(w.pen.y+n, w.size.lines-1)
	case 'C':
		w.pen.x = min(w.pen.x+n, w.size.columns-1)
	case 'D':
		w.pen.x = max(0, w.pen.x-n)
	case 'd':
		w.pen.y = min(n, w.size.lines) - 1
	default:
		w.pen.x = min(n, w.size.columns) - 1
	}
}

// erase makes cells of the line blank, as far as another column or, where that is
// −1, the end.
func (w *Writer) erase(from, to int) {
	row := w.want.row(w.pen.y)
	if to < 0 || to > w.size.columns {
		to = w.size.columns
	}
	for x := from; x < to; x++ {
		row.set(x, space(w.pen.erased))
	}
}

func (w *Writer) eraseLine(how int) bool {
	switch how {
	case 0:
		w.erase(w.pen.x, -1)
	case 1:
		w.erase(0, w.pen.x+1)
	case 2:
		w.erase(0, -1)
	default:
		return false
	}
	return true
}

// eraseScreen has the terminal erase. Before it erases all, what it shows is not known
// for certain: it may have been made smaller.
func (w *Writer) eraseScreen(seq []byte, how int) bool {
	switch how {
	case 0:
		w.whole(seq, func(g *grid) {
			for y := w.pen.y + 1; y < w.size.lines; y++ {
				*g.row(y) = w.fill()
			}
			row := g.row(w.pen.y)
			for x := w.pen.x; x < w.size.columns; x++ {
				row.set(x, space(w.pen.erased))
			}
		})
	case 2:
		w.have, w.want, w.real.known = nil, nil, false
		w.whole(seq, func(g *grid) {
			for y := range w.size.lines {
				*g.row(y) = w.fill()
			}
		})
	default:
		return false
	}
	return true
}

// repeat follows the last character once more.
func (w *Writer) repeat(n int) {
	if w.pen.x == 0 {
		return
	}
	last := w.want.at(w.pen.x-1, w.pen.y)
	for range min(n, w.size.columns-w.pen.x) {
		w.want.row(w.pen.y).set(w.pen.x, last)
		w.pen.x++
	}
}
