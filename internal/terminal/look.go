// Package terminal knows what one terminal can show: its colours, its glyphs, its size, and
// whether it is remote. It turns a grid of cells with roles into the text for that terminal.
//
// It keeps no state, and reads only the environment that it is given. It does not know what the
// cells mean.
package terminal

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"allyscope/internal/cell"
	"allyscope/internal/theme"
)

// Names holds the names of the choices of one kind, in their order.
type Names[T ~uint8] []string

// Find returns the choice of that name. It returns the first choice and false if there is none.
func (n Names[T]) Find(name string) (T, bool) {
	i := slices.Index(n, name)
	return T(max(i, 0)), i >= 0
}

// Profile is the range of colours that a terminal has.
type Profile uint8

// The profiles.
const (
	NoColour   Profile = iota // attributes only: bold, underline, reverse
	Colour16                  // the terminal's own sixteen
	Colour256                 // these and 240 that look the same everywhere
	TrueColour                // 24 bit
)

// Glyphs is the set of characters a terminal can draw.
type Glyphs uint8

// The glyph sets, the richest first.
const (
	Braille Glyphs = iota // lines of Braille dots, blocks, box drawing
	Blocks                // no Braille: blocks are bolder on a projector, and a Braille display does not read them as letters
	ASCII                 // seven bits
	glyphsCount
)

// GlyphSets returns the names of the glyph sets.
func GlyphSets() Names[Glyphs] {
	return Names[Glyphs]{Braille: "braille", Blocks: "blocks", ASCII: "ascii"}
}

// Next returns the glyph set after g; the first follows the last.
func (g Glyphs) Next() Glyphs { return (g + 1) % glyphsCount }

// String returns the name of the glyph set.
func (g Glyphs) String() string { return GlyphSets()[g] }

// Theme is a choice of colours, which package theme declares.
type Theme uint8

// The themes. None of them marks a verdict by colour alone.
const (
	Auto     Theme = iota // vivid if the terminal has 256 colours, else its own sixteen
	Vivid                 // of 256 colours
	Sixteen               // the terminal's own colours
	Contrast              // nothing faint: for projectors
	Lean                  // fewest bytes on the wire: for slow lines, and the first choice over SSH
	Mono                  // no colour at all
	themeCount
)

// Themes returns the names of the themes.
func Themes() Names[Theme] {
	return Names[Theme]{Auto: "auto", Vivid: "vivid", Sixteen: "terminal", Contrast: "contrast", Lean: "lean", Mono: "mono"}
}

// String returns the name of the theme.
func (t Theme) String() string { return Themes()[t] }

// Backgrounds returns the names of the backgrounds; "auto" leaves the detection to the program.
func Backgrounds() Names[theme.Ground] {
	return Names[theme.Ground]{theme.Unknown: "auto", theme.Light: "light", theme.Dark: "dark"}
}

// Look is how a session draws. The zero value is a look without colour that uses all glyphs.
type Look struct {
	Profile Profile
	Glyphs  Glyphs
	Theme   Theme
	Numbers Numbers
	Ground  theme.Ground // the terminal's background, as far as it is known
	Told    bool         // the reader has set Ground, and the terminal's own reports are ignored
}

// On returns the look for a background that the reader has set, or for an unknown one.
func (l Look) On(g theme.Ground) Look {
	l.Ground, l.Told = g, g != theme.Unknown
	return l
}

// Shown returns the reader's theme, or the nearest one that the terminal has the colours for.
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

// NextTheme returns the look with the next theme that differs from the one shown. After the last
// theme it goes on to the first on the next background.
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

// Words returns the name of the theme, with its background unless the terminal reported that.
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

// Numbers is the notation of numbers on the screen. It does not affect exported data, which
// always have a decimal point and no grouping.
type Numbers uint8

// The notations, each named by an example.
const (
	CommaPoint Numbers = iota // 1,234.5
	SpacePoint                // 1 234.5
	PointComma                // 1.234,5
	SpaceComma                // 1 234,5
)

// WaysOfNumbers returns the names of the notations.
func WaysOfNumbers() Names[Numbers] {
	return Names[Numbers]{CommaPoint: "1,234.5", SpacePoint: "1 234.5", PointComma: "1.234,5", SpaceComma: "1 234,5"}
}

// separator returns the rune to write for r: a comma or a point between two digits follows the
// notation, except in text that was typed.
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

// Styles returns the theme that the look draws in.
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

// style is a style in the form that is sent to a terminal.
type style struct {
	begins string // the sequence that switches to it from the default style
	shows  bool   // a blank in this style differs from an empty cell
}

// compile combines a style with a cell's attributes. Lip Gloss itself would write one sequence
// per text, and underline twice; the writer needs one per run of cells, with each code once.
func compile(s lipgloss.Style, a cell.Attr) (out style) {
	underline, reverse := s.GetUnderline() || a&cell.Underline != 0, s.GetReverse() || a&cell.Reverse != 0
	var codes ansi.Style
	switch {
	case s.GetBold() || a&cell.Bold != 0:
		codes = codes.Bold()
	case s.GetFaint(): // not with bold: one code ends both, and many terminals confuse them
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
