package chart

import (
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
)

func TestNearFindsTheSeriesWhereTheMouseIs(t *testing.T) {
	l := three(Braille)
	p := l.Draw(80, 20)
	x, _ := p.Column(2020)
	seen := map[int]bool{}
	for y := range 20 {
		series, year, ok := p.Near(x, y)
		if !ok || year != 2020 || series < 0 || series >= len(l.Series) {
			t.Fatalf("row %d: %d in %d, %v", y, series, year, ok)
		}
		seen[series] = true
	}
	if len(seen) != len(l.Series) {
		t.Errorf("found %v", seen)
	}
	if series, _, ok := (&Line{}).Draw(80, 20).Near(10, 5); !ok || series != -1 {
		t.Errorf("an empty chart: series %d, %v", series, ok)
	}
	if _, _, ok := l.Draw(5, 1).Near(1, 0); ok {
		t.Error("years in one line of text")
	}
}

// A part of a line may mean something else than the rest of it: years before an
// ally was a member.
func TestAPointsRoleIsThatOfItsPieceOfLine(t *testing.T) {
	l := &Line{From: 2014, To: 2016, Series: []Series{{Name: "x", Role: cell.Series1, Form: Thick, Points: []Point{
		{X: 2014, Y: 1, Status: figure.Actual, Role: cell.Context}, {X: 2015, Y: 1, Status: figure.Actual}, {X: 2016, Y: 1, Status: figure.Actual},
	}}}}
	p := l.Draw(40, 10)
	middle, _ := p.Column(2015)
	count := map[cell.Role]int{}
	for y := range p.axis {
		for x := p.plot.x; x < p.plot.x+p.plot.w; x++ {
			c := p.Cells.At(x, y)
			if c.Rune == ' ' {
				continue
			}
			count[c.Role]++
			if c.Role == cell.Context && x > middle || c.Role == cell.Series1 && x < middle {
				t.Errorf("column %d: role %d", x, c.Role)
			}
		}
	}
	if count[cell.Context] == 0 || count[cell.Series1] == 0 {
		t.Errorf("roles %v", count)
	}
}
