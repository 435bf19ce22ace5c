package panel

import (
	"fmt"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// fact is one line under the chart; without a text it is not held.
type fact struct {
	label, text, note string
	role              cell.Role
}

// factsOf are what one asks next about an ally; what is not held is left out.
func factsOf(s Subject, r *analysis.Row) []fact {
	out := make([]fact, 0, factLines)
	for _, f := range [factLines]fact{
		changes(s.Answer, r), gap(s.Answer, r), expenditure(s, r), equipment(s),
		plain(s, figure.Personnel, "Personnel", "%s thousand", ""),
		plain(s, figure.DefPerCapita, "Per head", "US$ %s", "("+s.Answer.Edition.PriceBase+" prices)"),
		elsewhere(s),
	} {
		if f.text != "" {
			out = append(out, f)
		}
	}
	return out
}

// changes are those on the base year and on the year before.
func changes(a *analysis.Answer, r *analysis.Row) fact {
	if !r.Since.OK {
		return fact{}
	}
	unit := a.Measure.Spec().ChangeUnit()
	f := fact{label: "Change", text: fmt.Sprintf("%s %s since %d", format.Signed(r.Since.Value), unit, a.Base)}
	if r.Change.OK {
		f.text += fmt.Sprintf(" · %s %s on %d", format.Signed(r.Change.Value), unit, a.Year-1)
	}
	return f
}

// gap is the distance to the level in money.
func gap(a *analysis.Answer, r *analysis.Row) fact {
	if !r.GapUSD.OK || !r.Verdict.Counted() {
		return fact{}
	}
	f := fact{label: "To reach ", text: format.Money("US$", r.GapUSD.Value) + " more a year", note: "(current prices)"}
	if r.Verdict == target.Meets {
		f.label, f.text = "Above ", "by "+format.Money("US$", r.GapUSD.Value)+" a year"
	}
	f.label += format.Percent(a.Level.Value)
	if r.GapNational.OK && r.Currency != "USD" {
		f.note = "· " + format.Money(r.Currency, r.GapNational.Value) + " " + f.note
	}
	return f
}

// expenditure is what the ally spends, in its own money and in US$.
func expenditure(s Subject, r *analysis.Row) fact {
	usd, own := s.figure(figure.USDCurrent), s.figure(figure.NatCurrent)
	if !usd.Known() {
		return fact{}
	}
	f := fact{label: "Expenditure", text: format.Money("US$", usd.Exact()), note: "(current prices)"}
	if own.Known() && r.Currency != "USD" && r.Currency != "" {
		f.text = format.Money(r.Currency, own.Exact()) + " · " + f.text
	}
	if usd.Status == figure.Estimate {
		f.note = "(est., current prices)"
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
	f := fact{label: "Equipment", text: format.Figure(r.Figure) + " % of expenditure", note: format.Stands(r.Verdict, level.Value)}
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

// elsewhere is what the other editions printed for the same figure, the last three
// of them.
func elsewhere(s Subject) fact {
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
	return fact{label: "Elsewhere", text: strings.Join(said[max(0, len(said)-3):], " · ")}
}

// figure is the ally's figure of a measure in the answer's edition and year.
func (s Subject) figure(m figure.Measure) figure.Figure {
	return s.Answer.Edition.Figure(m, s.Code, s.Answer.Year)
}
