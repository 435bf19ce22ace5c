package listing

import (
	"cmp"
	"slices"
	"strconv"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/table"
	"allyscope/internal/target"
)

const older, newer = analysis.Older, analysis.Newer

// Diff lays out what one edition changed of another, with at most so many of the
// largest revisions; 0 asks for all.
func Diff(d *analysis.Diff, most int) *document.Document {
	doc := &document.Document{
		Title:   "From " + d.Editions[older].ID + " to " + d.Editions[newer].ID + ": what changed",
		Edition: bothOf(d.Editions[older], d.Editions[newer]),
		Fields: []document.Field{
			{ID: "older", Object: true, Fields: diffFields(d.Editions[older])},
			{ID: "newer", Object: true, Fields: diffFields(d.Editions[newer])},
			{ID: "definition_changed", Cell: table.Flag(d.Redefined)},
			{ID: "price_base_changed", Cell: table.Flag(d.Rebased)},
			{ID: "revised_shares", Cell: table.Whole(len(d.Revisions))},
		},
		Tables:   []table.Table{crossings(d), diffCounts(d), revisions(d, most), diffTables(d), diffCells(d)},
		Sentence: d.Sentence, Notes: d.Notes, Citation: d.Citation,
	}
	if n := len(d.Revisions); most > 0 && n > most {
		doc.Remarks = append(doc.Remarks, format.Of(most, n)+" revised shares of GDP are listed; --top 0 lists all.")
	}
	return doc
}

// bothOf names two editions: in full where one is the reader's own.
func bothOf(a, b *dataset.Edition) string {
	if a.Own || b.Own {
		return a.Name() + " and " + b.Name()
	}
	return "NATO, " + a.Month() + " and " + b.Month()
}

func diffFields(e *dataset.Edition) []document.Field {
	return []document.Field{
		{ID: "id", Cell: table.Word(e.ID)}, {ID: "published", Cell: table.Word(e.Published)}, {ID: "cutoff", Cell: table.Optional(e.CutOff)},
		{ID: "definition", Cell: table.Word(e.Definition)}, {ID: "price_base", Cell: table.Word(e.PriceBase)}, {ID: "coverage", Cell: table.Word(e.Coverage)},
	}
}

// levelCell names a level with what it is of, where that is not GDP.
func levelCell(m figure.Measure, l analysis.Level) table.Cell {
	c := table.Number(l.Value)
	c.Shown = format.Percent(l.Value) + format.When(m != figure.ShareGDP, " "+m.Spec().Word)
	return c.Telling("%s")
}

func printed(d *analysis.Diff, k int, id string) table.Column[*analysis.DiffRevision] {
	e, role := d.Editions[k].ID, [...]cell.Role{older: cell.Plain, newer: cell.Strong}[k]
	return table.Column[*analysis.DiffRevision]{
		Head: table.Head{ID: id, Head: e, Long: "Value in " + e, LongUnit: "%", On: everywhere, Right: true},
		Cell: func(x *analysis.DiffRevision) table.Cell {
			f := x.Readings[k].Figure
			return table.Figure(f, "").As(role).Where(f.Known(), format.NotPublished).Telling("%s in " + e)
		},
	}
}

func revised() table.Column[*analysis.DiffRevision] {
	head := RevisionHead(figure.ShareGDP.Spec(), "Revision")
	head.Sparse = false
	return table.Column[*analysis.DiffRevision]{Head: head, Cell: func(x *analysis.DiffRevision) table.Cell { return Revision(x.Measure.Spec(), x.Change, "") }}
}

func crossings(d *analysis.Diff) table.Table {
	type row = *analysis.DiffRevision
	side := func(k int, when, verdict string) []table.Column[row] {
		e := d.Editions[k].ID
		return []table.Column[row]{
			printed(d, k, when),
			{Head: table.Head{ID: when + "_status", Long: "Status in " + e, On: data}, Cell: func(x row) table.Cell { return table.Status(x.Readings[k].Figure) }},
			{Head: table.Head{ID: "verdict_" + when, Head: verdict, Long: "Verdict in " + e, On: data | tables, Priority: 2 - k},
				Cell: func(x row) table.Cell {
					return table.Verdict(x.Readings[k].Verdict, x.Readings[k].Edge, x.Level.In(x.Year))
				}},
		}
	}
	return table.Of("crossings", "Allies on another side of a level", slices.Concat([]table.Column[row]{
		{Head: table.Head{ID: "measure", Long: "Measure", On: data}, Cell: func(x row) table.Cell { return table.Word(x.Measure.String()) }},
		{Head: table.Head{ID: "level", Head: "level", Long: "Level", LongUnit: "%", On: everywhere}, Cell: func(x row) table.Cell { return levelCell(x.Measure, x.Level) }},
		{Head: table.Head{ID: "year", Head: "year", Long: "Year", On: everywhere, Right: true}, Cell: func(x row) table.Cell { return table.LeadYear(x.Year) }},
		{Head: table.Head{ID: "code", Long: "Code", On: data}, Cell: func(x row) table.Cell { return table.Word(string(x.Code)) }},
		{Head: table.Head{ID: "name", Head: "Ally", On: everywhere, Lead: true}, Cell: func(x row) table.Cell { return table.Name(x.Name) }},
		{Head: table.Head{ID: "turn", Head: "", Long: "What happened", On: everywhere}, Cell: turnCell},
	}, side(older, "before", "then"), side(newer, "after", "now"), []table.Column[row]{
		revised(),
		{Head: table.Head{ID: "older", Long: "Older edition", On: csv}, Cell: func(row) table.Cell { return table.Word(d.Editions[older].ID) }},
		{Head: table.Head{ID: "newer", Long: "Newer edition", On: csv}, Cell: func(row) table.Cell { return table.Word(d.Editions[newer].ID) }},
	}), table.Pointers(d.Crossings))
}

