package listing

import (
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/table"
)

// Check lays out a statement of the reader's own: a row for each edition.
func Check(c *analysis.Check) *document.Document {
	type row = *analysis.Finding
	const everywhere, data = table.Everywhere, table.OnData
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
		Tables: []table.Table{table.Of("editions", "", []table.Column[row]{
			{Head: table.Head{ID: "edition", Head: "Edition", On: everywhere, Lead: true}, Cell: func(f row) table.Cell { return table.Word(f.Edition.ID).Say(f.Edition.Name()) }},
			{Head: table.Head{ID: "published", Head: "published", Long: "Published", On: everywhere, Priority: 2}, Cell: func(f row) table.Cell { return Published(f.Edition).As(cell.Faint) }},
			{Head: table.Head{ID: "verdict", Head: "verdict", Long: "Verdict", On: everywhere}, Cell: func(f row) table.Cell { return document.Outcome(f.Outcome) }},
			{Head: table.Head{ID: "why", Head: "why", Long: "Why", On: everywhere}, Cell: func(f row) table.Cell { return table.Optional(f.Why).Say(f.Why) }},
			{Head: table.Head{ID: "figures", Long: "Figures", On: data}, Cell: func(f row) table.Cell { return table.Optional(document.Facts(f.Facts)) }},
			{Head: table.Head{ID: "definition", Long: "What is counted", On: data}, Cell: func(f row) table.Cell { return table.Word(f.Edition.Definition) }},
		}, table.Pointers(c.Findings))},
		Remarks: remarks, Sentence: c.Sentence, Notes: c.Notes, Citation: c.Citation,
	}
}
