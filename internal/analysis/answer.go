// Package analysis answers queries from the data set. All numbers are made here: ranks,
// verdicts, counts, gaps, changes and sums.
//
// It does not know how an answer is displayed. It never mixes two editions or two sources in
// one answer, never fills in a missing figure, and judges each figure as printed. Numbers that
// it computes itself stay unrounded, and the answer states how they were computed.
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

// Amount is an unrounded computed number. OK is false if it cannot be computed.
type Amount = figure.Amount

// Delta is the exact difference of two printed figures or, for amounts and people, a
// percentage change rounded once. OK is false if either figure is missing.
type Delta = figure.Delta

// Row is one ally's part of an answer.
type Row struct {
	Reading           // in the query's year
	Series            // over the answer's years First–Last
	Place             // among all allies that have a figure and are ranked, listed or not
	Money             // the gap in money; Currency is set even if there is no gap
	Across   string   // the break in the edition's series that Change or Since crosses, in words
	Before   Place    // in the base year, among the members in that year
	Unbroken Unbroken // since when the ally has met the level without interruption
	Pin      int      // the ally's position among the pins, from 0; −1 if it is not pinned
}

// Total is one of NATO's own totals as printed, with the same total computed from the rows.
type Total struct {
	Reading         // in the query's year
	Series          // over the answer's years First–Last
	FromRows Amount // computed from the allies' own rows, shares weighted by money
	Rows     int    // the number of rows FromRows is computed from
	Across   string // as in Row
}

// Count is the number of allies that meet a level in one year.
type Count struct {
	Year                figure.Year
	Meets, Below        int
	KnifeEdge           int // how many of Meets and Below are on the knife-edge
	NoData              int // members with forces but without a figure
	WithForces, Members int // the denominators: members with armed forces, and all members
	Estimated           bool
}

// Words returns how many of the members with forces meet the level: "17 of 31".
func (c *Count) Words() string { return format.Of(c.Meets, c.WithForces) }

// Meeting returns Words followed by the level: "17 of 31 meet 2 %", "1 of 27 at 3.5 %".
func (c *Count) Meeting(l Level) string { return c.Words() + " " + format.Meet(l.In(c.Year)) }

// Shortfall is the money that the allies below the level lack to reach it. Surpluses never
// offset the gaps of others, and an ally below the level by the figure NATO judges but above
// it in money offsets nothing either.
type Shortfall struct {
	USD      Amount // US$ m at current prices and exchange rates
	Allies   int    // the number of allies below the level
	Unpriced int    // how many of them have no gap in US$ in the edition
	Beside   []*Row // allies that meet the level but are under it in money; not part of USD
}

// Level is a level that an answer displays.
type Level struct {
	Value      figure.Decimal
	At         figure.Decimal // where it is drawn: at Value, except in a trend of distances
	Pledge     *target.Pledge // nil for the reader's own level
	Asked      bool           // it is the level that figures are judged by
	Measurable bool
	// From, Until and Due cover all pledges of this level: the year it was first agreed, the
	// year another level superseded it, and its deadline. 0 means there is no such year.
	From, Until, Due int
	Open             int  // the year of the last pledge if no source says whether it still holds, else 0
	Foreign          bool // as in target.Level
}

// In returns the level as it applies to figures of year y.
func (l *Level) In(y figure.Year) target.Level {
	out := target.LevelIn(l.Value, l.From, y)
	out.Foreign = l.Foreign
	return out
}

// Answer is the complete answer to a query, drawn by every surface. Callers must not modify it.
type Answer struct {
	Header
	Levels    []Level // the levels to display, ascending, including the one judged by
	Totals    []Total
	Count     Count   // of the query's year
	Counts    []Count // one for each year First–Last
	Shortfall Shortfall
	Events    []dataset.Event // those in the years First–Last
	Breaks    []string        // notes on changes that cross a break in the edition's series

	*roll
}

// Len returns the number of allies listed.
func (a *Answer) Len() int { return len(a.order) }

// At returns the row of the i-th ally listed.
func (a *Answer) At(i int) *Row { return a.row(a.order[i]) }

