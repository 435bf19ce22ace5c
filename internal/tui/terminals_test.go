package tui_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"allyscope/internal/terminal"
	"allyscope/internal/testing/frozen"
	"allyscope/internal/testing/golden"
	"allyscope/internal/testing/termtest"
)

// What each kind of terminal is sent, and what it shows: the sequences at the start and at the end
// other than styles and moves of the cursor, then the screen with its styles.
func TestTerminals(t *testing.T) {
	kept := golden.Open(t, "terminals")
	for _, env := range []string{
		"TERM=xterm-256color LANG=en_US.UTF-8", "TERM=linux LANG=en_US.UTF-8", "TERM=vt100 LANG=en_US.UTF-8",
		"TERM=screen LANG=en_US.UTF-8 STY=1.pts-0", "TERM=tmux-256color LANG=en_US.UTF-8 TMUX=/tmp/tmux,1,0",
		"TERM=xterm-256color LANG=en_US.UTF-8 NO_COLOR=1", "TERM=xterm-256color LANG=C",
	} {
		var got string
		synctest.Test(t, func(t *testing.T) {
			m := explorer(t, frozen.Data(t), "2024 2% NOR", env)
			s, on := stage(t, m, env, termtest.Options{})
			s.Advance(settled)
			begin := controls(s.Output())
			screen := s.Screen()
			_, styles, _ := strings.Cut(s.Styles(), "\n\na ")
			s.Reset()
			s.Type("q")
			if _, err := s.WaitExit(); err != nil {
				t.Error(err)
			}
			on.Leave()
			got = "begins: " + begin + "\nleaves: " + controls(s.Output()) + "\n\n" + screen + "\n\na " + styles + "\n"
		})
		t.Run(env, func(t *testing.T) { kept.Check(t, env, got) })
	}
	dumb := "TERM=dumb LANG=C"
	t.Run(dumb, func(t *testing.T) {
		if terminal.Detect(strings.Fields(dumb)).Screen {
			t.Error("something would be drawn")
		}
		kept.Check(t, dumb+" --plain", converse(t, "2024 2% NOR", nil, "right", "down", "trend", "q"))
	})
}

// controls returns the sequences in the output that set or ask something, each once, and sorted
// because questions may be sent in any order; escape is written as ␛. It fails for xterm's own
// request for other keys ("␛[>4;2m"): GNU Screen and mosh take it for "underlined", and would
// underline all later output.
func controls(out string) string {
	var found []string
	for _, s := range regexp.MustCompile(`\x1b\[[?>=<][^a-zA-Z]*[a-zA-Z]|\x1b[\]P][^\x07\x1b]*(\x07|\x1b\\)`).FindAllString(out, -1) {
		s = strings.ReplaceAll(s, "\x1b", "␛")
		if s = strings.ReplaceAll(s, "\x07", "␇"); !slices.Contains(found, s) {
			found = append(found, s)
		}
	}
	slices.Sort(found)
	return strings.Join(found, " ")
}
