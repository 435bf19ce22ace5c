package briefing

import (
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/query"
	"allyscope/internal/table"
)

func severalSections(b *analysis.Brief) []document.Section {
	a := b.Answer
	sums := document.Totals(a)
	sums.Title = ""
	groupsOf, title := document.Section{}, "Statements about them, computed"
	if b.Group == nil {
		groupsOf, title = document.Section{Title: "Groups of allies", Tables: []table.Table{groups(b)}}, "Public statements, computed"
	}
	key := document.Section{Title: "Key figures", Tables: []table.Table{sums}}
	if len(a.Rows()) > query.MaxPins { // of fewer the chart of the years has each
		key.Chart = plot.RankingPicture(a)
	}
	return []document.Section{
		key, each(b), courses(b), countsAcross(b), shortfall(b), paths(b), groupsOf,
		{Title: "Where editions disagree on the count", Lines: b.Disputes}, claims(b, title),
	}
}

func each(b *analysis.Brief) document.Section {
	const everywhere = table.Everywhere
	a := b.Answer
	type row = *analysis.Row
	columns := []table.Column[row]{
		{Head: table.Head{ID: "rank", Head: "#", On: everywhere, Right: true, Lead: true, Sparse: true}, Cell: func(r row) table.Cell { return table.Place(r.Rank, r.Tied) }},
		{Head: table.Head{ID: "name", Head: "ally", On: everywhere, Lead: true}, Cell: func(r row) table.Cell { return table.Name(r.Ally.Name) }},
		{Head: table.Head{ID: "value", Head: when(a), Unit: "% of GDP", On: everywhere, Right: true},
			Cell: func(r row) table.Cell {
				c := document.Value(&a.Header, r.Figure, document.MarkOf(r), r.Currency)
				if !r.Figure.Known() { // the line of who has none says why, and is not left out
					return c.Say(r.Verdict.Words())
				}
				return c
			}},
	}
	for _, l := range b.Sight() {
		columns = append(columns, table.Column[row]{Head: table.Head{ID: "verdict_" + strings.ReplaceAll(l.Value.String(), ".", "_"), Head: format.Percent(l.Value), On: everywhere}, Cell: func(r row) table.Cell {
			v, edge := r.Against(l)
			return table.Verdict(v, edge, l.In(a.Year))
		}})
	}
	if p := b.Balance; p != nil {
		of := func(r row) analysis.Reading {
			x, _ := p.Point(r.Ally.Code)
			return x.Equipment
		}
		level := p.EquipmentLevel.In(a.Year)
		columns = append(columns, table.Column[row]{Head: table.Head{ID: "equipment", Head: "equipment", Unit: "%", On: everywhere, Right: true, Priority: 1}, Cell: func(r row) table.Cell {
			return table.FigureIn(of(r).Figure, document.MarkOf(r), "% on equipment")
		}}, table.Column[row]{Head: table.Head{ID: "verdict_equipment", Head: format.Percent(level.Value), On: everywhere, Priority: 2}, Cell: func(r row) table.Cell {
			return table.Verdict(of(r).Verdict, of(r).Edge, level)
		}})
	}
	columns = append(columns, table.Column[row]{Head: table.Head{ID: "change_since", Head: fmt.Sprintf("vs %d", a.Base), Unit: "pp", On: everywhere, Right: true, Sparse: true, Priority: 3},
		Cell: func(r row) table.Cell {
			return document.Changed(&a.Header, r.Reading.Since, a.Base, document.MarkOf(r), r.Breaks)
		}})
	return document.Section{Title: "Each ally against each pledge", Tables: []table.Table{table.Of("allies", "", columns, a.Rows())}}
}

func courses(b *analysis.Brief) document.Section {
	var rows []line
	for _, x := range table.Pointers(b.Trend.Series) {
		rows = append(rows, lineOf(table.Name(x.Name), &x.Series))
	}
	return years(b, plot.TrendPicture(b.Trend), rows)
}

// years are series in all years of the answer, and what there is to say of them.
func years(b *analysis.Brief, chart *document.Picture, rows []line) document.Section {
	a := b.Answer
	return document.Section{
		Title: format.Years(a.First, a.Last), Chart: chart, Lines: b.Course,
		Tables: []table.Table{across("series", a.Measure.Spec().Unit, a, rows)},
	}
}

