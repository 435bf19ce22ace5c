package document

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/table"
	"allyscope/internal/target"
)

// Allies lays out rows of a ranking. docs/json.md promises the identifiers of the columns.
func Allies(a *analysis.Answer, rows []*analysis.Row) table.Table {
	spec, unit := a.Spec(), a.Spec().ChangeUnit()
	level, y := "level", strconv.Itoa(int(a.Year))
	before, base := strconv.Itoa(int(a.Year)-1), strconv.Itoa(int(a.Base))
	if a.Judged {
		level = format.Percent(a.Level.Value)
	}
	judged, currency := data.And(a.Judged, everywhere), data.And(!spec.Comparable, table.OnTables)
	yearly, since := changes(&a.Header)
	yearly = yearly.And(a.Query.Sort == query.ByChange && yearly != data, table.OnPlain) // plain text has one change
	byMoney := format.When(a.Query.Sort == query.ByMoney, "US$ %s m")
	type row = *analysis.Row
	return table.Of("rows", "", slices.Concat(
		table.Codes(func(r row) ally.Code { return r.Ally.Code }),
		table.Numbers("rank", "#", "Rank", func(r row) table.Cell { return table.Place(r.Rank, r.Tied) }).Leading().UnlessEmpty(),
		table.Names("Ally", func(r row) string { return r.Ally.Name }).Asking(query.ByName.Word()),
		YearColumn[row](a.Year),
		table.Numbers("value", y, spec.Title,
			func(r row) table.Cell { return Value(&a.Header, r.Figure, MarkOf(r), r.Currency) }).
			InUnit(ValueUnit(spec), a.Unit).Asking(query.ByValue.Word()),
		table.AsHeld(a.Unit, func(r row) figure.Figure { return r.Figure }),
		LevelColumns[row](&a.Header),
		table.Verdicts(judged, table.Verdict,
			func(r row) (target.Verdict, bool, target.Level) { return r.Verdict, r.Edge, a.Level.In(a.Year) }),
		table.Numbers("gap_pp", "to "+level, "Gap to "+level,
			Gap).InUnit("pp", "pp").Asking(query.ByGap.Word()).Only(judged).GivesWay(1),
		table.Numbers("gap_usd_m", "gap", "Gap to "+level,
			func(r row) table.Cell { return GapMoney(r, r.GapUSD).Saying(byMoney) }).
			InUnit("US$ m", "US$ m, "+MoneyBasis).Asking(query.ByMoney.Word()).Only(judged).UnlessEmpty().GivesWay(4),
		table.Data("gap_national_m", "Gap to "+level,
			func(r row) table.Cell { return GapMoney(r, r.GapNational) }).InUnit("", "national currency m, current prices"),
		table.Texts("currency", "currency", "", func(r row) table.Cell { return table.Optional(r.Currency) }).Only(currency),
		table.Data("share_current", "Share at current prices",
			func(r row) table.Cell { return ShareCurrent(r.AtCurrent, a.Level.Value) }).InUnit("", "% of GDP"),
		table.Data("gap_basis", "Basis of the gap in money", func(r row) table.Cell { return table.Optional(r.Basis.String()) }),
		table.Data("gap_note", "Note on the gap in money",
			func(r row) table.Cell { return table.Optional(r.SplitWords(a.Level.In(a.Year))) }),
		table.Numbers("change_1y", "vs "+before, "Change on "+before,
			func(r row) table.Cell { return Changed(&a.Header, r.Change, a.Year-1, MarkOf(r), r.Breaks) }).
			InUnit(unit, unit).Asking(query.ByChange.Word()).Only(yearly).UnlessEmpty().GivesWay(3),
		table.Numbers("change_since", "vs "+base, "Change since "+base,
			func(r row) table.Cell { return Changed(&a.Header, r.Since, a.Base, MarkOf(r), r.Breaks) }).
			InUnit(unit, unit).Asking(query.BySince.Word()).Only(since).UnlessEmpty().GivesWay(2),
		table.Numbers("place_before", "place "+base, "Rank in "+base, func(r row) table.Cell {
			return table.Whole(r.Before.Rank).Say(r.Before.Words()+" in "+base).Where(r.Before.Rank != 0, MarkOf(r))
		}).Only(ordered(a, query.ByPlaces)),
		table.Numbers("places_risen", "places", "Places risen since "+base,
			PlacesRisen).Asking(query.ByPlaces.Word()).Only(ordered(a, query.ByPlaces)),
		table.Texts("met_since", "met since", "At or above "+level+" without a break since",
			MetSince).Asking(query.ByStreak.Word()).Only(ordered(a, query.ByStreak)),
		table.Texts("reason", "", "Reason there is no verdict",
			func(r row) table.Cell { return reasonCell(a, r) }).Only(data|table.OnPlain),
		BreakColumn(func(r row) string { return r.Across }),
		SourceColumns[row](&a.Header),
	), rows)
}

