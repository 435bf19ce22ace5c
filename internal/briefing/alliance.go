package briefing

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

// allianceSections are what there is to say of all allies together.
func allianceSections(b *analysis.Brief) []document.Section {
	a := b.Answer
	sums := document.Totals(a)
	sums.Title = ""
	counts := document.Section{Title: "Where editions disagree on the count"}
	for _, x := range b.Recounts {
		counts.Lines = append(counts.Lines, fmt.Sprintf("%d at %s: %d of %d in edition %s, %d of %d in edition %s.", x.Year, format.Percent(x.Level.Value),
			x.Low.Count.Meets, x.Low.Count.WithForces, x.Low.Edition.ID, x.High.Count.Meets, x.High.Count.WithForces, x.High.Edition.ID))
	}
	return []document.Section{
		{Title: "Key figures", Chart: plot.RankingPicture(a), Tables: []table.Table{sums}},
		countsAcross(b), shortfall(b), paths(b),
		{Title: "Groups of allies", Tables: []table.Table{groups(b)}},
		counts, claims(b, "Public statements, computed"),
	}
}

// countsAcross are how many were at the level, and at others within sight, year
// by year.
func countsAcross(b *analysis.Brief) document.Section {
	a := b.Answer
	if !a.Verdicts() {
		return document.Section{}
	}
	years := make([]string, len(a.Counts))
	for k, c := range a.Counts {
		years[k] = format.Year(c.Year, c.Estimated)
	}
	var rows []line
	for _, at := range append([]*analysis.Answer{a}, b.Others...) {
		level := format.Percent(at.Level.Value)
		rows = append(rows, line{name: table.Word("at " + level).Say("At " + level), cell: func(k int) table.Cell {
			return table.Whole(at.Counts[k].Meets).As(cell.Strong)
		}})
	}
	rows = append(rows, line{name: table.Word("with forces").Say("Allies with forces"), cell: func(k int) table.Cell {
		return table.Whole(a.Counts[k].WithForces).As(cell.Faint)
	}})
	return document.Section{Title: "Allies at " + format.Percent(a.Level.Value) + ", year by year", Tables: []table.Table{across("counts", "allies", years, rows)}}
}

// shortfall is what is missing, and to whom.
func shortfall(b *analysis.Brief) document.Section {
	a := b.Answer
	if !a.Verdicts() || a.Count.Below == 0 || !a.Shortfall.USD.OK {
		return document.Section{}
	}
	level, below := format.Percent(a.Level.Value), format.Below(a.Level.In(a.Year))
	of, usd := a.Count.WithForces, format.Money("US$", a.Shortfall.USD.Value)
	line := fmt.Sprintf("%d of %d allies with forces are %s %s and miss %s a year together, at %s; what others spend above it pays for none of it.", a.Count.Below, of, below, level, usd, document.MoneyBasis)
	if a.Count.Below == 1 {
		line = fmt.Sprintf("1 of %d allies with forces is %s %s and misses %s a year, at %s.", of, below, level, usd, document.MoneyBasis)
	}
	lines := []string{line}
	for _, r := range a.Shortfall.Beside {
		lines = append(lines, fmt.Sprintf("%s %s: that is not in it.", r.Name, r.SplitWords(a.Level.In(a.Year))))
	}
	lines = append(lines, document.GapsBasis(a, b.Gaps)...)
	const everywhere = table.Everywhere
	type row = *analysis.Row
	return document.Section{Title: "The gap to " + level, Lines: lines, Tables: []table.Table{table.Of("gaps", "", []table.Column[row]{
		{Head: table.Head{ID: "name", Head: "greatest gaps in money", On: everywhere, Lead: true}, Cell: func(r row) table.Cell { return table.Name(r.Ally.Name) }},
		{Head: table.Head{ID: "value", Head: when(a), Unit: "% of GDP", On: everywhere, Right: true},
			Cell: func(r row) table.Cell { return document.Value(&a.Header, r.Figure, format.NotPublished, r.Currency) }},
		{Head: table.Head{ID: "gap_pp", Head: "to " + level, Unit: "pp", On: everywhere, Right: true}, Cell: document.Gap},
		{Head: table.Head{ID: "gap_usd_m", Head: "gap", Unit: "US$ m", On: everywhere, Right: true}, Cell: func(r row) table.Cell {
			c := document.GapMoney(r, r.GapUSD)
			return c.Say("US$ " + c.Shown + " m")
		}},
	}, b.Gaps)}}
}

// paths are what the pledge asks of all.
func paths(b *analysis.Brief) document.Section {
	p := b.Path
	if p == nil {
		return document.Section{Title: "What the pledge asks", Lines: asks(b.Answer.Level.Pledge, "")}
	}
	t := document.PathTotals(p)
	t.ID, t.Title = "path", ""
	lines := append(asks(p.Level.Pledge, ""), p.Sentence)
	if together := p.Together(); together != "" {
		lines = append(lines, together)
	}
	return document.Section{Title: "What the pledge asks, and the path to it", Lines: lines, Tables: []table.Table{t}}
}

// groups are how the groups of allies stand.
func groups(b *analysis.Brief) table.Table {
	const everywhere = table.Everywhere
	a := b.Answer
	type row = *analysis.Standing
	return table.Of("groups", "", []table.Column[row]{
		{Head: table.Head{ID: "name", Head: "group", On: everywhere, Lead: true}, Cell: func(s row) table.Cell { return table.Name(s.Group.Title) }},
		{Head: table.Head{ID: "allies", Head: "allies", Unit: "with a figure", On: everywhere, Right: true},
			Cell: func(s row) table.Cell {
				return table.Whole(s.Median.Allies).As(cell.Faint).Say(format.Counted(s.Median.Allies, "ally", "allies"))
			}},
		{Head: table.Head{ID: "meets", Head: "at level", On: everywhere, Right: true, Sparse: true}, Cell: func(s row) table.Cell {
			if !a.Verdicts() {
				return table.Missing(format.NotMeasured)
			}
			return table.Whole(s.Meets).As(cell.Strong).Say(fmt.Sprintf("%d at %s", s.Meets, format.Percent(a.Level.Value)))
		}},
		{Head: table.Head{ID: "median", Head: "median", Unit: a.Measure.Spec().Unit, On: everywhere, Right: true}, Cell: func(s row) table.Cell {
			c := table.Figure(s.Median.Figure, "")
			return c.Say("median " + c.Shown + " " + figure.ShareGDP.Spec().Unit)
		}},
	}, table.Pointers(b.Standings))
}
