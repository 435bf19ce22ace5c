package document

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/table"
	"allyscope/internal/target"
)

// Year is one figure of one ally, or of a sum, in one year.
type Year struct {
	analysis.Reading
	*analysis.Series
	Year  figure.Year
	Extra table.Cell // what a view computes from the figure, such as an index; else empty
}

// Years lays out figures, one a row, and the Extra of each in a column with the heading extra. Sums
// are not judged. People get several series side by side.
func Years(h *analysis.Header, title string, extra table.Head, rows []Year) table.Table {
	spec, judged := h.Spec(), data.And(h.Judged, everywhere)
	currency := table.Surface(0).And(!spec.Comparable, data|table.OnTables)
	t := table.Of("years", title, slices.Concat(
		table.Codes(func(y Year) ally.Code { return y.Code }),
		table.Names("Ally", func(y Year) string { return y.Name }),
		table.LeadYears(func(y Year) figure.Year { return y.Year }),
		table.Numbers("value", spec.Short, spec.Title, func(y Year) table.Cell { return yearValue(h, y) }).InUnit("", h.Unit),
		table.AsHeld(h.Unit, func(y Year) figure.Figure { return y.Figure }),
		table.Texts("currency", "currency", "",
			func(y Year) table.Cell { return table.Optional(h.CurrencyOf(y.Code, y.Year)) }).Only(currency),
		table.Columns[Year]{{Head: extra, Cell: func(y Year) table.Cell { return y.Extra }}},
		LevelColumns[Year](h),
		table.Texts("verdict", "verdict", "", func(y Year) table.Cell {
			c := table.Verdict(y.Verdict, y.Edge, h.Level.In(y.Year))
			if y.Verdict == target.NotMember || y.Verdict == target.NoForces {
				c.Said = y.Verdict.Words()
			}
			return c.Where(!y.Code.Aggregate(), "") // sums are not judged
		}).Only(judged).UnlessEmpty(),
		table.Data("knife_edge", "Knife-edge", func(y Year) table.Cell {
			return table.KnifeEdge(y.Verdict, y.Edge).Where(!y.Code.Aggregate(), "")
		}),
		BreakColumn(func(y Year) string { return y.Break }),
		SourceColumns[Year](h),
	), rows)
	t.People = sideBySide(h, title, extra, rows)
	return t
}

func yearValue(h *analysis.Header, y Year) table.Cell {
	if !y.Figure.Known() {
		return table.Missing(format.Missing(y.Verdict)).Say("no figure")
	}
	return Value(h, y.Figure, "", h.CurrencyOf(y.Code, y.Year))
}

// WithSums returns the years of an answer's rows, and of the sums it names.
func WithSums(a *analysis.Answer) []Year {
	return YearsOf(append(format.Each(a.Rows(), (*analysis.Row).Itself), format.Each(a.Named(), (*analysis.Total).Itself)...)...)
}

// YearsOf returns the figures of one series after the other.
func YearsOf(series ...*analysis.Series) []Year {
	var out []Year
	for _, s := range series {
		for k, r := range s.Readings {
			out = append(out, Year{Reading: r, Series: s, Year: s.First + figure.Year(k)})
		}
	}
	return out
}

// AllOf lays out an answer in all its years.
func AllOf(a *analysis.Answer, extra table.Head, rows []Year) *Document {
	d := Of(a)
	d.Title = a.Spec().Name() + " · " + format.Years(a.First, a.Last)
	d.Tables, d.Remarks = []table.Table{Years(&a.Header, "", extra, rows)}, Marks(&a.Header)
	return d
}

