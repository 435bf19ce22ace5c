package report

import (
	"fmt"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/table"
)

// Claims lays out public statements: a row each with the verdicts, and beneath
// what each says, its figures, and why.
func Claims(list []analysis.Claim) *document.Document {
	d := &document.Document{Title: "Public statements, computed", Edition: format.Counted(len(list), "statement", "statements")}
	t := table.Table{ID: "claims", Columns: []table.Head{
		{ID: "number", Head: "#", Long: "Number", On: table.OnTables, Right: true},
		{ID: "id", Head: "claim", Long: "Claim", On: table.OnData | table.OnTables},
		{ID: "said_on", Head: "said on", Long: "Said on", On: table.OnData | table.OnTables, Priority: 2},
		{ID: "said_by", Long: "Said by", On: table.OnData},
		{ID: "statement", Long: "Statement", On: table.OnData},
		{ID: "code", Long: "Ally", On: table.OnData},
		{ID: "said", Head: "said", Long: "Said", On: table.OnData | table.OnTables, Right: true, Priority: 1},
		{ID: "unit", Long: "Unit", On: table.OnData},
		{ID: "edition_then", Head: "edition", Long: "Edition then", On: table.OnData | table.OnTables, Priority: 3},
		{ID: "verdict_then", Head: "as of then", Long: "Verdict then", On: table.OnData | table.OnTables},
		{ID: "figures_then", Long: "Figures then", On: table.OnData},
		{ID: "why_then", Long: "Why then", On: table.OnData},
		{ID: "edition_now", Long: "Edition now", On: table.OnData},
		{ID: "verdict_now", Head: "as of now", Long: "Verdict now", On: table.OnData | table.OnTables},
		{ID: "figures_now", Long: "Figures now", On: table.OnData},
		{ID: "why_now", Long: "Why now", On: table.OnData},
		{ID: "beside", Long: "Other sources", On: table.OnData},
		{ID: "why", Long: "Why", On: table.OnData},
	}}
	holds, held := 0, 0
	var now string
	for i := range list {
		c := &list[i]
		now = c.Now.Edition.Name()
		if c.Then.Outcome == analysis.Holds {
			holds++
		}
		if c.Now.Outcome == analysis.Holds {
			held++
		}
		t.Rows = append(t.Rows, table.Row{Cells: []table.Cell{
			table.Whole(i + 1), table.Word(c.ID), table.Word(c.SaidOn).As(cell.Faint), table.Word(c.SaidBy), table.Word(c.Statement), table.Optional(string(c.About)),
			table.Optional(c.Said), table.Optional(c.Unit), table.Word(c.Then.Edition.ID).As(cell.Faint),
			outcomeCell(c.Then.Outcome), table.Optional(document.Facts(c.Then.Facts)), table.Optional(c.Then.Why),
			table.Word(c.Now.Edition.ID), outcomeCell(c.Now.Outcome), table.Optional(document.Facts(c.Now.Facts)), table.Optional(c.Now.Why),
			table.Optional(document.Facts(c.Beside)), table.Word(c.Why),
		}})
		d.Remarks = append(d.Remarks, claimRemark(i+1, c))
	}
	d.Tables = []table.Table{t}
	d.Sentence = fmt.Sprintf("Of %s, %d hold in the edition of their time and %d in %s.", format.Counted(len(list), "statement", "statements"), holds, held, now)
	d.Notes = []string{
		"a verdict is on the figures as printed: holds is exactly as said, rounds to it is to the places that were said",
		"statements are in our words",
	}
	d.Citation = "NATO, tables of defence expenditure of NATO countries, the editions named" + sourcesBeside(list)
	return d
}

// sourcesBeside names the other sources that are quoted.
func sourcesBeside(list []analysis.Claim) string {
	text, iiss := "; SIPRI Military Expenditure Database 1949–2025", false
	for i := range list {
		for _, f := range list[i].Beside {
			iiss = iiss || strings.HasPrefix(f.Label, "IISS")
		}
	}
	if iiss {
		text += "; IISS, as quoted in public"
	}
	return text + "."
}

