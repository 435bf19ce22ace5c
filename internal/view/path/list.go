package path

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/query"
	"allyscope/internal/table"
	"allyscope/internal/target"
	"allyscope/internal/view"
)

// wideList is the width from which the list has amounts in the ally's currency, too.
const wideList = 88

// column is one column of the list.
type column = table.Column[*analysis.PathRow]

// The IDs of columns at which the list writes text of its own.
const (
	named = "name"
	glyph = "glyph"
	share = "share"
	level = "level"
)

// listColumns returns all columns of the list. Columns that change with the year are together at
// the end.
func listColumns(p *analysis.Path, wide bool) []column {
	sorted := func(head string, by ...query.Sort) string {
		if !slices.Contains(by, p.Query.Sort) {
			return head
		}
		return format.Sorted(head, p.Query.Reverse)
	}
	type row = *analysis.PathRow
	pace := sorted(there, query.ByChange, query.BySince)
	return []column{
		{Head: table.Head{ID: named, Ask: query.ByName.Word(), Width: table.CodeWidth, Wide: table.NameWidth, WideAt: 2}},
		// Without overrides the head of the list names the level and deadline of all allies.
		counted(table.Head{ID: level, Head: "to by", Width: view.Room(len(p.Overrides) > 0, 8), Priority: 6}, func(r row) table.Cell {
			role := cell.Faint
			if r.Own {
				role = cell.Target
			}
			return table.Word(fmt.Sprintf("%s ’%02d", r.Level, int(r.Deadline)%100)).As(role)
		}),
		{Head: table.Head{ID: glyph, Width: 1, Loose: table.Before},
			Cell: func(r row) table.Cell { return table.Glyph(r.Verdict, r.Edge) }},
		counted(table.Head{ID: share, Head: format.HangingYear(p.Year, p.Estimated), Width: 5, HeadRole: cell.Strong},
			func(r row) table.Cell { return table.Word(format.Hanging(r.Figure)) }),
		counted(table.Head{Ask: query.ByValue.Word(), Head: sorted("a year", query.ByValue, query.ByGap), Width: 8, Priority: 1, Loose: table.Before},
			func(r row) table.Cell { return table.Word(tight(r.PPPerYear.Value)) }),
		counted(table.Head{Head: "real%", Width: 5, Priority: 3},
			func(r row) table.Cell { return table.RoundedSigned(r.RealGrowth, 1, format.NotPublished) }),
		counted(table.Head{Ask: query.ByMoney.Word(), Head: sorted("US$ bn", query.ByMoney), Width: 7, Priority: 5, Loose: table.Before},
			func(r row) table.Cell { return billions("", r.ExtraUSD, format.NotPublished) }),
		// The facts next to the chart show the amount in the ally's currency, too.
		counted(table.Head{Head: "own bn", Width: view.Room(wide, 13), Priority: 8},
			func(r row) table.Cell { return billions(r.Currency+" ", r.ExtraOwn, "") }),
		counted(table.Head{Head: strconv.Itoa(int(analysis.ReviewYear)), Width: 4, Priority: 7, Loose: table.Before},
			func(r row) table.Cell { return table.Rounded(r.Review, 2, format.NotPublished) }),
		counted(table.Head{Ask: query.ByChange.Word(), Head: pace, Width: cell.Width(pace), Priority: 4, Loose: table.Before}, thereIn),
	}
}

// billions returns an amount after its currency, or a mark if it is missing.
func billions(currency string, a analysis.Amount, mark string) table.Cell {
	return table.Word(currency+format.Billions(a.Value)).Where(a.OK, mark)
}

// counted returns a right-aligned column that is blank for allies that are not counted. Unless it
// has an ID (its figure and its level), it is also blank for allies that meet their level.
func counted(h table.Head, text func(*analysis.PathRow) table.Cell) column {
	h.Right = true
	return column{Head: h, Cell: func(r *analysis.PathRow) table.Cell {
		if !r.Verdict.Counted() || r.Met() && h.ID == "" {
			return table.Cell{}
		}
		return text(r)
	}}
}

