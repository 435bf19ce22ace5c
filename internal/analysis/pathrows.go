package analysis

import (
	"math"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// pathRows makes a row for every ally, in order of codes.
func (s *paths) pathRows() ([]PathRow, error) {
	all := s.ds.Allies().All()
	out := make([]PathRow, 0, len(all))
	for _, a := range all {
		r := PathRow{
			Series: Series{Code: a.Code, Ally: a, Name: a.Name, First: s.First}, Level: s.Query.Level, Deadline: s.deadline, Pin: s.Query.Pins.Index(a.Code),
		}
		for _, o := range s.overrides {
			if o.Code == a.Code {
				r.Own, r.Level = true, o.Level
				if o.By != 0 {
					r.Deadline = o.By
				}
			}
		}
		s.start(&r)
		level := s.levelOf(r.Level)
		r.Bar = level.In(r.start(s.Year))
		if r.Own && r.Deadline <= r.start(s.Year) {
			return nil, tooSoon(r.Deadline, r.start(s.Year), pathPledge(s.ds))
		}
		if r.Verdict.Counted() {
			s.reckon(&r)
		}
		out = append(out, r)
	}
	return out, nil
}

// start is the year the row starts from, or would.
func (r *PathRow) start(otherwise figure.Year) figure.Year {
	if r.From != 0 {
		return r.From
	}
	return otherwise
}

// start finds the figure a path starts from and judges it.
func (s *paths) start(r *PathRow) {
	earliest := s.table.First
	if s.dated {
		earliest = s.Year
	}
	line := s.table.LineOf(r.Ally)
	for y := s.Year; y >= earliest && r.From == 0; y-- {
		if f := line.At(y); f.Known() {
			r.From, r.Figure = y, f
		}
	}
	r.Verdict, r.Edge = s.judge(r.Ally, r.Figure, s.Year, r.Level, true)
}

// reckon works out a row that has a figure.
func (s *paths) reckon(r *PathRow) {
	r.Best = Amount{Value: s.money.share(r.Ally.Code, r.From, r.Figure), OK: true}
	s.price(r)
	r.growth = s.growthFactors(r.Ally, r.From, max(r.Deadline, s.deadline))
	if k := int(r.Deadline - r.From); k < len(r.growth) {
		r.GDPGrowth = Amount{Value: r.growth[k], OK: true}
	}
	s.pace(r)
	r.Gap = Delta{Value: target.Gap(r.Figure, r.Level), OK: true}
	if r.Met() {
		r.PPPerYear, r.ExtraUSD = Amount{OK: true}, Amount{OK: true}
		return
	}
	years := float64(r.Deadline - r.From)
	r.PPPerYear = Amount{Value: -r.Gap.Value.Float() / years, OK: true}
	if r.From < ReviewYear {
		r.Review = r.Straight(ReviewYear)
	}
	if r.GDPGrowth.OK && r.Best.Value > 0 {
		// Expenditure has to grow as the share does, on top of GDP.
		times := r.Level.Float() / r.Best.Value * r.GDPGrowth.Value
		r.RealGrowth = Amount{Value: (math.Pow(times, 1/years) - 1) * 100, OK: true}
	}
	r.ExtraUSD = r.extra(r.Deadline)
	s.priceOwn(r)
}

// priceOwn is the money of ExtraUSD in the ally's own currency, at the rate between
// the edition's own two amounts of the year it starts from.
func (s *paths) priceOwn(r *PathRow) {
	if s.money.usd == nil || s.money.national == nil || !r.ExtraUSD.OK || s.in == figure.USDConstant {
		return
	}
	usd, own := s.money.usd.At(r.Ally.Code, r.From), s.money.national.At(r.Ally.Code, r.From)
	r.Currency = s.money.national.Currency(r.Ally.Code, r.From)
	if usd.Known() && own.Known() && usd.Exact() > 0 {
		r.ExtraOwn = Amount{Value: r.ExtraUSD.Value * own.Exact() / usd.Exact(), OK: true}
	}
}

// extra is the money a straight path asks for in a year beyond the present
// share: US$ m at the prices and rates of From. Never negative: what an ally
// spends above its level is no business of a path's.
func (r *PathRow) extra(y figure.Year) Amount {
	share, k := r.straight(r.from, y), int(y-r.From)
	if !share.OK || r.gdp == 0 || k < 0 || k >= len(r.growth) {
		return Amount{}
	}
	return Amount{Value: max(0, share.Value-r.from) / 100 * r.gdp * r.growth[k], OK: true}
}

// price finds the row's gap in money, and the GDP that its share is a share of, US$ m
// at the prices and rates of From: expenditure over the share that the gap is reckoned
// from, so that a path starts from the ranking's gap; the IMF's GDP where the edition
// holds no money; 0 where neither is held.
func (s *paths) price(r *PathRow) {
	r.Money = s.gap(r.Ally.Code, r.From, r.Figure, r.Level)
	if f := s.money.usd.At(r.Ally.Code, r.From); f.Known() && r.from > 0 {
		r.gdp = f.Exact() / r.from * 100
	} else if r.gdp = s.gdp.At(r.Ally.Code, r.From).Exact() * 1000; r.gdp > 0 { // the IMF counts billions
		r.Basis = OutlookGDP
	}
	if s.in == figure.USDConstant { // by the edition's own two amounts of the year
		usd, constant := s.money.usd.At(r.Ally.Code, r.From), s.money.usdConstant.At(r.Ally.Code, r.From)
		if !usd.Known() || usd.Exact() <= 0 {
			r.gdp = 0
			return
		}
		r.gdp *= constant.Exact() / usd.Exact()
	}
}

// growthFactors are an ally's real GDP of a year, the next, … until the last, in
// terms of the first's, as far as growth is held. After the IMF's last year its
// last rate goes on.
func (s *paths) growthFactors(a *ally.Ally, from, until figure.Year) []float64 {
	out := append(make([]float64, 0, max(1, until-from+1)), 1)
	line := s.growth.LineOf(a)
	for y := from + 1; y <= until; y++ {
		f := line.At(min(y, s.growth.Last))
		if !f.Known() {
			return out
		}
		out = append(out, out[len(out)-1]*(1+f.Exact()/100))
	}
	return out
}

// pace is the ally's own pace over the last five years, or as many of them as
// the edition has without a break, and the year it leads to the level.
func (s *paths) pace(r *PathRow) {
	first := r.From - paceYears
	if b, broken := s.breakWithin(r.Ally.Code, figure.ShareGDP, first, r.From); broken {
		r.Across = breakWords(b)
		first = b.Year // what was counted otherwise before says nothing of the pace since
	}
	for y := first; y < r.From; y++ {
		then := s.table.At(r.Ally.Code, y)
		if !then.Known() {
			continue
		}
		change, span := r.Printed.Sub(then.Printed), int64(r.From-y)
		r.PaceFrom = y
		r.Pace = Amount{Value: change.Float() / float64(span), OK: true}
		if !r.Met() {
			r.AtPace = r.arrival(change, span)
		}
		return
	}
}

// arrival is the first year the level is reached when the share changes by so
// much in so many years, in whole numbers; 0 for never, or after 2100.
func (r *PathRow) arrival(change figure.Decimal, span int64) figure.Year {
	to, by := figure.Align(r.Level.Sub(r.Printed), change)
	if by.Units <= 0 {
		return 0
	}
	years := (to.Units*span + by.Units - 1) / by.Units
	if years > int64(figure.LastYear-r.From) {
		return 0
	}
	return r.From + figure.Year(years)
}

// need is how many points a year the level asks for; less than none of an ally above
// it, so that those far above come last.
func (r *PathRow) need() Amount {
	if !r.Gap.OK || r.Deadline <= r.From {
		return Amount{}
	}
	return Amount{Value: -r.Gap.Value.Float() / float64(r.Deadline-r.From), OK: true}
}

// sortKey is what the row is listed by: need, unless something else is asked for,
// money, or pace.
func (r *PathRow) sortKey(by query.Sort) sortKey {
	k := sortKey{ally: r.Ally, verdict: r.Verdict, edge: r.Edge, late: r.Late(), value: r.Printed.Float(), ranked: r.Verdict.Counted()}
	switch by {
	case query.ByValue, query.ByGap:
		k.by(r.need().Value, r.need().OK)
	case query.ByMoney:
		k.by(r.ExtraUSD.Value, r.ExtraUSD.OK)
	case query.ByChange, query.BySince:
		k.by(r.Pace.Value, r.Pace.OK)
	}
	return k
}
