// Package briefing lays out a briefing of one to three pages on an ally, on several, or on
// the alliance, as a document that is read from its beginning to its end.
//
// Every sentence carries a figure; what is not known is not written of. It makes
// no number and knows neither formats nor files: package report writes it.
package briefing

import (
	"fmt"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/table"
	"allyscope/internal/target"
)

// Of lays out a briefing.
func Of(b *analysis.Brief) *document.Document {
	a := b.Answer
	d := document.Of(a)
	subject, of := "alliance", "The alliance"
	sections := severalSections
	switch r := b.Row; {
	case r != nil:
		subject, of = string(r.Ally.Code), r.Ally.Name
		sections = allySections
		d.Result = standings(b)
	case b.Group != nil:
		subject, of = "", b.Group.Title
		d.Result, d.Sentence = counts(b), together(a)+a.Sentence
	default:
		d.Result = counts(b)
	}
	d.Title = of + ": defence expenditure and pledges, " + when(a)
	said := document.Field{ID: "sections", List: true}
	for _, s := range append(sections(b), notes(d), sources(b, d.Citation, subject)) {
		if len(s.Lines) == 0 && s.Chart == nil && !hasRows(s.Tables) {
			continue
		}
		d.Sections = append(d.Sections, s)
		lines := document.Field{ID: "lines", List: true}
		for _, line := range s.Lines {
			lines.Fields = append(lines.Fields, document.Field{Cell: table.Word(line)})
		}
		said.Fields = append(said.Fields, document.Field{Object: true, Fields: []document.Field{{ID: "title", Cell: table.Word(s.Title)}, lines}})
	}
	d.Fields = append(d.Fields, said)
	return d
}

// standings is how the ally stands to each level within sight: "meets 2 %, below 3.5 %".
func standings(b *analysis.Brief) string {
	var out []string
	for _, l := range b.Sight() {
		if v, edge := b.Row.Against(l); v.Counted() {
			out = append(out, table.Verdict(v, edge, l.In(b.Answer.Year)).Said)
		}
	}
	return strings.Join(out, ", ")
}

// counts are how many are at each level within sight: "4 of 4 meet 2 %, 0 of 4 meet
// 3.5 %".
func counts(b *analysis.Brief) string {
	var out []string
	for _, l := range b.Sight() {
		for _, x := range append(b.Others, b.Answer) {
			if x.Level.Value.Cmp(l.Value) == 0 && x.Verdicts() {
				out = append(out, x.Count.Meeting(x.Level))
			}
		}
	}
	return strings.Join(out, ", ")
}

// together is what the group spends as one, weighted: "Nordic (4 with forces) 3.18e % of
// GDP together. "; empty where it is not known.
func together(a *analysis.Answer) string {
	t := &a.Totals[len(a.Totals)-1]
	if !t.Known() {
		return ""
	}
	out := fmt.Sprintf("%s: %s %s together", t.Name, format.Figure(t.Figure), a.Measure.Spec().Unit)
	if t.Reading.Change.OK {
		out += fmt.Sprintf(", %s pp on %d", format.Signed(t.Reading.Change.Value), a.Year-1)
	}
	if t.Reading.Since.OK {
		out += fmt.Sprintf(", %s pp since %d", format.Signed(t.Reading.Since.Value), a.Base)
	}
	return out + ". "
}

func hasRows(tables []table.Table) bool {
	for i := range tables {
		if len(tables[i].Rows) > 0 {
			return true
		}
	}
	return false
}

// notes are what has to be known of the figures.
func notes(d *document.Document) document.Section {
	s := document.Section{Title: "Notes"}
	for _, n := range d.Notes {
		s.Lines = append(s.Lines, format.Capital(n)+".")
	}
	return s
}

// sources names what a briefing was made from, and the command that gives it again.
func sources(b *analysis.Brief, citation, subject string) document.Section {
	lines := []string{citation}
	if len(b.Disagreements)+len(b.Recounts) > 0 {
		lines = append(lines, fmt.Sprintf("Where editions disagree: the same table of %d editions, each as published; they are never joined.", b.Editions))
	}
	if p := b.Path; p != nil && (b.Row == nil || b.PathRow != nil && !b.PathRow.Met()) {
		lines = append(lines, "Path: "+p.Growth)
	}
	again := b.Answer.Query
	again.Pins = ""
	return document.Section{Title: "Sources", Lines: append(lines, "Made by: allyscope "+strings.Join(strings.Fields("brief "+subject+" "+again.String()), " "))}
}

// when is the year asked about, with its mark.
func when(a *analysis.Answer) string { return format.Year(a.Year, a.Estimated) }

// line is a row of a table with a column for each year.
type line struct {
	name table.Cell
	unit string // behind the value in plain text
	cell func(k int) table.Cell
}

// across is a table with a column for each year; where there is little room, the
// oldest go first.
func across(id, head string, years []string, rows []line) table.Table {
	columns := []table.Column[line]{{Head: table.Head{ID: "name", Head: head, On: table.Everywhere, Lead: true}, Cell: func(l line) table.Cell { return l.name }}}
	for k, y := range years {
		columns = append(columns, table.Column[line]{Head: table.Head{ID: strings.TrimRight(y, "e"), Head: y, On: table.Everywhere, Right: true, Priority: len(years) - k},
			Cell: func(l line) table.Cell {
				c := l.cell(k)
				if c.Kind != table.IsMissing {
					c.Said = y + " " + c.Shown + l.unit
				}
				return c
			}})
	}
	return table.Of(id, "", columns, rows)
}

// asks says what a pledge is, and what the ally of a name has said of it.
func asks(p *target.Pledge, name string) []string {
	if p == nil {
		return nil
	}
	out := []string{fmt.Sprintf("%s, agreed on %s: %s.", p.Label, p.Agreed, strings.TrimRight(p.Meaning, "."))}
	for part := range strings.SplitSeq(p.Applies, ";") {
		if part = strings.TrimSpace(part); strings.HasPrefix(part, name+" ") {
			out = append(out, strings.TrimRight(part, ".")+".")
		}
	}
	return out
}

// claims tells public statements and what became of them.
func claims(b *analysis.Brief, title string) document.Section {
	s := document.Section{Title: title}
	for i := range b.Claims {
		c := &b.Claims[i]
		s.Lines = append(s.Lines, fmt.Sprintf("%s, %s: “%s”. %s; %s.", c.SaidOn, c.SaidBy, strings.TrimRight(c.Statement, "."), finding("Then", &c.Then), finding("now", &c.Now)))
	}
	return s
}

// finding is what became of a statement in an edition.
func finding(when string, f *analysis.Finding) string {
	s := fmt.Sprintf("%s (%s): %s", when, f.Edition.ID, f.Outcome.Words())
	if facts := document.Facts(f.Facts); facts != "" && f.Outcome != analysis.NotMeasurable {
		s += ", " + facts
	}
	return s
}
