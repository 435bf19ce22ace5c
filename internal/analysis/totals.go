package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// add counts a member.
func (c *Count) add(a *ally.Ally, v target.Verdict, edge bool) {
	c.Members++
	if a.HasForces() {
		c.WithForces++
	}
	switch v {
	case target.Meets:
		c.Meets++
	case target.Below:
		c.Below++
	case target.NoData:
		c.NoData++
	}
	if edge {
		c.KnifeEdge++
	}
}

// aggregateCodes is a constant table of NATO's sums, in the order they are shown.
var aggregateCodes = [...]ally.Code{ally.EuropeCan, ally.Total, ally.Europe, ally.NorthAm}

// totals are NATO's own sums and the groups asked about.
func (w *work) totals() []Total {
	codes := slices.DeleteFunc(slices.Clone(aggregateCodes[:]), func(c ally.Code) bool { return !w.table.Has(c) })
	var out []Total
	for _, c := range append(codes, w.groupsAsked()...) {
		t := Total{Series: w.series(c), Across: w.across(c, w.Measure)}
		t.Reading = t.At(w.Year)
		t.FromRows, t.Rows = w.fromRows(c)
		out = append(out, t)
	}
	return out
}

// within tells whether an ally goes into one of NATO's sums, or a group's of the year.
func (w *work) within(sum ally.Code, a *ally.Ally) bool {
	if g := w.groupOf(sum); g != nil {
		return g.Has(a.Code, int(w.Year))
	}
	return a.CountsIn(sum)
}

// fromRows computes one of NATO's sums from the rows of the year, and says how many went
// in. Shares are weighted by money at constant prices, which is how NATO makes them;
// amounts and people are added; what cannot be had from the tables is not held.
func (w *work) fromRows(sum ally.Code) (Amount, int) {
	if g := w.groupOf(sum); g != nil {
		f := w.groupFigure(g, w.Year)
		if !f.Known() {
			return Amount{}, 0
		}
		return Amount{Value: f.Exact(), OK: true}, len(w.groupMembers(g, w.Year))
	}
	share, spec := w.Measure == figure.ShareGDP, w.Measure.Spec()
	by, _, not := w.weighting(&ally.Group{})
	values, weights := w.table, cmp.Or(by, w.table)
	if share {
		values = w.money.usdConstant
	}
	if not != "" {
		return Amount{}, 0
	}
	var part, whole float64
	n := 0
	for _, a := range w.ds.Allies().All() {
		f, weight := values.At(a.Code, w.Year), weights.At(a.Code, w.Year)
		switch value := f.Exact(); {
		case !a.CountsIn(sum) || !w.member(a, w.Year) || !weight.Known():
		case share && !a.HasForces(): // NATO's own sums have their GDP in
			whole += weight.Exact()
		case f.Known():
			if !share && !spec.Sums {
				value *= weight.Exact()
			}
			part, whole, n = part+value, whole+weight.Exact(), n+1
		}
	}
	switch {
	case n == 0 || whole <= 0 && !spec.Sums:
		return Amount{}, 0
	case spec.Sums:
		whole = 1
	case share:
		whole *= weights.Millions() / 100
	}
	return Amount{Value: part / whole, OK: true}, n
}

// CountFor is RankingFor where every year is asked about, with the notes on the figures of each.
func CountFor(ds *dataset.Dataset, q query.Query) (*Answer, error) {
	v := q.Verdict
	if v == query.Crossed || v == query.Late {
		return nil, query.Refused(v.String(), "is not counted year by year: rank "+v.String()+" lists them")
	}
	q.Verdict = query.AnyVerdict // nobody is listed, and nobody left out
	a, err := RankingFor(ds, q)
	if err != nil {
		return nil, err
	}
	a.Query.Verdict = v
	years := slices.DeleteFunc(a.years(), func(y figure.Year) bool { return y == a.Year })
	if len(years) > 0 {
		a.Notes = append(a.Notes, append(a.w.splitNotes(a, years), a.w.footnotes(a.codes(a.unfiltered), years...)...)...)
	}
	return a, nil
}

