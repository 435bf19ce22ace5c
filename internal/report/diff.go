package report

import (
	"fmt"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/table"
	"allyscope/internal/target"
)

// Diff lays out what one edition changed of another, with at most so many of the
// largest revisions; 0 asks for all.
func Diff(d *analysis.Diff, most int) *document.Document {
	doc := &document.Document{
		Title:   "From " + d.Older.ID + " to " + d.Newer.ID + ": what changed",
		Edition: "NATO, " + d.Older.Month() + " and " + d.Newer.Month(),
		Fields: []document.Field{
			{ID: "older", Object: true, Fields: editionFields(d, true)},
			{ID: "newer", Object: true, Fields: editionFields(d, false)},
			{ID: "definition_changed", Cell: table.Flag(d.Redefined)},
			{ID: "price_base_changed", Cell: table.Flag(d.Rebased)},
			{ID: "revised_shares", Cell: table.Whole(len(d.Revisions))},
		},
		Tables:   []table.Table{crossings(d), diffCounts(d), revisions(d, most), diffTables(d), diffCells(d)},
		Sentence: d.Sentence, Notes: d.Notes, Citation: d.Citation,
	}
	if n := len(d.Revisions); most > 0 && n > most {
		doc.Remarks = append(doc.Remarks, fmt.Sprintf("%d of %d revised shares of GDP are listed; --top 0 lists all.", most, n))
	}
	return doc
}

func editionFields(d *analysis.Diff, older bool) []document.Field {
	e := d.Newer
	if older {
		e = d.Older
	}
	return []document.Field{
		{ID: "id", Cell: table.Word(e.ID)}, {ID: "published", Cell: table.Word(e.Published)}, {ID: "cutoff", Cell: table.Optional(e.CutOff)},
		{ID: "definition", Cell: table.Word(e.Definition)}, {ID: "price_base", Cell: table.Word(e.PriceBase)}, {ID: "coverage", Cell: table.Word(e.Coverage)},
	}
}

// levelOf names a level with what it is of, where that is not GDP.
func levelOf(m figure.Measure, l analysis.Level) string {
	if m == figure.ShareGDP {
		return format.Percent(l.Value)
	}
	return format.Percent(l.Value) + " " + m.Spec().Word
}

// crossings are the allies on another side of a level.
func crossings(d *analysis.Diff) table.Table {
	t := table.Table{ID: "crossings", Title: "Allies on another side of a level", Columns: []table.Head{
		{ID: "measure", Long: "Measure", On: table.OnData},
		{ID: "level", Head: "level", Long: "Level", LongUnit: "%", On: table.Everywhere},
		{ID: "year", Head: "year", Long: "Year", On: table.Everywhere, Right: true},
		{ID: "code", Long: "Code", On: table.OnData},
		{ID: "name", Head: "Ally", On: table.Everywhere, Lead: true},
		{ID: "turn", Head: "", Long: "What happened", On: table.Everywhere},
		{ID: "before", Head: d.Older.ID, Long: "Value in " + d.Older.ID, LongUnit: "%", On: table.Everywhere, Right: true},
		{ID: "before_status", Long: "Status in " + d.Older.ID, On: table.OnData},
		{ID: "verdict_before", Head: "then", Long: "Verdict in " + d.Older.ID, On: table.OnData | table.OnTables, Priority: 2},
		{ID: "after", Head: d.Newer.ID, Long: "Value in " + d.Newer.ID, LongUnit: "%", On: table.Everywhere, Right: true},
		{ID: "after_status", Long: "Status in " + d.Newer.ID, On: table.OnData},
		{ID: "verdict_after", Head: "now", Long: "Verdict in " + d.Newer.ID, On: table.OnData | table.OnTables, Priority: 1},
		{ID: "revision", Head: "revised", Unit: "pp", Long: "Revision", LongUnit: "pp", On: table.Everywhere, Right: true},
		{ID: "older", Long: "Older edition", On: table.OnCSV},
		{ID: "newer", Long: "Newer edition", On: table.OnCSV},
	}}
	for i := range d.Crossings {
		x := &d.Crossings[i]
		level := table.Cell{Kind: table.IsNumber, Shown: levelOf(x.Measure, x.Level), Data: x.Level.Value.String()}
		y := table.Year(x.Year)
		before, after := table.Figure(x.Before, format.NotPublished), table.Figure(x.After, format.NotPublished).As(cell.Strong)
		before.Said, after.Said = before.Shown+" in "+d.Older.ID, after.Shown+" in "+d.Newer.ID
		t.Rows = append(t.Rows, table.Row{Cells: []table.Cell{
			table.Word(x.Measure.String()), level.Say(level.Shown), y.Say(y.Shown),
			table.Word(string(x.Ally.Code)), table.Word(x.Ally.Name).Say(x.Ally.Name), turnCell(x),
			before, table.Optional(x.Before.Status.String()), table.Verdict(x.Was, x.WasEdge, x.Level.Value),
			after, table.Optional(x.After.Status.String()), table.Verdict(x.Is, x.IsEdge, x.Level.Value),
			revision(x.Change, "pp"), table.Word(d.Older.ID), table.Word(d.Newer.ID),
		}})
	}
	return t
}