// changes returns the surfaces of the changes from the year before and since the base year. People
// get one column if that is the same year.
func changes(h *analysis.Header) (yearly, since table.Surface) {
	known := h.Spec().Changes()
	return table.OnData.And(known && h.Base != h.Year-1, table.OnTables), table.OnData.And(known, table.Everywhere)
}

func ordered(a *analysis.Answer, by query.Sort) table.Surface {
	return table.Surface(0).And(a.Query.Sort == by, table.Everywhere)
}

// PlacesRisen is the number of places that an ally has risen since the base year.
func PlacesRisen(r *analysis.Row) table.Cell {
	return table.RoundedSigned(r.Moved(), 0, MarkOf(r)).Saying("%s places")
}

// MetSince is the year since which an ally has met the level without a break.
func MetSince(r *analysis.Row) table.Cell {
	u := r.Unbroken
	shown := format.When(u.Open && !u.Joined, "≤") + strconv.Itoa(int(u.Since)) + format.When(u.Joined, " joined")
	return table.Words(shown, u.Words()).Say("met since "+u.Words()).Where(u.Since != 0, "")
}

// MarkOf returns the mark for what is missing in an ally's row.
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

// Value is a figure of the header's measure; its words have the unit.
func Value(h *analysis.Header, f figure.Figure, mark, currency string) table.Cell {
	c := table.FigureIn(f, mark, h.Spec().Unit).As(cell.Strong)
	if !h.Spec().Comparable {
		c.Said = format.Number(f.Printed) + " " + currency + " m" + format.Status(f)
	}
	return c.Where(f.Known(), mark)
}

// Changed is the change of a figure from another year, which may be the base year.
func Changed(h *analysis.Header, d figure.Delta, from figure.Year, mark string, breaks analysis.Breaks) table.Cell {
	c := table.Difference(d, mark).As(cell.Faint).Saying("%s " + h.Spec().ChangeUnit() + " " + changedFrom(h, from))
	return Across(c, breaks, from, h.Year)
}

// changedFrom says from which year a change is: "on 2023" or, for the base year, "since 2014".
func changedFrom(h *analysis.Header, from figure.Year) string {
	if from == h.Base {
		return format.Since(from, h.Year)
	}
	return fmt.Sprintf("on %d", from)
}

// Across marks a change that crosses a break in the edition's series.
func Across(c table.Cell, breaks analysis.Breaks, from, to figure.Year) table.Cell {
	return c.Marked(format.When(c.Kind != table.IsMissing && breaks.Crosses(from, to), string(format.Break)))
}

// BreakColumn describes the break in the year of a row, or between the years of its changes.
func BreakColumn[R any](of func(R) string) table.Columns[R] {
	return table.Texts("break", "", "Break in the series",
		func(r R) table.Cell { return table.Optional(of(r)).Saying("break in the series %s") }).Only(data | table.OnPlain)
}

// YearColumn is the year of every row of a CSV.
func YearColumn[R any](y figure.Year) table.Columns[R] {
	return table.InCSV[R]("year", "Year", table.Year(y))
}

// LevelColumns are the level of every row of a CSV, and the year in which it was agreed. Verdicts
// on earlier years say "at" and "under" instead of "meets" and "below".
func LevelColumns[R any](h *analysis.Header) table.Columns[R] {
	return slices.Concat(
		table.InCSV[R]("level", "Level", table.Number(h.Level.Value).Where(h.Judged, format.NotMeasured)).InUnit("", "%"),
		table.InCSV[R]("level_agreed", "Level first agreed", Agreed(h.Level).Where(h.Judged, format.NotMeasured)),
	)
}

