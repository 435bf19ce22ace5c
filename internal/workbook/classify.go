package workbook

import (
	"strings"

	"allyscope/internal/figure"
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
	t, h := fold(title), fold(heading)
	if h == "" {
		h = t
	}
	all := t + " " + h
	if hasAny(all, "security related", "resilience") {
		return subject{}, false // the 1.5 %: not one of the tables known here
	}
	base := priceBase(h)
	if base == "" {
		base = priceBase(t)
	}
	s := subject{base: base, core: hasAny(all, "core defence")}
	whole := "defence expenditure"
	if s.core {
		whole = "core defence expenditure"
	}
	gdp := hasAny(h, "gdp", "gross domestic product")
	switch {
	case hasAny(h, "per capita", "per head"):
		return s.perHead(h, gdp)
	case hasAny(h, "real change"):
		s.measure, s.unit = figure.RealChange, "% annual real change"+prices(base)
		return s, hasAny(all, "annual") && !gdp
	case hasAny(t, "distribution"):
		s.unit = "% of " + whole
		return s.part(h)
	case hasAny(h, "military personnel"):
		s.measure, s.unit = figure.Personnel, "thousand"
		return s, hasAny(all, "thousand", "thousands")
	case gdp && hasAny(h, "share of", "as a share", "percentage of", "as a percentage", "% of"):
		s.measure, s.unit = figure.ShareGDP, "% of GDP"+prices(base)
		if hasAny(h, "real gdp") {
			s.unit = "% of real GDP" + prices(base)
		}
		return s, true
	}
	return s.money(t, h, all)
}

// money sorts the tables of amounts: whose, in whose currency, at which prices.
func (s subject) money(t, h, all string) (subject, bool) {
	current := hasAny(h, "current")
	if !current && s.base == "" {
		return s, false
	}
	basis := "current prices"
	if !current {
		basis = s.base + " prices"
	}
	size, sized := magnitude(all)
	expenditure := hasAny(t, "defence expenditure", "defence expenditures")
	switch {
	case !sized:
		return s, false
	case hasAny(all, "gdp", "gross domestic product") && !expenditure && dollars(all):
		s.measure, s.unit = pick(current, figure.GDPCurrent, figure.GDPConstant), "USD "+size+", "+basis+" and exchange rates"
		return s, true
	case expenditure && hasAny(all, "national currency", "national currencies") && size == "m":
		s.measure, s.unit = pick(current, figure.NatCurrent, figure.NatConstant), "national currency m, "+basis
		return s, true
	case expenditure && dollars(all) && size == "m":
		s.measure, s.unit = pick(current, figure.USDCurrent, figure.USDConstant), "USD m, "+basis+" and exchange rates"
		return s, true
	}
	return s, false
}

// perHead sorts what is divided by the population.
func (s subject) perHead(h string, gdp bool) (subject, bool) {
	defence := hasAny(h, "defence expenditure", "defence expenditures")
	basis := ", current prices and exchange rates"
	if s.base != "" {
		basis = ", " + s.base + " prices and exchange rates"
	}
	switch {
	case defence == gdp: // neither, or a title that names both
		return s, false
	case gdp:
		s.measure, s.unit = figure.GDPPerCapita, "thousand USD"+basis
		return s, hasAny(h, "thousand", "thousands")
	}
	s.measure, s.unit = figure.DefPerCapita, "USD"+basis
	return s, !hasAny(h, "thousand", "thousands", "million")
}

// part sorts the four parts of expenditure.
func (s subject) part(h string) (subject, bool) {
	first, _, _ := strings.Cut(h, " ")
	switch first {
	case "equipment", "major":
		s.measure = figure.EquipmentPct
	case "personnel":
		s.measure = figure.PersonnelPct
	case "infrastructure":
		s.measure = figure.InfrastructurePct
	case "other", "others":
		s.measure = figure.OtherPct
	default:
		return s, false
	}
	return s, true
}

func pick(current bool, a, b figure.Measure) figure.Measure {
	if current {
		return a
	}
	return b
}

func prices(base string) string {
	if base == "" {
		return ""
	}
	return " (" + base + " prices)"
}

func dollars(folded string) bool {
	return hasAny(folded, "us dollar", "us dollars", "usd", "us")
}

func magnitude(folded string) (string, bool) {
	switch {
	case hasAny(folded, "billion", "billions"):
		return "bn", true
	case hasAny(folded, "million", "millions"):
		return "m", true
	}
	return "", false
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
