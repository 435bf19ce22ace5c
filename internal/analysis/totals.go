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

// add counts one member.
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

// aggregateCodes is a constant table of NATO's totals, in the order in which they are displayed.
var aggregateCodes = [...]ally.Code{ally.EuropeCan, ally.Total, ally.Europe, ally.NorthAm}

// totals returns NATO's own totals, then the groups that the query asks for.
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

// within reports whether an ally belongs to one of NATO's totals, or to a group in the year.
func (w *work) within(sum ally.Code, a *ally.Ally) bool {
	if g := w.groupOf(sum); g != nil {
		return g.Has(a.Code, int(w.Year))
	}
	return a.CountsIn(sum)
}

// fromRows computes one of NATO's totals from the allies' rows of the year, and returns the
// number of rows used. Shares are weighted as NATO weights them, shares of GDP by GDP at
// constant prices; amounts and people are added up. OK is false if the tables do not allow it.
func (w *work) fromRows(sum ally.Code) (Amount, int) {
	if g := w.groupOf(sum); g != nil {
		f := w.groupFigure(g, w.Year)
		if !f.Known() {
			return Amount{}, 0
		}
		return Amount{Value: f.Exact(), OK: true}, len(w.groupMembers(g, w.Year))
	}
	share, spec := w.Measure == figure.ShareGDP, w.Measure.Spec()
	table, _, refusal := w.weighting(&ally.Group{})
	values, weights := w.table, cmp.Or(table, w.table)
	if share {
		values = w.money.usdConstant
	}
	if refusal != "" {
		return Amount{}, 0
	}
	var part, whole float64
	n := 0
	for _, a := range w.ds.Allies().All() {
		f, weight := values.At(a.Code, w.Year), weights.At(a.Code, w.Year)
		switch value := f.Exact(); {
		case !a.CountsIn(sum) || !w.member(a, w.Year) || !weight.Known():
		case share && !a.HasForces(): // NATO's own totals include its GDP
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

// CountFor is RankingFor for a count of every year, with the notes on the figures of all years.
func CountFor(ds *dataset.Dataset, q query.Query) (*Answer, error) {
	v := q.Verdict
	if v == query.Crossed || v == query.Late {
		return nil, query.Refused(v.String(), "is not counted year by year: rank "+v.String()+" lists them")
	}
	q.Verdict = query.AnyVerdict // the count covers all allies
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

// splitNotes names the allies whose gap in money is Split from the judged figure, with the years.
func (w *work) splitNotes(a *Answer, years []figure.Year) []string {
	say := func(side target.Verdict, byFigure, inMoney string) string {
		names := format.Each(a.unfiltered, func(i int32) string {
			r := a.row(i)
			split := slices.DeleteFunc(slices.Clone(years), func(y figure.Year) bool {
				m := w.gap(r.Ally.Code, y, r.At(y).Figure, w.Query.Level)
				return r.At(y).Verdict != side || !m.Split()
			})
			return format.Whenf(len(split) > 0, "%s (%s)", r.Name, format.YearList(split))
		})
		return format.Whenf(len(names) > 0, "%s %s by the figure NATO judges and %s it in money: %s",
			byFigure, format.Percent(w.Query.Level), inMoney, strings.Join(names, ", "))
	}
	return format.Said(say(target.Meets, "at or above", "under"), say(target.Below, "under", "above"))
}

// joinedNotes states which changes of NATO's totals among the codes compare years with different
// members, and the like-for-like change if the edition's tables allow computing it.
func (w *work) joinedNotes(codes []ally.Code) []string {
	if w.Edition.Source != dataset.NATO {
		return nil
	}
	since, on := w.Base, w.Year-1
	if w.Measure.Spec().Kind == figure.Change {
		since = w.Year // the figure is itself the change
	}
	notes := []string{w.joinedNote(codes, on, fmt.Sprintf("on %d", on))}
	if since != on {
		notes = append(notes, w.joinedNote(codes, since, format.Since(since, w.Year)))
	}
	return format.Said(notes...)
}

// joinedNote is the note on the changes since year from, which the text calls when.
func (w *work) joinedNote(codes []ally.Code, from figure.Year, when string) string {
	var names, likeForLike []string
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
			likeForLike = append(likeForLike, format.Signed(v)+" "+unit)
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
	return text + format.Whenf(len(likeForLike) == len(names), "; like for like %s %s (the members of %d in both years)",
		strings.Join(likeForLike, " and "), when, max(from, w.Year))
}

// joined returns the allies that one of NATO's totals includes in only one of two years, because
// they joined in between, in order of joining. Those for which the edition itself states a break
// are left out.
func (w *work) joined(sum ally.Code, from figure.Year) []*ally.Ally {
	first, last := int(min(from, w.Year)), int(max(from, w.Year))
	stated := w.editionBreaks(sum, w.Measure)
	out := slices.DeleteFunc(slices.Clone(w.ds.Allies().All()), func(a *ally.Ally) bool {
		return !a.CountsIn(sum) || a.MemberIn(first) || !a.MemberIn(last) || slices.Contains(stated, a.Since())
	})
	slices.SortStableFunc(out, func(x, y *ally.Ally) int { return cmp.Compare(x.Since(), y.Since()) })
	return out
}

// likeForLike returns the change of one of NATO's totals if the allies that joined in between
// were included in both years. Shares of GDP and real changes are computed from money at
// constant prices. It returns false if the edition lacks a figure for that.
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

// sumWith returns one of NATO's totals plus the rows of those allies in with that were not yet
// members in the year. It returns NaN if one of these rows has no figure, or that of a member
// with forces, since it is then unknown whether the total includes that member.
func (w *work) sumWith(t *dataset.Table, sum ally.Code, with []*ally.Ally, y figure.Year) float64 {
	total := t.At(sum, y)
	out := total.Exact()
	for _, a := range w.ds.Allies().All() {
		row, member := t.At(a.Code, y), a.MemberIn(int(y))
		joins := !member && slices.Contains(with, a)
		switch {
		case !row.Known() && (joins || member && a.CountsIn(sum) && a.HasForces()):
			return math.NaN()
		case joins:
			out += row.Exact()
		}
	}
	if !total.Known() || out <= 0 {
		return math.NaN()
	}
	return out
}

// groupBreaks returns the years in which the counted members of a group changed.
func (w *work) groupBreaks(g *ally.Group) Breaks {
	var out Breaks
	for y := min(w.First, w.Base) + 1; y <= max(w.Last, w.Base); y++ {
		if !slices.Equal(w.groupMembers(g, y-1), w.groupMembers(g, y)) {
			out = append(out, int(y))
		}
	}
	return out
}

// groupMembers returns the allies that count in a group in a year: members with forces.
func (w *work) groupMembers(g *ally.Group, y figure.Year) []ally.Code {
	return format.Each(w.ds.Allies().All(), func(a *ally.Ally) ally.Code {
		return ally.Code(format.When(g.Has(a.Code, int(y)) && w.member(a, y) && a.HasForces(), string(a.Code)))
	})
}

// groupName names a group with the number of allies counted in the query's year, such as
// "Baltic (3)", or "Nordic (4 with forces)" if it has members without forces.
func (w *work) groupName(g *ally.Group) string {
	without := slices.ContainsFunc(w.ds.Allies().All(), func(a *ally.Ally) bool { return g.Has(a.Code, int(w.Year)) && !a.HasForces() })
	by := map[string]string{ally.Mean: " simple mean", ally.Median: " median"}[g.By]
	return fmt.Sprintf("%s%s (%d%s)", strings.TrimSuffix(g.Title, " allies"), by, len(w.groupMembers(g, w.Year)), format.When(without, " with forces"))
}

// groupFigure computes a group's figure in a year: a sum, a mean or a median as weighting says,
// rounded once to the measure's decimals. It is unknown if any member lacks a figure.
func (w *work) groupFigure(g *ally.Group, y figure.Year) figure.Figure {
	out := figure.Figure{Status: figure.Actual}
	var part, whole float64
	var printed []figure.Decimal
	members := w.groupMembers(g, y)
	weights, _, refusal := w.weighting(g)
	for _, c := range members {
		f, printedWeight := w.table.At(c, y), weights.At(c, y)
		if refusal != "" || !f.Known() || weights != nil && !printedWeight.Known() {
			return figure.Figure{}
		}
		value, weight := f.Exact(), 1.0
		if w.Measure == figure.ShareGDP && g.By == "" {
			value = w.money.share(c, y, f)
		}
		if weights != nil {
			weight = printedWeight.Exact()
		}
		part, whole = part+value*weight, whole+weight
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

// weighting returns the table that weights the members of a group, as NATO weights its own
// totals, or nil if all count alike, with a description of the method. If the group can have no
// figure, refusal says why.
func (w *work) weighting(g *ally.Group) (weights *dataset.Table, method, refusal string) {
	share, spec := w.Measure == figure.ShareGDP, w.Measure.Spec()
	switch {
	case g.By != "" && !spec.Comparable:
		return nil, "", "national currencies are not compared"
	case g.By == ally.Mean:
		return nil, "the mean of its members' figures, each weighted equally", ""
	case g.By == ally.Median:
		return nil, "the median of its members' figures", ""
	case spec.Sums:
		return nil, "a sum", ""
	case share && w.money.gdpConstant == nil, !share && w.money.usd == nil:
		return nil, "", w.Edition.Name() + " has no table to weight its members by"
	case share:
		return w.money.gdpConstant, "weighted by the edition's GDP at constant prices", ""
	case spec.Kind == figure.Percent:
		return w.money.usd, "weighted by expenditure in US$ at current prices", ""
	default:
		return nil, "", format.Lower(spec.Title) + " cannot be added up"
	}
}

// otherMembers returns "membership changed in 2023 (Finland) and 2024 (without Sweden)", or "".
func (w *work) otherMembers(g *ally.Group, years Breaks) string {
	parts := format.Each(years, func(y int) string {
		before, now := w.groupMembers(g, figure.Year(y-1)), w.groupMembers(g, figure.Year(y))
		notIn := func(others []ally.Code, prefix string) func(ally.Code) string {
			return func(c ally.Code) string {
				return format.When(!slices.Contains(others, c), prefix+w.ds.Allies().Name(c))
			}
		}
		who := append(format.Each(now, notIn(before, "")), format.Each(before, notIn(now, "without "))...)
		return fmt.Sprintf("%d (%s)", y, strings.Join(who, ", "))
	})
	return format.After("membership changed in ", format.List(parts))
}

// groupOf returns the group that a code stands for, or nil.
func (w *work) groupOf(c ally.Code) *ally.Group {
	g, _ := w.ds.Allies().Group(c.GroupID())
	return g
}

// groupsAsked returns the groups whose figures the query asks for, first the one that is listed.
func (w *work) groupsAsked() []ally.Code {
	var out []ally.Code
	if w.group != nil {
		out = append(out, w.group.Code())
	}
	return append(out, format.Each(w.Query.Sums.Codes(), func(c ally.Code) ally.Code {
		return ally.Code(format.When(w.groupOf(c) != nil && w.groupOf(c) != w.group, string(c)))
	})...)
}

// forMeasure returns the same work for another measure. Its table is nil if the edition lacks it.
func (w *work) forMeasure(m figure.Measure) *work {
	other := *w
	other.Measure = m
	other.table, _ = w.Edition.Table(m)
	return &other
}

// line returns the figures of an ally, a total or a group in all years of the table.
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

// Total returns the total or group with a code, or nil.
func (a *Answer) Total(c ally.Code) *Total {
	if i := slices.IndexFunc(a.Totals, func(t Total) bool { return t.Code == c }); i >= 0 {
		return &a.Totals[i]
	}
	return nil
}

// Named returns the totals and groups that the query names, in its order.
func (a *Answer) Named() []*Total { return format.Each(a.Query.Sums.Codes(), a.Total) }

// sumWords returns the named totals for the end of a sentence: "; Nordic (4 with forces) 3.18e".
func (a *Answer) sumWords() string {
	return format.After("; ", strings.Join(format.Each(a.Named(), func(t *Total) string { return t.Name + " " + format.Figure(t.Figure) }), ", "))
}

// groupNotes states how the figures of groups are computed, or why there are none.
func (w *work) groupNotes() []string {
	return format.Each(w.groupsAsked(), func(c ally.Code) string {
		g := w.groupOf(c)
		_, method, refusal := w.weighting(g)
		if refusal != "" {
			return w.groupName(g) + ": n/a, since " + refusal
		}
		return w.groupName(g) + ": computed by allyscope, " + method + format.After("; ", w.otherMembers(g, w.groupBreaks(g)))
	})
}