// Parts lays out spending by category, with a row for each year.
func Parts(h *analysis.Header, rows []analysis.YearParts) table.Table {
	type row = analysis.YearParts
	several := len(rows) > 0 && rows[0].Code != rows[len(rows)-1].Code
	columns := slices.Concat(
		table.Codes(func(r row) ally.Code { return r.Code }),
		table.Names("Ally", func(r row) string { return r.Name }).Only((table.OnData|table.OnPlain).And(several, table.Everywhere)),
		table.LeadYears(func(r row) figure.Year { return r.Year }),
	)
	for i, m := range analysis.PartMeasures {
		word := strings.TrimSuffix(m.Spec().Word, "-share")
		columns = slices.Concat(columns, table.Numbers(m.String(), word, word, func(r row) table.Cell {
			return table.Figure(r.Parts[i], format.NotPublished).Saying(word + " %s %")
		}).InUnit("%", ""))
	}
	edition := SourceColumns[row](h)[:1]
	return table.Of("parts", "Spending by category, % of defence expenditure", slices.Concat(columns, edition), rows)
}

// mostWidth is the width, in cells, up to which each series has a column.
const mostWidth = 80

// sideBySide returns tables of the figures, and of the Extra, of several series as people compare
// them. It returns nil for a single series, which is read downwards.
func sideBySide(h *analysis.Header, title string, extra table.Head, rows []Year) []table.Table {
	if !slices.ContainsFunc(rows, func(y Year) bool { return y.Code != rows[0].Code }) {
		return nil
	}
	judged := func(y Year) table.Cell {
		c := yearValue(h, y)
		if h.Judged && y.Verdict.Counted() && !y.Code.Aggregate() {
			glyph, role := format.Glyph(y.Verdict, y.Edge)
			c = c.Before(glyph + " ").As(role)
		}
		return c
	}
	out := []table.Table{across(h, "years", title, rows, judged)}
	if extra.On&table.OnTables != 0 {
		out[0].Title = cmp.Or(title, h.Spec().Short)
		out = append(out, across(h, extra.ID, extra.Label(), rows, func(y Year) table.Cell { return y.Extra }))
	}
	return out
}

// heading names a row or a column of across: a series or a year.
type heading struct{ id, label string }

// across lays out one fact of each year. Years are rows and series are columns if they fit into
// mostWidth; otherwise series are rows, and the oldest years give way first.
func across(h *analysis.Header, id, title string, rows []Year, fact func(Year) table.Cell) table.Table {
	facts, names, years := map[[2]heading]table.Cell{}, []heading{}, []heading{}
	for _, r := range rows {
		c, year := fact(r), strconv.Itoa(int(r.Year))
		s, y := heading{string(r.Code), r.Name + format.After(", ", h.CurrencyOf(r.Code, r.Year))}, heading{year, year}
		names, years = append(names, s), append(years, y)
		facts[[2]heading{s, y}], facts[[2]heading{y, s}] = c, c
	}
	slices.SortFunc(years, func(a, b heading) int { return strings.Compare(a.id, b.id) })
	names, years = slices.Compact(names), slices.Compact(years)
	width := cell.Width("year")
	for _, s := range names {
		width += 2 + max(cell.Width(s.label), len("● 3.50e"))
	}
	lines, heads, lead, spare := years, names, heading{"year", "year"}, 0
	if width > mostWidth {
		lines, heads, lead, spare = names, years, heading{"name", "Ally"}, len(years)
	}
	columns := table.Texts(lead.id, lead.label, "",
		func(l heading) table.Cell { return table.Word(l.label) }).Only(table.OnTables).Leading()
	for k, c := range heads {
		columns = slices.Concat(columns, table.Numbers(c.id, c.label, "",
			func(l heading) table.Cell { return facts[[2]heading{l, c}] }).Only(table.OnTables).GivesWay(max(0, spare-k)))
	}
	return table.Of(id, title, columns, lines)
}

// Marks explains the marks before judged figures in tables without words for them.
func Marks(h *analysis.Header) []string {
	if !h.Judged {
		return nil
	}
	met, _ := format.Glyph(target.Meets, false)
	below, _ := format.Glyph(target.Below, false)
	edge, _ := format.Glyph(target.Below, true)
	marks := fmt.Sprintf("%s at or above %s, %s below it, %s %s. ", met, format.Percent(h.Level.Value), below, edge, format.OnEdge)
	return []string{marks + "Figures without a mark are not judged: sums, and allies that were not members yet."}
}
