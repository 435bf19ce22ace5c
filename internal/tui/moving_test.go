package tui_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/tui"
)

func TestMovingAmongTheAllies(t *testing.T) {
	sit(t, "2024 2%", local, 80, 24, func(u *user) {
		rows := u.model.Answer().Rows()
		last := rows[len(rows)-1].Ally.Code
		u.focused("POL")
		u.Press("up")
		u.focused("POL")
		u.Press("j", "down", "k")
		u.focused("EST")
		u.Press("G")
		u.focused(last)
		u.Press("down", "pgdown")
		u.focused(last)
		u.Press("home")
		u.focused("POL")
		u.Press("ctrl+d")
		page := u.model.Focus()
		if page == "POL" {
			t.Error("ctrl+d moves nothing")
		}
		u.Press("ctrl+u")
		u.focused("POL")
	})
}

func TestMovingThroughTheYears(t *testing.T) {
	sit(t, "2024 2%", local, 120, 40, func(u *user) {
		year := func(y int) {
			t.Helper()
			u.is("year", u.model.Answer().Year, figure.Year(y))
		}
		u.Press("h", "left")
		year(2022)
		u.Press("l", "[", "]")
		year(2023)
		u.Press("H")
		year(2018)
		u.Press("H")
		year(2014)
		u.Press("left")
		u.says("2014 is the first year of")
		u.Press("H")
		u.says("2014 is the first year of")
		u.Press("L", "shift+right")
		year(2024)
		u.Press("$")
		year(2026)
		u.Press("right")
		u.says("2026 is the last year of")
		u.Press("0")
		year(2014)
		u.Advance(settled)
		u.is("the title settles", u.Title(), "allyscope: share 2014 2% (2026-07)")
	})
}

// The focused ally keeps its line of the screen while the list moves.
func TestTheFocusKeepsItsRow(t *testing.T) {
	sit(t, "2026 2%", local, 80, 24, func(u *user) {
		u.Press(strings.Fields(strings.Repeat("down ", 18))...)
		u.Press(strings.Fields(strings.Repeat("up ", 6))...)
		name := nameOf(u)
		row := u.row(name)
		for _, key := range []string{"left", "left", "left", "H", "right", "s", "s", "s", "s", "s", "s", "S", "S", "t", "t", "u", "o"} {
			u.Press(key)
			if got := u.row(name); got != row && !u.atEdge() {
				t.Errorf("after %s %s stands on line %d, before on %d\n%s", key, name, got, row, u.Screen())
				return
			}
		}
	})
}

// nameOf returns the name of the focused ally.
func nameOf(u *user) string {
	r, _ := u.model.Answer().Row(u.model.Focus())
	return r.Ally.Name
}

// atEdge reports whether the list is at its top or end, where the focused ally cannot keep its
// line.
func (u *user) atEdge() bool {
	l := u.model.List()
	return l.Top == 0 || l.Top >= l.Items-l.Lines
}

func TestTheFocusKeepsItsRowInAResize(t *testing.T) {
	sit(t, "2026 2%", local, 80, 24, func(u *user) {
		u.Press(strings.Fields(strings.Repeat("down ", 18))...)
		u.Press(strings.Fields(strings.Repeat("up ", 8))...)
		name, line := nameOf(u), u.model.List().Focus
		for _, size := range [][2]int{{90, 24}, {100, 26}, {79, 22}, {80, 24}} {
			u.Resize(size[0], size[1])
			if got := u.model.List().Focus; got != line && !u.atEdge() {
				t.Errorf("at %v %s stands on line %d of the list, before on %d\n%s", size, name, got, line, u.Screen())
			}
			u.sees(name)
		}
		u.Resize(40, 6)
		u.sees(name)
		u.Resize(80, 24)
		u.is("focus", nameOf(u), name)
	})
}

