package keymap

import (
	_ "embed" // the keyboards
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// The keys of an American keyboard, row by row, without and with shift. The keys of the other
// keyboards have the same order.
const (
	american        = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
	americanShifted = "~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?"
)

// layout is a keyboard: the locales that it is common in, and what its keys write without and
// with shift, where a blank stands for a dead key. A Latin layout has only the row of digits
// without shift, because its letters stand for themselves.
type layout struct {
	locales string
	keys    []rune
}

// keyboards lists the common keyboards of other scripts, and the Latin ones on which digits need
// shift. Each has a line of locales and, in quotes, its rows. They are those of xkeyboard-config
// 2.35 but for the second Σ of the Greek one.
//
//go:embed keyboards.txt
var keyboards string

func layouts() []layout {
	var out []layout
	for block := range strings.SplitSeq(strings.TrimSpace(keyboards), "\n\n") {
		lines := strings.Split(block, "\n")
		l := layout{locales: lines[0]}
		for _, row := range lines[1:] {
			keys, _ := strconv.Unquote(row) // the embedded table is well-formed
			l.keys = append(l.keys, []rune(keys)...)
		}
		out = append(out, l)
	}
	return out
}

// keyboard maps a character of other keyboards to the American key in the same position.
type keyboard map[rune]rune

// keyboardOf returns the keyboard for a locale such as "el_GR.UTF-8". It holds the letters of all
// scripts. If a letter has several positions, the keyboard of the locale decides, else the first.
// Latin keyboards only count in their own locales.
func keyboardOf(locale string) keyboard {
	k := keyboard{}
	matches := func(name string) bool {
		rest, ok := strings.CutPrefix(locale, name)
		return ok && (rest == "" || strings.ContainsAny(rest[:1], "_.@"))
	}
	for _, l := range layouts() {
		if slices.ContainsFunc(strings.Fields(l.locales), matches) {
			k.add(l.keys, 0)
		}
	}
	for _, l := range layouts() {
		if len(l.keys) > len(american) { // it is not a Latin one
			k.add(l.keys, utf8.RuneSelf)
		}
	}
	return k
}

// add adds the positions of characters from code point from on, unless they are known already.
func (k keyboard) add(letters []rune, from rune) {
	const keys = american + americanShifted
	for i, r := range letters {
		if _, known := k[r]; !known && r != ' ' && r >= from {
			k[r] = rune(keys[i])
		}
	}
}

// Typed returns the key that the reader means. A terminal may also report the American key in the
// same position, by which the terminal library then names the key; but a typed Latin letter
// stands for itself.
func Typed(k tea.Key) tea.Key {
	if k.BaseCode == 0 {
		return k
	}
	if k.Code < utf8.RuneSelf && k.Text == "" {
		k.BaseCode = 0
	}
	if k.Text == string(k.BaseCode) && k.Text != string(k.Code) { // the library mistakes the base for the shifted letter
		k.Text = string(unicode.ToUpper(k.Code))
	}
	return k
}

// Pressed returns the name of a key and its binding. If the table does not have the key as typed,
// the American key in the same position counts: the one that the terminal reports, else the one
// by the known keyboards. The binding is zero if the table has neither. Text that is typed into a
// line must not be mapped like this.
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
