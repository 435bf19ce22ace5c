package report

import (
	"strconv"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/table"
)

// diffTables are what became of each table.
func diffTables(d *analysis.Diff) table.Table {
	t := table.Table{ID: "tables", Title: "Tables", Columns: []table.Head{
		{ID: "measure", Head: "table", Long: "Table", On: table.Everywhere, Lead: true},
		{ID: "change", Head: "", Long: "Change", On: table.Everywhere},
		{ID: "unit_before", Long: "Unit in " + d.Older.ID, On: table.OnData},
		{ID: "unit_after", Long: "Unit in " + d.Newer.ID, On: table.OnData},
		{ID: "figures_before", Head: d.Older.ID, Long: "Figures in " + d.Older.ID, On: table.Everywhere, Right: true, Priority: 2},
		{ID: "figures_after", Head: d.Newer.ID, Long: "Figures in " + d.Newer.ID, On: table.Everywhere, Right: true, Priority: 2},
		{ID: "years_added", Head: "years new", Long: "Years added", On: table.Everywhere, Sparse: true},
		{ID: "years_dropped", Head: "years gone", Long: "Years dropped", On: table.Everywhere, Sparse: true},
		{ID: "shared", Head: "in both", Long: "Figures in both", On: table.OnData | table.OnTables, Right: true, Priority: 3},
		{ID: "revised", Head: "revised", Long: "Revised", On: table.Everywhere, Right: true},
		{ID: "largest", Head: "the most", Long: "Largest revision", On: table.OnData | table.OnTables, Right: true, Priority: 1},
		{ID: "largest_code", Head: "", Long: "Largest revision of", On: table.OnData | table.OnTables, Priority: 1},
	}}
	for i := range d.Tables {
		x := &d.Tables[i]
		revised, largest, of := table.Missing(format.NotPublished), table.Missing(format.NotPublished), table.Missing("")
		if x.Comparable && x.Shared > 0 {
			revised = table.Whole(x.Changed)
			revised.Said = strconv.Itoa(x.Changed) + " of " + strconv.Itoa(x.Shared) + " revised"
			if l := x.Largest; l != nil {
				largest, of = table.Signed(l.Change), table.Words(string(l.Code)+" "+strconv.Itoa(int(l.Year)), string(l.Code)).As(cell.Faint)
			}
		}
		before, after := table.Whole(x.FiguresBefore), table.Whole(x.FiguresAfter)
		before.Said = before.Shown + " figures in " + d.Older.ID
		after.Said = after.Shown + " in " + d.Newer.ID
		t.Rows = append(t.Rows, table.Row{Cells: []table.Cell{
			table.Word(x.Measure.String()).Say(x.Measure.String()), tableChange(x), table.Optional(x.Before), table.Optional(x.After),
			before.As(cell.Faint), after.As(cell.Faint), yearsCell(x.YearsAdded, "years added"), yearsCell(x.YearsGone, "years dropped"),
			table.Whole(x.Shared).As(cell.Faint), revised, largest, of,
		}})
	}
	return t
}

// tableChange says what became of a table as a whole.
func tableChange(x *analysis.DiffTable) table.Cell {
	text := "same unit"
	switch {
	case x.Before == "":
		text = "added"
	case x.After == "":
		text = "dropped"
	case x.Before != x.After && x.Comparable:
		text = "unit restated"
	case x.Before != x.After:
		text = "other unit, not compared"
	}
	return table.Word(text).Say(text)
}

func yearsCell(years []figure.Year, what string) table.Cell {
	c := table.Optional(analysis.YearsWords(years))
	if len(years) > 0 {
		c.Said = what + " " + c.Shown
	}
	return c
}

// diffCells are figures only one of the two has, in tables and years of both.
func diffCells(d *analysis.Diff) table.Table {
	t := table.Table{ID: "cells", Title: "Figures that came or went, in tables and years both editions have", Columns: []table.Head{
		{ID: "change", Head: "", Long: "Change", On: table.Everywhere, Lead: true},
		{ID: "measure", Head: "table", Long: "Table", On: table.Everywhere, Lead: true},
		{ID: "code", Long: "Code", On: table.OnData},
		{ID: "name", Head: "of", Long: "Name", On: table.Everywhere},
		{ID: "years", Head: "years", Long: "Years", On: table.Everywhere},
	}}
	add := func(list []analysis.DiffCells, what string) {
		for _, c := range list {
			years := analysis.YearsWords(c.Years)
			t.Rows = append(t.Rows, table.Row{Cells: []table.Cell{
				table.Word(what).Say(what), table.Word(c.Measure.String()).Say(c.Measure.String()), table.Word(string(c.Code)), table.Word(c.Name).Say(c.Name), table.Word(years).Say(years),
			}})
		}
	}
	add(d.Added, "added")
	add(d.Dropped, "dropped")
	return t
}
