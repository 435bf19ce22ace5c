package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/target"
)

// Editions lays out a question as each edition answers it: a count, or the
// figures of the allies named.
func Editions(b *analysis.ByEdition) *Document {
	spec := b.Measure.Spec()
	d := &Document{
		Edition: counted(len(b.Editions), "edition", "editions"),
		Fields: []Field{
			{ID: "query", Cell: word(b.Query.String())},
			{ID: "measure", Cell: word(b.Measure.String())},
			{ID: "year", Cell: year(b.Year)},
			{ID: "members", Cell: word(b.Query.Members.String())},
			editionsTarget(b),
		},
		Sentence: b.Sentence, Notes: b.Notes, Citation: b.Citation,
	}
	if b.Judged {
		d.Level = levelWords(b.Level)
	}
	if len(b.Allies) > 0 {
		d.Title = fmt.Sprintf("%s, %s · %d, by edition", spec.Title, spec.Unit, b.Year)
		if len(b.Allies) == 1 {
			d.Title = b.Allies[0].Name + ": " + strings.ToLower(d.Title[:1]) + d.Title[1:]
		}
		d.Tables = []Table{vintages(b)}
		return d
	}
	d.Title = fmt.Sprintf("Allies that meet in %d, by edition", b.Year)
	if b.Judged {
		d.Title = fmt.Sprintf("Allies that meet %s%s in %d, by edition", percent(b.Level.Value), measureOf(b.Measure), b.Year)
	}
	d.Tables = []Table{countsByEdition(b)}
	d.Notes = append(slices.Clip(d.Notes), policyNote(b.Query.Members)...)
	return d
}

func editionsTarget(b *analysis.ByEdition) Field {
	t := Field{ID: "target", Object: true}
	if b.Judged {
		t.Fields = targetFields(b.Level)
	}
	return t
}

// editionColumns say which edition a row is of.
func editionColumns() []Column {
	return []Column{
		{ID: "edition", Head: "Edition", On: Everywhere, Lead: true},
		{ID: "name", Words: "Name", On: OnData | OnPlain, Lead: true},
		{ID: "published", Head: "published", Words: "Published", On: Everywhere, Drop: 3},
	}
}

func editionCells(e *analysis.EditionAnswer) []Cell {
	return []Cell{
		word(e.Edition.ID),
		word(e.Edition.Name()).say(e.Edition.Name()),
		word(e.Edition.Published).say("published " + e.Edition.Published),
	}
}

func countsByEdition(b *analysis.ByEdition) Table {
	t := Table{ID: "editions", Columns: append(editionColumns(), []Column{
		{ID: "estimate", Words: "Estimate", On: OnData},
		{ID: "meets", Head: "meet", Words: "Meet", On: Everywhere, Right: true},
		{ID: "below", Head: "below", Words: "Below", On: Everywhere, Right: true},
		{ID: "knife_edge", Head: "edge", Words: "On the knife's edge", On: Everywhere, Right: true, Drop: 2},
		{ID: "no_data", Head: "no figure", Words: "Without a figure", On: Everywhere, Right: true},
		{ID: "with_forces", Head: "of", Words: "Members with forces", On: Everywhere, Right: true},
		{ID: "members", Head: "members", Words: "Members", On: OnData, Right: true},
		{ID: "definition", Head: "counts", Words: "What is counted", On: OnData | OnTables, Drop: 4},
		{ID: "coverage", Words: "What of the edition is held", On: OnData},
	}...)}
	measurable := b.Judged && b.Unjudged == ""
	n := func(v int, what string) Cell {
		if !measurable {
			return missing(markUnmeasured)
		}
		c := whole(v)
		if v > 0 {
			c.Said = strconv.Itoa(v) + " " + what
		}
		return c
	}
	for i := range b.Editions {
		e := &b.Editions[i]
		c := e.Count
		meets := n(c.Meets, "meet").as(cell.Strong)
		if measurable {
			meets.Said = fmt.Sprintf("%d of %d meet %s", c.Meets, c.WithForces, percent(b.Level.Value))
		} else {
			meets.Said = "not measurable"
		}
		t.Rows = append(t.Rows, Row{Cells: append(editionCells(e),
			flag(e.Estimated), meets, n(c.Below, "below"), n(c.KnifeEdge, "knife-edge"), n(c.NoData, "without a figure"),
			whole(c.WithForces), whole(c.Members), word(e.Edition.Definition).as(cell.Faint), word(e.Edition.Coverage),
		)})
	}
	return t
}

