package gridview

import (
	"testing"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/tui/view"
)

// The pictures are drawn once: only what changes it draws it anew.
func TestThePicturesAreKept(t *testing.T) {
	ds, err := dataset.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	v := New()
	show := func(q query.Query, w int, ink chart.Ink) *cell.Grid {
		t.Helper()
		a, err := analysis.For(ds, q)
		if err != nil {
			t.Fatal(err)
		}
		v.Draw(cell.New(w, 34), view.Scene{Data: ds, Answer: a, Focus: q.Focus, Ink: ink})
		return v.plate
	}
	q := query.Query{Year: 2024, Level: figure.Decimal{Units: 2}, Focus: "NOR"}
	first := show(q, 120, chart.Braille)
	same := q
	for _, change := range []func(*query.Query){
		func(q *query.Query) { q.Year = 2016 },
		func(q *query.Query) { q.Focus = "LUX" },
		func(q *query.Query) { q.Pins = "EST LVA" },
		func(q *query.Query) { q.View = query.Grid },
	} {
		change(&same)
		if show(same, 120, chart.Braille) != first {
			t.Errorf("%s draws the pictures anew", same)
		}
	}
	for _, change := range []func(*query.Query){
		func(q *query.Query) { q.Level = figure.Decimal{Units: 3} },
		func(q *query.Query) { q.Members = query.Now },
		func(q *query.Query) { q.Edition = "2024-06" },
		func(q *query.Query) { q.Filter = "n" },
		func(q *query.Query) { q.Sort = query.ByName },
		func(q *query.Query) { q.From = 2016 },
	} {
		other := q
		change(&other)
		if show(q, 120, chart.Braille); show(other, 120, chart.Braille) == first {
			t.Errorf("%s shows another question's pictures", other)
		}
	}
	first = show(q, 120, chart.Braille)
	if show(q, 80, chart.Braille) == first {
		t.Error("another width shows the same pictures")
	}
	if show(q, 120, chart.ASCII) == first {
		t.Error("another ink shows the same pictures")
	}
}

// All boxes fit the screens this is for, on no more columns than lines make
// sense of; where they do not, the pages hold them all.
func TestLayouts(t *testing.T) {
	for _, c := range []struct{ w, h, n, cols, lines int }{
		{120, 34, 32, 6, 6}, {160, 44, 32, 8, 4}, {80, 18, 32, 4, 8}, {120, 34, 1, 1, 1}, {120, 34, 4, 2, 2}, {40, 7, 32, 2, 3}, {20, 3, 32, 1, 1},
	} {
		p := newPlan(c.n, 5, 13, c.w, c.h)
		if p.cols != c.cols || p.lines != c.lines {
			t.Errorf("%d boxes on %dx%d: %d beside, %d below each other; want %d and %d", c.n, c.w, c.h, p.cols, p.lines, c.cols, c.lines)
		}
	}
	for w := range 256 {
		for h := range 60 {
			p := newPlan(32, 5, 13, w, h)
			if p.cols > 0 && (p.cols*p.bw-gapW > w || p.lines*p.bh+p.axis+p.legend > h || p.lines < 1 || p.chartH() < 1) {
				t.Fatalf("%dx%d: %+v", w, h, p)
			}
		}
	}
}
