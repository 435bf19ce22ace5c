// Package terminal knows what one terminal can show: its colours, its glyphs,
// its size, whether it is far away. It turns a grid of cells with roles into the
// text that terminal gets.
//
// It keeps no state and reads no environment of its own: two sessions with two
// terminals have two Looks. It does not know what the cells are about.
package terminal

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

// Next is the glyph set after g, the first again after the last.
func (g Glyphs) Next() Glyphs { return (g + 1) % glyphsCount }

// String is what the glyph set is called.
func (g Glyphs) String() string {
	switch g {
	case Blocks:
		return "blocks"
	case ASCII:
		return "ascii"
	default:
		return "braille"
	}
}

// Theme is a choice of colours.
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

// Next is the theme after t, the first again after the last.
func (t Theme) Next() Theme { return (t + 1) % themeCount }

// String is what the theme is called.
func (t Theme) String() string {
	switch t {
	case Vivid:
		return "vivid"
	case Contrast:
		return "contrast"
	case Lean:
		return "lean"
	case Mono:
		return "mono"
	default:
		return "terminal"
	}
}

// ThemeNames are what the themes are called.
func ThemeNames() []string {
	out := make([]string, 0, themeCount)
	for t := range themeCount {
		out = append(out, t.String())
	}
	return out
}

// ThemeByName finds a theme.
func ThemeByName(name string) (Theme, bool) {
	for t := range themeCount {
		if t.String() == name {
			return t, true
		}
	}
	return Sixteen, false
}

// GlyphsNames are what the glyph sets are called.
func GlyphsNames() []string {
	out := make([]string, 0, glyphsCount)
	for g := range glyphsCount {
		out = append(out, g.String())
	}
	return out
}

// GlyphsByName finds a glyph set.
func GlyphsByName(name string) (Glyphs, bool) {
	for g := range glyphsCount {
		if g.String() == name {
			return g, true
		}
	}
	return Braille, false
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
