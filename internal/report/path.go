package report

import (
	"fmt"
	"strconv"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/target"
)

// Path lays out what it takes to reach a level by a deadline.
func Path(p *analysis.Path) *Document {
	d := &Document{
		Title:   fmt.Sprintf("The path to %s of GDP by %d", percent(p.Level.Value), p.Deadline),
		Edition: p.Edition.Name(), Level: levelWords(p.Level),
		Result: fmt.Sprintf("%d meet, %d to go", p.Meeting, p.Short),
		Fields: pathFields(p), Sentence: p.Sentence, Citation: p.Citation, Notes: nil,
	}
	t := Table{ID: "rows", Columns: pathColumns(p)}
	for i := range p.Rows {
		t.Rows = append(t.Rows, pathRow(p, &p.Rows[i]))
	}
	d.Tables = []Table{t, pathTotals(p)}
	for _, s := range p.Assumptions {
		d.Remarks = append(d.Remarks, "Assumed: "+s)
	}
	d.Chart = pathChart(p)
	return d
}

func pathFields(p *analysis.Path) []Field {
	overrides := Field{ID: "overrides", Object: true}
	for _, o := range p.Overrides {
		overrides.Fields = append(overrides.Fields, Field{ID: string(o.Code), Object: true, Fields: []Field{
			{ID: "level", Cell: number(o.Level)}, {ID: "deadline", Cell: year(o.By)},
		}})
	}
	assumptions := Field{ID: "assumptions", List: true}
	for _, s := range p.Assumptions {
		assumptions.Fields = append(assumptions.Fields, Field{Cell: word(s)})
	}
	return []Field{
		{ID: "query", Cell: word(p.Query.String())},
		{ID: "edition", Cell: word(p.Edition.ID)},
		{ID: "published", Cell: optional(p.Edition.Published)},
		{ID: "year", Cell: year(p.Year)},
		{ID: "target", Object: true, Fields: targetFields(p.Level)},
		{ID: "deadline", Cell: year(p.Deadline)},
		{ID: "review_year", Cell: year(analysis.ReviewYear)},
		{ID: "count", Object: true, Fields: []Field{
			{ID: "meets", Cell: whole(p.Meeting)}, {ID: "below", Cell: whole(p.Short)}, {ID: "no_data", Cell: whole(p.Unknown)},
		}},
		overrides, assumptions,
	}
}

// The identifiers are the stable contract of docs/json.md.
func pathColumns(p *analysis.Path) []Column {
	own := OnData
	if len(p.Overrides) > 0 {
		own |= OnTables
	}
	review := strconv.Itoa(int(analysis.ReviewYear))
	return []Column{
		{ID: "code", Words: "Code", On: OnData},
		{ID: "name", Head: "Ally", On: Everywhere, Lead: true},
		{ID: "from_year", Head: "from", Words: "From", On: Everywhere, Right: true, Drop: 5},
		{ID: "share", Head: "share", Under: "%", Words: "Share of GDP", Unit: "%", On: Everywhere, Right: true},
		{ID: "status", Words: "Status", On: OnData},
		{ID: "level", Head: "to", Under: "%", Words: "Level", Unit: "%", On: own, Right: true},
		{ID: "deadline", Head: "by", Words: "Deadline", On: own, Right: true},
		{ID: "own", Words: "Level or deadline of its own", On: OnData},
		{ID: "verdict", Head: "verdict", Words: "Verdict", On: Everywhere},
		{ID: "knife_edge", Words: "Knife-edge", On: OnData},
		{ID: "pp_per_year", Head: "a year", Under: "pp", Words: "Points a year on a straight path", Unit: "pp", On: Everywhere, Right: true},
		{ID: "real_growth_needed", Head: "growth", Under: "% a year", Words: "Real growth of expenditure needed", Unit: "% a year", On: Everywhere, Right: true, Drop: 2},
		{ID: "pace_5y_pp", Head: "own pace", Under: "pp a year", Words: "Its own pace, of up to five years", Unit: "pp a year", On: Everywhere, Right: true, Drop: 4},
		{ID: "pace_from", Words: "Pace counted from", On: OnData, Right: true},
		{ID: "at_pace_year", Head: "there in", Words: "Year it gets there at that pace", On: Everywhere, Right: true, Drop: 3},
		{ID: "review_" + review, Head: "in " + review, Under: "%", Words: "Share a straight path has in " + review, Unit: "% of GDP", On: Everywhere, Right: true, Drop: 6},
		{ID: "extra_usd_m", Head: "extra", Under: "US$ m", Words: "Extra money a year in the deadline year", Unit: "US$ m", On: Everywhere, Right: true, Drop: 1},
		{ID: "edition", Words: "Edition", On: OnCSV},
		{ID: "source", Words: "Source", On: OnCSV},
	}
}

// markMet stands where an ally that meets its level needs nothing more.
const markMet = "met"

// sharePlaces are the decimals of computed shares of GDP.
const sharePlaces = 2

