// Package analysis answers a query from the data set. It is the only place
// where numbers are made: ranks, verdicts, counts, gaps, changes and sums.
//
// It does not know how an answer is shown. It never mixes two editions or two
// sources in one answer, never fills a missing figure, and judges a figure as it
// was printed; what it computes itself it leaves unrounded and says how.
package analysis

import (
	"slices"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// Amount is a number computed here, unrounded; not OK where it cannot be had.
type Amount = figure.Amount

// Delta is an exact difference of printed figures, or a percentage rounded once
// where the measure is an amount; not OK where a side is missing.
type Delta = figure.Delta

// Row is what is known of one ally.
type Row struct {
	Reading // of the year asked about
	Series  // of the answer's years First–Last
	// Place is among all allies that have a figure and are judged, listed or not.
	Place
	// Money is the gap in money; Currency is there without one too.
	Money
	// Across says which break in the edition's series Change or Since crosses; else
	// empty.
	Across string
	// Before is the place in the base year, among the members of then.
	Before Place
	// Unbroken is since when the level is met without a break.
	Unbroken Unbroken
	// Pin is the ally's place among the pins, from 0; −1 where it is not pinned.
	Pin int

	// ranked tells whether the row has a place in an order by figures: a figure, of a
	// member; without forces where the economy is asked about, not where spending is.
	ranked bool
	// crossed tells whether it was on the other side of the level in the year that it is
	// set against.
	crossed bool
	// late tells whether it is marked by findLate.
	late bool
}

// Total is one of NATO's own sums, as printed, beside what the rows give.
type Total struct {
	Reading // of the year asked about
	Series  // of the answer's years First–Last
	// FromRows is the same figure computed from the allies' own rows, weighted
	// by money, with the number of rows that went in.
	FromRows Amount
	Rows     int
	// Across is as in a Row.
	Across string
}

// Count is how many meet a level in one year.
type Count struct {
	Year  figure.Year
	Meets int
	Below int
	// KnifeEdge is how many of those two are on the knife's edge.
	KnifeEdge int
	// NoData is how many members with forces have no figure.
	NoData int
	// WithForces and Members are the denominators: members with armed forces,
	// and all members.
	WithForces, Members int
	// Estimated tells whether the edition marks the year as an estimate.
	Estimated bool
}

// Words is how many of the members with forces meet the level: "17 of 31".
func (c *Count) Words() string { return format.Of(c.Meets, c.WithForces) }

// Meeting is Words with the level: "17 of 31 meet 2 %", "1 of 27 at 3.5 %".
func (c *Count) Meeting(l Level) string { return c.Words() + " " + format.Meet(l.In(c.Year)) }

// Shortfall is the money missing to the level: the sum of the gaps of those
// below it. Surpluses never pay for others, nor does anybody's own money above a
// level that the figure NATO judges is below.
type Shortfall struct {
	USD Amount // US$ m, current prices and exchange rates
	// Allies is how many are below the level, and Unpriced how many of them have
	// no money figure in the edition.
	Allies, Unpriced int
	// Beside are those that meet the level and miss money to it all the same, which
	// is not in USD.
	Beside []*Row
}

// Level is a level within sight of the answer.
type Level struct {
	Value figure.Decimal
	// At is where the level lies on the scale of what is drawn: at its value, but
	// in a trend of distances.
	At         figure.Decimal
	Pledge     *target.Pledge // nil for a level of the reader's own
	Asked      bool
	Measurable bool
	// From is the year the level was first agreed, Until the year another took its
	// place and Due the year it was to be reached by, of all pledges of it; 0 where
	// there is none, and all three for a level of the reader's own.
	From, Until, Due int
	// Open is the year of its last pledge, where no text held says whether the one
	// that took its place ended it; else 0.
	Open int
	// Foreign tells that the figures are not by the definition of whoever pledged.
	Foreign bool
}

// In is the level for figures of a year.
func (l *Level) In(y figure.Year) target.Level {
	out := target.LevelIn(l.Value, l.From, y)
	out.Foreign = l.Foreign
	return out
}

// Answer is all that a query asked for. Every surface draws the same Answer; it
// must not be changed.
type Answer struct {
	Header
	// Levels are the levels within sight, ascending, the one asked about among
	// them.
	Levels []Level
	// Rows are the allies in the order asked for.
	Rows      []Row
	Totals    []Total
	Count     Count
	Counts    []Count // a Count for each year First–Last
	Shortfall Shortfall
	Events    []dataset.Event
	// Breaks say which of the changes cross a break in the edition's own series.
	Breaks []string

	// at is where each ally is among the rows.
	at map[ally.Code]int
	// all are the rows that would be listed without a filter, in the same order: a
	// filter changes what is listed and not what is so.
	all []Row
}

// Row finds the row of an ally.
func (a *Answer) Row(c ally.Code) (*Row, bool) {
	i, ok := a.at[c]
	if !ok {
		return nil, false
	}
	return &a.Rows[i], true
}

// EstimatedIn tells whether the edition marks the year as an estimate.
func (a *Answer) EstimatedIn(y figure.Year) bool {
	if y < a.First || y > a.Last {
		return false
	}
	return a.Counts[y-a.First].Estimated
}

// When is a year of the answer in words: an estimated one has its "e".
func (a *Answer) When(y figure.Year) string { return format.Year(y, a.EstimatedIn(y)) }

// RankingFor answers a query. The error is a *query.Error where the query asks for
// what no edition holds, and names the nearest that can be had.
func RankingFor(ds *dataset.Dataset, q query.Query) (*Answer, error) {
	w, err := resolve(ds, q)
	if err != nil {
		return nil, err
	}
	a := &Answer{Header: w.Header, Levels: w.levels(), Events: w.events()}
	rows, counts := w.rows()
	rank(rows, w.Measure)
	w.placesBefore(rows)
	if err := w.findLate(rows); err != nil {
		return nil, err
	}
	a.Counts, a.Count = counts, counts[w.Year-w.First]
	a.Shortfall = w.shortfall(rows)
	a.Totals = w.totals()
	by := w.Query.Sort
	if by == query.ByValue && !w.Measure.Spec().Comparable {
		by = query.ByName
	}
	a.Rows = listed(w, rows, by, (*Row).sortKey)
	a.at = make(map[ally.Code]int, len(a.Rows))
	for i := range a.Rows {
		a.at[a.Rows[i].Ally.Code] = i
	}
	a.all = a.Rows
	if whole := w.Query.Whole(); whole != w.Query {
		all := *w
		all.Query = whole
		a.all = listed(&all, rows, by, (*Row).sortKey)
	}
	a.Notes = slices.Concat(w.notes(), w.groupNotes(), a.splits(codesOf(a.Rows)), w.footnotes(codesOf(a.Rows)), w.picked(len(a.Rows), len(a.all)))
	a.Breaks = w.rankedBreaks(a.Rows, a.Totals)
	a.Citation = citation(&w.Header)
	a.Sentence = sentence(a, rows, w)
	return a, nil
}
