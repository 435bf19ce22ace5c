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

// Quadrant is where an ally stands relative to two levels at once.
type Quadrant uint8

// The quadrants. NoQuadrant, the zero value, means that a figure is missing or cannot be judged.
const (
	NoQuadrant    Quadrant = iota
	Both                   // at or above both levels
	ShareOnly              // at or above the level for the share of GDP only
	EquipmentOnly          // at or above the level for the equipment share only
	Neither
)

// Quadrants is the number of quadrants, including NoQuadrant.
const Quadrants = int(Neither) + 1

// quadrants is a constant table of the quadrants' words in machine-readable output.
var quadrants = [Quadrants]string{Both: "both", ShareOnly: "share_only", EquipmentOnly: "equipment_only", Neither: "neither"}

// String returns the word used in machine-readable output, empty for NoQuadrant.
func (q Quadrant) String() string { return quadrants[q] }

// BalanceStep is an ally's position in one year.
type BalanceStep struct {
	Year      figure.Year
	Share     Reading // % of GDP, judged by the level for the share
	Equipment Reading // % of defence expenditure, judged by the level for equipment
	Quadrant  Quadrant
}

// Known reports whether both figures were published, so that the point can be drawn.
func (s *BalanceStep) Known() bool { return s.Share.Known() && s.Equipment.Known() }

// Verdict returns the verdict on the share of GDP or, if only the equipment share cannot be
// judged, the reason for that, such as NoData.
func (s *BalanceStep) Verdict() target.Verdict {
	if s.Share.Verdict.Counted() && !s.Equipment.Verdict.Counted() {
		return s.Equipment.Verdict
	}
	return s.Share.Verdict
}

// KnifeEdge reports whether either figure is on the knife-edge of its level.
func (s *BalanceStep) KnifeEdge() bool {
	return s.Quadrant != NoQuadrant && (s.Share.Edge || s.Equipment.Edge)
}

// combined is the verdict on both levels together: Meets at or above both, Below under either,
// else the reason why there is no verdict.
func (s *BalanceStep) combined() target.Verdict {
	if v := s.Verdict(); s.Quadrant == Both || !v.Counted() {
		return v
	}
	return target.Below
}

// BalancePoint is one ally's position in the query's year.
type BalancePoint struct {
	Ally *ally.Ally
	BalanceStep
	Place     // by the share of GDP, among all allies that have one and are ranked
	Pin   int // the ally's position among the pins, from 0; −1 if it is not pinned

	axes axes
}

// Trail computes the ally's positions in all years First–Last, including the query's year.
func (p *BalancePoint) Trail() []BalanceStep {
	w := p.axes.share
	out := make([]BalanceStep, 0, w.Last-w.First+1)
	for y := w.First; y <= w.Last; y++ {
		out = append(out, p.axes.step(p.Ally, y))
	}
	return out
}

// Balance compares the share of GDP with the equipment share. Callers must not modify it.
type Balance struct {
	// Header describes the share of GDP. Its Level is the vertical line: by default the pledge
	// in force in the year. Query keeps the measure and level as asked, which concern one axis.
	Header
	EquipmentLevel Level // the horizontal line, by default the pledge on equipment
	// Points are the allies that the query lists, by name; Ranked holds them in the query's
	// order. For the query's verdict, met means at or above both levels, below means under
	// either, and crossed means in another quadrant than a year before or at the range's start.
	Points, Ranked []BalancePoint
	Sums           []BalanceSum   // NATO's totals and the groups named in the query, in its order
	BalanceCount                  // of the query's year
	Years          []BalanceCount // one for each year First–Last
	// Most holds the greatest share and equipment share of the points, in any year in which an
	// ally has both; 0 if no ally does.
	Most [2]float64
}

// BalanceSum holds the figures of several allies together in the query's year.
type BalanceSum struct {
	Code             ally.Code
	Name             string
	Share, Equipment figure.Figure
}

// BalanceCount is the number of allies in each quadrant in one year.
type BalanceCount struct {
	// Count covers members with forces; Meets is the number at or above both levels.
	Count
	Counts [Quadrants]int // by quadrant; NoQuadrant counts the allies that lack a figure
}

// Point returns the point of an ally, and false if the ally is not among Points.
func (b *Balance) Point(c ally.Code) (*BalancePoint, bool) {
	i := slices.IndexFunc(b.Points, func(p BalancePoint) bool { return p.Ally.Code == c })
	if i < 0 {
		return nil, false
	}
	return &b.Points[i], true
}

// axes is a query resolved for both measures of a balance.
type axes struct{ share, equipment *work }