// CodeAt returns the code of the i-th ally listed.
func (a *Answer) CodeAt(i int) ally.Code { return a.ally(a.order[i]).Code }

// Placed returns the figure that ranks the i-th ally, or an unknown figure if it has no place.
func (a *Answer) Placed(i int) figure.Figure {
	if i := a.order[i]; a.now.places[i].Rank > 0 {
		return a.now.figures[i]
	}
	return figure.Figure{}
}

// Broken reports whether the series of any listed ally has a break between First and Last.
func (a *Answer) Broken() bool {
	return slices.ContainsFunc(a.listedOf(a.w.ds.Broken(a.Edition.ID, a.Measure)), func(c ally.Code) bool {
		return a.w.breakYears(a.Measure, c).Crosses(a.First, a.Last)
	})
}

// Everybody reports whether all allies are listed.
func (a *Answer) Everybody() bool { return len(a.order) == len(a.now.order) }

// Rows makes and returns the row of every listed ally. To draw only some, use At.
func (a *Answer) Rows() []*Row { return format.Each(a.order, a.row) }

// Codes returns the codes of the listed allies in the order of the list.
func (a *Answer) Codes() []ally.Code { return a.codes(a.order) }

func (l *roll) codes(indexes []int32) []ally.Code {
	return format.Each(indexes, func(i int32) ally.Code { return l.ally(i).Code })
}

// Row returns the row of an ally, and false if the ally is not listed.
func (a *Answer) Row(c ally.Code) (*Row, bool) {
	if i, ok := a.Find(c); ok {
		return a.At(i), true
	}
	return nil, false
}

// Find returns the index of an ally in the list, from 0.
func (a *Answer) Find(c ally.Code) (i int, listed bool) {
	x, ok := a.w.ds.Allies().Ally(c)
	if !ok || a.roll.position[x.Index] < 0 {
		return 0, false
	}
	return int(a.roll.position[x.Index]), true
}

// listedOf returns the codes that are listed, each once and in the order of the list.
func (a *Answer) listedOf(codes []ally.Code) []ally.Code {
	var indexes []int
	for _, c := range codes {
		if i, listed := a.Find(c); listed {
			indexes = append(indexes, i)
		}
	}
	slices.Sort(indexes)
	return format.Each(slices.Compact(indexes), a.CodeAt)
}

// EstimatedIn reports whether the edition marks year y as an estimate; false outside First–Last.
func (a *Answer) EstimatedIn(y figure.Year) bool {
	return y >= a.First && y <= a.Last && a.Counts[y-a.First].Estimated
}

// When returns a year as text, with an "e" if the edition marks it as an estimate.
func (a *Answer) When(y figure.Year) string { return format.Year(y, a.EstimatedIn(y)) }

// years returns the answer's years First–Last.
func (a *Answer) years() []figure.Year {
	return format.Each(a.Counts, func(c Count) figure.Year { return c.Year })
}

// RankingFor answers a query. If the query asks for something the edition does not hold, the
// error is a *query.Error that suggests the nearest available alternative.
func RankingFor(ds *dataset.Dataset, q query.Query) (*Answer, error) { return RankingAfter(ds, q, nil) }

// RankingAfter is RankingFor given the previous answer, or nil. If the queries differ only in
// the year, it reuses the series of the previous answer.
func RankingAfter(ds *dataset.Dataset, q query.Query, before *Answer) (*Answer, error) {
	w, err := resolve(ds, q)
	if err != nil {
		return nil, err
	}
	// Path and balance judge by the share of GDP, whatever the query's measure is.
	v, byShare := w.Query.Verdict, q.View == query.Path || q.View == query.Balance
	if !w.Judged && !byShare && v != query.AnyVerdict && v != query.Late {
		return nil, query.Refused(v.String(), "cannot be combined with "+w.Spec().Word+": "+w.Unjudged)
	}
	if err := w.findLate(); err != nil {
		return nil, err
	}
	events := slices.DeleteFunc(slices.Clone(ds.Events()), func(e dataset.Event) bool {
		return e.Year < w.First || e.Year > w.Last
	})
	a := &Answer{Header: w.Header, Levels: w.levels(), Events: events, Counts: w.counts(), roll: w.newRoll(before)}
	a.Count = a.Counts[w.Year-w.First]
	var split []ally.Code
	a.Shortfall, split = a.shortfall(&a.Count)
	a.Totals = w.totals()
	noted := a.listedOf(ds.Footnoted(w.Edition.ID, w.Measure))
	a.Notes = slices.Concat(w.notes(), w.groupNotes(), a.splitNotesOf(a.listedOf(split)), w.footnotes(noted), w.listingNotes(w.verdictWords, a.Len(), a.matching))
	a.Breaks = w.rankedBreaks(a.listedOf(ds.Broken(w.Edition.ID, w.Measure)), a.Totals)
	a.Citation = citation(&w.Header)
	a.Sentence = sentence(a)
	return a, nil
}

