package analysis

import (
	"fmt"

	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/target"
)

// ComparisonLine is one line of a comparison: a measure, a distance or a change.
type ComparisonLine struct {
	// Name and Unit say what the line is: "Equipment", "% of it".
	Name, Unit string
	// Basis is the prices of an amount: "current", or the year of constant ones.
	Basis string
	// Measure is the one the line is of, or is worked out from.
	Measure figure.Measure
	// Main tells whether it is the measure asked about.
	Main bool
	// Signed tells whether the values are distances or changes, which carry a sign.
	Signed bool
	// Amount tells whether they are millions, which may be shown as billions, and
	// Own whether each is in its ally's own currency; Unit is then empty.
	Amount, Own bool
	// Level is what the line's figures are judged by; zero where they are not.
	Level figure.Decimal
	// Cells are one for each column.
	Cells []ComparisonCell
}

// ComparisonCell is what one ally has on a line.
type ComparisonCell struct {
	// Value is a figure as printed, an exact difference of printed figures, or,
	// of changes of amounts, per cent rounded once to one decimal and, of a gap
	// in money, millions rounded once.
	Value  figure.Decimal
	Status figure.Status // None: there is no value
	// Verdict is how the figure stands to the line's level or, where there is
	// none, whether the ally was a member with forces: NotMember, NoForces, NoData.
	Verdict target.Verdict
	Edge    bool
	// Extreme is +1 for the greatest of the allies compared and −1 for the least,
	// where that says who is ahead; 0 elsewhere, and for sums.
	Extreme int
}

// There tells whether the cell has a value.
func (c *ComparisonCell) There() bool { return c.Status != figure.None }

// ComparisonColumn is one ally compared, or one of NATO's sums.
type ComparisonColumn struct {
	Code ally.Code
	Name string
	Ally *ally.Ally // nil for a sum
	// Currency is that of the edition's amounts in national currency.
	Currency string
	// Series are the figures of the measure asked about, for the answer's years.
	Series []figure.Figure
}

// Comparison sets allies side by side in one edition and one year. It must not be
// changed.
type Comparison struct {
	Answer  *Answer
	Columns []ComparisonColumn
	// Lines are what the edition holds, the measure asked about and its
	// distances first, then by what one asks next.
	Lines []ComparisonLine
	// Chosen tells whether the columns are the allies the reader pinned; where
	// fewer than two are, they are an ally and whoever stands near it.
	Chosen bool
	// Least and Most bound the columns' figures over all years of the answer.
	Least, Most float64
	Sentence    string

	own int // columns the reader chose: the pins, or the ally one is at
}

// neighboursShown is how many neighbours stand beside a single ally.
const neighboursShown = 3

// CompareFor sets the allies pinned in an answer side by side. Where fewer than
// two are pinned it takes the one, or the one the reader is at, with its
// neighbours and NATO's own figure for Europe and Canada.
func CompareFor(ds *dataset.Dataset, a *Answer, focus ally.Code) (*Comparison, error) {
	w, err := resolve(ds, a.Query)
	if err != nil {
		return nil, err
	}
	c := &Comparison{Answer: a, Chosen: w.q.Pins.Len() > 1}
	codes, own := w.compared(focus)
	c.own = own
	for _, code := range codes {
		c.Columns = append(c.Columns, w.comparedColumn(code))
	}
	c.bound()
	if len(c.Columns) > 0 {
		c.Lines = w.comparedLines(c)
	}
	c.Sentence = c.sentence()
	return c, nil
}

// compared are the codes of the columns, and how many of them the reader chose.
func (w *work) compared(focus ally.Code) (codes []ally.Code, own int) {
	pins := w.q.Pins
	if pins.Len() > 1 {
		return pins.Codes(), pins.Len()
	}
	if _, ok := w.ds.Allies().Ally(focus); ok {
		pins = pins.With(focus)
	}
	if own = pins.Len(); own == 0 {
		return nil, 0
	}
	near := 0
	for _, code := range w.ds.Allies().Neighbours(pins.Codes()[0]) {
		if x, ok := w.ds.Allies().Ally(code); ok && x.HasForces() && near < neighboursShown && w.table.Has(code) {
			pins = pins.With(code)
			near++
		}
	}
	if w.table.Has(ally.EuropeCan) {
		pins = pins.With(ally.EuropeCan)
	}
	return pins.Codes(), own
}

