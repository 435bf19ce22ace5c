// Package ranking draws the ranked list of allies: names, sparklines, figures, verdicts and gaps,
// and the levels as rules between the rows that they divide.
//
// It draws an answer on a grid. It knows neither keys nor terminals, and keeps no state between
// frames.
package ranking

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/query"
	"allyscope/internal/table"
	"allyscope/internal/target"
	"allyscope/internal/view"
)

// Spec returns the view that ranks the allies.
func Spec() view.Spec {
	return view.Spec{
		ID: query.Ranking, Title: "Ranking", Help: "who stands where, and who meets the target",
		Ask: func(_ *dataset.Dataset, ranking *analysis.Answer, _ ally.Code) (view.Shown, error) {
			return &list{ranking, itemsOf(ranking)}, nil
		},
	}
}

type list struct {
	*analysis.Answer
	items []item
}

var _ view.List = (*list)(nil)

func (l *list) Draw(g *cell.Grid, s view.State) {
	p := newPlan(l.Answer, g.Width())
	body := g
	if !s.Bare {
		p.Heads(g, 0)
		p.timeline(g)
		body = g.Window(0, 1, g.Width(), g.Height()-1)
	}
	p.draw(body, l.fitting(body.Height()), s.Offset, s.Focus)
}

// Len returns the number of allies and rules.
func (l *list) Len() int { return len(l.items) - len(l.Totals) }

// Lines returns the ally on each line of a list h lines high; see view.List.
func (l *list) Lines(h int) []ally.Code {
	items := l.fitting(h)
	out := make([]ally.Code, len(items))
	for i, it := range items {
		if it.level == nil && it.total == nil {
			out[i] = l.CodeAt(it.place)
		}
	}
	return out
}

// plan is the layout of the columns. It depends only on the answer and the width.
type plan struct {
	table.Line[item]
	answer *analysis.Answer
	spark  plot.Spark
}

// The widths of a list that has the focused ally's panel next to it. They are the same for every
// query, so that nothing moves sideways. The lean width has no column of gaps, which the panel
// shows.
const (
	Beside     = 52
	BesideLean = 44
)

func newPlan(a *analysis.Answer, width int) *plan {
	p := &plan{answer: a, spark: plot.SparkOf(&a.Header, false)}
	p.Line = table.LineOf(p.columns(width), width-1, 2)
	from, to, _ := p.At(picture)
	p.spark.Wide = to-from > p.spark.Width()
	return p
}

// timeline draws the head of the sparklines: the first year and a mark above the query's year.
func (p *plan) timeline(g *cell.Grid) {
	x, _, drawn := p.At(picture)
	if !drawn {
		return
	}
	a, step := p.answer, p.spark.Step()
	view.Timeline(g, a, x, 0, step, a.First, a.Last)
	label, room := fmt.Sprintf("’%02d", int(a.First)%100), int(a.Year-a.First)*step-1
	if p.spark.Fold == 0 { // without a level the heights of two rows cannot be compared
		label = view.Fitting(room, label+" own scales", "own scales", label)
	}
	if p.spark.Width() >= 8 && cell.Width(label) <= room {
		g.Text(x, 0, label, cell.Faint)
	}
}

func (p *plan) draw(g *cell.Grid, list []item, offset int, focus ally.Code) {
	for y := range min(g.Height(), len(list)-offset) {
		switch it := list[offset+y]; {
		case it.level != nil:
			p.rule(g, y, it.level)
		case it.total != nil:
			p.row(g, y, it, false)
		default:
			it.row = p.answer.At(it.place)
			p.row(g, y, it, it.row.Ally.Code == focus)
			g.Tag(0, y, g.Width(), 1, cell.Hit{Code: string(it.row.Ally.Code)})
			g.Tag(0, y, table.Marks, 1, cell.Hit{Code: string(it.row.Ally.Code), Mark: true})
		}
	}
}

func (p *plan) row(g *cell.Grid, y int, it item, focused bool) {
	p.Row(g, y, it)
	from, to, _ := p.At(named)
	full := to-from == table.NameWidth
	if t := it.total; t != nil {
		name := t.Name
		if t.Code == ally.EuropeCan && full {
			name = "Europe, Canada"
		}
		g.Text(from, y, cell.Cut(name, to-from), cell.Faint)
		return
	}
	r, role := it.row, cell.Plain
	if r.Rank == 0 && r.Verdict != target.NotMeasurable && p.answer.Measure.Spec().Comparable {
		role = cell.Faint
	}
	g.Text(from, y, plot.Called(&r.Series, full), table.Mark(g, y, focused, r.Pin >= 0, role))
}

func (p *plan) picture(g *cell.Grid, it item) {
	switch r := it.row; {
	case r == nil:
		p.spark.Draw(g, 0, 0, it.total.Readings)
	case r.Verdict == target.NoForces && !r.Figure.Known():
		if text := view.Fitting(p.spark.Width(), "no armed forces", "no forces"); cell.Width(text) <= g.Width() {
			g.Text(0, 0, text, cell.Faint)
		}
	default:
		p.spark.Draw(g, 0, 0, r.Readings)
	}
}

// rule draws the rule of a level, heavy for the query's level.
func (p *plan) rule(g *cell.Grid, y int, l *analysis.Level) {
	role, line := cell.Reference, '-' // ASCII is one byte a cell, and rules move often
	if l.Asked {
		role, line = cell.Target, '━'
	}
	label := " " + l.Value.String() + " %" + format.When(l.Pledge != nil && !l.Measurable, ": not measurable") + " "
	g.Fill(0, y, 2, line, role)
	x := g.Text(2, y, label, role)
	g.Fill(x, y, p.Width-x, line, role)
}

