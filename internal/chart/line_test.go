package chart

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
)

func one(points []Point) *Line {
	return &Line{Series: []Series{{Name: "A", Role: cell.Series1, Points: points}}, Places: 2}
}

// cells counts the cells for which match returns true.
func cells(g *cell.Grid, match func(x, y int, c cell.Cell) bool) int {
	n := 0
	for y := range g.Height() {
		for x := range g.Width() {
			if match(x, y, g.At(x, y)) {
				n++
			}
		}
	}
	return n
}

// at returns the column of a year in the chart drawn at a size.
func (l *Line) at(w, h, year int) int {
	f := l.frame(w, h)
	return f.x + f.column(year)
}

// A missing year leaves every column between its neighbours without a line.
func TestGapIsEmpty(t *testing.T) {
	missing := []Point{{X: 2018, Y: math.NaN(), Status: figure.Actual}, {X: 2018, Y: math.Inf(1), Status: figure.Actual}, {X: 2018}}
	for _, hole := range missing {
		for ink := range Ink(Inks) {
			for _, form := range []Form{Thin, Thick, Area} {
				points := append(without(norway, 2018), hole)
				l := one(points)
				l.Ink, l.Series[0].Form = ink, form
				p := l.Draw(80, 16)
				from, to := l.at(80, 16, 2017), l.at(80, 16, 2019)
				n := cells(p, func(x, _ int, c cell.Cell) bool {
					return x > from && x < to && c.Role == cell.Series1
				})
				if n > 0 || to-from < 4 {
					t.Errorf("%v form %d: %d cells drawn between 2017 and 2019\n%s", ink, form, n, text(p))
				}
			}
		}
	}
}