// Header is the part that all kinds of answers share: the query, the edition, the level that
// figures are judged by, and the answer in one sentence.
type Header struct {
	Query             query.Query // with all defaults filled in; later editions do not change its answer
	Edition           *dataset.Edition
	Measure           figure.Measure
	Unit              string
	Year              figure.Year // the query's year
	First, Last, Base figure.Year // the years covered, and the year that changes are counted from
	Estimated         bool        // the edition marks Year as an estimate
	Judged            bool        // there is a level; Level is then set
	Level             Level
	Unjudged          string   // why there are no verdicts; empty if Judged and the level is measurable
	Scope             string   // which allies are counted: "allies", or the title of a group
	Sentence          string   // what the answer shows, in one line
	Citation          string   // source, edition and table
	Notes             []string // what a reader must know to read the figures
}

// Head returns the header, so that all kinds of answers can be treated alike.
func (h *Header) Head() *Header { return h }

// Spec describes the measure as the answer's table holds it, for example in billions.
func (h *Header) Spec() figure.Spec { return h.Measure.In(h.Unit) }

// UnitOf returns the unit of the figure of c in y, with the currency for "national currency".
func (h *Header) UnitOf(c ally.Code, y figure.Year) string {
	return format.Unit(h.Spec().Unit, h.CurrencyOf(c, y))
}

// CurrencyOf returns the currency of the figure of c in y or, if there is no figure, of its
// latest; "" if all allies share one. For allies that adopted the euro, editions may print
// earlier years in their former currency.
func (h *Header) CurrencyOf(c ally.Code, y figure.Year) string {
	t, _ := h.Edition.Table(h.Measure)
	return cmp.Or(t.Currency(c, y), t.Line(c).Latest(h.Last))
}

// Converted reports whether an ally's figures are in two currencies; charts show only the later.
func (a *Answer) Converted() bool {
	converted := func(x *ally.Ally) bool {
		line := a.w.table.LineOf(x)
		return slices.ContainsFunc(a.years(), func(y figure.Year) bool { return line.At(y).Known() && line.Currency(y) != line.Latest(a.Last) })
	}
	return !a.Spec().Comparable && cached(a, true, "converted", func() bool { return slices.ContainsFunc(a.w.ds.Allies().All(), converted) })
}

// Verdicts reports whether the answer judges figures.
func (h *Header) Verdicts() bool { return h.Judged && h.Unjudged == "" }

