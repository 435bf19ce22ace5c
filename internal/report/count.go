package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/query"
)

// barCells is how wide a bar is that stands for all allies.
const barCells = 20

// Count lays out how many allies met the level, year by year.
func Count(a *analysis.Answer) *Document {
	d := head(a)
	d.Title = "Allies that meet, by year"
	if a.Judged {
		d.Title = fmt.Sprintf("Allies that meet %s%s, by year", percent(a.Level.Value), measureOf(a.Measure))
	}
	d.Result = a.Scope + ", " + span(a.First, a.Last)
	t := Table{ID: "years", Columns: countColumns()}
	for _, c := range a.Counts {
		t.Rows = append(t.Rows, countRow(a, c))
	}
	d.Tables = []Table{t}
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

func countColumns() []Column {
	return []Column{
		{ID: "year", Head: "Year", On: Everywhere, Right: true, Lead: true},
		{ID: "estimate", Words: "Estimate", On: OnData},
		{ID: "meets", Head: "meet", Words: "Meet", On: Everywhere, Right: true},
		{ID: "with_forces", Head: "of", Words: "Members with forces", On: Everywhere, Right: true},
		{ID: "bar", Head: "", On: OnScreen, Spare: true, Drop: 4},
		{ID: "below", Head: "below", Words: "Below", On: Everywhere, Right: true},
		{ID: "knife_edge", Head: "edge", Words: "On the knife's edge", On: Everywhere, Right: true, Drop: 1},
		{ID: "no_data", Head: "no figure", Words: "Without a figure", On: Everywhere, Right: true, Drop: 2},
		{ID: "members", Head: "members", Words: "Members", On: Everywhere, Right: true, Drop: 3},
		{ID: "measure", Words: "Measure", On: OnCSV},
		{ID: "level", Words: "Level", Unit: "%", On: OnCSV, Right: true},
		{ID: "edition", Words: "Edition", On: OnCSV},
		{ID: "source", Words: "Source", On: OnCSV},
	}
}

func countRow(a *analysis.Answer, c analysis.Count) Row {
	y := year(c.Year)
	y.Said = y.Shown
	if c.Estimated {
		y.Shown, y.tail, y.Said = y.Shown+"e", 1, y.Said+" (estimate)"
	}
	meets := judgedCount(a, c.Meets)
	level := missing(markUnmeasured)
	if a.Judged {
		level = number(a.Level.Value)
	}
	of := whole(c.WithForces).say("of " + strconv.Itoa(c.WithForces) + " with forces")
	if !judged(a) {
		of.Said = ""
		meets.Said = "not measurable"
	} else {
		meets.Said = meets.Shown + " meet " + percent(a.Level.Value)
	}
	return Row{Marked: c.Year == a.Query.Year && len(a.Counts) > 1 && a.Query.Year != a.Last, Cells: []Cell{
		y, flag(c.Estimated), meets.as(cell.Strong), of, bar(a, c),
		tally(a, c.Below, "below"), tally(a, c.KnifeEdge, "knife-edge"), tally(a, c.NoData, "without a figure"),
		whole(c.Members).as(cell.Faint), word(a.Measure.String()), level, word(a.Edition.ID), word(a.Citation),
	}}
}

// tally is a count that is said in plain where there is one.
func tally(a *analysis.Answer, n int, what string) Cell {
	c := judgedCount(a, n)
	if judged(a) && n > 0 {
		c.Said = strconv.Itoa(n) + " " + what
	}
	return c
}

// bar draws a count as a bar whose full width is all members with forces.
func bar(a *analysis.Answer, c analysis.Count) Cell {
	if !judged(a) || c.WithForces == 0 {
		return missing("")
	}
	n := c.Meets * barCells / c.WithForces
	if c.Meets > 0 {
		n = max(n, 1) // some are never drawn as none
	}
	return Cell{Kind: Word, Shown: strings.Repeat("█", n) + strings.Repeat("░", barCells-n), Role: cell.Meets}
}

// countSentence says how the count went from the first year to the last.
func countSentence(a *analysis.Answer) string {
	if !judged(a) || len(a.Counts) == 0 {
		return sentenceOf(a.Unjudged)
	}
	first, last := a.Counts[0], a.Counts[len(a.Counts)-1]
	s := fmt.Sprintf("%d of %d met %s in %d", first.Meets, first.WithForces, percent(a.Level.Value), first.Year)
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
