package tty

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// event is what a scanner finds in what a terminal sends.
type event uint8

const (
	nothing    event = iota
	interrupt        // ctrl+c, in any way a terminal writes it
	pasteEnd         // what was pasted ends
	reply            // an answer to some question
	attributes       // the answer to the question of what the terminal is
	colour           // the answer to the question of a colour, whole
)

// scanner finds the few sequences that cannot wait until the program reads them.
type scanner struct {
	state   state
	params  []byte
	pasting bool
	pasted  int  // how many bytes have been pasted
	cut     bool // they are more than are taken
	text    bool // in a string of an operating system command, as colours are told in
}

// state is where in a sequence a scanner is.
type state uint8

const (
	ground state = iota
	escaped
	control
)

// longestParams is more than any sequence looked for has, in bytes.
const longestParams = 64

const (
	etx = 0x03
	bel = 0x07
	esc = 0x1b
)

// next takes one byte; last tells that no other has come with it. A ctrl+c among
// what is pasted is no key, but one that comes alone is: the end of a paste can
// get lost.
func (s *scanner) next(b byte, last bool) event {
	if s.pasting {
		s.pasted++
		s.cut = s.cut || s.pasted > MaxPaste+1 && s.state == ground // never within a sequence
	}
	switch {
	case b == esc:
		s.state = escaped
	case b == etx && (!s.pasting || last):
		s.state = ground
		return interrupt
	case s.state == escaped:
		s.state = ground
		switch b {
		case '[':
			s.state, s.params = control, s.params[:0]
		case ']', 'P': // strings are sent by nobody but the terminal itself
			s.text = b == ']'
			return reply
		case '\\':
			return s.endText()
		}
	case b == bel:
		return s.endText()
	case s.state == control && b >= 0x40:
		s.state = ground
		return s.sequence(b)
	case s.state == control && len(s.params) < longestParams:
		s.params = append(s.params, b)
	}
	return nothing
}

// endText ends a string, if there is one.
func (s *scanner) endText() event {
	if !s.text {
		return nothing
	}
	s.text = false
	return colour
}

// sequence tells what a whole control sequence is.
func (s *scanner) sequence(final byte) event {
	params := string(s.params)
	switch {
	case final == 'u' && ctrlC(params), final == '~' && params == "27;5;99":
		return interrupt
	case final == '~' && params == "200":
		s.pasting, s.pasted = true, 0
	case final == '~' && params == "201":
		s.pasting = false
		return pasteEnd
	case final == 'c' && strings.HasPrefix(params, "?"):
		return attributes
	case strings.HasPrefix(params, "?"):
		return reply
	}
	return nothing
}

// ctrlC reads a key as terminals with the Kitty keyboard protocol report it:
// code:shifted:base;modifiers:event;text. The base is the key of that place on an
// American keyboard, which counts where the key writes no Latin letter itself.
func ctrlC(params string) bool {
	const (
		ctrl  = 4
		locks = 64 | 128
		up    = "3"
	)
	code, rest, _ := strings.Cut(params, ";")
	codes := strings.Split(code, ":")
	held, _, _ := strings.Cut(rest, ";")
	held, kind, _ := strings.Cut(held, ":")
	modifiers, err := strconv.Atoi(held)
	key := codes[0]
	if letter, err := strconv.Atoi(key); err == nil && letter >= utf8.RuneSelf && len(codes) == 3 {
		key = codes[2]
	}
	return err == nil && (modifiers-1)&^locks == ctrl && kind != up && key == "99"
}
