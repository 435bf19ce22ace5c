package listing

import (
	"cmp"
	"slices"
	"strconv"

	"allyscope/internal/ally"
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

// Diff lays out the changes between two editions. It lists most of the revisions, 0 meaning all.
func Diff(d *analysis.Diff, most int) *document.Document {
	a, b := d.Editions[older], d.Editions[newer]
	names := "NATO, " + a.Month() + " and " + b.Month()
	if a.Own || b.Own { // NATO did not publish both
		names = a.Name() + " and " + b.Name()
	}
	doc := &document.Document{
		Title:   "From " + a.ID + " to " + b.ID + ": what changed",
		Edition: names,
		Fields: []document.Field{
			{ID: "older", Object: true, Fields: diffFields(a)},
			{ID: "newer", Object: true, Fields: diffFields(b)},
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

func diffFields(e *dataset.Edition) []document.Field {
	return []document.Field{
		{ID: "id", Cell: table.Word(e.ID)}, {ID: "published", Cell: table.Word(e.Published)}, {ID: "cutoff", Cell: table.Optional(e.CutOff)},
		{ID: "definition", Cell: table.Word(e.Definition)}, {ID: "price_base", Cell: table.Word(e.PriceBase)}, {ID: "coverage", Cell: table.Word(e.Coverage)},
	}
}

// levelCell is a level, with its measure unless that is the share of GDP.
func levelCell(m figure.Measure, l analysis.Level) table.Cell {
	c := table.Number(l.Value)
	c.Shown = format.Percent(l.Value) + format.When(m != figure.ShareGDP, " "+m.Spec().Word)
	return c.Telling("%s")
}

// strength is the role of the figures of either edition; the newer one's stand out.
func strength(k int) cell.Role {
	if k == newer {
		return cell.Strong
	}
	return cell.Plain
}

// printed is the column of the figures as printed in either edition.
func printed(d *analysis.Diff, k int, id string) table.Columns[*analysis.DiffRevision] {
	e := d.Editions[k].ID
	return table.Numbers(id, e, "Value in "+e, func(x *analysis.DiffRevision) table.Cell {
		f := x.Readings[k].Figure
		return table.Figure(f, "").As(strength(k)).Where(f.Known(), format.NotPublished).Telling("%s in " + e)
	}).InUnit("", "%")
}

func revised() table.Columns[*analysis.DiffRevision] {
	return Revisions(figure.ShareGDP.Spec(), "Revision", func(x *analysis.DiffRevision) table.Cell {
		return Revision(x.Measure.Spec(), x.Change, "")
	})
}

func crossings(d *analysis.Diff) table.Table {
	type row = *analysis.DiffRevision
	side := func(k int, when, verdict string) table.Columns[row] {
		e := d.Editions[k].ID
		return slices.Concat(
			printed(d, k, when),
			table.Data(when+"_status", "Status in "+e, func(x row) table.Cell { return table.Status(x.Readings[k].Figure) }),
			table.Texts("verdict_"+when, verdict, "Verdict in "+e, func(x row) table.Cell {
				return table.Verdict(x.Readings[k].Verdict, x.Readings[k].Edge, x.Level.In(x.Year))
			}).NotInPlain().GivesWay(2-k),
		)
	}
	return table.Of("crossings", "Allies that crossed a level", slices.Concat(
		table.Data("measure", "Measure", func(x row) table.Cell { return table.Word(x.Measure.String()) }),
		table.Texts("level", "level", "", func(x row) table.Cell { return levelCell(x.Measure, x.Level) }).InUnit("", "%"),
		table.Numbers("year", "year", "", func(x row) table.Cell { return table.LeadYear(x.Year) }),
		table.Codes(func(x row) ally.Code { return x.Code }),
		table.Names("Ally", func(x row) string { return x.Name }),
		table.Texts("turn", "", "What happened", turnCell),
		side(older, "before", "then"), side(newer, "after", "now"),
		revised(),
		table.InCSV[row]("older", "Older edition", table.Word(d.Editions[older].ID)),
		table.InCSV[row]("newer", "Newer edition", table.Word(d.Editions[newer].ID)),
	), table.Pointers(d.Crossings))
}

// turnCell shows a change of verdict by glyph, word and role, never by colour alone.
func turnCell(x *analysis.DiffRevision) table.Cell {
	glyph, data, role := "−", "not_held_now", cell.Unknown
	switch x.Turn {
	case analysis.Fell:
		glyph, data, role = "▼", "fell", cell.Plain
	case analysis.Rose:
		glyph, data, role = "▲", "rose", cell.Meets
	case analysis.Arrived:
		glyph, data, role = "+", "new_figure", cell.Plain
		if x.Readings[newer].Verdict == target.Meets {
			role = cell.Meets
		}
	}
	return table.Words(glyph+" "+x.Turn.String(), data).Say(x.Turn.String()).As(role)
}

func diffCounts(d *analysis.Diff) table.Table {
	type row = *analysis.DiffCount
	rows := slices.DeleteFunc(table.Pointers(d.Counts), func(c row) bool {
		return c.Crossed == 0 && c.Counts[older].Meets == c.Counts[newer].Meets && c.Counts[older].Below == c.Counts[newer].Below
	})
	// side returns the columns of one of the two editions.
	side := func(when string, k int) table.Columns[row] {
		e, judged := d.Editions[k], func(c row) int { return c.Counts[k].Meets + c.Counts[k].Below }
		return slices.Concat(
			table.Numbers("meets_"+when, e.ID, "At the level in "+e.ID, func(c row) table.Cell {
				meet := format.When(k == older, " "+format.Meet(c.Level.In(c.Year)))
				return table.Whole(c.Counts[k].Meets).As(strength(k)).Say(format.Of(c.Counts[k].Meets, judged(c)) + meet + " in " + e.ID)
			}),
			table.Numbers("of_"+when, "of", "Judged in "+e.ID,
				func(c row) table.Cell { return table.Whole(judged(c)).As(cell.Faint) }).NotInPlain(),
			table.Numbers("no_data_"+when, "no figure", "Without a figure in "+e.ID,
				func(c row) table.Cell { return table.Whole(c.Counts[k].NoData).As(cell.Faint) }).NotInPlain().GivesWay(2-k),
		)
	}
	return table.Of("counts", "Allies at each level, where the count or its allies changed", slices.Concat(
		table.Data("measure", "Measure", func(c row) table.Cell { return table.Word(c.Measure.String()) }),
		table.Texts("level", "level", "", func(c row) table.Cell { return levelCell(c.Measure, c.Level) }).InUnit("", "%").Leading(),
		table.LeadYears(func(c row) figure.Year { return c.Year }),
		side("before", older),
		side("after", newer),
		table.Data("with_forces", "Members with forces", func(c row) table.Cell { return table.Whole(c.Counts[newer].WithForces) }),
	), rows)
}

func revisions(d *analysis.Diff, most int) table.Table {
	type row = *analysis.DiffRevision
	list := d.Revisions
	if most > 0 && most < len(list) {
		list = list[:most]
	}
	return table.Of("revisions", "The largest revisions to a share of GDP", slices.Concat(
		table.Codes(func(r row) ally.Code { return r.Code }),
		table.Names("Ally", func(r row) string { return r.Name }),
		table.LeadYears(func(r row) figure.Year { return r.Year }),
		printed(d, older, "before"), printed(d, newer, "after"), revised(),
	), table.Pointers(list))
}

func diffTables(d *analysis.Diff) table.Table {
	type row = *analysis.DiffTable
	held := func(k int, when, in string) table.Columns[row] {
		e := d.Editions[k].ID
		return table.Numbers("figures_"+when, e, "Figures in "+e,
			func(x row) table.Cell { return table.Whole(x.Figures[k]).As(cell.Faint).Telling("%s" + in + e) }).GivesWay(2)
	}
	years := func(k int, id, head, words string) table.Columns[row] {
		return table.Texts(id, head, words, func(x row) table.Cell {
			return table.Optional(format.YearList(x.Years[k])).Saying(format.Lower(words) + " %s")
		}).UnlessEmpty()
	}
	return table.Of("tables", "Tables", slices.Concat(
		table.Texts("measure", "table", "", func(x row) table.Cell { return table.Name(x.Measure.String()) }).Leading(),
		table.Texts("change", "", "Change", func(x row) table.Cell {
			before, after := x.Units[older], x.Units[newer]
			return table.Name(cmp.Or(
				format.When(before == "", "not held before"), format.When(after == "", "not held after"),
				format.When(before == after, "same unit"), format.When(x.Comparable, "unit restated"), "other unit, not compared"))
		}),
		table.Data("unit_before", "Unit in "+d.Editions[older].ID, func(x row) table.Cell { return table.Optional(x.Units[older]) }),
		table.Data("unit_after", "Unit in "+d.Editions[newer].ID, func(x row) table.Cell { return table.Optional(x.Units[newer]) }),
		held(older, "before", " figures in "), held(newer, "after", " in "),
		years(newer, "years_added", "held only after", "Years not held before"),
		years(older, "years_dropped", "held only before", "Years not held after"),
		table.Numbers("shared", "in both", "Figures in both",
			func(x row) table.Cell { return table.Whole(x.Shared).As(cell.Faint) }).NotInPlain().GivesWay(3),
		table.Numbers("revised", "revised", "", func(x row) table.Cell {
			return table.Whole(x.Changed).Say(format.Of(x.Changed, x.Shared)+" revised").Where(x.Comparable && x.Shared > 0, format.NotPublished)
		}),
		table.Numbers("largest", "the most", "Largest revision", func(x row) table.Cell {
			if x.Largest == nil {
				return table.Missing(format.NotPublished)
			}
			return table.Signed(x.Largest.Change.Value).Marked(format.After(" ", figure.Scale(x.Units[newer])))
		}).NotInPlain().GivesWay(1),
		table.Texts("largest_code", "", "Largest revision of", func(x row) table.Cell {
			if x.Largest == nil {
				return table.Missing("")
			}
			code := string(x.Largest.Code)
			return table.Words(code+" "+strconv.Itoa(int(x.Largest.Year)), code).As(cell.Faint)
		}).NotInPlain().GivesWay(1),
	), table.Pointers(d.Tables))
}

func diffCells(d *analysis.Diff) table.Table {
	type row struct {
		*analysis.DiffCells
		change string
	}
	var rows []row
	add := func(k int, change string) {
		for i := range d.Only[k] {
			rows = append(rows, row{&d.Only[k][i], change})
		}
	}
	add(newer, "not held before")
	add(older, "not held after")
	return table.Of("cells", "Figures held for only one of the two, in tables and years that both have", slices.Concat(
		table.Texts("change", "", "Change", func(c row) table.Cell { return table.Name(c.change) }).Leading(),
		table.Texts("measure", "table", "", func(c row) table.Cell { return table.Name(c.Measure.String()) }).Leading(),
		table.Codes(func(c row) ally.Code { return c.Code }),
		table.Texts("name", "of", "Name", func(c row) table.Cell { return table.Name(c.Name) }),
		table.Texts("years", "years", "", func(c row) table.Cell { return table.Name(format.YearList(c.Years)) }),
	), rows)
}
