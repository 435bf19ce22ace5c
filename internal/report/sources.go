package report

import (
	"fmt"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
)

// Sources lays out NATO's and SIPRI's figures side by side.
func Sources(s *analysis.Sources) *Document {
	d := &Document{
		Title:   "Share of GDP by two sources · " + span(s.First, s.Last),
		Edition: s.NATO.Name() + " · " + s.SIPRI.Name(),
		Fields: []Field{
			{ID: "query", Cell: word(s.Query.String())},
			{ID: "edition", Cell: word(s.NATO.ID)},
			{ID: "beside", Cell: word(s.SIPRI.ID)},
			{ID: "measure", Cell: word(s.Query.Measure.String())},
			{ID: "unit", Cell: word(s.Unit)},
			reasonsField(s),
		},
		Sentence: s.Sentence, Notes: s.Notes, Citation: s.Citation,
	}
	t := Table{ID: "rows", Columns: []Column{
		{ID: "code", Words: "Code", On: OnData},
		{ID: "name", Head: "Ally", On: Everywhere, Lead: true},
		{ID: "year", Head: "year", Words: "Year", On: Everywhere, Right: true, Lead: true},
		{ID: "nato", Head: "NATO", Under: "% of GDP", Words: "NATO", Unit: s.Unit, On: Everywhere, Right: true},
		{ID: "nato_status", Words: "NATO, status", On: OnData},
		{ID: "sipri", Head: "SIPRI", Under: "% of GDP", Words: "SIPRI", Unit: "% of GDP", On: Everywhere, Right: true},
		{ID: "sipri_unrounded", Words: "SIPRI, unrounded", Unit: "% of GDP", On: OnData, Right: true},
		{ID: "sipri_status", Words: "SIPRI, status", On: OnData},
		{ID: "difference_pp", Head: "SIPRI less NATO", Under: "pp", Words: "SIPRI less NATO", Unit: "pp", On: Everywhere, Right: true},
		{ID: "edition", Words: "Edition", On: OnCSV},
		{ID: "source", Words: "Source", On: OnCSV},
	}}
	for i := range s.Rows {
		r := &s.Rows[i]
		nato, theirs := published(r.NATO, markNone).as(cell.Strong), published(r.SIPRI, markNone)
		nato.Said, theirs.Said = "NATO "+nato.Shown, "SIPRI "+theirs.Shown
		off := difference(r.Difference, markNone).as(cell.Faint)
		if r.Difference.OK {
			off.Said = "SIPRI less NATO " + off.Shown + " pp"
		}
		y := year(r.Year)
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			word(string(r.Ally.Code)), word(r.Ally.Name).say(r.Ally.Name), y.say(y.Shown),
			nato, optional(r.NATO.Status.String()), theirs, unrounded(r.SIPRI), optional(r.SIPRI.Status.String()), off,
			word(s.NATO.ID), word(s.Citation),
		}})
	}
	d.Tables = []Table{t}
	for _, r := range s.Reasons {
		who := "Known of the difference"
		if r.Ally != nil {
			who = r.Ally.Name
		}
		d.Remarks = append(d.Remarks, fmt.Sprintf("%s: %s.", who, strings.TrimSuffix(r.Text, ".")))
	}
	return d
}

func reasonsField(s *analysis.Sources) Field {
	f := Field{ID: "reasons", List: true}
	for _, r := range s.Reasons {
		code := missing("")
		if r.Ally != nil {
			code = word(string(r.Ally.Code))
		}
		f.Fields = append(f.Fields, Field{Object: true, Fields: []Field{{ID: "code", Cell: code}, {ID: "reason", Cell: word(r.Text)}}})
	}
	return f
}
