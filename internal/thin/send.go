package thin

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// update moves lines that stand elsewhere now, if that is shorter; a line beside them that
// only looks a little different may go with them.
func (s *Screen) update() {
	to, n := s.moved()
	if n == 0 {
		s.sync()
		return
	}
	begun, pen, have := len(s.out), s.real, s.have.clone()
	s.sync()
	best, after := string(s.out[begun:]), s.real
	for _, more := range [...]span{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
		wider := span{to.from - more.from, to.to + more.to}
		if wider.from < max(0, -n) || wider.to >= min(s.want.lines, s.want.lines-n) {
			continue
		}
		s.out, s.real, s.have = s.out[:begun], pen, have.clone()
		s.move(wider, n)
		if s.sync(); len(s.out)-begun < len(best) {
			best, after = string(s.out[begun:]), s.real
		}
	}
	s.out, s.real = append(s.out[:begun], best...), after
}

type span struct{ from, to int } // lines, both included

// moved finds lines that stood n lines further down, or −n further up, and stand
// elsewhere now than all others do; n is 0 where there are none.
func (s *Screen) moved() (best span, n int) {
	if !s.able {
		return span{}, 0
	}
	most, lines := 1, s.want.lines // one line is written as fast as it is moved
	have, want := s.have.sums(), s.want.sums()
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

// move moves to a place the lines that stand n further down, or −n further up. What
// lies beyond stays where it is. The pen goes to the first column: some terminals put
// it there, too.
func (s *Screen) move(to span, n int) {
	s.restyleFor(space())
	first, last := to.from, to.to+1
	if n < 0 { // makes room above, and takes it from below
		n, first, last = -n, to.to+n+1, to.from+n
	}
	s.goTo(0, first)
	s.out = append(s.out, ansi.DeleteLine(n)...)
	s.goTo(0, last)
	s.out = append(s.out, ansi.InsertLine(n)...)
	s.have.shift(first, last, n)
}

func (s *Screen) sync() {
	for y := range s.want.lines {
		have, want := s.have.line(y), s.want.line(y)
		switch {
		case slices.Equal(have, want):
		case wide(have) || wide(want):
			s.anew(want, y)
		default:
			s.line(have, want, y)
		}
		copy(have, want)
	}
}

// anew sends a whole line: within one that has wide characters it is not known where
// a terminal has which.
func (s *Screen) anew(want row, y int) {
	s.real.known = false
	s.goTo(0, y)
	s.restyle(0)
	s.out = append(s.out, ansi.EraseLineRight...)
	for _, c := range want[:want.end()] {
		if c.width > 0 {
			s.restyle(c.style)
			s.out = utf8.AppendRune(s.out, c.text)
		}
	}
	s.real.known = false
}

func (s *Screen) line(have, want row, y int) {
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
		c, n := want[x], alike(want, x, end)
		if s.able && n > farErase && c.text == ' ' && c.style == s.styles.erased(c.style) {
			s.restyle(c.style)
			s.out = append(s.out, ansi.EraseCharacter(n)...)
			x += n - 1
			continue
		}
		s.put1(c)
	}
}

const farErase = 10 // more blanks are erased, and gone on behind, in fewer bytes than written

func alike(r row, x, end int) int {
	n := 1
	for x+n < end && r[x] == r[x+n] {
		n++
	}
	return n
}

func (s *Screen) put1(c cell) {
	s.restyleFor(c)
	s.out = utf8.AppendRune(s.out, c.text)
	s.real.x++
	s.real.known = s.real.x < s.want.columns // beyond it is on the edge, or on the next line
}

// reach goes to a cell of a line: by a move, or by writing what lies between again,
// whichever is shorter with the style that is needed there.
func (s *Screen) reach(want row, x, y int) {
	if !s.real.known || s.real.y != y || s.real.x >= x || x-s.real.x > farthest {
		s.goTo(x, y)
		return
	}
	before, begun := s.real, len(s.out)
	for i := before.x; i < x; i++ {
		s.put1(want[i])
	}
	s.restyleFor(want[x])
	over, after := string(s.out[begun:]), s.real
	s.out, s.real = s.out[:begun], before
	s.goTo(x, y)
	s.restyleFor(want[x])
	if len(over) <= len(s.out)-begun {
		s.out, s.real = append(s.out[:begun], over...), after
	}
}

const farthest = 12 // more cells are never written again to get to the next

func (s *Screen) goTo(x, y int) {
	if s.real.known && s.real.x == x && s.real.y == y {
		return
	}
	best := ansi.CursorPosition(x+1, y+1)
	try := func(way string) {
		if len(way) < len(best) {
			best = way
		}
	}
	if s.real.known {
		switch dx, dy := x-s.real.x, y-s.real.y; {
		case dy == 0 && dx > 0:
			try(ansi.CursorForward(dx))
		case dy == 0 && dx < 0 && x == 0:
			try("\r")
		case dy > 0 && dy < len(best):
			down := strings.Repeat("\n", dy) // a new line returns the carriage
			if x > 0 {
				down += ansi.CursorForward(x)
			}
			try(down)
		}
		if s.real.x == x && y > s.real.y {
			try(ansi.CursorDown(y - s.real.y))
		}
	}
	s.out = append(s.out, best...)
	s.real.x, s.real.y, s.real.known = x, y, true
}

// restyleFor makes the terminal's style one that a cell can be written in: a blank can
// be in every style of the same background that does not show.
func (s *Screen) restyleFor(c cell) {
	if c.text != ' ' || c.style != s.styles.spaced(s.real.style) {
		s.restyle(c.style)
	}
}

func (s *Screen) restyle(to style) {
	if s.real.style == to {
		return
	}
	s.out = append(s.out, s.styles.change(s.real.style, to)...)
	s.real.style = to
}
