package report

import (
	"fmt"
	"strconv"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/listing"
	"allyscope/internal/plot"
	"allyscope/internal/table"
)

// Show lays out all that an edition says of one or more allies in a year.
func Show(p *analysis.Profile) *document.Document {
	a := p.Main
	d := document.Of(a)
	d.Title = names(p) + " · " + strconv.Itoa(int(a.Year))
	if len(p.Allies) == 1 {
		x := p.Allies[0]
		d.Title = fmt.Sprintf("%s (%s), ally since %d · %d", x.Name, x.Code, x.Since(), a.Year)
		if r, ok := a.Row(x.Code); ok && a.Judged {
			d.Result = r.Verdict.Words()
			if said := table.Verdict(r.Verdict, r.KnifeEdge, a.Level.Value).Said; said != "" {
				d.Result = said
			}
		}
	}
	if a.Estimated {
		d.Title += " (estimate)"
	}
	d.Tables = []table.Table{measures(p), against(p), years(p)}
	if len(p.Sheets) == 1 {
		d.Tables = append(d.Tables, pledges(p.Sheets[0]), peers(p))
	}
	if p.Vintages != nil {
		d.Tables = append(d.Tables, listing.Vintages(p.Vintages, strconv.Itoa(int(a.Year))+" as each edition printed it"))
	}
	d.Remarks, d.Chart = document.GapsBasis(rowsOf(p)), plot.CoursePicture(p)
	d.Sentence, d.Citation = p.Sentence, p.Citation
	return d
}

// Compare lays out some allies side by side.
func Compare(p *analysis.Profile) *document.Document {
	d := document.Of(p.Main)
	d.Title = fmt.Sprintf("%s · %d", names(p), p.Main.Year)
	if p.Main.Estimated {
		d.Title += " (estimate)"
	}
	d.Tables = []table.Table{sideBySide(p), against(p)}
	d.Sentence, d.Citation = p.Sentence, p.Citation
	d.Remarks = append([]string{"▲ is the greatest of those compared, ▼ the least."}, document.GapsBasis(rowsOf(p))...)
	d.Chart = plot.CoursePicture(p)
	return d
}

// names are the allies' names: "Norway", "Norway and Sweden", "Norway, Sweden
// and Finland".
func names(p *analysis.Profile) string {
	list := make([]string, len(p.Allies))
	for i, x := range p.Allies {
		list[i] = x.Name
	}
	return format.List(list)
}

// against are the allies' rows of the ranking.
func against(p *analysis.Profile) table.Table {
	a := p.Main
	t := document.Allies(a, rowsOf(p))
	t.Title = a.Measure.Spec().Title + ", " + a.Measure.Spec().Unit
	return t
}

// rowsOf are the allies' rows.
func rowsOf(p *analysis.Profile) []*analysis.Row {
	var out []*analysis.Row
	for _, x := range p.Allies {
		if r, ok := p.Main.Row(x.Code); ok {
			out = append(out, r)
		}
	}
	return out
}

// onSeveral shows a column to people where there is more than one ally.
func onSeveral(p *analysis.Profile) table.Surface {
	if len(p.Allies) > 1 {
		return table.Everywhere
	}
	return table.OnData | table.OnPlain
}

