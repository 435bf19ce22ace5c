package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

func (p *Path) assumptions() []string {
	printed := "as printed, at constant prices"
	if p.Level.Foreign {
		printed = "rounded to two decimals, at current prices"
	}
	weights := "current prices and exchange rates, since the edition is held without its tables of GDP"
	if p.money.gdpConstant != nil {
		weights = "constant prices of " + p.Edition.PriceBase + ", as NATO's own are"
	}
	out := format.Said(
		fmt.Sprintf("Shares are those of %s, %s; verdicts, points a year and pace use the figure %s; growth uses the unrounded one where available.",
			p.Edition.Name(), p.Edition.Definition, printed),
		format.Whenf(p.ownDeadline, "No future deadline was pledged for %s %%: %d is that of the latest pledge.", p.Level.Value, p.Deadline),
		fmt.Sprintf("The straight path adds the same number of percentage points each year until %d.", p.Deadline),
		p.Growth(),
		"Money is in US$ m a year at prices and exchange rates of "+p.Prices+", beyond present spending grown with GDP; "+p.gdpAssumption(),
		"Shares of several allies together are weighted by GDP at "+weights+".",
		"An ally at or above its level keeps its present share; what it spends above the level does not pay for others.",
		fmt.Sprintf("The pace is the average change over the %d years before, or as many of them as the same edition has; it is not a forecast.", paceYears),
	)
	supposed := format.Each(p.supposed(), func(o string) string { return "Scenario, not pledged: " + o + "." })
	earlier := someOf(format.EachOf(p.all, func(r *PathRow) string {
		return format.Whenf(r.Verdict.Counted() && r.From != p.Year, "%s from %d, at the prices of that year", r.Ally.Name, r.From)
	}))
	unpriced := someOf(format.EachOf(p.all, func(r *PathRow) string {
		return format.When(r.Verdict.Counted() && !r.extra(p.Deadline).OK, r.Ally.Name)
	}))
	return slices.Concat(out, supposed, format.Said(
		format.Whenf(earlier != "", "Allies without a figure for %d start earlier: %s.", p.Year, earlier),
		format.Whenf(unpriced != "", "Without growth or money, since GDP or its growth is not held: %s.", unpriced)))
}

// growing names the source of GDP growth. If a path runs past the last forecast year, it adds
// beyond, a format that takes that year.
func (p *Path) growing(beyond string) string {
	last := p.growth.Last
	ends := p.Deadline > last || slices.ContainsFunc(p.Overrides, func(o query.Override) bool { return o.By > last })
	return p.ds.Outlook("NGDP_RPCH") + format.Whenf(ends, beyond, last)
}

// Growth returns the sentence that states the assumption on GDP growth.
func (p *Path) Growth() string {
	return "Real GDP grows as forecast by the " + p.growing(", to %d; after that, by allyscope's own assumption, the rate of %[1]d continues") + "."
}

func (p *Path) basis() string {
	return format.Capital(format.Join("; ",
		format.After("scenario, not pledged: ", strings.Join(p.supposed(), ", ")),
		"real GDP: "+p.growing(", to %d, then its rate of %[1]d continues (allyscope's own assumption)"),
		fmt.Sprintf("money at prices and exchange rates of %s, beyond present spending grown with GDP", p.Prices)+
			format.When(p.money.usd == nil || p.money.gdp == nil, " (by "+p.ofGDP()+")"),
		"a straight path: the same points each year",
		fmt.Sprintf("pace: the average of up to %d years before, not a forecast", paceYears))) + "."
}

