package report

import (
	"fmt"
	"strings"

	"allyscope/internal/analysis"
	"allyscope/internal/document"
	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/table"
	"allyscope/internal/target"
)

// pledgeSection is what the pledge asks, and the way to it.
func pledgeSection(b *analysis.Brief) Section {
	s := Section{Title: "What the pledge asks, and the path to it"}
	if !b.Row.Ally.HasForces() || b.Row.Verdict == target.NotMember {
		return Section{}
	}
	level := b.Answer.Level
	if b.Path != nil {
		level = b.Path.Level
	}
	s.Lines = append(s.Lines, asks(level.Pledge, b.Row.Ally.Name)...)
	if b.PathRow != nil {
		s.Lines = append(s.Lines, wayLines(b)...)
	}
	var unmeasured []string
	for i := range b.Profile.Sheets[0].Pledges {
		x := &b.Profile.Sheets[0].Pledges[i]
		switch {
		case !x.InForce:
		case x.Verdict == target.NotMeasurable:
			unmeasured = append(unmeasured, x.Pledge.Label)
		case x.Pledge.Measure == figure.EquipmentPct && x.Verdict.Counted():
			f := b.Profile.Sheets[0].Line(figure.EquipmentPct).Figure
			s.Lines = append(s.Lines, fmt.Sprintf("On major equipment it spends %s %% of its defence expenditure in %s, and %s the %s pledged in %d (%s pp).",
				printedWords(f), when(b.Answer), isOn(x.Verdict), format.Percent(x.Pledge.Level), x.Pledge.AgreedIn(), table.Signed(x.Gap.Value).Shown))
		}
	}
	if len(unmeasured) > 0 {
		s.Lines = append(s.Lines, "No published figure measures "+format.Either(unmeasured)+": there is no verdict on it.")
	}
	return s
}

// isOn is a verdict as what a sentence says of somebody.
func isOn(v target.Verdict) string {
	if v == target.Below {
		return "is below"
	}
	return v.Words()
}

// asks says what a pledge is, and what an ally has said of it.
func asks(p *target.Pledge, name string) []string {
	if p == nil {
		return nil
	}
	out := []string{fmt.Sprintf("%s, agreed on %s: %s.", p.Label, p.Agreed, strings.TrimRight(p.Meaning, "."))}
	for part := range strings.SplitSeq(p.Applies, ";") {
		if part = strings.TrimSpace(part); strings.HasPrefix(part, name+" ") {
			out = append(out, strings.TrimRight(part, ".")+".")
		}
	}
	return out
}

// wayLines tell the way of an ally to its level.
func wayLines(b *analysis.Brief) []string {
	p, r := b.Path, b.PathRow
	name, level := r.Ally.Name, format.Percent(r.Level)
	from := table.Year(r.From).Shown
	if r.Status == figure.Estimate {
		from += "e"
	}
	if r.Met() {
		return []string{fmt.Sprintf("%s is at %s %% in %s already, and is asked to keep to %s through %d.", name, r.Printed, from, level, r.Deadline)}
	}
	line := fmt.Sprintf("A straight path from %s %% in %s adds %s pp a year", r.Printed, from, strings.TrimPrefix(format.Points(r.PPPerYear.Value), "+"))
	if r.Review.OK && analysis.ReviewYear < r.Deadline {
		line += fmt.Sprintf(": %s %% at the review of %d, %s in %d", figure.Round(r.Review.Value, document.SharePlaces), analysis.ReviewYear, level, r.Deadline)
	} else {
		line += fmt.Sprintf(" until %d", r.Deadline)
	}
	out := []string{line + "."}
	if r.RealGrowth.OK {
		line = fmt.Sprintf("Real expenditure then changes by %s %% a year", table.Signed(figure.Round(r.RealGrowth.Value, 1)).Shown)
		if r.ExtraUSD.OK {
			line += fmt.Sprintf(", and is US$ %s m higher in %d than the present share of a growing GDP would give (prices and rates of %d)",
				magnitude(r.ExtraUSD), p.Deadline, r.From)
		}
		out = append(out, line+".")
	}
	if r.Pace.OK {
		pace := table.Signed(figure.Round(r.Pace.Value, document.SharePlaces)).Shown
		if r.AtPace != 0 {
			out = append(out, fmt.Sprintf("At its own pace since %d, %s pp a year, %s would be there in %d.", r.PaceFrom, pace, name, r.AtPace))
		} else {
			out = append(out, fmt.Sprintf("At its own pace since %d, %s pp a year, %s would not get there before 2101.", r.PaceFrom, pace, name))
		}
	}
	return out
}

// besideSection sets the ally beside its groups and neighbours.
func besideSection(b *analysis.Brief) Section {
	s := Section{Title: "Beside its groups and neighbours"}
	for _, x := range b.Standings {
		line := fmt.Sprintf("%s: ", x.Group.Title)
		if x.Tied {
			line += "joint "
		}
		line += fmt.Sprintf("%s of %d with a figure, median %s %%", format.Ordinal(x.Rank), x.Of, x.Median.Value)
		if b.Answer.Verdicts() {
			line += fmt.Sprintf(", %d at %s", x.Meets, format.Percent(b.Answer.Level.Value))
		}
		s.Lines = append(s.Lines, line+".")
	}
	t := document.Peers(b.Profile.Sheets[0], true) // what is not there is not written of
	t.Title = ""
	s.Tables = []table.Table{t}
	return s
}

// disputeSection tells the years that editions tell differently.
func disputeSection(b *analysis.Brief) Section {
	s := Section{Title: "Where editions disagree"}
	if v := b.Profile.Vintages; v != nil && !b.Row.Figure.Known() {
		for i := range v.Editions {
			if f := v.Editions[i].Figures[0].Figure; f.Known() {
				s.Lines = append(s.Lines, fmt.Sprintf("For %d this edition prints no figure; edition %s prints %s %%.", v.Year, v.Editions[i].Edition.ID, printedWords(f)))
			}
		}
	}
	for _, x := range b.Disputes {
		line := fmt.Sprintf("%d: %s %% in edition %s, %s %% in edition %s, %s pp apart",
			x.Year, printedWords(x.Low.Figure), x.Low.Edition.ID, printedWords(x.High.Figure), x.High.Edition.ID, x.Spread)
		if len(x.Flips) > 0 {
			levels := make([]string, len(x.Flips))
			for i, l := range x.Flips {
				levels[i] = format.Percent(l.Value)
			}
			line += ", on two sides of " + strings.Join(levels, " and of ")
		}
		s.Lines = append(s.Lines, line+".")
	}
	return s
}

// claimSection tells public statements and what became of them.
func claimSection(b *analysis.Brief) Section {
	s := Section{Title: "Statements about it, computed"}
	if b.Row == nil {
		s.Title = "Public statements, computed"
	}
	for i := range b.Claims {
		c := &b.Claims[i]
		line := fmt.Sprintf("%s, %s: “%s”", c.SaidOn, c.SaidBy, strings.TrimRight(c.Statement, "."))
		line += ". " + findingLine("Then", &c.Then) + "; " + findingLine("now", &c.Now)
		s.Lines = append(s.Lines, line+".")
	}
	return s
}

// findingLine is what became of a statement in an edition.
func findingLine(when string, f *analysis.Finding) string {
	line := fmt.Sprintf("%s (%s): %s", when, f.Edition.ID, f.Outcome.Words())
	if facts := factsWords(f.Facts); facts != "" && f.Outcome != analysis.NotMeasurable {
		line += ", " + facts
	}
	return line
}
