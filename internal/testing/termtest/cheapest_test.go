package termtest_test

import (
	"io"
	"testing"

	"allyscope/internal/testing/termtest"
)

func cellsOf(t *testing.T, text string) termtest.Cells {
	t.Helper()
	term := termtest.NewTerminal(20, 3, io.Discard)
	t.Cleanup(func() { _ = term.Close() })
	if _, err := io.WriteString(term, text); err != nil {
		t.Fatal(err)
	}
	return term.Cells()
}

func TestCheapestChange(t *testing.T) {
	for _, c := range []struct {
		name, before, after string
		want                string // one of the shortest sequences
	}{
		{"nothing", "abc", "abc", ""},
		{"a character", "abc", "axc", "\x1b[1;2Hx"},
		{"two, with one between", "abcde", "axcxe", "\x1b[1;2Hxcx"},
		{"two far from each other", "abcdefghijk", "xbcdefghijx", "\x1b[1;1Hx\x1b[9Cx"},
		{"the next line", "abc\nabc", "xbc\nxbc", "\x1b[1;1Hx\nx"},
		{"a style", "abc", "a\x1b[1mb\x1b[mc", "\x1b[1;2H\x1b[1mb"},
		{"a colour that a blank does not show", "a \x1b[32mb", "a\x1b[32m b", ""},
		{"the rest of a line", "abcdefgh", "a", "\x1b[1;2H\x1b[K"},
		{"many alike", "", "----------", "\x1b[1;1H-\x1b[9b"},
	} {
		got := termtest.Cheapest(cellsOf(t, c.before), cellsOf(t, c.after))
		if got != len(c.want) {
			t.Errorf("%s: %d bytes, want %d as in %q", c.name, got, len(c.want), c.want)
		}
	}
}
