// Package keymap is what a table of keys is, as Bubbles binds them, and finds in it
// the key that somebody presses, whatever keyboard it stands on.
//
// It does not know what a key does.
package keymap

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"

	"allyscope/internal/format"
)

// Action is what a key asks for.
type Action uint8

// The actions that are told apart by more than what they do.
const (
	None Action = iota
	Other
	Down
	Up
	Top
	Bottom
	PageDown
	PageUp
	NextEdition
	Filter
	Back
	Play // and how fast
	Quit
	Interrupt
	Suspend
	Redraw
)

// Use is what a key is good for.
type Use uint8

// The uses.
const (
	Asks  Use = 1 << iota // something else of allies and years
	Draws                 // things otherwise, and changes nothing else
	Led                   // also where somebody else chooses what is shown
)

// Binding is one line of the table: the keys as the terminal library names them
// and, as their help, the key a reader is told and what it does, in a line.
type Binding struct {
	key.Binding

	Action Action
	Word   string // two words at most, for hints
	Group  string // parts the help page
	Use    Use
	Do     func() // nil: it is no key of the table
}

// Bind makes a line of the table. Keys are parted by blanks; the first of them is
// shown, and the arrow that does the same.
func Bind(a Action, keys, word, help string, use Use, do func()) Binding {
	names := strings.Fields(keys)
	arrow := map[string]string{"down": "↓", "up": "↑", "right": "→", "left": "←"}
	shown := slices.Concat(names[:1], format.Each(names[1:], func(k string) string { return arrow[k] }))
	return Binding{key.NewBinding(key.WithKeys(names...), key.WithHelp(strings.Join(shown, " "), help)), a, word, "", use, do}
}

// Table are keys in the order they are shown.
type Table []Binding

// Of are keys of a group.
func Of(group string, bindings ...Binding) Table {
	for i := range bindings {
		bindings[i].Group = group
	}
	return bindings
}

// Named is the table's line for the key of a name; of no key in it, one that does nothing.
func (t Table) Named(name string) Binding {
	for i := range t {
		if slices.Contains(t[i].Keys(), name) {
			return t[i]
		}
	}
	return Binding{}
}

// Said is the table's line that words stand in: what the key does, in full, or in
// the words of the hints where no key that does something else has the same.
func (t Table) Said(words string) (Binding, bool) {
	var found Table
	for _, b := range t {
		switch {
		case strings.EqualFold(words, b.Help().Desc):
			return b, true
		case strings.EqualFold(words, b.Word) && b.Action != Interrupt:
			found = append(found, b)
		}
	}
	another := func(b Binding) bool { return b.Help().Desc != found[0].Help().Desc }
	if len(found) == 0 || slices.ContainsFunc(found, another) {
		return Binding{}, false
	}
	return found[0], true
}

// Map finds the line of the table for a key, whatever keyboard it is typed on.
type Map struct {
	Table

	keyboard keyboard
}

// New makes a map of a table for a reader with a locale such as "el_GR.UTF-8",
// which tells what keyboards are usual there; empty where that is not known.
func New(locale string, t Table) Map { return Map{t, keyboardOf(locale)} }