func (p *Path) gdpAssumption() string {
	outlook := "the " + p.ds.Outlook("NGDPD")
	if p.money.usd == nil {
		return "GDP is that of " + outlook + ", to which " + p.ofGDP() + " are applied, since the edition is held without its money tables."
	}
	how := func(b Basis) bool { return slices.ContainsFunc(p.all, func(r PathRow) bool { return r.Basis == b }) }
	return format.Join("; ",
		format.When(how(CurrentPrices), "the gap is the level's share of GDP less expenditure, both the edition's own at current prices"),
		format.When(how(ConstantShare), "where the edition holds no GDP at current prices, GDP is its expenditure divided by its share, which is at constant prices"),
		format.When(how(OutlookGDP), "where the edition holds no expenditure, GDP is that of "+outlook+", to which "+p.ofGDP()+" are applied")) + "."
}

// ofGDP names the shares that are applied to a GDP at current prices.
func (p *Path) ofGDP() string {
	return cmp.Or(format.When(p.Level.Foreign, "its shares"), "shares at constant prices")
}

// someOf lists up to four texts, and says how many more there are.
func someOf(words []string) string {
	const most = 4
	if len(words) <= most {
		return strings.Join(words, "; ")
	}
	return fmt.Sprintf("%s; and %d more", strings.Join(words[:most], "; "), len(words)-most)
}

// supposed returns the scenario's levels in words: "Spain at 2.1 %", "Germany at 3.5 % by 2029".
func (p *Path) supposed() []string {
	return format.Each(p.Overrides, func(o query.Override) string {
		return p.ds.Allies().Name(o.Code) + " at " + format.Percent(o.Level) + format.Whenf(o.By != 0, " by %d", o.By)
	})
}

// pathSentence starts with the scenario, goes on to the allies that the query names, and ends with
// the count of scope, the rows of the query's group or of all allies.
func (p *Path) pathSentence(scope []PathRow) string {
	supposed := strings.Join(p.supposed(), " and ")
	var named []*PathRow
	if p.Query.Pins.Len() <= maxNamed { // more are too many for a sentence
		named = format.Each(p.ds.Allies().Known(p.Query.Pins.Codes()), func(x *ally.Ally) *PathRow { return &p.all[x.Index] })
	}
	words := format.Each(named, func(r *PathRow) string { return r.Ally.Name + " " + p.words(r) })
	if len(named) == 1 {
		r := named[0]
		arrives := format.When(r.Verdict == target.Below && r.Pace.OK, "at its present pace "+r.there())
		prices := format.When(p.MoneyIn == figure.USDConstant, " at prices of "+p.Prices)
		asks := format.Whenf(r.ExtraUSD.Value > 0, "%s in %d%s", r.extraWords(), r.Deadline, prices)
		words = []string{format.Join(", ", words[0], arrives, asks)}
	}
	sums := format.EachOf(p.Totals, func(t *PathTotal) string {
		asked := p.Query.Sums.Index(t.Code) >= 0 || p.group != nil && t.Code == p.group.Code()
		rests := format.Whenf(t.Now.OK, "%s at %s %% of GDP, each ally at its level already", t.Name, figure.Round(t.Now.Value, 2))
		return format.When(asked, cmp.Or(p.leads(t), rests))
	})
	var late []PathRow
	if p.Query.Verdict == query.Late {
		late = scope // the query asks for their names
	}
	most := ""
	if r := furthest(scope); r != nil && len(named) == 0 {
		most = fmt.Sprintf("most: %s needs %s%s", r.Ally.Name, r.pointsAYear(), r.ownAim())
	}
	return format.Whenf(supposed != "", "With %s, ", supposed) +
		fmt.Sprintf("%s by %d%s: ", format.Percent(p.Level.Value), p.Deadline, format.Later(p.Level.In(p.Year))) +
		format.Join("; ", append(words, append([]string{p.missed(p.Aim("it"), late), p.standing(scope), most}, sums...)...)...) + "."
}

// Differ reports whether any ally that is listed or counted has a level of its own.
func (p *Path) Differ() bool {
	differs := func(r PathRow) bool { return r.Level.Cmp(p.Level.Value) != 0 }
	return slices.ContainsFunc(p.Rows, differs) ||
		slices.ContainsFunc(p.all, func(r PathRow) bool { return differs(r) && p.counted(r.Ally, p.Year) })
}

