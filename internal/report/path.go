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
	"allyscope/internal/table"
	"allyscope/internal/target"
)

// Path lays out what it takes to reach a level by a deadline.
func Path(p *analysis.Path) *document.Document {
	d := &document.Document{
		Title:   fmt.Sprintf("The path to %s of GDP by %d", format.Percent(p.Level.Value), p.Deadline),
		Edition: p.Edition.Name(), Level: document.LevelWords(p.Level),
		Result: fmt.Sprintf("%d meet, %d to go", p.Meeting, p.Short),
		Fields: pathFields(p), Sentence: p.Sentence, Citation: p.Citation, Notes: nil,
	}
	t := table.Table{ID: "rows", Columns: pathColumns(p)}
	for i := range p.Rows {
		t.Rows = append(t.Rows, pathRow(p, &p.Rows[i]))
	}
	d.Tables = []table.Table{t, pathTotals(p)}
	for _, s := range p.Assumptions {
		d.Remarks = append(d.Remarks, "Assumed: "+s)
	}
	d.Chart = plot.PathsPicture(p)
	return d
}

func pathFields(p *analysis.Path) []document.Field {
	overrides := document.Field{ID: "overrides", Object: true}
	for _, o := range p.Overrides {
		overrides.Fields = append(overrides.Fields, document.Field{ID: string(o.Code), Object: true, Fields: []document.Field{
			{ID: "level", Cell: table.Number(o.Level)}, {ID: "deadline", Cell: table.Year(o.By)},
		}})
	}
	assumptions := document.Field{ID: "assumptions", List: true}
	for _, s := range p.Assumptions {
		assumptions.Fields = append(assumptions.Fields, document.Field{Cell: table.Word(s)})
	}
	return []document.Field{
		{ID: "query", Cell: table.Word(p.Query.String())},
		{ID: "edition", Cell: table.Word(p.Edition.ID)},
		{ID: "published", Cell: table.Optional(p.Edition.Published)},
		{ID: "year", Cell: table.Year(p.Year)},
		document.Target(true, p.Level),
		{ID: "deadline", Cell: table.Year(p.Deadline)},
		{ID: "review_year", Cell: table.Year(analysis.ReviewYear)},
		{ID: "count", Object: true, Fields: []document.Field{
			{ID: "meets", Cell: table.Whole(p.Meeting)}, {ID: "below", Cell: table.Whole(p.Short)}, {ID: "no_data", Cell: table.Whole(p.Unknown)},
		}},
		overrides, assumptions,
	}
}

// The identifiers are the stable contract of docs/json.md.
func pathColumns(p *analysis.Path) []table.Head {
	own := table.OnData
	if len(p.Overrides) > 0 {
		own |= table.OnTables
	}
	review := strconv.Itoa(int(analysis.ReviewYear))
	return []table.Head{
		{ID: "code", Long: "Code", On: table.OnData},
		{ID: "name", Head: "Ally", On: table.Everywhere, Lead: true},
		{ID: "from_year", Head: "from", Long: "From", On: table.Everywhere, Right: true, Priority: 5},
		{ID: "share", Head: "share", Unit: "%", Long: "Share of GDP", LongUnit: "%", On: table.Everywhere, Right: true},
		{ID: "status", Long: "Status", On: table.OnData},
		{ID: "level", Head: "to", Unit: "%", Long: "Level", LongUnit: "%", On: own, Right: true},
		{ID: "deadline", Head: "by", Long: "Deadline", On: own, Right: true},
		{ID: "own", Long: "Level or deadline of its own", On: table.OnData},
		{ID: "verdict", Head: "verdict", Long: "Verdict", On: table.Everywhere},
		{ID: "knife_edge", Long: "Knife-edge", On: table.OnData},
		{ID: "pp_per_year", Head: "a year", Unit: "pp", Long: "Points a year on a straight path", LongUnit: "pp", On: table.Everywhere, Right: true},
		{ID: "real_growth_needed", Head: "growth", Unit: "% a year", Long: "Real growth of expenditure needed", LongUnit: "% a year", On: table.Everywhere, Right: true, Priority: 2},
		{ID: "pace_5y_pp", Head: "own pace", Unit: "pp a year", Long: "Its own pace, of up to five years", LongUnit: "pp a year", On: table.Everywhere, Right: true, Priority: 4},
		{ID: "pace_from", Long: "Pace counted from", On: table.OnData, Right: true},
		{ID: "at_pace_year", Head: "there in", Long: "Year it gets there at that pace", On: table.Everywhere, Right: true, Priority: 3},
		{ID: "review_" + review, Head: "in " + review, Unit: "%", Long: "Share a straight path has in " + review, LongUnit: "% of GDP", On: table.Everywhere, Right: true, Priority: 6},
		{ID: "extra_usd_m", Head: "extra", Unit: "US$ m", Long: "Extra money a year in the deadline year", LongUnit: "US$ m", On: table.Everywhere, Right: true, Priority: 1},
		{ID: "edition", Long: "Edition", On: table.OnCSV},
		{ID: "source", Long: "Source", On: table.OnCSV},
	}
}

// markMet stands where an ally that meets its level needs nothing more.
const markMet = "met"

// sharePlaces are the decimals of computed shares of GDP.
const sharePlaces = 2

