package report

import (
	"fmt"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/target"
)

// Diff lays out what one edition changed of another, with at most so many of the
// largest revisions; 0 asks for all.
func Diff(d *analysis.Diff, most int) *Document {
	doc := &Document{
		Title:   "From " + d.Older.ID + " to " + d.Newer.ID + ": what changed",
		Edition: "NATO, " + d.Older.Month() + " and " + d.Newer.Month(),
		Fields: []Field{
			{ID: "older", Object: true, Fields: editionFields(d, true)},
			{ID: "newer", Object: true, Fields: editionFields(d, false)},
			{ID: "definition_changed", Cell: flag(d.Redefined)},
			{ID: "price_base_changed", Cell: flag(d.Rebased)},
			{ID: "revised_shares", Cell: whole(len(d.Revisions))},
		},
		Tables:   []Table{crossings(d), diffCounts(d), revisions(d, most), diffTables(d), diffCells(d)},
		Sentence: d.Sentence, Notes: d.Notes, Citation: d.Citation,
	}
	if n := len(d.Revisions); most > 0 && n > most {
		doc.Remarks = append(doc.Remarks, fmt.Sprintf("%d of %d revised shares of GDP are listed; --top 0 lists all.", most, n))
	}
	return doc
}

func editionFields(d *analysis.Diff, older bool) []Field {
	e := d.Newer
	if older {
		e = d.Older
	}
	return []Field{
		{ID: "id", Cell: word(e.ID)}, {ID: "published", Cell: word(e.Published)}, {ID: "cutoff", Cell: optional(e.CutOff)},
		{ID: "definition", Cell: word(e.Definition)}, {ID: "price_base", Cell: word(e.PriceBase)}, {ID: "coverage", Cell: word(e.Coverage)},
	}
}

// levelOf names a level with what it is of, where that is not GDP.
func levelOf(m figure.Measure, l analysis.Level) string {
	if m == figure.ShareGDP {
		return percent(l.Value)
	}
	return percent(l.Value) + " " + m.Spec().Word
}

// crossings are the allies on another side of a level.
func crossings(d *analysis.Diff) Table {
	t := Table{ID: "crossings", Title: "Allies on another side of a level", Columns: []Column{
		{ID: "measure", Words: "Measure", On: OnData},
		{ID: "level", Head: "level", Words: "Level", Unit: "%", On: Everywhere},
		{ID: "year", Head: "year", Words: "Year", On: Everywhere, Right: true},
		{ID: "code", Words: "Code", On: OnData},
		{ID: "name", Head: "Ally", On: Everywhere, Lead: true},
		{ID: "turn", Head: "", Words: "What happened", On: Everywhere},
		{ID: "before", Head: d.Older.ID, Words: "Value in " + d.Older.ID, Unit: "%", On: Everywhere, Right: true},
		{ID: "before_status", Words: "Status in " + d.Older.ID, On: OnData},
		{ID: "verdict_before", Head: "then", Words: "Verdict in " + d.Older.ID, On: OnData | OnTables, Drop: 2},
		{ID: "after", Head: d.Newer.ID, Words: "Value in " + d.Newer.ID, Unit: "%", On: Everywhere, Right: true},
		{ID: "after_status", Words: "Status in " + d.Newer.ID, On: OnData},
		{ID: "verdict_after", Head: "now", Words: "Verdict in " + d.Newer.ID, On: OnData | OnTables, Drop: 1},
		{ID: "revision", Head: "revised", Under: "pp", Words: "Revision", Unit: "pp", On: Everywhere, Right: true},
		{ID: "older", Words: "Older edition", On: OnCSV},
		{ID: "newer", Words: "Newer edition", On: OnCSV},
	}}
	for i := range d.Crossings {
		x := &d.Crossings[i]
		level := Cell{Kind: Number, Shown: levelOf(x.Measure, x.Level), Data: x.Level.Value.String()}
		y := year(x.Year)
		before, after := published(x.Before, markNone), published(x.After, markNone).as(cell.Strong)
		before.Said, after.Said = before.Shown+" in "+d.Older.ID, after.Shown+" in "+d.Newer.ID
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			word(x.Measure.String()), level.say(level.Shown), y.say(y.Shown),
			word(string(x.Ally.Code)), word(x.Ally.Name).say(x.Ally.Name), turnCell(x),
			before, optional(x.Before.Status.String()), verdictWords(x.Was, x.WasEdge, x.Level.Value),
			after, optional(x.After.Status.String()), verdictWords(x.Is, x.IsEdge, x.Level.Value),
			revision(x.Change, "pp"), word(d.Older.ID), word(d.Newer.ID),
		}})
	}
	return t
}