// BalanceFor answers where the allies stand relative to two levels: by default the pledges on
// the share of GDP and on equipment in force in the year. A level in the query replaces only
// the pledge on its own measure; with a measure that levels do not apply to, such as personnel,
// it is a share of GDP. The error is a *query.Error if the edition lacks the equipment shares or
// the year, if the level belongs to a third share, or if the query asks who is late.
func BalanceFor(ds *dataset.Dataset, q query.Query) (*Balance, error) {
	share := q
	// The base year belongs to the table of the query's measure, which may begin earlier.
	share.Measure, share.Level, share.Base = figure.ShareGDP, figure.Decimal{}, 0
	equipment := share
	equipment.Measure = figure.EquipmentPct
	switch spec := q.Measure.Spec(); {
	case q.Level == (figure.Decimal{}):
	case q.Measure == figure.EquipmentPct:
		equipment.Level = q.Level
	case q.Measure == figure.ShareGDP || spec.Kind != figure.Percent:
		share.Level = q.Level
	default:
		return nil, query.Refused(q.Level.String()+"%", "is a level of "+spec.Word+", but a balance compares share and equipment")
	}
	if q.Verdict == query.Late {
		return nil, query.Refused(q.Verdict.String(), "concerns one pledge: rank late and path late list the allies")
	}
	w, err := resolve(ds, share)
	e, without := resolve(ds, equipment)
	if err = cmp.Or(err, without); err != nil {
		return nil, err
	}
	x, by := axes{w, e}, q.Sort
	b := &Balance{Header: w.Header, EquipmentLevel: e.Level, Years: x.years()}
	b.Query = q
	b.Query.Year, b.Query.Edition = w.Year, w.Query.Edition
	switch q.Measure {
	case figure.ShareGDP:
		b.Query.Level = w.Query.Level
	case figure.EquipmentPct:
		b.Query.Level = e.Query.Level
	}
	all, places := w.ds.Allies().All(), w.column(w.Year).places
	points := make([]BalancePoint, len(all))
	for i, a := range all {
		pin := w.Query.Pins.Index(a.Code)
		points[i] = BalancePoint{Ally: a, BalanceStep: x.step(a, w.Year), Place: places[i], Pin: pin, axes: x}
	}
	for _, c := range w.Query.Sums.Codes() {
		share, equipment := w.series(c), e.series(c)
		b.Sums = append(b.Sums, BalanceSum{c, share.Name, share.At(w.Year).Figure, equipment.At(w.Year).Figure})
	}
	b.BalanceCount = b.Years[w.Year-w.First]
	var left int
	b.Ranked, left = inOrder(w, points, by, func(p *BalancePoint) sortKey { return p.sortKey(by) })
	b.Points = slices.Clone(b.Ranked)
	slices.SortFunc(b.Points, func(a, b BalancePoint) int { return strings.Compare(a.Ally.Name, b.Ally.Name) })
	b.Most = x.greatest(b.Points)
	codes := format.EachOf(b.Points, func(p *BalancePoint) ally.Code { return p.Ally.Code })
	ofOnePledge := by == query.ByMoney || by == query.ByPlaces || by == query.ByStreak
	b.Sentence, b.Notes = b.sentence(x), slices.Concat(format.Said(
		format.When(w.Edition.Redefined, redefinition(w.Edition)),
		format.When(ofOnePledge, "sort:"+by.String()+" concerns one pledge: these are in order of the share of GDP")),
		w.groupNotes(), w.footnotes(codes), w.listingNotes(func() string {
			crossed := fmt.Sprintf("that were in another quadrant in %d", w.crossedFrom())
			return [...]string{"", "that are at or above both levels", "that are under either level",
				"that are on the edge of either level", crossed}[q.Verdict]
		}, len(b.Ranked), left))
	b.Citation = strings.Replace(citation(&w.Header), "table: share_gdp", "tables: share_gdp and equipment_pct", 1)
	return b, nil
}

// sortKey orders points by the share of GDP, its distance to the level or its change.
func (p *BalancePoint) sortKey(by query.Sort) sortKey {
	then := p.axes.step(p.Ally, p.axes.share.crossedFrom()).Quadrant
	k := sortKey{
		ally: p.Ally, verdict: p.combined(), edge: p.KnifeEdge(), value: p.Share.Printed.Float(), ranked: p.Place.Rank > 0,
		crossed: then != NoQuadrant && p.Quadrant != NoQuadrant && then != p.Quadrant,
	}
	k.orderByReading(by, &p.Share)
	return k
}

