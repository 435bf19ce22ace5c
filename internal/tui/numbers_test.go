package tui_test

import (
	"strings"
	"testing"

	"allyscope/internal/query"
	"allyscope/internal/terminal"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/tui"
)

// Figures follow the reader's notation. Typed text, completions and quotations of typed text stay
// as they are.
func TestNumbersLeaveWhatIsTypedAlone(t *testing.T) {
	for name, figure := range map[string]string{"1,234.5": "967,707", "1 234.5": "967 707", "1.234,5": "967.707", "1 234,5": "967 707"} {
		ds := frozen.Data(t)
		begin := func() *tui.Model {
			q, err := query.Parse("usd 2024 edition:2024-06", vocabulary(ds))
			if err != nil {
				t.Fatal(err)
			}
			env := terminal.Detect(strings.Fields(plain))
			env.Look.Numbers, _ = terminal.WaysOfNumbers().Find(name)
			m, err := tui.New(tui.Options{Data: ds, Query: q, Environment: env, Save: func(string, []byte, bool) error { return nil }})
			if err != nil {
				t.Fatal(err)
			}
			return m
		}
		run(t, plain, 120, 40, begin, func(u *user) {
			u.sees(figure)
			u.Press(":")
			u.writes("nordic 3,5% target:3")
			u.sees(":nordic 3,5% target:3", "target:3.5%")
			u.Press("enter")
			u.sees("contradicts 3,5%: ")
			u.Press("esc", "/")
			u.writes("1,5")
			u.sees("filter 1,5", `no name contains "1,5"`)
			u.Press("esc", "w", "ctrl+u")
			u.writes("a1.5.csv")
			u.Press("enter")
			u.sees("wrote a1.5.csv")
		})
	}
}
