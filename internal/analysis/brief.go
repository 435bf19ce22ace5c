package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// Brief is the content of a briefing on one ally, a group of allies or the alliance. Unknown parts
// are nil or empty, and the briefing leaves them out. Callers must not modify it.
type Brief struct {
	Answer  *Answer     // the ranking on which it is based
	Profile *Profile    // the ally's; nil for several allies
	Row     *Row        // the ally's; nil for several allies
	Group   *ally.Group // nil for a single ally and for the alliance
	Trend   *Trend      // of several allies together, and of each if they are few
	// Course says when an ally's figure as a member was lowest and highest, and when it met each
	// measurable level. For several allies it says how their figures changed from the year before
	// and since the base year, and which allies crossed the level.
	Course  []string
	Balance *Balance // of several allies; nil if the edition has no equipment shares
	Path    *Path    // to a pledge that lies ahead
	PathRow *PathRow // the ally's own
	// Standings are those of the ally's smallest groups or, for the alliance, of each group.
	Standings []Standing
	Part      Amount    // the ally's part of the money that all allies below the level lack, %
	Gaps      []*Row    // of several allies, those that lack most money, the largest gap first
	Others    []*Answer // of several allies, the same query at the other levels within sight
	// Disputes are the years in which editions differ most: in an ally's figure, or in how many
	// allies met a level. Editions is the number of editions compared.
	Disputes []string
	Editions int
	Claims   []Claim // about the ally or an ally of the group; for the alliance those about no single ally
}

// Standing is how a group stands, and the ally's place among its allies with a figure.
type Standing struct {
	Group  *ally.Group
	Place  // without a rank in a briefing on the alliance
	Median Median
	Meets  int // how many of the group are at the level
}

// Limits of what a briefing includes.
const (
	mostDisputes  = 4
	mostStandings = 3
	mostGaps      = 5
	leastGroup    = 3
	mostGroup     = 16
	noisePP       = 5 // editions that differ by less agree, in hundredths of a percentage point
)

// BriefFor gathers a briefing on the allies that the query pins, on its group or, if it names
// neither, on the alliance. The error is a *query.Error if there are no briefings on what it asks.
func BriefFor(ds *dataset.Dataset, q query.Query) (*Brief, error) {
	switch {
	case q.Measure != figure.ShareGDP:
		why, share := "has no briefing: briefings are about the share of GDP, for which levels are pledged", figure.ShareGDP.Spec().Word
		return nil, query.Refused(q.Measure.Spec().Word, why, share)
	case q.Source != query.NATO:
		return nil, query.Refused(q.SourceWord(), "has no briefing: pledges are judged by NATO's own figures")
	}
	q = q.Whole()
	q.Focus, q.View = "", query.Ranking
	codes := q.Pins.Codes()
	if len(codes) > 1 {
		q.Group, q.Pins = ally.Together(codes), ""
	}
	b := &Brief{Editions: len(ds.Editions())}
	var err error
	if len(codes) != 1 {
		b.Group, _ = ds.Allies().Group(q.Group)
		b.Answer, err = RankingFor(ds, q)
	} else if b.Profile, err = ProfileFor(ds, q); err == nil {
		b.Answer, b.Row = &b.Profile.Answer, b.Profile.Sheets[0].Row
	}
	if err == nil {
		b.Path, err = pathAhead(ds, b.Answer, q)
	}
	if err != nil {
		return nil, err
	}
	claims, err := ClaimsFor(ds)
	if err != nil {
		return nil, err
	}
	b.Claims = slices.DeleteFunc(slices.Clone(claims), func(c Claim) bool {
		if b.Row != nil {
			return c.About != b.Row.Code
		}
		return (c.About == "") != (b.Group == nil) || b.Group != nil && !b.Group.Has(c.About, int(b.Answer.Year))
	})
	if b.Group == nil {
		b.standings(ds)
	}
	sums := aggregateCodes[:] // those shown in the briefing
	if b.Row == nil {
		b.gatherSeveral(ds)
	} else {
		b.gatherOne(ds)
		if sums = []ally.Code{ally.EuropeCan}; len(b.Course) == 0 || b.Row.Code == "USA" && b.PathRow != nil {
			sums = nil
		}
	}
	b.Answer.Notes = append(slices.Clip(b.Answer.Notes), b.Answer.w.joinedNotes(sums)...)
	return b, nil
}

