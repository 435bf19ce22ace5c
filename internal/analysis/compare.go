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

// ErrAllies is wrapped by the error of NamedFor if the query names no ally or too many.
var ErrAllies = errors.New("name one to eight allies")

// NamedFor returns the query for its named allies only: those it pins or, if it pins none, those
// its group and filter leave. In the result Pins names them, and no others are left out.
func NamedFor(ds *dataset.Dataset, q query.Query) (query.Query, error) {
	n := q.Pins.Len() + q.Sums.Len()
	if n == 0 && (q.Group != "" || q.Filter != "") {
		some, err := RankingFor(ds, q)
		if err != nil {
			return q, err
		}
		n = some.Len()
		for _, c := range some.codes(some.order[:min(n, query.MaxPins)]) { // avoids a list of thousands
			q.Pins = q.Pins.With(c)
		}
	}
	if n == 0 || n > query.MaxPins {
		return q, fmt.Errorf("%w: %d were named", ErrAllies, n)
	}
	q.Group = ""
	return q.Whole(), nil
}

// ComparisonLine is one line of a comparison: a measure, a distance or a change.
type ComparisonLine struct {
	Name, Unit string           // "Equipment", "% of it"
	Basis      string           // the prices of an amount: "current" or, for constant prices, their year
	Measure    figure.Measure   // the measure of the line, or the one it is computed from
	Main       bool             // the line is the query's measure
	Signed     bool             // the values are distances or changes, displayed with their sign
	Amount     bool             // the values are millions, which may be displayed as billions
	Level      target.Level     // what the figures are judged by; its value is zero if they are not judged
	Cells      []ComparisonCell // one for each column
}

// ComparisonCell is the value of one ally on a line.
type ComparisonCell struct {
	// SheetLine is the ally's measure in the year. On a Signed line its figure is an exact
	// difference of printed figures, a percentage rounded once to one decimal, or millions
	// rounded once. The verdict is on the line's level; on a line without one it only says
	// NotMember, NoForces or NoData. A gap in money on the other side of the level than the
	// printed figure has the verdict of its own side.
	SheetLine
	Broken bool // the value is a change that crosses a break in the series
	// Extreme is +1 for the greatest of the allies compared and −1 for the least, on lines
	// where being greatest means being ahead; else 0, as for sums.
	Extreme int
}

// Comparison shows allies side by side in one edition and one year. Callers must not modify it.
type Comparison struct {
	// Answer is the ranking of the compared allies, with the comparison's sentence and citation.
	Answer
	Columns []Series         // the allies and NATO's totals, with the figures of the query's measure
	Lines   []ComparisonLine // the query's measure and what is derived from it, then the others
	// Chosen reports whether the reader named the columns. If fewer than two were named, they
	// include the focused ally, neighbours in the ranking, and Europe and Canada.
	Chosen bool

	chosen int // the number of columns that the reader named or, if those are fewer than two, focused
}

// neighboursShown is how many neighbours by rank are shown next to a single ally.
const neighboursShown = 3

// nearInRank returns the allies ranked nearest to c, nearest first and the higher before the
// lower at equal distance. If c has no place, it returns geographic neighbours.
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

