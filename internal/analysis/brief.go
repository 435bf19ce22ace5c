package analysis

import (
	"slices"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// Brief is what a briefing on one ally, or on the alliance, is written from. What
// is not known is nil or empty, and is not written of. It must not be changed.
type Brief struct {
	// Answer is the ranking the briefing is made from.
	Answer *Answer
	// Profile and Row are the ally's; nil of the alliance.
	Profile *Profile
	Row     *Row
	// Path is the way to a pledge that lies ahead, nil where there is none; PathRow
	// is the ally's own, nil where it has none.
	Path    *Path
	PathRow *PathRow
	// Spells tell for each level within sight when the ally met it.
	Spells []Streak
	// Least and Most are the least and the greatest figure of the ally's years as a
	// member, not there where it has fewer than two.
	Least, Most YearFigure
	// Standings are where the ally stands in the smallest of its groups, or, of the
	// alliance, how its groups stand.
	Standings []Standing
	// Part is the ally's part of what is missing to all below the level, %.
	Part Amount
	// Gaps are the rows that miss most money, the greatest first; of the alliance.
	Gaps []*Row
	// Others are the same question at the other levels within sight that can be
	// measured; of the alliance.
	Others []*Answer
	// Disputes are years that editions tell differently of the ally, and Recounts
	// those of the alliance's count; oldest first.
	Disputes []Dispute
	Recounts []Recount
	// Editions is how many editions were looked at for those.
	Editions int
	// Claims are the public statements about the ally, or about several.
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

// Standing is a group, and the ally's place in it.
type Standing struct {
	Group *ally.Group
	// Rank is the ally's place among the Of with a figure; 0 of the alliance.
	Rank, Of int
	Tied     bool
	Median   Median
	// Meets is how many of them are at the level.
	Meets int
}

// Dispute is a year of which editions printed different figures of an ally.
type Dispute struct {
	Year      figure.Year
	Low, High Vintage
	Spread    figure.Decimal
	// Flips are the levels that the two stand on different sides of.
	Flips []Level
}

// Recount is a year of which editions give different counts at a level.
type Recount struct {
	Level     Level
	Year      figure.Year
	Low, High EditionAnswer
}

// The bounds of what a briefing has room for.
const (
	mostDisputes  = 4
	mostStandings = 3
	mostGaps      = 5
	leastGroup    = 3
	mostGroup     = 16
)

// noisePP is the spread of figures from which editions are said to disagree, in
// hundredths of a percentage point.
const noisePP = 5

// BriefFor gathers a briefing on an ally, or on the alliance where code is empty.
// The error is a *query.Error where the query asks for what a briefing is not of.
func BriefFor(ds *dataset.Dataset, q query.Query, code ally.Code) (*Brief, error) {
	switch {
	case q.Measure != figure.ShareGDP:
		return nil, &query.Error{Word: q.Measure.Spec().Word, At: -1, Nearest: []string{figure.ShareGDP.Spec().Word}, Reason: "has no briefing: it is of the share of GDP, which was pledged"}
	case q.Source != query.NATO:
		return nil, &query.Error{Word: "source:" + q.Source.String(), At: -1, Reason: "has no briefing: pledges are judged by NATO's own figures"}
	}
	q.Group, q.Filter, q.Only, q.Pins, q.Focus, q.View = "", "", false, "", "", query.Ranking
	if _, known := ds.Allies().Ally(code); !known && code != "" {
		return nil, &query.Error{Word: string(code), At: -1, Reason: "is not the code of an ally"}
	}
	b := &Brief{}
	var err error
	if code == "" {
		if b.Answer, err = RankingFor(ds, q); err != nil {
			return nil, err
		}
	} else {
		q.Pins = q.Pins.With(code)
		if b.Profile, err = ProfileFor(ds, q); err != nil {
			return nil, err
		}
		b.Answer = &b.Profile.Answer
		b.Row = b.Profile.Sheets[0].Row
	}
	if b.Path, err = pathAhead(ds, b.Answer, q); err != nil {
		return nil, err
	}
	b.standings(ds)
	if err := b.claims(ds, code); err != nil {
		return nil, err
	}
	if b.Row == nil {
		b.gaps()
		return b, b.others(ds)
	}
	if b.Path != nil {
		if r, ok := b.Path.Row(code); ok && r.Verdict.Counted() {
			b.PathRow = r
		}
	}
	b.history()
	b.disputes(ds, code)
	if s := b.Answer.Shortfall; b.Row.Verdict == target.Below && b.Row.GapUSD.OK && s.USD.Value > 0 {
		b.Part = Amount{Value: -b.Row.GapUSD.Value / s.USD.Value * 100, OK: true}
	}
	return b, nil
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

// claims picks the statements about the ally, or about none or several.
func (b *Brief) claims(ds *dataset.Dataset, code ally.Code) error {
	all, err := ClaimsFor(ds)
	for _, c := range all {
		if c.About == code {
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
		if b.Row != nil && (!in(b.Row.Ally) || !b.Row.ranked()) {
			continue
		}
		s := Standing{Group: g, Median: median(a, g.Title, in)}
		for i := range a.Rows {
			r := &a.Rows[i]
			if !r.ranked() || !in(r.Ally) {
				continue
			}
			s.Of++
			if r.Verdict == target.Meets {
				s.Meets++
			}
			if b.Row == nil {
				continue
			}
			switch r.Figure.Printed.Cmp(b.Row.Figure.Printed) {
			case 1:
				s.Rank++
			case 0:
				s.Tied = s.Tied || r.Ally != b.Row.Ally
			}
		}
		if b.Row != nil {
			s.Rank++
		}
		if s.Of >= leastGroup && (b.Row == nil || s.Of <= mostGroup) {
			b.Standings = append(b.Standings, s)
		}
	}
	if b.Row != nil {
		slices.SortStableFunc(b.Standings, func(x, y Standing) int { return x.Of - y.Of })
		b.Standings = b.Standings[:min(len(b.Standings), mostStandings)]
		return
	}
	slices.SortStableFunc(b.Standings, func(x, y Standing) int { return y.Median.Value.Cmp(x.Median.Value) })
}

// gaps finds who misses most money.
func (b *Brief) gaps() {
	for i := range b.Answer.Rows {
		if r := &b.Answer.Rows[i]; r.Verdict == target.Below && r.GapUSD.OK {
			b.Gaps = append(b.Gaps, r)
		}
	}
	slices.SortStableFunc(b.Gaps, func(x, y *Row) int {
		switch {
		case x.GapUSD.Value < y.GapUSD.Value:
			return -1
		case x.GapUSD.Value > y.GapUSD.Value:
			return 1
		}
		return 0
	})
	b.Gaps = b.Gaps[:min(len(b.Gaps), mostGaps)]
}

// history finds when the ally met each level within sight, and its least and
// greatest figure.
func (b *Brief) history() {
	a, r := b.Answer, b.Row
	n := 0
	for k, f := range r.Series {
		if !r.Verdicts[k].Counted() {
			continue
		}
		x := YearFigure{a.First + figure.Year(k), f}
		if n++; n == 1 {
			b.Least, b.Most = x, x
		}
		if f.Printed.Cmp(b.Least.Figure.Printed) < 0 {
			b.Least = x
		}
		if f.Printed.Cmp(b.Most.Figure.Printed) > 0 {
			b.Most = x
		}
	}
	if n < 2 {
		b.Least, b.Most = YearFigure{}, YearFigure{}
	}
	for _, l := range a.Levels {
		if l.Measurable {
			b.Spells = append(b.Spells, spell(a, r, l))
		}
	}
}

// spell is when an ally met a level.
func spell(a *Answer, r *Row, l Level) Streak {
	s := Streak{Level: l}
	for k, f := range r.Series {
		if y := a.First + figure.Year(k); r.Verdicts[k].Counted() {
			s.Of++
			if v, _ := target.Judge(f, l.Value); v == target.Meets {
				s.Years = append(s.Years, y)
			}
		}
	}
	for y := a.Year; slices.Contains(s.Years, y); y-- {
		s.Since = y
	}
	return s
}

// disputes finds the years that editions tell most differently of the ally, and
// those where they take different sides of a level.
func (b *Brief) disputes(ds *dataset.Dataset, code ally.Code) {
	a := b.Answer
	b.Editions = len(ds.Editions())
	for k := range b.Row.Series {
		if !b.Row.Verdicts[k].Counted() && b.Row.Verdicts[k] != target.NoData {
			continue
		}
		d := Dispute{Year: a.First + figure.Year(k)}
		for _, s := range PrintedFor(ds, a.Measure, code, d.Year) {
			if !s.Figure.Known() {
				continue
			}
			if d.Low.Edition == nil || s.Figure.Printed.Cmp(d.Low.Figure.Printed) < 0 {
				d.Low = s
			}
			if d.High.Edition == nil || s.Figure.Printed.Cmp(d.High.Figure.Printed) > 0 {
				d.High = s
			}
		}
		if d.Low.Edition == nil {
			continue
		}
		d.Spread = d.High.Figure.Printed.Sub(d.Low.Figure.Printed)
		for _, l := range a.Levels {
			low, _ := target.Judge(d.Low.Figure, l.Value)
			high, _ := target.Judge(d.High.Figure, l.Value)
			if l.Measurable && low != high {
				d.Flips = append(d.Flips, l)
			}
		}
		if len(d.Flips) > 0 || d.Spread.Cmp(figure.Decimal{Units: noisePP, Places: 2}) >= 0 {
			b.Disputes = append(b.Disputes, d)
		}
	}
	slices.SortStableFunc(b.Disputes, func(x, y Dispute) int {
		if f := len(y.Flips) - len(x.Flips); f != 0 {
			return f
		}
		return y.Spread.Cmp(x.Spread)
	})
	b.Disputes = b.Disputes[:min(len(b.Disputes), mostDisputes)]
	slices.SortFunc(b.Disputes, func(x, y Dispute) int { return int(x.Year) - int(y.Year) })
}

// others asks the same at the other levels within sight, and finds what editions
// count differently at each.
func (b *Brief) others(ds *dataset.Dataset) error {
	a := b.Answer
	b.Editions = len(ds.Editions())
	for _, l := range a.Levels {
		if !l.Measurable {
			continue
		}
		if !l.Asked {
			q := a.Query
			q.Level = l.Value
			other, err := RankingFor(ds, q)
			if err != nil {
				return err
			}
			b.Others = append(b.Others, other)
		}
		found, err := b.recounts(ds, l)
		if err != nil {
			return err
		}
		b.Recounts = append(b.Recounts, found...)
	}
	return nil
}

// recounts finds the years in which editions differ most in how many meet a
// level, none of them long before it was agreed.
func (b *Brief) recounts(ds *dataset.Dataset, l Level) ([]Recount, error) {
	a := b.Answer
	first := a.First
	if l.Pledge != nil {
		first = max(first, figure.Year(l.Pledge.AgreedIn()-1))
	}
	var out []Recount
	for y := first; y <= a.Last; y++ {
		q := a.Query
		q.Edition, q.Year, q.Pins, q.Level = "", y, "", l.Value
		e, err := VintagesFor(ds, q)
		if err != nil {
			return nil, err
		}
		r := Recount{Level: l, Year: y}
		for _, x := range e.Editions {
			if x.Sparse() {
				continue
			}
			if r.Low.Edition == nil || x.Count.Meets < r.Low.Count.Meets {
				r.Low = x
			}
			if r.High.Edition == nil || x.Count.Meets > r.High.Count.Meets {
				r.High = x
			}
		}
		if r.spread() > 0 {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(x, y Recount) int { return y.spread() - x.spread() })
	out = out[:min(len(out), mostDisputes)]
	slices.SortFunc(out, func(x, y Recount) int { return int(x.Year) - int(y.Year) })
	return out, nil
}

// spread is by how many allies two editions differ.
func (r *Recount) spread() int {
	if r.Low.Edition == nil {
		return 0
	}
	return r.High.Count.Meets - r.Low.Count.Meets
}
