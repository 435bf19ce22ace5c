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

// Indexes of the two editions of a Diff.
const (
	Older = iota
	Newer
)

// Diff holds the changes from an older to a newer edition. Callers must not modify it.
type Diff struct {
	Editions           [2]*dataset.Edition
	Redefined, Rebased bool           // the definition or the price base changed
	Counts             []DiffCount    // for every level and year in both: by measure, the latest year first
	Crossings          []DiffRevision // allies now on another side of a level, in the order of Counts
	Revisions          []DiffRevision // all shares of GDP that changed, the largest change first
	Tables             []DiffTable    // the measures in either, in NATO's order
	Only               [2][]DiffCells // figures in only one of them, in tables and years that both have
	Sentence, Citation string
	Notes              []string
	recoined           []string // notes on allies whose amounts are in different currencies
}

// DiffCount is how many allies met a level in a year, by each of the two editions.
type DiffCount struct {
	Measure figure.Measure
	Level   Level
	Year    figure.Year
	Counts  [2]Count
	Crossed int // how many allies have a different verdict
}

// Direction is how an ally's verdict changed from one edition to the other.
type Direction uint8

// The directions.
const (
	Fell    Direction = iota // the older figure met the level, the newer one does not
	Rose                     // the newer figure meets the level, the older one did not
	Arrived                  // only the newer edition is held with a figure
	Left                     // only the older edition is held with a figure
)

// String returns the words for people.
func (t Direction) String() string {
	return [...]string{Fell: "fell", Rose: "rose", Arrived: "not held before", Left: "not held now"}[t]
}

// DiffRevision is a figure that changed, or an ally that crossed a level. Only the latter has
// Level, Turn and verdicts in its readings.
type DiffRevision struct {
	Measure  figure.Measure
	Code     ally.Code
	Name     string
	Year     figure.Year
	Readings [2]Reading
	Change   Delta // exact, in pp or the unit of the measure; OK is false if either figure is missing
	Level    Level
	Turn     Direction
}

// DiffTable compares one table of the two editions.
type DiffTable struct {
	Measure         figure.Measure
	Units           [2]string        // empty if the edition is held without the table
	Years           [2][]figure.Year // the years that only this edition has
	Figures         [2]int
	Shared, Changed int // figures in both, and how many of them differ
	// Comparable reports whether figures of the two can be compared, because they are shares or
	// have the same unit. Otherwise Changed is 0 and Largest nil.
	Comparable bool
	Largest    *DiffRevision // the largest change of an ally's figure; nil in national currencies
}

// DiffCells are the years of an ally's figures that only one of two editions has.
type DiffCells struct {
	Measure figure.Measure
	Code    ally.Code
	Name    string
	Years   []figure.Year
}

// DiffFor compares two editions, named in either order; "" names the latest. It counts at the
// pledged levels that are measurable and at the given ones, shares of GDP. The error is a *query.Error if
// either is not one of NATO's editions that are held, or if they are the same.
func DiffFor(ds *dataset.Dataset, older, newer string, levels ...figure.Decimal) (*Diff, error) {
	a, err := natoEdition(ds, older)
	b, wrong := natoEdition(ds, newer)
	if err = cmp.Or(err, wrong); err != nil {
		return nil, err
	}
	if a == b {
		return nil, query.Refused(newer, "is the same edition twice")
	}
	if a.Published > b.Published {
		a, b = b, a
	}
	d := &Diff{Editions: [...]*dataset.Edition{a, b}}
	d.Redefined, d.Rebased = a.Definition != b.Definition, a.PriceBase != b.PriceBase
	for m := range figure.Measure(figure.Measures) {
		d.measure(ds, m, levels)
	}
	slices.SortStableFunc(d.Revisions, func(x, y DiffRevision) int {
		return cmp.Or(y.Change.Value.Abs().Cmp(x.Change.Value.Abs()), cmp.Compare(y.Year, x.Year), strings.Compare(x.Name, y.Name))
	})
	d.Notes, d.Sentence = d.notes(), d.sentence()
	by, and := publication(a), publication(b)
	if strings.HasPrefix(by, byNATO) { // do not name NATO twice
		and = strings.TrimPrefix(and, byNATO)
	}
	d.Citation = by + ", and " + and + "."
	return d, nil
}

// natoEdition finds one of NATO's editions; "" is the latest.
func natoEdition(ds *dataset.Dataset, id string) (*dataset.Edition, error) {
	w := &work{ds: ds, Header: Header{Query: query.Query{Edition: id}}}
	err := w.findEdition()
	if err == nil && w.Edition.Source != dataset.NATO {
		err = query.Refused(w.Edition.ID, "is not one of NATO's editions: figures of another source are not revisions of theirs")
	}
	return w.Edition, err
}

