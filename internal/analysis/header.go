package analysis

import (
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
)

// Header is what every answer begins and ends with: what was asked, whose figures
// answer it, what they are judged by, and what the answer says in one line.
type Header struct {
	// Query is what was asked with every default filled in, so that printing it
	// gives the same answer when another edition is the latest.
	Query   query.Query
	Edition *dataset.Edition
	Measure figure.Measure
	Unit    string
	// Year is the year asked about; First and Last bound the years held, and Base is
	// the year that changes are counted from.
	Year, First, Last, Base figure.Year
	// Estimated tells whether the edition marks the year as an estimate.
	Estimated bool
	// Judged tells whether there is a level; Level is then set.
	Judged bool
	Level  Level
	// Unjudged is the reason there is no verdict, empty where Judged and measurable.
	Unjudged string
	// Scope names the allies that are counted: "allies", or a group.
	Scope string
	// Sentence says what the answer shows, in one line.
	Sentence string
	// Citation names source, edition and table.
	Citation string
	// Notes are what a reader must know beside the figures.
	Notes []string
}

// Spec is what the measure is in the table that answers: in billions where that is.
func (h *Header) Spec() figure.Spec { return h.Measure.In(h.Unit) }

// Verdicts tells whether figures are judged in the answer.
func (h *Header) Verdicts() bool { return h.Judged && h.Unjudged == "" }
