package termtest

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Keys returns the bytes an xterm sends for the named keys. A name is a
// character ("j", "G", "é") or one of Bubble Tea's key names: "up", "enter",
// "esc", "space", "pgdown", "f1", with "shift+", "alt+" and "ctrl+" before it.
// Names longer than one character may be written in any case.
func Keys(names ...string) (string, error) {
	var out strings.Builder

	for _, name := range names {
		seq, err := keySequence(name)
		if err != nil {
			return "", err
		}

		out.WriteString(seq)
	}

	return out.String(), nil
}

// keySequence encodes one key.
func keySequence(name string) (string, error) {
	if utf8.RuneCountInString(name) == 1 {
		return name, nil
	}

	var shift, alt, ctrl bool

	base := name
	for {
		mod, rest, found := strings.Cut(base, "+")
		if !found || rest == "" {
			break
		}

		switch strings.ToLower(mod) {
		case "shift":
			shift = true
		case "alt":
			alt = true
		case "ctrl":
			ctrl = true
		default:
			return "", fmt.Errorf("key %q: unknown modifier %q", name, mod)
		}

		base = rest
	}

	if utf8.RuneCountInString(base) > 1 {
		base = strings.ToLower(base)
	}

	if seq, ok := modifiedSequence(base, shift, alt, ctrl); ok {
		return seq, nil
	}

	seq, ok := plainSequence(base, shift, ctrl)
	if !ok {
		return "", fmt.Errorf("unknown key %q", name)
	}

	if alt {
		seq = "\x1b" + seq
	}

	return seq, nil
}

// modifiedSequence encodes the keys whose modifiers are a number within a
// control sequence: arrows, the keys around them and the function keys.
func modifiedSequence(base string, shift, alt, ctrl bool) (string, bool) {
	modifier := 1
	if shift {
		modifier++
	}
	if alt {
		modifier += 2
	}
	if ctrl {
		modifier += 4
	}

	if letter, ok := letterKey(base); ok {
		switch {
		case modifier > 1:
			return fmt.Sprintf("\x1b[1;%d%s", modifier, letter), true
		case strings.HasPrefix(base, "f"):
			return "\x1bO" + letter, true
		default:
			return "\x1b[" + letter, true
		}
	}

	if number, ok := numberKey(base); ok {
		if modifier > 1 {
			return fmt.Sprintf("\x1b[%d;%d~", number, modifier), true
		}

		return "\x1b[" + strconv.Itoa(number) + "~", true
	}

	return "", false
}

// letterKey returns the final letter of the keys that end in one.
func letterKey(base string) (string, bool) {
	switch base {
	case "up":
		return "A", true
	case "down":
		return "B", true
	case "right":
		return "C", true
	case "left":
		return "D", true
	case "end":
		return "F", true
	case "home":
		return "H", true
	case "f1":
		return "P", true
	case "f2":
		return "Q", true
	case "f3":
		return "R", true
	case "f4":
		return "S", true
	}

	return "", false
}

// numberKey returns the number of the keys that end in a tilde.
func numberKey(base string) (int, bool) {
	switch base {
	case "insert":
		return 2, true
	case "delete":
		return 3, true
	case "pgup":
		return 5, true
	case "pgdown":
		return 6, true
	case "f5":
		return 15, true
	case "f6":
		return 17, true
	case "f7":
		return 18, true
	case "f8":
		return 19, true
	case "f9":
		return 20, true
	case "f10":
		return 21, true
	case "f11":
		return 23, true
	case "f12":
		return 24, true
	}

	return 0, false
}

// plainSequence encodes characters and the keys that send a control character.
func plainSequence(base string, shift, ctrl bool) (string, bool) {
	switch base {
	case "enter":
		return "\r", true
	case "esc":
		return "\x1b", true
	case "backspace":
		return "\x7f", true
	case "tab":
		if shift {
			return "\x1b[Z", true
		}

		return "\t", true
	case "space":
		base = " "
	}

	if utf8.RuneCountInString(base) != 1 {
		return "", false
	}

	if shift {
		base = strings.ToUpper(base)
	}

	if ctrl {
		if len(base) != 1 {
			return "", false
		}

		return string(rune(base[0] & 0x1f)), true
	}

	return base, true
}