// Aim returns what allies meet or miss: level, or "their level" if some have levels of their own.
func (p *Path) Aim(level string) string { return cmp.Or(format.When(p.Differ(), "their level"), level) }

// Aimed returns the text with Aim in place of the level.
func (p *Path) Aimed(text string) string {
	level := format.Percent(p.Level.Value)
	return strings.Replace(text, level, p.Aim(level), 1)
}

// there says when an ally with a pace reaches its level: "there in 2031", "never".
func (r *PathRow) there() string {
	return cmp.Or(format.Whenf(r.AtPace != 0, "there in %d", r.AtPace), r.Never())
}

// missed says how many of the allies below the level miss it by the deadline, and names those that
// are in among. It is empty if no ally is below.
func (p *Path) missed(it string, among []PathRow) string {
	switch p.Count.Below {
	case 0:
		return ""
	case p.Unpaced:
		return "which allies miss " + it + " is unknown, as none of them has a pace"
	}
	names := format.List(format.EachOf(among, func(r *PathRow) string { return format.When(r.Late(), r.Name) }))
	late := cmp.Or(format.When(p.Late > 0, format.Of(p.Late, p.Count.Below)+" miss "), "none misses ") + it
	return "at their present pace " + late +
		format.Whenf(names != "", " (%s)", names) + format.Whenf(p.Unpaced > 0, " (the pace of %d is unknown)", p.Unpaced)
}

// Together says where all paths lead Europe and Canada; it is empty if they take no extra money.
func (p *Path) Together() string {
	text := p.leads(&p.Totals[0])
	return format.When(text != "", text+".")
}

// leads says where all paths lead a sum of allies; it is empty if they take no extra money.
func (p *Path) leads(t *PathTotal) string {
	return format.Whenf(t.ExtraUSD.Value > 0, "%s would go from %s to %s %% of GDP, %s a year more in %d at prices of %s",
		t.Name, figure.Round(t.Now.Value, 2), figure.Round(t.Implied.Value, 2), format.Money("US$", t.ExtraUSD.Value), p.Deadline, p.Prices)
}

// Otherwise returns NATO's own figure in words if it differs from the one computed from the rows,
// from which paths start; else "".
func (t *PathTotal) Otherwise() string {
	other := t.Now.OK && t.Printed.Known() && t.Printed.Printed.Cmp(figure.Round(t.Now.Value, 2)) != 0
	return format.When(other, "printed "+format.Figure(t.Printed))
}

func (p *Path) standing(rows []PathRow) string {
	l, before := p.Level.In(p.Year), !p.Estimated
	var short noteGroups
	for _, r := range rows {
		if r.Met() && r.Split() {
			short.add(r.Name, r.Money.basisWords())
		}
	}
	return fmt.Sprintf("%s%s %s %s in %s%s",
		p.Count.Words(), p.Among(), format.Verb(l, p.Count.Meets, before), p.Aim("it"), format.Year(p.Year, p.Estimated), notInMoney(short))
}

func (r *PathRow) pointsAYear() string { return format.Points(r.PPPerYear.Value) + " pp a year" }

// ownAim names the level and deadline of an ally that has its own.
func (r *PathRow) ownAim() string {
	return format.Whenf(r.Own, " to %s by %d", format.Percent(r.Level), r.Deadline)
}

func (r *PathRow) growthAYear() string {
	return format.Whenf(r.RealGrowth.OK, "%s %% real growth a year", format.Signed(figure.Round(r.RealGrowth.Value, 1)))
}

// furthest returns the row that needs the most points a year; nil if no row is below its level.
func furthest(rows []PathRow) *PathRow {
	var found *PathRow
	for i := range rows {
		r := &rows[i]
		if r.Verdict == target.Below && (found == nil || r.PPPerYear.Value > found.PPPerYear.Value) {
			found = r
		}
	}
	return found
}

