package document

import (
	"fmt"
	"slices"
	"strconv"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/table"
	"allyscope/internal/target"
)

// Allies lays out rows of a ranking. The identifiers of the columns are the
// contract of docs/json.md.
func Allies(a *analysis.Answer, rows []*analysis.Row) table.Table {
	spec, unit := a.Spec(), a.Spec().ChangeUnit()
	level, y := "level", strconv.Itoa(int(a.Year))
	before, base := strconv.Itoa(int(a.Year)-1), strconv.Itoa(int(a.Base))
	if a.Judged {
		level = format.Percent(a.Level.Value)
	}
	judged, currency := data.And(a.Judged, everywhere), data.And(!spec.Comparable, table.OnTables)
	yearly, since := changes(&a.Header)
	yearly = yearly.And(a.Query.Sort == query.ByChange && yearly != data, table.OnPlain) // else said of the base year alone
	byMoney := format.When(a.Query.Sort == query.ByMoney, "US$ %s m")
	type row = *analysis.Row
	return table.Of("rows", "", slices.Concat([]table.Column[row]{
		table.Data("code", "Code", func(r row) table.Cell { return table.Word(string(r.Ally.Code)) }),
		{Head: table.Head{ID: "rank", Head: "#", Long: "Rank", On: everywhere, Right: true, Lead: true, Sparse: true},
			Cell: func(r row) table.Cell { return table.Place(r.Rank, r.Tied) }},
		{Head: table.Head{ID: "name", Ask: query.ByName.Word(), Head: "Ally", On: everywhere, Lead: true}, Cell: func(r row) table.Cell { return table.Name(r.Ally.Name) }},
		YearColumn[row](a.Year),
		{Head: table.Head{ID: "value", Ask: query.ByValue.Word(), Head: y, Unit: ValueUnit(spec), Long: spec.Title, LongUnit: a.Unit, On: everywhere, Right: true},
			Cell: func(r row) table.Cell { return Value(&a.Header, r.Figure, MarkOf(r), r.Currency) }},
		UnroundedColumn(a.Unit, func(r row) figure.Figure { return r.Figure }),
		table.Data("status", "Status", func(r row) table.Cell { return table.Status(r.Figure) }),
	}, LevelColumns[row](&a.Header), []table.Column[row]{
		{Head: table.Head{ID: "verdict", Head: "verdict", Long: "Verdict", On: judged},
			Cell: func(r row) table.Cell { return table.Verdict(r.Verdict, r.Edge, a.Level.In(a.Year)) }},
		table.Data("knife_edge", "Knife-edge", func(r row) table.Cell { return table.KnifeEdge(r.Verdict, r.Edge) }),
		{Head: table.Head{ID: "gap_pp", Ask: query.ByGap.Word(), Head: "to " + level, Unit: "pp", Long: "Gap to " + level, LongUnit: "pp", On: judged, Right: true, Priority: 1}, Cell: Gap},
		{Head: table.Head{ID: "gap_usd_m", Ask: query.ByMoney.Word(), Head: "gap", Unit: "US$ m", Long: "Gap to " + level, LongUnit: "US$ m, " + MoneyBasis, On: judged, Right: true, Sparse: true, Priority: 4},
			Cell: func(r row) table.Cell { return GapMoney(r, r.GapUSD).Saying(byMoney) }},
		{Head: table.Head{ID: "gap_national_m", Long: "Gap to " + level, LongUnit: "national currency m, current prices", On: data, Right: true},
			Cell: func(r row) table.Cell { return GapMoney(r, r.GapNational) }},
		{Head: table.Head{ID: "currency", Head: "currency", Long: "Currency", On: currency}, Cell: func(r row) table.Cell { return table.Optional(r.Currency) }},
		{Head: table.Head{ID: "share_current", Long: "Share at current prices", LongUnit: "% of GDP", On: data, Right: true},
			Cell: func(r row) table.Cell { return ShareCurrent(r.AtCurrent, a.Level.Value) }},
		table.Data("gap_basis", "Basis of the gap in money", func(r row) table.Cell { return table.Optional(r.Basis.String()) }),
		table.Data("gap_note", "Note on the gap in money", func(r row) table.Cell { return table.Optional(r.SplitWords(a.Level.In(a.Year))) }),
		{Head: table.Head{ID: "change_1y", Ask: query.ByChange.Word(), Head: "vs " + before, Unit: unit, Long: "Change on " + before, LongUnit: unit, On: yearly, Right: true, Sparse: true, Priority: 3},
			Cell: func(r row) table.Cell { return Changed(&a.Header, r.Change, a.Year-1, MarkOf(r), r.Breaks) }},
		{Head: table.Head{ID: "change_since", Ask: query.BySince.Word(), Head: "vs " + base, Unit: unit, Long: "Change since " + base, LongUnit: unit, On: since, Right: true, Sparse: true, Priority: 2},
			Cell: func(r row) table.Cell { return Changed(&a.Header, r.Since, a.Base, MarkOf(r), r.Breaks) }},
		{Head: table.Head{ID: "place_before", Head: "place " + base, Long: "Rank in " + base, On: ordered(a, query.ByPlaces), Right: true},
			Cell: func(r row) table.Cell {
				return table.Whole(r.Before.Rank).Say(r.Before.Words()+" in "+base).Where(r.Before.Rank != 0, MarkOf(r))
			}},
		{Head: table.Head{ID: "places_risen", Ask: query.ByPlaces.Word(), Head: "places", Long: "Places risen since " + base, On: ordered(a, query.ByPlaces), Right: true}, Cell: PlacesRisen},
		{Head: table.Head{ID: "met_since", Ask: query.ByStreak.Word(), Head: "met since", Long: "At or above " + level + " without a break since", On: ordered(a, query.ByStreak)}, Cell: MetSince},
		{Head: table.Head{ID: "reason", Long: "Reason there is no verdict", On: data | table.OnPlain}, Cell: func(r row) table.Cell { return reasonCell(a, r) }},
		BreakColumn(func(r row) string { return r.Across }),
	}, SourceColumns[row](&a.Header)), rows)
}

