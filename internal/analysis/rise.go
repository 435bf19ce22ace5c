package analysis

import (
	"fmt"

	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// Rise is how the allies' figures moved from the base year to the year asked
// about.
type Rise struct {
	// Of is how many have a figure in the year asked about, and Up, Down and Same how
	// many moved which way, of those with one in both years.
	Of, Up, Down, Same int
	// Most is the row that rose most and Least the one that rose least or fell
	// most; nil where nobody has both figures.
	Most, Least *Row
}

// among says behind a count of allies of what group they are, whose title is no word
// that can be counted; empty where all are.
func (h *Header) among() string {
	return format.When(h.Query.Group != "", " ("+h.Scope+")")
}

// RiseFor compares the rows of an answer, listed or not, with the base year. Allies
// that were no members in the year asked about are left out.
func RiseFor(a *Answer) Rise { return a.riseFrom(a.Base) }

// riseFrom is RiseFor from another year.
func (a *Answer) riseFrom(from figure.Year) Rise {
	var out Rise
	var most, least Delta
	top, low := int32(0), int32(0)
	for _, i := range a.whole {
		x := a.ally(i)
		if int(a.now.at[i]) < len(a.now.figures) {
			out.Of++
		}
		since := difference(a.w.table.Line(x.Code), a.Measure.Spec().Kind, a.Year, from)
		if !since.OK || !a.w.member(x, a.Year) {
			continue
		}
		switch d := since.Value; {
		case d.Negative():
			out.Down++
		case d.Units == 0:
			out.Same++
		default:
			out.Up++
		}
		if !most.OK || since.Value.Cmp(most.Value) > 0 {
			most, top = since, i
		}
		if !least.OK || since.Value.Cmp(least.Value) < 0 {
			least, low = since, i
		}
	}
	if most.OK {
		out.Most, out.Least = a.of(top), a.of(low)
	}
	return out
}

// Sentence says what small multiples show: how many rose since the base
// year, who most, and who least. In the base year itself, and of rates of change,
// it is the answer's own sentence.
func (rise *Rise) Sentence(a *Answer) string {
	spec := a.Spec()
	n := rise.Up + rise.Down + rise.Same
	if n < 2 || spec.Kind == figure.Change { // who spends ever faster is not asked
		return a.Sentence
	}
	s := format.When(a.Measure != figure.ShareGDP, spec.Name()+", ") +
		fmt.Sprintf("%s to %s: %s%s", a.When(a.Base), a.When(a.Year), format.Of(rise.Up, n), a.among()) +
		format.When(n < rise.Of, " with a figure in both years") + " rose"
	moved := func(r *Row, how string) string {
		return fmt.Sprintf("%s %s (%s %s, to %s)", r.Name, how, format.Signed(r.Since.Value), spec.ChangeUnit(), format.Figure(r.Figure))
	}
	if rise.Up > 0 {
		s += ", " + moved(rise.Most, "most")
	}
	switch {
	case rise.Least == rise.Most:
	case rise.Down > 0:
		s += "; " + moved(rise.Least, "fell most")
	case rise.Up > 0:
		s += ", " + moved(rise.Least, "least")
	}
	return s + a.sumWords() + "."
}
