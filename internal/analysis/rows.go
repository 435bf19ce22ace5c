package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// shows reports whether the query's group, pins and filter leave an ally in the list.
func (w *work) shows(a *ally.Ally) bool {
	q := &w.Query
	return w.counted(a, w.Year) &&
		(!q.Only || q.Pins == "" || q.Pins.Index(a.Code) >= 0) &&
		(q.Filter == "" || matchesFilter(a, q.Filter)) &&
		// Iceland is listed, although NATO's tables of expenditure leave it out.
		(q.Members != query.Everyone || q.Source != query.NATO || w.table.Has(a.Code) || !a.HasForces())
}

// matchesFilter reports whether the displayed name or code contains the filter, or another name
// begins with it. Blanks, dots and hyphens do not matter, since a typed filter has no blanks.
func matchesFilter(a *ally.Ally, filter string) bool {
	letters := func(s string) string {
		return strings.ToLower(ally.Plain(strings.NewReplacer(" ", "", ".", "", "-", "", "_", "").Replace(s)))
	}
	wanted := letters(filter)
	return strings.Contains(letters(a.Name), wanted) || strings.Contains(letters(string(a.Code)), wanted) ||
		slices.ContainsFunc(a.Names(), func(name string) bool { return strings.HasPrefix(letters(name), wanted) })
}

// sortKey holds what decides whether an ally is listed, and where.
type sortKey struct {
	ally          *ally.Ally
	verdict       target.Verdict
	edge          bool
	crossed, late bool // query.Crossed and query.Late apply
	value         float64
	ranked        bool // there is a value to order by
}

func (k *sortKey) satisfies(asked query.Verdict) bool {
	return [...]bool{
		query.AnyVerdict: true, query.Met: k.verdict == target.Meets, query.Below: k.verdict == target.Below,
		query.Edge: k.edge, query.Crossed: k.crossed, query.Late: k.late,
	}[asked]
}

// findLate computes the paths that show which allies miss the deadline, if the query asks for those.
func (w *work) findLate() (err error) {
	if w.Query.Verdict != query.Late {
		return nil
	}
	q := w.Query.Whole()
	if !w.Judged { // lateness is then judged by the share of GDP
		q.Measure = figure.ShareGDP
	}
	if w.latePath, err = PathFor(w.ds, q); err == nil {
		w.due = w.latePath.Deadline
	}
	return err
}

// maxListed is the number of allies up to which a sentence names all of a shortened list.
const maxListed = 8

// listedNames names the listed allies if a verdict, filter or limit leaves only a few.
func (w *work) listedNames(a *Answer) string {
	q := &w.Query
	if v := q.Verdict; v == query.Crossed || v == query.AnyVerdict && q.Limit == 0 && q.Filter == "" || a.Len() > maxListed {
		return ""
	}
	return format.After("; listed: ", format.List(format.Each(a.order, func(i int32) string { return a.ally(i).Name })))
}

// verdictWords describes the allies that the query's verdict picks.
func (w *work) verdictWords() string {
	l := w.Level.In(w.Year)
	level := " " + format.Percent(l.Value)
	return [...]string{
		query.Met:     "that " + format.Verb(l, 0, false) + level,
		query.Below:   "that are " + format.Below(l) + level,
		query.Edge:    "that are on the edge of" + level,
		query.Crossed: fmt.Sprintf("that were on the other side of%s in %d", level, w.crossedFrom()),
		query.Late:    fmt.Sprintf("that miss%s by %d at their present pace", level, w.due),
	}[w.Query.Verdict]
}

