package sheet

import (
	"fmt"
	"slices"
	"strconv"

	"allyscope/internal/analysis"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/listing"
	"allyscope/internal/plot"
	"allyscope/internal/table"
	"allyscope/internal/target"
)

func (v sheets) Document() *document.Document {
	p, named := v.Profile, v.Named()
	d := document.Of(&p.Answer)
	d.Title = document.InYear(format.List(format.Each(named, func(r *analysis.Row) string { return r.Name })), v.Head())
	if len(p.Sheets) == 1 {
		s := p.Sheets[0]
		d.Title = document.InYear(fmt.Sprintf("%s (%s), ally since %d", s.Ally.Name, s.Ally.Code, s.Ally.Since()), v.Head())
		if v.Judged {
			d.Result = table.VerdictOrWhy(s.Row.Verdict, s.Row.Edge, v.Level.In(v.Year)).Said
		}
	}
	rows := document.Allies(&p.Answer, named)
	rows.Title = v.Spec().Name()
	var parts []analysis.YearParts
	for _, s := range v.Sheets {
		parts = append(parts, s.Parts...)
	}
	d.Tables = []table.Table{v.measures(), rows, v.years(), document.Parts(v.Head(), parts)}
	if len(p.Sheets) == 1 {
		d.Tables = append(d.Tables, pledges(p.Sheets[0]), document.Peers(p.Sheets[0], false))
	}
	switch editions, err := p.Vintages(); {
	case err != nil:
		d.Notes = append(d.Notes, "what each edition printed cannot be told: "+err.Error())
	case editions != nil:
		d.Tables = append(d.Tables, listing.Vintages(editions, strconv.Itoa(int(v.Year))+" as each edition printed it"))
	}
	d.Remarks, d.Chart = document.GapsBasis(&p.Answer, named), plot.CoursePicture(&p.Answer, named)
	return d
}

func (v sheets) measures() table.Table {
	var rows []*analysis.SheetLine
	for _, s := range v.Sheets {
		rows = append(rows, slices.DeleteFunc(table.Pointers(s.Lines), func(l *analysis.SheetLine) bool { return !l.Held })...)
	}
	return document.Measures(&v.Profile.Header, rows)
}

func (v sheets) years() table.Table {
	t := document.Years(&v.Profile.Header, v.Spec().Name(), table.Head{}, document.YearsOf(format.Each(v.Named(), (*analysis.Row).Itself)...))
	if len(v.Sheets) == 1 { // the title names the one
		t.Columns[slices.IndexFunc(t.Columns, func(h table.Head) bool { return h.ID == "name" })].On = table.OnData | table.OnPlain
	}
	return t
}

// inForce tells whether a pledge is in force in a year; where no text held says so,
// it is missing for machines, and people are told what is known.
func inForce(p *analysis.SheetPledge, y figure.Year) table.Cell {
	if !p.InForce && p.Pledge.Open && p.Pledge.AgreedIn() <= int(y) {
		return table.Missing(p.Pledge.Unrestated())
	}
	return table.Flag(p.InForce)
}

func pledges(s *analysis.Sheet) table.Table {
	type row = *analysis.SheetPledge
	return table.Of("pledges", "Pledges, in "+strconv.Itoa(int(s.Year)), slices.Concat(
		table.Data("id", "Pledge", func(p row) table.Cell { return table.Word(p.Pledge.ID) }),
		table.Texts("label", "pledge", "Label", func(p row) table.Cell { return table.Name(p.Pledge.Label) }).Leading(),
		table.Data("level", "Level", func(p row) table.Cell { return table.Number(p.Pledge.Level) }).InUnit("", "%"),
		table.Texts("in_force", "in force", "", func(p row) table.Cell { return inForce(p, s.Year) }).NotInPlain(),
		table.Verdicts(table.Everywhere, table.VerdictOrWhy,
			func(p row) (target.Verdict, bool, target.Level) { return p.Verdict, p.Edge, p.Pledge.In(s.Year) }),
		table.Numbers("gap_pp", "gap", "", func(p row) table.Cell {
			return table.Difference(p.Gap, format.NotPublished).As(format.Role(p.Verdict, p.Edge)).Telling("%s pp").Where(p.Verdict.Counted(), format.NotMeasured)
		}).InUnit("pp", "pp"),
	), table.Pointers(s.Pledges))
}
