package terminal

import (
	"slices"

	"allyscope/internal/cell"
)

// Numbers is how a reader wants numbers written. It changes what is drawn and
// nothing that is handed on: data have a point and no grouping, always.
type Numbers uint8

// The ways to write a number, each called by an example.
const (
	CommaPoint Numbers = iota // 1,234.5
	SpacePoint                // 1 234.5
	PointComma                // 1.234,5
	SpaceComma                // 1 234,5
	numbersCount
)

// numbersNames is a constant table.
var numbersNames = [numbersCount]string{"1,234.5", "1 234.5", "1.234,5", "1 234,5"}

// String is the example a way is called by.
func (n Numbers) String() string { return nameOf(numbersNames[:], n) }

// NumbersNames are the examples.
func NumbersNames() []string { return slices.Clone(numbersNames[:]) }

// NumbersByName finds a way by its example.
func NumbersByName(name string) (Numbers, bool) { return byName[Numbers](numbersNames[:], name) }

// separator is what a comma or a point within a figure is written as: one that
// stands between two digits and was not typed by somebody.
func (n Numbers) separator(row []cell.Cell, x int, r rune) rune {
	if n == CommaPoint || (r != ',' && r != '.') || row[x].Attr&cell.Verbatim != 0 || !digitAt(row, x-1) || !digitAt(row, x+1) {
		return r
	}
	switch {
	case r == '.' && n == SpacePoint:
		return '.'
	case r == '.':
		return ','
	case n == PointComma:
		return '.'
	default:
		return ' '
	}
}

func digitAt(row []cell.Cell, x int) bool {
	return x >= 0 && x < len(row) && row[x].Rune >= '0' && row[x].Rune <= '9'
}
