// Package view is what the explorer's root and its views agree on: the scene a
// view is handed, and what it answers.
//
// A view never sees a key, a terminal, a clock or the split of the screen. It
// makes no number: what it draws comes from the answer, or from package analysis
// by the scene's data set and query.
package view

import (
	"allyscope/internal/ally"
	"allyscope/internal/analysis"
	"allyscope/internal/cell"
	"allyscope/internal/chart"
	"allyscope/internal/dataset"
	"allyscope/internal/figure"
)

// Scene is all that a view may know. It must not be changed.
type Scene struct {
	Data *dataset.Dataset
	// Answer is the answer on show; its Query has every default filled in.
	Answer *analysis.Answer
	// Focus is the ally the reader is at; empty where none is listed.
	Focus ally.Code
	// Offset is the first line shown of a list, and Bare leaves out its heads.
	Offset int
	Bare   bool
	// Ink is what lines are plotted with.
	Ink chart.Ink
	// Zoom tells whether the view has the whole screen to itself.
	Zoom bool
}

// Hit is what stands at a cell of a view.
type Hit struct {
	Code ally.Code   // empty: no ally
	Year figure.Year // 0: no year
	// Text is the figure there in words, such as "Norway 2016: 1.68 %"; empty
	// where there is none.
	Text string
}

// View is one way to look at an answer. A view keeps what it drew as long as
// nothing it depends on changes; pointer receivers, one value a session.
type View interface {
	// Draw draws the scene onto the grid, whatever its size: a picture where
	// there is room for one, else text.
	Draw(g *cell.Grid, s Scene)
	// Sentence says in one line what the view shows.
	Sentence(s Scene) string
	// Move returns the ally dx columns and dy rows from the focused one, as the
	// view last drew them; ok is false where the view has no order of its own
	// and the ranking's holds. The result may be the focused ally itself.
	Move(s Scene, dx, dy int) (to ally.Code, ok bool)
	// At is what stands at a cell of the grid last drawn.
	At(x, y int) Hit
}
