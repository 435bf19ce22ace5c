// Package listing lays out the answers of commands without a screen, and tables that the documents
// of several screens share: counts by year, figures by edition, changes between editions, figures
// by source, and the editions held.
//
// It computes no numbers and does not know formats or files: package report writes its documents.
package listing

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/table"
	"allyscope/internal/target"
)

const everywhere, data, tables = table.Everywhere, table.OnData, table.OnTables

// Editions lays out the answer of each edition to a query: a count, or figures of allies.
func Editions(b *analysis.Vintages) *document.Document {
	d := &document.Document{
		Edition: format.Counted(len(b.Editions), "edition", "editions"),
		Fields: []document.Field{
			{ID: "query", Cell: table.Word(b.Query.String())},
			{ID: "measure", Cell: table.Word(b.Measure.String())},
			{ID: "year", Cell: table.Year(b.Year)},
			{ID: "members", Cell: table.Word(b.Query.Members.String())},
			document.Target(b.Judged, b.Level),
		},
		Sentence: b.Sentence, Notes: b.Notes, Citation: b.Citation,
	}
	if b.Judged {
		d.Level = document.LevelWords(b.Level)
	}
	if len(b.Allies) == 0 {
		d.Title = meeting(&b.Header, b.Year) + b.Among() + " in " + strconv.Itoa(int(b.Year)) + ", by edition"
		type row = *analysis.EditionAnswer
		edition := func(e row) *dataset.Edition { return e.Edition }
		d.Tables = []table.Table{table.Of("editions", "", slices.Concat(
			editionColumns(edition),
			table.Data("estimate", "Estimate", func(e row) table.Cell { return table.Flag(e.Count.Estimated) }),
			meetColumn(&b.Header, b.Year, func(e row) (*analysis.Count, string) { return &e.Count, e.Count.Meeting(b.Level) }),
			otherColumns(&b.Header, b.Year, func(e row) analysis.Count { return e.Count }),
			table.Numbers("with_forces", "of", "Members with forces", func(e row) table.Cell { return table.Whole(e.Count.WithForces) }),
			table.Data("members", "Members", func(e row) table.Cell { return table.Whole(e.Count.Members) }),
			Definition(edition),
			table.Data("coverage", "What of the edition is held", func(e row) table.Cell { return table.Word(e.Edition.Coverage) }),
		), table.Pointers(b.Editions))}
		d.Notes = slices.Concat(d.Notes, membersNote(b.Query.Members))
		return d
	}
	d.Title = fmt.Sprintf("%s · %d, by edition", b.Spec().Name(), b.Year)
	if len(b.Allies) == 1 {
		d.Title = b.Allies[0].Name + ": " + format.Lower(d.Title)
	}
	d.Tables = []table.Table{Vintages(b, "")}
	return d
}

// membersNote says that only members of the year count; other policies have their own notes.
func membersNote(p query.Membership) []string {
	return format.Said(format.When(p == query.Then,
		"only members on 31 December of each year are counted; members:everyone counts every row the edition prints"))
}

func editionColumns[R any](of func(R) *dataset.Edition) table.Columns[R] {
	return slices.Concat(
		table.Texts("edition", "Edition", "", func(r R) table.Cell { return table.Word(of(r).ID) }).Leading(),
		table.Texts("name", "", "Name", func(r R) table.Cell { return table.Name(of(r).Name()) }).Only(data|table.OnPlain).Leading(),
		table.Texts("published", "published", "", func(r R) table.Cell { return Published(of(r)) }).GivesWay(3),
	)
}

// Published is the date on which an edition was published; missing for a series without one.
func Published(e *dataset.Edition) table.Cell {
	return table.Optional(e.Published).Saying("published %s")
}

// Definition is the column of what an edition counts.
func Definition[R any](of func(R) *dataset.Edition) table.Columns[R] {
	return table.Texts("definition", "counts", "What is counted",
		func(r R) table.Cell { return counts(of(r)) }).NotInPlain().GivesWay(4)
}

func counts(e *dataset.Edition) table.Cell { return table.Word(e.Definition).As(cell.Faint) }