// listingNotes states which allies a verdict (in words: which), filter or limit leaves in the list.
func (w *work) listingNotes(which func() string, listed, total int) []string {
	y, verdict := w.crossedFrom(), w.Query.Verdict
	if verdict == query.AnyVerdict && w.Query.Filter == "" && listed == total {
		return nil
	}
	unknown := verdict == query.Crossed && !w.table.HasYear(y)
	return format.Said(
		format.Whenf(unknown, "no ally is listed: %s has no %d, so who has crossed since is not known", w.Edition.Name(), y),
		format.When(!unknown && verdict != query.AnyVerdict, "only allies "+which()+" are listed"),
		format.Whenf(w.Query.Filter != "", "only allies whose name or code contains %q are listed", w.Query.Filter),
		format.When(listed < total, "only the first "+format.Of(listed, total)+" are listed"))
}

// listed returns the Index of the allies listed, in order, and their number without the limit.
func (l *roll) listed(w *work) (rows []int32, total int) {
	by := w.Query.Sort
	if !w.Measure.Spec().Comparable && by == query.ByValue {
		by = query.ByName
	}
	if by != query.ByValue || w.Query.Reverse {
		return inOrder(w, l.now.order, by, func(i *int32) sortKey { return l.sortKey(*i, by) })
	}
	out := make([]int32, 0, len(l.now.order))
	for _, i := range l.now.order {
		if w.shows(l.ally(i)) && l.picks(w.Query.Verdict, i) {
			out = append(out, i)
		}
	}
	return limit(w, out)
}

// limit returns the first rows, as many as the query asks for, and the number of all rows.
func limit[T any](w *work, rows []T) (first []T, total int) {
	return rows[:min(cmp.Or(w.Query.Limit, len(rows)), len(rows))], len(rows)
}

// inOrder returns the rows that the query lists, in its order and up to its limit, and their number
// without the limit. Rows without a value come last, except in the order of names.
func inOrder[T any](w *work, all []T, by query.Sort, keyOf func(*T) sortKey) (rows []T, total int) {
	type keyed struct {
		sortKey
		last int // 0 if there is a value, else the order of the rows without one
		row  *T
	}
	shown := make([]keyed, 0, len(all))
	for i := range all {
		k := keyed{keyOf(&all[i]), 0, &all[i]}
		if !k.ranked {
			k.value, k.last = 0, 1+missingOrder(k.verdict)
		}
		if w.shows(k.ally) && k.satisfies(w.Query.Verdict) {
			shown = append(shown, k)
		}
	}
	direction := 1
	if w.Query.Reverse {
		direction = -1
	}
	slices.SortFunc(shown, func(a, b keyed) int {
		names := strings.Compare(a.ally.Name, b.ally.Name)
		if by == query.ByName {
			return direction * names
		}
		return cmp.Or(a.last-b.last, direction*cmp.Compare(b.value, a.value), names)
	})
	rows = make([]T, len(shown))
	for i := range shown {
		rows[i] = *shown[i].row
	}
	return limit(w, rows)
}

// missingOrder orders the rows without a place: first no figure, then not a member, then no forces.
func missingOrder(v target.Verdict) int {
	return [...]int{target.NotMember: 1, target.NoForces: 2, target.NotMeasurable: 0}[v]
}

func (l *roll) sortKey(i int32, by query.Sort) sortKey {
	r := l.bareRow(i)
	k := sortKey{
		ally: r.Ally, verdict: r.Verdict, edge: r.Edge, value: r.Printed.Float(), ranked: l.w.ranks(r.Ally, r.Figure, l.w.Year),
		late: l.w.latePath != nil && l.w.latePath.all[i].Late(),
	}
	y := l.w.crossedFrom()
	then, _ := l.w.judge(r.Ally, l.w.table.At(r.Code, y), y, l.w.Query.Level, l.w.Verdicts())
	k.crossed = r.Verdict.Counted() && then.Counted() && r.Verdict != then
	k.orderByReading(by, &r.Reading)
	switch by {
	case query.ByMoney:
		k.orderBy(r.GapUSD.Value, r.GapUSD.OK)
	case query.ByPlaces:
		k.orderBy(r.Moved().Value, r.Moved().OK)
	case query.ByStreak:
		k.orderBy(-float64(r.Unbroken.Since), r.Unbroken.Since != 0)
	}
	return k
}

