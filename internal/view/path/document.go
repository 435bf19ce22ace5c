package path

import (
	"fmt"
	"strconv"
	"strings"

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
func columns(p *analysis.Path) []table.Column[*analysis.PathRow] {
	const everywhere, data = table.Everywhere, table.OnData
	type row = *analysis.PathRow
	own, ownMoney := data.And(len(p.Overrides) > 0, table.OnTables), data.And(p.In == figure.NatCurrent, table.OnTables)
	signed := func(of func(row) analysis.Amount, places uint8, words string) func(row) table.Cell {
		return func(r row) table.Cell {
			return table.RoundedSigned(of(r), places, markOf(r)).Saying(words)
		}
	}
	review := strconv.Itoa(int(analysis.ReviewYear))
	return append([]table.Column[row]{
		table.Data("code", "Code", func(r row) table.Cell { return table.Word(string(r.Ally.Code)) }),
		table.Names("Ally", func(r row) string { return r.Ally.Name }),
		{Head: table.Head{ID: "from_year", Head: "from", Long: "From", On: everywhere, Right: true, Priority: 5}, Cell: func(r row) table.Cell {
			return table.Year(r.From).Where(r.From != 0, markOf(r)).Saying("from %s")
		}},
		{Head: table.Head{ID: "share", Head: "share", Unit: "%", Long: "Share of GDP", LongUnit: "%", On: everywhere, Right: true}, Cell: func(r row) table.Cell {
			return table.FigureIn(r.Figure, markOf(r), "% of GDP").As(cell.Strong)
		}},
		table.Data("status", "Status", func(r row) table.Cell { return table.Status(r.Figure) }),
		{Head: table.Head{ID: "level", Head: "to", Unit: "%", Long: "Level", LongUnit: "%", On: own, Right: true}, Cell: func(r row) table.Cell { return table.Number(r.Level) }},
		{Head: table.Head{ID: "deadline", Head: "by", Long: "Deadline", On: own, Right: true}, Cell: func(r row) table.Cell { return table.Year(r.Deadline) }},
		table.Data("own", "Level or deadline of its own", func(r row) table.Cell { return table.Flag(r.Own) }),
		{Head: table.Head{ID: "verdict", Head: "verdict", Long: "Verdict", On: everywhere}, Cell: func(r row) table.Cell {
			return table.VerdictOrWhy(r.Verdict, r.Edge, r.Bar)
		}},
		table.Data("knife_edge", "Knife-edge", func(r row) table.Cell { return table.KnifeEdge(r.Verdict, r.Edge) }),
		{Head: table.Head{ID: "pp_per_year", Head: "a year", Unit: "pp", Long: "Points a year on a straight path", LongUnit: "pp", On: everywhere, Right: true},
			Cell: signed(func(r row) analysis.Amount { return r.PPPerYear }, document.SharePlaces, "%s pp a year")},
		{Head: table.Head{ID: "real_growth_needed", Head: "growth", Unit: "% a year", Long: "Real growth of expenditure needed", LongUnit: "% a year", On: everywhere, Right: true, Priority: 2},
			Cell: signed(func(r row) analysis.Amount { return r.RealGrowth }, 1, "%s % real growth a year")},
		{Head: table.Head{ID: "pace_5y_pp", Head: "own pace", Unit: "pp a year", Long: "Its own pace, of up to five years", LongUnit: "pp a year", On: everywhere, Right: true, Priority: 4},
			Cell: signed(func(r row) analysis.Amount { return r.Pace }, document.SharePlaces, "own pace %s pp a year")},
		{Head: table.Head{ID: "pace_from", Long: "Pace counted from", On: data, Right: true}, Cell: func(r row) table.Cell { return table.Year(r.PaceFrom) }},
		{Head: table.Head{ID: "at_pace_year", Head: there, Long: "Year it gets there at that pace", On: everywhere, Right: true, Priority: 3}, Cell: thereIn},
		{Head: table.Head{ID: "review_" + review, Head: "in " + review, Unit: "%", Long: "Share a straight path has in " + review, LongUnit: "% of GDP", On: everywhere, Right: true, Priority: 6},
			Cell: func(r row) table.Cell {
				return table.Rounded(r.Review, document.SharePlaces, markOf(r)).Saying("%s % in " + review + " on a straight path")
			}},
		{Head: table.Head{ID: "extra_usd_m", Head: "extra", Unit: p.MoneyUnit(), Long: "Extra money a year in the deadline year", LongUnit: p.MoneyUnit(), On: everywhere, Right: true, Priority: 1},
			Cell: signed(func(r row) analysis.Amount { return r.ExtraUSD }, document.MoneyPlaces, "US$ %s m a year")},
		{Head: table.Head{ID: "extra_national_m", Head: "own money", Unit: "m", Long: "The same in the ally's own currency", LongUnit: "millions", On: ownMoney, Right: true, Priority: 1},
			Cell: signed(func(r row) analysis.Amount { return r.ExtraOwn }, document.MoneyPlaces, "%s m a year")},
		{Head: table.Head{ID: "currency", Head: "", Long: "Currency", On: ownMoney, Sparse: true}, Cell: func(r row) table.Cell { return table.Optional(r.Currency) }},
		table.Data("extra_basis", "Basis of the extra money", func(r row) table.Cell { return table.Optional(r.Basis.String()) }),
		{Head: table.Head{ID: "share_current", Long: "Share at current prices", LongUnit: "% of GDP", On: data, Right: true},
			Cell: func(r row) table.Cell { return document.ShareCurrent(r.AtCurrent, r.Level) }},
		table.Data("extra_note", "Note on the money", func(r row) table.Cell { return table.Optional(r.SplitWords()) }),
		document.BreakColumn(func(r row) string { return r.Across }),
	}, document.SourceColumns[row](&p.Header)...)
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
