// Package panel draws the focused ally beside the list: a headline, its course
// against the levels, and what else one asks about it.
//
// It is drawn beside another view and is none itself. It makes no number, and knows
// neither keys nor terminals.
package panel

import (
	"fmt"
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
	view.Standing(g.Window(0, 1, g.Width(), 1), 2, a, r, "")
}

// fact is one line under the chart; without a text it is not held.
type fact struct {
	label, text, note string
	role              cell.Role
}

// or is the fact where there is room for all of it, and one that says less elsewhere.
func (f fact) or(less fact, width int) fact {
	if cell.Width(f.text+" "+f.note) <= width {
		return f
	}
	return less
}

// factsOf are what one asks next about an ally, each in at most so many columns; what
// is not held is left out, and so is what has no room, whole.
func factsOf(s Subject, r *analysis.Row, width int) []fact {
	out := make([]fact, 0, factLines)
	for _, f := range [factLines]fact{
		changes(s.Answer, r, width), gap(s.Answer, r, width), expenditure(s, r, width), equipment(s),
		plain(s, figure.Personnel, "Personnel", "%s thousand", ""),
		plain(s, figure.DefPerCapita, "Per head", "US$ %s", "("+s.Answer.Edition.PriceBase+" prices)"),
		elsewhere(s, width),
	} {
		if f.text != "" {
			out = append(out, f)
		}
	}
	return out
}

// changes are those on the base year and on the year before, and whether a break in
// the series lies between.
func changes(a *analysis.Answer, r *analysis.Row, width int) fact {
	if !r.Since.OK {
		return fact{}
	}
	unit := a.Measure.Spec().ChangeUnit()
	f := fact{label: "Change", text: fmt.Sprintf("%s %s since %d", format.Signed(r.Since.Value), unit, a.Base)}
	if r.Change.OK {
		f.text += fmt.Sprintf(" · %s %s on %d", format.Signed(r.Change.Value), unit, a.Year-1)
	}
	if r.Across == "" {
		return f
	}
	broken := f
	broken.note = fmt.Sprintf("%c across a break", format.Break)
	return broken.or(f, width)
}

// gap is the distance to the level in money; in the ally's own where there is room.
func gap(a *analysis.Answer, r *analysis.Row, width int) fact {
	switch {
	case !r.GapUSD.OK || !r.Verdict.Counted():
		return fact{}
	case r.Split():
		amount, how := r.Other(a.Level.Value)
		return fact{label: format.Percent(a.Level.Value) + " in money", text: amount, note: how}
	}
	f := fact{label: "To reach ", text: format.Money("US$", r.GapUSD.Value) + " more a year", note: "(" + r.Basis.Prices() + ")"}
	if r.Verdict == target.Meets {
		f.label, f.text = "Above ", "by "+format.Money("US$", r.GapUSD.Value)+" a year"
	}
	f.label += format.Percent(a.Level.Value)
	if r.GapNational.OK && r.Currency != "USD" {
		own := f
		own.note = "· " + format.Money(r.Currency, r.GapNational.Value) + " " + f.note
		return own.or(f, width)
	}
	return f
}

// expenditure is what the ally spends, in its own money where there is room, and in
// US$.
func expenditure(s Subject, r *analysis.Row, width int) fact {
	usd, own := s.figure(figure.USDCurrent), s.figure(figure.NatCurrent)
	if !usd.Known() {
		return fact{}
	}
	f := fact{label: "Expenditure", text: format.Money("US$", usd.Exact()), note: "(current prices)"}
	if usd.Status == figure.Estimate {
		f.note = "(est., current prices)"
	}
	if own.Known() && r.Currency != "USD" && r.Currency != "" {
		both := f
		both.text = format.Money(r.Currency, own.Exact()) + " · " + f.text
		return both.or(f, width)
	}
	return f
}

// equipment is the part spent on equipment, with the verdict of its own pledge; of
// an answer about that part, the share of GDP.
func equipment(s Subject) fact {
	if s.Answer.Measure == figure.EquipmentPct {
		return plain(s, figure.ShareGDP, "Share of GDP", "%s %%", "")
	}
	r, level := analysis.ReadingFor(s.Data, s.Answer, s.Code, figure.EquipmentPct)
	if !r.Known() {
		return fact{}
	}
	f := fact{label: "Equipment", text: format.Figure(r.Figure) + " % of expenditure", note: format.Stands(r.Verdict, level.In(s.Answer.Year))}
	var glyph string
	glyph, f.role = format.Glyph(r.Verdict, r.Edge)
	f.text = glyph + " " + f.text
	return f
}

// plain is a figure of another measure than the answer's.
func plain(s Subject, m figure.Measure, label, text, note string) fact {
	f := s.figure(m)
	if s.Answer.Measure == m || !f.Known() {
		return fact{}
	}
	return fact{label: label, text: fmt.Sprintf(text, format.Figure(f)), note: note}
}

// elsewhere is what the other editions printed for the same figure: the last three
// of them, or as many as there is room for.
func elsewhere(s Subject, width int) fact {
	a := s.Answer
	if a.Query.Source != 0 {
		return fact{}
	}
	var said []string
	for _, o := range analysis.PrintedFor(s.Data, a.Measure, s.Code, a.Year) {
		if o.Edition != a.Edition && o.Figure.Known() {
			said = append(said, o.Words())
		}
	}
	said = said[max(0, len(said)-3):]
	for len(said) > 1 && cell.Width(strings.Join(said, " · ")) > width {
		said = said[1:]
	}
	return fact{label: "Elsewhere", text: strings.Join(said, " · ")}
}

// figure is the ally's figure of a measure in the answer's edition and year.
func (s Subject) figure(m figure.Measure) figure.Figure {
	return s.Answer.Edition.Figure(m, s.Code, s.Answer.Year)
}
