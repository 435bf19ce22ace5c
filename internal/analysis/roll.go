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

// roll is the list of allies in an answer. It makes a row only when it is first asked for: to
// order thousands of allies takes little data, and only a screenful of rows is drawn.
type roll struct {
	w           *work
	now, before *column // of the query's year, and of the base year; before is nil if they are the same
	rows        []atomic.Pointer[Row]
	series      []atomic.Pointer[Series] // of all years, made when first asked for
	order       []int32                  // the Index of the allies listed, in order
	position    []int32                  // each ally's position in order by Index, −1 if not listed
	matching    int                      // how many would be listed without a limit
	unfiltered  []int32                  // the list without filter, verdict and limit, which sentences are about
}

// newRoll lists the allies that the query asks for. It reuses the series of the previous answer
// if only the year differs, since changing the year is the most frequent query.
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

// sameButYear reports whether both queries differ only in the year and cover the same years.
func (w *work) sameButYear(other *work) bool {
	q := w.Query
	q.Year = other.Query.Year
	return q == other.Query && w.ds == other.ds && w.table == other.table && w.First == other.First && w.Last == other.Last && w.Verdicts() == other.Verdicts()
}

func (l *roll) ally(i int32) *ally.Ally { return l.w.ds.Allies().All()[i] }

// row returns the row of an ally by its Index, listed or not.
func (l *roll) row(i int32) *Row {
	if r := l.rows[i].Load(); r != nil {
		return r
	}
	r := l.bareRow(i)
	s := l.series[i].Load()
	if s == nil {
		made := l.w.series(r.Code)
		s = &made
		l.series[i].Store(s) // another goroutine would store an equal one
	}
	r.Series = *s
	r.Reading = r.At(l.w.Year)
	r.Across = l.w.across(r.Code, l.w.Measure)
	l.rows[i].CompareAndSwap(nil, &r) // fails if another goroutine was first
	return l.rows[i].Load()
}

// bareRow returns the row of an ally without its series and words, enough to list it by.
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

// shortfall sums up the money missing to the level. It also returns the allies whose gap in
// money is Split from their verdict, whether they are counted or not.
func (l *roll) shortfall(c *Count) (s Shortfall, split []ally.Code) {
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
			split = append(split, a.Code)
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
	return s, split
}

// column is one year of a table in ranking order. It does not depend on the level, and is
// cached for all queries about the year.
type column struct {
	// order holds the Index of all allies: first those that are ranked, by descending figure
	// and then by name, followed by the others in the order in which they are listed.
	order   []int32
	at      []int32         // the position in order; like places and figures by Index
	places  []Place         // zero if the figures are not comparable
	figures []figure.Figure // must not be modified
	missing []int32         // the Index of members with forces but without a figure, by code
}

func (w *work) column(y figure.Year) *column {
	type columnKey struct {
		table        *dataset.Table
		year         figure.Year
		then, judged bool // only members in the year are ranked; figures are judged
	}
	key := columnKey{w.table, y, w.Query.Members == query.Then, w.Verdicts()}
	return dataset.Kept(w.ds, key, func() *column { return w.arrange(y) })
}

// arrange puts a year in order. It compares only numbers, since changing the year has to be fast.
func (w *work) arrange(y figure.Year) *column {
	type entry struct {
		value         float64
		last, name, i int32 // last is 0 for ranked allies, else the order of the unranked
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

// inYear returns the figures of all allies in a year by Index. Callers must not modify them. A
// table is stored by rows, which scatters the figures of a year, so on first use all years are
// copied into slices of their own.
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

// byNames returns each ally's position in order of names, by Index.
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

// ranks reports whether a figure has a place in the ranking: a member's, and an ally's without
// forces only in measures of the economy.
func (w *work) ranks(a *ally.Ally, f figure.Figure, y figure.Year) bool {
	return f.Known() && w.member(a, y) && (a.HasForces() || w.Measure.OfEconomy())
}

// countsKey is the cache key of the counts of all years of a table.
type countsKey struct {
	table  *dataset.Table
	group  string
	then   bool // only members in the year are counted
	level  figure.Decimal
	judged bool
}

func (w *work) countsKey() countsKey {
	return countsKey{w.table, w.Query.Group, w.Query.Members == query.Then, w.Query.Level, w.Verdicts()}
}

// counts returns the counts of the answer's years. Callers must not modify them.
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

// Place is the rank of a figure together with the length of the list in which it has that rank.
type Place struct {
	// Rank is 1 for the greatest figure and 0 for no place. Equal printed figures share a rank,
	// and the ranks after it are skipped. Of is the number of ranked figures.
	Rank, Of int
	Tied     bool // the rank is shared
}

// Words returns the place in words, "12th of 31", or "" if there is none.
func (p Place) Words() string {
	return format.Whenf(p.Rank != 0, "%s of %d", format.Ordinal(p.Rank), p.Of)
}

// Place returns a row's place in words. In the list of a group it says "12th of all 31",
// since places are among all allies.
func (a *Answer) Place(r *Row) string {
	if a.Query.Group != "" {
		return strings.Replace(r.Words(), " of ", " of all ", 1)
	}
	return r.Words()
}

// Extent is the range of the figures of the allies listed, over all years of an answer.
type Extent struct {
	Least, Most figure.Figure // unknown if there are no figures
	Places      uint8         // the largest number of decimals
	Middle      float64       // the median of the allies' own maxima, of those above zero; 0 if there are none
	Partly      bool          // some figures are estimates in years that are not estimated as a whole
}

// cached returns the result of work on the figures of an answer's years. If cacheable, the
// result is kept for all queries on the same table and years; what identifies the work and
// everything else that its result depends on.
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

// Extent returns the range of the listed figures. It is cached if all allies are listed.
func (a *Answer) Extent() Extent { return cached(a, a.Everybody(), "extent", a.extent) }

func (a *Answer) extent() Extent {
	var out Extent
	var tops []float64
	further := func(f, than figure.Figure, sign int) figure.Figure { // the first of equals
		if !than.Known() || f.Printed.Cmp(than.Printed) == sign {
			return f
		}
		return than
	}
	for _, i := range slices.Sorted(slices.Values(a.order)) { // by Index, so that ties do not depend on the order
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

// PlacesFor returns the number of characters of the longest figure of an answer in any year:
// the greatest or the least, with as many decimals as any has. It is at least that of "n/a".
func PlacesFor(a *Answer) int {
	e, n := a.Extent(), len("n/a")
	for _, f := range [...]figure.Figure{e.Least, e.Most} {
		f.Printed = f.Printed.Sub(figure.Decimal{Places: e.Places}) // pads the decimals
		n = max(n, utf8.RuneCountInString(format.Number(f.Printed)))
	}
	return n
}
