// Package balance draws the share of GDP against the share spent on equipment: every ally as a
// labelled point, the two levels as lines, NATO's four quadrants with their counts, and the trail
// of the focused ally over the years. Without room for a chart it lists the quadrants.
//
// It computes no figures: positions, quadrants and counts come from package analysis. It knows
// nothing of keys, terminals or the layout of the screen.
package balance

import (
	"fmt"
	"math"
	"slices"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/dataset"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/table"
	"allyscope/internal/target"
	"allyscope/internal/view"
)

// Spec returns the view of the two shares at once.
func Spec() view.Spec {
	return view.Spec{
		ID: query.Balance, Title: "Balance", Help: "share of GDP by share for equipment", Lines: 28, Listless: true, OneYear: true,
		Ask: func(ds *dataset.Dataset, ranking *analysis.Answer, _ ally.Code) (view.Shown, error) {
			return view.Lay(func(b *analysis.Balance) view.Shown { return newBalance(b) })(analysis.BalanceFor(ds, ranking.Query))
		},
	}
}

// balance is an answer with the allies of each quadrant, in the order of their names, and the
// names of the quadrants.
type balance struct {
	*analysis.Balance

	in          [analysis.Quadrants][]*analysis.BalancePoint
	short, long [analysis.Quadrants]string
}

func newBalance(b *analysis.Balance) balance {
	out := balance{Balance: b}
	share, equipment := format.Percent(b.Level.Value), format.Percent(b.EquipmentLevel.Value)
	out.short = [...]string{
		analysis.NoQuadrant: "not counted", analysis.Both: "both", analysis.Neither: "neither",
		analysis.ShareOnly: "only " + share, analysis.EquipmentOnly: "only " + equipment,
	}
	out.long = [...]string{
		analysis.NoQuadrant: "not counted", analysis.Both: "both " + share + " and " + equipment, analysis.Neither: "neither",
		analysis.ShareOnly: "only " + share + " of GDP", analysis.EquipmentOnly: "only " + equipment + " on equipment",
	}
	for q, n := range b.Counts { // allocate each list once: data sets may have thousands of allies
		out.in[q] = make([]*analysis.BalancePoint, 0, n)
	}
	for i := range b.Points {
		p := &b.Points[i]
		out.in[p.Quadrant] = append(out.in[p.Quadrant], p)
	}
	return out
}

// Count returns how many allies reach both levels, of the pinned ones if there are pins; for a
// single pin, how many of the two levels it reaches.
func (b balance) Count() (n, what string) {
	if b.Unjudged != "" {
		return "", ""
	}
	both, total, who, when := b.Counts[analysis.Both], b.WithForces, "", format.Year(b.Year, b.Estimated)
	if pins := b.Query.Pins.Codes(); len(pins) > 0 {
		chosen := slices.DeleteFunc(table.Pointers(b.Points), func(p *analysis.BalancePoint) bool {
			return p.Pin < 0 || p.Quadrant == analysis.NoQuadrant
		})
		one, known := b.Point(pins[0])
		total, who = len(chosen), b.Chosen(len(chosen))+" "
		switch {
		case len(pins) == 1 && total == 1:
			reached := [analysis.Quadrants]int{analysis.Both: 2, analysis.ShareOnly: 1, analysis.EquipmentOnly: 1}
			return fmt.Sprintf("%d/2", reached[one.Quadrant]), one.Ally.Name + ", " + when + ": " + b.long[one.Quadrant]
		case len(pins) == 1 && known:
			return "", one.Ally.Name + ", " + when + ": " + one.Verdict().Words()
		case total == 0:
			return "", b.Chosen(0) + ", " + when
		}
		both = len(slices.DeleteFunc(chosen, func(p *analysis.BalancePoint) bool { return p.Quadrant != analysis.Both }))
	}
	return fmt.Sprintf("%d/%d", both, total), fmt.Sprintf("%s%s and %s on equipment, %s", who, format.Meet(b.Level.In(b.Year)), format.Percent(b.EquipmentLevel.Value), when)
}

func (b balance) Describe(h cell.Hit) string {
	p, ok := b.Point(ally.Code(h.Code))
	if !ok {
		return ""
	}
	s := p.BalanceStep
	if y := figure.Year(h.Year); y >= b.First && y <= b.Last { // in the list of years
		s = p.Trail()[y-b.First]
	}
	return fmt.Sprintf("%s %d: %s %% of GDP, %s %% on equipment", p.Ally.Name, s.Year, s.Share.Figure, s.Equipment.Figure)
}

// The sizes from which there is a chart, and lists of all allies next to it, narrow or wide.
const (
	pictureWidth  = 50
	pictureHeight = 12
	narrowSide    = 25
	wideFrom      = 100
	wideSide      = 43
)

