// Package chart draws charts with cells: lines and areas over years, small multiples, slopes,
// stacked bars, upright columns and scatter plots.
//
// It knows years, numbers, their status and roles. It does not know what an ally or a pledge
// is, where a figure comes from, or how a cell is written out.
//
// Three rules hold for every chart. A missing figure is a gap, never a zero and never a line
// across, and no line crosses a break in a series. An estimate looks different from an actual
// figure even without colour: dashed, lighter, or an "e". No size and no number makes a drawing
// fail: what does not fit is left out or replaced by text.
package chart

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/terminal"
)

// Ink is the set of characters that lines and areas are drawn with.
type Ink terminal.Glyphs

// The inks. Braille is the finest and Blocks the boldest, for projectors. ASCII covers what the
// chart itself draws; labels are up to the caller. Vectors is Braille that also records the
// lines as strokes, for pictures.
const (
	Braille = Ink(terminal.Braille)
	Blocks  = Ink(terminal.Blocks)
	ASCII   = Ink(terminal.ASCII)
	Vectors = ASCII + 1
)

// Inks is the number of inks for terminals, which excludes Vectors.
const Inks = int(Vectors)

// String returns the ink's name in lower case.
func (i Ink) String() string { return terminal.Glyphs(i).String() }

// dots returns how many dots an ink has in a cell, across and down. ASCII has three heights,
// drawn as ' - and .
func (i Ink) dots() (x, y int) {
	switch i {
	case Blocks:
		return 2, 2
	case ASCII:
		return 1, 3
	default:
		return 2, 4
	}
}

// The signs that are not plotted dot by dot, each followed by its ASCII form.
const (
	axisSign, ruleSign, tickSign, cornerSign = "│|", "─-", "┤+", "└+"
	belowSign, eventSign, crossSign          = "┬+", "┼!", "┼+"
	actualSign, cursorSign, pointerSign      = "•*", "◆@", "▲^"
	upSign, downSign, leaderSign, breakSign  = "↑^", "↓v", "·.", string(format.Break) + "!"
)

// arrows and fillings are constant tables of such signs: arrows anticlockwise from the right,
// fillings to distinguish segments without colour.
var (
	arrows   = [...]string{"→>", "↗/", "↑^", "↖\\", "←<", "↙/", "↓v", "↘\\"}
	fillings = [...]string{"█#", "▓=", "▒+", "░-"}
)

// sign returns the ink's form of the first of some signs.
func (i Ink) sign(signs string) rune {
	r, n := utf8.DecodeRuneInString(signs)
	if i == ASCII {
		return rune(signs[n])
	}
	return r
}

// absurd is the magnitude above which a number is considered a data error. The largest real
// amounts are about 10^9 (millions of a national currency).
const absurd = 1e15

// usable reports whether a number can be plotted. Every number that reaches a scale or ntcharts
// is checked: NaN makes ntcharts hang, and Inf or an absurd number spoils a scale.
func usable(v float64) bool { return math.Abs(v) <= absurd }

// number formats v with the given number of decimals and the ink's minus sign.
func number(ink Ink, v float64, places uint8) string {
	s := format.Number(figure.Round(v, places))
	if ink == ASCII {
		return strings.Replace(s, "−", "-", 1)
	}
	return s
}

func firm(s figure.Status) bool { return s == figure.Actual }

// blank reports whether n cells lie within the grid and are blank, ignoring cells of some roles.
func blank(g *cell.Grid, x, y, n int, ignored ...cell.Role) bool {
	return x >= 0 && y >= 0 && y < g.Height() && x+n <= g.Width() && empty(g, x, y, n, func(_ int, c cell.Cell) bool {
		return slices.Contains(ignored, c.Role)
	})
}

// empty reports whether n cells are blank or ignored. Cells outside the grid are blank.
func empty(g *cell.Grid, x, y, n int, ignore func(x int, c cell.Cell) bool) bool {
	for at := x; at < x+n; at++ {
		if c := g.At(at, y); c.Rune != ' ' && !ignore(at, c) {
			return false
		}
	}
	return true
}
