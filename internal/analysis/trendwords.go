package analysis

import (
	"fmt"
	"strconv"
	"strings"

	"allyscope/internal/figure"
	"allyscope/internal/format"
	"allyscope/internal/query"
	"allyscope/internal/target"
)

// Label names the level, with the year it is due where that is still to come in
// the last year shown, or the year it gave way to another where that is past.
func (l *Level) Label(last figure.Year) string {
	s := format.Percent(l.Value)
	switch {
	case !l.Measurable:
		return s + " ? not measurable"
	case l.Until != 0 && l.Until <= int(last):
		return s + " to " + strconv.Itoa(l.Until)
	case l.Due > int(last):
		return s + " by " + strconv.Itoa(l.Due)
	default:
		return s
	}
}

// Life says in words when the level was agreed, when it is due and whether
// another took its place.
func (l *Level) Life() string {
	s := format.Percent(l.Value)
	if l.From == 0 {
		return s + " a level of your own"
	}
	s += fmt.Sprintf(" agreed %d", l.From)
	if l.Due != 0 {
		s += fmt.Sprintf(", due %d", l.Due)
	}
	if l.Until != 0 {
		s += fmt.Sprintf(", superseded %d", l.Until)
	}
	if !l.Measurable {
		s += ", not measurable"
	}
	return s
}

// Text is a value of a trend as it is shown, with the mark of an estimate: signed
// where it is a distance.
func (t *Trend) Text(p TrendPoint) string {
	if !p.There() {
		return "n/a"
	}
	s := format.Number(p.Value)
	if t.Transform == query.Difference {
		s = format.Signed(p.Value)
	}
	switch p.Status {
	case figure.Estimate:
		s += "e"
	case figure.Forecast:
		s += "f"
	}
	return s
}

// Words says what one line shows in a year: "Norway 2016: 1.74 % of GDP, below
// 2 %".
func (t *Trend) Words(s *TrendSeries, y figure.Year) string {
	a := t.Answer
	i := int(y - a.First)
	if i < 0 || i >= len(s.Points) {
		return ""
	}
	head := fmt.Sprintf("%s %d: ", s.Name, y)
	p := s.Points[i]
	if !p.There() {
		return head + t.Missing(s, y)
	}
	out := head + spaced(t.Text(p), t.Unit)
	switch t.Transform {
	case query.Difference:
		out += " from " + a.Level.Value.String() + " %"
	case query.Index:
		out += fmt.Sprintf(" (%d = 100)", a.Base)
	case query.Share:
		out += " of the alliance's total"
	case query.AsLevel:
	}
	switch v := s.Verdicts[i]; {
	case s.Ally == nil:
	case v == target.NotMember:
		out += ", " + v.Words()
	case v.Counted() && a.Judged:
		out += ", " + v.Words() + " " + a.Level.Value.String() + " %"
	}
	return out
}

// Missing says why a line shows nothing in a year; it is empty where it does.
func (t *Trend) Missing(s *TrendSeries, y figure.Year) string {
	i := int(y - t.Answer.First)
	if i < 0 || i >= len(s.Points) || s.Points[i].There() {
		return ""
	}
	switch v := s.Verdicts[i]; {
	case s.Ally != nil && (v == target.NotMember || v == target.NoForces):
		return v.Words()
	case s.Figures[i].Known() && t.Transform == query.AsLevel:
		return "in another currency"
	case s.Figures[i].Known() && t.Transform == query.Index:
		return fmt.Sprintf("nothing to compare with in %d", t.Answer.Base)
	default:
		return "no figure"
	}
}

func spaced(s, unit string) string {
	if unit == "" {
		return s
	}
	return s + " " + unit
}

// said is how many lines the sentence speaks of.
const said = 3

// sentence says in one line how the lines went.
func (t *Trend) sentence() string {
	a := t.Answer
	if len(t.Series) == 0 {
		return t.Title + ": no ally is chosen, and space pins one."
	}
	when := strconv.Itoa(int(a.Year))
	if a.Estimated {
		when += "e"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s: ", t.Title, when)
	first := true
	for i := range t.Series {
		if i == said {
			fmt.Fprintf(&b, "; and %d more", len(t.Series)-said)
			break
		}
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(t.clause(&t.Series[i], first))
		first = first && !t.Series[i].Since.OK
	}
	if t.Instead != "" {
		b.WriteString("; " + t.Instead)
	}
	return b.String() + "."
}

// clause is what the sentence says of one line; the first change says in what and
// since when.
func (t *Trend) clause(s *TrendSeries, first bool) string {
	a := t.Answer
	i := int(a.Year - a.First)
	now := s.Points[i]
	if !now.There() {
		return s.Name + " " + t.Missing(s, a.Year)
	}
	out := s.Name + " " + t.Text(now)
	switch v := s.Verdicts[i]; {
	case s.Ally == nil:
	case v == target.NotMember:
		out += ", " + v.Words()
	case v.Counted() && a.Judged && t.Transform == query.AsLevel:
		out += ", " + v.Words() + " " + a.Level.Value.String() + " %"
	}
	switch {
	case a.Base == a.Year || t.Transform == query.Index:
	case s.Since.OK && first:
		out += fmt.Sprintf(" (%s %s %s %d)", format.Signed(s.Since.Value), t.Change, sinceWord(a), a.Base)
	case s.Since.OK:
		out += " (" + format.Signed(s.Since.Value) + ")"
	case !t.At(s, a.Base).There():
		out += fmt.Sprintf(" (%d n/a)", a.Base)
	}
	return out
}

// sinceWord links a change to its base year, which may be a later one.
func sinceWord(a *Answer) string {
	if a.Base > a.Year {
		return "against"
	}
	return "since"
}
