package keymap_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"allyscope/internal/testing/golden"
	"allyscope/internal/tui/keymap"
)

// TestPage: docs/keys.md has the table between the marks that say so.
func TestPage(t *testing.T) {
	const (
		path  = "../../../docs/keys.md"
		begin = "<!-- keys: made by go generate -->\n"
		end   = "<!-- end of keys -->\n"
	)
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(got), begin)
	_, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		t.Fatalf("%s: the marks of the table of keys are missing", path)
	}
	var table strings.Builder
	group := keymap.Group("")
	for _, b := range keymap.Table() {
		if b.Group != group {
			group = b.Group
			fmt.Fprintf(&table, "\n| %s | |\n| --- | --- |\n", group)
		}
		fmt.Fprintf(&table, "| `%s` | %s |\n", strings.ReplaceAll(b.Help().Key, "|", "\\|"), b.Help().Desc)
	}
	want := before + begin + table.String() + "\n" + end + after
	if golden.Updating() {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if string(got) != want {
		t.Errorf("%s is stale: run go generate ./internal/tui/keymap", path)
	}
}

func TestNoKeyIsBoundTwice(t *testing.T) {
	by := map[string]keymap.Binding{}
	actions := map[keymap.Action]bool{}
	for _, b := range keymap.Table() {
		if len(b.Keys()) == 0 {
			t.Errorf("%q has no key", b.Help().Desc)
		}
		if actions[b.Action] {
			t.Errorf("%q: its action has two lines in the table", b.Help().Desc)
		}
		actions[b.Action] = true
		for _, k := range b.Keys() {
			if other, ok := by[k]; ok {
				t.Errorf("%s: both %q and %q", k, other.Help().Desc, b.Help().Desc)
			}
			by[k] = b
		}
	}
}

// To a terminal these are tab, enter, a line feed and, on many, backspace.
func TestKeysThatAreOtherKeysAreNotBound(t *testing.T) {
	m := keymap.New("")
	for _, k := range []string{"ctrl+i", "ctrl+m", "ctrl+j", "ctrl+h", "ctrl+[", "ctrl+?", "ctrl+s", "ctrl+q"} {
		if m.Named(k) != keymap.None {
			t.Errorf("%s is bound", k)
		}
	}
}

func TestEveryActionIsInTheTableAndExplained(t *testing.T) {
	for a := keymap.None + 1; a <= keymap.Suspend; a++ {
		b := keymap.New("").Find(a)
		if b.Action != a && a > keymap.View1 && a < keymap.OpenSheet {
			continue // a digit that waits for its view
		}
		if b.Action != a {
			t.Errorf("action %d is not in the table", a)
			continue
		}
		if b.Help().Key == "" || b.Word == "" || b.Help().Desc == "" {
			t.Errorf("action %d is not explained: %+v", a, b)
		}
		if n := len(strings.Fields(b.Word)); n > 2 {
			t.Errorf("%q takes %d words in a hint, there is room for two", b.Word, n)
		}
		if strings.TrimSpace(b.Help().Desc) != b.Help().Desc || strings.HasSuffix(b.Help().Desc, ".") || strings.Contains(b.Help().Desc, "\n") {
			t.Errorf("%q is no line of the help page", b.Help().Desc)
		}
		if b.Group == "" {
			t.Errorf("%q is in no group", b.Help().Desc)
		}
	}
	if got := keymap.New("").Find(keymap.None); len(got.Keys()) > 0 {
		t.Errorf("no action has keys: %v", got.Keys())
	}
}

// Each group stands in one piece, and the slides' first, where there is a deck.
func TestNoGroupIsParted(t *testing.T) {
	for deck, want := range map[bool][]keymap.Group{
		false: {keymap.Moving, keymap.Looking, keymap.Asking, keymap.Choosing, keymap.Playing, keymap.Session},
		true:  {keymap.Presenting, keymap.Moving, keymap.Looking, keymap.Asking, keymap.Choosing, keymap.Playing, keymap.Session},
	} {
		var got []keymap.Group
		for _, b := range keymap.Explained(deck) {
			if len(got) == 0 || got[len(got)-1] != b.Group {
				got = append(got, b.Group)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("in a deck %v: %q", deck, got)
		}
	}
}

// What is shown of a line names the first of its keys.
func TestTheKeyShownIsTheKeyBound(t *testing.T) {
	for _, b := range keymap.Table() {
		if first, _, _ := strings.Cut(b.Help().Key, " "); first != b.Keys()[0] {
			t.Errorf("%q is shown for %v", b.Help().Key, b.Keys())
		}
	}
}

func TestAMapFindsEveryKey(t *testing.T) {
	m := keymap.New("")
	for _, b := range keymap.Table() {
		for _, k := range b.Keys() {
			if got := m.Named(k); got != b.Action {
				t.Errorf("%s asks for action %d, want %d", k, got, b.Action)
			}
		}
	}
	if m.Named("F12") != keymap.None || m.Named("") != keymap.None {
		t.Error("a key that is not in the table asks for something")
	}
	if one := keymap.Table(); true {
		one[0].SetHelp("x", "changed")
		if keymap.Table()[0].Help().Desc == "changed" {
			t.Error("two callers share a table")
		}
	}
}