// turnCell says what happened: glyph, word and role, never colour alone.
func turnCell(x *analysis.Crossing) Cell {
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
	return words(glyph+" "+x.Turn.String(), data).say(x.Turn.String()).as(role)
}

// diffCounts are the counts of years in which anything changed.
func diffCounts(d *analysis.Diff) Table {
	t := Table{ID: "counts", Title: "Allies that meet, where the count or who is in it changed", Columns: []Column{
		{ID: "measure", Words: "Measure", On: OnData},
		{ID: "level", Head: "level", Words: "Level", Unit: "%", On: Everywhere, Lead: true},
		{ID: "year", Head: "year", Words: "Year", On: Everywhere, Right: true, Lead: true},
		{ID: "meets_before", Head: d.Older.ID, Words: "Meet in " + d.Older.ID, On: Everywhere, Right: true},
		{ID: "of_before", Head: "of", Words: "Judged in " + d.Older.ID, On: OnData | OnTables, Right: true},
		{ID: "no_data_before", Head: "no figure", Words: "Without a figure in " + d.Older.ID, On: OnData | OnTables, Right: true, Drop: 2},
		{ID: "meets_after", Head: d.Newer.ID, Words: "Meet in " + d.Newer.ID, On: Everywhere, Right: true},
		{ID: "of_after", Head: "of", Words: "Judged in " + d.Newer.ID, On: OnData | OnTables, Right: true},
		{ID: "no_data_after", Head: "no figure", Words: "Without a figure in " + d.Newer.ID, On: OnData | OnTables, Right: true, Drop: 1},
		{ID: "with_forces", Words: "Members with forces", On: OnData, Right: true},
	}}
	for i := range d.Counts {
		c := &d.Counts[i]
		if c.Crossed == 0 && c.Before.Meets == c.After.Meets && c.Before.Below == c.After.Below {
			continue
		}
		level := Cell{Kind: Number, Shown: levelOf(c.Measure, c.Level), Data: c.Level.Value.String()}
		y, before, after := year(c.Year), whole(c.Before.Meets), whole(c.After.Meets)
		ofBefore, ofAfter := c.Before.Meets+c.Before.Below, c.After.Meets+c.After.Below
		before.Said = fmt.Sprintf("%d of %d meet in %s", c.Before.Meets, ofBefore, d.Older.ID)
		after.Said = fmt.Sprintf("%d of %d in %s", c.After.Meets, ofAfter, d.Newer.ID)
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			word(c.Measure.String()), level.say(level.Shown), y.say(y.Shown), before, whole(ofBefore).as(cell.Faint), whole(c.Before.NoData).as(cell.Faint),
			after.as(cell.Strong), whole(ofAfter).as(cell.Faint), whole(c.After.NoData).as(cell.Faint), whole(c.After.WithForces),
		}})
	}
	return t
}

// revisions are the largest changes of a share of GDP.
func revisions(d *analysis.Diff, most int) Table {
	t := Table{ID: "revisions", Title: "The largest revisions of a share of GDP", Columns: []Column{
		{ID: "code", Words: "Code", On: OnData},
		{ID: "name", Head: "Ally", On: Everywhere, Lead: true},
		{ID: "year", Head: "year", Words: "Year", On: Everywhere, Right: true, Lead: true},
		{ID: "before", Head: d.Older.ID, Words: "Value in " + d.Older.ID, On: Everywhere, Right: true},
		{ID: "after", Head: d.Newer.ID, Words: "Value in " + d.Newer.ID, On: Everywhere, Right: true},
		{ID: "revision", Head: "revised", Under: "pp", Words: "Revision", Unit: "pp", On: Everywhere, Right: true},
	}}
	for i := range d.Revisions {
		if most > 0 && i == most {
			break
		}
		r := &d.Revisions[i]
		y, before, after, change := year(r.Year), published(r.Before, markNone), published(r.After, markNone).as(cell.Strong), signed(r.Change)
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			word(string(r.Code)), word(r.Name).say(r.Name), y.say(y.Shown),
			before.say(before.Shown + " in " + d.Older.ID), after.say(after.Shown + " in " + d.Newer.ID), change.say("revised by " + change.Shown + " pp"),
		}})
	}
	return t
}
