package tui_test

import "testing"

// What a step in the year costs in a view that is no ranking, at 120x40 in
// sixteen colours over SSH. Path and sheet, whose every figure is of one year,
// follow a moment later in one piece.
const (
	viewBudget        = 1500
	viewSettledBudget = 3500
)

func TestAYearStepOfEveryView(t *testing.T) {
	for _, text := range []string{
		"trend EST POL NOR DEU 2%", "trend", "compare EST POL NOR 2%", "compare NOR", "claims", "grid 2%", "grid", "heat 2%", "heat",
		"balance 2%", "balance NOR", "path", "path 2%", "sheet focus:NOR", "sheet focus:POL 2%",
	} {
		sit(t, text, remote, 120, 40, func(u *user) {
			worst := u.most("[", u.years())
			u.within(text, worst.now, viewBudget)
			u.within(text+", settling", worst.then, viewSettledBudget)
		})
	}
}
