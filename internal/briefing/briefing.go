// Package briefing lays out a briefing of one to three pages on an ally, on several allies or on
// the alliance. Every sentence has a figure, and what is unknown is left out.
//
// It computes no numbers and does not know formats or files: package report writes the document.
package briefing

import (
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/query"
	"allyscope/internal/table"
	"allyscope/internal/target"
)

const shareUnit = "% of GDP" // the only measure of briefings

// Of lays out a briefing.
func Of(b *analysis.Brief) *document.Document {
	a := b.Answer
	d := document.Of(a)
	subject, name := "alliance", "The alliance"
	sections := severalSections
	switch r := b.Row; {
	case r != nil:
		subject, name = string(r.Ally.Code), r.Ally.Name
		sections = allySections
		d.Result = format.Join(", ", format.Each(b.Sight(), func(l analysis.Level) string { // "meets 2 %, below 3.5 %"
			v, edge := r.Against(l)
			return format.When(v.Counted(), table.Verdict(v, edge, l.In(a.Year)).Said)
		})...)
	case b.Group != nil:
		subject, name, d.Result = "", b.Group.Title, counts(b)
		t := &a.Totals[len(a.Totals)-1]
		together := fmt.Sprintf("%s: %s %s together", t.Name, format.Figure(t.Figure), shareUnit)
		d.Sentence = format.Whenf(t.Known(), "%s. ", format.Join(", ", together, a.Changed(t.Reading))) + a.Sentence
	default:
		d.Result = counts(b)
	}
	d.Title = name + ": defence expenditure and pledges, " + when(a)
	field := document.Field{ID: "sections", List: true}
	notes := format.Each(d.Notes, func(n string) string { return format.Capital(n) + "." })
	for _, s := range append(sections(b), document.Section{Title: "Notes", Lines: notes}, sources(b, d.Citation, subject)) {
		filled := slices.ContainsFunc(s.Tables, func(t table.Table) bool { return len(t.Rows) > 0 })
		if len(s.Lines) == 0 && s.Chart == nil && !filled {
			continue
		}
		d.Sections = append(d.Sections, s)
		field.Fields = append(field.Fields, document.Field{Object: true, Fields: []document.Field{
			{ID: "title", Cell: table.Word(s.Title)}, document.Words("lines", s.Lines),
		}})
	}
	d.Fields = append(d.Fields, field)
	return d
}

// counts returns the count by each level within sight: "4 of 4 meet 2 %, 0 of 4 meet 3.5 %".
func counts(b *analysis.Brief) string {
	all := append(slices.Clone(b.Others), b.Answer)
	slices.SortFunc(all, func(x, y *analysis.Answer) int { return x.Level.Value.Cmp(y.Level.Value) })
	return format.Join(", ", format.Each(all, func(x *analysis.Answer) string {
		return format.When(x.Verdicts() && (x == b.Answer || x.Level.From <= int(x.Year)), x.Count.Meeting(x.Level))
	})...)
}

// sources names the sources of a briefing, and the command that makes it again.
func sources(b *analysis.Brief, citation, subject string) document.Section {
	path := ""
	if p := b.Path; p != nil && (b.Row == nil || b.PathRow != nil && !b.PathRow.Met()) {
		path = "Path: " + p.Growth()
	}
	again := b.Answer.Query
	again.Pins = ""
	return document.Section{Title: "Sources", Lines: format.Said(citation,
		format.Whenf(len(b.Disputes) > 0, "Where editions disagree: the same table of %d editions, each as published; they are never joined.",
			b.Editions),
		path, "Made by: allyscope "+format.Join(" ", "brief", subject, again.String()))}
}

func when(a *analysis.Answer) string { return format.Year(a.Year, a.Estimated) }

func allySections(b *analysis.Brief) []document.Section {
	return []document.Section{
		keyFigures(b), years(b), gap(b), pledge(b), peers(b),
		{Title: "Where editions disagree", Lines: b.Disputes}, claims(b, "Statements about it, computed"),
	}
}

