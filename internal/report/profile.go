package report

import (
	"fmt"
	"strconv"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/figure"
)

// Show lays out all that an edition says of one or more allies in a year.
func Show(p *analysis.Profile) *Document {
	a := p.Main
	d := head(a)
	d.Title = names(p) + " · " + strconv.Itoa(int(a.Year))
	if len(p.Allies) == 1 {
		x := p.Allies[0]
		d.Title = fmt.Sprintf("%s (%s), ally since %d · %d", x.Name, x.Code, x.Since(), a.Year)
		if r, ok := a.Row(x.Code); ok && a.Judged {
			d.Result = r.Verdict.Words()
			if said := verdictWords(r.Verdict, r.KnifeEdge, a.Level.Value).Said; said != "" {
				d.Result = said
			}
		}
	}
	if a.Estimated {
		d.Title += " (estimate)"
	}
	d.Tables = []Table{measures(p), against(p), years(p)}
	if len(p.Sheets) == 1 {
		d.Tables = append(d.Tables, pledges(p.Sheets[0]), peers(p))
	}
	if p.Vintages != nil {
		t := vintages(p.Vintages)
		t.Title = strconv.Itoa(int(a.Year)) + " as each edition printed it"
		d.Tables = append(d.Tables, t)
	}
	d.Remarks, d.Chart = moneyBasisRemark(p), profileChart(p)
	d.Sentence, d.Citation = p.Sentence, p.Citation
	return d
}

// Compare lays out some allies side by side.
func Compare(p *analysis.Profile) *Document {
	d := head(p.Main)
	d.Title = fmt.Sprintf("%s · %d", names(p), p.Main.Year)
	if p.Main.Estimated {
		d.Title += " (estimate)"
	}
	d.Tables = []Table{sideBySide(p), against(p)}
	d.Sentence, d.Citation = p.Sentence, p.Citation
	d.Remarks = append([]string{"▲ is the greatest of those compared, ▼ the least."}, moneyBasisRemark(p)...)
	d.Chart = profileChart(p)
	return d
}

// moneyBasisRemark names the basis of gaps in money, where there are any. What
// all allies together miss has no place among a few of them.
func moneyBasisRemark(p *analysis.Profile) []string {
	for _, x := range p.Allies {
		if r, ok := p.Main.Row(x.Code); ok && r.Verdict.Counted() && r.GapUSD.OK {
			return []string{"Gaps in money are at " + moneyBasis + "."}
		}
	}
	return nil
}

// names are the allies' names: "Norway", "Norway and Sweden", "Norway, Sweden
// and Finland".
func names(p *analysis.Profile) string {
	list := make([]string, len(p.Allies))
	for i, x := range p.Allies {
		list[i] = x.Name
	}
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}

