package svg

import (
	"strings"

	"charm.land/lipgloss/v2"

	"allyscope/internal/cell"
	"allyscope/internal/theme"
)

// colour is one of the few colours pictures are made of.
type colour uint8

// The colours. Which hue means what follows the terminal's own table: blue for
// met and amber for missed, which all common colour blindnesses keep apart.
const (
	paper colour = iota
	inky
	faint
	line
	grey
	blue
	pale
	amber
	teal
	red
	purple
	green
	rose
	brown
	warm // grounds of a matrix: just below the level, and five steps above it
	high1
	high2
	high3
	high4
	high5
	colourCount
)

const colours = int(colourCount)

// palette is a constant table: a name, the colour on a light page and on a dark
// one. All but paper, line, grey, pale and the grounds are written in, and differ from the
// page by 4.5 to 1 at least.
var palette = [colours]struct{ name, light, dark string }{
	paper:  {"paper", "#ffffff", "#0d1117"},
	inky:   {"ink", "#1b1f24", "#e6edf3"},
	faint:  {"faint", "#59636e", "#9198a1"},
	line:   {"line", "#8c959f", "#6e7681"},
	grey:   {"grey", "#a3acb5", "#656d76"},
	blue:   {"blue", "#0550ae", "#79b8ff"},
	pale:   {"pale", "#b6d7ff", "#1f4f99"},
	amber:  {"amber", "#9a5b00", "#f2cc60"},
	teal:   {"teal", "#0b6e78", "#56d4dd"},
	red:    {"red", "#b42318", "#ff9b8e"},
	purple: {"purple", "#8e3a9d", "#d2a8ff"},
	green:  {"green", "#2e6b2e", "#7ee787"},
	rose:   {"rose", "#a8326a", "#ff9bce"},
	brown:  {"brown", "#6b4423", "#d6b370"},
	warm:   {"warm", "#faf0d7", "#2f2616"},
	high1:  {"high1", "#d3e6ff", "#173a63"},
	high2:  {"high2", "#aed0fb", "#1d4f8c"},
	high3:  {"high3", "#82b6f5", "#2460a6"},
	high4:  {"high4", "#1f6fd0", "#4f9cf0"},
	high5:  {"high5", "#0b3d91", "#8cc4ff"},
}

func (c colour) hex(dark bool) string {
	if dark {
		return palette[c].dark
	}
	return palette[c].light
}

// class is what a style sheet calls the colour.
func (c colour) class() string { return "k-" + palette[c].name }

// PageStyle is the style sheet for a page that holds pictures inline: it turns
// them dark where the reader's screen is, and leaves them light in print.
func PageStyle() string {
	var b strings.Builder
	b.WriteString("svg.cells { display: block; width: 100%; height: auto; print-color-adjust: exact; -webkit-print-color-adjust: exact; }\n")
	b.WriteString("@media screen and (prefers-color-scheme: dark) {\n")
	for i := range colours {
		c := colour(i)
		b.WriteString("svg.cells ." + c.class() + " { fill: " + c.hex(true) + "; } svg.cells ." + c.class() + " .dots { stroke: " + c.hex(true) + "; }\n")
	}
	b.WriteString("}\n")
	return b.String()
}

// RGBA is the colour on a light page, which makes it one a theme can be declared in.
func (c colour) RGBA() (r, g, b, a uint32) { return lipgloss.Color(palette[c].light).RGBA() }

// hues are the theme of a page: what is dimmed on a terminal has a grey of its own.
func hues() theme.Hues {
	return theme.Hues{
		Quiet: theme.Ink(faint), Rule: theme.Ink(line), Area: theme.Ink(grey),
		Blue: theme.Ink(blue), Bar: theme.Ink(blue), Over: theme.Ink(blue).Background(pale), Amber: theme.Ink(amber), Other: theme.Ink(amber),
		Teal: theme.Ink(teal), Brand: lipgloss.NewStyle().Bold(true).Reverse(true), Red: theme.Ink(red),
		More: [5]lipgloss.Style{theme.Ink(purple), theme.Ink(green), theme.Ink(red), theme.Ink(rose), theme.Ink(brown)},
		Low:  [...]lipgloss.Style{theme.Ink(amber).Background(warm), theme.Ink(faint), theme.Ink(faint)},
		High: [...]lipgloss.Style{
			theme.Ink(inky).Background(high1), theme.Ink(inky).Background(high2), theme.Ink(inky).Background(high3),
			theme.Ink(paper).Background(high4), theme.Ink(paper).Background(high5),
		},
	}
}

// style is what a cell looks like.
type style struct {
	fg, bg      colour
	bold, under bool
}

// styles is a theme in the colours of a page, a role's style with each
// combination of attributes.
type styles [cell.Roles][cell.Attrs]style

func newStyles() *styles {
	var out styles
	h := hues()
	for r, s := range h.Styles() {
		for a := range cell.Attrs {
			out[r][a] = styleOf(s, cell.Attr(a))
		}
	}
	return &out
}

// styleOf is a role's style with a cell's attributes laid over it.
func styleOf(l lipgloss.Style, a cell.Attr) style {
	s := style{fg: inky, bold: l.GetBold() || a&cell.Bold != 0, under: a&cell.Underline != 0}
	if c, ok := l.GetForeground().(colour); ok {
		s.fg = c
	}
	if c, ok := l.GetBackground().(colour); ok {
		s.bg = c
	}
	if l.GetReverse() != (a&cell.Reverse != 0) {
		s.fg, s.bg = s.bg, s.fg
	}
	return s
}
