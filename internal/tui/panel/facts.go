package panel

import (
	"fmt"
	"math"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// fact is one line under the chart.
type fact struct {
	label, text, note string
	role              cell.Role
}

// factsOf are what one asks next about an ally; what is not held is left out.
func factsOf(s Subject, r *analysis.Row) []fact {
	out := make([]fact, 0, factLines)
	add := func(f fact, ok bool) {
		if ok {
			out = append(out, f)
		}
	}
	add(since(s, r))
	add(gap(s, r))
	add(expenditure(s, r))
	add(equipment(s, r))
	add(simple(s, r, figure.Personnel, "Personnel", "thousand"))
	add(simple(s, r, figure.DefPerCapita, "Per head", "US$"))
	add(others(s, r))
	return out
}

func since(s Subject, r *analysis.Row) (fact, bool) {
	a := s.Answer
	if !r.Since.OK {
		return fact{}, false
	}
	unit := " pp"
	if k := a.Measure.Spec().Kind; k == figure.Money || k == figure.Count {
		unit = " %"
	}
	f := fact{label: "Change", text: fmt.Sprintf("%s%s since %d", format.Signed(r.Since.Value), unit, a.Base), role: cell.Plain}
	if r.Change.OK {
		f.text += fmt.Sprintf(" · %s%s on %d", format.Signed(r.Change.Value), unit, a.Year-1)
	}
	return f, true
}

func gap(s Subject, r *analysis.Row) (fact, bool) {
	a := s.Answer
	if !r.GapUSD.OK || !r.Verdict.Counted() {
		return fact{}, false
	}
	label, text := "To reach "+a.Level.Value.String(), "US$ "+format.Amount(-r.GapUSD.Value)+" more a year"
	if r.Verdict == target.Meets {
		label, text = "Above "+a.Level.Value.String()+" %", "by US$ "+format.Amount(r.GapUSD.Value)+" a year"
	} else {
		label += " %"
	}
	f := fact{label: label, text: text, note: "(current prices)", role: cell.Plain}
	if r.GapNational.OK && r.Currency != "USD" {
		f.note = "· " + r.Currency + " " + format.Amount(math.Abs(r.GapNational.Value)) + " (current prices)"
	}
	return f, true
}

func expenditure(s Subject, r *analysis.Row) (fact, bool) {
	e, a := s.Answer.Edition, s.Answer
	usd := e.Figure(figure.USDCurrent, s.Code, a.Year)
	nat := e.Figure(figure.NatCurrent, s.Code, a.Year)
	if !usd.Known() {
		return fact{}, false
	}
	f := fact{label: "Expenditure", text: "US$ " + format.Amount(usd.Exact()), note: mark(usd), role: cell.Plain}
	if nat.Known() && r.Currency != "USD" && r.Currency != "" {
		f.text = r.Currency + " " + format.Amount(nat.Exact()) + " · " + f.text
	}
	return f, true
}

func mark(f figure.Figure) string {
	if f.Status == figure.Estimate {
		return "(est., current prices)"
	}
	return "(current prices)"
}

func equipment(s Subject, _ *analysis.Row) (fact, bool) {
	if s.Answer.Measure == figure.EquipmentPct {
		f := s.Answer.Edition.Figure(figure.ShareGDP, s.Code, s.Answer.Year)
		return fact{label: "Share of GDP", text: f.String() + " %", role: cell.Plain}, f.Known()
	}
	f := s.Answer.Edition.Figure(figure.EquipmentPct, s.Code, s.Answer.Year)
	if !f.Known() {
		return fact{}, false
	}
	level := figure.Decimal{Units: 20}
	if p := s.Data.Targets().InForce(figure.EquipmentPct, s.Answer.Year); p != nil {
		level = p.Level
	}
	v, edge := target.Judge(f, level)
	glyph, role := format.Glyph(v, edge)
	return fact{label: "Equipment", text: glyph + " " + f.String() + " % of expenditure", note: v.Words() + " " + level.String() + " %", role: role}, true
}

func simple(s Subject, _ *analysis.Row, m figure.Measure, label, unit string) (fact, bool) {
	if s.Answer.Measure == m {
		return fact{}, false
	}
	f := s.Answer.Edition.Figure(m, s.Code, s.Answer.Year)
	text := strings.TrimSpace(format.Hanging(f))
	if unit == "US$" {
		text = unit + " " + text
	} else {
		text += " " + unit
	}
	out := fact{label: label, text: text, role: cell.Plain}
	if m == figure.DefPerCapita {
		out.note = "(" + s.Answer.Edition.PriceBase + " prices)"
	}
	return out, f.Known()
}

// others is what other editions printed for the same figure.
func others(s Subject, _ *analysis.Row) (fact, bool) {
	var said []string
	for _, o := range analysis.PrintedFor(s.Data, s.Answer.Measure, s.Code, s.Answer.Year) {
		if o.Edition != s.Answer.Edition && o.Figure.Known() {
			said = append(said, strings.TrimSpace(format.Hanging(o.Figure))+" "+shortMonth(o.Edition))
		}
	}
	if len(said) == 0 || s.Answer.Query.Source != 0 {
		return fact{}, false
	}
	if n := len(said); n > 3 {
		said = said[n-3:]
	}
	return fact{label: "Elsewhere", text: strings.Join(said, " · "), role: cell.Plain}, true
}

func shortMonth(e *dataset.Edition) string {
	month, year, _ := strings.Cut(e.Month(), " ")
	return month[:min(3, len(month))] + " " + year
}
