package format

import (
	"cmp"

	"allyscope/internal/cell"
	"allyscope/internal/figure"
	"allyscope/internal/target"
)

// The marks of what is missing: never a blank, never a zero.
const (
	NotMember    = "–"
	NoForces     = "·"
	NotPublished = "n/a"
	NotMeasured  = "?"
)

// Break is the mark of a break in a series, or of a change that crosses one.
const Break = '┊'

// verdicts is a constant table of how a verdict is shown: its mark, what stands where there
// is no figure, and its words where they are shorter here.
var verdicts = [...]struct {
	mark           string
	role           cell.Role
	missing, short string
}{
	target.NoData:        {" ", cell.Unknown, NotPublished, ""},
	target.Meets:         {"●", cell.Meets, NotPublished, ""},
	target.Below:         {"○", cell.Plain, NotPublished, ""}, // most are below a new pledge: what stands out is who meets it
	target.NotMember:     {NotMember, cell.Unknown, NotMember, "not a member"},
	target.NoForces:      {NoForces, cell.Unknown, NoForces, "no forces"},
	target.NotMeasurable: {NotMeasured, cell.Unknown, NotPublished, ""},
}

// Glyph is the mark of a verdict, with its role; the knife's edge has one of its own.
func Glyph(v target.Verdict, edge bool) (string, cell.Role) {
	if edge {
		return "≈", cell.Edge
	}
	return verdicts[v].mark, verdicts[v].role
}

// Role is the role of a verdict in words, where it does not stand among many.
func Role(v target.Verdict, edge bool) cell.Role {
	if v == target.Below && !edge {
		return cell.Below
	}
	_, role := Glyph(v, edge)
	return role
}

// Verdict is a verdict on a level in a word or two, where every cell of width counts.
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

// Below is the side of a level that figures less than it are on.
func Below(l target.Level) string {
	if !l.Judged() {
		return "under"
	}
	return "below"
}

// Sides are what a legend calls the figures less than a level, and the others.
func Sides(l target.Level) (less, others string) {
	if !l.Judged() {
		return Below(l), "at or above"
	}
	return Below(l), "met"
}

// Verb is what so many allies do whose figures are at or above a level, now or before: they
// "meet" or "met" it, and "are at" or "were at" one that was agreed only later.
func Verb(l target.Level, n int, before bool) string {
	if !l.Judged() {
		return inNumber(n, before, "is", "are", "was", "were") + " at"
	}
	return inNumber(n, before, "meet", "meet", "met", "met")
}

// VerbNot is what the others do: they "do not meet" it, or "are not at" it.
func VerbNot(l target.Level, n int, before bool) string {
	if !l.Judged() {
		return inNumber(n, before, "is", "are", "was", "were") + " not at"
	}
	return inNumber(n, before, "does", "do", "did", "did") + " not meet"
}

// inNumber is a verb of one or of many, now or before.
func inNumber(n int, before bool, one, many, oneWas, manyWere string) string {
	if before {
		one, many = oneWas, manyWere
	}
	if n == 1 {
		return one
	}
	return many
}

// Meet is what stands behind a count in few words: "meet 2 %", "at 3.5 %".
func Meet(l target.Level) string {
	if !l.Judged() {
		return "at " + Percent(l.Value)
	}
	return "meet " + Percent(l.Value)
}

// Later says that a level was agreed only after the year, behind its mention; empty
// where it was not.
func Later(l target.Level) string {
	return Whenf(l.Later != 0, ", a level agreed in %d", l.Later)
}

// OnEdge is what is said of a figure on the knife's edge.
const OnEdge = "on the knife's edge"

// Stands is a verdict with its level: "meets 2 %", "5 % is not measurable", "not a member then",
// and "at or above 3.5 %" where that was agreed later.
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

// Standing is Stands with the distance to the level: "0.32 pp below 2 %", "at 2 %, on the
// knife's edge".
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

// Missing is the mark of a figure that is not there, by the verdict on its ally.
func Missing(v target.Verdict) string { return verdicts[v].missing }