// orderBy replaces the figure with another value to order by; ok is false if there is none.
func (k *sortKey) orderBy(value float64, ok bool) { k.value, k.ranked = value, k.ranked && ok }

func (k *sortKey) orderByReading(by query.Sort, r *Reading) {
	switch by {
	case query.ByGap:
		k.orderBy(r.Gap.Value.Float(), r.Gap.OK)
	case query.ByChange:
		k.orderBy(r.Change.Value.Float(), r.Change.OK)
	case query.BySince:
		k.orderBy(r.Since.Value.Float(), r.Since.OK)
	case query.ByNearest:
		k.orderBy(-math.Abs(r.Gap.Value.Float()), r.Gap.OK && r.Verdict.Counted())
	}
}

// Unbroken is the time since when an ally has met a level without interruption.
type Unbroken struct {
	Since  figure.Year // 0 if the level is not met in the query's year
	Open   bool        // the edition has no figure for the year before Since
	Joined bool        // the ally was not a member in the year before Since
}

// Words returns "2024", "2014 or before" or "2023, when it joined", or "" if Since is 0.
func (s Unbroken) Words() string {
	words := format.Year(s.Since, false) + format.When(s.Joined, ", when it joined") + format.When(s.Open, " or before")
	return format.When(s.Since != 0, words)
}

// unbroken goes back from the query's year while the level is met, even to before it was agreed.
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

// crossedFrom returns the year that crossings start from: the first of a range, else the previous.
func (w *work) crossedFrom() figure.Year {
	if w.Query.From != 0 && w.Query.From != w.Year {
		return w.Query.From
	}
	return w.Year - 1
}

// Moved returns how many places the ally has risen since the base year, negative if it fell. OK
// is false if it lacks a place in either year.
func (r *Row) Moved() Amount {
	return Amount{Value: float64(r.Before.Rank - r.Rank), OK: r.Before.Rank > 0 && r.Rank > 0}
}

// ordered states what the query's order or verdict shows, if the columns do not show it.
func (w *work) ordered(a *Answer) string {
	named, level := a.pinned(a.unfiltered), format.Percent(w.Query.Level)
	say := func(words func(*Row) string, rows []*Row) string { return strings.Join(format.Each(rows, words), ", ") }
	switch by := w.Query.Sort; {
	case w.Query.Verdict == query.Crossed:
		return w.crossings(a)
	case w.Query.Verdict == query.Late:
		return w.latePath.missed(fmt.Sprintf("%s by %d", format.Percent(w.latePath.Level.Value), w.due), nil)
	case by == query.ByPlaces && len(named) > 0:
		return say(w.movedWords, named)
	case by == query.ByPlaces:
		way, up := "risen", 1.0
		if w.Query.Reverse {
			way, up = "fallen", -1
		}
		moved := slices.DeleteFunc(a.firstRows(), func(r *Row) bool { return r.Moved().Value*up <= 0 })
		return format.After(format.Moving("most places "+way, w.Base, w.Year)+": ", say(w.movedWords, moved))
	case by == query.ByStreak && len(named) > 0:
		return say(w.streakWords, named)
	case by == query.ByStreak && w.Verdicts():
		return format.After("at or above "+level+" for longest without a break: ",
			say(func(r *Row) string { return format.After(r.Name+" since ", r.Unbroken.Words()) }, a.firstRows()))
	case by == query.ByNearest && w.Verdicts():
		return format.After("closest to "+level+": ", say(func(r *Row) string {
			return format.Whenf(r.Gap.OK && r.Verdict.Counted(), "%s %s pp", r.Name, format.Signed(r.Gap.Value))
		}, a.firstRows()))
	case by == query.ByGap:
		return say(w.distanceWords, named)
	case by == query.ByMoney && a.Shortfall.USD.OK:
		s := &a.Shortfall
		return format.Join(", ", fmt.Sprintf("%s missing to %s in all, for %s", format.Money("US$", s.USD.Value), level, format.Counted(s.Allies, "ally", "allies")),
			say(w.distanceWords, named))
	default:
		return ""
	}
}

