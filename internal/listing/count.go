package listing

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
	"allyscope/internal/query"
	"allyscope/internal/table"
)

const barCells = 20 // the width of a bar of all allies

// Count lays out how many allies met the level, year by year.
func Count(a *analysis.Answer) *document.Document {
	type row = *analysis.Count
	d := document.Of(a)
	d.Title = meeting(&a.Header, a.First) + ", by year"
	d.Result = a.Scope + ", " + format.Years(a.First, a.Last)
	t := table.Of("years", "", slices.Concat(
		table.Numbers("year", "Year", "", func(c row) table.Cell { return yearCell(c.Year, c.Estimated) }).Leading(),
		table.Data("estimate", "Estimate", func(c row) table.Cell { return table.Flag(c.Estimated) }),
		meetColumn(&a.Header, a.First, func(c row) (*analysis.Count, string) {
			return c, strconv.Itoa(c.Meets) + " " + format.Meet(a.Level.In(c.Year))
		}),
		table.Numbers("with_forces", "of", "Members with forces", func(c row) table.Cell {
			return table.Whole(c.WithForces).Say(format.Whenf(a.Verdicts(), "of %d with forces", c.WithForces))
		}),
		table.Texts("bar", "", "", func(c row) table.Cell {
			if !a.Verdicts() || c.WithForces == 0 {
				return table.Missing("")
			}
			n := max(c.Meets*barCells/c.WithForces, min(c.Meets, 1)) // draw at least one cell for one ally
			shown := strings.Repeat("█", n) + strings.Repeat("░", barCells-n)
			return table.Cell{Kind: table.IsWord, Shown: shown, Role: cell.Meets}
		}).Only(table.OnScreen).UnlessEmpty().GivesWay(4),
		otherColumns(&a.Header, a.First, func(c row) analysis.Count { return *c }),
		table.Numbers("members", "members", "", func(c row) table.Cell { return table.Whole(c.Members).As(cell.Faint) }).GivesWay(3),
		table.InCSV[row]("measure", "Measure", table.Word(a.Measure.String())),
		document.LevelColumns[row](&a.Header),
		document.SourceColumns[row](&a.Header),
	), table.Pointers(a.Counts))
	t.Mark(func(i int) bool {
		return a.Counts[i].Year == a.Query.Year && len(a.Counts) > 1 && a.Query.Year != a.Last
	})
	d.Tables = []table.Table{t}
	d.Sentence = countSentence(a)
	d.Notes = slices.DeleteFunc(slices.Concat(d.Notes, membersNote(a.Query.Members)), // no note repeats the sentence
		func(n string) bool { return n+"." == d.Sentence })
	return d
}

func yearCell(y figure.Year, estimated bool) table.Cell {
	return table.Year(y).Telling("%s" + format.When(estimated, " (estimate)")).Marked(format.When(estimated, "e"))
}

// meeting names the allies that are counted: "Allies that meet 2 %". The first year decides whether
// the words are "meet" or, for a level agreed later, "at".
func meeting(h *analysis.Header, first figure.Year) string {
	if !h.Judged {
		return "Allies that meet"
	}
	l := h.Level.In(first)
	return "Allies " + format.When(l.Judged(), "that ") + format.Meet(l) +
		format.When(h.Measure != figure.ShareGDP, " on "+format.Lower(h.Measure.Spec().Title))
}

// meetColumn is the number of allies that meet the level. The first year decides its heading.
func meetColumn[R any](h *analysis.Header, first figure.Year, of func(R) (*analysis.Count, string)) table.Columns[R] {
	head, long := "meet", "Meet"
	if !h.Level.In(first).Judged() {
		head, long = "at", "At the level"
	}
	return table.Numbers("meets", head, long, func(r R) table.Cell {
		c, words := of(r)
		if !h.Verdicts() {
			words = "not measurable"
		}
		return document.Counted(h, c.Meets).As(cell.Strong).Say(words)
	})
}

// otherColumns are the other counts: below the level, on the knife-edge, without a figure.
func otherColumns[R any](h *analysis.Header, first figure.Year, of func(R) analysis.Count) table.Columns[R] {
	tally := func(n int, what string) table.Cell {
		return document.Counted(h, n).Say(format.Whenf(h.Verdicts() && n > 0, "%d %s", n, what))
	}
	under := format.Below(h.Level.In(first))
	return slices.Concat(
		table.Numbers("below", under, format.Capital(under), func(r R) table.Cell { return tally(of(r).Below, under) }),
		table.Numbers("knife_edge", "edge", "On the knife-edge",
			func(r R) table.Cell { return tally(of(r).KnifeEdge, "knife-edge") }).GivesWay(1),
		table.Numbers("no_data", "no figure", "Without a figure",
			func(r R) table.Cell { return tally(of(r).NoData, "without a figure") }).GivesWay(2),
	)
}

