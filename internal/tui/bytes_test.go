package tui_test

import (
	"strings"
	"testing"
	"time"

	"allyscope/internal/testing/termtest"
)

// The most bytes that a key may send, at 120x40 in sixteen colours unless stated otherwise. The
// tests are deterministic, so these are limits, not averages.
const (
	stepBudget    = 600  // a change of the year that keeps the order
	resortBudget  = 2500 // a change of the year that re-sorts the ranking
	cursorBudget  = 120  // a move of the focus without scrolling
	scrollBudget  = 250  // the list scrolls by one line
	settledBudget = 2500 // the panel, the title and the sentence, when the screen settles
	richBudget    = 900  // as stepBudget, in 256 colours
	localBudget   = 4000 // as resortBudget, in 256 colours
	richSettled   = 3500
)

// cost is the bytes sent at once, and those when the screen settled.
type cost struct{ now, then int }

// press presses a key and counts the bytes.
func (u *user) press(key string) cost {
	u.t.Helper()
	u.Reset()
	u.Press(key)
	if u.Writes() > 1 {
		u.t.Errorf("%s took %d frames", key, u.Writes())
	}
	c := cost{now: u.Bytes()}
	u.Reset()
	u.Advance(settled)
	c.then = u.Bytes()
	return c
}

// most presses a key n times and returns the greatest costs.
func (u *user) most(key string, n int) cost {
	u.t.Helper()
	var worst cost
	for range n {
		c := u.press(key)
		worst.now, worst.then = max(worst.now, c.now), max(worst.then, c.then)
	}
	return worst
}

// years returns the number of steps from the last year of the answer to the first.
func (u *user) years() int {
	a := u.model.Answer()
	return int(a.Last - a.First)
}

func (u *user) within(what string, got, budget int) {
	u.t.Helper()
	u.t.Logf("%-46s %5d B of %d", what, got, budget)
	if got > budget {
		u.t.Errorf("%s costs %d B, the budget is %d", what, got, budget)
	}
}

func TestAYearStepCostsLittleWhereTheOrderStays(t *testing.T) {
	for _, text := range []string{"2026 2% sort:name", "sort:name"} {
		sit(t, text, remote, 120, 40, func(u *user) {
			for _, key := range []string{"left", "right"} {
				worst := u.most(key, u.years())
				u.within(text+", "+key, worst.now, stepBudget)
				u.within(text+", "+key+", settling", worst.then, settledBudget)
			}
			u.misses("first year of", "last year of")
		})
	}
}

func TestAYearStepThatSortsAnewKeepsItsBudget(t *testing.T) {
	for _, text := range []string{"2026 2%", ""} {
		sit(t, text, remote, 120, 40, func(u *user) {
			for _, key := range []string{"left", "right"} {
				worst := u.most(key, u.years())
				u.within(text+", "+key, worst.now, resortBudget)
				u.within(text+", "+key+", settling", worst.then, settledBudget)
			}
		})
	}
}

// A local terminal has a look with more styles, and more detail in the areas above the level.
func TestAYearStepOnTheSameMachine(t *testing.T) {
	for text, budget := range map[string]int{"2026 2%": localBudget, "": localBudget, "sort:name": richBudget, "2026 2% sort:name": richBudget} {
		for _, env := range []string{local, tmux, local + " COLORFGBG=0;15"} {
			sit(t, text, env, 120, 40, func(u *user) {
				for _, key := range []string{"left", "right"} {
					worst := u.most(key, u.years())
					u.within(env+": "+text+", "+key, worst.now, budget)
					u.within(env+": "+text+", "+key+", settling", worst.then, richSettled)
				}
				worst := u.most("down", 10)
				u.within(env+": "+text+", down", worst.now, cursorBudget)
				u.within(env+": "+text+", down, settling", worst.then, richSettled)
			})
		}
	}
}

// The whole list is on the screen, so only the focus moves.
func TestMovingTheFocusCostsLittle(t *testing.T) {
	for _, text := range []string{"2026 2%", "sort:name"} {
		sit(t, text, remote, 120, 40, func(u *user) {
			n := u.model.Answer().Len()
			for _, key := range []string{"down", "up"} {
				worst := u.most(key, n)
				u.within(text+", "+key, worst.now, cursorBudget)
				u.within(text+", "+key+", settling", worst.then, settledBudget)
			}
		})
	}
}

