package document

import (
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/format"
	"allyscope/internal/table"
)

// Outcome is what became of a statement: glyph, word and role. Each has a shape of
// its own.
func Outcome(o analysis.Outcome) table.Cell {
	glyph, role := OutcomeGlyph(o)
	return table.Words(glyph+" "+o.Words(), o.String()).As(role).Say(o.Words())
}

// OutcomeGlyph is the mark of an outcome alone.
func OutcomeGlyph(o analysis.Outcome) (string, cell.Role) {
	switch o {
	case analysis.Holds:
		return "●", cell.Meets
	case analysis.Rounds:
		return "≈", cell.Edge
	case analysis.Differs:
		return "×", cell.Below
	default:
		return format.NotMeasured, cell.Unknown
	}
}
