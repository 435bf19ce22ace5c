// Package listing lays out the answers of commands that have no screen of their
// own, and the tables that more than one screen's document holds: counts by year,
// figures by edition, what an edition changed, two sources, the editions held.
//
// It makes no number and knows neither formats nor files: what it lays out is
// written by package report.
package listing

import (
	"fmt"
	"slices"
	"strconv"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/table"
)

const everywhere, data, tables, csv = table.Everywhere, table.OnData, table.OnTables, table.OnCSV

// Editions lays out a question as each edition answers it: a count, or the
// figures of the allies named.
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
		d.Tables = []table.Table{countsByEdition(b)}
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

// membersNote says that membership was applied; other policies have a note already.
func membersNote(p query.Membership) []string {
	return format.Said(format.When(p == query.Then,
		"counted are the members on 31 December of each year; members:everyone counts every row the edition prints"))
}

func editionColumns[R any](of func(R) *dataset.Edition) []table.Column[R] {
	return []table.Column[R]{
		table.Shown("edition", "Edition", "", func(r R) table.Cell { return table.Word(of(r).ID) }).Leading(),
		table.Shown("name", "", "Name", func(r R) table.Cell { return table.Name(of(r).Name()) }).Only(data | table.OnPlain).Leading(),
		table.Shown("published", "published", "Published", func(r R) table.Cell { return Published(of(r)) }).Dropped(3),
	}
}

// Published is when an edition was published; missing of a series without a day.
func Published(e *dataset.Edition) table.Cell {
	return table.Optional(e.Published).Saying("published %s")
}

// Definition is the column of what an edition counts.
func Definition[R any](of func(R) *dataset.Edition) table.Column[R] {
	counted := func(r R) table.Cell { return table.Word(of(r).Definition).As(cell.Faint) }
	return table.Shown("definition", "counts", "What is counted", counted).Unsaid().Dropped(4)
}

func countsByEdition(b *analysis.Vintages) table.Table {
	type row = *analysis.EditionAnswer
	edition := func(e row) *dataset.Edition { return e.Edition }
	return table.Of("editions", "", slices.Concat(editionColumns(edition), []table.Column[row]{
		table.Data("estimate", "Estimate", func(e row) table.Cell { return table.Flag(e.Count.Estimated) }),
		{Head: meetsHead(&b.Header, b.Year), Cell: func(e row) table.Cell {
			return meets(&b.Header, e.Count, e.Count.Meeting(b.Level))
		}},
	}, tallies(&b.Header, b.Year, func(e row) analysis.Count { return e.Count }), []table.Column[row]{
		table.Shown("with_forces", "of", "Members with forces",
			func(e row) table.Cell { return table.Whole(e.Count.WithForces) }).ToRight(),
		table.Shown("members", "members", "Members",
			func(e row) table.Cell { return table.Whole(e.Count.Members) }).Only(data).ToRight(),
		Definition(edition),
		table.Data("coverage", "What of the edition is held", func(e row) table.Cell { return table.Word(e.Edition.Coverage) }),
	}), table.Pointers(b.Editions))
}

// Vintages are the figures of the allies named, a row for each edition and ally.
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
	name := (data | table.OnPlain).And(len(b.Allies) != 1, everywhere) // else the title has it
	edition := func(r row) *dataset.Edition { return r.Edition }
	return table.Of("editions", title, slices.Concat(editionColumns(edition), []table.Column[row]{
		table.Data("code", "Code", func(r row) table.Cell { return table.Word(string(r.of.Code)) }),
		table.Shown("ally", "Ally", "", func(r row) table.Cell { return table.Name(r.of.Name) }).Only(name),
		table.Shown("value", strconv.Itoa(int(b.Year)), spec.Title, func(r row) table.Cell {
			return Printed(r.Vintage, format.Missing(r.Verdict), format.Number(r.Figure.Printed)+r.Scale+" "+spec.Unit+format.Status(r.Figure))
		}).InUnit(document.ValueUnit(spec), spec.Unit).ToRight(),
		table.Shown("currency", "", "Currency",
			func(r row) table.Cell { return table.Optional(r.Currency) }).Only(table.Surface(0).And(!spec.Comparable, everywhere)).IfAny(),
		table.Data("unrounded", "Unrounded", func(r row) table.Cell { return table.Unrounded(r.Figure) }),
		table.Data("status", "Status", func(r row) table.Cell { return table.Status(r.Figure) }),
		table.Shown("rank", "rank", "Rank",
			func(r row) table.Cell { return table.Whole(r.Rank).Where(r.Rank != 0, format.NotPublished) }).Unsaid().ToRight().Dropped(2),
		table.Shown("verdict", "verdict", "Verdict",
			func(r row) table.Cell { return table.Verdict(r.Verdict, r.Edge, b.Level.In(b.Year)) }).Only(judged).Dropped(1),
		table.Data("knife_edge", "Knife-edge", func(r row) table.Cell { return table.KnifeEdge(r.Verdict, r.Edge) }),
		{Head: RevisionHead(spec, "Revision of the edition before"), Cell: func(r row) table.Cell { return Revision(spec, r.Revision, r.Scale) }},
		table.Data("unit", "Unit", func(r row) table.Cell { return table.Word(r.Unit) }),
		Definition(edition),
	}), rows)
}

// Printed is a figure as an edition printed it, with its words in plain; the mark
// tells why there is none.
func Printed(v *analysis.Vintage, mark, words string) table.Cell {
	if !v.Figure.Known() {
		return table.Missing(mark).Say("no figure")
	}
	return table.Figure(v.Figure, mark).As(cell.Strong).Say(words).Marked(v.Scale)
}

// RevisionHead heads the differences to what was printed before.
func RevisionHead(s figure.Spec, long string) table.Head {
	unit := s.DifferenceUnit()
	return table.Head{ID: "revision", Head: "revised", Unit: unit, Long: long, LongUnit: unit, On: everywhere, Right: true, Sparse: true}
}

// Revision is a difference to what was printed before, with its scale where figures
// beside it are in another.
func Revision(s figure.Spec, d analysis.Delta, scale string) table.Cell {
	c := table.Difference(d, format.NotPublished)
	if !d.OK {
		return c
	}
	return c.As(cell.Faint).Marked(scale).Saying("revised by %s " + s.DifferenceUnit())
}
