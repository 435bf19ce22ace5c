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
	"allyscope/internal/query"
	"allyscope/internal/table"
)

// barCells is how wide a bar is that stands for all allies.
const barCells = 20

// Count lays out how many allies met the level, year by year.
func Count(a *analysis.Answer) *document.Document {
	d := document.Of(a)
	d.Title = "Allies that meet, by year"
	if a.Judged {
		d.Title = fmt.Sprintf("Allies that meet %s%s, by year", format.Percent(a.Level.Value), measureOf(a.Measure))
	}
	d.Result = a.Scope + ", " + span(a.First, a.Last)
	t := table.Table{ID: "years", Columns: countColumns()}
	for _, c := range a.Counts {
		t.Rows = append(t.Rows, countRow(a, c))
	}
	d.Tables = []table.Table{t}
	d.Notes = append(slices.Clip(d.Notes), policyNote(a.Query.Members)...)
	d.Sentence = countSentence(a)
	return d
}

// measureOf names what a level is a share of, where it is not GDP.
func measureOf(m figure.Measure) string {
	if m == figure.ShareGDP {
		return ""
	}
	return " of " + strings.ToLower(m.Spec().Title)
}

func span(a, b figure.Year) string {
	if a == b {
		return strconv.Itoa(int(a))
	}
	return fmt.Sprintf("%d–%d", a, b)
}

// policyNote says that membership was applied; the other policies have a note of
// the answer's own.
func policyNote(p query.Membership) []string {
	if p != query.Then {
		return nil
	}
	return []string{"counted are the members on 31 December of each year; members:everyone counts every row the edition prints"}
}

func countColumns() []table.Head {
	return []table.Head{
		{ID: "year", Head: "Year", On: table.Everywhere, Right: true, Lead: true},
		{ID: "estimate", Long: "Estimate", On: table.OnData},
		{ID: "meets", Head: "meet", Long: "Meet", On: table.Everywhere, Right: true},
		{ID: "with_forces", Head: "of", Long: "Members with forces", On: table.Everywhere, Right: true},
		{ID: "bar", Head: "", On: table.OnScreen, Sparse: true, Priority: 4},
		{ID: "below", Head: "below", Long: "Below", On: table.Everywhere, Right: true},
		{ID: "knife_edge", Head: "edge", Long: "On the knife's edge", On: table.Everywhere, Right: true, Priority: 1},
		{ID: "no_data", Head: "no figure", Long: "Without a figure", On: table.Everywhere, Right: true, Priority: 2},
		{ID: "members", Head: "members", Long: "Members", On: table.Everywhere, Right: true, Priority: 3},
		{ID: "measure", Long: "Measure", On: table.OnCSV},
		{ID: "level", Long: "Level", LongUnit: "%", On: table.OnCSV, Right: true},
		{ID: "edition", Long: "Edition", On: table.OnCSV},
		{ID: "source", Long: "Source", On: table.OnCSV},
	}
}

func countRow(a *analysis.Answer, c analysis.Count) table.Row {
	y := table.Year(c.Year)
	y.Said = y.Shown
	if c.Estimated {
		y = y.Marked("e").Say(y.Said + " (estimate)")
	}
	meets := document.Counted(&a.Header, c.Meets)
	level := table.Missing(format.NotMeasured)
	if a.Judged {
		level = table.Number(a.Level.Value)
	}
	of := table.Whole(c.WithForces).Say("of " + strconv.Itoa(c.WithForces) + " with forces")
	if !a.Verdicts() {
		of.Said = ""
		meets.Said = "not measurable"
	} else {
		meets.Said = meets.Shown + " meet " + format.Percent(a.Level.Value)
	}
	return table.Row{Marked: c.Year == a.Query.Year && len(a.Counts) > 1 && a.Query.Year != a.Last, Cells: []table.Cell{
		y, table.Flag(c.Estimated), meets.As(cell.Strong), of, bar(a, c),
		tally(a, c.Below, "below"), tally(a, c.KnifeEdge, "knife-edge"), tally(a, c.NoData, "without a figure"),
		table.Whole(c.Members).As(cell.Faint), table.Word(a.Measure.String()), level, table.Word(a.Edition.ID), table.Word(a.Citation),
	}}
}

// tally is a count that is said in plain where there is one.
func tally(a *analysis.Answer, n int, what string) table.Cell {
	c := document.Counted(&a.Header, n)
	if a.Verdicts() && n > 0 {
		c.Said = strconv.Itoa(n) + " " + what
	}
	return c
}

// bar draws a count as a bar whose full width is all members with forces.
func bar(a *analysis.Answer, c analysis.Count) table.Cell {
	if !a.Verdicts() || c.WithForces == 0 {
		return table.Missing("")
	}
	n := c.Meets * barCells / c.WithForces
	if c.Meets > 0 {
		n = max(n, 1) // some are never drawn as none
	}
	return table.Cell{Kind: table.IsWord, Shown: strings.Repeat("█", n) + strings.Repeat("░", barCells-n), Role: cell.Meets}
}

// countSentence says how the count went from the first year to the last.
func countSentence(a *analysis.Answer) string {
	if !a.Verdicts() || len(a.Counts) == 0 {
		return sentenceOf(a.Unjudged)
	}
	first, last := a.Counts[0], a.Counts[len(a.Counts)-1]
	s := fmt.Sprintf("%d of %d met %s in %d", first.Meets, first.WithForces, format.Percent(a.Level.Value), first.Year)
	if len(a.Counts) > 1 {
		mark := ""
		if last.Estimated {
			mark = "e"
		}
		s += fmt.Sprintf(", %d of %d in %d%s", last.Meets, last.WithForces, last.Year, mark)
	}
	return "Of the " + a.Scope + " with forces, " + s + "."
}

// sentenceOf makes a sentence of a reason.
func sentenceOf(reason string) string {
	if reason == "" {
		return ""
	}
	return strings.ToUpper(reason[:1]) + reason[1:] + "."
}
