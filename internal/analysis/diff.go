package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// Diff is what a newer edition changed of an older one. It must not be changed.
type Diff struct {
	Older, Newer *dataset.Edition
	// Redefined and Rebased tell whether they count other things, or at other
	// prices; the editions say what.
	Redefined, Rebased bool
	// Counts are of every level and year both editions hold, the level's measure
	// in NATO's order, the newest year first.
	Counts []DiffCount
	// Crossings are the allies on another side of a level, in the order of Counts.
	Crossings []Crossing
	// Revisions are all shares of GDP that changed, the largest change first.
	Revisions []DiffRevision
	// Tables are the measures either edition holds, in NATO's order.
	Tables []DiffTable
	// Added and Dropped are figures only one of the two has, of the tables and
	// years both hold.
	Added, Dropped []DiffCells
	Sentence       string
	Citation       string
	Notes          []string
	// recoined say whose amounts are in other currencies in the two.
	recoined []string
}

// DiffCount is how many met a level in a year by either edition.
type DiffCount struct {
	Measure       figure.Measure
	Level         Level
	Year          figure.Year
	Before, After Count
	// Crossed is how many allies have another verdict.
	Crossed int
}

// Direction is how an ally's verdict changed from one edition to another.
type Direction uint8

// The turns.
const (
	Fell    Direction = iota // met the level, and no longer does
	Rose                     // did not meet it, and now does
	Arrived                  // no figure was held, and now one is
	Left                     // one was held, and now none is
)

// String is the word of all outputs.
func (t Direction) String() string {
	return [...]string{Fell: "fell", Rose: "rose", Arrived: "not held before", Left: "not held now"}[t]
}

// DiffRevision is a figure that changed.
type DiffRevision struct {
	Measure       figure.Measure
	Code          ally.Code
	Name          string
	Year          figure.Year
	Before, After figure.Figure
	// Change is in pp, or in the unit of the measure: exact. Not OK where one of
	// the two editions has no figure.
	Change Delta
}

// revision sets two editions' figures of one kind against each other.
func revision(m figure.Measure, c ally.Code, name string, y figure.Year, before, after figure.Figure) DiffRevision {
	return DiffRevision{Measure: m, Code: c, Name: name, Year: y, Before: before, After: after, Change: after.Minus(before)}
}

// Crossing is an ally on another side of a level than the older edition had it.
type Crossing struct {
	DiffRevision
	Level   Level
	Turn    Direction
	Was, Is target.Verdict
	// WasEdge and IsEdge tell whether the figures are on the knife's edge.
	WasEdge, IsEdge bool
}

// DiffTable is what became of one table.
type DiffTable struct {
	Measure figure.Measure
	// Before and After are the units; empty where the edition is held without the
	// table.
	Before, After               string
	YearsAdded, YearsGone       []figure.Year
	Shared, Changed             int // figures both have, and how many of them differ
	CellsAdded, CellsGone       int // in years both hold
	FiguresBefore, FiguresAfter int
	// Comparable tells whether figures of the two can be set against each other:
	// one unit, or shares. Changed and Largest say nothing otherwise.
	Comparable bool
	Largest    *DiffRevision
}

// DiffCells are an ally's figures that only one of two editions has.
type DiffCells struct {
	Measure figure.Measure
	Code    ally.Code
	Name    string
	Years   []figure.Year
}

