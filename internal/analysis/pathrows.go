package analysis

import (
	"cmp"
	"math"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// pathRows returns the path of every ally, by its Index. The error is a *query.Error if a
// scenario's deadline does not lie ahead.
func (p *Path) pathRows() ([]PathRow, error) {
	out := make([]PathRow, len(p.ds.Allies().All()))
	for i, a := range p.ds.Allies().All() {
		r := &out[i]
		r.Series, r.Pin = Series{Code: a.Code, Ally: a, Name: a.Name, First: p.First}, p.Query.Pins.Index(a.Code)
		r.Level, r.Deadline = p.Query.Level, p.Deadline
		for _, o := range p.Overrides {
			if o.Code == a.Code {
				r.Own, r.Level, r.Deadline = true, o.Level, cmp.Or(o.By, p.Deadline)
			}
		}
		p.findStart(r)
		from, level := cmp.Or(r.From, p.Year), p.levelOf(r.Level)
		if r.Bar = level.In(from); r.Own && r.Deadline <= from {
			return nil, tooSoon(r.Deadline, from, pathPledge(p.ds))
		}
		r.growth = p.growthFactors(a, from, max(r.Deadline, p.Deadline))
		if r.Verdict.Counted() {
			p.compute(r)
		}
	}
	return out, nil
}

// findStart finds the figure from which an ally's path starts and judges it.
func (p *Path) findStart(r *PathRow) {
	earliest := p.table.First
	if p.Query.Year != 0 { // the query names the year
		earliest = p.Year
	}
	line := p.table.LineOf(r.Ally)
	for y := p.Year; y >= earliest && r.From == 0; y-- {
		if f := line.At(y); f.Known() {
			r.From, r.Figure = y, f
		}
	}
	r.Verdict, r.Edge = p.judge(r.Ally, r.Figure, p.Year, r.Level, true)
}

// compute fills in the path of an ally whose starting figure has been judged.
func (p *Path) compute(r *PathRow) {
	r.Best = Amount{Value: p.money.share(r.Ally.Code, r.From, r.Figure), OK: true}
	p.price(r)
	if k := int(r.Deadline - r.From); k < len(r.growth) {
		r.GDPGrowth = Amount{Value: r.growth[k], OK: true}
	}
	p.pace(r)
	r.Gap = Delta{Value: target.Gap(r.Figure, r.Level), OK: true}
	r.PPPerYear = Amount{Value: max(0, r.need()), OK: true}
	if r.Met() {
		r.ExtraUSD.OK = true
		return
	}
	if r.From < ReviewYear {
		r.Review = r.Straight(ReviewYear)
	}
	if r.GDPGrowth.OK && r.Best.Value > 0 {
		// Expenditure has to grow by the growth of the share times the growth of GDP.
		times := r.Level.Float() / r.Best.Value * r.GDPGrowth.Value
		r.RealGrowth = Amount{Value: (math.Pow(times, 1/float64(r.Deadline-r.From)) - 1) * 100, OK: true}
	}
	r.ExtraUSD = r.extra(r.Deadline)
	p.priceOwn(r)
}

// priceOwn sets ExtraOwn, at the exchange rate that the edition's own two amounts of From imply.
func (p *Path) priceOwn(r *PathRow) {
	if p.money.usd == nil || p.money.national == nil || !r.ExtraUSD.OK || p.MoneyIn == figure.USDConstant {
		return
	}
	usd, own := p.money.usd.At(r.Ally.Code, r.From), p.money.national.At(r.Ally.Code, r.From)
	r.Currency = p.money.national.Currency(r.Ally.Code, r.From)
	if usd.Known() && own.Known() && usd.Exact() > 0 {
		r.ExtraOwn = Amount{Value: r.ExtraUSD.Value * own.Exact() / usd.Exact(), OK: true}
	}
}

// extra returns the money that a straight path takes in a year beyond the present share, US$ m at
// the prices and rates of r.gdp. It is never negative: spending above the level does not count.
func (r *PathRow) extra(y figure.Year) Amount {
	share, k := r.straight(r.from, y), int(y-r.From)
	if !share.OK || r.gdp == 0 || k < 0 || k >= len(r.growth) {
		return Amount{}
	}
	return Amount{Value: max(0, share.Value-r.from) / 100 * r.gdp * r.growth[k], OK: true}
}

// price sets the row's gap in money and its GDP. GDP is expenditure divided by the share from
// which the gap is computed, so that a path starts from the gap in the ranking; the IMF's if the
// edition has no amounts; and 0 if neither is held.
func (p *Path) price(r *PathRow) {
	r.Money = p.gap(r.Ally.Code, r.From, r.Figure, r.Level)
	usd := p.money.usd.At(r.Ally.Code, r.From)
	if usd.Known() && r.from > 0 {
		r.gdp = usd.Exact() / r.from * 100
	} else if r.gdp = p.gdp.At(r.Ally.Code, r.From).Exact() * 1000; r.gdp > 0 { // the IMF counts billions
		r.Basis = OutlookGDP
	}
	if p.MoneyIn == figure.USDConstant { // convert by the edition's own two amounts of the year
		if !usd.Known() || usd.Exact() <= 0 {
			r.gdp = 0
			return
		}
		r.gdp *= p.money.usdConstant.At(r.Ally.Code, r.From).Exact() / usd.Exact()
	}
}

// growthFactors returns an ally's real GDP in the years from–until, relative to the first. It ends
// early at a year without a growth rate. After the IMF's last year the last rate continues.
func (p *Path) growthFactors(a *ally.Ally, from, until figure.Year) []float64 {
	out := append(make([]float64, 0, max(1, until-from+1)), 1)
	line := p.growth.LineOf(a)
	for y := from + 1; y <= until; y++ {
		f := line.At(min(y, p.growth.Last))
		if !f.Known() {
			return out
		}
		out = append(out, out[len(out)-1]*(1+f.Exact()/100))
	}
	return out
}

// pace sets the ally's own pace over the last five years, or over as many of them as the edition
// has since a break, and the year in which that pace reaches the level.
func (p *Path) pace(r *PathRow) {
	first := r.From - paceYears
	if b, broken := p.breakWithin(r.Ally.Code, figure.ShareGDP, first, r.From); broken {
		r.Across = breakWords(b)
		first = b.Year // earlier figures were counted differently and do not compare
	}
	for y := first; y < r.From; y++ {
		then := p.table.At(r.Ally.Code, y)
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

// arrival returns the first year in which the level is reached if the share keeps changing by
// change every span years; 0 if that is never or after 2100. It computes in integers.
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

// need returns the percentage points a year that the level takes. It is negative for an ally above
// the level, so that those furthest above are sorted last.
func (r *PathRow) need() float64 { return -r.Gap.Value.Float() / float64(r.Deadline-r.From) }

func (r *PathRow) sortKey(by query.Sort) sortKey {
	k := sortKey{ally: r.Ally, verdict: r.Verdict, edge: r.Edge, late: r.Late(), value: r.Printed.Float(), ranked: r.Verdict.Counted()}
	switch by {
	case query.ByValue, query.ByGap:
		k.orderBy(r.need(), r.Gap.OK)
	case query.ByMoney:
		k.orderBy(r.ExtraUSD.Value, r.ExtraUSD.OK)
	case query.ByChange, query.BySince:
		k.orderBy(r.Pace.Value, r.Pace.OK)
	}
	return k
}

func (p *Path) pathTotal(sum ally.Code) PathTotal {
	t := PathTotal{Code: sum, Name: p.ds.Allies().Name(sum), Printed: p.line(sum).At(p.Year)}
	var gdp, spent, laterGDP, later, extra float64
	for i := range p.all {
		r := &p.all[i]
		if !p.within(sum, r.Ally) || r.Verdict == target.NotMember {
			continue
		}
		more := r.extra(p.Deadline)
		now, then, held := p.weights(r)
		switch {
		case r.Verdict == target.NoForces: // spends nothing; its GDP is in NATO's sums but not in a group's
			if held && !sum.Group() {
				gdp, laterGDP = gdp+now, laterGDP+then
			}
		case !more.OK || !held:
			t.Missing++
		default:
			t.Allies++
			gdp, spent = gdp+now, spent+now*r.Best.Value
			laterGDP, later = laterGDP+then, later+then*r.straight(r.Best.Value, p.Deadline).Value
			extra += more.Value
		}
	}
	if t.Allies > 0 {
		t.Now = Amount{Value: spent / gdp, OK: true}
		t.Implied = Amount{Value: later / laterGDP, OK: true}
		t.ExtraUSD = Amount{Value: extra, OK: true}
	}
	return t
}

// weights returns the GDP by which a row is weighted in a sum, now and in the deadline year: at the
// edition's constant prices, which is how NATO computes such a share, else at current prices.
func (p *Path) weights(r *PathRow) (now, then float64, held bool) {
	from := cmp.Or(r.From, p.Year)
	k := int(p.Deadline - from)
	if k >= len(r.growth) {
		return 0, 0, false
	}
	now = r.gdp
	if t := p.money.gdpConstant; t != nil {
		now = t.At(r.Ally.Code, from).Exact() * t.Millions()
	}
	return now, now * r.growth[k], now > 0
}
