package keymap_test

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/tui"
	"allyscope/internal/tui/keymap"
)

// letter returns a key that a terminal sends as its letter.
func letter(r rune) tea.Key { return tea.Key{Code: r, Text: string(r)} }

// Keys of another script work by their position, with and without shift; want is what an American
// keyboard writes there.
func TestKeysOfOtherKeyboards(t *testing.T) {
	for _, c := range []struct{ locale, typed, want string }{
		{"el_GR.UTF-8", "ξκληΓΤΣ;", "jklhGTSq"},
		{"ru_RU.UTF-8", "олдртьЖПФЬ;", "jklhnm:GAM$"},
		{"uk_UA.UTF-8", "іІї", "sS]"},
		{"be_BY", "ўі", "ob"},
		{"bg_BG.UTF-8", "тнвгшбШ", "jklht/T"},
		{"sr_RS.UTF-8", "јклхтГТ", "jklhtGT"},
		{"mk_MK.UTF-8", "јкѕ", "jky"},
		{"he_IL.UTF-8", "חלךיא", "jklht"},
		{"ar_EG.UTF-8", "تنماف", "jklht"},
		{"fa_IR.UTF-8", "تنم۲", "jkl2"},
		{"ka_GE.UTF-8", "ჯკლჰტ", "jklht"},
		{"hy_AM.UTF-8", "իտհնմ", "jklht"},
		{"fr_FR.UTF-8", `&é"'(-è_à`, "123456780"},
		{"nl_BE@euro", "&§è!à", "16780"},
		{"cs_CZ.UTF-8", "+ěščřžýáé", "123456780"},
		{"sk_SK.UTF-8", "+ľť", "125"},
		{"lt_LT.UTF-8", "ąčęėįšųū", "12345678"},
		// In other locales a letter has the position on the script's most common keyboard.
		{"en_US.UTF-8", "ξотљђחتჯի", "jjnq]jjjj"},
		{"C", "ξ", "j"},
	} {
		m := keymap.New(c.locale, tui.Keys(false))
		want := []rune(c.want)
		for i, r := range []rune(c.typed) {
			name, key := m.Pressed(letter(r))
			bound := m.Named(string(want[i]))
			if key.Help() != bound.Help() || bound.Do != nil && name != string(want[i]) {
				t.Errorf("%s: %c is taken for %q, want %c", c.locale, r, name, want[i])
			}
		}
	}
}

// A typed character comes before its position: a digit of AZERTY, a letter of QWERTZ, and the marks
// that a Latin keyboard has on other keys.
func TestALatinLetterMeansItself(t *testing.T) {
	for _, c := range []struct{ locale, typed string }{
		{"fr_FR.UTF-8", "12345678aqwzmAQ:/$,"},
		{"de_DE.UTF-8", "12345678zyZY:/?$"},
		{"ru_RU.UTF-8", "12:?/.,jk"},
	} {
		m := keymap.New(c.locale, tui.Keys(false))
		for _, r := range c.typed {
			if name, key := m.Pressed(letter(r)); name != string(r) || key.Help() != m.Named(name).Help() {
				t.Errorf("%s: %c is taken for %q", c.locale, r, name)
			}
		}
	}
	for _, locale := range []string{"en_US.UTF-8", "", "fr_CA.UTF-8", "fry_NL.UTF-8"} {
		m := keymap.New(locale, tui.Keys(false))
		for _, r := range `&é"'(è_;` {
			if name, key := m.Pressed(letter(r)); key.Do != nil || name != string(r) {
				t.Errorf("%q: %c is taken for %q", locale, r, name)
			}
		}
	}
}

// The position that a terminal reports comes before any table.
func TestTheKeyATerminalReports(t *testing.T) {
	const ctrl, shift = tea.ModCtrl, tea.ModShift
	for _, c := range []struct {
		what string
		key  tea.Key
		want string
	}{
		{"Serbian о, which is Russian j", tea.Key{Code: 'о', Text: "о", BaseCode: 'o'}, "o"},
		{"Cyrillic П with shift", tea.Key{Code: 'п', ShiftedCode: 'g', Text: "g", BaseCode: 'g', Mod: shift}, "G"},
		{"ctrl and Greek δ", tea.Key{Code: 'δ', BaseCode: 'd', Mod: ctrl}, "ctrl+d"},
		{"ctrl and Cyrillic с, without a report", tea.Key{Code: 'с', Mod: ctrl}, "ctrl+c"},
		{"ctrl+z of QWERTZ", tea.Key{Code: 'z', BaseCode: 'y', Mod: ctrl}, "ctrl+z"},
		{"ctrl+u of Dvorak", tea.Key{Code: 'u', BaseCode: 'f', Mod: ctrl}, "ctrl+u"},
		{"a digit of AZERTY", tea.Key{Code: '(', Text: "(", BaseCode: '5'}, "5"},
		{"a bracket", tea.Key{Code: '9', ShiftedCode: '(', Text: "(", Mod: shift}, "("},
		{"arrow", tea.Key{Code: tea.KeyDown, Mod: shift}, "shift+down"},
	} {
		m := keymap.New("", tui.Keys(false))
		name, key := m.Pressed(keymap.Typed(c.key))
		if name != c.want || key.Help() != m.Named(c.want).Help() {
			t.Errorf("%s: %q, want %q", c.what, name, c.want)
		}
	}
	// Typed text stays as typed, even if the terminal reports positions.
	if k := keymap.Typed(tea.Key{Code: 'о', ShiftedCode: 'j', Text: "j", BaseCode: 'j', Mod: shift}); k.Text != "О" {
		t.Errorf("with shift о writes %q", k.Text)
	}
}
