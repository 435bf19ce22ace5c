package terminal_test

import (
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/terminal"
)

func TestNumbersAreWrittenAsTheReaderWants(t *testing.T) {
	g := cell.New(40, 1)
	g.Text(0, 0, "1,234,567.89 3.5 %, a.b 2,x .5 2024-06", cell.Plain)
	for name, want := range map[string]string{
		"1,234.5": "1,234,567.89 3.5 %, a.b 2,x .5 2024-06",
		"1 234.5": "1 234 567.89 3.5 %, a.b 2,x .5 2024-06",
		"1.234,5": "1.234.567,89 3,5 %, a.b 2,x .5 2024-06",
		"1 234,5": "1 234 567,89 3,5 %, a.b 2,x .5 2024-06",
	} {
		n, ok := terminal.WaysOfNumbers().Find(name)
		if called := terminal.WaysOfNumbers()[n]; !ok || called != name {
			t.Fatalf("%q is called %q", name, called)
		}
		if got := terminal.NewWriter(terminal.Look{Numbers: n}).String(g); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	g.Text(0, 0, "1,234,567.89 3.5 %, a.b 2,x .5 2024-06", cell.Meets, cell.Verbatim, cell.Bold)
	w := terminal.NewWriter(terminal.Look{Numbers: terminal.SpaceComma, Profile: terminal.Colour16})
	if got, want := w.String(g), "\x1b[1;94m1,234,567.89 3.5 %, a.b 2,x .5 2024-06\x1b[m"; got != want {
		t.Errorf("what was typed: %q, want %q", got, want)
	}
	if _, ok := terminal.WaysOfNumbers().Find("1'234.5"); ok || len(terminal.WaysOfNumbers()) != 4 {
		t.Error("an unknown way was found")
	}
}
