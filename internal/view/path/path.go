// Package path draws what it takes the allies to reach a level by a deadline: a list of all allies,
// their totals, and a chart of the focused ally with its history, the straight path, its own pace
// and the 2029 review.
//
// It computes no figures and makes no assumptions: paths, totals and the text of assumptions come
// from package analysis. It knows nothing of keys, terminals or the layout of the screen.
package path

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/query"
	"allyscope/internal/table"
	"allyscope/internal/target"
	"allyscope/internal/view"
)

// Spec returns the view of what it takes to reach the target.
func Spec() view.Spec {
	return view.Spec{
		ID: query.Path, Title: "Path", Help: "what it takes to reach the target by its deadline",
		Lines:   54, // enough for the assumptions
		OneYear: true,
		Ask: func(ds *dataset.Dataset, ranking *analysis.Answer, _ ally.Code) (view.Shown, error) {
			q := ranking.Query
			if ranking.Year == ranking.Last {
				// The last year is the default. Without a year in the query, an ally that has no
				// figure of the last year starts from the year before.
				q.Year = 0
			}
			return view.Lay(func(p *analysis.Path) view.Shown { return paths{p} })(analysis.PathFor(ds, q))
		},
	}
}

type paths struct{ *analysis.Path }

// Count returns what a single pinned ally needs, or how many of the allies below the level will
// miss the deadline.
func (v paths) Count() (n, what string) {
	pins := v.Query.Pins.Codes()
	late, below, chosen := v.Late, v.Path.Count.Below, ""
	if len(pins) > 0 {
		late, below, chosen = 0, 0, " chosen and"
	}
	for _, c := range pins {
		r, ok := v.Row(c)
		if !ok || r.Verdict != target.Below {
			continue
		}
		if len(pins) == 1 {
			return format.Points(r.PPPerYear.Value), fmt.Sprintf("pp a year: %s to %s by %d", r.Ally.Name, format.Percent(r.Level), r.Deadline)
		}
		below++
		if r.Late() {
			late++
		}
	}
	if below == 0 {
		return "", ""
	}
	by := strconv.Itoa(int(v.Deadline))
	if len(v.Overrides) > 0 {
		by = "their deadline"
	}
	return fmt.Sprintf("%d/%d", late, below), fmt.Sprintf("of those%s below miss %s by %s", chosen, v.Aim(format.Percent(v.Level.Value)), by)
}

// Judged counts allies by their own levels if the query sets any; the ranking uses one level for
// all.
func (v paths) Judged() string {
	if len(v.Overrides) == 0 {
		return ""
	}
	return v.Aimed(v.Path.Count.Meeting(v.Level))
}

func (v paths) Order() []ally.Code {
	return format.EachOf(v.Rows, func(r *analysis.PathRow) ally.Code { return r.Ally.Code })
}

// Describe returns what an ally needs. For a year of the chart it returns the figure, or the
// share on the straight path.
func (v paths) Describe(h cell.Hit) string {
	r, ok := v.Row(ally.Code(h.Code))
	switch {
	case !ok:
		return ""
	case h.Year == 0:
		return r.Ally.Name + ": " + r.Words()
	}
	y := figure.Year(h.Year)
	if x := r.At(y); x.Known() {
		return fmt.Sprintf("%s %d: %s %%", r.Name, y, format.Figure(x.Figure))
	}
	if a := r.Straight(y); a.OK {
		return fmt.Sprintf("%s %d: %s %% on a straight path", r.Ally.Name, y, figure.Round(a.Value, 2))
	}
	return ""
}

// The sizes below which something is dropped: the list in favour of text about one ally, a chart
// next to the list in favour of one below it, and the chart below the list.
const (
	listWidth  = 24
	listHeight = 4
	sideFrom   = 100
	sideHeight = 12
	sideLeast  = 40
	underFrom  = 18
)

func (v paths) Draw(g *cell.Grid, s view.State) {
	w, h := g.Width(), g.Height()
	r, listed := v.Row(s.Resting())
	switch {
	case len(v.Rows) == 0:
		g.Text(1, 0, cell.Cut("no ally is listed", w-1), cell.Notice)
		return
	case w < listWidth || h < listHeight:
		v.words(g, s.Focus)
		return
	}
	foot := v.notes(s, w, h)
	h -= len(foot)
	view.Labels(g.Window(1, h, w-1, len(foot)), 0, foot)
	switch {
	case w >= sideFrom && h >= sideHeight:
		left := v.list(g.Window(0, 0, w-3-sideLeast, h), s)
		if listed {
			v.drawRight(g.Window(left+3, 0, w-left-4, h), s, r)
		}
	case h >= underFrom:
		under := min(max(7, h*2/5), 12)
		v.list(g.Window(0, 0, w, h-under), s)
		if listed {
			v.drawBelow(g.Window(0, h-under, w, under), s, r)
		}
	case h >= 7 && listed:
		// The text has what the columns have no room for.
		v.list(g.Window(0, 0, w, h-2), s)
		view.Lines(g, 1, h-2, cell.Wrap(r.Words(), w-2, 2), cell.Plain)
	default:
		v.list(g.Window(0, 0, w, h), s)
	}
}

func (v paths) drawRight(g *cell.Grid, s view.State, r *analysis.PathRow) {
	headline(g, r)
	facts := slices.DeleteFunc(r.Facts(), func(f analysis.PathFact) bool {
		// Facts that the list shows are left out: they would be sent twice with every year.
		return f.Label == "Share" || f.Label == format.Year(analysis.ReviewYear, false)
	})
	height := g.Height() - 2 - len(facts)
	view.Plot(g.Window(0, 1, g.Width(), height), plot.Path(v.Path, r), s.Ink, v.Year)
	write(g.Window(0, height+2, g.Width(), g.Height()), facts)
}

func (v paths) drawBelow(g *cell.Grid, s view.State, r *analysis.PathRow) {
	const factsWidth = 39
	if w := g.Width() - factsWidth; w >= factsWidth-2 {
		side := g.Window(w, 0, factsWidth, g.Height())
		headline(side, r)
		write(side.Window(0, 1, factsWidth, g.Height()-1), r.Facts())
		g = g.Window(0, 0, w-2, g.Height())
	}
	view.Plot(g, plot.Path(v.Path, r), s.Ink, v.Year)
}

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

// columns returns the columns of the document's list of allies. docs/json.md documents their IDs.
func columns(p *analysis.Path) table.Columns[*analysis.PathRow] {
	const data = table.OnData
	type row = *analysis.PathRow
	own, ownMoney := data.And(len(p.Overrides) > 0, table.OnTables), data.And(p.MoneyIn == figure.NatCurrent, table.OnTables)
	signed := func(id, head, unit, long, words string, places uint8, amountOf func(row) analysis.Amount) table.Columns[row] {
		return table.Numbers(id, head, long, func(r row) table.Cell {
			return table.RoundedSigned(amountOf(r), places, markOf(r)).Saying(words)
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

// markOf returns the mark for missing values of a row. An ally that meets its level needs none of
// them.
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

// there is the heading of thereIn.
const there = "there in"

// thereIn returns the year in which an ally reaches its level at its own pace.
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
