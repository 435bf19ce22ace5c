// Package theme declares what roles look like, in Lip Gloss: once for the
// colours of a terminal, its 24-bit colours, a projector, a slow line, no colour
// at all and, with colours a picture brings itself, for a page.
//
// It knows no terminal and writes nothing: package terminal compiles a theme into
// escape sequences, package svg takes its colours.
package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"

	"allyscope/internal/cell"
)

// Styles is a theme: a style a role.
type Styles [cell.Roles]lipgloss.Style

// Hues are what the themes with colour differ in. All of them tell met from
// missed by hues that the common colour blindnesses keep apart (blue and amber).
type Hues struct {
	Quiet lipgloss.Style    // secondary text, what is unknown, the mark of an estimate
	Rule  lipgloss.Style    // axes and separators
	Area  lipgloss.Style    // an area below the level, a series for comparison only
	Blue  lipgloss.Style    // at or above the level; the first series
	Over  lipgloss.Style    // the part of an area above the level, on an area of Blue
	Amber lipgloss.Style    // below the level, the level itself; the second series
	Other lipgloss.Style    // a level nobody asked about
	Teal  lipgloss.Style    // where the reader is, what is pinned; the third series
	Red   lipgloss.Style    // what failed
	More  [5]lipgloss.Style // the fourth series and those after it
}

// Styles is the theme of the hues: the one table of what a role looks like where
// there is colour. Roles that are not in it are plain.
func (h Hues) Styles() Styles {
	strong := lipgloss.NewStyle().Bold(true)
	return Styles{
		cell.Faint: h.Quiet, cell.Unknown: h.Quiet, cell.Estimate: h.Quiet,
		cell.Strong: strong, cell.Heading: strong, cell.Key: strong,
		cell.Brand: strong.Reverse(true), cell.Selection: strong.Reverse(true),
		cell.Meets: h.Blue, cell.BarMeets: h.Blue, cell.BarOver: h.Over,
		cell.Below: h.Amber, cell.Edge: h.Amber, cell.Target: h.Amber.Bold(true), cell.Reference: h.Other,
		cell.BarBelow: h.Area, cell.Context: h.Area, cell.Axis: h.Rule,
		cell.Cursor: h.Teal.Bold(true), cell.Pin: h.Teal.Bold(true), cell.Notice: h.Teal,
		cell.Warning: h.Red.Bold(true),
		cell.Series1: h.Blue, cell.Series2: h.Amber, cell.Series3: h.Teal, cell.Series4: h.More[0],
		cell.Series5: h.More[1], cell.Series6: h.More[2], cell.Series7: h.More[3], cell.Series8: h.More[4],
	}
}

// Ink is a style of one colour.
func Ink(c color.Color) lipgloss.Style { return lipgloss.NewStyle().Foreground(c) }

// terminal are the terminal's own sixteen colours, chosen so that both a dark and
// a light background keep them legible. Quiet text is the terminal's foreground
// dimmed: "bright black" is invisible in more than one popular palette.
func terminal(light bool) Hues {
	pick, faint := lipgloss.LightDark(!light), lipgloss.NewStyle().Faint(true)
	amber := Ink(pick(lipgloss.Magenta, lipgloss.BrightYellow))
	return Hues{
		Quiet: faint, Rule: faint, Area: faint,
		Blue:  Ink(pick(lipgloss.Blue, lipgloss.BrightBlue)),
		Over:  Ink(pick(lipgloss.Blue, lipgloss.BrightCyan)).Background(pick(lipgloss.BrightCyan, lipgloss.Blue)),
		Amber: amber, Other: amber.Faint(true),
		Teal: Ink(pick(lipgloss.Cyan, lipgloss.BrightCyan)),
		Red:  Ink(lipgloss.BrightRed),
		More: [5]lipgloss.Style{Ink(lipgloss.BrightMagenta), Ink(lipgloss.BrightGreen), Ink(lipgloss.BrightRed), Ink(lipgloss.Blue), Ink(lipgloss.Yellow)},
	}
}

// Sixteen is the theme of the terminal's own colours.
func Sixteen(light bool) Styles { return terminal(light).Styles() }

// Vivid lays 24-bit accents over the sixteen colours.
func Vivid(light bool) Styles {
	pick := func(onLight, onDark string) color.Color {
		return lipgloss.LightDark(!light)(lipgloss.Color(onLight), lipgloss.Color(onDark))
	}
	h := terminal(light)
	amber := pick("#9a6700", "#f2cc60")
	h.Blue, h.Amber, h.Other = Ink(pick("#0550ae", "#58a6ff")), Ink(amber), h.Other.Foreground(amber)
	h.Over = Ink(pick("#0550ae", "#9cd0ff")).Background(pick("#b6d7ff", "#1f4f99"))
	return h.Styles()
}

// Contrast is the sixteen colours with nothing faint and all of it strong, for
// projectors. An area has a background of its own and stays.
func Contrast(light bool) Styles {
	all := Sixteen(light)
	for i, s := range all {
		all[i] = s.UnsetFaint()
		if s.GetForeground() != (lipgloss.NoColor{}) && s.GetBackground() == (lipgloss.NoColor{}) {
			all[i] = all[i].Bold(true)
		}
	}
	return all
}

// Lean is the sixteen colours with fewer changes of style, each of which is sent
// thirty times when a ranking is sorted anew: areas below the level are in the
// terminal's own colour and those above it in one.
func Lean(light bool) Styles {
	all := Sixteen(light)
	all[cell.BarBelow] = lipgloss.NewStyle()
	// A verdict's mark stands beside a picture that has the colour, a year's bar
	// over a name that is reversed.
	all[cell.Meets], all[cell.BarMeets] = lipgloss.NewStyle(), lipgloss.NewStyle()
	all[cell.BarOver] = all[cell.BarOver].UnsetForeground()
	return all
}

// Mono tells roles apart by attributes, where that says something, on a light
// background as on a dark one.
func Mono(bool) Styles {
	bold, reverse := lipgloss.NewStyle().Bold(true), lipgloss.NewStyle().Reverse(true)
	faint := lipgloss.NewStyle().Faint(true) // beside the solid cells of years in which the level was met
	return Styles{
		cell.Strong: bold, cell.Heading: bold, cell.Target: bold, cell.Notice: bold, cell.Warning: bold, cell.Key: bold,
		cell.BarMeets: bold, cell.BarOver: bold, cell.Pin: bold, cell.Series1: bold,
		cell.Brand: reverse, cell.Selection: reverse,
		cell.BarBelow: faint, cell.Context: faint,
	}
}
