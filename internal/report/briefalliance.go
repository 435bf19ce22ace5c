package report

import (
	"fmt"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/table"
)

// allianceBrief lays out the briefing on all allies together.
func allianceBrief(b *analysis.Brief, command string) *Briefing {
	a := b.Answer
	h := document.Of(a)
	d := &Briefing{Title: "The alliance: defence expenditure and pledges, " + when(a), Edition: h.Edition, Level: h.Level, Result: h.Result, Sentence: a.Sentence}
	sums := document.Totals(a)
	sums.Title = ""
	d.add(Section{Title: "Key figures", Chart: plot.RankingPicture(a), Tables: []table.Table{sums}})
	d.add(countSection(b))
	d.add(shortfallSection(b))
	d.add(alliancePath(b))
	d.add(Section{Title: "Groups of allies", Tables: []table.Table{groupTable(b)}})
	s := Section{Title: "Where editions disagree on the count"}
	for _, x := range b.Recounts {
		s.Lines = append(s.Lines, fmt.Sprintf("%d at %s: %d of %d in edition %s, %d of %d in edition %s.", x.Year, format.Percent(x.Level.Value),
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
	if !a.Verdicts() {
		return Section{}
	}
	t := table.Table{ID: "counts", Columns: []table.Head{{ID: "name", Head: "allies", On: table.Everywhere, Lead: true}}}
	of := table.Row{Cells: []table.Cell{table.Word("with forces").Say("Allies with forces")}}
	for _, c := range a.Counts {
		y := yearWords(&c)
		t.Columns = append(t.Columns, table.Head{ID: table.Year(c.Year).Data, Head: y, On: table.Everywhere, Right: true})
		of.Cells = append(of.Cells, table.Whole(c.WithForces).As(cell.Faint).Say(fmt.Sprintf("%s %d", y, c.WithForces)))
	}
	t.Rows = append(t.Rows, meetRow(a))
	for _, other := range b.Others {
		t.Rows = append(t.Rows, meetRow(other))
	}
	t.Rows = append(t.Rows, of)
	return Section{Title: "Allies at " + format.Percent(a.Level.Value) + ", year by year", Tables: []table.Table{t}}
}

// yearWords is a count's year with its mark.
func yearWords(c *analysis.Count) string {
	if c.Estimated {
		return table.Year(c.Year).Shown + "e"
	}
	return table.Year(c.Year).Shown
}

// meetRow is how many met an answer's level, by year.
func meetRow(a *analysis.Answer) table.Row {
	level := format.Percent(a.Level.Value)
	r := table.Row{Cells: []table.Cell{table.Word("at " + level).Say("At " + level)}}
	for i := range a.Counts {
		c := &a.Counts[i]
		r.Cells = append(r.Cells, table.Whole(c.Meets).As(cell.Strong).Say(fmt.Sprintf("%s %d", yearWords(c), c.Meets)))
	}
	return r
}

// shortfallSection is what is missing, and to whom.
func shortfallSection(b *analysis.Brief) Section {
	a := b.Answer
	if !a.Verdicts() || a.Count.Below == 0 || !a.Shortfall.USD.OK {
		return Section{}
	}
	level := format.Percent(a.Level.Value)
	line := fmt.Sprintf("%d of %d allies with forces are below %s and miss US$ %s m a year together, at %s; what others spend above it pays for none of it",
		a.Count.Below, a.Count.WithForces, level, magnitude(a.Shortfall.USD), document.MoneyBasis)
	if a.Count.Below == 1 {
		line = fmt.Sprintf("1 of %d allies with forces is below %s and misses US$ %s m a year, at %s", a.Count.WithForces, level, magnitude(a.Shortfall.USD), document.MoneyBasis)
	}
	s := Section{Title: "The gap to " + level, Lines: []string{line + "."}}
	t := table.Table{ID: "gaps", Columns: []table.Head{
		{ID: "name", Head: "greatest gaps in money", On: table.Everywhere, Lead: true},
		{ID: "value", Head: when(a), Unit: "% of GDP", On: table.Everywhere, Right: true},
		{ID: "gap_pp", Head: "to " + level, Unit: "pp", On: table.Everywhere, Right: true},
		{ID: "gap_usd_m", Head: "gap", Unit: "US$ m", On: table.Everywhere, Right: true},
	}}
	for _, r := range b.Gaps {
		usd := document.GapMoney(r, r.GapUSD)
		t.Rows = append(t.Rows, table.Row{Cells: []table.Cell{table.Name(r.Ally.Name), document.Value(&a.Header, r.Figure, format.NotPublished, r.Currency), document.Gap(r), usd.Say("US$ " + usd.Shown + " m")}})
	}
	s.Tables = []table.Table{t}
	return s
}

// alliancePath is what the pledge asks of all.
func alliancePath(b *analysis.Brief) Section {
	p := b.Path
	if p == nil {
		return Section{Lines: asks(b.Answer.Level.Pledge, ""), Title: "What the pledge asks"}
	}
	t := document.PathTotals(p)
	t.Title = ""
	return Section{Title: "What the pledge asks, and the path to it", Lines: append(asks(p.Level.Pledge, ""), p.Sentence), Tables: []table.Table{t}}
}

// groupTable is how the groups of allies stand.
func groupTable(b *analysis.Brief) table.Table {
	a := b.Answer
	t := table.Table{ID: "groups", Columns: []table.Head{
		{ID: "name", Head: "group", On: table.Everywhere, Lead: true},
		{ID: "allies", Head: "allies", Unit: "with a figure", On: table.Everywhere, Right: true},
		{ID: "meets", Head: "at level", On: table.Everywhere, Right: true, Sparse: true},
		{ID: "median", Head: "median", Unit: a.Measure.Spec().Unit, On: table.Everywhere, Right: true},
	}}
	for _, x := range b.Standings {
		meets := table.Missing(format.NotMeasured)
		if a.Verdicts() {
			meets = table.Whole(x.Meets).As(cell.Strong).Say(fmt.Sprintf("%d at %s", x.Meets, format.Percent(a.Level.Value)))
		}
		median := table.Missing(format.NotPublished)
		if x.Median.Held {
			median = table.Number(x.Median.Value)
			median.Said = "median " + median.Shown + " " + figure.ShareGDP.Spec().Unit
		}
		t.Rows = append(t.Rows, table.Row{Cells: []table.Cell{table.Word(x.Group.Title).Say(x.Group.Title), table.Whole(x.Of).As(cell.Faint).Say(format.Counted(x.Of, "ally", "allies")), meets, median}})
	}
	return t
}
