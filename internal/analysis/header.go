package analysis

import (
	"allyscope/internal/ally"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
	"allyscope/internal/query"
	"allyscope/internal/target"
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

// Verdicts tells whether figures are judged in the answer.
func (h *Header) Verdicts() bool { return h.Judged && h.Unjudged == "" }

// Reading is one figure, and how it stands: to the level, to the year before and
// to the base year.
type Reading struct {
	figure.Figure
	Verdict target.Verdict
	// Edge tells whether the figure is on the knife's edge.
	Edge bool
	// Gap is the printed figure less the level, pp. Change is on the year before and
	// Since on the base year: pp for measures in per cent, % for amounts and people.
	Gap, Change, Since figure.Delta
}

// Series are the readings of one ally, or of one of NATO's sums, in the years of
// an answer.
type Series struct {
	Code ally.Code
	Ally *ally.Ally // nil for a sum
	Name string
	// First is the year of the first reading; every later year has one, known or not.
	First    figure.Year
	Readings []Reading
}

// At is the reading of a year; the zero Reading where the series has none.
func (s *Series) At(y figure.Year) Reading {
	if i := int(y - s.First); i >= 0 && i < len(s.Readings) {
		return s.Readings[i]
	}
	return Reading{}
}

// Figures are the figures of the readings and the verdicts on them, for who draws
// them alone.
func (s *Series) Figures() ([]figure.Figure, []target.Verdict) {
	figures, verdicts := make([]figure.Figure, len(s.Readings)), make([]target.Verdict, len(s.Readings))
	for i, r := range s.Readings {
		figures[i], verdicts[i] = r.Figure, r.Verdict
	}
	return figures, verdicts
}
