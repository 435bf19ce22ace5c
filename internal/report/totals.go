package report

import (
	"fmt"
	"strconv"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/format"
	"allyscope/internal/table"
)

// totals lays out NATO's own sums beside what the rows give.
func totals(a *analysis.Answer) table.Table {
	spec, unit := a.Measure.Spec(), a.Measure.Spec().ChangeUnit()
	before, base := strconv.Itoa(int(a.Year)-1), strconv.Itoa(int(a.Base))
	t := table.Table{ID: "totals", Title: "NATO's own sums", Columns: []table.Head{
		{ID: "code", Long: "Code", On: table.OnData},
		{ID: "name", Head: "Sum", On: table.Everywhere, Lead: true},
		{ID: "value", Head: strconv.Itoa(int(a.Year)), Unit: underValue(spec), Long: spec.Title, LongUnit: a.Unit, On: table.Everywhere, Right: true},
		{ID: "unrounded", Long: "Unrounded", LongUnit: a.Unit, On: table.OnData, Right: true},
		{ID: "status", Long: "Status", On: table.OnData},
		{ID: "from_rows", Head: "from the rows", Unit: "computed", Long: "The same from the rows, computed", LongUnit: a.Unit, On: table.Everywhere, Right: true, Sparse: true, Priority: 3},
		{ID: "rows", Head: "of", Unit: "allies", Long: "Rows that went in", On: table.OnData | table.OnTables, Right: true, Sparse: true, Priority: 4},
		{ID: "change_1y", Head: "vs " + before, Unit: unit, Long: "Change on " + before, LongUnit: unit, On: table.OnData | table.OnTables, Right: true, Sparse: true, Priority: 2},
		{ID: "change_since", Head: "vs " + base, Unit: unit, Long: "Change since " + base, LongUnit: unit, On: table.Everywhere, Right: true, Sparse: true, Priority: 1},
	}}
	for i := range a.Totals {
		x := &a.Totals[i]
		value := table.Figure(x.Figure, format.NotPublished).As(cell.Strong)
		if x.Figure.Known() {
			value.Said = format.Number(x.Figure.Printed) + " " + spec.Unit
			value.Said += format.Status(x.Figure)
		}
		rowsIn, fromRows := table.Missing(format.NotPublished), table.Rounded(x.FromRows, spec.Places, format.NotPublished).As(cell.Faint)
		if x.FromRows.OK {
			rowsIn = table.Whole(x.Rows).As(cell.Faint)
			fromRows.Said = fmt.Sprintf("%s computed from %d rows", fromRows.Shown, x.Rows)
		}
		since := table.Difference(x.Since, format.NotPublished).As(cell.Faint)
		if x.Since.OK {
			since.Said = since.Shown + " " + unit + " since " + base
		}
		t.Rows = append(t.Rows, table.Row{Cells: []table.Cell{
			table.Word(string(x.Code)), table.Word(x.Name).Say(x.Name), value, table.Unrounded(x.Figure), table.Optional(x.Figure.Status.String()),
			fromRows, rowsIn, table.Difference(x.Change, format.NotPublished).As(cell.Faint), since,
		}})
	}
	return t
}
