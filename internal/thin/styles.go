package thin

import (
	"slices"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// styles are all that have been used so far, each once.
type styles []uv.Style

// find is the place of a style.
func (t *styles) find(s uv.Style) style {
	if len(*t) == 0 {
		*t = append(*t, uv.Style{})
	}
	i := slices.IndexFunc(*t, func(known uv.Style) bool { return known.Equal(&s) })
	if i < 0 {
		i = len(*t)
		*t = append(*t, s)
	}
	return style(i)
}

// of is a style by its place.
func (t *styles) of(s style) uv.Style {
	if int(s) >= len(*t) {
		return uv.Style{}
	}
	return (*t)[s]
}

// erased is the style of a cell erased in another: the background stays.
func (t *styles) erased(s uv.Style) style { return t.find(uv.Style{Bg: s.Bg}) }

// spaced is the style of a blank written in another: a blank has no colour of its own.
func (t *styles) spaced(s uv.Style) style {
	const shows = uv.AttrReverse | uv.AttrStrikethrough
	if s.Attrs&shows != 0 || s.Underline != ansi.UnderlineNone {
		return t.find(s)
	}
	return t.erased(s)
}
