package report

import (
	"fmt"
	"strconv"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/query"
	"allyscope/internal/table"
	"allyscope/internal/target"
)

// Rank lays out the ranking of an answer.
func Rank(a *analysis.Answer) *document.Document {
	d := document.Of(a)
	rows := table.Table{ID: "rows", Columns: rankColumns(a), Rules: rules(a)}
	for i := range a.Rows {
		rows.Rows = append(rows.Rows, rankRow(a, &a.Rows[i]))
	}
	d.Tables = []table.Table{rows, totals(a)}
	d.Remarks = moneyRemark(a)
	d.Chart = plot.RankingPicture(a)
	return d
}

// moneyRemark names the basis of the gaps in money, and says how much is missing
// to the level.
func moneyRemark(a *analysis.Answer) []string {
	held := false
	for i := range a.Rows {
		held = held || (a.Rows[i].Verdict.Counted() && a.Rows[i].GapUSD.OK)
	}
	if !a.Verdicts() || !held {
		return nil
	}
	s, text := a.Shortfall, "Gaps in money are at "+document.MoneyBasis+"."
	if s.USD.OK {
		text += fmt.Sprintf(" Missing to %s: US$ %s m, %s", format.Percent(a.Level.Value),
			format.Number(figure.Round(s.USD.Value, document.MoneyPlaces)), format.Counted(s.Allies, "ally", "allies"))
		if s.Unpriced > 0 {
			text += fmt.Sprintf(" (%d of them without a money figure)", s.Unpriced)
		}
		text += "."
	}
	return []string{text}
}

// underValue is the unit under a year's figures; the title has it in full.
func underValue(s figure.Spec) string {
	if s.Kind == figure.Percent {
		return "%"
	}
	return s.Short
}

// The identifiers of the ranking's columns are the stable contract of
// docs/json.md.
func rankColumns(a *analysis.Answer) []table.Head {
	spec, unit := a.Measure.Spec(), a.Measure.Spec().ChangeUnit()
	level, y, base := "level", strconv.Itoa(int(a.Year)), strconv.Itoa(int(a.Base))
	if a.Judged {
		level = format.Percent(a.Level.Value)
	}
	before := strconv.Itoa(int(a.Year) - 1)
	onTables := table.Surface(0)
	if a.Judged {
		onTables = table.OnTables | table.OnPlain
	}
	currency := table.OnData
	if !spec.Comparable {
		currency |= table.OnTables
	}
	return []table.Head{
		{ID: "code", Long: "Code", On: table.OnData},
		{ID: "rank", Head: "#", Long: "Rank", On: table.Everywhere, Right: true, Lead: true, Sparse: true},
		{ID: "name", Head: "Ally", On: table.Everywhere, Lead: true},
		{ID: "year", Long: "Year", On: table.OnCSV, Right: true},
		{ID: "value", Head: y, Unit: underValue(spec), Long: spec.Title, LongUnit: a.Unit, On: table.Everywhere, Right: true},
		{ID: "unrounded", Long: "Unrounded", LongUnit: a.Unit, On: table.OnData, Right: true},
		{ID: "status", Long: "Status", On: table.OnData},
		{ID: "level", Long: "Level", LongUnit: "%", On: table.OnCSV, Right: true},
		{ID: "verdict", Head: "verdict", Long: "Verdict", On: table.OnData | onTables},
		{ID: "knife_edge", Long: "Knife-edge", On: table.OnData},
		{ID: "gap_pp", Head: "to " + level, Unit: "pp", Long: "Gap to " + level, LongUnit: "pp", On: table.OnData | onTables, Right: true, Priority: 1},
		{ID: "gap_usd_m", Head: "gap", Unit: "US$ m", Long: "Gap to " + level, LongUnit: "US$ m, " + document.MoneyBasis, On: table.OnData | onTables, Right: true, Sparse: true, Priority: 4},
		{ID: "gap_national_m", Long: "Gap to " + level, LongUnit: "national currency m, current prices", On: table.OnData, Right: true},
		{ID: "currency", Head: "currency", Long: "Currency", On: currency},
		{ID: "change_1y", Head: "vs " + before, Unit: unit, Long: "Change on " + before, LongUnit: unit, On: table.OnData | table.OnTables, Right: true, Sparse: true, Priority: 3},
		{ID: "change_since", Head: "vs " + base, Unit: unit, Long: "Change since " + base, LongUnit: unit, On: table.Everywhere, Right: true, Sparse: true, Priority: 2},
		{ID: "reason", Long: "Reason there is no verdict", On: table.OnData | table.OnPlain},
		{ID: "edition", Long: "Edition", On: table.OnCSV},
		{ID: "source", Long: "Source", On: table.OnCSV},
	}
}

