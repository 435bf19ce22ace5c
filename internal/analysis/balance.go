package analysis

import (
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// Quadrant is where an ally stands to two levels at once.
type Quadrant uint8

// The quadrants. The zero value is none: a figure is missing, or cannot be
// judged.
const (
	Nowhere       Quadrant = iota
	Both                   // at or above both levels
	ShareOnly              // of the share of GDP alone
	EquipmentOnly          // of the equipment share alone
	Neither
	quadrantCount
)

// Quadrants is the number of quadrants, Nowhere included, for tables indexed by
// Quadrant.
const Quadrants = int(quadrantCount)

// String is the word of machine-readable outputs: "both", "share_only",
// "equipment_only", "neither", or "" for nowhere.
func (q Quadrant) String() string {
	switch q {
	case Both:
		return "both"
	case ShareOnly:
		return "share_only"
	case EquipmentOnly:
		return "equipment_only"
	case Neither:
		return "neither"
	default:
		return ""
	}
}

// BalanceStep is an ally's place in one year.
type BalanceStep struct {
	Year figure.Year
	// Share is in % of GDP and Equipment in % of defence expenditure, as printed.
	Share, Equipment figure.Figure
	Quadrant         Quadrant
	KnifeEdge        bool // of either level
}

// There tells whether both figures were published, so that there is a point.
func (s BalanceStep) There() bool { return s.Share.Known() && s.Equipment.Known() }

// BalancePoint is one ally: its place in the year asked about, and its way there.
type BalancePoint struct {
	Ally *ally.Ally
	BalanceStep
	// Verdict is why there is no quadrant, NoData, NotMember, NoForces or
	// NotMeasurable; Meets or Below is on the share alone.
	Verdict target.Verdict
	// Trail are all years First–Last, the one asked about among them.
	Trail []BalanceStep
	// Pin is the ally's place among the pins, from 0; −1 where it is not pinned.
	Pin int
}

// Balance sets the share of GDP against the equipment share. It must not be
// changed.
type Balance struct {
	// Query is what was asked with every default filled in but for the level,
	// which is of one axis.
	Query       query.Query
	Edition     *dataset.Edition
	Year        figure.Year
	First, Last figure.Year
	Estimated   bool
	// ShareLevel and EquipmentLevel are the two lines: 2 % and 20 %, or what was
	// asked.
	ShareLevel, EquipmentLevel Level
	// Unjudged is why there are no quadrants, where the level of a line cannot be
	// measured; empty otherwise.
	Unjudged string
	// Points are the allies the query shows, in order of names.
	Points []BalancePoint
	// Counts is how many members with forces stand in each quadrant; Nowhere
	// counts those of whom a figure is missing.
	Counts [Quadrants]int
	// WithForces is how many there are, and KnifeEdge how many are on the edge of a
	// line.
	WithForces, KnifeEdge int
	Scope                 string
	Sentence              string
	Citation              string
}

// Point finds the point of an ally.
func (b *Balance) Point(c ally.Code) (*BalancePoint, bool) {
	for i := range b.Points {
		if b.Points[i].Ally.Code == c {
			return &b.Points[i], true
		}
	}
	return nil, false
}

// defaultShare and defaultEquipment are NATO's own two lines.
func defaultShare() figure.Decimal     { return figure.Decimal{Units: 2} }
func defaultEquipment() figure.Decimal { return figure.Decimal{Units: 20} }

// balances is a query for a balance, resolved on both axes.
type balances struct{ share, equipment *work }

// BalanceFor answers how the allies stand to two levels at once: 2 % of GDP, or
// the level asked, and 20 % on equipment, or the level asked of that measure. The
// error is a *query.Error where the edition holds no equipment shares or not the
// year.
func BalanceFor(ds *dataset.Dataset, q query.Query) (*Balance, error) {
	share, equipment := defaultShare(), defaultEquipment()
	if q.Level != (figure.Decimal{}) {
		switch q.Measure {
		case figure.ShareGDP:
			share = q.Level
		case figure.EquipmentPct:
			equipment = q.Level
		}
	}
	b := &balances{}
	for _, axis := range []struct {
		to    **work
		m     figure.Measure
		level figure.Decimal
	}{{&b.share, figure.ShareGDP, share}, {&b.equipment, figure.EquipmentPct, equipment}} {
		x := q
		x.Measure, x.Level = axis.m, axis.level
		w, err := resolve(ds, x)
		if err != nil {
			return nil, err
		}
		*axis.to = w
	}
	return b.balance(q), nil
}

func (b *balances) balance(asked query.Query) *Balance {
	w := b.share
	out := &Balance{
		Query: w.q, Edition: w.edition, Year: w.q.Year, First: w.first, Last: w.last, Estimated: w.table.Estimated(w.q.Year),
		ShareLevel: w.level, EquipmentLevel: b.equipment.level, Unjudged: w.unjudged, Scope: w.scope(),
	}
	out.Query.Measure, out.Query.Level = asked.Measure, asked.Level
	for _, a := range w.ds.Allies().All() {
		p := b.point(a)
		if w.counted(a, w.q.Year) && w.member(a, w.q.Year) && a.HasForces() {
			out.WithForces++
			out.Counts[p.Quadrant]++
			if p.KnifeEdge {
				out.KnifeEdge++
			}
		}
		if w.shows(a, p.Pin) {
			out.Points = append(out.Points, p)
		}
	}
	sortPoints(out.Points)
	out.Sentence = b.sentence(out)
	out.Citation = strings.Replace(citation(w), "table: share_gdp", "tables: share_gdp and equipment_pct", 1)
	return out
}

// point places an ally in every year.
func (b *balances) point(a *ally.Ally) BalancePoint {
	w := b.share
	p := BalancePoint{Ally: a, Pin: w.q.Pins.Index(a.Code), Trail: make([]BalanceStep, 0, w.last-w.first+1)}
	for y := w.first; y <= w.last; y++ {
		s, verdict := b.step(a, y)
		p.Trail = append(p.Trail, s)
		if y == w.q.Year {
			p.BalanceStep, p.Verdict = s, verdict
		}
	}
	return p
}

// step places an ally in one year, and says why it has no quadrant.
func (b *balances) step(a *ally.Ally, y figure.Year) (BalanceStep, target.Verdict) {
	s := BalanceStep{Year: y, Share: b.share.table.At(a.Code, y), Equipment: b.equipment.table.At(a.Code, y)}
	share, edge := b.share.judge(a, s.Share, y)
	equipment, edgeToo := b.equipment.judge(a, s.Equipment, y)
	switch {
	case !share.Counted():
		return s, share
	case !equipment.Counted():
		return s, equipment
	case share == target.Meets && equipment == target.Meets:
		s.Quadrant = Both
	case share == target.Meets:
		s.Quadrant = ShareOnly
	case equipment == target.Meets:
		s.Quadrant = EquipmentOnly
	default:
		s.Quadrant = Neither
	}
	s.KnifeEdge = edge || edgeToo
	return s, share
}

// sortPoints orders points by the names of their allies.
func sortPoints(points []BalancePoint) {
	slices.SortFunc(points, func(a, b BalancePoint) int { return strings.Compare(a.Ally.Name, b.Ally.Name) })
}

// sentence says in one line how many stand where.
func (b *balances) sentence(x *Balance) string {
	when := fmt.Sprint(x.Year)
	verb := "met"
	if x.Estimated {
		when, verb = when+"e", "meet"
	}
	if x.Unjudged != "" {
		return fmt.Sprintf("In %s, %s %% of GDP is not measurable from published figures: no quadrants.", when, x.ShareLevel.Value)
	}
	text := fmt.Sprintf("In %s, %d of %d %s with forces %s both %s %% of GDP and %s %% on equipment; %d the first alone, %d the second alone, %d neither",
		when, x.Counts[Both], x.WithForces, x.Scope, verb, x.ShareLevel.Value, x.EquipmentLevel.Value,
		x.Counts[ShareOnly], x.Counts[EquipmentOnly], x.Counts[Neither])
	if n := x.Counts[Nowhere]; n > 0 {
		text += fmt.Sprintf("; of %d a figure is missing", n)
	}
	if x.KnifeEdge > 0 {
		text += fmt.Sprintf("; %d knife-edge", x.KnifeEdge)
	}
	return text + "."
}
