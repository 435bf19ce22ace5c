package analysis

import (
	"cmp"
	"slices"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// Brief is what a briefing on one ally, or on several together, is written from. What
// is not known is nil or empty, and is not written of. It must not be changed.
type Brief struct {
	// Answer is the ranking the briefing is made from.
	Answer *Answer
	// Profile and Row are the ally's; nil of several.
	Profile *Profile
	Row     *Row
	// Group are the allies the briefing is on; nil of one, and of the alliance.
	Group *ally.Group
	// Trend is the course of several together, with each where they are few.
	Trend *Trend
	// Changes are how their figures have changed on the year before and since the base
	// year.
	Changes []Changes
	// Balance sets them against the equipment's pledge too; nil where the edition holds
	// none of it.
	Balance *Balance
	// Path is the way to a pledge that lies ahead, nil where there is none; PathRow
	// is the ally's own, nil where it has none.
	Path    *Path
	PathRow *PathRow
	// Streaks tell for each level within sight when the ally met it.
	Streaks []Streak
	// Least and Most are the least and the greatest figure of the ally's years as a
	// member, not there where it has fewer than two.
	Least, Most YearFigure
	// Standings are where the ally stands in the smallest of its groups, or, of the
	// alliance, how its groups stand.
	Standings []Standing
	// Part is the ally's part of what is missing to all below the level, %.
	Part Amount
	// Gaps are the rows that miss most money, the greatest first; of several.
	Gaps []*Row
	// Others are the same question at the other levels within sight that can be
	// measured; of several.
	Others []*Answer
	// Disagreements are years that editions tell differently of the ally, and
	// Recounts those of the count of several; oldest first.
	Disagreements []Disagreement
	Recounts      []Recount
	// Editions is how many editions were looked at for those.
	Editions int
	// Claims are the public statements about the ally, or about any of several; of the
	// alliance those about no single one.
	Claims []Claim
}

// YearFigure is a figure of a year.
type YearFigure struct {
	Year   figure.Year
	Figure figure.Figure
}

// Streak is when a level was met.
type Streak struct {
	Level Level
	// Years are those in which it was met, of Of that are judged.
	Years []figure.Year
	Of    int
	// Since is the first year of those without a break up to the year asked about;
	// 0 where it is not met then.
	Since figure.Year
}

// Standing is a group, and the ally's place among those of it with a figure.
type Standing struct {
	Group *ally.Group
	// Place is the ally's among those of the group with a figure; no rank of the
	// alliance.
	Place
	Median Median
	// Meets is how many of them are at the level.
	Meets int
}

// Disagreement is a year of which editions printed different figures of an ally.
type Disagreement struct {
	Year      figure.Year
	Low, High Vintage
	Spread    figure.Decimal
	// Between are the levels that the two stand on different sides of.
	Between []Level
}

// Recount is a year of which editions give different counts at a level.
type Recount struct {
	Level     Level
	Year      figure.Year
	Low, High EditionAnswer
}

// The bounds of what a briefing has room for.
const (
	mostDisagreements = 4
	mostStandings     = 3
	mostGaps          = 5
	leastGroup        = 3
	mostGroup         = 16
)

// noisePP is the spread of figures from which editions are said to disagree, in
// hundredths of a percentage point.
const noisePP = 5

// BriefFor gathers a briefing on the ally that the query pins, on several, on its
// group or, where it names nobody, on the alliance.
// The error is a *query.Error where the query asks for what a briefing is not of.
func BriefFor(ds *dataset.Dataset, q query.Query) (*Brief, error) {
	switch {
	case q.Measure != figure.ShareGDP:
		return nil, query.Refused(q.Measure.Spec().Word, "has no briefing: it is of the share of GDP, which was pledged", figure.ShareGDP.Spec().Word)
	case q.Source != query.NATO:
		return nil, query.Refused(q.Said(), "has no briefing: pledges are judged by NATO's own figures")
	}
	codes := q.Pins.Codes()
	for _, c := range codes {
		if _, known := ds.Allies().Ally(c); !known {
			return nil, query.Refused(string(c), "is not the code of an ally")
		}
	}
	q = q.Whole()
	q.Focus, q.View = "", query.Ranking
	if len(codes) > 1 {
		q.Group, q.Pins = ally.Together(codes), ""
	}
	var err error
	b := &Brief{Editions: len(ds.Editions())}
	beside := aggregateCodes[:] // the sums that stand beside
	if len(codes) == 1 {
		if b.Profile, err = ProfileFor(ds, q); err != nil {
			return nil, err
		}
		b.Answer, b.Row, beside = &b.Profile.Answer, b.Profile.Sheets[0].Row, []ally.Code{ally.EuropeCan}
	} else {
		if b.Answer, err = RankingFor(ds, q); err != nil {
			return nil, err
		}
		b.Group, _ = ds.Allies().Group(q.Group)
	}
	if b.Path, err = pathAhead(ds, b.Answer, q); err != nil {
		return nil, err
	}
	if err := b.claims(ds); err != nil {
		return nil, err
	}
	if b.Group == nil {
		b.standings(ds)
	}
	b.Answer.Notes = append(slices.Clip(b.Answer.Notes), b.Answer.w.joinedNotes(beside)...)
	if b.Row == nil {
		return b, b.several(ds)
	}
	b.one(ds)
	return b, nil
}

func (b *Brief) one(ds *dataset.Dataset) {
	if b.Path != nil {
		if r, ok := b.Path.Row(b.Row.Code); ok && r.Verdict.Counted() {
			b.PathRow = r
		}
	}
	b.history()
	b.disagreements(ds, b.Row.Code)
	if s := b.Answer.Shortfall; b.Row.Verdict == target.Below && b.Row.GapUSD.Value < 0 && s.USD.Value > 0 {
		b.Part = Amount{Value: -b.Row.GapUSD.Value / s.USD.Value * 100, OK: true}
	}
}

func (b *Brief) several(ds *dataset.Dataset) (err error) {
	b.Trend = TrendFor(b.Answer, "")
	if b.Balance, err = BalanceFor(ds, b.Answer.Query); err != nil {
		b.Balance = nil // the edition does not hold it, or not of the year
	}
	b.changes()
	b.gaps()
	return b.counts(ds)
}

// Sight are the levels that a briefing judges by: those that can be measured and had
// been agreed by the year, and the one asked about.
func (b *Brief) Sight() []Level {
	return slices.DeleteFunc(slices.Clone(b.Answer.Levels), func(l Level) bool {
		return !l.Measurable || !l.Asked && l.From > int(b.Answer.Year)
	})
}

// Against is how a row stands to a level other than the one asked about, in the year.
func (r *Row) Against(l Level) (v target.Verdict, edge bool) {
	if v = r.Verdict; v == target.NotMember || v == target.NoForces {
		return v, false
	}
	return target.Judge(r.Figure, l.Value)
}

// pathAhead is the path to the level asked about where its deadline lies ahead,
// else to the newest pledge where that was agreed by the year after; nil where
// there is neither.
func pathAhead(ds *dataset.Dataset, a *Answer, q query.Query) (*Path, error) {
	pledge := pathPledge(ds)
	own := a.Judged && a.Level.Measurable && (a.Level.Pledge == nil || a.Level.Pledge.Deadline > int(a.Year) || q.Deadline != 0)
	switch {
	case own:
		q.Level = a.Level.Value
	case pledge.AgreedIn() <= int(a.Year)+1:
		q.Level = pledge.Level
	default:
		return nil, nil
	}
	q.Edition = a.Query.Edition
	if p := a.Level.Pledge; own && p != nil && q.Deadline == 0 {
		q.Deadline = figure.Year(p.Deadline) // the one in force then, whatever took its place
	}
	return PathFor(ds, q)
}

// claims picks the statements about the allies, or, of the alliance, about no single one.
func (b *Brief) claims(ds *dataset.Dataset) error {
	all, err := ClaimsFor(ds)
	for _, c := range all {
		switch {
		case b.Row != nil && c.About == b.Row.Ally.Code,
			b.Group != nil && c.About != "" && b.Group.Has(c.About, int(b.Answer.Year)),
			b.Row == nil && b.Group == nil && c.About == "":
			b.Claims = append(b.Claims, c)
		}
	}
	return err
}

// standings finds the groups the ally belongs to, or all.
func (b *Brief) standings(ds *dataset.Dataset) {
	a := b.Answer
	for _, g := range ds.Allies().Groups() {
		in := func(x *ally.Ally) bool { return g.Has(x.Code, int(a.Year)) }
		if b.Row != nil && (!in(b.Row.Ally) || b.Row.Rank == 0) {
			continue
		}
		s := Standing{Group: g, Median: median(a, g.Title, in)}
		if n := s.Median.Allies; n < leastGroup || b.Row != nil && n > mostGroup {
			continue
		}
		s.Of = s.Median.Allies
		for _, r := range a.Rows() {
			if r.Rank == 0 || !in(r.Ally) {
				continue
			}
			if r.Verdict == target.Meets {
				s.Meets++
			}
			if own := b.Row; own != nil && (r.Ally == own.Ally || r.Rank < own.Rank) {
				s.Rank++
			} else if own != nil && r.Rank == own.Rank {
				s.Tied = true
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

func (b *Brief) gaps() {
	b.Gaps = slices.DeleteFunc(b.Answer.Rows(), func(r *Row) bool { return r.Verdict != target.Below || r.GapUSD.Value >= 0 })
	slices.SortStableFunc(b.Gaps, func(x, y *Row) int { return cmp.Compare(x.GapUSD.Value, y.GapUSD.Value) })
	b.Gaps = b.Gaps[:min(len(b.Gaps), mostGaps)]
}

// history finds when the ally met each level within sight, and its least and
// greatest figure.
func (b *Brief) history() {
	a, r := b.Answer, b.Row
	var judged []YearFigure
	for k, x := range r.Readings {
		if x.Verdict.Counted() {
			judged = append(judged, YearFigure{a.First + figure.Year(k), x.Figure})
		}
	}
	if len(judged) > 1 {
		by := func(x, y YearFigure) int { return x.Figure.Printed.Cmp(y.Figure.Printed) }
		b.Least, b.Most = slices.MinFunc(judged, by), slices.MaxFunc(judged, by)
	}
	for _, l := range a.Levels {
		if l.Measurable {
			b.Streaks = append(b.Streaks, r.streak(l, a.Year))
		}
	}
}

// streak is when the figures of a series met a level, up to a year.
func (s *Series) streak(l Level, until figure.Year) Streak {
	out := Streak{Level: l}
	for k, r := range s.Readings {
		if !r.Verdict.Counted() {
			continue
		}
		out.Of++
		if v, _ := target.Judge(r.Figure, l.Value); v == target.Meets {
			out.Years = append(out.Years, s.First+figure.Year(k))
		}
	}
	for y := until; slices.Contains(out.Years, y); y-- {
		out.Since = y
	}
	return out
}

// disagreements finds the years that editions tell most differently of the ally,
// those before all where they take different sides of a level.
func (b *Brief) disagreements(ds *dataset.Dataset, code ally.Code) {
	a := b.Answer
	for k, x := range b.Row.Readings {
		if !x.Verdict.Counted() && x.Verdict != target.NoData {
			continue
		}
		y := a.First + figure.Year(k)
		printed := slices.DeleteFunc(PrintedFor(ds, a.Measure, code, y), func(v Vintage) bool { return !v.Figure.Known() })
		if len(printed) == 0 {
			continue
		}
		by := func(x, y Vintage) int { return x.Figure.Printed.Cmp(y.Figure.Printed) }
		d := Disagreement{Year: y, Low: slices.MinFunc(printed, by), High: slices.MaxFunc(printed, by)}
		d.Spread = d.High.Figure.Printed.Sub(d.Low.Figure.Printed)
		for _, l := range a.Levels {
			low, _ := target.Judge(d.Low.Figure, l.Value)
			high, _ := target.Judge(d.High.Figure, l.Value)
			if l.Measurable && low != high {
				d.Between = append(d.Between, l)
			}
		}
		if len(d.Between) > 0 || d.Spread.Cmp(figure.Decimal{Units: noisePP, Places: 2}) >= 0 {
			b.Disagreements = append(b.Disagreements, d)
		}
	}
	b.Disagreements = foremost(b.Disagreements, func(x, y Disagreement) int {
		return cmp.Or(len(y.Between)-len(x.Between), y.Spread.Cmp(x.Spread))
	}, func(d Disagreement) figure.Year { return d.Year })
}

// foremost are as many as there is room for, in order of years.
func foremost[D any](all []D, order func(x, y D) int, year func(D) figure.Year) []D {
	slices.SortStableFunc(all, order)
	all = all[:min(len(all), mostDisagreements)]
	slices.SortFunc(all, func(x, y D) int { return cmp.Compare(year(x), year(y)) })
	return all
}

// counts asks the same at the other levels within sight, and finds what editions
// count differently at each.
func (b *Brief) counts(ds *dataset.Dataset) error {
	for _, l := range b.Answer.Levels {
		if !l.Measurable {
			continue
		}
		q := b.Answer.Query
		q.Level = l.Value
		if !l.Asked {
			other, err := RankingFor(ds, q)
			if err != nil {
				return err
			}
			b.Others = append(b.Others, other)
		}
		if err := b.recounts(ds, q, l); err != nil {
			return err
		}
	}
	return nil
}

// recounts finds the years in which editions differ most in how many meet a
// level, none of them long before it was agreed.
func (b *Brief) recounts(ds *dataset.Dataset, q query.Query, l Level) error {
	first := b.Answer.First
	if l.Pledge != nil {
		first = max(first, figure.Year(l.Pledge.AgreedIn()-1))
	}
	var found []Recount
	for y := first; y <= b.Answer.Last; y++ {
		q.Edition, q.Year, q.Pins = "", y, ""
		v, err := VintagesFor(ds, q)
		if err != nil {
			return err
		}
		whole := slices.DeleteFunc(v.Editions, func(e EditionAnswer) bool { return e.Sparse() })
		if len(whole) == 0 {
			continue
		}
		by := func(x, y EditionAnswer) int { return x.Count.Meets - y.Count.Meets }
		if r := (Recount{Level: l, Year: y, Low: slices.MinFunc(whole, by), High: slices.MaxFunc(whole, by)}); r.spread() > 0 {
			found = append(found, r)
		}
	}
	b.Recounts = append(b.Recounts, foremost(found, func(x, y Recount) int { return y.spread() - x.spread() },
		func(r Recount) figure.Year { return r.Year })...)
	return nil
}

// spread is by how many allies two editions differ.
func (r *Recount) spread() int { return r.High.Count.Meets - r.Low.Count.Meets }