// SourceColumns are the last columns of a CSV: the edition and source of every row.
func SourceColumns[R any](h *analysis.Header) table.Columns[R] {
	return slices.Concat(
		table.InCSV[R]("edition", "Edition", table.Word(h.Edition.ID)),
		table.InCSV[R]("source", "Source", table.Word(h.Citation)),
	)
}

// Gap is the distance to the level. It is missing without a verdict, which it would imply.
func Gap(r *analysis.Row) table.Cell {
	c := table.Difference(r.Gap, format.NotPublished).As(format.Role(r.Verdict, r.Edge)).Telling("%s pp")
	return c.Where(r.Verdict.Counted(), noGap(r.Verdict))
}

// GapMoney is the distance to the level in millions, rounded here.
func GapMoney(r *analysis.Row, gap figure.Amount) table.Cell {
	c := table.RoundedSigned(gap, MoneyPlaces, "").As(cell.Faint).Where(gap.OK, format.NotPublished)
	return c.Where(r.Verdict.Counted(), noGap(r.Verdict))
}

// ShareCurrent is a share of GDP at current prices, with enough decimals to differ from the level.
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
	s := map[target.Verdict]string{
		target.NotMember:     fmt.Sprintf("not a member on 31 December %d, joined on %s", a.Year, r.Ally.Accession),
		target.NoForces:      "no armed forces",
		target.NoData:        "no figure in " + a.Edition.Name(),
		target.NotMeasurable: a.Unjudged,
	}[r.Verdict]
	return table.Optional(s).Say(format.When(r.Verdict != target.NotMeasurable || a.Judged, s))
}

// Totals lays out NATO's own sums, next to the same computed from the rows.
func Totals(a *analysis.Answer) table.Table {
	spec, unit := a.Spec(), a.Spec().ChangeUnit()
	before, base := strconv.Itoa(int(a.Year)-1), strconv.Itoa(int(a.Base))
	yearly, since := changes(&a.Header)
	title := "NATO's own sums"
	switch n := len(a.Totals); {
	case n > 0 && a.Totals[0].Code.Group(): // groups come after the sums
		title = "Groups computed here"
	case n > 0 && a.Totals[n-1].Code.Group():
		title += ", and groups computed here"
	}
	type sum = *analysis.Total
	return table.Of("totals", title, slices.Concat(
		table.Codes(func(x sum) ally.Code { return x.Code }),
		table.Names("Sum", func(x sum) string { return x.Name }),
		table.Numbers("value", strconv.Itoa(int(a.Year)), spec.Title, func(x sum) table.Cell { // sums have no national currency
			return table.FigureIn(x.Figure, format.NotPublished, spec.Unit).As(cell.Strong)
		}).InUnit(ValueUnit(spec), a.Unit),
		table.AsHeld(a.Unit, func(x sum) figure.Figure { return x.Figure }),
		table.Numbers("from_rows", "from the rows", "Computed from the rows", func(x sum) table.Cell {
			c := table.Rounded(x.FromRows, spec.Places, format.NotPublished).As(cell.Faint)
			return c.Saying("%s computed from " + format.Counted(x.Rows, "row", "rows"))
		}).InUnit("computed", a.Unit).UnlessEmpty().GivesWay(3),
		table.Numbers("rows", "of", "Rows included", func(x sum) table.Cell {
			return table.Whole(x.Rows).As(cell.Faint).Where(x.FromRows.OK, format.NotPublished)
		}).InUnit("allies", "").NotInPlain().UnlessEmpty().GivesWay(4),
		table.Numbers("change_1y", "vs "+before, "Change on "+before, func(x sum) table.Cell {
			return Changed(&a.Header, x.Change, a.Year-1, format.NotPublished, x.Breaks)
		}).InUnit(unit, unit).Only(yearly).UnlessEmpty().GivesWay(2),
		table.Numbers("change_since", "vs "+base, "Change since "+base,
			func(x sum) table.Cell { return Changed(&a.Header, x.Since, a.Base, format.NotPublished, x.Breaks) }).
			InUnit(unit, unit).Only(since).UnlessEmpty().GivesWay(1),
		BreakColumn(func(x sum) string { return x.Across }),
	), table.Pointers(a.Totals))
}

