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
	return table.Of("measures", "", append([]table.Column[row]{
		table.Data("code", "Code", func(r row) table.Cell { return table.Word(string(r.Whose.Code)) }),
		{Head: table.Head{ID: "name", Head: "Ally", On: name, Lead: true}, Cell: func(r row) table.Cell { return table.Name(r.Whose.Name) }},
		table.Data("measure", "Measure", func(r row) table.Cell { return table.Word(r.Measure.String()) }),
		{Head: table.Head{ID: "title", Head: "measure", Long: "Title", On: everywhere, Lead: true}, Cell: func(r row) table.Cell { return MeasureTitle(r.Measure.In(r.Unit)) }},
		table.Data("unit", "Unit", func(r row) table.Cell { return table.Word(r.Unit) }),
		YearColumn[row](h.Year),
		{Head: table.Head{ID: "value", Head: y, Long: "Value", On: everywhere, Right: true}, Cell: func(r row) table.Cell {
			if !r.Known() {
				return table.Missing(MissingOf(r.Whose.Ally, h.Year)).Say("no figure")
			}
			return table.Figure(r.Figure, "").As(cell.Strong).Say(format.Number(r.Printed) + format.Status(r.Figure))
		}},
		UnroundedColumn("", func(r row) figure.Figure { return r.Figure }),
		table.Data("status", "Status", func(r row) table.Cell { return table.Status(r.Figure) }),
		{Head: table.Head{ID: "currency", Head: "", Long: "Currency", On: data | table.OnTables, Sparse: true}, Cell: func(r row) table.Cell {
			return table.Optional(r.Currency).Where(!r.Measure.Spec().Comparable, "").As(cell.Faint) // else one unit for all
		}},
		{Head: table.Head{ID: "rank", Head: "rank", Long: "Rank", On: everywhere, Right: true, Sparse: true}, Cell: Place},
		{Head: table.Head{ID: "of", Head: "of", Long: "Allies ranked", On: everywhere, Right: true, Sparse: true, Priority: 3}, Cell: func(r row) table.Cell {
			if r.Rank == 0 {
				return Place(r)
			}
			return table.Whole(r.Of).As(cell.Faint)
		}},
		{Head: table.Head{ID: "change_1y", Head: "vs " + before, Long: "Change on " + before, On: yearly, Right: true, Priority: 4},
			Cell: func(r row) table.Cell { return change(h, r, r.Change, h.Year-1) }},
		{Head: table.Head{ID: "change_since", Head: "vs " + base, Long: "Change since " + base, On: everywhere, Right: true, Priority: 2},
			Cell: func(r row) table.Cell { return change(h, r, r.Since, h.Base) }},
		table.Data("change_unit", "Unit of changes", func(r row) table.Cell { return table.Word(r.Measure.Spec().ChangeUnit()) }),
		BreakColumn(func(r row) string { return r.Across }),
	}, SourceColumns[row](h)...), rows)
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
	case x == nil:
		return format.NotPublished
	case !x.HasForces():
		return format.NoForces
	case !x.MemberIn(int(y)):
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
	return table.Of("peers", "Beside it: medians and neighbours", []table.Column[peer]{
		table.Data("kind", "Kind", func(p peer) table.Cell { return table.Word(p.kind) }),
		table.Data("code", "Code", func(p peer) table.Cell { return p.code }),
		{Head: table.Head{ID: "name", Head: "of", Long: "Name", On: everywhere, Lead: true}, Cell: func(p peer) table.Cell { return p.name }},
		{Head: table.Head{ID: "value", Head: strconv.Itoa(int(s.Year)), Unit: ValueUnit(spec), Long: spec.Title, LongUnit: s.Unit, On: everywhere, Right: true},
			Cell: func(p peer) table.Cell { return p.value }},
		table.Data("status", "Status", func(p peer) table.Cell { return table.Status(p.figure) }),
		{Head: table.Head{ID: "allies", Head: "figures", Long: "Figures that went in", On: data | table.OnTables, Right: true}, Cell: func(p peer) table.Cell { return p.allies }},
		{Head: table.Head{ID: "verdict", Head: "verdict", Long: "Verdict", On: judged, Sparse: true}, Cell: func(p peer) table.Cell { return p.verdict }},
	}, rows)
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
	return table.Of("totals", "Together", []table.Column[sum]{
		table.Data("code", "Code", func(x sum) table.Cell { return table.Word(string(x.Code)) }),
		table.Names("Sum", func(x sum) string { return x.Name }),
		{Head: table.Head{ID: "printed", Head: "printed", Unit: "%", Long: "NATO's own figure", LongUnit: "% of GDP", On: everywhere, Right: true, Sparse: true},
			Cell: func(x sum) table.Cell {
				return table.FigureIn(x.Printed, format.NotPublished, "% of GDP printed").As(cell.Strong)
			}},
		table.Data("status", "Status", func(x sum) table.Cell { return table.Status(x.Printed) }),
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
