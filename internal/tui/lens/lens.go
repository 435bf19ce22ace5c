// Package lens draws the edition lens: one ally's course as each edition printed
// it, the figure of the year with its revisions, and how many allies met the level
// then by each edition.
//
// It draws one analysis.Lens on a grid of any size and keeps nothing. Where there
// is no room for a chart, the table says it; where there is none for a table of
// all editions, the latest are shown, the one on show always among them.
package lens

import (
	"fmt"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/plot"
)

// Sizes of the page.
const (
	chartW   = 40 // the least chart
	chartH   = 8
	mostNote = 6 // lines of notes
)

// Draw draws the lens. A nil one leaves the grid blank.
func Draw(g *cell.Grid, l *analysis.Lens, ink chart.Ink) {
	g.Clear()
	w, h := g.Width(), g.Height()
	if l == nil || w < 1 || h < 1 {
		return
	}
	title(g, l)
	body := g.Window(0, 1, w, h-1)
	switch {
	case w >= chartW && len(l.Lines) > 0 && h-1 >= chartH+1+min(3, len(l.Rows)):
		stacked(body, l, ink)
	default:
		words(body, l)
	}
}

// title says whose figures these are, in the longest form that fits.
func title(g *cell.Grid, l *analysis.Lens) {
	spec := l.Measure.Spec()
	unit := spec.Unit
	if spec.Kind == figure.Money {
		unit = l.Unit // it names the price base, or the currency
	}
	forms := [...]string{
		l.Ally.Name + " · " + spec.Title + ", " + unit + ", as each edition printed it",
		l.Ally.Name + " · " + spec.Title + ", " + unit + ", by edition",
		l.Ally.Name + " · " + unit + ", by edition",
		l.Ally.Name + ", by edition",
		string(l.Ally.Code) + ", by edition",
	}
	text := forms[len(forms)-1]
	for _, f := range forms {
		if cell.Width(f) <= g.Width() {
			text = f
			break
		}
	}
	g.Text(0, 0, cell.Cut(text, g.Width()), cell.Heading)
}

// stacked draws the chart over the table.
func stacked(g *cell.Grid, l *analysis.Lens, ink chart.Ink) {
	h := g.Height()
	rows := shown(l, h-chartH-1)
	said := noted(l, len(l.Rows)-len(rows), g.Width())
	foot := max(0, min(len(said), h-chartH-1-len(rows)))
	top := h - 1 - len(rows) - foot
	picture(g.Window(0, 0, g.Width(), top), l, ink)
	table(g.Window(0, top, g.Width(), 1+len(rows)), l, rows)
	notes(g.Window(0, h-foot, g.Width(), foot), l, len(l.Rows)-len(rows))
}

// words draws the table and the notes alone. The head goes first where rows are
// dear.
func words(g *cell.Grid, l *analysis.Lens) {
	h := g.Height()
	if h < 1 {
		return
	}
	if h < 3 || h <= len(l.Rows) {
		rows := shown(l, h)
		p := planOf(l, rows, g.Width())
		for y, r := range rows {
			p.row(g, y, r, y)
		}
		return
	}
	rows := shown(l, h-1)
	y := table(g, l, rows)
	notes(g.Window(0, y, g.Width(), h-y), l, len(l.Rows)-len(rows))
}

// shown are the latest n rows, the one on show in the place of the earliest where
// it is not among them.
func shown(l *analysis.Lens, n int) []*analysis.LensRow {
	n = max(0, min(n, len(l.Rows)))
	from := len(l.Rows) - n
	var out []*analysis.LensRow
	for i := range l.Rows {
		r := &l.Rows[i]
		if i >= from {
			out = append(out, r)
		} else if r.Shown && n > 0 {
			out = append(out, r)
			from++
		}
	}
	return out[:min(n, len(out))]
}

// noted are the notes in lines.
func noted(l *analysis.Lens, hidden, width int) []string {
	var out []string
	if hidden > 0 {
		out = append(out, fmt.Sprintf("not listed: %d more editions", hidden))
	}
	if members := members(l); members != "" {
		out = append(out, members)
	}
	if !l.Ally.HasForces() {
		out = append(out, l.Ally.Name+" has no armed forces")
	}
	out = append(out, l.Notes...)
	return cell.Wrap(strings.Join(out, "; "), width, mostNote)
}

// members says of whom the counts are, where that is not the members of the year.
func members(l *analysis.Lens) string {
	text := ""
	if l.Scope != "allies" {
		text = "counted: " + l.Scope
	}
	if l.Members != 0 {
		if text != "" {
			text += ", "
		}
		text += "members " + l.Members.String()
	}
	return text
}

// notes draws the notes; what has no room ends in an ellipsis.
func notes(g *cell.Grid, l *analysis.Lens, hidden int) {
	list := noted(l, hidden, g.Width())
	for y, line := range list {
		if y >= g.Height() {
			return
		}
		if y == g.Height()-1 && y < len(list)-1 {
			line = cell.Cut(line, g.Width()-2) + " …"
		}
		g.Text(0, y, line, cell.Faint)
	}
}

// picture draws a line for each edition, the one on show on top, the year on show
// marked.
func picture(g *cell.Grid, l *analysis.Lens, ink chart.Ink) {
	line := chart.Line{Ink: ink, Places: l.Measure.Spec().Places, Ends: true}
	other := 1
	for i := len(l.Lines) - 1; i >= 0; i-- {
		x := &l.Lines[i]
		s := chart.Series{Name: x.Edition.ID, Role: cell.Context, Points: plot.Points(x.First, x.Figures), Quiet: true}
		switch {
		case x.Shown:
			s.Role, s.Form = plot.Hue(0), chart.Thick
			line.Series = append([]chart.Series{s}, line.Series...)
			continue
		case x.There() > few:
			s.Role = plot.Hue(other)
			other++
		}
		line.Series = append(line.Series, s)
	}
	if l.Judged {
		v := plot.Level(l.Level)
		v.Far = true
		line.Levels = append(line.Levels, v)
	}
	line.Draw(g.Width(), g.Height()).DrawOn(g, 0, 0, int(l.Year))
}

// few is how many figures make no course: they are drawn for comparison only.
const few = 2