// changes are where the changes on the year before and since the base year stand: in one
// column for people where that is the same year.
func changes(h *analysis.Header) (yearly, since table.Surface) {
	known := h.Spec().Changes()
	return table.OnData.And(known && h.Base != h.Year-1, table.OnTables), table.OnData.And(known, table.Everywhere)
}

func ordered(a *analysis.Answer, by query.Sort) table.Surface {
	return table.Surface(0).And(a.Query.Sort == by, table.Everywhere)
}

// PlacesRisen is how many places an ally has risen since the base year.
func PlacesRisen(r *analysis.Row) table.Cell {
	return table.RoundedSigned(r.Moved(), 0, MarkOf(r)).Saying("%s places")
}

// MetSince is since when an ally meets the level without a break.
func MetSince(r *analysis.Row) table.Cell {
	if r.Unbroken.Since == 0 {
		return table.Missing("")
	}
	c := table.Word(r.Unbroken.Words())
	c.Shown = strconv.Itoa(int(r.Unbroken.Since))
	switch {
	case r.Unbroken.Joined:
		c.Shown += " joined"
	case r.Unbroken.Open:
		c.Shown = "≤" + c.Shown
	}
	return c.Say("met since " + r.Unbroken.Words())
}

// MarkOf is the mark for what is missing in an ally's row.
func MarkOf(r *analysis.Row) string {
	switch {
	case !r.Ally.HasForces():
		return format.NoForces
	case r.Verdict == target.NotMember && !r.Figure.Known():
		return format.NotMember
	default:
		return format.NotPublished
	}
}

