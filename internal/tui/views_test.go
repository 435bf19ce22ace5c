package tui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/tui"
)

// The bytes of a move of the focus at 120x40 in 256 colours, for views that redraw more than two
// names: in Heat a row with its frame, and in views about one ally everything.
const (
	heatCursorBudget  = 150
	wholeCursorBudget = 3000
)

// A change of the year costs no more in any other view than in a ranking that keeps its order, over
// SSH in sixteen colours and locally in 256; nor does settling.
func TestAStepOfEveryView(t *testing.T) {
	for _, c := range []struct {
		text   string
		cursor int
	}{
		{"trend EST POL NOR DEU 2%", cursorBudget}, {"trend", wholeCursorBudget},
		{"compare EST POL NOR 2%", cursorBudget}, {"compare NOR", wholeCursorBudget}, {"claims", wholeCursorBudget},
		{"grid 2%", cursorBudget}, {"grid", cursorBudget}, {"heat 2%", heatCursorBudget}, {"heat", heatCursorBudget},
		{"balance 2%", cursorBudget}, {"balance NOR", cursorBudget}, {"path", cursorBudget}, {"path 2%", cursorBudget},
		{"sheet focus:NOR", wholeCursorBudget}, {"sheet focus:POL 2%", wholeCursorBudget},
	} {
		for env, budget := range map[string]cost{remote: {stepBudget, settledBudget}, local: {richBudget, richSettled}} {
			sit(t, c.text, env, 120, 40, func(u *user) {
				for _, key := range []string{"[", "]", "down", "up"} {
					now, presses := c.cursor, 10
					if key == "[" || key == "]" {
						now, presses = budget.now, u.years()
					}
					worst := u.most(key, presses)
					u.within(env+": "+c.text+", "+key, worst.now, now)
					u.within(env+": "+c.text+", "+key+", settling", worst.then, budget.then)
				}
			})
		}
	}
}

// Statements do not depend on the question: a key that asks for other years, levels or allies
// changes nothing there, not even invisibly, and says why. All keys that move go from statement to
// statement. A typed question is answered in another view, where the answer can be seen.
func TestStatementsAnswerNoQuestion(t *testing.T) {
	keys := strings.Fields("left right [ ] H L 0 $")
	for _, b := range tui.Keys(false) {
		if slices.Contains([]string{"Asking", "Choosing allies", "Playing"}, b.Group) && b.Word != "go" && b.Word != "lens" {
			keys = append(keys, b.Keys()...)
		}
	}
	sit(t, "claims filter:land group:nordic", local, 120, 40, func(u *user) {
		was := u.query()
		u.Press("esc")
		u.says("nothing to leave")
		u.is("question", u.query(), was)
	})
	sit(t, "claims 2% 2020", local, 120, 40, func(u *user) {
		was := u.query()
		u.says("↑↓ statement  : go  u undo")
		for _, key := range keys {
			u.Press(key)
			u.says("a statement has its own year, level and allies")
			if now := u.query(); now != was {
				t.Errorf("%s asks %s, where %s was asked", key, now, was)
			}
		}
		for _, move := range []struct{ key, at string }{
			{"G", "Statement 16 of 16"}, {"g", "Statement 1 of 16"}, {"pgdown", "Statement 16 of 16"}, {"up", "Statement 15 of 16"}, {"home", "Statement 1 of 16"},
		} {
			u.Press(move.key)
			u.sees(move.at)
		}
		u.Wheel(10, 10, 1)
		u.sees("Statement 4 of 16")
		u.Press("enter", "esc") // after a sheet the view before it comes back
		u.sees("Statement 4 of 16")
		u.asks("2018")
		u.sees("In 2018, 5 of 28 allies")
	})
	sit(t, "2% 2014", local, 120, 40, func(u *user) {
		u.Press("p")
		u.Click(strings.Index(u.Screen(), "Claims"), 0)
		u.Advance(3 * time.Second)
		u.is("year", u.query().Year, figure.Year(2014))
	})
}

// A sheet goes back to the view that it was opened from, however it was opened.
func TestTheViewUnderASheet(t *testing.T) {
	sit(t, "heat 2022", local, 120, 40, func(u *user) {
		u.asks("show NOR")
		u.is("view", u.query().View, query.Sheet)
		u.Press("esc")
		u.is("view", u.query().View, query.Heat)
	})
}
