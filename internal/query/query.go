// Package query is the one grammar of allyscope: it parses what is asked,
// prints it, completes it, explains its words and keeps its history. What words
// there are is said once, in the word table.
//
// It does not know any figure. Which allies, groups, pledges and editions there are it is told
// by a Vocabulary; whether an edition holds a year is for package analysis to find out.
package query

import (
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// Constant tables of what the grammar calls each value, the printed word first. A series of
// the reader's own, which is a source, goes by its name.
var (
	viewWords      = [...]string{"ranking rank", "trend series", "grid", "heat", "balance", "path", "claims", "compare", "sheet show"}
	sortWords      = [...]string{"value", "name", "gap", "money", "change", "since", "nearest", "places", "streak"}
	memberWords    = [...]string{"then", "now", "everyone"}
	transformWords = [...]string{"level", "difference", "index", "share"}
	verdictWords   = [...]string{
		"", wordMet + " meet meets meeting reached reaches at-least or-more at-or-above",
		wordBelow + " under less-than fails misses missed miss missing not-met not-meeting short-of", "edge knife-edge on-the-edge",
		"crossed crosses crossing " + fellBelow + " " + roseAbove, "late too-late behind-schedule",
	}
	sourceWords = [...]string{"nato", "sipri"}
)

// The numbers of views, orders and memberships.
const (
	Views       = len(viewWords)
	Sorts       = len(sortWords)
	Memberships = len(memberWords)
)

// The words of the verdicts that others stand for too.
const (
	wordMet   = "met"
	wordBelow = "below"
	wordAbove = "above" // which is taken for met
	fellBelow = "fell-below"
	roseAbove = "rose-above"
)

// View is a way to look at an answer.
type View uint8

// The views, in the order of their digits.
const (
	Ranking View = iota
	Trend
	Grid
	Heat
	Balance
	Path
	Claims
	Compare
	Sheet
)

// String is the grammar's word for the view.
func (v View) String() string { return nth(viewWords[:], v) }

// Sort is an order of the ranking.
type Sort uint8

// The orders. All but ByName and ByStreak put the greatest first.
const (
	ByValue   Sort = iota // the figure of the year
	ByName                // alphabetical
	ByGap                 // distance to the level, pp
	ByMoney               // distance to the level, US$
	ByChange              // change on the year before
	BySince               // change since the base year
	ByNearest             // distance to the level on either side, the least first
	ByPlaces              // change of place since the base year
	ByStreak              // since when the level is met without a break, the earliest first
)

// String is the grammar's word for the order.
func (s Sort) String() string { return nth(sortWords[:], s) }

// Word is how a query asks for the order: "sort:gap".
func (s Sort) Word() string { return WordSort.row().key() + ":" + s.String() }

// Membership says whose figures are judged in a year.
type Membership uint8

// The memberships.
const (
	Then     Membership = iota // members on 31 December of that year
	Now                        // today's members, in every year
	Everyone                   // every row the edition prints
)

// String is the grammar's word for the membership.
func (m Membership) String() string { return nth(memberWords[:], m) }

// Transform is what a trend draws of a series.
type Transform uint8

// The transforms.
const (
	AsLevel    Transform = iota // the figures themselves
	Difference                  // distance to the level
	Index                       // base year = 100
	Share                       // share of the alliance's total
)

// implied is the view that a query means which names none: a deadline and,
// without a year, a level of an ally's own are a path's, a transform is a trend's, and sums
// stand below the allies of a ranking but are the lines of a trend.
func (q Query) implied() View {
	switch {
	case q.Deadline != 0, q.Scenario != "" && q.Year == 0: // a bare year is a path's deadline
		return Path
	case q.Sums != "" || q.Transform != AsLevel:
		return Trend
	default:
		return Ranking
	}
}

// Link is the query as it is copied or kept: with all that the screen keeps for other
// views than the one it names.
func (q Query) Link() string {
	if q.View == Ranking { // some views share their word with a command
		return q.String()
	}
	return WordView.row().key() + ":" + q.String()
}

// Whole is the query without what lists some of its allies alone: filter, verdict,
// limit and pins.
func (q Query) Whole() Query {
	q.Filter, q.Verdict, q.Limit, q.Only = "", AnyVerdict, 0, false
	return q
}

// Verdict picks the rows that are listed by how they were judged.
type Verdict uint8

// The verdicts.
const (
	AnyVerdict Verdict = iota
	Met
	Below
	Edge    // on the knife's edge, on either side
	Crossed // on another side than in the year before or, of a range, in its first year
	Late    // below it, and at its present pace not there by the deadline
)

// String is the grammar's word for the verdict, empty for none.
func (v Verdict) String() string { return chosen(verdictWords[:], v) }

// Source says whose figures are asked for. Two sources never share a series.
type Source uint8

// The sources.
const (
	NATO Source = iota
	SIPRI
	Series // the reader's own, which Edition names
)

// String is the grammar's word for the source.
func (s Source) String() string { return nth(sourceWords[:], s) }

// Said is how the query names its source: "source:sipri".
func (q Query) Said() string {
	if q.Source != NATO && q.Edition != "" {
		return "edition:" + q.Edition
	}
	return "source:" + q.Source.String()
}

// List is an ordered list of distinct ally codes, space separated, so that a
// Query stays comparable.
type List string

// Codes returns the codes in order.
func (l List) Codes() []ally.Code {
	return format.Each(strings.Fields(string(l)), func(w string) ally.Code { return ally.Code(w) })
}

// Len is the number of codes.
func (l List) Len() int { return len(strings.Fields(string(l))) }

// Index is the position of c, or −1.
func (l List) Index(c ally.Code) int {
	i := 0
	for w := range strings.FieldsSeq(string(l)) { // asked of every ally: it allocates nothing
		if w == string(c) {
			return i
		}
		i++
	}
	return -1
}

// With returns the list with c at its end, unless it holds it already.
func (l List) With(c ally.Code) List {
	if l.Index(c) >= 0 || c == "" {
		return l
	}
	return List(strings.TrimSpace(string(l) + " " + string(c)))
}

// Without returns the list without c.
func (l List) Without(c ally.Code) List {
	others := slices.DeleteFunc(strings.Fields(string(l)), func(w string) bool { return w == string(c) })
	return List(strings.Join(others, " "))
}

// Query is what is asked. It is small and comparable. In every field the zero value stands for
// the default, which package analysis fills in: a Query says only what its author said.
type Query struct {
	View    View
	Measure figure.Measure
	// Year is the year asked about; 0: the edition's last.
	Year figure.Year
	// From and To bound the years shown; 0: all the edition holds.
	From, To figure.Year
	// Base is the year changes are counted from; 0: From, or the edition's first.
	Base figure.Year
	// Level is what figures are judged by, in the measure's unit, trimmed;
	// 0: the pledge in force in Year.
	Level figure.Decimal
	// Kept tells that nobody chose Level: it was filled in, and stays while the year
	// moves. It is not printed.
	Kept bool
	// Edition is an edition's identifier, such as "2024-06"; empty: the latest, or of
	// SIPRI's the one the program carries.
	Edition string
	Source  Source
	// Pins are the allies named, in order.
	Pins List
	// Sums are the codes of NATO's sums and of groups as one that are named, in order.
	Sums List
	// Only shows the pinned allies and no others.
	Only bool
	// Group is a group's identifier, whose allies alone are shown.
	Group string
	// Filter is a part of a name or code; lower case, without blanks.
	Filter string
	// Verdict lists those alone that were judged so, and Limit so many rows; 0: all.
	Verdict Verdict
	Limit   int
	Sort    Sort
	Reverse bool
	Members Membership
	// Focus is the ally the reader is at; empty: the first row.
	Focus     ally.Code
	Transform Transform
	// Deadline is the year a path ends; 0: the pledge's own.
	Deadline figure.Year
	// Scenario are levels and deadlines of single allies that differ from the query's, as the
	// grammar prints them: "ESP=2.1% DEU=3.5%@2029", in order of codes.
	Scenario string
}