// gatherOne fills in the parts of a briefing on one ally.
func (b *Brief) gatherOne(ds *dataset.Dataset) {
	if b.Path != nil {
		if r, ok := b.Path.Row(b.Row.Code); ok && r.Verdict.Counted() {
			b.PathRow = r
		}
	}
	b.course()
	b.disagreements(ds)
	if s := b.Answer.Shortfall; b.Row.Verdict == target.Below && b.Row.GapUSD.Value < 0 && s.USD.Value > 0 {
		b.Part = Amount{Value: -b.Row.GapUSD.Value / s.USD.Value * 100, OK: true}
	}
}

// gatherSeveral fills in the parts of a briefing on several allies.
func (b *Brief) gatherSeveral(ds *dataset.Dataset) {
	b.Trend = TrendFor(b.Answer, "")
	b.Balance, _ = BalanceFor(ds, b.Answer.Query) // nil if the edition lacks the table or the year
	b.changes()
	b.counts(ds)
	b.Gaps = slices.DeleteFunc(b.Answer.Rows(), func(r *Row) bool { return r.Verdict != target.Below || r.GapUSD.Value >= 0 })
	slices.SortStableFunc(b.Gaps, func(x, y *Row) int { return cmp.Compare(x.GapUSD.Value, y.GapUSD.Value) })
	b.Gaps = b.Gaps[:min(len(b.Gaps), mostGaps)]
}

// Sight returns the measurable levels that a briefing judges by: agreed by the year or asked for.
func (b *Brief) Sight() []Level {
	return slices.DeleteFunc(slices.Clone(b.Answer.Levels), func(l Level) bool {
		return !l.Measurable || !l.Asked && l.From > int(b.Answer.Year)
	})
}

// Against returns the verdict on a row's figure by a level other than the query's.
func (r *Row) Against(l Level) (v target.Verdict, edge bool) {
	if v = r.Verdict; v == target.NotMember || v == target.NoForces {
		return v, false
	}
	return target.Judge(r.Figure, l.Value)
}

// pathAhead returns the path to the answer's level or, if that is not measurable or its deadline has
// passed and the query names no other, to the latest pledge. It returns nil if that was agreed more
// than a year after the answer's year.
func pathAhead(ds *dataset.Dataset, a *Answer, q query.Query) (*Path, error) {
	pledge := pathPledge(ds)
	own := a.Judged && a.Level.Measurable && (a.Level.Pledge == nil || a.Level.Pledge.Deadline > int(a.Year) || q.Deadline != 0)
	switch {
	case own:
		q.Level = a.Level.Value
	case pledge.AgreedIn() > int(a.Year)+1:
		return nil, nil
	default:
		q.Level = pledge.Level
	}
	q.Edition = a.Query.Edition
	if p := a.Level.Pledge; own && p != nil && q.Deadline == 0 {
		q.Deadline = figure.Year(p.Deadline) // the pledge in force in the year, even if it was replaced
	}
	return PathFor(ds, q)
}

func (b *Brief) standings(ds *dataset.Dataset) {
	a, own := b.Answer, b.Row
	ranked := slices.DeleteFunc(a.Rows(), func(r *Row) bool { return r.Rank == 0 })
	for _, g := range ds.Allies().Groups() {
		in := func(x *ally.Ally) bool { return g.Has(x.Code, int(a.Year)) }
		s := Standing{Group: g, Median: median(a, g.Title, in)}
		s.Of = s.Median.Allies
		if s.Of < leastGroup || own != nil && (s.Of > mostGroup || own.Rank == 0 || !in(own.Ally)) {
			continue
		}
		for _, r := range ranked {
			switch {
			case !in(r.Ally):
				continue
			case own != nil && (r.Ally == own.Ally || r.Rank < own.Rank):
				s.Rank++
			case own != nil && r.Rank == own.Rank:
				s.Tied = true
			}
			if r.Verdict == target.Meets {
				s.Meets++
			}
		}
		b.Standings = append(b.Standings, s)
	}
	if b.Row == nil {
		slices.SortStableFunc(b.Standings, func(x, y Standing) int { return y.Median.Printed.Cmp(x.Median.Printed) })
		return
	}
	slices.SortStableFunc(b.Standings, func(x, y Standing) int { return x.Median.Allies - y.Median.Allies })
	b.Standings = b.Standings[:min(len(b.Standings), mostStandings)]
}

