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
	named := a.pinned(a.whole)
	var parts []string
	say := func(words func(*Row) string, rows []*Row) {
		for _, r := range rows {
			if s := words(r); s != "" {
				parts = append(parts, s)
			}
		}
	}
	lead := ""
	switch by := w.Query.Sort; {
	case w.Query.Verdict == query.Crossed:
		return w.crossings(a)
	case w.Query.Verdict == query.Late:
		return w.missed
	case by == query.ByPlaces && len(named) > 0:
		say(w.movedWords, named)
	case by == query.ByPlaces:
		lead = "most places risen: "
		if w.Query.Reverse {
			lead = "most places fallen: "
		}
		say(w.movedWords, a.first())
	case by == query.ByStreak && len(named) > 0:
		say(w.streakWords, named)
	case by == query.ByStreak && w.Verdicts():
		lead = "at or above " + format.Percent(w.Query.Level) + " for longest without a break: "
		say(func(r *Row) string { return nonEmpty(r.Name+" since ", r.Unbroken.Words()) }, a.first())
	case by == query.ByNearest && w.Verdicts():
		lead = "closest to " + format.Percent(w.Query.Level) + ": "
		say(func(r *Row) string { return nonEmpty(r.Name+" ", gapWords(r)) }, a.first())
	case by == query.ByGap:
		say(w.distanceWords, named)
	case by == query.ByMoney && a.Shortfall.USD.OK:
		s := a.Shortfall
		say(func(*Row) string {
			return fmt.Sprintf("%s missing to %s in all, to %s", format.Money("US$", s.USD.Value), format.Percent(w.Query.Level), format.Counted(s.Allies, "ally", "allies"))
		}, []*Row{nil})
		say(w.distanceWords, named)
	}
	if len(parts) == 0 {
		return ""
	}
	return lead + strings.Join(parts, ", ")
}

// first are the first rows that a sentence names.
func (a *Answer) first() []*Row {
	var out []*Row
	for i := range min(said, a.Len()) {
		out = append(out, a.At(i))
	}
	return out
}

// nonEmpty puts words together, unless the second are missing.
func nonEmpty(before, words string) string {
	if words == "" {
		return ""
	}
	return before + words
}

func gapWords(r *Row) string {
	if !r.Gap.OK || !r.Verdict.Counted() {
		return ""
	}
	return format.Signed(r.Gap.Value) + " pp"
}

// movedWords are an ally's places in both years: "Norway from 15th of 28 in 2014 to 8th
// of 31".
func (w *work) movedWords(r *Row) string {
	if !r.Moved().OK {
		return ""
	}
	return fmt.Sprintf("%s from %s in %d to %s", r.Name, r.Before.Words(), w.Base, r.Words())
}

// streakWords say since when an ally meets the level.
func (w *work) streakWords(r *Row) string {
	level := format.Percent(w.Query.Level)
	if since := r.Unbroken.Words(); since != "" {
		return r.Name + " at or above " + level + " without a break since " + since
	}
	if r.Verdict == target.Below {
		return r.Name + " is below " + level
	}
	return ""
}

// distanceWords say how far an ally is from the level, in points and in money.
func (w *work) distanceWords(r *Row) string {
	if !r.Verdict.Counted() {
		return ""
	}
	out := r.Name + " " + format.Standing(r.Verdict, r.Edge, r.Gap.Value, w.Level.In(w.Year))
	var money []string
	if r.GapUSD.OK {
		money = append(money, format.Money("US$", r.GapUSD.Value))
	}
	if r.GapNational.OK && r.Currency != "USD" {
		money = append(money, format.Money(r.Currency, r.GapNational.Value))
	}
	if len(money) > 0 {
		out += " (" + strings.Join(money, ", ") + ")"
	}
	return out
}

// crossings names who has come to the level, and who has fallen below it.
func (w *work) crossings(a *Answer) string {
	if !w.Verdicts() {
		return ""
	}
	if y := w.crossedFrom(); !w.table.HasYear(y) {
		return fmt.Sprintf("who crossed %s since %d is not known, for want of that year", format.Percent(w.Query.Level), y)
	}
	var up, down []string
	for _, r := range a.Rows() {
		if r.Verdict == target.Meets {
			up = append(up, r.Name)
		} else {
			down = append(down, r.Name)
		}
	}
	var unknown []string
	for _, x := range w.ds.Allies().All() {
		if y := w.crossedFrom(); w.counted(x, w.Year) && w.member(x, y) && w.table.At(x.Code, w.Year).Known() && !w.table.At(x.Code, y).Known() {
			unknown = append(unknown, x.Name)
		}
	}
	return w.crossedWords("up to it", up, "fallen below it", down, unknown)
}

// crossedWords names who has come to what was asked about and who has left it, and those
// of whom it cannot be told.
func (w *work) crossedWords(came string, up []string, left string, down, unknown []string) string {
	names := func(list []string) string { return cmp.Or(format.List(list), "none") }
	return fmt.Sprintf("since %d %s: %s; %s: %s", w.crossedFrom(), came, names(up), left, names(down)) +
		nonEmpty(fmt.Sprintf("; no figure of %d to tell for ", w.crossedFrom()), few(unknown))
}