// tight returns a number of points a year in five cells: "<0.01" if two decimals would show 0.
func tight(v float64) string {
	if d := figure.Round(v, 2); d.Units != 0 || v == 0 {
		return format.Signed(d)
	}
	return "<0.01"
}

// list draws the allies that fit, including the focused one, and returns the width used.
func (v paths) list(g *cell.Grid, s view.State) int {
	l := table.LineOf(listColumns(v.Path, g.Width() >= wideList), g.Width(), 1)
	from, to, _ := l.At(named)
	mark, _, _ := l.At(glyph)
	head := fmt.Sprintf("to %s by %d", format.Percent(v.Level.Value), v.Deadline)
	if _, _, own := l.At(level); own || to-from < table.NameWidth {
		head = "Ally"
	}
	g.Text(from, 0, cell.Cut(head, mark-from), cell.Faint)
	l.Heads(g, 0)
	n := g.Height() - 1
	if n > 2 && n < len(v.Rows) {
		n--
	}
	first := view.Scroll(max(0, slices.Index(v.Order(), s.Focus)), len(v.Rows), n)
	rows := v.Rows[first:min(first+n, len(v.Rows))]
	for i := range rows {
		r := &rows[i]
		g.Tag(0, 1+i, l.Width, 1, cell.Hit{Code: string(r.Ally.Code)})
		l.Row(g, 1+i, r)
		v.name(g, 1+i, r, from, to, r.Ally.Code == s.Focus)
		drawReason(g, 1+i, &l, r)
	}
	if len(rows) < len(v.Rows) && 1+n < g.Height() {
		g.Text(from, 1+n, cell.Cut(format.Part(first, len(rows), len(v.Rows)), l.Width-from), cell.Faint)
	}
	return l.Width
}

// drawReason writes in place of an ally's figures why it has none.
func drawReason(g *cell.Grid, y int, l *table.Line[*analysis.PathRow], r *analysis.PathRow) {
	from, to, _ := l.At(share)
	text := cmp.Or(format.When(r.Verdict == target.NoData, "no figure"), r.Verdict.Words())
	switch {
	case r.Met():
		from, text = to+1, " already"
		if r.Split() {
			text = ", but not in money"
		}
		text = view.Fitting(l.Width-from, "at "+format.Percent(r.Level)+text, "there")
	case r.Verdict.Counted():
		return
	}
	g.Text(from, y, cell.Cut(text, l.Width-from), cell.Faint)
}

// name writes an ally's name, with a star if the level is its own, and with the year that its path
// starts from if that is not the query's year.
func (v paths) name(g *cell.Grid, y int, r *analysis.PathRow, x, end int, focused bool) {
	full := end-x >= table.NameWidth
	from := format.When(r.Own, "*") + format.Whenf(full && r.From != 0 && r.From != v.Year, " ’%02d", int(r.From)%100)
	role := cell.Plain
	if !r.Verdict.Counted() {
		role = cell.Faint
	}
	name := cell.Cut(plot.Called(&r.Series, full), end-x-cell.Width(from))
	x = g.Text(x, y, name, table.Mark(g, y, focused, r.Pin >= 0, role))
	g.Text(x, y, from, cell.Estimate)
}

func write(g *cell.Grid, facts []analysis.PathFact) {
	const label = 10
	view.Labels(g, label, format.Each(facts, func(f analysis.PathFact) view.Line {
		return view.Line{Label: f.Label, Text: cell.Cut(f.Value, g.Width()-label)}
	}))
}

// begin writes an ally's name and the mark of its verdict, and returns the column after them.
func begin(g *cell.Grid, name string, r *analysis.PathRow) int {
	x := g.Text(0, 0, name, cell.Strong) + 1
	if mark, role := format.Glyph(r.Verdict, r.Edge); mark != " " {
		x = g.Text(x, 0, mark, role) + 1
	}
	return x
}

