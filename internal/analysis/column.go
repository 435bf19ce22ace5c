package analysis

import (
	"cmp"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// column is one year of a table in order: who stands where. It follows from no level,
// and is worked out once for all questions about the year.
type column struct {
	// order are all allies by their Index: those that have a place, the greatest figure
	// first and equal ones by name, and behind them the others as they are listed.
	order []int32
	// figures are those of whoever has a place, in order, and ranks their places.
	figures []figure.Figure
	ranks   []int32
	// at is where each ally stands in order.
	at []int32
	// missing are the members with forces that have no figure, in order of codes.
	missing []int32
}

// column is a year of the table asked about.
func (w *work) column(y figure.Year) *column {
	type columnOf struct {
		table          *dataset.Table
		year           figure.Year
		then, measured bool // members of the year alone; verdicts, which say who has no forces
	}
	key := columnOf{w.table, y, w.Query.Members == query.Then, w.Verdicts()}
	return dataset.Kept(w.ds, key, func() *column { return w.arrange(y) })
}

// arrange puts a year in order: by numbers alone, for it is the dearest that a step in
// the year does.
func (w *work) arrange(y figure.Year) *column {
	type entry struct {
		value         float64
		last, name, i int32
	}
	all, names := w.ds.Allies().All(), w.byNames()
	figures, placed, others := w.inYear(w.table, y), make([]entry, 0, len(all)), []entry(nil)
	c := &column{order: make([]int32, len(all)), at: make([]int32, len(all))}
	for i, a := range all {
		f := figures[i]
		v, _ := w.judge(a, f, y, figure.Decimal{}, w.Verdicts())
		if w.ranks(a, f, v) {
			placed = append(placed, entry{f.Printed.Float(), 0, names[i], int32(i)})
			continue
		}
		others = append(others, entry{0, int32(lastness(v)), names[i], int32(i)})
		if !f.Known() && v != target.NotMember && a.HasForces() {
			c.missing = append(c.missing, int32(i))
		}
	}
	slices.SortFunc(placed, func(a, b entry) int {
		switch {
		case a.value > b.value:
			return -1
		case a.value < b.value:
			return 1
		}
		return int(a.name - b.name)
	})
	slices.SortFunc(others, func(a, b entry) int { return int(cmp.Or(a.last-b.last, a.name-b.name)) })
	c.figures, c.ranks = make([]figure.Figure, len(placed)), make([]int32, len(placed))
	for k, e := range placed {
		c.figures[k], c.ranks[k] = figures[e.i], int32(k+1)
		if k > 0 && c.figures[k].Printed.Cmp(c.figures[k-1].Printed) == 0 {
			c.ranks[k] = c.ranks[k-1]
		}
	}
	for k, e := range append(placed, others...) {
		c.at[e.i], c.order[k] = int32(k), e.i
	}
	return c
}

// inYear are the figures of all allies in a year, by their Index; they must not be
// changed. A table has its rows one behind the other, and of thousands a year lies
// everywhere: so all of it is laid out by years when one is first asked for.
func (w *work) inYear(t *dataset.Table, y figure.Year) []figure.Figure {
	all := w.ds.Allies().All()
	if t == nil || y < t.First || y > t.Last {
		return make([]figure.Figure, len(all))
	}
	type byYear struct{ *dataset.Table }
	years := dataset.Kept(w.ds, byYear{t}, func() [][]figure.Figure {
		out := make([][]figure.Figure, t.Last-t.First+1)
		for k := range out {
			out[k] = make([]figure.Figure, len(all))
		}
		for i, a := range all {
			line := t.LineOf(a)
			for k := range out {
				out[k][i] = line.At(t.First + figure.Year(k))
			}
		}
		return out
	})
	return years[y-t.First]
}

// byNames is where each ally stands in order of names, by its Index.
func (w *work) byNames() []int32 {
	type names struct{}
	return dataset.Kept(w.ds, names{}, func() []int32 {
		sorted := slices.SortedFunc(slices.Values(w.ds.Allies().All()), func(a, b *ally.Ally) int { return strings.Compare(a.Name, b.Name) })
		out := make([]int32, len(sorted))
		for k, a := range sorted {
			out[a.Index] = int32(k)
		}
		return out
	})
}

// ranks tells whether a figure has a place in an order by figures: of a member;
// without forces where the economy is asked about, not where spending is.
func (w *work) ranks(a *ally.Ally, f figure.Figure, v target.Verdict) bool {
	return f.Known() && v != target.NotMember && (a.HasForces() || w.Measure.OfEconomy())
}

// place is where an ally stands in the column; zero where it has no place.
func (c *column) place(a *ally.Ally) (p Place) {
	if k := int(c.at[a.Index]); k < len(c.figures) {
		p.Rank, p.Of = int(c.ranks[k]), len(c.figures)
		p.Tied = p.Rank <= k || k+1 < len(c.ranks) && int(c.ranks[k+1]) == p.Rank
	}
	return p
}

// countsOf is what the counts of all years of a table are kept by.
type countsOf struct {
	table *dataset.Table
	group string
	then  bool
	level figure.Decimal
	by    bool // the level judges
}

func (w *work) countsOf() countsOf {
	return countsOf{w.table, w.Query.Group, w.Query.Members == query.Then, w.Query.Level, w.Verdicts()}
}

// counts are the counts of the answer's years, which must not be changed.
func (w *work) counts() []Count {
	first := w.table.First
	all := dataset.Kept(w.ds, w.countsOf(), func() []Count {
		out := make([]Count, int(w.table.Last-first)+1)
		for k := range out {
			y := first + figure.Year(k)
			out[k] = Count{Year: y, Estimated: w.table.Estimated(y)}
		}
		for _, a := range w.ds.Allies().All() {
			line := w.table.LineOf(a)
			for k := range out {
				if y := out[k].Year; w.counted(a, y) && w.member(a, y) {
					r := Reading{}
					r.Verdict, r.Edge = w.judge(a, line.At(y), y, w.Query.Level, w.Verdicts())
					out[k].add(a, &r)
				}
			}
		}
		return out
	})
	return all[w.First-first : w.Last-first+1 : w.Last-first+1]
}

// Place is where a figure stands in a list, with how many stand in it: none is
// ever told with the number of another list.
type Place struct {
	// Rank is the place among the Of figures, the greatest first; equal printed
	// figures share one, and the next place is left out. 0: no place. Tied tells
	// whether it is shared.
	Rank, Of int
	Tied     bool
}

// Words is the place in words, empty where there is none: "12th of 31".
func (p Place) Words() string {
	return format.Whenf(p.Rank != 0, "%s of %d", format.Ordinal(p.Rank), p.Of)
}

// Place is a row's place in words; beside a group's list "12th of all 31", since
// places are among all allies.
func (a *Answer) Place(r *Row) string {
	if a.Query.Group != "" {
		return strings.Replace(r.Words(), " of ", " of all ", 1)
	}
	return r.Words()
}
