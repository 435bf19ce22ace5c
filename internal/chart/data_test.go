package chart

import (
	"strings"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
)

// Shares of GDP as NATO's July 2026 edition prints them, 2014 to 2026e. The two
// last years are estimates.
var (
	norway  = shares(1.50, 1.53, 1.68, 1.65, 1.66, 1.78, 1.89, 1.62, 1.41, 1.75, 2.16, 3.16, 3.17)
	poland  = shares(1.86, 2.21, 1.99, 1.88, 2.00, 1.96, 2.21, 2.19, 2.21, 3.26, 3.75, 4.25, 4.68)
	germany = shares(1.16, 1.16, 1.18, 1.21, 1.23, 1.32, 1.49, 1.43, 1.46, 1.60, 2.00, 2.22, 2.69)
)

func shares(values ...float64) []Point {
	var out []Point
	for i, v := range values {
		p := Point{X: 2014 + i, Y: v, Status: figure.Actual}
		if p.X >= 2025 {
			p.Status = figure.Estimate
		}
		out = append(out, p)
	}
	return out
}

// without leaves years out.
func without(points []Point, years ...int) []Point {
	var out []Point
	for _, p := range points {
		keep := true
		for _, y := range years {
			keep = keep && p.X != y
		}
		if keep {
			out = append(out, p)
		}
	}
	return out
}

func pledges() []Level {
	return []Level{
		{Y: 2, Label: "2 %", Role: cell.Target},
		{Y: 3.5, Label: "3.5 %", Role: cell.Reference, Dashed: true, From: 2025},
	}
}

// three is the chart most tests draw.
func three(ink Ink) *Line {
	return &Line{
		Series: []Series{
			{Name: "Norway", Role: cell.Series1, Points: norway},
			{Name: "Poland", Role: cell.Series2, Points: poland},
			{Name: "Germany", Role: cell.Series3, Points: germany},
		},
		Levels: pledges(), Ink: ink, Places: 2, Values: true, Zero: true,
	}
}

// text is a grid as text, without blanks at the ends of lines.
func text(g *cell.Grid) string {
	var b strings.Builder
	for y := range g.Height() {
		var row strings.Builder
		for _, c := range g.Row(y) {
			if c.Rune != 0 {
				row.WriteRune(c.Rune)
			}
		}
		b.WriteString(strings.TrimRight(row.String(), " "))
		b.WriteByte('\n')
	}
	return b.String()
}