// countsAcross are how many were at the level, and at others within sight, year
// by year.
func countsAcross(b *analysis.Brief) document.Section {
	a := b.Answer
	if !a.Verdicts() {
		return document.Section{}
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
	return document.Section{Title: "Allies at " + format.Percent(a.Level.Value) + ", year by year", Tables: []table.Table{across("counts", "allies", a, rows)}}
}

func shortfall(b *analysis.Brief) document.Section {
	a := b.Answer
	if !a.Verdicts() || a.Count.Below == 0 || !a.Shortfall.USD.OK {
		return document.Section{}
	}
	level, below := format.Percent(a.Level.Value), format.Below(a.Level.In(a.Year))
	of, usd := a.Count.WithForces, format.Money("US$", a.Shortfall.USD.Value)
	lines := []string{fmt.Sprintf("%d of %d allies with forces are %s %s and miss %s a year together, at %s; what others spend above it pays for none of it.", a.Count.Below, of, below, level, usd, document.MoneyBasis)}
	if a.Count.Below == 1 {
		lines[0] = fmt.Sprintf("1 of %s with forces is %s %s and misses %s a year, at %s.", format.Counted(of, "ally", "allies"), below, level, usd, document.MoneyBasis)
	}
	lines = slices.Concat(lines, format.Each(a.Shortfall.Beside, func(r *analysis.Row) string {
		return fmt.Sprintf("%s %s: that is not in it.", r.Name, r.SplitWords(a.Level.In(a.Year)))
	}), document.GapsBasis(a, b.Gaps))
	const everywhere = table.Everywhere
	type row = *analysis.Row
	return document.Section{Title: "The gap to " + level, Lines: lines, Tables: []table.Table{table.Of("gaps", "", []table.Column[row]{
		{Head: table.Head{ID: "name", Head: "greatest gaps in money", On: everywhere, Lead: true}, Cell: func(r row) table.Cell { return table.Name(r.Ally.Name) }},
		{Head: table.Head{ID: "value", Head: when(a), Unit: "% of GDP", On: everywhere, Right: true},
			Cell: func(r row) table.Cell { return document.Value(&a.Header, r.Figure, format.NotPublished, r.Currency) }},
		{Head: table.Head{ID: "gap_pp", Head: "to " + level, Unit: "pp", On: everywhere, Right: true}, Cell: document.Gap},
		{Head: table.Head{ID: "gap_usd_m", Head: "gap", Unit: "US$ m", On: everywhere, Right: true}, Cell: func(r row) table.Cell {
			return document.GapMoney(r, r.GapUSD).Telling("US$ %s m")
		}},
	}, b.Gaps)}}
}

func paths(b *analysis.Brief) document.Section {
	p := b.Path
	if p == nil {
		return document.Section{Title: "What the pledge asks", Lines: asks(b.Answer.Level.Pledge, "")}
	}
	t := document.PathTotals(p)
	t.ID, t.Title = "path", ""
	lines := append(asks(p.Level.Pledge, ""), p.Sentence)
	if b.Group == nil {
		lines = format.Said(append(lines, p.Together())...)
	} else if len(p.Rows) <= query.MaxPins {
		lines = append(lines, format.EachOf(p.Rows, func(r *analysis.PathRow) string {
			return format.When(r.Verdict.Counted(), r.Ally.Name+": "+r.Words()+".")
		})...)
	}
	return document.Section{Title: "What the pledge asks, and the path to it", Lines: lines, Tables: []table.Table{t}}
}

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
			return table.Whole(s.Meets).As(cell.Strong).Say(fmt.Sprintf("%d at %s", s.Meets, format.Percent(a.Level.Value))).Where(a.Verdicts(), format.NotMeasured)
		}},
		{Head: table.Head{ID: "median", Head: "median", Unit: a.Measure.Spec().Unit, On: everywhere, Right: true}, Cell: func(s row) table.Cell {
			return table.Figure(s.Median.Figure, "").Telling("median %s " + figure.ShareGDP.Spec().Unit)
		}},
	}, table.Pointers(b.Standings))
}
