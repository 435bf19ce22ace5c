// Package vintages shows one ally's course as each edition printed it, the year's figure with its
// revisions, and how many allies met the level in each edition. It is shown over the other views
// and has no tab of its own.
//
// It computes no figures and keeps no state. If there is little room, it draws the table without
// the chart, or only the latest editions, always including the query's edition.
package vintages

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/listing"
	"allyscope/internal/plot"
	"allyscope/internal/table"
	"allyscope/internal/target"
	"allyscope/internal/view"
)

// Shown is an ally's figures by edition.
type Shown struct{ *analysis.Vintages }

var _ view.Shown = Shown{}

// Ask returns the focused ally's figures by edition. The error is a *query.Error if the ranking is
// not from one of NATO's editions.
func Ask(ds *dataset.Dataset, a *analysis.Answer, focus ally.Code) (Shown, error) {
	b, err := analysis.CoursesFor(ds, a, focus)
	return Shown{b}, err
}

// Document returns the ally's figures of the year, with a row for each edition.
func (s Shown) Document() *document.Document { return listing.Editions(s.Vintages) }

// Sizes of the page.
const (
	chartW   = 40 // the least width of the chart
	chartH   = 8  // the least height of the chart
	mostNote = 6  // the most lines of notes
)

// Draw draws the chart, the table below it and the notes, as far as they fit. In a low grid the
// table has no head.
func (s Shown) Draw(g *cell.Grid, at view.State) {
	g.Clear()
	w, h := g.Width(), g.Height()-1
	if w < 1 || h < 0 {
		return
	}
	s.title(g)
	body := g.Window(0, 1, w, h)
	top := view.Room(w >= chartW && len(s.Courses) > 0 && h >= chartH+1+min(3, len(s.Editions)), chartH)
	if top == 0 && (h < 3 || h <= len(s.Editions)) {
		s.table(body, s.latest(h), false)
		return
	}
	rows := s.latest(h - top - 1)
	room := h - top - 1 - len(rows)
	notes := s.noted(len(rows), w)
	if top > 0 {
		top += max(0, room-len(notes))
		s.picture(body.Window(0, 0, w, top), at.Ink)
	}
	s.table(body.Window(0, top, w, 1+len(rows)), rows, true)
	for y, line := range notes[:max(0, min(len(notes), room))] {
		if y == room-1 && y < len(notes)-1 {
			line = cell.Cut(line, w-2) + " …"
		}
		body.Text(0, top+1+len(rows)+y, line, cell.Faint)
	}
}

func (s Shown) title(g *cell.Grid) {
	spec, x := s.Measure.Spec(), s.Allies[0]
	unit := spec.Unit
	if spec.Kind == figure.Money {
		unit = s.Unit // it names the price base, or the currency
	}
	who, what := x.Name+" · ", spec.Title+", "+unit
	text := view.Fitting(g.Width(), who+what+", as each edition printed it", who+what+", by edition", who+unit+", by edition",
		x.Name+", by edition", string(x.Code)+", by edition")
	g.Text(0, 0, cell.Cut(text, g.Width()), cell.Heading)
}

// latest returns the latest n rows. If the query's edition is not among them, it replaces the
// earliest.
func (s Shown) latest(n int) []row {
	all := table.Pointers(s.Editions)
	hidden := len(all) - max(0, min(n, len(all)))
	shown := slices.IndexFunc(all[:hidden], func(e row) bool { return e.Edition == s.Edition })
	if shown >= 0 && n > 0 {
		all[hidden] = all[shown]
	}
	return all[hidden:]
}

func (s Shown) noted(listed, width int) []string {
	hidden, x := len(s.Editions)-listed, s.Allies[0]
	return cell.Wrap(format.Join("; ", append([]string{
		format.Whenf(hidden > 0, "not listed: %d more editions", hidden),
		format.Join(", ", format.When(s.Scope != "allies", "counted: "+s.Scope), format.When(s.Query.Members != 0, "members "+s.Query.Members.String())),
		format.When(!x.HasForces(), x.Name+" has no armed forces"),
	}, s.Asides...)...), width, mostNote)
}

// few is the number of figures up to which an edition is drawn for comparison only.
const few = 2

// picture draws a line for each edition, with the query's edition on top.
func (s Shown) picture(g *cell.Grid, ink chart.Ink) {
	line := chart.Line{Ink: ink, Places: s.Measure.Spec().Places, Year: int(s.Year)}
	other := 1
	for _, x := range slices.Backward(s.Courses) {
		c := chart.Series{Name: x.Edition.ID, Role: cell.Context, Points: plot.Points(x.First, x.Figures), Breaks: x.Breaks, Quiet: true}
		switch {
		case x.Edition == s.Edition:
			c.Role, c.Form = plot.Hue(0), chart.Thick
			line.Series = append([]chart.Series{c}, line.Series...)
			continue
		case x.Known > few:
			c.Role = plot.Hue(other)
			other++
		}
		line.Series = append(line.Series, c)
	}
	if s.Judged {
		line.Levels = []chart.Level{plot.Level(s.Level)}
		line.Levels[0].Far = true
	}
	g.Draw(0, 0, line.Draw(g.Width(), g.Height()))
}

