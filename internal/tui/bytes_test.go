package tui_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/colorprofile"

	"allyscope/internal/termtest"
	"allyscope/internal/tui"
)

func TestTry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, text := range []string{"2026 2% sort:name", "2026 2%", "sort:name", ""} {
			m := explorer(t, text)
			s := termtest.Start(t, m, termtest.Options{Width: 120, Height: 40, Profile: colorprofile.ANSI, Env: []string{"TERM=xterm-256color", "LANG=C.UTF-8"}})
			s.Advance(time.Second)
			var all []int
			for range 12 {
				s.Reset()
				s.Press("Left")
				all = append(all, s.Bytes())
				if len(all) == 3 { t.Logf("%q", s.Output()) }
				s.Advance(time.Second)
			}
			t.Log(text, all)
			s.Quit()
		}
	})
}

func explorer(tb testing.TB, text string) *tui.Model {
	tb.Helper()
	return newExplorer(tb, text, "TERM=xterm-256color", "LANG=C.UTF-8", "SSH_TTY=/dev/pts/1")
}
