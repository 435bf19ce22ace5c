// Package analysis answers a query from the data set. It is the only place
// where numbers are made: ranks, verdicts, counts, gaps, changes and sums.
//
// It does not know how an answer is shown. It never mixes two editions or two
// sources in one answer, never fills a missing figure, and judges a figure as it
// was printed; what it computes itself it leaves unrounded and says how.
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

// Amount is a number computed here, unrounded; not OK where it cannot be had.
type Amount = figure.Amount

// Delta is an exact difference of printed figures, or a percentage rounded once
// where the measure is an amount; not OK where a side is missing.
type Delta = figure.Delta

// Row is what is known of one ally.
type Row struct {
	Reading           // of the year asked about
	Series            // of the answer's years First–Last
	Place             // among all allies that have a figure and are judged, listed or not
	Money             // the gap in money; Currency is there without one too
	Across   string   // which break in the edition's series Change or Since crosses
	Before   Place    // in the base year, among the members of then
	Unbroken Unbroken // since when the level is met without a break
	Pin      int      // the ally's place among the pins, from 0; −1 where it is not pinned
}

// Total is one of NATO's own sums, as printed, beside what the rows give.
type Total struct {
	Reading         // of the year asked about
	Series          // of the answer's years First–Last
	FromRows Amount // the same figure computed from the allies' own rows, weighted by money
	Rows     int    // how many went in
	Across   string // as in a Row
}

// Count is how many meet a level in one year.
type Count struct {
	Year                figure.Year
	Meets, Below        int
	KnifeEdge           int // of those two
	NoData              int // members with forces that have no figure
	WithForces, Members int // the denominators: members with armed forces, and all members
	Estimated           bool
}

// Words is how many of the members with forces meet the level: "17 of 31".
func (c *Count) Words() string { return format.Of(c.Meets, c.WithForces) }

// Meeting is Words with the level: "17 of 31 meet 2 %", "1 of 27 at 3.5 %".
func (c *Count) Meeting(l Level) string { return c.Words() + " " + format.Meet(l.In(c.Year)) }

// Shortfall is the money missing to the level: the sum of the gaps of those
// below it. Surpluses never pay for others, nor does anybody's own money above a
// level that the figure NATO judges is below.
type Shortfall struct {
	USD      Amount // US$ m, current prices and exchange rates
	Allies   int    // below the level
	Unpriced int    // of them, without a money figure in the edition
	Beside   []*Row // meet the level and miss money to it all the same, which is not in USD
}

// Level is a level within sight of the answer.
type Level struct {
	Value      figure.Decimal
	At         figure.Decimal // where it is drawn: at its value, but in a trend of distances
	Pledge     *target.Pledge // nil for a level of the reader's own
	Asked      bool
	Measurable bool
	// Of all pledges of it: the year it was first agreed, that in which another took its
	// place, and that it was to be reached by; 0 where there is none.
	From, Until, Due int
	Open             int  // the year of its last pledge, where no text held says whether it is over; else 0
	Foreign          bool // as in a target.Level
}

// In is the level for figures of a year.
func (l *Level) In(y figure.Year) target.Level {
	out := target.LevelIn(l.Value, l.From, y)
	out.Foreign = l.Foreign
	return out
}

// Answer is all that a query asked for, which every surface draws. It must not be changed.
type Answer struct {
	Header
	Levels    []Level // those within sight, ascending, the one asked about among them
	Totals    []Total
	Count     Count
	Counts    []Count // one for each year First–Last
	Shortfall Shortfall
	Events    []dataset.Event
	Breaks    []string // which of the changes cross a break in the edition's own series

	*roll
}

// Len is how many allies are listed.
func (a *Answer) Len() int { return len(a.order) }

// At is the row of the i-th ally listed.
func (a *Answer) At(i int) *Row { return a.row(a.order[i]) }

// CodeAt is the code of the i-th ally listed.
func (a *Answer) CodeAt(i int) ally.Code { return a.ally(a.order[i]).Code }

