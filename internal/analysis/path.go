package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// ReviewYear is the year in which the allies agreed to review their paths (The Hague, 2025).
const ReviewYear figure.Year = 2029

// paceYears is the most years over which an ally's own pace is measured.
const paceYears = 5

// PathRow holds what it takes one ally to reach its level by its deadline. Points start from the
// printed figure, as verdicts do, growth from the most exact share that the edition gives, and
// money from the gap at current prices.
type PathRow struct {
	// Series covers the years First–Last, judged by the query's level. Only Path.Row sets readings.
	Series
	// Reading is the share in From, judged by the ally's own level. Only a row with the verdict
	// Below has a path; Meets needs none, and the other verdicts say why there is none.
	Reading
	From  figure.Year // the year that the query names, else the last with a figure; 0 without a figure
	Money             // the gap to the ally's own level in From
	Best  Amount      // the share, % of GDP at constant prices, from which growth is computed
	// Level and Deadline are the ally's own if Own is true, else the query's. Bar is Level as it
	// applies to the figure of From.
	Level      figure.Decimal
	Deadline   figure.Year
	Own        bool
	Bar        target.Level
	PPPerYear  Amount // percentage points a year on a straight path; 0 if the level is met
	RealGrowth Amount // of defence expenditure, average % a year; not OK if the level is met or GDP is unknown
	// Pace is the ally's own, in percentage points a year since PaceFrom, which is at most five
	// years before From. Both figures are from the same edition.
	Pace     Amount
	PaceFrom figure.Year
	Across   string      // what changed at the break that cuts the pace short; empty without a break
	AtPace   figure.Year // the year of arrival at the ally's own pace; 0 if met already or not before 2101
	Review   Amount      // the share of a straight path in 2029, % of GDP
	// ExtraUSD is the extra money a year in Deadline, US$ m at the path's Prices: today's gap in
	// money, grown with GDP. It is 0 if the level is met.
	ExtraUSD Amount
	// ExtraOwn is ExtraUSD in millions of Currency, at the exchange rate of From. It is not OK if
	// the edition has no amounts or the query asks for US$ at constant prices.
	ExtraOwn  Amount
	GDPGrowth Amount // the growth of real GDP from From to Deadline, as a factor
	Pin       int    // the ally's place among the pins, from 0; −1 if it is not pinned

	gdp    float64   // GDP in From, US$ m at the prices and rates of From or of Path.Prices; 0 if unknown
	growth []float64 // real GDP of each year from From on, relative to From
}

// PathTotal is the sum of the paths of several allies.
type PathTotal struct {
	Code    ally.Code
	Name    string
	Printed figure.Figure // NATO's own figure for the year in which paths start
	// Now is the combined share of the rows in the year in which paths start, and Implied in the
	// deadline year, % of GDP. Both are weighted by GDP, at constant prices if the edition has it.
	Now, Implied    Amount
	ExtraUSD        Amount // the rows' extra money in the deadline year, US$ m; surpluses never pay for others
	Allies, Missing int    // allies included, and members with forces left out for want of figures
}

// Path holds what it takes the allies to reach a level by a deadline. Callers must not modify it.
type Path struct {
	// Header.Year is the latest year in which paths start. Header.Query names it only if the
	// caller's query did: then every path starts in it, else an ally without a figure starts
	// earlier. First and Last bound the years of Series.
	Header
	Deadline figure.Year
	// Prices is the year whose prices and exchange rates apply to extra money: the year in which
	// paths start, or the edition's price base for US$ at constant prices. MoneyIn is the unit that
	// the query asks for: USDConstant, NatCurrent or, by default, USDCurrent.
	Prices    string
	MoneyIn   figure.Measure
	Overrides []query.Override // the scenario's levels, ordered by ally code
	Rows      []PathRow        // in the query's order
	Totals    []PathTotal      // Europe and Canada, the alliance, and the query's groups
	// Count is how many members with forces meet their level in the year from which they start,
	// and how many do not. It is limited to the query's group, if any.
	Count Count
	// Late is how many allies below their level miss their deadline at their present pace, and
	// Unpaced how many have no pace because no earlier figure is held.
	Late, Unpaced int
	// Assumptions lists everything the numbers rest on, one sentence each. Basis has the most
	// important ones in one line, for surfaces without room for all.
	Assumptions []string
	Basis       string

	*work                      // its Header lacks the path's sentence, citation and notes
	ownDeadline bool           // the query names no deadline and the level's pledge has none ahead
	gdp, growth *dataset.Table // the IMF's GDP and its real growth
	all         []PathRow      // every ally by its Index, listed or not
}