// Vintages is the table of the figures of the allies named, with a row for each edition and ally.
func Vintages(b *analysis.Vintages, title string) table.Table {
	type row struct {
		*analysis.Vintage
		of *ally.Ally
	}
	var rows []row
	for i := range b.Editions {
		for k, x := range b.Allies {
			rows = append(rows, row{&b.Editions[i].Figures[k], x})
		}
	}
	spec, judged := b.Spec(), data.And(b.Judged, everywhere)
	currency := table.Surface(0).And(!spec.Comparable, everywhere)
	name := (data | table.OnPlain).And(len(b.Allies) != 1, everywhere) // the title names a single ally
	edition := func(r row) *dataset.Edition { return r.Edition }
	return table.Of("editions", title, slices.Concat(
		editionColumns(edition),
		table.Codes(func(r row) ally.Code { return r.of.Code }),
		table.Texts("ally", "Ally", "", func(r row) table.Cell { return table.Name(r.of.Name) }).Only(name),
		table.Numbers("value", strconv.Itoa(int(b.Year)), spec.Title, func(r row) table.Cell {
			return Printed(r.Vintage, format.Missing(r.Verdict), format.Number(r.Figure.Printed)+r.Scale+" "+spec.Unit+format.Status(r.Figure))
		}).InUnit(document.ValueUnit(spec), spec.Unit),
		table.Texts("currency", "", "Currency",
			func(r row) table.Cell { return table.Optional(r.Currency) }).Only(currency).UnlessEmpty(),
		table.AsHeld("", func(r row) figure.Figure { return r.Figure }),
		table.Numbers("rank", "rank", "",
			func(r row) table.Cell { return table.Whole(r.Rank).Where(r.Rank != 0, format.NotPublished) }).NotInPlain().GivesWay(2),
		table.Verdicts(judged, table.Verdict,
			func(r row) (target.Verdict, bool, target.Level) { return r.Verdict, r.Edge, b.Level.In(b.Year) }).GivesWay(1),
		Revisions(spec, "Revision from the edition before",
			func(r row) table.Cell { return Revision(spec, r.Revision, r.Scale) }).UnlessEmpty(),
		table.Data("unit", "Unit", func(r row) table.Cell { return table.Word(r.Unit) }),
		Definition(edition),
	), rows)
}

// Printed is a figure as an edition printed it, with words for plain text, or mark without one.
func Printed(v *analysis.Vintage, mark, words string) table.Cell {
	if !v.Figure.Known() {
		return table.Missing(mark).Say("no figure")
	}
	return table.Figure(v.Figure, mark).As(cell.Strong).Say(words).Marked(v.Scale)
}

// Revisions is the column of differences from what the edition before printed.
func Revisions[R any](s figure.Spec, words string, of func(R) table.Cell) table.Columns[R] {
	return table.Numbers("revision", "revised", words, of).InUnit(s.DifferenceUnit(), s.DifferenceUnit())
}

// Revision is a difference from what the edition before printed, with scale appended.
func Revision(s figure.Spec, d analysis.Delta, scale string) table.Cell {
	c := table.Difference(d, format.NotPublished)
	if !d.OK {
		return c
	}
	return c.As(cell.Faint).Marked(scale).Saying("revised by %s " + s.DifferenceUnit())
}

