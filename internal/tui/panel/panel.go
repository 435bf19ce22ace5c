// Package panel draws the focused ally beside the list: a headline, its course
// against the levels, and what else one asks about it.
//
// It is handed what to draw and a grid; it knows neither keys nor terminals.
package panel

import (
	"fmt"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/dataset"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/target"
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

// Draw draws the subject onto the grid.
func Draw(g *cell.Grid, s Subject) {
	row, ok := s.Answer.Row(s.Code)
	if !ok || g.Width() < 20 || g.Height() < 4 {
		return
	}
	headline(g, s, row)
	// The facts have their lines whether or not each is held: a chart that grew
	// and shrank with them would be sent anew.
	room := factLines
	if g.Height()-3-room-1 < 8 {
		room = max(0, g.Height()-3-9)
	}
	var facts []fact
	if s.Bare {
		room = 0
	} else {
		facts = factsOf(s, row)
		facts = facts[:min(len(facts), room)]
	}
	chartH := g.Height() - 3 - room - 1
	if chartH >= 5 {
		drawChart(g.Window(0, 3, g.Width(), chartH), s, row)
	} else {
		chartH = 0
	}
	y := 3 + chartH + 1
	for i, f := range facts {
		g.Text(0, y+i, f.label, cell.Faint)
		x := g.Text(labelWidth, y+i, f.text, f.role)
		if f.note != "" {
			g.Text(x+1, y+i, cell.Cut(f.note, g.Width()-x-1), cell.Faint)
		}
	}
}

const labelWidth = 15

// headline says who, and how it stands.
func headline(g *cell.Grid, s Subject, r *analysis.Row) {
	a := s.Answer
	x := g.Text(0, 0, r.Ally.Name, cell.Strong)
	about := fmt.Sprintf("%s · ally since %d", r.Ally.Code, r.Ally.Since())
	if place := a.Place(r); place != "" {
		about += fmt.Sprintf(" · %s in %d", place, a.Year)
	}
	g.Text(x+2, 0, cell.Cut(about, g.Width()-x-2), cell.Faint)
	x = 0
	if r.Figure.Known() {
		x = g.Text(0, 1, strings.TrimSpace(format.Hanging(r.Figure))+" "+a.Measure.Spec().Unit, cell.Strong)
		x = g.Text(x, 1, "  ", cell.Plain)
	}
	mark, role := format.Glyph(r.Verdict, r.KnifeEdge)
	words := r.Verdict.Words()
	switch {
	case !a.Judged:
		return
	case r.Verdict.Counted():
		words = verdictWords(r, a)
	case r.Verdict == target.NotMeasurable:
		words = a.Level.Value.String() + " % is not measurable"
	}
	if mark != " " {
		x = g.Text(x, 1, mark+" ", role)
	}
	g.Text(x, 1, cell.Cut(words, g.Width()-x), role)
}

func verdictWords(r *analysis.Row, a *analysis.Answer) string {
	level := a.Level.Value.String() + " %"
	gap := r.Gap.Value.Abs().String() + " pp"
	switch {
	case r.KnifeEdge && r.Verdict == target.Meets:
		return "meets " + level + ", on the knife's edge"
	case r.KnifeEdge:
		return gap + " below " + level + ", on the knife's edge"
	case r.Verdict == target.Meets:
		return "meets " + level + ", " + gap + " above"
	default:
		return gap + " below " + level
	}
}

// drawChart draws the ally's course, that of Europe and Canada for comparison, and
// the levels.
func drawChart(g *cell.Grid, s Subject, r *analysis.Row) {
	line := plot.Course(s.Answer, r.Ally.Code)
	line.Ink, line.Year = s.Ink, int(s.Answer.Year)
	g.Draw(0, 0, line.Draw(g.Width(), g.Height()))
}
