package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/table"
	"allyscope/internal/target"
)

// Editions lays out a question as each edition answers it: a count, or the
// figures of the allies named.
func Editions(b *analysis.ByEdition) *document.Document {
	spec := b.Measure.Spec()
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
	if len(b.Allies) > 0 {
		d.Title = fmt.Sprintf("%s, %s · %d, by edition", spec.Title, spec.Unit, b.Year)
		if len(b.Allies) == 1 {
			d.Title = b.Allies[0].Name + ": " + strings.ToLower(d.Title[:1]) + d.Title[1:]
		}
		d.Tables = []table.Table{vintages(b)}
		return d
	}
	d.Title = fmt.Sprintf("Allies that meet in %d, by edition", b.Year)
	if b.Judged {
		d.Title = fmt.Sprintf("Allies that meet %s%s in %d, by edition", format.Percent(b.Level.Value), measureOf(b.Measure), b.Year)
	}
	d.Tables = []table.Table{countsByEdition(b)}
	d.Notes = append(slices.Clip(d.Notes), policyNote(b.Query.Members)...)
	return d
}

// editionColumns say which edition a row is of.
func editionColumns() []table.Head {
	return []table.Head{
		{ID: "edition", Head: "Edition", On: table.Everywhere, Lead: true},
		{ID: "name", Long: "Name", On: table.OnData | table.OnPlain, Lead: true},
		{ID: "published", Head: "published", Long: "Published", On: table.Everywhere, Priority: 3},
	}
}

func editionCells(e *analysis.EditionAnswer) []table.Cell {
	return []table.Cell{
		table.Word(e.Edition.ID),
		table.Word(e.Edition.Name()).Say(e.Edition.Name()),
		table.Word(e.Edition.Published).Say("published " + e.Edition.Published),
	}
}

func countsByEdition(b *analysis.ByEdition) table.Table {
	t := table.Table{ID: "editions", Columns: append(editionColumns(), []table.Head{
		{ID: "estimate", Long: "Estimate", On: table.OnData},
		{ID: "meets", Head: "meet", Long: "Meet", On: table.Everywhere, Right: true},
		{ID: "below", Head: "below", Long: "Below", On: table.Everywhere, Right: true},
		{ID: "knife_edge", Head: "edge", Long: "On the knife's edge", On: table.Everywhere, Right: true, Priority: 2},
		{ID: "no_data", Head: "no figure", Long: "Without a figure", On: table.Everywhere, Right: true},
		{ID: "with_forces", Head: "of", Long: "Members with forces", On: table.Everywhere, Right: true},
		{ID: "members", Head: "members", Long: "Members", On: table.OnData, Right: true},
		{ID: "definition", Head: "counts", Long: "What is counted", On: table.OnData | table.OnTables, Priority: 4},
		{ID: "coverage", Long: "What of the edition is held", On: table.OnData},
	}...)}
	measurable := b.Judged && b.Unjudged == ""
	n := func(v int, what string) table.Cell {
		if !measurable {
			return table.Missing(format.NotMeasured)
		}
		c := table.Whole(v)
		if v > 0 {
			c.Said = strconv.Itoa(v) + " " + what
		}
		return c
	}
	for i := range b.Editions {
		e := &b.Editions[i]
		c := e.Count
		meets := n(c.Meets, "meet").As(cell.Strong)
		if measurable {
			meets.Said = fmt.Sprintf("%d of %d meet %s", c.Meets, c.WithForces, format.Percent(b.Level.Value))
		} else {
			meets.Said = "not measurable"
		}
		t.Rows = append(t.Rows, table.Row{Cells: append(editionCells(e),
			table.Flag(e.Estimated), meets, n(c.Below, "below"), n(c.KnifeEdge, "knife-edge"), n(c.NoData, "without a figure"),
			table.Whole(c.WithForces), table.Whole(c.Members), table.Word(e.Edition.Definition).As(cell.Faint), table.Word(e.Edition.Coverage),
		)})
	}
	return t
}