// firstRows returns the rows that a sentence names.
func (a *Answer) firstRows() []*Row {
	return a.pickedRows(min(maxClauses, cmp.Or(a.Query.Limit, maxClauses)))
}

// pickedRows returns the first rows that the verdict picks, at most limit, listed or not.
func (a *Answer) pickedRows(limit int) []*Row {
	var out []*Row
	for _, i := range a.unfiltered {
		if len(out) < limit && a.picks(a.Query.Verdict, i) {
			out = append(out, a.row(i))
		}
	}
	return out
}

// picks reports whether a verdict picks an ally. AnyVerdict picks all without making a row.
func (l *roll) picks(v query.Verdict, i int32) bool {
	if v == query.AnyVerdict {
		return true
	}
	k := l.sortKey(i, query.ByValue)
	return k.satisfies(v)
}

// movedWords returns words such as "Norway from 15th of 28 in 2014 to 8th of 31".
func (w *work) movedWords(r *Row) string {
	if w.Base > w.Year {
		return format.Whenf(r.Moved().OK, "%s %s (in %d %s)", r.Name, r.Words(), w.Base, r.Before.Words())
	}
	return format.Whenf(r.Moved().OK, "%s from %s in %d to %s", r.Name, r.Before.Words(), w.Base, r.Words())
}

func (w *work) streakWords(r *Row) string {
	level := format.Percent(w.Query.Level)
	if since := r.Unbroken.Words(); since != "" {
		return r.Name + " at or above " + level + " without a break since " + since
	}
	return format.When(r.Verdict == target.Below, r.Name+" is below "+level)
}

func (w *work) distanceWords(r *Row) string {
	if !r.Verdict.Counted() {
		return ""
	}
	out := r.Name + " " + format.Standing(r.Verdict, r.Edge, r.Gap.Value, w.Level.In(w.Year))
	if r.Split() {
		amount, how := r.Other(w.Query.Level)
		return out + ", in money " + amount + " " + how
	}
	money := format.Join(", ", format.When(r.GapUSD.OK, format.Money("US$", r.GapUSD.Value)),
		format.When(r.GapNational.OK && r.Currency != "USD", format.Money(r.Currency, r.GapNational.Value)))
	return out + format.When(money != "", " ("+money+")")
}

func (w *work) crossings(a *Answer) string {
	if !w.Verdicts() {
		return ""
	}
	y := w.crossedFrom()
	if !w.table.HasYear(y) {
		return fmt.Sprintf("who crossed %s since %d is not known, as that year is not held", format.Percent(w.Query.Level), y)
	}
	names := func(v target.Verdict) []string {
		return format.Each(a.pickedRows(len(a.unfiltered)), func(r *Row) string { return format.When(r.Verdict == v, r.Name) })
	}
	unknown := format.Each(w.ds.Allies().All(), func(x *ally.Ally) string {
		return format.When(w.counted(x, w.Year) && w.member(x, y) && w.table.At(x.Code, w.Year).Known() && !w.table.At(x.Code, y).Known(), x.Name)
	})
	level := format.Percent(w.Query.Level)
	return w.crossedWords("up to "+level, names(target.Meets), "fallen below it", names(target.Below), unknown)
}

// crossedWords names the allies that crossed upwards, described by came, those that crossed
// downwards, described by left, and those without a figure to compare with.
func (w *work) crossedWords(came string, up []string, left string, down, unknown []string) string {
	names := func(list []string) string { return cmp.Or(format.List(list), "none") }
	y := w.crossedFrom()
	came, left = format.Moving(came, y, w.Year), format.Moving(left, y, w.Year)
	return fmt.Sprintf("%s %s: %s; %s: %s", came, format.Since(y, w.Year), names(up), left, names(down)) +
		format.After(fmt.Sprintf("; no %d figure to compare with for ", y), namesOrCount(unknown))
}
