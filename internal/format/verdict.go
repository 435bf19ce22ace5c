package format

import (
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

// Glyph is the mark of a verdict, with its role. The knife's edge has one of its
// own, whichever side the figure takes; a blank stands where nothing is published.
func Glyph(v target.Verdict, edge bool) (string, cell.Role) {
	switch {
	case edge:
		return "≈", cell.Edge
	case v == target.Meets:
		return "●", cell.Meets
	case v == target.Below:
		return "○", cell.Plain // most are below a new pledge: what stands out is who meets it
	case v == target.NotMember:
		return NotMember, cell.Unknown
	case v == target.NoForces:
		return NoForces, cell.Unknown
	case v == target.NotMeasurable:
		return NotMeasured, cell.Unknown
	default:
		return " ", cell.Unknown
	}
}

// Role is the role of a verdict in words, where it does not stand among many.
func Role(v target.Verdict, edge bool) cell.Role {
	if v == target.Below && !edge {
		return cell.Below
	}
	_, role := Glyph(v, edge)
	return role
}

// Verdict is a verdict in a word or two, where every cell of width counts.
func Verdict(v target.Verdict) string {
	switch v {
	case target.NotMember:
		return "not a member"
	case target.NoForces:
		return "no forces"
	default:
		return v.Words()
	}
}

// OnEdge is what is said of a figure on the knife's edge.
const OnEdge = "on the knife's edge"

// Stands is a verdict with the level it is on: "meets 2 %", "5 % is not
// measurable", "not a member then".
func Stands(v target.Verdict, level figure.Decimal) string {
	switch {
	case v == target.NotMeasurable:
		return Percent(level) + " is not measurable"
	case v.Counted():
		return v.Words() + " " + Percent(level)
	default:
		return v.Words()
	}
}

// Standing is Stands with the distance of a figure to the level in percentage
// points, which also says on which side it is: "0.32 pp below 2 %", "at 2 %, on the
// knife's edge".
func Standing(v target.Verdict, edge bool, gap, level figure.Decimal) string {
	s := Stands(v, level)
	switch {
	case !v.Counted():
		return s
	case gap.Units == 0:
		s = "at " + Percent(level)
	case v == target.Meets:
		s = Number(gap.Abs()) + " pp above " + Percent(level)
	default:
		s = Number(gap.Abs()) + " pp below " + Percent(level)
	}
	if edge {
		s += ", " + OnEdge
	}
	return s
}

// Missing is the mark of a figure that is not there, by the verdict on its ally.
func Missing(v target.Verdict) string {
	switch v {
	case target.NotMember:
		return NotMember
	case target.NoForces:
		return NoForces
	default:
		return NotPublished
	}
}
