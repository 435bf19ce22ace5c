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
)

// scanner finds the few sequences that cannot wait until the program reads them.
type scanner struct {
	state   state
	params  []byte
	pasting bool
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
	esc = 0x1b
)

// next takes one byte; last tells that no other has come with it. A ctrl+c among
// what is pasted is no key, but one that comes alone is: the end of a paste can
// get lost.
func (s *scanner) next(b byte, last bool) event {
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
			return reply
		}
	case s.state == control && b >= 0x40:
		s.state = ground
		return s.sequence(b)
	case s.state == control && len(s.params) < longestParams:
		s.params = append(s.params, b)
	}
	return nothing
}

// sequence tells what a whole control sequence is.
func (s *scanner) sequence(final byte) event {
	params := string(s.params)
	switch {
	case final == 'u' && ctrlC(params), final == '~' && params == "27;5;99":
		return interrupt
	case final == '~' && params == "200":
		s.pasting = true
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
