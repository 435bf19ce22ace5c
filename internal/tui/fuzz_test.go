package tui_test

import (
	"fmt"
	"reflect"
	"testing"

	bubbleskey "charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/termtest"
	"allyscope/internal/tui"
)

// maxSteps limits the length of an input: faults show up early.
const maxSteps = 80

// script reads a fuzzer's bytes as actions at a terminal.
type script struct {
	bytes []byte
	keys  []string
}

func (s *script) next() int {
	if len(s.bytes) == 0 {
		return 0
	}
	b := s.bytes[0]
	s.bytes = s.bytes[1:]
	return int(b)
}

// The kinds of steps: most are keys.
const (
	resizes  = 200 + iota*8 // two bytes: the size
	clicks                  // two bytes: the cell
	drags                   // two bytes: the cell
	releases                // two bytes: the cell
	wheels                  // two bytes: the cell
	pastes                  // a byte: the text
	arrives                 // a byte: the message that falls due
)

// pasted is a constant table of texts to paste.
func pasted() []string {
	return []string{"", "EST POL 2014..2024 3.5%", "zzz", "2016 2% edition:2016-07", "\x1b[31mred\x1b[m\n\n2024", "  ", "ab\x00\xff\u200b🇳🇴日本", "source:sipri", "5%", "ÅÄÖ"}
}

// step returns the next message and its name.
func (s *script) step(m *tui.Model) (tea.Msg, string) {
	b := s.next()
	mouse := func() tea.Mouse { return tea.Mouse{X: s.next(), Y: s.next(), Button: tea.MouseLeft} }
	switch {
	case b < resizes:
		name := s.keys[b%len(s.keys)]
		return key(name), name
	case b < clicks:
		w, h := s.next(), s.next()
		return tea.WindowSizeMsg{Width: w, Height: h}, fmt.Sprintf("%dx%d", w, h)
	case b < drags:
		at := mouse()
		return tea.MouseClickMsg(at), fmt.Sprintf("click %d,%d", at.X, at.Y)
	case b < releases:
		at := mouse()
		return tea.MouseMotionMsg(at), fmt.Sprintf("drag %d,%d", at.X, at.Y)
	case b < wheels:
		at := mouse()
		return tea.MouseReleaseMsg(at), fmt.Sprintf("release %d,%d", at.X, at.Y)
	case b < pastes:
		at := mouse()
		at.Button = [2]tea.MouseButton{tea.MouseWheelDown, tea.MouseWheelUp}[b%2]
		return tea.MouseWheelMsg(at), fmt.Sprintf("wheel %d", b%2)
	case b < arrives:
		text := pasted()[s.next()%len(pasted())]
		return tea.PasteMsg{Content: text}, fmt.Sprintf("paste %q", text)
	case b%2 == 0:
		return m.Settle(), "settle"
	default:
		return m.PlayTick(), "tick"
	}
}

// typeable returns the keys that the fuzzer presses: all that are bound, and those for typing in a
// line.
func typeable() []string {
	out := tui.Ways()
	for _, r := range "aeinost25%.:-é日" {
		out = append(out, string(r))
	}
	return append(append(out, "F", "f12", "@", "ξ", "Ж"), editing()...)
}

// editing returns the library's keys for editing a line.
func editing() []string {
	var out []string
	for _, field := range reflect.ValueOf(textinput.DefaultKeyMap()).Fields() {
		b, _ := reflect.TypeAssert[bubbleskey.Binding](field)
		out = append(out, b.Keys()...)
	}
	return out
}

func FuzzKeys(f *testing.F) {
	keys := typeable()
	at := func(name string) byte {
		for i, k := range keys {
			if k == name {
				return byte(i)
			}
		}
		f.Fatalf("no key %q", name)
		return 0
	}
	seed := func(size [2]byte, names ...string) {
		in := []byte{resizes, size[0], size[1]}
		for _, n := range names {
			in = append(in, at(n))
		}
		f.Add(in)
	}
	seed([2]byte{80, 24}, "G", "left", "s", "S", "t", "m", "v", "b", "o", "u", "u", "U")
	seed([2]byte{120, 40}, "space", "down", "space", "P", "x", "n", "/", "s", "n", "enter", "esc")
	seed([2]byte{40, 12}, ":", "e", "tab", "tab", "space", "2", "%", "enter", "esc", "T", "2", ".", "5", "enter")
	seed([2]byte{1, 1}, "?", "down", "ctrl+d", "G", "esc", "p", ".", ",", "p")
	seed([2]byte{255, 255}, "v", "v", "v", "v", "m", "m", "m", "0", "$", "H", "L")
	seed([2]byte{20, 5}, "tab", "tab", "enter", "z", "1", "7", "shift+tab", "esc", "esc")
	for _, k := range editing() { // at the end of a word of one letter, before it, and in an empty line
		seed([2]byte{80, 24}, ":", k, "a", k, "left", k, k, "2", "space", "a", "left", k, "esc", "/", "a", "left", k, k)
	}
	f.Add([]byte{resizes, 80, 24, clicks, 10, 10, drags, 40, 20, releases, 40, 20, wheels, 1, 1, pastes, 1, arrives, arrives + 1})
	f.Add([]byte{at(":"), pastes, 3, at("enter"), resizes, 0, 0, at("p"), arrives + 1, arrives + 1})

	ds := frozen.Data(f)
	f.Fuzz(func(t *testing.T, in []byte) {
		m := explorer(t, ds, "", local)
		s := &script{bytes: in, keys: keys}
		var did []string
		for n := 0; n < maxSteps && len(s.bytes) > 0; n++ {
			before := m.Answer().Query
			msg, what := s.step(m)
			did = append(did, what)
			m.Update(msg)
			w, h := m.Size()
			if err := termtest.Fits(m.View().Content, w, h); err != nil {
				t.Fatalf("after %q: %v", did, err)
			}
			if err := m.Sound(); err != nil {
				t.Fatalf("after %q: %v", did, err)
			}
			if m.Answer().Query == before {
				continue
			}
			if err := m.Askable(); err != nil {
				t.Fatalf("after %q: %v", did, err)
			}
		}
	})
}
