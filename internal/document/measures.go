package document

import (
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/table"
)

// Measures lays out measures of allies, or of sums, a row each.
func Measures(h *analysis.Header, rows []*analysis.SheetLine) table.Table {
	several := len(rows) == 0 || rows[0].Whose != rows[len(rows)-1].Whose
	name := (data | table.OnPlain).And(several, everywhere) // else the title has it
	yearly := data.And(h.Base != h.Year-1, everywhere)      // else the next column says it
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
			return table.Optional(r.Currency).Where(!r.Measure.Spec().Comparable, "").As(cell.Faint) // else one unit for all
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

// change is Changed with the unit, since rows differ in theirs.
func change(h *analysis.Header, r *analysis.SheetLine, d figure.Delta, from figure.Year) table.Cell {
	spec := r.Measure.Spec()
	c := table.Signed(d.Value).Marked(" " + spec.ChangeUnit()).Telling("%s " + on(h, from))
	return Across(c.Where(d.OK, MissingOf(r.Whose.Ally, h.Year)).As(cell.Faint).Where(spec.Changes(), ""), r.Breaks, from, h.Year)
}

// MissingOf is the mark for what is missing of an ally, or of a sum, in a year.
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

// MeasureTitle names a measure, shortened where every row does.
func MeasureTitle(s figure.Spec) table.Cell {
	full := s.Name()
	short := strings.NewReplacer(
		"Defence expenditure", "Expenditure", "defence expenditure", "expenditure",
		"Gross domestic product", "GDP", "national currency", "own currency", ", maintenance and other", " and other",
	).Replace(full)
	return table.Words(short, s.Title).Say(full)
}

// Place is the place in a measure; blank where that has none.
func Place(l *analysis.SheetLine) table.Cell {
	c := table.Place(l.Rank, l.Tied).Say(l.Place.Words())
	return c.Where(l.Rank != 0, format.NotPublished).Where(l.Measure.Spec().Comparable, "")
}

// peer is what an ally's figure is seen beside: a median, or a neighbour's row.
type peer struct {
	kind                               string
	figure                             figure.Figure
	code, name, value, allies, verdict table.Cell
}

// Peers lays out what an ally's figure is seen beside, all of it or what is known.
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
	return table.Of("peers", "Beside it: medians and neighbours", slices.Concat(
		table.Data("kind", "Kind", func(p peer) table.Cell { return table.Word(p.kind) }),
		table.Data("code", "Code", func(p peer) table.Cell { return p.code }),
		table.Texts("name", "of", "Name", func(p peer) table.Cell { return p.name }).Leading(),
		table.Numbers("value", strconv.Itoa(int(s.Year)), spec.Title,
			func(p peer) table.Cell { return p.value }).InUnit(ValueUnit(spec), s.Unit),
		table.Statuses(func(p peer) figure.Figure { return p.figure }),
		table.Numbers("allies", "figures", "Figures that went in", func(p peer) table.Cell { return p.allies }).NotInPlain(),
		table.Texts("verdict", "verdict", "", func(p peer) table.Cell { return p.verdict }).Only(judged).UnlessEmpty(),
	), rows)
}

// SharePlaces are the decimals of computed shares of GDP.
const SharePlaces = 2

// PathTotals lays out what paths add up to.
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
		table.Numbers("now", "now", "Share of the rows together",
			func(x sum) table.Cell { return share(x.Now, "now") }).InUnit("%", "% of GDP"),
		table.Numbers("implied", "in "+in, "The same where all levels are reached",
			func(x sum) table.Cell { return share(x.Implied, "in "+in) }).InUnit("%", "% of GDP"),
		table.Numbers("extra_usd_m", "extra", "Extra money a year in the deadline year", func(x sum) table.Cell {
			return table.RoundedSigned(x.ExtraUSD, MoneyPlaces, format.NotPublished).Saying("US$ %s m a year")
		}).InUnit(p.MoneyUnit(), p.MoneyUnit()),
		table.Numbers("allies", "allies", "Allies that went in", func(x sum) table.Cell { return table.Whole(x.Allies) }).NotInPlain(),
		table.Numbers("missing", "missing", "Members that could not",
			func(x sum) table.Cell { return table.Whole(x.Missing) }).NotInPlain(),
	), table.Pointers(p.Totals))
}
