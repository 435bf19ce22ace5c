package terminal

import (
	"strconv"

	"allyscope/internal/cell"
)

// style is what a role looks like: SGR codes for the foreground, the
// background and attributes. An empty string leaves the terminal's own.
type style struct {
	fg, bg            string
	bold, faint, ital bool
	under, reverse    bool
}

// visible tells whether a blank in this style differs from an empty cell.
func (s style) visible() bool { return s.bg != "" || s.under || s.reverse }

func (s style) with(a cell.Attr) style {
	s.bold = s.bold || a&cell.Bold != 0
	s.under = s.under || a&cell.Underline != 0
	s.reverse = s.reverse || a&cell.Reverse != 0
	if s.bold {
		s.faint = false // both are undone by one code, and many terminals mix them up
	}
	return s
}

// sgr is the escape sequence that switches from nothing to the style.
func (s style) sgr() string {
	out := ""
	add := func(on bool, code string) {
		if on {
			out += ";" + code
		}
	}
	add(s.bold, "1")
	add(s.faint, "2")
	add(s.ital, "3")
	add(s.under, "4")
	add(s.reverse, "7")
	add(s.fg != "", s.fg)
	add(s.bg != "", s.bg)
	if out == "" {
		return ""
	}
	return "\x1b[" + out[1:] + "m"
}

// hex is a 24-bit colour's SGR code for the foreground (38) or background (48).
func hex(layer int, rgb uint32) string {
	return strconv.Itoa(layer) + ";2;" + strconv.Itoa(int(rgb>>16&0xff)) + ";" + strconv.Itoa(int(rgb>>8&0xff)) + ";" + strconv.Itoa(int(rgb&0xff))
}

// styleOf is the one table of what roles look like.
func (l Look) styleOf(r cell.Role) style {
	if l.Profile == NoColour || l.Theme == Mono {
		return monoStyle(r)
	}
	s := l.sixteen(r)
	switch {
	case l.Theme == Contrast:
		s = contrasted(s)
	case l.Theme == Lean:
		s = lean(r, s)
	case l.Theme == Vivid && l.Profile == TrueColour:
		s = l.vivid(r, s)
	}
	return s
}

// monoStyle tells roles apart by attributes, where that says something.
func monoStyle(r cell.Role) style {
	switch r {
	case cell.Strong, cell.Heading, cell.Target, cell.Notice, cell.Warning, cell.Key, cell.BarMeets, cell.BarOver, cell.Pin, cell.Series1:
		return style{bold: true}
	case cell.Brand, cell.Selection:
		return style{reverse: true}
	case cell.BarBelow, cell.Context:
		return style{faint: true} // beside the solid cells of years in which it was met
	default:
		return style{}
	}
}

// sixteen uses the terminal's own colours, chosen so that both a dark and a
// light background keep them legible. Faint text is the terminal's foreground
// dimmed: "bright black" is invisible in more than one popular palette.
func (l Look) sixteen(r cell.Role) style {
	blue, cyan, yellow := "94", "96", "93"
	overFg, overBg := "96", "44"
	if l.Light {
		blue, cyan, yellow = "34", "36", "35"
		overFg, overBg = "34", "106"
	}
	switch r {
	case cell.Faint, cell.Axis, cell.Context, cell.BarBelow, cell.Unknown, cell.Estimate:
		return style{faint: true}
	case cell.Strong, cell.Heading, cell.Key:
		return style{bold: true}
	case cell.Brand:
		return style{reverse: true, bold: true}
	case cell.Meets, cell.BarMeets, cell.Series1:
		return style{fg: blue}
	case cell.BarOver:
		return style{fg: overFg, bg: overBg}
	case cell.Below, cell.Edge:
		return style{fg: yellow}
	case cell.Target:
		return style{fg: yellow, bold: true}
	case cell.Reference:
		return style{fg: yellow, faint: true}
	case cell.Cursor, cell.Pin:
		return style{fg: cyan, bold: true}
	case cell.Selection:
		return style{reverse: true, bold: true}
	case cell.Notice:
		return style{fg: cyan}
	case cell.Warning:
		return style{fg: "91", bold: true}
	case cell.Series2:
		return style{fg: yellow}
	case cell.Series3:
		return style{fg: cyan}
	case cell.Series4:
		return style{fg: "95"}
	case cell.Series5:
		return style{fg: "92"}
	case cell.Series6:
		return style{fg: "91"}
	case cell.Series7:
		return style{fg: "34"}
	case cell.Series8:
		return style{fg: "33"}
	default:
		return style{}
	}
}

// contrasted drops everything faint.
func contrasted(s style) style {
	s.faint = false
	if s.fg != "" && s.bg == "" {
		s.bold = true
	}
	return s
}

// lean leaves the pictures' areas below the level in the terminal's own colour
// and those above it in one: every change of style is sent thirty times when a
// ranking is sorted anew.
func lean(r cell.Role, s style) style {
	switch r {
	case cell.BarBelow, cell.Meets, cell.BarMeets:
		return style{} // a verdict's mark stands beside a picture that has the colour, a year's bar over a name that is reversed
	case cell.BarOver:
		s.fg = ""
	}
	return s
}

// vivid lays 24-bit accents over the sixteen: a blue and an amber that all the
// common colour blindnesses keep apart.
func (l Look) vivid(r cell.Role, s style) style {
	blue, amber, deep, pale := uint32(0x58a6ff), uint32(0xf2cc60), uint32(0x1f4f99), uint32(0x9cd0ff)
	if l.Light {
		blue, amber, deep, pale = 0x0550ae, 0x9a6700, 0xb6d7ff, 0x0550ae
	}
	switch r {
	case cell.Meets, cell.BarMeets, cell.Series1:
		s.fg = hex(38, blue)
	case cell.BarOver:
		s.fg, s.bg = hex(38, pale), hex(48, deep)
	case cell.Below, cell.Edge, cell.Target, cell.Reference, cell.Series2:
		s.fg = hex(38, amber)
	}
	return s
}
