package analysis

import (
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// groupLine are the figures of a group as a whole, computed here: NATO prints none.
func (w *work) groupLine(g *ally.Group) dataset.Line {
	figures := make([]figure.Figure, int(w.table.Last-w.table.First)+1)
	for i := range figures {
		figures[i] = w.groupFigure(g, w.table.First+figure.Year(i))
	}
	return dataset.LineOf(w.table.First, figures)
}

// groupBreaks are the years with other members than the year before.
func (w *work) groupBreaks(g *ally.Group) Breaks {
	var out Breaks
	for y := min(w.First, w.Base) + 1; y <= max(w.Last, w.Base); y++ {
		if !slices.Equal(w.groupMembers(g, y-1), w.groupMembers(g, y)) {
			out = append(out, int(y))
		}
	}
	return out
}

// groupMembers are the allies of a group that are counted in a year: members of the
// alliance then, with forces.
func (w *work) groupMembers(g *ally.Group, y figure.Year) []ally.Code {
	return format.Each(w.ds.Allies().All(), func(a *ally.Ally) ally.Code {
		return ally.Code(format.When(g.Has(a.Code, int(y)) && w.member(a, y) && a.HasForces(), string(a.Code)))
	})
}

// groupName is a group with how many are counted in the year: "Nordic (4 with
// forces)", "Baltic (3)".
func (w *work) groupName(g *ally.Group) string {
	without := slices.ContainsFunc(w.ds.Allies().All(), func(a *ally.Ally) bool { return g.Has(a.Code, int(w.Year)) && !a.HasForces() })
	by := map[string]string{ally.Mean: " simple mean", ally.Median: " median"}[g.By]
	return fmt.Sprintf("%s%s (%d%s)", strings.TrimSuffix(g.Title, " allies"), by, len(w.groupMembers(g, w.Year)), format.When(without, " with forces"))
}

// groupFigure is what a group's members have together in a year: of a share of GDP
// the mean weighted by the edition's own GDP at constant prices, as NATO makes its
// sums; of a part of expenditure that weighted by expenditure; of amounts and people
// the sum; rounded once to the measure's decimals. By another mean the members count
// alike, in any measure that compares. Not known where a member has no
// figure, where the edition holds nothing to weigh by, and of any other measure.
func (w *work) groupFigure(g *ally.Group, y figure.Year) figure.Figure {
	out := figure.Figure{Status: figure.Actual}
	var part, whole float64
	var printed []figure.Decimal
	members := w.groupMembers(g, y)
	by, _, not := w.weighing(g)
	for _, c := range members {
		f, weight := w.table.At(c, y), by.At(c, y)
		if not != "" || !f.Known() || by != nil && !weight.Known() {
			return figure.Figure{}
		}
		value := f.Exact()
		if w.Measure == figure.ShareGDP && g.By == "" {
			value = w.money.share(c, y, f)
		}
		weighs := 1.0
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

// weighing is what the members of a group are weighed by, or nil where each counts alike,
// and how that is said; or else why they have no figure together.
func (w *work) weighing(g *ally.Group) (by *dataset.Table, words, not string) {
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

// groupNote says whose figures a group's are, or why there is none.
func (w *work) groupNote(g *ally.Group) string {
	_, by, not := w.weighing(g)
	if not != "" {
		return w.groupName(g) + ": n/a, since " + not
	}
	return w.groupName(g) + ": computed by allyscope, " + by + format.After("; ", w.otherMembers(g, w.groupBreaks(g)))
}

// otherMembers say of some years from which a group has other members who came and
// who went: "other members from 2023 (Finland) and 2024 (Sweden)"; empty for none.
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

// groupOf is the group that a code stands for, nil for the code of anything else.
func (w *work) groupOf(c ally.Code) *ally.Group {
	g, _ := w.ds.Allies().Group(c.GroupID())
	return g
}

// groupsAsked are the codes of the groups that are asked about as one, that whose allies
// are listed the first.
func (w *work) groupsAsked() []ally.Code {
	var out []ally.Code
	if w.group != nil {
		out = append(out, w.group.Code())
	}
	return append(out, format.Each(w.Query.Sums.Codes(), func(c ally.Code) ally.Code {
		return ally.Code(format.When(w.groupOf(c) != nil && w.groupOf(c) != w.group, string(c)))
	})...)
}

// in is the same work on another measure's table.
func (w *work) in(t *dataset.Table) *work {
	other := *w
	other.Measure, other.Unit, other.table = t.Measure, t.Unit, t
	return &other
}

// figureAt is the figure of an ally, of one of NATO's sums or of a group.
func (w *work) figureAt(c ally.Code, y figure.Year) figure.Figure {
	if g := w.groupOf(c); g != nil {
		return w.groupFigure(g, y)
	}
	return w.table.At(c, y)
}

// line are the figures of an ally, of one of NATO's sums or of a group, of all years of the
// table.
func (w *work) line(c ally.Code) dataset.Line {
	if g := w.groupOf(c); g != nil {
		return w.groupLine(g)
	}
	return w.table.Line(c)
}

// Named are the sums that the question names, in its order.
func (a *Answer) Named() []*Total {
	return format.Each(a.Query.Sums.Codes(), func(c ally.Code) *Total {
		if i := slices.IndexFunc(a.Totals, func(t Total) bool { return t.Code == c }); i >= 0 {
			return &a.Totals[i]
		}
		return nil
	})
}

// sumWords are the sums named, with their figures of the year, as a sentence says them
// last: "; Nordic (4 with forces) 3.18e"; empty where none is named.
func (a *Answer) sumWords() string {
	return format.After("; ", strings.Join(format.Each(a.Named(), func(t *Total) string { return t.Name + " " + format.Figure(t.Figure) }), ", "))
}

// groupNotes say of the groups asked about how they are computed.
func (w *work) groupNotes() []string {
	return format.Each(w.groupsAsked(), func(c ally.Code) string { return w.groupNote(w.groupOf(c)) })
}