// Row returns the row of an ally with its readings; false if the ally is not listed.
func (p *Path) Row(c ally.Code) (*PathRow, bool) {
	i := slices.IndexFunc(p.Rows, func(r PathRow) bool { return r.Code == c })
	if i < 0 {
		return nil, false
	}
	r := p.Rows[i]
	r.Series = p.series(c)
	return &r, true
}

// MoneyUnit returns the unit of extra money: "US$ m", and the price base of constant prices.
func (p *Path) MoneyUnit() string {
	return "US$ m" + format.When(p.MoneyIn == figure.USDConstant, " of "+p.Prices)
}

// Met reports whether the ally is already at or above its level.
func (r *PathRow) Met() bool { return r.Verdict == target.Meets }

// Late reports whether the ally is below its level and misses its deadline at its own pace.
func (r *PathRow) Late() bool {
	return r.Verdict == target.Below && r.Pace.OK && (r.AtPace == 0 || r.AtPace > r.Deadline)
}

// Straight returns the share, in % of GDP, that a straight path from the printed figure has in a
// year: the level from the deadline on. For an ally that meets its level it is the present share.
// It is not OK before From or without a verdict.
func (r *PathRow) Straight(y figure.Year) Amount {
	return r.straight(r.Printed.Float(), y)
}

func (r *PathRow) straight(from float64, y figure.Year) Amount {
	switch {
	case !r.Verdict.Counted() || y < r.From:
		return Amount{}
	case r.Met():
		return Amount{Value: from, OK: true}
	case y >= r.Deadline:
		return Amount{Value: r.Level.Float(), OK: true}
	}
	done := float64(y-r.From) / float64(r.Deadline-r.From)
	return Amount{Value: from + (r.Level.Float()-from)*done, OK: true}
}

// Paced returns the share, in % of GDP, that the ally would have in a year at its own pace, at
// least 0. It is not OK before From or without a pace.
func (r *PathRow) Paced(y figure.Year) Amount {
	if !r.Pace.OK || y < r.From {
		return Amount{}
	}
	return Amount{Value: max(0, r.Printed.Float()+r.Pace.Value*float64(y-r.From)), OK: true}
}

// PathFor returns what it takes to reach the query's level by its deadline, by default 3.5 % by
// 2035. The error is a *query.Error if the measure or level has no path, or a deadline is past.
func PathFor(ds *dataset.Dataset, q query.Query) (*Path, error) {
	p, err := resolvePath(ds, q)
	if err != nil {
		return nil, err
	}
	if p.all, err = p.pathRows(); err != nil {
		return nil, err
	}
	p.Count = Count{Year: p.Year, Estimated: p.Estimated}
	scope := slices.DeleteFunc(slices.Clone(p.all), func(r PathRow) bool { return !p.counted(r.Ally, p.Year) })
	for i := range scope {
		if r := &scope[i]; r.Verdict != target.NotMember {
			p.Count.add(r.Ally, r.Verdict, r.Edge)
		}
	}
	p.Late = format.Count(scope, (*PathRow).Late)
	p.Unpaced = format.Count(scope, func(r *PathRow) bool { return r.Verdict == target.Below && !r.Pace.OK })
	p.Totals = format.Each(append([]ally.Code{ally.EuropeCan, ally.Total}, p.groupsAsked()...), p.pathTotal)
	var left int
	p.Rows, left = inOrder(p.work, p.all, q.Sort, func(r *PathRow) sortKey { return r.sortKey(q.Sort) })
	p.Assumptions, p.Basis = p.assumptions(), p.basis()
	p.Notes = slices.Concat(
		format.Said(format.When(p.Edition.Redefined, redefinition(p.Edition)), format.When(p.Level.Foreign, foreignNote)),
		format.EachOf(p.Rows, func(r *PathRow) string {
			return format.Whenf(r.Split(), "%s %d: %s", r.Name, r.From, r.SplitWords())
		}),
		format.EachOf(p.Rows, func(r *PathRow) string {
			b, broken := p.breakWithin(r.Code, figure.ShareGDP, r.From-paceYears, r.From)
			pace := cmp.Or(format.Whenf(r.Pace.OK, "its own pace is measured since %d", b.Year), "it has no pace since then")
			return format.Whenf(broken, "break in the series (┊) of %s: %s; %s", r.Name, breakWords(b), pace)
		}),
		p.listingNotes(func() string { return p.Aimed(p.verdictWords()) }, len(p.Rows), left))
	p.Citation, p.Sentence = citation(&p.Header), p.pathSentence(scope)
	return p, nil
}

