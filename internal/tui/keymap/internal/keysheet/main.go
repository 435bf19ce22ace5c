// Command keysheet writes the table of keys into a page, between the marks
// that say so. It knows no key: package keymap does, and this is run by go
// generate there.
package main

import (
	"fmt"
	"os"
	"strings"

	"allyscope/internal/tui/keymap"
)

const (
	begin = "<!-- keys: made by go generate -->\n"
	end   = "<!-- end of keys -->\n"
)

func main() {
	if len(os.Args) != 2 {
		fail(fmt.Errorf("wants the page's path"))
	}
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		fail(err)
	}
	before, rest, found := strings.Cut(string(text), begin)
	_, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		fail(fmt.Errorf("%s: the marks of the table of keys are missing", os.Args[1]))
	}
	if err := os.WriteFile(os.Args[1], []byte(before+begin+sheet()+end+after), 0o600); err != nil {
		fail(err)
	}
}

// sheet is the table of keys in Markdown, a section a group.
func sheet() string {
	var b strings.Builder
	for _, g := range keymap.Groups() {
		fmt.Fprintf(&b, "\n| %s | |\n| --- | --- |\n", g)
		for _, k := range keymap.Table() {
			if k.Group == g {
				fmt.Fprintf(&b, "| `%s` | %s |\n", strings.ReplaceAll(k.Help().Key, "|", "\\|"), k.Help().Desc)
			}
		}
	}
	return b.String() + "\n"
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "keysheet:", err)
	os.Exit(1)
}
