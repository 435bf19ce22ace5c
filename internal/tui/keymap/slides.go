package keymap

import "slices"

// Turn is what a key asks for while a slide of a deck is on show.
type Turn uint8

// The turns.
const (
	NoTurn Turn = iota
	NextSlide
	PrevSlide
	FirstSlide
	LastSlide
	Blank
	Reload
)

// SlideKey is what some keys do while a slide is on show: the keys as the terminal
// library names them, those a reader is told, and what they do.
type SlideKey struct {
	Turn        Turn
	Keys        []string
	Shown, Help string
}

// Slides are the keys of a deck, a clicker's among them. Any other key opens the
// explorer on the slide's question; esc comes back.
func Slides() []SlideKey {
	return []SlideKey{
		{NextSlide, []string{"space", "right", "down", "pgdown", "enter"}, "space →", "next slide; also ↓, enter and page down, as clickers send"},
		{PrevSlide, []string{"backspace", "left", "up", "pgup"}, "←", "slide before; also ↑, backspace and page up"},
		{FirstSlide, []string{"home"}, "home", "first slide"},
		{LastSlide, []string{"end"}, "end", "last slide"},
		{Blank, []string{"B", "b", "."}, "B", "blank the screen until the next key; also b and ."},
		{Reload, []string{"R", "f5"}, "R", "read the deck again; also f5"},
		{NoTurn, []string{"esc"}, "esc", "back to the slide from its question, which every other key opens"},
	}
}

// TurnOf is what a key asks for while a slide is on show; ok is false for a key that
// is none of a deck's.
func TurnOf(key string) (t Turn, ok bool) {
	for _, k := range Slides() {
		if slices.Contains(k.Keys, key) {
			return k.Turn, true
		}
	}
	return NoTurn, false
}