// countSentence gives the count of the query's verdict in the first and in the last year.
func countSentence(a *analysis.Answer) string {
	if !a.Verdicts() || len(a.Counts) == 0 {
		return format.When(a.Unjudged != "", format.Capital(a.Unjudged)+".")
	}
	first, last := &a.Counts[0], &a.Counts[len(a.Counts)-1]
	l := a.Level.In(first.Year)
	words, verb := (*analysis.Count).Words, format.Verb(l, first.Meets, true)
	switch a.Query.Verdict {
	case query.Below:
		words, verb = func(c *analysis.Count) string { return format.Of(c.Below, c.WithForces) }, "were "+format.Below(l)
	case query.Edge:
		words, verb = func(c *analysis.Count) string { return format.Of(c.KnifeEdge, c.WithForces) }, "were "+format.OnEdge+" of"
	}
	s := "Of the allies with forces" + a.Among() + ", " + words(first) + " " + verb + " " + format.Percent(l.Value) +
		" in " + format.Year(first.Year, first.Estimated) + format.Later(l)
	switch idle := first.Members - first.WithForces; {
	case len(a.Counts) > 1:
		s += ", " + words(last) + " in " + format.Year(last.Year, last.Estimated)
	case a.Query.Verdict == query.Below && idle > 0:
		s += "; of all members " + format.Of(first.Below+idle, first.Members) + " " + format.VerbNot(l, 2, true) + " it" + analysis.Forceless(a)
	}
	return s + "."
}

// Both lays out how many allies met both levels, of GDP and on equipment, year by year.
func Both(b *analysis.Balance) *document.Document {
	type row = *analysis.BalanceCount
	count := func(id, head, long string, of func(row) int) table.Columns[row] {
		return table.Numbers(id, head, long, func(c row) table.Cell { return document.Counted(&b.Header, of(c)).Telling("%s " + head) })
	}
	in := func(q analysis.Quadrant) func(row) int { return func(c row) int { return c.Counts[q] } }
	share, equipment := format.Percent(b.Level.Value), format.Percent(b.EquipmentLevel.Value)
	d := document.Under(&b.Header)
	d.Fields[0].Cell = table.Word("both " + b.Query.String()) // "both" is a word of the command, not of the query
	d.Title = fmt.Sprintf("Allies that meet %s of GDP and %s on equipment, by year", share, equipment)
	d.Result = b.Scope + ", " + format.Years(b.First, b.Last)
	d.Tables = []table.Table{table.Of("years", "", slices.Concat(
		table.Numbers("year", "Year", "", func(c row) table.Cell { return yearCell(c.Year, c.Estimated) }).Leading(),
		table.Data("estimate", "Estimate", func(c row) table.Cell { return table.Flag(c.Estimated) }),
		count("both", "both", "Both", in(analysis.Both)),
		count("share_only", "share only", "Share of GDP only", in(analysis.ShareOnly)),
		count("equipment_only", "equipment only", "Equipment only", in(analysis.EquipmentOnly)),
		count("neither", "neither", "Neither", in(analysis.Neither)),
		count("no_data", "no figure", "Without a figure", in(analysis.NoQuadrant)),
		count("knife_edge", "edge", "On the knife-edge", func(c row) int { return c.KnifeEdge }),
		table.Numbers("with_forces", "of", "Members with forces", func(c row) table.Cell { return table.Whole(c.WithForces) }),
		document.SourceColumns[row](&b.Header),
	), table.Pointers(b.Years))}
	if !b.Verdicts() {
		return d
	}
	first, last := &b.Years[0], &b.Years[len(b.Years)-1]
	then := format.Whenf(len(b.Years) > 1, ", %s in %s", last.Words(), format.Year(last.Year, last.Estimated))
	d.Sentence = fmt.Sprintf("Of the allies with forces%s, %s had both %s of GDP and %s on equipment in %s%s.", b.Among(), first.Words(), share, equipment, format.Year(first.Year, first.Estimated), then)
	return d
}

// Whole lays out a group or a sum: all measures, the members, and the query's measure in all years.
func Whole(x *analysis.Sheet) *document.Document {
	series := &x.Row.Series
	d := document.Of(x.Answer)
	d.Title = document.InYear(series.Name, &x.Header)
	d.Result = format.Counted(len(x.Members), "member", "members")
	rows := slices.DeleteFunc(table.Pointers(x.Lines), func(l *analysis.SheetLine) bool { return !l.Known() })
	members := document.Allies(x.Answer, x.Members)
	members.Title = fmt.Sprintf("Members, %s", x.Spec().Name())
	years := document.Years(&x.Header, x.Spec().Name(), table.Head{}, document.YearsOf(series))
	parts := document.Parts(&x.Header, x.Parts)
	if series.Code.Group() && series.Code.By() == "" {
		parts.Title += ", the members' weighted by expenditure"
	}
	d.Tables = []table.Table{document.Measures(&x.Header, rows), members, years, parts}
	d.Remarks = document.GapsBasis(x.Answer, x.Members)
	return d
}
