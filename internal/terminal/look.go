// Package terminal knows what one terminal can show: its colours, its glyphs,
// its size, whether it is far away. It turns a grid of cells with roles into the
// text that terminal gets.
//
// It keeps no state and reads no environment of its own: two sessions with two
// terminals have two Looks. It does not know what the cells are about.
package terminal

import (
	"slices"

	"allyscope/internal/theme"
)

// Profile is how many colours a terminal has.
type Profile uint8

// The profiles.
const (
	NoColour   Profile = iota // attributes only: bold, underline, reverse
	Colour16                  // the terminal's own sixteen
	TrueColour                // 24 bit
)

// Glyphs is the set of characters a terminal can draw.
type Glyphs uint8

// The glyph sets, the richest first.
const (
	Braille Glyphs = iota // lines of Braille dots, blocks, box drawing
	Blocks                // no Braille: blocks are stronger on a projector, and a Braille display does not read them as letters
	ASCII                 // seven bits
	glyphsCount
)

// glyphsNames is a constant table.
var glyphsNames = [glyphsCount]string{Braille: "braille", Blocks: "blocks", ASCII: "ascii"}

// Next is the glyph set after g, the first again after the last.
func (g Glyphs) Next() Glyphs { return (g + 1) % glyphsCount }

// String is what the glyph set is called.
func (g Glyphs) String() string { return nameOf(glyphsNames[:], g) }

// GlyphsNames are what the glyph sets are called.
func GlyphsNames() []string { return slices.Clone(glyphsNames[:]) }

// GlyphsByName finds a glyph set.
func GlyphsByName(name string) (Glyphs, bool) { return byName[Glyphs](glyphsNames[:], name) }

// Theme is a choice of colours; package theme has their tables.
type Theme uint8

// The themes. All tell met from missed by more than colour, and by hues that
// the common colour blindnesses keep apart (blue and yellow).
const (
	Sixteen  Theme = iota // the terminal's own colours: fits any background
	Vivid                 // 24-bit accents, where the terminal has them
	Contrast              // nothing faint: for projectors
	Lean                  // fewest bytes on the wire: for slow lines, and the first choice over SSH
	Mono                  // no colour at all
	themeCount
)

// themeNames is a constant table.
var themeNames = [themeCount]string{Sixteen: "terminal", Vivid: "vivid", Contrast: "contrast", Lean: "lean", Mono: "mono"}

// themeStyles is a constant table of the themes' styles, for a light background or
// a dark one.
var themeStyles = [themeCount]func(light bool) theme.Styles{
	Sixteen: theme.Sixteen, Vivid: theme.Vivid, Contrast: theme.Contrast, Lean: theme.Lean, Mono: theme.Mono,
}

// Next is the theme after t, the first again after the last.
func (t Theme) Next() Theme { return (t + 1) % themeCount }

// String is what the theme is called.
func (t Theme) String() string { return nameOf(themeNames[:], t) }

// ThemeNames are what the themes are called.
func ThemeNames() []string { return slices.Clone(themeNames[:]) }

// ThemeByName finds a theme.
func ThemeByName(name string) (Theme, bool) { return byName[Theme](themeNames[:], name) }

// nameOf is what a choice is called; one that is not in the table goes by the
// first of it.
func nameOf[T ~uint8](names []string, choice T) string {
	if int(choice) >= len(names) {
		return names[0]
	}
	return names[choice]
}

// byName finds a choice, or gives the first.
func byName[T ~uint8](names []string, name string) (T, bool) {
	i := slices.Index(names, name)
	return T(max(i, 0)), i >= 0
}

// Look is how a session draws. The zero value is a terminal without colour that
// has all glyphs.
type Look struct {
	Profile Profile
	Glyphs  Glyphs
	Theme   Theme
	// Numbers is how numbers are written.
	Numbers Numbers
	// Light tells whether the terminal's background is light.
	Light bool
}

// NextTheme is the look in the next theme that would differ: a terminal of
// sixteen colours has no vivid one.
func (l Look) NextTheme() Look {
	l.Theme = l.Theme.Next()
	if l.Theme == Vivid && l.Profile != TrueColour {
		l.Theme = l.Theme.Next()
	}
	return l
}
