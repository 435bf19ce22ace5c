package briefing

import (
	"fmt"
	"slices"

	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/plot"
	"allyscope/internal/table"
	"allyscope/internal/target"
)

func allySections(b *analysis.Brief) []document.Section {
	return []document.Section{
		keyFigures(b), course(b), gap(b), pledge(b), beside(b),
		{Title: "Where editions disagree", Lines: b.Disputes}, claims(b, "Statements about it, computed"),
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
		s.Lines = []string{fmt.Sprintf("%s has no armed forces: it is listed, and not among the %d of %d members that pledges are counted of.",
			b.Row.Ally.Name, c.WithForces, c.Members)}
	}
	return s
}

func course(b *analysis.Brief) document.Section {
	a, r := b.Answer, b.Row
	if len(b.Course) == 0 {
		return document.Section{}
	}
	rows := []line{lineOf(table.Name(r.Name), &r.Series)}
	if t := a.Total(ally.EuropeCan); t != nil && r.Code != "USA" {
		rows = append(rows, lineOf(table.Word("Europe and Canada").Say(t.Name), &t.Series))
	}
	chart := plot.CoursePicture(a, []*analysis.Row{r})
	if b.PathRow != nil {
		chart = plot.PathPicture(b.Path, b.PathRow, a.Sentence, a.Levels...)
	}
	return years(b, chart, rows)
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
		s.Lines = append(s.Lines, fmt.Sprintf("That is %s %% of the %s that %s %s %s miss together.",
			figure.Round(b.Part.Value, 1), all, allies, format.Below(of), level))
	}
	s.Lines = append(s.Lines, document.GapsBasis(a, []*analysis.Row{r})...)
	return s
}

func pledge(b *analysis.Brief) document.Section {
	if !b.Row.Ally.HasForces() || b.Row.Verdict == target.NotMember {
		return document.Section{}
	}
	level, sheet := b.Answer.Level, b.Profile.Sheets[0]
	if b.Path != nil {
		level = b.Path.Level
	}
	lines := asks(level.Pledge, b.Row.Ally.Name)
	if b.PathRow != nil {
		lines = append(lines, wayTo(b.PathRow)...)
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
		lines = append(lines, "No published figure measures "+format.Either(unmeasured)+": there is no verdict on it.")
	}
	return document.Section{Title: "What the pledge asks, and the path to it", Lines: lines}
}

func wayTo(r *analysis.PathRow) []string {
	if r.Met() {
		return []string{r.Ally.Name + " " + r.Words() + "."}
	}
	from := format.Year(r.From, r.Status == figure.Estimate)
	return format.Said(
		fmt.Sprintf("A straight path from %s %% in %s takes %s.", r.Printed, from, r.Words()),
		format.Whenf(r.ExtraUSD.OK, "The money is that of %d beyond what is spent now, grown with GDP, at prices and rates of %d.",
			r.Deadline, r.From))
}

func beside(b *analysis.Brief) document.Section {
	peers := document.Peers(b.Profile.Sheets[0], true)
	peers.Title = ""
	lines := format.EachOf(b.Standings, func(x *analysis.Standing) string {
		place, median := format.When(x.Tied, "joint ")+x.Words(), format.Figure(x.Median.Figure)
		return fmt.Sprintf("%s: %s with a figure, median %s %%%s.", x.Group.Title, place, median,
			format.Whenf(b.Answer.Verdicts(), ", %d at %s", x.Meets, format.Percent(b.Answer.Level.Value)))
	})
	return document.Section{Title: "Beside its groups and neighbours", Tables: []table.Table{peers}, Lines: lines}
}
