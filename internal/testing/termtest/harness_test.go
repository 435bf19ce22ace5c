package termtest_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"allyscope/internal/testing/termtest"
)

func TestTerminalAlone(t *testing.T) {
	term := termtest.NewTerminal(20, 3, io.Discard)
	defer term.Close()

	go func() {
		// A query needs an answer, and the answer must not hold up the rest.
		_, _ = term.Write([]byte("one\x1b[c\ntwo"))
	}()

	if err := term.WaitFor(has("one\ntwo"), 10*time.Second); err != nil {
		t.Fatal(err)
	}

	if term.Bytes() != 10 || term.Writes() != 1 || term.Output() != "one\x1b[c\ntwo" {
		t.Errorf("%d bytes in %d writes: %q", term.Bytes(), term.Writes(), term.Output())
	}

	if err := term.WaitFor(has("three"), time.Millisecond); !errors.Is(err, termtest.ErrNeverShown) {
		t.Errorf("error %v", err)
	}
}

func TestKeys(t *testing.T) {
	for name, want := range map[string]string{
		"j": "j", "G": "G", "é": "é", "+": "+", "space": " ", "Enter": "\r",
		"right": "\x1b[C", "shift+right": "\x1b[1;2C", "ctrl+LEFT": "\x1b[1;5D",
		"home": "\x1b[H", "f1": "\x1bOP", "f5": "\x1b[15~", "shift+f5": "\x1b[15;2~",
		"pgdown": "\x1b[6~", "alt+pgdown": "\x1b[6;3~",
		"tab": "\t", "shift+tab": "\x1b[Z", "esc": "\x1b", "backspace": "\x7f",
		"ctrl+c": "\x03", "alt+x": "\x1bx", "ctrl+alt+x": "\x1b\x18", "shift+g": "G", "ctrl++": "\x0b",
	} {
		if got, err := termtest.Keys(name); err != nil || got != want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, want)
		}
	}

	for _, name := range []string{"", "nosuch", "hyper+x", "ctrl+é", "f13"} {
		if got, err := termtest.Keys(name); err == nil {
			t.Errorf("%q: %q, want an error", name, got)
		}
	}
}

func TestGrid(t *testing.T) {
	text, styles := termtest.Grid("\x1b[1mab\x1b[m c\n\x1b[7;38;5;9mde\x1b[m\x1b[1mf\x1b[m\x1b[38;2;1;2;3mg", 6, 3)

	if want := "ab c\ndefg\n"; text != want {
		t.Errorf("text %q, want %q", text, want)
	}

	if want := "aa\nbbac\n\n\na bold\nb reverse fg=9\nc fg=#010203"; styles != want {
		t.Errorf("styles %q, want %q", styles, want)
	}

	if text, styles = termtest.Grid("plain", 3, 1); text != "pla" || styles != "" {
		t.Errorf("clipped to %q with styles %q", text, styles)
	}

	if text, styles = termtest.Grid("anything", 0, 0); text != "" || styles != "" {
		t.Errorf("on no screen at all: %q %q", text, styles)
	}
}

func TestGridHasANameForEveryStyle(t *testing.T) {
	var content strings.Builder
	for i := range 80 {
		content.WriteString("\x1b[38;2;1;2;" + string([]rune{rune('0' + i/10), rune('0' + i%10)}) + "mx")
	}

	_, styles := termtest.Grid(content.String(), 80, 1)
	row, _, _ := strings.Cut(styles, "\n")

	names := map[rune]bool{}
	for _, name := range row {
		names[name] = true
	}

	if len(names) != 80 {
		t.Errorf("%d names for 80 styles: %s", len(names), row)
	}
}

func TestFits(t *testing.T) {
	for _, test := range []struct {
		content       string
		width, height int
		fits          bool
	}{
		{"", 0, 0, true},
		{"ab\ncd", 2, 2, true},
		{"\x1b[1mab\x1b[m", 2, 1, true},
		{"abc", 2, 1, false},
		{"a\nb", 2, 1, false},
		{"a\n", 2, 1, false},
		{"日本", 3, 1, false},
	} {
		if err := termtest.Fits(test.content, test.width, test.height); (err == nil) != test.fits {
			t.Errorf("%q on %dx%d: %v", test.content, test.width, test.height, err)
		}
	}
}

func TestPicture(t *testing.T) {
	const want = "bold and not\n\n────────────────────\naaaa\n\n\na bold"

	if got := strings.TrimRight(termtest.Picture("\x1b[1mbold\x1b[m and not", 20, 2), "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
