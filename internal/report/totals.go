package report

import (
	"fmt"
	"strconv"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
)

// totals lays out NATO's own sums beside what the rows give.
func totals(a *analysis.Answer) Table {
	spec, unit := a.Measure.Spec(), changeUnit(a.Measure)
	before, base := strconv.Itoa(int(a.Year)-1), strconv.Itoa(int(a.Base))
	t := Table{ID: "totals", Title: "NATO's own sums", Columns: []Column{
		{ID: "code", Words: "Code", On: OnData},
		{ID: "name", Head: "Sum", On: Everywhere, Lead: true},
		{ID: "value", Head: strconv.Itoa(int(a.Year)), Under: underValue(spec), Words: spec.Title, Unit: a.Unit, On: Everywhere, Right: true},
		{ID: "unrounded", Words: "Unrounded", Unit: a.Unit, On: OnData, Right: true},
		{ID: "status", Words: "Status", On: OnData},
		{ID: "from_rows", Head: "from the rows", Under: "computed", Words: "The same from the rows, computed", Unit: a.Unit, On: Everywhere, Right: true, Spare: true, Drop: 3},
		{ID: "rows", Head: "of", Under: "allies", Words: "Rows that went in", On: OnData | OnTables, Right: true, Spare: true, Drop: 4},
		{ID: "change_1y", Head: "vs " + before, Under: unit, Words: "Change on " + before, Unit: unit, On: OnData | OnTables, Right: true, Spare: true, Drop: 2},
		{ID: "change_since", Head: "vs " + base, Under: unit, Words: "Change since " + base, Unit: unit, On: Everywhere, Right: true, Spare: true, Drop: 1},
	}}
	for i := range a.Totals {
		x := &a.Totals[i]
		value := published(x.Figure, markNone).as(cell.Strong)
		if x.Figure.Known() {
			value.Said = analysis.Grouped(x.Figure.Printed) + " " + spec.Unit
			value.Said += estimateWords(x.Figure)
		}
		rowsIn, fromRows := missing(markNone), rounded(x.FromRows, spec.Places, markNone).as(cell.Faint)
		if x.FromRows.OK {
			rowsIn = whole(x.Rows).as(cell.Faint)
			fromRows.Said = fmt.Sprintf("%s computed from %d rows", fromRows.Shown, x.Rows)
		}
		since := difference(x.Since, markNone).as(cell.Faint)
		if x.Since.OK {
			since.Said = since.Shown + " " + unit + " since " + base
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			word(string(x.Code)), word(x.Name).say(x.Name), value, unrounded(x.Figure), optional(x.Figure.Status.String()),
			fromRows, rowsIn, difference(x.Change, markNone).as(cell.Faint), since,
		}})
	}
	return t
}
