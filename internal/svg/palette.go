package svg

import (
	"strings"

	"allyscope/internal/cell"
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
	colourCount
)

const colours = int(colourCount)

// palette is a constant table: a name, the colour on a light page and on a dark
// one. All but paper, line, grey and pale are written in, and differ from the
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
}

// hex is the colour on a light or a dark page.
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

// style is what a cell looks like.
type style struct {
	fg, bg      colour
	bold, under bool
}

// styleOf is a cell's role with its attributes laid over it.
func styleOf(c cell.Cell) style {
	s := roleStyle(c.Role)
	s.bold = s.bold || c.Attr&cell.Bold != 0
	s.under = s.under || c.Attr&cell.Underline != 0
	if c.Attr&cell.Reverse != 0 {
		s = reversed(s)
	}
	return s
}

// reversed swaps a style's colours.
func reversed(s style) style {
	s.fg, s.bg = s.bg, s.fg
	return s
}

// roleStyle is the one table of what roles look like here.
func roleStyle(r cell.Role) style {
	switch r {
	case cell.Faint, cell.Unknown, cell.Estimate:
		return style{fg: faint}
	case cell.Strong, cell.Heading, cell.Key:
		return style{fg: inky, bold: true}
	case cell.Brand, cell.Selection:
		return reversed(style{fg: inky, bold: true})
	case cell.Meets, cell.BarMeets, cell.Series1:
		return style{fg: blue}
	case cell.BarOver:
		return style{fg: blue, bg: pale}
	case cell.BarBelow, cell.Context:
		return style{fg: grey}
	case cell.Below, cell.Edge, cell.Reference, cell.Series2:
		return style{fg: amber}
	case cell.Target:
		return style{fg: amber, bold: true}
	case cell.Axis:
		return style{fg: line}
	case cell.Cursor, cell.Pin:
		return style{fg: teal, bold: true}
	case cell.Notice, cell.Series3:
		return style{fg: teal}
	case cell.Warning:
		return style{fg: red, bold: true}
	case cell.Series4:
		return style{fg: purple}
	case cell.Series5:
		return style{fg: green}
	case cell.Series6:
		return style{fg: red}
	case cell.Series7:
		return style{fg: rose}
	case cell.Series8:
		return style{fg: brown}
	default:
		return style{fg: inky}
	}
}
