package chart

import (
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
)

// six returns the chart that the budget is for: six series of thirteen years, two levels.
func six(ink Ink) *Line {
	l := three(ink)
	for i, points := range [][]Point{norway, poland, germany} {
		shifted := make([]Point, len(points))
		for j, p := range points {
			shifted[j] = Point{X: p.X, Y: p.Y + 0.3, Status: figure.Actual}
		}
		l.Series = append(l.Series, Series{Name: "More", Role: cell.Series(3 + i), Points: shifted})
	}
	return l
}

// The budget is 0.5 ms; a chart is drawn once for each answer and size.
func BenchmarkLine(b *testing.B) {
	for ink := range Ink(Inks) {
		b.Run(ink.String(), func(b *testing.B) {
			l := six(ink)
			b.ReportAllocs()
			for b.Loop() {
				l.Draw(100, 30)
			}
		})
	}
}
