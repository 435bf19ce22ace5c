package tui_test

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/query"
	"allyscope/internal/testing/frozen"
)

// Nothing is cut in silence: what does not fit ends in "…", goes on in the next line,
// scrolls, or says how much there is.
func TestNothingIsCutWithoutASign(t *testing.T) {
	ds := frozen.Data(t)
	for v := range query.Views {
		for _, text := range []string{"2024 2% NOR POL", "usd"} {
			m := explorer(t, ds, query.View(v).String()+" "+text, local)
			for _, w := range []int{20, 24, 30, 36, 40, 48, 56, 64, 72, 80, 96, 110, 120, 140, 160} {
				for _, h := range []int{5, 8, 12, 16, 20, 24, 32, 40} {
					send(m, tea.WindowSizeMsg{Width: w, Height: h})
					m.View()
					if lost := m.Lost(); len(lost) > 0 {
						t.Errorf("%s %s at %dx%d: %d texts are cut, the first %q", query.View(v), text, w, h, len(lost), lost[0])
					}
					for _, name := range []string{"?", "i"} {
						m.Update(key(name))
						m.View()
						if lost := m.Lost(); len(lost) > 0 {
							t.Errorf("%s at %dx%d: %d texts are cut, the first %q", name, w, h, len(lost), lost[0])
						}
						m.Update(key("esc"))
					}
				}
			}
		}
	}
}
