package report

import (
	"fmt"
	"strconv"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// Rank lays out the ranking of an answer.
func Rank(a *analysis.Answer) *Document {
	d := head(a)
	rows := Table{ID: "rows", Columns: rankColumns(a), Rules: rules(a)}
	for i := range a.Rows {
		rows.Rows = append(rows.Rows, rankRow(a, &a.Rows[i]))
	}
	d.Tables = []Table{rows, totals(a)}
	d.Remarks = moneyRemark(a)
	d.Chart = rankChart(a)
	return d
}

// head lays out what all documents made of an answer begin and end with.
func head(a *analysis.Answer) *Document {
	spec := a.Measure.Spec()
	d := &Document{
		Title:   fmt.Sprintf("%s, %s · %d", spec.Title, spec.Unit, a.Year),
		Edition: a.Edition.Name(),
		Fields:  headFields(a), Sentence: a.Sentence, Notes: a.Notes, Citation: a.Citation,
	}
	if a.Estimated {
		d.Title += " (estimate)"
	}
	switch {
	case !a.Judged:
	case !a.Level.Measurable:
		d.Level, d.Result = levelWords(a.Level), "not measurable"
	default:
		d.Level = levelWords(a.Level)
		d.Result = fmt.Sprintf("%d of %d meet", a.Count.Meets, a.Count.WithForces)
	}
	return d
}

// percent is a level as readers write it: "3.5 %".
func percent(level figure.Decimal) string { return level.String() + " %" }

// levelWords says what figures are judged by.
func levelWords(l analysis.Level) string {
	if l.Pledge == nil {
		return "Target: " + percent(l.Value) + ", a level of your own"
	}
	s := "Target: " + l.Pledge.Label + ", agreed " + strconv.Itoa(l.Pledge.AgreedIn())
	if l.Pledge.Deadline != 0 {
		s += ", by " + strconv.Itoa(l.Pledge.Deadline)
	}
	return s
}

// headFields are the head of every JSON document made of an answer.
func headFields(a *analysis.Answer) []Field {
	c := a.Count
	t := Field{ID: "target", Object: true}
	if a.Judged {
		t.Fields = targetFields(a.Level)
	}
	return []Field{
		{ID: "query", Cell: word(a.Query.String())},
		{ID: "edition", Cell: word(a.Edition.ID)},
		{ID: "published", Cell: optional(a.Edition.Published)},
		{ID: "measure", Cell: word(a.Measure.String())},
		{ID: "unit", Cell: word(a.Unit)},
		{ID: "year", Cell: year(a.Year)},
		{ID: "estimate", Cell: flag(a.Estimated)},
		{ID: "base_year", Cell: year(a.Base)},
		{ID: "members", Cell: word(a.Query.Members.String())},
		t,
		{ID: "count", Object: true, Fields: []Field{
			{ID: "meets", Cell: judgedCount(a, c.Meets)}, {ID: "below", Cell: judgedCount(a, c.Below)},
			{ID: "knife_edge", Cell: judgedCount(a, c.KnifeEdge)}, {ID: "no_data", Cell: judgedCount(a, c.NoData)},
			{ID: "with_forces", Cell: whole(c.WithForces)}, {ID: "members", Cell: whole(c.Members)},
		}},
		shortfallField(a),
	}
}

// judged tells whether figures are judged in an answer.
func judged(a *analysis.Answer) bool { return a.Judged && a.Unjudged == "" }

// judgedCount is a count of verdicts: missing, not 0, where nothing is judged.
func judgedCount(a *analysis.Answer, n int) Cell {
	if !judged(a) {
		return missing(markUnmeasured)
	}
	return whole(n)
}

// targetFields say what figures are judged by.
func targetFields(l analysis.Level) []Field {
	id := target.OwnID
	if l.Pledge != nil {
		id = l.Pledge.ID
	}
	return []Field{
		{ID: "id", Cell: word(id)}, {ID: "level", Cell: number(l.Value)},
		{ID: "measurable", Cell: flag(l.Measurable)},
	}
}

func shortfallField(a *analysis.Answer) Field {
	f := Field{ID: "shortfall", Object: true}
	if judged(a) {
		s := a.Shortfall
		f.Fields = []Field{
			{ID: "usd_m", Cell: rounded(s.USD, moneyPlaces, markNone)},
			{ID: "allies", Cell: whole(s.Allies)}, {ID: "unpriced", Cell: whole(s.Unpriced)},
		}
	}
	return f
}

// moneyPlaces are the decimals of amounts in millions that are computed.
const moneyPlaces = 0

// moneyBasis is what computed amounts are in: it is always named beside them.
const moneyBasis = "current prices and exchange rates"

// moneyRemark names the basis of the gaps in money, and says how much is missing
// to the level.
func moneyRemark(a *analysis.Answer) []string {
	held := false
	for i := range a.Rows {
		held = held || (a.Rows[i].Verdict.Counted() && a.Rows[i].GapUSD.OK)
	}
	if !judged(a) || !held {
		return nil
	}
	s, text := a.Shortfall, "Gaps in money are at "+moneyBasis+"."
	if s.USD.OK {
		text += fmt.Sprintf(" Missing to %s: US$ %s m, %s", percent(a.Level.Value),
			analysis.Grouped(figure.Round(s.USD.Value, moneyPlaces)), counted(s.Allies, "ally", "allies"))
		if s.Unpriced > 0 {
			text += fmt.Sprintf(" (%d of them without a money figure)", s.Unpriced)
		}
		text += "."
	}
	return []string{text}
}

// counted is "1 ally", "2 allies".
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// changeUnit is what changes of a measure are in.
func changeUnit(m figure.Measure) string {
	switch m.Spec().Kind {
	case figure.Percent, figure.Change:
		return "pp"
	default:
		return "%"
	}
}

// underValue is the unit under a year's figures; the title has it in full.
func underValue(s figure.Spec) string {
	if s.Kind == figure.Percent {
		return "%"
	}
	return s.Short
}

// The identifiers of the ranking's columns are the stable contract of
// docs/json.md.
func rankColumns(a *analysis.Answer) []Column {
	spec, unit := a.Measure.Spec(), changeUnit(a.Measure)
	level, y, base := "level", strconv.Itoa(int(a.Year)), strconv.Itoa(int(a.Base))
	if a.Judged {
		level = percent(a.Level.Value)
	}
	before := strconv.Itoa(int(a.Year) - 1)
	onTables := Surface(0)
	if a.Judged {
		onTables = OnTables | OnPlain
	}
	currency := OnData
	if !spec.Comparable {
		currency |= OnTables
	}
	return []Column{
		{ID: "code", Words: "Code", On: OnData},
		{ID: "rank", Head: "#", Words: "Rank", On: Everywhere, Right: true, Lead: true, Spare: true},
		{ID: "name", Head: "Ally", On: Everywhere, Lead: true},
		{ID: "year", Words: "Year", On: OnCSV, Right: true},
		{ID: "value", Head: y, Under: underValue(spec), Words: spec.Title, Unit: a.Unit, On: Everywhere, Right: true},
		{ID: "unrounded", Words: "Unrounded", Unit: a.Unit, On: OnData, Right: true},
		{ID: "status", Words: "Status", On: OnData},
		{ID: "level", Words: "Level", Unit: "%", On: OnCSV, Right: true},
		{ID: "verdict", Head: "verdict", Words: "Verdict", On: OnData | onTables},
		{ID: "knife_edge", Words: "Knife-edge", On: OnData},
		{ID: "gap_pp", Head: "to " + level, Under: "pp", Words: "Gap to " + level, Unit: "pp", On: OnData | onTables, Right: true, Drop: 1},
		{ID: "gap_usd_m", Head: "gap", Under: "US$ m", Words: "Gap to " + level, Unit: "US$ m, " + moneyBasis, On: OnData | onTables, Right: true, Spare: true, Drop: 4},
		{ID: "gap_national_m", Words: "Gap to " + level, Unit: "national currency m, current prices", On: OnData, Right: true},
		{ID: "currency", Head: "currency", Words: "Currency", On: currency},
		{ID: "change_1y", Head: "vs " + before, Under: unit, Words: "Change on " + before, Unit: unit, On: OnData | OnTables, Right: true, Spare: true, Drop: 3},
		{ID: "change_since", Head: "vs " + base, Under: unit, Words: "Change since " + base, Unit: unit, On: Everywhere, Right: true, Spare: true, Drop: 2},
		{ID: "reason", Words: "Reason there is no verdict", On: OnData | OnPlain},
		{ID: "edition", Words: "Edition", On: OnCSV},
		{ID: "source", Words: "Source", On: OnCSV},
	}
}

// rankRow lays out an ally's row; its cells stand in the order of rankColumns.
func rankRow(a *analysis.Answer, r *analysis.Row) Row {
	base, unit := strconv.Itoa(int(a.Base)), changeUnit(a.Measure)
	mark := markOf(r)
	currency := optional(r.Currency)
	since := difference(r.Since, mark).as(cell.Faint)
	if r.Since.OK {
		since = since.say(since.Shown + " " + unit + " since " + base)
	}
	level := missing(markUnmeasured)
	if a.Judged {
		level = number(a.Level.Value)
	}
	gap, usd, national := gaps(r)
	return Row{Marked: r.Pin >= 0, Cells: []Cell{
		word(string(r.Ally.Code)),
		rankCell(r),
		word(r.Ally.Name).say(r.Ally.Name),
		year(a.Year),
		valueCell(a, r, mark),
		unrounded(r.Figure),
		optional(r.Figure.Status.String()),
		level,
		verdictWords(r.Verdict, r.KnifeEdge, a.Level.Value),
		knifeCell(r),
		gap, usd, national, currency,
		difference(r.Change, mark).as(cell.Faint),
		since,
		reasonCell(a, r),
		word(a.Edition.ID),
		word(a.Citation),
	}}
}

// markOf is the mark for what is missing in an ally's row.
func markOf(r *analysis.Row) string {
	switch {
	case !r.Ally.HasForces():
		return markNoForces
	case r.Verdict == target.NotMember && !r.Figure.Known():
		return markNotMember
	default:
		return markNone
	}
}

func rankCell(r *analysis.Row) Cell {
	switch {
	case r.Rank == 0:
		return missing("")
	case r.Tied:
		c := whole(r.Rank).say(strconv.Itoa(r.Rank) + " (joint)")
		c.Shown = "=" + c.Shown
		return c
	default:
		return whole(r.Rank).say(strconv.Itoa(r.Rank))
	}
}

func valueCell(a *analysis.Answer, r *analysis.Row, mark string) Cell {
	c := published(r.Figure, mark)
	if !r.Figure.Known() {
		return c
	}
	c.Said = analysis.Grouped(r.Figure.Printed) + " " + a.Measure.Spec().Unit
	if !a.Measure.Spec().Comparable {
		c.Said = r.Currency + " " + analysis.Grouped(r.Figure.Printed) + " m"
	}
	c.Said += estimateWords(r.Figure)
	return c.as(cell.Strong)
}

// verdictWords tells a verdict by glyph and word.
func verdictWords(v target.Verdict, edge bool, level figure.Decimal) Cell {
	c := Cell{Kind: Word, Shown: glyphOf(v, edge) + " " + shortWords(v), Data: v.String(), Role: roleOf(v, edge)}
	if v.Counted() {
		c.Said = v.Words() + " " + percent(level)
		if edge {
			c.Said += " (on the knife's edge)"
		}
	}
	return c
}

// shortWords is a verdict where every cell counts; what is not a verdict on a
// figure is said in full by the reason.
func shortWords(v target.Verdict) string {
	switch v {
	case target.NotMember:
		return "not a member"
	case target.NoForces:
		return "no forces"
	default:
		return v.Words()
	}
}

func glyphOf(v target.Verdict, edge bool) string {
	switch {
	case edge:
		return "≈"
	case v == target.Meets:
		return "●"
	case v == target.Below:
		return "○"
	case v == target.NotMember:
		return markNotMember
	case v == target.NoForces:
		return markNoForces
	case v == target.NotMeasurable:
		return markUnmeasured
	default:
		return " "
	}
}

func roleOf(v target.Verdict, edge bool) cell.Role {
	switch {
	case edge:
		return cell.Edge
	case v == target.Meets:
		return cell.Meets
	case v == target.Below:
		return cell.Below
	default:
		return cell.Unknown
	}
}

// knifeCell is missing where there is no verdict to be on the edge of.
func knifeCell(r *analysis.Row) Cell {
	if !r.Verdict.Counted() {
		return missing(markUnmeasured)
	}
	return flag(r.KnifeEdge)
}

// gaps are the distances to the level in pp and money. A gap is a verdict in
// other words, so there is none where there is no verdict.
func gaps(r *analysis.Row) (gap, usd, national Cell) {
	if !r.Verdict.Counted() {
		m := missing(strings.TrimSpace(glyphOf(r.Verdict, false)))
		if m.Shown == "" {
			m.Shown = markNone
		}
		return m, m, m
	}
	gap = difference(r.Gap, markNone).as(roleOf(r.Verdict, r.KnifeEdge))
	gap.Said = gap.Shown + " pp"
	return gap, money(r.GapUSD), money(r.GapNational)
}

func money(a analysis.Amount) Cell {
	if !a.OK {
		return missing(markNone)
	}
	return signed(figure.Round(a.Value, moneyPlaces)).as(cell.Faint)
}

// reasonCell says why a row has no verdict.
func reasonCell(a *analysis.Answer, r *analysis.Row) Cell {
	s := ""
	switch r.Verdict {
	case target.NotMember:
		s = fmt.Sprintf("not a member on 31 December %d, joined on %s", a.Year, r.Ally.Accession)
	case target.NoForces:
		s = "no armed forces"
	case target.NoData:
		s = "no figure in " + a.Edition.Name()
	case target.NotMeasurable:
		s = a.Unjudged
	}
	if s == "" {
		return missing("")
	}
	c := word(s)
	if r.Verdict != target.NotMeasurable || a.Judged {
		c.Said = s
	}
	return c
}

// rules finds where the levels cut through the ranking: the one asked about
// always, others within sight where they part one row from another.
func rules(a *analysis.Answer) []Rule {
	by := a.Query.Sort
	if !judged(a) || !a.Measure.Spec().Comparable || (by != query.ByValue && by != query.ByGap) {
		return nil
	}
	ranked := 0
	for ranked < len(a.Rows) && a.Rows[ranked].Rank > 0 {
		ranked++
	}
	var out []Rule
	for _, l := range a.Levels {
		at := 0
		for at < ranked && (a.Rows[at].Figure.Printed.Cmp(l.Value) >= 0) != a.Query.Reverse {
			at++
		}
		if l.Asked || (l.Measurable && at > 0 && at < ranked) {
			out = append(out, Rule{At: at, Text: percent(l.Value), Asked: l.Asked})
		}
	}
	if !a.Query.Reverse { // levels ascend, and the ranking descends
		for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
			out[i], out[j] = out[j], out[i]
		}
	}
	return out
}
