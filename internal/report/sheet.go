package report

import (
	"strconv"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/table"
)

// pledges are the pledges of the measure asked about and how the ally stands to
// each in the year.
func pledges(s *analysis.Sheet) table.Table {
	t := table.Table{ID: "pledges", Title: "Pledges, in " + strconv.Itoa(int(s.Answer.Year)), Columns: []table.Head{
		{ID: "id", Long: "Pledge", On: table.OnData},
		{ID: "label", Head: "pledge", Long: "Label", On: table.Everywhere, Lead: true},
		{ID: "level", Long: "Level", LongUnit: "%", On: table.OnData, Right: true},
		{ID: "in_force", Head: "in force", Long: "In force", On: table.OnData | table.OnTables},
		{ID: "verdict", Head: "verdict", Long: "Verdict", On: table.Everywhere},
		{ID: "knife_edge", Long: "Knife-edge", On: table.OnData},
		{ID: "gap_pp", Head: "gap", Unit: "pp", Long: "Gap", LongUnit: "pp", On: table.Everywhere, Right: true},
	}}
	for _, x := range s.Pledges {
		gap, knife := table.Missing(format.NotMeasured), table.Missing(format.NotMeasured)
		if x.Verdict.Counted() {
			gap, knife = table.Difference(x.Gap, format.NotPublished).As(format.Role(x.Verdict, x.KnifeEdge)), table.Flag(x.KnifeEdge)
			gap.Said = gap.Shown + " pp"
		}
		verdict := table.Verdict(x.Verdict, x.KnifeEdge, x.Pledge.Level)
		if verdict.Said == "" {
			verdict.Said = x.Verdict.Words()
		}
		t.Rows = append(t.Rows, table.Row{Cells: []table.Cell{
			table.Word(x.Pledge.ID), table.Word(x.Pledge.Label).Say(x.Pledge.Label), table.Number(x.Pledge.Level), table.Flag(x.InForce), verdict, knife, gap,
		}})
	}
	return t
}

// peers are what the ally's figure is seen beside: medians and neighbours.
func peers(p *analysis.Profile) table.Table {
	a, s := p.Main, p.Sheets[0]
	spec := a.Measure.Spec()
	on := table.OnData
	if a.Judged {
		on |= table.OnTables | table.OnPlain
	}
	t := table.Table{ID: "peers", Title: "Beside it: medians and neighbours", Columns: []table.Head{
		{ID: "kind", Long: "Kind", On: table.OnData},
		{ID: "code", Long: "Code", On: table.OnData},
		{ID: "name", Head: "of", Long: "Name", On: table.Everywhere, Lead: true},
		{ID: "value", Head: strconv.Itoa(int(a.Year)), Unit: document.ValueUnit(spec), Long: spec.Title, LongUnit: a.Unit, On: table.Everywhere, Right: true},
		{ID: "status", Long: "Status", On: table.OnData},
		{ID: "allies", Head: "figures", Long: "Figures that went in", On: table.OnData | table.OnTables, Right: true},
		{ID: "verdict", Head: "verdict", Long: "Verdict", On: on, Sparse: true},
	}}
	for _, m := range s.Medians {
		value := table.Missing(format.NotPublished)
		if m.Held {
			value = table.Number(m.Value).As(cell.Strong)
			value.Said = value.Shown + " " + spec.Unit + ", of " + format.Counted(m.Allies, "figure", "figures")
		}
		t.Rows = append(t.Rows, table.Row{Cells: []table.Cell{
			table.Word("median"), table.Missing(""), table.Word("median, " + m.Name).Say("Median of " + m.Name), value, table.Missing(""), table.Whole(m.Allies).As(cell.Faint), table.Missing(""),
		}})
	}
	for _, n := range s.Neighbours {
		mark := format.NotPublished
		if !n.Ally.HasForces() {
			mark = format.NoForces
		}
		value := table.Figure(n.Figure, mark).As(cell.Strong)
		if n.Figure.Known() {
			value.Said = format.Number(n.Figure.Printed) + " " + spec.Unit + format.Status(n.Figure)
		}
		t.Rows = append(t.Rows, table.Row{Cells: []table.Cell{
			table.Word("neighbour"), table.Word(string(n.Ally.Code)), table.Word(n.Ally.Name).Say("Neighbour " + n.Ally.Name), value,
			table.Optional(n.Figure.Status.String()), table.Missing(""), table.Verdict(n.Verdict, n.Verdict.Counted() && p.KnifeEdge(n.Figure), a.Level.Value),
		}})
	}
	return t
}
