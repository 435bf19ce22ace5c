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

// Quadrant is where an ally stands to two levels at once.
type Quadrant uint8

// The quadrants. The zero value is none: a figure is missing, or cannot be
// judged.
const (
	NoQuadrant    Quadrant = iota
	Both                   // at or above both levels
	ShareOnly              // of the share of GDP alone
	EquipmentOnly          // of the equipment share alone
	Neither
)

// Quadrants is the number of quadrants, NoQuadrant included.
const Quadrants = int(Neither) + 1

// quadrants is a constant table of the words of machine-readable outputs.
var quadrants = [Quadrants]string{Both: "both", ShareOnly: "share_only", EquipmentOnly: "equipment_only", Neither: "neither"}

// String is the word of machine-readable outputs, empty for none.
func (q Quadrant) String() string { return quadrants[q] }

// BalanceStep is an ally's place in one year.
type BalanceStep struct {
	Year      figure.Year
	Share     Reading // % of GDP, judged by its own level
	Equipment Reading // % of defence expenditure, by its own
	Quadrant  Quadrant
}

// Known tells whether both figures were published, so that there is a point.
func (s *BalanceStep) Known() bool { return s.Share.Known() && s.Equipment.Known() }

// Verdict is why there is no quadrant, such as NoData or NotMember; Meets or Below
// is on the share alone.
func (s *BalanceStep) Verdict() target.Verdict {
	if s.Share.Verdict.Counted() && !s.Equipment.Verdict.Counted() {
		return s.Equipment.Verdict
	}
	return s.Share.Verdict
}

// KnifeEdge tells whether either figure is on the edge of its level.
func (s *BalanceStep) KnifeEdge() bool {
	return s.Quadrant != NoQuadrant && (s.Share.Edge || s.Equipment.Edge)
}

// together is the verdict on the two levels taken for one: Meets at both, Below under
// either; else why there is none.
func (s *BalanceStep) combined() target.Verdict {
	if v := s.Verdict(); s.Quadrant == Both || !v.Counted() {
		return v
	}
	return target.Below
}

// BalancePoint is one ally: its place in the year asked about, and its way there.
type BalancePoint struct {
	Ally *ally.Ally
	BalanceStep
	Place     // by the share of GDP, among all allies that have one and are judged
	Pin   int // the ally's place among the pins, from 0; −1 where it is not pinned

	axes axes
}

// Trail are all years First–Last, the one asked about among them.
func (p *BalancePoint) Trail() []BalanceStep {
	w := p.axes.share
	out := make([]BalanceStep, 0, w.Last-w.First+1)
	for y := w.First; y <= w.Last; y++ {
		out = append(out, p.axes.step(p.Ally, y))
	}
	return out
}

// Balance sets the share of GDP against the equipment share. It must not be
// changed.
type Balance struct {
	// Header is that of the share, whose Level is the upright line: the pledge in force in
	// the year where nothing else was asked. The query's measure and level are as asked:
	// they are of one axis.
	Header
	EquipmentLevel Level // the other line, its pledge where nothing else was asked
	// Points are the allies the query shows, in order of names, and Ranked the same in the
	// order it asks for: met are those at both levels, below those under either, and crossed
	// those that stood elsewhere in the year before or, of a range, in its first year.
	Points, Ranked []BalancePoint
	Sums           []BalanceSum   // NATO's sums and the groups that the query names, in its order
	BalanceCount                  // of the year asked about
	Years          []BalanceCount // of all years First–Last
	// Most are the greatest figures of the points, on share and equipment, in any year in
	// which they have both; 0 where none has.
	Most [2]float64
}

// BalanceSum is some allies together, in the year asked about.
type BalanceSum struct {
	Code             ally.Code
	Name             string
	Share, Equipment figure.Figure
}

// BalanceCount is how many allies stand where in one year.
type BalanceCount struct {
	// Count is of members with forces, and takes the two levels for one, which who is at
	// both meets.
	Count
	Counts [Quadrants]int // by quadrant; NoQuadrant is of whom a figure is missing
}

// Point is that of an ally.
func (b *Balance) Point(c ally.Code) (*BalancePoint, bool) {
	i := slices.IndexFunc(b.Points, func(p BalancePoint) bool { return p.Ally.Code == c })
	if i < 0 {
		return nil, false
	}
	return &b.Points[i], true
}

// axes are a query resolved for both measures of a balance.
type axes struct{ share, equipment *work }

// BalanceFor answers how the allies stand to two levels at once: the pledges of a share
// of GDP and of equipment in force in the year, or the level asked of the one or the
// other, which moves no other line. A level beside a measure that no level is of, such
// as people, is one of GDP. The error is a *query.Error where the edition holds no
// equipment shares or not the year, and for the level of a third share or who is late.
func BalanceFor(ds *dataset.Dataset, q query.Query) (*Balance, error) {
	share := q
	// The base is of the asked measure's table, which may begin before these.
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
		return nil, query.Refused(q.Level.String()+"%", "is a level of "+spec.Word+", and a balance is of share and equipment")
	}
	if q.Verdict == query.Late {
		return nil, query.Refused(q.Verdict.String(), "is of one pledge: rank late and path late list them")
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
		format.When(ofOnePledge, "sort:"+by.String()+" is of one pledge: these are in order of the share of GDP")),
		w.groupNotes(), w.footnotes(codes), w.listingNotes(func() string {
			crossed := fmt.Sprintf("that stood elsewhere in %d", w.crossedFrom())
			return [...]string{"", "that are at or above both levels", "that are under either level",
				"that are on the edge of either level", crossed}[q.Verdict]
		}, len(b.Ranked), left))
	b.Citation = strings.Replace(citation(&w.Header), "table: share_gdp", "tables: share_gdp and equipment_pct", 1)
	return b, nil
}

// sortKey is by the share of GDP, its distance from the level, or another year's share.
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

// balanceOf is what the counts of all years, and the greatest of all, are kept by.
type balanceKey struct {
	share, equipment countsKey
	first, last      figure.Year
}

func (x axes) key() balanceKey {
	return balanceKey{x.share.countsKey(), x.equipment.countsKey(), x.share.First, x.share.Last}
}

// years counts who stands where in each year; the counts must not be changed.
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
	parts := []string{text, format.Whenf(b.Counts[NoQuadrant] > 0, "of %d a figure is missing", b.Counts[NoQuadrant]),
		format.Whenf(b.KnifeEdge > 0, "%d knife-edge", b.KnifeEdge)}
	return format.Join("; ", append(parts, format.EachOf(b.Sums, func(s *BalanceSum) string {
		return fmt.Sprintf("%s %s %% of GDP and %s %% on equipment", s.Name, format.Figure(s.Share), format.Figure(s.Equipment))
	})...)...) + "."
}
