package tui_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"allyscope/internal/testing/golden"
	"allyscope/internal/tui"
	"allyscope/internal/tui/keymap"
)

// TestPage compares the generated part of docs/keys.md with the table of keys.
func TestPage(t *testing.T) {
	const (
		path  = "../../docs/keys.md"
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
	group := ""
	for _, b := range tui.Keys(false) {
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
		t.Errorf("%s is stale: run go generate ./internal/tui", path)
	}
}

func TestNoKeyIsBoundTwice(t *testing.T) {
	by := map[string]keymap.Binding{}
	actions := map[keymap.Action]bool{}
	for _, b := range tui.Keys(false) {
		if len(b.Keys()) == 0 {
			t.Errorf("%q has no key", b.Help().Desc)
		}
		if known := b.Action != keymap.Other && b.Action != keymap.Play; known && actions[b.Action] {
			t.Errorf("%q: its action has two lines in the table", b.Help().Desc)
		}
		actions[b.Action] = true
		if b.Do == nil {
			t.Errorf("%q does nothing", b.Help().Desc)
		}
		for _, k := range b.Keys() {
			if other, ok := by[k]; ok {
				t.Errorf("%s: both %q and %q", k, other.Help().Desc, b.Help().Desc)
			}
			by[k] = b
		}
	}
}

// Terminals send these keys as tab, enter, a line feed and, often, backspace.
func TestKeysThatAreOtherKeysAreNotBound(t *testing.T) {
	m := keymap.New("", tui.Keys(false))
	for _, k := range []string{"ctrl+i", "ctrl+m", "ctrl+j", "ctrl+h", "ctrl+[", "ctrl+?", "ctrl+s", "ctrl+q"} {
		if m.Named(k).Do != nil {
			t.Errorf("%s is bound", k)
		}
	}
}

func TestEveryActionIsInTheTableAndExplained(t *testing.T) {
	for a := keymap.Other; a <= keymap.Redraw; a++ {
		if !slices.ContainsFunc(tui.Keys(false), func(b keymap.Binding) bool { return b.Action == a }) {
			t.Errorf("action %d is not in the table", a)
		}
	}
	for _, b := range tui.Keys(false) {
		if b.Help().Key == "" || b.Word == "" || b.Help().Desc == "" || b.Action == keymap.None {
			t.Errorf("it is not explained: %+v", b.Help())
		}
		if n := len(strings.Fields(b.Word)); n > 2 {
			t.Errorf("%q takes %d words in a hint, there is room for two", b.Word, n)
		}
		if strings.TrimSpace(b.Help().Desc) != b.Help().Desc || strings.HasSuffix(b.Help().Desc, ".") || strings.Contains(b.Help().Desc, "\n") {
			t.Errorf("%q is not a line of the help page", b.Help().Desc)
		}
		if b.Group == "" {
			t.Errorf("%q is in no group", b.Help().Desc)
		}
	}
}

// Each group is in one piece; the keys of slides come first if there is a deck.
func TestNoGroupIsParted(t *testing.T) {
	for deck, want := range map[bool][]string{
		false: {"Moving", "Views", "Asking", "Choosing allies", "Playing", "Session"},
		true:  {"Slides", "Moving", "Views", "Asking", "Choosing allies", "Playing", "Session"},
	} {
		var got []string
		for _, b := range tui.Keys(deck) {
			if len(got) == 0 || got[len(got)-1] != b.Group {
				got = append(got, b.Group)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("in a deck %v: %q", deck, got)
		}
	}
}

// The displayed key of a binding is the first of its keys.
func TestTheKeyShownIsTheKeyBound(t *testing.T) {
	for _, b := range tui.Keys(false) {
		if first, _, _ := strings.Cut(b.Help().Key, " "); first != b.Keys()[0] {
			t.Errorf("%q is shown for %v", b.Help().Key, b.Keys())
		}
	}
}

func TestAMapFindsEveryKey(t *testing.T) {
	m := keymap.New("", tui.Keys(false))
	for _, b := range tui.Keys(false) {
		for _, k := range b.Keys() {
			if got := m.Named(k); got.Action != b.Action || got.Help() != b.Help() {
				t.Errorf("%s asks for %q, want %q", k, got.Help().Desc, b.Help().Desc)
			}
		}
	}
	if m.Named("F12").Do != nil || m.Named("").Do != nil {
		t.Error("a key that is not in the table asks for something")
	}
	if one := tui.Keys(false); true {
		one[0].SetHelp("x", "changed")
		if tui.Keys(false)[0].Help().Desc == "changed" {
			t.Error("two callers share a table")
		}
	}
}

// Undo takes all letters of a filter back as one.
func TestAFilterIsUndoneAsOne(t *testing.T) {
	sit(t, "2024 2%", local, 120, 40, func(u *user) {
		start := u.query()
		u.Press("/", "l", "a", "n", "d", "enter")
		u.Press("/", "s", "esc") // typed and dropped: the only thing left to undo is the drop
		u.is("filter", u.query().Filter, "")
		u.Press("u")
		u.is("the letters are undone as one", u.query().Filter, "land")
		u.Press("u")
		u.is("question", u.query(), start)
		u.Press("u")
		u.says("nothing to undo")
	})
}

// To drop a filter while it is typed restores the focus.
func TestAFilterIsDropped(t *testing.T) {
	sit(t, "2024 2% NOR", local, 120, 40, func(u *user) {
		u.Press("/", "p", "o", "l", "a", "n", "d")
		u.focused("POL")
		u.Press("esc")
		u.focused("NOR")
		u.Press("/", "l", "u", "x", "backspace", "backspace", "backspace", "esc", "down")
		u.focused("FIN")
		u.Press("/", "p", "o", "l", "a", "n", "d", "enter", "esc") // after enter the found ally keeps the focus
		u.focused("POL")
	})
}
