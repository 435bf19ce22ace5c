package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// money holds an edition's tables of amounts. Any of them may be nil.
type money struct {
	usd, national, gdp, usdConstant, gdpConstant *dataset.Table
}

// Basis is the way in which a gap in money is computed.
type Basis uint8

// The bases. Expenditure is at current prices in all of them.
const (
	NoBasis       Basis = iota // there is no gap in money
	CurrentPrices              // expenditure less level × GDP, both from the edition's tables at current prices
	ConstantShare              // expenditure × (1 − level ÷ share), with the share at constant prices
	PartOfIt                   // a part of the expenditure less the part that the level requires
	OutlookGDP                 // (level − share) × the IMF's GDP, with the share at constant prices; paths only
)

// String returns the word used in machine-readable output, empty for NoBasis.
func (b Basis) String() string {
	return [...]string{"", "current_prices", "constant_price_share", "part_of_expenditure", "imf_gdp"}[b]
}

// Words states how a gap to a level is computed, except for OutlookGDP, which a path explains.
func (b Basis) Words(level figure.Decimal) string {
	return [...]string{
		CurrentPrices: "expenditure less " + format.Percent(level) + " of GDP, both at current prices",
		ConstantShare: "expenditure × (1 − " + format.Number(level) + " ÷ share), with the share at constant prices",
		PartOfIt:      "that part of the expenditure less " + format.Percent(level) + " of it",
		OutlookGDP:    "",
	}[b]
}

// Prices names the price base of a gap, to be displayed in brackets after it.
func (b Basis) Prices() string {
	return "current prices" + format.When(b == ConstantShare, ", share at constant ones")
}

// Money is an ally's distance to a level in money, at current prices.
type Money struct {
	// GapUSD is in US$ m at current exchange rates, GapNational in millions of Currency at the
	// edition's own rate. They are negative if money is missing, and zero if the rounding of
	// the tables hides a gap. OK is false if no gap can be computed.
	GapUSD, GapNational Amount
	Currency            string
	Basis               Basis
	AtCurrent           Amount // the share of GDP at current prices, %; NATO judges it at constant prices

	from    float64 // the share or part that the gap is computed from, %
	judged  figure.Figure
	verdict target.Verdict // on judged
}

// gap computes an ally's distance to a level in a year: what it spends, or the part that the
// measure is about, less what the level requires.
func (w *work) gap(c ally.Code, y figure.Year, f figure.Figure, level figure.Decimal) Money {
	m, factor := w.gapInUSD(c, y, f, w.money.usd.At(c, y), w.money.gdp.At(c, y), level)
	if m.Basis == NoBasis {
		return m
	}
	if national := w.money.national.At(c, y); national.Known() {
		m.GapNational, m.Currency = scaled(national, factor), w.money.national.Currency(c, y)
	}
	if !m.GapUSD.OK && !m.GapNational.OK {
		m.Basis = NoBasis
	}
	return m
}

// gapInUSD computes the gap in US$ only. It also returns the factor by which expenditure in any
// currency is multiplied to get the gap.
func (w *work) gapInUSD(c ally.Code, y figure.Year, f, spent, gdp figure.Figure, level figure.Decimal) (m Money, factor float64) {
	m.from, m.judged = f.Exact(), f
	m.verdict, _ = target.Judge(f, level)
	switch {
	case w.Unjudged != "":
		return m, 0
	case w.Measure == figure.ShareGDP:
		var doubt float64
		if m.AtCurrent, doubt = ofGDP(spent, gdp, w.money.gdp); m.AtCurrent.OK {
			m.Basis, m.from = CurrentPrices, m.AtCurrent.Value
		} else {
			m.Basis, m.from = ConstantShare, w.money.share(c, y, f)
		}
		if m.from <= 0 {
			return Money{AtCurrent: m.AtCurrent, judged: f, verdict: m.verdict}, 0
		}
		if factor = 1 - level.Float()/m.from; math.Abs(factor) <= doubt {
			factor = 0
		}
	default:
		m.Basis, factor = PartOfIt, (m.from-level.Float())/100
	}
	m.GapUSD = scaled(spent, factor)
	return m, factor
}

func scaled(f figure.Figure, factor float64) Amount {
	if !f.Known() {
		return Amount{}
	}
	return Amount{Value: f.Exact() * factor, OK: true}
}

// ofGDP returns expenditure as a share of GDP, %, and the relative error that the rounding of
// the two figures leaves in it. The GDP is from table from, which knows its scale.
func ofGDP(spent, gdp figure.Figure, from *dataset.Table) (share Amount, doubt float64) {
	if !spent.Known() || !gdp.Known() || gdp.Exact() <= 0 {
		return Amount{}, 0
	}
	return Amount{Value: spent.Exact() / (gdp.Exact() * from.Millions()) * 100, OK: true}, doubtOf(spent) + doubtOf(gdp)
}

