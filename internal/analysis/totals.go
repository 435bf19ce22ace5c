package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// add counts one ally that is a member in the count's year.
func (c *Count) add(a *ally.Ally, r *Reading) {
	c.Members++
	if a.HasForces() {
		c.WithForces++
	}
	switch r.Verdict {
	case target.Meets:
		c.Meets++
	case target.Below:
		c.Below++
	case target.NoData:
		c.NoData++
	}
	if r.Edge {
		c.KnifeEdge++
	}
}

// aggregateCodes is a constant table of NATO's sums, in the order they are shown.
var aggregateCodes = [...]ally.Code{ally.EuropeCan, ally.Total, ally.Europe, ally.NorthAm}

// totals lists NATO's own sums as printed, each beside what the rows give, and the
// groups asked about, computed.
func (w *work) totals() []Total {
	codes := slices.DeleteFunc(slices.Clone(aggregateCodes[:]), func(c ally.Code) bool { return !w.table.Has(c) })
	var out []Total
	for _, c := range append(codes, w.groupsAsked()...) {
		t := Total{Series: w.series(c), Across: w.across(c, w.Measure)}
		t.Reading = t.At(w.Year)
		t.FromRows, t.Rows = w.fromRows(c)
		out = append(out, t)
	}
	return out
}

// within tells whether an ally goes into one of NATO's sums, or into a group's in the
// year asked about.
func (w *work) within(sum ally.Code, a *ally.Ally) bool {
	if g := w.groupOf(sum); g != nil {
		return g.Has(a.Code, int(w.Year))
	}
	return a.CountsIn(sum)
}

// fromRows computes one of NATO's sums from the rows of the year asked about,
// and says how many rows went in. Shares are weighted by money at constant
// prices, which is how NATO makes them; amounts and people are added; what
// cannot be had from the tables is not held.
func (w *work) fromRows(sum ally.Code) (Amount, int) {
	m := w.money
	switch g := w.groupOf(sum); {
	case g != nil: // which is from the rows itself
		f := w.groupFigure(g, w.Year)
		if !f.Known() {
			return Amount{}, 0
		}
		return Amount{Value: f.Exact(), OK: true}, len(w.groupMembers(g, w.Year))
	case w.Measure == figure.ShareGDP:
		if m.usdConstant == nil || m.gdpConstant == nil {
			return Amount{}, 0
		}
		spent, gdp, _, n := w.added(sum, m.usdConstant, m.gdpConstant)
		for _, a := range w.ds.Allies().All() { // NATO's own sums have their GDP in
			if !a.HasForces() && a.CountsIn(sum) && w.member(a, w.Year) {
				gdp += m.gdpConstant.At(a.Code, w.Year).Exact()
			}
		}
		return quotient(spent, gdp*(m.gdpConstant.Millions()/100), n)
	case w.Measure.Spec().Kind == figure.Percent:
		_, whole, part, n := w.added(sum, w.table, m.usd)
		return quotient(part, whole, n)
	case w.Measure.Spec().Sums:
		all, _, _, n := w.added(sum, w.table, w.table)
		return Amount{Value: all, OK: n > 0}, n
	default:
		return Amount{}, 0
	}
}

// added adds up the figures of two tables, and their products, over the n allies
// of a sum that have a figure in both.
func (w *work) added(sum ally.Code, s, t *dataset.Table) (a, b, products float64, n int) {
	for _, x := range w.ds.Allies().All() {
		f, g := s.At(x.Code, w.Year), t.At(x.Code, w.Year)
		if x.CountsIn(sum) && f.Known() && g.Known() && w.member(x, w.Year) {
			a, b, products, n = a+f.Exact(), b+g.Exact(), products+f.Exact()*g.Exact(), n+1
		}
	}
	return a, b, products, n
}

func quotient(part, whole float64, n int) (Amount, int) {
	if whole <= 0 {
		return Amount{}, 0
	}
	return Amount{Value: part / whole, OK: true}, n
}

