// Package theme declares the styles of the roles of cells, in Lip Gloss: for terminals of sixteen
// colours and of 256, for a projector, a slow line, and without colour. A picture in a file brings
// its own hues.
//
// The package knows no terminal and writes nothing.
package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"

	"allyscope/internal/cell"
)

// Ground is the background that a theme is drawn on.
type Ground uint8

// The grounds, and their number. On an unknown ground a theme uses only hues that can be read on
// black and on white.
const (
	Unknown Ground = iota
	Light
	Dark
	Grounds
)

// Styles is a theme: one style per role.
type Styles [cell.Roles]lipgloss.Style

// Hues holds the styles in which the themes with colour differ. In all of them figures that meet
// the level and figures below it have hues (blue and amber) that people with the common colour
// blindnesses can tell apart.
type Hues struct {
	Quiet lipgloss.Style              // secondary text, unknown values, the mark of an estimate
	Rule  lipgloss.Style              // axes and separators
	Area  lipgloss.Style              // an area below the level, a series for comparison only
	Blue  lipgloss.Style              // at or above the level; the first series
	Bar   lipgloss.Style              // an area at or above the level
	Over  lipgloss.Style              // the part of an area above the level, drawn on Bar
	Amber lipgloss.Style              // below the level, the level itself; the second series
	Other lipgloss.Style              // a level other than the one in the question
	Teal  lipgloss.Style              // the focused ally, pinned allies; the third series
	Brand lipgloss.Style              // the name of the program
	Red   lipgloss.Style              // failures
	More  [5]lipgloss.Style           // the fourth series and those after it
	Low   [cell.Unders]lipgloss.Style // figures below the level, from the nearest to the furthest
	High  [cell.Overs]lipgloss.Style  // figures at or above the level, likewise
}

// Styles returns the theme made of the hues. Roles that it does not name are plain.
func (h *Hues) Styles() Styles {
	strong := lipgloss.NewStyle().Bold(true)
	all := Styles{
		cell.Faint: h.Quiet, cell.Unknown: h.Quiet, cell.Estimate: h.Quiet,
		cell.Strong: strong, cell.Heading: strong, cell.Key: strong,
		cell.Brand: h.Brand, cell.Selection: strong.Reverse(true),
		cell.Meets: h.Blue, cell.BarMeets: h.Bar, cell.BarOver: h.Over,
		cell.Below: h.Amber, cell.Edge: h.Amber, cell.Target: h.Amber.Bold(true), cell.Reference: h.Other,
		cell.BarBelow: h.Area, cell.Context: h.Area, cell.Axis: h.Rule,
		cell.Cursor: h.Teal.Bold(true), cell.Pin: h.Teal.Bold(true), cell.Notice: h.Teal,
		cell.Warning: h.Red.Bold(true),
		cell.Series1: h.Blue, cell.Series2: h.Amber, cell.Series3: h.Teal, cell.Series4: h.More[0],
		cell.Series5: h.More[1], cell.Series6: h.More[2], cell.Series7: h.More[3], cell.Series8: h.More[4],
	}
	copy(all[cell.Under1:], h.Low[:])
	copy(all[cell.Over1:], h.High[:])
	return all
}

// Ink returns a style with the foreground colour c.
func Ink(c color.Color) lipgloss.Style { return lipgloss.NewStyle().Foreground(c) }

// Contrast returns a theme for projectors: the hues with nothing faint and all colours bold. Styles
// with a background of their own stay as they are.
func Contrast(h Hues) Styles {
	h.Quiet, h.Rule, h.Other = lipgloss.NewStyle(), lipgloss.NewStyle(), h.Other.UnsetFaint()
	h.Area = h.Area.UnsetFaint()
	all := h.Styles()
	for i, s := range all {
		if s.GetForeground() != (lipgloss.NoColor{}) && s.GetBackground() == (lipgloss.NoColor{}) {
			all[i] = s.Bold(true)
		}
	}
	return all
}

// Lean returns a theme of the sixteen colours with fewer changes of style, each of which is sent
// thirty times when a ranking is re-sorted. Axes and areas below the level have no colour, and
// areas above it one with a short code.
func Lean(g Ground) Styles {
	h := Sixteen(g)
	all := h.Styles()
	all[cell.BarBelow], all[cell.Axis] = lipgloss.NewStyle(), lipgloss.NewStyle()
	// Colour would add nothing: a verdict's mark stands next to a coloured sparkline, the bar of
	// the current year above its reversed label.
	all[cell.Meets], all[cell.BarMeets] = lipgloss.NewStyle(), lipgloss.NewStyle()
	all[cell.BarOver] = lipgloss.NewStyle().Background(on(g, lipgloss.Blue, lipgloss.Blue, lipgloss.Cyan))
	return all
}

// Mono returns a theme without colour, which distinguishes roles by attributes. It works on light
// and on dark backgrounds.
func Mono() Styles {
	bold, reverse := lipgloss.NewStyle().Bold(true), lipgloss.NewStyle().Reverse(true)
	faint := lipgloss.NewStyle().Faint(true) // contrasts with the solid cells of years that met the level
	all := Styles{
		cell.Strong: bold, cell.Heading: bold, cell.Target: bold, cell.Notice: bold, cell.Warning: bold, cell.Key: bold,
		cell.BarMeets: bold, cell.BarOver: bold, cell.Pin: bold, cell.Series1: bold,
		cell.Brand: reverse, cell.Selection: reverse,
		cell.BarBelow: faint, cell.Context: faint,
	}
	for i := range cell.Overs {
		all[cell.Over(i)] = reverse
	}
	return all
}
