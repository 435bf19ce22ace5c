package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
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
	a, err := edited(ds, older)
	if err != nil {
		return nil, err
	}
	b, err := edited(ds, newer)
	if err != nil {
		return nil, err
	}
	if a == b {
		return nil, query.Refused(newer, "is the same edition twice")
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
	by, and := publication(a), publication(b)
	if strings.HasPrefix(by, byNATO) { // which is said once
		and = strings.TrimPrefix(and, byNATO)
	}
	d.Citation = by + ", and " + and + "."
	return d, nil
}

// edited finds an edition of NATO's; "" is the latest.
func edited(ds *dataset.Dataset, id string) (*dataset.Edition, error) {
	w := &work{ds: ds, Header: Header{Query: query.Query{Edition: id}}}
	err := w.findEdition()
	if err == nil && w.Edition.Source != dataset.NATO {
		err = query.Refused(w.Edition.ID, "is no edition of NATO's: nothing of another source is set against them as a revision")
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

// table compares one table of the two editions, figure by figure.
func (d *Diff) table(ds *dataset.Dataset, m figure.Measure) error {
	if !d.Older.Holds(m) && !d.Newer.Holds(m) {
		return nil
	}
	t := DiffTable{Measure: m}
	open := func(e *dataset.Edition, unit *string, cells *int) (*dataset.Table, error) {
		if !e.Holds(m) {
			return nil, nil
		}
		of, err := e.Table(m)
		if err == nil {
			*unit, *cells = of.Unit, of.Cells()
		}
		return of, err
	}
	old, err := open(d.Older, &t.Before, &t.FiguresBefore)
	if err != nil {
		return err
	}
	now, err := open(d.Newer, &t.After, &t.FiguresAfter)
	if err != nil {
		return err
	}
	if old != nil && now != nil {
		t.Comparable = m.Spec().Kind == figure.Percent || t.Before == t.After
		d.compare(ds, &t, old, now)
	}
	d.Tables = append(d.Tables, t)
	return nil
}

// compare goes through the figures of a table both editions hold.
func (d *Diff) compare(ds *dataset.Dataset, t *DiffTable, old, now *dataset.Table) {
	var years []figure.Year
	for y := min(old.First, now.First); y <= max(old.Last, now.Last); y++ {
		switch {
		case old.HasYear(y) && now.HasYear(y):
			years = append(years, y)
		case now.HasYear(y):
			t.YearsAdded = append(t.YearsAdded, y)
		case old.HasYear(y):
			t.YearsGone = append(t.YearsGone, y)
		}
	}
	for _, c := range slices.Concat(old.Codes(), slices.DeleteFunc(slices.Clone(now.Codes()), old.Has)) {
		added := DiffCells{Measure: t.Measure, Code: c, Name: ds.Allies().Name(c)}
		gone := added
		for _, y := range years {
			before, after := old.At(c, y), now.At(c, y)
			switch {
			case before.Known() && after.Known():
				t.Shared++
				was, is := old.Currency(c, y), now.Currency(c, y)
				switch {
				case was != is:
					d.recoin(added.Name, was, is)
				case t.Comparable:
					d.revised(t, revision(t.Measure, c, added.Name, y, before, after))
				}
			case after.Known():
				added.Years = append(added.Years, y)
			case before.Known():
				gone.Years = append(gone.Years, y)
			}
		}
		t.CellsAdded, t.CellsGone = t.CellsAdded+len(added.Years), t.CellsGone+len(gone.Years)
		if len(added.Years) > 0 {
			d.Added = append(d.Added, added)
		}
		if len(gone.Years) > 0 {
			d.Dropped = append(d.Dropped, gone)
		}
	}
}

// recoin notes whose amounts cannot be compared, once.
func (d *Diff) recoin(name, was, is string) {
	note := fmt.Sprintf("%s is in %s in %s and in %s in %s: its amounts are not compared", name, was, d.Older.ID, is, d.Newer.ID)
	if !slices.Contains(d.recoined, note) {
		d.recoined = append(d.recoined, note)
	}
}

// revised notes a figure that changed.
func (d *Diff) revised(t *DiffTable, r DiffRevision) {
	if r.Change.Value.Units == 0 {
		return
	}
	t.Changed++
	// Of amounts in several currencies none is the largest.
	if t.Measure.Spec().Comparable && !r.Code.Aggregate() && (t.Largest == nil || r.Change.Value.Abs().Cmp(t.Largest.Change.Value.Abs()) > 0) {
		t.Largest = &r
	}
	if t.Measure == figure.ShareGDP {
		d.Revisions = append(d.Revisions, r)
	}
}

// notes say what a reader must know before comparing the two.
func (d *Diff) notes() []string {
	older, newer := d.Older, d.Newer
	return slices.Concat(
		format.Said(
			format.Whenf(d.Redefined, "the definition changed: %s counts %s, %s counted %s", newer.ID, newer.Definition, older.ID, older.Definition),
			format.When(!d.Redefined, "the definition is the same: both count "+newer.Definition),
			format.Whenf(d.Rebased, "the price base changed from %s to %s prices: amounts at constant prices are not compared", older.PriceBase, newer.PriceBase),
			format.When(!d.Rebased, "the price base is the same: "+newer.PriceBase+" prices")),
		d.recoined,
		format.Each([]*dataset.Edition{older, newer}, func(e *dataset.Edition) string {
			return format.When(e.Coverage != "complete", "of "+e.ID+" is held: "+e.Coverage)
		}))
}

// sentence says what matters most: what is counted, the last year both have, and
// who fell below the level most spoken of.
func (d *Diff) sentence() string {
	parts := []string{format.Whenf(d.Redefined, "%s counts %s where %s counted %s", d.Newer.ID, d.Newer.Definition, d.Older.ID, d.Older.Definition)}
	if c, ok := d.foremost(); ok {
		parts = append(parts, d.countWords(c))
		for _, turn := range []Direction{Fell, Rose, Arrived, Left} {
			parts = append(parts, d.turnWords(c, turn))
		}
	}
	text := format.Join("; ", parts...)
	if text == "" {
		return fmt.Sprintf("%s and %s have no year of a share of GDP in common.", d.Older.ID, d.Newer.ID)
	}
	return format.Capital(text) + "."
}

// foremost is the count of the level with the most crossings in the last year
// both editions hold; of equal ones the first.
func (d *Diff) foremost() (DiffCount, bool) {
	var best DiffCount
	for _, c := range d.Counts {
		if c.Measure == figure.ShareGDP && (best.Year == 0 || c.Year > best.Year || (c.Year == best.Year && c.Crossed > best.Crossed)) {
			best = c
		}
	}
	return best, best.Year != 0
}

// countWords: "2025: 28 of 31 meet 2 % where 30 of 30 printed did".
func (d *Diff) countWords(c DiffCount) string {
	before := format.Of(c.Before.Meets, c.Before.Meets+c.Before.Below)
	if c.Before.Below == 0 {
		before = "all " + strconv.Itoa(c.Before.Meets)
	}
	before += format.When(c.Before.NoData > 0, " printed")
	l, did := c.Level.In(c.Year), "did"
	if !l.Judged() {
		did = "were"
	}
	return fmt.Sprintf("for %d, %s %s %s where %s %s", c.Year, format.Of(c.After.Meets, c.After.Meets+c.After.Below), format.Verb(l, c.After.Meets, false), format.Percent(l.Value), before, did)
}

// turnWords name those that turned so at a level and year; empty where there are none.
func (d *Diff) turnWords(c DiffCount, turn Direction) string {
	names := format.EachOf(d.Crossings, func(x *Crossing) string {
		return format.When(x.Measure == c.Measure && x.Year == c.Year && x.Turn == turn && x.Level.Value.Cmp(c.Level.Value) == 0, x.Name)
	})
	slices.Sort(names)
	return format.When(len(names) > 0, format.List(names)+map[Direction]string{
		Fell: " now below " + format.Percent(c.Level.Value), Rose: " now at " + format.Percent(c.Level.Value) + " or above",
		Arrived: " with a figure, of which " + d.Older.ID + " holds none", Left: " without a figure that is held of " + d.Newer.ID,
	}[turn])
}