// Measures lays out measures of allies or sums, one a row.
func Measures(h *analysis.Header, rows []*analysis.SheetLine) table.Table {
	several := len(rows) == 0 || rows[0].Whose != rows[len(rows)-1].Whose
	name := (data | table.OnPlain).And(several, everywhere) // the title names a single ally
	yearly := data.And(h.Base != h.Year-1, everywhere)      // else it equals the next column
	y, before, base := strconv.Itoa(int(h.Year)), strconv.Itoa(int(h.Year)-1), strconv.Itoa(int(h.Base))
	type row = *analysis.SheetLine
	return table.Of("measures", "", slices.Concat(
		table.Codes(func(r row) ally.Code { return r.Whose.Code }),
		table.Names("Ally", func(r row) string { return r.Whose.Name }).Only(name),
		table.Data("measure", "Measure", func(r row) table.Cell { return table.Word(r.Measure.String()) }),
		table.Texts("title", "measure", "Title", func(r row) table.Cell { return MeasureTitle(r.Measure.In(r.Unit)) }).Leading(),
		table.Data("unit", "Unit", func(r row) table.Cell { return table.Word(r.Unit) }),
		YearColumn[row](h.Year),
		table.Numbers("value", y, "Value", func(r row) table.Cell {
			if !r.Known() {
				return table.Missing(MissingOf(r.Whose.Ally, h.Year)).Say("no figure")
			}
			return table.Figure(r.Figure, "").As(cell.Strong).Say(format.Number(r.Printed) + format.Status(r.Figure))
		}),
		table.AsHeld("", func(r row) figure.Figure { return r.Figure }),
		table.Texts("currency", "", "Currency", func(r row) table.Cell {
			return table.Optional(r.Currency).Where(!r.Measure.Spec().Comparable, "").As(cell.Faint) // else all have one unit
		}).NotInPlain().UnlessEmpty(),
		table.Numbers("rank", "rank", "", Place).UnlessEmpty(),
		table.Numbers("of", "of", "Allies ranked", func(r row) table.Cell {
			if r.Rank == 0 {
				return Place(r)
			}
			return table.Whole(r.Of).As(cell.Faint)
		}).UnlessEmpty().GivesWay(3),
		table.Numbers("change_1y", "vs "+before, "Change on "+before,
			func(r row) table.Cell { return change(h, r, r.Change, h.Year-1) }).Only(yearly).GivesWay(4),
		table.Numbers("change_since", "vs "+base, "Change since "+base,
			func(r row) table.Cell { return change(h, r, r.Since, h.Base) }).GivesWay(2),
		table.Data("change_unit", "Unit of changes", func(r row) table.Cell { return table.Word(r.Measure.Spec().ChangeUnit()) }),
		BreakColumn(func(r row) string { return r.Across }),
		SourceColumns[row](h),
	), rows)
}

// change is Changed with the unit of its row's measure.
func change(h *analysis.Header, r *analysis.SheetLine, d figure.Delta, from figure.Year) table.Cell {
	spec := r.Measure.Spec()
	c := table.Signed(d.Value).Marked(" " + spec.ChangeUnit()).Telling("%s " + changedFrom(h, from))
	return Across(c.Where(d.OK, MissingOf(r.Whose.Ally, h.Year)).As(cell.Faint).Where(spec.Changes(), ""), r.Breaks, from, h.Year)
}

// MissingOf returns the mark for a missing figure of an ally, or of a sum if x is nil, in a year.
func MissingOf(x *ally.Ally, y figure.Year) string {
	switch {
	case x != nil && !x.HasForces():
		return format.NoForces
	case x != nil && !x.MemberIn(int(y)):
		return format.NotMember
	default:
		return format.NotPublished
	}
}

// MeasureTitle names a measure, shortened for tables in which every row names one.
func MeasureTitle(s figure.Spec) table.Cell {
	full := s.Name()
	short := strings.NewReplacer(
		"Defence expenditure", "Expenditure", "defence expenditure", "expenditure",
		"Gross domestic product", "GDP", "national currency", "own currency", ", maintenance and other", " and other",
	).Replace(full)
	return table.Words(short, s.Title).Say(full)
}

// Place is an ally's place in a measure; empty for a measure that cannot be ranked.
func Place(l *analysis.SheetLine) table.Cell {
	c := table.Place(l.Rank, l.Tied).Say(l.Place.Words())
	return c.Where(l.Rank != 0, format.NotPublished).Where(l.Measure.Spec().Comparable, "")
}