// claimRemark is a statement in prose, with all that is known of it.
func claimRemark(n int, c *analysis.Claim) string {
	s := fmt.Sprintf("%d. “%s” (%s, %s).", n, c.Statement, c.SaidBy, c.SaidOn)
	s += " Then (" + c.Then.Edition.ID + ") " + findingWords(&c.Then) + "."
	s += " Now (" + c.Now.Edition.ID + ") " + findingWords(&c.Now) + "."
	if len(c.Beside) > 0 {
		s += " Beside it, never one series: " + document.Facts(c.Beside) + "."
	}
	if c.Note != "" {
		s += " " + strings.ToUpper(c.Note[:1]) + c.Note[1:] + "."
	}
	return s
}

// findingWords are a verdict, why, and the figures where the reason does not give
// them itself.
func findingWords(f *analysis.Finding) string {
	s := f.Outcome.Words() + ": " + f.Why
	if len(f.Facts) > 1 || (f.Outcome == analysis.NotMeasurable && len(f.Facts) > 0) {
		s += " (" + document.Facts(f.Facts) + ")"
	}
	return s
}

// outcomeCell is a verdict on a statement: glyph, word and role.
func outcomeCell(o analysis.Outcome) table.Cell {
	glyph, role := format.NotMeasured, cell.Unknown
	switch o {
	case analysis.Holds:
		glyph, role = "●", cell.Meets
	case analysis.Rounds:
		glyph, role = "≈", cell.Edge
	case analysis.Differs:
		glyph, role = "×", cell.Below
	}
	return table.Words(glyph+" "+o.Words(), o.String()).As(role).Say(o.Words())
}

// Check lays out a statement of the reader's own: a row for each edition.
func Check(c *analysis.Check) *document.Document {
	d := &document.Document{
		Title:   strings.ToUpper(c.Meaning[:1]) + c.Meaning[1:],
		Edition: format.Counted(len(c.Findings), "edition", "editions"),
		Fields: []document.Field{
			{ID: "claim", Cell: table.Word(c.Text)}, {ID: "meaning", Cell: table.Word(c.Meaning)},
			{ID: "measure", Cell: table.Word(c.Statement.Measure.String())}, {ID: "year", Cell: table.Year(c.Statement.Year)},
			factsField("beside", c.Beside),
		},
		Sentence: c.Sentence, Notes: c.Notes, Citation: c.Citation,
	}
	t := table.Table{ID: "editions", Columns: []table.Head{
		{ID: "edition", Head: "Edition", On: table.Everywhere, Lead: true},
		{ID: "published", Head: "published", Long: "Published", On: table.Everywhere, Priority: 2},
		{ID: "verdict", Head: "verdict", Long: "Verdict", On: table.Everywhere},
		{ID: "why", Head: "why", Long: "Why", On: table.Everywhere},
		{ID: "figures", Long: "Figures", On: table.OnData},
		{ID: "definition", Long: "What is counted", On: table.OnData},
	}}
	for i := range c.Findings {
		f := &c.Findings[i]
		e := f.Edition
		t.Rows = append(t.Rows, table.Row{Cells: []table.Cell{
			table.Word(e.ID).Say(e.Name()), table.Word(e.Published).Say("published " + e.Published).As(cell.Faint), outcomeCell(f.Outcome),
			table.Optional(f.Why).Say(f.Why), table.Optional(document.Facts(f.Facts)), table.Word(e.Definition),
		}})
	}
	d.Tables = []table.Table{t}
	for _, f := range c.Beside {
		d.Remarks = append(d.Remarks, "Another source, never one series: "+f.Label+": "+f.Text+".")
	}
	return d
}

// factsField are figures in JSON.
func factsField(id string, facts []analysis.Fact) document.Field {
	f := document.Field{ID: id, List: true}
	for _, x := range facts {
		f.Fields = append(f.Fields, document.Field{Object: true, Fields: []document.Field{
			{ID: "label", Cell: table.Word(x.Label)}, {ID: "code", Cell: table.Optional(string(x.Code))}, {ID: "figure", Cell: table.Word(x.Text)},
		}})
	}
	return f
}