// splitNotes name whose money is Split from the figure NATO judges, and in which of some years.
func (w *work) splitNotes(a *Answer, years []figure.Year) []string {
	say := func(side target.Verdict, by, in string) string {
		names := format.Each(a.unfiltered, func(i int32) string {
			r := a.row(i)
			split := slices.DeleteFunc(slices.Clone(years), func(y figure.Year) bool {
				m := w.gap(r.Ally.Code, y, r.At(y).Figure, w.Query.Level)
				return r.At(y).Verdict != side || !m.Split()
			})
			return format.Whenf(len(split) > 0, "%s (%s)", r.Name, format.YearList(split))
		})
		return format.Whenf(len(names) > 0, "%s %s by the figure NATO judges and %s it in money: %s", by, format.Percent(w.Query.Level), in, strings.Join(names, ", "))
	}
	return format.Said(say(target.Meets, "at or above", "under"), say(target.Below, "under", "above"))
}

// joinedNotes say which changes of NATO's sums among some codes are between years with
// other members, and what they are like for like where the edition's tables give it.
func (w *work) joinedNotes(codes []ally.Code) []string {
	if w.Edition.Source != dataset.NATO {
		return nil
	}
	since, on := w.Base, w.Year-1
	if w.Measure.Spec().Kind == figure.Change {
		since = w.Year // there is none but what the figure itself is
	}
	notes := []string{w.joinedNote(codes, on, fmt.Sprintf("on %d", on))}
	if since != on {
		notes = append(notes, w.joinedNote(codes, since, format.Since(since, w.Year)))
	}
	return format.Said(notes...)
}

// joinedNote is that on the changes from one year, as which they are said.
func (w *work) joinedNote(codes []ally.Code, from figure.Year, when string) string {
	var names, alike []string
	var joined []*ally.Ally
	unit := "%"
	if w.Measure == figure.ShareGDP {
		unit = "pp"
	}
	for _, c := range codes {
		others := w.joined(c, from)
		if !c.Aggregate() || len(others) == 0 || !w.table.At(c, w.Year).Known() || w.Measure.Spec().Kind != figure.Change && !w.table.At(c, from).Known() {
			continue
		}
		names, joined = append(names, w.ds.Allies().Name(c)), others
		if v, ok := w.likeForLike(c, others, from); ok {
			alike = append(alike, format.Signed(v)+" "+unit)
		}
	}
	if len(names) == 0 {
		return ""
	}
	who := format.Each(joined, func(a *ally.Ally) string { return a.Name })
	years := slices.Compact(format.Each(joined, func(a *ally.Ally) string { return strconv.Itoa(a.Since()) })) // in order of joining
	count, since := "count"+format.When(len(names) == 1, "s"), "members since"
	if len(who) == 1 {
		since = "a member since"
	}
	text := fmt.Sprintf("%s %d %s %s, %s %s", format.List(names), max(from, w.Year), count, format.List(who), since, format.List(years))
	return text + format.Whenf(len(alike) == len(names), "; like for like %s %s (the members of %d in both years)",
		strings.Join(alike, " and "), when, max(from, w.Year))
}

// joined are the allies that one of NATO's sums, which are of the members of each year,
// has in one of two years alone, in order of their joining, but for those that the
// edition's own breaks tell of.
func (w *work) joined(sum ally.Code, from figure.Year) []*ally.Ally {
	first, last := int(min(from, w.Year)), int(max(from, w.Year))
	told := w.editionBreaks(sum, w.Measure)
	out := slices.DeleteFunc(slices.Clone(w.ds.Allies().All()), func(a *ally.Ally) bool {
		return !a.CountsIn(sum) || a.MemberIn(first) || !a.MemberIn(last) || slices.Contains(told, a.Since())
	})
	slices.SortStableFunc(out, func(x, y *ally.Ally) int { return cmp.Compare(x.Since(), y.Since()) })
	return out
}

// alike is the change of one of NATO's sums with those that joined in between in both
// years; a share of GDP and a real change are of the money at constant prices. It is not OK
// where the edition does not hold all of that.
func (w *work) likeForLike(sum ally.Code, with []*ally.Ally, from figure.Year) (change figure.Decimal, ok bool) {
	share, gdp, t, places := w.Measure == figure.ShareGDP, w.money.gdpConstant, w.table, uint8(1)
	constant := share || w.Measure == figure.RealChange
	if constant {
		t, places = w.money.usdConstant, 2
	}
	if share && gdp == nil || !constant && !w.Measure.Spec().Sums {
		return figure.Decimal{}, false
	}
	now, then := w.sumWith(t, sum, with, w.Year), w.sumWith(t, sum, with, from)
	v := (now/then - 1) * 100
	if share {
		v = (now/w.sumWith(gdp, sum, with, w.Year) - then/w.sumWith(gdp, sum, with, from)) * 100 / gdp.Millions()
	}
	return figure.Round(v, places), !math.IsNaN(v)
}