// course sets Course for one ally.
func (b *Brief) course() {
	a, r := b.Answer, b.Row
	years := slices.DeleteFunc(a.years(), func(y figure.Year) bool { return !r.At(y).Verdict.Counted() })
	if len(years) < 2 {
		return
	}
	by := func(x, y figure.Year) int { return r.At(x).Printed.Cmp(r.At(y).Printed) }
	in := func(y figure.Year) string { return fmt.Sprintf("in %d (%s %%)", y, format.Figure(r.At(y).Figure)) }
	figures := format.Count(r.Readings, func(x *Reading) bool { return x.Known() })
	member := format.When(figures > len(years), "As a member, ") // the table also has earlier years
	least, greatest := in(slices.MinFunc(years, by)), in(slices.MaxFunc(years, by))
	b.Course = []string{member + r.Name + "'s share was lowest " + least + " and highest " + greatest + "."}
	for _, l := range a.Levels {
		if !l.Measurable {
			continue
		}
		met := slices.DeleteFunc(slices.Clone(years), func(y figure.Year) bool {
			v, _ := target.Judge(r.At(y).Figure, l.Value)
			return v != target.Meets
		})
		line := fmt.Sprintf("It was at or above %s in %d of %d years", format.Percent(l.Value), len(met), len(years))
		since := a.Year + 1 // the first of the years in a row, up to a.Year, that meet the level
		for slices.Contains(met, since-1) {
			since--
		}
		switch {
		case since == a.Year:
			line += ", including " + a.When(a.Year)
		case since < a.Year:
			line += fmt.Sprintf(", and has been since %d", since)
		case len(met) > 0:
			line += fmt.Sprintf(", last in %d", met[len(met)-1])
		}
		b.Course = append(b.Course, line+".")
	}
}

// changes sets Course for several allies.
func (b *Brief) changes() {
	a, level := b.Answer, format.Percent(b.Answer.Level.Value)
	from := []figure.Year{a.Year - 1}
	if a.Base < a.Year-1 {
		from = append(from, a.Base)
	}
	for _, y := range from {
		rise := a.RiseFrom(y)
		if rise.Most.Row == nil {
			continue
		}
		line := fmt.Sprintf("%s: %s rose and %d fell", rise.Span(a), format.Of(rise.Up, rise.Both), rise.Down) +
			rise.movers("; ", func(m Mover, how string) string {
				return fmt.Sprintf("%s %s (%s pp)", m.Name, how, format.Signed(m.By))
			})
		crossed := func(how string, to target.Verdict) string {
			names := format.Each(a.Rows(), func(r *Row) string {
				then := r.At(y).Verdict
				return format.When(r.Verdict == to && then.Counted() && then != to, r.Name)
			})
			return format.Whenf(len(names) > 0, "%s %s since %d: %s.", how, level, y, format.List(names))
		}
		b.Course = append(b.Course, format.Said(line+".", crossed("Up to", target.Meets), crossed("Fallen below", target.Below))...)
	}
}

// dispute is a year in which editions differ.
type dispute struct {
	year   figure.Year
	levels int     // how many levels lie between the lowest and the highest figure
	spread float64 // the difference between the highest and the lowest, in pp or allies
	words  string
}

