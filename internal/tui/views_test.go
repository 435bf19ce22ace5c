package tui_test

import "testing"

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