// vintages are the figures of the allies named, a row for each edition and ally.
func vintages(b *analysis.ByEdition) Table {
	spec, unit := b.Measure.Spec(), revisionUnit(b.Measure)
	onVerdict := OnData
	if b.Judged {
		onVerdict |= OnTables | OnPlain
	}
	on := Everywhere
	if len(b.Allies) == 1 {
		on = OnData | OnPlain // the title has the name
	}
	t := Table{ID: "editions", Columns: append(editionColumns(), []Column{
		{ID: "code", Words: "Code", On: OnData},
		{ID: "ally", Head: "Ally", On: on},
		{ID: "value", Head: strconv.Itoa(int(b.Year)), Under: underValue(spec), Words: spec.Title, Unit: spec.Unit, On: Everywhere, Right: true},
		{ID: "unrounded", Words: "Unrounded", On: OnData, Right: true},
		{ID: "status", Words: "Status", On: OnData},
		{ID: "rank", Head: "rank", Words: "Rank", On: OnData | OnTables, Right: true, Drop: 2},
		{ID: "verdict", Head: "verdict", Words: "Verdict", On: onVerdict, Drop: 1},
		{ID: "knife_edge", Words: "Knife-edge", On: OnData},
		{ID: "revision", Head: "revised", Under: unit, Words: "Revision of the edition before", Unit: unit, On: Everywhere, Right: true, Spare: true},
		{ID: "unit", Words: "Unit", On: OnData},
		{ID: "definition", Head: "counts", Words: "What is counted", On: OnData | OnTables, Drop: 4},
	}...)}
	for i := range b.Editions {
		e := &b.Editions[i]
		for k, x := range b.Allies {
			v := e.Figures[k]
			t.Rows = append(t.Rows, Row{Cells: append(editionCells(e),
				word(string(x.Code)), word(x.Name).say(x.Name), vintageValue(b, v), unrounded(v.Figure), optional(v.Figure.Status.String()),
				vintageRank(v), vintageVerdict(b, v), vintageKnife(v), revision(v.Revision, unit), word(e.Unit), word(e.Edition.Definition).as(cell.Faint),
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

func vintageValue(b *analysis.ByEdition, v analysis.Vintage) Cell {
	mark := markNone
	if v.Verdict == target.NoForces {
		mark = markNoForces
	}
	c := published(v.Figure, mark).as(cell.Strong)
	if !v.Figure.Known() {
		return c.as(cell.Unknown).say("no figure")
	}
	c.Said = analysis.Grouped(v.Figure.Printed) + " " + b.Measure.Spec().Unit
	c.Said += estimateWords(v.Figure)
	return c
}

func vintageRank(v analysis.Vintage) Cell {
	if v.Rank == 0 {
		return missing(markNone)
	}
	return whole(v.Rank)
}

func vintageVerdict(b *analysis.ByEdition, v analysis.Vintage) Cell {
	return verdictWords(v.Verdict, v.KnifeEdge, b.Level.Value)
}

func vintageKnife(v analysis.Vintage) Cell {
	if !v.Verdict.Counted() {
		return missing(markUnmeasured)
	}
	return flag(v.KnifeEdge)
}

func revision(d analysis.Delta, unit string) Cell {
	if !d.OK {
		return missing(markNone)
	}
	c := signed(d.Value).as(cell.Faint)
	return c.say("revised by " + c.Shown + " " + unit)
}
