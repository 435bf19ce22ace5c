// Package panel draws the focused ally next to the list: a headline, a chart of its course with the
// levels, and further facts.
//
// The panel is drawn next to another view, and is not a view itself. It computes no figures, and
// knows neither keys nor terminals.
package panel

import (
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/target"
	"allyscope/internal/view"
)

// Subject is the ally that the panel shows, with its data.
type Subject struct {
	Data   *dataset.Dataset
	Answer *analysis.Answer
	Code   ally.Code
	Ink    chart.Ink
	Bare   bool // leaves out the facts, because the ally's sheet is next to the panel
}

const (
	factLines  = 7  // the most lines of facts below the chart
	labelWidth = 15 // the width of their labels
)

// Draw draws the subject onto the grid.
func Draw(g *cell.Grid, s Subject) {
	a := s.Answer
	row, ok := a.Row(s.Code)
	if !ok || g.Width() < 20 || g.Height() < 4 {
		return
	}
	headline(g, a, row)
	// The lines for facts are reserved even if some facts are missing, because a chart whose height
	// changed would be sent again.
	left, room := g.Height()-4, 0
	if !s.Bare {
		room = max(0, min(factLines, left-8))
	}
	h := left - room
	if h >= 5 {
		view.Plot(g.Window(0, 3, g.Width(), h), plot.Course(a, s.Code), s.Ink, a.Year)
	}
	if room == 0 {
		return
	}
	facts := slices.DeleteFunc([]fact{
		changes(a, row), gap(a, row), expenditure(s, row), equipment(s),
		plain(s, figure.Personnel, "Personnel", "%s thousand", ""),
		plain(s, figure.DefPerCapita, "Per head", "US$ %s", "("+a.Edition.PriceBase+" prices)"),
		elsewhere(s),
	}, func(f fact) bool { return f.forms[0][0] == "" })
	for i := range facts[:min(len(facts), room)] {
		f, y := &facts[i], 4+h+i
		var text, note string // of the first form that fits, else the last
		for _, form := range f.forms {
			if form[0] == "" {
				break
			}
			if text, note = form[0], form[1]; cell.Width(strings.TrimSpace(text+" "+note)) <= g.Width()-labelWidth {
				break
			}
		}
		g.Text(0, y, f.label, cell.Faint)
		x := g.Text(labelWidth, y, text, f.role) + 1
		g.Text(x, y, cell.Cut(note, g.Width()-x), cell.Faint)
	}
}

// headline writes the name, code, accession and place of the ally, and its standing to the level.
func headline(g *cell.Grid, a *analysis.Answer, r *analysis.Row) {
	x := g.Text(0, 0, r.Ally.Name, cell.Strong)
	code, since, place := string(r.Ally.Code), fmt.Sprintf(" · ally since %d", r.Ally.Since()), format.After(" · ", a.Place(r))
	dated, room := format.Whenf(place != "", "%s in %d", place, a.Year), g.Width()-x-2
	about := view.Fitting(room, code+since+dated, code+since+place, code+place)
	g.Text(x+2, 0, cell.Cut(about, room), cell.Faint)
	view.Standing(g.Window(0, 1, g.Width(), 1), 2, a, r, "")
}

// fact is one line below the chart. Its forms are pairs of a text and a note, the longest first. A
// fact without a first form is left out.
type fact struct {
	label string
	forms [3][2]string
	role  cell.Role
}

func changes(a *analysis.Answer, r *analysis.Row) fact {
	if !r.Since.OK {
		return fact{}
	}
	unit := a.Measure.Spec().ChangeUnit()
	text := fmt.Sprintf("%s %s %s", format.Signed(r.Since.Value), unit, format.Since(a.Base, a.Year)) +
		format.Whenf(r.Change.OK, " · %s %s on %d", format.Signed(r.Change.Value), unit, a.Year-1)
	return fact{label: "Change", forms: [3][2]string{{text, format.Whenf(r.Across != "", "%c across a break", format.Break)}, {text}}}
}

// gap returns the distance to the level in US$ and, if there is room, in the ally's currency.
func gap(a *analysis.Answer, r *analysis.Row) fact {
	level, usd := format.Percent(a.Level.Value), format.Money("US$", r.GapUSD.Value)
	switch {
	case !r.GapUSD.OK || !r.Verdict.Counted():
		return fact{}
	case r.Split():
		amount, how := r.Other(a.Level.Value)
		return fact{label: level + " in money", forms: [3][2]string{{amount, how}}}
	}
	label, text, note := "To reach "+level, usd+" more a year", "("+r.Basis.Prices()+")"
	if r.Verdict == target.Meets {
		label, text = "Above "+level, "by "+usd+" a year"
	}
	own := format.Whenf(r.GapNational.OK && r.Currency != "USD", "· %s ", format.Money(r.Currency, r.GapNational.Value))
	return fact{label: label, forms: [3][2]string{{text, own + note}, {text, note}}}
}

func expenditure(s Subject, r *analysis.Row) fact {
	usd, own := s.figure(figure.USDCurrent), s.figure(figure.NatCurrent)
	if !usd.Known() {
		return fact{}
	}
	text, note := format.Money("US$", usd.Exact()), "("+format.When(usd.Status == figure.Estimate, "est., ")+"current prices)"
	both := format.Whenf(own.Known() && r.Currency != "USD" && r.Currency != "", "%s · ", format.Money(r.Currency, own.Exact())) + text
	return fact{label: "Expenditure", forms: [3][2]string{{both, note}, {text, note}}}
}

// equipment returns the share spent on equipment or, if that is the query's measure, the share of
// GDP.
func equipment(s Subject) fact {
	if s.Answer.Measure == figure.EquipmentPct {
		return plain(s, figure.ShareGDP, "Share of GDP", "%s %%", "")
	}
	r, level := analysis.ReadingFor(s.Data, s.Answer, s.Code, figure.EquipmentPct)
	if !r.Known() {
		return fact{}
	}
	glyph, role := format.Glyph(r.Verdict, r.Edge)
	text := glyph + " " + format.Figure(r.Figure) + " % of expenditure"
	return fact{label: "Equipment", forms: [3][2]string{{text, format.Stands(r.Verdict, level.In(s.Answer.Year))}}, role: role}
}

// plain returns the figure of a measure other than the query's.
func plain(s Subject, m figure.Measure, label, text, note string) fact {
	f := s.figure(m)
	if s.Answer.Measure == m || !f.Known() {
		return fact{}
	}
	return fact{label: label, forms: [3][2]string{{fmt.Sprintf(text, format.Figure(f)), note}}}
}

// elsewhere returns what the three latest other editions printed, or as many as fit.
func elsewhere(s Subject) fact {
	a := s.Answer
	if a.Query.Source != 0 {
		return fact{}
	}
	said := format.Each(analysis.PrintedFor(s.Data, a.Measure, s.Code, a.Year), func(o analysis.Vintage) string {
		return format.When(o.Edition != a.Edition && o.Figure.Known(), o.Words())
	})
	f := fact{label: "Elsewhere"}
	said = said[max(0, len(said)-len(f.forms)):]
	for i := range said {
		f.forms[i][0] = strings.Join(said[i:], " · ")
	}
	return f
}

func (s Subject) figure(m figure.Measure) figure.Figure {
	return s.Answer.Edition.Figure(m, s.Code, s.Answer.Year)
}