// Legend explains the sparklines and marks of the list in one line.
func Legend(g *cell.Grid, a *analysis.Answer) {
	folded, event := plot.SparkOf(&a.Header, false).Fold > 0, ""
	if len(a.Events) > 0 { // the slider underlines the years of events
		event = strconv.Itoa(int(a.Events[0].Year))
	}
	view.Legend(g, 0, g.Width(), []view.Note{
		{Mark: "▂▅", Role: cell.BarBelow, Words: format.When(!folded, "year by year, each row on its own scale")},
		{Mark: "▂▅", Role: cell.BarBelow, Words: format.When(folded, "on the way to "+format.Percent(a.Level.Value))},
		{Mark: "█", Role: cell.BarMeets, Words: format.When(folded, "met")},
		{Mark: "▃", Role: cell.BarOver, Words: format.When(folded, "above, from the bottom again")},
		{Mark: "≈", Role: cell.Edge, Words: format.When(folded, "knife-edge")},
		{Mark: "e", Role: cell.Estimate, Words: "estimate"},
		{Mark: event, Role: cell.Faint, Words: format.When(event != "", "event"), Attr: cell.Underline},
		{Mark: "–", Role: cell.Unknown, Words: "not a member then"},
	})
}

// item is one line of the list: an ally, one of NATO's sums, or a rule.
type item struct {
	place int           // the ally's index in the list; of a rule, that of the ally below it
	row   *analysis.Row // set when the ally is drawn
	total *analysis.Total
	level *analysis.Level
}

// itemsOf returns the allies with the rules of levels between them, and the sums at the end.
func itemsOf(a *analysis.Answer) []item {
	levels := cutting(a)
	out := make([]item, 0, a.Len()+len(levels)+len(a.Totals))
	for i := range a.Len() {
		f := a.Placed(i) // a rule goes before the first ally on the other side of its level, or without a figure
		for len(levels) > 0 && (!f.Known() || (f.Printed.Cmp(levels[0].Value) >= 0) == a.Query.Reverse) {
			out, levels = append(out, item{place: i, level: levels[0]}), levels[1:]
		}
		out = append(out, item{place: i})
	}
	for _, l := range levels {
		out = append(out, item{place: a.Len(), level: l})
	}
	for i := range a.Totals {
		out = append(out, item{total: &a.Totals[i]})
	}
	return out
}

// fitting returns the items of a list n lines high. It leaves out NATO's own sums if only without
// them the whole list fits, so that it need not scroll.
func (l *list) fitting(n int) []item {
	if l.Len() <= n && len(l.items) > n {
		return l.items[:l.Len()]
	}
	return l.items
}

// cutting returns the levels that divide the list, in order: the query's level and the others
// that can be measured. If all allies are on one side of a level, its rule stays at the top or
// bottom, because a list whose rules come and go would jump. It returns nil if the list is not
// in the order of distance to a level.
func cutting(a *analysis.Answer) []*analysis.Level {
	by := a.Query.Sort
	if !a.Judged || (by != query.ByValue && by != query.ByGap) {
		return nil
	}
	out := slices.DeleteFunc(table.Pointers(a.Levels), func(l *analysis.Level) bool { return !l.Asked && !l.Measurable })
	if !a.Query.Reverse { // the levels ascend; the list runs down from the greatest
		slices.Reverse(out)
	}
	return out
}

// Document returns the allies, the levels that divide them, and NATO's own sums.
func (l *list) Document() *document.Document {
	a := l.Answer
	d := document.Of(a)
	list := a.Rows()
	rows := document.Allies(a, list)
	rows.Mark(func(i int) bool { return list[i].Pin >= 0 })
	if a.Verdicts() && a.Measure.Spec().Comparable {
		for _, it := range itemsOf(a) { // rules of the query's level, and of others that divide rows with figures
			l, divides := it.level, it.place > 0 && it.place < a.Len() && a.Placed(it.place).Known()
			if l != nil && (l.Asked || divides) {
				rows.Rules = append(rows.Rules, table.Rule{At: it.place, Text: format.Percent(l.Value), Asked: l.Asked})
			}
		}
	}
	for i := range rows.Columns {
		if c := &rows.Columns[i]; sorted(c, a) {
			c.Long = cmp.Or(c.Long, c.Head) // the heading in CSV stays the same
			c.Head = format.Sorted(c.Head, a.Query.Reverse)
		}
	}
	d.Tables = []table.Table{rows, document.Totals(a)}
	d.Remarks = moneyRemark(a, list)
	d.Notes = slices.Concat(d.Notes, a.Breaks)
	d.Chart = plot.RankingPicture(a)
	return d
}

// moneyRemark states the basis of the gaps in money, and the sum missing to the level.
func moneyRemark(a *analysis.Answer, rows []*analysis.Row) []string {
	basis := document.GapsBasis(a, rows)
	if !a.Verdicts() || basis == nil {
		return nil
	}
	s := a.Shortfall
	excluded := format.Each(s.Beside, func(r *analysis.Row) string {
		amount, how := r.Other(a.Level.Value)
		return r.Name + ", " + amount + " " + how
	})
	return []string{format.Join(" ", basis[0],
		format.Whenf(s.USD.OK, "Shortfall to %s: %s, %s%s.", format.Percent(a.Level.Value),
			format.Money("US$", s.USD.Value), format.Counted(s.Allies, "ally", "allies"),
			format.Whenf(s.Unpriced > 0, " (%d of them without a money figure)", s.Unpriced)),
		format.Whenf(len(excluded) > 0, "Not included, as the share meets it: %s.", strings.Join(excluded, "; ")))}
}
