package heat

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

// The matrix is drawn once: only what changes it draws it anew.
func TestTheMatrixIsKept(t *testing.T) {
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
		v.Draw(cell.New(w, 18), view.Scene{Data: ds, Answer: a, Focus: q.Focus, Ink: ink})
		return v.plate
	}
	q := query.Query{Year: 2024, Level: figure.Decimal{Units: 2}, Focus: "NOR"}
	first := show(q, 120, chart.Braille)
	same := q
	for _, change := range []func(*query.Query){
		func(q *query.Query) { q.Year = 2016 },
		func(q *query.Query) { q.Focus = "LUX" }, // scrolls
		func(q *query.Query) { q.Pins = "EST LVA" },
		func(q *query.Query) { q.View = query.Heat },
	} {
		change(&same)
		if show(same, 120, chart.Braille) != first {
			t.Errorf("%s draws the matrix anew", same)
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
			t.Errorf("%s shows another question's matrix", other)
		}
	}
	first = show(q, 120, chart.Braille)
	if show(q, 119, chart.Braille) != first || show(q, 80, chart.Braille) == first {
		t.Error("the width is not what counts, but how wide a year is")
	}
	if show(q, 120, chart.ASCII) == first {
		t.Error("another ink shows the same marks")
	}
}

func TestSteps(t *testing.T) {
	for level, want := range map[float64]float64{2: 0.5, 3.5: 1, 20: 5, 1: 0.25, 2.1: 0.5, 100: 25} {
		if got := round(level / 4); got != want {
			t.Errorf("%g: %g, want %g", level, got, want)
		}
	}
	for _, v := range []float64{0, -1} {
		if round(v) != 1 {
			t.Errorf("%g is no step", v)
		}
	}
	s := scale{step: 1, centre: figure.Decimal{Units: 15, Places: 1}}
	if got := [3]string{s.bound(-2), s.bound(-1), s.bound(2)}; got != [3]string{"", "0.5", "3.5"} {
		t.Errorf("bounds %q", got)
	}
}