// addDisputes adds the words of the largest disputes to Disputes, in order of years.
func (b *Brief) addDisputes(all []dispute) {
	slices.SortStableFunc(all, func(x, y dispute) int { return cmp.Or(y.levels-x.levels, cmp.Compare(y.spread, x.spread)) })
	all = all[:min(len(all), mostDisputes)]
	slices.SortFunc(all, func(x, y dispute) int { return cmp.Compare(x.year, y.year) })
	b.Disputes = append(b.Disputes, format.Each(all, func(d dispute) string { return d.words })...)
}

// disagreements sets Disputes for one ally: first what other editions print if the answer's edition
// has no figure, then the years in which editions differ, preferring those on two sides of a level.
func (b *Brief) disagreements(ds *dataset.Dataset) {
	a := b.Answer
	if !b.Row.Known() {
		b.Disputes = format.Each(PrintedFor(ds, a.Measure, b.Row.Code, a.Year), func(v Vintage) string {
			return format.Whenf(v.Figure.Known(), "For %d this edition prints no figure; edition %s prints %s %%.",
				a.Year, v.Edition.ID, format.Figure(v.Figure))
		})
	}
	var found []dispute
	for k, x := range b.Row.Readings {
		y := a.First + figure.Year(k)
		printed := slices.DeleteFunc(PrintedFor(ds, a.Measure, b.Row.Code, y), func(v Vintage) bool { return !v.Figure.Known() })
		if len(printed) == 0 || !x.Verdict.Counted() && x.Verdict != target.NoData {
			continue
		}
		by := func(x, y Vintage) int { return x.Figure.Printed.Cmp(y.Figure.Printed) }
		low, high := slices.MinFunc(printed, by), slices.MaxFunc(printed, by)
		between := format.Each(a.Levels, func(l Level) string {
			below, _ := target.Judge(low.Figure, l.Value)
			above, _ := target.Judge(high.Figure, l.Value)
			return format.When(l.Measurable && below != above, format.Percent(l.Value))
		})
		spread := high.Figure.Printed.Sub(low.Figure.Printed)
		if len(between) > 0 || spread.Cmp(figure.Decimal{Units: noisePP, Places: 2}) >= 0 {
			words := fmt.Sprintf("%d: %s %% in edition %s, %s %% in edition %s, %s pp apart%s.",
				y, format.Figure(low.Figure), low.Edition.ID, format.Figure(high.Figure), high.Edition.ID, spread,
				format.After(", on different sides of ", strings.Join(between, " and of ")))
			found = append(found, dispute{y, len(between), spread.Float(), words})
		}
	}
	b.addDisputes(found)
}

// counts sets Others and, for each level, Disputes from the year before it was agreed on.
func (b *Brief) counts(ds *dataset.Dataset) {
	for _, l := range b.Answer.Levels {
		if !l.Measurable {
			continue
		}
		q, first := b.Answer.Query, b.Answer.First
		q.Level = l.Value
		if !l.Asked {
			other, _ := RankingFor(ds, q) // it differs from the answer's query by its level only: no error
			b.Others = append(b.Others, other)
		}
		if l.Pledge != nil {
			first = max(first, figure.Year(l.Pledge.AgreedIn()-1))
		}
		var found []dispute
		for y := first; y <= b.Answer.Last; y++ {
			q.Edition, q.Year, q.Pins = "", y, ""
			var whole []EditionAnswer
			if v, err := VintagesFor(ds, q); err == nil { // an error: only a draft has the year
				whole = slices.DeleteFunc(v.Editions, func(e EditionAnswer) bool { return e.Sparse() })
			}
			if len(whole) == 0 {
				continue
			}
			by := func(x, y EditionAnswer) int { return x.Count.Meets - y.Count.Meets }
			low, high := slices.MinFunc(whole, by), slices.MaxFunc(whole, by)
			if spread := high.Count.Meets - low.Count.Meets; spread > 0 {
				found = append(found, dispute{y, 0, float64(spread), fmt.Sprintf("%d at %s: %s in edition %s, %s in edition %s.",
					y, format.Percent(l.Value), low.Count.Words(), low.Edition.ID, high.Count.Words(), high.Edition.ID)})
			}
		}
		b.addDisputes(found)
	}
}
