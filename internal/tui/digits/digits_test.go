package digits_test

import (
	"strings"
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/tui/digits"
)

// drawn returns a figure as drawn on a grid, without trailing blanks.
func drawn(t *testing.T, text string) string {
	t.Helper()
	w := digits.Width(text)
	g := cell.New(w+10, digits.Height)
	if end := digits.Draw(g, 0, 0, text, cell.Meets); end != w {
		t.Errorf("%q ends at column %d, and is %d wide", text, end, w)
	}
	var lines []string
	for y := range digits.Height {
		line := ""
		for _, c := range g.Row(y) {
			line += string(c.Rune)
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return strings.Join(lines, "\n")
}

// Every character of a headline figure is five lines high, with a blank column before the next.
func TestFiguresAreLarge(t *testing.T) {
	for text, want := range map[string]string{
		"0123": `
█▀▀█  ▄█  ▀▀▀█ ▀▀▀█
█  █   █     █    █
█  █   █  █▀▀▀  ▀▀█
█  █   █  █       █
▀▀▀▀  ▀▀▀ ▀▀▀▀ ▀▀▀▀`,
		"456789": `
█  █ █▀▀▀ █▀▀▀ ▀▀▀█ █▀▀█ █▀▀█
█  █ █    █       █ █  █ █  █
▀▀▀█ ▀▀▀█ █▀▀█   █▀ █▀▀█ ▀▀▀█
   █    █ █  █   █  █  █    █
   ▀ ▀▀▀▀ ▀▀▀▀   ▀  ▀▀▀▀ ▀▀▀▀`,
		"+1,2 %": `
      ▄█     ▀▀▀█    █  █
 ▄▄    █        █      █
▄██▄   █     █▀▀▀     █
 ▀▀    █  ▄▄ █       █  █
      ▀▀▀ ▄▀ ▀▀▀▀`,
		"−3.5e": `
     ▀▀▀█    █▀▀▀
        █    █    ▄▄▄▄
▀▀▀▀  ▀▀█    ▀▀▀█ █▄▄█
        █ ▄▄    █ █
     ▀▀▀▀ ▀▀ ▀▀▀▀ ▀▀▀▀`,
		"4/?": `
█  █    █ ▀▀▀█
█  █   █     █
▀▀▀█   █   █▀▀
   █  █
   ▀ ▀     ▀`,
		"=7 bn": `
 ▀▀▀█
    █
   █▀
   █
=  ▀     bn`,
	} {
		if got := "\n" + drawn(t, text); got != want {
			t.Errorf("%s:%s", text, got)
		}
	}
}
