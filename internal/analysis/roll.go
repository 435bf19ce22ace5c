package analysis

import (
	"slices"
	"sync/atomic"

	"allyscope/internal/ally"
	"allyscope/internal/target"
)

// roll is who is listed in an answer. A row is made when it is first asked for: a list
// of thousands is put in order by little, and a screenful of it is drawn.
type roll struct {
	w           *work
	now, before *column // of the year, and of the base year; nil where figures have no places
	made        []atomic.Pointer[Row]
	// series are those of all years, by their Index, made when first asked for.
	series []atomic.Pointer[Series]
	// order are those listed, by their Index, and at where each ally is among them, or
	// no place in it.
	order, at []int32
	// left is how many would be listed without a limit.
	left int
	// whole are those that would be listed without a filter, in the same order: a filter
	// changes what is listed and not what is so.
	whole []int32
}

// newRoll lists who is asked for. The series are those of the answer before where nothing but
// the year is another: a step in the year is the most frequent of questions.
func (w *work) newRoll(before *Answer) *roll {
	n := len(w.ds.Allies().All())
	l := &roll{w: w, now: w.column(w.Year), made: make([]atomic.Pointer[Row], n)}
	if before != nil && w.beside(before.w) {
		l.series = before.series
	} else {
		l.series = make([]atomic.Pointer[Series], n)
	}
	if w.Measure.Spec().Comparable && w.Base != w.Year {
		l.before = w.column(w.Base)
	}
	l.order, l.left = l.listed(w)
	l.whole = l.order
	if whole := w.Query.Whole(); whole != w.Query {
		all := *w
		all.Query = whole
		l.whole, _ = l.listed(&all)
	}
	if l.at = l.now.at; !slices.Equal(l.order, l.now.order) {
		l.at = slices.Repeat([]int32{-1}, len(l.now.at))
		for k, i := range l.order {
			l.at[i] = int32(k)
		}
	}
	return l
}

// beside tells whether another question differs from this one in the year alone, which may
// widen the years that are shown.
func (w *work) beside(other *work) bool {
	q := w.Query
	q.Year = other.Query.Year
	return q == other.Query && w.ds == other.ds && w.table == other.table && w.First == other.First && w.Last == other.Last && w.Verdicts() == other.Verdicts()
}

// ally is the ally of an Index.
func (l *roll) ally(i int32) *ally.Ally { return l.w.ds.Allies().All()[i] }

// of is the row of an ally, listed or not.
func (l *roll) of(i int32) *Row {
	if r := l.made[i].Load(); r != nil {
		return r
	}
	r := l.bare(i)
	s := l.series[i].Load()
	if s == nil {
		made := l.w.series(r.Code)
		s = &made
		l.series[i].Store(s) // whoever else makes one makes the same
	}
	r.Series = *s
	r.Reading = r.At(l.w.Year)
	r.Across = l.w.across(r.Code, l.w.Measure)
	if !l.made[i].CompareAndSwap(nil, &r) { // somebody else draws the same answer
		return l.made[i].Load()
	}
	return &r
}

// bare is the row of an ally without its words and other years: what it is listed by.
func (l *roll) bare(i int32) Row {
	w, a := l.w, l.ally(i)
	r := Row{Series: Series{Code: a.Code, Ally: a, Name: a.Name, First: w.First}, Pin: w.Query.Pins.Index(a.Code)}
	r.Reading = w.reading(w.table.LineOf(a), a, w.Year)
	if w.Measure.Spec().Comparable {
		r.Place = l.now.place(a)
	}
	if l.before != nil {
		r.Before = l.before.place(a)
	}
	r.Unbroken = w.unbroken(a)
	if r.Verdict.Counted() {
		r.Money = w.gap(a.Code, w.Year, r.Figure, w.Query.Level)
	}
	if r.Currency == "" {
		r.Currency = w.table.Currency(a.Code, w.Year)
	}
	return r
}

// shortfall adds up what is missing to those below the level, and says who meets it
// and is short of it in money; apart are those whose money lies on the other side of
// the level than their verdict.
func (l *roll) shortfall(c *Count) (s Shortfall, apart []ally.Code) {
	w := l.w
	if w.money.usd == nil && w.money.national == nil {
		return Shortfall{Allies: c.Below, Unpriced: c.Below}, nil
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
			s.Beside = append(s.Beside, l.of(int32(i)))
		case v != target.Below:
		case !m.GapUSD.OK:
			s.Allies++
			s.Unpriced++
		default:
			s.Allies++
			s.USD.OK = true
			s.USD.Value -= min(0, m.GapUSD.Value)
		}
	}
	return s, apart
}