func severalSections(b *analysis.Brief) []document.Section {
	a := b.Answer
	sums := document.Totals(a)
	sums.Title = ""
	groupsOf, title := document.Section{}, "Statements about them, computed"
	if b.Group == nil {
		groupsOf, title = document.Section{Title: "Groups of allies", Tables: []table.Table{groups(b)}}, "Public statements, computed"
	}
	key := document.Section{Title: "Key figures", Tables: []table.Table{sums}}
	if len(a.Rows()) > query.MaxPins { // the chart of the years shows each of fewer allies
		key.Chart = plot.RankingPicture(a)
	}
	return []document.Section{
		key, eachAlly(b), years(b), countsAcross(b), shortfall(b), paths(b), groupsOf,
		{Title: "Where editions disagree on the count", Lines: b.Disputes}, claims(b, title),
	}
}

func keyFigures(b *analysis.Brief) document.Section {
	s := document.Section{Title: "Key figures"}
	rows := format.Each([]figure.Measure{
		figure.ShareGDP, figure.USDCurrent, figure.USDConstant, figure.NatCurrent,
		figure.EquipmentPct, figure.PersonnelPct, figure.Personnel, figure.DefPerCapita,
	}, b.Profile.Sheets[0].Line)
	rows = slices.DeleteFunc(rows, func(l *analysis.SheetLine) bool { return !l.Known() })
	s.Tables = []table.Table{document.Measures(&b.Answer.Header, rows)}
	if c := b.Answer.Count; !b.Row.Ally.HasForces() {
		s.Lines = []string{fmt.Sprintf("%s has no armed forces: it is listed, but not among the %d of %d members counted for pledges.",
			b.Row.Ally.Name, c.WithForces, c.Members)}
	}
	return s
}

// eachAlly is the section on each ally's verdicts.
func eachAlly(b *analysis.Brief) document.Section {
	a := b.Answer
	type row = *analysis.Row
	columns := slices.Concat(
		table.Numbers("rank", "#", "", func(r row) table.Cell { return table.Place(r.Rank, r.Tied) }).Leading().UnlessEmpty(),
		table.Names("ally", func(r row) string { return r.Ally.Name }),
		table.Numbers("value", when(a), "", func(r row) table.Cell {
			c := document.Value(&a.Header, r.Figure, document.MarkOf(r), r.Currency)
			if !r.Figure.Known() { // say why: plain text would drop the row
				return c.Say(r.Verdict.Words())
			}
			return c
		}).InUnit(shareUnit, shareUnit),
	)
	for _, l := range b.Sight() {
		id := "verdict_" + strings.ReplaceAll(l.Value.String(), ".", "_")
		columns = slices.Concat(columns, table.Texts(id, format.Percent(l.Value), "", func(r row) table.Cell {
			v, edge := r.Against(l)
			return table.Verdict(v, edge, l.In(a.Year))
		}))
	}
	if p := b.Balance; p != nil {
		of := func(r row) analysis.Reading {
			x, _ := p.Point(r.Ally.Code)
			return x.Equipment
		}
		level := p.EquipmentLevel.In(a.Year)
		columns = slices.Concat(columns, table.Numbers("equipment", "equipment", "", func(r row) table.Cell {
			return table.FigureIn(of(r).Figure, document.MarkOf(r), "% on equipment")
		}).InUnit("%", "%").GivesWay(1), table.Texts("verdict_equipment", format.Percent(level.Value), "", func(r row) table.Cell {
			return table.Verdict(of(r).Verdict, of(r).Edge, level)
		}).GivesWay(2))
	}
	columns = slices.Concat(columns, table.Numbers("change_since", fmt.Sprintf("vs %d", a.Base), "", func(r row) table.Cell {
		return document.Changed(&a.Header, r.Reading.Since, a.Base, document.MarkOf(r), r.Breaks)
	}).InUnit("pp", "pp").UnlessEmpty().GivesWay(3))
	return document.Section{Title: "Each ally against each pledge", Tables: []table.Table{table.Of("allies", "", columns, a.Rows())}}
}

