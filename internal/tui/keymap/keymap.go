// Package keymap is the one table of keys, as Bubbles binds them. The help page,
// the hints, docs/keys.md and the manual page are all made from it.
//
// It does not know what an action does.
package keymap

import (
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"

	"allyscope/internal/format"
	"allyscope/internal/report"
	"allyscope/internal/terminal"
	"allyscope/internal/views"
)

//go:generate go test -run ^TestPage$ -update .

// Action is what a key asks for.
type Action uint8

// The actions.
const (
	None Action = iota
	Down
	Up
	NextYear
	PrevYear
	YearsOn
	YearsBack
	FirstYear
	LastYear
	Top
	Bottom
	PageDown
	PageUp
	Pin
	ClearPins
	OnlyPins
	StepOn
	StepBack
	NextView
	PrevView
	OpenSheet
	Zoom
	Trail
	NextTarget
	OwnTarget
	NextMeasure
	NextEdition
	Vintages
	BaseYear
	NextSort
	Reverse
	Members
	Play
	Slower
	Faster
	Filter
	NextMatch
	PrevMatch
	Command
	Provenance
	Copy
	Write
	Undo
	Redo
	Theme
	Legend
	Glyphs
	Mouse
	Help
	Back
	Quit
	Interrupt
	Suspend
	Redraw
	Share
	NextSlide
	PrevSlide
	FirstSlide
	LastSlide
	BlankSlide
	ReloadDeck
	View1 // the first view; the others follow
)

// Group parts the help page.
type Group string

// The groups, in the order they are shown.
const (
	Moving   Group = "Moving"
	Looking  Group = "Views"
	Asking   Group = "Asking"
	Choosing Group = "Choosing allies"
	Playing  Group = "Playing"
	Session  Group = "Session"

	Presenting Group = "Slides" // of a table of its own
)

// Binding is one line of the table: the keys as the terminal library names them
// and, as their help, the key a reader is told and what it does, in a line.
type Binding struct {
	key.Binding

	Action Action
	Word   string // two words at most, for hints
	Group  Group
	// Asks tells that it asks something else of allies and years.
	Asks bool
}

// bind makes a line of the table. Keys are parted by blanks; the first of them is
// shown, and the arrow that does the same.
func bind(a Action, keys, word, help string, g Group) Binding {
	names := strings.Fields(keys)
	shown := names[:1:1]
	for _, k := range names[1:] {
		if arrow, ok := map[string]string{"down": "↓", "up": "↑", "right": "→", "left": "←"}[k]; ok {
			shown = append(shown, arrow)
		}
	}
	return Binding{key.NewBinding(key.WithKeys(names...), key.WithHelp(strings.Join(shown, " "), help)), a, word, g, false}
}

// asks makes a line that asks something else of allies and years.
func asks(a Action, keys, word, help string, g Group) Binding {
	b := bind(a, keys, word, help, g)
	b.Asks = true
	return b
}

// Table returns the keys in the order they are shown. Each call makes a new
// table: nobody can change another's.
func Table() []Binding { return slices.Concat(moving(), looking(), others()) }

func moving() []Binding {
	return []Binding{
		bind(Down, "j down", "ally", "next ally", Moving),
		bind(Up, "k up", "ally", "ally before", Moving),
		asks(NextYear, "l right", "year", "next year", Moving),
		asks(PrevYear, "h left", "year", "year before", Moving),
		asks(YearsOn, "L shift+right", "five years", "five years on", Moving),
		asks(YearsBack, "H shift+left", "five years", "five years back", Moving),
		asks(FirstYear, "0", "first year", "the edition's first year", Moving),
		asks(LastYear, "$", "last year", "the edition's last year", Moving),
		bind(Top, "g home", "top", "first ally of the list", Moving),
		bind(Bottom, "G end", "bottom", "last ally of the list", Moving),
		bind(PageDown, "ctrl+d pgdown", "page", "half a page down", Moving),
		bind(PageUp, "ctrl+u pgup", "page", "half a page up", Moving),

		asks(StepOn, "]", "year", "next year, also where ←→ go from ally to ally", Moving),
		asks(StepBack, "[", "year", "year before, likewise", Moving),
	}
}

// looking are the keys that go from view to view: a digit for each that has a tab.
func looking() []Binding {
	out := []Binding{
		bind(NextView, "tab", "view", "next view", Looking),
		bind(PrevView, "shift+tab", "view", "view before", Looking),
	}
	for i, v := range views.Tabs() {
		out = append(out, bind(View1+Action(i), strconv.Itoa(i+1), v.Title, strings.ToLower(v.Title)+": "+v.Help, Looking))
	}
	return append(out,
		bind(OpenSheet, "enter", "sheet", "everything known about the ally; esc goes back", Looking),
		bind(Provenance, "i", "who says", "who says the figure: source, edition, what the others printed", Looking),
		bind(Zoom, "z", "zoom", "give the view the whole screen, and back", Looking),
		bind(Trail, "r", "trail", "the way the ally came, in balance; playing draws it too", Looking),
	)
}

