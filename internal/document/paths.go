package document

import (
	"strconv"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/table"
)

// SharePlaces are the decimals of computed shares of GDP.
const SharePlaces = 2

// PathTotals lays out what paths add up to.
func PathTotals(p *analysis.Path) table.Table {
	const everywhere, data = table.Everywhere, table.OnData
	type sum = *analysis.PathTotal
	in := strconv.Itoa(int(p.Deadline))
	share := func(a figure.Amount, when string) table.Cell {
		return table.Rounded(a, SharePlaces, format.NotPublished).Saying("%s % " + when)
	}
	return table.Of("totals", "Together", []table.Column[sum]{
		{Head: table.Head{ID: "code", Long: "Code", On: data}, Cell: func(x sum) table.Cell { return table.Word(string(x.Code)) }},
		{Head: table.Head{ID: "name", Head: "Sum", On: everywhere, Lead: true}, Cell: func(x sum) table.Cell { return table.Name(x.Name) }},
		{Head: table.Head{ID: "printed", Head: "printed", Unit: "%", Long: "NATO's own figure", LongUnit: "% of GDP", On: everywhere, Right: true, Sparse: true},
			Cell: func(x sum) table.Cell {
				c := table.Figure(x.Printed, format.NotPublished).As(cell.Strong)
				if x.Printed.Known() {
					c.Said = format.Number(x.Printed.Printed) + " % of GDP printed" + format.Status(x.Printed)
				}
				return c
			}},
		{Head: table.Head{ID: "status", Long: "Status", On: data}, Cell: func(x sum) table.Cell { return table.Status(x.Printed) }},
		{Head: table.Head{ID: "now", Head: "now", Unit: "%", Long: "Share of the rows together", LongUnit: "% of GDP", On: everywhere, Right: true},
			Cell: func(x sum) table.Cell { return share(x.Now, "now") }},
		{Head: table.Head{ID: "implied", Head: "in " + in, Unit: "%", Long: "The same where all levels are reached", LongUnit: "% of GDP", On: everywhere, Right: true},
			Cell: func(x sum) table.Cell { return share(x.Implied, "in "+in) }},
		{Head: table.Head{ID: "extra_usd_m", Head: "extra", Unit: p.MoneyUnit(), Long: "Extra money a year in the deadline year", LongUnit: p.MoneyUnit(), On: everywhere, Right: true},
			Cell: func(x sum) table.Cell {
				return table.RoundedSigned(x.ExtraUSD, MoneyPlaces, format.NotPublished).Saying("US$ %s m a year")
			}},
		{Head: table.Head{ID: "allies", Head: "allies", Long: "Allies that went in", On: data | table.OnTables, Right: true},
			Cell: func(x sum) table.Cell { return table.Whole(x.Allies) }},
		{Head: table.Head{ID: "missing", Head: "missing", Long: "Members that could not", On: data | table.OnTables, Right: true},
			Cell: func(x sum) table.Cell { return table.Whole(x.Missing) }},
	}, table.Pointers(p.Totals))
}