// Value is a figure of the measure asked about, in words with its unit.
func Value(h *analysis.Header, f figure.Figure, mark, currency string) table.Cell {
	c := table.FigureIn(f, mark, h.Spec().Unit).As(cell.Strong)
	if !h.Spec().Comparable {
		c.Said = format.Number(f.Printed) + " " + currency + " m" + format.Status(f)
	}
	return c.Where(f.Known(), mark)
}

// Changed is a change on another year, or since the base year.
func Changed(h *analysis.Header, d figure.Delta, from figure.Year, mark string, breaks analysis.Breaks) table.Cell {
	c := table.Difference(d, mark).As(cell.Faint).Saying("%s " + h.Spec().ChangeUnit() + " " + on(h, from))
	return Across(c, breaks, from, h.Year)
}

func on(h *analysis.Header, from figure.Year) string {
	if from == h.Base {
		return format.Since(from, h.Year)
	}
	return fmt.Sprintf("on %d", from)
}

// Across marks a change that crosses a break in the edition's series.
func Across(c table.Cell, breaks analysis.Breaks, from, to figure.Year) table.Cell {
	return c.Marked(format.When(c.Kind != table.IsMissing && breaks.Crosses(from, to), string(format.Break)))
}

// BreakColumn says which break lies in the year of a row, or between those of its changes.
func BreakColumn[R any](of func(R) string) table.Column[R] {
	return table.Column[R]{Head: table.Head{ID: "break", Long: "Break in the series", On: table.OnData | table.OnPlain}, Cell: func(r R) table.Cell {
		return table.Optional(of(r)).Saying("break in the series %s")
	}}
}

// YearColumn is the year of all rows in a CSV, each row of which says what it is of.
func YearColumn[R any](y figure.Year) table.Column[R] {
	head := table.Head{ID: "year", Long: "Year", On: table.OnCSV, Right: true}
	return table.Column[R]{Head: head, Cell: func(R) table.Cell { return table.Year(y) }}
}

// UnroundedColumn is the workbooks' own cells behind the figures of rows.
func UnroundedColumn[R any](unit string, of func(R) figure.Figure) table.Column[R] {
	head := table.Head{ID: "unrounded", Long: "Unrounded", LongUnit: unit, On: data, Right: true}
	return table.Column[R]{Head: head, Cell: func(r R) table.Cell { return table.Unrounded(of(r)) }}
}

// LevelColumns are the level of each row of a CSV, and the year it was agreed: in years
// before that, verdicts say who was at it or under it.
func LevelColumns[R any](h *analysis.Header) []table.Column[R] {
	level, agreed := table.Number(h.Level.Value).Where(h.Judged, format.NotMeasured), Agreed(h.Level).Where(h.Judged, format.NotMeasured)
	return []table.Column[R]{
		{Head: table.Head{ID: "level", Long: "Level", LongUnit: "%", On: table.OnCSV, Right: true}, Cell: func(R) table.Cell { return level }},
		{Head: table.Head{ID: "level_agreed", Long: "Level first agreed", On: table.OnCSV, Right: true}, Cell: func(R) table.Cell { return agreed }},
	}
}

// SourceColumns are the last of a CSV: edition and source of each row.
func SourceColumns[R any](h *analysis.Header) []table.Column[R] {
	return []table.Column[R]{
		{Head: table.Head{ID: "edition", Long: "Edition", On: table.OnCSV}, Cell: func(R) table.Cell { return table.Word(h.Edition.ID) }},
		{Head: table.Head{ID: "source", Long: "Source", On: table.OnCSV}, Cell: func(R) table.Cell { return table.Word(h.Citation) }},
	}
}

// Gap is the distance to the level: a verdict in other words, so there is none without one.
func Gap(r *analysis.Row) table.Cell {
	c := table.Difference(r.Gap, format.NotPublished).As(format.Role(r.Verdict, r.Edge)).Telling("%s pp")
	return c.Where(r.Verdict.Counted(), noGap(r.Verdict))
}

