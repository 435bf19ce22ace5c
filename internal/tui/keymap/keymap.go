// Package keymap holds tables of key bindings, and finds the binding of a pressed key on any
// keyboard. It does not know what a key does.
package keymap

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"

	"allyscope/internal/format"
)

// Action identifies a binding whose key is also handled outside the table.
type Action uint8

// The actions. Other is that of all bindings that need no action of their own, None that of a key
// without a binding.
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
	Play // also its speed
	Quit
	Interrupt
	Suspend
	Redraw
)

// Use is a set of flags that say where a binding is useful.
type Use uint8

// The flags.
const (
	Asks  Use = 1 << iota // it asks for other years, levels or allies, which not every view has
	Draws                 // it changes only how things are drawn
	Led                   // it also works while the session follows another
)

// Binding is one line of the table: the keys by their names in the terminal library and, as their
// help, the key to display and one line on what it does.
type Binding struct {
	key.Binding

	Action Action
	Word   string // for hints, at most two words
	Group  string // the heading on the help page
	Use    Use
	Do     func() // nil in the zero Binding, which stands for no binding
}

// Bind returns a binding. Keys are separated by blanks; the help shows the first one and an arrow
// key that does the same.
func Bind(a Action, keys, word, help string, use Use, do func()) Binding {
	names := strings.Fields(keys)
	arrow := map[string]string{"down": "↓", "up": "↑", "right": "→", "left": "←"}
	shown := slices.Concat(names[:1], format.Each(names[1:], func(k string) string { return arrow[k] }))
	return Binding{key.NewBinding(key.WithKeys(names...), key.WithHelp(strings.Join(shown, " "), help)), a, word, "", use, do}
}

// Table is a list of bindings in the order in which they are displayed.
type Table []Binding

// Group returns bindings with their group set.
func Group(group string, bindings ...Binding) Table {
	for i := range bindings {
		bindings[i].Group = group
	}
	return bindings
}

// Named returns the binding of the key with that name, or the zero Binding.
func (t Table) Named(name string) Binding {
	for i := range t {
		if slices.Contains(t[i].Keys(), name) {
			return t[i]
		}
	}
	return Binding{}
}

// Described returns the binding with that description, or with that hint if no binding with
// another description has the same. It ignores case, and returns false if there is none.
func (t Table) Described(words string) (Binding, bool) {
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

// Map finds the bindings of keys on any keyboard.
type Map struct {
	Table

	keyboard keyboard
}

// New returns a Map for a table. The locale, such as "el_GR.UTF-8", decides which keyboards are
// likely; it may be empty.
func New(locale string, t Table) Map { return Map{t, keyboardOf(locale)} }
