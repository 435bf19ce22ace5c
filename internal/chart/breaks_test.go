package chart

import (
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// incomes returns Luxembourg's share of GDP, with a new definition from 2023.
func incomes(form Form, ink Ink) *Line {
	l := &Line{Ink: ink, Zero: true, Series: []Series{{Role: cell.Series1, Form: form, Breaks: []int{2023}}}}
	for i, v := range []float64{0.51, 0.56, 0.58, 0.47, 0.57, 1.07, 1.29, 1.31} {
		l.Series[0].Points = append(l.Series[0].Points, Point{X: 2018 + i, Y: v, Status: figure.Actual})
	}
	return l
}

// No line crosses a break, its mark stands in the gap, and the figures on both sides stay.
func TestABreakIsAGapWithAMark(t *testing.T) {
	const w, h = 80, 16
	for ink := range Ink(Inks) {
		for _, form := range []Form{Thin, Thick, Area} {
			l := incomes(form, ink)
			g := l.Draw(w, h)
			from, to, mark := l.at(w, h, 2022), l.at(w, h, 2023), ink.sign(breakSign)
			marks, others := 0, 0
			for y := range h {
				for x := from + 1; x < to; x++ {
					switch c := g.At(x, y); {
					case c.Rune == mark:
						marks++
					case c.Role == cell.Series1:
						others++
					}
				}
			}
			if marks == 0 || others != 0 {
				t.Errorf("%v form %d: %d marks and %d other cells between 2022 and 2023\n%s", ink, form, marks, others, text(g))
			}
			l.Series[0].Breaks = nil
			if n := cells(l.Draw(w, h), func(_, _ int, c cell.Cell) bool { return c.Rune == mark }); n != 0 {
				t.Errorf("%v form %d: %d marks where nothing breaks", ink, form, n)
			}
		}
	}
}

// At every size a break has its mark, and no year loses its bar.
func TestABreakShowsAtEverySize(t *testing.T) {
	for ink := range Ink(Inks) {
		for w := 8; w < 60; w++ {
			for h := 1; h < 12; h++ {
				l := incomes(Area, ink)
				g := l.Box(w, h)
				if h > 1 && cells(g, func(_, _ int, c cell.Cell) bool { return c.Rune == ink.sign(breakSign) }) == 0 {
					t.Errorf("%v %dx%d: no mark\n%s", ink, w, h, text(g))
				}
				for y := 2018; y <= 2025; y++ {
					if x := l.BoxColumn(w, y); blank(g, x, h-1, 1) {
						t.Errorf("%v %dx%d: nothing is drawn of %d\n%s", ink, w, h, y, text(g))
					}
				}
			}
		}
	}
}

// A slope does not cross a break either, whichever year is on the left.
func TestASlopeHeedsABreak(t *testing.T) {
	for _, c := range []struct{ from, to, marks int }{{2018, 2022, 0}, {2022, 2024, 1}, {2024, 2018, 1}, {2023, 2025, 0}} {
		l := incomes(Thin, Braille)
		l.From, l.To, l.Series[0].Name = c.from, c.to, "LUX"
		g := l.Slope(60, 12)
		if n := cells(g, func(_, _ int, c cell.Cell) bool { return c.Rune == format.Break }); (n > 0) != (c.marks > 0) {
			t.Errorf("%d to %d: %d marks\n%s", c.from, c.to, n, text(g))
		}
	}
}
