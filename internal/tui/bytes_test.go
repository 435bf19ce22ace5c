package tui_test

import (
	"testing"
	"time"
)

func TestMeasure(t *testing.T) {
	for _, env := range []string{remote} {
		for _, text := range []string{"2026 2% sort:name", "sort:name", "2026 2%", ""} {
			for _, size := range [][2]int{{120, 40}, {80, 24}} {
				sit(t, text, env, size[0], size[1], func(u *user) {
					var now, later, back, backLater []int
					for range 12 {
						u.Reset(); u.Press("left"); now = append(now, u.Bytes()); u.Reset(); u.Advance(time.Second); later = append(later, u.Bytes())
					}
					for range 12 {
						u.Reset(); u.Press("right"); back = append(back, u.Bytes()); u.Reset(); u.Advance(time.Second); backLater = append(backLater, u.Bytes())
					}
					t.Logf("%v %q %v\n left %v\n then %v\n right %v\n then %v", size, text, env == remote, now, later, back, backLater)
					var down, downLater, up, upLater []int
					for range 36 {
						u.Reset(); u.Press("down"); down = append(down, u.Bytes()); u.Reset(); u.Advance(time.Second); downLater = append(downLater, u.Bytes())
					}
					for range 36 {
						u.Reset(); u.Press("up"); up = append(up, u.Bytes()); u.Reset(); u.Advance(time.Second); upLater = append(upLater, u.Bytes())
					}
					t.Logf("\n down %v\n then %v\n up %v\n then %v", down, downLater, up, upLater)
					u.Reset()
					u.Advance(time.Minute)
					t.Logf("idle %d", u.Bytes())
				})
			}
		}
	}
}