// Placed is the figure by which the i-th ally has a place; not known where it has none.
func (a *Answer) Placed(i int) figure.Figure {
	if i := a.order[i]; a.now.places[i].Rank > 0 {
		return a.now.figures[i]
	}
	return figure.Figure{}
}

// Broken tells whether the series of any ally listed breaks between two of its years.
func (a *Answer) Broken() bool {
	return slices.ContainsFunc(a.listedOf(a.w.ds.Broken(a.Edition.ID, a.Measure)), func(c ally.Code) bool {
		return a.w.breakYears(a.Measure, c).Crosses(a.First, a.Last)
	})
}

// Everybody tells whether all allies are listed.
func (a *Answer) Everybody() bool { return len(a.order) == len(a.now.order) }

// Rows makes a row for each ally listed: whoever draws some asks for those.
func (a *Answer) Rows() []*Row { return format.Each(a.order, a.row) }

// Codes are those of the allies listed.
func (a *Answer) Codes() []ally.Code { return a.codes(a.order) }

func (l *roll) codes(of []int32) []ally.Code {
	return format.Each(of, func(i int32) ally.Code { return l.ally(i).Code })
}

// Row finds the row of an ally.
func (a *Answer) Row(c ally.Code) (*Row, bool) {
	if i, ok := a.Find(c); ok {
		return a.At(i), true
	}
	return nil, false
}

// Find is the place of an ally in the list.
func (a *Answer) Find(c ally.Code) (place int, listed bool) {
	x, ok := a.w.ds.Allies().Ally(c)
	if !ok || a.roll.position[x.Index] < 0 {
		return 0, false
	}
	return int(a.roll.position[x.Index]), true
}

// listedOf are those of some allies that are listed, in the order of the list.
func (a *Answer) listedOf(codes []ally.Code) []ally.Code {
	var places []int
	for _, c := range codes {
		if i, listed := a.Find(c); listed {
			places = append(places, i)
		}
	}
	slices.Sort(places)
	return format.Each(slices.Compact(places), a.CodeAt)
}

// EstimatedIn tells whether the edition marks the year as an estimate.
func (a *Answer) EstimatedIn(y figure.Year) bool {
	return y >= a.First && y <= a.Last && a.Counts[y-a.First].Estimated
}

// When is a year of the answer in words: an estimated one has its "e".
func (a *Answer) When(y figure.Year) string { return format.Year(y, a.EstimatedIn(y)) }

// years are those of the answer, First–Last.
func (a *Answer) years() []figure.Year {
	return format.Each(a.Counts, func(c Count) figure.Year { return c.Year })
}

// RankingFor answers a query. The error is a *query.Error where the query asks for
// what no edition holds, and names the nearest that can be had.
func RankingFor(ds *dataset.Dataset, q query.Query) (*Answer, error) { return RankingAfter(ds, q, nil) }

// RankingAfter is RankingFor with the answer before, if there is one: what a step in the
// year does not change is not worked out again.
func RankingAfter(ds *dataset.Dataset, q query.Query, before *Answer) (*Answer, error) {
	w, err := resolve(ds, q)
	if err != nil {
		return nil, err
	}
	v, ofShares := w.Query.Verdict, q.View == query.Path || q.View == query.Balance // which judge by the share whatever is asked
	if !w.Judged && !ofShares && v != query.AnyVerdict && v != query.Late {
		return nil, query.Refused(v.String(), "has no place beside "+w.Spec().Word+": "+w.Unjudged)
	}
	if err := w.findLate(); err != nil {
		return nil, err
	}
	events := slices.DeleteFunc(slices.Clone(ds.Events()), func(e dataset.Event) bool {
		return e.Year < w.First || e.Year > w.Last
	})
	a := &Answer{Header: w.Header, Levels: w.levels(), Events: events, Counts: w.counts(), roll: w.newRoll(before)}
	a.Count = a.Counts[w.Year-w.First]
	var apart []ally.Code
	a.Shortfall, apart = a.shortfall(&a.Count)
	a.Totals = w.totals()
	noted := a.listedOf(ds.Footnoted(w.Edition.ID, w.Measure))
	a.Notes = slices.Concat(w.notes(), w.groupNotes(), a.splitNotesOf(a.listedOf(apart)), w.footnotes(noted), w.listingNotes(w.verdictWords, a.Len(), a.matching))
	a.Breaks = w.rankedBreaks(a.listedOf(ds.Broken(w.Edition.ID, w.Measure)), a.Totals)
	a.Citation = citation(&w.Header)
	a.Sentence = sentence(a)
	return a, nil
}

