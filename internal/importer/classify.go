package importer

import (
	"cmp"
	"strings"

	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// subject is what a block of rows is about.
type subject struct {
	measure figure.Measure
	unit    string
	base    string // year of constant prices, where the words name one
	core    bool   // core defence expenditure
}

// classify finds the measure of a block by the table's title and unit lines
// together, and by the heading that stands over the block, if one does. The
// heading decides; the title tells apart what shares a heading.
func classify(title, heading string) (subject, bool) {
	t := fold(title)
	h := cmp.Or(fold(heading), t)
	all := t + " " + h
	if hasAny(all, "security related", "resilience") {
		return subject{}, false // the 1.5 %: not one of the tables known here
	}
	s := subject{base: cmp.Or(priceBase(h), priceBase(t)), core: hasAny(all, "core defence")}
	gdp := hasAny(h, "gdp", "gross domestic product")
	switch {
	case hasAny(h, "per capita", "per head"):
		return s.perHead(h, gdp)
	case hasAny(h, "real change"):
		return s.is(figure.RealChange, false), hasAny(all, "annual") && !gdp
	case hasAny(t, "distribution"):
		return s.part(h)
	case hasAny(h, "military personnel"):
		return s.is(figure.Personnel, false), hasAny(all, "thousand", "thousands")
	case gdp && hasAny(h, "share of", "as a share", "percentage of", "as a percentage", "% of"):
		return s.is(figure.ShareGDP, hasAny(h, "real gdp")), true
	}
	return s.money(t, h, all)
}

// is makes the subject a measure, in the usual of its units or in the other.
func (s subject) is(m figure.Measure, other bool) subject {
	units := dataset.Units(m, s.base, format.When(s.core, "core ")+"defence expenditure")
	s.measure, s.unit = m, units[0]
	if other {
		s.unit = units[1]
	}
	return s
}

// money sorts the tables of amounts: whose, in whose currency, at which prices.
func (s subject) money(t, h, all string) (subject, bool) {
	gdp, usd, national := figure.GDPConstant, figure.USDConstant, figure.NatConstant
	if hasAny(h, "current") {
		gdp, usd, national = figure.GDPCurrent, figure.USDCurrent, figure.NatCurrent
	} else if s.base == "" {
		return s, false
	}
	million, billion := hasAny(all, "million", "millions"), hasAny(all, "billion", "billions")
	expenditure := hasAny(t, "defence expenditure", "defence expenditures")
	switch {
	case !million && !billion:
		return s, false
	case hasAny(all, "gdp", "gross domestic product") && !expenditure && dollars(all):
		return s.is(gdp, billion), true
	case expenditure && hasAny(all, "national currency", "national currencies") && !billion:
		return s.is(national, false), true
	case expenditure && dollars(all) && !billion:
		return s.is(usd, false), true
	}
	return s, false
}

func (s subject) perHead(h string, gdp bool) (subject, bool) {
	defence := hasAny(h, "defence expenditure", "defence expenditures")
	if defence == gdp { // neither, or a title that names both
		return s, false
	}
	m, thousands := figure.DefPerCapita, hasAny(h, "thousand", "thousands")
	fits := !thousands && !hasAny(h, "million")
	if gdp {
		m, fits = figure.GDPPerCapita, thousands
	}
	named := s.base != ""
	s = s.is(m, false)
	if !named { // what names no year is at current prices
		s.unit = strings.Replace(s.unit, "constant prices", "current prices", 1)
	}
	return s, fits
}

func (s subject) part(h string) (subject, bool) {
	first, _, _ := strings.Cut(h, " ")
	parts := map[string]figure.Measure{
		"equipment": figure.EquipmentPct, "major": figure.EquipmentPct, "personnel": figure.PersonnelPct,
		"infrastructure": figure.InfrastructurePct, "other": figure.OtherPct, "others": figure.OtherPct,
	}
	m, ok := parts[first]
	return s.is(m, false), ok
}

func dollars(folded string) bool {
	return hasAny(folded, "us dollar", "us dollars", "usd", "us")
}

// priceBase finds the year of constant prices: "constant 2015 prices", "2010
// US dollars".
func priceBase(folded string) string {
	words := strings.Fields(folded)
	for i, w := range words {
		if _, _, ok := year(w); !ok || len(w) != 4 || i+1 == len(words) {
			continue
		}
		if next := words[i+1]; next == "prices" || next == "us" || next == "constant" {
			return w
		}
	}
	return ""
}
