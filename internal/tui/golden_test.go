package tui_test

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/golden"
	"allyscope/internal/testing/termtest"
)

// The drawn screen, as text and as styles. Look at the difference before you renew the goldens:
// go test ./internal/tui -run TestScreens -update.
func TestScreens(t *testing.T) {
	ds, kept := frozen.Data(t), golden.Open(t, "screens")
	const first, asked = "", "2024 2% NOR"
	for _, c := range []struct {
		name, look, text, env string
		w, h                  int
		keys                  string
	}{
		{"first", "256", first, local, 120, 40, ""},
		{"first", "256", first, local, 80, 24, ""},
		{"first", "256", first, local, 160, 50, ""},
		{"first", "256 light", first, local + " COLORFGBG=0;15", 80, 24, ""},
		{"first", "256 any", first, tmux, 80, 24, ""},
		{"first", "16", first, sixteen, 80, 24, ""},
		{"first", "lean", first, remote, 120, 40, ""},
		{"first", "none", first, plain, 120, 40, ""},
		{"first", "none ascii", first, bare, 40, 12, ""},
		{"norway", "256", asked, local, 40, 12, ""},
		{"norway", "256", asked, local, 80, 24, ""},
		{"norway", "256 ascii", asked, ascii, 120, 40, ""},
		{"norway", "none ascii", asked, bare, 80, 24, ""},
		{"norway", "none", asked, plain, 80, 24, ""},
		{"norway", "contrast", asked, vivid, 160, 50, "c c down up"},
		{"norway", "true", asked, vivid, 20, 5, ""},
		{"help", "256", first, local, 120, 40, "?"},
		{"asking", "256", asked, local, 80, 24, ": e q"},
	} {
		m := explorer(t, ds, c.text, c.env)
		send(m, tea.WindowSizeMsg{Width: c.w, Height: c.h})
		for k := range strings.FieldsSeq(c.keys) {
			send(m, key(k))
		}
		send(m, m.Settle())
		section := fmt.Sprintf("%s %dx%d %s", c.name, c.w, c.h, c.look)
		t.Run(section, func(t *testing.T) {
			kept.Check(t, section, termtest.Picture(m.View().Content, c.w, c.h))
		})
	}
}

// Each view in the explorer: in colour, without colour, and in ASCII.
func TestViewScreens(t *testing.T) {
	ds := frozen.Data(t)
	for _, text := range []string{
		"trend EST POL NOR 2024 2%", "compare EST POL NOR 2024 2%", "grid NOR 2024 2%", "heat NOR 2024 2%",
		"balance NOR 2024 2%", "path NOR", "claims", "sheet NOR focus:NOR 2024 2%",
	} {
		view, _, _ := strings.Cut(text, " ")
		kept := golden.Open(t, view)
		for _, look := range []struct {
			name, env string
			w, h      int
		}{
			{"256", local, 80, 24}, {"256", local, 120, 40}, {"none", plain, 120, 40}, {"none ascii", bare, 80, 24},
		} {
			m := explorer(t, ds, text, look.env)
			send(m, tea.WindowSizeMsg{Width: look.w, Height: look.h})
			send(m, m.Settle())
			section := fmt.Sprintf("%dx%d %s", look.w, look.h, look.name)
			t.Run(view+" "+section, func(t *testing.T) {
				kept.Check(t, section, termtest.Picture(m.View().Content, look.w, look.h))
			})
		}
	}
}