// DiffFor says what changed from one edition to another, which may be named in
// either order. Levels are further ones to look at; the measurable pledges are
// looked at always.
func DiffFor(ds *dataset.Dataset, older, newer string, levels ...figure.Decimal) (*Diff, error) {
	a, err := (&work{ds: ds, Header: Header{Query: query.Query{Edition: older}}}).edited()
	if err != nil {
		return nil, err
	}
	b, err := (&work{ds: ds, Header: Header{Query: query.Query{Edition: newer}}}).edited()
	if err != nil {
		return nil, err
	}
	if a == b {
		return nil, &query.Error{Word: newer, At: -1, Reason: "is the same edition twice"}
	}
	if a.Published > b.Published {
		a, b = b, a
	}
	d := &Diff{Older: a, Newer: b, Redefined: a.Definition != b.Definition, Rebased: a.PriceBase != b.PriceBase}
	for m := range figure.Measure(figure.Measures) {
		if err := d.table(ds, m); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(d.Revisions, func(x, y DiffRevision) int {
		return cmp.Or(y.Change.Value.Abs().Cmp(x.Change.Value.Abs()), cmp.Compare(y.Year, x.Year), strings.Compare(x.Name, y.Name))
	})
	if err := d.levels(ds, levels); err != nil {
		return nil, err
	}
	d.Notes, d.Sentence = d.notes(), d.sentence()
	d.Citation = fmt.Sprintf("NATO, %s, published %s (edition %s), and %s, published %s (edition %s).",
		bareTitle(a), a.Published, cited(a), bareTitle(b), b.Published, cited(b))
	return d, nil
}

// edited finds the edition of a query.
func (w *work) edited() (*dataset.Edition, error) {
	err := w.findEdition()
	if err == nil && w.Edition.Source != dataset.NATO {
		err = &query.Error{Word: w.Edition.ID, At: -1, Reason: "is no edition of NATO's: nothing of another source is set against them as a revision"}
	}
	return w.Edition, err
}

// levels looks at the pledged levels, and at the reader's own of the share of
// GDP.
func (d *Diff) levels(ds *dataset.Dataset, own []figure.Decimal) error {
	for m := range figure.Measure(figure.Measures) {
		if !d.Older.Holds(m) || !d.Newer.Holds(m) {
			continue
		}
		asked := ds.Targets().Levels(m)
		if m == figure.ShareGDP {
			asked = append(slices.Clip(asked), own...)
			slices.SortFunc(asked, figure.Decimal.Cmp)
			asked = slices.CompactFunc(asked, func(a, b figure.Decimal) bool { return a.Cmp(b) == 0 })
		}
		for _, level := range asked {
			if err := d.level(ds, m, level); err != nil {
				return err
			}
		}
	}
	return nil
}

// level sets the verdicts of both editions side by side, year by year.
func (d *Diff) level(ds *dataset.Dataset, m figure.Measure, level figure.Decimal) error {
	q := query.Query{Measure: m, Level: level, Edition: d.Older.ID}
	before, err := RankingFor(ds, q)
	if err != nil {
		return err
	}
	q.Edition = d.Newer.ID
	after, err := RankingFor(ds, q)
	if err != nil {
		return err
	}
	if !after.Level.Measurable || !before.Level.Measurable {
		return nil
	}
	for y := min(before.Last, after.Last); y >= max(before.First, after.First); y-- {
		c := DiffCount{Measure: m, Level: after.Level, Year: y, Before: before.Counts[y-before.First], After: after.Counts[y-after.First]}
		if c.Before.NoData == c.Before.WithForces || c.After.NoData == c.After.WithForces {
			continue // a year one of them has no column for
		}
		from := len(d.Crossings)
		for _, now := range after.Rows() {
			then, ok := before.Row(now.Ally.Code)
			if !ok {
				continue
			}
			was, is := then.At(y), now.At(y)
			x := Crossing{
				DiffRevision: revision(m, now.Code, now.Name, y, was.Figure, is.Figure),
				Level:        after.Level, Was: was.Verdict, Is: is.Verdict, WasEdge: was.Edge, IsEdge: is.Edge,
			}
			if x.turn() {
				d.Crossings = append(d.Crossings, x)
				c.Crossed++
			}
		}
		slices.SortFunc(d.Crossings[from:], func(x, y Crossing) int {
			return cmp.Or(cmp.Compare(x.Turn, y.Turn), strings.Compare(x.Name, y.Name))
		})
		d.Counts = append(d.Counts, c)
	}
	return nil
}

// turn tells whether the verdict changed, and sets how.
func (x *Crossing) turn() bool {
	switch {
	case x.Was == x.Is:
		return false
	case x.Was.Counted() && x.Is.Counted():
		x.Turn = Fell
		if x.Is == target.Meets {
			x.Turn = Rose
		}
	case x.Was == target.NoData && x.Is.Counted():
		x.Turn = Arrived
	case x.Was.Counted() && x.Is == target.NoData:
		x.Turn = Left
	default:
		return false
	}
	return true
}