// GapMoney is the distance to the level in millions, rounded here.
func GapMoney(r *analysis.Row, gap figure.Amount) table.Cell {
	c := table.RoundedSigned(gap, MoneyPlaces, "").As(cell.Faint).Where(gap.OK, format.NotPublished)
	return c.Where(r.Verdict.Counted(), noGap(r.Verdict))
}

// ShareCurrent is a share of GDP at current prices, with as many decimals as set it
// apart from the level beside it.
func ShareCurrent(share figure.Amount, level figure.Decimal) table.Cell {
	return table.Number(format.Apart(share.Value, level)).Where(share.OK, format.NotPublished)
}

func noGap(v target.Verdict) string {
	if v == target.NotMeasurable {
		return format.NotMeasured
	}
	return format.Missing(v)
}

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
	return table.Optional(s).Say(format.When(r.Verdict != target.NotMeasurable || a.Judged, s))
}

// Totals lays out NATO's own sums beside what the rows give.
func Totals(a *analysis.Answer) table.Table {
	spec, unit := a.Spec(), a.Spec().ChangeUnit()
	before, base := strconv.Itoa(int(a.Year)-1), strconv.Itoa(int(a.Base))
	yearly, since := changes(&a.Header)
	title := "NATO's own sums"
	switch n := len(a.Totals); {
	case n > 0 && a.Totals[0].Code.Group(): // the groups stand behind the sums
		title = "Groups computed here"
	case n > 0 && a.Totals[n-1].Code.Group():
		title += ", and groups computed here"
	}
	type sum = *analysis.Total
	return table.Of("totals", title, []table.Column[sum]{
		table.Data("code", "Code", func(x sum) table.Cell { return table.Word(string(x.Code)) }),
		table.Names("Sum", func(x sum) string { return x.Name }),
		{Head: table.Head{ID: "value", Head: strconv.Itoa(int(a.Year)), Unit: ValueUnit(spec), Long: spec.Title, LongUnit: a.Unit, On: everywhere, Right: true},
			Cell: func(x sum) table.Cell { // never in national currencies
				return table.FigureIn(x.Figure, format.NotPublished, spec.Unit).As(cell.Strong)
			}},
		UnroundedColumn(a.Unit, func(x sum) figure.Figure { return x.Figure }),
		table.Data("status", "Status", func(x sum) table.Cell { return table.Status(x.Figure) }),
		{Head: table.Head{ID: "from_rows", Head: "from the rows", Unit: "computed", Long: "The same from the rows, computed", LongUnit: a.Unit, On: everywhere, Right: true, Sparse: true, Priority: 3},
			Cell: func(x sum) table.Cell {
				return table.Rounded(x.FromRows, spec.Places, format.NotPublished).As(cell.Faint).Saying(fmt.Sprintf("%%s computed from %d rows", x.Rows))
			}},
		{Head: table.Head{ID: "rows", Head: "of", Unit: "allies", Long: "Rows that went in", On: data | table.OnTables, Right: true, Sparse: true, Priority: 4},
			Cell: func(x sum) table.Cell {
				return table.Whole(x.Rows).As(cell.Faint).Where(x.FromRows.OK, format.NotPublished)
			}},
		{Head: table.Head{ID: "change_1y", Head: "vs " + before, Unit: unit, Long: "Change on " + before, LongUnit: unit, On: yearly, Right: true, Sparse: true, Priority: 2},
			Cell: func(x sum) table.Cell {
				return Changed(&a.Header, x.Change, a.Year-1, format.NotPublished, x.Breaks)
			}},
		{Head: table.Head{ID: "change_since", Head: "vs " + base, Unit: unit, Long: "Change since " + base, LongUnit: unit, On: since, Right: true, Sparse: true, Priority: 1},
			Cell: func(x sum) table.Cell { return Changed(&a.Header, x.Since, a.Base, format.NotPublished, x.Breaks) }},
		BreakColumn(func(x sum) string { return x.Across }),
	}, table.Pointers(a.Totals))
}