// CompareFor compares the allies named in a ranking's query: those pinned, or those its group
// and filter leave. If fewer than two are named, it compares that ally and the focused one with
// the neighbours by rank of the first and NATO's total for Europe and Canada.
func CompareFor(ds *dataset.Dataset, a *Answer, focus ally.Code) (*Comparison, error) {
	q := a.Query
	if n := q.Pins.Len() + q.Sums.Len(); q.Group != "" && n > 0 && n < query.MaxPins { // the group becomes one more column
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
	if !c.Chosen && q.Pins.Index(focus) < 0 { // so that the query alone gives the same comparison
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

// comparedMeasures is a constant table of the measures that come first, the most asked-for first.
var comparedMeasures = [...]figure.Measure{
	figure.ShareGDP, figure.EquipmentPct, figure.USDCurrent, figure.NatCurrent, figure.DefPerCapita, figure.RealChange,
	figure.Personnel, figure.PersonnelPct, figure.InfrastructurePct, figure.OtherPct, figure.GDPPerCapita,
}

// comparedLines returns the lines of all measures that the edition holds for the year.
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
			l.Amount, l.Unit = false, l.Unit+" bn" // the table itself is in billions
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

// current is the Basis of amounts at each year's own prices and exchange rates.
const current = "current"

// lineVerdict judges a figure by the level of a line. The verdict is NoData for a sum, and for
// a member with forces if the line has no level.
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

// derivedLines computes the lines derived from the query's measure: the distance to the level in
// points and in money, and the changes. Which lines there are does not depend on the year, except
// that the money is left out if no ally's is known.
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
		side := verdict // of the gap in money, which may lie on the other side of the level
		if judged && x.Known() {
			gap = Delta{Value: target.Gap(x.Figure, w.Query.Level), OK: true}
			if m := w.gap(col.Code, w.Year, x.Figure, w.Query.Level); m.GapUSD.OK && col.Ally != nil {
				money, priced = Delta{Value: figure.Round(m.GapUSD.Value, 0), OK: true}, true
				if x.Verdict.Counted() && m.Split() {
					side = m.Side()
				}
			}
		}
		if w.Year == w.Base { // here the base year gets a change, of zero
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

// markExtremes sets Extreme for members with forces: for all that share the greatest or least
// figure, and for none if all figures are equal.
func (l *ComparisonLine) markExtremes(c *Comparison) {
	var eligible []*ComparisonCell
	for i := range l.Cells {
		x := &l.Cells[i]
		if c.Columns[i].Ally != nil && x.Known() && x.Verdict != target.NotMember && x.Verdict != target.NoForces {
			eligible = append(eligible, x)
		}
	}
	slices.SortFunc(eligible, func(a, b *ComparisonCell) int { return a.Printed.Cmp(b.Printed) })
	for _, x := range eligible {
		switch least, most := eligible[0].Printed, eligible[len(eligible)-1].Printed; {
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
	names := format.EachOf(c.Columns, func(col *Series) string { return col.Name })
	if len(names) > c.chosen && c.Columns[c.chosen].Ally != nil {
		names = append(names[:c.chosen], format.When(c.chosen == 1, "its ")+"neighbours by rank")
	}
	out := format.List(names)
	if n := len(c.Columns); c.Chosen && n > 4 {
		out = fmt.Sprintf("%d allies", n)
	}
	out += ", " + format.Year(c.Year, c.Estimated)
	if len(c.Lines) > 0 && c.Lines[0].Main {
		out += format.When(c.Measure != figure.ShareGDP, ", "+format.Lower(c.Spec().Name())) + ": " + c.standings(&c.Lines[0])
	}
	return out + "."
}

func (c *Comparison) standings(l *ComparisonLine) string {
	var parts, missing, most, least []string
	var short noteGroups
	meets, judged, last := 0, 0, 0 // last is the index of the last cell that is judged
	greatest, smallest := "", ""
	for i := range l.Cells {
		x, col := &l.Cells[i], &c.Columns[i]
		own := format.When(x.Currency != "", x.Currency+" m")
		if x.Verdict.Counted() {
			judged, last = judged+1, i
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
		case len(parts) < 4: // used only if no ally is ahead
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
	case judged == 1 && c.Query.Sums != "": // one ally next to sums, which are not judged
		name, stands := c.Columns[last].Name+" ", format.Stands(l.Cells[last].Verdict, l.Level)+format.Later(l.Level)
		for i, part := range parts {
			parts[i] = part + format.Whenf(strings.HasPrefix(part, name), " (%s)", stands)
		}
	case judged > 0:
		all := format.Of(meets, judged) + " " + reach(l.Level, meets, !c.Estimated) + format.Later(l.Level) + notInMoney(short)
		parts = slices.Insert(parts, 0, all)
	}
	return strings.Join(append(parts, missing...), ", ") + c.changes(l)
}

// changes states how each column changed since the base year, if the query asks for a range of
// years and there are at most four columns.
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

// Words describes a cell: "Norway 2024: share of GDP 2.16 %, meets 2 %"; "" outside the table.
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