func TestTheFocusGoesToANeighbourWhenItsAllyIsNotListed(t *testing.T) {
	sit(t, "2024 2%", local, 80, 24, func(u *user) {
		u.Press("G")
		u.Press("/")
		u.writes("po")
		if c := u.model.Focus(); c != "POL" && c != "PRT" {
			t.Errorf("the focus is on %s of %s", c, u.codes())
		}
	})
}

func TestPlayingRunsToTheLastYearAndStops(t *testing.T) {
	sit(t, "2014 2%", local, 120, 40, func(u *user) {
		u.Press("p")
		u.says("playing a year a second")
		u.Advance(5 * time.Second)
		u.is("after five seconds", u.model.Answer().Year, figure.Year(2019))
		u.Advance(time.Minute)
		u.is("in the end", u.model.Answer().Year, figure.Year(2026))
		u.misses("playing")
		u.Reset()
		u.Advance(time.Minute)
		u.is("bytes of standing still", u.Bytes(), 0)
		u.Press("p")
		u.is("from the end it starts again", u.model.Answer().Year, figure.Year(2014))
		u.Advance(3 * time.Second)
		u.Press("p")
		u.says("stopped")
		at := u.model.Answer().Year
		u.Advance(time.Minute)
		u.is("stopped", u.model.Answer().Year, at)
		u.Press("u")
		u.is("a play is undone as one", u.model.Answer().Year, figure.Year(2014))
	})
}

// A tick of a stopped play does not change the year of the next one.
func TestPlayingBegunAnewKeepsItsPace(t *testing.T) {
	sit(t, "2014 2%", local, 120, 40, func(u *user) {
		for range 3 {
			u.Press("p")
		}
		u.says("playing a year a second")
		u.Advance(5 * time.Second)
		u.is("after five seconds", u.model.Answer().Year, figure.Year(2019))
	})
}

func TestAnyOtherKeyStopsPlaying(t *testing.T) {
	sit(t, "2014 2%", local, 120, 40, func(u *user) {
		u.Press("p")
		u.Advance(2 * time.Second)
		u.Press("down")
		at := u.model.Answer().Year
		u.Advance(time.Minute)
		u.is("year", u.model.Answer().Year, at)
	})
}

func TestSpeeds(t *testing.T) {
	sit(t, "2014 2%", local, 120, 40, func(u *user) {
		u.Press(".")
		u.says("120 years a minute; p plays")
		u.Press(".", ".", ".")
		u.says("240 years a minute")
		u.Press(strings.Fields(strings.Repeat(", ", 9))...)
		u.says("20 years a minute")
		u.Press("p")
		u.Advance(7 * time.Second)
		u.is("two years in seven seconds", u.model.Answer().Year, figure.Year(2016))
		u.Press(".")
		u.says("playing 40 years a minute")
		u.Advance(time.Minute)
		u.is("year", u.model.Answer().Year, figure.Year(2026))
	})
}

func TestTheMouse(t *testing.T) {
	sit(t, "2024 2%", local, 120, 40, func(u *user) {
		u.Click(10, u.row("Hungary"))
		u.focused("HUN")
		u.Click(10, u.row("━━ 2 %"))
		u.focused("HUN")
		u.Wheel(10, 10, 1)
		u.focused("NOR")
		u.Wheel(10, 10, -2)
		u.focused("GRC")
		y := u.row("meet 2 %  ")
		x := strings.Index(strings.Split(u.Screen(), "\n")[y+1], "2016")
		u.Click(x, y+1)
		u.is("year", u.model.Answer().Year, figure.Year(2016))
		u.Drag(x, y, x+7*4, y)
		u.is("year", u.model.Answer().Year, figure.Year(2020))
		u.Press("u")
		u.is("clicks and drags are undone as one", u.model.Answer().Year, figure.Year(2024))
		u.Click(0, 0)
		u.Click(119, 39)
		u.Click(60, 20)
		u.focused("GRC")
		u.Press("M")
		u.says("mouse off")
		u.Press("M")
		u.says("mouse on")
	})
}