func pathRow(p *analysis.Path, r *analysis.PathRow) Row {
	mark := markNone
	switch r.Verdict {
	case target.Meets:
		mark = markMet
	case target.NoForces:
		mark = markNoForces
	case target.NotMember:
		mark = markNotMember
	}
	share := published(r.Share, mark).as(cell.Strong)
	if r.Share.Known() {
		share.Said = analysis.Grouped(r.Share.Printed) + " % of GDP" + estimateWords(r.Share)
	}
	from := year(r.From)
	if from.Kind == Missing {
		from = missing(mark)
	} else {
		from.Said = "from " + from.Shown
	}
	verdict := verdictWords(r.Verdict, r.KnifeEdge, r.Level)
	if verdict.Said == "" {
		verdict.Said = r.Verdict.Words()
	}
	knife := missing(markUnmeasured)
	if r.Verdict.Counted() {
		knife = flag(r.KnifeEdge)
	}
	computed := func(a analysis.Amount, places uint8, said string) Cell {
		if !a.OK {
			return missing(mark)
		}
		c := signed(figure.Round(a.Value, places))
		return c.say(fmt.Sprintf(said, c.Shown))
	}
	review := rounded(r.Review, sharePlaces, mark)
	if r.Review.OK {
		review.Said = fmt.Sprintf("%s %% in %d on a straight path", review.Shown, analysis.ReviewYear)
	}
	return Row{Marked: r.Pin >= 0, Cells: []Cell{
		word(string(r.Ally.Code)), word(r.Ally.Name).say(r.Ally.Name), from, share, optional(r.Share.Status.String()),
		number(r.Level), year(r.Deadline), flag(r.Own), verdict, knife,
		computed(r.PPPerYear, sharePlaces, "%s pp a year"), computed(r.RealGrowth, 1, "%s %% real growth a year"),
		computed(r.Pace, sharePlaces, "own pace %s pp a year"), year(r.PaceFrom), thereIn(r, mark), review,
		computed(r.ExtraUSD, moneyPlaces, "US$ %s m a year"), word(p.Edition.ID), word(p.Citation),
	}}
}

// thereIn is the year an ally gets to its level at its own pace.
func thereIn(r *analysis.PathRow, mark string) Cell {
	switch {
	case r.AtPace != 0:
		return year(r.AtPace).say("there in " + strconv.Itoa(int(r.AtPace)) + " at that pace")
	case r.Met():
		return missing(markMet).say("there already")
	case r.Verdict == target.Below && r.Pace.OK:
		return missing("never").say("never at that pace")
	default:
		return missing(mark)
	}
}

func pathTotals(p *analysis.Path) Table {
	t := Table{ID: "totals", Title: "Together", Columns: []Column{
		{ID: "code", Words: "Code", On: OnData},
		{ID: "name", Head: "Sum", On: Everywhere, Lead: true},
		{ID: "printed", Head: "printed", Under: "%", Words: "NATO's own figure", Unit: "% of GDP", On: Everywhere, Right: true, Spare: true},
		{ID: "status", Words: "Status", On: OnData},
		{ID: "now", Head: "now", Under: "%", Words: "Share of the rows together", Unit: "% of GDP", On: Everywhere, Right: true},
		{ID: "implied", Head: "in " + strconv.Itoa(int(p.Deadline)), Under: "%", Words: "The same where all levels are reached", Unit: "% of GDP", On: Everywhere, Right: true},
		{ID: "extra_usd_m", Head: "extra", Under: "US$ m", Words: "Extra money a year in the deadline year", Unit: "US$ m", On: Everywhere, Right: true},
		{ID: "allies", Head: "allies", Words: "Allies that went in", On: OnData | OnTables, Right: true},
		{ID: "missing", Head: "missing", Words: "Members that could not", On: OnData | OnTables, Right: true},
	}}
	for i := range p.Totals {
		x := &p.Totals[i]
		printed := published(x.Printed, markNone).as(cell.Strong)
		if x.Printed.Known() {
			printed.Said = analysis.Grouped(x.Printed.Printed) + " % of GDP printed" + estimateWords(x.Printed)
		}
		now, implied := rounded(x.Now, sharePlaces, markNone), rounded(x.Implied, sharePlaces, markNone)
		extra := missing(markNone)
		if x.ExtraUSD.OK {
			extra = signed(figure.Round(x.ExtraUSD.Value, moneyPlaces))
			extra.Said = "US$ " + extra.Shown + " m a year"
		}
		if x.Now.OK {
			now.Said = now.Shown + " % now"
		}
		if x.Implied.OK {
			implied.Said = fmt.Sprintf("%s %% in %d", implied.Shown, p.Deadline)
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			word(string(x.Code)), word(x.Name).say(x.Name), printed, optional(x.Printed.Status.String()),
			now, implied, extra, whole(x.Allies), whole(x.Missing),
		}})
	}
	return t
}
