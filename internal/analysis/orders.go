package analysis

import (
	"cmp"
	"fmt"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// Unbroken is since when an ally meets a level without a break.
type Unbroken struct {
	// Since is the first year of it, 0 where the level is not met in the year asked about.
	Since figure.Year
	// Open tells that the edition holds no figure of the year before, and Joined that the
	// ally was no member then.
	Open, Joined bool
}

// Words are since when: "2024", "2014 or before", "2023, when it joined"; empty where
// there is no streak.
func (s Unbroken) Words() string {
	switch out := format.Year(s.Since, false); {
	case s.Since == 0:
		return ""
	case s.Joined:
		return out + ", when it joined"
	case s.Open:
		return out + " or before"
	default:
		return out
	}
}

// unbroken goes back from the year asked about for as long as the level is met. Levels are
// those of today, whenever they were agreed.
func (w *work) unbroken(a *ally.Ally) Unbroken {
	var s Unbroken
	for y := w.Year; y >= w.table.First; y-- {
		if v, _ := w.judge(a, w.table.At(a.Code, y), y, w.Query.Level, w.Verdicts()); v != target.Meets {
			s.Joined, s.Open = s.Since != 0 && v == target.NotMember, s.Since != 0 && v == target.NoData
			return s
		}
		s.Since = y
	}
	s.Open = s.Since != 0
	return s
}

// crossedFrom is the year whose verdicts those of the year asked about are set against:
// the first of a range, else the year before.
func (w *work) crossedFrom() figure.Year {
	if w.Query.From != 0 && w.Query.From != w.Year {
		return w.Query.From
	}
	return w.Year - 1
}

// crossed tells whether an ally that was a member in both years is on another side of
// the level.
func (w *work) crossed(a *ally.Ally, now target.Verdict) bool {
	y := w.crossedFrom()
	then, _ := w.judge(a, w.table.At(a.Code, y), y, w.Query.Level, w.Verdicts())
	return now.Counted() && then.Counted() && now != then
}

// Moved is how many places the ally has risen since the base year: fewer than none where
// it has fallen. It is not OK where it has no place in either year.
func (r *Row) Moved() Amount {
	return Amount{Value: float64(r.Before.Rank - r.Rank), OK: r.Before.Rank > 0 && r.Rank > 0}
}

// ordered says what the order that was asked for shows, before all that is
// said anyway; empty for the orders whose columns say it.
func (w *work) ordered(a *Answer) string {
	named, level := a.pinned(a.whole), format.Percent(w.Query.Level)
	say := func(words func(*Row) string, rows []*Row) string { return strings.Join(format.Each(rows, words), ", ") }
	switch by := w.Query.Sort; {
	case w.Query.Verdict == query.Crossed:
		return w.crossings(a)
	case w.Query.Verdict == query.Late:
		return w.missed
	case by == query.ByPlaces && len(named) > 0:
		return say(w.movedWords, named)
	case by == query.ByPlaces && w.Query.Reverse:
		return format.After("most places fallen: ", say(w.movedWords, a.first()))
	case by == query.ByPlaces:
		return format.After("most places risen: ", say(w.movedWords, a.first()))
	case by == query.ByStreak && len(named) > 0:
		return say(w.streakWords, named)
	case by == query.ByStreak && w.Verdicts():
		return format.After("at or above "+level+" for longest without a break: ",
			say(func(r *Row) string { return format.After(r.Name+" since ", r.Unbroken.Words()) }, a.first()))
	case by == query.ByNearest && w.Verdicts():
		return format.After("closest to "+level+": ", say(func(r *Row) string { return format.After(r.Name+" ", gapWords(r)) }, a.first()))
	case by == query.ByGap:
		return say(w.distanceWords, named)
	case by == query.ByMoney && a.Shortfall.USD.OK:
		s := &a.Shortfall
		return format.Join(", ", fmt.Sprintf("%s missing to %s in all, to %s", format.Money("US$", s.USD.Value), level, format.Counted(s.Allies, "ally", "allies")),
			say(w.distanceWords, named))
	default:
		return ""
	}
}

// first are the first rows that a sentence names.
func (a *Answer) first() []*Row {
	var out []*Row
	for i := range min(said, a.Len()) {
		out = append(out, a.At(i))
	}
	return out
}

func gapWords(r *Row) string {
	return format.When(r.Gap.OK && r.Verdict.Counted(), format.Signed(r.Gap.Value)+" pp")
}

// movedWords are an ally's places in both years: "Norway from 15th of 28 in 2014 to 8th
// of 31".
func (w *work) movedWords(r *Row) string {
	return format.Whenf(r.Moved().OK, "%s from %s in %d to %s", r.Name, r.Before.Words(), w.Base, r.Words())
}

// streakWords say since when an ally meets the level.
func (w *work) streakWords(r *Row) string {
	level := format.Percent(w.Query.Level)
	if since := r.Unbroken.Words(); since != "" {
		return r.Name + " at or above " + level + " without a break since " + since
	}
	return format.When(r.Verdict == target.Below, r.Name+" is below "+level)
}

// distanceWords say how far an ally is from the level, in points and in money.
func (w *work) distanceWords(r *Row) string {
	if !r.Verdict.Counted() {
		return ""
	}
	out := r.Name + " " + format.Standing(r.Verdict, r.Edge, r.Gap.Value, w.Level.In(w.Year))
	money := format.Join(", ", format.When(r.GapUSD.OK, format.Money("US$", r.GapUSD.Value)),
		format.When(r.GapNational.OK && r.Currency != "USD", format.Money(r.Currency, r.GapNational.Value)))
	return out + format.When(money != "", " ("+money+")")
}

// crossings names who has come to the level, and who has fallen below it.
func (w *work) crossings(a *Answer) string {
	if !w.Verdicts() {
		return ""
	}
	if y := w.crossedFrom(); !w.table.HasYear(y) {
		return fmt.Sprintf("who crossed %s since %d is not known, for want of that year", format.Percent(w.Query.Level), y)
	}
	names := func(v target.Verdict) []string {
		return format.Each(a.Rows(), func(r *Row) string { return format.When(r.Verdict == v, r.Name) })
	}
	unknown := format.Each(w.ds.Allies().All(), func(x *ally.Ally) string {
		y := w.crossedFrom()
		return format.When(w.counted(x, w.Year) && w.member(x, y) && w.table.At(x.Code, w.Year).Known() && !w.table.At(x.Code, y).Known(), x.Name)
	})
	return w.crossedWords("up to it", names(target.Meets), "fallen below it", names(target.Below), unknown)
}

// crossedWords names who has come to what was asked about and who has left it, and those
// of whom it cannot be told.
func (w *work) crossedWords(came string, up []string, left string, down, unknown []string) string {
	names := func(list []string) string { return cmp.Or(format.List(list), "none") }
	return fmt.Sprintf("since %d %s: %s; %s: %s", w.crossedFrom(), came, names(up), left, names(down)) +
		format.After(fmt.Sprintf("; no figure of %d to tell for ", w.crossedFrom()), few(unknown))
}
