package tui_test

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/query"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/termtest"
	"allyscope/internal/tui"
)

// fits fails unless the explorer draws a screen of its size and its state is sound.
func fits(t *testing.T, m *tui.Model, what string) {
	t.Helper()
	w, h := m.Size()
	v := m.View()
	if err := termtest.Fits(v.Content, w, h); err != nil {
		t.Errorf("%s at %dx%d: %v", what, w, h, err)
	}
	if c := v.Cursor; c != nil && (c.X < 0 || c.X >= w || c.Y < 0 || c.Y >= h) {
		t.Errorf("%s at %dx%d: the cursor is at %d, %d", what, w, h, c.X, c.Y)
	}
	if err := m.Sound(); err != nil {
		t.Errorf("%s at %dx%d: %v", what, w, h, err)
	}
	for _, r := range v.WindowTitle {
		if r < ' ' || r > '~' {
			t.Errorf("%s: the title %q holds %q", what, v.WindowTitle, r)
		}
	}
}

// sizes returns all small sizes, and those around the widths at which the layout changes.
func sizes() [][2]int {
	out := [][2]int{{0, 0}}
	for w := 1; w <= 30; w++ {
		for h := 1; h <= 15; h++ {
			out = append(out, [2]int{w, h})
		}
	}
	for _, w := range []int{40, 60, 79, 80, 81, 109, 110, 120, 159, 160, 200, 255} {
		for _, h := range []int{12, 24, 30, 40, 50, 255} {
			out = append(out, [2]int{w, h})
		}
	}
	return out
}

// questions returns questions whose answers differ most in shape.
func questions() []string {
	return []string{
		"", "2024 2%", "2024 2% sort:name", "usd", "source:sipri 1949..2025 2%", "5%",
		"EST POL LVA LTU NOR SWE FIN DNK only", "filter:zzz", "2016 2% edition:2016-07", "nordic 2020 2% members:now reverse",
	}
}

func TestEveryFrameFitsEverySize(t *testing.T) {
	ds := frozen.Data(t)
	for _, text := range questions() {
		for glyphs := range 3 {
			m := explorer(t, ds, text, local)
			for range glyphs {
				m.Update(key("a"))
			}
			if err := m.Askable(); err != nil {
				t.Error(err)
			}
			for i, size := range sizes() {
				if glyphs > 0 && i%4 != 0 && size[0] <= 30 {
					continue // glyphs do not affect the layout
				}
				send(m, tea.WindowSizeMsg{Width: size[0], Height: size[1]})
				fits(t, m, fmt.Sprintf("%q, glyphs %d", text, glyphs))
			}
			if t.Failed() {
				return
			}
		}
	}
}

// Everything over the list must fit as well: the input line with its completions and errors, the
// help page, messages, the zoom.
func TestWhatLiesOverTheListFitsEverySize(t *testing.T) {
	ds := frozen.Data(t)
	for _, keys := range []string{":", ": e", ": e tab tab tab", ": x y z enter", "/ a", "/ z z z", "T", "?", "? G ctrl+d", "p", "z", "Z", "V", "V v", "i", "enter", "P", "space space"} {
		m := explorer(t, ds, "2024 2%", local)
		for name := range strings.FieldsSeq(keys) {
			m.Update(key(name))
		}
		for i, size := range sizes() {
			if i%2 != 0 && size[0] <= 30 {
				continue
			}
			send(m, tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			fits(t, m, keys)
		}
		if t.Failed() {
			return
		}
	}
}

func TestEveryViewFitsEverySize(t *testing.T) {
	ds := frozen.Data(t)
	for v := range query.Views {
		word := query.View(v).String()
		for _, text := range []string{"2024 2% NOR ISL POL", "source:sipri 2% NOR", "5%", "filter:zzz"} {
			m := explorer(t, ds, word+" "+text, local)
			if !m.HasOwn() {
				break
			}
			for i, size := range sizes() {
				if i%9 != 0 && size[0] <= 30 {
					continue
				}
				send(m, tea.WindowSizeMsg{Width: size[0], Height: size[1]})
				fits(t, m, word+" "+text)
			}
			m.Update(key("z"))
			for _, size := range [][2]int{{1, 1}, {20, 5}, {80, 24}, {120, 40}} {
				send(m, tea.WindowSizeMsg{Width: size[0], Height: size[1]})
				fits(t, m, word+" "+text+" zoomed")
			}
			if t.Failed() {
				return
			}
		}
	}
}

// The focused ally and the year are visible on any screen.
func TestTheSmallestScreensShowTheFocus(t *testing.T) {
	ds := frozen.Data(t)
	for _, size := range [][2]int{{20, 5}, {20, 3}, {16, 4}, {30, 2}, {24, 1}} {
		m := explorer(t, ds, "2024 2% focus:NOR", local)
		send(m, tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		text, _ := termtest.Grid(m.View().Content, size[0], size[1])
		if !strings.Contains(text, "NOR") && !strings.Contains(text, "Norway") {
			t.Errorf("%dx%d shows no Norway:\n%s", size[0], size[1], text)
		}
		if !strings.Contains(text, "2.16") {
			t.Errorf("%dx%d shows no figure:\n%s", size[0], size[1], text)
		}
	}
}
