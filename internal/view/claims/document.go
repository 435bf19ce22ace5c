package claims

import (
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/table"
)

// Document lays out a row for each statement with the verdicts, and beneath what
// each says, its figures, and why.
func (v *claims) Document() *document.Document {
	d := &document.Document{
		Title: "Public statements, computed", Edition: format.Counted(len(v.list), "statement", "statements"),
		Tables: []table.Table{v.statements()}, Sentence: v.Header.Sentence,
		Notes: append([]string{
			"a verdict is on the figures as printed: holds is exactly as said, rounds to it is to the places that were said",
			"statements are in our words",
		}, v.Header.Notes...),
		Citation: v.Header.Citation,
	}
	for i := range v.list {
		d.Remarks = append(d.Remarks, prose(i+1, &v.list[i]))
	}
	return d
}

func (v *claims) statements() table.Table {
	type row = *analysis.Claim
	const tables = table.OnTables
	word := func(of func(row) string) func(row) table.Cell {
		return func(c row) table.Cell { return table.Optional(of(c)) }
	}
	faint := func(of func(row) string) func(row) table.Cell {
		return func(c row) table.Cell { return table.Word(of(c)).As(cell.Faint) }
	}
	number := 0
	return table.Of("claims", "", slices.Concat(
		table.Numbers("number", "#", "Number", func(row) table.Cell { number++; return table.Whole(number) }).Only(tables),
		table.Texts("id", "claim", "", word(func(c row) string { return c.ID })).NotInPlain(),
		table.Texts("said_on", "said on", "", faint(func(c row) string { return c.SaidOn })).NotInPlain().GivesWay(2),
		table.Data("said_by", "Said by", word(func(c row) string { return c.SaidBy })),
		table.Data("statement", "Statement", word(func(c row) string { return c.Statement })),
		table.Data("code", "Ally", word(func(c row) string { return string(c.About) })),
		table.Numbers("said", "said", "", word(func(c row) string { return c.Said })).NotInPlain().GivesWay(1),
		table.Data("unit", "Unit", word(func(c row) string { return c.Unit })),
		table.Texts("edition_then", "edition", "Edition then",
			faint(func(c row) string { return c.Then.Edition.ID })).NotInPlain().GivesWay(3),
		table.Texts("verdict_then", "as of then", "Verdict then",
			func(c row) table.Cell { return document.Outcome(c.Then.Outcome) }).NotInPlain(),
		table.Data("figures_then", "Figures then", word(func(c row) string { return document.Facts(c.Then.Facts) })),
		table.Data("why_then", "Why then", word(func(c row) string { return c.Then.Why })),
		table.Data("edition_now", "Edition now", word(func(c row) string { return c.Now.Edition.ID })),
		table.Texts("verdict_now", "as of now", "Verdict now",
			func(c row) table.Cell { return document.Outcome(c.Now.Outcome) }).NotInPlain(),
		table.Data("figures_now", "Figures now", word(func(c row) string { return document.Facts(c.Now.Facts) })),
		table.Data("why_now", "Why now", word(func(c row) string { return c.Now.Why })),
		table.Data("beside", "Other sources", word(func(c row) string { return document.Facts(c.Beside) })),
		table.Data("why", "Why", word(func(c row) string { return c.Why })),
	), table.Pointers(v.list))
}

// conclude says in one line how many statements hold, and names the sources.
func (v *claims) conclude() {
	then := format.Count(v.list, func(c *analysis.Claim) bool { return c.Then.Outcome == analysis.Holds })
	v.now = format.Count(v.list, func(c *analysis.Claim) bool { return c.Now.Outcome == analysis.Holds })
	quoted := format.Count(v.list, func(c *analysis.Claim) bool {
		return slices.ContainsFunc(c.Beside, func(f analysis.Fact) bool { return strings.HasPrefix(f.Label, "IISS") })
	}) > 0
	v.Header.Sentence = "No statement is held."
	if len(v.list) > 0 {
		v.Header.Sentence = fmt.Sprintf("Of %s, %d hold by the edition they are judged by as of then, and %d by %s.",
			format.Counted(len(v.list), "statement", "statements"), then, v.now, v.list[0].Now.Edition.Name())
	}
	v.Header.Citation = "NATO, tables of defence expenditure of NATO countries, the editions named; SIPRI Military Expenditure Database 1949–2025" +
		format.When(quoted, "; IISS, as quoted in public") + "."
}

// prose is a statement with all that is known of it.
func prose(n int, c *analysis.Claim) string {
	finding := func(f *analysis.Finding) string {
		facts := document.Facts(f.Further())
		return fmt.Sprintf("(%s) %s: %s%s.", f.Edition.ID, f.Outcome.Words(), f.Why, format.Whenf(facts != "", " (%s)", facts))
	}
	return format.Join(" ",
		fmt.Sprintf("%d. “%s” (%s, %s). Then %s Now %s", n, c.Statement, c.SaidBy, c.SaidOn, finding(&c.Then), finding(&c.Now)),
		format.Whenf(len(c.Beside) > 0, "Beside it, never one series: %s.", document.Facts(c.Beside)),
		format.Whenf(c.Note != "", "%s.", format.Capital(c.Note)))
}