func resolvePath(ds *dataset.Dataset, q query.Query) (*Path, error) {
	p := &Path{Overrides: q.Overrides(), MoneyIn: q.Measure}
	switch q.Measure {
	case figure.ShareGDP:
		p.MoneyIn = figure.USDCurrent
	case figure.USDCurrent, figure.USDConstant, figure.NatCurrent: // the unit of money, not of the path
	default:
		return nil, query.Refused(q.Measure.Spec().Word,
			"has no path: only the share of GDP has a pledged level with a deadline, and the money for it is in usd, usd-constant or national",
			figure.ShareGDP.Spec().Word, figure.USDConstant.Spec().Word)
	}
	asked, pledge := q.Measure, pathPledge(ds)
	if q.Measure = figure.ShareGDP; q.Level == (figure.Decimal{}) {
		q.Level = pledge.Level
	}
	w, err := resolve(ds, q)
	if err != nil {
		return nil, err
	}
	if w.Edition.Source == dataset.Series {
		return nil, query.Refused(w.Query.SourceWord(), "has no path: "+w.Unjudged)
	}
	if !w.Level.Measurable {
		return nil, query.Refused(w.Query.Level.String()+"%", "has no path: "+w.Unjudged, pledge.Level.String()+"%")
	}
	if q.Verdict == query.Crossed {
		return nil, query.Refused("crossed", "has no place in a path, which starts in one year")
	}
	for _, c := range q.Sums.Codes() {
		if c.By() != "" {
			return nil, query.Refused(query.SumWord(c), "has no path: the money that a level takes is that of all allies of a group together")
		}
	}
	// Use the query's deadline, the level's own if it lies ahead, or the latest pledge's.
	p.Deadline = q.Deadline
	if own := w.Level.Pledge; p.Deadline == 0 && own != nil && own.Deadline > int(w.Year) {
		p.Deadline = figure.Year(own.Deadline)
	} else if p.Deadline == 0 {
		p.Deadline, p.ownDeadline = figure.Year(pledge.Deadline), true
	}
	if p.Deadline <= w.Year {
		return nil, tooSoon(p.Deadline, w.Year, pledge)
	}
	p.Prices = strconv.Itoa(int(w.Year))
	if p.MoneyIn == figure.USDConstant {
		p.Prices = w.Edition.PriceBase
	}
	w.Query.Deadline, w.Query.Measure, w.due = p.Deadline, asked, p.Deadline
	p.work, p.Header = w, w.Header
	p.Query.Year = q.Year
	if p.growth, err = ds.IMF("NGDP_RPCH"); err != nil {
		return nil, err
	}
	p.gdp, err = ds.IMF("NGDPD")
	return p, err
}

func tooSoon(deadline, from figure.Year, p *target.Pledge) error {
	e := query.Refused(strconv.Itoa(int(deadline)), fmt.Sprintf("is not a deadline for a path that starts in %d: a deadline has to be later", from))
	if p.Deadline > int(from) {
		e.Nearest = []string{"by:" + strconv.Itoa(p.Deadline)}
	}
	return e
}

// pathPledge returns the latest pledge with a deadline, the default of paths; a zero one if none.
func pathPledge(ds *dataset.Dataset) *target.Pledge {
	found := &target.Pledge{}
	for _, p := range ds.Targets().All() {
		if p.Measurable && p.Measure == figure.ShareGDP && p.Deadline != 0 {
			found = p
		}
	}
	return found
}