// turnCell says what happened: glyph, word and role, never colour alone.
func turnCell(x *analysis.DiffRevision) table.Cell {
	shown := [...]struct {
		glyph, data string
		role        cell.Role
	}{
		analysis.Fell: {"▼", "fell", cell.Plain}, analysis.Rose: {"▲", "rose", cell.Meets},
		analysis.Arrived: {"+", "new_figure", cell.Plain}, analysis.Left: {"−", "not_held_now", cell.Unknown},
	}[x.Turn]
	if x.Turn == analysis.Arrived && x.Readings[newer].Verdict == target.Meets {
		shown.role = cell.Meets
	}
	return table.Words(shown.glyph+" "+x.Turn.String(), shown.data).Say(x.Turn.String()).As(shown.role)
}

func diffCounts(d *analysis.Diff) table.Table {
	type row = *analysis.DiffCount
	rows := slices.DeleteFunc(table.Pointers(d.Counts), func(c row) bool {
		return c.Crossed == 0 && c.Counts[older].Meets == c.Counts[newer].Meets && c.Counts[older].Below == c.Counts[newer].Below
	})
	// side is what one of the two counts; of few columns its last goes first.
	side := func(when string, k int, role cell.Role) []table.Column[row] {
		e, judged := d.Editions[k], func(c row) int { return c.Counts[k].Meets + c.Counts[k].Below }
		return []table.Column[row]{
			{Head: table.Head{ID: "meets_" + when, Head: e.ID, Long: "At the level in " + e.ID, On: everywhere, Right: true}, Cell: func(c row) table.Cell {
				meet := format.When(k == older, " "+format.Meet(c.Level.In(c.Year)))
				return table.Whole(c.Counts[k].Meets).As(role).Say(format.Of(c.Counts[k].Meets, judged(c)) + meet + " in " + e.ID)
			}},
			{Head: table.Head{ID: "of_" + when, Head: "of", Long: "Judged in " + e.ID, On: data | tables, Right: true}, Cell: func(c row) table.Cell { return table.Whole(judged(c)).As(cell.Faint) }},
			{Head: table.Head{ID: "no_data_" + when, Head: "no figure", Long: "Without a figure in " + e.ID, On: data | tables, Right: true, Priority: 2 - k},
				Cell: func(c row) table.Cell { return table.Whole(c.Counts[k].NoData).As(cell.Faint) }},
		}
	}
	return table.Of("counts", "Allies at each level, where the count or who is in it changed", slices.Concat(
		[]table.Column[row]{
			{Head: table.Head{ID: "measure", Long: "Measure", On: data}, Cell: func(c row) table.Cell { return table.Word(c.Measure.String()) }},
			{Head: table.Head{ID: "level", Head: "level", Long: "Level", LongUnit: "%", On: everywhere, Lead: true}, Cell: func(c row) table.Cell { return levelCell(c.Measure, c.Level) }},
			{Head: table.Head{ID: "year", Head: "year", Long: "Year", On: everywhere, Right: true, Lead: true}, Cell: func(c row) table.Cell { return table.LeadYear(c.Year) }},
		},
		side("before", older, cell.Plain),
		side("after", newer, cell.Strong),
		[]table.Column[row]{
			{Head: table.Head{ID: "with_forces", Long: "Members with forces", On: data, Right: true}, Cell: func(c row) table.Cell { return table.Whole(c.Counts[newer].WithForces) }},
		},
	), rows)
}

func revisions(d *analysis.Diff, most int) table.Table {
	type row = *analysis.DiffRevision
	list := d.Revisions
	if most > 0 && most < len(list) {
		list = list[:most]
	}
	return table.Of("revisions", "The largest revisions of a share of GDP", []table.Column[row]{
		{Head: table.Head{ID: "code", Long: "Code", On: data}, Cell: func(r row) table.Cell { return table.Word(string(r.Code)) }},
		{Head: table.Head{ID: "name", Head: "Ally", On: everywhere, Lead: true}, Cell: func(r row) table.Cell { return table.Name(r.Name) }},
		{Head: table.Head{ID: "year", Head: "year", Long: "Year", On: everywhere, Right: true, Lead: true}, Cell: func(r row) table.Cell { return table.LeadYear(r.Year) }},
		printed(d, older, "before"), printed(d, newer, "after"), revised(),
	}, table.Pointers(list))
}

