package tui_test

import (
	"strings"
	"testing"
)

// How much of the screen a step of the focus draws anew at once, at 120x40 in 256
// colours, where it is more than two names: in Heat a row and its frame, and of the
// views that are about one ally everything.
const (
	heatCursorBudget  = 150
	wholeCursorBudget = 3000
)

// A step in the year costs no more in any other view than in a ranking whose order
// stays, over SSH in sixteen colours as on the same machine in 256; and what follows
// when it has settled, no more than there.
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

// Statements answer no question: a key that asks for other years, levels or allies changes
// nothing there, unseen by whoever pressed it, and says why. All ways to move go from
// statement to statement.
func TestStatementsAnswerNoQuestion(t *testing.T) {
	sit(t, "claims 2% 2020", local, 120, 40, func(u *user) {
		was := u.query()
		u.says("↑↓ statement  : go  u undo")
		for key := range strings.FieldsSeq("left right [ ] H L 0 $ t T m v b s S o space x P / n N p , .") {
			u.Press(key)
			u.says("a statement has its own year, target and allies")
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
	})
}
