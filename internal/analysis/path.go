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

// ReviewYear is the year the allies agreed to look at their paths again (The
// Hague, 2025).
const ReviewYear figure.Year = 2029

// paceYears is how many years back an ally's own pace is measured.
const paceYears = 5

// PathRow is what it takes one ally to reach its level by its deadline. Points
// are of the figure as printed, as verdicts are; growth is of the most exact share
// the edition gives, and money of the gap at current prices.
type PathRow struct {
	// Series is of the path's years First–Last, judged by the query's level; its readings
	// are there where the row was asked for by itself.
	Series
	// Reading is the share of From, judged by the ally's own level. There is a path
	// for Below; Meets is said to meet; the others say why there is neither.
	Reading
	From  figure.Year // the year asked about, else the last one the edition has a figure of; 0 where it has none
	Money             // the gap to the ally's own level in From
	Best  Amount      // the share in % of GDP, at constant prices, that growth is reckoned from
	// Level and Deadline are the ally's own where Own, else the query's; Bar is Level for
	// the figure of From.
	Level      figure.Decimal
	Deadline   figure.Year
	Own        bool
	Bar        target.Level
	PPPerYear  Amount // the points a year of a straight path; 0 where the level is met
	RealGrowth Amount // of defence expenditure, % a year on average; not held where the level is met or GDP is not known
	// Pace is the ally's own: points a year from PaceFrom, at most five years
	// before From, as the same edition printed them.
	Pace     Amount
	PaceFrom figure.Year
	Across   string      // what is counted from a break on that cuts its pace short; empty where there is none
	AtPace   figure.Year // when it gets there at its own pace; 0 where it does not before 2101, or is there
	Review   Amount      // the share a straight path has in 2029, % of GDP
	// ExtraUSD is the money a year, US$ m at the path's Prices, that the level asks for in Deadline
	// beyond what is spent now would give, grown with GDP: the gap in money, grown. 0
	// where the level is met.
	ExtraUSD Amount
	// ExtraOwn is the same in millions of Currency, at the rate of From; not held where
	// the edition holds no amounts, or US$ at constant prices are asked for.
	ExtraOwn  Amount
	GDPGrowth Amount // of real GDP from From to Deadline, as a factor
	Pin       int    // the ally's place among the pins, from 0; −1 where it is not pinned

	gdp    float64 // of From, US$ m at the prices and rates of From, or the path's Prices; 0: not held
	growth []float64
}

// PathTotal is what the paths of several allies add up to.
type PathTotal struct {
	Code    ally.Code
	Name    string
	Printed figure.Figure // NATO's own for the year paths start in
	// Now is the share of the rows together in the year paths start in, and
	// Implied in the deadline year, % of GDP, both weighted by GDP at constant
	// prices where the edition holds it.
	Now, Implied    Amount
	ExtraUSD        Amount // of the rows in the deadline year, US$ m; surpluses never pay for others
	Allies, Missing int    // those that went in, and members with forces that could not
}

// Path is what it takes the allies to reach a level by a deadline. It must not be
// changed.
type Path struct {
	// Header's Year is the year paths start in, or the last that they may; its Query
	// names that year only where it was asked for, since an ally without a figure
	// then may start earlier where it was not. First and Last are the years of Series.
	Header
	Deadline figure.Year
	// Prices is the year whose prices and exchange rates extra money is at: the year paths
	// start in or, where US$ at constant prices are asked for, that of the edition's. In
	// tells what money is asked for in: USDConstant, NatCurrent, else USDCurrent.
	Prices    string
	In        figure.Measure
	Overrides []query.Override // the scenario's, in order of codes
	Rows      []PathRow        // in the order asked for
	Totals    []PathTotal      // of Europe and Canada, of the alliance, and of the groups asked about
	// Count is how many members with forces, of the group where one is asked about, meet
	// their level in the year they start from, and how many do not.
	Count Count
	// Late is how many of those that do not miss their deadline at their present
	// pace, and Unpaced how many of them have none, for want of an earlier figure.
	Late, Unpaced int
	// Assumptions is all that the numbers rest on, a sentence each. Basis is the most
	// needed of them in one line, for where there is no room for all.
	Assumptions []string
	Basis       string

	*work            // its Header is that of the path, but for the sentence, citation and notes
	ownDeadline bool // nobody pledged the deadline for the level, or it was not said
	gdp, growth *dataset.Table
	all         []PathRow // by their Index, listed or not
}

