// Package panel draws the focused ally beside the list: a headline, its course
// against the levels, and what else one asks about it.
//
// It is drawn beside another view and is none itself. It makes no number, and knows
// neither keys nor terminals.
package panel

import (
	"fmt"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/dataset"
	"allyscope/internal/format"
	"allyscope/internal/plot"
)

// Subject is what the panel is about.
type Subject struct {
	Data   *dataset.Dataset
	Answer *analysis.Answer
	Code   ally.Code
	Ink    chart.Ink
	// Bare leaves the facts out: the ally's sheet stands beside the panel.
	Bare bool
}

// factLines is how many lines of facts stand under the chart.
const factLines = 7

// labelWidth is the width of the facts' labels.
const labelWidth = 15

// Draw draws the subject onto the grid.
func Draw(g *cell.Grid, s Subject) {
	a := s.Answer
	row, ok := a.Row(s.Code)
	if !ok || g.Width() < 20 || g.Height() < 4 {
		return
	}
	headline(g, a, row)
	// The facts have their lines whether or not each is held: a chart that grew
	// and shrank with them would be sent anew.
	room := factLines
	if g.Height()-3-room-1 < 8 {
		room = max(0, g.Height()-3-9)
	}
	if s.Bare {
		room = 0
	}
	y, h := 3, g.Height()-3-room-1
	if h >= 5 {
		line := plot.Course(a, s.Code)
		line.Ink, line.Year = s.Ink, int(a.Year)
		g.Draw(0, y, line.Draw(g.Width(), h))
		y += h
	}
	if room == 0 {
		return
	}
	facts := factsOf(s, row, g.Width()-labelWidth)
	for i, f := range facts[:min(len(facts), room)] {
		g.Text(0, y+1+i, f.label, cell.Faint)
		x := g.Text(labelWidth, y+1+i, f.text, f.role)
		g.Text(x+1, y+1+i, cell.Cut(f.note, g.Width()-x-1), cell.Faint)
	}
}

// headline says who, and how it stands.
func headline(g *cell.Grid, a *analysis.Answer, r *analysis.Row) {
	x := g.Text(0, 0, r.Ally.Name, cell.Strong)
	about := string(r.Ally.Code)
	since, place := fmt.Sprintf(" · ally since %d", r.Ally.Since()), a.Place(r)
	if place != "" {
		place = " · " + place
		if long := fmt.Sprintf("%s in %d", place, a.Year); cell.Width(about+since+long) <= g.Width()-x-2 {
			place = long
		}
	}
	if cell.Width(about+since+place) > g.Width()-x-2 {
		since = ""
	}
	g.Text(x+2, 0, cell.Cut(about+since+place, g.Width()-x-2), cell.Faint)
	x = 0
	if r.Figure.Known() {
		x = g.Text(0, 1, format.Figure(r.Figure)+" "+a.Measure.Spec().Unit, cell.Strong) + 2
	}
	if !a.Judged {
		return
	}
	mark, role := format.Glyph(r.Verdict, r.Edge)
	if mark != " " {
		x = g.Text(x, 1, mark+" ", role)
	}
	g.Text(x, 1, cell.Cut(format.Standing(r.Verdict, r.Edge, r.Gap.Value, a.Level.In(a.Year)), g.Width()-x), role)
}