// years is the section on all years: of one ally with Europe and Canada, or of each of several.
func years(b *analysis.Brief) document.Section {
	a, r := b.Answer, b.Row
	var rows []line
	var chart *document.Picture
	switch {
	case r == nil:
		for i := range b.Trend.Series {
			x := &b.Trend.Series[i]
			rows = append(rows, lineOf(table.Name(x.Name), &x.Series))
		}
		chart = plot.TrendPicture(b.Trend)
	case len(b.Course) == 0:
		return document.Section{}
	default:
		rows = append(rows, lineOf(table.Name(r.Name), &r.Series))
		if t := a.Total(ally.EuropeCan); t != nil && r.Code != "USA" {
			rows = append(rows, lineOf(table.Word("Europe and Canada").Say(t.Name), &t.Series))
		}
		if chart = plot.CoursePicture(a, []*analysis.Row{r}); b.PathRow != nil {
			chart = plot.PathPicture(b.Path, b.PathRow, a.Sentence, a.Levels...)
		}
	}
	tables := []table.Table{across("series", shareUnit, a, rows)}
	return document.Section{Title: format.Years(a.First, a.Last), Chart: chart, Lines: b.Course, Tables: tables}
}

// countsAcross is the section on how many allies were at each level within sight, year by year.
func countsAcross(b *analysis.Brief) document.Section {
	a := b.Answer
	if !a.Verdicts() {
		return document.Section{}
	}
	var rows []line
	for _, at := range append([]*analysis.Answer{a}, b.Others...) {
		level := format.Percent(at.Level.Value)
		rows = append(rows, line{name: table.Word("at " + level).Say("At " + level), cell: func(k int) table.Cell {
			return table.Whole(at.Counts[k].Meets).As(cell.Strong)
		}})
	}
	rows = append(rows, line{name: table.Word("with forces").Say("Allies with forces"), cell: func(k int) table.Cell {
		return table.Whole(a.Counts[k].WithForces).As(cell.Faint)
	}})
	title := "Allies at " + format.Percent(a.Level.Value) + ", year by year"
	return document.Section{Title: title, Tables: []table.Table{across("counts", "allies", a, rows)}}
}

// line is a row of across.
type line struct {
	name table.Cell
	unit string // after the value in plain text
	cell func(k int) table.Cell
}

// lineOf is the line of a series; an ally's figures have the colours of its verdicts.
func lineOf(name table.Cell, s *analysis.Series) line {
	return line{name, " %", func(k int) table.Cell {
		r := s.Readings[k]
		c := table.Figure(r.Figure, format.Missing(r.Verdict))
		if s.Ally == nil {
			return c.As(cell.Faint)
		}
		return c.As(format.Role(r.Verdict, false))
	}}
}

// across is a table with a column for each year, of which the oldest give way first.
func across(id, head string, a *analysis.Answer, rows []line) table.Table {
	columns := table.Texts("name", head, "", func(l line) table.Cell { return l.name }).Leading()
	for k, count := range a.Counts {
		shown := format.Year(count.Year, count.Estimated)
		columns = slices.Concat(columns, table.Numbers(format.Year(count.Year, false), shown, "", func(l line) table.Cell {
			return l.cell(k).Saying(shown + " %s" + l.unit)
		}).GivesWay(len(a.Counts)-k))
	}
	return table.Of(id, "", columns, rows)
}

func gap(b *analysis.Brief) document.Section {
	a, r := b.Answer, b.Row
	if !r.Verdict.Counted() || !r.Gap.OK {
		return document.Section{}
	}
	level, of := format.Percent(a.Level.Value), a.Level.In(a.Year)
	line := fmt.Sprintf("%s has %s %%, %s", r.Ally.Name, format.Figure(r.Figure), format.Standing(r.Verdict, r.Edge, r.Gap.Value, of))
	switch {
	case r.Split():
		amount, how := r.Other(a.Level.Value)
		line += ", by the figure that is judged; in money it is " + amount + " " + how
	case r.GapUSD.OK:
		line += ": " + format.Money("US$", r.GapUSD.Value) + " a year"
		if r.GapNational.OK && r.Currency != "" && r.Currency != "USD" {
			line += ", or " + format.Money(r.Currency, r.GapNational.Value)
		}
	}
	s := document.Section{Title: "The gap to " + level, Lines: []string{line + "."}}
	if b.Part.OK {
		all, allies := format.Money("US$", a.Shortfall.USD.Value), format.Counted(a.Shortfall.Allies, "ally", "allies")
		s.Lines = append(s.Lines, fmt.Sprintf("That is %s %% of the %s that %s %s %s lack together.",
			figure.Round(b.Part.Value, 1), all, allies, format.Below(of), level))
	}
	s.Lines = append(s.Lines, document.GapsBasis(a, []*analysis.Row{r})...)
	return s
}