func headline(g *cell.Grid, r *analysis.PathRow) {
	text := r.Verdict.Words()
	if r.Verdict.Counted() {
		text = fmt.Sprintf("%s %% in %d", r.Figure, r.From)
	}
	x := begin(g, r.Ally.Name, r)
	g.Text(x, 0, cell.Cut(text, g.Width()-x), cell.Plain)
}

// words writes about the focused ally only, if there is no room for a list.
func (v paths) words(g *cell.Grid, focus ally.Code) {
	r, ok := v.Row(focus)
	if !ok {
		g.Text(0, 0, cell.Cut(v.Sentence, g.Width()), cell.Plain)
		return
	}
	share := strings.TrimSpace(format.Hanging(r.Figure))
	x := begin(g, plot.Called(&r.Series, cell.Width(r.Ally.Name)+cell.Width(share)+3 <= g.Width()), r)
	switch rest := r.Verdict.Words(); {
	case r.Verdict.Counted():
		g.Text(x, 0, share, cell.Strong)
		view.Lines(g, 0, 1, cell.Wrap(r.Words(), g.Width(), g.Height()-1), cell.Plain)
	case cell.Width(rest) <= g.Width()-x:
		g.Text(x, 0, rest, cell.Plain)
	default:
		g.Text(0, 1, cell.Cut(rest, g.Width()), cell.Plain)
	}
}

// notes returns the totals and the assumptions: the basis in one line or, in a zoomed view or a
// picture with enough room, all assumptions in full.
func (v paths) notes(s view.State, w, h int) []view.Line {
	var out []view.Line
	if h >= 9 {
		out = totals(v.Path, w-2, s.Ink)
	}
	var said []string
	if h >= 30 {
		out = append([]view.Line{{}}, out...)
	}
	all := format.When(!s.HandedOn, " · z: all of it")
	if h >= 11 {
		said = []string{cell.Cut(v.Basis, w-2-cell.Width(all)) + all}
	}
	if s.Zoom && h >= 22 || s.HandedOn && h >= len(v.Rows)+20 {
		said = said[:0]
		for _, one := range v.Assumptions {
			said = append(said, cell.Wrap(one, w-2, 3)...)
		}
		said = said[:min(len(said), h-16)]
	}
	for _, line := range said {
		out = append(out, view.Line{Text: line, Role: cell.Faint})
	}
	return out
}

func totals(p *analysis.Path, w int, ink chart.Ink) []view.Line {
	out := make([]view.Line, 0, len(p.Totals))
	arrow := " → "
	if ink == chart.ASCII { // ASCII has ">" for the arrow, which would look like an inequality
		arrow = " to "
	}
	for i := range p.Totals {
		t := &p.Totals[i]
		text := fmt.Sprintf("%-13s  ", plot.Short(t.Code, t.Name))
		if !t.Now.OK {
			out = append(out, view.Line{Text: text + format.NotPublished, Role: cell.Unknown})
			continue
		}
		text += fmt.Sprintf("%s%s%s %% of GDP", figure.Round(t.Now.Value, 2), arrow, figure.Round(t.Implied.Value, 2))
		if t.ExtraUSD.OK {
			more := fmt.Sprintf(", %s a year more in %d", format.Money("US$", t.ExtraUSD.Value), p.Deadline)
			text += view.Fitting(w-cell.Width(text), more+" at prices of "+p.Prices, more)
		}
		if printed := t.Otherwise(); printed != "" { // at the end, so that it moves nothing
			if text += "; " + printed; cell.Width(text) > w {
				text = strings.Replace(text, " of GDP", "", 1)
			}
		}
		text += format.Whenf(t.Missing > 0, " (%d not counted)", t.Missing)
		out = append(out, view.Line{Text: cell.Cut(text, w)})
	}
	return out
}