// Sources lays out the figures of NATO, SIPRI and the reader's own series side by side.
func Sources(s *analysis.Sources) *document.Document {
	type row = *analysis.SourceRow
	d := &document.Document{
		Title:   "Share of GDP by two sources · " + format.Years(s.First, s.Last),
		Edition: s.Edition.Name() + " · " + s.SIPRI.Name(),
		Fields: []document.Field{
			{ID: "query", Cell: table.Word(s.Query.String())},
			{ID: "edition", Cell: table.Word(s.Edition.ID)},
			{ID: "beside", Cell: table.Word(s.SIPRI.ID)},
			{ID: "measure", Cell: table.Word(s.Query.Measure.String())},
			{ID: "unit", Cell: table.Word(s.Unit)},
		},
		Sentence: s.Sentence, Notes: s.Notes, Citation: s.Citation,
	}
	columns := slices.Concat(
		table.Codes(func(r row) ally.Code { return r.Ally.Code }),
		table.Names("Ally", func(r row) string { return r.Ally.Name }),
		table.LeadYears(func(r row) figure.Year { return r.Year }),
		table.Numbers("nato", "NATO", "", func(r row) table.Cell {
			return table.Figure(r.NATO, format.NotPublished).As(cell.Strong).Telling("NATO %s")
		}).InUnit("% of GDP", s.Unit),
		table.Data("nato_status", "NATO, status", func(r row) table.Cell { return table.Status(r.NATO) }),
		table.Numbers("sipri", "SIPRI", "", func(r row) table.Cell {
			return table.Figure(r.SIPRI, format.NotPublished).Telling("SIPRI %s")
		}).InUnit("% of GDP", "% of GDP"),
		table.Data("sipri_unrounded", "SIPRI, unrounded",
			func(r row) table.Cell { return table.Unrounded(r.SIPRI) }).InUnit("", "% of GDP"),
		table.Data("sipri_status", "SIPRI, status", func(r row) table.Cell { return table.Status(r.SIPRI) }),
		table.Numbers("difference_pp", "SIPRI less NATO", "", func(r row) table.Cell {
			return table.Difference(r.Difference, format.NotPublished).As(cell.Faint).Saying("SIPRI less NATO %s pp")
		}).InUnit("pp", "pp"),
	)
	for i, own := range s.Series {
		columns = slices.Concat(columns, table.Numbers(own.ID, own.Title, own.Title, func(r row) table.Cell {
			c := table.Figure(r.Series[i], format.NotPublished)
			return c.Say(own.Title + " " + c.Shown)
		}).InUnit("% of GDP", "% of GDP"), table.Data(own.ID+"_status", own.Title+", status",
			func(r row) table.Cell { return table.Status(r.Series[i]) }))
		d.Edition += " · " + own.Name()
		d.Title = "Share of GDP by source · " + format.Years(s.First, s.Last)
	}
	columns = slices.Concat(columns, document.SourceColumns[row](&s.Header))
	d.Tables = []table.Table{table.Of("rows", "", columns, table.Pointers(s.Rows))}
	reasons := document.Field{ID: "reasons", List: true}
	for _, r := range s.Reasons {
		who, code := "Known reason", table.Missing("")
		if r.Ally != nil {
			who, code = r.Ally.Name, table.Word(string(r.Ally.Code))
		}
		d.Remarks = append(d.Remarks, fmt.Sprintf("%s: %s.", who, strings.TrimSuffix(r.Text, ".")))
		reasons.Fields = append(reasons.Fields, document.Field{Object: true, Fields: []document.Field{{ID: "code", Cell: code}, {ID: "reason", Cell: table.Word(r.Text)}}})
	}
	d.Fields = append(d.Fields, reasons)
	return d
}

// Check lays out a statement that the reader typed, with a row for each edition.
func Check(c *analysis.Check) *document.Document {
	type row = *analysis.Finding
	beside := document.Field{ID: "beside", List: true}
	var remarks []string
	for _, f := range c.Beside {
		beside.Fields = append(beside.Fields, document.Field{Object: true, Fields: []document.Field{
			{ID: "label", Cell: table.Word(f.Label)}, {ID: "code", Cell: table.Optional(string(f.Code))}, {ID: "figure", Cell: table.Word(f.Text)},
		}})
		remarks = append(remarks, "Another source, never one series: "+f.Label+": "+f.Text+".")
	}
	return &document.Document{
		Title: format.Capital(c.Meaning), Edition: format.Counted(len(c.Findings), "edition", "editions"),
		Fields: []document.Field{
			{ID: "claim", Cell: table.Word(c.Text)}, {ID: "meaning", Cell: table.Word(c.Meaning)},
			{ID: "measure", Cell: table.Word(c.Measure.String())}, {ID: "year", Cell: table.Year(c.Year)}, beside,
		},
		Tables: []table.Table{table.Of("editions", "", slices.Concat(
			table.Texts("edition", "Edition", "",
				func(f row) table.Cell { return table.Word(f.Edition.ID).Say(f.Edition.Name()) }).Leading(),
			table.Texts("published", "published", "", func(f row) table.Cell { return Published(f.Edition).As(cell.Faint) }).GivesWay(2),
			table.Texts("verdict", "verdict", "", func(f row) table.Cell { return document.Outcome(f.Outcome) }),
			table.Texts("why", "why", "", func(f row) table.Cell { return table.Optional(f.Why).Say(f.Why) }),
			table.Data("figures", "Figures", func(f row) table.Cell { return table.Optional(document.Facts(f.Facts)) }),
			table.Data("definition", "What is counted", func(f row) table.Cell { return table.Word(f.Edition.Definition) }),
		), table.Pointers(c.Findings))},
		Remarks: remarks, Sentence: c.Sentence, Notes: c.Notes, Citation: c.Citation,
		Said: format.After("skipped: ", strings.Join(c.Skipped, " ")),
	}
}