func shortfall(b *analysis.Brief) document.Section {
	a := b.Answer
	if !a.Verdicts() || a.Count.Below == 0 || !a.Shortfall.USD.OK {
		return document.Section{}
	}
	level, below := format.Percent(a.Level.Value), format.Below(a.Level.In(a.Year))
	of, usd := a.Count.WithForces, format.Money("US$", a.Shortfall.USD.Value)
	all := fmt.Sprintf("%d of %d allies with forces are %s %s and lack %s a year together, at %s; what others spend above it does not offset it.",
		a.Count.Below, of, below, level, usd, document.MoneyBasis)
	if a.Count.Below == 1 {
		all = fmt.Sprintf("1 of %s with forces is %s %s and lacks %s a year, at %s.",
			format.Counted(of, "ally", "allies"), below, level, usd, document.MoneyBasis)
	}
	beside := format.Each(a.Shortfall.Beside, func(r *analysis.Row) string {
		return fmt.Sprintf("%s %s: that is not included.", r.Name, r.SplitWords(a.Level.In(a.Year)))
	})
	type row = *analysis.Row
	gaps := table.Of("gaps", "", slices.Concat(
		table.Names("largest gaps in money", func(r row) string { return r.Ally.Name }),
		table.Numbers("value", when(a), "", func(r row) table.Cell {
			return document.Value(&a.Header, r.Figure, format.NotPublished, r.Currency)
		}).InUnit(shareUnit, shareUnit),
		table.Numbers("gap_pp", "to "+level, "", document.Gap).InUnit("pp", "pp"),
		table.Numbers("gap_usd_m", "gap", "", func(r row) table.Cell { return document.GapMoney(r, r.GapUSD).Telling("US$ %s m") }).
			InUnit("US$ m", "US$ m"),
	), b.Gaps)
	lines := slices.Concat([]string{all}, beside, document.GapsBasis(a, b.Gaps))
	return document.Section{Title: "The gap to " + level, Lines: lines, Tables: []table.Table{gaps}}
}

func pledge(b *analysis.Brief) document.Section {
	if !b.Row.Ally.HasForces() || b.Row.Verdict == target.NotMember {
		return document.Section{}
	}
	level, sheet := b.Answer.Level, b.Profile.Sheets[0]
	if b.Path != nil {
		level = b.Path.Level
	}
	lines := pledgeWords(level.Pledge, b.Row.Ally.Name)
	if b.PathRow != nil {
		lines = append(lines, pathWords(b.PathRow)...)
	}
	var unmeasured []string
	for i := range sheet.Pledges {
		x := &sheet.Pledges[i]
		switch {
		case !x.InForce:
		case x.Verdict == target.NotMeasurable:
			unmeasured = append(unmeasured, x.Pledge.Label)
		case x.Pledge.Measure == figure.EquipmentPct && x.Verdict.Counted():
			standing := format.Standing(x.Verdict, x.Edge, x.Gap.Value, x.Pledge.In(b.Answer.Year))
			lines = append(lines, fmt.Sprintf("On major equipment it spends %s %% of its defence expenditure in %s, %s, the level pledged in %d.",
				format.Figure(x.Figure), when(b.Answer), standing, x.Pledge.AgreedIn()))
		}
	}
	if len(unmeasured) > 0 {
		lines = append(lines, "No published figure measures "+format.Either(unmeasured)+", so there is no verdict.")
	}
	return document.Section{Title: "What the pledge asks, and the path to it", Lines: lines}
}