// A click on a column's head sorts by it, a second one reverses the order. A click on a row's marks
// pins the ally, another one unpins it.
func TestHeadsAndMarksAreClicked(t *testing.T) {
	sit(t, "2024 2%", local, 100, 40, func(u *user) {
		head := func(text string) {
			t.Helper()
			for y, line := range strings.Split(u.Screen(), "\n") {
				if before, _, ok := strings.Cut(line, text); ok && strings.Contains(line, "Ally") {
					u.Click(cell.Width(before), y)
					return
				}
			}
			t.Fatalf("no head %q:\n%s", text, u.Screen())
		}
		for _, c := range []struct{ head, asked string }{
			{"to 2", "sort:gap"}, {"to 2", "sort:-gap"}, {"to 2", "sort:gap"}, {"since 2014", "sort:since"}, {"on 2023", "sort:change"}, {"US$ bn", "sort:money"}, {"Ally", "sort:name"}, {"2024 ", ""},
		} {
			head(c.head)
			q := u.query()
			if got := q.Sort.Word(); q.Reverse && strings.Replace(got, ":", ":-", 1) != c.asked || !q.Reverse && got != c.asked && c.asked != "" || c.asked == "" && q.Sort != query.ByValue {
				t.Errorf("%s: %s, reversed %v; want %s", c.head, got, q.Reverse, c.asked)
			}
		}
		u.Click(1, u.row("9 Hungary"))
		u.is("pins", u.query().Pins, query.List("HUN"))
		u.Click(0, u.row("9 Hungary"))
		u.is("pins", u.query().Pins, query.List(""))
	})
	sit(t, "path 3.5%", local, 160, 50, func(u *user) {
		y := u.row("US$ bn")
		at := strings.Split(u.Screen(), "\n")[y]
		before, _, _ := strings.Cut(at, "US$ bn")
		u.Click(cell.Width(before), y)
		u.is("order", u.query().Sort, query.ByMoney)
	})
}

func TestADragThatLeavesTheSliderHoldsTheYear(t *testing.T) {
	sit(t, "2024 2%", local, 120, 40, func(u *user) {
		y := u.row("meet 2 %  ")
		u.Drag(60, y, 119, 0)
		at := u.model.Answer()
		if at.Year < at.First || at.Year > at.Last {
			t.Errorf("%d is on show", at.Year)
		}
	})
}

func TestEscNeverQuits(t *testing.T) {
	sit(t, "2024 2%", local, 80, 24, func(u *user) {
		for _, keys := range []string{"", "?", ":", "/", "T", "z", "enter", "p", "P", "tab", "space"} {
			u.Press(strings.Fields(keys)...)
			u.Press("esc", "esc", "esc")
		}
		u.sees("allyscope")
	})
}

func TestQQuits(t *testing.T) {
	sit(t, "", local, 80, 24, func(u *user) {
		u.Press("q")
		if _, err := u.WaitExit(); err != nil {
			t.Error(err)
		}
	})
	sit(t, "", local, 80, 24, func(u *user) { // in a line q is a letter, on the help page it goes back
		u.Press(":", "q")
		u.sees(":q")
		u.Press("esc", "?", "q")
		u.sees("Lithuania")
		u.Press("q")
		if _, err := u.WaitExit(); err != nil {
			t.Error(err)
		}
	})
}

func TestCtrlCQuitsFromEverywhere(t *testing.T) {
	for _, keys := range []string{"", "?", ":", ": e s", "/", "/ z", "T", "z", "enter", "p", "y", "w", "tab"} {
		sit(t, "2024 2%", local, 80, 24, func(u *user) {
			u.Press(strings.Fields(keys)...)
			u.Press("ctrl+c")
			if _, err := u.WaitExit(); err != nil {
				t.Errorf("after %q: %v", keys, err)
			}
		})
	}
}

