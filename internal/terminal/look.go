// Package terminal knows what one terminal can show: its colours, its glyphs,
// its size, whether it is far away. It turns a grid of cells with roles into the
// text that terminal gets.
//
// It keeps no state and reads no environment of its own. It does not know what the
// cells are about.
package terminal

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"allyscope/internal/cell"
	"allyscope/internal/theme"
)

// Names are what the choices of one kind are called, in their order.
type Names[T ~uint8] []string

// Find finds a choice by its name, or gives the first.
func (n Names[T]) Find(name string) (T, bool) {
	i := slices.Index(n, name)
	return T(max(i, 0)), i >= 0
}

// Profile is how many colours a terminal has.
type Profile uint8

// The profiles.
const (
	NoColour   Profile = iota // attributes only: bold, underline, reverse
	Colour16                  // the terminal's own sixteen
	Colour256                 // and 240 that look the same everywhere
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

// GlyphSets are what the glyph sets are called.
func GlyphSets() Names[Glyphs] {
	return Names[Glyphs]{Braille: "braille", Blocks: "blocks", ASCII: "ascii"}
}

// Next is the glyph set after g, the first again after the last.
func (g Glyphs) Next() Glyphs { return (g + 1) % glyphsCount }

// String is what the glyph set is called.
func (g Glyphs) String() string { return GlyphSets()[g] }

// Theme is a choice of colours; package theme has their tables.
type Theme uint8

// The themes. All tell met from missed by more than colour.
const (
	Auto     Theme = iota // vivid where the terminal has 256 colours, else its own sixteen
	Vivid                 // of 256 colours
	Sixteen               // the terminal's own colours
	Contrast              // nothing faint: for projectors
	Lean                  // fewest bytes on the wire: for slow lines, and the first choice over SSH
	Mono                  // no colour at all
	themeCount
)

// Themes are what the themes are called.
func Themes() Names[Theme] {
	return Names[Theme]{Auto: "auto", Vivid: "vivid", Sixteen: "terminal", Contrast: "contrast", Lean: "lean", Mono: "mono"}
}

// String is what the theme is called.
func (t Theme) String() string { return Themes()[t] }

// Backgrounds are what a reader may say of the background.
func Backgrounds() Names[theme.Ground] {
	return Names[theme.Ground]{theme.Unknown: "auto", theme.Light: "light", theme.Dark: "dark"}
}

// Look is how a session draws. The zero value is a terminal without colour that
// has all glyphs.
type Look struct {
	Profile Profile
	Glyphs  Glyphs
	Theme   Theme
	Numbers Numbers
	Ground  theme.Ground // the terminal's background, as far as it is known
	Told    bool         // by the reader: what the terminal says of it is not heeded then
}

// On is the look on a background the reader told, or an unknown one.
func (l Look) On(g theme.Ground) Look {
	l.Ground, l.Told = g, g != theme.Unknown
	return l
}

// Shown is the theme the reader chose, as far as the terminal has the colours.
func (l Look) Shown() Theme {
	switch {
	case l.Profile == NoColour:
		return Mono
	case l.Theme >= themeCount, l.Theme <= Vivid && l.Profile < Colour256:
		return Sixteen
	case l.Theme == Auto:
		return Vivid
	}
	return l.Theme
}

// NextTheme is the look in the next theme that would differ; after the last the first on
// another background.
func (l Look) NextTheme() Look {
	l.Theme = l.Shown() + 1
	if l.Theme < themeCount {
		return l
	}
	l = l.On((l.Ground + 1) % theme.Grounds)
	l.Theme = Vivid
	l.Theme = l.Shown()
	return l
}

// Words is what the theme is called, with a background that is not the terminal's own word.
func (l Look) Words() string {
	switch s := l.Shown().String(); {
	case l.Shown() == Mono, !l.Told && l.Ground != theme.Unknown:
		return s
	case l.Told:
		return s + ", for a " + Backgrounds()[l.Ground] + " background"
	default:
		return s + ", for any background"
	}
}

// Numbers is how a reader wants numbers written. It changes what is drawn and
// nothing that is handed on: data have a point and no grouping, always.
type Numbers uint8

// The ways to write a number, each called by an example.
const (
	CommaPoint Numbers = iota // 1,234.5
	SpacePoint                // 1 234.5
	PointComma                // 1.234,5
	SpaceComma                // 1 234,5
)

// WaysOfNumbers are the examples the ways are called by.
func WaysOfNumbers() Names[Numbers] {
	return Names[Numbers]{CommaPoint: "1,234.5", SpacePoint: "1 234.5", PointComma: "1.234,5", SpaceComma: "1 234,5"}
}

// separator is what a comma or a point between two digits is written as, unless somebody typed it.
func (n Numbers) separator(row []cell.Cell, x int, r rune) rune {
	if n == CommaPoint || (r != ',' && r != '.') || row[x].Attr&cell.Verbatim != 0 || !digitAt(row, x-1) || !digitAt(row, x+1) {
		return r
	}
	written := [...]string{SpacePoint: " .", PointComma: ".,", SpaceComma: " ,"}[n]
	return rune(written[strings.IndexRune(",.", r)])
}

func digitAt(row []cell.Cell, x int) bool {
	return x >= 0 && x < len(row) && row[x].Rune >= '0' && row[x].Rune <= '9'
}

// Styles is the theme the look draws in.
func (l Look) Styles() theme.Styles {
	t, hues := l.Shown(), theme.Sixteen(l.Ground)
	if l.Profile >= Colour256 && t != Sixteen {
		hues = theme.Rich(l.Ground)
	}
	switch t {
	case Mono:
		return theme.Mono()
	case Lean:
		return theme.Lean(l.Ground)
	case Contrast:
		return theme.Contrast(hues)
	default:
		return hues.Styles()
	}
}

// style is one as a terminal is sent it.
type style struct {
	begins string // the sequence that switches to it from nothing
	shows  bool   // a blank in it differs from an empty cell
}

// written is a style with a cell's attributes laid over it. Lip Gloss writes a sequence a
// text and an underline twice; the writer sends a sequence a run of cells, and each code once.
func written(s lipgloss.Style, a cell.Attr) (out style) {
	underline, reverse := s.GetUnderline() || a&cell.Underline != 0, s.GetReverse() || a&cell.Reverse != 0
	var codes ansi.Style
	switch {
	case s.GetBold() || a&cell.Bold != 0:
		codes = codes.Bold()
	case s.GetFaint(): // both are undone by one code, and many terminals mix them up
		codes = codes.Faint()
	}
	if underline {
		codes = codes.Underline(true)
	}
	if reverse {
		codes = codes.Reverse(true)
	}
	if c := s.GetForeground(); c != (lipgloss.NoColor{}) {
		codes = codes.ForegroundColor(c)
	}
	ground := s.GetBackground()
	if ground != (lipgloss.NoColor{}) {
		codes = codes.BackgroundColor(ground)
	}
	if len(codes) > 0 {
		out.begins = codes.String()
	}
	out.shows = underline || reverse || ground != (lipgloss.NoColor{})
	return out
}
