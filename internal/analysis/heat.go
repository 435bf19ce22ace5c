package analysis

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// Against is what the figures of a heat map are measured against.
type Against uint8

// What figures are measured against: where no level can judge them, still something on
// both sides of which they lie.
const (
	AgainstLevel Against = iota // the level asked about, in pp
	AgainstBase                 // the ally's own figure of the base year: pp of shares, % of amounts
	AgainstZero                 // no change, for rates of change
)

// Heat is what the figures of all years of an answer are measured against.
type Heat struct {
	Against Against
	Unit    string // of the distances: "pp" or "%"

	level figure.Decimal
	base  figure.Year
}

// HeatFor chooses what the figures of an answer are measured against.
func HeatFor(a *Answer) Heat {
	h := Heat{Against: AgainstBase, Unit: a.Spec().ChangeUnit(), level: a.Level.Value, base: a.Base}
	switch {
	case a.Verdicts():
		h.Against = AgainstLevel
	case a.Spec().Kind == figure.Change:
		h.Against = AgainstZero
	}
	return h
}

// Distance is how far a figure, of a sum as of an ally, is above what it is measured
// against; not OK where one of the two is missing.
func (h Heat) Distance(s *Series, y figure.Year) Delta {
	r := s.At(y)
	switch {
	case h.Against == AgainstLevel:
		return Delta{Value: target.Gap(r.Figure, h.level), OK: r.Known()}
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

// Status is the status of a distance: the weaker of those of the figures it is between.
func (h Heat) Status(s *Series, y figure.Year) figure.Status {
	if h.Against != AgainstBase {
		return s.At(y).Status
	}
	return max(s.At(y).Status, s.At(h.base).Status)
}

// Entered is the first year in which a series met the level, after one in which it did
// not or was not judged; 0 where there is none, or no figure of the year before.
func (h Heat) Entered(s *Series) figure.Year {
	first := slices.IndexFunc(s.Readings, func(r Reading) bool { return r.Verdict == target.Meets })
	if h.Against != AgainstLevel || first < 1 || !s.Readings[first-1].Known() {
		return 0
	}
	return s.First + figure.Year(first)
}

// Middle is the size that half of the distances of an answer stay within; 0 where there
// are none. It is worked out once for all questions that list everybody.
func (h Heat) Middle(a *Answer) float64 {
	return cached(a, a.Everybody() && h.Against != AgainstLevel, h, func() float64 {
		var sizes []float64
		for _, c := range a.Codes() {
			s := a.w.series(c)
			for y := a.First; y <= a.Last; y++ {
				if d := h.Distance(&s, y); d.OK {
					sizes = append(sizes, math.Abs(d.Value.Float()))
				}
			}
		}
		if slices.Sort(sizes); len(sizes) == 0 {
			return 0
		}
		return sizes[len(sizes)/2]
	})
}

// HeatSentence says how many meet the level, and of all the years who met it in each, or
// first, and who in none. Where no level judges it says what the small multiples say.
func HeatSentence(a *Answer) string {
	switch {
	case a.First == a.Last:
		return a.Sentence
	case !a.Verdicts():
		rise := a.RiseFrom(a.Base)
		return rise.Sentence(a)
	}
	r := a.record()
	if !r.judged {
		return a.Sentence
	}
	l := a.Level.In(a.Year)
	s := fmt.Sprintf("In %s, %s %s%s%s", a.When(a.Year), a.Count.Words(), reach(l, a.Count.Meets, !a.Estimated), ofWhat(a.Measure), format.Later(l))
	at := format.When(!a.Level.In(a.First).Judged(), " at "+format.Percent(l.Value)) // when nobody could meet it
	s += "; from " + a.When(a.First) + " to " + a.When(a.Last)
	switch {
	case r.year == 0:
		return s + " nobody" + a.sumWords() + "."
	case len(r.always) > 0:
		s += " always" + at + ": " + a.namesInOrder(r.always)
	default:
		s += " first" + at + ": " + a.namesInOrder(r.first) + " (" + a.When(r.year) + ")"
	}
	return s + format.When(len(r.never) > 0, "; never: "+a.namesInOrder(r.never)) + a.sumWords() + "."
}

// record is who met the level in every year of an answer; who never did, judged in every
// year of membership; and who met it in the first year that anybody did, 0 for none.
type record struct {
	always, never, first []int32 // by their Index
	year                 figure.Year
	judged               bool // somebody, in some year
}

func (a *Answer) record() record {
	w := a.w
	return cached(a, len(a.unfiltered) == len(a.now.order), w.countsKey(), func() record {
		var out record
		for _, i := range a.unfiltered {
			var years [target.NotMeasurable + 1]int // by their verdicts
			x, entered := a.ally(i), figure.Year(0)
			line := w.table.LineOf(x)
			for y := a.First; y <= a.Last; y++ {
				v, _ := w.judge(x, line.At(y), y, a.Level.Value, a.Verdicts())
				if years[v]++; v == target.Meets && entered == 0 {
					entered = y
				}
			}
			out.judged = out.judged || years[target.Meets]+years[target.Below] > 0
			switch all := int(a.Last-a.First) + 1; {
			case years[target.Meets] == all:
				out.always = append(out.always, i)
			case years[target.Below] > 0 && years[target.Below]+years[target.NotMember] == all:
				out.never = append(out.never, i)
			}
			if entered != 0 && (out.year == 0 || entered < out.year) {
				out.first, out.year = nil, entered
			}
			if entered != 0 && entered == out.year {
				out.first = append(out.first, i)
			}
		}
		return out
	})
}

// several names up to three, in the order they would be listed in, and counts more.
func (a *Answer) namesInOrder(of []int32) string {
	if len(of) > 3 {
		return strconv.Itoa(len(of)) + " allies"
	}
	return format.List(format.Each(a.unfiltered, func(i int32) string { return format.When(slices.Contains(of, i), a.ally(i).Name) }))
}

// Rise is how the allies' figures moved from a year to the year asked about.
type Rise struct {
	From figure.Year
	// Of is how many have a figure in the year asked about, Both how many in both years, and
	// Up, Down and Same how many of these moved which way.
	Of, Both, Up, Down, Same int
	Converted                bool // somebody's figures of the two years are in two currencies
	// Most is who rose most and Least who rose least or fell most; without a row where
	// nobody has both figures.
	Most, Least Mover
}

// Mover is a row, how far it moved, and how that is among the others: "rose most".
type Mover struct {
	*Row
	By  figure.Decimal
	How string
}

// moving is how an ally moved that is first of those that rose, or of those that fell.
func moving(by figure.Decimal, risen, fallen string) string {
	switch {
	case by.Negative():
		return "fell " + fallen
	case by.Units == 0:
		return "unchanged"
	default:
		return "rose " + risen
	}
}

// movers names who rose most, behind some words and where anybody rose, and who fell most
// or, where nobody fell, who rose least.
func (rise *Rise) movers(before string, say func(m Mover, how string) string) string {
	var out string
	if rise.Up > 0 {
		out = before + say(rise.Most, rise.Most.How)
	}
	switch {
	case rise.Down > 0:
		out += "; " + say(rise.Least, rise.Least.How)
	case rise.Up > 0 && rise.Least.Row != rise.Most.Row:
		out += ", " + say(rise.Least, strings.TrimPrefix(rise.Least.How, "rose "))
	}
	return out
}

// Among says behind a count of allies of what group they are, whose title is no word
// that can be counted; empty where all are.
func (h *Header) Among() string {
	return format.When(h.Query.Group != "", " ("+h.Scope+")")
}

// RiseFrom compares the rows of an answer, listed or not, with another year. Allies that
// were no members in the year asked about are left out.
func (a *Answer) RiseFrom(from figure.Year) Rise {
	type move struct {
		i  int32
		by figure.Decimal
	}
	out, moves := Rise{From: from}, make([]move, 0, len(a.unfiltered))
	w, kind := a.w, a.Measure.Spec().Kind
	now, then := w.inYear(w.table, a.Year), w.inYear(w.table, from) // a year's figures lie side by side
	for _, i := range a.unfiltered {
		x := a.ally(i)
		if w.ranks(x, now[i], a.Year) {
			out.Of++
		}
		since := changed(now[i], then[i], kind)
		if !since.OK || from == a.Year || !w.member(x, a.Year) {
			continue
		}
		if kind == figure.Money && w.table.LineOf(x).Converted(a.Year, from) {
			out.Converted = true
			continue
		}
		moves = append(moves, move{i, since.Value})
		switch d := since.Value; {
		case d.Negative():
			out.Down++
		case d.Units == 0:
			out.Same++
		default:
			out.Up++
		}
	}
	if out.Both = len(moves); out.Both > 0 {
		by := func(x, y move) int { return x.by.Cmp(y.by) }
		most, least := slices.MaxFunc(moves, by), slices.MinFunc(moves, by) // of equal ones the first
		out.Most = Mover{a.row(most.i), most.by, moving(most.by, "most", "least")}
		out.Least = Mover{a.row(least.i), least.by, moving(least.by, "least", "most")}
	}
	return out
}

// Span is from when to when: "2014 to 2026e", and back "2019 against 2024".
func (rise *Rise) Span(a *Answer) string {
	if rise.From > a.Year {
		return a.When(a.Year) + " against " + a.When(rise.From)
	}
	return a.When(rise.From) + " to " + a.When(a.Year)
}

// Sentence says how many rose, who most, and who least. In the base year itself, and of
// rates of change, it is the answer's own sentence.
func (rise *Rise) Sentence(a *Answer) string {
	spec := a.Spec()
	if rise.Both < 2 || spec.Kind == figure.Change { // who spends ever faster is not asked
		return a.Sentence
	}
	oneCurrency := format.When(rise.Converted, " and one currency")
	s := format.When(a.Measure != figure.ShareGDP, spec.Name()+", ") +
		fmt.Sprintf("%s: %s%s", rise.Span(a), format.Of(rise.Up, rise.Both), a.Among()) +
		format.When(rise.Both < rise.Of, " with a figure in both years"+oneCurrency) + format.Moving(" rose", rise.From, a.Year)
	return s + rise.movers(", ", func(m Mover, how string) string {
		how = format.Moving(strings.TrimPrefix(how, "rose "), rise.From, a.Year)
		to := format.Moving("to", rise.From, a.Year)
		return fmt.Sprintf("%s %s (%s %s, %s %s)", m.Name, how, format.Signed(m.By), spec.ChangeUnit(), to, format.Figure(m.Figure))
	}) + a.sumWords() + "."
}
