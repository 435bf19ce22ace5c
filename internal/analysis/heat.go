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

// Against is the reference that the figures of a heat map are measured against.
type Against uint8

// The references. The last two are for figures that no level judges.
const (
	AgainstLevel Against = iota // the level that judges, in pp
	AgainstBase                 // the ally's own figure in the base year: pp for shares, % for amounts
	AgainstZero                 // zero, for rates of change
)

// Heat measures the figures of all years of an answer against one reference.
type Heat struct {
	Against Against
	Unit    string // of the distances: "pp" or "%"

	level figure.Decimal
	base  figure.Year
}

// HeatFor chooses the reference for the figures of an answer.
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

// Distance returns how far the figure of an ally or a sum is above the reference. OK is false
// if the figure or the reference is missing.
func (h Heat) Distance(s *Series, y figure.Year) Delta {
	r := s.At(y)
	switch {
	case h.Against == AgainstLevel:
		return Delta{Value: target.Gap(r.Figure, h.level), OK: r.Known()}
	case h.Against == AgainstZero:
		return Delta{Value: r.Printed, OK: r.Known()}
	case y != h.base:
		return r.Since
	case h.Unit == "%": // zero in the base year, which the map shows with the other years
		return Delta{Value: figure.Decimal{Places: 1}, OK: r.Printed.Units != 0}
	default:
		return r.Minus(r.Figure)
	}
}

// Status returns the status of a distance, the less firm of the two figures' statuses.
func (h Heat) Status(s *Series, y figure.Year) figure.Status {
	if h.Against != AgainstBase {
		return s.At(y).Status
	}
	return max(s.At(y).Status, s.At(h.base).Status)
}

// Entered returns the first year in which a series met the level. It is 0 if there is none, or
// if the year before has no figure to compare with.
func (h Heat) Entered(s *Series) figure.Year {
	first := slices.IndexFunc(s.Readings, func(r Reading) bool { return r.Verdict == target.Meets })
	if h.Against != AgainstLevel || first < 1 || !s.Readings[first-1].Known() {
		return 0
	}
	return s.First + figure.Year(first)
}

// Middle returns the median size of an answer's distances, 0 if there are none. The result is
// cached if the answer lists all allies and no level judges.
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

// HeatSentence states how many allies meet the level, which met it in every year, or else
// first, and which in none. If no level judges, it is the sentence of the grid.
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
	at := format.When(!a.Level.In(a.First).Judged(), " at "+format.Percent(l.Value)) // agreed only later
	s += "; from " + a.When(a.First) + " to " + a.When(a.Last)
	switch {
	case r.year == 0:
		return s + " no ally" + a.sumWords() + "."
	case len(r.always) > 0:
		s += " always" + at + ": " + a.namesInOrder(r.always)
	default:
		s += " first" + at + ": " + a.namesInOrder(r.first) + " (" + a.When(r.year) + ")"
	}
	return s + format.When(len(r.never) > 0, "; never: "+a.namesInOrder(r.never)) + a.sumWords() + "."
}

// record holds, by Index, the allies that met the level in all years of an answer; those that
// were judged in every year of their membership and never met it; and those that met it in the
// earliest year in which any ally did.
type record struct {
	always, never, first []int32
	year                 figure.Year // the year of first; 0 if no ally met the level
	judged               bool        // some ally was judged in some year
}

func (a *Answer) record() record {
	w := a.w
	return cached(a, len(a.unfiltered) == len(a.now.order), w.countsKey(), func() record {
		var out record
		for _, i := range a.unfiltered {
			var years [target.NotMeasurable + 1]int // the number of years by verdict
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

// namesInOrder names up to three allies in the order of the list; of more it gives the number.
func (a *Answer) namesInOrder(indexes []int32) string {
	if len(indexes) > 3 {
		return strconv.Itoa(len(indexes)) + " allies"
	}
	return format.List(format.Each(a.unfiltered, func(i int32) string {
		return format.When(slices.Contains(indexes, i), a.ally(i).Name)
	}))
}

// Rise summarises how the allies' figures changed from another year to the query's year.
type Rise struct {
	From figure.Year
	// Of is the number of allies with a figure in the query's year, and Both the number with
	// figures in both years, of which Up rose, Down fell and Same did not change.
	Of, Both, Up, Down, Same int
	Converted                bool // some ally's figures of the two years are in two currencies
	// Most rose most, Least rose least or fell most; their rows are nil if Both is 0.
	Most, Least Mover
}

// Mover is a row, how far its figure moved, and how that compares: "rose most".
type Mover struct {
	*Row
	By  figure.Decimal
	How string
}

// moving puts a change into words: "rose " + risen, "fell " + fallen, or "unchanged".
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

// movers names the ally that rose most, if any, and the one that fell most or else rose least.
func (rise *Rise) movers(prefix string, say func(m Mover, how string) string) string {
	var out string
	if rise.Up > 0 {
		out = prefix + say(rise.Most, rise.Most.How)
	}
	switch {
	case rise.Down > 0:
		out += "; " + say(rise.Least, rise.Least.How)
	case rise.Up > 0 && rise.Least.Row != rise.Most.Row:
		out += ", " + say(rise.Least, strings.TrimPrefix(rise.Least.How, "rose "))
	}
	return out
}

// Among names the group that a count refers to, " (Nordic allies)"; it is empty for all allies.
func (h *Header) Among() string {
	return format.When(h.Query.Group != "", " ("+h.Scope+")")
}

// RiseFrom compares the rows of an answer, unfiltered, with another year. Allies that were not
// members in the query's year are left out.
func (a *Answer) RiseFrom(from figure.Year) Rise {
	type move struct {
		i  int32
		by figure.Decimal
	}
	out, moves := Rise{From: from}, make([]move, 0, len(a.unfiltered))
	w, kind := a.w, a.Measure.Spec().Kind
	now, then := w.inYear(w.table, a.Year), w.inYear(w.table, from)
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
		most, least := slices.MaxFunc(moves, by), slices.MinFunc(moves, by) // the first of equals
		out.Most = Mover{a.row(most.i), most.by, moving(most.by, "most", "least")}
		out.Least = Mover{a.row(least.i), least.by, moving(least.by, "least", "most")}
	}
	return out
}

// Span returns the two years compared: "2014 to 2026e", or "2019 against 2024" if From is later.
func (rise *Rise) Span(a *Answer) string {
	if rise.From > a.Year {
		return a.When(a.Year) + " against " + a.When(rise.From)
	}
	return a.When(rise.From) + " to " + a.When(a.Year)
}

// Sentence states how many allies rose, and which rose most and least. If fewer than two
// allies can be compared, or for rates of change, it is the answer's own sentence.
func (rise *Rise) Sentence(a *Answer) string {
	spec := a.Spec()
	if rise.Both < 2 || spec.Kind == figure.Change { // a change of a rate of change is of no interest
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
