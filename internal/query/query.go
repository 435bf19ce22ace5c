// Package query is the one grammar of allyscope. It parses, prints and completes queries,
// explains their words and keeps their history, all from a single table of words.
//
// It knows no figures. A Vocabulary supplies the allies, groups, pledges and editions; whether an
// edition covers a year is for package analysis to find out.
package query

import (
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

// Constant tables of the words for each value, in the order of the values. The first word of an
// entry is the printed one, the others are synonyms. Series has no word: it goes by its name.
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

// The numbers of views, orders and memberships, for loops over all of them.
const (
	Views       = len(viewWords)
	Sorts       = len(sortWords)
	Memberships = len(memberWords)
)

// The verdict words that other parts of the grammar refer to.
const (
	wordMet   = "met"
	wordBelow = "below"
	wordAbove = "above" // read as met
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

// String returns the grammar's word for the view.
func (v View) String() string { return wordFor(viewWords[:], v) }

// Sort is an order of the ranking.
type Sort uint8

// The orders. All put the greatest first, except ByName, ByNearest and ByStreak.
const (
	ByValue   Sort = iota // the year's figure
	ByName                // alphabetical
	ByGap                 // distance to the level, pp
	ByMoney               // distance to the level, US$
	ByChange              // change on the year before
	BySince               // change since the base year
	ByNearest             // absolute distance to the level, the smallest first
	ByPlaces              // change of place since the base year
	ByStreak              // first year of the unbroken run at the level, the earliest first
)

// String returns the grammar's word for the order, without its key.
func (s Sort) String() string { return wordFor(sortWords[:], s) }

// Word returns the order with its key, as in "sort:gap".
func (s Sort) Word() string { return WordSort.row().key() + ":" + s.String() }

// Membership selects the allies whose figures are judged in a year.
type Membership uint8

// The memberships.
const (
	Then     Membership = iota // members on 31 December of that year
	Now                        // today's members, in every year
	Everyone                   // every row the edition prints
)

// String returns the grammar's word for the membership.
func (m Membership) String() string { return wordFor(memberWords[:], m) }

// Transform is what a trend draws of a series.
type Transform uint8

// The transforms.
const (
	AsLevel    Transform = iota // the figures themselves
	Difference                  // distance to the level
	Index                       // base year = 100
	Share                       // share of the alliance's total
)

// impliedView returns the view of a query that names none. A deadline means the path, and so does
// an ally's own level if no year is given. A sum or a transform means the trend: a ranking shows
// sums only below its allies.
func (q Query) impliedView() View {
	switch {
	case q.Deadline != 0, q.Scenario != "" && q.Year == 0: // in a path, a bare year would be the deadline
		return Path
	case q.Sums != "" || q.Transform != AsLevel:
		return Trend
	default:
		return Ranking
	}
}

// Link returns the query as text for a link or a saved session. Unlike a command, the text may
// hold settings that the named view does not use; the explorer keeps them for its other views.
func (q Query) Link() string {
	if q.View == Ranking { // the key keeps a view from being taken for the command of that name
		return q.String()
	}
	return WordView.row().key() + ":" + q.String()
}

// Whole returns the query without what lists only some allies: filter, verdict, limit and "only".
func (q Query) Whole() Query {
	q.Filter, q.Verdict, q.Limit, q.Only = "", AnyVerdict, 0, false
	return q
}

// Verdict selects the listed rows by how they were judged.
type Verdict uint8

// The verdicts.
const (
	AnyVerdict Verdict = iota
	Met
	Below
	Edge    // on the knife-edge, on either side of the level
	Crossed // on the other side than in the year before or, with a range, in its first year
	Late    // below the level, and not there by the deadline at its present pace
)

// String returns the grammar's word for the verdict, or "" for AnyVerdict.
func (v Verdict) String() string { return nonDefaultWord(verdictWords[:], v) }

// Source is the publisher of the figures. Two sources never share a series.
type Source uint8

// The sources.
const (
	NATO Source = iota
	SIPRI
	Series // an imported series of the reader's own, named by Query.Edition
)

// String returns the grammar's word for the source.
func (s Source) String() string { return wordFor(sourceWords[:], s) }

// SourceWord returns the word that names the source, such as "source:sipri" or "edition:2024-06".
func (q Query) SourceWord() string {
	if q.Source != NATO && q.Edition != "" {
		return "edition:" + q.Edition
	}
	return "source:" + q.Source.String()
}

// List is an ordered list of distinct ally codes. It is a string so that a Query stays comparable.
type List string

// Codes returns the codes in order.
func (l List) Codes() []ally.Code {
	return format.Each(strings.Fields(string(l)), func(w string) ally.Code { return ally.Code(w) })
}

// Len returns the number of codes.
func (l List) Len() int { return len(strings.Fields(string(l))) }

// Index returns the position of c, or −1 if the list does not hold it.
func (l List) Index(c ally.Code) int {
	i := 0
	for w := range strings.FieldsSeq(string(l)) { // called for every ally, so it must not allocate
		if w == string(c) {
			return i
		}
		i++
	}
	return -1
}

// With returns the list with c appended, unless c is empty or already in it.
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

// Query is one question. It is small and comparable. The zero value of a field stands for the
// default, which package analysis fills in: a Query holds only what its author wrote.
type Query struct {
	View    View
	Measure figure.Measure
	// Year is the year of the figures; 0 is the edition's last.
	Year figure.Year
	// From and To bound the years shown; 0 leaves that end open.
	From, To figure.Year
	// Base is the year that changes are counted from; 0 is From, or the edition's first.
	Base figure.Year
	// Level is what figures are judged by, in the measure's unit and without trailing zeros;
	// 0 is the pledge in force in Year.
	Level figure.Decimal
	// Kept reports that Level was filled in, and stays if the year changes. It is not printed.
	Kept bool
	// Edition is an edition's identifier, such as "2024-06"; empty is NATO's latest, or with
	// SIPRI as the source the edition that the program carries.
	Edition string
	Source  Source
	// Pins are the named allies, in the order they were named.
	Pins List
	// Sums are the codes of NATO's sums and of group aggregates, in the order they were named.
	Sums List
	// Only limits the rows to the pinned allies.
	Only bool
	// Group is the identifier of the group whose allies are shown; empty shows all.
	Group string
	// Filter is part of a name or code, in lower case and without blanks.
	Filter string
	// Verdict and Limit restrict which and how many rows are listed; 0 lists all.
	Verdict Verdict
	Limit   int
	Sort    Sort
	Reverse bool
	Members Membership
	// Focus is the focused ally; empty is the first row.
	Focus     ally.Code
	Transform Transform
	// Deadline is the year a path ends; 0 is the pledge's own deadline.
	Deadline figure.Year
	// Scenario holds the allies' own levels and deadlines as the grammar prints them, in order
	// of codes: "DEU=3.5%@2029 ESP=2.1%". Overrides parses it.
	Scenario string
}
