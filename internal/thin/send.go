package thin

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// update appends to s.out what turns have into want. It tries to move lines that have changed
// their place, together with none, one or both of the lines next to them, which may be similar
// enough to pay; the shortest output wins.
func (s *Screen) update() {
	to, n := s.findMove()
	if n == 0 {
		s.sync()
		return
	}
	start, before, have := len(s.out), s.pen, s.have.clone()
	s.sync()
	best, after := string(s.out[start:]), s.pen
	for _, more := range [...]span{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
		wider := span{to.from - more.from, to.to + more.to}
		if wider.from < max(0, -n) || wider.to >= min(s.want.lines, s.want.lines-n) {
			continue
		}
		s.out, s.pen, s.have = s.out[:start], before, have.clone()
		s.moveLines(wider, n)
		if s.sync(); len(s.out)-start < len(best) {
			best, after = string(s.out[start:]), s.pen
		}
	}
	s.out, s.pen = append(s.out[:start], best...), after
}

type span struct{ from, to int } // lines, both included

// findMove returns the move that saves the most lines: the lines in span best were n lines
// further down before, or −n further up. It returns n = 0 if no move saves two lines or more, or
// the terminal cannot move lines.
func (s *Screen) findMove() (best span, n int) {
	if !s.able {
		return span{}, 0
	}
	most, lines := 1, s.want.lines // to move one line costs as much as to write it
	have, want := s.have.hashes(), s.want.hashes()
	for by := 1 - lines; by < lines; by++ {
		from, gained := 0, 0
		for y := max(0, -by); by != 0 && y < min(lines, lines-by); y++ {
			if gained == 0 {
				from = y
			}
			switch stays, comes := want[y] == have[y], want[y] == have[y+by]; {
			case comes && !stays:
				if gained++; gained > most {
					most, best, n = gained, span{from, y}, by
				}
			case stays && !comes:
				gained = max(0, gained-1)
			}
		}
	}
	return best, n
}

// moveLines moves lines to the span to from n lines further down, or −n further up. The lines
// beyond keep their place. The pen goes to the first column before each step, because some
// terminals move it there in any case.
func (s *Screen) moveLines(to span, n int) {
	s.restyleFor(space())
	first, last := to.from, to.to+1
	if n < 0 { // down: insert lines above, and delete as many below
		n, first, last = -n, to.to+n+1, to.from+n
	}
	s.goTo(0, first)
	s.out = append(s.out, ansi.DeleteLine(n)...)
	s.goTo(0, last)
	s.out = append(s.out, ansi.InsertLine(n)...)
	s.have.shift(first, last, n)
}

// sync appends to s.out, line by line, the cells in which have and want differ.
func (s *Screen) sync() {
	for y := range s.want.lines {
		have, want := s.have.line(y), s.want.line(y)
		switch {
		case slices.Equal(have, want):
		case uncertain(have) || uncertain(want):
			s.rewriteLine(want, y)
		default:
			s.updateLine(have, want, y)
		}
		copy(have, want)
	}
}

// rewriteLine sends a whole line, in which terminals may disagree on where characters stand.
func (s *Screen) rewriteLine(want row, y int) {
	s.pen.known = false
	s.goTo(0, y)
	s.restyle(0)
	s.out = append(s.out, ansi.EraseLineRight...)
	for _, c := range want[:want.end()] {
		if c.width > 0 {
			s.restyle(c.style)
			s.out = utf8.AppendRune(s.out, c.text)
		}
	}
	s.pen.known = false
}

func (s *Screen) updateLine(have, want row, y int) {
	end, tail := len(want), want.end()
	for end > 0 && have[end-1] == want[end-1] {
		end--
	}
	for x := 0; x < end; x++ {
		if have[x] == want[x] {
			continue
		}
		s.reach(want, x, y)
		if x >= tail && end-x > len(ansi.EraseLineRight) {
			s.restyle(0)
			s.out = append(s.out, ansi.EraseLineRight...)
			return
		}
		c, n := want[x], 1 // the length of the run of equal cells
		for x+n < end && want[x+n] == c {
			n++
		}
		if s.able && n > farErase && c.text == ' ' && c.style == s.styles.erased(c.style) {
			s.restyle(c.style)
			s.out = append(s.out, ansi.EraseCharacter(n)...)
			x += n - 1
			continue
		}
		s.put(c)
	}
}

const farErase = 10 // blanks; to erase more, and to move on behind them, is shorter than to write them

func (s *Screen) put(c cell) {
	s.restyleFor(c)
	s.out = utf8.AppendRune(s.out, c.text)
	s.pen.x++
	s.pen.known = s.pen.x < s.want.columns // at the edge terminals differ: it stays there or wraps
}

// reach goes to a cell further right in the line: by moving the pen, or by writing the cells in
// between again, whichever is shorter including the style for the cell.
func (s *Screen) reach(want row, x, y int) {
	if !s.pen.known || s.pen.y != y || s.pen.x >= x || x-s.pen.x > farthest {
		s.goTo(x, y)
		return
	}
	before, start := s.pen, len(s.out)
	for i := before.x; i < x; i++ {
		s.put(want[i])
	}
	s.restyleFor(want[x])
	rewritten, after := string(s.out[start:]), s.pen
	s.out, s.pen = s.out[:start], before
	s.goTo(x, y)
	s.restyleFor(want[x])
	if len(rewritten) <= len(s.out)-start {
		s.out, s.pen = append(s.out[:start], rewritten...), after
	}
}

const farthest = 12 // cells that may be written again to reach the next one

// goTo appends the shortest sequence that moves the pen to column x of line y.
func (s *Screen) goTo(x, y int) {
	if s.pen.known && s.pen.x == x && s.pen.y == y {
		return
	}
	best := ansi.CursorPosition(x+1, y+1)
	try := func(way string) {
		if len(way) < len(best) {
			best = way
		}
	}
	if s.pen.known {
		switch dx, dy := x-s.pen.x, y-s.pen.y; {
		case dy == 0 && dx > 0:
			try(ansi.CursorForward(dx))
		case dy == 0 && dx < 0 && x == 0:
			try("\r")
		case dy > 0 && dy < len(best):
			down := strings.Repeat("\n", dy) // which also returns to the first column
			if x > 0 {
				down += ansi.CursorForward(x)
			}
			try(down)
		}
		if s.pen.x == x && y > s.pen.y {
			try(ansi.CursorDown(y - s.pen.y))
		}
	}
	s.out = append(s.out, best...)
	s.pen.x, s.pen.y, s.pen.known = x, y, true
}

// restyleFor switches to a style in which the cell can be written. For a blank, any style with
// the same background will do that does not otherwise show.
func (s *Screen) restyleFor(c cell) {
	if c.text != ' ' || c.style != s.styles.spaced(s.pen.style) {
		s.restyle(c.style)
	}
}

func (s *Screen) restyle(to style) {
	if s.pen.style == to {
		return
	}
	s.out = append(s.out, s.styles.change(s.pen.style, to)...)
	s.pen.style = to
}