func (b balance) Draw(g *cell.Grid, s view.State) {
	w, h := g.Width(), g.Height()
	if len(b.Points) == 0 {
		g.Text(min(1, w/20), 0, cell.Cut("no ally is listed", w), cell.Notice)
		return
	}
	if w < pictureWidth || h < pictureHeight {
		b.small(g, s.Focus)
		return
	}
	side, top := 0, 0
	switch {
	case w >= wideFrom:
		side = wideSide
	case w >= pictureWidth+narrowSide+2:
		side = narrowSide
	}
	if side == 0 || b.Unjudged != "" {
		b.counts(g)
		top = 1
	}
	if side > 0 {
		b.drawSide(g.Window(w-side, top, side-1, h-top), s.Resting()) // with a margin of 1, as in all views
		side += 2
	}
	g.Draw(0, top, b.scatter(s).Draw(w-side, h-top-1))
	text := "→ % of GDP  ↑ equipment, % of defence expenditure"
	if missing := len(b.in[analysis.NoQuadrant]); missing > 0 && side == 0 {
		text += "  " + format.Counted(missing, "ally", "allies") + " not counted"
	}
	g.Text(1, h-1, cell.Cut(text, w-side-2), cell.Faint)
}

// drawSide draws the lists and, if there are lines left, the focused ally's years.
func (b balance) drawSide(g *cell.Grid, focus ally.Code) {
	p, ok := b.Point(focus)
	y, years := 0, 0
	if ok {
		b.focused(g.Window(0, 0, g.Width(), 2), p)
		y, years = 3, yearsTop+len(b.Years)
	}
	if b.Unjudged == "" {
		y += b.lists(g.Window(0, y, g.Width(), g.Height()-y), focus, years+1) + 1
	}
	if ok && y+years <= g.Height() {
		// At the bottom, so that they stay in place whatever the height of the lists.
		b.years(g.Window(0, g.Height()-years, g.Width(), years), p)
	}
}

func (b balance) scatter(state view.State) *chart.Scatter {
	s := &chart.Scatter{
		Ink: state.Ink, SplitRole: cell.Target, TrailRole: cell.Series3,
		Split: chart.XY{X: b.Level.Value.Float(), Y: b.EquipmentLevel.Value.Float()},
		XName: format.Percent(b.Level.Value), YName: format.Percent(b.EquipmentLevel.Value),
	}
	// The scales hold the figures of all years, so that changing the year moves points but not the
	// axes.
	s.XScale.Max, s.YScale.Max = max(s.Split.X, b.Most[0]), max(s.Split.Y, b.Most[1])
	if b.Unjudged == "" {
		for i, q := range [4]analysis.Quadrant{analysis.EquipmentOnly, analysis.Both, analysis.Neither, analysis.ShareOnly} {
			s.Corners[i] = fmt.Sprintf("%s %d", words(q), b.Counts[q])
		}
	} else {
		s.SplitRole = cell.Reference
	}
	s.Dots = make([]chart.Dot, len(b.Points))
	for i := range b.Points {
		p := &b.Points[i]
		asked := &p.Share
		if b.Query.Measure == figure.EquipmentPct {
			asked = &p.Equipment
		}
		mark, role := format.Glyph(asked.Verdict, asked.Edge) // as in the ranking
		d := chart.Dot{
			XY: place(&p.BalanceStep), Name: p.Ally.Name, Code: string(p.Ally.Code), Mark: []rune(mark)[0], Role: role,
			First: p.Pin >= 0, Focus: p.Ally.Code == state.Focus,
		}
		switch {
		case d.Focus:
			d.Role = cell.Cursor
		case d.First:
			d.Role = cell.Pin
		}
		if s.Dots[i] = d; d.Focus && state.Trail {
			s.Trail, s.TrailStart = b.trail(p)
		}
	}
	return s
}

// place returns the position of a step. Without both figures it is NaN, which is not drawn.
func place(s *analysis.BalanceStep) chart.XY {
	if !s.Known() {
		return chart.XY{X: math.NaN(), Y: math.NaN()}
	}
	return chart.XY{X: s.Share.Printed.Float(), Y: s.Equipment.Printed.Float()}
}

// trail returns an ally's positions from its first year with both figures to the query's year, and
// the label of the first. Years without both figures interrupt the trail.
func (b balance) trail(p *analysis.BalancePoint) (positions []chart.XY, start string) {
	for _, s := range p.Trail()[:b.Year-b.First+1] {
		switch {
		case len(positions) > 0:
		case !s.Known():
			continue
		case s.Year < b.Year:
			start = fmt.Sprintf("’%02d", int(s.Year)%100)
		}
		positions = append(positions, place(&s))
	}
	return positions, start
}

