package report

import (
	"strconv"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
)

// diffTables are what became of each table.
func diffTables(d *analysis.Diff) Table {
	t := Table{ID: "tables", Title: "Tables", Columns: []Column{
		{ID: "measure", Head: "table", Words: "Table", On: Everywhere, Lead: true},
		{ID: "change", Head: "", Words: "Change", On: Everywhere},
		{ID: "unit_before", Words: "Unit in " + d.Older.ID, On: OnData},
		{ID: "unit_after", Words: "Unit in " + d.Newer.ID, On: OnData},
		{ID: "figures_before", Head: d.Older.ID, Words: "Figures in " + d.Older.ID, On: Everywhere, Right: true, Drop: 2},
		{ID: "figures_after", Head: d.Newer.ID, Words: "Figures in " + d.Newer.ID, On: Everywhere, Right: true, Drop: 2},
		{ID: "years_added", Head: "years new", Words: "Years added", On: Everywhere, Spare: true},
		{ID: "years_dropped", Head: "years gone", Words: "Years dropped", On: Everywhere, Spare: true},
		{ID: "shared", Head: "in both", Words: "Figures in both", On: OnData | OnTables, Right: true, Drop: 3},
		{ID: "revised", Head: "revised", Words: "Revised", On: Everywhere, Right: true},
		{ID: "largest", Head: "the most", Words: "Largest revision", On: OnData | OnTables, Right: true, Drop: 1},
		{ID: "largest_code", Head: "", Words: "Largest revision of", On: OnData | OnTables, Drop: 1},
	}}
	for i := range d.Tables {
		x := &d.Tables[i]
		revised, largest, of := missing(markNone), missing(markNone), missing("")
		if x.Comparable && x.Shared > 0 {
			revised = whole(x.Changed)
			revised.Said = strconv.Itoa(x.Changed) + " of " + strconv.Itoa(x.Shared) + " revised"
			if l := x.Largest; l != nil {
				largest, of = signed(l.Change), words(string(l.Code)+" "+strconv.Itoa(int(l.Year)), string(l.Code)).as(cell.Faint)
			}
		}
		before, after := whole(x.FiguresBefore), whole(x.FiguresAfter)
		before.Said = before.Shown + " figures in " + d.Older.ID
		after.Said = after.Shown + " in " + d.Newer.ID
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			word(x.Measure.String()).say(x.Measure.String()), tableChange(x), optional(x.Before), optional(x.After),
			before.as(cell.Faint), after.as(cell.Faint), yearsCell(x.YearsAdded, "years added"), yearsCell(x.YearsGone, "years dropped"),
			whole(x.Shared).as(cell.Faint), revised, largest, of,
		}})
	}
	return t
}

// tableChange says what became of a table as a whole.
func tableChange(x *analysis.DiffTable) Cell {
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
	return word(text).say(text)
}

func yearsCell(years []figure.Year, what string) Cell {
	c := optional(analysis.YearsWords(years))
	if len(years) > 0 {
		c.Said = what + " " + c.Shown
	}
	return c
}

// diffCells are figures only one of the two has, in tables and years of both.
func diffCells(d *analysis.Diff) Table {
	t := Table{ID: "cells", Title: "Figures that came or went, in tables and years both editions have", Columns: []Column{
		{ID: "change", Head: "", Words: "Change", On: Everywhere, Lead: true},
		{ID: "measure", Head: "table", Words: "Table", On: Everywhere, Lead: true},
		{ID: "code", Words: "Code", On: OnData},
		{ID: "name", Head: "of", Words: "Name", On: Everywhere},
		{ID: "years", Head: "years", Words: "Years", On: Everywhere},
	}}
	add := func(list []analysis.DiffCells, what string) {
		for _, c := range list {
			years := analysis.YearsWords(c.Years)
			t.Rows = append(t.Rows, Row{Cells: []Cell{
				word(what).say(what), word(c.Measure.String()).say(c.Measure.String()), word(string(c.Code)), word(c.Name).say(c.Name), word(years).say(years),
			}})
		}
	}
	add(d.Added, "added")
	add(d.Dropped, "dropped")
	return t
}