// against are the allies' rows of the ranking.
func against(p *analysis.Profile) Table {
	a := p.Main
	t := Table{ID: "rows", Title: a.Measure.Spec().Title + ", " + a.Measure.Spec().Unit, Columns: rankColumns(a)}
	for _, x := range p.Allies {
		if r, ok := a.Row(x.Code); ok {
			row := rankRow(a, r)
			row.Marked = false // all are named
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// onSeveral shows a column to people where there is more than one ally.
func onSeveral(p *analysis.Profile) Surface {
	if len(p.Allies) > 1 {
		return Everywhere
	}
	return OnData | OnPlain
}

// measures are a row for each measure and ally.
func measures(p *analysis.Profile) Table {
	a := p.Main
	y, before, base := strconv.Itoa(int(a.Year)), strconv.Itoa(int(a.Year)-1), strconv.Itoa(int(a.Base))
	t := Table{ID: "measures", Columns: []Column{
		{ID: "code", Words: "Code", On: OnData},
		{ID: "name", Head: "Ally", On: onSeveral(p), Lead: true},
		{ID: "measure", Words: "Measure", On: OnData},
		{ID: "title", Head: "measure", Words: "Title", On: Everywhere, Lead: true},
		{ID: "unit", Words: "Unit", On: OnData},
		{ID: "year", Words: "Year", On: OnCSV, Right: true},
		{ID: "value", Head: y, Words: "Value", On: Everywhere, Right: true},
		{ID: "unrounded", Words: "Unrounded", On: OnData, Right: true},
		{ID: "status", Words: "Status", On: OnData},
		{ID: "currency", Head: "", Words: "Currency", On: OnData | OnTables},
		{ID: "rank", Head: "rank", Words: "Rank", On: Everywhere, Right: true},
		{ID: "of", Head: "of", Words: "Allies ranked", On: Everywhere, Right: true, Drop: 1},
		{ID: "change_1y", Head: "vs " + before, Words: "Change on " + before, On: Everywhere, Right: true, Drop: 3},
		{ID: "change_since", Head: "vs " + base, Words: "Change since " + base, On: Everywhere, Right: true, Drop: 2},
		{ID: "change_unit", Words: "Unit of changes", On: OnData},
		{ID: "edition", Words: "Edition", On: OnCSV},
		{ID: "source", Words: "Source", On: OnCSV},
	}}
	for k := range p.Allies {
		for i := range p.Lines {
			t.Rows = append(t.Rows, measureRow(p, &p.Lines[i], k))
		}
	}
	return t
}

// measureRow is one measure of the k-th ally.
func measureRow(p *analysis.Profile, l *analysis.Line, k int) Row {
	x, of := l.Rows[k], p.Allies[k]
	spec, unit := l.Measure.Spec(), changeUnit(l.Measure)
	mark := markOfSheet(p.Sheets[k])
	value := published(x.Figure, mark).as(cell.Strong)
	if x.Figure.Known() {
		value.Said = analysis.Grouped(x.Figure.Printed) + estimateWords(x.Figure)
	} else {
		value = value.as(cell.Unknown).say("no figure")
	}
	rank, ranked := sheetRank(x)
	currency := optional(x.Currency)
	if spec.Comparable {
		currency = missing("") // one unit for all
	}
	return Row{Cells: []Cell{
		word(string(of.Code)), word(of.Name).say(of.Name), word(l.Measure.String()),
		titleCell(spec), word(l.Unit), year(p.Main.Year),
		value, unrounded(x.Figure), optional(x.Figure.Status.String()), currency.as(cell.Faint),
		rank, ranked, change(x.Change, unit, mark, "on "+strconv.Itoa(int(p.Main.Year)-1)),
		change(x.Since, unit, mark, "since "+strconv.Itoa(int(p.Main.Base))), word(unit),
		word(p.Main.Edition.ID), word(p.Citation),
	}}
}

// sheetRank is a place and of how many.
func sheetRank(x *analysis.SheetLine) (rank, of Cell) {
	if x.Rank == 0 {
		return missing(markNone), missing(markNone)
	}
	rank = whole(x.Rank).say(analysis.Ordinal(x.Rank) + " of " + strconv.Itoa(x.Of))
	if x.Tied {
		rank.Shown = "=" + rank.Shown
	}
	return rank, whole(x.Of).as(cell.Faint)
}

// markOfSheet is the mark for what is missing of an ally.
func markOfSheet(s *analysis.Sheet) string {
	switch {
	case !s.Ally.HasForces():
		return markNoForces
	case !s.Member:
		return markNotMember
	default:
		return markNone
	}
}

// estimateWords says in plain that a figure is none of the firm ones.
func estimateWords(f figure.Figure) string {
	if f.Status == figure.Actual {
		return ""
	}
	return " (" + f.Status.String() + ")"
}

// titleCell names a measure, shortened where every row does.
func titleCell(s figure.Spec) Cell {
	full := s.Title + ", " + s.Unit
	short := strings.NewReplacer(
		"Defence expenditure", "Expenditure", "defence expenditure", "expenditure",
		"Gross domestic product", "GDP", "national currency", "own currency", ", maintenance and other", " and other",
	).Replace(full)
	return words(short, s.Title).say(full)
}

// change is a difference with its unit, where rows differ in theirs.
func change(d analysis.Delta, unit, mark, when string) Cell {
	c := difference(d, mark).as(cell.Faint)
	if d.OK {
		c.Shown += " " + unit
		c.Said = c.Shown + " " + when
	}
	return c
}

// years are the series of the measure asked about.
func years(p *analysis.Profile) Table {
	a := p.Main
	on := OnData
	if a.Judged {
		on |= OnTables | OnPlain
	}
	spec := a.Measure.Spec()
	t := Table{ID: "years", Title: spec.Title + ", " + spec.Unit, Columns: []Column{
		{ID: "code", Words: "Code", On: OnData},
		{ID: "name", Head: "Ally", On: onSeveral(p), Lead: true},
		{ID: "year", Head: "year", Words: "Year", On: Everywhere, Right: true, Lead: true},
		{ID: "value", Head: spec.Short, Words: spec.Title, Unit: a.Unit, On: Everywhere, Right: true},
		{ID: "status", Words: "Status", On: OnData},
		{ID: "verdict", Head: "verdict", Words: "Verdict", On: on},
	}}
	for _, x := range p.Allies {
		r, ok := a.Row(x.Code)
		if !ok {
			continue
		}
		for k, f := range r.Series {
			y := year(a.First + figure.Year(k))
			value := published(f, markOf(r)).as(cell.Strong)
			if f.Known() {
				value.Said = analysis.Grouped(f.Printed) + " " + spec.Unit + estimateWords(f)
			} else {
				value = value.as(cell.Unknown).say("no figure")
			}
			t.Rows = append(t.Rows, Row{Cells: []Cell{
				word(string(x.Code)), word(x.Name).say(x.Name), y.say(y.Shown), value,
				optional(f.Status.String()), verdictWords(r.Verdicts[k], r.Verdicts[k].Counted() && p.KnifeEdge(f), a.Level.Value),
			}})
		}
	}
	return t
}

// sideBySide is a row for each measure and a column for each ally.
func sideBySide(p *analysis.Profile) Table {
	t := Table{ID: "measures", Columns: []Column{
		{ID: "measure", Words: "Measure", On: OnData},
		{ID: "title", Head: "measure", Words: "Title", On: Everywhere, Lead: true},
		{ID: "unit", Words: "Unit", On: OnData},
		{ID: "year", Words: "Year", On: OnCSV, Right: true},
	}}
	for _, x := range p.Allies {
		code := string(x.Code)
		t.Columns = append(t.Columns,
			Column{ID: code, Head: code, Words: x.Name, On: Everywhere, Right: true},
			Column{ID: code + "_status", Words: x.Name + ", status", On: OnData},
			Column{ID: code + "_rank", Words: x.Name + ", rank", On: OnData, Right: true},
		)
	}
	t.Columns = append(t.Columns, Column{ID: "edition", Words: "Edition", On: OnCSV}, Column{ID: "source", Words: "Source", On: OnCSV})
	for i := range p.Lines {
		l := &p.Lines[i]
		cells := []Cell{word(l.Measure.String()), titleCell(l.Measure.Spec()), word(l.Unit), year(p.Main.Year)}
		for k, x := range l.Rows {
			rank, _ := sheetRank(x)
			cells = append(cells, extremeCell(p, l, k), optional(x.Figure.Status.String()), rank)
		}
		t.Rows = append(t.Rows, Row{Cells: append(cells, word(p.Main.Edition.ID), word(p.Citation))})
	}
	return t
}

// extremeCell is the k-th ally's figure, marked where it is the greatest or the
// least.
func extremeCell(p *analysis.Profile, l *analysis.Line, k int) Cell {
	x := l.Rows[k]
	c := published(x.Figure, markOfSheet(p.Sheets[k]))
	if !x.Figure.Known() {
		return c
	}
	c.Said = p.Allies[k].Name + " " + analysis.Grouped(x.Figure.Printed) + estimateWords(x.Figure)
	switch l.Extreme(x) {
	case 1:
		c.Shown, c.Role = "▲ "+c.Shown, cell.Strong
	case -1:
		c.Shown, c.Role = "▼ "+c.Shown, cell.Faint
	}
	return c
}
