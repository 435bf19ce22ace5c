package analysis

import (
	"fmt"

	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// Rise is how the allies' figures moved from the base year to the year asked
// about.
type Rise struct {
	// Up, Down and Same are how many moved which way, of those with a figure in
	// both years.
	Up, Down, Same int
	// Most is the row that rose most and Least the one that rose least or fell
	// most; nil where nobody has both figures.
	Most, Least *Row
}

// RiseFor compares the rows of an answer with the base year. Allies that were no
// members in the year asked about are left out.
func RiseFor(a *Answer) Rise {
	var out Rise
	for i := range a.Rows {
		r := &a.Rows[i]
		if !r.Since.OK || r.Verdict == target.NotMember {
			continue
		}
		switch d := r.Since.Value; {
		case d.Negative():
			out.Down++
		case d.Units == 0:
			out.Same++
		default:
			out.Up++
		}
		if out.Most == nil || r.Since.Value.Cmp(out.Most.Since.Value) > 0 {
			out.Most = r
		}
		if out.Least == nil || r.Since.Value.Cmp(out.Least.Since.Value) < 0 {
			out.Least = r
		}
	}
	return out
}

// RiseSentence says what small multiples show: how many rose since the base
// year, who most, and who least. In the base year itself, and of rates of change,
// it is the answer's own sentence.
func RiseSentence(ds *dataset.Dataset, a *Answer) string {
	all, err := unfiltered(ds, a)
	if err != nil || a.Measure.Spec().Kind == figure.Change { // who spends ever faster is not asked
		return a.Sentence
	}
	rise := RiseFor(all)
	n := rise.Up + rise.Down + rise.Same
	if n < 2 {
		return a.Sentence
	}
	spec := a.Measure.Spec()
	s := fmt.Sprintf("%s, %s, %s to %s: up for %d of %d %s", spec.Title, spec.Unit, yearOf(a, a.Base), yearOf(a, a.Year), rise.Up, n, a.Scope)
	if n < ranked(all) {
		s += " with a figure in both years"
	}
	if rise.Up > 0 {
		s += ", most for " + moved(all, rise.Most)
	}
	switch {
	case rise.Least == rise.Most:
	case rise.Down > 0:
		s += "; down most for " + moved(all, rise.Least)
	case rise.Up > 0:
		s += ", least for " + moved(all, rise.Least)
	}
	return s + "."
}

// moved is an ally with how far its figure moved, and to what.
func moved(a *Answer, r *Row) string {
	unit := "pp"
	if k := a.Measure.Spec().Kind; k == figure.Money || k == figure.Count {
		unit = "%"
	}
	return fmt.Sprintf("%s (%s %s, to %s)", r.Ally.Name, format.Signed(r.Since.Value), unit, format.Figure(r.Figure))
}

// ranked counts the rows that could have a place in a ranking.
func ranked(a *Answer) int {
	n := 0
	for i := range a.Rows {
		if r := &a.Rows[i]; r.ranked() {
			n++
		}
	}
	return n
}