func TestTheHelpPageListsEveryKey(t *testing.T) {
	for _, size := range [][2]int{{120, 40}, {80, 24}, {60, 12}} {
		sit(t, "", local, size[0], size[1], func(u *user) {
			u.Press("?")
			var seen strings.Builder
			for range 120 {
				seen.WriteString(u.Screen())
				seen.WriteByte('\n')
				u.Press("down")
			}
			for _, b := range tui.Keys(false) {
				first, _, _ := strings.Cut(b.Help().Desc, " ")
				found := false
				for line := range strings.Lines(seen.String()) {
					if i := strings.Index(line, b.Help().Key+" "); i >= 0 && strings.Contains(line[i:], first) {
						found = true
					}
				}
				if !found {
					t.Errorf("%v: the page does not list %s: %s", size, b.Help().Key, b.Help().Desc)
				}
			}
			if t.Failed() {
				t.Log(u.Screen())
			}
			for _, mark := range []string{"knife", "not measurable", "estimate", "not a member"} {
				if !strings.Contains(seen.String(), mark) {
					t.Errorf("%v: the page does not explain %q", size, mark)
				}
			}
			u.Press("up", "ctrl+u", "ctrl+d", "esc")
			u.sees("Lithuania")
		})
	}
}

func TestAKeyThatDoesNothingSaysSo(t *testing.T) {
	sit(t, "", local, 80, 24, func(u *user) {
		for _, name := range []string{"D", "f5", "ctrl+g", "é"} {
			u.Press(name)
			u.says("does nothing here; ? lists the keys")
		}
		u.Press("down")
		u.misses("does nothing here")
	})
}

func TestSuspendingWithoutAShell(t *testing.T) {
	sit(t, "", remote, 80, 24, func(u *user) {
		u.Press("ctrl+z")
		u.says("there is no shell to go back to")
		u.Press("/", "n", "ctrl+z")
		u.sees("there is no shell to go back to")
		u.Press("enter")
		u.is("filter", u.query().Filter, "n")
	})
}

// A path opens at the start of its own order if the reader has not chosen an ally, and else on the
// chosen one. A ranking after it starts at its first ally again.
func TestAPathOpensWhereItBegins(t *testing.T) {
	sit(t, "", local, 80, 24, func(u *user) {
		u.focused("LTU")
		u.Press("7")
		u.focused("SVN")
		u.Press("1")
		u.focused("LTU")
		u.Press("j", "j", "7")
		u.focused("LVA")
		u.Press("1")
		u.focused("LVA")
	})
	sit(t, "LTU", local, 80, 24, func(u *user) { // a named ally counts as chosen
		u.Press("7")
		u.focused("LTU")
	})
}

// Going back from the end of the list to its first ally shows that ally, even if the rule comes
// right after it.
func TestTheFirstIsSeenFromTheEnd(t *testing.T) {
	sit(t, "5.2% 2026 LTU", local, 75, 15, func(u *user) {
		u.Press("G", "n")
		u.focused("LTU")
		u.sees("1 Lithuania")
	})
}

// If the terminal does not report the release after a press on the slider, the next press ends it.
func TestAPressElsewhereDragsNoYear(t *testing.T) {
	m := explorer(t, frozen.Data(t), "2024 2%", local)
	send(m, tea.WindowSizeMsg{Width: 120, Height: 40})
	at := tea.Mouse{X: 60, Y: m.Screen().Slider.Y, Button: tea.MouseLeft}
	send(m, tea.MouseClickMsg(at))
	year := m.Answer().Year
	at.X, at.Y = 30, m.Screen().Body.Y+2
	send(m, tea.MouseClickMsg(at), tea.MouseMotionMsg(at))
	if now := m.Answer().Year; year == 2024 || now != year {
		t.Errorf("the slider leads to %d, and a drag over the list to %d", year, now)
	}
}