func others() []Binding {
	return []Binding{
		asks(NextTarget, "t", "target", "next pledged target", Asking),
		asks(OwnTarget, "T", "own target", "a target of your own", Asking),
		asks(NextMeasure, "m", "measure", "next measure of the edition", Asking),
		asks(NextEdition, "v", "edition", "edition before; after the first the latest again", Asking),
		bind(Vintages, "V", "lens", "figure and count as each edition printed them", Asking),
		asks(BaseYear, "b", "base year", "count changes from the year on show; again: from the first", Asking),
		asks(NextSort, "s", "sort", "next order: value, name, gap, money, change, since", Asking),
		asks(Reverse, "S", "reverse", "reverse the order", Asking),
		asks(Members, "o", "members", "judge members then, members now, or everyone", Asking),
		bind(Command, ":", "go", "ask in words: allies, years, targets, key:value; tab completes", Asking),

		asks(Pin, "space", "pin", "pin the ally, or unpin it", Choosing),
		asks(ClearPins, "x", "clear pins", "unpin all allies", Choosing),
		asks(OnlyPins, "P", "only pins", "show the pinned allies alone", Choosing),
		asks(Filter, "/", "filter", "show names that contain some letters", Choosing),
		asks(NextMatch, "n", "next", "next pinned ally, or match", Choosing),
		asks(PrevMatch, "N", "previous", "pinned ally before, or match", Choosing),

		asks(Play, "p", "play", "play the years, or stop", Playing),
		asks(Slower, ",", "slower", "play slower", Playing),
		asks(Faster, ".", "faster", "play faster", Playing),

		bind(Copy, "y", "copy", "copy: then l the link, s the sentence, t the table, r the ally's row, c CSV", Session),
		bind(Write, "w", "write", "write what is on show to a file: "+format.Either(report.Endings()), Session),
		bind(Undo, "u", "undo", "back to the question before", Session),
		bind(Redo, "U ctrl+r", "redo", "forward again", Session),
		bind(Theme, "c", "theme", "next theme: "+strings.Join(terminal.Themes()[1:], ", ")+"; then for another background", Session),
		bind(Legend, "e", "legend", "explain the marks on show, or leave that out", Session),
		bind(Glyphs, "a", "glyphs", "next glyphs: Braille, blocks, ASCII", Session),
		bind(Share, "F", "share", "let others follow what you see, over SSH; again: no more", Session),
		bind(Mouse, "M", "mouse", "take or release the mouse (released, text can be selected)", Session),
		bind(Help, "? f1", "help", "this page", Session),
		bind(Back, "esc", "back", "leave a page or a line, drop a filter; never quits", Session),
		bind(Quit, "q", "quit", "quit", Session),
		bind(Interrupt, "ctrl+c", "quit", "quit, from anywhere", Session),
		bind(Suspend, "ctrl+z", "suspend", "suspend, where a shell waits", Session),
		bind(Redraw, "ctrl+l", "draw anew", "draw the screen anew", Session),
	}
}

// Map finds the action of a key.
type Map struct {
	table    []Binding
	keyboard keyboard
}

// New makes a map of the table for a reader with a locale such as "el_GR.UTF-8",
// which tells what keyboards are usual there; empty where that is not known.
func New(locale string) Map { return Map{Table(), keyboardOf(locale)} }

// Named is what the key of a name asks for, or None.
func (m Map) Named(name string) Action {
	for i := range m.table {
		if slices.Contains(m.table[i].Keys(), name) {
			return m.table[i].Action
		}
	}
	return None
}

// Said is the table's line that words stand in: what the key does, in full, or in
// the words of the hints where no key that does something else has the same.
func (m Map) Said(words string) (Binding, bool) {
	var found []Binding
	for _, b := range m.table {
		switch {
		case strings.EqualFold(words, b.Help().Desc):
			return b, true
		case strings.EqualFold(words, b.Word):
			found = append(found, b)
		}
	}
	if len(found) == 0 || slices.ContainsFunc(found, func(b Binding) bool { return b.Help().Desc != found[0].Help().Desc && b.Action != Interrupt }) {
		return Binding{}, false
	}
	return found[0], true
}

// Explained are the keys as they are explained, group after group: where a deck is
// presented those of its slides come first.
func Explained(deck bool) []Binding {
	if deck {
		return append(Slides(), Table()...)
	}
	return Table()
}

// Find returns the table's line for an action.
func (m Map) Find(a Action) Binding {
	for _, b := range m.table {
		if b.Action == a {
			return b
		}
	}
	return Binding{}
}

// Slides are the keys of a deck, a clicker's among them. Any other key opens the
// explorer on the slide's question; esc comes back.
func Slides() []Binding {
	slide := func(a Action, keys, shown, help string) Binding {
		return Binding{key.NewBinding(key.WithKeys(strings.Fields(keys)...), key.WithHelp(shown, help)), a, "", Presenting, false}
	}
	return []Binding{
		slide(NextSlide, "space right down pgdown enter", "space →", "next slide; also ↓, enter and page down, as clickers send"),
		slide(PrevSlide, "backspace left up pgup", "←", "slide before; also ↑, backspace and page up"),
		slide(FirstSlide, "home", "home", "first slide"),
		slide(LastSlide, "end", "end", "last slide"),
		slide(BlankSlide, "B b .", "B", "blank the screen until the next key; also b and ."),
		slide(ReloadDeck, "R f5", "R", "read the deck again; also f5"),
		slide(Back, "esc", "esc", "back to the slide from its question, which every other key opens"),
	}
}

// OnSlide is what the key of a name asks for while a slide is on show; None for a key
// that is none of a deck's.
func OnSlide(name string) Action { return Map{table: Slides()}.Named(name) }
