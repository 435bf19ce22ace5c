package chart

import (
	"math"

	"allyscope/internal/cell"
)

// Shades are the marks of a heat map, from nearest to the level to furthest:
// shading below it, crosses above it. Which side a figure is on is read from the
// shape, how far from the weight, neither from colour. A minus is none of them: it
// is what an ally's years before membership are marked with, and beside a number
// it would be read as its sign.
func Shades(ink Ink) (below, above [3]rune) {
	if ink == ASCII {
		return [3]rune{':', '=', '@'}, [3]rune{'+', '*', '#'}
	}
	return [3]rune{'░', '▒', '▓'}, [3]rune{'+', '╋', '╬'}
}

// Shade is the mark of one figure: distance is its value less the level, in the
// unit of both, span the distance of the heaviest mark. It takes 0 as above: a
// level that is reached is met. Whether a figure is missing, or on the knife's
// edge, is the caller's to say; what is not finite is answered by the mark of a
// gap.
func Shade(ink Ink, distance, span float64) (rune, cell.Role) {
	if !usable(distance) {
		return ink.pen().gap, cell.Unknown
	}
	below, above := Shades(ink)
	weight := 2
	if size := math.Abs(distance); span > 0 && size < span {
		weight = int(3 * size / span)
	}
	if distance < 0 {
		return below[weight], cell.Below
	}
	return above[weight], cell.Meets
}
