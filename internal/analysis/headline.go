package analysis

import (
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
)

// Headline is the answer in one figure and what that is, to be read from the back of a
// room: that of whoever is named, who moved most, who has most where nothing is judged, else
// how many meet the level. Big is empty where no figure answers.
func (a *Answer) Headline() (big, small string) {
	l, year := a.Level.In(a.Year), ", "+a.When(a.Year)
	if a.Judged && !a.Verdicts() {
		return format.NotMeasured, format.Percent(l.Value) + " is not measurable from published figures"
	}
	if len(a.Query.Pins)+len(a.Query.Sums) > 0 {
		if big, small = a.namedHeadline(); small != "" {
			return big, small
		}
	}
	switch rise, _ := a.movement(); {
	case rise.Both > 1:
		return format.Signed(rise.Most.By), fmt.Sprintf("%s, %s, %s", rise.Most.Name, a.Spec().ChangeUnit(), rise.Span(a))
	case !a.Judged:
		if most, _ := extremes(a); most != nil {
			top, _ := superlatives(a)
			return a.figureHeadline(most.Name+" "+top, most.Figure)
		}
		return "", a.Spec().Unit + year
	}
	scope, level := a.Scope+" with forces ", format.Percent(l.Value)
	switch c := a.Count; a.Query.Verdict {
	case query.AnyVerdict, query.Met:
		return c.slashed(), scope + format.Meet(l) + year
	case query.Below:
		return fmt.Sprintf("%d/%d", c.Below, c.WithForces), scope + format.Below(l) + " " + level + year
	case query.Edge:
		return fmt.Sprintf("%d/%d", c.KnifeEdge, c.WithForces), scope + format.OnEdge + " of " + level + year
	case query.Late:
		small = fmt.Sprintf("%s miss %s by %d at their present pace", a.Scope, level, a.w.due)
	default:
		small = fmt.Sprintf("%s crossed %s %s%s", a.Scope, level, format.Since(a.w.crossedFrom(), a.Year), year)
	}
	return fmt.Sprint(len(a.all(len(a.whole)))), small
}

// namedHeadline is the figure of one who is named, of several how many meet the level, or nothing.
func (a *Answer) namedHeadline() (big, small string) {
	pins, sums := a.Query.Pins.Codes(), a.Query.Sums.Codes()
	end := fmt.Sprintf(" %s, %s", format.Meet(a.Level.In(a.Year)), a.When(a.Year))
	switch {
	case len(pins) == 1:
		x, _ := a.w.ds.Allies().Ally(pins[0])
		return a.figureHeadline(x.Name, a.of(int32(x.Index)).Figure)
	case len(pins) == 0 && len(a.Named()) == 1:
		return a.figureHeadline(a.Named()[0].Name, a.Named()[0].Figure)
	case !a.Judged:
		most, _ := a.extremesOf(a.chosen)
		if most == nil {
			return "", ""
		}
		return a.figureHeadline(fmt.Sprintf("%s, the most of the %d chosen", most.Name, len(pins)), most.Figure)
	case len(pins) > 1:
		c := a.countOf(a.chosen)
		if c.WithForces == 0 {
			return "", a.Chosen(0) + ", " + a.When(a.Year)
		}
		return c.slashed(), a.Chosen(c.WithForces) + end
	}
	c := a.countOf(func(x *ally.Ally) bool {
		return slices.ContainsFunc(sums, func(sum ally.Code) bool { return a.w.within(sum, x) })
	})
	return c.slashed(), "of their allies with forces" + end
}

// Chosen are the allies chosen, and how many of them are judged where some are not: "of the 4
// chosen", "of the 4 chosen (1 judged)".
func (h *Header) Chosen(judged int) string {
	all := h.Query.Pins.Len()
	if judged == 0 {
		return fmt.Sprintf("none of the %d chosen is judged", all)
	}
	return fmt.Sprintf("of the %d chosen", all) + format.Whenf(judged < all, " (%d judged)", judged)
}

func (a *Answer) chosen(x *ally.Ally) bool { return a.Query.Pins.Index(x.Code) >= 0 }

func (a *Answer) figureHeadline(name string, f figure.Figure) (big, small string) {
	if !f.Known() {
		return "", name + ", " + a.When(a.Year) + ": no figure"
	}
	return strings.TrimSpace(format.Hanging(f)), name + ", " + a.Spec().Unit + ", " + a.When(a.Year)
}

func (a *Answer) countOf(some func(*ally.Ally) bool) Count {
	var c Count
	for i, x := range a.w.ds.Allies().All() {
		if r := a.of(int32(i)); some(x) && r.Verdict.Counted() {
			c.add(x, r.Verdict, r.Edge)
		}
	}
	return c
}

// slashed is how many of the members with forces meet the level: "17/31".
func (c *Count) slashed() string { return fmt.Sprintf("%d/%d", c.Meets, c.WithForces) }
