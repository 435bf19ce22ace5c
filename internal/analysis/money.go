package analysis

import (
	"math"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/target"
)

// money are an edition's tables of amounts; any may be nil.
type money struct {
	usd, national, usdConstant, gdpConstant *dataset.Table
}

func openMoney(e *dataset.Edition) money {
	open := func(m figure.Measure) *dataset.Table {
		t, err := e.Table(m)
		if err != nil {
			return nil
		}
		return t
	}
	return money{
		usd: open(figure.USDCurrent), national: open(figure.NatCurrent),
		usdConstant: open(figure.USDConstant), gdpConstant: open(figure.GDPConstant),
	}
}

// gapMoney is an ally's gap to the level in the year asked about, at current
// prices: in US$ m, and in millions of its own currency. Of a share of GDP it is
// what is spent less what the level would ask, expenditure × (1 − level ÷
// share); of a part of the expenditure, that part less what the level would ask.
func (w *work) gapMoney(c ally.Code, f figure.Figure) (usd, national Amount, currency string) {
	var factor float64
	switch {
	case w.Unjudged != "":
		return usd, national, currency
	case w.Measure == figure.ShareGDP:
		share := w.money.share(c, w.Year, f)
		if share <= 0 {
			return usd, national, currency
		}
		factor = 1 - w.Query.Level.Float()/share
	default:
		factor = (f.Exact() - w.Query.Level.Float()) / 100
	}
	if t := w.money.usd; t != nil {
		usd = scaled(t.At(c, w.Year), factor)
	}
	if t := w.money.national; t != nil {
		national, currency = scaled(t.At(c, w.Year), factor), t.Currency(c, w.Year)
	}
	return usd, national, currency
}

func scaled(f figure.Figure, factor float64) Amount {
	if !f.Known() {
		return Amount{}
	}
	return Amount{Value: f.Exact() * factor, OK: true}
}

// share is the most exact share of GDP the edition gives: its unrounded cell;
// else its own expenditure over its own GDP at constant prices, which is how
// NATO makes the share, where that says more than the two decimals printed and
// agrees with them; else the printed figure. (Small amounts say less: Montenegro
// spends 115 million, and half a million more or less is 0.007 points.)
func (m money) share(c ally.Code, y figure.Year, f figure.Figure) float64 {
	if f.Held || m.usdConstant == nil || m.gdpConstant == nil {
		return f.Exact()
	}
	spent, gdp := m.usdConstant.At(c, y), m.gdpConstant.At(c, y)
	if !spent.Known() || !gdp.Known() || spent.Exact() <= 0 || gdp.Exact() <= 0 {
		return f.Exact()
	}
	v := spent.Exact() / (gdp.Exact() * gdpScale(m.gdpConstant)) * 100
	const half = 0.005 // of the second decimal, which is what the print leaves open
	blur := v * (0.5/spent.Exact() + 0.5/gdp.Exact())
	if blur >= half || math.Abs(v-f.Printed.Float()) > half+blur {
		return f.Exact()
	}
	return v
}

// gdpScale turns a table of GDP into US$ m: editions before June 2024 print
// billions.
func gdpScale(t *dataset.Table) float64 {
	if strings.HasPrefix(t.Unit, "USD bn") {
		return 1000
	}
	return 1
}

// shortfall adds up what is missing to those below the level.
func (w *work) shortfall(rows []Row) Shortfall {
	var s Shortfall
	for i := range rows {
		r := &rows[i]
		if r.Verdict != target.Below || !w.counted(r.Ally, w.Year) {
			continue
		}
		s.Allies++
		if !r.GapUSD.OK {
			s.Unpriced++
			continue
		}
		s.USD.OK = true
		s.USD.Value -= r.GapUSD.Value
	}
	return s
}