// doubtOf returns the largest relative error of a printed figure; 0 if its unrounded value is held.
func doubtOf(f figure.Figure) float64 {
	if f.Held || f.Printed.Units == 0 {
		return 0
	}
	return 0.5 / math.Abs(float64(f.Printed.Units))
}

// share returns the most exact share of GDP at constant prices that the edition gives: its
// unrounded cell; else its expenditure divided by its GDP at constant prices, as NATO computes
// the share, if that is more exact than the two decimals printed and agrees with them; else the
// printed figure. Small amounts are less exact: Montenegro spends 115 million, of which half a
// million is 0.007 points.
func (m money) share(c ally.Code, y figure.Year, f figure.Figure) float64 {
	const half = 0.005 // half of the second decimal, the rounding error of the printed share
	v, doubt := ofGDP(m.usdConstant.At(c, y), m.gdpConstant.At(c, y), m.gdpConstant)
	blur := v.Value * doubt
	if f.Held || !v.OK || blur >= half || math.Abs(v.Value-f.Printed.Float()) > half+blur {
		return f.Exact()
	}
	return v.Value
}

// Side returns the verdict by the gap in money: Below if money is missing although the figure
// meets the level, Meets if there is a surplus although it is below, else the figure's verdict.
func (m *Money) Side() target.Verdict {
	switch _, gap := m.amount(); {
	case m.verdict == target.Meets && gap < 0:
		return target.Below
	case m.verdict == target.Below && gap > 0:
		return target.Meets
	default:
		return m.verdict
	}
}

func (m *Money) amount() (currency string, millions float64) {
	if m.GapUSD.OK {
		return "US$", m.GapUSD.Value
	}
	return m.Currency, m.GapNational.Value
}

// Split reports whether the gap in money and the printed figure lie on different sides of the
// level. A surface that displays both must then display SplitWords too.
func (m *Money) Split() bool { return m.Side() != m.verdict }

// SplitWords is Money.SplitWords for the row's own level.
func (r *PathRow) SplitWords() string { return r.Money.SplitWords(target.Level{Value: r.Level}) }

// SplitWords states both sides: "meets 2 % by the figure NATO judges (2.02 %, at constant
// prices), and is US$ 2.4 bn under it at current prices (1.80 %)". It is empty unless Split.
func (m *Money) SplitWords(level target.Level) string {
	if !m.Split() {
		return ""
	}
	verb, by := "meets", "the figure NATO judges (%s %%, at constant prices)"
	switch {
	case m.verdict == target.Below:
		verb = "is " + format.Below(level)
	case !level.Judged():
		verb = format.Verb(level, 1, false)
	}
	if m.Basis != CurrentPrices {
		by = "the figure as printed (%s %%)"
	}
	amount, how := m.Other(level.Value)
	return fmt.Sprintf("%s %s by %s, and is %s %s", verb, format.Percent(level.Value), fmt.Sprintf(by, format.Figure(m.judged)), amount, how)
}

// Other describes the gap in money: "US$ 2.4 bn under it", "at current prices (1.80 %)".
func (m *Money) Other(level figure.Decimal) (amount, how string) {
	side := cmp.Or(format.When(m.from >= level.Float(), "above"), "under")
	return format.Money(m.amount()) + " " + side + " it", fmt.Sprintf("%s (%s %%)", m.basisWords(), format.Apart(m.from, level))
}

func (m *Money) basisWords() string {
	return cmp.Or(format.When(m.Basis == CurrentPrices, "at current prices"), "by the unrounded figure")
}

// notInMoney names the allies that meet a level but are under it in money, grouped by the
// figures that show it: " (Netherlands not at current prices)".
func notInMoney(split noteGroups) string {
	const named = 2
	slices.SortFunc(split, func(a, b noteGroup) int { return strings.Compare(a.text, b.text) }) // current prices first
	words := format.Each(split, func(x noteGroup) string {
		if len(x.names) > named {
			return fmt.Sprintf("%d of them not %s", len(x.names), x.text)
		}
		return format.List(x.names) + " not " + x.text
	})
	return format.When(len(words) > 0, " ("+strings.Join(words, ", ")+")")
}

// splitNote is SplitWords for an ally in a year, with its name; empty unless Split.
func (w *work) splitNote(c ally.Code, y figure.Year) string {
	m := w.gap(c, y, w.table.At(c, y), w.Query.Level)
	words := m.SplitWords(w.Level.In(y))
	return format.Whenf(words != "", "%s %d: %s", w.ds.Allies().Name(c), y, words)
}

func (a *Answer) splitNotesOf(codes []ally.Code) []string {
	return format.Each(codes, func(c ally.Code) string {
		r, ok := a.Row(c)
		return format.When(ok && r.Split(), a.w.splitNote(c, a.Year))
	})
}
