package analysis

import (
	"fmt"
	"slices"
	"strings"

	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/target"
)

// sentence says who is ahead, who behind, and how many meet the level.
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

// who names the allies compared, up to four.
func (c *Comparison) who() string {
	if n := len(c.Columns); c.Chosen && n > 4 {
		return fmt.Sprintf("%d allies", n)
	}
	names := format.EachOf(c.Columns, func(col *ComparisonColumn) string { return col.Name })
	near := len(names) > c.own && c.Columns[c.own].Ally != nil
	switch {
	case near && c.own == 1:
		return names[0] + " and its neighbours by rank"
	case near && !c.Chosen:
		return names[0] + ", " + names[1] + " and neighbours by rank"
	default:
		return format.List(names)
	}
}

// standings are what the sentence says of the measure asked about.
func (c *Comparison) standings(l *ComparisonLine) string {
	var parts, missing, most, least []string
	meets, judged := 0, 0
	var short notInMoney
	greatest, smallest := "", ""
	for i := range l.Cells {
		x := &l.Cells[i]
		text := format.Figure(x.Figure)
		switch {
		case !x.Known() && x.Verdict == target.NoForces:
			missing = append(missing, c.Columns[i].Name+" has no armed forces")
		case !x.Known():
			missing = append(missing, "no figure for "+c.Columns[i].Name)
		case x.Extreme > 0:
			most, greatest = append(most, c.Columns[i].Name), text
		case x.Extreme < 0:
			least, smallest = append(least, c.Columns[i].Name), text
		}
		if x.Verdict.Counted() && l.Level.Value != (figure.Decimal{}) {
			judged++
			if x.Verdict == target.Meets {
				meets++
				if r, ok := c.Row(c.Columns[i].Code); ok && r.Split() {
					short.add(r.Name, r.Basis)
				}
			}
		}
	}
	if len(most) > 0 {
		verb := superlative(&c.Answer, true)
		if len(most) > 1 {
			verb = strings.Replace(verb, "spends", "spend", 1)
		}
		parts = []string{
			format.List(most) + " " + verb + " (" + greatest + ")",
			format.List(least) + " " + superlative(&c.Answer, false) + " (" + smallest + ")",
		}
	}
	if len(parts) == 0 {
		for i := range l.Cells {
			if x, col := &l.Cells[i], &c.Columns[i]; x.Known() && len(parts) < 4 {
				currency := format.When(!c.Spec().Comparable && col.Currency != "", col.Currency+" m") // each has its own
				parts = append(parts, format.Join(" ", col.Name, format.Number(x.Printed), currency))
			}
		}
	}
	switch only := slices.IndexFunc(l.Cells, func(x ComparisonCell) bool { return x.Verdict.Counted() }); {
	case judged == 1 && c.Query.Sums != "": // which nobody judges
		parts = slices.Insert(parts, 0, c.Columns[only].Name+" "+format.Stands(l.Cells[only].Verdict, l.Level)+format.Later(l.Level))
	case judged > 0:
		parts = slices.Insert(parts, 0, format.Of(meets, judged)+" "+format.Verb(l.Level, meets, !c.Estimated)+" "+format.Percent(l.Level.Value)+format.Later(l.Level)+short.words())
	}
	return strings.Join(append(parts, missing...), ", ") + c.courses(l)
}

// courses says how each has changed over the years, where a range of them was asked
// for and the allies are few.
func (c *Comparison) courses(l *ComparisonLine) string {
	var parts []string
	for i := range l.Cells {
		if d := l.Cells[i].Since; d.OK {
			parts = append(parts, c.Columns[i].Name+" "+format.Signed(d.Value)+" "+c.Spec().ChangeUnit())
		}
	}
	return format.Whenf(c.Query.From != 0 && len(parts) > 0 && len(parts) <= 4, "; since %d: %s", c.Base, strings.Join(parts, ", "))
}

// Words says what a cell is: "Norway 2024: share of GDP 2.16 %, meets 2 %".
func (c *Comparison) Words(line, column int) string {
	if line < 0 || line >= len(c.Lines) || column < 0 || column >= len(c.Columns) {
		return ""
	}
	l, col := &c.Lines[line], &c.Columns[column]
	x := &l.Cells[column]
	out := fmt.Sprintf("%s %d: %s ", col.Name, c.Year, format.Lower(l.Name))
	switch {
	case x.Known():
	case x.Verdict == target.NotMember || x.Verdict == target.NoForces:
		return out + x.Verdict.Words()
	default:
		return out + "n/a"
	}
	value := format.Number(x.Printed) + x.Status.Mark()
	if l.Signed {
		value = format.Signed(x.Printed)
	}
	unit := l.Unit
	switch {
	case l.Own:
		unit = col.Currency + " m"
	case l.Amount:
		unit += " m"
	}
	out += value + " " + unit + format.When(l.Basis != "", " at "+l.Basis+" prices")
	level := l.Level
	if l.Signed {
		level = c.Level.In(c.Year)
	}
	return out + format.When(x.Verdict.Counted(), ", "+format.Stands(x.Verdict, level))
}
