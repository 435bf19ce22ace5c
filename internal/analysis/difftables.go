package analysis

import (
	"fmt"
	"slices"
	"strconv"

	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/format"
)

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
	codes := slices.Clone(old.Codes())
	for _, c := range now.Codes() {
		if !old.Has(c) {
			codes = append(codes, c)
		}
	}
	for _, c := range codes {
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
