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

// Sources lays out NATO's and SIPRI's figures side by side.
func Sources(s *analysis.Sources) *document.Document {
	d := &document.Document{
		Title:   "Share of GDP by two sources · " + span(s.First, s.Last),
		Edition: s.NATO.Name() + " · " + s.SIPRI.Name(),
		Fields: []document.Field{
			{ID: "query", Cell: table.Word(s.Query.String())},
			{ID: "edition", Cell: table.Word(s.NATO.ID)},
			{ID: "beside", Cell: table.Word(s.SIPRI.ID)},
			{ID: "measure", Cell: table.Word(s.Query.Measure.String())},
			{ID: "unit", Cell: table.Word(s.Unit)},
			reasonsField(s),
		},
		Sentence: s.Sentence, Notes: s.Notes, Citation: s.Citation,
	}
	t := table.Table{ID: "rows", Columns: []table.Head{
		{ID: "code", Long: "Code", On: table.OnData},
		{ID: "name", Head: "Ally", On: table.Everywhere, Lead: true},
		{ID: "year", Head: "year", Long: "Year", On: table.Everywhere, Right: true, Lead: true},
		{ID: "nato", Head: "NATO", Unit: "% of GDP", Long: "NATO", LongUnit: s.Unit, On: table.Everywhere, Right: true},
		{ID: "nato_status", Long: "NATO, status", On: table.OnData},
		{ID: "sipri", Head: "SIPRI", Unit: "% of GDP", Long: "SIPRI", LongUnit: "% of GDP", On: table.Everywhere, Right: true},
		{ID: "sipri_unrounded", Long: "SIPRI, unrounded", LongUnit: "% of GDP", On: table.OnData, Right: true},
		{ID: "sipri_status", Long: "SIPRI, status", On: table.OnData},
		{ID: "difference_pp", Head: "SIPRI less NATO", Unit: "pp", Long: "SIPRI less NATO", LongUnit: "pp", On: table.Everywhere, Right: true},
		{ID: "edition", Long: "Edition", On: table.OnCSV},
		{ID: "source", Long: "Source", On: table.OnCSV},
	}}
	for i := range s.Rows {
		r := &s.Rows[i]
		nato, theirs := table.Figure(r.NATO, format.NotPublished).As(cell.Strong), table.Figure(r.SIPRI, format.NotPublished)
		nato.Said, theirs.Said = "NATO "+nato.Shown, "SIPRI "+theirs.Shown
		off := table.Difference(r.Difference, format.NotPublished).As(cell.Faint)
		if r.Difference.OK {
			off.Said = "SIPRI less NATO " + off.Shown + " pp"
		}
		y := table.Year(r.Year)
		t.Rows = append(t.Rows, table.Row{Cells: []table.Cell{
			table.Word(string(r.Ally.Code)), table.Word(r.Ally.Name).Say(r.Ally.Name), y.Say(y.Shown),
			nato, table.Optional(r.NATO.Status.String()), theirs, table.Unrounded(r.SIPRI), table.Optional(r.SIPRI.Status.String()), off,
			table.Word(s.NATO.ID), table.Word(s.Citation),
		}})
	}
	d.Tables = []table.Table{t}
	for _, r := range s.Reasons {
		who := "Known of the difference"
		if r.Ally != nil {
			who = r.Ally.Name
		}
		d.Remarks = append(d.Remarks, fmt.Sprintf("%s: %s.", who, strings.TrimSuffix(r.Text, ".")))
	}
	return d
}

func reasonsField(s *analysis.Sources) document.Field {
	f := document.Field{ID: "reasons", List: true}
	for _, r := range s.Reasons {
		code := table.Missing("")
		if r.Ally != nil {
			code = table.Word(string(r.Ally.Code))
		}
		f.Fields = append(f.Fields, document.Field{Object: true, Fields: []document.Field{{ID: "code", Cell: code}, {ID: "reason", Cell: table.Word(r.Text)}}})
	}
	return f
}