// Duplicate or unsorted years change nothing.
func TestOrderOfPoints(t *testing.T) {
	want := text(one(norway).Draw(60, 14))
	shuffled := append([]Point(nil), norway...)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	if got := text(one(shuffled).Draw(60, 14)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestSinglePoint(t *testing.T) {
	for ink := range Ink(Inks) {
		for status, want := range map[figure.Status]rune{figure.Actual: ink.sign(actualSign), figure.Estimate: 'e'} {
			l := one([]Point{{X: 2020, Y: 1.5, Status: status}})
			l.Ink = ink
			g := l.Draw(40, 10)
			if n := cells(g, func(x, _ int, c cell.Cell) bool { return x < 30 && c.Role == cell.Series1 && c.Rune == want }); n != 1 {
				t.Errorf("%v %v: %d marks\n%s", ink, status, n, text(g))
			}
		}
	}
}

func TestEmptySeries(t *testing.T) {
	for _, l := range []*Line{{}, one(nil), {Series: []Series{{Name: "none"}, {Name: "Norway", Points: norway, Role: cell.Series1}}}} {
		for ink := range Ink(Inks) {
			l.Ink = ink
			g := l.on(2020).Draw(50, 12)
			if len(l.Series) > 1 && cells(g, func(_, _ int, c cell.Cell) bool { return c.Role == cell.Series1 }) < 20 {
				t.Errorf("%v: an empty series stops the next\n%s", ink, text(g))
			}
			if small := text(l.Draw(6, 1)); len(l.Series) == 0 && small != "\n" {
				t.Errorf("%v: nothing is %q in one line", ink, small)
			}
		}
	}
}

// All-equal values are one flat line, within the plot, on whatever scale.
func TestAllEqual(t *testing.T) {
	for _, v := range []float64{0, 2, -3, 1e-9, 1e12} {
		points := shares(v, v, v, v, v)
		g := one(points).Draw(50, 12)
		rows := map[int]bool{}
		cells(g, func(x, y int, c cell.Cell) bool {
			if c.Role == cell.Series1 && c.Rune >= brailleBlank && c.Rune <= brailleFull {
				rows[y] = true
			}
			return false
		})
		if len(rows) != 1 {
			t.Errorf("%g: drawn on %d rows\n%s", v, len(rows), text(g))
		}
	}
}

// A level outside the scale is named at the edge with an arrow, and widens the scale only if
// it is not Far.
func TestLevelOutside(t *testing.T) {
	l := one(germany)
	l.Levels = []Level{{Y: 9, Label: "9 %", Role: cell.Target, Far: true}, {Y: -9, Label: "low", Role: cell.Reference, Far: true}}
	got := text(l.Draw(60, 12))
	lines := strings.Split(got, "\n")
	if !strings.HasSuffix(lines[0], "9 % ↑") || !strings.Contains(got, "low ↓") ||
		cells(l.Draw(60, 12), func(_, _ int, c cell.Cell) bool { return c.Role == cell.Target && c.Rune == solidRule }) > 0 {
		t.Errorf("got\n%s", got)
	}
	l.Levels[0].Far = false
	got = text(l.Draw(60, 12))
	if strings.Contains(got, "↑") || !strings.Contains(got, "─  9 %") {
		t.Errorf("not widened:\n%s", got)
	}
}

// A level is drawn in its own years only.
func TestLevelSpan(t *testing.T) {
	l := one(norway)
	l.Levels = []Level{{Y: 2, Label: "2 %", Role: cell.Target, From: 2016, To: 2020}}
	p := l.Draw(70, 14)
	from, to := l.at(70, 14, 2016), l.at(70, 14, 2020)
	outside := cells(p, func(x, _ int, c cell.Cell) bool {
		return c.Role == cell.Target && c.Rune == solidRule && (x < from || x > to)
	})
	inside := cells(p, func(_, _ int, c cell.Cell) bool { return c.Role == cell.Target })
	if outside > 0 || inside < 10 || !strings.Contains(text(p), " 2 %") {
		t.Errorf("%d cells outside, %d in all\n%s", outside, inside, text(p))
	}
}

// Estimates differ from actual figures without colour.
func TestEstimates(t *testing.T) {
	for ink := range Ink(Inks) {
		firm, soft := make([]Point, 6), make([]Point, 6)
		for i := range firm {
			firm[i] = Point{X: 2014 + i, Y: 1 + float64(i)/2, Status: figure.Actual}
			soft[i] = Point{X: 2014 + i, Y: 1 + float64(i)/2, Status: figure.Estimate}
		}
		for _, form := range []Form{Thin, Area} {
			a, b := one(firm), one(soft)
			a.Ink, b.Ink, a.Series[0].Form, b.Series[0].Form = ink, ink, form, form
			if one, two := text(a.Draw(50, 12)), text(b.Draw(50, 12)); one == two {
				t.Errorf("%v form %d: estimates look like actual figures", ink, form)
			} else if strings.Count(two, "e") < 6 || !strings.Contains(two, "2019e") {
				t.Errorf("%v form %d: no marks\n%s", ink, form, two)
			}
		}
	}
}

// Changing the year changes few cells.
func TestAYearStepIsSmall(t *testing.T) {
	for ink := range Ink(Inks) {
		l := three(ink)
		for year := 2014; year < 2026; year++ {
			a, b := l.on(year).Draw(70, 20), l.on(year+1).Draw(70, 20)
			n := cells(a, func(x, y int, c cell.Cell) bool { return c != b.At(x, y) })
			if n == 0 || n > 60 {
				t.Errorf("%v: %d cells change from %d", ink, n, year)
			}
		}
		if got, want := text(l.on(1999).Draw(70, 20)), text(l.Draw(70, 20)); got != want {
			t.Errorf("%v: a year that is not shown is marked", ink)
		}
	}
}

func TestColumnsAndTheirYears(t *testing.T) {
	l := three(Braille)
	p := l.Draw(70, 20)
	for year := 2014; year <= 2026; year++ {
		x := l.at(70, 20, year)
		if back, found := p.HitAt(x, 3); !found || back.Year != year {
			t.Errorf("%d is column %d is year %d", year, x, back.Year)
		}
	}
	if _, ok := l.Draw(5, 2).HitAt(3, 0); ok {
		t.Error("one line of text has years")
	}
}

// Year labels never touch, stay within the picture, are equally many years and columns apart,
// and include the last year.
func TestYearLabels(t *testing.T) {
	for w := 10; w <= 160; w++ {
		for span := range 40 {
			l := &Line{From: 1990, To: 1990 + span, Series: []Series{{Points: []Point{{X: 1990 + span, Y: 1, Status: figure.Estimate}}}}}
			p, f := l.Draw(w, 8), l.frame(w, 8)
			if !f.fits() {
				continue
			}
			row := text(p.Window(0, f.plot.Height()+1, w, 1))
			var want []string
			years := f.labelled()
			for i, year := range slices.Backward(years) {
				want = append(want, f.yearLabel(year))
				if i > 1 && (years[i-1]-year != years[0]-years[1] || f.column(years[i-1])-f.column(year) != f.column(years[0])-f.column(years[1])) {
					t.Fatalf("width %d, %d years: %v", w, span+1, years)
				}
				if tick := p.At(f.x+f.column(year), f.plot.Height()).Rune; tick != f.ink.sign(belowSign) {
					t.Fatalf("width %d, %d years: %q at %d", w, span+1, tick, year)
				}
			}
			if got := strings.Fields(row); !slices.Equal(got, want) || !strings.HasSuffix(strings.TrimSpace(row), "e") {
				t.Fatalf("width %d, %d years: %q, want %v", w, span+1, got, want)
			}
			if w > 40 && span > 0 && years[len(years)-1]-1990 >= f.every {
				t.Fatalf("width %d, %d years: %v", w, span+1, years)
			}
		}
	}
}

// Overlapping lines of one role keep all their dots in blocks, even three of them: two allies
// that were not members then, and a third.
func TestLinesOfOneRoleKeepTheirDots(t *testing.T) {
	p := &plane{ink: Blocks, plot: cell.New(4, 1)}
	for _, y := range []float64{1, 0, 0} {
		p.stroke(cell.Stroke{X1: 7, Y0: y, Y1: y, Role: cell.Context})
	}
	if got := text(p.plot); got != "████\n" {
		t.Errorf("got %q", got)
	}
}
