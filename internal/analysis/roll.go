package analysis

import (
	"cmp"
	"slices"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// roll is who is listed in an answer. A row is made when it is first asked for: a list
// of thousands is put in order by little, and a screenful of it is drawn.
type roll struct {
	w               *work
	now, before     *column // of the year, and of the base year where that is another
	rows            []atomic.Pointer[Row]
	series          []atomic.Pointer[Series] // of all years, made when first asked for
	order, position []int32                  // those listed, by their Index, and where each ally is among them, or −1
	matching        int                      // how many would be listed without a limit
	unfiltered      []int32                  // listed without a filter, which changes what is listed and not what is so
}

// newRoll lists who is asked for. The series are those of the answer before where nothing but
// the year is another: a step in the year is the most frequent of questions.
func (w *work) newRoll(before *Answer) *roll {
	n := len(w.ds.Allies().All())
	l := &roll{w: w, now: w.column(w.Year), rows: make([]atomic.Pointer[Row], n)}
	if before != nil && w.sameButYear(before.w) {
		l.series = before.series
	} else {
		l.series = make([]atomic.Pointer[Series], n)
	}
	if w.Base != w.Year {
		l.before = w.column(w.Base)
	}
	l.order, l.matching = l.listed(w)
	l.unfiltered = l.order
	if whole := w.Query.Whole(); whole != w.Query {
		all := *w
		all.Query = whole
		l.unfiltered, _ = l.listed(&all)
	}
	if l.position = l.now.at; !slices.Equal(l.order, l.now.order) {
		l.position = slices.Repeat([]int32{-1}, len(l.now.at))
		for k, i := range l.order {
			l.position[i] = int32(k)
		}
	}
	return l
}

// beside tells whether another question differs in the year alone, which may widen those shown.
func (w *work) sameButYear(other *work) bool {
	q := w.Query
	q.Year = other.Query.Year
	return q == other.Query && w.ds == other.ds && w.table == other.table && w.First == other.First && w.Last == other.Last && w.Verdicts() == other.Verdicts()
}

func (l *roll) ally(i int32) *ally.Ally { return l.w.ds.Allies().All()[i] }

// of is the row of an ally, listed or not.
func (l *roll) row(i int32) *Row {
	if r := l.rows[i].Load(); r != nil {
		return r
	}
	r := l.bareRow(i)
	s := l.series[i].Load()
	if s == nil {
		made := l.w.series(r.Code)
		s = &made
		l.series[i].Store(s) // whoever else makes one makes the same
	}
	r.Series = *s
	r.Reading = r.At(l.w.Year)
	r.Across = l.w.across(r.Code, l.w.Measure)
	l.rows[i].CompareAndSwap(nil, &r) // unless somebody else draws the same answer
	return l.rows[i].Load()
}

// bare is the row of an ally without its words and other years: what it is listed by.
func (l *roll) bareRow(i int32) Row {
	w, a := l.w, l.ally(i)
	r := Row{Series: Series{Code: a.Code, Ally: a, Name: a.Name, First: w.First}, Pin: w.Query.Pins.Index(a.Code)}
	line := w.table.LineOf(a)
	r.Reading = w.reading(line, a, w.Year)
	r.Place, r.Unbroken = l.now.places[i], w.unbroken(a)
	if l.before != nil {
		r.Before = l.before.places[i]
	}
	if r.Verdict.Counted() {
		r.Money = w.gap(a.Code, w.Year, r.Figure, w.Query.Level)
	}
	r.Currency = cmp.Or(r.Currency, line.Currency(w.Year))
	return r
}

// shortfall adds up what is missing to the level; apart are those whose money lies on the
// other side of it than their verdict.
func (l *roll) shortfall(c *Count) (s Shortfall, apart []ally.Code) {
	w := l.w
	s.Allies, s.Unpriced = c.Below, c.Below
	if w.money.usd == nil && w.money.national == nil {
		return s, nil
	}
	figures, spent, gdp := w.inYear(w.table, w.Year), w.inYear(w.money.usd, w.Year), w.inYear(w.money.gdp, w.Year)
	for i, a := range w.ds.Allies().All() {
		f := figures[i]
		v, _ := w.judge(a, f, w.Year, w.Query.Level, w.Verdicts())
		if !v.Counted() {
			continue
		}
		m, _ := w.gapInUSD(a.Code, w.Year, f, spent[i], gdp[i], w.Query.Level)
		if !m.GapUSD.OK {
			m = w.gap(a.Code, w.Year, f, w.Query.Level)
		}
		if m.Split() {
			apart = append(apart, a.Code)
		}
		switch {
		case !w.counted(a, w.Year):
		case v == target.Meets && m.Split():
			s.Beside = append(s.Beside, l.row(int32(i)))
		case v == target.Below && m.GapUSD.OK:
			s.Unpriced--
			s.USD = Amount{Value: s.USD.Value - min(0, m.GapUSD.Value), OK: true}
		}
	}
	return s, apart
}

// column is one year of a table in order: who stands where. It follows from no level,
// and is worked out once for all questions about the year.
type column struct {
	// order are all allies by their Index: those that have a figure to be ordered by, the
	// greatest first and equal ones by name, and behind them the others as they are listed.
	order   []int32
	at      []int32         // by the Index, as the next two: the place in order
	places  []Place         // of figures that compare
	figures []figure.Figure // must not be changed
	missing []int32         // the members with forces that have no figure, in order of codes
}

func (w *work) column(y figure.Year) *column {
	type columnKey struct {
		table        *dataset.Table
		year         figure.Year
		then, judged bool // members of the year alone; verdicts, which say who has no forces
	}
	key := columnKey{w.table, y, w.Query.Members == query.Then, w.Verdicts()}
	return dataset.Kept(w.ds, key, func() *column { return w.arrange(y) })
}

// arrange puts a year in order: by numbers alone, for it is the dearest that a step in
// the year does.
func (w *work) arrange(y figure.Year) *column {
	type entry struct {
		value         float64
		last, name, i int32 // last of those that have a place: 0
	}
	all, names := w.ds.Allies().All(), w.byNames()
	list, placed := make([]entry, len(all)), 0
	c := &column{order: make([]int32, len(all)), at: make([]int32, len(all)), places: make([]Place, len(all)), figures: w.inYear(w.table, y)}
	for i, a := range all {
		f := c.figures[i]
		if w.ranks(a, f, y) {
			list[i], placed = entry{f.Printed.Float(), 0, names[i], int32(i)}, placed+1
			continue
		}
		v, _ := w.judge(a, f, y, figure.Decimal{}, w.Verdicts())
		list[i] = entry{0, 1 + int32(missingOrder(v)), names[i], int32(i)}
		if !f.Known() && v != target.NotMember && a.HasForces() {
			c.missing = append(c.missing, int32(i))
		}
	}
	slices.SortFunc(list, func(a, b entry) int {
		return cmp.Or(int(a.last-b.last), cmp.Compare(b.value, a.value), int(a.name-b.name))
	})
	for k, e := range list {
		c.at[e.i], c.order[k] = int32(k), e.i
	}
	if !w.Measure.Spec().Comparable {
		placed = 0
	}
	for k, e := range list[:placed] {
		c.places[e.i] = Place{Rank: k + 1, Of: placed}
		if k > 0 && list[k-1].value == e.value {
			tied := &c.places[list[k-1].i]
			tied.Tied = true
			c.places[e.i] = *tied
		}
	}
	return c
}

// inYear are the figures of all allies in a year, by their Index; they must not be
// changed. A table has its rows one behind the other, where a year of thousands lies
// everywhere: all of it is laid out by years when one is first asked for.
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
func (w *work) ranks(a *ally.Ally, f figure.Figure, y figure.Year) bool {
	return f.Known() && w.member(a, y) && (a.HasForces() || w.Measure.OfEconomy())
}

// countsOf is what the counts of all years of a table are kept by.
type countsKey struct {
	table  *dataset.Table
	group  string
	then   bool
	level  figure.Decimal
	judged bool // the level judges
}

func (w *work) countsKey() countsKey {
	return countsKey{w.table, w.Query.Group, w.Query.Members == query.Then, w.Query.Level, w.Verdicts()}
}

// counts are the counts of the answer's years, which must not be changed.
func (w *work) counts() []Count {
	first := w.table.First
	all := dataset.Kept(w.ds, w.countsKey(), func() []Count {
		out := make([]Count, int(w.table.Last-first)+1)
		for k := range out {
			y := first + figure.Year(k)
			out[k] = Count{Year: y, Estimated: w.table.Estimated(y)}
		}
		for _, a := range w.ds.Allies().All() {
			line := w.table.LineOf(a)
			for k := range out {
				if y := out[k].Year; w.counted(a, y) && w.member(a, y) {
					v, edge := w.judge(a, line.At(y), y, w.Query.Level, w.Verdicts())
					out[k].add(a, v, edge)
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
	Rank, Of int  // the greatest first; equal printed figures share one, and the next is left out. 0: no place
	Tied     bool // it is shared
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

// Extent is what the figures of the allies listed span, in all years of an answer.
type Extent struct {
	Least, Most figure.Figure // not known where there is no figure
	Places      uint8         // the most decimals that any has
	Middle      float64       // of the allies' own greatest figures, of those above nothing; 0 where there is none
	Partly      bool          // single figures are estimates in years that are not estimated as a whole
}

// once is what some work gives on the figures of an answer's years: where it is of
// everybody, worked out once for all questions, by what it follows from beside the figures.
func cached[T any](a *Answer, cacheable bool, what any, work func() T) T {
	type key struct {
		table       *dataset.Table
		first, last figure.Year
		what        any
	}
	if !cacheable {
		return work()
	}
	return dataset.Kept(a.w.ds, key{a.w.table, a.First, a.Last, what}, work)
}

// Extent is worked out once for all questions that list everybody.
func (a *Answer) Extent() Extent { return cached(a, a.Everybody(), "extent", a.extent) }

func (a *Answer) extent() Extent {
	var out Extent
	var tops []float64
	further := func(f, than figure.Figure, sign int) figure.Figure { // of equal ones the first
		if !than.Known() || f.Printed.Cmp(than.Printed) == sign {
			return f
		}
		return than
	}
	for _, i := range slices.Sorted(slices.Values(a.order)) { // whoever asks first, it is the same
		line, top := a.w.table.LineOf(a.ally(i)), figure.Figure{}
		for y := a.First; y <= a.Last; y++ {
			f := line.At(y)
			if !f.Known() {
				continue
			}
			out.Places = max(out.Places, f.Printed.Places)
			out.Partly = out.Partly || f.Status == figure.Estimate && !a.EstimatedIn(y)
			out.Least, out.Most, top = further(f, out.Least, -1), further(f, out.Most, 1), further(f, top, 1)
		}
		if v := top.Printed.Float(); v > 0 {
			tops = append(tops, v)
		}
	}
	if slices.Sort(tops); len(tops) > 0 {
		out.Middle = tops[len(tops)/2]
	}
	return out
}

// PlacesFor is how many characters the longest figure of an answer takes, in any
// year: the greatest or the least, with as many decimals as any has. It is never less than
// "n/a" takes.
func PlacesFor(a *Answer) int {
	e, n := a.Extent(), len("n/a")
	for _, f := range [...]figure.Figure{e.Least, e.Most} {
		f.Printed = f.Printed.Sub(figure.Decimal{Places: e.Places}) // less nothing, with all the decimals
		n = max(n, utf8.RuneCountInString(format.Number(f.Printed)))
	}
	return n
}
