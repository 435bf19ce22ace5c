package report

import (
	"fmt"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/table"
	"allyscope/internal/target"
)

// Briefing is one to two pages about an ally, or about the alliance. Every
// sentence carries a figure; what is not known is not written of.
type Briefing struct {
	Title, Edition, Level, Result string
	// Sentence is the headline.
	Sentence string
	Sections []Section
	// Sources name all that figures were taken from.
	Sources []string
}

// Section is a part of a briefing: sentences, a chart or what stands for it in
// text, and tables. One that has nothing is left out.
type Section struct {
	Title string
	Lines []string
	Chart *document.Picture
	// Spark stands for the chart in Markdown.
	Spark  string
	Tables []table.Table
}

// Brief lays out a briefing. The command is the one that gives it again.
func Brief(b *analysis.Brief, command string) *Briefing {
	if b.Row == nil {
		return allianceBrief(b, command)
	}
	p, a := b.Profile, b.Answer
	x := b.Row.Ally
	d := &Briefing{Title: x.Name + ": defence expenditure and pledges, " + when(a), Edition: a.Edition.Name(), Level: document.Of(a).Level, Sentence: p.Sentence}
	if v := b.Row.Verdict; v.Counted() {
		d.Result = table.Verdict(v, b.Row.KnifeEdge, a.Level.Value).Said
	}
	key := Section{Title: "Key figures", Tables: keyFigures(p)}
	if c := a.Count; !x.HasForces() {
		key.Lines = []string{fmt.Sprintf("%s has no armed forces: it is listed, and not among the %d of %d members that pledges are counted of.", x.Name, c.WithForces, c.Members)}
	}
	d.add(key)
	d.add(trendSection(b))
	d.add(gapSection(b))
	d.add(pledgeSection(b))
	d.add(besideSection(b))
	d.add(disputeSection(b))
	d.add(claimSection(b))
	d.sources(b, p.Citation, command)
	return d
}

// add takes up a section that says something.
func (d *Briefing) add(s Section) {
	var tables []table.Table
	for _, t := range s.Tables {
		if len(t.Rows) > 0 {
			tables = append(tables, t)
		}
	}
	if s.Tables = tables; len(s.Lines) > 0 || len(tables) > 0 || s.Chart != nil {
		d.Sections = append(d.Sections, s)
	}
}

// when is the year with its mark.
func when(a *analysis.Answer) string {
	if a.Estimated {
		return table.Year(a.Year).Shown + "e"
	}
	return table.Year(a.Year).Shown
}

// sources names what a briefing was made from.
func (d *Briefing) sources(b *analysis.Brief, citation, command string) {
	d.Sources = append(d.Sources, citation)
	if len(b.Disputes)+len(b.Recounts) > 0 {
		d.Sources = append(d.Sources, fmt.Sprintf("Where editions disagree: the same table of %d editions, each as published; they are never joined.", b.Editions))
	}
	if p := b.Path; p != nil && (b.Row == nil || b.PathRow != nil && !b.PathRow.Met()) {
		d.Sources = append(d.Sources, "Path: "+p.Growth)
	}
	d.Sources = append(d.Sources, "Made by: "+command)
}

// printedWords is a figure as printed, with its mark.
func printedWords(f figure.Figure) string { return table.Figure(f, format.NotPublished).Shown }

// keyMeasures are what a briefing shows of the fifteen measures.
func keyMeasures() []figure.Measure {
	return []figure.Measure{
		figure.ShareGDP, figure.USDCurrent, figure.USDConstant, figure.NatCurrent,
		figure.EquipmentPct, figure.PersonnelPct, figure.Personnel, figure.DefPerCapita,
	}
}

// keyFigures is the table of measures without what is not published.
func keyFigures(p *analysis.Profile) []table.Table {
	var rows []document.Measured
	for _, m := range keyMeasures() {
		if s := p.Sheets[0]; s.Line(m).Known() {
			rows = append(rows, document.Measured{Sheet: s, SheetLine: s.Line(m)})
		}
	}
	return []table.Table{document.Measures(&p.Header, rows)}
}

