package report

import (
	"fmt"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
)

// Claims lays out public statements: a row each with the verdicts, and beneath
// what each says, its figures, and why.
func Claims(list []analysis.Claim) *Document {
	d := &Document{Title: "Public statements, computed", Edition: counted(len(list), "statement", "statements")}
	t := Table{ID: "claims", Columns: []Column{
		{ID: "number", Head: "#", Words: "Number", On: OnTables, Right: true},
		{ID: "id", Head: "claim", Words: "Claim", On: OnData | OnTables},
		{ID: "said_on", Head: "said on", Words: "Said on", On: OnData | OnTables, Drop: 2},
		{ID: "said_by", Words: "Said by", On: OnData},
		{ID: "statement", Words: "Statement", On: OnData},
		{ID: "code", Words: "Ally", On: OnData},
		{ID: "said", Head: "said", Words: "Said", On: OnData | OnTables, Right: true, Drop: 1},
		{ID: "unit", Words: "Unit", On: OnData},
		{ID: "edition_then", Head: "edition", Words: "Edition then", On: OnData | OnTables, Drop: 3},
		{ID: "verdict_then", Head: "as of then", Words: "Verdict then", On: OnData | OnTables},
		{ID: "figures_then", Words: "Figures then", On: OnData},
		{ID: "why_then", Words: "Why then", On: OnData},
		{ID: "edition_now", Words: "Edition now", On: OnData},
		{ID: "verdict_now", Head: "as of now", Words: "Verdict now", On: OnData | OnTables},
		{ID: "figures_now", Words: "Figures now", On: OnData},
		{ID: "why_now", Words: "Why now", On: OnData},
		{ID: "beside", Words: "Other sources", On: OnData},
		{ID: "why", Words: "Why", On: OnData},
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
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			whole(i + 1), word(c.ID), word(c.SaidOn).as(cell.Faint), word(c.SaidBy), word(c.Statement), optional(string(c.About)),
			optional(c.Said), optional(c.Unit), word(c.Then.Edition.ID).as(cell.Faint),
			outcomeCell(c.Then.Outcome), optional(factsWords(c.Then.Facts)), optional(c.Then.Why),
			word(c.Now.Edition.ID), outcomeCell(c.Now.Outcome), optional(factsWords(c.Now.Facts)), optional(c.Now.Why),
			optional(factsWords(c.Beside)), word(c.Why),
		}})
		d.Remarks = append(d.Remarks, claimRemark(i+1, c))
	}
	d.Tables = []Table{t}
	d.Sentence = fmt.Sprintf("Of %s, %d hold in the edition of their time and %d in %s.", counted(len(list), "statement", "statements"), holds, held, now)
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
		s += " Beside it, never one series: " + factsWords(c.Beside) + "."
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
		s += " (" + factsWords(f.Facts) + ")"
	}
	return s
}

// factsWords are figures in a line: "Norway 2016: 1.54e %; …".
func factsWords(facts []analysis.Fact) string {
	parts := make([]string, len(facts))
	for i, f := range facts {
		parts[i] = f.Label + ": " + f.Text
	}
	return strings.Join(parts, "; ")
}

// outcomeCell is a verdict on a statement: glyph, word and role.
func outcomeCell(o analysis.Outcome) Cell {
	glyph, role := markUnmeasured, cell.Unknown
	switch o {
	case analysis.Holds:
		glyph, role = "●", cell.Meets
	case analysis.Rounds:
		glyph, role = "≈", cell.Edge
	case analysis.Differs:
		glyph, role = "×", cell.Below
	}
	return words(glyph+" "+o.Words(), o.String()).as(role).say(o.Words())
}

// Check lays out a statement of the reader's own: a row for each edition.
func Check(c *analysis.Check) *Document {
	d := &Document{
		Title:   strings.ToUpper(c.Meaning[:1]) + c.Meaning[1:],
		Edition: counted(len(c.Findings), "edition", "editions"),
		Fields: []Field{
			{ID: "claim", Cell: word(c.Text)}, {ID: "meaning", Cell: word(c.Meaning)},
			{ID: "measure", Cell: word(c.Statement.Measure.String())}, {ID: "year", Cell: year(c.Statement.Year)},
			factsField("beside", c.Beside),
		},
		Sentence: c.Sentence, Notes: c.Notes, Citation: c.Citation,
	}
	t := Table{ID: "editions", Columns: []Column{
		{ID: "edition", Head: "Edition", On: Everywhere, Lead: true},
		{ID: "published", Head: "published", Words: "Published", On: Everywhere, Drop: 2},
		{ID: "verdict", Head: "verdict", Words: "Verdict", On: Everywhere},
		{ID: "why", Head: "why", Words: "Why", On: Everywhere},
		{ID: "figures", Words: "Figures", On: OnData},
		{ID: "definition", Words: "What is counted", On: OnData},
	}}
	for i := range c.Findings {
		f := &c.Findings[i]
		e := f.Edition
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			word(e.ID).say(e.Name()), word(e.Published).say("published " + e.Published).as(cell.Faint), outcomeCell(f.Outcome),
			optional(f.Why).say(f.Why), optional(factsWords(f.Facts)), word(e.Definition),
		}})
	}
	d.Tables = []Table{t}
	for _, f := range c.Beside {
		d.Remarks = append(d.Remarks, "Another source, never one series: "+f.Label+": "+f.Text+".")
	}
	return d
}

// factsField are figures in JSON.
func factsField(id string, facts []analysis.Fact) Field {
	f := Field{ID: id, List: true}
	for _, x := range facts {
		f.Fields = append(f.Fields, Field{Object: true, Fields: []Field{
			{ID: "label", Cell: word(x.Label)}, {ID: "code", Cell: optional(string(x.Code))}, {ID: "figure", Cell: word(x.Text)},
		}})
	}
	return f
}
