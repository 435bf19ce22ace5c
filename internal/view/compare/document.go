package compare

import (
	"cmp"
	"slices"
	"strconv"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/table"
)

// Document lays out a row for each measure and a column for each ally, before it the years
// where some were asked for, and after it the allies' rows of the ranking.
func (v sides) Document() *document.Document {
	d := document.Of(&v.Answer)
	names := format.EachOf(v.Columns, func(c *analysis.Series) string { return c.Name })
	d.Title = document.InYear(format.List(names), v.Head())
	rows := format.EachOf(v.Columns, func(c *analysis.Series) *analysis.Row {
		r, _ := v.Row(c.Code) // a sum has none
		return r
	})
	ranked := document.Allies(&v.Answer, rows)
	ranked.Title = v.Spec().Name()
	d.Tables = []table.Table{v.measures(), ranked}
	if v.Query.From != 0 || v.Query.To != 0 { // the figures of the measure asked about
		d.Tables[0].Title = "Measures, " + strconv.Itoa(int(v.Year))
		years := document.YearsOf(table.Pointers(v.Columns)...)
		d.Tables = slices.Insert(d.Tables, 0, document.Years(&v.Answer.Header, v.Spec().Name(), table.Head{}, years))
	}
	marked := slices.ContainsFunc(v.Lines, func(l analysis.ComparisonLine) bool {
		return slices.ContainsFunc(l.Cells, func(x analysis.ComparisonCell) bool { return x.Extreme != 0 })
	})
	d.Remarks = append(format.Said(format.When(marked, "▲ is the greatest of those compared, ▼ the least.")), document.GapsBasis(&v.Answer, rows)...)
	d.Chart = plot.CoursePicture(&v.Answer, rows)
	return d
}

// measures are the lines that are no distances, in NATO's order.
func (v sides) measures() table.Table {
	type line = *analysis.ComparisonLine
	columns := slices.Concat(
		table.Data("measure", "Measure", func(l line) table.Cell { return table.Word(l.Measure.String()) }),
		table.Texts("title", "measure", "Title",
			func(l line) table.Cell { return document.MeasureTitle(l.Measure.In(l.Cells[0].Unit)) }).Leading(),
		table.Data("unit", "Unit", func(l line) table.Cell { return table.Word(l.Cells[0].Unit) }),
		document.YearColumn[line](v.Year),
	)
	for i := range v.Columns {
		c := &v.Columns[i]
		id := string(c.Code)
		columns = slices.Concat(columns,
			table.Numbers(id, plot.Tiny(c.Code), c.Name, func(l line) table.Cell { return v.cell(l, i) }),
			table.Data(id+"_status", c.Name+", status", func(l line) table.Cell { return table.Status(l.Cells[i].Figure) }),
			table.Data(id+"_rank", c.Name+", rank", func(l line) table.Cell { return document.Place(&l.Cells[i].SheetLine) }),
		)
	}
	lines := slices.DeleteFunc(table.Pointers(v.Lines), func(l line) bool { return l.Signed })
	slices.SortFunc(lines, func(a, b line) int { return cmp.Compare(a.Measure, b.Measure) })
	return table.Of("measures", "", slices.Concat(columns, document.SourceColumns[line](v.Head())), lines)
}

func (v sides) cell(l *analysis.ComparisonLine, i int) table.Cell {
	x, c := &l.Cells[i], &v.Columns[i]
	out := table.Figure(x.Figure, document.MissingOf(c.Ally, v.Year))
	if !x.Known() {
		return out
	}
	out.Said = c.Name + " " + format.Number(x.Printed) + format.Status(x.Figure)
	switch x.Extreme {
	case 1:
		out.Shown, out.Role = "▲ "+out.Shown, cell.Strong
	case -1:
		out.Shown, out.Role = "▼ "+out.Shown, cell.Faint
	}
	return out
}
