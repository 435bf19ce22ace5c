package balance

import (
	"fmt"
	"slices"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/table"
	"allyscope/internal/target"
)

func (b balance) Document() *document.Document {
	d := document.Under(b.Head())
	d.Title = document.InYear("Share of GDP by share for equipment", b.Head())
	d.Level = fmt.Sprintf("Targets: %s of GDP and %s on equipment", format.Percent(b.Level.Value), format.Percent(b.EquipmentLevel.Value))
	equipment := document.Target(true, b.EquipmentLevel)
	equipment.ID = "equipment_target"
	count := func(n int) table.Cell { return document.Counted(b.Head(), n) }
	d.Fields = append(d.Fields, equipment, document.Field{ID: "count", Object: true, Fields: []document.Field{
		{ID: "both", Cell: count(b.Counts[analysis.Both])}, {ID: "share_only", Cell: count(b.Counts[analysis.ShareOnly])},
		{ID: "equipment_only", Cell: count(b.Counts[analysis.EquipmentOnly])}, {ID: "neither", Cell: count(b.Counts[analysis.Neither])},
		{ID: "knife_edge", Cell: count(b.KnifeEdge)}, {ID: "no_data", Cell: count(b.Counts[analysis.NoQuadrant])},
		{ID: "with_forces", Cell: table.Whole(b.WithForces)},
	}})
	if b.Verdicts() {
		verb := "meet both"
		if b.Level.In(b.Year).Later+b.EquipmentLevel.In(b.Year).Later != 0 {
			verb = "at both"
		}
		d.Result = format.Of(b.Counts[analysis.Both], b.WithForces) + " " + verb
	}
	d.Tables = []table.Table{b.points()}
	if len(b.Sums) > 0 {
		d.Tables = append(d.Tables, b.sums())
	}
	return d
}

type row = *analysis.BalancePoint

func (b balance) points() table.Table {
	t := table.Of("rows", "", slices.Concat(
		table.Codes(func(p row) ally.Code { return p.Ally.Code }),
		table.Numbers("rank", "#", "Rank by share",
			func(p row) table.Cell { return table.Place(p.Rank, p.Tied) }).Leading().UnlessEmpty(),
		table.Names("Ally", func(p row) string { return p.Ally.Name }),
		document.YearColumn[row](b.Year),
		shareColumns(figure.ShareGDP, "share", "% of GDP", b.Level, func(p row) *analysis.Reading { return &p.Share }),
		shareColumns(figure.EquipmentPct, "equipment", "%", b.EquipmentLevel, func(p row) *analysis.Reading { return &p.Equipment }),
		table.Texts("quadrant", "quadrant", "", quadrant).GivesWay(1),
		document.SourceColumns[row](b.Head()),
	), table.Pointers(b.Ranked))
	t.Mark(func(i int) bool { return b.Ranked[i].Pin >= 0 })
	return t
}

func (b balance) sums() table.Table {
	type sum = *analysis.BalanceSum
	share := func(id, unit string, of func(sum) figure.Figure) table.Columns[sum] {
		return table.Numbers(id, id, id, func(s sum) table.Cell {
			return table.Figure(of(s), format.NotPublished).Saying("%s " + unit)
		}).InUnit(unit, "")
	}
	return table.Of("sums", "Together", slices.Concat(
		table.Codes(func(s sum) ally.Code { return s.Code }),
		table.Names("Sum", func(s sum) string { return s.Name }),
		share("share", "% of GDP", func(s sum) figure.Figure { return s.Share }),
		share("equipment", "%", func(s sum) figure.Figure { return s.Equipment }),
	), table.Pointers(b.Sums))
}

// shareColumns are one of the two shares, and how it stands to its level.
func shareColumns(m figure.Measure, id, unit string, level analysis.Level, of func(row) *analysis.Reading) table.Columns[row] {
	spec := m.Spec()
	return slices.Concat(
		table.Numbers(id, id, spec.Title, func(p row) table.Cell {
			return table.FigureIn(of(p).Figure, format.Missing(of(p).Verdict), spec.Unit)
		}).InUnit(unit, spec.Unit),
		table.Data(id+"_status", "Status of "+id, func(p row) table.Cell { return table.Status(of(p).Figure) }),
		table.InCSV[row](id+"_level", "Level of "+id, table.Number(level.Value)).InUnit("", "%"),
		table.Texts(id+"_verdict", "verdict", "Verdict on "+id,
			func(p row) table.Cell { return table.Verdict(of(p).Verdict, of(p).Edge, level.In(p.Year)) }),
		table.Data(id+"_knife_edge", "Knife-edge of "+id, func(p row) table.Cell { return table.KnifeEdge(of(p).Verdict, of(p).Edge) }),
	)
}

// quadrant is where an ally stands, or why nowhere.
func quadrant(p row) table.Cell {
	v := p.Verdict()
	if v.Counted() {
		return table.Words(words(p.Quadrant), p.Quadrant.String())
	}
	mark := format.Missing(v)
	if v == target.NotMeasurable {
		mark = format.NotMeasured
	}
	return table.Missing(mark).Say(v.Words())
}
