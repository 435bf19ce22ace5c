package tui_test

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/query"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/tui"
)

// No text is cut without a sign: it ends in "…", continues on the next line, scrolls, or says how
// much more there is.
func TestNothingIsCutWithoutASign(t *testing.T) {
	ds := frozen.Data(t)
	for v := range query.Views {
		t.Run(query.View(v).String(), func(t *testing.T) {
			t.Parallel()
			pages := []string{"i", "z"}
			switch query.View(v) {
			case query.Ranking:
				pages = append(pages, "?", "enter") // the same pages over other views
			case query.Path:
				pages = append(pages, "enter") // the sheet of a future year
			}
			for _, text := range []string{"2024 2% NOR POL", "usd", "nordic baltic-total 3.5%"} {
				m := explorer(t, ds, query.View(v).String()+" "+text, local)
				for _, w := range []int{20, 24, 30, 36, 40, 48, 56, 64, 72, 80, 96, 110, 120, 140, 160} {
					for _, h := range []int{5, 8, 12, 16, 20, 24, 32, 40} {
						send(m, tea.WindowSizeMsg{Width: w, Height: h})
						whole(t, m, text)
						for _, name := range pages {
							m.Update(key(name))
							whole(t, m, text+", "+name)
							m.Update(key("esc"))
						}
					}
				}
			}
		})
	}
}

// whole fails if the next frame cuts a text without a sign.
func whole(t *testing.T, m *tui.Model, what string) {
	t.Helper()
	m.View()
	if lost := m.Lost(); len(lost) > 0 {
		w, h := m.Size()
		t.Errorf("%s at %dx%d: %d texts are cut, the first %q", what, w, h, len(lost), lost[0])
	}
}
