package listing

import (
	"fmt"
	"strconv"

	"allyscope/internal/analysis"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/table"
)

// Both lays out how many allies met the share of GDP and the share on equipment at
// once, year by year.
func Both(b *analysis.Balance) *document.Document {
	const everywhere, data, csv = table.Everywhere, table.OnData, table.OnCSV
	type row = *analysis.BalanceCount
	count := func(id, head, long string, of func(row) int) table.Column[row] {
		return table.Column[row]{Head: table.Head{ID: id, Head: head, Long: long, On: everywhere, Right: true}, Cell: func(c row) table.Cell {
			out := document.Counted(&b.Header, of(c))
			return out.Say(out.Shown + " " + head)
		}}
	}
	in := func(q analysis.Quadrant) func(row) int { return func(c row) int { return c.Counts[q] } }
	share, equipment := format.Percent(b.Level.Value), format.Percent(b.EquipmentLevel.Value)
	d := document.Under(&b.Header)
	d.Title = fmt.Sprintf("Allies that meet %s of GDP and %s on equipment, by year", share, equipment)
	d.Result = b.Scope + ", " + format.Years(b.First, b.Last)
	d.Tables = []table.Table{table.Of("years", "", []table.Column[row]{
		{Head: table.Head{ID: "year", Head: "Year", On: everywhere, Right: true, Lead: true}, Cell: func(c row) table.Cell {
			if y := table.Year(c.In); c.Estimate {
				return y.Marked("e").Say(y.Shown + " (estimate)")
			}
			return yearCell(c.In)
		}},
		{Head: table.Head{ID: "estimate", Long: "Estimate", On: data}, Cell: func(c row) table.Cell { return table.Flag(c.Estimate) }},
		count("both", "both", "Both", in(analysis.Both)),
		count("share_only", "share alone", "Share of GDP alone", in(analysis.ShareOnly)),
		count("equipment_only", "equipment alone", "Equipment alone", in(analysis.EquipmentOnly)),
		count("neither", "neither", "Neither", in(analysis.Neither)),
		count("no_data", "no figure", "Without a figure", in(analysis.NoQuadrant)),
		count("knife_edge", "edge", "On the knife's edge", func(c row) int { return c.KnifeEdge }),
		{Head: table.Head{ID: "with_forces", Head: "of", Long: "Members with forces", On: everywhere, Right: true}, Cell: func(c row) table.Cell { return table.Whole(c.WithForces) }},
		{Head: table.Head{ID: "edition", Long: "Edition", On: csv}, Cell: func(row) table.Cell { return table.Word(b.Edition.ID) }},
		{Head: table.Head{ID: "source", Long: "Source", On: csv}, Cell: func(row) table.Cell { return table.Word(b.Citation) }},
	}, table.Pointers(b.Years))}
	if len(b.Years) == 0 || !b.Verdicts() {
		return d
	}
	said := func(c row) string { return format.Of(c.Counts[analysis.Both], c.WithForces) }
	first, last := &b.Years[0], &b.Years[len(b.Years)-1]
	d.Sentence = fmt.Sprintf("Of the %s with forces, %s had both %s of GDP and %s on equipment in %s", b.Scope, said(first), share, equipment, strconv.Itoa(int(first.In)))
	if len(b.Years) > 1 {
		d.Sentence += ", " + said(last) + " in " + format.Year(last.In, last.Estimate)
	}
	d.Sentence += "."
	return d
}
