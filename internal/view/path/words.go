package path

import (
	"fmt"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/view"
)

func write(g *cell.Grid, facts []analysis.PathFact) {
	const label = 10
	view.Labels(g, label, format.Each(facts, func(f analysis.PathFact) view.Line {
		return view.Line{Label: f.Label, Text: cell.Cut(f.Value, g.Width()-label)}
	}))
}

// begin writes who it is and the mark of its verdict, and returns the column behind that.
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

// words are about the focused ally, where there is no room for a list: what is
// asked first.
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

// notes are the totals and what everything rests on: in a line and, on a zoomed view or a
// picture that has room for it beneath its list, in full.
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
	if ink == chart.ASCII { // where it would be drawn as an inequality
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
		if printed := t.Otherwise(); printed != "" { // at the end, where it moves nothing
			if text += "; " + printed; cell.Width(text) > w {
				text = strings.Replace(text, " of GDP", "", 1)
			}
		}
		text += format.Whenf(t.Missing > 0, " (%d not counted)", t.Missing)
		out = append(out, view.Line{Text: cell.Cut(text, w)})
	}
	return out
}