// rankRow lays out an ally's row; its cells stand in the order of rankColumns.
func rankRow(a *analysis.Answer, r *analysis.Row) table.Row {
	base, unit := strconv.Itoa(int(a.Base)), a.Measure.Spec().ChangeUnit()
	mark := markOf(r)
	currency := table.Optional(r.Currency)
	since := table.Difference(r.Since, mark).As(cell.Faint)
	if r.Since.OK {
		since = since.Say(since.Shown + " " + unit + " since " + base)
	}
	level := table.Missing(format.NotMeasured)
	if a.Judged {
		level = table.Number(a.Level.Value)
	}
	gap, usd, national := gaps(r)
	return table.Row{Marked: r.Pin >= 0, Cells: []table.Cell{
		table.Word(string(r.Ally.Code)),
		table.Place(r.Rank, r.Tied),
		table.Word(r.Ally.Name).Say(r.Ally.Name),
		table.Year(a.Year),
		valueCell(a, r, mark),
		table.Unrounded(r.Figure),
		table.Optional(r.Figure.Status.String()),
		level,
		table.Verdict(r.Verdict, r.KnifeEdge, a.Level.Value),
		table.KnifeEdge(r.Verdict, r.KnifeEdge),
		gap, usd, national, currency,
		table.Difference(r.Change, mark).As(cell.Faint),
		since,
		reasonCell(a, r),
		table.Word(a.Edition.ID),
		table.Word(a.Citation),
	}}
}

// markOf is the mark for what is missing in an ally's row.
func markOf(r *analysis.Row) string {
	switch {
	case !r.Ally.HasForces():
		return format.NoForces
	case r.Verdict == target.NotMember && !r.Figure.Known():
		return format.NotMember
	default:
		return format.NotPublished
	}
}

func valueCell(a *analysis.Answer, r *analysis.Row, mark string) table.Cell {
	c := table.Figure(r.Figure, mark)
	if !r.Figure.Known() {
		return c
	}
	c.Said = format.Number(r.Figure.Printed) + " " + a.Measure.Spec().Unit
	if !a.Measure.Spec().Comparable {
		c.Said = r.Currency + " " + format.Number(r.Figure.Printed) + " m"
	}
	c.Said += format.Status(r.Figure)
	return c.As(cell.Strong)
}

// gaps are the distances to the level in pp and money. A gap is a verdict in
// other words, so there is none where there is no verdict.
func gaps(r *analysis.Row) (gap, usd, national table.Cell) {
	if !r.Verdict.Counted() {
		m := table.Missing(format.Missing(r.Verdict))
		if r.Verdict == target.NotMeasurable {
			m.Shown = format.NotMeasured
		}
		return m, m, m
	}
	gap = table.Difference(r.Gap, format.NotPublished).As(format.Role(r.Verdict, r.KnifeEdge))
	gap.Said = gap.Shown + " pp"
	return gap, money(r.GapUSD), money(r.GapNational)
}

func money(a analysis.Amount) table.Cell {
	if !a.OK {
		return table.Missing(format.NotPublished)
	}
	return table.Signed(figure.Round(a.Value, document.MoneyPlaces)).As(cell.Faint)
}

// reasonCell says why a row has no verdict.
func reasonCell(a *analysis.Answer, r *analysis.Row) table.Cell {
	s := ""
	switch r.Verdict {
	case target.NotMember:
		s = fmt.Sprintf("not a member on 31 December %d, joined on %s", a.Year, r.Ally.Accession)
	case target.NoForces:
		s = "no armed forces"
	case target.NoData:
		s = "no figure in " + a.Edition.Name()
	case target.NotMeasurable:
		s = a.Unjudged
	}
	if s == "" {
		return table.Missing("")
	}
	c := table.Word(s)
	if r.Verdict != target.NotMeasurable || a.Judged {
		c.Said = s
	}
	return c
}

// rules finds where the levels cut through the ranking: the one asked about
// always, others within sight where they part one row from another.
func rules(a *analysis.Answer) []table.Rule {
	by := a.Query.Sort
	if !a.Verdicts() || !a.Measure.Spec().Comparable || (by != query.ByValue && by != query.ByGap) {
		return nil
	}
	ranked := 0
	for ranked < len(a.Rows) && a.Rows[ranked].Rank > 0 {
		ranked++
	}
	var out []table.Rule
	for _, l := range a.Levels {
		at := 0
		for at < ranked && (a.Rows[at].Figure.Printed.Cmp(l.Value) >= 0) != a.Query.Reverse {
			at++
		}
		if l.Asked || (l.Measurable && at > 0 && at < ranked) {
			out = append(out, table.Rule{At: at, Text: format.Percent(l.Value), Asked: l.Asked})
		}
	}
	if !a.Query.Reverse { // levels ascend, and the ranking descends
		for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
			out[i], out[j] = out[j], out[i]
		}
	}
	return out
}
