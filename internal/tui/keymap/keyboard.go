package keymap

import (
	_ "embed" // the keyboards
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// The keys of an American keyboard, row by row, without and with shift. Those of
// another stand in the same order.
const (
	american        = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
	americanShifted = "~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?"
)

// layout is a keyboard: the locales it is usual in, and what its keys write without
// and with shift; a blank is a key that writes nothing by itself. Of a Latin one the
// row of digits is all there is, without shift: its letters mean themselves.
type layout struct {
	locales string
	keys    []rune
}

// keyboards are the usual keyboards of other scripts, and the Latin ones on which
// digits take shift, as xkeyboard-config 2.35 has them, but for the second Σ of the
// Greek one: the locales, and in quotes the rows of a layout.
//
//go:embed keyboards.txt
var keyboards string

func layouts() []layout {
	var out []layout
	for block := range strings.SplitSeq(strings.TrimSpace(keyboards), "\n\n") {
		lines := strings.Split(block, "\n")
		l := layout{locales: lines[0]}
		for _, row := range lines[1:] {
			keys, _ := strconv.Unquote(row) // a constant table's
			l.keys = append(l.keys, []rune(keys)...)
		}
		out = append(out, l)
	}
	return out
}

// keyboard tells which key of an American keyboard stands where a letter of another does.
type keyboard map[rune]rune

// keyboardOf is the keyboard of whoever has a locale such as "el_GR.UTF-8". Of two
// scripts' keyboards with one letter on different keys, that of the locale counts,
// else the first; a Latin one counts only where it is usual.
func keyboardOf(locale string) keyboard {
	k := keyboard{}
	for _, l := range layouts() {
		if l.usualIn(locale) {
			k.add(l.keys, 0)
		}
	}
	for _, l := range layouts() {
		if len(l.keys) > len(american) { // is no Latin one
			k.add(l.keys, utf8.RuneSelf)
		}
	}
	return k
}

func (l layout) usualIn(locale string) bool {
	for name := range strings.FieldsSeq(l.locales) {
		if rest, ok := strings.CutPrefix(locale, name); ok && (rest == "" || strings.ContainsAny(rest[:1], "_.@")) {
			return true
		}
	}
	return false
}

// add notes where letters from a code on stand that are not known yet.
func (k keyboard) add(letters []rune, from rune) {
	const keys = american + americanShifted
	for i, r := range letters {
		if _, known := k[r]; !known && r != ' ' && r >= from {
			k[r] = rune(keys[i])
		}
	}
}

// Typed is a key as its reader means it. A terminal may report the key that stands
// in its place on an American keyboard as well, and the terminal library then names
// it by that; whoever types a Latin letter means the letter.
func Typed(k tea.Key) tea.Key {
	if k.BaseCode == 0 {
		return k
	}
	if k.Code < utf8.RuneSelf && k.Text == "" {
		k.BaseCode = 0
	}
	if k.Text == string(k.BaseCode) && k.Text != string(k.Code) { // the library takes the base for the shifted letter
		k.Text = string(unicode.ToUpper(k.Code))
	}
	return k
}

// Pressed is the name of a key and its line of the table. Where the table does not have the key
// as it is typed, that of its place on an American keyboard counts: as the terminal reports it,
// else as the keyboards known have it. The letter is never to be taken so where one types.
func (m Map) Pressed(k tea.Key) (name string, b Binding) {
	name = k.String()
	if b = m.Named(name); b.Do != nil {
		return name, b
	}
	typed := k.Code
	if r, n := utf8.DecodeRuneInString(k.Text); n > 0 && n == len(k.Text) {
		typed = r
	}
	other, known := m.keyboard[typed]
	if k.BaseCode != 0 {
		other, known = k.BaseCode, true
		if i := strings.IndexRune(american, k.BaseCode); i >= 0 && k.Mod.Contains(tea.ModShift) {
			other = rune(americanShifted[i])
		}
	}
	latin := strings.TrimSuffix(name, string(typed)) + string(other)
	if b = m.Named(latin); known && b.Do != nil {
		return latin, b
	}
	return name, Binding{}
}