// Header is what every answer begins and ends with: what was asked, whose figures
// answer it, what they are judged by, and what the answer says in one line.
type Header struct {
	Query             query.Query // every default filled in: printed, it gives the same answer when another edition is the latest
	Edition           *dataset.Edition
	Measure           figure.Measure
	Unit              string
	Year              figure.Year // the one asked about
	First, Last, Base figure.Year // the bounds of those held, and the one that changes are counted from
	Estimated         bool        // the edition marks the year as an estimate
	Judged            bool        // there is a level; Level is then set
	Level             Level
	Unjudged          string   // why there is no verdict, empty where Judged and measurable
	Scope             string   // who is counted: "allies", or a group
	Sentence          string   // what the answer shows, in one line
	Citation          string   // source, edition and table
	Notes             []string // what a reader must know beside the figures
}

// Head is the header itself, of whatever has one.
func (h *Header) Head() *Header { return h }

// Spec is what the measure is in the table that answers: in billions where that is.
func (h *Header) Spec() figure.Spec { return h.Measure.In(h.Unit) }

// UnitOf is the unit of a figure, with the ally's own currency where it is in a national one.
func (h *Header) UnitOf(c ally.Code, y figure.Year) string {
	return format.Unit(h.Spec().Unit, h.CurrencyOf(c, y))
}

// CurrencyOf is the currency of the figure of c in y or, where there is none, of its last;
// "" where all have one. Of an ally that took the euro, editions print earlier years in
// that of then.
func (h *Header) CurrencyOf(c ally.Code, y figure.Year) string {
	t, _ := h.Edition.Table(h.Measure)
	return cmp.Or(t.Currency(c, y), t.Line(c).Latest(h.Last))
}

// Converted tells whether some ally's figures are in two currencies: pictures show those of
// the later alone.
func (a *Answer) Converted() bool {
	converted := func(x *ally.Ally) bool {
		line := a.w.table.LineOf(x)
		return slices.ContainsFunc(a.years(), func(y figure.Year) bool { return line.At(y).Known() && line.Currency(y) != line.Latest(a.Last) })
	}
	return !a.Spec().Comparable && cached(a, true, "converted", func() bool { return slices.ContainsFunc(a.w.ds.Allies().All(), converted) })
}

// Verdicts tells whether figures are judged in the answer.
func (h *Header) Verdicts() bool { return h.Judged && h.Unjudged == "" }

// Headline is the answer in one figure and what that is, to be read from the back of a
// room: that of whoever is named, who moved most, who has most where nothing is judged, else
// how many meet the level. Big is empty where no figure answers.
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

// namedHeadline is the figure of one who is named, of several how many meet the level, or nothing.
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
		return a.figureHeadline(fmt.Sprintf("%s, the most of the %d chosen", most.Name, len(pins)), most.Figure)
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

// Chosen are the allies chosen, and how many of them are judged where some are not: "of the 4
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

func (a *Answer) countOf(some func(*ally.Ally) bool) Count {
	var c Count
	for i, x := range a.w.ds.Allies().All() {
		if r := a.row(int32(i)); some(x) && r.Verdict.Counted() {
			c.add(x, r.Verdict, r.Edge)
		}
	}
	return c
}

// slashed is how many of the members with forces meet the level: "17/31".
func (c *Count) fraction() string { return fmt.Sprintf("%d/%d", c.Meets, c.WithForces) }