// withAll is one of NATO's sums with the rows of some allies, which the sum itself has where
// they are members in the year. It is not a number where one of those is not held, or of a
// member with forces: whether the sum has it in cannot be told.
func (w *work) sumWith(t *dataset.Table, sum ally.Code, with []*ally.Ally, y figure.Year) float64 {
	whole := t.At(sum, y)
	all := whole.Exact()
	for _, a := range w.ds.Allies().All() {
		row, member := t.At(a.Code, y), a.MemberIn(int(y))
		joins := !member && slices.Contains(with, a)
		switch {
		case !row.Known() && (joins || member && a.CountsIn(sum) && a.HasForces()):
			return math.NaN()
		case joins:
			all += row.Exact()
		}
	}
	if !whole.Known() || all <= 0 {
		return math.NaN()
	}
	return all
}

func (w *work) groupBreaks(g *ally.Group) Breaks {
	var out Breaks
	for y := min(w.First, w.Base) + 1; y <= max(w.Last, w.Base); y++ {
		if !slices.Equal(w.groupMembers(g, y-1), w.groupMembers(g, y)) {
			out = append(out, int(y))
		}
	}
	return out
}

// groupMembers are those of a group that are counted in a year: members then, with forces.
func (w *work) groupMembers(g *ally.Group, y figure.Year) []ally.Code {
	return format.Each(w.ds.Allies().All(), func(a *ally.Ally) ally.Code {
		return ally.Code(format.When(g.Has(a.Code, int(y)) && w.member(a, y) && a.HasForces(), string(a.Code)))
	})
}

// groupName is such as "Nordic (4 with forces)", "Baltic (3)": those counted in the year.
func (w *work) groupName(g *ally.Group) string {
	without := slices.ContainsFunc(w.ds.Allies().All(), func(a *ally.Ally) bool { return g.Has(a.Code, int(w.Year)) && !a.HasForces() })
	by := map[string]string{ally.Mean: " simple mean", ally.Median: " median"}[g.By]
	return fmt.Sprintf("%s%s (%d%s)", strings.TrimSuffix(g.Title, " allies"), by, len(w.groupMembers(g, w.Year)), format.When(without, " with forces"))
}

// groupFigure is what a group's members have together in a year: a sum, or a mean by what
// weighing says, rounded once to the measure's decimals. Not known where a member has no figure.
func (w *work) groupFigure(g *ally.Group, y figure.Year) figure.Figure {
	out := figure.Figure{Status: figure.Actual}
	var part, whole float64
	var printed []figure.Decimal
	members := w.groupMembers(g, y)
	by, _, not := w.weighting(g)
	for _, c := range members {
		f, weight := w.table.At(c, y), by.At(c, y)
		if not != "" || !f.Known() || by != nil && !weight.Known() {
			return figure.Figure{}
		}
		value, weighs := f.Exact(), 1.0
		if w.Measure == figure.ShareGDP && g.By == "" {
			value = w.money.share(c, y, f)
		}
		if by != nil {
			weighs = weight.Exact()
		}
		part, whole = part+value*weighs, whole+weighs
		printed = append(printed, f.Printed)
		out.Status = max(out.Status, f.Status)
	}
	switch {
	case len(members) == 0 || whole <= 0:
		return figure.Figure{}
	case g.By == ally.Median:
		out.Printed = middle(printed)
		return out
	case g.By == "" && w.Measure.Spec().Sums:
		whole = 1
	}
	out.Printed = figure.Round(part/whole, w.Measure.Spec().Places)
	return out
}