func (x axes) crossings() string {
	w := x.share
	if w.Query.Verdict != query.Crossed || !w.table.HasYear(w.crossedFrom()) {
		return ""
	}
	var up, down, unknown []string
	for _, a := range w.ds.Allies().All() {
		now, then := x.step(a, w.Year).Quadrant, x.step(a, w.crossedFrom()).Quadrant
		switch {
		case now == NoQuadrant || !w.counted(a, w.Year) || !w.member(a, w.crossedFrom()):
		case then == NoQuadrant:
			unknown = append(unknown, a.Name)
		case now == Both && then != Both:
			up = append(up, a.Name)
		case then == Both && now != Both:
			down = append(down, a.Name)
		}
	}
	slices.Sort(up)
	slices.Sort(down)
	return w.crossedWords("up to both", up, "no longer at both", down, unknown)
}

func (x axes) step(a *ally.Ally, y figure.Year) BalanceStep {
	share := x.share.reading(x.share.table.LineOf(a), a, y)
	equipment := x.equipment.reading(x.equipment.table.LineOf(a), a, y)
	at := [...][target.Below + 1]Quadrant{
		target.Meets: {target.Meets: Both, target.Below: ShareOnly},
		target.Below: {target.Meets: EquipmentOnly, target.Below: Neither},
	}
	s := BalanceStep{Year: y, Share: share, Equipment: equipment}
	if share.Verdict.Counted() && equipment.Verdict.Counted() {
		s.Quadrant = at[share.Verdict][equipment.Verdict]
	}
	return s
}

// balanceKey is the cache key of the counts of all years.
type balanceKey struct {
	share, equipment countsKey
	first, last      figure.Year
}

func (x axes) key() balanceKey {
	return balanceKey{x.share.countsKey(), x.equipment.countsKey(), x.share.First, x.share.Last}
}

// years counts the allies in each quadrant year by year. Callers must not modify the counts.
func (x axes) years() []BalanceCount {
	w := x.share
	return dataset.Kept(w.ds, x.key(), func() []BalanceCount {
		var out []BalanceCount
		for y := w.First; y <= w.Last; y++ {
			c := BalanceCount{Count: Count{Year: y, Estimated: w.table.Estimated(y)}}
			for _, a := range w.ds.Allies().All() {
				if w.counted(a, y) && w.member(a, y) && a.HasForces() {
					s := x.step(a, y)
					c.add(a, s.combined(), s.KnifeEdge())
					c.Counts[s.Quadrant]++
				}
			}
			out = append(out, c)
		}
		return out
	})
}

func (x axes) greatest(points []BalancePoint) [2]float64 {
	w := x.share
	work := func() (most [2]float64) {
		for i := range points {
			share, equipment := w.table.LineOf(points[i].Ally), x.equipment.table.LineOf(points[i].Ally)
			for y := w.First; y <= w.Last; y++ {
				if s, e := share.At(y), equipment.At(y); s.Known() && e.Known() {
					most = [2]float64{max(most[0], s.Printed.Float()), max(most[1], e.Printed.Float())}
				}
			}
		}
		return most
	}
	if len(points) < len(w.ds.Allies().All()) {
		return work()
	}
	type greatestKey balanceKey
	return dataset.Kept(w.ds, greatestKey(x.key()), work)
}

func (b *Balance) sentence(x axes) string {
	when, share, equipment := format.Year(b.Year, b.Estimated), b.Level.In(b.Year), b.EquipmentLevel.In(b.Year)
	verb := format.Verb(target.Level{Later: max(share.Later, equipment.Later)}, b.Meets, !b.Estimated)
	if b.Unjudged != "" {
		return fmt.Sprintf("In %s, %s of GDP is not measurable from published figures: no quadrants.", when, format.Percent(b.Level.Value))
	}
	text := fmt.Sprintf("In %s, %s%s %s", when, b.Count.Words(), b.Among(), verb) +
		fmt.Sprintf(" %s of GDP%s and %s on equipment%s", format.Percent(share.Value), format.Later(share), format.Percent(equipment.Value), format.Later(equipment)) +
		fmt.Sprintf("; %d share only, %d equipment only, %d neither", b.Counts[ShareOnly], b.Counts[EquipmentOnly], b.Counts[Neither])
	if c := x.crossings(); c != "" {
		text = format.Capital(c) + "; " + format.Lower(text)
	}
	parts := []string{text, format.When(b.Counts[NoQuadrant] > 0, format.Counted(b.Counts[NoQuadrant], "lacks a figure", "lack a figure")),
		format.Whenf(b.KnifeEdge > 0, "%d knife-edge", b.KnifeEdge)}
	return format.Join("; ", append(parts, format.EachOf(b.Sums, func(s *BalanceSum) string {
		return fmt.Sprintf("%s %s %% of GDP and %s %% on equipment", s.Name, format.Figure(s.Share), format.Figure(s.Equipment))
	})...)...) + "."
}
