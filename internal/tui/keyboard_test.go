package tui_test

import (
	"strings"
	"testing"
)

// On another keyboard the keys in the same positions do the same, but typed text stays as typed.
func TestOtherKeyboards(t *testing.T) {
	sit(t, "2024 2%", local, 120, 40, func(u *user) {
		first := u.model.Focus()
		u.Press("ξ")
		if u.model.Focus() == first {
			t.Error("Greek ξ does not go to the next ally")
		}
		u.Press("л")
		u.is("the ally", u.model.Focus(), first)
		u.Press("д") // l
		u.is("the year", int(u.model.Answer().Year), 2025)
		u.Press("ו") // u of Hebrew
		u.is("the year", int(u.model.Answer().Year), 2024)
		u.Press("Ж") // the colon
		u.writes("ξо")
		u.sees(":ξо")
		u.Press("esc", "υ", "σ") // y and s: the sentence
		u.says("sentence")
		u.Press("Я")
		u.says("Я does nothing here")
	})
}

// The request costs no more than the one that terminals without it ignore.
func TestTheKeyboardIsAskedFor(t *testing.T) {
	sit(t, "2024 2%", local, 80, 24, func(u *user) {
		if out := u.Output(); !strings.Contains(out, "\x1b[>5u") {
			t.Errorf("the places of keys are not asked for: %q", out)
		}
		u.Press("/", "ж")
		u.Type("\x1b[1089::99;5u") // ctrl+c of a Cyrillic keyboard, even while a line is open
		if _, err := u.WaitExit(); err != nil {
			t.Error(err)
		}
	})
}