// weighing is what the members of a group are weighed by, as NATO makes its own sums, or
// nil where each counts alike, and how that is said; or why they have no figure together.
func (w *work) weighting(g *ally.Group) (by *dataset.Table, words, not string) {
	share, spec := w.Measure == figure.ShareGDP, w.Measure.Spec()
	switch {
	case g.By != "" && !spec.Comparable:
		return nil, "", "national currencies are not compared"
	case g.By == ally.Mean:
		return nil, "the mean of its members' figures, each counting alike", ""
	case g.By == ally.Median:
		return nil, "the median of its members' figures", ""
	case spec.Sums:
		return nil, "a sum", ""
	case share && w.money.gdpConstant == nil, !share && w.money.usd == nil:
		return nil, "", w.Edition.Name() + " holds nothing to weigh its members by"
	case share:
		return w.money.gdpConstant, "weighted by the edition's GDP at constant prices", ""
	case spec.Kind == figure.Percent:
		return w.money.usd, "weighted by expenditure in US$ at current prices", ""
	default:
		return nil, "", format.Lower(spec.Title) + " cannot be added up"
	}
}

// otherMembers are such as "other members from 2023 (Finland) and 2024 (without Sweden)".
func (w *work) otherMembers(g *ally.Group, years Breaks) string {
	parts := format.Each(years, func(y int) string {
		before, now := w.groupMembers(g, figure.Year(y-1)), w.groupMembers(g, figure.Year(y))
		beside := func(others []ally.Code, words string) func(ally.Code) string {
			return func(c ally.Code) string { return format.When(!slices.Contains(others, c), words+w.ds.Allies().Name(c)) }
		}
		who := append(format.Each(now, beside(before, "")), format.Each(before, beside(now, "without "))...)
		return fmt.Sprintf("%d (%s)", y, strings.Join(who, ", "))
	})
	return format.After("other members from ", format.List(parts))
}

// groupOf is the group that a code stands for, or nil.
func (w *work) groupOf(c ally.Code) *ally.Group {
	g, _ := w.ds.Allies().Group(c.GroupID())
	return g
}

// groupsAsked are the groups asked about as one, that whose allies are listed the first.
func (w *work) groupsAsked() []ally.Code {
	var out []ally.Code
	if w.group != nil {
		out = append(out, w.group.Code())
	}
	return append(out, format.Each(w.Query.Sums.Codes(), func(c ally.Code) ally.Code {
		return ally.Code(format.When(w.groupOf(c) != nil && w.groupOf(c) != w.group, string(c)))
	})...)
}

// in is the same question of another measure, whose table is nil where the edition lacks it.
func (w *work) forMeasure(m figure.Measure) *work {
	other := *w
	other.Measure = m
	other.table, _ = w.Edition.Table(m)
	return &other
}

// holds tells whether there is a table, with a row.
func (w *work) holds(c ally.Code) bool { return w.table != nil && w.table.Has(c) }

// line are the figures of an ally, of one of NATO's sums or of a group in all years of the table.
func (w *work) line(c ally.Code) dataset.Line {
	g := w.groupOf(c)
	if g == nil || w.table == nil {
		return w.table.Line(c)
	}
	figures := make([]figure.Figure, int(w.table.Last-w.table.First)+1)
	for i := range figures {
		figures[i] = w.groupFigure(g, w.table.First+figure.Year(i))
	}
	return dataset.LineOf(w.table.First, figures)
}

// Total is the sum of a code, or nil.
func (a *Answer) Total(c ally.Code) *Total {
	if i := slices.IndexFunc(a.Totals, func(t Total) bool { return t.Code == c }); i >= 0 {
		return &a.Totals[i]
	}
	return nil
}

// Named are the sums that the question names, in its order.
func (a *Answer) Named() []*Total { return format.Each(a.Query.Sums.Codes(), a.Total) }

// sumWords are the sums named as a sentence says them last: "; Nordic (4 with forces) 3.18e".
func (a *Answer) sumWords() string {
	return format.After("; ", strings.Join(format.Each(a.Named(), func(t *Total) string { return t.Name + " " + format.Figure(t.Figure) }), ", "))
}

// groupNotes say how groups are computed, or why they have no figure.
func (w *work) groupNotes() []string {
	return format.Each(w.groupsAsked(), func(c ally.Code) string {
		g := w.groupOf(c)
		_, by, not := w.weighting(g)
		if not != "" {
			return w.groupName(g) + ": n/a, since " + not
		}
		return w.groupName(g) + ": computed by allyscope, " + by + format.After("; ", w.otherMembers(g, w.groupBreaks(g)))
	})
}
