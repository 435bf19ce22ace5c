package format

import (
	"allyscope/internal/cell"
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
