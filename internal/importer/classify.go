package importer

import (
	"cmp"
	"strings"

	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// subject describes the figures of a block of rows.
type subject struct {
	measure figure.Measure
	unit    string
	base    string // year of constant prices, or "" if none is named
	core    bool   // core defence expenditure
}

// classify finds the subject of a block from the table's title and unit lines, given as one
// text, and from the heading over the block, if there is one. The heading decides; the title
// distinguishes blocks with the same heading.
func classify(title, heading string) (subject, bool) {
	t := fold(title)
	h := cmp.Or(fold(heading), t)
	all := t + " " + h
	if hasAny(all, "security related", "resilience") {
		return subject{}, false // spending under the 1.5 % part
	}
	s := subject{base: cmp.Or(priceBase(h), priceBase(t)), core: hasAny(all, "core defence")}
	gdp := hasAny(h, "gdp", "gross domestic product")
	switch {
	case hasAny(h, "per capita", "per head"):
		return s.perHead(h, gdp)
	case hasAny(h, "real change"):
		return s.withMeasure(figure.RealChange, false), hasAny(all, "annual") && !gdp
	case hasAny(t, "distribution"):
		return s.category(h)
	case hasAny(h, "military personnel"):
		return s.withMeasure(figure.Personnel, false), hasAny(all, "thousand", "thousands")
	case gdp && hasAny(h, "share of", "as a share", "percentage of", "as a percentage", "% of"):
		return s.withMeasure(figure.ShareGDP, hasAny(h, "real gdp")), true
	}
	return s.money(t, h, all)
}

// withMeasure returns the subject with a measure and its usual unit or, if other is true, its
// second one.
func (s subject) withMeasure(m figure.Measure, other bool) subject {
	units := dataset.Units(m, s.base, format.When(s.core, "core ")+"defence expenditure")
	s.measure, s.unit = m, units[0]
	if other {
		s.unit = units[1]
	}
	return s
}

// money classifies tables of amounts by what they count, currency and prices.
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
		return s.withMeasure(gdp, billion), true
	case expenditure && hasAny(all, "national currency", "national currencies") && !billion:
		return s.withMeasure(national, false), true
	case expenditure && dollars(all) && !billion:
		return s.withMeasure(usd, false), true
	}
	return s, false
}

func (s subject) perHead(h string, gdp bool) (subject, bool) {
	defence := hasAny(h, "defence expenditure", "defence expenditures")
	if defence == gdp { // neither, or both in a title
		return s, false
	}
	m, thousands := figure.DefPerCapita, hasAny(h, "thousand", "thousands")
	fits := !thousands && !hasAny(h, "million")
	if gdp {
		m, fits = figure.GDPPerCapita, thousands
	}
	named := s.base != ""
	s = s.withMeasure(m, false)
	if !named { // without a base year the prices are current
		s.unit = strings.Replace(s.unit, "constant prices", "current prices", 1)
	}
	return s, fits
}

// category classifies tables of the distribution by the first word of their heading.
func (s subject) category(h string) (subject, bool) {
	first, _, _ := strings.Cut(h, " ")
	categories := map[string]figure.Measure{
		"equipment": figure.EquipmentPct, "major": figure.EquipmentPct, "personnel": figure.PersonnelPct,
		"infrastructure": figure.InfrastructurePct, "other": figure.OtherPct, "others": figure.OtherPct,
	}
	m, ok := categories[first]
	return s.withMeasure(m, false), ok
}

func dollars(folded string) bool {
	return hasAny(folded, "us dollar", "us dollars", "usd", "us")
}

// priceBase returns the year of constant prices in a folded text, such as "constant
// 2015 prices" or "2010 us dollars", or "".
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