// vintages are the figures of the allies named, a row for each edition and ally.
func vintages(b *analysis.ByEdition) table.Table {
	spec, unit := b.Measure.Spec(), revisionUnit(b.Measure)
	onVerdict := table.OnData
	if b.Judged {
		onVerdict |= table.OnTables | table.OnPlain
	}
	on := table.Everywhere
	if len(b.Allies) == 1 {
		on = table.OnData | table.OnPlain // the title has the name
	}
	t := table.Table{ID: "editions", Columns: append(editionColumns(), []table.Head{
		{ID: "code", Long: "Code", On: table.OnData},
		{ID: "ally", Head: "Ally", On: on},
		{ID: "value", Head: strconv.Itoa(int(b.Year)), Unit: document.ValueUnit(spec), Long: spec.Title, LongUnit: spec.Unit, On: table.Everywhere, Right: true},
		{ID: "unrounded", Long: "Unrounded", On: table.OnData, Right: true},
		{ID: "status", Long: "Status", On: table.OnData},
		{ID: "rank", Head: "rank", Long: "Rank", On: table.OnData | table.OnTables, Right: true, Priority: 2},
		{ID: "verdict", Head: "verdict", Long: "Verdict", On: onVerdict, Priority: 1},
		{ID: "knife_edge", Long: "Knife-edge", On: table.OnData},
		{ID: "revision", Head: "revised", Unit: unit, Long: "Revision of the edition before", LongUnit: unit, On: table.Everywhere, Right: true, Sparse: true},
		{ID: "unit", Long: "Unit", On: table.OnData},
		{ID: "definition", Head: "counts", Long: "What is counted", On: table.OnData | table.OnTables, Priority: 4},
	}...)}
	for i := range b.Editions {
		e := &b.Editions[i]
		for k, x := range b.Allies {
			v := e.Figures[k]
			t.Rows = append(t.Rows, table.Row{Cells: append(editionCells(e),
				table.Word(string(x.Code)), table.Word(x.Name).Say(x.Name), vintageValue(b, v), table.Unrounded(v.Figure), table.Optional(v.Figure.Status.String()),
				vintageRank(v), vintageVerdict(b, v), vintageKnife(v), revision(v.Revision, unit), table.Word(e.Unit), table.Word(e.Edition.Definition).As(cell.Faint),
			)})
		}
	}
	return t
}

// revisionUnit is what a difference of two printed figures is in.
func revisionUnit(m figure.Measure) string {
	if k := m.Spec().Kind; k == figure.Percent || k == figure.Change {
		return "pp"
	}
	return m.Spec().Short
}

func vintageValue(b *analysis.ByEdition, v analysis.Vintage) table.Cell {
	mark := format.NotPublished
	if v.Verdict == target.NoForces {
		mark = format.NoForces
	}
	c := table.Figure(v.Figure, mark).As(cell.Strong)
	if !v.Figure.Known() {
		return c.As(cell.Unknown).Say("no figure")
	}
	c.Said = format.Number(v.Figure.Printed) + " " + b.Measure.Spec().Unit
	c.Said += format.Status(v.Figure)
	return c
}

func vintageRank(v analysis.Vintage) table.Cell {
	if v.Rank == 0 {
		return table.Missing(format.NotPublished)
	}
	return table.Whole(v.Rank)
}

func vintageVerdict(b *analysis.ByEdition, v analysis.Vintage) table.Cell {
	return table.Verdict(v.Verdict, v.KnifeEdge, b.Level.Value)
}

func vintageKnife(v analysis.Vintage) table.Cell {
	if !v.Verdict.Counted() {
		return table.Missing(format.NotMeasured)
	}
	return table.Flag(v.KnifeEdge)
}

func revision(d analysis.Delta, unit string) table.Cell {
	if !d.OK {
		return table.Missing(format.NotPublished)
	}
	c := table.Signed(d.Value).As(cell.Faint)
	return c.Say("revised by " + c.Shown + " " + unit)
}