// turnCell says what happened: glyph, word and role, never colour alone.
func turnCell(x *analysis.Crossing) table.Cell {
	data := strings.ReplaceAll(x.Turn.String(), " ", "_")
	glyph, role := "▼", cell.Plain
	switch x.Turn {
	case analysis.Rose:
		glyph, role = "▲", cell.Meets
	case analysis.Arrived:
		glyph = "+"
		if x.Is == target.Meets {
			role = cell.Meets
		}
	case analysis.Left:
		glyph, role = "−", cell.Unknown
	}
	return table.Words(glyph+" "+x.Turn.String(), data).Say(x.Turn.String()).As(role)
}

// diffCounts are the counts of years in which anything changed.
func diffCounts(d *analysis.Diff) table.Table {
	t := table.Table{ID: "counts", Title: "Allies that meet, where the count or who is in it changed", Columns: []table.Head{
		{ID: "measure", Long: "Measure", On: table.OnData},
		{ID: "level", Head: "level", Long: "Level", LongUnit: "%", On: table.Everywhere, Lead: true},
		{ID: "year", Head: "year", Long: "Year", On: table.Everywhere, Right: true, Lead: true},
		{ID: "meets_before", Head: d.Older.ID, Long: "Meet in " + d.Older.ID, On: table.Everywhere, Right: true},
		{ID: "of_before", Head: "of", Long: "Judged in " + d.Older.ID, On: table.OnData | table.OnTables, Right: true},
		{ID: "no_data_before", Head: "no figure", Long: "Without a figure in " + d.Older.ID, On: table.OnData | table.OnTables, Right: true, Priority: 2},
		{ID: "meets_after", Head: d.Newer.ID, Long: "Meet in " + d.Newer.ID, On: table.Everywhere, Right: true},
		{ID: "of_after", Head: "of", Long: "Judged in " + d.Newer.ID, On: table.OnData | table.OnTables, Right: true},
		{ID: "no_data_after", Head: "no figure", Long: "Without a figure in " + d.Newer.ID, On: table.OnData | table.OnTables, Right: true, Priority: 1},
		{ID: "with_forces", Long: "Members with forces", On: table.OnData, Right: true},
	}}
	for i := range d.Counts {
		c := &d.Counts[i]
		if c.Crossed == 0 && c.Before.Meets == c.After.Meets && c.Before.Below == c.After.Below {
			continue
		}
		level := table.Cell{Kind: table.IsNumber, Shown: levelOf(c.Measure, c.Level), Data: c.Level.Value.String()}
		y, before, after := table.Year(c.Year), table.Whole(c.Before.Meets), table.Whole(c.After.Meets)
		ofBefore, ofAfter := c.Before.Meets+c.Before.Below, c.After.Meets+c.After.Below
		before.Said = fmt.Sprintf("%d of %d meet in %s", c.Before.Meets, ofBefore, d.Older.ID)
		after.Said = fmt.Sprintf("%d of %d in %s", c.After.Meets, ofAfter, d.Newer.ID)
		t.Rows = append(t.Rows, table.Row{Cells: []table.Cell{
			table.Word(c.Measure.String()), level.Say(level.Shown), y.Say(y.Shown), before, table.Whole(ofBefore).As(cell.Faint), table.Whole(c.Before.NoData).As(cell.Faint),
			after.As(cell.Strong), table.Whole(ofAfter).As(cell.Faint), table.Whole(c.After.NoData).As(cell.Faint), table.Whole(c.After.WithForces),
		}})
	}
	return t
}

// revisions are the largest changes of a share of GDP.
func revisions(d *analysis.Diff, most int) table.Table {
	t := table.Table{ID: "revisions", Title: "The largest revisions of a share of GDP", Columns: []table.Head{
		{ID: "code", Long: "Code", On: table.OnData},
		{ID: "name", Head: "Ally", On: table.Everywhere, Lead: true},
		{ID: "year", Head: "year", Long: "Year", On: table.Everywhere, Right: true, Lead: true},
		{ID: "before", Head: d.Older.ID, Long: "Value in " + d.Older.ID, On: table.Everywhere, Right: true},
		{ID: "after", Head: d.Newer.ID, Long: "Value in " + d.Newer.ID, On: table.Everywhere, Right: true},
		{ID: "revision", Head: "revised", Unit: "pp", Long: "Revision", LongUnit: "pp", On: table.Everywhere, Right: true},
	}}
	for i := range d.Revisions {
		if most > 0 && i == most {
			break
		}
		r := &d.Revisions[i]
		y, before, after, change := table.Year(r.Year), table.Figure(r.Before, format.NotPublished), table.Figure(r.After, format.NotPublished).As(cell.Strong), table.Signed(r.Change)
		t.Rows = append(t.Rows, table.Row{Cells: []table.Cell{
			table.Word(string(r.Code)), table.Word(r.Name).Say(r.Name), y.Say(y.Shown),
			before.Say(before.Shown + " in " + d.Older.ID), after.Say(after.Shown + " in " + d.Newer.ID), change.Say("revised by " + change.Shown + " pp"),
		}})
	}
	return t
}