// measures are a row for each measure and ally.
func measures(p *analysis.Profile) table.Table {
	a := p.Main
	y, before, base := strconv.Itoa(int(a.Year)), strconv.Itoa(int(a.Year)-1), strconv.Itoa(int(a.Base))
	t := table.Table{ID: "measures", Columns: []table.Head{
		{ID: "code", Long: "Code", On: table.OnData},
		{ID: "name", Head: "Ally", On: onSeveral(p), Lead: true},
		{ID: "measure", Long: "Measure", On: table.OnData},
		{ID: "title", Head: "measure", Long: "Title", On: table.Everywhere, Lead: true},
		{ID: "unit", Long: "Unit", On: table.OnData},
		{ID: "year", Long: "Year", On: table.OnCSV, Right: true},
		{ID: "value", Head: y, Long: "Value", On: table.Everywhere, Right: true},
		{ID: "unrounded", Long: "Unrounded", On: table.OnData, Right: true},
		{ID: "status", Long: "Status", On: table.OnData},
		{ID: "currency", Head: "", Long: "Currency", On: table.OnData | table.OnTables},
		{ID: "rank", Head: "rank", Long: "Rank", On: table.Everywhere, Right: true},
		{ID: "of", Head: "of", Long: "Allies ranked", On: table.Everywhere, Right: true, Priority: 1},
		{ID: "change_1y", Head: "vs " + before, Long: "Change on " + before, On: table.Everywhere, Right: true, Priority: 3},
		{ID: "change_since", Head: "vs " + base, Long: "Change since " + base, On: table.Everywhere, Right: true, Priority: 2},
		{ID: "change_unit", Long: "Unit of changes", On: table.OnData},
		{ID: "edition", Long: "Edition", On: table.OnCSV},
		{ID: "source", Long: "Source", On: table.OnCSV},
	}}
	for k := range p.Allies {
		for i := range p.Lines {
			t.Rows = append(t.Rows, measureRow(p, &p.Lines[i], k))
		}
	}
	return t
}

// measureRow is one measure of the k-th ally.
func measureRow(p *analysis.Profile, l *analysis.Line, k int) table.Row {
	x, of := l.Rows[k], p.Allies[k]
	spec, unit := l.Measure.Spec(), l.Measure.Spec().ChangeUnit()
	mark := markOfSheet(p.Sheets[k])
	value := table.Figure(x.Figure, mark).As(cell.Strong)
	if x.Figure.Known() {
		value.Said = format.Number(x.Figure.Printed) + format.Status(x.Figure)
	} else {
		value = value.As(cell.Unknown).Say("no figure")
	}
	rank, ranked := sheetRank(x)
	currency := table.Optional(x.Currency)
	if spec.Comparable {
		currency = table.Missing("") // one unit for all
	}
	return table.Row{Cells: []table.Cell{
		table.Word(string(of.Code)), table.Word(of.Name).Say(of.Name), table.Word(l.Measure.String()),
		titleCell(spec), table.Word(l.Unit), table.Year(p.Main.Year),
		value, table.Unrounded(x.Figure), table.Optional(x.Figure.Status.String()), currency.As(cell.Faint),
		rank, ranked, change(x.Change, unit, mark, "on "+strconv.Itoa(int(p.Main.Year)-1)),
		change(x.Since, unit, mark, "since "+strconv.Itoa(int(p.Main.Base))), table.Word(unit),
		table.Word(p.Main.Edition.ID), table.Word(p.Citation),
	}}
}

// sheetRank is a place and of how many.
func sheetRank(x *analysis.SheetLine) (rank, of table.Cell) {
	if x.Rank == 0 {
		return table.Missing(format.NotPublished), table.Missing(format.NotPublished)
	}
	rank = table.Whole(x.Rank).Say(format.Ordinal(x.Rank) + " of " + strconv.Itoa(x.Of))
	if x.Tied {
		rank.Shown = "=" + rank.Shown
	}
	return rank, table.Whole(x.Of).As(cell.Faint)
}

// markOfSheet is the mark for what is missing of an ally.
func markOfSheet(s *analysis.Sheet) string {
	switch {
	case !s.Ally.HasForces():
		return format.NoForces
	case !s.Member:
		return format.NotMember
	default:
		return format.NotPublished
	}
}

// titleCell names a measure, shortened where every row does.
func titleCell(s figure.Spec) table.Cell {
	full := s.Title + ", " + s.Unit
	short := strings.NewReplacer(
		"Defence expenditure", "Expenditure", "defence expenditure", "expenditure",
		"Gross domestic product", "GDP", "national currency", "own currency", ", maintenance and other", " and other",
	).Replace(full)
	return table.Words(short, s.Title).Say(full)
}

// change is a difference with its unit, where rows differ in theirs.
func change(d analysis.Delta, unit, mark, when string) table.Cell {
	c := table.Difference(d, mark).As(cell.Faint)
	if d.OK {
		c.Shown += " " + unit
		c.Said = c.Shown + " " + when
	}
	return c
}