func (w *work) comparedColumn(code ally.Code) ComparisonColumn {
	col := ComparisonColumn{Code: code, Name: w.ds.Allies().Name(code), Series: make([]figure.Figure, int(w.last-w.first)+1)}
	col.Ally, _ = w.ds.Allies().Ally(code)
	w.fill(col.Series, code)
	if w.money.national != nil {
		col.Currency = w.money.national.Currency(code, w.q.Year)
	}
	return col
}

// bound finds the range of all figures, so that a scale need not move with the
// year.
func (c *Comparison) bound() {
	first := true
	for i := range c.Columns {
		for _, f := range c.Columns[i].Series {
			if !f.Known() {
				continue
			}
			v := f.Printed.Float()
			if first {
				c.Least, c.Most, first = v, v, false
			}
			c.Least, c.Most = min(c.Least, v), max(c.Most, v)
		}
	}
}

// comparedMeasures is a constant table: the measures a comparison lists, in the
// order in which they are asked for, with what they are called on a narrow line.
// Leads tells whether the greatest figure is ahead of others in defence: what the
// money goes on, and how large an economy is, make nobody first or last.
var comparedMeasures = [...]struct {
	measure    figure.Measure
	name, unit string
	leads      bool
}{
	{figure.ShareGDP, "Share of GDP", "%", true},
	{figure.EquipmentPct, "Equipment", "% of it", true},
	{figure.USDCurrent, "Expenditure", "US$", true},
	{figure.NatCurrent, "National", "", false},
	{figure.DefPerCapita, "Per head", "US$", true},
	{figure.RealChange, "Real change", "%", true},
	{figure.Personnel, "Personnel", "thousand", true},
	{figure.PersonnelPct, "Pay, pensions", "% of it", false},
	{figure.InfrastructurePct, "Infrastructure", "% of it", false},
	{figure.OtherPct, "Operations etc", "% of it", false},
	{figure.GDPPerCapita, "GDP per head", "US$ k", false},
	{figure.USDConstant, "In real terms", "US$", true},
	{figure.NatConstant, "National, real", "", false},
	{figure.GDPCurrent, "GDP", "US$", false},
	{figure.GDPConstant, "GDP, real", "US$", false},
}

// comparedLines are all lines: the measure asked about with what is worked out
// from it, then the others the edition holds for the year.
func (w *work) comparedLines(c *Comparison) []ComparisonLine {
	var out []ComparisonLine
	for _, first := range [2]bool{true, false} {
		for _, m := range comparedMeasures {
			if main := m.measure == w.q.Measure; main != first {
				continue
			}
			t, err := w.edition.Table(m.measure)
			if err != nil || !t.HasYear(w.q.Year) {
				continue
			}
			l := ComparisonLine{Name: m.name, Unit: m.unit, Basis: w.basis(m.measure), Measure: m.measure, Main: first}
			l.Amount = m.measure.Spec().Kind == figure.Money && m.measure.Spec().Places == 0 && m.measure != figure.DefPerCapita
			l.Own = m.measure == figure.NatCurrent || m.measure == figure.NatConstant
			if pledge := w.ds.Targets().InForce(m.measure, w.q.Year); pledge != nil {
				l.Level = pledge.Level
			}
			if first {
				l.Level = w.q.Level
			}
			w.fillLine(&l, c, t)
			if m.leads {
				l.extremes(c)
			}
			out = append(out, l)
			if first {
				out = append(out, w.workedOut(c, t, m.leads)...)
			}
		}
	}
	return out
}

// current is the basis of amounts at the year's own prices and exchange rates.
const current = "current"

// basis is the prices of a measure's amounts, empty where it has none.
func (w *work) basis(m figure.Measure) string {
	switch m {
	case figure.USDCurrent, figure.NatCurrent, figure.GDPCurrent:
		return current
	case figure.USDConstant, figure.NatConstant, figure.GDPConstant, figure.GDPPerCapita, figure.DefPerCapita:
		return w.edition.PriceBase
	default:
		return ""
	}
}

// fillLine reads a line of figures.
func (w *work) fillLine(l *ComparisonLine, c *Comparison, t *dataset.Table) {
	scale := 1.0
	if m := l.Measure; m == figure.GDPCurrent || m == figure.GDPConstant {
		scale = gdpScale(t)
	}
	for i := range c.Columns {
		col := &c.Columns[i]
		f := t.At(col.Code, w.q.Year)
		x := ComparisonCell{Value: f.Printed, Status: f.Status}
		if scale != 1 && f.Known() { // an older edition's billions, in which it prints decimals
			x.Value = figure.Round(f.Printed.Float()*scale, 0)
		}
		x.Verdict, x.Edge = w.standing(col.Ally, l, f)
		l.Cells = append(l.Cells, x)
	}
}

