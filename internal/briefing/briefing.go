// Package briefing lays out a briefing of one to three pages on an ally, on several, or on
// the alliance, as a document that is read from its beginning to its end.
//
// Every sentence carries a figure; what is not known is not written of. It makes
// no number and knows neither formats nor files: package report writes it.
package briefing

import (
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
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
		filled := slices.ContainsFunc(s.Tables, func(t table.Table) bool { return len(t.Rows) > 0 })
		if len(s.Lines) == 0 && s.Chart == nil && !filled {
			continue
		}
		d.Sections = append(d.Sections, s)
		said.Fields = append(said.Fields, document.Field{Object: true, Fields: []document.Field{
			{ID: "title", Cell: table.Word(s.Title)}, document.Words("lines", s.Lines),
		}})
	}
	d.Fields = append(d.Fields, said)
	return d
}

// standings is how the ally stands to each level within sight: "meets 2 %, below 3.5 %".
func standings(b *analysis.Brief) string {
	return format.Join(", ", format.Each(b.Sight(), func(l analysis.Level) string {
		v, edge := b.Row.Against(l)
		return format.When(v.Counted(), table.Verdict(v, edge, l.In(b.Answer.Year)).Said)
	})...)
}

// counts are how many are at each level within sight: "4 of 4 meet 2 %, 0 of 4 meet 3.5 %".
func counts(b *analysis.Brief) string {
	all := append(slices.Clone(b.Others), b.Answer)
	slices.SortFunc(all, func(x, y *analysis.Answer) int { return x.Level.Value.Cmp(y.Level.Value) })
	return format.Join(", ", format.Each(all, func(x *analysis.Answer) string {
		return format.When(x.Verdicts() && (x == b.Answer || x.Level.From <= int(x.Year)), x.Count.Meeting(x.Level))
	})...)
}

// together is what the group spends as one, weighted: "Nordic (4 with forces) 3.18e % of GDP together. ".
func together(a *analysis.Answer) string {
	t := &a.Totals[len(a.Totals)-1]
	spent := fmt.Sprintf("%s: %s %s together", t.Name, format.Figure(t.Figure), a.Measure.Spec().Unit)
	return format.Whenf(t.Known(), "%s. ", format.Join(", ", spent, a.Changed(t.Reading)))
}

func notes(d *document.Document) document.Section {
	return document.Section{Title: "Notes", Lines: format.Each(d.Notes, func(n string) string { return format.Capital(n) + "." })}
}

// sources names what a briefing was made from, and the command that gives it again.
func sources(b *analysis.Brief, citation, subject string) document.Section {
	path := ""
	if p := b.Path; p != nil && (b.Row == nil || b.PathRow != nil && !b.PathRow.Met()) {
		path = "Path: " + p.Growth()
	}
	again := b.Answer.Query
	again.Pins = ""
	return document.Section{Title: "Sources", Lines: format.Said(citation,
		format.Whenf(len(b.Disputes) > 0, "Where editions disagree: the same table of %d editions, each as published; they are never joined.",
			b.Editions),
		path, "Made by: allyscope "+format.Join(" ", "brief", subject, again.String()))}
}

func when(a *analysis.Answer) string { return format.Year(a.Year, a.Estimated) }

// line is a row of across.
type line struct {
	name table.Cell
	unit string // behind the value in plain text
	cell func(k int) table.Cell
}

// lineOf is a series, of an ally in the colours of its verdicts.
func lineOf(name table.Cell, s *analysis.Series) line {
	return line{name, " %", func(k int) table.Cell {
		r := s.Readings[k]
		c := table.Figure(r.Figure, format.Missing(r.Verdict))
		if s.Ally == nil {
			return c.As(cell.Faint)
		}
		return c.As(format.Role(r.Verdict, false))
	}}
}

// across is a table with a column for each year; where there is little room, the oldest go first.
func across(id, head string, a *analysis.Answer, rows []line) table.Table {
	columns := []table.Column[line]{column(lead("name", head), func(l line) table.Cell { return l.name })}
	for k, count := range a.Counts {
		shown := format.Year(count.Year, count.Estimated)
		year := numbers(format.Year(count.Year, false), shown, "")
		year.Priority = len(a.Counts) - k
		columns = append(columns, column(year, func(l line) table.Cell { return l.cell(k).Saying(shown + " %s" + l.unit) }))
	}
	return table.Of(id, "", columns, rows)
}

// asks says what a pledge is, and what the ally of a name has said of it.
func asks(p *target.Pledge, name string) []string {
	if p == nil {
		return nil
	}
	said := format.Each(strings.Split(p.Applies, ";"), func(part string) string {
		part = strings.TrimSpace(part)
		return format.When(strings.HasPrefix(part, name+" "), strings.TrimRight(part, ".")+".")
	})
	return append([]string{fmt.Sprintf("%s, agreed on %s: %s.", p.Label, p.Agreed, strings.TrimRight(p.Meaning, "."))}, said...)
}

func claims(b *analysis.Brief, title string) document.Section {
	finding := func(f *analysis.Finding) string {
		facts := format.When(f.Outcome != analysis.NotMeasurable, document.Facts(f.Facts))
		return fmt.Sprintf("(%s): %s", f.Edition.ID, f.Outcome.Words()) + format.After(", ", facts)
	}
	return document.Section{Title: title, Lines: format.EachOf(b.Claims, func(c *analysis.Claim) string {
		statement := strings.TrimRight(c.Statement, ".")
		return fmt.Sprintf("%s, %s: “%s”. Then %s; now %s.", c.SaidOn, c.SaidBy, statement, finding(&c.Then), finding(&c.Now))
	})}
}