func (b balance) Document() *document.Document {
	d := document.Under(b.Head())
	d.Title = document.InYear("Share of GDP by share for equipment", b.Head())
	d.Level = fmt.Sprintf("Targets: %s of GDP and %s on equipment", format.Percent(b.Level.Value), format.Percent(b.EquipmentLevel.Value))
	equipment := document.Target(true, b.EquipmentLevel)
	equipment.ID = "equipment_target"
	count := func(n int) table.Cell { return document.Counted(b.Head(), n) }
	d.Fields = append(d.Fields, equipment, document.Field{ID: "count", Object: true, Fields: []document.Field{
		{ID: "both", Cell: count(b.Counts[analysis.Both])}, {ID: "share_only", Cell: count(b.Counts[analysis.ShareOnly])},
		{ID: "equipment_only", Cell: count(b.Counts[analysis.EquipmentOnly])}, {ID: "neither", Cell: count(b.Counts[analysis.Neither])},
		{ID: "knife_edge", Cell: count(b.KnifeEdge)}, {ID: "no_data", Cell: count(b.Counts[analysis.NoQuadrant])},
		{ID: "with_forces", Cell: table.Whole(b.WithForces)},
	}})
	if b.Verdicts() {
		verb := "meet both"
		if b.Level.In(b.Year).Later+b.EquipmentLevel.In(b.Year).Later != 0 {
			verb = "at both"
		}
		d.Result = format.Of(b.Counts[analysis.Both], b.WithForces) + " " + verb
	}
	d.Tables = []table.Table{b.points()}
	if len(b.Sums) > 0 {
		d.Tables = append(d.Tables, b.sums())
	}
	return d
}

type row = *analysis.BalancePoint

func (b balance) points() table.Table {
	t := table.Of("rows", "", slices.Concat(
		table.Codes(func(p row) ally.Code { return p.Ally.Code }),
		table.Numbers("rank", "#", "Rank by share",
			func(p row) table.Cell { return table.Place(p.Rank, p.Tied) }).Leading().UnlessEmpty(),
		table.Names("Ally", func(p row) string { return p.Ally.Name }),
		document.YearColumn[row](b.Year),
		shareColumns(figure.ShareGDP, "share", "% of GDP", b.Level, func(p row) *analysis.Reading { return &p.Share }),
		shareColumns(figure.EquipmentPct, "equipment", "%", b.EquipmentLevel, func(p row) *analysis.Reading { return &p.Equipment }),
		table.Texts("quadrant", "quadrant", "", quadrant).GivesWay(1),
		document.SourceColumns[row](b.Head()),
	), table.Pointers(b.Ranked))
	t.Mark(func(i int) bool { return b.Ranked[i].Pin >= 0 })
	return t
}

func (b balance) sums() table.Table {
	type sum = *analysis.BalanceSum
	share := func(id, unit string, figureOf func(sum) figure.Figure) table.Columns[sum] {
		return table.Numbers(id, id, id, func(s sum) table.Cell {
			return table.Figure(figureOf(s), format.NotPublished).Saying("%s " + unit)
		}).InUnit(unit, "")
	}
	return table.Of("sums", "Together", slices.Concat(
		table.Codes(func(s sum) ally.Code { return s.Code }),
		table.Names("Sum", func(s sum) string { return s.Name }),
		share("share", "% of GDP", func(s sum) figure.Figure { return s.Share }),
		share("equipment", "%", func(s sum) figure.Figure { return s.Equipment }),
	), table.Pointers(b.Sums))
}

// shareColumns returns the columns of one of the two shares and its standing to its level.
func shareColumns(m figure.Measure, id, unit string, level analysis.Level, readingOf func(row) *analysis.Reading) table.Columns[row] {
	spec := m.Spec()
	return slices.Concat(
		table.Numbers(id, id, spec.Title, func(p row) table.Cell {
			r := readingOf(p)
			return table.FigureIn(r.Figure, format.Missing(r.Verdict), spec.Unit)
		}).InUnit(unit, spec.Unit),
		table.Data(id+"_status", "Status of "+id, func(p row) table.Cell { return table.Status(readingOf(p).Figure) }),
		table.InCSV[row](id+"_level", "Level of "+id, table.Number(level.Value)).InUnit("", "%"),
		table.Texts(id+"_verdict", "verdict", "Verdict on "+id,
			func(p row) table.Cell {
				return table.Verdict(readingOf(p).Verdict, readingOf(p).Edge, level.In(p.Year))
			}),
		table.Data(id+"_knife_edge", "Knife-edge of "+id,
			func(p row) table.Cell { return table.KnifeEdge(readingOf(p).Verdict, readingOf(p).Edge) }),
	)
}

// quadrant returns an ally's quadrant, or why it is in none.
func quadrant(p row) table.Cell {
	v := p.Verdict()
	if v.Counted() {
		return table.Words(words(p.Quadrant), p.Quadrant.String())
	}
	mark := format.Missing(v)
	if v == target.NotMeasurable {
		mark = format.NotMeasured
	}
	return table.Missing(mark).Say(v.Words())
}
