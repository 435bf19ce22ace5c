package analysis

import (
	"fmt"
	"slices"
	"strconv"

	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// Against is what the figures of a heat map are measured against.
type Against uint8

// What figures are measured against. Where no level can judge them there is
// still something on both sides of which they lie.
const (
	AgainstLevel Against = iota // the level asked about, in pp
	AgainstBase                 // the ally's own figure of the base year: pp of shares, % of amounts
	AgainstZero                 // no change, for rates of change
)

// Heat is what the figures of all years of an answer are measured against.
type Heat struct {
	Against Against
	// Unit is the unit of the distances: "pp" or "%".
	Unit string

	base figure.Year
}

// HeatFor chooses what the figures of an answer are measured against.
func HeatFor(a *Answer) Heat {
	spec := a.Measure.Spec()
	h := Heat{Unit: spec.ChangeUnit(), base: a.Base}
	switch {
	case a.Verdicts():
	case spec.Kind == figure.Change:
		h.Against = AgainstZero
	default:
		h.Against = AgainstBase
	}
	return h
}

// Distance is how far a series' figure of a year is above what it is measured
// against; not OK where there is no figure, or nothing to measure it against.
func (h Heat) Distance(s *Series, y figure.Year) Delta {
	r := s.At(y)
	switch {
	case h.Against == AgainstLevel:
		return r.Gap
	case h.Against == AgainstZero:
		return Delta{Value: r.Printed, OK: r.Known()}
	case y != h.base:
		return r.Since
	case h.Unit == "%": // the base year stands in the same picture as the others
		return Delta{Value: figure.Decimal{Places: 1}, OK: r.Printed.Units != 0}
	default:
		return r.Minus(r.Figure)
	}
}

// Enters tells whether a year is the first of the series' years in which it met the
// level, after years in which it did not or was not judged.
func (h Heat) Enters(s *Series, y figure.Year) bool {
	if h.Against != AgainstLevel {
		return false
	}
	first := slices.IndexFunc(s.Readings, func(r Reading) bool { return r.Verdict == target.Meets })
	return first == int(y-s.First) && slices.ContainsFunc(s.Readings[:first], func(r Reading) bool { return r.Known() })
}

// HeatSentence says what allies × years show: how many meet the level, and of all
// the years who met it in each, or first, and who in none. Where
// no level judges it says what the small multiples say.
func HeatSentence(a *Answer) string {
	switch {
	case a.First == a.Last:
		return a.Sentence
	case !a.Verdicts():
		return RiseSentence(a)
	}
	met, judged := 0, 0
	for _, c := range a.Counts {
		met += c.Meets
		judged += c.Meets + c.Below
	}
	if judged == 0 {
		return a.Sentence
	}
	always, never, first, year := record(a)
	l := a.Level.In(a.Year)
	s := fmt.Sprintf("In %s, %s %s %s%s%s", a.When(a.Year), a.Count.Words(), format.Verb(l, a.Count.Meets, !a.Estimated),
		format.Percent(l.Value), ofWhat(a.Measure), format.Later(l))
	at := ""
	if !a.Level.In(a.First).Judged() {
		at = "at it "
	}
	s += "; from " + a.When(a.First) + " to " + a.When(a.Last)
	switch {
	case met == 0:
		return s + " nobody" + a.sumWords() + "."
	case len(always) > 0:
		s += " always " + at + several(always)
	default:
		s += " first " + at + several(first) + " (" + a.When(year) + ")"
	}
	if len(never) > 0 {
		s += "; never " + at + several(never)
	}
	return s + a.sumWords() + "."
}

// record names the allies that met the level in every year of the answer, those
// that never did, of both only allies judged in every year, and those that met it
// in the first year anybody did.
func record(a *Answer) (always, never, first []string, year figure.Year) {
	for i := range a.all {
		r := &a.all[i]
		s := r.streak(a.Level, a.Year)
		switch n := len(r.Readings); {
		case len(s.Years) == n:
			always = append(always, r.Name)
		case len(s.Years) == 0 && s.Of == n:
			never = append(never, r.Name)
		}
		switch {
		case len(s.Years) == 0 || (year != 0 && s.Years[0] > year):
		case s.Years[0] == year:
			first = append(first, r.Name)
		default:
			first, year = []string{r.Name}, s.Years[0]
		}
	}
	return always, never, first, year
}

// several names up to three, and counts more.
func several(names []string) string {
	if len(names) > 3 {
		return strconv.Itoa(len(names)) + " allies"
	}
	return format.List(names)
}