// trendSection is the series: a chart or a line of blocks, and the figures.
func trendSection(b *analysis.Brief) Section {
	a, r := b.Answer, b.Row
	if !b.Least.Figure.Known() {
		return Section{}
	}
	name := r.Ally.Name
	s := Section{
		Title: fmt.Sprintf("%d–%d", a.First, a.Last), Chart: plot.CoursePicture(a, []*analysis.Row{r}),
		Spark: spark(r.Series), Tables: []table.Table{yearsAcross(b)},
		Lines: []string{fmt.Sprintf("%s's share was least in %d (%s %%) and greatest in %d (%s %%).",
			name, b.Least.Year, printedWords(b.Least.Figure), b.Most.Year, printedWords(b.Most.Figure))},
	}
	if b.PathRow != nil {
		s.Chart = plot.PathPicture(b.Path, b.PathRow, b.Profile.Sentence, a.Levels...)
	}
	for _, x := range b.Spells {
		line := fmt.Sprintf("It was at or above %s in %d of %d years", format.Percent(x.Level.Value), len(x.Years), x.Of)
		switch {
		case x.Since != 0 && x.Since == a.Year && len(x.Years) > 0:
			line += fmt.Sprintf(", and is in %s", when(a))
		case x.Since != 0:
			line += fmt.Sprintf(", and has been since %d", x.Since)
		case len(x.Years) > 0:
			line += fmt.Sprintf(", last in %d", x.Years[len(x.Years)-1])
		}
		s.Lines = append(s.Lines, line+".")
	}
	return s
}

// spark is a series as a line of blocks from zero; a figure that is not there is
// a dot.
func spark(series []figure.Figure) string {
	most := 0.0
	for _, f := range series {
		most = max(most, f.Printed.Float())
	}
	out := make([]rune, 0, len(series))
	for _, f := range series {
		if !f.Known() || most <= 0 || f.Printed.Negative() {
			out = append(out, '·')
			continue
		}
		out = append(out, chart.Height(max(1, int(f.Printed.Float()/most*8+0.5))))
	}
	return string(out)
}

// yearsAcross is the series with a column for each year.
func yearsAcross(b *analysis.Brief) table.Table {
	a, r := b.Answer, b.Row
	t := table.Table{ID: "years", Columns: []table.Head{{ID: "name", Head: a.Measure.Spec().Unit, On: table.Everywhere, Lead: true}}}
	own := table.Row{Cells: []table.Cell{table.Word(r.Ally.Name).Say(r.Ally.Name)}}
	rest := table.Row{Cells: []table.Cell{table.Word("Europe and Canada").Say("NATO Europe and Canada")}}
	var sums []figure.Figure
	for i := range a.Totals {
		if a.Totals[i].Code == "NATO_EUR_CAN" {
			sums = a.Totals[i].Series
		}
	}
	for k, f := range r.Series {
		y := a.First + figure.Year(k)
		t.Columns = append(t.Columns, table.Head{ID: table.Year(y).Data, Head: table.Year(y).Shown, On: table.Everywhere, Right: true})
		x := table.Figure(f, document.MarkOf(r)).As(format.Role(r.Verdicts[k], false))
		if f.Known() {
			x.Said = table.Year(y).Shown + " " + x.Shown + " %"
		}
		own.Cells = append(own.Cells, x)
		if k < len(sums) {
			x := table.Figure(sums[k], format.NotPublished).As(cell.Faint)
			if sums[k].Known() {
				x.Said = table.Year(y).Shown + " " + x.Shown + " %"
			}
			rest.Cells = append(rest.Cells, x)
		}
	}
	t.Rows = []table.Row{own}
	if len(sums) == len(r.Series) && r.Ally.Code != "USA" {
		t.Rows = append(t.Rows, rest)
	}
	return t
}

// gapSection is the distance to the level, in points and money.
func gapSection(b *analysis.Brief) Section {
	a, r := b.Answer, b.Row
	if !r.Verdict.Counted() || !r.Gap.OK {
		return Section{}
	}
	level := format.Percent(a.Level.Value)
	side, gap := "below", r.Gap.Value
	if r.Verdict == target.Meets {
		side = "at or above"
	}
	line := fmt.Sprintf("With %s %% %s is %s %s by %s pp", printedWords(r.Figure), r.Ally.Name, side, level, strings.TrimLeft(format.Signed(gap), "+−-"))
	if r.KnifeEdge {
		line += ", on the knife's edge of 0.01 pp"
	}
	if r.GapUSD.OK {
		line += ": US$ " + magnitude(r.GapUSD) + " m a year"
		if r.GapNational.OK && r.Currency != "" && r.Currency != "USD" {
			line += ", or " + r.Currency + " " + magnitude(r.GapNational) + " m"
		}
		line += ", at " + document.MoneyBasis
	}
	s := Section{Title: "The gap to " + level, Lines: []string{line + "."}}
	if b.Part.OK {
		s.Lines = append(s.Lines, fmt.Sprintf("That is %s %% of the US$ %s m that %s below %s miss together.",
			figure.Round(b.Part.Value, 1), magnitude(analysis.Amount{Value: a.Shortfall.USD.Value, OK: true}), format.Counted(a.Shortfall.Allies, "ally", "allies"), level))
	}
	return s
}

// magnitude is an amount in millions without its sign, which words give.
func magnitude(a analysis.Amount) string {
	return strings.TrimLeft(format.Number(figure.Round(a.Value, document.MoneyPlaces)), "−")
}
