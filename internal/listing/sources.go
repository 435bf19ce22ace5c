package listing

import (
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/table"
)

// Sources lays out NATO's and SIPRI's figures side by side, and the reader's series.
func Sources(s *analysis.Sources) *document.Document {
	type row = *analysis.SourceRow
	d := &document.Document{
		Title:   "Share of GDP by two sources · " + format.Years(s.First, s.Last),
		Edition: s.Edition.Name() + " · " + s.SIPRI.Name(),
		Fields: []document.Field{
			{ID: "query", Cell: table.Word(s.Query.String())},
			{ID: "edition", Cell: table.Word(s.Edition.ID)},
			{ID: "beside", Cell: table.Word(s.SIPRI.ID)},
			{ID: "measure", Cell: table.Word(s.Query.Measure.String())},
			{ID: "unit", Cell: table.Word(s.Unit)},
		},
		Sentence: s.Sentence, Notes: s.Notes, Citation: s.Citation,
	}
	columns := slices.Concat(
		table.Codes(func(r row) ally.Code { return r.Ally.Code }),
		table.Names("Ally", func(r row) string { return r.Ally.Name }),
		table.LeadYears(func(r row) figure.Year { return r.Year }),
		table.Numbers("nato", "NATO", "", func(r row) table.Cell {
			return table.Figure(r.NATO, format.NotPublished).As(cell.Strong).Telling("NATO %s")
		}).InUnit("% of GDP", s.Unit),
		table.Data("nato_status", "NATO, status", func(r row) table.Cell { return table.Status(r.NATO) }),
		table.Numbers("sipri", "SIPRI", "", func(r row) table.Cell {
			return table.Figure(r.SIPRI, format.NotPublished).Telling("SIPRI %s")
		}).InUnit("% of GDP", "% of GDP"),
		table.Data("sipri_unrounded", "SIPRI, unrounded",
			func(r row) table.Cell { return table.Unrounded(r.SIPRI) }).InUnit("", "% of GDP"),
		table.Data("sipri_status", "SIPRI, status", func(r row) table.Cell { return table.Status(r.SIPRI) }),
		table.Numbers("difference_pp", "SIPRI less NATO", "", func(r row) table.Cell {
			return table.Difference(r.Difference, format.NotPublished).As(cell.Faint).Saying("SIPRI less NATO %s pp")
		}).InUnit("pp", "pp"),
	)
	for i, own := range s.Series {
		columns = slices.Concat(columns, table.Numbers(own.ID, own.Title, own.Title, func(r row) table.Cell {
			c := table.Figure(r.Series[i], format.NotPublished)
			return c.Say(own.Title + " " + c.Shown)
		}).InUnit("% of GDP", "% of GDP"), table.Data(own.ID+"_status", own.Title+", status",
			func(r row) table.Cell { return table.Status(r.Series[i]) }))
		d.Edition += " · " + own.Name()
		d.Title = "Share of GDP by source · " + format.Years(s.First, s.Last)
	}
	columns = slices.Concat(columns, document.SourceColumns[row](&s.Header))
	d.Tables = []table.Table{table.Of("rows", "", columns, table.Pointers(s.Rows))}
	reasons := document.Field{ID: "reasons", List: true}
	for _, r := range s.Reasons {
		who, code := "Known of the difference", table.Missing("")
		if r.Ally != nil {
			who, code = r.Ally.Name, table.Word(string(r.Ally.Code))
		}
		d.Remarks = append(d.Remarks, fmt.Sprintf("%s: %s.", who, strings.TrimSuffix(r.Text, ".")))
		reasons.Fields = append(reasons.Fields, document.Field{Object: true, Fields: []document.Field{{ID: "code", Cell: code}, {ID: "reason", Cell: table.Word(r.Text)}}})
	}
	d.Fields = append(d.Fields, reasons)
	return d
}

// Check lays out a statement of the reader's own: a row for each edition.
func Check(c *analysis.Check) *document.Document {
	type row = *analysis.Finding
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
		Tables: []table.Table{table.Of("editions", "", slices.Concat(
			table.Texts("edition", "Edition", "",
				func(f row) table.Cell { return table.Word(f.Edition.ID).Say(f.Edition.Name()) }).Leading(),
			table.Texts("published", "published", "", func(f row) table.Cell { return Published(f.Edition).As(cell.Faint) }).GivesWay(2),
			table.Texts("verdict", "verdict", "", func(f row) table.Cell { return document.Outcome(f.Outcome) }),
			table.Texts("why", "why", "", func(f row) table.Cell { return table.Optional(f.Why).Say(f.Why) }),
			table.Data("figures", "Figures", func(f row) table.Cell { return table.Optional(document.Facts(f.Facts)) }),
			table.Data("definition", "What is counted", func(f row) table.Cell { return table.Word(f.Edition.Definition) }),
		), table.Pointers(c.Findings))},
		Remarks: remarks, Sentence: c.Sentence, Notes: c.Notes, Citation: c.Citation,
		Said: format.After("skipped: ", strings.Join(c.Skipped, " ")),
	}
}
