package analysis

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

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
	var old, now *dataset.Table
	var err error
	if d.Older.Holds(m) {
		if old, err = d.Older.Table(m); err != nil {
			return err
		}
		t.Before, t.FiguresBefore = old.Unit, old.Cells()
	}
	if d.Newer.Holds(m) {
		if now, err = d.Newer.Table(m); err != nil {
			return err
		}
		t.After, t.FiguresAfter = now.Unit, now.Cells()
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
	var out []string
	if d.Redefined {
		out = append(out, fmt.Sprintf("the definition changed: %s counts %s, %s counted %s", d.Newer.ID, d.Newer.Definition, d.Older.ID, d.Older.Definition))
	} else {
		out = append(out, "the definition is the same: both count "+d.Newer.Definition)
	}
	if d.Rebased {
		out = append(out, fmt.Sprintf("the price base changed from %s to %s prices: amounts at constant prices are not compared", d.Older.PriceBase, d.Newer.PriceBase))
	} else {
		out = append(out, "the price base is the same: "+d.Newer.PriceBase+" prices")
	}
	out = append(out, d.recoined...)
	for _, e := range []*dataset.Edition{d.Older, d.Newer} {
		if e.Coverage != "complete" {
			out = append(out, "of "+e.ID+" is held: "+e.Coverage)
		}
	}
	return out
}

// sentence says what matters most: what is counted, the last year both have, and
// who fell below the level most spoken of.
func (d *Diff) sentence() string {
	var parts []string
	if d.Redefined {
		parts = append(parts, fmt.Sprintf("%s counts %s where %s counted %s", d.Newer.ID, d.Newer.Definition, d.Older.ID, d.Older.Definition))
	}
	if c, ok := d.foremost(); ok {
		parts = append(parts, d.countWords(c))
		for _, turn := range []Direction{Fell, Rose, Arrived, Left} {
			if names := d.who(c, turn); len(names) > 0 {
				parts = append(parts, d.turnWords(c, turn, names))
			}
		}
	}
	if len(parts) == 0 {
		return fmt.Sprintf("%s and %s have no year of a share of GDP in common.", d.Older.ID, d.Newer.ID)
	}
	return format.Capital(strings.Join(parts, "; ")) + "."
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
	if c.Before.Meets == c.Before.Meets+c.Before.Below {
		before = "all " + strconv.Itoa(c.Before.Meets)
	}
	if c.Before.NoData > 0 {
		before += " printed"
	}
	l, did := c.Level.In(c.Year), "did"
	if !l.Judged() {
		did = "were"
	}
	return fmt.Sprintf("for %d, %s %s %s where %s %s", c.Year, format.Of(c.After.Meets, c.After.Meets+c.After.Below), format.Verb(l, c.After.Meets, false), format.Percent(l.Value), before, did)
}

// who are the names of those that turned so at a level and year.
func (d *Diff) who(c DiffCount, turn Direction) []string {
	var names []string
	for i := range d.Crossings {
		x := &d.Crossings[i]
		if x.Measure == c.Measure && x.Year == c.Year && x.Turn == turn && x.Level.Value.Cmp(c.Level.Value) == 0 {
			names = append(names, x.Name)
		}
	}
	slices.Sort(names)
	return names
}

func (d *Diff) turnWords(c DiffCount, turn Direction, names []string) string {
	who := format.List(names)
	switch turn {
	case Rose:
		return who + " now at " + format.Percent(c.Level.Value) + " or above"
	case Arrived:
		return who + " with a figure, of which " + d.Older.ID + " holds none"
	case Left:
		return who + " without a figure that is held of " + d.Newer.ID
	default:
		return who + " now below " + format.Percent(c.Level.Value)
	}
}
