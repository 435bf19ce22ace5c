package report

import (
	"strconv"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
)

// pledges are the pledges of the measure asked about and how the ally stands to
// each in the year.
func pledges(s *analysis.Sheet) Table {
	t := Table{ID: "pledges", Title: "Pledges, in " + strconv.Itoa(int(s.Answer.Year)), Columns: []Column{
		{ID: "id", Words: "Pledge", On: OnData},
		{ID: "label", Head: "pledge", Words: "Label", On: Everywhere, Lead: true},
		{ID: "level", Words: "Level", Unit: "%", On: OnData, Right: true},
		{ID: "in_force", Head: "in force", Words: "In force", On: OnData | OnTables},
		{ID: "verdict", Head: "verdict", Words: "Verdict", On: Everywhere},
		{ID: "knife_edge", Words: "Knife-edge", On: OnData},
		{ID: "gap_pp", Head: "gap", Under: "pp", Words: "Gap", Unit: "pp", On: Everywhere, Right: true},
	}}
	for _, x := range s.Pledges {
		gap, knife := missing(markUnmeasured), missing(markUnmeasured)
		if x.Verdict.Counted() {
			gap, knife = difference(x.Gap, markNone).as(roleOf(x.Verdict, x.KnifeEdge)), flag(x.KnifeEdge)
			gap.Said = gap.Shown + " pp"
		}
		verdict := verdictWords(x.Verdict, x.KnifeEdge, x.Pledge.Level)
		if verdict.Said == "" {
			verdict.Said = x.Verdict.Words()
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			word(x.Pledge.ID), word(x.Pledge.Label).say(x.Pledge.Label), number(x.Pledge.Level), flag(x.InForce), verdict, knife, gap,
		}})
	}
	return t
}

// peers are what the ally's figure is seen beside: medians and neighbours.
func peers(p *analysis.Profile) Table {
	a, s := p.Main, p.Sheets[0]
	spec := a.Measure.Spec()
	on := OnData
	if a.Judged {
		on |= OnTables | OnPlain
	}
	t := Table{ID: "peers", Title: "Beside it: medians and neighbours", Columns: []Column{
		{ID: "kind", Words: "Kind", On: OnData},
		{ID: "code", Words: "Code", On: OnData},
		{ID: "name", Head: "of", Words: "Name", On: Everywhere, Lead: true},
		{ID: "value", Head: strconv.Itoa(int(a.Year)), Under: underValue(spec), Words: spec.Title, Unit: a.Unit, On: Everywhere, Right: true},
		{ID: "status", Words: "Status", On: OnData},
		{ID: "allies", Head: "figures", Words: "Figures that went in", On: OnData | OnTables, Right: true},
		{ID: "verdict", Head: "verdict", Words: "Verdict", On: on, Spare: true},
	}}
	for _, m := range s.Medians {
		value := missing(markNone)
		if m.Held {
			value = number(m.Value).as(cell.Strong)
			value.Said = value.Shown + " " + spec.Unit + ", of " + counted(m.Allies, "figure", "figures")
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			word("median"), missing(""), word("median, " + m.Name).say("Median of " + m.Name), value, missing(""), whole(m.Allies).as(cell.Faint), missing(""),
		}})
	}
	for _, n := range s.Neighbours {
		mark := markNone
		if !n.Ally.HasForces() {
			mark = markNoForces
		}
		value := published(n.Figure, mark).as(cell.Strong)
		if n.Figure.Known() {
			value.Said = analysis.Grouped(n.Figure.Printed) + " " + spec.Unit + estimateWords(n.Figure)
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			word("neighbour"), word(string(n.Ally.Code)), word(n.Ally.Name).say("Neighbour " + n.Ally.Name), value,
			optional(n.Figure.Status.String()), missing(""), verdictWords(n.Verdict, n.Verdict.Counted() && p.KnifeEdge(n.Figure), a.Level.Value),
		}})
	}
	return t
}