// At 80x24 the list scrolls by one line at a time. A rule, or the sums at the end, come into view
// together with an ally, which takes another line for each.
func TestScrollingCostsLittle(t *testing.T) {
	for _, text := range []string{"2026 2%", "", "sort:name"} {
		sit(t, text, remote, 80, 24, func(u *user) {
			a := u.model.Answer()
			for _, key := range []string{"down", "up"} {
				most, scrolled := 0, 0
				for range a.Len() {
					before := u.model.List().Top
					c := u.press(key)
					lines := u.model.List().Top - before
					if lines < 0 {
						lines = -lines
					}
					if lines == 0 {
						u.within(text+", "+key, c.now, cursorBudget)
						continue
					}
					scrolled += lines
					most = max(most, c.now/lines)
					if budget := scrollBudget * lines; c.now > budget {
						t.Errorf("%q, %s: %d lines cost %d B, the budget is %d", text, key, lines, c.now, budget)
					}
				}
				u.within(text+", "+key+", a scrolled line", most, scrollBudget)
				if scrolled < 10 {
					t.Errorf("%q, %s: %d lines scrolled", text, key, scrolled)
				}
			}
		})
	}
}

func TestNothingIsSentWhenNothingHappens(t *testing.T) {
	for _, env := range []string{remote, local} {
		for _, keys := range [][]string{nil, {"left"}, {"?"}, {":"}, {"/", "n"}, {"o"}} {
			sit(t, "2024 2%", env, 120, 40, func(u *user) {
				u.Press(keys...)
				u.Advance(settled)
				u.Reset()
				u.Advance(time.Minute)
				if u.Bytes() != 0 {
					t.Errorf("after %v an idle minute costs %d B: %q", keys, u.Bytes(), u.Output())
				}
			})
		}
	}
}

func TestAHeldKeyIsOneFrame(t *testing.T) {
	arrows, err := termtest.Keys("left")
	if err != nil {
		t.Fatal(err)
	}
	sit(t, "2024 source:sipri sort:name", remote, 120, 40, func(u *user) {
		u.Reset()
		u.Type(strings.Repeat(arrows, 20))
		u.Idle()
		if got := u.model.Answer().Year; got != 2004 {
			t.Errorf("twenty steps lead to %d", got)
		}
		if u.Writes() != 1 {
			t.Errorf("twenty arrows in one write took %d frames", u.Writes())
		}
		u.within("twenty years in one write", u.Bytes(), 2*stepBudget)
	})
	sit(t, "2026 2%", remote, 120, 40, func(u *user) {
		down, err := termtest.Keys("down")
		if err != nil {
			t.Fatal(err)
		}
		u.Reset()
		u.Type(strings.Repeat(down, 20))
		u.Idle()
		if u.Writes() != 1 {
			t.Errorf("twenty arrows in one write took %d frames", u.Writes())
		}
		u.within("twenty allies in one write", u.Bytes(), cursorBudget)
	})
}

// The panel does not slow down a key that is held: it is drawn once, when the key is released.
func TestWhatSettlesIsSentOnce(t *testing.T) {
	sit(t, "2026 2% sort:name", remote, 120, 40, func(u *user) {
		u.Reset()
		for range 10 {
			u.Press("left") // waits until nothing more is sent, which takes less time than settling
		}
		u.within("ten steps, one after the other", u.Bytes(), 10*stepBudget)
		u.Reset()
		u.Advance(settled)
		if u.Writes() != 1 {
			t.Errorf("settling took %d frames", u.Writes())
		}
		u.within("settling after ten steps", u.Bytes(), settledBudget)
	})
}

func TestPlayingCostsNoMoreThanStepping(t *testing.T) {
	sit(t, "2014 2% sort:name", remote, 120, 40, func(u *user) {
		u.Press("p")
		for range 10 {
			u.Reset()
			u.Advance(time.Second)
			if u.Bytes() > stepBudget+settledBudget {
				t.Errorf("a second of playing costs %d B", u.Bytes())
			}
		}
	})
}
