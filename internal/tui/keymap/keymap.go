// Package keymap is the one table of keys. The help page, the hints, the README
// and the manual page are all made from it.
//
// It does not know what an action does.
package keymap

//go:generate go run ./internal/keysheet ../../../README.md

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
	View1
	View2
	View3
	View4
	View5
	View6
	View7
	View8
	OpenSheet
	Zoom
	NextTarget
	OwnTarget
	NextMeasure
	NextEdition
	Lens
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
	Why
	Copy
	Write
	Undo
	Redo
	Theme
	Glyphs
	Mouse
	Help
	Back
	Quit
	Interrupt
	Suspend
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
)

// Binding is one line of the table.
type Binding struct {
	Action Action
	Keys   []string // as the terminal library names them
	Shown  string   // as a reader is told
	Word   string   // two words at most, for hints
	Help   string   // what it does, in a line
	Group  Group
}

// Table returns the keys in the order they are shown. Each call makes a new
// table: nobody can change another's.
func Table() []Binding {
	return []Binding{
		{Down, []string{"j", "down"}, "j ↓", "ally", "next ally", Moving},
		{Up, []string{"k", "up"}, "k ↑", "ally", "ally before", Moving},
		{NextYear, []string{"l", "right"}, "l →", "year", "next year", Moving},
		{PrevYear, []string{"h", "left"}, "h ←", "year", "year before", Moving},
		{YearsOn, []string{"L", "shift+right"}, "L", "five years", "five years on", Moving},
		{YearsBack, []string{"H", "shift+left"}, "H", "five years", "five years back", Moving},
		{FirstYear, []string{"0"}, "0", "first year", "the edition's first year", Moving},
		{LastYear, []string{"$"}, "$", "last year", "the edition's last year", Moving},
		{Top, []string{"g", "home"}, "g", "top", "first ally of the list", Moving},
		{Bottom, []string{"G", "end"}, "G", "bottom", "last ally of the list", Moving},
		{PageDown, []string{"ctrl+d", "pgdown"}, "ctrl+d", "page", "half a page down", Moving},
		{PageUp, []string{"ctrl+u", "pgup"}, "ctrl+u", "page", "half a page up", Moving},

		{StepOn, []string{"]"}, "]", "year", "next year, also where ←→ go from ally to ally", Moving},
		{StepBack, []string{"["}, "[", "year", "year before, likewise", Moving},

		{NextView, []string{"tab"}, "tab", "view", "next view", Looking},
		{PrevView, []string{"shift+tab"}, "shift+tab", "view", "view before", Looking},
		{View1, []string{"1"}, "1", "Ranking", "ranking: who stands where, and who meets the target", Looking},
		{View2, []string{"2"}, "2", "Trend", "trend: pinned allies over time against the targets", Looking},
		{View3, []string{"3"}, "3", "Compare", "compare: pinned allies side by side", Looking},
		{View4, []string{"4"}, "4", "Grid", "grid: all allies as small pictures", Looking},
		{View5, []string{"5"}, "5", "Heat", "heat: allies by years, distance to the target", Looking},
		{View6, []string{"6"}, "6", "Balance", "balance: share of GDP by share for equipment", Looking},
		{View7, []string{"7"}, "7", "Path", "path: what it takes to reach the target by its deadline", Looking},
		{View8, []string{"8"}, "8", "Claims", "claims: public statements, computed again", Looking},
		{OpenSheet, []string{"enter"}, "enter", "sheet", "all that is held of the ally one is at; esc goes back", Looking},
		{Why, []string{"i"}, "i", "who says", "who says the figure: source, edition, what the others printed", Looking},
		{Zoom, []string{"z"}, "z", "zoom", "give the view the whole screen, and back", Looking},

		{NextTarget, []string{"t"}, "t", "target", "next pledged target", Asking},
		{OwnTarget, []string{"T"}, "T", "own target", "a target of one's own", Asking},
		{NextMeasure, []string{"m"}, "m", "measure", "next measure the edition holds", Asking},
		{NextEdition, []string{"v"}, "v", "edition", "edition before; after the first the latest again", Asking},
		{Lens, []string{"V"}, "V", "lens", "figure and count as each edition printed them", Asking},
		{BaseYear, []string{"b"}, "b", "base year", "count changes from the year on show; again: from the first", Asking},
		{NextSort, []string{"s"}, "s", "sort", "next order: value, name, gap, money, change, since", Asking},
		{Reverse, []string{"S"}, "S", "reverse", "turn the order round", Asking},
		{Members, []string{"o"}, "o", "members", "judge members then, members now, or everyone", Asking},
		{Command, []string{":"}, ":", "go", "ask in words: allies, years, targets, key:value; tab completes", Asking},

		{Pin, []string{"space"}, "space", "pin", "pin the ally, or let it go", Choosing},
		{ClearPins, []string{"x"}, "x", "clear pins", "let all pins go", Choosing},
		{OnlyPins, []string{"P"}, "P", "only pins", "show the pinned allies alone", Choosing},
		{Filter, []string{"/"}, "/", "filter", "show names that hold some letters", Choosing},
		{NextMatch, []string{"n"}, "n", "next", "next pinned ally, or match", Choosing},
		{PrevMatch, []string{"N"}, "N", "previous", "pinned ally before, or match", Choosing},

		{Play, []string{"p"}, "p", "play", "play the years, or stop", Playing},
		{Slower, []string{","}, ",", "slower", "play slower", Playing},
		{Faster, []string{"."}, ".", "faster", "play faster", Playing},

		{Copy, []string{"y"}, "y", "copy", "copy: then l the link, s the sentence, t the table, c CSV", Session},
		{Write, []string{"w"}, "w", "write", "write what is on show to a file: csv, json, md, html or txt", Session},
		{Undo, []string{"u"}, "u", "undo", "back to the question before", Session},
		{Redo, []string{"U", "ctrl+r"}, "U", "redo", "forward again", Session},
		{Theme, []string{"c"}, "c", "theme", "next theme: terminal, vivid, contrast, lean, mono", Session},
		{Glyphs, []string{"a"}, "a", "glyphs", "next glyphs: Braille, blocks, ASCII", Session},
		{Mouse, []string{"M"}, "M", "mouse", "take or release the mouse (released, text can be selected)", Session},
		{Help, []string{"?", "f1"}, "?", "help", "this page", Session},
		{Back, []string{"esc"}, "esc", "back", "leave a page or a line, drop a filter; never quits", Session},
		{Quit, []string{"q"}, "q", "quit", "quit", Session},
		{Interrupt, []string{"ctrl+c"}, "ctrl+c", "quit", "quit, from anywhere", Session},
		{Suspend, []string{"ctrl+z"}, "ctrl+z", "suspend", "suspend, where a shell waits", Session},
	}
}

// Map finds the action of a key.
type Map struct{ byKey map[string]Action }

// New makes a map of the table.
func New() Map {
	m := Map{byKey: map[string]Action{}}
	for _, b := range Table() {
		for _, k := range b.Keys {
			m.byKey[k] = b.Action
		}
	}
	return m
}

// Action is what a key asks for, or None.
func (m Map) Action(key string) Action { return m.byKey[key] }

// Groups returns the groups in the order they are shown.
func Groups() []Group { return []Group{Moving, Looking, Asking, Choosing, Playing, Session} }

// Find returns the table's line for an action.
func Find(a Action) Binding {
	for _, b := range Table() {
		if b.Action == a {
			return b
		}
	}
	return Binding{}
}
