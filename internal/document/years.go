package document

import (
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/table"
	"allyscope/internal/target"
)

// Year is one figure of one ally, or of a sum, in one year.
type Year struct {
	analysis.Reading
	Code     ally.Code
	Name     string
	Year     figure.Year
	Currency string
	// Extra is what the view makes of the figure, where it makes anything: an index,
	// or the distance to a level.
	Extra table.Cell
}

// Years lays figures out a line each: ally, year, value, status and verdict, the
// currency where each ally has its own, and what the view makes of them where extra
// has an identifier. Sums are not judged. Several series stand side by side for people.
func Years(h *analysis.Header, title string, extra table.Head, rows []Year) table.Table {
	const everywhere, data = table.Everywhere, table.OnData
	spec, judged := h.Spec(), data
	if h.Judged {
		judged = everywhere
	}
	columns := []table.Column[Year]{
		{Head: table.Head{ID: "code", Long: "Code", On: data}, Cell: func(y Year) table.Cell { return table.Word(string(y.Code)) }},
		{Head: table.Head{ID: "name", Head: "Ally", On: everywhere, Lead: true}, Cell: func(y Year) table.Cell { return table.Name(y.Name) }},
		{Head: table.Head{ID: "year", Head: "year", Long: "Year", On: everywhere, Right: true, Lead: true},
			Cell: func(y Year) table.Cell { return table.LeadYear(y.Year) }},
		{Head: table.Head{ID: "value", Head: spec.Short, Long: spec.Title, LongUnit: h.Unit, On: everywhere, Right: true},
			Cell: func(y Year) table.Cell { return yearValue(h, y) }},
		{Head: table.Head{ID: "unrounded", Long: "Unrounded", LongUnit: h.Unit, On: data, Right: true}, Cell: func(y Year) table.Cell { return table.Unrounded(y.Figure) }},
		{Head: table.Head{ID: "status", Long: "Status", On: data}, Cell: func(y Year) table.Cell { return table.Status(y.Figure) }},
	}
	if !spec.Comparable {
		columns = append(columns, table.Column[Year]{Head: table.Head{ID: "currency", Head: "currency", Long: "Currency", On: data | table.OnTables},
			Cell: func(y Year) table.Cell { return table.Optional(y.Currency) }})
	}
	if extra.ID != "" {
		columns = append(columns, table.Column[Year]{Head: extra, Cell: func(y Year) table.Cell { return y.Extra }})
	}
	columns = append(columns, LevelColumns[Year](h)...)
	columns = append(columns,
		table.Column[Year]{Head: table.Head{ID: "verdict", Head: "verdict", Long: "Verdict", On: judged, Sparse: true},
			Cell: func(y Year) table.Cell {
				if y.Code.Aggregate() { // a sum is judged by nobody
					return table.Missing("")
				}
				c := table.Verdict(y.Verdict, y.Edge, h.Level.In(y.Year))
				if y.Verdict == target.NotMember || y.Verdict == target.NoForces {
					c.Said = y.Verdict.Words()
				}
				return c
			}},
		table.Column[Year]{Head: table.Head{ID: "knife_edge", Long: "Knife-edge", On: data},
			Cell: func(y Year) table.Cell {
				if y.Code.Aggregate() {
					return table.Missing("")
				}
				return table.KnifeEdge(y.Verdict, y.Edge)
			}},
		BreakColumn(func(y Year) string { return y.Break }),
		table.Column[Year]{Head: table.Head{ID: "edition", Long: "Edition", On: table.OnCSV}, Cell: func(Year) table.Cell { return table.Word(h.Edition.ID) }},
		table.Column[Year]{Head: table.Head{ID: "source", Long: "Source", On: table.OnCSV}, Cell: func(Year) table.Cell { return table.Word(h.Citation) }},
	)
	t := table.Of("years", title, columns, rows)
	t.People = sideBySide(h, title, extra, rows)
	return t
}

func yearValue(h *analysis.Header, y Year) table.Cell {
	if !y.Figure.Known() {
		return table.Missing(format.Missing(y.Verdict)).Say("no figure")
	}
	return Value(h, y.Figure, "", y.Currency)
}

// WithSums are the years of an answer's rows, and of the sums it names.
func WithSums(a *analysis.Answer) []Year {
	out := AllYears(a.Rows())
	for _, t := range a.Named() {
		out = append(out, YearsOf(&t.Series, "")...)
	}
	return out
}

// AllYears are the figures of rows in all years of their answer, row by row.
func AllYears(rows []*analysis.Row) []Year {
	var out []Year
	for _, r := range rows {
		out = append(out, YearsOf(&r.Series, r.Currency)...)
	}
	return out
}

// YearsOf are the figures of one series.
func YearsOf(s *analysis.Series, currency string) []Year {
	out := make([]Year, len(s.Readings))
	for k, r := range s.Readings {
		out[k] = Year{Reading: r, Code: s.Code, Name: s.Name, Year: s.First + figure.Year(k), Currency: currency}
	}
	return out
}

// Span is the title of a document about all years of an answer.
func Span(h *analysis.Header) string {
	spec := h.Spec()
	return spec.Name() + " · " + format.Years(h.First, h.Last)
}

// Parts lays out what somebody spent on, a row for each year.
func Parts(h *analysis.Header, rows []analysis.YearParts) table.Table {
	type row = analysis.YearParts
	columns := []table.Column[row]{
		{Head: table.Head{ID: "code", Long: "Code", On: table.OnData}, Cell: func(r row) table.Cell { return table.Word(string(r.Code)) }},
		{Head: table.Head{ID: "name", Head: "Ally", On: table.OnData | table.OnPlain, Lead: true}, Cell: func(r row) table.Cell { return table.Name(r.Name) }},
		{Head: table.Head{ID: "year", Head: "year", Long: "Year", On: table.Everywhere, Right: true, Lead: true}, Cell: func(r row) table.Cell { return table.LeadYear(r.Year) }},
	}
	if len(rows) > 0 && rows[0].Code != rows[len(rows)-1].Code {
		columns[1].On = table.Everywhere
	}
	for i, m := range analysis.PartMeasures {
		word := strings.TrimSuffix(m.Spec().Word, "-share")
		columns = append(columns, table.Column[row]{Head: table.Head{ID: m.String(), Head: word, Unit: "%", On: table.Everywhere, Right: true}, Cell: func(r row) table.Cell {
			return table.Figure(r.Parts[i], format.NotPublished).Saying(word + " %s %")
		}})
	}
	columns = append(columns, table.Column[row]{Head: table.Head{ID: "edition", Long: "Edition", On: table.OnCSV}, Cell: func(row) table.Cell { return table.Word(h.Edition.ID) }})
	return table.Of("parts", "Spending by category, % of defence expenditure", columns, rows)
}
