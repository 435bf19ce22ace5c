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

// without returns the points without some years.
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

// three returns the chart that most tests draw.
func three(ink Ink) *Line {
	return &Line{
		Series: []Series{
			{Name: "Norway", Role: cell.Series1, Points: norway},
			{Name: "Poland", Role: cell.Series2, Points: poland},
			{Name: "Germany", Role: cell.Series3, Points: germany},
		},
		Levels: pledges(), Ink: ink, Places: 2, Zero: true,
	}
}

// text returns a grid as text without trailing blanks.
func text(g *cell.Grid) string {
	var b strings.Builder
	for y := range g.Height() {
		b.WriteString(strings.TrimRight(cell.Letters(g.Row(y)), " "))
		b.WriteByte('\n')
	}
	return b.String()
}

// Defence expenditure as a share of GDP and the share of it spent on major equipment, 2024,
// edition 2026-07.
var balance2024 = []Dot{
	{XY: XY{1.35, 20.10}, Code: "ALB"},
	{XY: XY{1.27, 15.35}, Code: "BEL"},
	{XY: XY{1.93, 28.68}, Code: "BGR"},
	{XY: XY{1.41, 19.59}, Code: "CAN"},
	{XY: XY{1.99, 39.70}, Code: "CZE"},
	{XY: XY{2.00, 21.17}, Code: "DEU"},
	{XY: XY{2.29, 21.78}, Code: "DNK"},
	{XY: XY{1.42, 30.79}, Code: "ESP"},
	{XY: XY{3.31, 37.15}, Code: "EST"},
	{XY: XY{2.11, 43.98}, Code: "FIN"},
	{XY: XY{2.04, 27.45}, Code: "FRA"},
	{XY: XY{2.28, 33.36}, Code: "GBR"},
	{XY: XY{2.77, 26.02}, Code: "GRC"},
	{XY: XY{1.85, 26.66}, Code: "HRV"},
	{XY: XY{2.21, 50.85}, Code: "HUN"},
	{XY: XY{1.52, 22.31}, Code: "ITA"},
	{XY: XY{3.07, 30.02}, Code: "LTU"},
	{XY: XY{1.29, 31.30}, Code: "LUX"},
	{XY: XY{3.28, 25.31}, Code: "LVA"},
	{XY: XY{1.84, 30.23}, Code: "MKD"},
	{XY: XY{1.66, 30.41}, Code: "MNE"},
	{XY: XY{2.02, 19.82}, Code: "NLD"},
	{XY: XY{2.16, 28.10}, Code: "NOR"},
	{XY: XY{3.75, 42.90}, Code: "POL"},
	{XY: XY{1.55, 15.11}, Code: "PRT"},
	{XY: XY{2.17, 32.24}, Code: "ROU"},
	{XY: XY{1.99, 35.17}, Code: "SVK"},
	{XY: XY{1.34, 24.98}, Code: "SVN"},
	{XY: XY{2.20, 29.56}, Code: "SWE"},
	{XY: XY{2.08, 33.36}, Code: "TUR"},
	{XY: XY{3.30, 29.88}, Code: "USA"},
}

// Poland's figures of the same two measures: 2014, 2016, 2018, 2020, 2022 to 2024.
var polandTrail = []XY{{1.86, 18.84}, {1.99, 21.62}, {2.00, 27.51}, {2.21, 29.31}, {2.21, 32.42}, {3.26, 44.73}, {3.75, 42.90}}

func balance(ink Ink) *Scatter {
	s := &Scatter{
		Split: XY{2, 20}, SplitRole: cell.Target, XName: "2 %", YName: "20 %", Ink: ink,
		Corners: [4]string{"equipment only", "both", "neither", "share only"},
		Trail:   polandTrail, TrailRole: cell.Series2, TrailStart: "2014",
		XScale: Scale{1.27, 3.75}, YScale: Scale{15.11, 50.85},
	}
	for _, d := range balance2024 {
		d.Role, d.Focus = cell.Below, d.Code == "POL"
		if d.Focus {
			d.Name = "Poland"
		}
		if d.X >= 2 && d.Y >= 20 {
			d.Role = cell.Meets
		}
		s.Dots = append(s.Dots, d)
	}
	return s
}

func slopes(ink Ink) *Line {
	s := &Line{From: 2014, To: 2024, Places: 2, Ink: ink,
		Levels: []Level{{Y: 2, Label: "2 %", Role: cell.Target}}}
	for i, v := range []struct {
		name     string
		from, to float64
	}{
		{"Poland", 1.86, 3.75},
		{"Estonia", 1.90, 3.31},
		{"Latvia", 0.97, 3.28},
		{"Lithuania", 0.88, 3.07},
		{"Norway", 1.50, 2.16},
		{"Germany", 1.16, 2.00},
		{"Greece", 2.24, 2.77},
		{"United States", 3.71, 3.30},
		{"Spain", 0.92, 1.42},
		{"France", 1.82, 2.04},
	} {
		s.Series = append(s.Series, Series{Name: v.name, Role: cell.Series(i), Points: []Point{
			{X: 2014, Y: v.from, Status: figure.Actual}, {X: 2024, Y: v.to, Status: figure.Actual},
		}})
	}
	return s
}

// spending returns Norway's expenditure by category, 2024.
func spending(ink Ink) *Bar {
	bar := &Bar{Ink: ink}
	for i, v := range []struct {
		name  string
		value float64
	}{
		{"Equipment", 28.10},
		{"Personnel", 29.26},
		{"Infrastructure", 6.56},
		{"Other", 36.07},
	} {
		bar.Segments = append(bar.Segments, Segment{Name: v.name, Value: v.value, Status: figure.Actual, Role: cell.Series(i)})
	}
	return bar
}

func mini(ink Ink, points []Point) *Line {
	coloured := make([]Point, len(points))
	for i, p := range points {
		p.Role = cell.BarBelow
		if p.Y >= 2 {
			p.Role = cell.BarMeets
		}
		coloured[i] = p
	}
	all := Line{Series: []Series{{Points: norway}, {Points: poland}, {Points: germany}}, Levels: pledges(), Zero: true}
	return &Line{
		Series: []Series{{Role: cell.BarBelow, Points: coloured, Form: Area}},
		Levels: []Level{{Y: 2, Role: cell.Target}}, Ink: ink,
		From: 2014, To: 2026, Scale: all.Range(),
	}
}