// standing is an ally's verdict on a line; a sum has none.
func (w *work) standing(x *ally.Ally, l *ComparisonLine, f figure.Figure) (target.Verdict, bool) {
	switch {
	case x == nil:
		return target.NoData, false
	case !w.member(x, w.q.Year):
		return target.NotMember, false
	case l.Main && w.judged && !w.level.Measurable:
		return target.NotMeasurable, false
	case !x.HasForces() && !ofEconomy(l.Measure):
		return target.NoForces, false
	case l.Level == (figure.Decimal{}):
		return target.NoData, false
	}
	return target.Judge(f, l.Level)
}

// workedOut are the lines worked out from the measure asked about: the distance to
// the level, in points and in money, and the changes.
func (w *work) workedOut(c *Comparison, t *dataset.Table, leads bool) []ComparisonLine {
	m := w.q.Measure
	unit := "pp"
	if k := m.Spec().Kind; k == figure.Money || k == figure.Count {
		unit = "%"
	}
	gap := ComparisonLine{Name: "to " + w.q.Level.String() + " %", Unit: "pp", Measure: m, Signed: true}
	money := ComparisonLine{Name: "in money", Unit: "US$", Basis: current, Measure: m, Signed: true, Amount: true}
	since := ComparisonLine{Name: fmt.Sprintf("since %d", w.q.Base), Unit: unit, Measure: m, Signed: true}
	change := ComparisonLine{Name: "year on year", Unit: unit, Measure: m, Signed: true}
	priced := false
	for i := range c.Columns {
		col := &c.Columns[i]
		f := t.At(col.Code, w.q.Year)
		blank := ComparisonCell{}
		blank.Verdict, _ = w.standing(col.Ally, &ComparisonLine{Measure: m}, f)
		g, usd := blank, blank
		if w.judged && w.unjudged == "" && f.Known() {
			g.Value, g.Status = target.Gap(f, w.q.Level), f.Status
			if amount, _, _ := w.gapMoney(col.Code, f); amount.OK && col.Ally != nil {
				usd.Value, usd.Status = figure.Round(amount.Value, 0), f.Status
				priced = true
			}
		}
		gap.Cells, money.Cells = append(gap.Cells, g), append(money.Cells, usd)
		d := difference(t, col.Code, w.q.Year, w.q.Base)
		if w.q.Year == w.q.Base && f.Known() {
			d = Delta{Value: f.Printed.Sub(f.Printed), OK: true} // the base year is a year like others
		}
		since.Cells = append(since.Cells, withDelta(blank, d, f.Status))
		change.Cells = append(change.Cells, withDelta(blank, difference(t, col.Code, w.q.Year, w.q.Year-1), f.Status))
	}
	var out []ComparisonLine
	// Which lines there are follows from the question: a step in the year takes
	// none away, and moves none.
	add := func(l ComparisonLine, on bool) {
		if !on {
			return
		}
		if leads {
			l.extremes(c)
		}
		out = append(out, l)
	}
	add(gap, w.judged && w.unjudged == "")
	add(money, priced)
	add(since, true)
	add(change, true)
	return out
}

// withDelta is the cell with a difference in it, where there is one.
func withDelta(c ComparisonCell, d Delta, s figure.Status) ComparisonCell {
	if d.OK {
		c.Value, c.Status = d.Value, s
	}
	return c
}

// extremes marks the greatest and the least of the allies on a line, members with
// forces only; all of them where several share it, none where all are alike.
func (l *ComparisonLine) extremes(c *Comparison) {
	var most, least *ComparisonCell
	runs := func(i int) bool {
		x := &l.Cells[i]
		return c.Columns[i].Ally != nil && x.There() && x.Verdict != target.NotMember && x.Verdict != target.NoForces
	}
	for i := range l.Cells {
		if !runs(i) {
			continue
		}
		x := &l.Cells[i]
		if most == nil || x.Value.Cmp(most.Value) > 0 {
			most = x
		}
		if least == nil || x.Value.Cmp(least.Value) < 0 {
			least = x
		}
	}
	if most == nil || most.Value.Cmp(least.Value) == 0 {
		return
	}
	high, low := most.Value, least.Value
	for i := range l.Cells {
		switch x := &l.Cells[i]; {
		case !runs(i):
		case x.Value.Cmp(high) == 0:
			x.Extreme = 1
		case x.Value.Cmp(low) == 0:
			x.Extreme = -1
		}
	}
}
