package analysis

import (
	"fmt"

	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// Rise is how the allies' figures moved from a year to the year asked about.
type Rise struct {
	From figure.Year // the base year, or the year before
	// Of is how many have a figure in the year asked about, and Up, Down and Same how
	// many moved which way, of those with one in both years.
	Of, Up, Down, Same int
	// Most is the row that rose most and Least the one that rose least or fell
	// most; nil where nobody has both figures.
	Most, Least *Row

	onYear bool // From is the year before
}

// By is how far a row moved.
func (rise *Rise) By(r *Row) Delta {
	if rise.onYear {
		return r.Change
	}
	return r.Reading.Since
}

// among says behind a count of allies of what group they are, whose title is no word
// that can be counted; empty where all are.
func (h *Header) among() string {
	return format.When(h.Query.Group != "", " ("+h.Scope+")")
}

// RiseFrom compares the rows of an answer, listed or not, with the base year or the year
// before. Allies that were no members in the year asked about are left out.
func (a *Answer) RiseFrom(from figure.Year) Rise {
	out := Rise{From: from, onYear: from == a.Year-1}
	var most, least Delta
	top, low, w, kind := int32(0), int32(0), a.w, a.Measure.Spec().Kind
	now, then := w.inYear(w.table, a.Year), w.inYear(w.table, from) // a year's figures lie side by side
	for _, i := range a.whole {
		x := a.ally(i)
		if int(a.now.at[i]) < len(a.now.figures) {
			out.Of++
		}
		since := changed(now[i], then[i], kind)
		if !since.OK || from == a.Year || !w.member(x, a.Year) || kind == figure.Money && w.table.LineOf(x).Converted(a.Year, from) {
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

// Changes are how the figures of several allies have changed from a year, and who has
// come to the level asked about since, and who has fallen below it.
type Changes struct {
	Rise
	Up, Down []string
}

// changes finds how the rows have changed on the year before and since the base year.
func (b *Brief) changes() {
	a := b.Answer
	from := []figure.Year{a.Year - 1}
	if a.Base < a.Year-1 {
		from = append(from, a.Base)
	}
	for _, y := range from {
		c := Changes{Rise: a.RiseFrom(y)}
		if c.Most == nil {
			continue
		}
		for _, r := range a.Rows() {
			then := r.At(y)
			switch {
			case !then.Verdict.Counted() || !r.Verdict.Counted() || then.Verdict == r.Verdict:
			case r.Verdict == target.Meets:
				c.Up = append(c.Up, r.Name)
			default:
				c.Down = append(c.Down, r.Name)
			}
		}
		b.Changes = append(b.Changes, c)
	}
}
