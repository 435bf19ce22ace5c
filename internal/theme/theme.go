// Package theme declares what roles look like, in Lip Gloss: once for the sixteen
// colours of a terminal, for the 256 of most, a projector, a slow line, no colour
// at all and, with colours a picture brings itself, for a page.
//
// It knows no terminal and writes nothing.
package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"

	"allyscope/internal/cell"
)

// Ground is the background a theme is drawn on.
type Ground uint8

// The grounds. On an unknown one a theme keeps to hues that can be read on black
// and on white.
const (
	Unknown Ground = iota
	Light
	Dark
	Grounds
)

// Styles is a theme: a style a role.
type Styles [cell.Roles]lipgloss.Style

// Hues are what the themes with colour differ in. All of them tell met from
// missed by hues that the common colour blindnesses keep apart (blue and amber).
type Hues struct {
	Quiet lipgloss.Style              // secondary text, what is unknown, the mark of an estimate
	Rule  lipgloss.Style              // axes and separators
	Area  lipgloss.Style              // an area below the level, a series for comparison only
	Blue  lipgloss.Style              // at or above the level; the first series
	Bar   lipgloss.Style              // an area at or above the level
	Over  lipgloss.Style              // the part of an area above the level, on an area of Bar
	Amber lipgloss.Style              // below the level, the level itself; the second series
	Other lipgloss.Style              // a level nobody asked about
	Teal  lipgloss.Style              // where the reader is, what is pinned; the third series
	Brand lipgloss.Style              // the name of the program
	Red   lipgloss.Style              // what failed
	More  [5]lipgloss.Style           // the fourth series and those after it
	Low   [cell.Unders]lipgloss.Style // figures below the level, from the nearest to the furthest
	High  [cell.Overs]lipgloss.Style  // figures at or above it, likewise
}

// Styles is what roles look like where there is colour; those not named are plain.
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

// Ink is a style of one colour.
func Ink(c color.Color) lipgloss.Style { return lipgloss.NewStyle().Foreground(c) }

// Contrast is the hues with nothing quiet and all of it strong, for projectors.
// What has a ground of its own stays.
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

// Lean is the sixteen colours with fewer changes of style, each of which is sent
// thirty times when a ranking is sorted anew: areas below the level are in the
// terminal's own colour, as are axes, and those above it in one whose code is short.
func Lean(g Ground) Styles {
	h := Sixteen(g)
	all := h.Styles()
	all[cell.BarBelow], all[cell.Axis] = lipgloss.NewStyle(), lipgloss.NewStyle()
	// A verdict's mark stands beside a picture that has the colour, a year's bar
	// over a name that is reversed.
	all[cell.Meets], all[cell.BarMeets] = lipgloss.NewStyle(), lipgloss.NewStyle()
	all[cell.BarOver] = lipgloss.NewStyle().Background(on(g, lipgloss.Blue, lipgloss.Blue, lipgloss.Cyan))
	return all
}

// Mono tells roles apart by attributes, where that says something, on a light
// background as on a dark one.
func Mono() Styles {
	bold, reverse := lipgloss.NewStyle().Bold(true), lipgloss.NewStyle().Reverse(true)
	faint := lipgloss.NewStyle().Faint(true) // beside the solid cells of years in which the level was met
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