// CountFor is RankingFor where every year is asked about: with what has to be known of
// the figures of each, and not of the last alone. The error is that of RankingFor.
func CountFor(ds *dataset.Dataset, q query.Query) (*Answer, error) {
	v := q.Verdict
	if v == query.Crossed || v == query.Late {
		return nil, query.Refused(v.String(), "is not counted year by year: rank "+v.String()+" lists them")
	}
	q.Verdict = query.AnyVerdict // nobody is listed, and nobody left out
	a, err := RankingFor(ds, q)
	if err != nil {
		return nil, err
	}
	a.Query.Verdict = v
	years := slices.DeleteFunc(a.years(), func(y figure.Year) bool { return y == a.Year })
	if len(years) > 0 {
		a.Notes = append(a.Notes, append(a.w.splitNotes(a, years), a.w.footnotes(a.codes(a.whole), years...)...)...)
	}
	return a, nil
}

// splitNotes name whose money lies on the other side of the level than the figure NATO
// judges, and in which of some years.
func (w *work) splitNotes(a *Answer, years []figure.Year) []string {
	say := func(side target.Verdict, by, in string) string {
		names := format.Each(a.whole, func(i int32) string {
			r := a.of(i)
			split := format.Each(years, func(y figure.Year) figure.Year {
				x := r.At(y)
				if m := w.gap(r.Ally.Code, y, x.Figure, w.Query.Level); x.Verdict == side && m.Split() {
					return y
				}
				return 0
			})
			return format.Whenf(len(split) > 0, "%s (%s)", r.Name, format.YearList(split))
		})
		return format.Whenf(len(names) > 0, "%s %s by the figure NATO judges and %s it in money: %s", by, format.Percent(w.Query.Level), in, strings.Join(names, ", "))
	}
	return format.Said(say(target.Meets, "at or above", "under"), say(target.Below, "under", "above"))
}

// splitIn says on which side of a level an ally's money lies in a year, where that is
// the other side than that of the figure; else it is empty.
func (w *work) splitIn(c ally.Code, y figure.Year) string {
	m := w.gap(c, y, w.table.At(c, y), w.Query.Level)
	return m.SplitWords(w.Level.In(y))
}

// joinedNotes say which changes of NATO's sums among some codes, on the year before
// and since the base year, are between years with other members, and what they are
// like for like where the edition's tables give it.
func (w *work) joinedNotes(codes []ally.Code) []string {
	if w.Edition.Source != dataset.NATO {
		return nil
	}
	since, on := w.Base, w.Year-1
	if w.Measure.Spec().Kind == figure.Change {
		since = w.Year // there is none but what the figure itself is
	}
	out := w.joinedNote(codes, on, fmt.Sprintf(" on %d", on))
	if since != on {
		out = append(out, w.joinedNote(codes, since, fmt.Sprintf(" since %d", since))...)
	}
	return out
}

// joinedNote is the note on the changes from one year, which reads as the words.
func (w *work) joinedNote(codes []ally.Code, from figure.Year, words string) []string {
	var names, alike []string
	var joined []*ally.Ally
	unit := "%"
	if w.Measure == figure.ShareGDP {
		unit = "pp"
	}
	for _, c := range codes {
		if !c.Aggregate() {
			continue
		}
		others := w.joined(c, from)
		if len(others) == 0 || !w.table.At(c, w.Year).Known() || w.Measure.Spec().Kind != figure.Change && !w.table.At(c, from).Known() {
			continue
		}
		names, joined = append(names, w.ds.Allies().Name(c)), others
		if v, ok := w.alike(c, others, from); ok {
			alike = append(alike, format.Signed(v)+" "+unit)
		}
	}
	if len(names) == 0 {
		return nil
	}
	who := format.Each(joined, func(a *ally.Ally) string { return a.Name })
	years := slices.Compact(format.Each(joined, func(a *ally.Ally) string { return strconv.Itoa(a.Since()) })) // in order of joining
	count, since := "count", "members since"
	if len(names) == 1 {
		count = "counts"
	}
	if len(who) == 1 {
		since = "a member since"
	}
	text := fmt.Sprintf("%s %d %s %s, %s %s", format.List(names), max(from, w.Year), count, format.List(who), since, format.List(years))
	return []string{text + format.Whenf(len(alike) == len(names), "; like for like %s%s (the members of %d in both years)",
		strings.Join(alike, " and "), words, max(from, w.Year))}
}

