package analysis

import (
	"fmt"
	"strconv"
	"strings"

	"allyscope/internal/ally"
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
	s += fmt.Sprintf(" agreed %d", l.From) + format.Whenf(l.Due != 0, ", due %d", l.Due)
	switch {
	case l.Open != 0:
		s += fmt.Sprintf(", last in %d", l.Open)
	case l.Until != 0:
		s += fmt.Sprintf(", superseded %d", l.Until)
	}
	return s + format.When(!l.Measurable, ", not measurable")
}

// Text is what is drawn as it is shown, with the mark of an estimate: signed where
// it is a distance.
func (t *Trend) Text(f figure.Figure) string {
	if f.Known() && t.Transform == query.Difference {
		return format.Signed(f.Printed) + f.Status.Mark()
	}
	return format.Figure(f)
}

// Amount is what is drawn with its unit, and what it is measured by: "1.74 % of
// GDP", "+0.16 pp from 2 %".
func (t *Trend) Amount(f figure.Figure) string {
	out := strings.TrimSpace(t.Text(f) + " " + t.Behind)
	switch t.Transform {
	case query.Difference:
		return out + " from " + format.Percent(t.Level.Value)
	case query.Index:
		return out + fmt.Sprintf(" (%d = 100)", t.Base)
	case query.Share:
		return out + " of the alliance's total"
	default:
		return out
	}
}

// Words says what one line shows in a year: "Norway 2016: 1.74 % of GDP, below
// 2 %"; empty outside the answer's years.
func (t *Trend) Words(s *TrendSeries, y figure.Year) string {
	if y < t.First || y > t.Last {
		return ""
	}
	head, f := fmt.Sprintf("%s %d: ", s.Name, y), s.DrawnAt(y)
	if !f.Known() {
		return head + t.Missing(s, y)
	}
	return head + t.Amount(f) + t.verdict(s, y)
}

// verdict is what is said of a line's figure behind it: how it stands to the
// level, or that its ally was no member; empty where neither is to be said.
func (t *Trend) verdict(s *TrendSeries, y figure.Year) string {
	switch v := s.At(y).Verdict; {
	case s.Ally != nil && v == target.NotMember:
		return ", " + v.Words()
	case s.Ally != nil && v.Counted() && t.Judged:
		return ", " + format.Stands(v, t.Level.In(y))
	default:
		return ""
	}
}

// Missing says why a line shows nothing in a year; it is empty where it does.
func (t *Trend) Missing(s *TrendSeries, y figure.Year) string {
	switch r := s.At(y); {
	case y < t.First || y > t.Last || s.DrawnAt(y).Known():
		return ""
	case s.Ally != nil && (r.Verdict == target.NotMember || r.Verdict == target.NoForces):
		return r.Verdict.Words()
	case r.Known() && t.Transform == query.AsLevel:
		return "in another currency"
	case r.Known() && t.Transform == query.Index:
		return fmt.Sprintf("nothing to compare with in %d", t.Base)
	default:
		return "no figure"
	}
}

// said is how many lines the sentence speaks of.
const said = 3

// sentence says in one line how the lines went.
func (t *Trend) sentence() string {
	if len(t.Series) == 0 {
		return t.Title + ": no ally is chosen, and space pins one."
	}
	var clauses []string
	first := true
	for i := range t.Series {
		if i > 1 && t.Series[i].Code == ally.Total {
			continue // a second sum is in the picture alone
		}
		if i == said {
			clauses = append(clauses, fmt.Sprintf("and %d more", len(t.Series)-said))
			break
		}
		clauses = append(clauses, t.clause(&t.Series[i], first))
		first = first && !t.Series[i].Since.OK
	}
	head := format.When(t.Measure != figure.ShareGDP || t.Transform != query.AsLevel, t.All+", ") + format.Year(t.Year, t.Estimated) + ": "
	return head + format.Join("; ", append(clauses, t.Instead)...) + "."
}

// clause is what the sentence says of one line; the first change says in what and
// since when.
func (t *Trend) clause(s *TrendSeries, first bool) string {
	now, since, own := s.DrawnAt(t.Year), s.Since, ""
	if t.All != t.Title && s.At(t.Year).Known() { // drawn or not
		now, since, own = s.At(t.Year).Figure, s.At(t.Year).Since, s.Currency+" "
	}
	if !now.Known() {
		return s.Name + " " + t.Missing(s, t.Year)
	}
	out := s.Name + " " + own + t.Text(now)
	if t.Transform == query.AsLevel || s.At(t.Year).Verdict == target.NotMember {
		out += t.verdict(s, t.Year)
	}
	switch {
	case t.Base == t.Year || t.Transform == query.Index || !t.Spec().Changes():
	case since.OK && first:
		from := "since"
		if t.Base > t.Year {
			from = "against"
		}
		out += fmt.Sprintf(" (%s %s %s %d)", format.Signed(since.Value), t.Change, from, t.Base)
	case since.OK:
		out += " (" + format.Signed(since.Value) + ")"
	default:
		out += fmt.Sprintf(" (%d n/a)", t.Base)
	}
	return out
}
