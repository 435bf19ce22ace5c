package tui_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/query"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/termtest"
	"allyscope/internal/tui"
)

// frames are the screens of every year of the question, the first at first.
func frames(t *testing.T, m *tui.Model, w, h int) (screens []string, boxes []string) {
	t.Helper()
	send(m, tea.WindowSizeMsg{Width: w, Height: h})
	m.Update(key("0"))
	for {
		send(m, m.Settle())
		text, _ := termtest.Grid(m.View().Content, w, h)
		screens, boxes = append(screens, text), append(boxes, fmt.Sprintf("%+v", m.Screen()))
		a := m.Answer()
		if a.Year == a.Last {
			return screens, boxes
		}
		m.Update(key("]"))
	}
}

// Nothing but figures, marks, rule and headline moves between two years: every part
// of the screen stays where it is, and so does every name.
func TestNothingMovesWithTheYear(t *testing.T) {
	ds := frozen.Data(t)
	names := regexp.MustCompile(`(Poland|Estonia|Norway|Portugal|Slovenia|Luxembourg)\b`)
	for _, text := range []string{"sort:name 2%", "2%", "trend EST POL NOR 2%", "compare EST POL NOR 2%", "grid 2%", "heat 2%", "balance 2%", "path sort:name", "claims", "sheet NOR focus:NOR"} {
		for _, size := range [][2]int{{120, 40}, {80, 24}, {160, 50}, {40, 12}, {60, 20}} {
			m := explorer(t, ds, text, local)
			screens, boxes := frames(t, m, size[0], size[1])
			for i := 1; i < len(screens); i++ {
				if boxes[i] != boxes[0] {
					t.Errorf("%q at %dx%d: the parts move\nfrom %s\n  to %s", text, size[0], size[1], boxes[0], boxes[i])
				}
				if !strings.HasPrefix(text, "sort:name") && !strings.HasPrefix(text, "grid") && !strings.HasPrefix(text, "heat") {
					continue // names in other views stand where their figures do
				}
				top := m.Screen().Head.Y
				old, now := strings.Split(screens[0], "\n"), strings.Split(screens[i], "\n")
				for y := top; y < len(now); y++ {
					if a, b := names.FindStringIndex(old[y][:min(len(old[y]), 60)]), names.FindStringIndex(now[y][:min(len(now[y]), 60)]); a != nil && b != nil && (a[0] != b[0] || old[y][a[0]:a[1]] != now[y][b[0]:b[1]]) {
						t.Errorf("%q at %dx%d, line %d: a name has moved\n%s\n%s", text, size[0], size[1], y, old[y], now[y])
					}
				}
			}
			if t.Failed() {
				return
			}
		}
	}
}

// A headline is whole on the screens the program is for, in every view; where it is not,
// in a year with more to say, it ends with a clause and the sign that more follow.
func TestHeadlinesAreWhole(t *testing.T) {
	ds := frozen.Data(t)
	for v := range query.Views {
		for _, more := range []string{"", " 2%", " EST POL NOR", " nordic"} {
			text := "view:" + query.View(v).String() + more
			m := explorer(t, ds, text, local)
			for _, size := range [][2]int{{120, 40}, {80, 24}, {160, 50}} {
				screens, _ := frames(t, m, size[0], size[1])
				at := m.Screen().Sentence
				for i, s := range screens {
					headline := strings.TrimSpace(strings.Join(strings.Split(s, "\n")[at.Y:at.Y+at.H], "\n"))
					cut := strings.HasSuffix(headline, "…")
					if cut && !strings.HasSuffix(headline, " …") || cut && more == "" && i == len(screens)-1 {
						t.Errorf("%s at %dx%d: %s", text, size[0], size[1], headline)
					}
				}
			}
		}
	}
}