// Row finds the row of an ally, with its years.
func (p *Path) Row(c ally.Code) (*PathRow, bool) {
	i := slices.IndexFunc(p.Rows, func(r PathRow) bool { return r.Code == c })
	if i < 0 {
		return nil, false
	}
	r := p.Rows[i]
	r.Series = p.series(c)
	return &r, true
}

// MoneyUnit is the unit of extra money: "US$ m", with the year of constant prices.
func (p *Path) MoneyUnit() string {
	return "US$ m" + format.When(p.In == figure.USDConstant, " of "+p.Prices)
}

// Met tells whether the ally is at or above its level already.
func (r *PathRow) Met() bool { return r.Verdict == target.Meets }

// Late tells whether the ally is below its level and at its own pace not there by
// its deadline.
func (r *PathRow) Late() bool {
	return r.Verdict == target.Below && r.Pace.OK && (r.AtPace == 0 || r.AtPace > r.Deadline)
}

// Straight is the share in % of GDP that a straight path from the printed figure
// has in a year, from From on: the level from the deadline on, and the present
// share for an ally that meets it. Not held before From, or without a path.
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

// Paced is the share in % of GDP the ally would have in a year at its own pace,
// never less than nothing. Not held before From, or without a pace.
func (r *PathRow) Paced(y figure.Year) Amount {
	if !r.Pace.OK || y < r.From {
		return Amount{}
	}
	return Amount{Value: max(0, r.Printed.Float()+r.Pace.Value*float64(y-r.From)), OK: true}
}

// PathFor answers what it takes to reach the query's level by its deadline: 3.5 %
// by 2035 where it says neither. The error is a *query.Error where the measure
// or the level has no path, or a deadline lies in the past.
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
			pace := cmp.Or(format.Whenf(r.Pace.OK, "its own pace is that since %d", b.Year), "it has no pace since")
			return format.Whenf(broken, "break in the series (┊) of %s: %s; %s", r.Name, breakWords(b), pace)
		}),
		p.listingNotes(func() string { return p.Aimed(p.verdictWords()) }, len(p.Rows), left))
	p.Citation, p.Sentence = citation(&p.Header), p.pathSentence(scope)
	return p, nil
}

func resolvePath(ds *dataset.Dataset, q query.Query) (*Path, error) {
	p := &Path{Overrides: q.Overrides(), In: q.Measure}
	switch q.Measure {
	case figure.ShareGDP:
		p.In = figure.USDCurrent
	case figure.USDCurrent, figure.USDConstant, figure.NatCurrent: // the money of a path of shares
	default:
		return nil, query.Refused(q.Measure.Spec().Word,
			"has no path: a level with a deadline was pledged for the share of GDP alone, and its money is told in usd, usd-constant or national",
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
		return nil, query.Refused(w.Query.Said(), "has no path: "+w.Unjudged)
	}
	if !w.Level.Measurable {
		return nil, query.Refused(w.Query.Level.String()+"%", "has no path: "+w.Unjudged, pledge.Level.String()+"%")
	}
	if q.Verdict == query.Crossed {
		return nil, query.Refused("crossed", "has no place in a path, which starts in one year")
	}
	for _, c := range q.Sums.Codes() {
		if c.By() != "" {
			return nil, query.Refused(query.SumWord(c), "has no path: what a level asks of several is of all their money")
		}
	}
	// The query's deadline, else that of the level's pledge where it lies ahead, else the
	// newest pledged.
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
	if p.In == figure.USDConstant {
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
	e := query.Refused(strconv.Itoa(int(deadline)), fmt.Sprintf("is no deadline for a path that starts in %d: it has to lie after it", from))
	if p.Deadline > int(from) {
		e.Nearest = []string{"by:" + strconv.Itoa(p.Deadline)}
	}
	return e
}

// pathPledge is the newest pledge with a deadline: what a path leads to unless
// something else is asked.
func pathPledge(ds *dataset.Dataset) *target.Pledge {
	found := &target.Pledge{}
	for _, p := range ds.Targets().All() {
		if p.Measurable && p.Measure == figure.ShareGDP && p.Deadline != 0 {
			found = p
		}
	}
	return found
}
