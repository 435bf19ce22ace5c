package chart

import (
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
)

func TestHitsNameTheSeriesWhereTheMouseIs(t *testing.T) {
	l := three(Braille)
	for i := range l.Series {
		l.Series[i].Code = l.Series[i].Name
	}
	p := l.Draw(80, 20)
	f := l.frame(80, 20)
	x := f.x + f.column(2020)
	seen := map[string]bool{}
	top := 20 - f.grid.Height()
	for y := range f.grid.Height() {
		hit, ok := p.HitAt(x, top+y)
		if !ok || hit.Year != 2020 || hit.Code == "" {
			t.Fatalf("row %d: %v, %v", y, hit, ok)
		}
		seen[hit.Code] = true
		for _, m := range f.marks(2020) {
			if m.y == y && m.Code != hit.Code {
				t.Errorf("row %d: %s on the mark of %s", y, hit.Code, m.Code)
			}
		}
	}
	if len(seen) != len(l.Series) {
		t.Errorf("found %v", seen)
	}
	if hit, ok := (&Line{}).Draw(80, 20).HitAt(10, 5); !ok || hit.Code != "" {
		t.Errorf("an empty chart: %v, %v", hit, ok)
	}
	if _, ok := l.Draw(5, 1).HitAt(1, 0); ok {
		t.Error("years in one line of text")
	}
}

// A segment of a line may have another role than the rest: the years before an ally was a
// member.
func TestAPointsRoleIsThatOfItsPieceOfLine(t *testing.T) {
	l := &Line{From: 2014, To: 2016, Series: []Series{{Name: "x", Role: cell.Series1, Form: Thick, Points: []Point{
		{X: 2014, Y: 1, Status: figure.Actual, Role: cell.Context}, {X: 2015, Y: 1, Status: figure.Actual}, {X: 2016, Y: 1, Status: figure.Actual},
	}}}}
	p := l.Draw(40, 10)
	f := l.frame(40, 10)
	middle := f.x + f.column(2015)
	count := map[cell.Role]int{}
	for y := range f.plot.Height() {
		for x := f.x; x < f.x+f.plot.Width(); x++ {
			c := p.At(x, y)
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
