// Package chart draws pictures out of cells: lines over years, areas, small
// multiples, slopes, a bar of parts, upright columns, a scatter and heat marks.
//
// It knows years, numbers, how firm a number is, and roles. It does not know what an
// ally or a pledge is, where a figure comes from, or how a cell is written out.
//
// Three rules hold for every drawing. A missing figure is a gap, never a zero and never a
// straight line across; no line leads across a break in a series. An estimate looks
// different from an actual figure even without colour: dashed, lighter, or an "e". And no
// size and no number makes a drawing fail: what does not fit is left out or said in words.
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

// Ink is in which characters lines and areas are drawn.
type Ink terminal.Glyphs

// The inks. Braille is the finest, Blocks the strongest on a projector, ASCII is for what
// the chart itself draws: labels are the caller's. Vectors is Braille that also says which
// lines its dots are, for pictures.
const (
	Braille = Ink(terminal.Braille)
	Blocks  = Ink(terminal.Blocks)
	ASCII   = Ink(terminal.ASCII)
	Vectors = ASCII + 1
)

// Inks is the number of inks of a terminal.
const Inks = int(Vectors)

// String is the ink's name in lower case.
func (i Ink) String() string { return terminal.Glyphs(i).String() }

// dots is how finely an ink divides a cell. ASCII tells three heights in a cell
// apart, by the characters ' - and .
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

// The signs that are not plotted dot by dot, each followed by its own in ASCII.
const (
	axisSign, ruleSign, tickSign, cornerSign = "│|", "─-", "┤+", "└+"
	belowSign, eventSign, crossSign          = "┬+", "┼!", "┼+"
	actualSign, cursorSign, pointerSign      = "•*", "◆@", "▲^"
	upSign, downSign, leaderSign, breakSign  = "↑^", "↓v", "·.", string(format.Break) + "!"
)

// arrows and fillings are constant tables of such signs: anticlockwise from the right, and
// what tells segments apart without colour.
var (
	arrows   = [...]string{"→>", "↗/", "↑^", "↖\\", "←<", "↙/", "↓v", "↘\\"}
	fillings = [...]string{"█#", "▓=", "▒+", "░-"}
)

// sign is the first of some signs, as the ink has it.
func (i Ink) sign(signs string) rune {
	r, n := utf8.DecodeRuneInString(signs)
	if i == ASCII {
		return rune(signs[n])
	}
	return r
}

// absurd is the size beyond which a number is taken for a fault of the data.
// The largest amounts here are some 10^9 (national currency, millions).
const absurd = 1e15

// usable tells whether a number can be plotted. Whatever reaches a scale or ntcharts has
// passed it: NaN hangs ntcharts for ever, and Inf or an absurd size ruins a scale.
func usable(v float64) bool { return math.Abs(v) <= absurd }

// number prints v with the given decimals, in the ink's own minus sign.
func number(ink Ink, v float64, places uint8) string {
	s := format.Number(figure.Round(v, places))
	if ink == ASCII {
		return strings.Replace(s, "−", "-", 1)
	}
	return s
}

func firm(s figure.Status) bool { return s == figure.Actual }

// blank tells whether n cells of the grid are there and blank, those of some roles aside.
func blank(g *cell.Grid, x, y, n int, aside ...cell.Role) bool {
	return x >= 0 && y >= 0 && y < g.Height() && x+n <= g.Width() && empty(g, x, y, n, func(_ int, c cell.Cell) bool {
		return slices.Contains(aside, c.Role)
	})
}

// empty tells whether nothing stands in n cells, of the grid or beside it, but what does not
// count.
func empty(g *cell.Grid, x, y, n int, aside func(x int, c cell.Cell) bool) bool {
	for at := x; at < x+n; at++ {
		if c := g.At(at, y); c.Rune != ' ' && !aside(at, c) {
			return false
		}
	}
	return true
}
