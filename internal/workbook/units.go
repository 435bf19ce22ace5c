package workbook

import (
	"slices"

	"allyscope/internal/figure"
)

// units gives the tables of CSV that name no unit the one NATO prints them in.
func (im *importer) units(e *Edition) {
	base := im.opt.PriceBase
	constant := "constant prices"
	if base != "" {
		constant = base + " prices"
	}
	for _, t := range e.Tables {
		if t.Unit != "" {
			continue
		}
		t.Unit = defaultUnit(t.Measure, constant, prices(base))
		if t.Measure == figure.GDPConstant && inBillions(e) {
			t.Unit = "USD bn, " + constant + " and exchange rates"
			im.report.notef("gdp_constant: taken to be in billions, which its shares of GDP agree with")
		}
		im.report.notef("%s: no unit is named; taken to be %s", t.Measure, t.Unit)
	}
}

func defaultUnit(m figure.Measure, constant, bracket string) string {
	switch m {
	case figure.ShareGDP:
		return "% of GDP" + bracket
	case figure.RealChange:
		return "% annual real change" + bracket
	case figure.USDCurrent, figure.GDPCurrent:
		return "USD m, current prices and exchange rates"
	case figure.USDConstant, figure.GDPConstant:
		return "USD m, " + constant + " and exchange rates"
	case figure.NatCurrent:
		return "national currency m, current prices"
	case figure.NatConstant:
		return "national currency m, " + constant
	case figure.GDPPerCapita:
		return "thousand USD, " + constant + " and exchange rates"
	case figure.DefPerCapita:
		return "USD, " + constant + " and exchange rates"
	case figure.Personnel:
		return "thousand"
	}
	return "% of defence expenditure"
}

// inBillions tells whether money over GDP gives the shares only where GDP is in
// billions: NATO changed the size of its unit in 2024.
func inBillions(e *Edition) bool {
	share, ok1 := e.Table(figure.ShareGDP)
	money, ok2 := e.Table(figure.USDConstant)
	gdp, ok3 := e.Table(figure.GDPConstant)
	if !ok1 || !ok2 || !ok3 {
		return false
	}
	billions, others := 0, 0
	for _, r := range share.Rows {
		for i, f := range r.Figures {
			y := share.Years[i].Year
			m, g := money.at(r.Code, y), gdp.at(r.Code, y)
			if !f.Known() || f.Exact() <= 0 || m.Exact() <= 0 || g.Exact() <= 0 {
				continue
			}
			if ratio := 100 * m.Exact() / g.Exact() / f.Exact(); ratio > 500 && ratio < 2000 {
				billions++
			} else {
				others++
			}
		}
	}
	return billions > others
}

// basesOf finds the price bases units speak of.
func basesOf(tables []*Table, said string) []string {
	if said != "" {
		return []string{said}
	}
	var out []string
	for _, t := range tables {
		if b := priceBase(fold(t.Unit)); b != "" && !slices.Contains(out, b) {
			out = append(out, b)
		}
	}
	return out
}

func unitOf(e *Edition, m figure.Measure) string {
	if t, ok := e.Table(m); ok {
		return t.Unit
	}
	return ""
}
