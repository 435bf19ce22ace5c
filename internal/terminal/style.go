package terminal

import (
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"allyscope/internal/cell"
	"allyscope/internal/theme"
)

// Styles is the theme the look draws in.
func (l Look) Styles() theme.Styles {
	few, many := theme.Sixteen(l.Ground), theme.Rich(l.Ground)
	switch t := l.Shown(); {
	case t == Mono:
		return theme.Mono()
	case t == Lean:
		return theme.Lean(l.Ground)
	case t == Contrast && l.Profile >= Colour256:
		return theme.Contrast(many)
	case t == Contrast:
		return theme.Contrast(few)
	case t == Vivid:
		return many.Styles()
	default:
		return few.Styles()
	}
}

// with lays a cell's attributes over its role's style.
func with(s lipgloss.Style, a cell.Attr) lipgloss.Style {
	if a&cell.Bold != 0 {
		s = s.Bold(true)
	}
	if a&cell.Underline != 0 {
		s = s.Underline(true)
	}
	if a&cell.Reverse != 0 {
		s = s.Reverse(true)
	}
	if s.GetBold() {
		s = s.UnsetFaint() // both are undone by one code, and many terminals mix them up
	}
	return s
}

// visible tells whether a blank in this style differs from an empty cell.
func visible(s lipgloss.Style) bool {
	return s.GetBackground() != (lipgloss.NoColor{}) || s.GetUnderline() || s.GetReverse()
}

// prefix is the escape sequence that switches from nothing to the style. Lip
// Gloss writes a sequence a text and an underline twice; the writer sends a
// sequence a run of cells, and each code once.
func prefix(s lipgloss.Style) string {
	var codes ansi.Style
	if s.GetBold() {
		codes = codes.Bold()
	}
	if s.GetFaint() {
		codes = codes.Faint()
	}
	if s.GetUnderline() {
		codes = codes.Underline(true)
	}
	if s.GetReverse() {
		codes = codes.Reverse(true)
	}
	if c := s.GetForeground(); c != (lipgloss.NoColor{}) {
		codes = codes.ForegroundColor(c)
	}
	if c := s.GetBackground(); c != (lipgloss.NoColor{}) {
		codes = codes.BackgroundColor(c)
	}
	if len(codes) == 0 {
		return ""
	}
	return codes.String()
}
