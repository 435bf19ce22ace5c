package path

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/table"
	"allyscope/internal/target"
)

func (v paths) Document() *document.Document {
	p, verb := v.Path, "meet"+format.When(v.Differ(), " their level")
	if !p.Level.In(p.Year).Judged() {
		verb = "at " + v.Aim("it")
	}
	d := document.Under(&p.Header)
	d.Title = fmt.Sprintf("The path to %s of GDP by %d", format.Percent(p.Level.Value), p.Deadline)
	d.Result = fmt.Sprintf("%d %s, %d to go", p.Count.Meets, verb, p.Count.Below)
	d.Fields = fields(p)
	rows := table.Of("rows", "", columns(p), table.Pointers(p.Rows))
	rows.Mark(func(i int) bool { return p.Rows[i].Pin >= 0 })
	d.Tables = []table.Table{rows, document.PathTotals(p)}
	d.Remarks = format.Each(p.Assumptions, func(s string) string { return "Assumed: " + s })
	d.Chart = plot.PathsPicture(p)
	return d
}

func fields(p *analysis.Path) []document.Field {
	overrides := document.Field{ID: "overrides", Object: true}
	for _, o := range p.Overrides {
		overrides.Fields = append(overrides.Fields, document.Field{ID: string(o.Code), Object: true, Fields: []document.Field{
			{ID: "level", Cell: table.Number(o.Level)}, {ID: "deadline", Cell: table.Year(o.By)},
		}})
	}
	return []document.Field{
		{ID: "query", Cell: table.Word(p.Query.String())},
		{ID: "edition", Cell: table.Word(p.Edition.ID)},
		{ID: "published", Cell: table.Optional(p.Edition.Published)},
		{ID: "year", Cell: table.Year(p.Year)},
		document.Target(true, p.Level),
		{ID: "deadline", Cell: table.Year(p.Deadline)},
		{ID: "prices", Cell: table.Word(p.Prices)},
		{ID: "review_year", Cell: table.Year(analysis.ReviewYear)},
		{ID: "count", Object: true, Fields: []document.Field{
			{ID: "meets", Cell: table.Whole(p.Count.Meets)}, {ID: "below", Cell: table.Whole(p.Count.Below)}, {ID: "no_data", Cell: table.Whole(p.Count.NoData)},
		}},
		overrides, document.Words("assumptions", p.Assumptions),
	}
}

// columns are what is told of each ally. The identifiers are the contract of
// docs/json.md.
func columns(p *analysis.Path) table.Columns[*analysis.PathRow] {
	const data = table.OnData
	type row = *analysis.PathRow
	own, ownMoney := data.And(len(p.Overrides) > 0, table.OnTables), data.And(p.In == figure.NatCurrent, table.OnTables)
	signed := func(id, head, unit, long, words string, places uint8, of func(row) analysis.Amount) table.Columns[row] {
		return table.Numbers(id, head, long, func(r row) table.Cell {
			return table.RoundedSigned(of(r), places, markOf(r)).Saying(words)
		}).InUnit(unit, unit)
	}
	review := strconv.Itoa(int(analysis.ReviewYear))
	return slices.Concat(
		table.Codes(func(r row) ally.Code { return r.Ally.Code }),
		table.Names("Ally", func(r row) string { return r.Ally.Name }),
		table.Numbers("from_year", "from", "", func(r row) table.Cell {
			return table.Year(r.From).Where(r.From != 0, markOf(r)).Saying("from %s")
		}).GivesWay(5),
		table.Numbers("share", "share", "Share of GDP", func(r row) table.Cell {
			return table.FigureIn(r.Figure, markOf(r), "% of GDP").As(cell.Strong)
		}).InUnit("%", "%"),
		table.Statuses(func(r row) figure.Figure { return r.Figure }),
		table.Numbers("level", "to", "Level", func(r row) table.Cell { return table.Number(r.Level) }).InUnit("%", "%").Only(own),
		table.Numbers("deadline", "by", "Deadline", func(r row) table.Cell { return table.Year(r.Deadline) }).Only(own),
		table.Data("own", "Level or deadline of its own", func(r row) table.Cell { return table.Flag(r.Own) }),
		table.Verdicts(table.Everywhere, table.VerdictOrWhy,
			func(r row) (target.Verdict, bool, target.Level) { return r.Verdict, r.Edge, r.Bar }),
		signed("pp_per_year", "a year", "pp", "Points a year on a straight path", "%s pp a year",
			document.SharePlaces, func(r row) analysis.Amount { return r.PPPerYear }),
		signed("real_growth_needed", "growth", "% a year", "Real growth of expenditure needed", "%s % real growth a year",
			1, func(r row) analysis.Amount { return r.RealGrowth }).GivesWay(2),
		signed("pace_5y_pp", "own pace", "pp a year", "Its own pace, of up to five years", "own pace %s pp a year",
			document.SharePlaces, func(r row) analysis.Amount { return r.Pace }).GivesWay(4),
		table.Data("pace_from", "Pace counted from", func(r row) table.Cell { return table.Year(r.PaceFrom) }),
		table.Numbers("at_pace_year", there, "Year it gets there at that pace", thereIn).GivesWay(3),
		table.Numbers("review_"+review, "in "+review, "Share a straight path has in "+review, func(r row) table.Cell {
			return table.Rounded(r.Review, document.SharePlaces, markOf(r)).Saying("%s % in " + review + " on a straight path")
		}).InUnit("%", "% of GDP").GivesWay(6),
		signed("extra_usd_m", "extra", p.MoneyUnit(), "Extra money a year in the deadline year", "US$ %s m a year",
			document.MoneyPlaces, func(r row) analysis.Amount { return r.ExtraUSD }).GivesWay(1),
		signed("extra_national_m", "own money", "m", "The same in the ally's own currency", "%s m a year",
			document.MoneyPlaces, func(r row) analysis.Amount { return r.ExtraOwn }).InUnit("m", "millions").Only(ownMoney).GivesWay(1),
		table.Texts("currency", "", "Currency",
			func(r row) table.Cell { return table.Optional(r.Currency) }).Only(ownMoney).UnlessEmpty(),
		table.Data("extra_basis", "Basis of the extra money", func(r row) table.Cell { return table.Optional(r.Basis.String()) }),
		table.Data("share_current", "Share at current prices",
			func(r row) table.Cell { return document.ShareCurrent(r.AtCurrent, r.Level) }).InUnit("", "% of GDP"),
		table.Data("extra_note", "Note on the money", func(r row) table.Cell { return table.Optional(r.SplitWords()) }),
		document.BreakColumn(func(r row) string { return r.Across }),
		document.SourceColumns[row](&p.Header),
	)
}

// markOf is the mark of what a row has no figure of: an ally that meets its level
// needs nothing more.
func markOf(r *analysis.PathRow) string {
	switch {
	case r.Met() && r.Bar.Later != 0:
		return "there"
	case r.Met():
		return "met"
	default:
		return format.Missing(r.Verdict)
	}
}

// there heads the years of thereIn.
const there = "there in"

// thereIn is the year an ally gets to its level at its own pace.
func thereIn(r *analysis.PathRow) table.Cell {
	switch {
	case r.AtPace != 0:
		return table.Year(r.AtPace).Saying("there in %s at that pace")
	case r.Met():
		return table.Missing(markOf(r)).Say("there already")
	case r.Verdict == target.Below && r.Pace.OK:
		return table.Missing(strings.Replace(r.Never(), "after ", ">", 1)).Say(r.Never() + " at that pace")
	default:
		return table.Missing(markOf(r))
	}
}