// peer is what an ally's figure is compared with: a median or a neighbour's figure.
type peer struct {
	kind                               string
	figure                             figure.Figure
	code, name, value, allies, verdict table.Cell
}

// Peers lays out the medians and neighbours of an ally; if known is set, only those with a figure.
func Peers(s *analysis.Sheet, known bool) table.Table {
	spec, judged := s.Spec(), data.And(s.Judged, everywhere)
	var rows []peer
	none := table.Missing("")
	for _, m := range s.Medians {
		value := table.FigureIn(m.Figure, "", spec.Unit).As(cell.Strong)
		value = value.Say(value.Said+", of "+format.Counted(m.Allies, "figure", "figures")).Where(m.Known(), format.NotPublished)
		name := table.Word("median, " + m.Name).Say("Median of " + m.Name)
		rows = append(rows, peer{"median", m.Figure, none, name, value, table.Whole(m.Allies).As(cell.Faint), none})
	}
	for _, r := range s.Neighbours {
		name, value := table.Word(r.Ally.Name).Say("Neighbour "+r.Ally.Name), Value(&s.Header, r.Figure, MarkOf(r), r.Currency)
		rows = append(rows, peer{"neighbour", r.Figure, table.Word(string(r.Ally.Code)), name, value, none, table.Verdict(r.Verdict, r.Edge, s.Level.In(s.Year))})
	}
	rows = slices.DeleteFunc(rows, func(p peer) bool { return known && !p.figure.Known() })
	return table.Of("peers", "For comparison: medians and neighbours", slices.Concat(
		table.Data("kind", "Kind", func(p peer) table.Cell { return table.Word(p.kind) }),
		table.Data("code", "Code", func(p peer) table.Cell { return p.code }),
		table.Texts("name", "of", "Name", func(p peer) table.Cell { return p.name }).Leading(),
		table.Numbers("value", strconv.Itoa(int(s.Year)), spec.Title,
			func(p peer) table.Cell { return p.value }).InUnit(ValueUnit(spec), s.Unit),
		table.Statuses(func(p peer) figure.Figure { return p.figure }),
		table.Numbers("allies", "figures", "Figures included", func(p peer) table.Cell { return p.allies }).NotInPlain(),
		table.Texts("verdict", "verdict", "", func(p peer) table.Cell { return p.verdict }).Only(judged).UnlessEmpty(),
	), rows)
}

// SharePlaces is the number of decimals of computed shares of GDP.
const SharePlaces = 2

// PathTotals lays out the sums of paths.
func PathTotals(p *analysis.Path) table.Table {
	type sum = *analysis.PathTotal
	in := strconv.Itoa(int(p.Deadline))
	share := func(a figure.Amount, when string) table.Cell {
		return table.Rounded(a, SharePlaces, format.NotPublished).Saying("%s % " + when)
	}
	return table.Of("totals", "Together", slices.Concat(
		table.Codes(func(x sum) ally.Code { return x.Code }),
		table.Names("Sum", func(x sum) string { return x.Name }),
		table.Numbers("printed", "printed", "NATO's own figure", func(x sum) table.Cell {
			return table.FigureIn(x.Printed, format.NotPublished, "% of GDP printed").As(cell.Strong)
		}).InUnit("%", "% of GDP").UnlessEmpty(),
		table.Statuses(func(x sum) figure.Figure { return x.Printed }),
		table.Numbers("now", "now", "Combined share of the rows",
			func(x sum) table.Cell { return share(x.Now, "now") }).InUnit("%", "% of GDP"),
		table.Numbers("implied", "in "+in, "Combined share if all levels are reached",
			func(x sum) table.Cell { return share(x.Implied, "in "+in) }).InUnit("%", "% of GDP"),
		table.Numbers("extra_usd_m", "extra", "Extra money a year in the deadline year", func(x sum) table.Cell {
			return table.RoundedSigned(x.ExtraUSD, MoneyPlaces, format.NotPublished).Saying("US$ %s m a year")
		}).InUnit(p.MoneyUnit(), p.MoneyUnit()),
		table.Numbers("allies", "allies", "Allies included", func(x sum) table.Cell { return table.Whole(x.Allies) }).NotInPlain(),
		table.Numbers("missing", "missing", "Members left out",
			func(x sum) table.Cell { return table.Whole(x.Missing) }).NotInPlain(),
	), table.Pointers(p.Totals))
}