// joined are the allies that one of NATO's sums has in one of two years alone, in
// order of their joining: NATO's sums are of the members of each year. Those that the
// edition's own breaks tell of are not among them.
func (w *work) joined(sum ally.Code, from figure.Year) []*ally.Ally {
	first, last := int(min(from, w.Year)), int(max(from, w.Year))
	told := w.toldBreaks(sum, w.Measure)
	out := slices.DeleteFunc(slices.Clone(w.ds.Allies().All()), func(a *ally.Ally) bool {
		return !a.CountsIn(sum) || a.MemberIn(first) || !a.MemberIn(last) || slices.Contains(told, a.Since())
	})
	slices.SortStableFunc(out, func(x, y *ally.Ally) int { return cmp.Compare(x.Since(), y.Since()) })
	return out
}

// alike is the change of one of NATO's sums with those that joined in between in both
// years: of the edition's own sums and rows. A share of GDP and a real change are of
// the money at constant prices. It is not OK where the edition does not hold all of
// that.
func (w *work) alike(sum ally.Code, with []*ally.Ally, from figure.Year) (change figure.Decimal, ok bool) {
	t, places := w.table, uint8(1)
	switch {
	case w.Measure == figure.ShareGDP || w.Measure == figure.RealChange:
		t, places = w.money.usdConstant, 2
	case !w.Measure.Spec().Sums:
		return figure.Decimal{}, false
	}
	both := func(t *dataset.Table) (now, then float64, ok bool) {
		now, held := w.withAll(t, sum, with, w.Year)
		then, heldThen := w.withAll(t, sum, with, from)
		return now, then, held && heldThen
	}
	now, then, ok := both(t)
	if w.Measure != figure.ShareGDP || !ok {
		return figure.Round((now/then-1)*100, places), ok
	}
	gdp, gdpThen, ok := both(w.money.gdpConstant)
	if !ok {
		return figure.Decimal{}, false
	}
	return figure.Round((now/gdp-then/gdpThen)*100/w.money.gdpConstant.Millions(), places), true
}

// withAll is one of NATO's sums in a table with the rows of some allies, which are in
// the sum itself where they are members in the year. It is not OK where the table or one
// of those rows is not held, or that of a member with forces: whether the sum has it in
// cannot be told.
func (w *work) withAll(t *dataset.Table, sum ally.Code, with []*ally.Ally, y figure.Year) (all float64, ok bool) {
	whole := t.At(sum, y)
	for _, a := range w.ds.Allies().All() {
		if a.CountsIn(sum) && a.HasForces() && a.MemberIn(int(y)) && !t.At(a.Code, y).Known() {
			return 0, false
		}
	}
	all = whole.Exact()
	for _, a := range with {
		if a.MemberIn(int(y)) {
			continue
		}
		row := t.At(a.Code, y)
		if !row.Known() {
			return 0, false
		}
		all += row.Exact()
	}
	return all, whole.Known() && all > 0
}

// sumNotes are what is known of just those of NATO's sums that are asked about.
func (w *work) sumNotes(sums []ally.Code) []string {
	return format.Each(sums, func(c ally.Code) string {
		text, known := w.ds.Explained(w.Edition.ID, c, w.Measure, w.Year)
		return format.Whenf(known && w.table.At(c, w.Year).Known(), "%s %d: %s", w.ds.Allies().Name(c), w.Year, text)
	})
}
