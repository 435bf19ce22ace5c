package format

import (
	"cmp"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/target"
)

// The marks of missing figures, which are never blank and never zero.
const (
	NotMember    = "–"
	NoForces     = "·"
	NotPublished = "n/a"
	NotMeasured  = "?"
)

// Break marks a break in a series, or a change that crosses one.
const Break = '┊'

// verdicts is a constant table of how verdicts are displayed: the mark and its role, the text for
// a missing figure, and short words if they differ from the verdict's own.
var verdicts = [...]struct {
	mark           string
	role           cell.Role
	missing, short string
}{
	target.NoData:        {" ", cell.Unknown, NotPublished, ""},
	target.Meets:         {"●", cell.Meets, NotPublished, ""},
	target.Below:         {"○", cell.Plain, NotPublished, ""}, // those that meet a pledge stand out
	target.NotMember:     {NotMember, cell.Unknown, NotMember, "not a member"},
	target.NoForces:      {NoForces, cell.Unknown, NoForces, "no forces"},
	target.NotMeasurable: {NotMeasured, cell.Unknown, NotPublished, ""},
}

// Glyph returns the mark of a verdict with its role. The knife-edge has a mark of its own.
func Glyph(v target.Verdict, edge bool) (string, cell.Role) {
	if edge {
		return "≈", cell.Edge
	}
	return verdicts[v].mark, verdicts[v].role
}

// Role returns the role of a verdict that is displayed in words and not in a column of many.
func Role(v target.Verdict, edge bool) cell.Role {
	if v == target.Below && !edge {
		return cell.Below
	}
	_, role := Glyph(v, edge)
	return role
}

// Verdict returns a verdict on a level in as few words as possible.
func Verdict(v target.Verdict, l target.Level) string {
	switch {
	case v == target.Meets && !l.Judged():
		return "at"
	case v == target.Below:
		return Below(l)
	default:
		return cmp.Or(verdicts[v].short, v.Words())
	}
}

// Below returns the word for figures less than a level: "below", or "under" if it does not judge.
func Below(l target.Level) string {
	if !l.Judged() {
		return "under"
	}
	return "below"
}

// Sides returns the words of a legend for figures less than a level, and for the others.
func Sides(l target.Level) (less, others string) {
	if !l.Judged() {
		return Below(l), "at or above"
	}
	return Below(l), "met"
}

// Verb returns the verb for n allies at or above a level, in the past tense if before: they
// "meet" or "met" it, but "are at" or "were at" a level that does not judge them.
func Verb(l target.Level, n int, before bool) string {
	if !l.Judged() {
		return inNumber(n, before, "is", "are", "was", "were") + " at"
	}
	return inNumber(n, before, "meet", "meet", "met", "met")
}

// VerbNot returns the verb for the others: they "do not meet" it, or "are not at" it.
func VerbNot(l target.Level, n int, before bool) string {
	if !l.Judged() {
		return inNumber(n, before, "is", "are", "was", "were") + " not at"
	}
	return inNumber(n, before, "does", "do", "did", "did") + " not meet"
}

// inNumber picks a form of a verb: singular or plural, present or past.
func inNumber(n int, before bool, one, many, oneWas, manyWere string) string {
	if before {
		one, many = oneWas, manyWere
	}
	if n == 1 {
		return one
	}
	return many
}

// Meet returns the short words that follow a count: "meet 2 %", "at 3.5 %".
func Meet(l target.Level) string {
	if !l.Judged() {
		return "at " + Percent(l.Value)
	}
	return "meet " + Percent(l.Value)
}

// Later returns the words that follow a level agreed only after the year, "" for other levels.
func Later(l target.Level) string {
	return Whenf(l.Later != 0, ", a level agreed in %d", l.Later)
}

// OnEdge describes a figure on the knife-edge.
const OnEdge = "on the knife-edge"

// Stands returns a verdict with its level: "meets 2 %", "5 % is not measurable", "not a member
// then", or "at or above 3.5 %" if the level does not judge.
func Stands(v target.Verdict, l target.Level) string {
	switch {
	case v == target.NotMeasurable:
		return Percent(l.Value) + " is not measurable"
	case v == target.Meets && !l.Judged():
		return "at or above " + Percent(l.Value)
	case v.Counted():
		return Verdict(v, l) + " " + Percent(l.Value)
	default:
		return v.Words()
	}
}

// Standing is Stands with the distance: "0.32 pp below 2 %", "at 2 %, on the knife-edge".
func Standing(v target.Verdict, edge bool, gap figure.Decimal, l target.Level) string {
	side := "at"
	switch {
	case !v.Counted():
		return Stands(v, l)
	case gap.Units == 0:
	case v == target.Meets:
		side = Number(gap.Abs()) + " pp above"
	default:
		side = Number(gap.Abs()) + " pp " + Below(l)
	}
	return side + " " + Percent(l.Value) + When(edge, ", "+OnEdge)
}

// Missing returns the mark for a missing figure, given the verdict on its ally.
func Missing(v target.Verdict) string { return verdicts[v].missing }