// level compares counts and verdicts at one level of a measure that both editions have.
func (d *Diff) level(ds *dataset.Dataset, m figure.Measure, level figure.Decimal) {
	before, _ := RankingFor(ds, query.Query{Measure: m, Level: level, Edition: d.Editions[Older].ID})
	after, _ := RankingFor(ds, query.Query{Measure: m, Level: level, Edition: d.Editions[Newer].ID})
	if !after.Level.Measurable {
		return
	}
	for y := min(before.Last, after.Last); y >= max(before.First, after.First); y-- {
		c := DiffCount{Measure: m, Level: after.Level, Year: y}
		c.Counts = [...]Count{before.Counts[y-before.First], after.Counts[y-after.First]}
		if slices.ContainsFunc(c.Counts[:], func(x Count) bool { return x.NoData == x.WithForces }) {
			continue // one of them has no column for the year
		}
		var crossed []DiffRevision
		for _, now := range after.Rows() {
			then, _ := before.Row(now.Code) // every ally is listed
			was, is := then.At(y), now.At(y)
			if turn, turned := turnOf(was.Verdict, is.Verdict); turned {
				both, change := [...]Reading{was, is}, is.Figure.Minus(was.Figure)
				crossed = append(crossed, DiffRevision{m, now.Code, now.Name, y, both, change, after.Level, turn})
			}
		}
		slices.SortFunc(crossed, func(x, y DiffRevision) int {
			return cmp.Or(cmp.Compare(x.Turn, y.Turn), strings.Compare(x.Name, y.Name))
		})
		c.Crossed = len(crossed)
		d.Crossings, d.Counts = append(d.Crossings, crossed...), append(d.Counts, c)
	}
}

// turnOf returns how a verdict changed; false if it did not, or if either is not about a figure.
func turnOf(was, is target.Verdict) (d Direction, turned bool) {
	switch {
	case was == is || !was.Counted() && was != target.NoData:
		return 0, false
	case is == target.NoData:
		return Left, true
	case was == target.NoData:
		return Arrived, is.Counted()
	case is == target.Meets:
		return Rose, true
	default:
		return Fell, is.Counted()
	}
}

// measure compares one table, and the verdicts by pledged levels and, for shares of GDP, own ones.
func (d *Diff) measure(ds *dataset.Dataset, m figure.Measure, own []figure.Decimal) {
	t, tables := DiffTable{Measure: m}, []*dataset.Table(nil)
	for k, e := range d.Editions {
		if of, err := e.Table(m); err == nil {
			tables, t.Units[k], t.Figures[k] = append(tables, of), of.Unit, of.Cells()
		}
	}
	if len(tables) == 2 {
		t.Comparable = m.Spec().Kind == figure.Percent || t.Units[Older] == t.Units[Newer]
		d.compare(ds, &t, tables[Older], tables[Newer])
		levels := ds.Targets().Levels(m)
		if m == figure.ShareGDP {
			levels = slices.SortedFunc(slices.Values(slices.Concat(levels, own)), figure.Decimal.Cmp)
		}
		for _, level := range slices.CompactFunc(levels, func(a, b figure.Decimal) bool { return a.Cmp(b) == 0 }) {
			d.level(ds, m, level)
		}
	}
	if len(tables) > 0 {
		d.Tables = append(d.Tables, t)
	}
}

// compare compares the figures of two editions of a table, cell by cell.
func (d *Diff) compare(ds *dataset.Dataset, t *DiffTable, old, now *dataset.Table) {
	t.Years = [...][]figure.Year{slices.DeleteFunc(old.Years(), now.HasYear), slices.DeleteFunc(now.Years(), old.HasYear)}
	years := slices.DeleteFunc(old.Years(), func(y figure.Year) bool { return !now.HasYear(y) })
	for _, c := range slices.Concat(old.Codes(), slices.DeleteFunc(slices.Clone(now.Codes()), old.Has)) {
		name, only := ds.Allies().Name(c), [2][]figure.Year{}
		for _, y := range years {
			before, after := old.At(c, y), now.At(c, y)
			was, is := old.Currency(c, y), now.Currency(c, y)
			switch {
			case !before.Known() && !after.Known():
			case !before.Known():
				only[Newer] = append(only[Newer], y)
			case !after.Known():
				only[Older] = append(only[Older], y)
			case was != is:
				t.Shared++
				note := fmt.Sprintf("%s is in %s in %s and in %s in %s: its amounts are not compared",
					name, was, d.Editions[Older].ID, is, d.Editions[Newer].ID)
				if !slices.Contains(d.recoined, note) {
					d.recoined = append(d.recoined, note)
				}
			default:
				t.Shared++
				both := [...]Reading{{Figure: before}, {Figure: after}}
				d.revised(t, DiffRevision{Measure: t.Measure, Code: c, Name: name, Year: y, Readings: both, Change: after.Minus(before)})
			}
		}
		for k, years := range only {
			if len(years) > 0 {
				d.Only[k] = append(d.Only[k], DiffCells{t.Measure, c, name, years})
			}
		}
	}
}