// words says how a row stands, for the sentence of the path.
func (p *Path) words(r *PathRow) string {
	switch {
	case !r.Verdict.Counted():
		return r.Verdict.Words()
	case r.Met() && !p.Differ():
		return format.Verdict(r.Verdict, r.Bar) + " it"
	case r.Met():
		return format.Stands(r.Verdict, r.Bar)
	default:
		return format.Join(", ", r.pointsAYear()+r.ownAim(), r.growthAYear())
	}
}

// PathFact is one fact about what it takes an ally to reach its level.
type PathFact struct {
	Label, Value string // a line of a list
	Words        string // the fact in a sentence; empty if nothing is held or another fact covers it
}

// Facts returns what it takes the ally to reach its level, or that it has; nil without a verdict.
func (r *PathRow) Facts() []PathFact {
	switch already := "at " + format.Percent(r.Level) + " already"; {
	case !r.Verdict.Counted():
		return nil
	case r.Met():
		out := []PathFact{{"Level", already, fmt.Sprintf("%s (%s %% in %d)", already, format.Figure(r.Figure), r.From)}}
		return append(out, append(r.moneyFact(), PathFact{"Path", "keeps its present share", ""}, r.paceFact())...)
	}
	by := fmt.Sprintf("%s by %d", format.Percent(r.Level), r.Deadline)
	points := PathFact{"Share", r.pointsAYear(), r.pointsAYear() + " to " + by}
	if r.Own {
		by += " (scenario)"
	}
	growth, money := r.growthAYear(), format.When(r.ExtraUSD.OK, r.extraWords())
	out := append([]PathFact{
		{"Level", by, ""}, points, {"Spending", cmp.Or(growth, "real growth not held"), growth},
		{fmt.Sprintf("In %d", r.Deadline), cmp.Or(money, "money not held"), money},
	}, r.moneyFact()...)
	if r.Review.OK && r.Deadline > ReviewYear {
		share := figure.Round(r.Review.Value, 2).String() + " %"
		out = append(out, PathFact{format.Year(ReviewYear, false), share + " at the review", fmt.Sprintf("%s at the review of %d", share, ReviewYear)})
	}
	return append(out, r.paceFact())
}

func (r *PathRow) extraWords() string {
	amount := format.Money("US$", r.ExtraUSD.Value)
	if r.ExtraOwn.OK && r.Currency != "USD" {
		amount += " (" + format.Money(r.Currency, r.ExtraOwn.Value) + ")"
	}
	return amount + " a year more"
}

// moneyFact returns the fact that the money is on the other side of the level, or nil if it is not.
func (r *PathRow) moneyFact() []PathFact {
	if !r.Split() {
		return nil
	}
	amount, how := r.Other(r.Level)
	return []PathFact{{"In money", amount + ", " + how, amount + " " + how}}
}

func (r *PathRow) paceFact() PathFact {
	f := PathFact{"Own pace", "no earlier figure" + format.When(r.Across != "", " since the break"), ""}
	if !r.Pace.OK {
		return f
	}
	pace := format.Points(r.Pace.Value)
	f.Value = fmt.Sprintf("%s a year since %d", pace, r.PaceFrom)
	f.Words = fmt.Sprintf("own pace %s pp a year since %d", pace, r.PaceFrom)
	if !r.Met() {
		f.Value += ": " + strings.TrimPrefix(r.there(), "there in ")
		f.Words += ", " + r.there() + format.When(r.AtPace == 0, " at that pace")
	}
	return f
}

// Never says when an ally whose pace has no year of arrival reaches its level.
func (r *PathRow) Never() string {
	if r.Pace.Value > 0 {
		return fmt.Sprintf("after %d", figure.LastYear)
	}
	return "never"
}

// Words returns all the facts in one line, or why there are none.
func (r *PathRow) Words() string {
	if !r.Verdict.Counted() {
		return r.Verdict.Words()
	}
	return format.Join("; ", format.Each(r.Facts(), func(f PathFact) string { return f.Words })...)
}