func diffTables(d *analysis.Diff) table.Table {
	type row = *analysis.DiffTable
	held := func(k int, when, in string) table.Column[row] {
		e := d.Editions[k].ID
		return table.Column[row]{Head: table.Head{ID: "figures_" + when, Head: e, Long: "Figures in " + e, On: everywhere, Right: true, Priority: 2},
			Cell: func(x row) table.Cell { return table.Whole(x.Figures[k]).As(cell.Faint).Telling("%s" + in + e) }}
	}
	return table.Of("tables", "Tables", []table.Column[row]{
		{Head: table.Head{ID: "measure", Head: "table", Long: "Table", On: everywhere, Lead: true}, Cell: func(x row) table.Cell { return table.Name(x.Measure.String()) }},
		{Head: table.Head{ID: "change", Head: "", Long: "Change", On: everywhere}, Cell: tableChange},
		{Head: table.Head{ID: "unit_before", Long: "Unit in " + d.Editions[older].ID, On: data}, Cell: func(x row) table.Cell { return table.Optional(x.Units[older]) }},
		{Head: table.Head{ID: "unit_after", Long: "Unit in " + d.Editions[newer].ID, On: data}, Cell: func(x row) table.Cell { return table.Optional(x.Units[newer]) }},
		held(older, "before", " figures in "), held(newer, "after", " in "),
		{Head: table.Head{ID: "years_added", Head: "held only after", Long: "Years not held before", On: everywhere, Sparse: true}, Cell: func(x row) table.Cell { return yearsCell(x.Years[newer], "years not held before ") }},
		{Head: table.Head{ID: "years_dropped", Head: "held only before", Long: "Years not held after", On: everywhere, Sparse: true}, Cell: func(x row) table.Cell { return yearsCell(x.Years[older], "years not held after ") }},
		{Head: table.Head{ID: "shared", Head: "in both", Long: "Figures in both", On: data | tables, Right: true, Priority: 3}, Cell: func(x row) table.Cell { return table.Whole(x.Shared).As(cell.Faint) }},
		{Head: table.Head{ID: "revised", Head: "revised", Long: "Revised", On: everywhere, Right: true}, Cell: func(x row) table.Cell {
			return table.Whole(x.Changed).Say(format.Of(x.Changed, x.Shared)+" revised").Where(x.Comparable && x.Shared > 0, format.NotPublished)
		}},
		{Head: table.Head{ID: "largest", Head: "the most", Long: "Largest revision", On: data | tables, Right: true, Priority: 1}, Cell: func(x row) table.Cell {
			if x.Largest == nil {
				return table.Missing(format.NotPublished)
			}
			return table.Signed(x.Largest.Change.Value).Marked(format.After(" ", figure.Scale(x.Units[newer])))
		}},
		{Head: table.Head{ID: "largest_code", Head: "", Long: "Largest revision of", On: data | tables, Priority: 1}, Cell: func(x row) table.Cell {
			if x.Largest == nil {
				return table.Missing("")
			}
			code := string(x.Largest.Code)
			return table.Words(code+" "+strconv.Itoa(int(x.Largest.Year)), code).As(cell.Faint)
		}},
	}, table.Pointers(d.Tables))
}

func tableChange(x *analysis.DiffTable) table.Cell {
	before, after := x.Units[older], x.Units[newer]
	return table.Name(cmp.Or(
		format.When(before == "", "not held before"), format.When(after == "", "not held after"),
		format.When(before == after, "same unit"), format.When(x.Comparable, "unit restated"), "other unit, not compared"))
}

func yearsCell(years []figure.Year, what string) table.Cell {
	return table.Optional(format.YearList(years)).Saying(what + "%s")
}

func diffCells(d *analysis.Diff) table.Table {
	type row struct {
		*analysis.DiffCells
		change string
	}
	var rows []row
	for _, k := range [...]int{newer, older} {
		for i := range d.Only[k] {
			rows = append(rows, row{&d.Only[k][i], [...]string{older: "not held after", newer: "not held before"}[k]})
		}
	}
	return table.Of("cells", "Figures held of one of the two only, in tables and years both have", []table.Column[row]{
		{Head: table.Head{ID: "change", Head: "", Long: "Change", On: everywhere, Lead: true}, Cell: func(c row) table.Cell { return table.Name(c.change) }},
		{Head: table.Head{ID: "measure", Head: "table", Long: "Table", On: everywhere, Lead: true}, Cell: func(c row) table.Cell { return table.Name(c.Measure.String()) }},
		{Head: table.Head{ID: "code", Long: "Code", On: data}, Cell: func(c row) table.Cell { return table.Word(string(c.Code)) }},
		{Head: table.Head{ID: "name", Head: "of", Long: "Name", On: everywhere}, Cell: func(c row) table.Cell { return table.Name(c.Name) }},
		{Head: table.Head{ID: "years", Head: "years", Long: "Years", On: everywhere}, Cell: func(c row) table.Cell { return table.Name(format.YearList(c.Years)) }},
	}, rows)
}