func paths(b *analysis.Brief) document.Section {
	p := b.Path
	if p == nil {
		return document.Section{Title: "What the pledge asks", Lines: pledgeWords(b.Answer.Level.Pledge, "")}
	}
	t := document.PathTotals(p)
	t.ID, t.Title = "path", ""
	lines := append(pledgeWords(p.Level.Pledge, ""), p.Sentence)
	if b.Group == nil {
		lines = format.Said(append(lines, p.Together())...)
	} else if len(p.Rows) <= query.MaxPins {
		lines = append(lines, format.EachOf(p.Rows, func(r *analysis.PathRow) string {
			return format.When(r.Verdict.Counted(), r.Ally.Name+": "+r.Words()+".")
		})...)
	}
	return document.Section{Title: "What the pledge asks, and the path to it", Lines: lines, Tables: []table.Table{t}}
}

// pledgeWords says what a pledge is, and how it applies to a named ally; nil without a pledge.
func pledgeWords(p *target.Pledge, name string) []string {
	if p == nil {
		return nil
	}
	own := format.Each(strings.Split(p.Applies, ";"), func(part string) string {
		part = strings.TrimSpace(part)
		return format.When(strings.HasPrefix(part, name+" "), strings.TrimRight(part, ".")+".")
	})
	return append([]string{fmt.Sprintf("%s, agreed on %s: %s.", p.Label, p.Agreed, strings.TrimRight(p.Meaning, "."))}, own...)
}

func pathWords(r *analysis.PathRow) []string {
	if r.Met() {
		return []string{r.Ally.Name + " " + r.Words() + "."}
	}
	from := format.Year(r.From, r.Status == figure.Estimate)
	return format.Said(
		fmt.Sprintf("A straight path from %s %% in %s takes %s.", r.Printed, from, r.Words()),
		format.Whenf(r.ExtraUSD.OK, "The money is that of %d beyond present spending grown with GDP, at prices and rates of %d.",
			r.Deadline, r.From))
}

func peers(b *analysis.Brief) document.Section {
	known := document.Peers(b.Profile.Sheets[0], true)
	known.Title = ""
	lines := format.EachOf(b.Standings, func(x *analysis.Standing) string {
		place, median := format.When(x.Tied, "joint ")+x.Words(), format.Figure(x.Median.Figure)
		return fmt.Sprintf("%s: %s with a figure, median %s %%%s.", x.Group.Title, place, median,
			format.Whenf(b.Answer.Verdicts(), ", %d at %s", x.Meets, format.Percent(b.Answer.Level.Value)))
	})
	return document.Section{Title: "Compared with its groups and neighbours", Tables: []table.Table{known}, Lines: lines}
}

func groups(b *analysis.Brief) table.Table {
	a := b.Answer
	type row = *analysis.Standing
	return table.Of("groups", "", slices.Concat(
		table.Names("group", func(s row) string { return s.Group.Title }),
		table.Numbers("allies", "allies", "", func(s row) table.Cell {
			return table.Whole(s.Median.Allies).As(cell.Faint).Say(format.Counted(s.Median.Allies, "ally", "allies"))
		}).InUnit("with a figure", "with a figure"),
		table.Numbers("meets", "at level", "", func(s row) table.Cell {
			at := fmt.Sprintf("%d at %s", s.Meets, format.Percent(a.Level.Value))
			return table.Whole(s.Meets).As(cell.Strong).Say(at).Where(a.Verdicts(), format.NotMeasured)
		}).UnlessEmpty(),
		table.Numbers("median", "median", "",
			func(s row) table.Cell { return table.Figure(s.Median.Figure, "").Telling("median %s " + shareUnit) }).
			InUnit(shareUnit, shareUnit),
	), table.Pointers(b.Standings))
}

func claims(b *analysis.Brief, title string) document.Section {
	finding := func(f *analysis.Finding) string {
		facts := format.When(f.Outcome != analysis.NotMeasurable, document.Facts(f.Facts))
		return fmt.Sprintf("(%s): %s", f.Edition.ID, f.Outcome.Words()) + format.After(", ", facts)
	}
	return document.Section{Title: title, Lines: format.EachOf(b.Claims, func(c *analysis.Claim) string {
		statement := strings.TrimRight(c.Statement, ".")
		return fmt.Sprintf("%s, %s: “%s”. Then %s; now %s.", c.SaidOn, c.SaidBy, statement, finding(&c.Then), finding(&c.Now))
	})}
}
