package report

import (
	"fmt"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
)

// allianceBrief lays out the briefing on all allies together.
func allianceBrief(b *analysis.Brief, command string) *Briefing {
	a := b.Answer
	h := head(a)
	d := &Briefing{Title: "The alliance: defence expenditure and pledges, " + when(a), Edition: h.Edition, Level: h.Level, Result: h.Result, Sentence: a.Sentence}
	sums := totals(a)
	sums.Title = ""
	d.add(Section{Title: "Key figures", Chart: rankChart(a), Tables: []Table{sums}})
	d.add(countSection(b))
	d.add(shortfallSection(b))
	d.add(alliancePath(b))
	d.add(Section{Title: "Groups of allies", Tables: []Table{groupTable(b)}})
	s := Section{Title: "Where editions disagree on the count"}
	for _, x := range b.Recounts {
		s.Lines = append(s.Lines, fmt.Sprintf("%d at %s: %d of %d in edition %s, %d of %d in edition %s.", x.Year, percent(x.Level.Value),
			x.Low.Count.Meets, x.Low.Count.WithForces, x.Low.Edition.ID, x.High.Count.Meets, x.High.Count.WithForces, x.High.Edition.ID))
	}
	d.add(s)
	d.add(claimSection(b))
	d.sources(b, a.Citation, command)
	return d
}

// countSection is who was at the level, and at others within sight, year by year.
func countSection(b *analysis.Brief) Section {
	a := b.Answer
	if !judged(a) {
		return Section{}
	}
	t := Table{ID: "counts", Columns: []Column{{ID: "name", Head: "allies", On: Everywhere, Lead: true}}}
	of := Row{Cells: []Cell{word("with forces").say("Allies with forces")}}
	for _, c := range a.Counts {
		y := yearWords(&c)
		t.Columns = append(t.Columns, Column{ID: year(c.Year).Data, Head: y, On: Everywhere, Right: true})
		of.Cells = append(of.Cells, whole(c.WithForces).as(cell.Faint).say(fmt.Sprintf("%s %d", y, c.WithForces)))
	}
	t.Rows = append(t.Rows, meetRow(a))
	for _, other := range b.Others {
		t.Rows = append(t.Rows, meetRow(other))
	}
	t.Rows = append(t.Rows, of)
	return Section{Title: "Allies at " + percent(a.Level.Value) + ", year by year", Tables: []Table{t}}
}

// yearWords is a count's year with its mark.
func yearWords(c *analysis.Count) string {
	if c.Estimated {
		return year(c.Year).Shown + "e"
	}
	return year(c.Year).Shown
}

// meetRow is how many met an answer's level, by year.
func meetRow(a *analysis.Answer) Row {
	level := percent(a.Level.Value)
	r := Row{Cells: []Cell{word("at " + level).say("At " + level)}}
	for i := range a.Counts {
		c := &a.Counts[i]
		r.Cells = append(r.Cells, whole(c.Meets).as(cell.Strong).say(fmt.Sprintf("%s %d", yearWords(c), c.Meets)))
	}
	return r
}

// shortfallSection is what is missing, and to whom.
func shortfallSection(b *analysis.Brief) Section {
	a := b.Answer
	if !judged(a) || a.Count.Below == 0 || !a.Shortfall.USD.OK {
		return Section{}
	}
	level := percent(a.Level.Value)
	line := fmt.Sprintf("%d of %d allies with forces are below %s and miss US$ %s m a year together, at %s; what others spend above it pays for none of it",
		a.Count.Below, a.Count.WithForces, level, magnitude(a.Shortfall.USD), moneyBasis)
	if a.Count.Below == 1 {
		line = fmt.Sprintf("1 of %d allies with forces is below %s and misses US$ %s m a year, at %s", a.Count.WithForces, level, magnitude(a.Shortfall.USD), moneyBasis)
	}
	s := Section{Title: "The gap to " + level, Lines: []string{line + "."}}
	t := Table{ID: "gaps", Columns: []Column{
		{ID: "name", Head: "greatest gaps in money", On: Everywhere, Lead: true},
		{ID: "value", Head: when(a), Under: "% of GDP", On: Everywhere, Right: true},
		{ID: "gap_pp", Head: "to " + level, Under: "pp", On: Everywhere, Right: true},
		{ID: "gap_usd_m", Head: "gap", Under: "US$ m", On: Everywhere, Right: true},
	}}
	for _, r := range b.Gaps {
		gap, usd, _ := gaps(r)
		t.Rows = append(t.Rows, Row{Cells: []Cell{word(r.Ally.Name).say(r.Ally.Name), valueCell(a, r, markNone), gap, usd.say("US$ " + usd.Shown + " m")}})
	}
	s.Tables = []Table{t}
	return s
}

// alliancePath is what the pledge asks of all.
func alliancePath(b *analysis.Brief) Section {
	p := b.Path
	if p == nil {
		return Section{Lines: asks(b.Answer.Level.Pledge, ""), Title: "What the pledge asks"}
	}
	t := pathTotals(p)
	t.Title = ""
	return Section{Title: "What the pledge asks, and the path to it", Lines: append(asks(p.Level.Pledge, ""), p.Sentence), Tables: []Table{t}}
}

// groupTable is how the groups of allies stand.
func groupTable(b *analysis.Brief) Table {
	a := b.Answer
	t := Table{ID: "groups", Columns: []Column{
		{ID: "name", Head: "group", On: Everywhere, Lead: true},
		{ID: "allies", Head: "allies", Under: "with a figure", On: Everywhere, Right: true},
		{ID: "meets", Head: "at level", On: Everywhere, Right: true, Spare: true},
		{ID: "median", Head: "median", Under: a.Measure.Spec().Unit, On: Everywhere, Right: true},
	}}
	for _, x := range b.Standings {
		meets := missing(markUnmeasured)
		if judged(a) {
			meets = whole(x.Meets).as(cell.Strong).say(fmt.Sprintf("%d at %s", x.Meets, percent(a.Level.Value)))
		}
		median := missing(markNone)
		if x.Median.Held {
			median = number(x.Median.Value)
			median.Said = "median " + median.Shown + " " + figure.ShareGDP.Spec().Unit
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{word(x.Group.Title).say(x.Group.Title), whole(x.Of).as(cell.Faint).say(counted(x.Of, "ally", "allies")), meets, median}})
	}
	return t
}
