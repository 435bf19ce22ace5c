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
)

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
			alike = append(alike, format.Signed(v)+" "+w.alikeUnit())
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

// alikeUnit is the unit of a change of one of NATO's sums.
func (w *work) alikeUnit() string {
	if w.Measure == figure.ShareGDP {
		return "pp"
	}
	return "%"
}

// joined are the allies that one of NATO's sums has in one of two years alone, in
// order of their joining: NATO's sums are of the members of each year. Those that the
// edition's own breaks tell of are not among them.
func (w *work) joined(sum ally.Code, from figure.Year) []*ally.Ally {
	first, last := int(min(from, w.Year)), int(max(from, w.Year))
	told := w.toldBreaks(sum, w.Measure)
	out := slices.DeleteFunc(slices.Clone(w.ds.Allies().All()), func(a *ally.Ally) bool {
		return !within(sum, a) || a.MemberIn(first) || !a.MemberIn(last) || slices.Contains(told, a.Since())
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
	case !summed(w.Measure):
		return figure.Decimal{}, false
	}
	now, held := w.withAll(t, sum, with, w.Year)
	then, heldThen := w.withAll(t, sum, with, from)
	if !held || !heldThen {
		return figure.Decimal{}, false
	}
	if w.Measure != figure.ShareGDP {
		return figure.Round((now/then-1)*100, places), true
	}
	gdp, held := w.withAll(w.money.gdpConstant, sum, with, w.Year)
	gdpThen, heldThen := w.withAll(w.money.gdpConstant, sum, with, from)
	if !held || !heldThen {
		return figure.Decimal{}, false
	}
	return figure.Round((now/gdp-then/gdpThen)*100/gdpScale(w.money.gdpConstant), places), true
}

// withAll is one of NATO's sums in a table with the rows of some allies, which are in
// the sum itself where they are members in the year. It is not OK where the table or one
// of those rows is not held, or that of a member with forces: whether the sum has it in
// cannot be told.
func (w *work) withAll(t *dataset.Table, sum ally.Code, with []*ally.Ally, y figure.Year) (all float64, ok bool) {
	whole := at(t, sum, y)
	for _, a := range w.ds.Allies().All() {
		if within(sum, a) && a.HasForces() && a.MemberIn(int(y)) && !at(t, a.Code, y).Known() {
			return 0, false
		}
	}
	all = whole.Exact()
	for _, a := range with {
		if a.MemberIn(int(y)) {
			continue
		}
		row := at(t, a.Code, y)
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