// revised records a figure that changed, if the two tables are comparable.
func (d *Diff) revised(t *DiffTable, r DiffRevision) {
	if !t.Comparable || r.Change.Value.Units == 0 {
		return
	}
	t.Changed++
	// No change is the largest among amounts in several currencies.
	isLargest := t.Largest == nil || r.Change.Value.Abs().Cmp(t.Largest.Change.Value.Abs()) > 0
	if t.Measure.Spec().Comparable && !r.Code.Aggregate() && isLargest {
		t.Largest = &r
	}
	if t.Measure == figure.ShareGDP {
		d.Revisions = append(d.Revisions, r)
	}
}

func (d *Diff) notes() []string {
	older, newer := d.Editions[Older], d.Editions[Newer]
	return slices.Concat(
		format.Said(
			format.Whenf(d.Redefined, "the definition changed: %s counts %s, %s counted %s", newer.ID, newer.Definition, older.ID, older.Definition),
			format.When(!d.Redefined, "the definition is the same: both count "+newer.Definition),
			format.Whenf(d.Rebased, "the price base changed from %s to %s prices: amounts at constant prices are not compared", older.PriceBase, newer.PriceBase),
			format.When(!d.Rebased, "the price base is the same: "+newer.PriceBase+" prices")),
		d.recoined,
		format.Each(d.Editions[:], func(e *dataset.Edition) string {
			return format.When(!e.Whole(), "coverage of "+e.ID+": "+e.Coverage)
		}))
}

// sentence says what each edition counts, and which allies crossed the level that most allies
// crossed in the latest year.
func (d *Diff) sentence() string {
	older, newer := d.Editions[Older], d.Editions[Newer]
	parts := []string{format.Whenf(d.Redefined, "%s counts %s where %s counted %s", newer.ID, newer.Definition, older.ID, older.Definition)}
	shares := slices.DeleteFunc(slices.Clone(d.Counts), func(c DiffCount) bool { return c.Measure != figure.ShareGDP })
	if len(shares) > 0 {
		parts = append(parts, d.crossed(slices.MaxFunc(shares, func(a, b DiffCount) int {
			return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Crossed, b.Crossed))
		}))...)
	}
	text := format.Join("; ", parts...)
	if text == "" {
		return fmt.Sprintf("%s and %s have no year of a share of GDP in common.", older.ID, newer.ID)
	}
	return format.Capital(text) + "."
}

// crossed says how a count changed, and which allies crossed its level in which direction: "for
// 2025, 28 of 31 meet 2 %, previously all 30 with a figure".
func (d *Diff) crossed(c DiffCount) []string {
	then, now := &c.Counts[Older], &c.Counts[Newer]
	before := format.Of(then.Meets, then.Meets+then.Below)
	if then.Below == 0 {
		before = "all " + strconv.Itoa(then.Meets)
	}
	before += format.When(then.NoData > 0, " with a figure")
	l, level := c.Level.In(c.Year), format.Percent(c.Level.Value)
	out := []string{fmt.Sprintf("for %d, %s %s %s, previously %s",
		c.Year, format.Of(now.Meets, now.Meets+now.Below), format.Verb(l, now.Meets, false), level, before)}
	for turn, how := range [...]string{
		Fell: " now below " + level, Rose: " now at " + level + " or above",
		Arrived: " with a figure that is not held for " + d.Editions[Older].ID, Left: " without a figure held for " + d.Editions[Newer].ID,
	} {
		names := format.EachOf(d.Crossings, func(x *DiffRevision) string {
			counted := x.Measure == c.Measure && x.Year == c.Year && x.Level.Value.Cmp(c.Level.Value) == 0
			return format.When(counted && x.Turn == Direction(turn), x.Name)
		})
		out = append(out, format.When(len(names) > 0, format.List(names)+how))
	}
	return out
}