type row = *analysis.EditionAnswer

func (s Shown) table(g *cell.Grid, rows []row, heads bool) {
	t := table.Of("editions", "", s.columns(rows), rows)
	l := t.Fit(table.OnScreen, max(1, g.Width()-1))
	from := 1 + l.Width + barGap
	if heads {
		table.Draw(g, 1, 0, l.Heads(), cell.Plain)
		g = g.Window(0, 1, g.Width(), len(rows))
	}
	for y, r := range rows {
		table.Draw(g, 1, y, l.Lines(y)[0], table.Asked(g, y, r.Edition == s.Edition))
		if s.Counts(r) && g.Width()-from >= leastBar {
			bar(g.Window(from, y, g.Width()-from, 1), r.Count)
		}
	}
}

func (s Shown) columns(rows []row) []table.Column[row] {
	const screen = table.OnScreen
	when := func(shown bool) table.Surface { return table.Surface(0).And(shown, screen) }
	judged, counted := when(s.Judged), slices.ContainsFunc(table.Pointers(s.Editions), s.Counts)
	return []table.Column[row]{
		{Head: table.Head{Head: "edition", On: screen}, Cell: func(r row) table.Cell { return table.Word(r.Edition.ID) }},
		{Head: table.Head{Head: "published", On: screen, Priority: 6}, Cell: func(r row) table.Cell { return table.Word(r.Edition.Published).As(cell.Faint) }},
		{Head: table.Head{Head: fmt.Sprint(s.Year), On: screen, Right: true}, Cell: value},
		{Head: table.Head{Head: "in", On: screen, Sparse: true, Priority: 3}, Cell: func(r row) table.Cell { return table.Optional(basis(rows, r)).As(cell.Faint) }},
		{Head: table.Head{Head: "revised", On: screen, Right: true, Priority: 4}, Cell: revision},
		{Head: table.Head{On: judged, Priority: 1}, Cell: func(r row) table.Cell { return table.Glyph(r.Figures[0].Verdict, r.Figures[0].Edge) }},
		{Head: table.Head{Head: "verdict", On: judged, Close: true, Priority: 5}, Cell: s.verdict},
		{Head: table.Head{Head: format.Meet(s.Level.In(s.Year)), On: when(counted), Right: true, Priority: 2}, Cell: s.count},
	}
}

// value returns the figure with its status mark or a blank, or that there is none.
func value(r row) table.Cell {
	f := r.Figures[0].Figure
	return table.Number(f.Printed).Where(f.Known(), format.NotPublished).Marked(cmp.Or(f.Status.Mark(), " "))
}

func revision(r row) table.Cell {
	c := table.Difference(r.Figures[0].Revision, format.NotPublished)
	if c.Kind == table.IsMissing {
		c.Role = cell.Faint
	}
	return c
}

func (s Shown) verdict(r row) table.Cell {
	if v := r.Figures[0].Verdict; v != target.NotMember {
		return table.Word(format.Verdict(v, s.Level.In(s.Year)))
	}
	return table.Word("not a member")
}

func (s Shown) count(r row) table.Cell {
	return table.Word(r.Count.Words()).Where(s.Counts(r), format.NotPublished)
}

func unit(r row) string {
	return format.When(r.Figures[0].Figure.Known(), r.Figures[0].UnitWords())
}

// basis returns what distinguishes a row's unit from the others: the currency if rows differ in
// it, else the price base. It is empty if all rows have the same unit, and for shares.
func basis(rows []row, r row) string {
	own, base, _ := strings.Cut(unit(r), ", ")
	units := format.Each(rows, unit)
	switch {
	case strings.HasPrefix(own, "%"), !slices.ContainsFunc(units, func(u string) bool { return u != unit(r) }):
		return ""
	case slices.ContainsFunc(units, func(u string) bool { return !strings.HasPrefix(u+", ", own+", ") }):
		return own
	default:
		return strings.TrimSuffix(base, " and exchange rates")
	}
}

const (
	barGap   = 2
	leastBar = 10 // the least width a count is drawn with
)

// bar draws the allies as cells, first those that meet the level. It is scaled down if it does not
// fit.
func bar(g *cell.Grid, c analysis.Count) {
	all := min(c.WithForces, g.Width())
	if all < 1 {
		return
	}
	meets := (c.Meets*all + c.WithForces/2) / c.WithForces
	g.Fill(0, 0, meets, '█', cell.BarMeets)
	g.Fill(meets, 0, all-meets, '░', cell.BarBelow)
}