func pathRow(p *analysis.Path, r *analysis.PathRow) table.Row {
	mark := format.NotPublished
	switch r.Verdict {
	case target.Meets:
		mark = markMet
	case target.NoForces:
		mark = format.NoForces
	case target.NotMember:
		mark = format.NotMember
	}
	share := table.Figure(r.Share, mark).As(cell.Strong)
	if r.Share.Known() {
		share.Said = format.Number(r.Share.Printed) + " % of GDP" + format.Status(r.Share)
	}
	from := table.Year(r.From)
	if from.Kind == table.IsMissing {
		from = table.Missing(mark)
	} else {
		from.Said = "from " + from.Shown
	}
	verdict := table.Verdict(r.Verdict, r.KnifeEdge, r.Level)
	if verdict.Said == "" {
		verdict.Said = r.Verdict.Words()
	}
	knife := table.Missing(format.NotMeasured)
	if r.Verdict.Counted() {
		knife = table.Flag(r.KnifeEdge)
	}
	computed := func(a analysis.Amount, places uint8, said string) table.Cell {
		if !a.OK {
			return table.Missing(mark)
		}
		c := table.Signed(figure.Round(a.Value, places))
		return c.Say(fmt.Sprintf(said, c.Shown))
	}
	review := table.Rounded(r.Review, sharePlaces, mark)
	if r.Review.OK {
		review.Said = fmt.Sprintf("%s %% in %d on a straight path", review.Shown, analysis.ReviewYear)
	}
	return table.Row{Marked: r.Pin >= 0, Cells: []table.Cell{
		table.Word(string(r.Ally.Code)), table.Word(r.Ally.Name).Say(r.Ally.Name), from, share, table.Optional(r.Share.Status.String()),
		table.Number(r.Level), table.Year(r.Deadline), table.Flag(r.Own), verdict, knife,
		computed(r.PPPerYear, sharePlaces, "%s pp a year"), computed(r.RealGrowth, 1, "%s %% real growth a year"),
		computed(r.Pace, sharePlaces, "own pace %s pp a year"), table.Year(r.PaceFrom), thereIn(r, mark), review,
		computed(r.ExtraUSD, document.MoneyPlaces, "US$ %s m a year"), table.Word(p.Edition.ID), table.Word(p.Citation),
	}}
}

// thereIn is the year an ally gets to its level at its own pace.
func thereIn(r *analysis.PathRow, mark string) table.Cell {
	switch {
	case r.AtPace != 0:
		return table.Year(r.AtPace).Say("there in " + strconv.Itoa(int(r.AtPace)) + " at that pace")
	case r.Met():
		return table.Missing(markMet).Say("there already")
	case r.Verdict == target.Below && r.Pace.OK:
		return table.Missing("never").Say("never at that pace")
	default:
		return table.Missing(mark)
	}
}

func pathTotals(p *analysis.Path) table.Table {
	t := table.Table{ID: "totals", Title: "Together", Columns: []table.Head{
		{ID: "code", Long: "Code", On: table.OnData},
		{ID: "name", Head: "Sum", On: table.Everywhere, Lead: true},
		{ID: "printed", Head: "printed", Unit: "%", Long: "NATO's own figure", LongUnit: "% of GDP", On: table.Everywhere, Right: true, Sparse: true},
		{ID: "status", Long: "Status", On: table.OnData},
		{ID: "now", Head: "now", Unit: "%", Long: "Share of the rows together", LongUnit: "% of GDP", On: table.Everywhere, Right: true},
		{ID: "implied", Head: "in " + strconv.Itoa(int(p.Deadline)), Unit: "%", Long: "The same where all levels are reached", LongUnit: "% of GDP", On: table.Everywhere, Right: true},
		{ID: "extra_usd_m", Head: "extra", Unit: "US$ m", Long: "Extra money a year in the deadline year", LongUnit: "US$ m", On: table.Everywhere, Right: true},
		{ID: "allies", Head: "allies", Long: "Allies that went in", On: table.OnData | table.OnTables, Right: true},
		{ID: "missing", Head: "missing", Long: "Members that could not", On: table.OnData | table.OnTables, Right: true},
	}}
	for i := range p.Totals {
		x := &p.Totals[i]
		printed := table.Figure(x.Printed, format.NotPublished).As(cell.Strong)
		if x.Printed.Known() {
			printed.Said = format.Number(x.Printed.Printed) + " % of GDP printed" + format.Status(x.Printed)
		}
		now, implied := table.Rounded(x.Now, sharePlaces, format.NotPublished), table.Rounded(x.Implied, sharePlaces, format.NotPublished)
		extra := table.Missing(format.NotPublished)
		if x.ExtraUSD.OK {
			extra = table.Signed(figure.Round(x.ExtraUSD.Value, document.MoneyPlaces))
			extra.Said = "US$ " + extra.Shown + " m a year"
		}
		if x.Now.OK {
			now.Said = now.Shown + " % now"
		}
		if x.Implied.OK {
			implied.Said = fmt.Sprintf("%s %% in %d", implied.Shown, p.Deadline)
		}
		t.Rows = append(t.Rows, table.Row{Cells: []table.Cell{
			table.Word(string(x.Code)), table.Word(x.Name).Say(x.Name), printed, table.Optional(x.Printed.Status.String()),
			now, implied, extra, table.Whole(x.Allies), table.Whole(x.Missing),
		}})
	}
	return t
}
