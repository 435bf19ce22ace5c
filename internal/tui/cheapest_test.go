package tui_test

import (
	"testing"

	"allyscope/internal/testing/termtest"
	"allyscope/internal/views"
)

// In every view, changing the year sends at most one and a half times the bytes of the cheapest way
// to change the cells and the title. This is the sum over all years, with settling.
func TestAStepSendsLittleMoreThanItMust(t *testing.T) {
	for _, v := range views.All() {
		for _, key := range []string{"[", "]", "down", "up"} {
			for _, env := range []string{remote, local} {
				sit(t, v.ID.String()+" 2% DEU FRA POL", env, 120, 40, func(u *user) {
					if key == "]" {
						u.Press("0")
						u.Advance(settled)
					}
					worst, sent, least := 0.0, 0, 0
					for range u.years() {
						before, title := u.Cells(), u.Title()
						c := u.press(key)
						n := termtest.Cheapest(before, u.Cells())
						if now := u.Title(); now != title {
							n += len("\x1b]2;\a") + len(now)
						}
						if r := float64(c.now+c.then) / float64(max(1, n)); r > worst {
							worst, sent, least = r, c.now+c.then, n
						}
					}
					t.Logf("%-10s %s %5d B for %5d: %.2f, %s", v.ID, key, sent, least, worst, env)
					if worst > 1.5 {
						t.Errorf("%s, %s, %s: %d B where %d are enough", v.ID, key, env, sent, least)
					}
				})
			}
		}
	}
}
