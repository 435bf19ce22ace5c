package tui_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/query"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/termtest"
	"allyscope/internal/tui"
	"allyscope/internal/tui/layout"
)

// frames returns the screens of all years of the question, first year first.
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

// Between two years only figures, marks, the rule and the headline change: every part of the screen
// keeps its place, and so does every word of the tabs and the heads. Names keep theirs if they are
// the order, or if the view shows all years; otherwise they move with their figures.
func TestNothingMovesWithTheYear(t *testing.T) {
	ds := frozen.Data(t)
	words := regexp.MustCompile(`\pL{3,}`)
	for _, c := range []struct {
		text  string
		names bool
	}{
		{"sort:name 2%", true}, {"2%", false}, {"nordic sort:name", true}, {"trend EST POL NOR 2%", true}, {"trend nordic baltic-total 2%", true},
		{"compare EST POL NOR 2%", true}, {"compare 2%", false}, {"grid 2%", true}, {"grid nordic", true}, {"heat 2%", true}, {"heat nordic", true},
		{"balance 2%", false}, {"path sort:name", true}, {"path", false}, {"claims", true}, {"sheet NOR focus:NOR", false}, {"sheet focus:POL 2%", false},
	} {
		for _, size := range [][2]int{{120, 40}, {80, 24}, {160, 50}, {40, 12}, {60, 20}} {
			m := explorer(t, ds, c.text, local)
			screens, boxes := frames(t, m, size[0], size[1])
			still := map[layout.Box]*regexp.Regexp{m.Screen().Tabs: words, m.Screen().Head: words}
			if c.names {
				body := m.Screen().Body
				switch m.Answer().Query.View {
				case query.Heat:
					body.H-- // the foot has the focused figure in words
				case query.Compare:
					body.H = min(body.H, 3) // below are slopes to the figures of the year
				}
				still[body] = regexp.MustCompile(strings.Join(listed(m), "|"))
			}
			for i := 1; i < len(screens); i++ {
				if boxes[i] != boxes[0] {
					t.Errorf("%q at %dx%d: the parts move\nfrom %s\n  to %s", c.text, size[0], size[1], boxes[0], boxes[i])
				}
				for box, what := range still {
					old, now := within(screens[0], box), within(screens[i], box)
					for y := range old {
						if a, b := placed(what, old[y]), placed(what, now[y]); a != b {
							t.Errorf("%q at %dx%d, line %d: %s has moved to %s\n%s\n%s", c.text, size[0], size[1], y, a, b, old[y], now[y])
						}
					}
				}
			}
		}
	}
}

// listed returns the names of the listed allies.
func listed(m *tui.Model) (names []string) {
	a := m.Answer()
	for i := range a.Len() {
		names = append(names, a.At(i).Ally.Name)
	}
	return names
}

// placed returns the words of a line, each with its column.
func placed(what *regexp.Regexp, line string) (out string) {
	for _, at := range what.FindAllStringIndex(line, -1) {
		out += fmt.Sprint(" ", line[at[0]:at[1]], utf8.RuneCountInString(line[:at[0]]))
	}
	return out
}

// within returns the lines of a part of a screen.
func within(screen string, b layout.Box) []string {
	lines := strings.Split(screen, "\n")[b.Y : b.Y+b.H]
	for i, line := range lines {
		r := []rune(line)
		lines[i] = string(r[min(b.X, len(r)):min(b.X+b.W, len(r))])
	}
	return lines
}

// In every view, headlines fit the common screens. One that does not, in a year with more to say,
// ends after a clause with "…".
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
