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
	a := b.Answer
	type row = *analysis.Row
	columns := []table.Column[row]{
		column(lead("rank", "#"), func(r row) table.Cell { return table.Place(r.Rank, r.Tied) }),
		column(lead("name", "ally"), func(r row) table.Cell { return table.Name(r.Ally.Name) }),
		column(numbers("value", when(a), "% of GDP"), func(r row) table.Cell {
			c := document.Value(&a.Header, r.Figure, document.MarkOf(r), r.Currency)
			if !r.Figure.Known() { // the line of who has none says why, and is not left out
				return c.Say(r.Verdict.Words())
			}
			return c
		}),
	}
	columns[0].Right, columns[0].Sparse = true, true
	for _, l := range b.Sight() {
		id := "verdict_" + strings.ReplaceAll(l.Value.String(), ".", "_")
		columns = append(columns, column(words(id, format.Percent(l.Value)), func(r row) table.Cell {
			v, edge := r.Against(l)
			return table.Verdict(v, edge, l.In(a.Year))
		}))
	}
	if p := b.Balance; p != nil {
		of := func(r row) analysis.Reading {
			x, _ := p.Point(r.Ally.Code)
			return x.Equipment
		}
		level := p.EquipmentLevel.In(a.Year)
		figures, verdicts := numbers("equipment", "equipment", "%"), words("verdict_equipment", format.Percent(level.Value))
		figures.Priority, verdicts.Priority = 1, 2
		columns = append(columns, column(figures, func(r row) table.Cell {
			return table.FigureIn(of(r).Figure, document.MarkOf(r), "% on equipment")
		}), column(verdicts, func(r row) table.Cell {
			return table.Verdict(of(r).Verdict, of(r).Edge, level)
		}))
	}
	since := numbers("change_since", fmt.Sprintf("vs %d", a.Base), "pp")
	since.Sparse, since.Priority = true, 3
	columns = append(columns, column(since, func(r row) table.Cell {
		return document.Changed(&a.Header, r.Reading.Since, a.Base, document.MarkOf(r), r.Breaks)
	}))
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
	title := "Allies at " + format.Percent(a.Level.Value) + ", year by year"
	return document.Section{Title: title, Tables: []table.Table{across("counts", "allies", a, rows)}}
}

func shortfall(b *analysis.Brief) document.Section {
	a := b.Answer
	if !a.Verdicts() || a.Count.Below == 0 || !a.Shortfall.USD.OK {
		return document.Section{}
	}
	level, below := format.Percent(a.Level.Value), format.Below(a.Level.In(a.Year))
	of, usd := a.Count.WithForces, format.Money("US$", a.Shortfall.USD.Value)
	all := fmt.Sprintf("%d of %d allies with forces are %s %s and miss %s a year together, at %s; what others spend above it pays for none of it.",
		a.Count.Below, of, below, level, usd, document.MoneyBasis)
	if a.Count.Below == 1 {
		all = fmt.Sprintf("1 of %s with forces is %s %s and misses %s a year, at %s.",
			format.Counted(of, "ally", "allies"), below, level, usd, document.MoneyBasis)
	}
	beside := format.Each(a.Shortfall.Beside, func(r *analysis.Row) string {
		return fmt.Sprintf("%s %s: that is not in it.", r.Name, r.SplitWords(a.Level.In(a.Year)))
	})
	type row = *analysis.Row
	gaps := table.Of("gaps", "", []table.Column[row]{
		column(lead("name", "greatest gaps in money"), func(r row) table.Cell { return table.Name(r.Ally.Name) }),
		column(numbers("value", when(a), "% of GDP"), func(r row) table.Cell {
			return document.Value(&a.Header, r.Figure, format.NotPublished, r.Currency)
		}),
		column(numbers("gap_pp", "to "+level, "pp"), document.Gap),
		column(numbers("gap_usd_m", "gap", "US$ m"), func(r row) table.Cell {
			return document.GapMoney(r, r.GapUSD).Telling("US$ %s m")
		}),
	}, b.Gaps)
	lines := slices.Concat([]string{all}, beside, document.GapsBasis(a, b.Gaps))
	return document.Section{Title: "The gap to " + level, Lines: lines, Tables: []table.Table{gaps}}
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
	a := b.Answer
	type row = *analysis.Standing
	columns := []table.Column[row]{
		column(lead("name", "group"), func(s row) table.Cell { return table.Name(s.Group.Title) }),
		column(numbers("allies", "allies", "with a figure"), func(s row) table.Cell {
			return table.Whole(s.Median.Allies).As(cell.Faint).Say(format.Counted(s.Median.Allies, "ally", "allies"))
		}),
		column(numbers("meets", "at level", ""), func(s row) table.Cell {
			at := fmt.Sprintf("%d at %s", s.Meets, format.Percent(a.Level.Value))
			return table.Whole(s.Meets).As(cell.Strong).Say(at).Where(a.Verdicts(), format.NotMeasured)
		}),
		column(numbers("median", "median", a.Measure.Spec().Unit), func(s row) table.Cell {
			return table.Figure(s.Median.Figure, "").Telling("median %s " + figure.ShareGDP.Spec().Unit)
		}),
	}
	columns[2].Sparse = true
	return table.Of("groups", "", columns, table.Pointers(b.Standings))
}

// column is one that every format shows, under the head of a number, a word or a name.
func column[R any](head table.Head, of func(R) table.Cell) table.Column[R] {
	head.On = table.Everywhere
	return table.Column[R]{Head: head, Cell: of}
}

func numbers(id, head, unit string) table.Head {
	return table.Head{ID: id, Head: head, Unit: unit, Right: true}
}
func words(id, head string) table.Head { return table.Head{ID: id, Head: head} }
func lead(id, head string) table.Head  { return table.Head{ID: id, Head: head, Lead: true} }