// Headline returns the answer as one figure and its caption, large enough to read from the
// back of a room: the figure of a named ally, else the ally that moved most, the highest figure
// if nothing is judged, or how many meet the level. Big is empty if no figure answers the query.
func (a *Answer) Headline() (big, small string) {
	l, year := a.Level.In(a.Year), ", "+a.When(a.Year)
	if a.Judged && !a.Verdicts() {
		return format.NotMeasured, format.Percent(l.Value) + " is not measurable from published figures"
	}
	if len(a.Query.Pins)+len(a.Query.Sums) > 0 {
		if big, small = a.namedHeadline(); small != "" {
			return big, small
		}
	}
	switch rise, _ := a.movement(); {
	case rise.Both > 1:
		return format.Signed(rise.Most.By), fmt.Sprintf("%s, %s, %s", rise.Most.Name, a.Spec().ChangeUnit(), rise.Span(a))
	case !a.Judged:
		if most, _ := extremes(a); most != nil {
			top, _ := superlatives(a)
			return a.figureHeadline(most.Name+" "+top, most.Figure)
		}
		return "", a.Spec().Unit + year
	}
	scope, level := a.Scope+" with forces ", format.Percent(l.Value)
	switch c := a.Count; a.Query.Verdict {
	case query.AnyVerdict, query.Met:
		return c.fraction(), scope + format.Meet(l) + year
	case query.Below:
		return fmt.Sprintf("%d/%d", c.Below, c.WithForces), scope + format.Below(l) + " " + level + year
	case query.Edge:
		return fmt.Sprintf("%d/%d", c.KnifeEdge, c.WithForces), scope + format.OnEdge + " of " + level + year
	case query.Late:
		small = fmt.Sprintf("%s miss %s by %d at their present pace", a.Scope, level, a.w.due)
	default:
		small = fmt.Sprintf("%s crossed %s %s%s", a.Scope, level, format.Since(a.w.crossedFrom(), a.Year), year)
	}
	return fmt.Sprint(len(a.pickedRows(len(a.unfiltered)))), small
}

// namedHeadline is the headline of the allies or sums that the query names: the figure of one,
// or how many of several meet the level. Small is empty if neither applies.
func (a *Answer) namedHeadline() (big, small string) {
	pins, sums := a.Query.Pins.Codes(), a.Query.Sums.Codes()
	end := fmt.Sprintf(" %s, %s", format.Meet(a.Level.In(a.Year)), a.When(a.Year))
	switch {
	case len(pins) == 1:
		x, _ := a.w.ds.Allies().Ally(pins[0])
		return a.figureHeadline(x.Name, a.row(int32(x.Index)).Figure)
	case len(pins) == 0 && len(a.Named()) == 1:
		return a.figureHeadline(a.Named()[0].Name, a.Named()[0].Figure)
	case !a.Judged:
		most, _ := a.extremesOf(a.chosen)
		if most == nil {
			return "", ""
		}
		return a.figureHeadline(fmt.Sprintf("%s, the highest of the %d chosen", most.Name, len(pins)), most.Figure)
	case len(pins) > 1:
		c := a.countOf(a.chosen)
		if c.WithForces == 0 {
			return "", a.Chosen(0) + ", " + a.When(a.Year)
		}
		return c.fraction(), a.Chosen(c.WithForces) + end
	}
	c := a.countOf(func(x *ally.Ally) bool {
		return slices.ContainsFunc(sums, func(sum ally.Code) bool { return a.w.within(sum, x) })
	})
	return c.fraction(), "of their allies with forces" + end
}

// Chosen counts the pinned allies, and those judged if that is not all of them: "of the 4
// chosen", "of the 4 chosen (1 judged)".
func (h *Header) Chosen(judged int) string {
	all := h.Query.Pins.Len()
	if judged == 0 {
		return fmt.Sprintf("none of the %d chosen is judged", all)
	}
	return fmt.Sprintf("of the %d chosen", all) + format.Whenf(judged < all, " (%d judged)", judged)
}

func (a *Answer) chosen(x *ally.Ally) bool { return a.Query.Pins.Index(x.Code) >= 0 }

func (a *Answer) figureHeadline(name string, f figure.Figure) (big, small string) {
	if !f.Known() {
		return "", name + ", " + a.When(a.Year) + ": no figure"
	}
	return strings.TrimSpace(format.Hanging(f)), name + ", " + a.Spec().Unit + ", " + a.When(a.Year)
}

func (a *Answer) countOf(match func(*ally.Ally) bool) Count {
	var c Count
	for i, x := range a.w.ds.Allies().All() {
		if r := a.row(int32(i)); match(x) && r.Verdict.Counted() {
			c.add(x, r.Verdict, r.Edge)
		}
	}
	return c
}

// fraction returns how many of the members with forces meet the level: "17/31".
func (c *Count) fraction() string { return fmt.Sprintf("%d/%d", c.Meets, c.WithForces) }
