package analysis

import (
	"cmp"
	"errors"
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

// ErrAllies is wrapped by NamedFor where no ally is named, or too many are.
var ErrAllies = errors.New("one to eight allies are to be named")

// NamedFor is a question about some allies alone: those it pins or, where it pins
// none, those its group and filter leave. Pins then name them, and nothing else
// narrows the list.
func NamedFor(ds *dataset.Dataset, q query.Query) (query.Query, error) {
	n := q.Pins.Len() + q.Sums.Len()
	if n == 0 && (q.Group != "" || q.Filter != "") {
		some, err := RankingFor(ds, q)
		if err != nil {
			return q, err
		}
		n = some.Len()
		for _, c := range some.codes(some.order[:min(n, query.MaxPins)]) { // no list is made of thousands
			q.Pins = q.Pins.With(c)
		}
	}
	if n == 0 || n > query.MaxPins {
		return q, fmt.Errorf("%w: %d were", ErrAllies, n)
	}
	q.Group = ""
	return q.Whole(), nil
}

// ComparisonLine is one line of a comparison: a measure, a distance or a change.
type ComparisonLine struct {
	Name, Unit string           // "Equipment", "% of it"
	Basis      string           // the prices of an amount: "current", or the year of constant ones
	Measure    figure.Measure   // the one the line is of, or is worked out from
	Main       bool             // it is the measure asked about
	Signed     bool             // the values are distances or changes, which carry a sign
	Amount     bool             // they are millions, which may be shown as billions
	Level      target.Level     // what its figures are judged by; of value zero where they are not
	Cells      []ComparisonCell // one for each column
}

// ComparisonCell is what one ally has on a line.
type ComparisonCell struct {
	// SheetLine is the measure of the ally in the year. On a Signed line its figure
	// is an exact difference of printed figures, per cent rounded once to one decimal,
	// or millions rounded once. The verdict is on the line's level or, where it has
	// none, says whether the ally was a member with forces: NotMember, NoForces, NoData;
	// of money on the other side of the level than the figure, it is that side.
	SheetLine
	Broken bool // it is a change that crosses a break in the series
	// Extreme is +1 for the greatest of the allies compared and −1 for the least,
	// where that says who is ahead; 0 elsewhere, and for sums.
	Extreme int
}

// Comparison sets allies side by side in one edition and one year. It must not be
// changed.
type Comparison struct {
	// Answer is the ranking that the allies are rows of, with the comparison's own
	// sentence and citation.
	Answer
	Columns []Series         // the allies, and NATO's sums, with the figures of the measure asked about
	Lines   []ComparisonLine // the measure asked about and its distances first, then by what one asks next
	// Chosen tells whether the columns are the allies the reader named; where
	// fewer than two are, they are an ally and whoever stands near it.
	Chosen bool

	chosen int // columns the reader chose: those named, or the ally the reader is at
}

// neighboursShown is how many neighbours by rank stand beside a single ally.
const neighboursShown = 3

// nearInRank are the nearest first and the higher of two before the lower; its neighbours
// on the map where it has no place.
func (w *work) nearInRank(a *Answer, c ally.Code) []ally.Code {
	ranked := slices.DeleteFunc(slices.Clone(a.now.order), func(i int32) bool { return a.now.places[i].Rank == 0 || a.position[i] < 0 })
	at := slices.IndexFunc(ranked, func(i int32) bool { return a.ally(i).Code == c })
	var near []*ally.Ally
	if at < 0 {
		near = w.ds.Allies().Known(w.ds.Allies().Neighbours(c))
		near = slices.DeleteFunc(near, func(x *ally.Ally) bool { return !x.HasForces() || !w.table.Has(x.Code) })
	}
	for d := 1; at >= 0 && d < len(ranked) && len(near) < neighboursShown; d++ {
		for _, k := range [2]int{at - d, at + d} {
			if k >= 0 && k < len(ranked) {
				near = append(near, a.ally(ranked[k]))
			}
		}
	}
	return format.Each(near[:min(len(near), neighboursShown)], func(x *ally.Ally) ally.Code { return x.Code })
}

// CompareFor sets the allies named in a ranking's question side by side: those
// pinned, or those its group and filter leave. Where fewer than two are named it
// takes the one, or the one the reader is at, with its neighbours by rank and NATO's
// own figure for Europe and Canada.
func CompareFor(ds *dataset.Dataset, a *Answer, focus ally.Code) (*Comparison, error) {
	q := a.Query
	if n := q.Pins.Len() + q.Sums.Len(); q.Group != "" && n > 0 && n < query.MaxPins { // it stands beside them as one
		q.Sums = q.Sums.With(ally.GroupCode(q.Group))
	}
	if named, err := NamedFor(ds, q); err == nil {
		q = named
	}
	q.Group = ""
	if q = q.Whole(); q != a.Query {
		var err error
		if a, err = RankingFor(ds, q); err != nil {
			return nil, err
		}
	}
	w := a.w
	c := &Comparison{Answer: *a, Chosen: q.Pins.Len()+q.Sums.Len() > 1}
	var codes []ally.Code
	codes, c.chosen = w.comparedCodes(focus, a)
	if !c.Chosen && q.Pins.Index(focus) < 0 { // the question that gives the same again
		c.Query.Focus = focus
	}
	for _, code := range codes {
		c.Columns = append(c.Columns, w.series(code))
	}
	if len(c.Columns) > 0 {
		c.Lines = w.comparedLines(c)
	}
	c.Sentence, c.Citation, c.Notes = c.sentence(), w.tablesCitation(), append(w.namedNotes(a, codes), w.groupNotes()...)
	return c, nil
}

func (w *work) comparedCodes(focus ally.Code, a *Answer) (codes []ally.Code, own int) {
	pins, sums := w.Query.Pins, w.Query.Sums
	if all := append(pins.Codes(), sums.Codes()...); len(all) > 1 || sums != "" {
		return all, len(all)
	}
	if _, ok := w.ds.Allies().Ally(focus); ok {
		pins = pins.With(focus)
	}
	if own = pins.Len(); own == 0 {
		return nil, 0
	}
	codes = append(pins.Codes(), w.nearInRank(a, pins.Codes()[0])...)
	if w.table.Has(ally.EuropeCan) {
		codes = append(codes, ally.EuropeCan)
	}
	return codes, own
}

// compared is a constant table: the measures that head a comparison, in the order
// in which they are asked for.
var comparedMeasures = [...]figure.Measure{
	figure.ShareGDP, figure.EquipmentPct, figure.USDCurrent, figure.NatCurrent, figure.DefPerCapita, figure.RealChange,
	figure.Personnel, figure.PersonnelPct, figure.InfrastructurePct, figure.OtherPct, figure.GDPPerCapita,
}

// comparedLines are those the edition holds for the year.
func (w *work) comparedLines(c *Comparison) []ComparisonLine {
	var out []ComparisonLine
	for _, m := range figure.InOrder(append([]figure.Measure{w.Measure}, comparedMeasures[:]...)...) {
		t, err := w.Edition.Table(m)
		if err != nil || !t.HasYear(w.Year) {
			continue
		}
		spec := m.Spec()
		l := ComparisonLine{Name: spec.Brief, Unit: spec.Per, Measure: m, Main: m == w.Measure}
		if spec.Kind == figure.Money {
			l.Amount = spec.Places == 0 && m != figure.DefPerCapita
			if l.Basis = current; spec.Constant() {
				l.Basis = w.Edition.PriceBase
			}
		}
		if figure.Scale(t.Unit) == "bn" {
			l.Amount, l.Unit = false, l.Unit+" bn" // as the table has it
		}
		if pledge := w.ds.Targets().InForce(m, w.Year); pledge != nil {
			l.Level = pledge.In(w.Year)
		}
		if l.Main {
			l.Level = w.Level.In(w.Year)
		}
		for i := range c.Columns {
			x := ComparisonCell{SheetLine: w.sheetLine(&c.Columns[i], m)}
			x.Verdict, x.Edge = w.lineVerdict(c.Columns[i].Ally, &l, x.Figure)
			l.Cells = append(l.Cells, x)
		}
		if out = append(out, l); l.Main {
			out = append(out, w.derivedLines(c, &l)...)
		}
	}
	for i := range out {
		if out[i].Measure.Spec().Leads {
			out[i].markExtremes(c)
		}
	}
	return out
}

// current is the basis of amounts at the year's own prices and exchange rates.
const current = "current"

// standing is an ally's verdict on a line; a sum has none, nor has anybody where the line has
// no level.
func (w *work) lineVerdict(x *ally.Ally, l *ComparisonLine, f figure.Figure) (v target.Verdict, edge bool) {
	if x == nil {
		return target.NoData, false
	}
	v, edge = w.judge(x, f, w.Year, l.Level.Value, !l.Main || !w.Judged || w.Level.Measurable)
	if v.Counted() && l.Level.Value == (figure.Decimal{}) || v == target.NoForces && l.Measure.OfEconomy() {
		return target.NoData, false
	}
	return v, edge
}

// workedOut are the lines worked out from the measure asked about: the distance to
// the level, in points and in money, and the changes. Which there are follows from
// the question: a step in the year takes none away, and moves none.
func (w *work) derivedLines(c *Comparison, main *ComparisonLine) []ComparisonLine {
	line := func(name, unit string) ComparisonLine {
		return ComparisonLine{Name: name, Unit: unit, Measure: main.Measure, Signed: true}
	}
	if !main.Measure.Spec().Changes() {
		return nil
	}
	unit := main.Measure.Spec().ChangeUnit()
	out := []ComparisonLine{
		line("to "+w.Query.Level.String()+" %", "pp"), line("in money", "US$"),
		line(format.Since(w.Base, w.Year), unit), line("year on year", unit),
	}
	out[1].Basis, out[1].Amount = current, true
	judged, priced := w.Verdicts(), false
	for i := range c.Columns {
		col, x := &c.Columns[i], &main.Cells[i]
		verdict, _ := w.lineVerdict(col.Ally, &ComparisonLine{Measure: main.Measure}, x.Figure)
		gap, money, since := Delta{}, Delta{}, x.Since
		side := verdict // of the money, where it is another than the figure's
		if judged && x.Known() {
			gap = Delta{Value: target.Gap(x.Figure, w.Query.Level), OK: true}
			if m := w.gap(col.Code, w.Year, x.Figure, w.Query.Level); m.GapUSD.OK && col.Ally != nil {
				money, priced = Delta{Value: figure.Round(m.GapUSD.Value, 0), OK: true}, true
				if x.Verdict.Counted() && m.Split() {
					side = m.Side()
				}
			}
		}
		if w.Year == w.Base { // the base year is a year like others
			since = x.Minus(x.Figure)
		}
		for k, d := range [...]Delta{gap, money, since, x.Change} {
			worked := ComparisonCell{SheetLine: SheetLine{Reading: Reading{Verdict: verdict}}}
			if d.OK {
				worked.Figure = figure.Figure{Printed: d.Value, Status: x.Status}
			}
			out[k].Cells = append(out[k].Cells, worked)
		}
		out[1].Cells[i].Verdict = side
		out[2].Cells[i].Broken = x.Breaks.Crosses(w.Base, w.Year)
		out[3].Cells[i].Broken = x.Breaks.Crosses(w.Year-1, w.Year)
	}
	switch {
	case !judged:
		return out[2:]
	case !priced:
		return slices.Delete(out, 1, 2)
	}
	return out
}

// extremes marks members with forces only; all of them where several share it, none where
// all are alike.
func (l *ComparisonLine) markExtremes(c *Comparison) {
	var running []*ComparisonCell
	for i := range l.Cells {
		x := &l.Cells[i]
		if c.Columns[i].Ally != nil && x.Known() && x.Verdict != target.NotMember && x.Verdict != target.NoForces {
			running = append(running, x)
		}
	}
	slices.SortFunc(running, func(a, b *ComparisonCell) int { return a.Printed.Cmp(b.Printed) })
	for _, x := range running {
		switch least, most := running[0].Printed, running[len(running)-1].Printed; {
		case most.Cmp(least) == 0:
		case x.Printed.Cmp(most) == 0:
			x.Extreme = 1
		case x.Printed.Cmp(least) == 0:
			x.Extreme = -1
		}
	}
}

func (c *Comparison) sentence() string {
	if len(c.Columns) == 0 {
		return "No ally is chosen to compare."
	}
	out := c.who() + ", " + format.Year(c.Year, c.Estimated)
	if len(c.Lines) > 0 && c.Lines[0].Main {
		out += format.When(c.Measure != figure.ShareGDP, ", "+format.Lower(c.Spec().Name())) + ": " + c.standings(&c.Lines[0])
	}
	return out + "."
}

func (c *Comparison) who() string {
	if n := len(c.Columns); c.Chosen && n > 4 {
		return fmt.Sprintf("%d allies", n)
	}
	names := format.EachOf(c.Columns, func(col *Series) string { return col.Name })
	if len(names) > c.chosen && c.Columns[c.chosen].Ally != nil {
		names = append(names[:c.chosen], format.When(c.chosen == 1, "its ")+"neighbours by rank")
	}
	return format.List(names)
}

func (c *Comparison) standings(l *ComparisonLine) string {
	var parts, missing, most, least []string
	var short noteGroups
	meets, judged, only := 0, 0, 0 // only is where the one stands that is judged, if it is one
	greatest, smallest := "", ""
	for i := range l.Cells {
		x, col := &l.Cells[i], &c.Columns[i]
		own := format.When(x.Currency != "", x.Currency+" m")
		if x.Verdict.Counted() {
			judged, only = judged+1, i
		}
		switch {
		case !x.Known() && x.Verdict == target.NoForces:
			missing = append(missing, col.Name+" has no armed forces")
		case !x.Known():
			missing = append(missing, "no figure for "+col.Name)
		case x.Verdict == target.NotMember:
			missing = append(missing, format.Join(" ", col.Name, format.Figure(x.Figure), own)+" ("+x.Verdict.Words()+")")
		case x.Extreme > 0:
			most, greatest = append(most, col.Name), format.Figure(x.Figure)
		case x.Extreme < 0:
			least, smallest = append(least, col.Name), format.Figure(x.Figure)
		case len(parts) < 4: // who is neither is named where nobody is ahead
			parts = append(parts, format.Join(" ", col.Name, format.Figure(x.Figure), own))
		}
		if x.Verdict == target.Meets {
			meets++
			if r, ok := c.Row(col.Code); ok && r.Split() {
				short.add(r.Name, r.Money.basisWords())
			}
		}
	}
	if len(most) > 0 {
		top, low := superlatives(&c.Answer)
		if len(most) > 1 {
			top = strings.Replace(top, "spends", "spend", 1)
		}
		parts = []string{format.List(most) + " " + top + " (" + greatest + ")", format.List(least) + " " + low + " (" + smallest + ")"}
	}
	switch {
	case judged == 1 && c.Query.Sums != "": // which nobody judges
		name, stands := c.Columns[only].Name+" ", format.Stands(l.Cells[only].Verdict, l.Level)+format.Later(l.Level)
		for i, said := range parts {
			parts[i] = said + format.Whenf(strings.HasPrefix(said, name), " (%s)", stands)
		}
	case judged > 0:
		all := format.Of(meets, judged) + " " + reach(l.Level, meets, !c.Estimated) + format.Later(l.Level) + notInMoney(short)
		parts = slices.Insert(parts, 0, all)
	}
	return strings.Join(append(parts, missing...), ", ") + c.changes(l)
}

// courses says how each has changed over the years, where a range of them was asked
// for and the allies are few.
func (c *Comparison) changes(l *ComparisonLine) string {
	var parts []string
	for i := range l.Cells {
		if d := l.Cells[i].Since; d.OK {
			parts = append(parts, c.Columns[i].Name+" "+format.Signed(d.Value)+" "+c.Spec().ChangeUnit())
		}
	}
	few := len(parts) > 0 && len(parts) <= 4
	return format.Whenf(c.Query.From != 0 && few, "; %s: %s", format.Since(c.Base, c.Year), strings.Join(parts, ", "))
}

// Words says what a cell is: "Norway 2024: share of GDP 2.16 %, meets 2 %".
func (c *Comparison) Words(line, column int) string {
	if line < 0 || line >= len(c.Lines) || column < 0 || column >= len(c.Columns) {
		return ""
	}
	l, col := &c.Lines[line], &c.Columns[column]
	x := &l.Cells[column]
	out := fmt.Sprintf("%s %d: %s ", col.Name, c.Year, format.Lower(l.Name))
	value, unit, level := format.Figure(x.Figure), cmp.Or(x.Currency, l.Unit)+format.When(l.Amount, " m"), l.Level
	if !x.Known() {
		if x.Verdict == target.NotMember || x.Verdict == target.NoForces {
			value = x.Verdict.Words()
		}
		return out + value
	}
	if l.Signed {
		value, level = format.Signed(x.Printed), c.Level.In(c.Year)
	}
	return out + value + " " + unit + format.When(l.Basis != "", " at "+l.Basis+" prices") +
		format.When(x.Verdict.Counted(), ", "+format.Stands(x.Verdict, level))
}