// years are the series of the measure asked about.
func years(p *analysis.Profile) table.Table {
	a := p.Main
	on := table.OnData
	if a.Judged {
		on |= table.OnTables | table.OnPlain
	}
	spec := a.Measure.Spec()
	t := table.Table{ID: "years", Title: spec.Title + ", " + spec.Unit, Columns: []table.Head{
		{ID: "code", Long: "Code", On: table.OnData},
		{ID: "name", Head: "Ally", On: onSeveral(p), Lead: true},
		{ID: "year", Head: "year", Long: "Year", On: table.Everywhere, Right: true, Lead: true},
		{ID: "value", Head: spec.Short, Long: spec.Title, LongUnit: a.Unit, On: table.Everywhere, Right: true},
		{ID: "status", Long: "Status", On: table.OnData},
		{ID: "verdict", Head: "verdict", Long: "Verdict", On: on},
	}}
	for _, x := range p.Allies {
		r, ok := a.Row(x.Code)
		if !ok {
			continue
		}
		for k, f := range r.Series {
			y := table.Year(a.First + figure.Year(k))
			value := table.Figure(f, document.MarkOf(r)).As(cell.Strong)
			if f.Known() {
				value.Said = format.Number(f.Printed) + " " + spec.Unit + format.Status(f)
			} else {
				value = value.As(cell.Unknown).Say("no figure")
			}
			t.Rows = append(t.Rows, table.Row{Cells: []table.Cell{
				table.Word(string(x.Code)), table.Word(x.Name).Say(x.Name), y.Say(y.Shown), value,
				table.Optional(f.Status.String()), table.Verdict(r.Verdicts[k], r.Verdicts[k].Counted() && p.KnifeEdge(f), a.Level.Value),
			}})
		}
	}
	return t
}

// sideBySide is a row for each measure and a column for each ally.
func sideBySide(p *analysis.Profile) table.Table {
	t := table.Table{ID: "measures", Columns: []table.Head{
		{ID: "measure", Long: "Measure", On: table.OnData},
		{ID: "title", Head: "measure", Long: "Title", On: table.Everywhere, Lead: true},
		{ID: "unit", Long: "Unit", On: table.OnData},
		{ID: "year", Long: "Year", On: table.OnCSV, Right: true},
	}}
	for _, x := range p.Allies {
		code := string(x.Code)
		t.Columns = append(t.Columns,
			table.Head{ID: code, Head: code, Long: x.Name, On: table.Everywhere, Right: true},
			table.Head{ID: code + "_status", Long: x.Name + ", status", On: table.OnData},
			table.Head{ID: code + "_rank", Long: x.Name + ", rank", On: table.OnData, Right: true},
		)
	}
	t.Columns = append(t.Columns, table.Head{ID: "edition", Long: "Edition", On: table.OnCSV}, table.Head{ID: "source", Long: "Source", On: table.OnCSV})
	for i := range p.Lines {
		l := &p.Lines[i]
		cells := []table.Cell{table.Word(l.Measure.String()), titleCell(l.Measure.Spec()), table.Word(l.Unit), table.Year(p.Main.Year)}
		for k, x := range l.Rows {
			rank, _ := sheetRank(x)
			cells = append(cells, extremeCell(p, l, k), table.Optional(x.Figure.Status.String()), rank)
		}
		t.Rows = append(t.Rows, table.Row{Cells: append(cells, table.Word(p.Main.Edition.ID), table.Word(p.Citation))})
	}
	return t
}

// extremeCell is the k-th ally's figure, marked where it is the greatest or the
// least.
func extremeCell(p *analysis.Profile, l *analysis.Line, k int) table.Cell {
	x := l.Rows[k]
	c := table.Figure(x.Figure, markOfSheet(p.Sheets[k]))
	if !x.Figure.Known() {
		return c
	}
	c.Said = p.Allies[k].Name + " " + format.Number(x.Figure.Printed) + format.Status(x.Figure)
	switch l.Extreme(x) {
	case 1:
		c.Shown, c.Role = "▲ "+c.Shown, cell.Strong
	case -1:
		c.Shown, c.Role = "▼ "+c.Shown, cell.Faint
	}
	return c
}
